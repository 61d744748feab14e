//! The JSON Schemas agree with the engine: over every case of the rules, over every key of the format, over the settings and
//! the scheme. What a schema cannot say is listed here, each with why.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    missing_docs,
    reason = "a test may fail"
)]

#[allow(dead_code, reason = "only the files of a case are looked at")]
#[path = "rules/case.rs"]
mod case;
mod common;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use case::Case;
use jsonschema::Validator;
use serde_json::{Map, Value};
use stdreg::exchange::schema::{Basis, Draft, Subject, schema};
use stdreg::keys::{Certainty, Form, TableKind};
use stdreg::messages::Language;
use stdreg::register::{EXAMPLE, Register};
use stdreg::rules;
use stdreg::scheme::{self, Scheme};
use stdreg::text::encoding;
use toml_edit::{DocumentMut, Item, TableLike};

const DRAFTS: [Draft; 2] = [Draft::Draft202012, Draft::Draft7];

fn json_schema(subject: Subject, draft: Draft, language: Language) -> Value {
    let scheme = Scheme::built_in();
    serde_json::to_value(schema(subject, draft, Basis::of_scheme(&scheme, language))).unwrap()
}

/// The schema of the columns, words and codes of a register.
fn validator_for(register: &Register, draft: Draft) -> Validator {
    let schema = schema(Subject::Register, draft, Basis::of_register(register, Language::En));
    jsonschema::options()
        .should_validate_formats(true)
        .build(&serde_json::to_value(schema).unwrap())
        .unwrap()
}

fn validator(subject: Subject, draft: Draft) -> Validator {
    let schema = json_schema(subject, draft, Language::En);
    jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .unwrap()
}

/// What TOML is as JSON, as validators take it: dates become strings. None where the text is not TOML.
fn json(text: &str) -> Option<Value> {
    let document: DocumentMut = text.parse().ok()?;
    Some(json_of_table(document.as_table()))
}

fn json_of_table(table: &dyn TableLike) -> Value {
    let values = table.iter().map(|(key, item)| (key.to_owned(), json_of_item(item)));
    Value::Object(values.collect::<Map<_, _>>())
}

fn json_of_item(item: &Item) -> Value {
    match item {
        Item::ArrayOfTables(tables) => tables.iter().map(|table| json_of_table(table)).collect(),
        Item::Value(value) => json_of_value(value),
        item => item.as_table_like().map_or(Value::Null, json_of_table),
    }
}

fn json_of_value(value: &toml_edit::Value) -> Value {
    match value {
        toml_edit::Value::String(text) => text.value().as_str().into(),
        toml_edit::Value::Integer(number) => (*number.value()).into(),
        toml_edit::Value::Float(number) => (*number.value()).into(),
        toml_edit::Value::Boolean(flag) => (*flag.value()).into(),
        toml_edit::Value::Datetime(date) => date.value().to_string().into(),
        toml_edit::Value::Array(array) => array.iter().map(json_of_value).collect(),
        toml_edit::Value::InlineTable(table) => json_of_table(table),
    }
}

/// The findings about keys and types in each file of a register.
fn found(files: &[(String, String)]) -> Vec<BTreeSet<&'static str>> {
    let register = common::load(files);
    let mut found = vec![BTreeSet::new(); files.len()];
    for diagnostic in common::check(&register, common::TODAY) {
        if diagnostic.rule.code.starts_with('T') {
            found[diagnostic.place.file.0 as usize].insert(diagnostic.rule.name);
        }
    }
    found
}

/// Every case with a name: the files, and the examples of the pages.
fn cases() -> Vec<(String, Case)> {
    let mut paths: Vec<PathBuf> = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    for folder in std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()) {
        if folder.is_dir() {
            paths.extend(std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()));
        }
    }
    paths.sort();
    let of_file = |path: PathBuf| {
        let name = path
            .iter()
            .rev()
            .take(2)
            .map(|part| part.to_string_lossy().into_owned());
        let name = name.collect::<Vec<_>>().into_iter().rev().collect::<Vec<_>>().join("/");
        (name, Case::parse(&std::fs::read_to_string(path).unwrap()).unwrap())
    };
    let of_page = |definition: &&'static rules::Definition| {
        [definition.page.bad, definition.page.good].map(|example| {
            let has_prelude = matches!(example, rules::Example::Entries(_));
            let case = Case::example(example.text(), has_prelude).unwrap();
            (format!("{}/page", definition.rule.name), case)
        })
    };
    let pages = rules::ALL.iter().flat_map(of_page);
    paths.into_iter().map(of_file).chain(pages).collect()
}

const KEYS_AND_TYPES: [&str; 3] = ["unknown-key", "missing-key", "wrong-type"];

#[test]
fn schemas_are_schemas() {
    for subject in Subject::ALL {
        for draft in DRAFTS {
            for language in Language::ALL {
                let schema = json_schema(subject, draft, language);
                jsonschema::meta::validate(&schema).unwrap();
                let text = schema.to_string();
                // A message that is missing shows its key in brackets.
                assert!(!text.contains("\"[schema"), "{text}");
            }
        }
    }
}

/// Where the engine finds nothing about keys and types, the schema finds nothing; and where it does, the schema does, up to
/// what it cannot say.
#[test]
fn the_schema_agrees_with_the_engine_over_all_cases() {
    let validators = DRAFTS.map(|draft| validator(Subject::Register, draft));
    let of_scheme = DRAFTS.map(|draft| validator(Subject::Scheme, draft));
    let (mut accepted, mut refused, mut passed) = (0, 0, BTreeSet::new());
    for (name, case) in cases() {
        let found = found(&case.files);
        // A register with columns of its own has a schema of its own, as far as anybody knows its columns.
        let register = common::load(&case.files);
        if register.columns.certainty == Certainty::Uncertain {
            continue;
        }
        let is_own = register.columns != Scheme::built_in().columns;
        let own = is_own.then(|| DRAFTS.map(|draft| validator_for(&register, draft)));
        let validators = own.as_ref().unwrap_or(&validators);
        for ((path, text), found) in case.files.iter().zip(found) {
            // What is not TOML, or is none that a schema's reader would be given, is nothing that a schema judges.
            let is_text = [".gb18030.", ".big5.", ".utf16le.", ".bytes."]
                .iter()
                .all(|mark| !path.contains(mark));
            // Settings, and what they name, have schemas of their own or none.
            let is_text = is_text && path != "stdreg.toml" && !path.ends_with(".csv");
            let Some(value) = json(text).filter(|_| is_text) else {
                continue;
            };
            if path.ends_with(".scheme.toml") {
                let (_, faults) = scheme::read(text);
                for validator in &of_scheme {
                    assert!(
                        !faults.is_empty() || validator.is_valid(&value),
                        "{name}: {path}: {value}"
                    );
                }
                continue;
            }
            let is_faulty = found.iter().any(|rule| KEYS_AND_TYPES.contains(rule));
            for validator in validators {
                let errors: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
                match (is_faulty, errors.is_empty()) {
                    (false, true) => accepted += 1,
                    (true, false) => refused += 1,
                    (false, false) => panic!("{name}: {path}: the schema alone finds {errors:?}"),
                    (true, true) => {
                        passed.insert(name.clone());
                    }
                }
            }
        }
    }
    assert!(accepted > 300 && refused > 30, "{accepted} {refused}");
    let passed: Vec<_> = passed.iter().map(String::as_str).collect();
    assert_eq!(passed, LENIENT);
}

/// Cases with findings about keys and types that the schema cannot have.
const LENIENT: &[&str] = &[
    // What a register must have and may have is also for its scheme to say.
    "missing-key/a_subsystem_that_codes_name.toml",
    // A part needs no [register], and whether a file is a root is in its name.
    "missing-key/no_register.toml",
    // So is the phase of a standard in the meaning of a word.
    "missing-key/phases.toml",
    // Which layers a scheme has, and so what its headers may say of them.
    "several/flat.toml",
    "several/var.toml",
    // A row must say what it comes to where its table has no further columns.
    "total-mismatch/not_summed.toml",
    // The conditions that `where` may have are those of the register's own scheme.
    "unknown-key/conditions.toml",
    "unknown-key/layer_names_in_quotes.toml",
    "unknown-key/no_such_layer.toml",
    // What statistics may count by, too: a part may be of a register that adds columns.
    "wrong-type/by.toml",
];

type Change<'c> = &'c dyn Fn(&mut dyn TableLike);

/// The example with a change in every table of a kind.
fn changed(kind: TableKind, change: Change<'_>) -> String {
    fn walk(item: &mut Item, path: &[&str], change: Change<'_>) {
        if let Some(tables) = item.as_array_of_tables_mut() {
            for table in tables.iter_mut() {
                walk_table(table, path, change);
            }
        } else if let Some(array) = item.as_array_mut() {
            for value in array.iter_mut() {
                // A title alone may stand for a table.
                if let Some(table) = value.as_inline_table_mut() {
                    walk_table(table, path, change);
                }
            }
        } else {
            walk_table(item.as_table_like_mut().unwrap(), path, change);
        }
    }
    fn walk_table(table: &mut dyn TableLike, path: &[&str], change: Change<'_>) {
        match path.split_first() {
            Some((first, rest)) => walk(table.get_mut(first).unwrap(), rest, change),
            None => change(table),
        }
    }
    let mut document: DocumentMut = EXAMPLE.parse().unwrap();
    let path: Vec<&str> = kind.path().split('.').filter(|name| !name.is_empty()).collect();
    walk_table(document.as_table_mut(), &path, change);
    document.to_string()
}

/// Whether the engine and the schemas find something about keys and types; they must be of one mind.
fn is_refused(text: &str) -> bool {
    let files = [
        ("register.toml".to_owned(), text.to_owned()),
        ("tables/a.toml".to_owned(), String::new()),
    ];
    let found = found(&files).swap_remove(0);
    let by_engine = found.iter().any(|rule| KEYS_AND_TYPES.contains(rule));
    let value = json(text).unwrap();
    for draft in DRAFTS {
        let is_valid = validator(Subject::Register, draft).is_valid(&value);
        assert_eq!(by_engine, !is_valid, "{found:?}\n{text}");
    }
    by_engine
}

/// Keys that must be there where the scheme of the register asks for them, which its schema does not know.
const BY_SCHEME: [(TableKind, &str); 3] = [
    (TableKind::Category, "subsystem"),
    (TableKind::Category, "class"),
    (TableKind::Level, "value"),
];

/// For every table and key of the format: an unknown key, a missing key and a wrong type are found by both.
#[test]
fn the_schema_agrees_with_the_engine_over_every_key() {
    let scheme = Scheme::built_in();
    assert!(!is_refused(EXAMPLE));
    for kind in TableKind::OF_REGISTERS {
        // The keys of figures are columns of the table: N006 tells one that is none.
        if !matches!(kind, TableKind::Conditions | TableKind::Figures) {
            let text = changed(kind, &|table| {
                table.insert("no-such-key", toml_edit::value(1));
            });
            assert!(is_refused(&text), "{}", kind.path());
        }
        for key in scheme.columns.keys(kind) {
            let name = key.name;
            let without = changed(kind, &|table| {
                table.remove(name).expect("the example has every key");
            });
            // That a root needs [register] is nothing that the schema of parts can say.
            let is_by_scheme = BY_SCHEME.contains(&(kind, name));
            if (kind, name) != (TableKind::Root, "register") && !is_by_scheme {
                assert_eq!(is_refused(&without), key.is_required(), "{}.{name}", kind.path());
            }
            let of_another_type = changed(kind, &|table| {
                table.insert(name, toml_edit::value(1.5));
            });
            assert!(is_refused(&of_another_type), "{}.{name}", kind.path());
            // Words of a column that are none are faults of the scheme.
            if let (Form::OneOf(words), true) = (key.value.form(), kind != TableKind::Column) {
                for word in words {
                    let text = changed(kind, &|table| {
                        table.insert(name, toml_edit::value(*word));
                    });
                    assert!(!is_refused(&text), "{name} = {word}");
                }
                let text = changed(kind, &|table| {
                    table.insert(name, toml_edit::value("no such word"));
                });
                assert!(is_refused(&text), "{name}");
            }
        }
    }
}

/// Examples and defaults are valid where they stand.
#[test]
fn examples_and_defaults_are_valid() {
    let mut count = 0;
    for subject in Subject::ALL {
        let mut open = vec![json_schema(subject, Draft::Draft202012, Language::Zh)];
        while let Some(schema) = open.pop() {
            let Some(object) = schema.as_object() else { continue };
            let validator = jsonschema::options()
                .should_validate_formats(true)
                .build(&schema)
                .unwrap();
            let examples = object.get("examples").and_then(Value::as_array).into_iter().flatten();
            for value in examples.chain(object.get("default")) {
                assert!(validator.is_valid(value), "{value} {schema}");
                count += 1;
            }
            for key in ["items", "additionalProperties"] {
                open.extend(object.get(key).cloned());
            }
            let properties = object.get("properties").and_then(Value::as_object);
            open.extend(
                properties
                    .into_iter()
                    .flat_map(|properties| properties.values().cloned()),
            );
        }
    }
    assert!(count > 70, "{count}");
}

#[test]
fn the_built_in_scheme_and_the_settings_of_the_manual_are_valid() {
    let built_in = include_str!("../src/scheme/gat-1136-2014.scheme.toml");
    let page = include_str!("../docs/en/settings.md");
    let start = page.find("<!-- settings-example -->").unwrap();
    let settings = page[start..].split("```").nth(1).unwrap().strip_prefix("toml").unwrap();
    for draft in DRAFTS {
        for (subject, text) in [(Subject::Scheme, built_in), (Subject::Settings, settings)] {
            let text = encoding::decode(text.as_bytes().to_vec()).unwrap();
            let value = json(&text).unwrap();
            let errors: Vec<_> = validator(subject, draft)
                .iter_errors(&value)
                .map(|error| error.to_string())
                .collect();
            assert_eq!(errors, Vec::<String>::new());
        }
        let settings = validator(Subject::Settings, draft);
        for wrong in [
            "lang = \"fr\"",
            "ignore = \"E015\"",
            "no-such-key = 1",
            "fail-on = \"fatal\"",
            "[severity]\nE017 = \"fatal\"",
            "[format]\nalign = 1",
            "[per-file-ignores]\n\"a\" = \"E\"",
        ] {
            assert!(!settings.is_valid(&json(wrong).unwrap()), "{wrong}");
        }
        assert!(settings.is_valid(&json("[severity]\nno-such-rule = \"error\"").unwrap()));
    }
}
