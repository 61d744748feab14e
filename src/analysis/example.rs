//! The examples of the rules' pages as people read them. An example is a test case: below a value at fault stands a marker,
//! which says where the finding is and what it must say. What is shown instead is the finding itself, in the language of
//! the page, as a comment below its line.

use std::fmt::Write as _;
use std::path::Path;

use super::limit::limit;
use super::{Options, check};
use crate::diagnostic::{Diagnostic, Severity};
use crate::messages::{Language, Message};
use crate::rules::Example;
use crate::syntax::Date;
use crate::text::encoding;
use crate::text::lines::LineIndex;
use crate::workspace::{Files, Names, SettingsFinder, absolute, load};

/// What the examples of entries follow: a register with one table.
const PRELUDE: &str = include_str!("../../tests/fixtures/prelude.toml");

/// The day on which the examples are checked, so that what is said of dates stays the same.
const TODAY: Date = Date {
    year: 2026,
    month: 6,
    day: 1,
};

/// Where the files of an example are thought to be. Nothing is read from disk there.
const FOLDER: &str = "/stdreg: examples of rules";

/// The comment by which an example says how many findings of it are shown, as settings would.
const MAX_FINDINGS: &str = "# stdreg.toml: max-findings = ";

/// A file of an example.
struct File<'a> {
    /// Its name; none where the example is a single register.
    name: Option<&'a str>,
    /// Its lines, without the markers.
    lines: Vec<&'a str>,
}

impl File<'_> {
    /// What the file is called on disk.
    fn path(&self) -> &str {
        self.name.unwrap_or("register.toml")
    }
}

/// The text of an example with its findings in a language, a line break at its end.
pub fn shown(example: Example, language: Language) -> String {
    let files = files(example.text());
    let prelude = match example {
        Example::Entries(_) => PRELUDE,
        Example::Register(_) | Example::Files(_) => "",
    };
    let found = findings(&files, prelude);
    let mut text = String::new();
    for (index, file) in files.iter().enumerate() {
        if let Some(name) = file.name {
            // The name of a file in another encoding says so to the tests alone.
            let name = name.replace(".gb18030.", ".");
            let heading = Message::attribute("rule-example", "file").with("path", name);
            let _ = writeln!(text, "{}", heading.render(language));
        }
        for (number, line) in file.lines.iter().enumerate() {
            let _ = writeln!(text, "{line}");
            let of_line = found.iter().filter(|found| (found.file, found.line) == (index, number));
            for found in of_line {
                let comment = Message::attribute("rule-example", "finding")
                    .with("rule", found.diagnostic.rule.code)
                    .with("message", found.diagnostic.message.clone());
                let _ = writeln!(text, "{}", comment.render(language));
            }
        }
    }
    text
}

/// The files of an example, without its markers.
fn files(text: &str) -> Vec<File<'_>> {
    let mut files: Vec<File<'_>> = Vec::new();
    for line in text.trim_matches('\n').lines() {
        if let Some(name) = line.strip_prefix("#- ") {
            files.push(File {
                name: Some(name.trim()),
                lines: Vec::new(),
            });
            continue;
        }
        if files.is_empty() {
            files.push(File {
                name: None,
                lines: Vec::new(),
            });
        }
        if let Some(file) = files.last_mut().filter(|_| !is_marker(line)) {
            file.lines.push(line);
        }
    }
    files
}

/// Whether a line of an example is a marker, as `tests/fixtures/README.md` describes them.
fn is_marker(line: &str) -> bool {
    let Some(rest) = line.strip_prefix('#') else {
        return false;
    };
    if rest.starts_with("<| ") || rest.starts_with("< ") {
        return true;
    }
    let marks = rest.strip_prefix('>').unwrap_or(rest).trim_start_matches(' ');
    let after = marks.trim_start_matches('^');
    marks.starts_with("| ") || (after.len() < marks.len() && after.starts_with(' '))
}

/// A finding in an example.
struct Found {
    /// The file, by its place in the example.
    file: usize,
    /// The line in the file as it is shown, from 0.
    line: usize,
    diagnostic: Diagnostic,
}

/// What the rules find in the files of an example, the first of which follows the prelude.
fn findings(files: &[File<'_>], prelude: &str) -> Vec<Found> {
    // On Windows it lies on a drive.
    let folder = &absolute(Path::new(FOLDER));
    let mut overlaid = Files::default();
    for (index, file) in files.iter().enumerate() {
        let before = if index == 0 { prelude } else { "" };
        let text = format!("{before}{}\n", file.lines.join("\n"));
        let bytes = match file.path().contains(".gb18030.") {
            true => encoding::gb18030(&text),
            false => text.into_bytes(),
        };
        overlaid.overlay(&folder.join(file.path()), bytes);
    }
    let Some(root) = files.first() else {
        return Vec::new();
    };
    let names = Names::new(folder, &[]);
    let finder = SettingsFinder::default();
    // The examples are part of the program: a test holds each of them to be read, and to have its findings.
    let Ok(loaded) = load(&overlaid, &finder, &folder.join(root.path()), &names) else {
        return Vec::new();
    };
    let mut register = loaded.register;
    // A rule about catalogues has one among the files of its example.
    let catalogue = loaded.settings.first().map(|settings| {
        let grammar = &register.scheme.grammar;
        finder.catalogue(&overlaid, settings, grammar)
    });
    register.catalogue = catalogue.and_then(Result::ok).flatten();
    let register = &register;
    let options = Options {
        severities: &[],
        today: TODAY,
    };
    let all = check(register, options);
    let most = files
        .iter()
        .flat_map(|file| &file.lines)
        .find_map(|line| line.strip_prefix(MAX_FINDINGS));
    let (mut all, told) = limit(
        all,
        most.and_then(|most| most.trim().parse().ok()).unwrap_or(usize::MAX),
        Some(Severity::Info),
        |found| found,
    );
    all.extend(told);
    let place = |diagnostic: Diagnostic| {
        let source = register.file(diagnostic.place.file)?;
        let file = files.iter().position(|file| source.path == file.path())?;
        let above = if file == 0 { prelude.lines().count() } else { 0 };
        let line = LineIndex::new(&source.text).line(diagnostic.place.span.start) as usize;
        Some(Found {
            file,
            line: line.saturating_sub(above),
            diagnostic,
        })
    };
    all.into_iter().filter_map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules;

    /// The findings of a shown example, by the codes of their rules, and whether a line is one of the tests' own.
    fn comments(text: &str) -> Vec<&str> {
        text.lines()
            .filter_map(|line| line.strip_prefix("# ↑ "))
            .filter_map(|comment| comment.get(..4))
            .collect()
    }

    #[test]
    fn findings_are_told_in_words_where_the_markers_stand() {
        for definition in rules::ALL {
            for (example, is_bad) in [(definition.page.bad, true), (definition.page.good, false)] {
                let markers: Vec<&str> = example.text().lines().filter(|line| is_marker(line)).collect();
                for language in Language::ALL {
                    let text = shown(example, language);
                    let name = definition.rule.name;
                    assert_eq!(comments(&text).len(), markers.len(), "{name}\n{text}");
                    assert_eq!(
                        comments(&text).contains(&definition.rule.code),
                        is_bad,
                        "{name}\n{text}"
                    );
                    assert!(!text.lines().any(is_marker), "{name}\n{text}");
                    assert!(!text.contains("\n#- ") && !text.starts_with("#- "), "{name}\n{text}");
                }
            }
        }
    }

    #[test]
    fn a_finding_stands_below_its_line() {
        let example = rules::find("unknown-key").unwrap().definition().page.bad;
        let text = shown(example, Language::En);
        let expected = "titel  = \"公安数据元\"\n# ↑ T002: [[table.entry]] has no key titel; did you mean title?\n";
        assert!(text.contains(expected), "{text}");
        let text = shown(example, Language::Zh);
        assert!(
            text.contains("# ↑ T002：[[table.entry]] 没有键 titel，是否应为 title？\n"),
            "{text}"
        );
    }
}
