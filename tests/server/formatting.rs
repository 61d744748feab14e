//! Formatting: the form of `stdreg fmt`, as edits of the lines that change.

use serde_json::{Value, json};

use crate::client::{Client, capabilities, range, uri};

const TEXT: &str = "[register]\ntitle = '标'\n\n[[table]]\ntitle='t'\nid = 'A'\n\n[[table]]\ntitle   = 'u'\n";

#[test]
fn a_register_is_formatted_whole_or_in_part() {
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::start(folder.path());
    let uri = uri(&folder.path().join("register.toml"));
    client.open(&uri, TEXT);
    let options = json!({ "tabSize": 8, "insertSpaces": false });
    let whole = json!({ "textDocument": { "uri": uri }, "options": options });
    let edits = client.request("textDocument/formatting", whole.clone());
    let lines = |edits: &Value| -> Vec<u64> {
        let edits = edits.as_array().unwrap().iter();
        edits
            .map(|edit| edit["range"]["start"]["line"].as_u64().unwrap())
            .collect()
    };
    assert_eq!(lines(&edits), [4, 8], "{edits}");
    let mut part = whole.clone();
    part["range"] = range([8, 0, 8, 3]);
    let edits = client.request("textDocument/rangeFormatting", part);
    assert_eq!(lines(&edits), [8], "{edits}");
    assert_eq!(edits[0]["newText"], "title = 'u'\n");
    client.edit(&uri, 2, [1, 0, 1, 5], "title = '");
    let edits = client.request("textDocument/formatting", whole);
    assert_eq!(lines(&edits), [4, 8], "what is no TOML stays as it is: {edits}");
}

/// What is registered with the client, or taken back, next: methods and patterns.
fn registered(client: &mut Client, method: &str, list: &str) -> Vec<String> {
    let mut asked = client.wait_asked(method);
    let told = asked[list].take();
    let told = told.as_array().unwrap().iter();
    let of = |told: &Value| {
        let selector = &told["registerOptions"]["documentSelector"][0];
        let pattern = selector["pattern"].as_str().unwrap_or_default();
        format!("{} {pattern}", told["method"].as_str().unwrap())
            .trim()
            .to_owned()
    };
    told.map(of).collect()
}

#[test]
fn a_client_that_wants_so_has_it_offered_for_registers_and_settings_alone() {
    let folder = tempfile::tempdir().unwrap();
    let mut capabilities = capabilities();
    capabilities["experimental"] = json!({ "stdregDocumentRegistration": true });
    // None but those of documents.
    capabilities["workspace"] = json!({});
    let mut client = Client::start_with(folder.path(), json!({ "capabilities": capabilities }));
    let offered = &client.initialized["capabilities"];
    for provider in [
        "documentFormattingProvider",
        "documentRangeFormattingProvider",
        "renameProvider",
    ] {
        assert_eq!(offered[provider], Value::Null, "{provider}");
    }
    let path = |name: &str| folder.path().join(name);
    let methods = [
        "textDocument/formatting",
        "textDocument/rangeFormatting",
        "textDocument/rename",
    ];
    // A pattern has `/` on any system.
    let pattern = |name: &str| path(name).display().to_string().replace(std::path::MAIN_SEPARATOR, "/");
    let of = |name: &str| methods.map(|method| format!("{method} {}", pattern(name)));
    // Another program's.
    client.open(&uri(&path("Cargo.toml")), "[package]\nname = \"x\"\n");
    client.open(&uri(&path("stdreg.toml")), "lang = \"zh\"\n");
    assert_eq!(
        registered(&mut client, "client/registerCapability", "registrations"),
        of("stdreg.toml")
    );
    let root = uri(&path("register.toml"));
    client.open(&root, TEXT);
    assert_eq!(
        registered(&mut client, "client/registerCapability", "registrations"),
        of("register.toml")
    );
    // It becomes a part by what the root says, and is one no more.
    let part = uri(&path("part.toml"));
    client.open(&part, "[[table]]\ntitle='t'\n");
    client.edit(&root, 2, [1, 0, 1, 0], "include = [\"part.toml\"]\n");
    assert_eq!(
        registered(&mut client, "client/registerCapability", "registrations"),
        of("part.toml")
    );
    client.edit(&root, 3, [1, 0, 2, 0], "");
    assert_eq!(
        registered(&mut client, "client/unregisterCapability", "unregisterations"),
        methods
    );
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": root } }));
    assert_eq!(
        registered(&mut client, "client/unregisterCapability", "unregisterations"),
        methods
    );
    assert!(client.asked.is_empty(), "{:?}", client.asked);
}
