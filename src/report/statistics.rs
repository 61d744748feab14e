//! `--statistics`: how often each rule found something.

use std::io::{self, Write};

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::style::Style;
use super::{Color, Finding, Format};
use crate::diagnostic::{Applicability, Severity};
use crate::messages::{Language, Message};

/// What a rule found, in numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Row {
    /// The rule's code.
    pub rule: &'static str,
    /// Its name.
    pub name: &'static str,
    /// The gravest level among its findings.
    pub severity: Severity,
    /// How many findings it has.
    pub count: usize,
    /// How many of them have a safe fix.
    pub(super) fixable: usize,
    /// How many have an unsafe one.
    #[serde(skip)]
    pub(super) unsafe_: usize,
}

/// The rules that found something: the most findings first, and by code where there are as many.
pub(super) fn rows(findings: &[Finding]) -> Vec<Row> {
    let mut rows: FxHashMap<&'static str, Row> = FxHashMap::default();
    for Finding { diagnostic, .. } in findings {
        let row = rows.entry(diagnostic.rule.code).or_insert(Row {
            rule: diagnostic.rule.code,
            name: diagnostic.rule.name,
            severity: diagnostic.severity,
            count: 0,
            fixable: 0,
            unsafe_: 0,
        });
        row.count += 1;
        row.severity = row.severity.max(diagnostic.severity);
        match diagnostic.fix.as_ref().map(|fix| fix.applicability) {
            Some(Applicability::Safe) => row.fixable += 1,
            Some(Applicability::Unsafe) => row.unsafe_ += 1,
            None => {}
        }
    }
    let mut rows: Vec<Row> = rows.into_values().collect();
    rows.sort_by_key(|row| (std::cmp::Reverse(row.count), row.rule));
    rows
}

/// The formats that numbers can be written in.
pub const FORMATS: [Format; 4] = [Format::Full, Format::Concise, Format::Json, Format::JsonLines];

/// Writes the numbers in place of the findings.
///
/// # Errors
/// Where it cannot be written. Of the formats only those of [`FORMATS`] are for numbers; any other gives the table.
pub fn render(
    format: Format,
    findings: &[Finding],
    language: Language,
    color: Color,
    out: &mut dyn Write,
) -> io::Result<()> {
    let rows = rows(findings);
    match format {
        Format::Json => {
            serde_json::to_writer(&mut *out, &rows)?;
            writeln!(out)
        }
        Format::JsonLines => rows.iter().try_for_each(|row| {
            serde_json::to_writer(&mut *out, row)?;
            writeln!(out)
        }),
        _ => write_table(&rows, language, color, out),
    }
}

fn write_table(rows: &[Row], language: Language, color: Color, out: &mut dyn Write) -> io::Result<()> {
    let width = |number: usize| number.to_string().len();
    let widest = rows.iter().map(|row| width(row.count)).max().unwrap_or_default();
    for row in rows {
        write!(out, "{:>widest$}  ", row.count)?;
        color.paint(Style::of(row.severity), row.rule, out)?;
        let mark = if row.fixable > 0 { "[*]" } else { "[ ]" };
        writeln!(out, "  {mark} {}", row.name)?;
    }
    if rows.iter().any(|row| row.fixable > 0) {
        writeln!(out, "{}", Message::new("statistics-legend").render(language))?;
    }
    Ok(())
}
