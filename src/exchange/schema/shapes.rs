//! The schemas of settings and of scheme files, from their tables of keys.

use super::json::of_toml;
use super::{Json, Object, Word, array_of, closed_table, closed_words, open_words, string};
use crate::keys::{Key, Shape};
use crate::messages::{Language, Message};
use crate::rules::{self, FAMILIES};

/// The schema of a table with these keys.
pub(super) fn table(keys: &'static [Key], language: Language) -> Object {
    closed_table(keys.iter().map(|key| (key.name, key.required, value(key, language))))
}

/// The schema of a key's value: what it means, what it takes, its default and an example.
fn value(key: &Key, language: Language) -> Object {
    let mut schema = Object::default();
    schema.set("description", key.help.get(language));
    schema.append(shape(key, language));
    if let Some(default) = key.default.and_then(read) {
        schema.set("default", default);
    }
    if let Some(example) = read(key.example) {
        schema.set("examples", Json::List(vec![example]));
    }
    schema
}

/// A value of a table of keys, which is TOML.
fn read(text: &str) -> Option<Json> {
    let value: toml_edit::Value = text.parse().ok()?;
    Some(of_toml(&value))
}

fn shape(key: &Key, language: Language) -> Object {
    let rules = || open_words(selectors(language), key.help.get(language));
    match key.shape {
        Shape::String => string(),
        Shape::Integer(highest) => {
            let mut schema = Object::default();
            schema.set("type", "integer");
            schema.set("minimum", Json::Number(1));
            schema.set("maximum", Json::Number(i64::from(highest)));
            schema
        }
        Shape::Boolean => {
            let mut schema = Object::default();
            schema.set("type", "boolean");
            schema
        }
        Shape::OneOf(list) => closed_words(plain(list)),
        Shape::Strings | Shape::Patterns => array_of(string()),
        Shape::Rules => array_of(rules()),
        Shape::Table(keys) => table(keys, language),
        Shape::Tables(keys) => array_of(table(keys, language)),
        Shape::Map => open_table(string()),
        Shape::OfRules(list) => {
            let mut properties = Object::default();
            for (word, meaning) in selectors(language) {
                let mut severity = Object::default();
                severity.set("description", meaning);
                severity.append(closed_words(plain(list)));
                properties.set(word, severity);
            }
            let mut schema = Object::default();
            schema.set("type", "object");
            schema.set("properties", properties);
            schema.set("additionalProperties", closed_words(plain(list)));
            schema
        }
        Shape::RulesOfPatterns => open_table(array_of(rules())),
    }
}

fn plain(list: &[&str]) -> Vec<String> {
    list.iter().map(|word| (*word).to_owned()).collect()
}

fn open_table(values: Object) -> Object {
    let mut schema = Object::default();
    schema.set("type", "object");
    schema.set("additionalProperties", values);
    schema
}

/// All that names rules, and what it means: codes and names, families, `ALL`. A name that is none is told by X002, which is
/// no matter of keys and types.
fn selectors(language: Language) -> impl Iterator<Item = Word> {
    let all = Message::attribute("schema-word", "all").render(language);
    let families = FAMILIES
        .iter()
        .map(move |(letter, title)| (letter.to_string(), title.get(language).to_owned()));
    let codes = rules::ALL.iter().map(move |definition| {
        let meaning = format!("{}: {}", definition.rule.name, definition.page.what.get(language));
        (definition.rule.code.to_owned(), meaning)
    });
    let names = rules::ALL.iter().map(move |definition| {
        let meaning = format!("{}: {}", definition.rule.code, definition.page.what.get(language));
        (definition.rule.name.to_owned(), meaning)
    });
    let first = std::iter::once(("ALL".to_owned(), all));
    first.chain(families).chain(codes).chain(names)
}
