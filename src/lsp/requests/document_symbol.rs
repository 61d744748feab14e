//! `textDocument/documentSymbol`.

use serde::{Serialize, Serializer};
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{Range, SymbolInformation, SymbolKind, SymbolTag};

use crate::ide::outline::{self, Symbol};
use crate::lsp::snapshot::Snapshot;
use crate::lsp::transport::Written;

/// The outline of the snapshot's file: a tree, or a list for a client that knows no trees.
pub(in crate::lsp) fn document_symbols(snapshot: &Snapshot) -> Result<Written> {
    let symbols = outline::outline(snapshot.context(), snapshot.file);
    let client = snapshot.client.capabilities.text_document.as_ref();
    let offered = client.and_then(|client| client.document_symbol.as_ref());
    if offered.is_some_and(|offered| offered.hierarchical_document_symbol_support == Some(true)) {
        return Written::of(&Nested(snapshot, &symbols));
    }
    let mut list = Vec::new();
    for symbol in symbols {
        flatten(snapshot, symbol, None, &mut list);
    }
    Written::of(&list)
}

/// Symbols with what is below them, each as a [`tower_lsp::lsp_types::DocumentSymbol`] that is there while it is written.
struct Nested<'a>(&'a Snapshot, &'a [Symbol]);

impl Nested<'_> {
    const fn is_empty(&self) -> bool {
        self.1.is_empty()
    }
}

impl Serialize for Nested<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let Self(snapshot, symbols) = self;
        serializer.collect_seq(symbols.iter().map(|symbol| Shown::of(snapshot, symbol)))
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Shown<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    detail: &'a str,
    kind: SymbolKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    tags: Option<Vec<SymbolTag>>,
    range: Range,
    selection_range: Range,
    #[serde(skip_serializing_if = "Nested::is_empty")]
    children: Nested<'a>,
}

impl<'a> Shown<'a> {
    fn of(snapshot: &'a Snapshot, symbol: &'a Symbol) -> Self {
        Self {
            name: &symbol.name,
            detail: &symbol.detail,
            kind: kind(symbol.kind),
            tags: tags(symbol),
            range: snapshot.range(symbol.range),
            selection_range: snapshot.range(symbol.selection),
            children: Nested(snapshot, &symbol.children),
        }
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
    use tower_lsp::lsp_types::DocumentSymbolResponse;

    use super::*;
    use crate::lsp::requests::fixture::snapshot;

    const TEXT: &str = "[[category]]\ncode = \"21\"\ntitle = \"数据资源\"\n[[table]]\nid = \"A.4\"\ncategory = \"21\"\n\
                        [[table.entry]]\ntitle = \"规则\"\nstatus = \"废止\"\n";

    #[test]
    fn a_client_that_knows_trees_gets_one() {
        let client = json!({ "documentSymbol": { "hierarchicalDocumentSymbolSupport": true } });
        let snapshot = snapshot(&[("register.toml", TEXT)], client, json!({}));
        let DocumentSymbolResponse::Nested(symbols) =
            document_symbols(&snapshot).and_then(|written| written.read()).unwrap()
        else {
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
        let DocumentSymbolResponse::Flat(symbols) =
            document_symbols(&snapshot).and_then(|written| written.read()).unwrap()
        else {
            panic!("no list");
        };
        let containers: Vec<_> = symbols.iter().map(|symbol| symbol.container_name.as_deref()).collect();
        assert_eq!(containers, [None, Some("21 数据资源"), Some("A.4")]);
    }
}
