//! Comments that silence findings: they silence what they say that they do, and nothing else.

use stdreg::analysis::suppressions::{named_at, silences};
use stdreg::diagnostic::Diagnostic;
use stdreg::register::Register;
use stdreg::rules;

/// Checks an input as a register with its comments, and with comments that say nothing.
pub fn check(data: &[u8]) {
    let text = String::from_utf8_lossy(data).into_owned();
    let defused = text.replace("stdreg", "s_dreg");
    let (with, without) = (super::register(&[text]), super::register(&[defused]));
    let (silenced, all) = (super::found(&with), super::found(&without));
    let source = &with.files[0];
    for offset in (0..source.text.len()).step_by(7) {
        let offset = u32::try_from(source.text.floor_char_boundary(offset)).unwrap();
        if let Some((span, _)) = named_at(source, offset) {
            assert!(source.text.get(span.range()).is_some());
        }
    }
    let is_silent = |found: &Diagnostic| {
        let rule = rules::find(found.rule.code).expect("it is a rule");
        silences(&source.text, &source.document, rule, found.place.span.start)
    };
    let is_about_comments = |found: &&Diagnostic| found.rule.code.starts_with('X');
    for found in silenced.iter().filter(|found| !is_about_comments(found)) {
        assert!(!is_silent(found), "{found:?} is told and silenced");
        assert!(
            all.iter().any(|other| same(found, other)),
            "{found:?} comes of a comment"
        );
    }
    for found in all.iter().filter(|found| !is_about_comments(found)) {
        let is_told = silenced.iter().any(|other| same(found, other));
        assert!(is_told || is_silent(found), "{found:?} is lost");
    }
    hold(&with, &silenced);
}

fn same(one: &Diagnostic, other: &Diagnostic) -> bool {
    one.rule.code == other.rule.code && one.place.span == other.place.span
}

fn hold(register: &Register, found: &[Diagnostic]) {
    super::registers::hold(register, found);
}
