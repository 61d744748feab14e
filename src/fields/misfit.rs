//! What of a file does not fit the table of keys, in words, for files that are read as a whole: schemes and settings.

use crate::keys::{TableKind, ValueType};
use crate::messages::Message;
use crate::text::Span;

/// What is wrong at a place of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Misfit {
    /// Where in the file, in bytes.
    pub span: Span,
    /// What.
    pub kind: MisfitKind,
}

/// What does not fit.
#[derive(Clone, Debug, PartialEq)]
pub enum MisfitKind {
    /// No TOML, or a key or table that stands twice.
    Syntax(Box<Message>),
    /// A key that its table does not have.
    UnknownKey {
        /// The key with its table: `format.algin`.
        key: String,
        /// The key that was probably meant, with its table.
        nearest: Option<String>,
        /// What it is to be renamed to, where that key belongs in the same table.
        renamed: Option<&'static str>,
        /// The keys that the table has.
        known: Vec<String>,
    },
    /// A key that must be there and is not, with its table.
    MissingKey(String),
    /// A value that its key does not take.
    WrongValue {
        /// The key with its table.
        key: String,
        /// What it takes.
        expected: ValueType,
    },
}

impl MisfitKind {
    /// The misfit in words.
    pub fn message(&self) -> Message {
        let message = |attribute| Message::attribute("misfit", attribute);
        match self {
            Self::Syntax(message) => Message::clone(message),
            Self::UnknownKey {
                key,
                nearest: Some(nearest),
                ..
            } => message("nearest-key")
                .with("key", key.as_str())
                .with("nearest", nearest.as_str()),
            Self::UnknownKey { key, known, .. } => message("unknown-key")
                .with("key", key.as_str())
                .with("known", known.clone()),
            Self::MissingKey(key) => message("missing-key").with("key", key.as_str()),
            Self::WrongValue { key, expected } => message("value")
                .with("key", key.as_str())
                .with("expected", expected.word()),
        }
    }

    /// What a key is to be called instead.
    pub const fn renamed(&self) -> Option<&'static str> {
        match self {
            Self::UnknownKey { renamed, .. } => *renamed,
            _ => None,
        }
    }

    /// An unknown key of a table, seen from its file.
    pub(super) fn unknown(name: &str, table: TableKind, file: TableKind) -> Self {
        // A key that another table of the file has is not misspelt but in the wrong place.
        let mut elsewhere = file.keys().iter().flat_map(|table| {
            let children = table.children().iter();
            let children = children.map(|child| (child.name, joined(table.name, child.name)));
            std::iter::once((table.name, table.name.to_owned())).chain(children)
        });
        let meant = || Some(joined(table.path(), table.nearest_key(name)?.1.name));
        let elsewhere = elsewhere.find(|(leaf, _)| *leaf == name);
        let nearest_key = || Some(table.nearest_key(name)?.1.name);
        Self::UnknownKey {
            renamed: if elsewhere.is_some() { None } else { nearest_key() },
            key: joined(table.path(), name),
            nearest: elsewhere.map(|(_, path)| path).or_else(meant),
            known: table.keys().iter().map(|key| key.name.to_owned()).collect(),
        }
    }
}

pub(super) fn joined(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    }
}
