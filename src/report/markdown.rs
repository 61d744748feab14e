//! `markdown`: a summary for the page of a job: how many findings there are by rule, and the gravest of them.

use std::io::{self, Write};

use super::places::Range;
use super::visible::message;
use super::{Finding, Rendering, statistics};
use crate::messages::Message;

/// How many findings are listed: a page shows so much, and services refuse a summary of more than a mebibyte.
const MOST: usize = 200;

pub(super) fn write(rendering: &Rendering<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Rendering {
        findings,
        sources,
        language,
        ..
    } = *rendering;
    let word = |attribute| Message::attribute("format-markdown", attribute).render(language);
    writeln!(out, "### stdreg\n")?;
    if findings.is_empty() {
        let none = Message::new("format-no-findings");
        return writeln!(out, "{}", none.render(language));
    }
    table(&[word("rule"), word("severity"), word("count"), word("fixable")], out)?;
    for row in statistics::rows(findings) {
        let severity = Message::attribute("report-severity", row.severity.name()).render(language);
        writeln!(
            out,
            "| {} `{}` | {severity} | {} | {} |",
            row.rule, row.name, row.count, row.fixable
        )?;
    }
    let mut gravest: Vec<&Finding> = findings.iter().collect();
    gravest.sort_by_key(|finding| std::cmp::Reverse(finding.diagnostic.severity));
    writeln!(out)?;
    table(&[word("place"), word("rule"), word("finding")], out)?;
    for finding in gravest.iter().take(MOST) {
        let diagnostic = &finding.diagnostic;
        let source = sources.get(finding, diagnostic.place.file);
        let Range { start, .. } = source.map_or(Range::START, |source| source.range(diagnostic.place));
        writeln!(
            out,
            "| {}:{}:{} | {} | {} |",
            plain(sources.path(finding, diagnostic.place.file)),
            start.line,
            start.column,
            diagnostic.rule.code,
            plain(&diagnostic.message.render(language))
        )?;
    }
    let more = gravest.len().saturating_sub(MOST);
    if more > 0 {
        let more = Message::attribute("format-markdown", "more").with("count", more);
        writeln!(out, "\n{}", more.render(language))?;
    }
    Ok(())
}

fn table(columns: &[String], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "| {} |", columns.join(" | "))?;
    writeln!(out, "|{}", " --- |".repeat(columns.len()))
}

/// Text that is nothing but text in a cell of a table.
fn plain(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 16);
    for character in message(text).chars() {
        match character {
            '<' => escaped.push_str("&lt;"),
            '&' => escaped.push_str("&amp;"),
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '~' | '#' | '@' | '!' => escaped.extend(['\\', character]),
            _ => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_holds_text_and_nothing_else() {
        assert_eq!(plain("a|b\n<b> `x` *y*"), "a\\|b &lt;b> \\`x\\` \\*y\\*");
    }
}
