//! What S005 and S006 share: the sequences of a table whose order can be judged.

use rustc_hash::FxHashSet;

use super::LayerValue;
use super::context::names_other;
use crate::register::Register;
use crate::register::handle::{EntryRef, TableRef};
use crate::register::index::sequence_key;
use crate::register::model::EntryId;
use crate::scheme::Role;

/// An entry with its sequence.
#[derive(Clone, Copy)]
pub(super) struct Sequenced<'a> {
    /// The entry's id.
    pub(super) id: EntryId,
    /// The entry.
    pub(super) entry: EntryRef<'a>,
    /// Its layer 6.
    pub(super) layer: LayerValue<'a>,
    /// The same as a number.
    pub(super) value: u32,
    /// How many entries of the table before it have no sequence that could be judged.
    pub(super) unclear_before: usize,
}

/// The sequences of a table in the order of its entries.
///
/// Left out are those that another rule tells already: one that cannot be read, zero, one outside the table's block,
/// one that the table has before, one of a code that is of another category. To hold the others against them would be
/// to tell one fault twice.
pub(super) fn of<'a>(register: &'a Register, table: TableRef<'a>) -> Vec<Sequenced<'a>> {
    let mut seen = FxHashSet::default();
    let mut unclear = 0;
    let mut numbers = Vec::with_capacity(table.entries.len());
    for (id, entry) in register.entries_of(&table) {
        match judged(register, table, entry).filter(|(_, value)| seen.insert(*value)) {
            Some((layer, value)) => numbers.push(Sequenced {
                id,
                entry,
                layer,
                value,
                unclear_before: unclear,
            }),
            None => unclear += 1,
        }
    }
    numbers
}

fn judged<'a>(register: &'a Register, table: TableRef<'_>, entry: EntryRef<'a>) -> Option<(LayerValue<'a>, u32)> {
    // A table without a category may be another's, whose sequences it goes on with.
    if entry.site.is_broken || table.category.is_none() {
        return None;
    }
    let layer = LayerValue::of(register, entry, Role::Sequence)?;
    let value = layer.value.parse().ok().filter(|value| *value != 0)?;
    let (first, last) = table.block_range.unwrap_or((1, u32::MAX));
    let is_inside = first <= value && value <= last;
    (is_inside && !names_other(register, table, entry)).then_some((layer, value))
}

/// Whether an entry has the sequence of an earlier one, in whichever table that stands.
pub(super) fn is_repeated(register: &Register, sequenced: &Sequenced<'_>) -> bool {
    let group = sequence_key(register, &sequenced.entry).map(|key| register.index.sequences.get(key));
    let first = group.and_then(<[EntryId]>::first);
    first.is_some_and(|first| *first != sequenced.id)
}
