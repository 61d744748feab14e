//! Where the cursor is in the register: its table, its entry, its statistics, and what stands around them.
//!
//! What is being typed may be lost to the register; what stands before it is found by its place in the text.

use std::borrow::Cow;
use std::cmp::Reverse;

use rustc_hash::{FxHashMap, FxHashSet};

use super::spot::Spot;
use crate::register::Register;
use crate::register::handle::{EntryRef, Handle, Sited, StatisticsRef, TableRef};
use crate::register::model::{EntryId, Site};
use crate::syntax::Str;
use crate::text::{FileId, SegmentId};

/// A place of a file: its segment, and the bytes of the segment.
type Position = (FileId, SegmentId, u32);

const fn position(site: &Site) -> Position {
    (site.file, site.segment, site.header.start)
}

impl Spot<'_> {
    const fn position(&self) -> Position {
        (self.file, self.segment, self.opened_at)
    }

    /// The last of some items that opens before the cursor, in its file.
    fn last_before<'r, T: Sited + 'r>(
        &self,
        mut items: impl DoubleEndedIterator<Item = Handle<'r, T>>,
    ) -> Option<Handle<'r, T>> {
        let here = self.position();
        items.rfind(|item| position(item.site()) <= here && item.site().file == self.file)
    }

    /// The detail table that the cursor is in, or below.
    pub(super) fn detail_table<'r>(&self, register: &'r Register) -> Option<TableRef<'r>> {
        self.last_before(register.tables())
    }

    /// The statistics table that the cursor is in, or below.
    pub(super) fn statistics<'r>(&self, register: &'r Register) -> Option<StatisticsRef<'r>> {
        self.last_before(register.statistics())
    }

    /// The entry that the cursor is in, where the register has it.
    pub(super) fn own_entry(&self, register: &Register) -> Option<EntryId> {
        let mut of_segment = register.entries_in(self.file, self.segment..=self.segment);
        let own = of_segment.find(|(_, entry)| entry.site.header.start == self.opened_at);
        own.map(|(id, _)| id)
    }
}

/// The number that a new entry at the end of a table has.
pub(super) fn last_number(register: &Register, table: TableRef<'_>, own: Option<EntryId>) -> i64 {
    let others = register.entries_of(&table).filter(|(id, _)| Some(*id) != own);
    let last = others.filter_map(|(_, entry)| Some(entry.number?.value)).last();
    last.unwrap_or(0).max(0).saturating_add(1)
}

/// The number that an entry of a table should have: the one after the entry before it, or where that is taken the one
/// after the last.
pub(super) fn next_number(register: &Register, table: TableRef<'_>, own: Option<EntryId>) -> i64 {
    let numbers = |entry: (EntryId, EntryRef<'_>)| Some((entry.0, entry.1.number?.value));
    let others: Vec<(EntryId, i64)> = register
        .entries_of(&table)
        .filter(|(id, _)| Some(*id) != own)
        .filter_map(numbers)
        .collect();
    let last = last_number(register, table, own);
    let Some(own) = own else {
        return last;
    };
    let before = others.iter().rfind(|(id, _)| *id < own);
    let next = before.map_or(0, |(_, number)| *number).max(0).saturating_add(1);
    let taken: FxHashSet<i64> = others.iter().map(|(_, number)| *number).collect();
    if taken.contains(&next) { last } else { next }
}

/// The strings that entries have under a key, the commonest first; of several that are as common the first in the text.
/// Those of the table come before the others where `table` is one.
pub(super) fn commonest<'r>(
    register: &'r Register,
    own: Option<EntryId>,
    table: Option<TableRef<'_>>,
    field: impl Fn(EntryRef<'_>) -> Option<Str>,
) -> Vec<(Cow<'r, str>, usize)> {
    let mut counts: FxHashMap<Cow<'r, str>, (Reverse<usize>, Reverse<usize>, usize)> = FxHashMap::default();
    for (place, (id, entry)) in register.entries_with_ids().enumerate() {
        let Some(string) = field(entry).filter(|_| Some(id) != own) else {
            continue;
        };
        let text = entry.text(string);
        let is_of_table = table.is_some_and(|table| table.entries.contains(&place));
        if !text.trim().is_empty() {
            let count = counts.entry(text).or_insert((Reverse(0), Reverse(0), place));
            count.0.0 += usize::from(is_of_table);
            count.1.0 += 1;
        }
    }
    let mut strings: Vec<_> = counts.into_iter().collect();
    strings.sort_unstable_by_key(|(_, order)| *order);
    strings
        .into_iter()
        .map(|(text, (_, Reverse(count), _))| (text, count))
        .collect()
}
