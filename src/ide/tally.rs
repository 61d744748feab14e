//! How many entries there are of something, and how many of them are published.

use super::Context;
use crate::messages::Message;
use crate::register::Register;
use crate::register::handle::{EntryRef, TableRef};
use crate::scheme::Phase;

/// A number of entries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many there are.
    pub entries: usize,
    /// How many of them have a status that means published.
    pub published: usize,
}

impl Tally {
    /// Counts entries.
    pub fn of<'e>(register: &Register, entries: impl Iterator<Item = EntryRef<'e>>) -> Self {
        let mut tally = Self::default();
        for entry in entries {
            tally.entries += 1;
            tally.published += usize::from(phase(register, entry).is_some_and(Phase::is_published));
        }
        tally
    }

    /// Counts the entries of tables.
    pub fn of_tables<'t>(register: &Register, tables: impl Iterator<Item = TableRef<'t>>) -> Self {
        let entries = tables.flat_map(|table| register.entries_at(table.entries.clone()));
        Self::of(register, entries)
    }
}

/// Where an entry is in its life, where its status is one of the vocabulary.
pub fn phase(register: &Register, entry: EntryRef<'_>) -> Option<Phase> {
    Some(register.vocabulary.status_term(entry.status_term?)?.phase)
}

/// The word that the register has for published (已颁); ours where it has none.
pub(super) fn published_word(context: &Context<'_>) -> String {
    let mut statuses = context.register.vocabulary.statuses.iter();
    let status = statuses.find(|status| status.phase == Phase::Published);
    status.map_or_else(
        || Message::attribute("hover-phase", Phase::Published.name()).render(context.language),
        |status| status.name.clone(),
    )
}
