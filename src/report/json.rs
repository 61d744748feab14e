//! `json` and `json-lines`: the findings for programs. The shape is a contract; the format's documentation has it.

use std::io::{self, Write};

use serde::Serialize;

use super::Finding;
use super::Rendering;
use super::places::{Range, Sources};
use crate::diagnostic::{Applicability, Edit, Fix, Label, Severity};
use crate::messages::Language;

#[derive(Serialize)]
struct FindingObject<'a> {
    file: &'a str,
    rule: &'static str,
    name: &'static str,
    severity: Severity,
    message: String,
    range: Range,
    related: Vec<RelatedObject<'a>>,
    fix: Option<FixObject<'a>>,
}

#[derive(Serialize)]
struct RelatedObject<'a> {
    file: &'a str,
    message: String,
    range: Range,
}

#[derive(Serialize)]
struct FixObject<'a> {
    title: String,
    #[serde(rename = "safety")]
    applicability: Applicability,
    edits: Vec<EditObject<'a>>,
}

#[derive(Serialize)]
struct EditObject<'a> {
    /// Only where the edit is in another file than the finding.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    range: Range,
    text: &'a str,
}

/// One array, a finding on a line.
pub(super) fn write_array(rendering: &Rendering<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Rendering {
        findings,
        sources,
        language,
        ..
    } = *rendering;
    out.write_all(b"[")?;
    let mut separator = "\n";
    for finding in findings {
        out.write_all(separator.as_bytes())?;
        serde_json::to_writer(&mut *out, &object(finding, sources, language))?;
        separator = ",\n";
    }
    let end = if findings.is_empty() { "]\n" } else { "\n]\n" };
    out.write_all(end.as_bytes())
}

/// An object on a line for each finding.
pub(super) fn write_lines(rendering: &Rendering<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Rendering {
        findings,
        sources,
        language,
        ..
    } = *rendering;
    for finding in findings {
        serde_json::to_writer(&mut *out, &object(finding, sources, language))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn object<'a>(finding: &'a Finding, sources: &Sources<'a>, language: Language) -> FindingObject<'a> {
    let diagnostic = &finding.diagnostic;
    let source = sources.get(finding, diagnostic.place.file);
    let related = |label: &Label| {
        let source = sources.get(finding, label.place.file)?;
        Some(RelatedObject {
            file: source.path,
            message: label.message.render(language),
            range: source.range(label.place),
        })
    };
    FindingObject {
        file: sources.path(finding, diagnostic.place.file),
        rule: diagnostic.rule.code,
        name: diagnostic.rule.name,
        severity: diagnostic.severity,
        message: diagnostic.message.render(language),
        range: source.map_or(Range::START, |source| source.range(diagnostic.place)),
        related: diagnostic.related.iter().filter_map(related).collect(),
        fix: diagnostic
            .fix
            .as_deref()
            .map(|fix| fix_object(finding, fix, sources, language)),
    }
}

fn fix_object<'a>(finding: &'a Finding, fix: &'a Fix, sources: &Sources<'a>, language: Language) -> FixObject<'a> {
    let edit = |edit: &'a Edit| {
        let source = sources.get(finding, edit.place.file)?;
        Some(EditObject {
            file: Some(source.path).filter(|_| edit.place.file != finding.diagnostic.place.file),
            range: source.range(edit.place),
            text: &edit.text,
        })
    };
    FixObject {
        title: fix.title.render(language),
        applicability: fix.applicability,
        edits: fix.edits.iter().filter_map(edit).collect(),
    }
}
