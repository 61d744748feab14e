//! Findings: pushed, or pulled by `textDocument/diagnostic` and `workspace/diagnostic`.

use std::collections::BTreeMap;
use std::hash::{Hash as _, Hasher as _};

use rustc_hash::FxHasher;
use tower_lsp::lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag,
    DocumentDiagnosticReport, DocumentDiagnosticReportResult, FullDocumentDiagnosticReport, NumberOrString,
    RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport,
    WorkspaceDiagnosticParams, WorkspaceDiagnosticReport, WorkspaceDiagnosticReportResult,
    WorkspaceDocumentDiagnosticReport, WorkspaceFullDocumentDiagnosticReport,
    WorkspaceUnchangedDocumentDiagnosticReport,
};

use crate::analysis::limit::limit;
use crate::diagnostic;
use crate::lsp::convert;
use crate::lsp::file_findings::FileFindings;
use crate::lsp::snapshot::Snapshot;
use crate::messages::Message;
use crate::rules::{self, TOO_MANY_FINDINGS};
use crate::text::Span;

/// What findings are said to come from.
pub(in crate::lsp) const SOURCE: &str = "stdreg";

/// The findings of the snapshot's file in the protocol's terms; `found` are those that stand in it. Of very many the
/// gravest, and how many there are besides (X003): a client gets them all again at each key.
pub(in crate::lsp) fn of_file(snapshot: &Snapshot, found: &[diagnostic::Diagnostic], most: usize) -> Vec<Diagnostic> {
    let severities = snapshot.severities.get(snapshot.file.0 as usize);
    let rule = TOO_MANY_FINDINGS.rule.severity;
    let severity = match (severities, rules::find(TOO_MANY_FINDINGS.rule.code)) {
        (Some(severities), Some(rule)) => severities.of(rule),
        _ => Some(rule),
    };
    let (shown, told) = limit(found.iter().collect(), most, severity, |found| found);
    let shown = shown.into_iter().chain(&told);
    shown.map(|found| of(snapshot, found)).collect()
}

/// A finding in the protocol's terms.
pub(in crate::lsp) fn of(snapshot: &Snapshot, found: &diagnostic::Diagnostic) -> Diagnostic {
    let client = &snapshot.client;
    let link = || snapshot.pages.of(found.rule.code, snapshot.language);
    let code_description = client.shows_links().then(link).flatten();
    let related = || -> Vec<_> {
        let of = |label: &diagnostic::Label| {
            Some(DiagnosticRelatedInformation {
                location: snapshot.location(label.place)?,
                message: label.message.render(snapshot.language),
            })
        };
        found.related.iter().filter_map(of).collect()
    };
    let is_unnecessary = found.rule.name == "unused-suppression" && client.shows_unnecessary();
    Diagnostic {
        range: snapshot.range(found.place),
        severity: Some(convert::severity(found.severity)),
        code: Some(NumberOrString::String(found.rule.code.to_owned())),
        code_description: code_description.map(|href| CodeDescription { href }),
        source: Some(SOURCE.to_owned()),
        message: found.message.render(snapshot.language),
        related_information: client
            .shows_related()
            .then(related)
            .filter(|related| !related.is_empty()),
        tags: is_unnecessary.then(|| vec![DiagnosticTag::UNNECESSARY]),
        data: None,
    }
}

/// What is wrong with a settings file so that it cannot be used.
pub(in crate::lsp) fn settings_error(snapshot: &Snapshot, span: Span, reason: &Message) -> Diagnostic {
    let columns = snapshot.columns(snapshot.file);
    Diagnostic {
        range: columns.map(|columns| columns.range(span)).unwrap_or_default(),
        severity: Some(DiagnosticSeverity::ERROR),
        source: Some(SOURCE.to_owned()),
        message: reason.render(snapshot.language),
        ..Diagnostic::default()
    }
}

/// The answer to `textDocument/diagnostic`: unchanged, where the client has these findings already.
pub(in crate::lsp) fn document_report(found: FileFindings, previous: Option<&str>) -> DocumentDiagnosticReportResult {
    let result_id = result_id(&found);
    let report = if previous == Some(result_id.as_str()) {
        DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
        })
    } else {
        DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
            related_documents: None,
            full_document_diagnostic_report: FullDocumentDiagnosticReport {
                result_id: Some(result_id),
                items: found.diagnostics,
            },
        })
    };
    DocumentDiagnosticReportResult::Report(report)
}

/// The answer to `workspace/diagnostic`: every file, and those the client has findings of that are no longer there.
pub(in crate::lsp) fn workspace_report(
    found: Vec<FileFindings>,
    params: &WorkspaceDiagnosticParams,
) -> WorkspaceDiagnosticReportResult {
    let mut items = Vec::new();
    let previous = params.previous_result_ids.iter();
    let mut previous: BTreeMap<_, _> = previous.map(|before| (&before.uri, before.value.as_str())).collect();
    for found in found {
        let result_id = result_id(&found);
        let version = found.version.map(i64::from);
        let Some(uri) = found.uri else { continue };
        let before = previous.remove(&uri);
        items.push(if before == Some(result_id.as_str()) {
            WorkspaceDocumentDiagnosticReport::Unchanged(WorkspaceUnchangedDocumentDiagnosticReport {
                uri,
                version,
                unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
            })
        } else {
            full(uri, version, Some(result_id), found.diagnostics)
        });
    }
    items.extend(
        previous
            .into_keys()
            .map(|gone| full(gone.clone(), None, None, Vec::new())),
    );
    WorkspaceDiagnosticReportResult::Report(WorkspaceDiagnosticReport { items })
}

fn full(
    uri: tower_lsp::lsp_types::Url,
    version: Option<i64>,
    result_id: Option<String>,
    items: Vec<Diagnostic>,
) -> WorkspaceDocumentDiagnosticReport {
    WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
        uri,
        version,
        full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id, items },
    })
}

/// A name for findings, the same for the same ones.
fn result_id(found: &FileFindings) -> String {
    let mut hasher = FxHasher::default();
    serde_json::to_string(&found.diagnostics)
        .unwrap_or_default()
        .hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
