//! What S001 and S002 share: which entries repeat a code or a sequence, and the free sequence that each may have
//! instead. Both rules look at both, so that no two of their findings offer the same number.

use rustc_hash::FxHashSet;

use super::{LayerValue, table_sequences};
use crate::diagnostic::{Applicability, Diagnostic};
use crate::messages::Message;
use crate::register::Register;
use crate::register::handle::{EntryRef, TableRef};
use crate::register::index::code_key;
use crate::register::model::EntryId;
use crate::register::sequences::{self, SequenceScope, Sequences, TableScope};
use crate::scheme::Role;

/// What an entry repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Repeats {
    /// The whole code.
    Code,
    /// The sequence in its scope, and not the whole code.
    Sequence,
}

/// An entry that repeats what an earlier one has.
pub(super) struct Repeated<'r> {
    id: EntryId,
    /// The entry.
    pub(super) entry: EntryRef<'r>,
    /// The first one that has it.
    pub(super) first: EntryRef<'r>,
    /// What is repeated.
    pub(super) repeats: Repeats,
    /// A sequence that is free, as it is written.
    free: Option<String>,
}

/// All entries that repeat something, in the order of the register. Those that did not parse are counted as firsts and
/// are not told.
pub(super) fn all(register: &Register) -> Vec<Repeated<'_>> {
    let mut found = Vec::new();
    for (_, group) in register.index.codes.shared() {
        if let Some((first, later)) = group.split_first() {
            found.extend(later.iter().map(|id| (*id, *first, Repeats::Code)));
        }
    }
    for (_, group) in register.index.sequences.shared() {
        add_different_codes(register, group, &mut found);
    }
    found.sort_unstable_by_key(|(id, ..)| *id);
    let mut repeated: Vec<_> = found
        .into_iter()
        .filter_map(|(id, first, repeats)| {
            Some(Repeated {
                id,
                entry: register.entry(id).filter(|entry| !entry.site.is_broken)?,
                first: register.entry(first)?,
                repeats,
                free: None,
            })
        })
        .collect();
    hand_out(register, &mut repeated);
    repeated
}

/// The entries of a group of one sequence that do not repeat a whole code as well.
fn add_different_codes(register: &Register, group: &[EntryId], found: &mut Vec<(EntryId, EntryId, Repeats)>) {
    let mut entries = group.iter().filter_map(|id| Some((*id, register.entry(*id)?)));
    let Some((first, first_entry)) = entries.next() else {
        return;
    };
    // Zero is no sequence: that is told of each such code by itself.
    if sequences::sequence_of(register, &first_entry) == Some(0) {
        return;
    }
    let mut codes = FxHashSet::default();
    codes.insert(code_key(register, &first_entry));
    for (id, entry) in entries {
        if codes.insert(code_key(register, &entry)) {
            found.push((id, first, Repeats::Sequence));
        }
    }
}

/// Gives each entry that may have one a free sequence of its table: the smallest between those of its neighbours, so that the
/// sequences rise as they did.
fn hand_out(register: &Register, repeated: &mut [Repeated<'_>]) {
    let scopes: Vec<_> = repeated
        .iter()
        .map(|repeated| {
            settled_scope(register, repeated.entry).filter(|_| settled_scope(register, repeated.first).is_some())
        })
        .collect();
    let wanted = scopes.iter().flatten().copied().collect();
    let mut sequences = Sequences::collect(register, &wanted);
    let ids: FxHashSet<EntryId> = repeated.iter().map(|repeated| repeated.id).collect();
    let mut neighbours: Option<Neighbours> = None;
    for (repeated, scope) in repeated.iter_mut().zip(scopes) {
        let table = register.table_of(&repeated.entry).filter(|table| !table.site.is_broken);
        let (Some(scope), Some(table)) = (scope, table) else {
            continue;
        };
        let Some(range) = sequences::range_of(register, &table) else {
            continue;
        };
        // Entries of one table follow each other.
        let of_table = neighbours.take().filter(|known| known.table == repeated.entry.table);
        let of_table = neighbours.insert(of_table.unwrap_or_else(|| Neighbours::of(register, table, repeated, &ids)));
        let free = sequences.take_between(scope, of_table.between(repeated.id, range));
        of_table.last = free.or(of_table.last);
        repeated.free = free.map(|free| sequences::written(&register.scheme, free));
    }
}

/// The sequences of a table that stay as they are.
struct Neighbours {
    table: u32,
    /// The entries, in their order, with their sequences.
    kept: Vec<(EntryId, u32)>,
    /// The last one that was given to an entry of the table.
    last: Option<u32>,
}

impl Neighbours {
    fn of(register: &Register, table: TableRef<'_>, repeated: &Repeated<'_>, ids: &FxHashSet<EntryId>) -> Self {
        let sequences = table_sequences::of(register, table).into_iter();
        let kept = sequences.filter(|found| !ids.contains(&found.id));
        Self {
            table: repeated.entry.table,
            kept: kept.map(|found| (found.id, found.value)).collect(),
            last: None,
        }
    }

    /// The part of a range that lies between the neighbours of an entry; empty where nothing does.
    fn between(&self, id: EntryId, (first, last): (u32, u32)) -> (u32, u32) {
        let place = self.kept.partition_point(|(other, _)| *other < id);
        let before = place.checked_sub(1).and_then(|place| self.kept.get(place));
        let before = before.map(|(_, value)| *value).max(self.last);
        let after = self.kept.get(place).map(|(_, value)| *value);
        let first = before.map_or(first, |before| first.max(before.saturating_add(1)));
        let last = after.map_or(last, |after| last.min(after.saturating_sub(1)));
        (first, last)
    }
}

/// The scope of an entry, if it is the one that its table asks for. Otherwise a wrong layer before the sequence may be
/// all that is wrong, on either side, and another number would be no repair.
fn settled_scope(register: &Register, entry: EntryRef<'_>) -> Option<SequenceScope> {
    let table = register.table_of(&entry)?;
    let own = SequenceScope::of_entry(register, &entry)?;
    (TableScope::new(register, table).of_entry(&entry) == Some(own)).then_some(own)
}

impl Repeated<'_> {
    /// Adds the fix, which a rule's message calls `.fix`.
    pub(super) fn with_fix(&self, register: &Register, diagnostic: Diagnostic) -> Diagnostic {
        let found = LayerValue::of(register, self.entry, Role::Sequence);
        match (found, &self.free) {
            (Some(found), Some(free)) => {
                let title = Message::attribute(diagnostic.rule.name, "fix").with("free", free.as_str());
                diagnostic.replace(Applicability::Unsafe, title, found.place(), free.as_str())
            }
            _ => diagnostic,
        }
    }
}
