//! The JSON Schemas of the files that people write: registers, settings, schemes. Other editors and validators read them.
//!
//! They are made of what the engine itself goes by: the table of keys, the scheme with its columns (the built-in one, or that of
//! a register) and the list of rules. A schema accepts whatever the engine reads without
//! a finding about keys and types (T002 to T004), and refuses what those find, as far as a JSON Schema can say it. It does
//! not judge what the other rules judge: the words of a status are offered, and any other is accepted, since a register
//! may add its own.
//!
//! There is no `$id`: it would have to be an address, and nothing is to be fetched. Everything stands in its place,
//! without `$ref`, so that both drafts and all readers understand it alike.

mod json;
mod known;
mod tables;

pub use self::json::Json;
use self::json::Object;
use crate::keys::{Columns, TableKind};
use crate::messages::{Language, Message};
use crate::register::Register;
use crate::scheme::{Level, Scheme, Status};

/// What a schema describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A register, its root and its parts.
    Register,
    /// `stdreg.toml`.
    Settings,
    /// A scheme file.
    Scheme,
}

impl Subject {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Register, Self::Settings, Self::Scheme];

    /// The word on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::Settings => "settings",
            Self::Scheme => "scheme",
        }
    }
}

/// The draft of JSON Schema that a schema is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Draft {
    /// 2020-12.
    Draft202012,
    /// 7, which older readers know.
    Draft7,
}

impl Draft {
    const fn address(self) -> &'static str {
        match self {
            Self::Draft202012 => "https://json-schema.org/draft/2020-12/schema",
            Self::Draft7 => "http://json-schema.org/draft-07/schema#",
        }
    }
}

/// What a schema is made of besides the table of keys.
#[derive(Clone, Copy)]
pub struct Basis<'a> {
    scheme: &'a Scheme,
    columns: &'a Columns,
    statuses: &'a [Status],
    levels: &'a [Level],
    /// The language of the descriptions.
    language: Language,
}

impl<'a> Basis<'a> {
    /// A scheme.
    pub fn of_scheme(scheme: &'a Scheme, language: Language) -> Self {
        Self {
            scheme,
            columns: &scheme.columns,
            statuses: &scheme.statuses,
            levels: &scheme.levels,
            language,
        }
    }

    /// The scheme of a register, with what the register adds to it.
    pub fn of_register(register: &'a Register, language: Language) -> Self {
        Self {
            scheme: &register.scheme,
            columns: &register.columns,
            statuses: &register.vocabulary.statuses,
            levels: &register.vocabulary.levels,
            language,
        }
    }
}

/// A schema, made of the built-in scheme or of what a register goes by.
pub fn schema(subject: Subject, draft: Draft, basis: Basis<'_>) -> Json {
    let language = basis.language;
    let mut schema = Object::default();
    schema.set("$schema", draft.address());
    let text = |attribute| Message::attribute("schema-title", attribute).render(language);
    schema.set("title", text(subject.name()));
    let description = Message::attribute("schema-description", subject.name());
    schema.set("description", description.render(language));
    // The engine reads TOML 1.1.
    schema.set("x-tombi-toml-version", "v1.1.0");
    let file = match subject {
        Subject::Register => TableKind::Root,
        Subject::Settings => TableKind::Settings,
        Subject::Scheme => TableKind::Scheme,
    };
    schema.append(tables::table(file, basis));
    schema.into()
}

/// A word of an open list, and what it means.
type Word = (String, String);

/// The schema of a string for which words are known, while any other is accepted too. A word with a meaning is a choice of
/// its own: that is where readers of schemas look for what it means. The choice of any other says what the whole is,
/// `help`: Taplo shows that of the last choice.
fn open_words(words: impl Iterator<Item = Word>, help: &str) -> Object {
    let mut plain = Vec::new();
    let mut choices = Vec::new();
    for (word, meaning) in words {
        if meaning.is_empty() {
            plain.push(word);
            continue;
        }
        let mut choice = string();
        choice.set("const", word);
        choice.set("description", meaning);
        choices.push(choice.into());
    }
    if !plain.is_empty() {
        choices.push(closed_words(plain).into());
    }
    let mut any = string();
    any.set("description", help);
    choices.push(any.into());
    let mut schema = Object::default();
    schema.set("anyOf", Json::List(choices));
    schema
}

/// The schema of a string that must be one of some words.
fn closed_words(words: Vec<String>) -> Object {
    let mut schema = string();
    schema.set("enum", words);
    schema
}

/// The schema of a table: its keys with their schemas and whether they must be there, in their order.
fn closed_table<'k>(keys: impl Iterator<Item = (&'k str, bool, Object)>) -> Object {
    let mut properties = Object::default();
    let mut required = Vec::new();
    for (name, is_required, schema) in keys {
        properties.set(name, schema);
        if is_required {
            required.push(name.to_owned());
        }
    }
    let mut table = Object::default();
    table.set("type", "object");
    table.set("properties", properties);
    table.set("additionalProperties", Json::Flag(false));
    if !required.is_empty() {
        table.set("required", required.clone());
        let mut taplo = Object::default();
        taplo.set("initKeys", required);
        table.set("x-taplo", taplo);
    }
    table
}

/// The schema of an array.
fn array_of(items: Object) -> Object {
    let mut array = Object::default();
    array.set("type", "array");
    array.set("items", items);
    array
}

fn string() -> Object {
    let mut schema = Object::default();
    schema.set("type", "string");
    schema
}
