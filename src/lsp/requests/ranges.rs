//! `textDocument/foldingRange` and `textDocument/selectionRange`.

use tower_lsp::lsp_types::{FoldingRange, FoldingRangeKind, Position, Range, SelectionRange};

use crate::ide::folding::{self, FoldKind};
use crate::ide::selection;
use crate::lsp::snapshot::Snapshot;

/// What can be folded in the snapshot's file. A client that wants no more than so many gets the longest.
pub(in crate::lsp) fn folding_ranges(snapshot: &Snapshot) -> Option<Vec<FoldingRange>> {
    let client = snapshot.client.capabilities.text_document.as_ref();
    let offered = client.and_then(|client| client.folding_range.as_ref());
    let folds_lines = offered.is_some_and(|offered| offered.line_folding_only == Some(true));
    let limit = offered.and_then(|offered| offered.range_limit);
    let mut folds = folding::folds(snapshot.context(), snapshot.file);
    if let Some(limit) = limit.filter(|limit| (*limit as usize) < folds.len()) {
        folds.sort_by_key(|fold| std::cmp::Reverse(fold.place.span.len()));
        folds.truncate(limit as usize);
        folds.sort_by_key(|fold| fold.place);
    }
    let of = |fold: &folding::Fold| {
        let range = snapshot.range(fold.place);
        let column = |position: Position| Some(position.character).filter(|_| !folds_lines);
        FoldingRange {
            start_line: range.start.line,
            start_character: column(range.start),
            end_line: range.end.line,
            end_character: column(range.end),
            // Editors have a command of its own for what is marked as a region; a table is none.
            kind: (fold.kind == FoldKind::Comment).then_some(FoldingRangeKind::Comment),
            collapsed_text: None,
        }
    };
    Some(folds.iter().map(of).collect())
}

/// What is around each of the positions, an answer a position.
pub(in crate::lsp) fn selection_ranges(snapshot: &Snapshot, positions: &[Position]) -> Option<Vec<SelectionRange>> {
    let around = |position: &Position| {
        let places = selection::selections(snapshot.context(), snapshot.cursor(*position));
        let outermost_first = places.into_iter().rev();
        let chain = outermost_first.fold(None, |parent, place| {
            Some(SelectionRange {
                range: snapshot.range(place),
                parent: parent.map(Box::new),
            })
        });
        chain.unwrap_or_else(|| SelectionRange {
            range: Range::new(*position, *position),
            parent: None,
        })
    };
    Some(positions.iter().map(around).collect())
}
