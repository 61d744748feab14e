//! What `tests/README.md` says is there: each test, folder and fixture that it names.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail"
)]

#[path = "common/sources.rs"]
mod sources;

use std::fs;
use std::path::Path;

use sources::sources;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What stands in code spans in the lines of a text.
fn spans(text: &str) -> Vec<&str> {
    text.lines()
        .flat_map(|line| line.split('`').skip(1).step_by(2))
        .collect()
}

/// Whether a text has a function whose name is this, or begins with it where it ends in `*`.
fn defines(text: &str, name: &str) -> bool {
    match name.strip_suffix('*') {
        Some(start) => text.contains(&format!("fn {start}")),
        None => text.contains(&format!("fn {name}(")) || text.contains(&format!("mod {name};")),
    }
}

/// `{a,b}` in a name stands for both.
fn alternatives(name: &str) -> Vec<String> {
    match (name.find('{'), name.find('}')) {
        (Some(open), Some(close)) => name[open + 1..close]
            .split(',')
            .map(|one| format!("{}{one}{}", &name[..open], &name[close + 1..]))
            .collect(),
        _ => vec![name.to_owned()],
    }
}

#[test]
fn every_fault_has_a_test() {
    let text = fs::read_to_string(root().join("tests/README.md")).unwrap();
    let (_, table) = text.split_once("\n## Faults\n").unwrap();
    let table = table.split("\n## ").next().unwrap();
    let rows: Vec<&str> = table.lines().filter(|line| line.starts_with("| ")).skip(1).collect();
    assert!(rows.len() >= 20, "{}", rows.len());
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split('|').collect();
        let [fault, what, tests] = cells.as_slice() else {
            panic!("{row}");
        };
        assert!(!what.trim().is_empty(), "{fault}");
        let mut held = 0;
        for (file, name) in spans(tests).iter().filter_map(|span| span.split_once("::")) {
            let source = fs::read_to_string(root().join(file)).unwrap_or_else(|_| panic!("{file}"));
            assert!(source.contains(&format!("fn {name}(")), "{file} has no test {name}");
            held += 1;
        }
        assert!(held > 0, "no test holds what comes of{fault}");
    }
}

#[test]
fn every_test_that_a_promise_names_is_there() {
    let text = fs::read_to_string(root().join("tests/README.md")).unwrap();
    let (promises, _) = text.split_once("\n## Faults\n").unwrap();
    let sources = [sources("src"), sources("tests")].concat();
    let mut named = 0;
    for span in spans(promises).into_iter().flat_map(alternatives) {
        if let Some((before, name)) = span.rsplit_once("::") {
            // The last is a function, or a module of tests where more of them are meant.
            let is_there = sources.iter().any(|(path, text)| {
                let is_file = path.file_stem().is_some_and(|stem| stem == name);
                defines(text, name) || is_file
            });
            assert!(is_there, "{before} has no {name}");
            named += 1;
        } else if span.starts_with("fixtures/") || span.starts_with("tests/") {
            let path = if span.starts_with("fixtures/") {
                format!("tests/{span}")
            } else {
                span.clone()
            };
            // Many are meant by a `*`: the folder is there, and something in it begins like that.
            let (folder, last) = path.rsplit_once('/').unwrap();
            let start = last.split('*').next().unwrap();
            let is_there = fs::read_dir(root().join(folder)).is_ok_and(|mut entries| {
                entries.any(|entry| {
                    let name = entry.unwrap().file_name().into_string().unwrap();
                    name == last || (last.contains('*') && name.starts_with(start))
                })
            });
            assert!(is_there || folder.contains('*'), "{span}");
            named += 1;
        }
    }
    assert!(named > 100, "{named}");
}
