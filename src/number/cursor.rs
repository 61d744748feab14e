//! Reading a number from left to right, with every misspelling noted where it is met.

use smallvec::SmallVec;

use super::fault::Fault;
use super::fold::{self, Form, Glyph};
use crate::text::{Span, to_u32};

/// A place in the text and what was found wrong up to it.
pub(super) struct Cursor<'t> {
    text: &'t str,
    at: usize,
    next: Glyph,
    faults: SmallVec<[Fault; 1]>,
}

/// A place to go back to.
#[derive(Clone, Copy)]
pub(super) struct Place {
    at: usize,
    faults: usize,
}

/// Blanks between two parts.
#[derive(Clone, Copy)]
pub(super) struct Gap {
    /// The blanks.
    pub(super) span: Span,
    /// How many there are, as far as it matters.
    pub(super) width: Width,
}

/// How wide a gap is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Width {
    /// Nothing stands there.
    None,
    /// One U+0020.
    One,
    /// Anything else.
    Odd,
}

/// A run of digits.
#[derive(Clone, Copy)]
pub(super) struct Digits {
    /// Where.
    pub(super) span: Span,
    /// How many.
    pub(super) count: u32,
    /// What they are worth; saturates.
    pub(super) value: u32,
}

/// How many letters of a word are kept: no prefix that is looked up in a table is longer.
const KEPT: usize = 4;

/// A run of letters, or of letters and digits.
pub(super) struct Word {
    /// Where.
    pub(super) span: Span,
    /// How many characters.
    pub(super) count: usize,
    /// Where the last character starts, in bytes.
    pub(super) last: u32,
    /// Where the digits at its end start, in bytes; the end of the word where it ends with none.
    pub(super) tail: u32,
    folded: [u8; KEPT],
    upper: [u8; KEPT],
}

impl Word {
    /// The word as it is written, but for the width of its characters; empty where it is too long to be in a table.
    pub(super) fn folded(&self) -> &[u8] {
        self.folded.get(..self.count).unwrap_or(&[])
    }

    /// The word in upper case; empty where it is too long to be in a table.
    pub(super) fn upper(&self) -> &[u8] {
        self.upper.get(..self.count).unwrap_or(&[])
    }

    /// Whether it is the word given, which is in upper case.
    pub(super) fn is(&self, word: &str) -> bool {
        self.upper() == word.as_bytes()
    }

    /// Whether nothing was read.
    pub(super) const fn is_empty(&self) -> bool {
        self.count == 0
    }
}

/// The character that starts at a byte. ASCII, which is nearly all there is, need not be decoded.
#[inline]
fn glyph_at(text: &str, at: usize) -> Glyph {
    match text.as_bytes().get(at) {
        None => Glyph::END,
        Some(&byte) if byte.is_ascii() => fold::ascii(byte),
        Some(_) => wide_glyph_at(text, at),
    }
}

/// The character that starts at a byte, decoded. Kept apart, so that reading ASCII stays small enough to be inlined.
#[cold]
fn wide_glyph_at(text: &str, at: usize) -> Glyph {
    let rest = text.get(at..).unwrap_or("");
    rest.chars().next().map_or(Glyph::END, fold::of)
}

impl<'t> Cursor<'t> {
    /// At the start of a text.
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            next: glyph_at(text, 0),
            faults: SmallVec::new(),
        }
    }

    /// The text that is read.
    pub(super) const fn text(&self) -> &'t str {
        self.text
    }

    /// Where the next character starts, in bytes.
    pub(super) fn at(&self) -> u32 {
        to_u32(self.at)
    }

    /// What has not been read.
    pub(super) fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// What has not been read, without the blanks at its end.
    pub(super) fn rest_span(&self) -> Span {
        Span::of(self.at..self.at + self.rest().trim_end().len())
    }

    /// Everything noted so far.
    pub(super) fn into_faults(self) -> SmallVec<[Fault; 1]> {
        self.faults
    }

    /// Notes a fault.
    #[cold]
    pub(super) fn note(&mut self, fault: Fault) {
        self.faults.push(fault);
    }

    /// Where the cursor stands.
    pub(super) fn place(&self) -> Place {
        Place {
            at: self.at,
            faults: self.faults.len(),
        }
    }

    /// Back to where it stood, as if nothing had been read since.
    pub(super) fn reset(&mut self, place: Place) {
        self.go_to(place.at);
        self.faults.truncate(place.faults);
    }

    /// Back to an earlier byte; the faults stay. [`super::fault::tidy`] joins those that are then noted twice.
    pub(super) fn back_to(&mut self, at: u32) {
        self.go_to(at as usize);
    }

    /// The next character.
    pub(super) const fn peek(&self) -> Glyph {
        self.next
    }

    /// On to a byte, wherever it is.
    #[inline]
    fn go_to(&mut self, at: usize) {
        self.at = at;
        self.next = glyph_at(self.text, at);
    }

    /// Past the next character, however it is written: its place.
    #[inline]
    fn skip(&mut self) -> Span {
        let start = self.at;
        self.go_to(start + usize::from(self.next.len));
        Span::of(start..self.at)
    }

    /// Reads the next character, and notes it where it is not written in ASCII.
    #[inline]
    fn take(&mut self) -> Span {
        let form = self.next.form;
        let span = self.skip();
        if form != Form::Plain {
            self.note_form(form, span);
        }
        span
    }

    /// Notes how a character is written. Kept apart for the same reason as [`wide_glyph_at`].
    #[cold]
    fn note_form(&mut self, form: Form, span: Span) {
        match form {
            Form::Plain | Form::Blank => {}
            Form::Wide => self.note(Fault::FullWidth(span)),
            Form::Dash => self.note(Fault::Dash(span)),
        }
    }

    /// Reads one character that stands for `ascii`, if it is next.
    pub(super) fn eat(&mut self, ascii: u8) -> Option<Span> {
        (self.next.ascii == ascii).then(|| self.take())
    }

    /// Reads one parenthesis, if it is next, and says how it is written: which form is right depends on its content.
    pub(super) fn parenthesis(&mut self, ascii: u8) -> Option<Form> {
        let Glyph { ascii: next, form, .. } = self.next;
        (next == ascii).then(|| {
            self.skip();
            form
        })
    }

    /// Reads `word` as it stands, if it is next.
    pub(super) fn exactly(&mut self, word: &str) -> Option<Span> {
        self.rest().starts_with(word).then(|| {
            let start = self.at;
            self.go_to(start + word.len());
            Span::of(start..self.at)
        })
    }

    /// Reads blanks. Whether they are right is for the caller to say.
    pub(super) fn gap(&mut self) -> Gap {
        let start = self.at;
        let mut width = Width::None;
        while self.next.ascii == b' ' {
            width = match (width, self.next.form) {
                (Width::None, Form::Plain) => Width::One,
                _ => Width::Odd,
            };
            self.skip();
        }
        Gap {
            span: Span::of(start..self.at),
            width,
        }
    }

    /// Reads blanks where there should be none.
    pub(super) fn no_gap(&mut self) {
        if self.next.ascii == b' ' {
            let gap = self.gap();
            self.unwanted(gap);
        }
    }

    /// Notes blanks that should not be there.
    pub(super) fn unwanted(&mut self, gap: Gap) {
        if gap.width != Width::None {
            self.note(Fault::Spacing(gap.span));
        }
    }

    /// Reads one letter, if it is next: its place and itself in upper case.
    pub(super) fn letter(&mut self) -> Option<(Span, u8)> {
        let glyph = self.next;
        glyph
            .is_letter()
            .then(|| (self.take(), glyph.ascii.to_ascii_uppercase()))
    }

    /// Reads letters.
    pub(super) fn letters(&mut self) -> Word {
        self.word(Glyph::is_letter)
    }

    /// Reads letters and digits.
    pub(super) fn alphanumerics(&mut self) -> Word {
        self.word(Glyph::is_alphanumeric)
    }

    fn word(&mut self, belongs: impl Fn(Glyph) -> bool) -> Word {
        let start = self.at();
        let mut word = Word {
            span: Span::empty(start),
            count: 0,
            last: start,
            tail: start,
            folded: [0; KEPT],
            upper: [0; KEPT],
        };
        while belongs(self.next) {
            let glyph = self.next;
            let span = self.take();
            if let (Some(folded), Some(upper)) = (word.folded.get_mut(word.count), word.upper.get_mut(word.count)) {
                *folded = glyph.ascii;
                *upper = glyph.ascii.to_ascii_uppercase();
            }
            word.count += 1;
            word.last = span.start;
            if !glyph.is_digit() {
                word.tail = span.end;
            }
        }
        word.span = Span::new(start, self.at());
        word
    }

    /// Reads digits.
    pub(super) fn digits(&mut self) -> Digits {
        let start = self.at();
        let (mut count, mut value) = (0, 0u32);
        while self.next.is_digit() {
            value = value
                .saturating_mul(10)
                .saturating_add(u32::from(self.next.ascii - b'0'));
            count += 1;
            self.take();
        }
        Digits {
            span: Span::new(start, self.at()),
            count,
            value,
        }
    }

    /// Reads one dash, or several in a row, which stand for one (`——`).
    pub(super) fn dash(&mut self) -> Option<Span> {
        let first = self.eat(b'-')?;
        let mut span = first;
        while let Some(next) = self.eat(b'-') {
            span = span.cover(next);
        }
        if span != first {
            self.note(Fault::Dash(span));
        }
        Some(span)
    }

    /// Notes letters of a word that should be upper case.
    pub(super) fn should_be_upper(&mut self, span: Span) {
        let is_lower = |(_, glyph): (char, Glyph)| glyph.ascii.is_ascii_lowercase();
        if fold::glyphs(span.of_text(self.text)).any(is_lower) {
            self.note(Fault::Case(span));
        }
    }
}
