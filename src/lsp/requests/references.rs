//! `textDocument/references` and `textDocument/documentHighlight`.

use rustc_hash::FxHashSet;
use tower_lsp::lsp_types::{DocumentHighlight, DocumentHighlightKind, Location, Position, ReferenceContext};

use super::sharing::cursors;
use crate::ide::highlights::{self, Access};
use crate::ide::references;
use crate::lsp::snapshot::Snapshot;

/// The places in all files of all registers that name what is at a position of the first snapshot's file.
pub(in crate::lsp) fn references(
    snapshots: &[Snapshot],
    position: Position,
    wanted: ReferenceContext,
) -> Option<Vec<Location>> {
    let mut locations: Vec<Location> = Vec::new();
    let mut files = FxHashSet::default();
    for (snapshot, cursor) in cursors(snapshots, position) {
        let found = references::references(snapshot.context(), cursor);
        let found = found
            .iter()
            .filter(|reference| wanted.include_declaration || !reference.is_definition());
        let found = found.filter_map(|reference| snapshot.location(reference.place));
        // A file that another register has too was looked at there.
        let is_new = |location: &Location| !files.contains(&location.uri);
        locations.extend(found.filter(is_new).collect::<Vec<_>>());
        files.extend(snapshot.views.iter().filter_map(|view| view.uri.clone()));
    }
    (!locations.is_empty()).then_some(locations)
}

/// The places in the file that name what is at a position.
pub(in crate::lsp) fn highlights(snapshot: &Snapshot, position: Position) -> Option<Vec<DocumentHighlight>> {
    let found = highlights::highlights(snapshot.context(), snapshot.cursor(position));
    let highlights = found.iter().map(|highlight| DocumentHighlight {
        range: snapshot.range(highlight.place),
        kind: Some(match highlight.access {
            Access::Read => DocumentHighlightKind::READ,
            Access::Write => DocumentHighlightKind::WRITE,
        }),
    });
    Some(highlights.collect::<Vec<_>>()).filter(|highlights| !highlights.is_empty())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::lsp::requests::fixture::snapshot;

    #[test]
    fn the_declaration_is_given_where_it_is_wanted() {
        let files = [
            ("register.toml", "[[table]]\nid = \"A.4\"\ncategory = \"21\"\n"),
            ("part.toml", "[[category]]\ncode = \"21\"\n"),
        ];
        let snapshot = snapshot(&files, json!({}), json!({}));
        let at = Position::new(2, 12);
        let count = |include_declaration| {
            references(
                std::slice::from_ref(&snapshot),
                at,
                ReferenceContext { include_declaration },
            )
        };
        assert_eq!(count(true).map(|found| found.len()), Some(2));
        assert_eq!(count(false).map(|found| found.len()), Some(1));
        assert_eq!(highlights(&snapshot, at).map(|found| found.len()), Some(1));
        assert_eq!(highlights(&snapshot, Position::new(0, 0)), None);
    }
}
