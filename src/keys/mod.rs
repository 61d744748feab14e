//! The one table of keys: of registers, schemes and settings, each key with what its value means, whether it must be there,
//! and what it is called and means in both languages.
//!
//! It feeds [reading](crate::fields), the rules about keys, completion, hover, the order of keys, the reference that people
//! read, and the JSON Schemas.

mod column;
mod kind;
mod register;
mod role;
mod scheme;
mod settings;
mod table;
mod value;
mod words;

pub use self::column::{Certainty, Column, Columns, MAX_COLUMNS, Phases, Words};
pub use self::kind::TableKind;
pub use self::register::CONDITIONS;
pub use self::role::{ColumnRole, ColumnType};
pub use self::value::{Form, ValueType};
pub use self::words::{
    BY, Characters, LANGUAGES, MAX_DEPTH, MAX_WIDTH, NumberKind, NumberKinds, Phase, Role, SEVERITIES,
};
use crate::messages::Bilingual;

/// A key of a kind of table. Those of the format live as long as the program; those of an entry are [columns](Columns).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key<'a> {
    /// The key.
    pub name: &'a str,
    /// What its value means.
    pub value: ValueType,
    /// Whether it must be there.
    pub need: Need,
    /// What holds where the key is absent, as TOML; none where that depends, which `help` says, or is nothing.
    pub default: Option<&'a str>,
    /// A value, as TOML; empty for tables, and for keys of registers alone, whose examples are in the example register.
    pub example: &'a str,
    /// What it is called, as in the head of a printed table: 归口单位.
    pub heading: Bilingual<'a>,
    /// What it means.
    pub help: Bilingual<'a>,
}

/// Whether a key must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// It must.
    Always,
    /// It must where the standard is in one of these phases.
    In(Phases),
    /// It need not.
    Never,
}

impl Key<'static> {
    /// A key that need not be there, its heading and its help in Chinese and English.
    const fn new(
        name: &'static str,
        value: ValueType,
        [zh, en]: [&'static str; 2],
        [help_zh, help_en]: [&'static str; 2],
    ) -> Self {
        Self {
            name,
            value,
            need: Need::Never,
            default: None,
            example: "",
            heading: Bilingual { zh, en },
            help: Bilingual {
                zh: help_zh,
                en: help_en,
            },
        }
    }

    const fn required(mut self) -> Self {
        self.need = Need::Always;
        self
    }

    const fn default(mut self, toml: &'static str) -> Self {
        self.default = Some(toml);
        self
    }

    const fn example(mut self, toml: &'static str) -> Self {
        self.example = toml;
        self
    }
}

impl Key<'_> {
    /// Whether its absence is a fault of the table, whatever else stands there.
    pub fn is_required(&self) -> bool {
        self.need == Need::Always
    }

    /// Whether it must be there for a standard in a phase.
    pub fn is_needed_in(&self, phase: Phase) -> bool {
        match self.need {
            Need::Always => true,
            Need::In(phases) => phases.has(phase),
            Need::Never => false,
        }
    }

    /// The kind of table that it leads to.
    pub const fn table(&self) -> Option<TableKind> {
        match self.value.form() {
            Form::Table(kind) | Form::Tables(kind) | Form::StringsOrTables(kind) => Some(kind),
            _ => None,
        }
    }

    /// The keys of the table, or of the tables, that it leads to.
    pub fn children(&self) -> &'static [Key<'static>] {
        self.table().map_or(&[], TableKind::keys)
    }
}
