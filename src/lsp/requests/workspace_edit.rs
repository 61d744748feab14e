//! Edits of several files in the form that a client takes.

use std::collections::{BTreeMap, HashMap};

use tower_lsp::lsp_types::{DocumentChanges, OneOf, TextDocumentEdit, TextEdit, WorkspaceEdit};

use crate::lsp::snapshot::Snapshot;
use crate::text::FileId;

/// Edits with the versions of the documents that they are for, so that a client drops what came too late; without for
/// a client that does not know them.
pub(super) fn workspace_edit(snapshot: &Snapshot, by_file: BTreeMap<FileId, Vec<TextEdit>>) -> WorkspaceEdit {
    let versioned = by_file
        .into_iter()
        .filter_map(|(file, edits)| Some((snapshot.versioned(file)?, edits)));
    if snapshot.client.takes_document_changes() {
        let changes = versioned.map(|(text_document, edits)| TextDocumentEdit {
            text_document,
            edits: edits.into_iter().map(OneOf::Left).collect(),
        });
        return WorkspaceEdit {
            document_changes: Some(DocumentChanges::Edits(changes.collect())),
            ..WorkspaceEdit::default()
        };
    }
    let changes: HashMap<_, _> = versioned.map(|(document, edits)| (document.uri, edits)).collect();
    WorkspaceEdit::new(changes)
}
