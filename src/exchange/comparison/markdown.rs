//! What changed as 修订说明 in Markdown.

use std::fmt::Write as _;

use super::Comparison;
use super::sections::{self, Section, sections};
use crate::exchange::export::markdown::{of_cell, plain};
use crate::messages::Language;

pub(super) fn render(comparison: &Comparison, language: Language) -> String {
    let mut text = format!("# {}\n\n", plain(&sections::title(comparison, language)));
    let _ = writeln!(text, "{}", plain(&sections::subtitle(comparison, language)));
    if comparison.same {
        let _ = writeln!(text, "\n{}", plain(&sections::nothing(language)));
    }
    for section in sections(comparison, language) {
        text.push_str(&of_section("##", &section));
    }
    text
}

/// A section below a heading that begins with these marks.
pub(super) fn of_section(marks: &str, section: &Section) -> String {
    let mut text = format!("\n{marks} {}\n\n", plain(&section.title));
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    text.push_str(&row(section.head.iter().map(|cell| plain(cell)).collect()));
    text.push_str(&row(vec!["---".to_owned(); section.head.len()]));
    for cells in &section.rows {
        text.push_str(&row(cells.iter().map(|cell| of_cell(cell)).collect()));
    }
    text
}
