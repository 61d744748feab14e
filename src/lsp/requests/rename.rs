//! `textDocument/prepareRename` and `textDocument/rename`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::lsp_types::{Position, PrepareRenameResponse, TextEdit, WorkspaceEdit};

use super::sharing::cursors;
use super::workspace_edit::{FileEdits, of_snapshots};
use crate::ide::rename::{self, Refusal};
use crate::lsp::snapshot::{Snapshot, View};
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

/// The edits of all files of all registers that give what is at a position of the first snapshot's file another name. Where
/// one register cannot have the name, none is edited.
pub(in crate::lsp) fn rename(snapshots: &[Snapshot], position: Position, name: &str) -> Result<Option<WorkspaceEdit>> {
    let mut by_file: BTreeMap<(usize, FileId), FileEdits<'_>> = BTreeMap::new();
    let mut done: BTreeSet<PathBuf> = BTreeSet::new();
    for (number, (snapshot, cursor)) in cursors(snapshots, position).into_iter().enumerate() {
        let edits = rename::rename(snapshot.context(), cursor, name);
        let edits = edits.map_err(|refusal| refused(snapshot, &refusal))?;
        for (place, text) in edits {
            let is_done = |view: &View| done.contains(&view.path);
            if snapshot.view(place.file).is_none_or(is_done) {
                continue;
            }
            if snapshot.is_excluded(place.file) {
                let file = snapshot.register.file(place.file);
                let path = file.map_or("", |file| file.path.as_str());
                let refusal = Message::new("rename-excluded").with("file", path);
                return Err(refused(snapshot, &Box::new(refusal)));
            }
            let of_file = by_file.entry((number, place.file));
            let (_, _, edits) = of_file.or_insert_with(|| (snapshot, place.file, Vec::new()));
            edits.push(TextEdit::new(snapshot.range(place), text));
        }
        // What another register says of the same file is the same.
        done.extend(snapshot.views.iter().map(|view| view.path.clone()));
    }
    Ok((!by_file.is_empty()).then(|| of_snapshots(by_file.into_values().collect())))
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
        let edit = rename(std::slice::from_ref(&snapshot), Position::new(1, 9), "22")
            .unwrap()
            .unwrap();
        let Some(DocumentChanges::Edits(edits)) = edit.document_changes else {
            panic!("no edits of documents");
        };
        let versions: Vec<_> = edits.iter().map(|edit| edit.text_document.version).collect();
        assert_eq!(versions, [Some(1), Some(2)]);
    }

    #[test]
    fn an_older_client_gets_edits_by_uri() {
        let snapshot = snapshot(&FILES, json!({}), json!({}));
        let edit = rename(std::slice::from_ref(&snapshot), Position::new(1, 9), "22")
            .unwrap()
            .unwrap();
        assert_eq!(edit.changes.map(|changes| changes.len()), Some(2));
        assert_eq!(
            rename(std::slice::from_ref(&snapshot), Position::new(0, 0), "22"),
            Ok(None)
        );
    }

    #[test]
    fn nothing_is_renamed_in_a_file_that_the_settings_exclude() {
        let mut snapshot = snapshot(&FILES, json!({}), json!({}));
        snapshot.excluded = [false, true].into();
        let error = rename(std::slice::from_ref(&snapshot), Position::new(1, 9), "22").unwrap_err();
        assert!(error.message.contains("part.toml"), "{}", error.message);
        snapshot.excluded = [false, false].into();
        assert!(
            rename(std::slice::from_ref(&snapshot), Position::new(1, 9), "22")
                .unwrap()
                .is_some()
        );
    }

    #[test]
    fn a_refusal_is_an_error_with_its_reason() {
        let snapshot = snapshot(&FILES, json!({}), json!({}));
        let error = rename(std::slice::from_ref(&snapshot), Position::new(1, 9), "2").unwrap_err();
        assert_eq!(error.code, ErrorCode::ServerError(REQUEST_FAILED));
        assert!(error.message.contains("must have 2 characters"));
        let prepared = prepare(&snapshot, Position::new(1, 9)).unwrap();
        let Some(PrepareRenameResponse::RangeWithPlaceholder { placeholder, .. }) = prepared else {
            panic!("{prepared:?}");
        };
        assert_eq!(placeholder, "21");
    }
}
