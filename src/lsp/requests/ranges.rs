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
    let columns = snapshot.columns(snapshot.file)?;
    let of = |fold: &folding::Fold| {
        let position = |offset| match folds_lines {
            true => Position::new(columns.lines.line(offset), 0),
            false => columns.position(offset),
        };
        let span = fold.place.span;
        let range = Range::new(position(span.start), position(span.end));
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::lsp::requests::fixture::snapshot;

    const TEXT: &str = "# 一\n# 二\n[[table]]\nid = \"A.4\"\n[[table.entry]]\nnumber = 1\n";

    #[test]
    fn lines_are_enough_where_the_client_says_so() {
        let client = json!({ "foldingRange": { "lineFoldingOnly": true } });
        let folds = folding_ranges(&snapshot(&[("register.toml", TEXT)], client, json!({}))).unwrap();
        let lines: Vec<_> = folds.iter().map(|fold| (fold.start_line, fold.end_line)).collect();
        assert_eq!(lines, [(0, 1), (2, 5), (4, 5)]);
        assert!(folds.iter().all(|fold| fold.start_character.is_none()));
        assert_eq!(folds[0].kind, Some(FoldingRangeKind::Comment));
    }

    #[test]
    fn a_client_with_a_limit_gets_the_longest() {
        let client = json!({ "foldingRange": { "rangeLimit": 1 } });
        let folds = folding_ranges(&snapshot(&[("register.toml", TEXT)], client, json!({}))).unwrap();
        assert_eq!(
            (folds.len(), folds[0].start_line, folds[0].end_character),
            (1, 2, Some(10))
        );
    }

    #[test]
    fn every_position_has_its_ranges_each_in_its_parent() {
        let snapshot = snapshot(&[("register.toml", TEXT)], json!({}), json!({}));
        let found = selection_ranges(&snapshot, &[Position::new(3, 6), Position::new(99, 0)]).unwrap();
        assert_eq!(found.len(), 2);
        let mut depth = 1;
        let mut range = &found[0];
        while let Some(parent) = &range.parent {
            assert!(parent.range.start <= range.range.start && range.range.end <= parent.range.end);
            range = parent;
            depth += 1;
        }
        // The content, the string, the pair, the table, the table with its entries, the file.
        assert_eq!(depth, 6);
    }
}
