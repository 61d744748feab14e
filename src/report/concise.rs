//! `concise`: a line for each finding, as compilers write it, so that `grep` and problem matchers can read it.
//!
//! The words before the message are the same in every language.

use std::io::{self, Write};

use super::Rendering;
use super::style::Style;
use super::visible::{message, visible};

pub(super) fn write(rendering: &Rendering<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Rendering {
        findings,
        sources,
        language,
        color,
        ..
    } = *rendering;
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
