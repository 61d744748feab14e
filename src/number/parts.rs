//! What is read of a number, as data: its head and its body.

use super::{Kind, Mark, Year};
use crate::text::Span;

/// What stands before the main number, and what that says about the rest.
#[derive(Clone, Copy)]
pub(super) struct Head {
    /// What the prefix says.
    pub(super) kind: Kind,
    /// The prefix, as it stands.
    pub(super) prefix: Span,
    /// The nature mark.
    pub(super) mark: Mark,
    /// How the main number and its parts are written.
    pub(super) shape: Shape,
    /// Whether the mark, or having none, tells the nature of the standard.
    pub(super) states_nature: bool,
    /// Whether a slash was put in that the rest of the number must bear out.
    pub(super) is_deduced: bool,
}

impl Head {
    /// A head of a kind whose numbers tell their nature by a mark, or tell none.
    pub(super) const fn new(kind: Kind, prefix: Span, mark: Mark, shape: Shape) -> Self {
        Self {
            kind,
            prefix,
            mark,
            shape,
            states_nature: matches!(kind, Kind::National | Kind::Industry | Kind::Local),
            is_deduced: false,
        }
    }
}

/// How the main number and its parts are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// `123.1.2-2020`.
    Dotted,
    /// The same with a letter for the revision: `9001C-2017`.
    Revised,
    /// `02:88`, with a colon before the year, as the engineering association numbered.
    Coloned,
    /// `D60-2015`, `3365-04-2020`, `F80/1-2017`, `JC101.01-2020`, `0001S-2023`: with letters before the number and behind
    /// it, and with parts behind hyphens where a year follows.
    Series,
    /// `123-1-2:2020`, as ISO and IEC number; reference samples (GSB) have `05-1426-2001`.
    Hyphenated,
    /// `X.509`, as ITU numbers.
    Lettered,
    /// `56-2019`, which a hyphen may join to the prefix: `DG/TJ08-56-2019`.
    Joined,
    /// Whatever letters, digits and signs foreign bodies use.
    Free,
}

/// The main number and everything behind it.
#[derive(Clone, Copy)]
pub(super) struct Body {
    /// The main number.
    pub(super) number: Span,
    /// The parts.
    pub(super) parts: Span,
    /// What a range ends with.
    pub(super) last: Span,
    /// The year.
    pub(super) year: Option<Year>,
    /// How the year is joined to the number.
    pub(super) joint: Joint,
    /// All parts are meant.
    pub(super) all_parts: bool,
    /// An amendment or a later edition.
    pub(super) amendment: Span,
}

impl Body {
    /// One that has a main number and nothing else.
    pub(super) const fn new(number: Span) -> Self {
        let nothing = Span::empty(number.end);
        Self {
            number,
            parts: nothing,
            last: nothing,
            year: None,
            joint: Joint::Hyphen,
            all_parts: false,
            amendment: nothing,
        }
    }

    /// Places what is absent behind the main number.
    pub(super) const fn place_nothing(&mut self) {
        let nothing = Span::empty(self.number.end);
        (self.parts, self.last, self.amendment) = (nothing, nothing, nothing);
    }
}

/// How the year is joined to what stands before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// By a hyphen.
    Hyphen,
    /// By a colon, as ISO and IEC do.
    Colon,
    /// It stands in parentheses, as ITU-T dates its recommendations: `(10/2019)`.
    Parentheses,
}
