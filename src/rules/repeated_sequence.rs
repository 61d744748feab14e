//! What S001 and S002 share: which entries repeat a code or a sequence, and the free sequence that each may have
//! instead. Both rules look at both, so that no two of their findings offer the same number.

use rustc_hash::FxHashSet;

use super::LayerValue;
use crate::diagnostic::{Applicability, Diagnostic};
use crate::messages::Message;
use crate::register::Register;
use crate::register::handle::EntryRef;
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

/// Gives each entry that may have one the next free sequence of its table.
fn hand_out(register: &Register, repeated: &mut [Repeated<'_>]) {
    let scopes: Vec<_> = repeated
        .iter()
        .map(|repeated| {
            settled_scope(register, repeated.entry).filter(|_| settled_scope(register, repeated.first).is_some())
        })
        .collect();
    let wanted = scopes.iter().flatten().copied().collect();
    let mut sequences = Sequences::collect(register, &wanted);
    for (repeated, scope) in repeated.iter_mut().zip(scopes) {
        let table = register.table_of(&repeated.entry).filter(|table| !table.site.is_broken);
        let range = table.and_then(|table| sequences::range_of(register, &table));
        repeated.free = scope
            .zip(range)
            .and_then(|(scope, range)| sequences.take_next(scope, range))
            .map(|free| sequences::written(&register.scheme, free));
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
                diagnostic.replace(Applicability::Unsafe, title, found.place, free.as_str())
            }
            _ => diagnostic,
        }
    }
}
