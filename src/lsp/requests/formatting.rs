//! `textDocument/formatting` and `textDocument/rangeFormatting`: the form of `stdreg fmt`. The client's blanks for a tab
//! and the like are left aside, as a file has one form whoever opens it.

use tower_lsp::lsp_types::{Range, TextEdit};

use crate::lsp::snapshot::Snapshot;
use crate::register::SourceFile;
use crate::text::edit;
use crate::writer::format::{self, Refusal, Style};

/// The edits that give the file its form, but for tables with syntax errors; none for one that is not UTF-8, or that the
/// settings exclude.
pub(in crate::lsp) fn whole(snapshot: &Snapshot) -> Option<impl Iterator<Item = TextEdit>> {
    let source = source(snapshot)?;
    converted(
        snapshot,
        format::edits(&source.document, &source.text, style(snapshot, source)),
    )
}

/// The edits that give their form to the tables that a range touches.
pub(in crate::lsp) fn range(snapshot: &Snapshot, range: Range) -> Option<Vec<TextEdit>> {
    let source = source(snapshot)?;
    let span = snapshot.span(range);
    converted(
        snapshot,
        format::edits_in(&source.document, &source.text, style(snapshot, source), span),
    )
    .map(Iterator::collect)
}

fn source(snapshot: &Snapshot) -> Option<&SourceFile> {
    let source = snapshot.register.file(snapshot.file)?;
    let is_text = source.problem.is_none() && !snapshot.is_excluded(snapshot.file);
    is_text.then_some(source)
}

fn style<'s>(snapshot: &'s Snapshot, source: &SourceFile) -> Style<'s> {
    Style {
        alignment: snapshot.alignment,
        columns: &snapshot.register.columns,
        file: source.role.table(),
    }
}

fn converted(
    snapshot: &Snapshot,
    edits: Result<Vec<edit::TextEdit>, Refusal>,
) -> Option<impl Iterator<Item = TextEdit>> {
    let columns = snapshot.columns(snapshot.file)?;
    let edits = edits
        .inspect_err(|Refusal| tracing::info!("not formatted, as that would change the meaning"))
        .ok()?;
    // A file in which much changes is large once more.
    Some(edits.into_iter().map(move |edit| columns.edit(edit)))
}
