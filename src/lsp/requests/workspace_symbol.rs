//! `workspace/symbol`.

use tower_lsp::lsp_types::SymbolInformation;

use super::document_symbol::kind;
use crate::ide::workspace_symbols::{self, Found};
use crate::lsp::snapshot::Snapshot;

/// How many symbols are given: more than anyone reads, and little enough for a keystroke.
const LIMIT: usize = 256;

/// What matches a query in any of the registers, the best first.
pub(in crate::lsp) fn workspace_symbols(snapshots: &[Snapshot], query: &str) -> Vec<SymbolInformation> {
    let mut found: Vec<(&Snapshot, Found)> = Vec::new();
    for snapshot in snapshots {
        let of_register = workspace_symbols::search(snapshot.context(), query, LIMIT);
        found.extend(of_register.into_iter().map(|found| (snapshot, found)));
    }
    // Stable: what is equally good stays in the order of its register.
    found.sort_by_key(|(_, found)| std::cmp::Reverse(found.score));
    let mut symbols: Vec<SymbolInformation> = Vec::new();
    for (snapshot, found) in found {
        let Some(symbol) = symbol(snapshot, found) else {
            continue;
        };
        // A file may be part of two registers.
        if !symbols.contains(&symbol) {
            symbols.push(symbol);
        }
        if symbols.len() == LIMIT {
            break;
        }
    }
    symbols
}

#[allow(deprecated, reason = "the field must be given")]
fn symbol(snapshot: &Snapshot, found: Found) -> Option<SymbolInformation> {
    Some(SymbolInformation {
        location: snapshot.location(found.place)?,
        name: found.name,
        kind: kind(found.kind),
        tags: None,
        deprecated: None,
        container_name: Some(found.container).filter(|container| !container.is_empty()),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::lsp::requests::fixture::snapshot;

    #[test]
    fn registers_are_searched_together() {
        let text = |title: &str| format!("[[table]]\nid = \"A.1\"\n[[table.entry]]\ntitle = \"{title}\"\n");
        let [one, other] = ["数据元编写", "数据元"].map(text);
        let snapshots = [&one, &other].map(|text| snapshot(&[("register.toml", text.as_str())], json!({}), json!({})));
        let found = workspace_symbols(&snapshots, "数据元");
        let names: Vec<_> = found.iter().map(|symbol| symbol.name.as_str()).collect();
        assert_eq!(names, ["数据元", "数据元编写"]);
        // Two registers with one file say one thing once.
        let [first, _] = snapshots;
        assert_eq!(workspace_symbols(&[first.clone(), first], "数据元").len(), 1);
    }
}
