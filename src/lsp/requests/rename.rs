//! `textDocument/prepareRename` and `textDocument/rename`.

use std::collections::{BTreeMap, HashMap};

use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::lsp_types::{
    DocumentChanges, OneOf, Position, PrepareRenameResponse, TextDocumentEdit, TextEdit, WorkspaceEdit,
};

use crate::ide::rename::{self, Refusal};
use crate::lsp::snapshot::Snapshot;
use crate::text::FileId;

/// The protocol's `RequestFailed`: the request was in order, and what it asks for cannot be done. Editors show the
/// message.
const REQUEST_FAILED: i64 = -32803;

/// What a rename at a position would change.
pub(in crate::lsp) fn prepare(snapshot: &Snapshot, position: Position) -> Result<Option<PrepareRenameResponse>> {
    let found = rename::prepare(snapshot.context(), snapshot.cursor(position));
    let found = found.map_err(|refusal| refused(snapshot, &refusal))?;
    Ok(found.map(|found| PrepareRenameResponse::RangeWithPlaceholder {
        range: snapshot.range(found.place),
        placeholder: found.placeholder,
    }))
}

/// The edits of all files that give what is at a position another name.
pub(in crate::lsp) fn rename(snapshot: &Snapshot, position: Position, name: &str) -> Result<Option<WorkspaceEdit>> {
    let edits = rename::rename(snapshot.context(), snapshot.cursor(position), name);
    let edits = edits.map_err(|refusal| refused(snapshot, &refusal))?;
    let mut by_file: BTreeMap<FileId, Vec<TextEdit>> = BTreeMap::new();
    for (place, text) in edits {
        let edit = TextEdit::new(snapshot.range(place), text);
        by_file.entry(place.file).or_default().push(edit);
    }
    Ok((!by_file.is_empty()).then(|| workspace_edit(snapshot, by_file)))
}

fn refused(snapshot: &Snapshot, refusal: &Refusal) -> Error {
    Error {
        code: ErrorCode::ServerError(REQUEST_FAILED),
        message: refusal.render(snapshot.language).into(),
        data: None,
    }
}

/// Edits with the versions of the documents that they are for, so that a client drops what came too late; without for
/// a client that does not know them.
fn workspace_edit(snapshot: &Snapshot, by_file: BTreeMap<FileId, Vec<TextEdit>>) -> WorkspaceEdit {
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
