//! Which sequences (顺序码) are used and which are free: for the rules that tell a number used twice or left out, and
//! for whoever needs the next one.
//!
//! Sequences are counted in a [`SequenceScope`]. An entry uses its sequence in the scope that its code names and, where the
//! register says that the code ought to name another, in that one too: what is free stays free when the code is put
//! right.

use std::borrow::Cow;
use std::collections::BTreeSet;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use super::Register;
use super::handle::TableRef;
use super::model::{Entry, EntryId, Table};
use crate::code::{self, Code};
use crate::scheme::{Characters, Layer, Role, Scheme};

/// What a sequence is counted in: a class, domain, business, subsystems and category together, as far as codes have layers
/// for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SequenceScope(u128);

impl SequenceScope {
    /// The scope that an entry's code names; none where a part of it cannot be read.
    pub fn of_entry(register: &Register, entry: &Entry) -> Option<Self> {
        Self::of_code(register, entry.layers, &register.of(entry).code()?)
    }

    /// The scope that a code names, of which the layers were read.
    pub(super) fn of_code(register: &Register, layers: Code, code: &str) -> Option<Self> {
        let scheme = &register.scheme;
        Self::of_values(scheme, |_, layer| {
            layers.value_at(scheme, code, layer).map(Cow::Borrowed)
        })
    }

    /// `value` is given the place of each layer among those that are counted in, and among all.
    fn of_values<'v>(scheme: &Scheme, value: impl Fn(usize, usize) -> Option<Cow<'v, str>>) -> Option<Self> {
        let mut text = SmallVec::<[u8; 24]>::new();
        for (place, layer) in scheme.counted_in().iter().enumerate() {
            text.extend_from_slice(value(place, *layer)?.as_bytes());
            text.push(b'.');
        }
        Some(Self(code::key_of(&text)))
    }

    /// What the index has the entries by that have a sequence in the scope, as codes have it.
    pub(super) fn key_with(self, scheme: &Scheme, sequence: &str) -> Option<u128> {
        let is_padded = scheme.layer(Role::Sequence)?.width.fixed().is_some();
        // Where it may be of any width, 01 is 1.
        let sequence = if is_padded {
            sequence
        } else {
            sequence.trim_start_matches('0')
        };
        Some(code::longer_key(self.0, sequence))
    }
}

/// The scope that the codes of a table ought to name, as far as the register says: the class of its category, the
/// domain and business of the head, the codes of its subsystems, its category.
#[derive(Debug)]
pub struct TableScope<'r> {
    register: &'r Register,
    /// By the place among the layers that are counted in.
    values: SmallVec<[Option<Cow<'r, str>>; 4]>,
}

impl<'r> TableScope<'r> {
    /// The scope of a table.
    pub fn new(register: &'r Register, table: TableRef<'r>) -> Self {
        let layers = register.scheme.counted_in().iter();
        let values = layers.map(|layer| register.said_of_layer(table, *layer)).collect();
        Self { register, values }
    }

    /// The scope that an entry of the table ought to be in. What the register does not say is as its code has it.
    pub fn of_entry(&self, entry: &Entry) -> Option<SequenceScope> {
        let code = self.register.of(entry).code()?;
        SequenceScope::of_values(&self.register.scheme, |place, layer| {
            let own = entry.layers.value_at(&self.register.scheme, &code, layer);
            self.value(place).or(own.map(Cow::Borrowed))
        })
    }

    /// Whether the code of an entry names all that the register says, so that it is in the scope in which it ought to be.
    fn is_named_by(&self, entry: &Entry) -> bool {
        let Some(code) = self.register.of(entry).code() else {
            return false;
        };
        let scheme = &self.register.scheme;
        let mut said = scheme.counted_in().iter().zip(&self.values);
        said.all(|(layer, value)| {
            value
                .as_deref()
                .is_none_or(|value| entry.layers.value_at(scheme, &code, *layer) == Some(value))
        })
    }

    /// The scope that an entry ought to be in, where its code does not name all that the register says.
    fn due(&self, entry: &Entry) -> Option<SequenceScope> {
        match self.is_named_by(entry) {
            true => None,
            false => self.of_entry(entry),
        }
    }

    /// The scope that a new entry of the table would be in, if the register says all of it.
    pub fn of_new_entry(&self) -> Option<SequenceScope> {
        SequenceScope::of_values(&self.register.scheme, |place, _| self.value(place))
    }

    fn value(&self, place: usize) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self.values.get(place)?.as_deref()?))
    }
}

/// The sequences that may be given to entries of a table, both ends included: those of its block, or all that the
/// layer has room for. Never zero. Nothing where the block cannot be read, or sequences are not numbers.
pub fn range_of(register: &Register, table: &Table) -> Option<(u32, u32)> {
    let highest = highest(&register.scheme)?;
    if table.block.is_some() && table.block_range.is_none() {
        return None;
    }
    let (first, last) = table.block_range.unwrap_or((1, highest));
    let range = (first.max(1), last.min(highest));
    (range.0 <= range.1).then_some(range)
}

/// The highest sequence that the codes of a scheme have room for; none where sequences are not numbers.
pub fn highest(scheme: &Scheme) -> Option<u32> {
    let layer = scheme.layer(Role::Sequence).filter(|layer| is_counted(layer))?;
    let digits = u32::try_from(layer.width.most).unwrap_or(u32::MAX);
    Some(10_u32.checked_pow(digits).map_or(u32::MAX, |limit| limit - 1))
}

/// Whether the layer takes any number of its width. A scheme that lists its sequences has no next one.
fn is_counted(layer: &Layer) -> bool {
    layer.values.is_empty() && layer.literal.is_none() && layer.characters != Characters::Upper
}

/// A sequence as it is written in a code of the scheme.
pub fn written(scheme: &Scheme, sequence: u32) -> String {
    let width = scheme.layer(Role::Sequence).map_or(0, |layer| layer.width.least);
    format!("{sequence:0width$}")
}

/// A range of sequences as a person writes it: `102`, `104–106`.
pub fn written_range(scheme: &Scheme, (first, last): (u32, u32)) -> String {
    if first == last {
        written(scheme, first)
    } else {
        format!("{}–{}", written(scheme, first), written(scheme, last))
    }
}

/// How many sequences between two neighbours are tried.
const MOST_BETWEEN: usize = 128;

/// The sequences that are used, by scope.
#[derive(Debug, Default)]
pub struct Sequences {
    used: FxHashMap<SequenceScope, BTreeSet<u32>>,
}

impl Sequences {
    /// Collects what is used in the scopes that are asked about.
    pub fn collect(register: &Register, wanted: &FxHashSet<SequenceScope>) -> Self {
        if wanted.is_empty() {
            return Self::default();
        }
        let tables: Vec<TableRef<'_>> = register.tables().collect();
        let of_tables = tables.into_par_iter().fold(Self::default, |mut sequences, table| {
            sequences.add(register, table, wanted);
            sequences
        });
        of_tables.reduce(Self::default, |mut one, mut other| {
            if one.used.len() < other.used.len() {
                std::mem::swap(&mut one, &mut other);
            }
            for (scope, used) in other.used {
                one.used.entry(scope).or_default().extend(used);
            }
            one
        })
    }

    /// Adds what the entries of a table use.
    fn add(&mut self, register: &Register, table: TableRef<'_>, wanted: &FxHashSet<SequenceScope>) {
        let scope = TableScope::new(register, table);
        for (_, entry) in register.entries_of(&table) {
            let Some(sequence) = sequence_of(register, &entry) else {
                continue;
            };
            let own = SequenceScope::of_entry(register, &entry);
            let due = scope.due(&entry).filter(|due| Some(*due) != own);
            for scope in own.into_iter().chain(due).filter(|scope| wanted.contains(scope)) {
                self.used.entry(scope).or_default().insert(sequence);
            }
        }
    }

    /// The free sequences of a scope in a range, both ends included, as ranges in ascending order.
    pub fn free(&self, scope: SequenceScope, range: (u32, u32)) -> Vec<(u32, u32)> {
        let (first, last) = range;
        let mut free = Vec::new();
        if first > last {
            return free;
        }
        let mut start = first;
        let used = self
            .used
            .get(&scope)
            .into_iter()
            .flat_map(|used| used.range(first..=last));
        for used in used {
            if start < *used {
                free.push((start, used - 1));
            }
            match used.checked_add(1) {
                Some(next) => start = next,
                None => return free,
            }
        }
        if start <= last {
            free.push((start, last));
        }
        free
    }

    /// The smallest free sequence of a scope in a range, both ends included, which counts as used from now on: no two calls
    /// give the same. Of a range that begins with very many used ones none is looked for.
    pub fn take_between(&mut self, scope: SequenceScope, (first, last): (u32, u32)) -> Option<u32> {
        let used = self.used.entry(scope).or_default();
        let mut candidates = (first..=last).take(MOST_BETWEEN);
        let free = candidates.find(|candidate| !used.contains(candidate))?;
        used.insert(free);
        Some(free)
    }
}

/// Which sequences are in use: looked up one by one, where few are asked about.
#[derive(Debug)]
pub struct InUse<'r> {
    register: &'r Register,
    /// An entry whose own sequence is free for it.
    but: Option<EntryId>,
    /// Those of codes that do not name all that the register says, by the scope that they ought to name.
    due: FxHashMap<SequenceScope, FxHashSet<u32>>,
}

impl<'r> InUse<'r> {
    /// For all scopes. All entries are looked at.
    pub fn new(register: &'r Register) -> Self {
        let tables: Vec<TableRef<'_>> = register.tables().collect();
        let of_table = |table| due_in(register, table, &TableScope::new(register, table)).collect();
        let of_tables: Vec<Vec<_>> = tables.into_par_iter().map(of_table).collect();
        Self::with(register, of_tables.into_iter().flatten(), None)
    }

    /// For one scope; what the entry `but` uses is free for it. Only entries of tables that count in the scope are looked at.
    pub fn of_scope(register: &'r Register, scope: SequenceScope, but: Option<EntryId>) -> Self {
        let scopes = register.tables().map(|table| (table, TableScope::new(register, table)));
        let scopes = scopes.filter(|(_, of_table)| of_table.of_new_entry().is_none_or(|other| other == scope));
        let due = scopes.flat_map(|(table, of_table)| {
            let due = due_in(register, table, &of_table);
            due.filter(|(_, due, _)| *due == scope).collect::<Vec<_>>()
        });
        Self::with(register, due, but)
    }

    fn with(
        register: &'r Register,
        due_in_tables: impl Iterator<Item = (EntryId, SequenceScope, u32)>,
        but: Option<EntryId>,
    ) -> Self {
        let mut due: FxHashMap<SequenceScope, FxHashSet<u32>> = FxHashMap::default();
        for (_, scope, sequence) in due_in_tables.filter(|(id, ..)| Some(*id) != but) {
            due.entry(scope).or_default().insert(sequence);
        }
        Self { register, but, due }
    }

    /// The free sequences of a scope in a range, both ends included, in ascending order.
    pub fn free(&self, scope: SequenceScope, (first, last): (u32, u32)) -> impl Iterator<Item = u32> {
        let due = self.due.get(&scope);
        (first..=last).filter(move |sequence| {
            let is_due = due.is_some_and(|due| due.contains(sequence));
            !is_due && !self.is_named(scope, *sequence)
        })
    }

    /// Whether a code names a sequence of a scope.
    fn is_named(&self, scope: SequenceScope, sequence: u32) -> bool {
        let scheme = &self.register.scheme;
        let key = scope.key_with(scheme, &written(scheme, sequence));
        let entries = key.map(|key| self.register.index.sequences.get(key));
        entries.unwrap_or_default().iter().any(|id| Some(*id) != self.but)
    }
}

/// The entries of a table whose codes do not name all that the register says, with the scope that each ought to name, and its sequence.
fn due_in<'r>(
    register: &'r Register,
    table: TableRef<'r>,
    of_table: &TableScope<'r>,
) -> impl Iterator<Item = (EntryId, SequenceScope, u32)> {
    let entries = register.entries_of(&table);
    entries.filter_map(move |(id, entry)| Some((id, of_table.due(&entry)?, sequence_of(register, &entry)?)))
}

/// The sequence of an entry's code, where it can be read.
pub fn sequence_of(register: &Register, entry: &Entry) -> Option<u32> {
    let code = register.of(entry).code()?;
    entry.layers.sequence(&register.scheme, &code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sequences(used: &[u32]) -> (Sequences, SequenceScope) {
        let scope = SequenceScope(1);
        let mut sequences = Sequences::default();
        sequences.used.insert(scope, used.iter().copied().collect());
        (sequences, scope)
    }

    #[test]
    fn the_free_ones_are_what_is_between_the_used() {
        let (sequences, scope) = sequences(&[1, 3, 4, 9]);
        assert_eq!(sequences.free(scope, (1, 9)), [(2, 2), (5, 8)]);
        assert_eq!(sequences.free(scope, (3, 4)), []);
        assert_eq!(sequences.free(scope, (10, 12)), [(10, 12)]);
        assert_eq!(sequences.free(scope, (5, 4)), []);
        assert_eq!(sequences.free(SequenceScope(2), (1, 2)), [(1, 2)]);
    }

    #[test]
    fn the_highest_number_is_no_trouble() {
        let (mut sequences, scope) = sequences(&[u32::MAX]);
        assert_eq!(sequences.free(scope, (u32::MAX, u32::MAX)), []);
        assert_eq!(sequences.take_between(scope, (u32::MAX, u32::MAX)), None);
    }

    #[test]
    fn the_next_one_is_never_given_twice() {
        let (mut sequences, scope) = sequences(&[2, 3]);
        let mut next = |range| sequences.take_between(scope, range);
        assert_eq!([next((1, 5)), next((1, 5)), next((4, 6))], [Some(1), Some(4), Some(5)]);
        assert_eq!([next((1, 5)), next((4, 6)), next((4, 6))], [None, Some(6), None]);
    }
}
