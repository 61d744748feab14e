//! What most of very many findings come from: the three commonest rules, each with the command that repairs or hides what it finds.

use std::path::PathBuf;

use super::Finding;
use super::statistics::{Row, rows};
use super::visible::visible;
use crate::messages::{Language, Message};

/// From how many findings on they are told: fewer are soon read.
pub const FROM: usize = 200;

/// How many of them are told.
const SHOWN: usize = 3;

/// The lines, without a last line end; none where there are few findings. `paths` are what was checked, as it was named.
pub fn text(findings: &[Finding], paths: &[PathBuf], language: Language) -> Option<String> {
    if findings.len() < FROM {
        return None;
    }
    let rows = rows(findings);
    let paths: String = paths
        .iter()
        .map(|path| format!(" {}", word(&path.to_string_lossy())))
        .collect();
    let mut lines = vec![Message::attribute("report-causes", "head").render(language)];
    let widest = rows.first().map_or(0, |row| row.count.to_string().len());
    for row in rows.iter().take(SHOWN) {
        let told = Message::attribute("report-causes", attribute(row))
            .with("rule", row.name)
            .with("some", row.fixable)
            .with("command", command(row, &paths));
        lines.push(format!(
            "  {:>widest$}  {}  {}",
            row.count,
            row.rule,
            told.render(language)
        ));
    }
    let lines: Vec<_> = lines.iter().map(|line| visible(line)).collect();
    Some(lines.join("\n"))
}

fn attribute(row: &Row) -> &'static str {
    match (row.fixable, row.unsafe_) {
        (0, 0) => "hidden",
        (0, _) => "unsafe",
        (some, _) if some < row.count => "some",
        _ => "all",
    }
}

/// What repairs the findings of a rule, or else hides them.
fn command(row: &Row, paths: &str) -> String {
    let rule = row.rule;
    match (row.fixable, row.unsafe_) {
        (0, 0) => format!("stdreg check --ignore {rule}{paths}"),
        (0, _) => format!("stdreg check --select {rule} --unsafe-fixes --diff{paths}"),
        _ => format!("stdreg check --select {rule} --fix{paths}"),
    }
}

/// A word of a command line as a shell takes it.
fn word(path: &str) -> String {
    let is_plain = |character: char| character.is_alphanumeric() || "-_./\\:".contains(character);
    match !path.is_empty() && path.chars().all(is_plain) {
        true => path.to_owned(),
        false => format!("\"{}\"", path.replace('"', "\\\"")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;

    #[test]
    fn what_is_said_of_a_rule_follows_from_its_fixes() {
        let row = |fixable, unsafe_| Row {
            rule: "E007",
            name: "malformed-number",
            severity: Severity::Error,
            count: 3,
            fixable,
            unsafe_,
        };
        let said = |fixable, unsafe_| {
            let row = row(fixable, unsafe_);
            (attribute(&row), command(&row, " a.toml"))
        };
        let repaired = "stdreg check --select E007 --fix a.toml".to_owned();
        assert_eq!(said(3, 0), ("all", repaired.clone()));
        assert_eq!(said(2, 1), ("some", repaired));
        let shown = "stdreg check --select E007 --unsafe-fixes --diff a.toml".to_owned();
        assert_eq!(said(0, 1), ("unsafe", shown));
        assert_eq!(said(0, 0), ("hidden", "stdreg check --ignore E007 a.toml".to_owned()));
    }

    #[test]
    fn a_path_is_a_word_of_the_command() {
        assert_eq!(word("标准/a.toml"), "标准/a.toml");
        assert_eq!(word("我的 体系"), "\"我的 体系\"");
        assert_eq!(word("a\"b"), "\"a\\\"b\"");
        assert_eq!(word(r"C:\a"), r"C:\a");
    }
}
