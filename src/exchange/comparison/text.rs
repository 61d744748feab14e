//! What changed as lines for a terminal.

use std::fmt::Write as _;

use super::Comparison;
use super::sections::{self, Section, sections};
use crate::messages::Language;

/// Nothing where nothing changed.
pub(super) fn render(comparison: &Comparison, language: Language) -> String {
    let mut text = String::new();
    if comparison.same {
        return text;
    }
    let _ = writeln!(text, "{}", sections::subtitle(comparison, language));
    for section in sections(comparison, language) {
        text.push('\n');
        text.push_str(&of_section(&section));
    }
    text
}

pub(super) fn of_section(section: &Section) -> String {
    let mut text = format!("{} ({})\n", section.title, section.rows.len());
    for row in &section.rows {
        let _ = writeln!(text, "  {}", line(row, section.before));
    }
    text
}

/// The cells that are not empty, what was and what is as one.
fn line(row: &[String], before: Option<usize>) -> String {
    let cells = row
        .iter()
        .map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" "));
    let mut cells: Vec<String> = cells.collect();
    if let Some([old, new]) = before.and_then(|before| cells.get_mut(before..before + 2)) {
        let shown = |text: &str| {
            if text.is_empty() {
                "-".to_owned()
            } else {
                text.to_owned()
            }
        };
        if *old != *new {
            *old = format!("{} → {}", shown(old), shown(new));
            new.clear();
        }
    }
    cells.retain(|cell| !cell.is_empty());
    cells.join("  ")
}
