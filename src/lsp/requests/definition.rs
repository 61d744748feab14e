//! `textDocument/definition`.

use tower_lsp::lsp_types::{GotoDefinitionResponse, Location, LocationLink, Position};

use crate::ide::definition::{self, Definition};
use crate::lsp::snapshot::Snapshot;

/// Where what is at a position is defined: with what is shown of it, where the client can.
pub(in crate::lsp) fn definition(snapshot: &Snapshot, position: Position) -> Option<GotoDefinitionResponse> {
    let found = definition::definition(snapshot.context(), snapshot.cursor(position));
    if found.is_empty() {
        return None;
    }
    let client = snapshot.client.capabilities.text_document.as_ref();
    let offered = client.and_then(|client| client.definition.as_ref());
    if offered.is_some_and(|offered| offered.link_support == Some(true)) {
        let links = found.iter().filter_map(|found| link(snapshot, found));
        return Some(GotoDefinitionResponse::Link(links.collect()));
    }
    let locations: Vec<Location> = found.iter().filter_map(|found| snapshot.location(found.name)).collect();
    Some(GotoDefinitionResponse::Array(locations))
}

fn link(snapshot: &Snapshot, found: &Definition) -> Option<LocationLink> {
    let target = snapshot.location(found.whole)?;
    Some(LocationLink {
        origin_selection_range: Some(snapshot.range(found.origin)),
        target_uri: target.uri,
        target_range: target.range,
        target_selection_range: snapshot.range(found.name),
    })
}
