//! Reading a number from left to right, with every misspelling noted where it is met.

use smallvec::SmallVec;

use super::fault::{Fault, Noted, Repair};
use super::fold::{self, Form, Glyph};
use crate::text::{Span, to_u32};

/// A place in the text and what was found wrong up to it.
pub(super) struct Cursor<'t> {
    text: &'t str,
    at: usize,
    /// Where the last character that was read ends, whatever nobody sees behind it.
    end: usize,
    next: Glyph,
    noted: SmallVec<[Noted; 1]>,
    closing: Option<(char, Span)>,
}

/// A place to go back to.
#[derive(Clone, Copy)]
pub(super) struct Place {
    at: usize,
    noted: usize,
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

impl Digits {
    /// What the first four are worth.
    pub(super) fn first_four(self) -> u32 {
        let more = self.count.saturating_sub(4);
        10u32.checked_pow(more).map_or(0, |scale| self.value / scale)
    }
}

/// How many letters of a word are kept: no prefix that is looked up in a table is longer.
const KEPT: usize = 8;

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
    /// Whether there is a digit in it.
    pub(super) has_digit: bool,
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

    /// The word where it is nothing but digits, and not too many.
    pub(super) fn digits(&self) -> Option<&[u8]> {
        (self.has_digit && self.tail == self.span.start).then(|| self.folded())
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
        let mut cursor = Self {
            text,
            at: 0,
            end: 0,
            next: Glyph::END,
            noted: SmallVec::new(),
            closing: None,
        };
        cursor.go_to(0);
        cursor
    }

    /// The text that is read.
    pub(super) const fn text(&self) -> &'t str {
        self.text
    }

    /// Where the next character starts, in bytes.
    pub(super) fn at(&self) -> u32 {
        to_u32(self.at)
    }

    /// Where the last character that was read ends, in bytes.
    pub(super) fn last_end(&self) -> u32 {
        to_u32(self.end)
    }

    /// What has not been read.
    pub(super) fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// What has not been read, without the blanks at its end.
    pub(super) fn rest_span(&self) -> Span {
        Span::of(self.at..self.at + self.rest().trim_end().len())
    }

    /// The whole text.
    pub(super) fn whole_span(&self) -> Span {
        Span::of(0..self.text.len())
    }

    /// Everything noted so far.
    pub(super) fn into_noted(self) -> SmallVec<[Noted; 1]> {
        self.noted
    }

    /// Notes a fault that no change of form repairs.
    #[cold]
    pub(super) fn note(&mut self, fault: Fault) {
        self.mend(fault, Repair::None);
    }

    /// Notes a fault with its repair.
    #[cold]
    pub(super) fn mend(&mut self, fault: Fault, repair: Repair) {
        self.noted.push(Noted { fault, repair });
    }

    /// Notes a fault that makes all others pointless.
    #[cold]
    pub(super) fn only(&mut self, fault: Fault) {
        self.noted.clear();
        self.note(fault);
    }

    /// Whether anything noted cannot be repaired.
    pub(super) fn is_hopeless(&self) -> bool {
        self.noted.iter().any(|noted| !noted.fault.is_repairable())
    }

    /// Where the cursor stands.
    pub(super) fn place(&self) -> Place {
        Place {
            at: self.at,
            noted: self.noted.len(),
        }
    }

    /// Back to where it stood, as if nothing had been read since.
    pub(super) fn reset(&mut self, place: Place) {
        self.go_to(place.at);
        self.noted.truncate(place.noted);
    }

    /// Back to an earlier byte; the faults stay. [`super::fault::tidy`] joins those that are then noted twice.
    pub(super) fn back_to(&mut self, at: u32) {
        self.go_to(at as usize);
    }

    /// The next character.
    pub(super) const fn peek(&self) -> Glyph {
        self.next
    }

    /// On to a byte, wherever it is, and past what nobody sees.
    #[inline]
    fn go_to(&mut self, at: usize) {
        self.at = at;
        self.next = glyph_at(self.text, at);
        if self.next.form == Form::Hidden {
            self.pass_hidden();
        }
    }

    #[cold]
    fn pass_hidden(&mut self) {
        let start = self.at;
        while self.next.form == Form::Hidden {
            self.at += usize::from(self.next.len);
            self.next = glyph_at(self.text, self.at);
        }
        self.mend(Fault::Hidden(Span::of(start..self.at)), Repair::Drop);
    }

    /// Past the next character, however it is written: its place.
    #[inline]
    fn skip(&mut self) -> Span {
        let start = self.at;
        let end = start + usize::from(self.next.len);
        self.end = end;
        self.go_to(end);
        Span::of(start..end)
    }

    /// Reads the next character, and notes it where it is not written in ASCII.
    #[inline]
    fn take(&mut self) -> Span {
        let form = self.next.form;
        let start = self.at;
        let end = start + usize::from(self.next.len);
        let span = Span::of(start..end);
        if form != Form::Plain {
            self.note_form(form, span);
        }
        self.end = end;
        self.go_to(end);
        span
    }

    /// Notes how a character is written. Kept apart for the same reason as [`wide_glyph_at`].
    #[cold]
    fn note_form(&mut self, form: Form, span: Span) {
        let fault = match form {
            Form::Plain | Form::Blank | Form::Hidden => return,
            Form::Wide => Fault::FullWidth(span),
            Form::Dash => Fault::Dash(span),
            Form::Slash => Fault::Slash(span),
            Form::LookAlike => Fault::LookAlike(span),
            Form::Tilde => Fault::Tilde(span),
        };
        self.mend(fault, Repair::Fold);
    }

    /// Reads a mark that opens a pair around the number, if one is next.
    pub(super) fn opening(&mut self) -> bool {
        const PAIRS: [(char, char); 6] = [
            ('《', '》'),
            ('〈', '〉'),
            ('「', '」'),
            ('『', '』'),
            ('【', '】'),
            ('“', '”'),
        ];
        let first = self.rest().chars().next();
        let pair = PAIRS.iter().find(|(opening, _)| Some(*opening) == first);
        let Some((_, closing)) = pair.filter(|_| self.closing.is_none()) else {
            return false;
        };
        let span = self.skip();
        self.mend(Fault::Punctuation(span), Repair::Drop);
        self.closing = Some((*closing, span));
        true
    }

    /// Reads the mark that closes the pair around the number. A pair that is not closed is no pair.
    pub(super) fn closing(&mut self) {
        let Some((closing, opening)) = self.closing.take() else {
            return;
        };
        if self.rest().starts_with(closing) {
            let span = self.skip();
            self.mend(Fault::Punctuation(span), Repair::Drop);
        } else {
            self.note(Fault::Trailing(opening));
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

    /// Reads one parenthesis that should be half-width, if it is next.
    pub(super) fn half_parenthesis(&mut self, ascii: u8) -> Option<Span> {
        let start = self.at();
        let form = self.parenthesis(ascii)?;
        let span = Span::new(start, self.last_end());
        if form != Form::Plain {
            let right = if ascii == b'(' { "(" } else { ")" };
            self.mend(Fault::Parenthesis(span), Repair::With(right));
        }
        Some(span)
    }

    /// Reads the next character, whatever it is.
    pub(super) fn any(&mut self) -> Option<Span> {
        (self.next != Glyph::END).then(|| self.take())
    }

    /// Reads `word` as it stands, if it is next.
    pub(super) fn exactly(&mut self, word: &str) -> Option<Span> {
        self.rest().starts_with(word).then(|| {
            let start = self.at;
            let end = start + word.len();
            self.end = end;
            self.go_to(end);
            Span::of(start..end)
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
            self.mend(Fault::Spacing(gap.span), Repair::Drop);
        }
    }

    /// Notes blanks that should be one blank, and are not.
    pub(super) fn should_be_one(&mut self, gap: Gap) {
        if gap.width != Width::One {
            self.mend(Fault::Spacing(gap.span), Repair::With(" "));
        }
    }

    /// Notes blanks that may be one blank or none.
    pub(super) fn may_be_one(&mut self, gap: Gap) {
        if gap.width == Width::Odd {
            self.mend(Fault::Spacing(gap.span), Repair::With(" "));
        }
    }

    /// Notes a slash that is missing, with the blanks in its place.
    pub(super) fn should_be_slash(&mut self, span: Span) {
        self.mend(Fault::NoSlash(span), Repair::With("/"));
    }

    /// Reads one letter, if it is next: its place and itself in upper case.
    pub(super) fn letter(&mut self) -> Option<(Span, u8)> {
        let glyph = self.next;
        glyph
            .is_letter()
            .then(|| (self.take(), glyph.ascii.to_ascii_uppercase()))
    }

    /// Where a character of a word stands, counted from 0 without those that nobody sees; in bytes, as an empty span.
    pub(super) fn within(&self, word: Span, place: usize) -> Span {
        let seen = word
            .of_text(self.text)
            .char_indices()
            .filter(|(_, c)| fold::of(*c).form != Form::Hidden);
        let at = seen.map(|(at, _)| at).nth(place).unwrap_or_default();
        Span::empty(word.start + to_u32(at))
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
        let mut end = start;
        let mut word = Word {
            span: Span::empty(start),
            count: 0,
            last: start,
            tail: start,
            has_digit: false,
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
            end = span.end;
            if glyph.is_digit() {
                word.has_digit = true;
            } else {
                word.tail = span.end;
            }
        }
        word.span = Span::new(start, end);
        word
    }

    /// Reads digits.
    pub(super) fn digits(&mut self) -> Digits {
        let start = self.at();
        let mut end = start;
        let (mut count, mut value) = (0, 0u32);
        while self.next.is_digit() {
            value = value
                .saturating_mul(10)
                .saturating_add(u32::from(self.next.ascii - b'0'));
            count += 1;
            end = self.take().end;
        }
        Digits {
            span: Span::new(start, end),
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
            self.mend(Fault::Dash(span), Repair::With("-"));
        }
        Some(span)
    }

    /// Notes letters of a word that should be upper case.
    pub(super) fn should_be_upper(&mut self, span: Span) {
        let is_lower = |(_, glyph): (char, Glyph)| glyph.ascii.is_ascii_lowercase();
        if fold::glyphs(span.of_text(self.text)).any(is_lower) {
            self.mend(Fault::Case(span), Repair::Upper);
        }
    }
}
