//! The next free code of a table.
//!
//! What the register fixes is as it says: the class of the category, the domain, the business, the category. The
//! sequence is the smallest free one of the table's block. What is left (whose standard it is, its level, its nature)
//! is as most codes of the table have it: a guess that the author corrects.

use std::borrow::Cow;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::register::Register;
use crate::register::handle::TableRef;
use crate::register::sequences::{InUse, SequenceScope, TableScope, highest, range_of, written};
use crate::scheme::{Layer, Role};

/// What there is to say about the next code of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextCode {
    /// The code.
    Free(String),
    /// No sequence is left.
    Full,
}

/// What a layer is that nothing determines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Guess {
    /// As in most codes of the table.
    Commonest,
    /// As in the last code of the table.
    Last,
}

/// The next codes of a register's tables: what is used is collected once.
#[derive(Debug)]
pub(super) struct NextCodes<'r> {
    register: &'r Register,
    guess: Guess,
    in_use: InUse<'r>,
    /// The commonest value of each layer in the whole register, as far as it was asked for.
    commonest: Vec<OnceLock<Option<String>>>,
}

impl<'r> NextCodes<'r> {
    /// Looks the register over for the codes of all tables.
    pub(super) fn new(register: &'r Register, guess: Guess) -> Self {
        Self::with(register, guess, InUse::new(register))
    }

    /// Looks the register over for the codes of one table: those of others are not to be asked for.
    pub(super) fn of_table(register: &'r Register, guess: Guess, table: TableRef<'r>) -> Self {
        let in_use = match scope(register, table) {
            Some(scope) => InUse::of_scope(register, scope, None),
            None => InUse::new(register),
        };
        Self::with(register, guess, in_use)
    }

    fn with(register: &'r Register, guess: Guess, in_use: InUse<'r>) -> Self {
        Self {
            register,
            guess,
            in_use,
            commonest: vec![OnceLock::new(); register.scheme.layers.len()],
        }
    }

    /// The next code of a table. Nothing where the register says too little, or its scheme cannot be used.
    pub fn of(&self, table: TableRef<'_>) -> Option<NextCode> {
        let codes = self.several(table, None, 1)?;
        Some(codes.into_iter().next().map_or(NextCode::Full, NextCode::Free))
    }

    /// The next codes of a table, out of a range of sequences, both ends included, or its block: as many as are asked for, or
    /// as there are. Nothing where the register says too little, or its scheme cannot be used.
    pub(super) fn several(&self, table: TableRef<'_>, range: Option<(u32, u32)>, count: usize) -> Option<Vec<String>> {
        let register = self.register;
        if register.scheme_is_stand_in() {
            return None;
        }
        let scope = scope(register, table)?;
        let highest = highest(&register.scheme)?;
        let range = match range {
            Some((first, last)) => (first.max(1), last.min(highest)),
            None => range_of(register, &table)?,
        };
        let sequences = self.in_use.free(scope, range).take(count);
        sequences.map(|sequence| self.code(table, sequence)).collect()
    }

    fn code(&self, table: TableRef<'_>, sequence: u32) -> Option<String> {
        let scheme = &self.register.scheme;
        let mut code = String::new();
        for (index, layer) in scheme.layers.iter().enumerate() {
            if layer.role == Some(Role::Sequence) {
                code.push_str(&written(scheme, sequence));
            } else {
                code.push_str(&self.value(table, index, layer)?);
            }
        }
        Some(code)
    }

    fn value<'v>(&'v self, table: TableRef<'v>, index: usize, layer: &'v Layer) -> Option<Cow<'v, str>> {
        let fixed = fixed(self.register, table, index);
        if fixed.is_some() {
            return fixed;
        }
        let of_table = match self.guess {
            Guess::Commonest => commonest(self.register, table.entries.clone(), index),
            Guess::Last => last(self.register, table, index),
        };
        of_table
            .or_else(|| {
                let of_all = || commonest(self.register, 0..self.register.entries().len(), index);
                self.commonest.get(index)?.get_or_init(of_all).clone()
            })
            .or_else(|| layer.values.first().map(|(value, _)| value.clone()))
            .map(Cow::Owned)
    }
}

/// What a layer must be in codes of a table: what the register says, where the layer takes that, or the separator that
/// it is.
pub(super) fn fixed<'r>(register: &'r Register, table: TableRef<'r>, layer: usize) -> Option<Cow<'r, str>> {
    let (index, layer) = (layer, register.scheme.layers.get(layer)?);
    if let Some(literal) = &layer.literal {
        return Some(Cow::Borrowed(literal));
    }
    let value = register.said_of_layer(table, index)?;
    let fits = layer.has_right_length(&value) && layer.takes(&value);
    fits.then_some(value)
}

/// What the sequences of a table are counted in: as the register says, or else as its first readable code has it.
pub(super) fn scope(register: &Register, table: TableRef<'_>) -> Option<SequenceScope> {
    let scope = TableScope::new(register, table);
    let of_entry = || {
        register
            .entries_of(&table)
            .find_map(|(_, entry)| scope.of_entry(&entry))
    };
    scope.of_new_entry().or_else(of_entry)
}

/// The value that most of the codes have in a layer; the first of several that are as common.
pub(super) fn commonest(register: &Register, entries: std::ops::Range<usize>, layer: usize) -> Option<String> {
    let mut counts: FxHashMap<&str, (usize, std::cmp::Reverse<usize>)> = FxHashMap::default();
    for (place, entry) in register.entries_at(entries).enumerate() {
        // A code in escapes is as rare as it is odd: it has no vote.
        let Some(Cow::Borrowed(code)) = entry.code() else {
            continue;
        };
        if let Some(value) = entry.layers.value_at(&register.scheme, code, layer) {
            counts.entry(value).or_insert((0, std::cmp::Reverse(place))).0 += 1;
        }
    }
    let commonest = counts.into_iter().max_by_key(|(_, count)| *count);
    commonest.map(|(value, _)| value.to_owned())
}

/// The value that the last code of a table has in a layer, of those that have one.
fn last(register: &Register, table: TableRef<'_>, layer: usize) -> Option<String> {
    let mut entries = register.entries_at(table.entries.clone()).rev();
    entries.find_map(|entry| {
        let code = entry.code()?;
        entry.layers.value_at(&register.scheme, &code, layer).map(str::to_owned)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::fixture::Fixture;

    const HEAD: &str = "[register]\ntitle = \"x\"\ndomain = \"09\"\nbusiness = \"50\"\n[[category]]\ncode = \"21\"\ntitle = \"数据资源\"\nclass = \"2\"\n";

    fn next(text: &str) -> Vec<Option<String>> {
        let fixture = Fixture::new(&format!("{HEAD}{text}"));
        let context = fixture.context();
        let codes = NextCodes::new(context.register, Guess::Commonest);
        let code = |table: TableRef<'_>| match codes.of(table)? {
            NextCode::Free(code) => Some(code),
            NextCode::Full => Some("full".to_owned()),
        };
        context.register.tables().map(code).collect()
    }

    fn table(block: &str, codes: &[&str]) -> String {
        let mut text = format!("[[table]]\nid = \"A\"\ntitle = \"A\"\ncategory = \"21\"\n{block}\n");
        for code in codes {
            text.push_str(&format!("[[table.entry]]\ncode = \"{code}\"\n"));
        }
        text
    }

    #[test]
    fn the_smallest_free_sequence_and_the_commonest_rest() {
        let codes = ["2095021P1013T", "2095021R1022Q", "2095021P1043T"];
        assert_eq!(next(&table("", &codes)), [Some("2095021P0013T".to_owned())]);
        assert_eq!(
            next(&table("block = \"101-199\"", &codes)),
            [Some("2095021P1033T".to_owned())]
        );
    }

    #[test]
    fn a_sequence_of_another_table_of_the_category_is_used() {
        let text = table("", &["2095021P0013T"]) + &table("", &[]);
        assert_eq!(
            next(&text),
            [Some("2095021P0023T".to_owned()), Some("2095021P0023T".to_owned())]
        );
    }

    #[test]
    fn a_full_block_has_none() {
        let text = table("block = \"101-102\"", &["2095021P1013T", "2095021P1023T"]);
        assert_eq!(next(&text), [Some("full".to_owned())]);
        assert_eq!(next(&table("block = \"x\"", &[])), [None]);
    }

    #[test]
    fn an_empty_register_takes_the_first_values_of_the_scheme() {
        assert_eq!(next(&table("", &[])), [Some("2095021P0011Q".to_owned())]);
        assert_eq!(next("[[table]]\nid = \"A\"\n"), [None]);
    }
}
