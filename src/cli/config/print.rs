//! The settings in force, for people and for programs.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::in_force::{Listed, Report, RuleSeverity, Source};
use crate::cli::rule::padded;
use crate::diagnostic::Severity;
use crate::messages::{Language, Message};
use crate::report::visible::visible;
use crate::report::{Color, Style};

/// The report as one JSON object.
pub(super) fn json(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, report)?;
    writeln!(out)
}

/// The report for people: the file, the settings, the rules.
pub(super) fn text(report: &Report, language: Language, color: Color, out: &mut dyn Write) -> io::Result<()> {
    color.paint(Style::BOLD, &visible(&report.file), out)?;
    writeln!(out)?;
    for line in head(report) {
        writeln!(out, "  {}", visible(&line.render(language)))?;
    }
    writeln!(out)?;
    let lines: Vec<[String; 3]> = report
        .values
        .iter()
        .map(|setting| {
            let source = source(&setting.source).render(language);
            [setting.key.clone(), setting.value.to_string(), source]
        })
        .collect();
    columns(&lines, out)?;
    writeln!(out)?;
    let attribute = match (report.listed, report.rules.is_empty()) {
        (Listed::All, _) => "all",
        (Listed::Differing, true) => "none",
        (Listed::Differing, false) => "differing",
    };
    color.paint(
        Style::BOLD,
        &Message::attribute("config-rules", attribute).render(language),
        out,
    )?;
    writeln!(out)?;
    let lines: Vec<[String; 4]> = report.rules.iter().map(|rule| rule_line(rule, language)).collect();
    columns(&lines, out)
}

/// What is to be said of the file before its settings.
fn head(report: &Report) -> Vec<Message> {
    let mut lines = Vec::new();
    let message = |attribute| Message::attribute("config-file", attribute);
    match report.roots.as_slice() {
        [] => {}
        [root] if *root == report.file => lines.push(message("root")),
        roots => lines.push(message("part").with("roots", roots.to_vec())),
    }
    lines.push(match &report.settings {
        Some(settings) => message("settings").with("settings", settings.as_str()),
        None => message("no-settings"),
    });
    let nearer = report
        .looked_for
        .iter()
        .filter(|path| Some(*path) != report.settings.as_ref());
    let nearer: Vec<String> = nearer.cloned().collect();
    if !nearer.is_empty() {
        lines.push(message("looked-for").with("paths", nearer));
    }
    // A folder is searched for roots: a part is checked with its register, whatever `exclude` says of it.
    let is_part = !report.roots.is_empty() && !report.roots.contains(&report.file);
    lines.push(match &report.excluded {
        Some(excluded) => message(if is_part { "excluded-part" } else { "excluded" })
            .with("pattern", excluded.pattern.as_str())
            .with("source", source(&excluded.source)),
        None => message("not-excluded"),
    });
    lines
}

fn source(source: &Source) -> Message {
    let message = |attribute| Message::attribute("config-source", attribute);
    match source {
        Source::Default => message("default"),
        Source::File { file, line } => message("file").with("file", file.as_str()).with("line", *line),
        Source::CommandLine => message("command-line"),
        Source::Environment { variable } => message("environment").with("variable", *variable),
        Source::System => message("system"),
    }
}

fn rule_line(rule: &RuleSeverity, language: Language) -> [String; 4] {
    let severity = |severity: Option<Severity>| match severity {
        Some(severity) => Message::attribute("report-severity", severity.name()).render(language),
        None => Message::attribute("config-rules", "off").render(language),
    };
    let own = severity(Some(rule.default));
    let severities = if rule.severity == Some(rule.default) {
        own
    } else {
        format!("{own} → {}", severity(rule.severity))
    };
    let source = source(&rule.source).render(language);
    [rule.code.to_owned(), rule.name.to_owned(), severities, source]
}

/// Writes lines in columns, two blanks between them and before the first.
fn columns<const N: usize>(lines: &[[String; N]], out: &mut dyn Write) -> io::Result<()> {
    let widths: [usize; N] = std::array::from_fn(|column| {
        let cells = lines.iter().filter_map(|line| line.get(column));
        cells.map(|cell| visible(cell).width()).max().unwrap_or_default()
    });
    for line in lines {
        let cells = line
            .iter()
            .zip(widths)
            .map(|(cell, width)| padded(&visible(cell), width));
        let cells: Vec<String> = cells.collect();
        writeln!(out, "  {}", cells.join("  ").trim_end())?;
    }
    Ok(())
}
