//! `textDocument/documentLink`.

use tower_lsp::lsp_types::{DocumentLink, Url};

use crate::ide::links::{self, Link, LinkTarget};
use crate::lsp::snapshot::Snapshot;
use crate::text::FileId;

/// The links of the snapshot's file.
pub(in crate::lsp) fn document_links(snapshot: &Snapshot) -> Option<Vec<DocumentLink>> {
    let links = links::links(snapshot.context(), snapshot.file);
    Some(links.into_iter().filter_map(|link| of(snapshot, link)).collect())
}

fn of(snapshot: &Snapshot, link: Link) -> Option<DocumentLink> {
    let client = snapshot.client.capabilities.text_document.as_ref();
    let offered = client.and_then(|client| client.document_link.as_ref());
    let shows_tooltips = offered.is_some_and(|offered| offered.tooltip_support == Some(true));
    Some(DocumentLink {
        range: snapshot.range(link.place),
        target: Some(url(snapshot, &link.target)?),
        tooltip: Some(link.tooltip).filter(|_| shows_tooltips),
        data: None,
    })
}

/// A page as it is; a file from the folder of the register's root.
fn url(snapshot: &Snapshot, target: &LinkTarget) -> Option<Url> {
    match target {
        LinkTarget::Page(page) => Url::parse(page).ok(),
        LinkTarget::File(path) => {
            let root = &snapshot.view(FileId(0))?.path;
            Url::from_file_path(root.parent()?.join(path)).ok()
        }
    }
}
