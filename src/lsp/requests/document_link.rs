//! `textDocument/documentLink`.

use serde::Serialize;
use tower_lsp::lsp_types::{Range, Url};

use crate::ide::links::{self, Link, LinkTarget};
use crate::lsp::snapshot::Snapshot;
use crate::text::FileId;

/// A [`tower_lsp::lsp_types::DocumentLink`] of which the URL was not read, as there may be a hundred thousand that were just written.
#[derive(Debug, Serialize)]
pub(in crate::lsp) struct Linked {
    range: Range,
    target: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    tooltip: Option<String>,
}

/// The links of the snapshot's file.
pub(in crate::lsp) fn document_links(snapshot: &Snapshot) -> impl Iterator<Item = Linked> {
    let client = snapshot.client.capabilities.text_document.as_ref();
    let offered = client.and_then(|client| client.document_link.as_ref());
    let shows_tooltips = offered.is_some_and(|offered| offered.tooltip_support == Some(true));
    let links = links::links(snapshot.context(), snapshot.file);
    links
        .into_iter()
        .filter_map(move |link| of(snapshot, link, shows_tooltips))
}

fn of(snapshot: &Snapshot, link: Link, shows_tooltips: bool) -> Option<Linked> {
    Some(Linked {
        range: snapshot.range(link.place),
        target: url(snapshot, link.target)?,
        tooltip: Some(link.tooltip).filter(|_| shows_tooltips),
    })
}

/// A page as it is; a file from the folder of the register's root, or of the settings.
fn url(snapshot: &Snapshot, target: LinkTarget) -> Option<String> {
    let url = match target {
        LinkTarget::Page(page) => return Some(page),
        LinkTarget::File(path) => {
            let root = &snapshot.view(FileId(0))?.path;
            Url::from_file_path(root.parent()?.join(path)).ok()
        }
        LinkTarget::Rule(code) => snapshot.pages.of(code, snapshot.language),
    };
    url.map(String::from)
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use tower_lsp::lsp_types::DocumentLink;

    use super::*;
    use crate::lsp::requests::fixture::{snapshot, uri};
    use crate::lsp::transport::Written;

    #[test]
    fn numbers_lead_to_pages_and_paths_to_files_beside_the_root() {
        let text = "[register]\nstandard = \"GA/T 1136-2014\"\ninclude = [\"tables/附录 A.toml\"]\n";
        let client = json!({ "documentLink": { "tooltipSupport": true } });
        let snapshot = snapshot(&[("register.toml", text)], client, json!({}));
        let links = Written::list(document_links(&snapshot)).unwrap();
        let links: Vec<DocumentLink> = links.read().unwrap();
        let target = |link: &DocumentLink| link.target.as_ref().map(|target| target.as_str().to_owned());
        assert_eq!(
            links.iter().filter_map(target).collect::<Vec<_>>(),
            [
                "https://std.samr.gov.cn/search/std?q=GA%2FT%201136-2014".to_owned(),
                uri("tables/%E9%99%84%E5%BD%95%20A.toml"),
            ]
        );
        assert!(links[0].tooltip.as_ref().unwrap().contains("GA/T 1136-2014"));
    }
}
