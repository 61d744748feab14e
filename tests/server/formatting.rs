//! Formatting: the form of `stdreg fmt`, as edits of the lines that change.

use serde_json::{Value, json};

use crate::client::{Client, range, uri};

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
    assert_eq!(lines(&edits), [4, 6, 8], "{edits}");
    let mut part = whole.clone();
    part["range"] = range([8, 0, 8, 3]);
    let edits = client.request("textDocument/rangeFormatting", part);
    assert_eq!(lines(&edits), [8], "{edits}");
    assert_eq!(edits[0]["newText"], "title = 'u'\n");
    client.edit(&uri, 2, [1, 0, 1, 5], "title = '");
    assert_eq!(
        client.request("textDocument/formatting", whole),
        Value::Null,
        "what is no TOML stays as it is"
    );
}
