//! Nothing is offered that no test or page reaches: every rule has an example and a test, every option of the command line and every
//! setting stands in one, every request of the protocol is sent by one, and the words of every message are quoted by one or listed
//! (`tests/reached/messages.txt`).
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use stdreg::keys::{Key, TableKind};
use stdreg::rules;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The texts of all files of some folders: tests, pages of the manual, whose commands `tests/site` runs, and the tests within sources.
fn files(folders: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    let mut open: Vec<PathBuf> = folders.iter().map(|folder| root().join(folder)).collect();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                if !path.ends_with("node_modules") && !path.ends_with("__pycache__") {
                    open.push(path);
                }
            } else if let Ok(text) = fs::read_to_string(&path) {
                // What is only a list of what is reached reaches nothing, and this file neither.
                if path.ends_with("tests/reached/messages.txt") || path.ends_with("tests/reached.rs") {
                    continue;
                }
                let text = match path.strip_prefix(root().join("src")) {
                    Ok(within) => match within.components().any(|part| part.as_os_str() == "tests")
                        || within.ends_with("tests.rs")
                    {
                        true => text,
                        false => text
                            .split_once("\n#[cfg(test)]\n")
                            .map_or_else(String::new, |(_, tests)| tests.to_owned()),
                    },
                    Err(_) => text,
                };
                found.push(text);
            }
        }
    }
    found
}

/// Whether a text has a word, and not only within a longer one.
fn has_word(text: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    text.match_indices(word).any(|(at, _)| {
        let (before, after) = (text[..at].chars().next_back(), text[at + word.len()..].chars().next());
        !before.is_some_and(is_part) && !after.is_some_and(is_part)
    })
}

fn run(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_stdreg"))
        .args(arguments)
        .args(["--lang", "en"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The subcommands, as the help lists them.
fn commands() -> Vec<String> {
    let help = run(&["--help"]);
    let (_, after) = help.split_once("Commands:\n").unwrap();
    let (list, _) = after.split_once("\n\n").unwrap();
    let names = list.lines().filter_map(|line| line.strip_prefix("  "));
    let named = names
        .filter(|line| !line.starts_with(' '))
        .map(|line| line.split(' ').next().unwrap().to_owned());
    named.collect()
}

/// The options of a subcommand: each with its long name, and its short one where it has one.
fn options(command: &str) -> Vec<Vec<String>> {
    let help = run(&[command, "--help"]);
    let mut options = Vec::new();
    for line in help.lines().map(str::trim_start).filter(|line| line.starts_with('-')) {
        let names = line.split("  ").next().unwrap().split(", ");
        let name = |name: &str| name.split([' ', '[', '=']).next().unwrap().to_owned();
        options.push(names.map(name).collect());
    }
    options
}

/// Options that every command has.
const COMMON: &[&str] = &["--help", "--lang", "--color", "--max-file-size"];

#[test]
fn every_option_of_the_command_line_is_in_a_test_or_in_the_manual() {
    let files = files(&["tests", "docs", "editors", "src"]);
    let commands = commands();
    assert!(commands.len() > 20, "{commands:?}");
    let mut wrong = Vec::new();
    let mut seen = 0;
    for command in commands.iter().filter(|command| *command != "help") {
        let quoted = format!("\"{command}\"");
        let typed = format!("stdreg {command}");
        let of_command: Vec<&String> = files
            .iter()
            .filter(|file| file.contains(&quoted) || file.contains(&typed))
            .collect();
        assert!(!of_command.is_empty(), "{command}");
        // Those that every command has are tried with some.
        let own = |names: &Vec<String>| !names.iter().any(|name| COMMON.contains(&name.as_str()));
        for names in options(command).into_iter().filter(own) {
            seen += 1;
            let is_named = |file: &&String| {
                names.iter().any(|name| match name.starts_with("--") {
                    true => has_word(file, name),
                    false => file.contains(&format!("\"{name}\"")) || has_word(file, name),
                })
            };
            if !of_command.iter().any(is_named) {
                wrong.push(format!("{command} {}", names.join(", ")));
            }
        }
    }
    assert!(seen > 100, "{seen}");
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_setting_is_in_a_test() {
    let files = files(&["tests", "src"]);
    let mut wrong = Vec::new();
    let mut look = |path: String, key: &Key| {
        let forms = [
            format!("{} =", key.name),
            format!("[{}]", key.name),
            format!("{}=", key.name),
        ];
        let is_set = |file: &String| forms.iter().any(|form| file.contains(form));
        if !files.iter().any(is_set) {
            wrong.push(path);
        }
    };
    for key in TableKind::Settings.keys() {
        look(key.name.to_owned(), key);
        for child in key.children() {
            look(format!("{}.{}", key.name, child.name), child);
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// The settings of the extension are the server's, and its own; each is named where the editor is driven or in the manual.
#[test]
fn every_setting_of_the_editor_is_in_a_test_or_in_the_manual() {
    let package = fs::read(root().join("editors/vscode/package.json")).unwrap();
    let package: serde_json::Value = serde_json::from_slice(&package).unwrap();
    let files = files(&["tests", "docs", "src"]);
    let properties = package["contributes"]["configuration"]["properties"]
        .as_object()
        .unwrap();
    assert!(properties.len() > 5);
    for name in properties.keys() {
        let own = name.strip_prefix("stdreg.").unwrap();
        let last = own.rsplit('.').next().unwrap();
        let is_named = |file: &String| has_word(file, own) || file.contains(&format!("\"{last}\""));
        assert!(files.iter().any(is_named), "{name}");
    }
}

#[test]
fn every_rule_has_an_example_and_is_in_a_test() {
    let files = files(&["tests"]);
    for definition in rules::ALL {
        let rule = &definition.rule;
        let fixtures = root().join("tests/fixtures").join(rule.name);
        let has_fixtures = fs::read_dir(fixtures).is_ok_and(|mut entries| entries.next().is_some());
        let is_named = |file: &String| has_word(file, rule.name) || has_word(file, rule.code);
        assert!(
            has_fixtures || files.iter().any(is_named),
            "no test is about {} {}",
            rule.code,
            rule.name
        );
        let (bad, good) = (definition.page.bad.text(), definition.page.good.text());
        assert!(!bad.is_empty() && !good.is_empty(), "{} has no examples", rule.name);
    }
}

/// What the server does, by the names of its handlers, and what a client sends for it.
const REQUESTS: &[(&str, &str)] = &[
    ("initialize", "initialize"),
    ("initialized", "initialized"),
    ("shutdown", "shutdown"),
    ("code_action_resolve", "codeAction/resolve"),
    ("inlay_hint_resolve", "inlayHint/resolve"),
    ("did_change_configuration", "workspace/didChangeConfiguration"),
    ("did_change_watched_files", "workspace/didChangeWatchedFiles"),
    ("did_change_workspace_folders", "workspace/didChangeWorkspaceFolders"),
    ("goto_definition", "textDocument/definition"),
    ("range_formatting", "textDocument/rangeFormatting"),
    ("semantic_tokens_full", "textDocument/semanticTokens/full"),
    ("semantic_tokens_full_delta", "textDocument/semanticTokens/full/delta"),
    ("semantic_tokens_range", "textDocument/semanticTokens/range"),
    ("symbol", "workspace/symbol"),
    ("execute_command", "workspace/executeCommand"),
    ("will_rename_files", "workspace/willRenameFiles"),
    ("workspace_diagnostic", "workspace/diagnostic"),
];

#[test]
fn every_request_of_the_protocol_is_sent_by_a_test() {
    let backend = fs::read_to_string(root().join("src/lsp/backend.rs")).unwrap();
    let (_, handlers) = backend.split_once("impl LanguageServer for Backend").unwrap();
    let known: BTreeMap<&str, &str> = REQUESTS.iter().copied().collect();
    let tests = files(&["tests/server", "tests/lsp"]);
    let mut methods: Vec<String> = handlers
        .split("async fn ")
        .skip(1)
        .map(|rest| rest.split('(').next().unwrap())
        .map(|handler| {
            known
                .get(handler)
                .map_or_else(|| method(handler), |method| (*method).to_owned())
        })
        .collect();
    assert!(methods.len() > 30, "{methods:?}");
    methods.push("stdreg/preview".to_owned());
    for method in methods {
        let quoted = format!("\"{method}\"");
        assert!(
            tests.iter().any(|file| file.contains(&quoted)),
            "no test sends {method}"
        );
    }
}

/// `document_symbol` as `textDocument/documentSymbol`.
fn method(handler: &str) -> String {
    let mut words = handler.split('_');
    let mut name = words.next().unwrap().to_owned();
    for word in words {
        name += &word[..1].to_uppercase();
        name += &word[1..];
    }
    format!("textDocument/{name}")
}

/// What is written of each message, in each language, between what is put into it.
fn fragments() -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for language in ["zh", "en"] {
        for entry in fs::read_dir(root().join("src/messages").join(language)).unwrap() {
            let text = fs::read_to_string(entry.unwrap().path()).unwrap();
            let resource = fluent_syntax::parser::parse(text.as_str()).unwrap();
            for entry in resource.body {
                if let fluent_syntax::ast::Entry::Message(message) = entry {
                    let name = message.id.name;
                    let attributes = message.attributes.iter();
                    let of_attributes = attributes.map(|one| (format!("{name}.{}", one.id.name), &one.value));
                    let of_message = message.value.iter().map(|value| (name.to_owned(), value));
                    for (key, pattern) in of_message.chain(of_attributes) {
                        collect(pattern, found.entry(key).or_default());
                    }
                }
            }
        }
    }
    found
}

fn collect(pattern: &fluent_syntax::ast::Pattern<&str>, into: &mut Vec<String>) {
    use fluent_syntax::ast::{Expression, PatternElement};
    let mut text = String::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => text += value,
            PatternElement::Placeable { expression } => {
                into.push(std::mem::take(&mut text));
                if let Expression::Select { variants, .. } = expression {
                    for variant in variants {
                        collect(&variant.value, into);
                    }
                }
            }
        }
    }
    into.push(text);
}

/// So many bytes has at least what is telling.
const BEGINNING: usize = 8;

/// A beginning as a number of so many bits, which others may have too.
const MARK_BITS: u32 = 24;

fn mark(beginning: &[u8]) -> usize {
    let number = u64::from_le_bytes(beginning.try_into().unwrap());
    usize::try_from(number.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - MARK_BITS)).unwrap()
}

/// What a test quotes to tell a message from others.
fn is_telling(fragment: &str) -> bool {
    let is_chinese = fragment.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    fragment.len() >= BEGINNING && fragment.chars().count() >= if is_chinese { 4 } else { 8 }
}

/// What the list begins with.
const HEAD: &str = "\
# Messages whose words no test and no page quotes; `tests/coverage/run` says which of all messages no test reaches. Who adds a message
# quotes it in a test; where that makes no sense, `UPDATE=1 cargo test --test reached` lists it here.
";

/// Whoever adds a message quotes it in a test, or lists it for everybody to see.
#[test]
fn every_message_is_quoted_by_a_test_or_listed_as_reached() {
    let corpus: String = files(&["tests", "docs", "editors", "src"])
        .iter()
        .flat_map(|file| [file.as_str(), "\n"])
        .collect();
    // A string of Rust may go on in the next line.
    let corpus: String = corpus.split("\\\n").map(str::trim_start).collect();
    let mut beginnings = vec![false; 1 << MARK_BITS];
    for window in corpus.as_bytes().windows(BEGINNING) {
        beginnings[mark(window)] = true;
    }
    let is_quoted = |fragments: &[String]| {
        let telling = fragments
            .iter()
            .map(|fragment| fragment.trim())
            .filter(|fragment| is_telling(fragment));
        // Most are seen from their beginning not to be there.
        let mut likely = telling.filter(|fragment| beginnings[mark(&fragment.as_bytes()[..BEGINNING])]);
        likely.any(|fragment| corpus.contains(fragment))
    };
    let messages = fragments();
    let unquoted: BTreeSet<&str> = messages
        .iter()
        .filter(|(_, fragments)| !is_quoted(fragments))
        .map(|(key, _)| key.as_str())
        .collect();
    let path = root().join("tests/reached/messages.txt");
    if std::env::var_os("UPDATE").is_some() {
        let list: String = unquoted.iter().flat_map(|key| [*key, "\n"]).collect();
        fs::write(&path, format!("{HEAD}\n{list}")).unwrap();
    }
    let listed = fs::read_to_string(path).unwrap();
    let listed: BTreeSet<&str> = listed
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .collect();
    let missing: Vec<_> = unquoted.difference(&listed).collect();
    let gone: Vec<_> = listed.iter().filter(|key| !messages.contains_key(**key)).collect();
    assert!(
        missing.is_empty(),
        "no test quotes them, and they are not listed: {missing:#?}"
    );
    assert!(gone.is_empty(), "they are no messages any more: {gone:#?}");
}
