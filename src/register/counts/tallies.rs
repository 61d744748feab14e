//! What was counted so far for the rows of all statistics tables, and how what several threads counted is put together.

use super::{Answer, Counted, Standing, Uncounted};
use crate::register::model::EntryId;

/// How many of the entries that no row counts are kept to be named.
const KEPT: usize = 8;

/// Statistics tables, a bit for each.
pub(super) type Tables = u64;

/// What was counted so far.
#[derive(Clone, Debug)]
pub(in crate::register) struct Tallies {
    pub(super) rows: Vec<Counted>,
    /// What all rows of a group that ask something of an entry may count besides, and those of each of its kinds.
    pub(super) groups: Vec<(Counted, Vec<Counted>)>,
    /// What may be counted, where there are many groups, by those that ask for a table, a category, a subsystem.
    pub(super) unread: [Counted; 3],
    /// By the bit of statistics tables.
    pub(super) uncounted: Vec<Uncounted>,
}

impl Tallies {
    pub(super) fn add(&mut self, row: usize, answer: Answer, standing: Standing) {
        if let Some(row) = self.rows.get_mut(row) {
            row.add(answer, standing);
        }
    }

    pub(super) fn add_all(&mut self, row: usize, counted: Counted) {
        if let Some(row) = self.rows.get_mut(row) {
            row.add_all(counted);
        }
    }

    /// Counts an entry of which could not be read what rows of a kind ask for.
    pub(super) fn add_unread(&mut self, group: usize, kind: usize, standing: Standing) {
        let of_kinds = self.groups.get_mut(group).map(|(_, of_kinds)| of_kinds);
        if let Some(counted) = of_kinds.and_then(|of_kinds| of_kinds.get_mut(kind)) {
            counted.add(Answer::Maybe.min(standing.in_use), standing);
        }
    }

    /// Notes an entry that some statistics tables do not count.
    pub(super) fn leave_out(&mut self, mut tables: Tables, entry: EntryId, index: usize) {
        while tables != 0 {
            let bit = tables.trailing_zeros();
            tables &= tables - 1;
            if let Some(uncounted) = self.uncounted.get_mut(bit as usize) {
                uncounted.add(entry, index);
            }
        }
    }

    /// Puts together what was counted for some tables and for those after them.
    pub(super) fn merge(mut earlier: Self, later: Self) -> Self {
        let add = |(earlier, later): (&mut Counted, Counted)| earlier.add_all(later);
        earlier.rows.iter_mut().zip(later.rows).for_each(add);
        earlier.unread.iter_mut().zip(later.unread).for_each(add);
        for (earlier, later) in earlier.groups.iter_mut().zip(later.groups) {
            earlier.0.add_all(later.0);
            earlier.1.iter_mut().zip(later.1).for_each(add);
        }
        for (earlier, later) in earlier.uncounted.iter_mut().zip(later.uncounted) {
            let Uncounted { count, entries, tables } = later;
            earlier.count = earlier.count.saturating_add(count);
            earlier.tables.extend(tables);
            earlier.entries.extend(entries);
            earlier.entries.truncate(KEPT);
        }
        earlier
    }

    /// Puts what some entries come to in the place of what they came to before. Gives whether it is known what all come to now; where
    /// it is not, nothing is.
    pub(super) fn replace(&mut self, old: &Self, new: &Self) -> bool {
        if self.rows.len() != old.rows.len() || self.rows.len() != new.rows.len() {
            return false;
        }
        let replace = |((all, old), new): ((&mut Counted, &Counted), &Counted)| all.replace(*old, *new);
        self.rows.iter_mut().zip(&old.rows).zip(&new.rows).for_each(replace);
        self.unread
            .iter_mut()
            .zip(&old.unread)
            .zip(&new.unread)
            .for_each(replace);
        for ((all, old), new) in self.groups.iter_mut().zip(&old.groups).zip(&new.groups) {
            all.0.replace(old.0, new.0);
            all.1.iter_mut().zip(&old.1).zip(&new.1).for_each(replace);
        }
        let uncounted = self.uncounted.iter_mut().zip(&old.uncounted).zip(&new.uncounted);
        uncounted
            .map(|((all, old), new)| all.replace(old, new))
            .fold(true, |are_known, is_known| are_known & is_known)
    }
}

impl Uncounted {
    /// Likewise. A table may have others that are not counted, and the entries that are kept be too few once one is taken out.
    fn replace(&mut self, old: &Self, new: &Self) -> bool {
        if old.count == 0 && new.count == 0 {
            return true;
        }
        if old.count > 0 && (self.count as usize > self.entries.len() || old.tables != new.tables) {
            return false;
        }
        self.count = self.count.saturating_sub(old.count).saturating_add(new.count);
        self.entries.retain(|entry| !old.entries.contains(entry));
        self.entries.extend(&new.entries);
        self.entries.sort_unstable();
        self.entries.truncate(KEPT);
        self.tables.extend(&new.tables);
        self.tables.sort_unstable();
        self.tables.dedup();
        true
    }

    fn add(&mut self, entry: EntryId, table: usize) {
        self.count = self.count.saturating_add(1);
        if self.entries.len() < KEPT {
            self.entries.push(entry);
        }
        if self.tables.last() != Some(&table) {
            self.tables.push(table);
        }
    }
}
