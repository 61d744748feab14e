//! Parameters that clients send and tower-lsp would not take, and those of notifications that nobody can take, which it
//! would drop without a word.

use serde::Deserialize;
use serde_json::{Value, json};
use tower_lsp::jsonrpc::Request;
use tower_lsp::lsp_types::notification::{
    Cancel, DidChangeConfiguration, DidChangeTextDocument, DidChangeWatchedFiles, DidChangeWorkspaceFolders,
    DidCloseTextDocument, DidOpenTextDocument, DidSaveTextDocument, Initialized, Notification, WorkDoneProgressCancel,
};

/// A message with parameters that its handler takes, where that can be had; none for a notification whose parameters
/// are wrong, which is told in the log. (A request is answered by tower-lsp with what is wrong.)
pub(super) fn mend(request: Request) -> Option<Request> {
    let (method, id, params) = request.into_parts();
    let params = match (method.as_ref(), params) {
        ("shutdown", _) => None,
        (Initialized::METHOD, _) => Some(json!({})),
        (DidChangeConfiguration::METHOD, None) => Some(json!({ "settings": null })),
        (DidChangeConfiguration::METHOD, Some(mut params)) => {
            if let Some(members) = params.as_object_mut() {
                members.entry("settings").or_insert(Value::Null);
            }
            Some(params)
        }
        (_, params) => params,
    };
    if id.is_none() {
        let check = check_of(&method);
        if let Some(fault) = check.and_then(|check| check(params.as_ref().unwrap_or(&Value::Null))) {
            tracing::warn!("the parameters of {method} are wrong: {fault}");
            return None;
        }
    }
    let request = Request::build(method);
    let request = match id {
        Some(id) => request.id(id),
        None => request,
    };
    Some(match params {
        Some(params) => request.params(params).finish(),
        None => request.finish(),
    })
}

/// Gives what is wrong with parameters.
type Check = fn(&Value) -> Option<String>;

/// The check of a notification that this server takes.
fn check_of(method: &str) -> Option<Check> {
    let check: Check = match method {
        Cancel::METHOD => fault::<Cancel>,
        DidChangeTextDocument::METHOD => fault::<DidChangeTextDocument>,
        DidChangeWatchedFiles::METHOD => fault::<DidChangeWatchedFiles>,
        DidChangeWorkspaceFolders::METHOD => fault::<DidChangeWorkspaceFolders>,
        DidCloseTextDocument::METHOD => fault::<DidCloseTextDocument>,
        DidOpenTextDocument::METHOD => fault::<DidOpenTextDocument>,
        DidSaveTextDocument::METHOD => fault::<DidSaveTextDocument>,
        DidChangeConfiguration::METHOD => fault::<DidChangeConfiguration>,
        WorkDoneProgressCancel::METHOD => fault::<WorkDoneProgressCancel>,
        _ => return None,
    };
    Some(check)
}

fn fault<N: Notification>(params: &Value) -> Option<String> {
    N::Params::deserialize(params).err().map(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn params(method: &'static str, params: Value) -> Option<Option<Value>> {
        let request = mend(Request::build(method).params(params).finish())?;
        Some(request.params().cloned())
    }

    #[test]
    fn what_handlers_want_is_put_in_place() {
        assert_eq!(params("shutdown", json!({})), Some(None));
        assert_eq!(params("initialized", json!([])), Some(Some(json!({}))));
        let settings = json!({ "settings": null });
        assert_eq!(
            params("workspace/didChangeConfiguration", json!({})),
            Some(Some(settings))
        );
    }

    #[test]
    fn wrong_notifications_are_left_aside() {
        assert_eq!(params("textDocument/didChange", json!({ "textDocument": 7 })), None);
        assert_eq!(params("textDocument/didOpen", json!([])), None);
        assert_eq!(params("$/unknown", json!(7)), Some(Some(json!(7))));
    }
}
