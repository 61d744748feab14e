//! Notifications of the client, read once. tower-lsp would read their parameters too, and drop without a word those that are wrong;
//! so those that this server takes go to its handlers from here.

use serde::de::DeserializeOwned;
use serde_json::Value;
use tower_lsp::LanguageServer;
use tower_lsp::jsonrpc::Request;
use tower_lsp::lsp_types::notification::{
    Cancel, DidChangeConfiguration, DidChangeTextDocument, DidChangeWatchedFiles, DidChangeWorkspaceFolders,
    DidCloseTextDocument, DidOpenTextDocument, DidSaveTextDocument, Notification as _, WorkDoneProgressCancel,
};
use tower_lsp::lsp_types::{
    CancelParams, DidChangeConfigurationParams, DidChangeTextDocumentParams, DidChangeWatchedFilesParams,
    DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams,
    WorkDoneProgressCancelParams,
};

/// A notification with its parameters.
#[derive(Debug)]
pub(super) enum Notification {
    Open(DidOpenTextDocumentParams),
    Change(DidChangeTextDocumentParams),
    Save(DidSaveTextDocumentParams),
    Close(DidCloseTextDocumentParams),
    Watched(DidChangeWatchedFilesParams),
    Folders(DidChangeWorkspaceFoldersParams),
    Configuration(DidChangeConfigurationParams),
}

impl Notification {
    /// Reads a notification. None where its parameters are wrong, which is told in the log.
    ///
    /// # Errors
    /// What is no notification, or none of these, is given back.
    pub(super) fn read(request: Request) -> Result<Option<Self>, Request> {
        if request.id().is_some() {
            return Err(request);
        }
        let read = match request.method() {
            DidOpenTextDocument::METHOD => of(Self::Open, request),
            DidChangeTextDocument::METHOD => of(Self::Change, request),
            DidSaveTextDocument::METHOD => of(Self::Save, request),
            DidCloseTextDocument::METHOD => of(Self::Close, request),
            DidChangeWatchedFiles::METHOD => of(Self::Watched, request),
            DidChangeWorkspaceFolders::METHOD => of(Self::Folders, request),
            DidChangeConfiguration::METHOD => of(Self::Configuration, request),
            // tower-lsp's own: they say no more than which request, or which work.
            Cancel::METHOD => return checked::<CancelParams>(request),
            WorkDoneProgressCancel::METHOD => return checked::<WorkDoneProgressCancelParams>(request),
            _ => return Err(request),
        };
        Ok(read)
    }

    /// Gives it to its handler.
    pub(super) async fn give(self, server: &impl LanguageServer) {
        match self {
            Self::Open(params) => server.did_open(params).await,
            Self::Change(params) => server.did_change(params).await,
            Self::Save(params) => server.did_save(params).await,
            Self::Close(params) => server.did_close(params).await,
            Self::Watched(params) => server.did_change_watched_files(params).await,
            Self::Folders(params) => server.did_change_workspace_folders(params).await,
            Self::Configuration(params) => server.did_change_configuration(params).await,
        }
    }
}

fn of<P: DeserializeOwned>(kind: fn(P) -> Notification, request: Request) -> Option<Notification> {
    let (method, _, params) = request.into_parts();
    read(&method, params).map(kind)
}

/// Gives a notification back, unless its parameters are wrong.
fn checked<P: DeserializeOwned>(request: Request) -> Result<Option<Notification>, Request> {
    match read::<P>(request.method(), request.params().cloned()) {
        Some(_) => Err(request),
        None => Ok(None),
    }
}

fn read<P: DeserializeOwned>(method: &str, params: Option<Value>) -> Option<P> {
    let params = serde_json::from_value(params.unwrap_or(Value::Null));
    let told = params.inspect_err(|fault| tracing::warn!("the parameters of {method} are wrong: {fault}"));
    told.ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn taken(method: &'static str, params: Value) -> Result<Option<Notification>, Request> {
        Notification::read(Request::build(method).params(params).finish())
    }

    #[test]
    fn notifications_are_read_and_wrong_ones_are_left_aside() {
        let document = json!({ "textDocument": { "uri": "file:///a.toml" } });
        assert!(matches!(
            taken("textDocument/didClose", document),
            Ok(Some(Notification::Close(params))) if params.text_document.uri.path() == "/a.toml"
        ));
        let wrong = taken("textDocument/didChange", json!({ "textDocument": 7 }));
        assert!(matches!(wrong, Ok(None)));
        assert!(matches!(taken("textDocument/didOpen", json!([])), Ok(None)));
        assert!(matches!(taken("$/cancelRequest", json!({})), Ok(None)));
        let request = Request::build("textDocument/didSave").finish();
        assert!(matches!(Notification::read(request), Ok(None)));
    }

    #[test]
    fn what_is_none_of_them_is_given_back() {
        assert!(taken("$/cancelRequest", json!({ "id": 7 })).is_err());
        let unknown = taken("$/unknown", json!(7)).unwrap_err();
        assert_eq!(unknown.params(), Some(&json!(7)));
        let request = Request::build("textDocument/didSave").id(1).finish();
        assert!(Notification::read(request).is_err());
    }
}
