//! Edits of several files in the form that a client takes.

use std::collections::{BTreeMap, HashMap};

use tower_lsp::lsp_types::{
    AnnotatedTextEdit, ChangeAnnotation, DocumentChanges, OneOf, TextDocumentEdit, TextEdit, WorkspaceEdit,
};

use crate::lsp::snapshot::Snapshot;
use crate::text::FileId;

/// The edits of a file, and the snapshot that knows the file by the id.
pub(super) type FileEdits<'s> = (&'s Snapshot, FileId, Vec<TextEdit>);

/// What the annotation of edits is called that a person is asked about.
const TO_CONFIRM: &str = "confirm";

/// Edits of the files of a snapshot, as [`of_snapshots`].
pub(super) fn workspace_edit(snapshot: &Snapshot, by_file: BTreeMap<FileId, Vec<TextEdit>>) -> WorkspaceEdit {
    let files = by_file.into_iter();
    of_snapshots(files.map(|(file, edits)| (snapshot, file, edits)).collect())
}

/// The same for edits that a person should look at: a client that can asks about them before it makes them. `label` says
/// what they do.
pub(super) fn to_be_confirmed(
    snapshot: &Snapshot,
    by_file: BTreeMap<FileId, Vec<TextEdit>>,
    label: &str,
) -> WorkspaceEdit {
    let mut edit = workspace_edit(snapshot, by_file);
    if !snapshot.client.asks_before_changes() {
        return edit;
    }
    // Only edits with versions can say more of themselves.
    let Some(DocumentChanges::Edits(files)) = &mut edit.document_changes else {
        return edit;
    };
    for file in files {
        let edits = std::mem::take(&mut file.edits).into_iter();
        let annotated = edits.map(|edit| match edit {
            OneOf::Left(text_edit) => OneOf::Right(AnnotatedTextEdit {
                text_edit,
                annotation_id: TO_CONFIRM.to_owned(),
            }),
            annotated @ OneOf::Right(_) => annotated,
        });
        file.edits = annotated.collect();
    }
    let annotation = ChangeAnnotation {
        label: label.to_owned(),
        needs_confirmation: Some(true),
        description: None,
    };
    edit.change_annotations = Some(HashMap::from([(TO_CONFIRM.to_owned(), annotation)]));
    edit
}

/// Edits with the versions of the documents that they are for, so that a client drops what came too late; without for
/// a client that does not know them.
pub(super) fn of_snapshots(files: Vec<FileEdits<'_>>) -> WorkspaceEdit {
    let takes_versions = files
        .first()
        .is_some_and(|(snapshot, _, _)| snapshot.client.takes_document_changes());
    let files = files.into_iter();
    let versioned = files.filter_map(|(snapshot, file, edits)| Some((snapshot.versioned(file)?, edits)));
    if takes_versions {
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
