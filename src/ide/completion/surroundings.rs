//! Where the cursor is in the register: its table, its entry, its statistics, and what stands around them.
//!
//! What is being typed may be lost to the register; what stands before it is found by its place in the text.

use std::borrow::Cow;
use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::spot::Spot;
use crate::register::Register;
use crate::register::handle::{EntryRef, Handle, Sited, StatisticsRef, TableRef};
use crate::register::model::{EntryId, Site};
use crate::syntax::Str;
use crate::text::{FileId, SegmentId, to_u32};

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

    /// The first entry of a table that begins behind the cursor: a new one would stand before it.
    pub(super) fn place_in(&self, register: &Register, table: TableRef<'_>) -> EntryId {
        let begins_behind = |entry: EntryRef<'_>| {
            let header = register.absolute(entry.header());
            header.file == self.file && header.span.start >= self.cursor
        };
        let mut entries = register.entries_of(&table);
        let behind = entries.find(|(_, entry)| begins_behind(*entry));
        behind.map_or(EntryId(to_u32(table.entries.end)), |(id, _)| id)
    }

    /// The entry that the cursor is in, where the register has it.
    pub(super) fn own_entry(&self, register: &Register) -> Option<EntryId> {
        let mut of_segment = register.entries_in(self.file, self.segment..=self.segment);
        let own = of_segment.find(|(_, entry)| entry.site.header.start == self.opened_at);
        own.map(|(id, _)| id)
    }
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
