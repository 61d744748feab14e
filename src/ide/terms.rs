//! The words for status and level that a register and its scheme file define, with where they do. The register keeps of
//! them only what they mean.

use rustc_hash::FxHashSet;

use super::declared::{self, Condition};
use crate::keys::{TableKind, ValueType};
use crate::register::Register;
use crate::register::counts::word_of;
use crate::register::handle::StringAt;

/// What a word is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// 标准状态.
    Status,
    /// 标准级别.
    Level,
}

impl Kind {
    const fn table(self) -> TableKind {
        match self {
            Self::Status => TableKind::Status,
            Self::Level => TableKind::Level,
        }
    }
}

/// A word with its synonyms.
#[derive(Clone, Debug)]
pub(super) struct Term {
    /// The word.
    pub name: Option<StringAt>,
    /// Its synonyms.
    pub also: Vec<StringAt>,
}

/// The words of a kind that a register and its scheme file define.
pub(super) fn of(register: &Register, kind: Kind) -> Vec<Term> {
    let is_name = |value| matches!(value, ValueType::StatusName | ValueType::LevelName);
    let is_synonym = |value| matches!(value, ValueType::StatusSynonyms | ValueType::LevelSynonyms);
    let tables = declared::tables(register, kind.table()).into_iter();
    tables
        .map(|table| Term {
            name: table.strings(is_name).first().copied(),
            also: table.strings(is_synonym),
        })
        .collect()
}

/// Where the items of statistics that a scheme file defines ask for one of these words.
pub(super) fn asked_for(register: &Register, kind: Kind, words: &FxHashSet<String>) -> Vec<StringAt> {
    let conditions = declared::conditions_of_scheme(register).into_iter().flatten();
    let is_of_kind = |condition: &Condition| word_of(register, &condition.name) == kind.table().path();
    let mut found: Vec<StringAt> = conditions
        .filter(is_of_kind)
        .flat_map(|condition| condition.values)
        .collect();
    found.retain(|string| words.contains(string.content(register).as_ref()));
    found
}
