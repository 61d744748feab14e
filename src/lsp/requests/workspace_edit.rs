//! Edits of several files in the form that a client takes.

use std::collections::{BTreeMap, HashMap};

use tower_lsp::lsp_types::{
    AnnotatedTextEdit, ChangeAnnotation, CreateFile, DeleteFile, DocumentChangeOperation, DocumentChanges, OneOf,
    OptionalVersionedTextDocumentIdentifier, Range, ResourceOp, TextDocumentEdit, TextEdit, Url, WorkspaceEdit,
};

use crate::ide::actions::FileChange;
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

/// The same with files that come before the edits, or go after them.
pub(super) fn with_files(
    snapshot: &Snapshot,
    by_file: BTreeMap<FileId, Vec<TextEdit>>,
    files: Vec<FileChange>,
) -> WorkspaceEdit {
    let mut edit = workspace_edit(snapshot, by_file);
    let Some(DocumentChanges::Edits(edits)) = edit.document_changes.take() else {
        return WorkspaceEdit::default();
    };
    let mut operations = Vec::new();
    let mut at_the_end = Vec::new();
    let of_edit = |edit| DocumentChangeOperation::Edit(edit);
    for change in files {
        match change {
            FileChange::Create(path, text) => {
                let Some(uri) = uri_of_new(snapshot, &path) else {
                    return WorkspaceEdit::default();
                };
                operations.push(DocumentChangeOperation::Op(ResourceOp::Create(CreateFile {
                    uri: uri.clone(),
                    options: None,
                    annotation_id: None,
                })));
                let whole = TextEdit::new(Range::default(), text);
                operations.push(of_edit(TextDocumentEdit {
                    text_document: OptionalVersionedTextDocumentIdentifier { uri, version: None },
                    edits: vec![OneOf::Left(whole)],
                }));
            }
            FileChange::Delete(file) => {
                let Some(uri) = snapshot.view(file).and_then(|view| view.uri.clone()) else {
                    return WorkspaceEdit::default();
                };
                at_the_end.push(DocumentChangeOperation::Op(ResourceOp::Delete(DeleteFile {
                    uri,
                    options: None,
                })));
            }
        }
    }
    operations.extend(edits.into_iter().map(of_edit));
    operations.extend(at_the_end);
    edit.document_changes = Some(DocumentChanges::Operations(operations));
    edit
}

/// What a file will be called that is not there yet, by its path relative to the folder of the root.
fn uri_of_new(snapshot: &Snapshot, path: &str) -> Option<Url> {
    let folder = snapshot.view(FileId(0))?.path.parent()?.to_owned();
    Url::from_file_path(folder.join(path)).ok()
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
