//! `textDocument/prepareRename` and `textDocument/rename`.

use std::collections::BTreeMap;

use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::lsp_types::{Position, PrepareRenameResponse, TextEdit, WorkspaceEdit};

use super::workspace_edit::workspace_edit;
use crate::ide::rename::{self, Refusal};
use crate::lsp::snapshot::Snapshot;
use crate::messages::Message;
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
        if snapshot.is_excluded(place.file) {
            let file = snapshot.register.file(place.file);
            let path = file.map_or("", |file| file.path.as_str());
            let refusal = Message::new("rename-excluded").with("file", path);
            return Err(refused(snapshot, &Box::new(refusal)));
        }
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

#[cfg(test)]
mod tests {
    use serde_json::json;
    use tower_lsp::lsp_types::DocumentChanges;

    use super::*;
    use crate::lsp::requests::fixture::snapshot;

    const FILES: [(&str, &str); 2] = [
        ("register.toml", "[[category]]\ncode = \"21\"\n"),
        ("part.toml", "[[table]]\nid = \"A.4\"\ncategory = \"21\"\n"),
    ];

    #[test]
    fn all_files_are_edited_in_the_versions_that_were_read() {
        let snapshot = snapshot(
            &FILES,
            json!({}),
            json!({ "workspaceEdit": { "documentChanges": true } }),
        );
        let edit = rename(&snapshot, Position::new(1, 9), "22").unwrap().unwrap();
        let Some(DocumentChanges::Edits(edits)) = edit.document_changes else {
            panic!("no edits of documents");
        };
        let versions: Vec<_> = edits.iter().map(|edit| edit.text_document.version).collect();
        assert_eq!(versions, [Some(1), Some(2)]);
    }

    #[test]
    fn an_older_client_gets_edits_by_uri() {
        let snapshot = snapshot(&FILES, json!({}), json!({}));
        let edit = rename(&snapshot, Position::new(1, 9), "22").unwrap().unwrap();
        assert_eq!(edit.changes.map(|changes| changes.len()), Some(2));
        assert_eq!(rename(&snapshot, Position::new(0, 0), "22"), Ok(None));
    }

    #[test]
    fn nothing_is_renamed_in_a_file_that_the_settings_exclude() {
        let mut snapshot = snapshot(&FILES, json!({}), json!({}));
        snapshot.excluded = [false, true].into();
        let error = rename(&snapshot, Position::new(1, 9), "22").unwrap_err();
        assert!(error.message.contains("part.toml"), "{}", error.message);
        snapshot.excluded = [false, false].into();
        assert!(rename(&snapshot, Position::new(1, 9), "22").unwrap().is_some());
    }

    #[test]
    fn a_refusal_is_an_error_with_its_reason() {
        let snapshot = snapshot(&FILES, json!({}), json!({}));
        let error = rename(&snapshot, Position::new(1, 9), "2").unwrap_err();
        assert_eq!(error.code, ErrorCode::ServerError(REQUEST_FAILED));
        assert!(error.message.contains("must have 2 characters"));
        let prepared = prepare(&snapshot, Position::new(1, 9)).unwrap();
        let Some(PrepareRenameResponse::RangeWithPlaceholder { placeholder, .. }) = prepared else {
            panic!("{prepared:?}");
        };
        assert_eq!(placeholder, "21");
    }
}
