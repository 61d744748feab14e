//! In which lines two texts differ.
#![allow(dead_code, reason = "each test uses what it needs")]

use imara_diff::{Algorithm, Diff, InternedInput};

/// The lines of the first text that are not in the second, as `-`, and those that are in their place, as `+`.
pub fn changed_lines<'t>(before: &'t str, after: &'t str) -> Vec<(char, &'t str)> {
    let input = InternedInput::new(before, after);
    let mut lines = Vec::new();
    let mut diff = Diff::compute(Algorithm::Myers, &input);
    diff.postprocess_no_heuristic(&input);
    for hunk in diff.hunks() {
        let (old, new) = (
            hunk.before.map(|line| input.before[line as usize]),
            hunk.after.map(|line| input.after[line as usize]),
        );
        lines.extend(old.map(|token| ('-', input.interner[token])));
        lines.extend(new.map(|token| ('+', input.interner[token])));
    }
    lines
}

/// The lines in which two texts differ, each with its sign.
pub fn difference(before: &str, after: &str) -> String {
    let lines = changed_lines(before, after).into_iter();
    lines.map(|(sign, line)| format!("{sign}{line}")).collect()
}
