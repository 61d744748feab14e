//! A name in the eyes of each register that shares it: what is named in a file that several registers have is named in all.

use crate::ide::Cursor;
use crate::ide::definition;
use crate::lsp::snapshot::Snapshot;
use crate::register::FileRole;

use tower_lsp::lsp_types::Position;

/// Where the name at a position of the first snapshot's file stands in each snapshot: the same place where it has that
/// file, else where its scheme file, which the first has too, defines the name. The first comes first.
pub(super) fn cursors(snapshots: &[Snapshot], position: Position) -> Vec<(&Snapshot, Cursor)> {
    let Some(first) = snapshots.first() else {
        return Vec::new();
    };
    let cursor = first.cursor(position);
    let Some(path) = first.view(first.file).map(|view| &view.path) else {
        return Vec::new();
    };
    // Where the scheme file of the first defines it.
    let found = definition::definition(first.context(), cursor).into_iter();
    let in_scheme = found.map(|found| found.name).find(|place| {
        let source = first.register.file(place.file);
        source.is_some_and(|source| source.role == FileRole::Scheme)
    });
    let scheme = in_scheme.and_then(|place| Some((&first.view(place.file)?.path, place.span.start)));
    let mut cursors = Vec::new();
    for snapshot in snapshots {
        let Some(view) = snapshot.view(snapshot.file) else {
            continue;
        };
        let offset = match scheme {
            _ if view.path == *path => cursor.offset,
            Some((scheme, offset)) if view.path == *scheme => offset,
            _ => continue,
        };
        let file = snapshot.file;
        cursors.push((snapshot, Cursor { file, offset }));
    }
    cursors
}
