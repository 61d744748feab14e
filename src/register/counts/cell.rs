//! What an entry has in a column and where it is in its life, as statistics compare it.

use std::borrow::Cow;

use smallvec::SmallVec;

use crate::keys::{Need, Phase};
use crate::number::Number;
use crate::register::model::{Cell, CellValue, Entry};
use crate::register::{Register, demands};

/// What an entry has in a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::register) enum InColumn<'r> {
    /// Nothing, and nothing must be there.
    Nothing,
    /// These values; of a column that holds no lists, one.
    Values(SmallVec<[Cow<'r, str>; 1]>),
    /// Nobody knows: what is wrong is told at the entry.
    Unread,
}

impl<'r> InColumn<'r> {
    /// What an entry has in a column, by its place. A word that is none of the column's may be any of them.
    pub(in crate::register) fn of(register: &'r Register, entry: &'r Entry, place: u16) -> Self {
        let Some(column) = register.columns.get(usize::from(place)) else {
            return Self::Nothing;
        };
        let mut values = register.of(entry).in_column(usize::from(place));
        values.retain(|value| !value.is_empty());
        if !values.is_empty() {
            let are_words = values.iter().all(|value| column.takes(value));
            return if are_words { Self::Values(values) } else { Self::Unread };
        }
        let is_unread = |cell: &Cell| cell.column == place && cell.value == CellValue::Unread;
        let is_lost = entry.site.is_broken || entry.cells.iter().any(is_unread);
        let must_be_there = match column.need {
            Need::Always => true,
            Need::In(phases) => phase_of(register, entry).is_none_or(|phase| phases.has(phase)),
            Need::Never => false,
        };
        if is_lost || must_be_there {
            Self::Unread
        } else {
            Self::Nothing
        }
    }

    /// The same for good.
    pub(in crate::register) fn into_owned(self) -> InColumn<'static> {
        match self {
            Self::Nothing => InColumn::Nothing,
            Self::Values(values) => {
                InColumn::Values(values.into_iter().map(|value| Cow::Owned(value.into_owned())).collect())
            }
            Self::Unread => InColumn::Unread,
        }
    }
}

/// The level of an entry, by its place, where it is known: where the number is of another level, either may be wrong.
pub(in crate::register) fn level_of(register: &Register, entry: &Entry) -> Option<u16> {
    let place = entry.level_term?;
    let level = register.vocabulary.level_term(place)?;
    let is_at_odds = |number: &Number| demands::are_at_odds(&register.vocabulary, level, number.kind);
    (!entry.parts.as_ref().is_some_and(is_at_odds)).then_some(place)
}

/// Where an entry is in its life, where its status says so.
pub(super) fn phase_of(register: &Register, entry: &Entry) -> Option<Phase> {
    let term = entry.status_term.and_then(|term| register.vocabulary.status_term(term));
    term.map(|term| term.phase)
}
