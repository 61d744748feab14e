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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::lsp::requests::fixture::{snapshot, uri};

    const FILES: [(&str, &str); 2] = [
        ("register.toml", "[[table]]\nid = \"A.4\"\ncategory = \"21\"\n"),
        ("part.toml", "\n[[category]]\ncode = \"21\"\n"),
    ];

    #[test]
    fn a_client_that_knows_links_sees_the_whole_item() {
        let snapshot = snapshot(&FILES, json!({ "definition": { "linkSupport": true } }), json!({}));
        let Some(GotoDefinitionResponse::Link(links)) = definition(&snapshot, Position::new(2, 13)) else {
            panic!("no link");
        };
        let [link] = links.as_slice() else {
            panic!("{links:?}");
        };
        assert_eq!(link.target_uri.as_str(), uri("part.toml"));
        assert_eq!(
            (link.target_range.start.line, link.target_selection_range.start.line),
            (1, 2)
        );
        assert_eq!(link.origin_selection_range.unwrap().start, Position::new(2, 12));
    }

    #[test]
    fn another_one_is_led_to_the_name() {
        let snapshot = snapshot(&FILES, json!({}), json!({}));
        let Some(GotoDefinitionResponse::Array(found)) = definition(&snapshot, Position::new(2, 13)) else {
            panic!("no location");
        };
        assert_eq!(found[0].range.start, Position::new(2, 8));
        assert_eq!(definition(&snapshot, Position::new(0, 3)), None);
    }
}
