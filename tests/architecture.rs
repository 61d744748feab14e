//! Holds the structure of the house: no room imports from a higher floor, no modules import each other, outside crates
//! stay in their rooms, only the outer rooms touch the file system, and every module tells its story.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail"
)]

#[path = "architecture/imports.rs"]
mod imports;
#[path = "common/sources.rs"]
mod texts;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use imports::Modules;

/// The rooms by floor. A room imports from lower floors, and from its own room.
const FLOORS: &[&[&str]] = &[
    &["text"],
    &["messages"],
    &["keys"],
    &["syntax"],
    &["fields"],
    &["diagnostic", "scheme", "code", "number"],
    &["catalogue"],
    &["register"],
    &["query"],
    &["writer"],
    &["workspace"],
    &["rules"],
    &["analysis"],
    &["ide"],
    &["report", "exchange"],
    &["cli", "lsp"],
];

/// Rooms on one floor, or on a lower one, that must not see each other.
const STRANGERS: &[(&str, &str)] = &[("cli", "lsp"), ("lsp", "cli"), ("lsp", "report")];

/// Outside crates and the rooms that may use them. A crate that is not named may be used anywhere.
const CRATES: &[(&str, &[&str])] = &[
    ("anstream", &["cli"]),
    ("calamine", &["exchange"]),
    ("chardetng", &["text"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("codespan_reporting", &["report"]),
    ("csv", &["catalogue", "exchange"]),
    ("encoding_rs", &["text"]),
    ("fluent_bundle", &["messages"]),
    ("futures", &["lsp"]),
    ("html5ever", &["exchange"]),
    ("ignore", &["workspace"]),
    ("imara_diff", &["text"]),
    ("indicatif", &["cli"]),
    ("inquire", &["cli"]),
    ("jiff", &["cli", "workspace"]),
    ("markup5ever_rcdom", &["exchange"]),
    ("notify", &["cli"]),
    ("percent_encoding", &["ide", "report", "lsp"]),
    ("pinyin", &["text"]),
    ("pulldown_cmark", &["exchange"]),
    ("quick_xml", &["report", "exchange"]),
    ("rust_xlsxwriter", &["exchange"]),
    ("rustix", &["workspace", "lsp"]),
    ("serde_json", &["catalogue", "report", "exchange", "cli", "lsp"]),
    ("sha2", &["report", "exchange"]),
    ("strsim", &["text", "rules"]),
    ("sys_locale", &["cli", "lsp"]),
    ("tempfile", &["workspace"]),
    ("tokio", &["lsp"]),
    ("toml_parser", &["syntax"]),
    ("tower_lsp", &["lsp"]),
    ("tower_service", &["lsp"]),
    ("tracing_subscriber", &["lsp"]),
    ("unic_langid", &["messages"]),
    ("unicode_width", &["writer", "report", "exchange", "cli"]),
    ("zip", &["exchange"]),
];

/// What only the outer rooms may use.
const SYSTEM: &[&str] = &[
    "std::fs",
    "std::net",
    "std::process",
    "std::env",
    "std::io::stdin",
    "std::io::stdout",
];

/// The outer rooms.
const OUTER: &[&str] = &["workspace", "cli", "lsp"];

struct Source {
    path: PathBuf,
    room: String,
    /// The code without tests and comments.
    code: String,
    text: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let source = |(path, text): (PathBuf, String)| {
        let first = path.strip_prefix(&root).unwrap().iter().next().unwrap();
        let room = Path::new(first).file_stem().unwrap().to_string_lossy().into_owned();
        let code = without_tests(&text).join("\n");
        Source { path, room, code, text }
    };
    let sources: Vec<Source> = texts::sources("src").into_iter().map(source).collect();
    assert!(sources.len() > 20);
    sources
}

/// The lines of a source without comments, and without what is compiled for tests alone. The formatter sees to it that
/// such an item ends with a line that is indented as its attribute is, and ends with `}` or `;`.
fn without_tests(text: &str) -> Vec<&str> {
    let mut kept = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let code = line.trim_start();
        if code.starts_with("#[cfg(test)]") || code.starts_with("#[cfg(all(test") {
            let indent = &line[..line.len() - code.len()];
            let is_end = |line: &&str| {
                let item = line.strip_prefix(indent).unwrap_or_default();
                !item.starts_with(' ') && item.ends_with(['}', ';'])
            };
            lines.find(is_end);
        } else if !code.starts_with("//") {
            kept.push(line);
        }
    }
    kept
}

fn floor(room: &str) -> Option<usize> {
    FLOORS.iter().position(|rooms| rooms.contains(&room))
}

/// The rooms that a source names as `crate::room`.
fn imports(code: &str) -> Vec<String> {
    let mut rooms = Vec::new();
    for after in code.split("crate::").skip(1) {
        let names = match after.strip_prefix('{') {
            Some(list) => list.split('}').next().unwrap().split(',').map(str::trim).collect(),
            None => vec![after],
        };
        for name in names {
            let end = name
                .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
                .unwrap_or(name.len());
            rooms.push(name[..end].to_owned());
        }
    }
    rooms
}

#[test]
fn no_room_imports_from_a_higher_floor() {
    let mut wrong = Vec::new();
    for source in sources() {
        if matches!(source.room.as_str(), "main" | "lib") {
            continue;
        }
        let own = floor(&source.room).unwrap_or_else(|| panic!("the room {} is on no floor", source.room));
        for import in imports(&source.code) {
            let Some(other) = floor(&import) else { continue };
            let is_stranger = STRANGERS.contains(&(source.room.as_str(), import.as_str()));
            let is_sideways = other == own && import != source.room && own > 5;
            if other > own || is_stranger || is_sideways {
                wrong.push(format!("{} imports {import}", source.path.display()));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// The modules with their code, those for tests left out.
fn modules(sources: Vec<Source>) -> Modules {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut modules = BTreeMap::new();
    let mut for_tests = Vec::new();
    for source in sources {
        let inside = source.path.strip_prefix(&root).unwrap().with_extension("");
        let names = inside.iter().map(|name| name.to_str().unwrap().to_owned());
        let path: Vec<String> = names.filter(|name| name != "mod").collect();
        if matches!(source.room.as_str(), "main" | "lib") {
            continue;
        }
        for after in source.text.split("#[cfg(test)]\n").skip(1) {
            let declared = after.lines().next().unwrap().strip_suffix(';');
            for_tests
                .extend(declared.and_then(|line| Some([&path[..], &[line.split_once("mod ")?.1.to_owned()]].concat())));
        }
        modules.insert(path, source.code);
    }
    assert!(for_tests.len() > 5);
    modules.retain(|path, _| !for_tests.iter().any(|tests| path.starts_with(tests)));
    Modules(modules)
}

#[test]
fn no_modules_import_each_other() {
    assert_eq!(modules(sources()).circles(), Vec::<String>::new());
}

#[test]
fn crates_stay_in_their_rooms() {
    let mut wrong = Vec::new();
    for source in sources() {
        for (name, rooms) in CRATES {
            // A method of that name, as in `client.notify::<…>()`, is not the crate.
            let starts_name =
                |at: usize| !source.code[..at].ends_with(|c: char| c.is_alphanumeric() || "_.:".contains(c));
            let paths = source
                .code
                .match_indices(&format!("{name}::"))
                .map(|(at, _)| at)
                .collect::<Vec<_>>();
            let is_used = paths.into_iter().any(starts_name) || source.code.contains(&format!("use {name};"));
            // Tests make folders wherever they are.
            let is_folder_of_tests = *name == "tempfile" && source.path.ends_with("tests.rs");
            if is_used && !is_folder_of_tests && !rooms.contains(&source.room.as_str()) {
                wrong.push(format!("{} uses {name}", source.path.display()));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn only_the_outer_rooms_touch_the_system() {
    let mut wrong = Vec::new();
    for source in sources() {
        if OUTER.contains(&source.room.as_str()) || source.room == "main" {
            continue;
        }
        wrong.extend(
            SYSTEM
                .iter()
                .filter(|name| source.code.contains(**name))
                .map(|name| format!("{} uses {name}", source.path.display())),
        );
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_module_tells_its_story_and_is_short() {
    let mut wrong = Vec::new();
    for source in sources() {
        if !source.text.starts_with("//!") {
            wrong.push(format!("{} has no `//!`", source.path.display()));
        }
        let lines = source.text.lines().count();
        if lines > 520 {
            wrong.push(format!("{} has {lines} lines", source.path.display()));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}
