//! What the keys of a file are, as data: of registers, schemes and settings.
//!
//! A table of keys feeds the reference that people read, the JSON Schema, and what is said of a text that does [not
//! fit](misfit()). That it has the keys which are read, and no other, is held by tests beside the readers:
//! [`keys_that_serde_reads`] asks serde itself.

mod misfit;
mod pairs;
mod register;
pub mod scheme;
pub mod settings;
mod words;

pub use self::misfit::{Misfit, misfit};
pub(crate) use self::pairs::Pairs;
pub use self::register::{CONDITIONS, KeyDefinition, TableKind, ValueType};
pub use self::words::{BY, Characters, LANGUAGES, MAX_WIDTH, Phase, Role, SEVERITIES};
use crate::messages::{Message, Text};

/// A key of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// The key.
    pub name: &'static str,
    /// What it takes.
    pub shape: Shape,
    /// Whether it must be there.
    pub required: bool,
    /// What holds where the key is absent, as TOML; none where that depends, which `help` says, or is nothing.
    pub default: Option<&'static str>,
    /// A value, as TOML.
    pub example: &'static str,
    /// What it means.
    pub help: Text,
}

/// What a key takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A string.
    String,
    /// A whole number from 1 to the one given.
    Integer(u32),
    /// `true` or `false`.
    Boolean,
    /// A string out of a list.
    OneOf(&'static [&'static str]),
    /// An array of strings.
    Strings,
    /// An array of glob patterns.
    Patterns,
    /// An array of what names rules: codes, names, families, `ALL`.
    Rules,
    /// A table with these keys.
    Table(&'static [Key]),
    /// An array of tables with these keys.
    Tables(&'static [Key]),
    /// A table whose keys the author chooses, with strings for values.
    Map,
    /// A table from what names rules to a string out of a list.
    OfRules(&'static [&'static str]),
    /// A table from glob patterns to arrays of what names rules.
    RulesOfPatterns,
}

impl Key {
    /// The keys of the table, or of the tables, that the key takes.
    pub const fn children(&self) -> &'static [Self] {
        match self.shape {
            Shape::Table(keys) | Shape::Tables(keys) => keys,
            _ => &[],
        }
    }
}

impl Shape {
    /// What a value is called in the reference: `array of rules`.
    pub fn word(self) -> Message {
        let word = |attribute| Message::attribute("shape", attribute);
        match self {
            Self::String => word("string"),
            Self::Integer(highest) => word("integer").with("highest", highest),
            Self::Boolean => word("boolean"),
            Self::OneOf(list) => word("one-of").with("list", quoted(list)),
            Self::Strings => word("strings"),
            Self::Patterns => word("patterns"),
            Self::Rules => word("rules"),
            Self::Table(_) => word("table"),
            Self::Tables(_) => word("tables"),
            Self::Map => word("map"),
            Self::OfRules(list) => word("of-rules").with("list", quoted(list)),
            Self::RulesOfPatterns => word("rules-of-patterns"),
        }
    }
}

fn quoted(list: &[&str]) -> Vec<String> {
    list.iter().map(|word| format!("\"{word}\"")).collect()
}

/// The keys that serde reads where a text has an unknown key: those that its message lists, in their order.
#[cfg(test)]
pub(crate) fn keys_that_serde_reads(message: &str) -> Vec<&str> {
    let (_, list) = message.split_once("expected ").unwrap_or_default();
    // ``expected `a` or `b` ``, ``expected one of `a`, `b` ``, ``expected `a` ``.
    list.split('`').skip(1).step_by(2).collect()
}
