//! `github`: workflow commands, which GitHub Actions shows as annotations beside the changed lines, after the text for
//! people, which the log of the step keeps.
//!
//! A step shows ten errors, ten warnings and ten notices, so the gravest come first, and a last line says how many there
//! are that it does not show. In the text for people commands are turned off: a register is anyone's file.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, Write};

use super::places::{Range, Sources};
use super::visible::{message, visible};
use super::{Finding, Rendering, full};
use crate::diagnostic::Severity;
use crate::messages::{Language, Message};

/// How many annotations of one kind a step shows.
const MOST: usize = 10;

pub(super) fn write(rendering: &Rendering<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Rendering {
        findings,
        sources,
        language,
        ..
    } = *rendering;
    if findings.is_empty() {
        return Ok(());
    }
    let pause = pause();
    writeln!(out, "::stop-commands::{pause}")?;
    full::write(rendering, out)?;
    writeln!(out, "::{pause}::")?;
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        let of_severity = || {
            findings
                .iter()
                .filter(|finding| finding.diagnostic.severity == severity)
        };
        for finding in of_severity() {
            command(finding, sources, language, out)?;
        }
        let hidden = of_severity().count().saturating_sub(MOST);
        if hidden > 0 {
            let message = Message::attribute("format-github", severity.name()).with("count", hidden);
            writeln!(out, "{}", message.render(language))?;
        }
    }
    Ok(())
}

/// The word that turns commands on again. Whoever wrote the register must not foresee it, and can work out whatever
/// follows from the findings; the keys of the standard library's hashers are the system's random numbers.
fn pause() -> String {
    let random = || RandomState::new().build_hasher().finish();
    format!("stdreg-{:016x}{:016x}", random(), random())
}

fn command(finding: &Finding, sources: &Sources<'_>, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let diagnostic = &finding.diagnostic;
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let source = sources.get(finding, diagnostic.place.file);
    let Range { start, end } = source.map_or(Range::START, |source| source.range(diagnostic.place));
    write!(
        out,
        "::{command} file={},line={},endLine={}",
        property(&visible(sources.path(finding, diagnostic.place.file))),
        start.line,
        end.line
    )?;
    // Columns of a range over several lines are refused.
    if start.line == end.line {
        write!(out, ",col={},endColumn={}", start.column, end.column)?;
    }
    let title = format!("{} {}", diagnostic.rule.code, diagnostic.rule.name);
    let words = message(&diagnostic.message.render(language));
    writeln!(out, ",title={}::{}", property(&title), data(&words))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
