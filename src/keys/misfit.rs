//! What of a text does not fit a table of keys. Its reading is left to serde, which says so in English, and in the words of
//! Rust; people are told this in its place.

use std::ops::Range;

use toml_edit::{Document, Item, TableLike};

use super::{Form, Key, TableKind, ValueType};
use crate::messages::Message;
use crate::text::nearest::nearest;

/// What does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// A key that its table does not have.
    UnknownKey {
        /// The key with its table: `format.algin`.
        key: String,
        /// The key that was probably meant, with its table.
        nearest: Option<String>,
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

impl Misfit {
    /// The misfit in words.
    pub fn message(&self) -> Message {
        let message = |attribute| Message::attribute("misfit", attribute);
        match self {
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
}

/// The place of a value, where it has one.
type Place = Option<Range<usize>>;

/// Where something does not fit, in bytes, and what.
type Found = (Range<usize>, Misfit);

/// The first key or value of a file that does not fit the keys of its kind. None where all fit, and where it is no TOML.
pub fn misfit(text: &str, file: TableKind) -> Option<Found> {
    let document = Document::parse(text).ok()?;
    Walk { file }.table(document.as_table(), file, "", &(0..0))
}

struct Walk {
    /// The top level.
    file: TableKind,
}

impl Walk {
    /// `place` is where it is told that the table lacks a key.
    fn table(&self, table: &dyn TableLike, kind: TableKind, path: &str, place: &Range<usize>) -> Option<Found> {
        let keys = kind.keys();
        let of_keys = table.iter().find_map(|(name, item)| {
            let key_place = table.key(name).and_then(toml_edit::Key::span).unwrap_or_default();
            match keys.iter().find(|key| key.name == name) {
                Some(key) => self.value(item, key.value, &joined(path, name), &key_place),
                None => Some((key_place, self.unknown(name, keys, path))),
            }
        });
        of_keys.or_else(|| {
            let missing = keys
                .iter()
                .find(|key| key.is_required() && !table.contains_key(key.name))?;
            Some((place.clone(), Misfit::MissingKey(joined(path, missing.name))))
        })
    }

    fn unknown(&self, name: &str, keys: &[Key], path: &str) -> Misfit {
        let mut elsewhere = self.file.keys().iter().flat_map(|table| {
            let children = table.children().iter();
            let children = children.map(|child| (child.name, joined(table.name, child.name)));
            std::iter::once((table.name, table.name.to_owned())).chain(children)
        });
        let nearest = match elsewhere.find(|(leaf, _)| *leaf == name) {
            Some((_, path)) => Some(path),
            None => nearest(name, keys.iter().map(|key| key.name)).map(|nearest| joined(path, nearest)),
        };
        Misfit::UnknownKey {
            key: joined(path, name),
            nearest,
            known: keys.iter().map(|key| key.name.to_owned()).collect(),
        }
    }

    /// `key` is where the key stands.
    fn value(&self, item: &Item, value: ValueType, path: &str, key: &Range<usize>) -> Option<Found> {
        match value.form() {
            Form::Strings if item.is_array() => {
                let odd = item.as_array()?.iter().find(|value| !value.is_str())?;
                Some(wrong(path, value, odd.span().unwrap_or_else(|| key.clone())))
            }
            Form::Table(kind) if item.is_table_like() => self.table(item.as_table_like()?, kind, path, key),
            Form::Tables(kind) if let Some(tables) = tables(item) => {
                let mut tables = tables.into_iter();
                tables.find_map(|(table, place)| self.table(table, kind, path, place.as_ref().unwrap_or(key)))
            }
            Form::Map(values) if item.is_table_like() => self.values(item, *values, path),
            form if is_plain(item, form) => None,
            _ => Some(wrong(path, value, item.span().unwrap_or_else(|| key.clone()))),
        }
    }

    /// The values of a table whose keys the author chooses.
    fn values(&self, item: &Item, value: ValueType, path: &str) -> Option<Found> {
        let table = item.as_table_like()?;
        table.iter().find_map(|(name, item)| {
            let key = table.key(name).and_then(toml_edit::Key::span).unwrap_or_default();
            self.value(item, value, &joined(path, name), &key)
        })
    }
}

fn wrong(path: &str, expected: ValueType, place: Range<usize>) -> Found {
    let key = path.to_owned();
    (place, Misfit::WrongValue { key, expected })
}

/// Whether a value that has no others in it is of a form.
fn is_plain(item: &Item, form: Form) -> bool {
    match form {
        Form::String | Form::Block => item.is_str(),
        Form::Integer => item.is_integer(),
        Form::Date => item.is_datetime(),
        Form::Boolean => item.is_bool(),
        Form::OneOf(list) => item.as_str().is_some_and(|word| list.contains(&word)),
        Form::Count(highest) => {
            let number = item.as_integer();
            number.is_some_and(|number| (1..=i64::from(highest)).contains(&number))
        }
        Form::Strings | Form::Table(_) | Form::Tables(_) | Form::Map(_) => false,
    }
}

/// The tables of an array of tables, in either form, with their headers; none where it is no such array.
fn tables(item: &Item) -> Option<Vec<(&dyn TableLike, Place)>> {
    if let Some(tables) = item.as_array_of_tables() {
        return Some(
            tables
                .iter()
                .map(|table| (table as &dyn TableLike, table.span()))
                .collect(),
        );
    }
    let values = item.as_array()?.iter();
    values
        .map(|value| Some((value.as_inline_table()? as &dyn TableLike, value.span())))
        .collect()
}

fn joined(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    }
}
