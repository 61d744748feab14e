//! The schema of a register, from the table of the format's keys and the built-in scheme.

use std::sync::OnceLock;

use toml_edit::{DocumentMut, Item};

use super::json::of_toml;
use super::{Json, Object, array_of, closed_table, closed_words, open_words, string};
use crate::keys::{CONDITIONS, KeyDefinition, TableKind, ValueType};
use crate::messages::{Language, Message};
use crate::number::Kind;
use crate::register::EXAMPLE;
use crate::scheme::{DEFAULT_ID, Layer, Role, Scheme};

/// The schema of a kind of table.
pub(super) fn table(kind: TableKind, language: Language) -> Object {
    if kind == TableKind::Conditions {
        return conditions(language);
    }
    let keys = kind.keys().iter();
    let mut table = closed_table(keys.map(|key| (key.name, key.required, value(kind, key, language))));
    // `stdreg fmt` sorts the keys of a table in this order, and leaves tables where they stand.
    if kind != TableKind::Root {
        table.set("x-tombi-table-keys-order", "schema");
    }
    table
}

/// The schema of a key's value: what it means, what it takes, its default and an example.
fn value(kind: TableKind, key: &'static KeyDefinition, language: Language) -> Object {
    let mut schema = Object::default();
    schema.set("description", key.help.get(language));
    schema.append(known_words(kind, key, language).unwrap_or_else(|| shape(key.value, language)));
    if (kind, key.name) == (TableKind::Register, "scheme") {
        schema.set("default", DEFAULT_ID);
    }
    if let Some(example) = example(kind, key.name) {
        schema.set("examples", Json::List(vec![example]));
    }
    schema
}

fn shape(value: ValueType, language: Language) -> Object {
    match value {
        ValueType::String => string(),
        ValueType::Integer => {
            let mut schema = Object::default();
            schema.set("type", "integer");
            schema
        }
        // Of a string with this format, Tombi knows that it is a date of TOML; others get dates as strings.
        ValueType::Date => {
            let mut schema = string();
            schema.set("format", "date");
            schema
        }
        ValueType::Strings => array_of(string()),
        ValueType::Block => {
            let mut schema = string();
            schema.set("pattern", "^[0-9]+-[0-9]+$");
            schema
        }
        ValueType::OneOf(list) => closed_words(list.iter().map(|word| (*word).to_owned()).collect()),
        ValueType::Table(kind) => table(kind, language),
        ValueType::Tables(kind) => array_of(table(kind, language)),
    }
}

/// The schema of a string, or of an array of them, for which the built-in scheme knows words.
fn known_words(kind: TableKind, key: &KeyDefinition, language: Language) -> Option<Object> {
    let scheme = Scheme::built_in();
    let help = key.help.get(language);
    let of_layer = |role| Some(values(scheme.layer(role)?, help));
    let synonym = |name: &str| {
        let message = Message::attribute("schema-word", "synonym").with("name", name);
        message.render(language)
    };
    match (kind, key.name) {
        (TableKind::Register, "scheme") => {
            let ids = Scheme::ids();
            let ids = ids
                .iter()
                .filter_map(|id| Some(((*id).to_owned(), Scheme::by_id(id)?.title.clone())));
            Some(open_words(ids, help))
        }
        (TableKind::Register | TableKind::Entry, "code") => Some(codes(&scheme, help, language)),
        (TableKind::Register, "domain") => of_layer(Role::Domain),
        (TableKind::Register, "business") => of_layer(Role::Business),
        (TableKind::Category, "code") => of_layer(Role::Category),
        (TableKind::Category, "class") => of_layer(Role::Class),
        (TableKind::Level, "value") => of_layer(Role::Level),
        (TableKind::Entry, "status") => {
            let phase = |name| Message::attribute("hover-phase", name).render(language);
            let terms = scheme.statuses.iter();
            let terms = terms.map(|status| (status.name.clone(), phase(status.phase.name())));
            let synonyms = scheme.statuses.iter().flat_map(|status| {
                let also = status.also.iter();
                also.map(|word| (word.clone(), synonym(&status.name)))
            });
            Some(open_words(terms.chain(synonyms), help))
        }
        (TableKind::Entry, "level") => {
            let level = scheme.layer(Role::Level);
            let meaning = |value: &str| {
                level
                    .and_then(|layer| layer.meaning(value))
                    .unwrap_or_default()
                    .to_owned()
            };
            let terms = scheme.levels.iter();
            let terms = terms.map(|level| (level.name.clone(), meaning(&level.value)));
            let aliases = scheme.levels.iter().flat_map(|level| {
                let alias = level.alias.iter();
                alias.map(|word| (word.clone(), synonym(&level.name)))
            });
            Some(open_words(terms.chain(aliases), help))
        }
        (TableKind::Level, "kinds") => {
            let kinds = Kind::ALL.map(|kind| (kind.name().to_owned(), String::new()));
            Some(array_of(open_words(kinds.into_iter(), help)))
        }
        (TableKind::Row, "item") => {
            let items = scheme.statistics.iter().map(|item| (item.item.clone(), String::new()));
            Some(open_words(items, help))
        }
        _ => None,
    }
}

/// The schema of a value of a layer: those that the scheme lists are offered, and any other is accepted.
fn values(layer: &Layer, help: &str) -> Object {
    if layer.values.is_empty() {
        return string();
    }
    open_words(layer.values.iter().cloned(), help)
}

/// The schema of a code: the form of the built-in scheme's codes is shown, and any other is accepted, for a register may
/// have a scheme of its own.
fn codes(scheme: &Scheme, help: &str, language: Language) -> Object {
    let mut form = string();
    let pattern: String = scheme.layers.iter().map(pattern).collect();
    form.set("pattern", format!("^{pattern}$"));
    let layers = scheme.layers.iter().filter(|layer| layer.literal.is_none());
    let layers: Vec<String> = layers
        .map(|layer| format!("{} ({})", layer.title, layer.width))
        .collect();
    let description = Message::attribute("schema-word", "code")
        .with("scheme", scheme.id.as_str())
        .with("layers", layers);
    form.set("description", description.render(language));
    let mut any = string();
    any.set("description", help);
    let mut schema = Object::default();
    schema.set("anyOf", Json::List(vec![form.into(), any.into()]));
    schema
}

/// The pattern of a layer, in the subset of regular expressions that all readers of schemas know.
fn pattern(layer: &Layer) -> String {
    if let Some(literal) = &layer.literal {
        return literal.chars().map(escaped).collect();
    }
    if layer.values.is_empty() || layer.open.is_some() {
        return format!("[{}]{{{}}}", layer.characters.ranges(), layer.width);
    }
    let values: Vec<&str> = layer.values.iter().map(|(value, _)| value.as_str()).collect();
    format!("({})", values.join("|"))
}

fn escaped(character: char) -> String {
    let is_plain = character.is_alphanumeric() || matches!(character, '-' | ' ' | '_' | '/');
    if is_plain {
        character.to_string()
    } else {
        format!("\\{character}")
    }
}

/// The schema of `where`: a scheme of the register's own has layers of its own.
fn conditions(language: Language) -> Object {
    let scheme = Scheme::built_in();
    let mut properties = Object::default();
    for layer in scheme.layers.iter().filter(|layer| layer.literal.is_none()) {
        let mut schema = Object::default();
        schema.set("description", layer.title.as_str());
        schema.append(values(layer, &layer.title));
        properties.set(layer.name.as_str(), schema);
    }
    for name in CONDITIONS.iter().filter(|name| scheme.layer_named(name).is_none()) {
        let mut schema = Object::default();
        // `status` is that of an entry; the others are the title, code or id of what is defined.
        match (TableKind::Entry.key(name), TableKind::Root.key(name)) {
            (Some((_, key)), _) => {
                schema.set("description", key.help.get(language));
                schema.append(known_words(TableKind::Entry, key, language).unwrap_or_else(string));
            }
            (None, Some((_, key))) => {
                schema.set("description", key.help.get(language));
                schema.append(string());
            }
            (None, None) => schema.append(string()),
        }
        properties.set(*name, schema);
    }
    let mut schema = Object::default();
    schema.set("type", "object");
    schema.set("properties", properties);
    schema.set("additionalProperties", string());
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
        for kind in TableKind::ALL {
            for key in kind.keys() {
                let takes_tables = matches!(key.value, ValueType::Table(_) | ValueType::Tables(_));
                let has_example = example(kind, key.name).is_some();
                assert_eq!(has_example, !takes_tables, "{}.{}", kind.path(), key.name);
            }
        }
    }

    #[test]
    fn the_pattern_of_codes_is_that_of_the_layers() {
        let text = "[scheme]\nid = \"X\"\ntitle = \"x\"\n[[layer]]\nname = \"a\"\nwidth = 1\nvalues = { A = \"a\", B = \"b\" }\n\
            [[layer]]\nliteral = \".\"\n[[layer]]\nname = \"b\"\nwidth = 2\nchars = \"digit\"\nvalues = { 00 = \"c\" }\nopen = \"10-20\"\n";
        let (scheme, faults) = crate::scheme::read(text);
        assert_eq!(faults, []);
        let pattern: String = scheme.unwrap().layers.iter().map(pattern).collect();
        assert_eq!(pattern, "(A|B)\\.[0-9]{2}");
    }
}
