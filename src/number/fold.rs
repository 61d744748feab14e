//! What a character of a standard number stands for: the mapping that every repair goes by.
//!
//! The mapping is explicit and short. NFKC would also turn ㎡ into m2 and ① into 1 and would leave the dashes alone,
//! so it repairs what nobody wrote and misses what everybody writes.

use crate::text::is_hidden;
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
    /// As a dash that is no hyphen, or as something that looks like one.
    Dash,
    /// As another slash.
    Slash,
    /// As a letter of another script that looks like it.
    LookAlike,
    /// As a swung dash that is not the usual one.
    Tilde,
    /// As a blank that is no U+0020.
    Blank,
    /// Not at all: nobody sees the character, and it stands for none.
    Hidden,
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
        'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '０'..='９' | '．' | '：' | '（' | '）' | '＋' => {
            let ascii = half_width(c).and_then(|c| u8::try_from(c).ok());
            (ascii.unwrap_or(Glyph::OTHER), Form::Wide)
        }
        '／' => (b'/', Form::Wide),
        // Fraction slash, division slash (as in names of files), diagonals, big solidus.
        '\u{2044}' | '\u{2215}' | '\u{2571}' | '\u{29F8}' => (b'/', Form::Slash),
        // Hyphen, non-breaking hyphen, figure dash, en dash, em dash, horizontal bar, hyphen bullet, minus, box-drawing
        // lines, small and full-width hyphen; the Chinese one, which input methods give for it.
        '\u{2010}'..='\u{2015}'
        | '\u{2043}'
        | '\u{2212}'
        | '\u{2500}'
        | '\u{2501}'
        | '\u{FE58}'
        | '\u{FE63}'
        | '\u{FF0D}'
        | '一' => (b'-', Form::Dash),
        // The full-width tilde is as good as the other between the ends of a range.
        '\u{FF5E}' => (b'~', Form::Plain),
        '\u{301C}' | '\u{223C}' => (b'~', Form::Tilde),
        _ if is_hidden(c) => (Glyph::OTHER, Form::Hidden),
        _ if c.is_whitespace() => (b' ', Form::Blank),
        _ => match look_alike(c) {
            Some(ascii) => (ascii, Form::LookAlike),
            None => (Glyph::OTHER, Form::Plain),
        },
    };
    Glyph {
        ascii,
        form,
        len: u8::try_from(c.len_utf8()).unwrap_or(0),
    }
}

/// The Latin letter that a Greek or Cyrillic one looks like.
const fn look_alike(c: char) -> Option<u8> {
    Some(match c {
        'А' | 'Α' => b'A',
        'В' | 'Β' => b'B',
        'С' | 'Ϲ' => b'C',
        'Е' | 'Ε' => b'E',
        'Ѕ' => b'S',
        'І' | 'Ι' | 'Ӏ' => b'I',
        'Ј' => b'J',
        'К' | 'Κ' => b'K',
        'М' | 'Μ' => b'M',
        'Н' | 'Η' => b'H',
        'Ν' => b'N',
        'О' | 'Ο' => b'O',
        'Р' | 'Ρ' => b'P',
        'Ԛ' => b'Q',
        'Т' | 'Τ' => b'T',
        'У' | 'Υ' | 'Ү' => b'Y',
        'Х' | 'Χ' => b'X',
        'Ζ' => b'Z',
        'Ԝ' => b'W',
        'Ԍ' => b'G',
        'а' => b'a',
        'с' => b'c',
        'е' => b'e',
        'һ' => b'h',
        'і' => b'i',
        'ј' => b'j',
        'о' | 'ο' => b'o',
        'р' => b'p',
        'ѕ' => b's',
        'х' => b'x',
        'у' => b'y',
        'ѵ' | 'ν' => b'v',
        _ => return None,
    })
}

/// What an ASCII character stands for: itself, unless it is a blank, a backslash, or one that nobody sees.
pub(super) const fn ascii(byte: u8) -> Glyph {
    let (ascii, form) = match byte {
        b'\t' | b'\n' | b'\r' | 0x0B | 0x0C => (b' ', Form::Blank),
        0x01..=0x1F | 0x7F => (Glyph::OTHER, Form::Hidden),
        b'\\' => (b'/', Form::Slash),
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

/// The same with the letters of other scripts as they are: what tells one prefix from another (`JJF(京)`).
pub(super) fn name(text: &str) -> impl Iterator<Item = u8> {
    glyphs(text).flat_map(|(c, glyph)| {
        let mut bytes = [0; 4];
        let length = if glyph.is_alphanumeric() {
            bytes = [glyph.ascii.to_ascii_uppercase(), 0, 0, 0];
            1
        } else if glyph.ascii == Glyph::OTHER && c.is_alphabetic() {
            c.encode_utf8(&mut bytes).len()
        } else {
            0
        };
        bytes.into_iter().take(length)
    })
}
