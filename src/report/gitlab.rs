//! `gitlab`: a code quality report, which GitLab shows in merge requests. Its fingerprints do not hang on lines, so that a
//! finding which only moved is no new one.

use std::io::{self, Write};

use serde::Serialize;

use super::Rendering;
use super::places::Range;
use crate::diagnostic::Severity;

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: String,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    positions: Positions,
}

/// GitLab's word for a range.
#[derive(Serialize)]
struct Positions {
    begin: super::places::Location,
    end: super::places::Location,
}

impl From<Range> for Positions {
    fn from(Range { start, end }: Range) -> Self {
        Self { begin: start, end }
    }
}

pub(super) fn write(rendering: &Rendering<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Rendering {
        findings,
        sources,
        language,
        ..
    } = *rendering;
    let identities = sources.identities(findings);
    let issues = findings.iter().zip(&identities).map(|(finding, identity)| {
        let diagnostic = &finding.diagnostic;
        let source = sources.get(finding, diagnostic.place.file);
        Issue {
            description: diagnostic.message.render(language),
            check_name: format!("{} {}", diagnostic.rule.code, diagnostic.rule.name),
            fingerprint: identity.fingerprint(),
            severity: match diagnostic.severity {
                Severity::Error => "major",
                Severity::Warning => "minor",
                Severity::Info => "info",
            },
            location: Location {
                path: sources.path(finding, diagnostic.place.file),
                positions: source
                    .map_or(Range::START, |source| source.range(diagnostic.place))
                    .into(),
            },
        }
    });
    let issues: Vec<_> = issues.collect();
    serde_json::to_writer_pretty(&mut *out, &issues)?;
    writeln!(out)
}
