//! The messages exist in both languages: the same keys, the same attributes, the same variables; none is unused, and
//! every rule has one.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail"
)]

#[path = "common/sources.rs"]
mod sources;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use sources::sources;

/// What is never one: limits, what goes beyond them, and what is no count.
const ALWAYS_MANY: [&str; 11] = [
    "{ $of } codes",
    "longer than { $limit } characters",
    "key { $text } contains characters",
    "the current branch and { $revision } have",
    "only the { $most } most severe findings",
    "{ $count } more places from here on",
    "{ $entries } entries in all; the first { $shown } are shown",
    "{ $count } entries are called",
    "{ $count } tables are called",
    "at most { $longest } characters",
    "at most { $most } levels",
];

/// Message keys, with their attributes, and the variables of each.
type Messages = BTreeMap<String, BTreeSet<String>>;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn files(language: &str) -> BTreeMap<String, Messages> {
    let folder = root().join("messages").join(language);
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let resource = fluent_syntax::parser::parse(text.as_str());
        assert!(
            resource.is_ok(),
            "{} is no Fluent: {:?}",
            path.display(),
            resource.err().map(|(_, errors)| errors)
        );
        files.insert(
            path.file_name().unwrap().to_string_lossy().into_owned(),
            messages(&text),
        );
    }
    files
}

/// Fluent is simple enough at this level: a key at the start of a line, attributes indented with a dot.
fn messages(text: &str) -> Messages {
    let mut messages = Messages::new();
    let mut key = String::new();
    let mut current = String::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let name = |line: &str| line.split_once(" =").map(|(name, _)| name.to_owned());
        if line.starts_with(|c: char| c.is_ascii_alphabetic()) {
            key = name(line)
                .or_else(|| line.split('=').next().map(|key| key.trim().to_owned()))
                .unwrap();
            current = key.clone();
        } else if let Some(attribute) = line.trim_start().strip_prefix('.') {
            current = format!("{key}.{}", attribute.split([' ', '=']).next().unwrap());
        }
        if current.is_empty() {
            continue;
        }
        let variables = messages.entry(current.clone()).or_default();
        for variable in line.split('$').skip(1) {
            let end = variable
                .find(|c: char| !c.is_ascii_alphanumeric() && c != '-')
                .unwrap_or(variable.len());
            variables.insert(variable[..end].to_owned());
        }
    }
    messages
}

#[test]
fn both_languages_have_the_same_messages() {
    let (zh, en) = (files("zh"), files("en"));
    assert_eq!(zh.keys().collect::<Vec<_>>(), en.keys().collect::<Vec<_>>());
    for (file, zh) in &zh {
        assert_eq!(zh, &en[file], "{file}");
    }
}

#[test]
fn no_key_stands_in_two_files() {
    let mut seen = BTreeSet::new();
    for (file, messages) in files("zh") {
        for key in messages.into_keys() {
            assert!(seen.insert(key.clone()), "{key} stands again in {file}");
        }
    }
}

/// The files merge by union, which leaves both where one side changed a message, and Fluent takes the last.
#[test]
fn no_message_stands_twice_in_a_file() {
    for language in ["zh", "en"] {
        for entry in fs::read_dir(root().join("messages").join(language)).unwrap() {
            let path = entry.unwrap().path();
            let text = fs::read_to_string(&path).unwrap();
            let (mut key, mut seen) = ("", BTreeSet::new());
            for line in text.lines() {
                let Some((name, _)) = line.split_once(" =").filter(|(name, _)| !name.trim().contains(' ')) else {
                    continue;
                };
                match line.starts_with(char::is_alphabetic) {
                    true => key = name,
                    false if name.trim().starts_with('.') => {}
                    false => continue,
                }
                assert!(seen.insert((key, name)), "{}: {key}{}", path.display(), name.trim());
            }
        }
    }
}

#[test]
fn every_rule_has_a_message() {
    let keys: BTreeSet<String> = files("zh").into_values().flat_map(BTreeMap::into_keys).collect();
    for definition in stdreg::rules::ALL {
        let name = definition.rule.name;
        let has_message = keys
            .iter()
            .any(|key| key == name || key.starts_with(&format!("{name}.")));
        assert!(has_message, "{name} has no message");
    }
}

/// Words for what is counted. English has another form of each for one.
const PLURALS: [&str; 24] = [
    "entries",
    "findings",
    "faults",
    "characters",
    "files",
    "rows",
    "errors",
    "warnings",
    "infos",
    "times",
    "days",
    "rules",
    "places",
    "years",
    "layers",
    "registers",
    "fixes",
    "lines",
    "columns",
    "tables",
    "codes",
    "are",
    "were",
    "have",
];

#[test]
fn nothing_english_is_said_of_one_as_of_many() {
    let folder = root().join("messages/en");
    for entry in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        let mut line_before = "";
        for line in text.lines() {
            for variable in line.split("{ $").skip(1) {
                let Some((_, after)) = variable.split_once(" }") else {
                    continue;
                };
                let mut words = after.split_whitespace().take(3);
                let is_plural = words.any(|word| PLURALS.contains(&word.trim_end_matches([',', ';', ')', ':'])));
                let is_counted = after.starts_with(' ') && is_plural;
                let is_other =
                    line.trim_start().starts_with("*[other]") && line_before.trim_start().starts_with("[one]");
                let is_allowed = ALWAYS_MANY.iter().any(|allowed| line.contains(allowed));
                assert!(!is_counted || is_other || is_allowed, "{line}");
            }
            line_before = line;
        }
    }
    let said = |message: stdreg::messages::Message| message.render(stdreg::messages::Language::En);
    let faults = |count: usize| {
        said(
            stdreg::messages::Message::new("scheme-problem")
                .with("scheme", "X")
                .with("count", count),
        )
    };
    assert_eq!(
        faults(1),
        "scheme X has an error, see the related location. Until it is corrected, codes, terms, numbers and figures are not checked"
    );
    assert_eq!(
        faults(2),
        "scheme X has 2 errors, see the related locations. Until they are corrected, codes, terms, numbers and figures are not checked"
    );
    assert_eq!(
        faults(1234567),
        "scheme X has 1234567 errors, see the related locations. Until they are corrected, codes, terms, numbers and figures are not checked"
    );
    let entries = |count: usize| said(stdreg::messages::Message::new("completion-count").with("count", count));
    assert_eq!([entries(1), entries(3)], ["1 entry uses it", "3 entries use it"]);
}

#[test]
fn no_message_is_unused() {
    let code: String = sources("src").into_iter().map(|(_, text)| text).collect();
    let mut unused = Vec::new();
    for key in files("zh").into_values().flat_map(BTreeMap::into_keys) {
        let (name, attribute) = key.split_once('.').unwrap_or((&key, ""));
        let is_named = |word: &str| word.is_empty() || code.contains(&format!("\"{word}\""));
        if !is_named(name) || !is_named(attribute) {
            unused.push(key);
        }
    }
    assert_eq!(unused, Vec::<String>::new());
}
