//! `textDocument/hover`.

use tower_lsp::lsp_types::{Hover, HoverContents, HoverParams, MarkupContent, MarkupKind};

use crate::ide::hover;
use crate::lsp::snapshot::Snapshot;

/// What stands at a position, as Markdown where the client reads it.
pub(in crate::lsp) fn answer(snapshot: &Snapshot, params: &HoverParams) -> Option<Hover> {
    let position = params.text_document_position_params.position;
    let hover = hover::hover(snapshot.context(), snapshot.cursor(position))?;
    let (kind, value) = if snapshot.client.reads_markdown_hovers() {
        (MarkupKind::Markdown, hover.markdown)
    } else {
        (MarkupKind::PlainText, hover.plain)
    };
    Some(Hover {
        range: Some(snapshot.range(hover.place)),
        contents: HoverContents::Markup(MarkupContent { kind, value }),
    })
}
