//! What holds for every input: nothing panics, findings do not depend on the order of files or the number of threads,
//! fixes come to an end and never add an error.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail"
)]

#[path = "common/cases.rs"]
mod cases;
mod common;
#[path = "common/mutation.rs"]
mod mutation;

use cases::cases;
use common::{Files, SEED, TODAY, check, essence, load, load_one};
use mutation::{SPITE, mutated};
use proptest::prelude::*;
use stdreg::analysis::fixes::{self, MAX_ROUNDS};
use stdreg::diagnostic::{Applicability, Severity};
use stdreg::register::Register;
use stdreg::text::edit;

/// Checks what must hold for the findings of any text.
fn check_any(text: &str) -> Register {
    let register = load_one(text);
    for diagnostic in check(&register, TODAY) {
        let places = [diagnostic.place]
            .into_iter()
            .chain(diagnostic.related.iter().map(|label| label.place));
        for place in places {
            assert!(
                text.get(place.span.range()).is_some(),
                "{:?} is off the characters",
                diagnostic
            );
        }
        for language in stdreg::messages::Language::ALL {
            let message = diagnostic.message.render(language);
            assert!(!(message.starts_with('[') && message.ends_with(']')), "{message}");
        }
    }
    register
}

/// The errors of a register, as words. A misspelled key counts: while it is one, nothing is said of its value.
fn errors(text: &str) -> Vec<String> {
    let register = load_one(text);
    let found = check(&register, TODAY);
    let errors = found
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error || diagnostic.rule.name == "unknown-key");
    errors.map(|diagnostic| essence(&register, diagnostic)).collect()
}

/// Applies fixes to a fixed point, and holds that there is one and that no error came with it.
fn fix(text: &str, applicability: Applicability) -> String {
    let mut text = text.to_owned();
    let before = errors(&text);
    // Nothing is said of a table that does not parse, so that its repair may bring its own faults to light.
    let is_toml = !before.iter().any(|error| error.starts_with("toml-syntax"));
    for _ in 0..MAX_ROUNDS {
        let found = check(&load_one(&text), TODAY);
        let round = fixes::round(&found, applicability, |_| true);
        if round.count == 0 {
            let after = errors(&text);
            assert!(
                !is_toml || after.len() <= before.len(),
                "{applicability:?} fixes turned {before:#?} into {after:#?}"
            );
            return text;
        }
        for edits in round.edits.into_values() {
            text = edit::apply(&text, &edits).unwrap();
        }
    }
    panic!("fixes do not come to an end\n{text}");
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn no_text_upsets_the_reader(text in "(?s).{0,200}") {
        check_any(&text);
    }

    #[test]
    fn no_bytes_upset_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        check_any(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn no_spite_upsets_the_reader(pieces in prop::collection::vec(prop::sample::select(SPITE), 0..40)) {
        check_any(&pieces.concat());
    }

    #[test]
    fn no_edit_upsets_the_reader(text in mutated(SEED)) {
        check_any(&text);
    }

    #[test]
    fn fixes_come_to_an_end_and_add_no_error(text in mutated(SEED)) {
        fix(&text, Applicability::Safe);
        fix(&text, Applicability::Unsafe);
    }
}

/// The seed's register, its tables in files of their own.
fn in_parts() -> Files {
    let (head, tables) = SEED.split_once("[[table]]").unwrap();
    let (tables, statistics) = tables.split_once("[[statistics]]").unwrap();
    let mut files = vec![(
        "register.toml".to_owned(),
        format!("{head}\n[[statistics]]{statistics}"),
    )];
    for (index, table) in tables.split("[[table]]").enumerate() {
        files.push((format!("tables/{index:02}.toml"), format!("[[table]]{table}")));
    }
    files
}

#[test]
fn findings_do_not_depend_on_how_the_register_is_cut_into_files() {
    let essences = |files: &Files| {
        let register = load(files);
        let mut essences: Vec<_> = check(&register, TODAY)
            .iter()
            .map(|found| essence(&register, found))
            .collect();
        essences.sort();
        essences
    };
    let whole = essences(&vec![("register.toml".to_owned(), SEED.to_owned())]);
    assert!(!whole.is_empty());
    assert_eq!(essences(&in_parts()), whole);
}

#[test]
fn findings_do_not_depend_on_the_number_of_threads() {
    let broken: String = SEED.replace("09", "08").replace("已颁", "已頒");
    let found = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| check(&load_one(&broken), TODAY))
    };
    let one = found(1);
    assert!(one.len() > 50);
    for threads in [2, 7] {
        assert_eq!(found(threads), one);
    }
}

#[test]
fn fixing_twice_changes_nothing_the_second_time() {
    let broken = SEED
        .replace("2095021", "1085121")
        .replace("GA/T ", "GA/T")
        // Without its scheme nothing in it is fixed.
        .replace("GA/T1136", "GA/T 1136")
        .replace("100%", "99%");
    for applicability in [Applicability::Safe, Applicability::Unsafe] {
        let once = fix(&broken, applicability);
        assert_ne!(once, broken);
        assert_eq!(fix(&once, applicability), once);
    }
}

#[test]
fn depth_and_length_are_no_danger() {
    for text in [
        format!("a = {}", "[".repeat(200_000)),
        format!("a = {}", "{ a = ".repeat(100_000)),
        format!("{} = 1", "a.".repeat(50_000) + "a"),
        format!("[{}]", "a.".repeat(50_000) + "a"),
        format!("[[table]]\nentry = [{}]", "{ number = 1 },".repeat(20_000)),
        "[[table.entry]]\n".repeat(20_000),
        "[a]\n".repeat(5_000),
        format!("title = \"{}\"", "标".repeat(500_000)),
        "\"".repeat(100_000),
        "\"\"\"\n[a]\n".repeat(2_000),
        format!("a = [{}", "\n".repeat(50_000)),
        format!("a = [\n{}", "{ number = 1 title = \"x },\n".repeat(5_000)),
    ] {
        check_any(&text);
    }
}
