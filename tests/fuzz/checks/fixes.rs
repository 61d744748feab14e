//! Fixes: they end, leave what is not theirs, read as well as before, add no error, and have nothing left to do afterwards.

use stdreg::analysis::{Options, check as check_register, fixes};
use stdreg::diagnostic::{Applicability, Diagnostic, Severity};
use stdreg::register::Register;
use stdreg::syntax::{Date, Document, Segment};
use stdreg::text::FileId;
use stdreg::text::edit::{self, TextEdit};

#[path = "../../rules/right.rs"]
mod right;

/// The parts of an input are a root and its parts.
pub fn check(data: &[u8]) {
    let mut texts = super::texts(data);
    texts.truncate(3);
    for applicability in [Applicability::Safe, Applicability::Unsafe] {
        hold(&super::register(&texts), applicability, super::TODAY);
    }
}

/// Does the fixes of a register, and holds them to what must hold of any. Gives how many there were.
pub fn hold(first: &Register, applicability: Applicability, today: Date) -> usize {
    let (after, count) = fixed(first, applicability, today);
    let (again, _) = fixed(&after, applicability, today);
    for (after, again) in after.files.iter().zip(&again.files) {
        assert_eq!(after.text, again.text, "the second time changes something");
    }
    count
}

fn fixed(first: &Register, applicability: Applicability, today: Date) -> (Register, usize) {
    let options = Options { severities: &[], today };
    let texts: Vec<&str> = first.files.iter().map(|file| file.text.as_str()).collect();
    let first_found = check_register(first, options);
    let mut register = fixes::with_texts(first, Vec::new());
    let mut found = first_found.clone();
    let mut count = 0;
    for _ in 0..fixes::MAX_ROUNDS {
        let round = fixes::round(&found, applicability, |_| true);
        let changed = fixes::texts_after(&register, &round);
        let Some(mut changed) = changed.filter(|_| round.count > 0) else {
            assert!(
                round.count == 0
                    || round
                        .edits
                        .iter()
                        .any(|(file, edits)| is_of_header(&register, *file, edits)),
                "a round is refused: {texts:?}, {:?}",
                round.edits
            );
            let (before, after) = (errors(first, &first_found), errors(&register, &found));
            let told: Vec<&str> = register.files.iter().map(|file| file.text.as_str()).collect();
            assert!(
                syntax_errors(first) > 0 || hides_tables(first, &first_found) || after.len() <= before.len(),
                "{applicability:?} fixes turn {before:#?} into {after:#?}: {texts:?} becomes {told:?}"
            );
            if applicability == Applicability::Safe {
                right::adds_up(first, &register, &found).unwrap_or_else(|told| panic!("{told}: {texts:?}"));
            }
            return (register, count);
        };
        if applicability == Applicability::Safe {
            right::check(&register, &found, &round).unwrap_or_else(|told| panic!("{told}: {texts:?}"));
        }
        changed.sort();
        let mut expected: Vec<_> = round
            .edits
            .iter()
            .map(|(file, edits)| (*file, by_hand(&register.file(*file).expect("it is there").text, edits)))
            .collect();
        expected.sort();
        if changed != expected {
            // Of headers that clash some stay.
            let as_wanted = fixes::with_texts(&register, expected.clone());
            assert!(
                syntax_errors(&as_wanted) > syntax_errors(&register),
                "what is outside of the edits is as it was: {changed:?}, {expected:?}"
            );
        }
        let next = fixes::with_texts(&register, changed);
        assert!(
            syntax_errors(&next) <= syntax_errors(&register),
            "{applicability:?} fixes add syntax errors: {texts:?}"
        );
        found = check_register(&next, options);
        register = next;
        count += round.count;
    }
    panic!("{applicability:?} fixes do not come to an end: {texts:?}");
}

/// Whether one of the edits is in a header: those of others may clash with it.
fn is_of_header(register: &Register, file: FileId, edits: &[TextEdit]) -> bool {
    let text = &register.file(file).expect("it is there").text;
    edits.iter().any(|edit| {
        let line = text[..edit.span.start as usize].rfind('\n').map_or(0, |end| end + 1);
        text[line..].trim_start().starts_with('[')
    })
}

/// Edits, made from the last to the first, so that each is in the text as it was.
fn by_hand(text: &str, edits: &[TextEdit]) -> String {
    let mut after = text.to_owned();
    for edit in edits.iter().rev() {
        after.replace_range(edit.span.range(), &edit.text);
    }
    assert_eq!(edit::apply(text, edits).as_ref(), Ok(&after));
    after
}

fn syntax_errors(register: &Register) -> usize {
    let count = |document: &Document| {
        let of_segments = document.segments.iter().map(Segment::count_errors);
        of_segments.sum::<usize>() + document.redefinitions.len()
    };
    register.files.iter().map(|file| count(&file.document)).sum()
}

/// The errors of a register, as words. A misspelled key counts: while it is one, nothing is said of its value.
fn errors(register: &Register, found: &[Diagnostic]) -> Vec<String> {
    let errors = found
        .iter()
        .filter(|found| found.severity == Severity::Error || found.rule.name == "unknown-key");
    errors
        .map(|found| format!("{} at {:?}", found.rule.name, register.text_at(found.place)))
        .collect()
}

/// Whether a misspelled key is that of tables: when they come to light, so does what is wrong in them and what names them.
fn hides_tables(register: &Register, found: &[Diagnostic]) -> bool {
    found
        .iter()
        .filter(|found| found.rule.name == "unknown-key")
        .any(|found| {
            let text = register.text_around(found.place);
            let (before, after) = (
                &text[..found.place.span.start as usize],
                &text[found.place.span.end as usize..],
            );
            let value = after.trim_start().strip_prefix('=').map_or("", str::trim_start);
            before.trim_end().ends_with(['[', '.']) || value.starts_with(['[', '{'])
        })
}
