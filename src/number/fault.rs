//! The ways in which a standard number is malformed (rule E007).

use smallvec::SmallVec;

use crate::text::Span;

/// One thing wrong with a number, with the bytes of the text that are at fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fault {
    /// Nothing but blanks.
    Empty(Span),
    /// It does not open with a prefix of any kind that is known.
    UnknownPrefix(Span),
    /// The digits behind the prefix of a local standard are those of no region.
    UnknownRegion(Span),
    /// It is the number of a plan.
    Plan(Span),
    /// What follows the prefix and a slash is neither T nor Z, or the prefix takes no nature mark.
    UnknownMark(Span),
    /// No digits where the main number should stand: a draft's placeholder (`GA/T XXXXX—XXXX`), or nothing at all.
    /// Where nothing is left to point at, the span is empty and stands at the end.
    NoDigits(Span),
    /// What stands in the year's place is no year: neither four digits nor a two-digit year before 2000,
    /// or one in which no standard was published.
    Year(Span),
    /// Text behind the number that belongs to none of its parts.
    Trailing(Span),
    /// A dash or another sign (or several) where one hyphen belongs. Repairable.
    Dash(Span),
    /// Full-width letters, digits or signs. Repairable.
    FullWidth(Span),
    /// A slash that is another than `/`. Repairable.
    Slash(Span),
    /// Greek or Cyrillic letters that look like Latin ones. Repairable.
    LookAlike(Span),
    /// A swung dash of another sort than `~` or `～`. Repairable.
    Tilde(Span),
    /// Characters that nobody sees. Repairable.
    Hidden(Span),
    /// Marks around the number, or punctuation behind it. Repairable.
    Punctuation(Span),
    /// A blank that is missing (the span is empty), doubled, misplaced, or no U+0020. Repairable.
    Spacing(Span),
    /// A slash is missing: `GBT`, `GB T`, `QGDW`. The span is empty or covers the blanks in its place. Repairable.
    NoSlash(Span),
    /// A slash without a nature mark behind the prefix of a local standard: `DB31/ 6-2010`. Repairable.
    StraySlash(Span),
    /// Lower-case letters where upper-case ones belong. Repairable.
    Case(Span),
    /// A parenthesis of the wrong width: half-width around `所有部分`, full-width around anything else. Repairable.
    Parenthesis(Span),
}

impl Fault {
    /// What is at fault, in bytes of the text that was parsed.
    pub const fn span(self) -> Span {
        match self {
            Self::Empty(span)
            | Self::UnknownPrefix(span)
            | Self::UnknownRegion(span)
            | Self::Plan(span)
            | Self::UnknownMark(span)
            | Self::NoDigits(span)
            | Self::Year(span)
            | Self::Trailing(span)
            | Self::Dash(span)
            | Self::FullWidth(span)
            | Self::Slash(span)
            | Self::LookAlike(span)
            | Self::Tilde(span)
            | Self::Hidden(span)
            | Self::Punctuation(span)
            | Self::Spacing(span)
            | Self::NoSlash(span)
            | Self::StraySlash(span)
            | Self::Case(span)
            | Self::Parenthesis(span) => span,
        }
    }

    /// Whether a change of form alone repairs it.
    pub(super) const fn is_repairable(self) -> bool {
        match self {
            Self::Empty(_)
            | Self::UnknownPrefix(_)
            | Self::UnknownRegion(_)
            | Self::Plan(_)
            | Self::UnknownMark(_)
            | Self::NoDigits(_)
            | Self::Year(_)
            | Self::Trailing(_) => false,
            Self::Dash(_)
            | Self::FullWidth(_)
            | Self::Slash(_)
            | Self::LookAlike(_)
            | Self::Tilde(_)
            | Self::Hidden(_)
            | Self::Punctuation(_)
            | Self::Spacing(_)
            | Self::NoSlash(_)
            | Self::StraySlash(_)
            | Self::Case(_)
            | Self::Parenthesis(_) => true,
        }
    }

    /// A short name of the kind of fault, fit for a message's key: `unknown-prefix`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Empty(_) => "empty",
            Self::UnknownPrefix(_) => "unknown-prefix",
            Self::UnknownRegion(_) => "unknown-region",
            Self::Plan(_) => "plan",
            Self::UnknownMark(_) => "unknown-mark",
            Self::NoDigits(_) => "no-digits",
            Self::Year(_) => "year",
            Self::Trailing(_) => "trailing",
            Self::Dash(_) => "dash",
            Self::FullWidth(_) => "full-width",
            Self::Slash(_) => "slash",
            Self::LookAlike(_) => "look-alike",
            Self::Tilde(_) => "tilde",
            Self::Hidden(_) => "hidden",
            Self::Punctuation(_) => "punctuation",
            Self::Spacing(_) => "spacing",
            Self::NoSlash(_) => "no-slash",
            Self::StraySlash(_) => "stray-slash",
            Self::Case(_) => "case",
            Self::Parenthesis(_) => "parenthesis",
        }
    }

    /// The span, to be widened.
    const fn span_mut(&mut self) -> &mut Span {
        match self {
            Self::Empty(span)
            | Self::UnknownPrefix(span)
            | Self::UnknownRegion(span)
            | Self::Plan(span)
            | Self::UnknownMark(span)
            | Self::NoDigits(span)
            | Self::Year(span)
            | Self::Trailing(span)
            | Self::Dash(span)
            | Self::FullWidth(span)
            | Self::Slash(span)
            | Self::LookAlike(span)
            | Self::Tilde(span)
            | Self::Hidden(span)
            | Self::Punctuation(span)
            | Self::Spacing(span)
            | Self::NoSlash(span)
            | Self::StraySlash(span)
            | Self::Case(span)
            | Self::Parenthesis(span) => span,
        }
    }
}

/// How a fault is repaired, where a change of form does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Repair {
    /// Not at all.
    None,
    /// Each character becomes the ASCII one that it stands for.
    Fold,
    /// Letters become upper case.
    Upper,
    /// What is at fault is left out.
    Drop,
    /// Something else takes the place of what is at fault.
    With(&'static str),
}

/// A fault and its repair.
#[derive(Clone, Copy, Debug)]
pub(super) struct Noted {
    pub(super) fault: Fault,
    pub(super) repair: Repair,
}

/// Joins faults of one kind that overlap or touch, and puts what cannot be repaired first, the rest in the order of
/// the text: a caller that has room for one fault takes the first.
pub(super) fn tidy(faults: &mut SmallVec<[Fault; 1]>) {
    if faults.len() < 2 {
        return;
    }
    faults.sort_unstable_by_key(|fault| (fault.name(), fault.span()));
    faults.dedup_by(|next, kept| {
        let joins = next.name() == kept.name() && next.span().start <= kept.span().end;
        if joins {
            *kept.span_mut() = kept.span().cover(next.span());
        }
        joins
    });
    faults.sort_by_key(|fault| (fault.is_repairable(), fault.span()));
}
