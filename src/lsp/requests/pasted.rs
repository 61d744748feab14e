//! The code action about rows of a spreadsheet that were pasted into a table: entries are made of them.

use tower_lsp::lsp_types::{CodeAction, CodeActionKind};

use crate::exchange::import::pasted::{Form, Pasted};
use crate::ide::actions::FileEdits;
use crate::lsp::snapshot::Snapshot;
use crate::messages::Message;
use crate::text::{FileId, Span};

/// The action, where there are rows.
pub(super) fn offered(snapshot: &Snapshot, span: Span) -> Option<CodeAction> {
    find(snapshot, snapshot.file, span)?;
    Some(CodeAction {
        title: Message::new("action-make-entries").render(snapshot.language),
        kind: Some(CodeActionKind::REFACTOR_REWRITE),
        ..CodeAction::default()
    })
}

/// What it changes.
pub(super) fn edits(snapshot: &Snapshot, file: FileId, span: Span) -> Option<FileEdits> {
    let form = Form {
        alignment: snapshot.alignment,
        language: snapshot.language,
    };
    let edits = find(snapshot, file, span)?.edits(&snapshot.register, form)?;
    Some(vec![(file, edits)])
}

fn find(snapshot: &Snapshot, file: FileId, span: Span) -> Option<Pasted> {
    let source = snapshot.register.file(file)?;
    let is_text = source.is_of_register() && source.problem.is_none();
    is_text.then(|| Pasted::find(&snapshot.register, file, span)).flatten()
}
