//! The schemas of tables and their keys, from the table of keys.

use std::sync::OnceLock;

use toml_edit::{DocumentMut, Item};

use super::json::of_toml;
use super::{Basis, Json, Object, array_of, closed_table, closed_words, known, open_words, string};
use crate::keys::{
    BY, CONDITIONS, Column, ColumnRole, ColumnType, Form, Key, NumberKind, NumberKinds, Phase, SEVERITIES, TableKind,
    ValueType,
};
use crate::register::EXAMPLE;

/// The schema of a kind of table.
pub(super) fn table(kind: TableKind, basis: Basis<'_>) -> Object {
    if kind == TableKind::Conditions {
        return conditions(basis);
    }
    if kind == TableKind::Figures {
        return figures(basis);
    }
    let keys = basis.columns.keys(kind);
    let mut table = closed_table(keys.map(|key| (key.name, key.is_required(), value(kind, &key, basis))));
    // `stdreg fmt` sorts the keys of a table in this order, and leaves tables where they stand.
    if kind != TableKind::Root && TableKind::OF_REGISTERS.contains(&kind) {
        table.set("x-tombi-table-keys-order", "schema");
    }
    table
}

/// The schema of a key's value: what it means, what it takes, its default and an example.
fn value(kind: TableKind, key: &Key<'_>, basis: Basis<'_>) -> Object {
    let mut schema = described(kind, key, basis);
    if let Some(default) = key.default.and_then(read) {
        schema.set("default", default);
    }
    // The example register has the built-in columns, under their own keys.
    let column = basis.columns.find(key.name).filter(|_| kind == TableKind::Entry);
    let of_role = column.map(|(_, column)| column.role.map_or("", ColumnRole::name));
    let example = example(kind, of_role.unwrap_or(key.name)).or_else(|| of_column(column?.1));
    if let Some(example) = example.or_else(|| read(key.example)) {
        schema.set("examples", Json::List(vec![example]));
    }
    schema
}

/// An example of a column that the example register does not have.
fn of_column(column: &Column) -> Option<Json> {
    let word = column.words.iter().next();
    word.map(Json::from).or_else(|| match column.column_type {
        ColumnType::Date => Some(Json::from("2011-12-01")),
        ColumnType::Standard => Some(Json::from("GB/T 1.1-2020")),
        ColumnType::Standards => Some(vec!["GB/T 1.1-2020".to_owned()].into()),
        ColumnType::String | ColumnType::Strings | ColumnType::Integer | ColumnType::Word => None,
    })
}

fn described(kind: TableKind, key: &Key<'_>, basis: Basis<'_>) -> Object {
    let mut schema = Object::default();
    let help = key.help.get(basis.language);
    schema.set("description", help);
    let column = basis
        .columns
        .find(key.name)
        .filter(|(_, column)| !column.words.is_empty());
    match column.filter(|_| kind == TableKind::Entry) {
        Some((_, column)) => schema.append(known::words(column, help)),
        None => schema.append(of_type(key.value, help, basis)),
    }
    schema
}

/// A value of a table of keys, which is TOML.
fn read(text: &str) -> Option<Json> {
    let value: toml_edit::Value = text.parse().ok()?;
    Some(of_toml(&value))
}

/// The schema of a value by what it means.
fn of_type(value: ValueType, help: &str, basis: Basis<'_>) -> Object {
    match value {
        ValueType::Code => known::codes(help, basis),
        ValueType::Status => known::statuses(help, basis),
        ValueType::Level => known::levels(help, basis),
        ValueType::LayerOf(role) => known::layer_values(role, help, basis),
        ValueType::NumberKind => known::number_kinds(&NumberKind::NAMES),
        ValueType::NumberKinds => array_of(known::number_kinds(&NumberKinds::NAMES)),
        ValueType::SchemeRef => known::schemes(help),
        ValueType::Item => known::items(help, basis),
        ValueType::Rules => array_of(open_words(known::selectors(basis.language), help)),
        ValueType::SeverityOfRules => {
            let severity = || closed_words(plain(SEVERITIES));
            let mut properties = Object::default();
            for (word, meaning) in known::selectors(basis.language) {
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
        ValueType::By => by(help, basis),
        // Of the others nothing more is known than how they are written.
        ValueType::Text
        | ValueType::ColumnKey
        | ValueType::LayerName
        | ValueType::TextList
        | ValueType::OtherStandard
        | ValueType::OtherStandards
        | ValueType::Day
        | ValueType::Integer
        | ValueType::Word
        | ValueType::ColumnType
        | ValueType::ColumnRole
        | ValueType::Requirement
        | ValueType::Number
        | ValueType::Standard
        | ValueType::Standards
        | ValueType::Plan
        | ValueType::StandardTitle
        | ValueType::RequiredStandards
        | ValueType::Date
        | ValueType::Owner
        | ValueType::Group
        | ValueType::Groups
        | ValueType::NotesRef
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
        | ValueType::AnyOf
        | ValueType::Conditions
        | ValueType::Switch
        | ValueType::Language
        | ValueType::Severity
        | ValueType::RulesOfPatterns => of_form(value.form(), help, basis),
    }
}

fn of_form(form: Form, help: &str, basis: Basis<'_>) -> Object {
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
            let counts = of_form(Form::Count(highest), help, basis);
            let mut schema = Object::default();
            schema.set("anyOf", Json::List(vec![counts.into(), range.into()]));
            schema
        }
        Form::Boolean => typed("boolean"),
        Form::Requirement => {
            let mut schema = Object::default();
            let phases = array_of(closed_words(plain(&Phase::NAMES)));
            schema.set("anyOf", Json::List(vec![typed("boolean").into(), phases.into()]));
            schema
        }
        // Of a string with this format, Tombi knows that it is a date of TOML; others get dates as strings.
        Form::Date => {
            let mut schema = string();
            schema.set("format", "date");
            schema
        }
        Form::Strings => array_of(string()),
        Form::StringOrStrings => or_several(string()),
        Form::StringsOrTables(kind) => {
            let mut element = Object::default();
            element.set("anyOf", Json::List(vec![string().into(), table(kind, basis).into()]));
            array_of(element)
        }
        Form::Table(kind) => table(kind, basis),
        Form::Tables(kind) => array_of(table(kind, basis)),
        Form::Map(values) => {
            let mut schema = typed("object");
            schema.set("additionalProperties", of_type(*values, help, basis));
            schema
        }
    }
}

fn plain(list: &[&str]) -> Vec<String> {
    list.iter().map(|word| (*word).to_owned()).collect()
}

/// What statistics may count by: the words of the format, and columns whose values are words. A register may add its own.
fn by(help: &str, basis: Basis<'_>) -> Object {
    let words = BY.iter().map(|word| ((*word).to_owned(), String::new()));
    let columns = basis.columns.iter().filter(|(_, column)| column.is_of_words());
    let columns = columns.map(|(_, column)| {
        let title = column.as_key().heading.get(basis.language);
        (column.key.clone(), title.to_owned())
    });
    open_words(words.chain(columns), help)
}

/// The schema of `where`: a scheme of the register's own has layers of its own.
fn conditions(basis: Basis<'_>) -> Object {
    let scheme = basis.scheme;
    let mut properties = Object::default();
    for layer in scheme.layers.iter().filter(|layer| layer.literal.is_none()) {
        let mut schema = Object::default();
        schema.set("description", layer.title.as_str());
        schema.append(known::values(layer, &layer.title));
        properties.set(layer.name.as_str(), or_several(schema));
    }
    for key in CONDITIONS.iter().filter(|key| scheme.layer_named(key.name).is_none()) {
        properties.set(key.name, or_several(condition(key, basis)));
    }
    let is_said = |name: &str| CONDITIONS.iter().any(|key| key.name == name) || scheme.layer_named(name).is_some();
    for (_, column) in basis.columns.iter().filter(|(_, column)| !is_said(&column.key)) {
        let help = column.as_key().help.get(basis.language);
        let words = column.words.iter().map(|word| (word.to_owned(), String::new()));
        properties.set(column.key.as_str(), or_several(open_words(words, help)));
    }
    let mut schema = Object::default();
    schema.set("type", "object");
    schema.set("properties", properties);
    schema.set("additionalProperties", or_several(string()));
    schema
}

/// What a row asks for by a key of the format.
fn condition(key: &Key<'_>, basis: Basis<'_>) -> Object {
    if key.value != ValueType::Phase {
        return described(TableKind::Conditions, key, basis);
    }
    // What is none is no slip of the form: N006 tells it, as it does for any other name.
    let help = key.help.get(basis.language);
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
fn figures(basis: Basis<'_>) -> Object {
    let keys = TableKind::Figure.keys().iter();
    let full = closed_table(keys.map(|key| (key.name, false, described(TableKind::Figure, key, basis))));
    let number = of_form(Form::Integer, "", basis);
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
    use crate::scheme::Scheme;

    #[test]
    fn every_key_that_takes_no_table_has_an_example() {
        let columns = &Scheme::built_in().columns;
        for kind in TableKind::OF_REGISTERS {
            for key in columns.keys(kind) {
                let has_example = example(kind, key.name).is_some();
                assert_eq!(has_example, key.table().is_none(), "{}.{}", kind.path(), key.name);
            }
        }
    }
}
