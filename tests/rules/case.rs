//! A case: a register with its findings and its repaired text in one file. `tests/fixtures/README.md` says how.

use std::fmt::Write as _;

use stdreg::analysis::limit::limit;
use stdreg::diagnostic::{Diagnostic, Severity};
use stdreg::register::Register;
use stdreg::syntax::Date;
use unicode_width::UnicodeWidthStr;

use crate::common::check;

pub const PRELUDE: &str = include_str!("../fixtures/prelude.toml");

/// A case as it is written.
#[derive(Clone, Debug, Default)]
pub struct Case {
    /// The lines that begin with `#!`.
    pub directives: Vec<String>,
    /// The files, markers included.
    marked: Vec<(String, String)>,
    /// The files, markers left out, the prelude put in.
    pub files: Vec<(String, String)>,
    /// The findings that the markers ask for.
    pub expected: Vec<Marker>,
    /// The files after the safe fixes.
    pub safe: Option<Vec<(String, String)>>,
    /// The files after all fixes.
    pub unsafe_: Option<Vec<(String, String)>>,
}

/// A finding at its place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Marker {
    /// The file, by its place in the case.
    pub file: usize,
    /// The line, from 0.
    pub line: usize,
    /// The columns of a terminal that are covered, from 0.
    pub columns: (usize, usize),
    /// The rule's name.
    pub rule: String,
    /// What the message says, or a part of it.
    pub message: String,
}

impl Case {
    /// Reads a case.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut case = Self::default();
        let mut section: Option<&str> = None;
        let mut current: Vec<(String, String)> = Vec::new();
        for line in text.split_inclusive('\n') {
            let content = line.trim_end_matches(['\n', '\r']);
            if let Some(directive) = content.strip_prefix("#!") {
                case.directives.push(directive.trim().to_owned());
            } else if let Some(path) = content.strip_prefix("#- ") {
                current.push((path.trim().to_owned(), String::new()));
            } else if let Some(name) = content.strip_prefix("#= ") {
                case.close(section, std::mem::take(&mut current))?;
                section = Some(if name.trim() == "safe" { "safe" } else { "unsafe" });
            } else {
                if current.is_empty() {
                    current.push(("register.toml".to_owned(), String::new()));
                }
                current.last_mut().unwrap().1.push_str(line);
            }
        }
        case.close(section, current)?;
        Ok(case)
    }

    /// A case of a page's example, which has no repaired text.
    pub fn example(text: &str, has_prelude: bool) -> Result<Self, String> {
        let text = text.strip_prefix('\n').unwrap_or(text);
        let directive = if has_prelude { "#! prelude\n" } else { "" };
        Self::parse(&format!("{directive}{text}"))
    }

    fn close(&mut self, section: Option<&str>, files: Vec<(String, String)>) -> Result<(), String> {
        let prelude = if self.has_prelude() { PRELUDE } else { "" };
        let whole = |files: Vec<(String, String)>| {
            let mut files = files;
            if let Some((_, text)) = files.first_mut() {
                text.insert_str(0, prelude);
            }
            files
        };
        match section {
            None => {
                for (file, (path, text)) in files.iter().enumerate() {
                    let first_line = if file == 0 { prelude.lines().count() } else { 0 };
                    let (clean, markers) = strip_markers(text, file, first_line)?;
                    let clean = if file == 0 { format!("{prelude}{clean}") } else { clean };
                    self.files.push((path.clone(), clean));
                    self.expected.extend(markers);
                }
                self.marked = files;
                self.expected.sort();
            }
            Some("safe") => self.safe = Some(whole(files)),
            Some(_) => self.unsafe_ = Some(whole(files)),
        }
        Ok(())
    }

    /// Whether the text follows the prelude.
    pub fn has_prelude(&self) -> bool {
        self.directives.iter().any(|directive| directive == "prelude")
    }

    /// The date that the analysis takes for today.
    pub fn today(&self) -> Date {
        let given = self
            .directives
            .iter()
            .find_map(|directive| directive.strip_prefix("today "));
        stdreg::syntax::date(given.unwrap_or("2026-06-01").trim()).expect("`#! today` takes a date")
    }

    /// The findings of a register that is made of the case, those that are shown: a comment in the text says how many that
    /// may be, as settings would.
    pub fn found(&self, register: &Register) -> Vec<Diagnostic> {
        let found = check(register, self.today());
        let lines = self.files.iter().flat_map(|(_, text)| text.lines());
        let most = lines
            .filter_map(|line| line.strip_prefix("# stdreg.toml: max-findings = "))
            .next();
        let Some(most) = most else { return found };
        let most = most.parse().expect("`max-findings` takes a number");
        let (mut shown, told) = limit(found, most, Some(Severity::Info), |found| found);
        shown.extend(told);
        shown
    }

    /// The case with other repaired texts, as it would be written.
    pub fn write(&self, safe: Option<&[(String, String)]>, unsafe_: Option<&[(String, String)]>) -> String {
        let mut text = String::new();
        for directive in &self.directives {
            writeln!(text, "#! {directive}").unwrap();
        }
        self.write_files(&mut text, &self.marked, "");
        for (name, files) in [("safe", safe), ("unsafe", unsafe_)] {
            if let Some(files) = files {
                writeln!(text, "#= {name}").unwrap();
                let prelude = if self.has_prelude() { PRELUDE } else { "" };
                self.write_files(&mut text, files, prelude);
            }
        }
        text
    }

    fn write_files(&self, text: &mut String, files: &[(String, String)], prelude: &str) {
        for (path, content) in files {
            if self.marked.len() > 1 || path != "register.toml" {
                writeln!(text, "#- {path}").unwrap();
            }
            text.push_str(content.strip_prefix(prelude).unwrap_or(content));
        }
    }
}

/// The text without its marker lines, and the markers.
fn strip_markers(text: &str, file: usize, first_line: usize) -> Result<(String, Vec<Marker>), String> {
    let mut clean = String::new();
    let mut markers = Vec::new();
    let mut line_number = first_line;
    for line in text.split_inclusive('\n') {
        match marker(line.trim_end_matches(['\n', '\r'])) {
            Some((columns, rest)) => {
                let (rule, message) = rest.split_once(':').unwrap_or((rest, ""));
                let line = line_number
                    .checked_sub(1)
                    .ok_or("a marker stands above the first line")?;
                markers.push(Marker {
                    file,
                    line,
                    columns,
                    rule: rule.trim().to_owned(),
                    message: message.trim().to_owned(),
                });
            }
            None => {
                clean.push_str(line);
                line_number += 1;
            }
        }
    }
    Ok((clean, markers))
}

/// The columns and the words of a marker line.
fn marker(line: &str) -> Option<((usize, usize), &str)> {
    let rest = line.strip_prefix('#')?;
    if let Some(words) = rest.strip_prefix("<| ") {
        return Some(((0, 0), words.trim()));
    }
    if let Some(words) = rest.strip_prefix("< ") {
        return Some(((0, 1), words.trim()));
    }
    // What starts in the second column, where the blank of `# ^` would be one too many.
    let (rest, first) = match rest.strip_prefix('>') {
        Some(rest) => (rest, 1),
        None => (rest, 0),
    };
    let blanks = rest.len() - rest.trim_start_matches(' ').len();
    let marks = &rest[blanks..];
    if let Some(words) = marks.strip_prefix("| ") {
        return Some(((1 + blanks, 1 + blanks), words.trim()));
    }
    let carets = marks.len() - marks.trim_start_matches('^').len();
    if carets == 0 || !marks[carets..].starts_with(' ') {
        return None;
    }
    let start = if blanks == 0 { first } else { 1 + blanks };
    Some(((start, 1 + blanks + carets), marks[carets..].trim()))
}

/// The columns of a terminal that a span of bytes of a line covers.
pub fn columns(line: &str, start: usize, end: usize) -> (usize, usize) {
    (line[..start].width(), line[..end].width())
}
