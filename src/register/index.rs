//! Who has which code, sequence, number and title: what the rules about the whole register look up.
//!
//! The index is a set of groups. An entry is put into its groups and taken out of them by itself, so that an edit costs
//! what it changes and not what the register holds.

use std::borrow::Cow;
use std::collections::hash_map;
use std::hash::{Hash, Hasher};
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use smallvec::SmallVec;
use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

use super::Register;
use super::model::{Entry, EntryId};
use super::sequences::SequenceScope;
use crate::code;
use crate::number::{self, Key as NumberKey};
use crate::scheme::Role;
use crate::syntax::Str;

/// The entries that share something, in the order of the register. Most share with nobody, and there are several groups for each
/// entry: those of one take no room but their own.
#[derive(Clone, Debug)]
enum Group {
    One(EntryId),
    Several(Box<SmallVec<[EntryId; 2]>>),
}

impl Group {
    fn entries(&self) -> &[EntryId] {
        match self {
            Self::One(entry) => std::slice::from_ref(entry),
            Self::Several(entries) => entries,
        }
    }

    fn entries_mut(&mut self) -> &mut [EntryId] {
        match self {
            Self::One(entry) => std::slice::from_mut(entry),
            Self::Several(entries) => entries,
        }
    }

    /// Puts an entry in its place by the order of the register.
    fn insert(&mut self, entry: EntryId) {
        let entries = match self {
            Self::One(first) => {
                let first = *first;
                let several = [first.min(entry), first.max(entry)];
                *self = Self::Several(Box::new(several.into()));
                return;
            }
            Self::Several(entries) => entries,
        };
        match entries.last() {
            Some(last) if *last > entry => {
                let place = entries.partition_point(|other| *other < entry);
                entries.insert(place, entry);
            }
            _ => entries.push(entry),
        }
    }
}

/// Entries by what they share.
#[derive(Clone, Debug)]
pub struct Groups<K> {
    groups: FxHashMap<K, Group>,
    /// The keys of the groups of more than one entry: there are few, and to look for them would be to look at all.
    shared: FxHashSet<K>,
}

impl<K> Default for Groups<K> {
    fn default() -> Self {
        Self {
            groups: FxHashMap::default(),
            shared: FxHashSet::default(),
        }
    }
}

impl<K: Copy + Eq + Hash> Groups<K> {
    fn with_capacity(capacity: usize) -> Self {
        Self {
            groups: FxHashMap::with_capacity_and_hasher(capacity, Default::default()),
            shared: FxHashSet::default(),
        }
    }

    /// Puts an entry into a group, in its place by the order of the register.
    pub(super) fn insert(&mut self, key: K, entry: EntryId) {
        match self.groups.entry(key) {
            hash_map::Entry::Vacant(vacant) => {
                vacant.insert(Group::One(entry));
            }
            hash_map::Entry::Occupied(mut group) => {
                let group = group.get_mut();
                group.insert(entry);
                if group.entries().len() == 2 {
                    self.shared.insert(key);
                }
            }
        }
    }

    /// Takes the entries of some ids, which follow one another, out of a group.
    fn remove(&mut self, key: K, ids: &Range<EntryId>) {
        let left = match self.groups.get_mut(&key) {
            None => return,
            Some(Group::One(only)) => usize::from(!ids.contains(only)),
            Some(Group::Several(entries)) => {
                let first = entries.partition_point(|entry| *entry < ids.start);
                let end = entries.partition_point(|entry| *entry < ids.end);
                entries.drain(first..end);
                entries.len()
            }
        };
        if left == 0 {
            self.groups.remove(&key);
        }
        if left < 2 {
            self.shared.remove(&key);
        }
    }

    /// Moves an entry from one group to another.
    fn replace(&mut self, old: Option<K>, new: Option<K>, entry: EntryId) {
        if old == new {
            return;
        }
        if let Some(old) = old {
            self.remove(old, &(entry..EntryId(entry.0.saturating_add(1))));
        }
        if let Some(new) = new {
            self.insert(new, entry);
        }
    }

    /// Gives entries from an id on other ids, which differ from their own by as much as `new` does from `old`. Their
    /// order stays: there is nobody between the two.
    fn move_ids(&mut self, old: EntryId, new: EntryId) {
        for id in self.groups.values_mut().flat_map(Group::entries_mut) {
            if *id >= old {
                *id = EntryId((id.0 - old.0).saturating_add(new.0));
            }
        }
    }

    /// The entries of a group.
    pub fn get(&self, key: K) -> &[EntryId] {
        self.groups.get(&key).map_or(&[], Group::entries)
    }

    /// The groups of more than one entry, in the order of their second entries.
    pub fn shared(&self) -> Vec<(K, &[EntryId])> {
        let mut shared: Vec<_> = self.shared.iter().map(|key| (*key, self.get(*key))).collect();
        shared.sort_unstable_by_key(|(_, group)| group.get(1).copied());
        shared
    }

    /// How many groups there are.
    pub fn count(&self) -> usize {
        self.groups.len()
    }

    /// All groups, in no order.
    pub fn iter(&self) -> impl Iterator<Item = (K, &[EntryId])> {
        self.groups.iter().map(|(key, group)| (*key, group.entries()))
    }
}

/// Who has what.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// By the whole code, as [`code::key`].
    pub codes: Groups<u128>,
    /// By class, domain, business, category and sequence together, see [`SequenceScope`]; only codes in which these can be
    /// read.
    pub sequences: Groups<u128>,
    /// By the number with its part and year.
    pub numbers: Groups<NumberKey>,
    /// By the number without part and year.
    pub bases: Groups<NumberKey>,
    /// By [`title_key`].
    pub titles: Groups<u64>,
    /// By the owner, hashed as [`title_key`] does.
    pub owners: Groups<u64>,
    /// By the numbers, with part and year, that entries say they replace.
    replaced: Groups<NumberKey>,
    /// The numbers that one entry has and another says it replaces.
    replaced_here: FxHashSet<NumberKey>,
}

impl Index {
    /// Indexes all entries of a register. The groups are filled side by side.
    pub(super) fn new(register: &Register) -> Self {
        let count = register.entries.len();
        let mut index = Self::default();
        let Self {
            codes,
            sequences,
            numbers,
            bases,
            titles,
            owners,
            replaced,
            replaced_here: _,
        } = &mut index;
        rayon::scope(|scope| {
            scope.spawn(|_| {
                *codes = fill(register, count, code_key);
                *sequences = fill(register, count, sequence_key);
            });
            scope.spawn(|_| {
                *numbers = fill(register, count, number_key);
                *bases = fill(register, 0, base_key);
            });
            scope.spawn(|_| *titles = fill(register, count, entry_title_key));
            scope.spawn(|_| *owners = fill(register, 0, owner_key));
            scope.spawn(|_| {
                for (id, entry) in register.entries_with_ids() {
                    for key in replaced_keys(register, &entry) {
                        replaced.insert(key, id);
                    }
                }
            });
        });
        let replaced = index.replaced.groups.keys();
        index.replaced_here = replaced
            .filter(|key| index.numbers.groups.contains_key(key))
            .copied()
            .collect();
        index
    }
}

/// What an entry is found by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Keys {
    code: Option<u128>,
    pub(super) sequence: Option<u128>,
    number: Option<NumberKey>,
    base: Option<NumberKey>,
    title: Option<u64>,
    owner: Option<u64>,
    replaced: SmallVec<[NumberKey; 1]>,
}

impl Keys {
    /// The keys of an entry.
    pub(super) fn of(register: &Register, entry: &Entry) -> Self {
        Self {
            code: code_key(register, entry),
            sequence: sequence_key(register, entry),
            number: number_key(register, entry),
            base: base_key(register, entry),
            title: entry_title_key(register, entry),
            owner: owner_key(register, entry),
            replaced: replaced_keys(register, entry),
        }
    }
}

impl Index {
    /// Puts an entry in the place of another, which had its id.
    pub(super) fn replace(&mut self, entry: EntryId, old: &Keys, new: &Keys) {
        self.codes.replace(old.code, new.code, entry);
        self.sequences.replace(old.sequence, new.sequence, entry);
        self.numbers.replace(old.number, new.number, entry);
        self.bases.replace(old.base, new.base, entry);
        self.titles.replace(old.title, new.title, entry);
        self.owners.replace(old.owner, new.owner, entry);
        let range = entry..EntryId(entry.0.saturating_add(1));
        if old.replaced != new.replaced {
            for key in &old.replaced {
                self.replaced.remove(*key, &range);
            }
            for key in &new.replaced {
                self.replaced.insert(*key, entry);
            }
        }
        self.meet(old);
        self.meet(new);
    }

    /// Takes the entries of some ids, which follow one another, out of the groups of one of them.
    pub(super) fn remove(&mut self, keys: &Keys, ids: &Range<EntryId>) {
        fn remove<K: Copy + Eq + Hash>(groups: &mut Groups<K>, key: Option<K>, ids: &Range<EntryId>) {
            if let Some(key) = key {
                groups.remove(key, ids);
            }
        }
        remove(&mut self.codes, keys.code, ids);
        remove(&mut self.sequences, keys.sequence, ids);
        remove(&mut self.numbers, keys.number, ids);
        remove(&mut self.bases, keys.base, ids);
        remove(&mut self.titles, keys.title, ids);
        remove(&mut self.owners, keys.owner, ids);
        for key in &keys.replaced {
            self.replaced.remove(*key, ids);
        }
        self.meet(keys);
    }

    /// Notes which of the numbers of an entry that came or went are replaced by an entry of the register.
    fn meet(&mut self, keys: &Keys) {
        for key in keys.number.iter().chain(&keys.replaced) {
            if self.numbers.get(*key).is_empty() || self.replaced.get(*key).is_empty() {
                self.replaced_here.remove(key);
            } else {
                self.replaced_here.insert(*key);
            }
        }
    }

    /// The numbers that an entry has and another says it replaces, in no order: who has each, and who replaces it.
    pub fn replaced(&self) -> impl Iterator<Item = (NumberKey, &[EntryId], &[EntryId])> {
        let keys = self.replaced_here.iter().copied();
        keys.map(|key| (key, self.numbers.get(key), self.replaced.get(key)))
    }

    /// Gives entries from an id on other ids, as [`Groups::move_ids`] does.
    pub(super) fn move_ids(&mut self, old: EntryId, new: EntryId) {
        self.codes.move_ids(old, new);
        self.sequences.move_ids(old, new);
        self.numbers.move_ids(old, new);
        self.bases.move_ids(old, new);
        self.titles.move_ids(old, new);
        self.owners.move_ids(old, new);
        self.replaced.move_ids(old, new);
    }
}

fn fill<K: Copy + Eq + Hash>(
    register: &Register,
    capacity: usize,
    key: impl Fn(&Register, &Entry) -> Option<K>,
) -> Groups<K> {
    let mut groups = Groups::with_capacity(capacity);
    for (id, entry) in register.entries_with_ids() {
        if let Some(key) = key(register, &entry) {
            groups.insert(key, id);
        }
    }
    groups
}

/// The key of an entry's whole code; none for an entry without one.
pub fn code_key(register: &Register, entry: &Entry) -> Option<u128> {
    let code = register.of(entry).code()?;
    (!code.is_empty()).then(|| code::key(&code))
}

/// The key of what layer 6 is counted in, and of layer 6; none where a part of it cannot be read.
pub fn sequence_key(register: &Register, entry: &Entry) -> Option<u128> {
    let code = register.of(entry).code()?;
    let sequence = entry.layers.value(&register.scheme, &code, Role::Sequence)?;
    SequenceScope::of_code(register, entry.layers, &code)?.key_with(&register.scheme, sequence)
}

/// The key of an entry's number with its part and year.
pub fn number_key(register: &Register, entry: &Entry) -> Option<NumberKey> {
    let text = register.of(entry).standard()?;
    Some(entry.parts?.same_standard_key(&text))
}

/// The key of an entry's number without its part and year, for entries that list a part or all parts.
pub(super) fn base_key(register: &Register, entry: &Entry) -> Option<NumberKey> {
    let number = entry
        .parts
        .filter(|number| number.all_parts || !number.parts.is_empty())?;
    let text = register.of(entry).standard()?;
    Some(number.base_key(&text))
}

fn entry_title_key(register: &Register, entry: &Entry) -> Option<u64> {
    let title = register.of(entry).title()?;
    (!title.is_empty()).then(|| title_key(&title))
}

fn owner_key(register: &Register, entry: &Entry) -> Option<u64> {
    let owner = register.of(entry).owner()?;
    (!owner.is_empty()).then(|| title_key(&owner))
}

/// The keys of the numbers that an entry says it replaces, each once.
fn replaced_keys(register: &Register, entry: &Entry) -> SmallVec<[NumberKey; 1]> {
    let numbers = entry.replaces.iter();
    let keys = numbers.filter_map(|number| replaced_key(register, entry, *number));
    if entry.replaces.len() < 2 {
        return keys.collect();
    }
    let mut seen = FxHashSet::default();
    keys.filter(|key| seen.insert(*key)).collect()
}

/// The numbers that an entry says it replaces by their keys, of each the first.
pub fn replaced_by(register: &Register, entry: &Entry) -> FxHashMap<NumberKey, Str> {
    let mut numbers = FxHashMap::default();
    for number in &entry.replaces {
        if let Some(key) = replaced_key(register, entry, *number) {
            numbers.entry(key).or_insert(*number);
        }
    }
    numbers
}

/// The key of a number that an entry says it replaces, with its part and year; none for what is no number.
fn replaced_key(register: &Register, entry: &Entry, number: Str) -> Option<NumberKey> {
    let text = register.of(entry).text(number);
    let parsed = number::parse(&text, &register.scheme.grammar).number?;
    Some(parsed.same_standard_key(&text))
}

/// A hash of a title, equal for titles that are equal in NFC. Two titles with one hash must still be compared.
pub fn title_key(title: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(normal(Cow::Borrowed(title)).as_bytes());
    hasher.finish()
}

/// A title in NFC: titles are compared so, and never rewritten by it.
pub fn normal(title: Cow<'_, str>) -> Cow<'_, str> {
    if title.chars().all(is_inert) || is_nfc_quick(title.chars()) == IsNormalized::Yes {
        title
    } else {
        Cow::Owned(title.nfc().collect())
    }
}

/// Whether a character is one of those that titles are made of which are in NFC whatever stands before them: what the tables
/// would say, without asking them.
const fn is_inert(character: char) -> bool {
    matches!(
        character,
        '\0'..='\u{2ff}'
            | '\u{2010}'..='\u{2027}'
            | '\u{3001}'..='\u{3029}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{ff01}'..='\u{ff60}'
    )
}

#[cfg(test)]
mod tests {
    use unicode_normalization::char::canonical_combining_class;

    use super::*;

    #[test]
    fn what_is_taken_for_nfc_is() {
        let inert: Vec<char> = ('\0'..=char::MAX).filter(|character| is_inert(*character)).collect();
        for character in &inert {
            let quick = is_nfc_quick(std::iter::once(*character));
            assert_eq!(quick, IsNormalized::Yes, "{character:?}");
            assert_eq!(canonical_combining_class(*character), 0, "{character:?}");
        }
        assert!(inert.len() > 20_000);
        // A letter that composes with the one before it, and a mark.
        assert_eq!(normal("e\u{301}".into()), "é");
        assert_eq!(normal("か\u{3099}".into()), "が");
    }
}
