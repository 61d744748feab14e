//! The schemas of tables and their keys, from the table of keys.

use std::sync::OnceLock;

use toml_edit::{DocumentMut, Item};

use super::json::of_toml;
use super::{Json, Object, array_of, closed_table, closed_words, known, open_words, string};
use crate::keys::{CONDITIONS, Form, Key, NumberKind, NumberKinds, Phase, SEVERITIES, TableKind, ValueType};
use crate::messages::Language;
use crate::register::EXAMPLE;
use crate::scheme::Scheme;

/// The schema of a kind of table.
pub(super) fn table(kind: TableKind, language: Language) -> Object {
    if kind == TableKind::Conditions {
        return conditions(language);
    }
    if kind == TableKind::Figures {
        return figures(language);
    }
    let keys = kind.keys().iter();
    let mut table = closed_table(keys.map(|key| (key.name, key.is_required(), value(kind, key, language))));
    // `stdreg fmt` sorts the keys of a table in this order, and leaves tables where they stand.
    if kind != TableKind::Root && TableKind::OF_REGISTERS.contains(&kind) {
        table.set("x-tombi-table-keys-order", "schema");
    }
    table
}

/// The schema of a key's value: what it means, what it takes, its default and an example.
fn value(kind: TableKind, key: &Key, language: Language) -> Object {
    let mut schema = described(key, language);
    if let Some(default) = key.default.and_then(read) {
        schema.set("default", default);
    }
    if let Some(example) = example(kind, key.name).or_else(|| read(key.example)) {
        schema.set("examples", Json::List(vec![example]));
    }
    schema
}

fn described(key: &Key, language: Language) -> Object {
    let mut schema = Object::default();
    let help = key.help.get(language);
    schema.set("description", help);
    schema.append(of_type(key.value, help, language));
    schema
}

/// A value of a table of keys, which is TOML.
fn read(text: &str) -> Option<Json> {
    let value: toml_edit::Value = text.parse().ok()?;
    Some(of_toml(&value))
}

/// The schema of a value by what it means.
fn of_type(value: ValueType, help: &str, language: Language) -> Object {
    match value {
        ValueType::Code => known::codes(help, language),
        ValueType::Status => known::statuses(help, language),
        ValueType::Level => known::levels(help, language),
        ValueType::LayerOf(role) => known::layer_values(role, help),
        ValueType::NumberKind => known::number_kinds(&NumberKind::NAMES),
        ValueType::NumberKinds => array_of(known::number_kinds(&NumberKinds::NAMES)),
        ValueType::SchemeRef => known::schemes(help),
        ValueType::Item => known::items(help),
        ValueType::Rules => array_of(open_words(known::selectors(language), help)),
        ValueType::SeverityOfRules => {
            let severity = || closed_words(plain(SEVERITIES));
            let mut properties = Object::default();
            for (word, meaning) in known::selectors(language) {
                let mut schema = Object::default();
                schema.set("description", meaning);
                schema.append(severity());
                properties.set(word, schema);
            }
            let mut schema = Object::default();
            schema.set("type", "object");
            schema.set("properties", properties);
            schema.set("additionalProperties", severity());
            schema
        }
        // Of the others nothing more is known than how they are written.
        ValueType::Text
        | ValueType::Number
        | ValueType::Standard
        | ValueType::Standards
        | ValueType::Plan
        | ValueType::StandardTitle
        | ValueType::StandardTitles
        | ValueType::Date
        | ValueType::Owner
        | ValueType::Group
        | ValueType::Block
        | ValueType::SubsystemName
        | ValueType::SubsystemCode
        | ValueType::SubsystemRef
        | ValueType::SubsystemRefs
        | ValueType::CategoryCode
        | ValueType::CategoryTitle
        | ValueType::CategoryRef
        | ValueType::TableId
        | ValueType::TableTitle
        | ValueType::TableRef
        | ValueType::StatusName
        | ValueType::StatusSynonyms
        | ValueType::LevelName
        | ValueType::LevelSynonyms
        | ValueType::By
        | ValueType::Expected
        | ValueType::Existing
        | ValueType::Ratio
        | ValueType::Phase
        | ValueType::Patterns
        | ValueType::Table(_)
        | ValueType::Tables(_)
        | ValueType::Width
        | ValueType::Depth
        | ValueType::FindingCount
        | ValueType::Characters
        | ValueType::Role
        | ValueType::Texts
        | ValueType::Switch
        | ValueType::Language
        | ValueType::Severity
        | ValueType::RulesOfPatterns => of_form(value.form(), help, language),
    }
}

fn of_form(form: Form, help: &str, language: Language) -> Object {
    let typed = |name: &str| {
        let mut schema = Object::default();
        schema.set("type", name);
        schema
    };
    match form {
        Form::String => string(),
        Form::OneOf(list) => closed_words(plain(list)),
        Form::Block => {
            let mut schema = string();
            schema.set("pattern", "^[0-9]+-[0-9]+$");
            schema
        }
        Form::Integer => typed("integer"),
        Form::Count(highest) => {
            let mut schema = typed("integer");
            schema.set("minimum", Json::Number(1));
            schema.set("maximum", Json::Number(i64::from(highest)));
            schema
        }
        Form::CountOrRange(highest) => {
            let mut range = string();
            range.set("pattern", "^[0-9]+-[0-9]+$");
            let counts = of_form(Form::Count(highest), help, language);
            let mut schema = Object::default();
            schema.set("anyOf", Json::List(vec![counts.into(), range.into()]));
            schema
        }
        Form::Boolean => typed("boolean"),
        // Of a string with this format, Tombi knows that it is a date of TOML; others get dates as strings.
        Form::Date => {
            let mut schema = string();
            schema.set("format", "date");
            schema
        }
        Form::Strings => array_of(string()),
        Form::Table(kind) => table(kind, language),
        Form::Tables(kind) => array_of(table(kind, language)),
        Form::Map(values) => {
            let mut schema = typed("object");
            schema.set("additionalProperties", of_type(*values, help, language));
            schema
        }
    }
}

fn plain(list: &[&str]) -> Vec<String> {
    list.iter().map(|word| (*word).to_owned()).collect()
}

/// The schema of `where`: a scheme of the register's own has layers of its own.
fn conditions(language: Language) -> Object {
    let scheme = Scheme::built_in();
    let mut properties = Object::default();
    for layer in scheme.layers.iter().filter(|layer| layer.literal.is_none()) {
        let mut schema = Object::default();
        schema.set("description", layer.title.as_str());
        schema.append(known::values(layer, &layer.title));
        properties.set(layer.name.as_str(), or_several(schema));
    }
    for key in CONDITIONS.iter().filter(|key| scheme.layer_named(key.name).is_none()) {
        properties.set(key.name, or_several(condition(key, language)));
    }
    let mut schema = Object::default();
    schema.set("type", "object");
    schema.set("properties", properties);
    schema.set("additionalProperties", or_several(string()));
    schema
}

/// What a row asks for by a key of the format.
fn condition(key: &Key, language: Language) -> Object {
    if key.value != ValueType::Phase {
        return described(key, language);
    }
    // What is none is no slip of the form: N006 tells it, as it does for any other name.
    let help = key.help.get(language);
    let phases = Phase::NAMES.into_iter().map(|phase| (phase.to_owned(), String::new()));
    open_words(phases, help)
}

/// A value, or an array of such: any of these.
fn or_several(value: Object) -> Object {
    let mut schema = Object::default();
    let several = array_of(value.clone());
    schema.set("anyOf", Json::List(vec![value.into(), several.into()]));
    schema
}

/// The schema of `figures`: its keys are the columns of the statistics table.
fn figures(language: Language) -> Object {
    let keys = TableKind::Figure.keys().iter();
    let full = closed_table(keys.map(|key| (key.name, false, described(key, language))));
    let number = of_form(Form::Integer, "", language);
    let mut figure = Object::default();
    figure.set("anyOf", Json::List(vec![number.into(), full.into()]));
    let mut schema = Object::default();
    schema.set("type", "object");
    schema.set("additionalProperties", figure);
    schema
}

/// An example of a key's value; none for tables, whose keys have their own.
fn example(kind: TableKind, key: &str) -> Option<Json> {
    static EXAMPLES: OnceLock<Option<DocumentMut>> = OnceLock::new();
    let document = EXAMPLES.get_or_init(|| EXAMPLE.parse().ok()).as_ref()?;
    let mut item = document.as_item();
    for name in kind.path().split('.').chain([key]).filter(|name| !name.is_empty()) {
        item = first(item).get(name)?;
    }
    let value = item.as_value()?;
    let is_of_tables = value
        .as_array()
        .is_some_and(|array| array.iter().any(toml_edit::Value::is_inline_table));
    (!value.is_inline_table() && !is_of_tables).then(|| of_toml(value))
}

/// The first of an array of tables.
fn first(item: &Item) -> &Item {
    item.get(0).unwrap_or(item)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_that_takes_no_table_has_an_example() {
        for kind in TableKind::OF_REGISTERS {
            for key in kind.keys() {
                let has_example = example(kind, key.name).is_some();
                assert_eq!(has_example, key.table().is_none(), "{}.{}", kind.path(), key.name);
            }
        }
    }
}
