//! `concise`: a line for each finding, as compilers write it, so that `grep` and problem matchers can read it.
//!
//! The words before the message are the same in every language.

use std::io::{self, Write};

use super::places::Sources;
use super::style::Style;
use super::visible::{message, visible};
use super::{Color, Finding};
use crate::messages::Language;

pub(super) fn write(
    findings: &[Finding],
    sources: &Sources<'_>,
    language: Language,
    color: Color,
    out: &mut dyn Write,
) -> io::Result<()> {
    for finding in findings {
        let diagnostic = &finding.diagnostic;
        color.paint(Style::BOLD, &visible(sources.path(finding, diagnostic.place.file)), out)?;
        if let Some(source) = sources.get(finding, diagnostic.place.file) {
            let location = source.location(diagnostic.place.span.start);
            write!(out, ":{}:{}", location.line, location.column)?;
        }
        write!(out, ": ")?;
        let head = format!("{}[{}]", diagnostic.severity, diagnostic.rule.code);
        color.paint(Style::of(diagnostic.severity), &head, out)?;
        let words = message(&diagnostic.message.render(language));
        writeln!(out, " {}: {words}", diagnostic.rule.name)?;
    }
    Ok(())
}
