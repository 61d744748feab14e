//! The next free codes of a table, built layer by layer: what the register fixes, the smallest free sequence, and one
//! code for each ownership, level and nature that the entry leaves open.

use std::borrow::Cow;
use std::cmp::Reverse;

use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use crate::code::{self, Code};
use crate::ide::next_code::{commonest, fixed, scope};
use crate::number::{self, Number};
use crate::register::Register;
use crate::register::demands;
use crate::register::handle::{EntryRef, TableRef};
use crate::register::model::EntryId;
use crate::register::sequences::{InUse, range_of, sequence_of, written};
use crate::scheme::{Layer, Role};

/// How many codes are offered at the most: a scheme may leave a great many open.
const MAX_CODES: usize = 48;

/// What a code is wanted for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted<'a> {
    /// The table that the entry stands in.
    pub(super) table: TableRef<'a>,
    /// The first entry that stands behind its place; itself, if it is there.
    pub(super) place: EntryId,
    /// The entry, if it is there: the sequence that it has is free for it.
    pub(super) own: Option<EntryId>,
    /// Its number.
    pub(super) standard: Option<&'a str>,
    /// Its level.
    pub(super) level: Option<&'a str>,
}

impl Wanted<'_> {
    /// The next free codes: those that most entries of the table are like first. None where no sequence is free, or the
    /// register says too little.
    pub(super) fn codes(&self, register: &Register) -> Vec<String> {
        let Some(choices) = self.choices(register) else {
            return Vec::new();
        };
        let mut codes = vec![String::new()];
        for choice in &choices {
            let mut longer = Vec::with_capacity(codes.len() * choice.len());
            for code in &codes {
                longer.extend(choice.iter().map(|value| format!("{code}{value}")));
            }
            longer.truncate(MAX_CODES);
            codes = longer;
        }
        if codes.len() > 1 {
            let compared = Likeness::new(register, self);
            codes.sort_by_cached_key(|code| compared.of(register, code));
        }
        codes
    }

    /// The values that each layer may have.
    fn choices(&self, register: &Register) -> Option<Vec<Vec<String>>> {
        let layers = register.scheme.layers.iter().enumerate();
        layers
            .map(|(index, layer)| self.choice(register, index, layer))
            .collect()
    }

    fn choice(&self, register: &Register, index: usize, layer: &Layer) -> Option<Vec<String>> {
        if let Some(value) = fixed(register, self.table, index) {
            return Some(vec![value.into_owned()]);
        }
        let number = self.number(register);
        let deduced: Vec<&str> = match layer.role {
            Some(Role::Sequence) => return Some(vec![self.sequence(register)?]),
            Some(Role::Ownership) => number
                .and_then(|(text, number)| demands::ownership(&register.scheme, text, &number))
                .into_iter()
                .collect(),
            Some(Role::Nature) => number
                .and_then(|(_, number)| demands::nature(&register.scheme, &number))
                .into_iter()
                .collect(),
            Some(Role::Level) => {
                let vocabulary = &register.vocabulary;
                let term = self.level.and_then(|level| vocabulary.level(level));
                let level = term.and_then(|(term, _)| vocabulary.level_term(term));
                demands::levels(vocabulary, level, number.map(|(_, number)| number).as_ref())
            }
            _ => return Some(vec![self.usual(register, index, layer)?]),
        };
        let deduced: Vec<String> = deduced
            .into_iter()
            .filter(|value| layer.takes(value) && layer.has_right_length(value))
            .map(str::to_owned)
            .collect();
        if !deduced.is_empty() {
            return Some(deduced);
        }
        if layer.values.is_empty() {
            return Some(vec![self.usual(register, index, layer)?]);
        }
        Some(layer.values.iter().map(|(value, _)| value.clone()).collect())
    }

    fn number(&self, register: &Register) -> Option<(&str, Number)> {
        let text = self.standard?;
        Some((text, number::parse(text, &register.scheme.grammar).number?))
    }

    /// What most codes of the table have in a layer, or else of the register, or else what the scheme lists first.
    fn usual(&self, register: &Register, index: usize, layer: &Layer) -> Option<String> {
        commonest(register, self.table.entries.clone(), index)
            .or_else(|| commonest(register, 0..register.entries().len(), index))
            .or_else(|| Some(layer.values.first()?.0.clone()))
    }

    /// The smallest free sequence between those of the neighbours, or else of the table.
    pub(super) fn sequence(&self, register: &Register) -> Option<String> {
        let scope = scope(register, self.table)?;
        let all = range_of(register, &self.table)?;
        let near = between(register, self.table, (self.place, self.own), all);
        let in_use = InUse::of_scope(register, scope, self.own);
        let free = in_use
            .free(scope, near)
            .next()
            .or_else(|| in_use.free(scope, all).next());
        Some(written(&register.scheme, free?))
    }
}

/// The sequences that keep a table in order at a place of it, out of a range: those between the neighbours' own, both ends included.
/// The place is that of the first entry behind it, or of the one that stands there already.
pub(super) fn between(
    register: &Register,
    table: TableRef<'_>,
    (place, own): (EntryId, Option<EntryId>),
    (first, last): (u32, u32),
) -> (u32, u32) {
    let sequence = |(_, entry): (EntryId, EntryRef<'_>)| {
        let sequence = sequence_of(register, &entry)?;
        (first..=last).contains(&sequence).then_some(sequence)
    };
    let others = || register.entries_of(&table).filter(move |(id, _)| Some(*id) != own);
    let before = others().take_while(|(id, _)| *id < place).filter_map(sequence).last();
    let after = others().skip_while(|(id, _)| *id < place).find_map(sequence);
    (
        before.map_or(first, |before| first.max(before.saturating_add(1))),
        after.map_or(last, |after| last.min(after.saturating_sub(1))),
    )
}

/// The number that a new entry has before another one, or at the end of a table: the one behind that of the entry before it.
pub(super) fn number_at(register: &Register, table: TableRef<'_>, place: EntryId) -> i64 {
    let before = register.entries_of(&table).take_while(|(id, _)| *id < place);
    let last = before.filter_map(|(_, entry)| Some(entry.number?.value)).last();
    last.unwrap_or(0).max(0).saturating_add(1)
}

/// The number that a new entry at the end of a table has.
fn last_number(register: &Register, table: TableRef<'_>, own: Option<EntryId>) -> i64 {
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

/// The name that follows another one of a row such as `A.1`, `A.2`: its last number one up, and so on while the name is taken.
pub(super) fn next_name(last: &str, is_taken: impl Fn(&str) -> bool) -> Option<String> {
    let head = last.trim_end_matches(|character: char| character.is_ascii_digit());
    let digits = last.get(head.len()..)?;
    let number: u32 = digits.parse().ok()?;
    let width = digits.len();
    let mut names = (1..=MOST_NAMES).map(|step| Some(format!("{head}{:0width$}", number.checked_add(step)?)));
    names.find_map(|name| name.filter(|name| !is_taken(name)))
}

/// How many names are tried: where as many are taken, the row goes on elsewhere.
const MOST_NAMES: u32 = 64;

/// The id that follows those of the tables before one, or of all.
pub(super) fn next_table_id(register: &Register, table: Option<TableRef<'_>>) -> Option<String> {
    let before = register.tables().take_while(|other| Some(*other) != table);
    let last = before.filter_map(TableRef::id).last()?;
    next_id(register, &last)
}

/// The id of a table that follows another one.
pub(super) fn next_id(register: &Register, last: &str) -> Option<String> {
    let taken: FxHashSet<Cow<'_, str>> = register.tables().filter_map(TableRef::id).collect();
    next_name(last, |name| taken.contains(name))
}

/// The level of a code: the word of the vocabulary for what its level layer says.
pub(super) fn level_of(register: &Register, code: &str) -> String {
    let parsed = crate::code::Code::parse(&register.scheme, code);
    let value = parsed.value(&register.scheme, code, Role::Level);
    let mut levels = register.vocabulary.levels.iter();
    let level = levels.find(|level| Some(level.value.as_str()) == value);
    level.map(|level| level.name.clone()).unwrap_or_default()
}

/// How many entries from the start of the register show what is usual in it: to look at all would keep the author of a large one
/// waiting.
const MOST_COMPARED: usize = 4096;

/// How many codes have the same values in the layers that tell what sort of standard it is: in the table, and in the
/// register.
struct Likeness {
    layers: Vec<usize>,
    /// By the values' key, see [`code::key`].
    counts: FxHashMap<u128, (usize, usize)>,
}

impl Likeness {
    fn new(register: &Register, wanted: &Wanted<'_>) -> Self {
        let layers = [Role::Ownership, Role::Level, Role::Nature];
        let mut likeness = Self {
            layers: layers
                .iter()
                .filter_map(|role| register.scheme.layer_of(*role))
                .collect(),
            counts: FxHashMap::default(),
        };
        let of_table = register.entries_of(&wanted.table).map(|entry| (entry, (1, 1)));
        let others = register.entries_with_ids().take(MOST_COMPARED);
        let others = others.filter(|(id, _)| !wanted.table.entries.contains(&(id.0 as usize)));
        for ((id, entry), (in_table, in_all)) in of_table.chain(others.map(|entry| (entry, (0, 1)))) {
            let code = entry.code.map(|code| entry.text(code));
            let (Some(Cow::Borrowed(code)), true) = (code, Some(id) != wanted.own) else {
                continue;
            };
            let values = likeness.values(register, code, entry.layers);
            if let Some(values) = values {
                let count = likeness.counts.entry(values).or_default();
                count.0 += in_table;
                count.1 += in_all;
            }
        }
        likeness
    }

    fn values(&self, register: &Register, text: &str, code: Code) -> Option<u128> {
        let mut values = SmallVec::<[u8; 16]>::new();
        for layer in &self.layers {
            values.extend_from_slice(code.value_at(&register.scheme, text, *layer)?.as_bytes());
        }
        Some(code::key_of(&values))
    }

    fn of(&self, register: &Register, code: &str) -> Reverse<(usize, usize)> {
        let values = self.values(register, code, Code::parse(&register.scheme, code));
        let count = values.and_then(|values| self.counts.get(&values).copied());
        Reverse(count.unwrap_or_default())
    }
}
