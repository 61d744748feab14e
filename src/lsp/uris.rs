//! Documents by the names that the client gave them. The types of the protocol write a URI in a form of their own
//! (Chinese and blanks percent-encoded), and a client that compares strings would not know its document again.

use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;
use serde::Serialize;
use tower_lsp::lsp_types::notification::Notification;
use tower_lsp::lsp_types::{Diagnostic, Url};

/// The client's own names of documents that it opened under another form than ours.
#[derive(Clone, Debug, Default)]
pub(super) struct ClientUris(Arc<Mutex<FxHashMap<Url, String>>>);

impl ClientUris {
    /// Notes the name of a document that is being opened.
    pub(super) fn note(&self, raw: &str) {
        let Ok(uri) = Url::parse(raw) else { return };
        let mut names = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if uri.as_str() == raw {
            names.remove(&uri);
        } else {
            names.insert(uri, raw.to_owned());
        }
    }

    /// The client's name of a document.
    pub(super) fn of(&self, uri: &Url) -> String {
        let names = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        names.get(uri).cloned().unwrap_or_else(|| uri.to_string())
    }
}

/// `textDocument/publishDiagnostics` with the client's own name of the document.
#[derive(Debug)]
pub(super) enum Publish {}

impl Notification for Publish {
    type Params = PublishParams;
    const METHOD: &'static str = "textDocument/publishDiagnostics";
}

/// The findings of a document.
#[derive(Debug, serde::Deserialize, Serialize)]
pub(super) struct PublishParams {
    /// The client's name of it.
    pub(super) uri: String,
    /// The version that the findings are of; none for a document that is not open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) version: Option<i32>,
    /// The findings.
    pub(super) diagnostics: Vec<Diagnostic>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_keeps_its_name() {
        let uris = ClientUris::default();
        let of = |raw: &str| uris.of(&Url::parse(raw).unwrap());
        for raw in ["file:///a/标准 [1].toml", "file:///c%3A/x.toml"] {
            uris.note(raw);
            assert_eq!(of(raw), raw);
        }
        uris.note("file:///a/%E6%A0%87%E5%87%86%20[1].toml");
        assert_eq!(of("file:///a/标准 [1].toml"), "file:///a/%E6%A0%87%E5%87%86%20[1].toml");
        uris.note("no uri");
    }
}
