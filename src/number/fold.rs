//! What a character of a standard number stands for: the mapping that every repair goes by.
//!
//! The mapping is explicit and short. NFKC would also turn ㎡ into m2 and ① into 1 and would leave the dashes alone,
//! so it repairs what nobody wrote and misses what everybody writes.

use crate::text::tidy::half_width;

/// A character, reduced to the ASCII character that it stands for in a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Glyph {
    /// The ASCII character; [`Glyph::OTHER`] where the character has no place in a number, or at the end of the text.
    pub(super) ascii: u8,
    /// How it is written.
    pub(super) form: Form,
    /// Its length in bytes of UTF-8; 0 at the end of the text.
    pub(super) len: u8,
}

/// How a character that stands for an ASCII one is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// As the ASCII character itself, or as one that stands for none.
    Plain,
    /// As its full-width form.
    Wide,
    /// As a dash that is no hyphen.
    Dash,
    /// As a blank that is no U+0020, one without width included.
    Blank,
}

impl Glyph {
    /// What stands for none of the characters of a number.
    pub(super) const OTHER: u8 = 0;

    /// Beyond the last character.
    pub(super) const END: Self = Self {
        ascii: Self::OTHER,
        form: Form::Plain,
        len: 0,
    };

    /// Whether it is a Latin letter.
    pub(super) const fn is_letter(self) -> bool {
        self.ascii.is_ascii_alphabetic()
    }

    /// Whether it is an Arabic digit.
    pub(super) const fn is_digit(self) -> bool {
        self.ascii.is_ascii_digit()
    }

    /// Whether it is either.
    pub(super) const fn is_alphanumeric(self) -> bool {
        self.ascii.is_ascii_alphanumeric()
    }
}

/// What a character stands for.
pub(super) fn of(c: char) -> Glyph {
    if let Ok(byte) = u8::try_from(c)
        && byte.is_ascii()
    {
        return ascii(byte);
    }
    let (ascii, form) = match c {
        'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '０'..='９' | '／' | '．' | '：' | '（' | '）' => {
            let ascii = half_width(c).and_then(|c| u8::try_from(c).ok());
            (ascii.unwrap_or(Glyph::OTHER), Form::Wide)
        }
        // Hyphen, non-breaking hyphen, figure dash, en dash, em dash, horizontal bar, minus, small and full-width hyphen.
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE63}' | '\u{FF0D}' => (b'-', Form::Dash),
        // What has no width is a blank too: it is left out or replaced like one.
        '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' => (b' ', Form::Blank),
        _ if c.is_whitespace() => (b' ', Form::Blank),
        _ => (Glyph::OTHER, Form::Plain),
    };
    Glyph {
        ascii,
        form,
        len: u8::try_from(c.len_utf8()).unwrap_or(0),
    }
}

/// What an ASCII character stands for: itself, unless it is a blank.
pub(super) const fn ascii(byte: u8) -> Glyph {
    let (ascii, form) = match byte {
        b'\t' | b'\n' | b'\r' | 0x0B | 0x0C => (b' ', Form::Blank),
        _ => (byte, Form::Plain),
    };
    Glyph { ascii, form, len: 1 }
}

/// The characters of a text, each as it is written and as what it stands for.
pub(super) fn glyphs(text: &str) -> impl Iterator<Item = (char, Glyph)> {
    text.chars().map(|c| (c, of(c)))
}

/// The letters and digits of a text, upper case: what is left of a prefix when every misspelling is set aside.
pub(super) fn spelling(text: &str) -> impl Iterator<Item = u8> {
    glyphs(text)
        .map(|(_, glyph)| glyph.ascii.to_ascii_uppercase())
        .filter(u8::is_ascii_alphanumeric)
}
