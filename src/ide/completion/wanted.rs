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
use crate::register::handle::TableRef;
use crate::register::model::EntryId;
use crate::register::sequences::{Sequences, range_of, written};
use crate::scheme::{Layer, Role};

/// How many codes are offered at the most: a scheme may leave a great many open.
const MAX_CODES: usize = 48;

/// What a code is wanted for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted<'a> {
    /// The table that the entry stands in.
    pub(super) table: TableRef<'a>,
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

    /// The smallest free sequence of the table.
    pub(super) fn sequence(&self, register: &Register) -> Option<String> {
        let scope = scope(register, self.table)?;
        let wanted = FxHashSet::from_iter([scope]);
        let sequences = Sequences::collect_but(register, &wanted, self.own);
        let free = sequences.free(scope, range_of(register, &self.table)?);
        Some(written(&register.scheme, free.first()?.0))
    }
}

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
        for (place, (id, entry)) in register.entries_with_ids().enumerate() {
            let code = entry.code.map(|code| entry.text(code));
            let (Some(Cow::Borrowed(code)), true) = (code, Some(id) != wanted.own) else {
                continue;
            };
            let values = likeness.values(register, code, entry.layers);
            if let Some(values) = values {
                let count = likeness.counts.entry(values).or_default();
                count.0 += usize::from(wanted.table.entries.contains(&place));
                count.1 += 1;
            }
        }
        likeness
    }

    fn values(&self, register: &Register, text: &str, code: Code) -> Option<u128> {
        let mut values = SmallVec::<[u8; 16]>::new();
        for layer in &self.layers {
            values.extend_from_slice(code.value_at(&register.scheme, text, *layer)?.as_bytes());
        }
        std::str::from_utf8(&values).ok().map(code::key)
    }

    fn of(&self, register: &Register, code: &str) -> Reverse<(usize, usize)> {
        let values = self.values(register, code, Code::parse(&register.scheme, code));
        let count = values.and_then(|values| self.counts.get(&values).copied());
        Reverse(count.unwrap_or_default())
    }
}
