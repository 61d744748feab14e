//! What a register has of each kind, as handles.

use std::ops::{Range, RangeInclusive};

use super::handle::{CategoryRef, EntryRef, Handle, HeadRef, RevisionRef, StatisticsRef, SubsystemRef, TableRef};
use super::model::{Category, Entry, EntryId, Table};
use super::{Register, handle::Sited};
use crate::text::{FileId, SegmentId, to_u32};

impl Register {
    /// `[register]`; an empty one where the root has none.
    #[inline]
    pub const fn head(&self) -> HeadRef<'_> {
        self.of(&self.head)
    }

    /// Heads of parts: they have none of their own (T006).
    pub fn extra_heads(&self) -> impl ExactSizeIterator<Item = HeadRef<'_>> + DoubleEndedIterator + Clone {
        self.all(&self.extra_heads)
    }

    /// What was changed when, as it is written: parts have no revisions of their own (T006).
    pub fn revisions(&self) -> impl ExactSizeIterator<Item = RevisionRef<'_>> + DoubleEndedIterator + Clone {
        self.all(&self.revisions)
    }

    /// The subsystems.
    pub fn subsystems(&self) -> impl ExactSizeIterator<Item = SubsystemRef<'_>> + DoubleEndedIterator + Clone {
        self.all(&self.subsystems)
    }

    /// A subsystem by its place.
    pub fn subsystem(&self, index: usize) -> Option<SubsystemRef<'_>> {
        Some(self.of(self.subsystems.get(index)?))
    }

    /// The subsystem of a category, where it is defined.
    pub fn subsystem_of(&self, category: &Category) -> Option<SubsystemRef<'_>> {
        self.subsystem(category.subsystem_index?)
    }

    /// The categories.
    pub fn categories(&self) -> impl ExactSizeIterator<Item = CategoryRef<'_>> + DoubleEndedIterator + Clone {
        self.all(&self.categories)
    }

    /// A category by its place.
    pub fn category(&self, index: usize) -> Option<CategoryRef<'_>> {
        Some(self.of(self.categories.get(index)?))
    }

    /// The category of a table, where it is defined.
    pub fn category_of(&self, table: &Table) -> Option<CategoryRef<'_>> {
        self.category(table.category_index?)
    }

    /// The first category with a code.
    pub fn category_with_code(&self, code: &str) -> Option<CategoryRef<'_>> {
        self.category(*self.categories_with_code(code).first()?)
    }

    /// The tables.
    pub fn tables(&self) -> impl ExactSizeIterator<Item = TableRef<'_>> + DoubleEndedIterator + Clone {
        self.all(&self.tables)
    }

    /// A table by its place.
    pub fn table(&self, index: usize) -> Option<TableRef<'_>> {
        Some(self.of(self.tables.get(index)?))
    }

    /// The table that an entry stands in.
    pub fn table_of(&self, entry: &Entry) -> Option<TableRef<'_>> {
        self.table(entry.table as usize)
    }

    /// The entries of all tables.
    pub fn entries(&self) -> impl ExactSizeIterator<Item = EntryRef<'_>> + DoubleEndedIterator + Clone {
        self.all(&self.entries)
    }

    /// The entries of all tables with their ids.
    pub fn entries_with_ids(&self) -> impl Iterator<Item = (EntryId, EntryRef<'_>)> + Clone {
        (0..).map(EntryId).zip(self.entries())
    }

    /// An entry by its id.
    #[inline]
    pub fn entry(&self, id: EntryId) -> Option<EntryRef<'_>> {
        Some(self.of(self.entries.get(id.0 as usize)?))
    }

    /// The entries of a table with their ids.
    pub fn entries_of<'r>(&'r self, table: &Table) -> impl Iterator<Item = (EntryId, EntryRef<'r>)> + Clone + use<'r> {
        let range = table.entries.clone();
        let ids = range.clone().map(|index| EntryId(to_u32(index)));
        ids.zip(self.all(self.entries.get(range).unwrap_or_default()))
    }

    /// The entries of some segments of a file with their ids. Entries are in the order of the text, so that only those are
    /// looked at.
    pub fn entries_in(
        &self,
        file: FileId,
        segments: RangeInclusive<SegmentId>,
    ) -> impl ExactSizeIterator<Item = (EntryId, EntryRef<'_>)> + DoubleEndedIterator + Clone {
        let place = |entry: &Entry| (entry.site.file, entry.site.segment);
        let start = self
            .entries
            .partition_point(|entry| place(entry) < (file, *segments.start()));
        let end = self
            .entries
            .partition_point(|entry| place(entry) <= (file, *segments.end()));
        let ids = (start..end.max(start)).map(|index| EntryId(to_u32(index)));
        ids.zip(self.all(self.entries.get(start..end).unwrap_or_default()))
    }

    /// The entries at some places of [`Self::entries`].
    pub fn entries_at(
        &self,
        places: Range<usize>,
    ) -> impl ExactSizeIterator<Item = EntryRef<'_>> + DoubleEndedIterator + Clone {
        self.all(self.entries.get(places).unwrap_or_default())
    }

    /// The statistics tables.
    pub fn statistics(&self) -> impl ExactSizeIterator<Item = StatisticsRef<'_>> + DoubleEndedIterator + Clone {
        self.all(&self.statistics)
    }

    /// A statistics table by its place.
    pub fn statistics_at(&self, index: usize) -> Option<StatisticsRef<'_>> {
        Some(self.of(self.statistics.get(index)?))
    }

    pub(super) fn all<'r, T: Sited>(
        &'r self,
        items: &'r [T],
    ) -> impl ExactSizeIterator<Item = Handle<'r, T>> + DoubleEndedIterator + Clone {
        items.iter().map(|item| self.of(item))
    }
}
