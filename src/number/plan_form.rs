//! The forms of plan numbers that a scheme writes down.

use crate::text::Span;

/// How many characters a form of plan numbers may have.
pub const MAX_FORM: usize = 40;

/// How many forms a scheme may have: each is tried with every plan.
pub const MAX_FORMS: usize = 100;

/// One place of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece {
    /// `Y`: a digit of a year.
    Year,
    /// `N`: a digit.
    Digit,
    /// `A`: a capital letter.
    Letter,
    /// A character that stands for itself.
    Itself(char),
}

impl Piece {
    const fn takes(self, c: char) -> bool {
        match self {
            Self::Year | Self::Digit => c.is_ascii_digit(),
            Self::Letter => c.is_ascii_uppercase(),
            Self::Itself(own) => own == c,
        }
    }
}

/// A form of plan numbers, as a scheme writes it: `YYYYNNNNN`, `'建标'YYYY-NN`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    written: String,
    pieces: Vec<Piece>,
}

impl Form {
    /// Reads a form. `None` where a quote is not closed, the digits of the year are not two or four in a row, nothing in it
    /// may vary, or it is too long.
    pub fn parse(written: &str) -> Option<Self> {
        let mut pieces = Vec::new();
        let mut is_quoted = false;
        for c in written.chars() {
            if c == '\'' {
                is_quoted = !is_quoted;
                continue;
            }
            pieces.push(match c {
                'Y' if !is_quoted => Piece::Year,
                'N' if !is_quoted => Piece::Digit,
                'A' if !is_quoted => Piece::Letter,
                _ => Piece::Itself(c),
            });
        }
        let is_year = |piece: &Piece| *piece == Piece::Year;
        let years = pieces.iter().filter(|piece| is_year(piece)).count();
        let first = pieces.iter().position(is_year);
        let in_a_row = pieces
            .iter()
            .skip(first.unwrap_or(0))
            .take_while(|piece| is_year(piece))
            .count();
        let may_vary = pieces.iter().any(|piece| !matches!(piece, Piece::Itself(_)));
        let is_right =
            !is_quoted && may_vary && matches!(years, 0 | 2 | 4) && years == in_a_row && pieces.len() <= MAX_FORM;
        is_right.then(|| Self {
            written: written.to_owned(),
            pieces,
        })
    }

    /// The form as the scheme writes it.
    pub(super) fn written(&self) -> &str {
        &self.written
    }

    /// The place of the year in a text of this form, empty where the form has none; `None` for a text of another form.
    pub(super) fn year_in(&self, text: &str) -> Option<Span> {
        let mut pieces = self.pieces.iter();
        let mut year = Span::empty(0);
        for (at, c) in text.char_indices() {
            let piece = pieces.next().filter(|piece| piece.takes(c))?;
            if *piece == Piece::Year {
                let digit = Span::of(at..at + 1);
                year = if year.is_empty() { digit } else { year.cover(digit) };
            }
        }
        pieces.next().is_none().then_some(year)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_form_is_told() {
        for form in ["", "'YYYY", "YYY", "YYNYY", "'建标'", "2019", &"N".repeat(MAX_FORM + 1)] {
            assert_eq!(Form::parse(form), None, "{form}");
        }
    }
}
