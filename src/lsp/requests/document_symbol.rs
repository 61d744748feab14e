//! `textDocument/documentSymbol`.

use tower_lsp::lsp_types::{DocumentSymbol, DocumentSymbolResponse, SymbolInformation, SymbolKind, SymbolTag};

use crate::ide::outline::{self, Symbol};
use crate::lsp::snapshot::Snapshot;

/// The outline of the snapshot's file: a tree, or a list for a client that knows no trees.
pub(in crate::lsp) fn document_symbols(snapshot: &Snapshot) -> Option<DocumentSymbolResponse> {
    let symbols = outline::outline(snapshot.context(), snapshot.file);
    let client = snapshot.client.capabilities.text_document.as_ref();
    let offered = client.and_then(|client| client.document_symbol.as_ref());
    if offered.is_some_and(|offered| offered.hierarchical_document_symbol_support == Some(true)) {
        let nested = symbols.into_iter().map(|symbol| nested(snapshot, symbol));
        return Some(DocumentSymbolResponse::Nested(nested.collect()));
    }
    let mut list = Vec::new();
    for symbol in symbols {
        flatten(snapshot, symbol, None, &mut list);
    }
    Some(DocumentSymbolResponse::Flat(list))
}

#[allow(deprecated, reason = "the field must be given")]
fn nested(snapshot: &Snapshot, symbol: Symbol) -> DocumentSymbol {
    let tags = tags(&symbol);
    let children: Vec<_> = symbol
        .children
        .into_iter()
        .map(|child| nested(snapshot, child))
        .collect();
    DocumentSymbol {
        name: symbol.name,
        detail: Some(symbol.detail).filter(|detail| !detail.is_empty()),
        kind: kind(symbol.kind),
        tags,
        deprecated: None,
        range: snapshot.range(symbol.range),
        selection_range: snapshot.range(symbol.selection),
        children: Some(children).filter(|children| !children.is_empty()),
    }
}

#[allow(deprecated, reason = "the field must be given")]
fn flatten(snapshot: &Snapshot, symbol: Symbol, container: Option<&str>, list: &mut Vec<SymbolInformation>) {
    if let Some(location) = snapshot.location(symbol.range) {
        list.push(SymbolInformation {
            name: symbol.name.clone(),
            kind: kind(symbol.kind),
            tags: tags(&symbol),
            deprecated: None,
            location,
            container_name: container.map(str::to_owned),
        });
    }
    for child in symbol.children {
        flatten(snapshot, child, Some(&symbol.name), list);
    }
}

fn tags(symbol: &Symbol) -> Option<Vec<SymbolTag>> {
    symbol.is_deprecated.then(|| vec![SymbolTag::DEPRECATED])
}

/// The protocol's word for a kind, out of those that every client knows.
pub(super) const fn kind(kind: outline::SymbolKind) -> SymbolKind {
    match kind {
        outline::SymbolKind::Register => SymbolKind::MODULE,
        outline::SymbolKind::Subsystem => SymbolKind::NAMESPACE,
        outline::SymbolKind::Category => SymbolKind::PACKAGE,
        outline::SymbolKind::Table => SymbolKind::CLASS,
        outline::SymbolKind::Entry => SymbolKind::CONSTANT,
        outline::SymbolKind::Statistics => SymbolKind::ARRAY,
        outline::SymbolKind::Definition => SymbolKind::OBJECT,
        outline::SymbolKind::Key => SymbolKind::PROPERTY,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::lsp::requests::fixture::snapshot;

    const TEXT: &str = "[[category]]\ncode = \"21\"\ntitle = \"数据资源\"\n[[table]]\nid = \"A.4\"\ncategory = \"21\"\n\
                        [[table.entry]]\ntitle = \"规则\"\nstatus = \"废止\"\n";

    #[test]
    fn a_client_that_knows_trees_gets_one() {
        let client = json!({ "documentSymbol": { "hierarchicalDocumentSymbolSupport": true } });
        let snapshot = snapshot(&[("register.toml", TEXT)], client, json!({}));
        let Some(DocumentSymbolResponse::Nested(symbols)) = document_symbols(&snapshot) else {
            panic!("no tree");
        };
        let table = &symbols[0].children.as_ref().unwrap()[0];
        let entry = &table.children.as_ref().unwrap()[0];
        assert_eq!((symbols[0].name.as_str(), entry.name.as_str()), ("21 数据资源", "规则"));
        assert_eq!(entry.tags, Some(vec![SymbolTag::DEPRECATED]));
        assert_eq!((entry.range.start.line, entry.range.end.line), (6, 8));
        // Columns count UTF-16 units, where the client says nothing else.
        assert_eq!(entry.selection_range.end.character, 11);
    }

    #[test]
    fn another_one_gets_a_list_with_containers() {
        let snapshot = snapshot(&[("register.toml", TEXT)], json!({}), json!({}));
        let Some(DocumentSymbolResponse::Flat(symbols)) = document_symbols(&snapshot) else {
            panic!("no list");
        };
        let containers: Vec<_> = symbols.iter().map(|symbol| symbol.container_name.as_deref()).collect();
        assert_eq!(containers, [None, Some("21 数据资源"), Some("A.4")]);
    }
}
