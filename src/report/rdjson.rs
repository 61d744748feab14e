//! `rdjson`: the diagnostic format of reviewdog. Its columns count the bytes of UTF-8, from 1.

use std::io::{self, Write};

use serde::Serialize;

use super::Finding;
use super::Rendering;
use super::places::{Location, Source, Sources};
use crate::diagnostic::{Applicability, Diagnostic, Place, Severity};
use crate::messages::Language;

#[derive(Serialize)]
struct Result<'a> {
    source: Name,
    diagnostics: Vec<DiagnosticObject<'a>>,
}

#[derive(Serialize)]
struct Name {
    name: &'static str,
}

#[derive(Serialize)]
struct DiagnosticObject<'a> {
    message: String,
    location: LocationObject<'a>,
    severity: &'static str,
    code: Code,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Related<'a>>,
}

#[derive(Serialize)]
struct LocationObject<'a> {
    path: &'a str,
    range: RangeObject,
}

#[derive(Serialize)]
struct RangeObject {
    start: Location,
    end: Location,
}

#[derive(Serialize)]
struct Code {
    value: String,
}

#[derive(Serialize)]
struct Suggestion<'a> {
    range: RangeObject,
    text: &'a str,
}

#[derive(Serialize)]
struct Related<'a> {
    message: String,
    location: LocationObject<'a>,
}

pub(super) fn write(rendering: &Rendering<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Rendering {
        findings,
        sources,
        language,
        ..
    } = *rendering;
    let result = Result {
        source: Name { name: "stdreg" },
        diagnostics: findings
            .iter()
            .map(|finding| object(finding, sources, language))
            .collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &result)?;
    writeln!(out)
}

fn object<'a>(finding: &'a Finding, sources: &Sources<'a>, language: Language) -> DiagnosticObject<'a> {
    let diagnostic = &finding.diagnostic;
    let location = |place: Place| {
        let source = sources.get(finding, place.file);
        LocationObject {
            path: sources.path(finding, place.file),
            range: range(source, place),
        }
    };
    DiagnosticObject {
        message: diagnostic.message.render(language),
        location: location(diagnostic.place),
        severity: match diagnostic.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Info => "INFO",
        },
        code: Code {
            value: format!("{} {}", diagnostic.rule.code, diagnostic.rule.name),
        },
        suggestions: suggestion(diagnostic, finding, sources).into_iter().collect(),
        related_locations: diagnostic
            .related
            .iter()
            .map(|label| Related {
                message: label.message.render(language),
                location: location(label.place),
            })
            .collect(),
    }
}

/// A safe fix of a single edit: each suggestion is taken or left by itself, so that one edit of several would be half a
/// fix.
fn suggestion<'a>(diagnostic: &'a Diagnostic, finding: &Finding, sources: &Sources<'a>) -> Option<Suggestion<'a>> {
    let fix = diagnostic
        .fix
        .as_deref()
        .filter(|fix| fix.applicability == Applicability::Safe)?;
    let [edit] = fix.edits.as_slice() else { return None };
    (edit.place.file == diagnostic.place.file).then(|| Suggestion {
        range: range(sources.get(finding, edit.place.file), edit.place),
        text: &edit.text,
    })
}

fn range(source: Option<&Source<'_>>, place: Place) -> RangeObject {
    let location = |offset| {
        source.map_or(Location { line: 1, column: 1 }, |source| {
            source.location_in_bytes(offset)
        })
    };
    RangeObject {
        start: location(place.span.start),
        end: location(place.span.end),
    }
}
