//! What no client should do and some do: nothing of it kills the server or wedges it.

use serde_json::{Value, json};

use crate::client::{Client, range, uri};

const REGISTER: &str = "[register]\ntitle = \"示例\"\n";

/// Every request about a document that the server offers, by method, with parameters for a document and a position.
fn requests(uri: &str, line: u32, column: u32) -> Vec<(&'static str, Value)> {
    let document = json!({ "uri": uri });
    let position = json!({ "line": line, "character": column });
    let at = json!({ "textDocument": document, "position": position });
    let with = |name: &str, value: Value| {
        let mut params = at.clone();
        params[name] = value;
        params
    };
    let whole = json!({ "textDocument": document });
    let span = range([0, 0, line, column]);
    vec![
        ("textDocument/completion", at.clone()),
        ("textDocument/hover", at.clone()),
        ("textDocument/definition", at.clone()),
        (
            "textDocument/references",
            with("context", json!({ "includeDeclaration": true })),
        ),
        ("textDocument/documentHighlight", at.clone()),
        ("textDocument/prepareRename", at.clone()),
        ("textDocument/documentSymbol", whole.clone()),
        ("textDocument/foldingRange", whole.clone()),
        ("textDocument/documentLink", whole.clone()),
        ("textDocument/codeLens", whole.clone()),
        ("textDocument/semanticTokens/full", whole.clone()),
        ("stdreg/preview", whole.clone()),
        (
            "textDocument/selectionRange",
            json!({ "textDocument": document, "positions": [position] }),
        ),
        (
            "textDocument/inlayHint",
            json!({ "textDocument": document, "range": span }),
        ),
        (
            "textDocument/semanticTokens/range",
            json!({ "textDocument": document, "range": span }),
        ),
        (
            "textDocument/codeAction",
            json!({ "textDocument": document, "range": span, "context": { "diagnostics": [] } }),
        ),
        (
            "textDocument/formatting",
            json!({ "textDocument": document, "options": { "tabSize": 2, "insertSpaces": true } }),
        ),
    ]
}

#[test]
fn a_change_of_what_was_never_opened_is_left_aside() {
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::start(folder.path());
    let uri = uri(&folder.path().join("register.toml"));
    client.edit(&uri, 7, [0, 0, 0, 0], "x");
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    client.notify(
        "textDocument/didSave",
        json!({ "textDocument": { "uri": "file:///nowhere" } }),
    );
    client.open(&uri, REGISTER);
    assert_eq!(client.findings(&uri, Some(1)), Vec::<Value>::new());
}

#[test]
fn every_request_answers_for_unknown_documents_and_places() {
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::start(folder.path());
    let known = uri(&folder.path().join("register.toml"));
    client.open(&known, REGISTER);
    let far = u32::MAX >> 1;
    for (uri, line, column) in [
        (known.as_str(), 0, 0),
        (known.as_str(), 1, 12),
        (known.as_str(), 1, far),
        (known.as_str(), far, far),
        ("file:///nowhere/register.toml", 0, 0),
        ("git:/register.toml?x", 3, 3),
    ] {
        for (method, params) in requests(uri, line, column) {
            let answer = client.response(method, params);
            assert!(
                answer.get("error").is_none(),
                "{method} for {uri} {line}:{column}: {answer}"
            );
        }
    }
    assert_eq!(client.stop(), Some(0));
}

#[test]
fn every_capability_is_advertised() {
    let folder = tempfile::tempdir().unwrap();
    let client = Client::start(folder.path());
    let capabilities = &client.initialized["capabilities"];
    for name in [
        "textDocumentSync",
        "completionProvider",
        "hoverProvider",
        "codeActionProvider",
        "documentSymbolProvider",
        "workspaceSymbolProvider",
        "definitionProvider",
        "referencesProvider",
        "renameProvider",
        "documentHighlightProvider",
        "foldingRangeProvider",
        "selectionRangeProvider",
        "documentLinkProvider",
        "inlayHintProvider",
        "codeLensProvider",
        "semanticTokensProvider",
        "documentFormattingProvider",
        "documentRangeFormattingProvider",
    ] {
        assert!(
            capabilities.get(name).is_some_and(|value| *value != json!(false)),
            "{name}: {capabilities}"
        );
    }
}

#[test]
fn a_document_opened_twice_has_the_newer_text() {
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::start(folder.path());
    let uri = uri(&folder.path().join("register.toml"));
    client.open(&uri, "[register]\n");
    client.open(&uri, REGISTER);
    let mut found = client.findings(&uri, Some(1));
    if !found.is_empty() {
        found = client.findings(&uri, Some(1));
    }
    assert_eq!(found, Vec::<Value>::new());
}

/// Nobody takes what is not checked for right.
#[test]
fn a_register_over_the_limit_is_told_and_checked_where_the_limit_is_raised() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("register.toml");
    let long = format!("{REGISTER}nothing = 1\n# {}\n", "注".repeat(400_000));
    std::fs::write(&path, &long).unwrap();
    let mut client = Client::start_by(folder.path(), &["--max-file-size", "1"]);
    let told = |params: &Value| {
        let message = params["message"].as_str().unwrap();
        message.contains("register.toml 无法读取，没有检查：")
            && message.contains("1 MiB")
            && message.contains("--max-file-size")
    };
    client.wait("window/showMessage", told);
    // What an editor has open is no shorter.
    client.open(&uri(&path), &long);
    let answer = client.response(
        "textDocument/hover",
        json!({ "textDocument": { "uri": uri(&path) }, "position": { "line": 1, "character": 1 } }),
    );
    assert_eq!(answer["result"], Value::Null, "{answer}");
    // It is checked as soon as it is short enough.
    client.change(&uri(&path), 2, json!([{ "text": format!("{REGISTER}nothing = 1\n") }]));
    assert!(!client.findings(&uri(&path), Some(2)).is_empty());
    assert_eq!(client.stop(), Some(0));
    let mut client = Client::start_by(folder.path(), &["--max-file-size", "2"]);
    assert!(!client.findings(&uri(&path), None).is_empty());
}
