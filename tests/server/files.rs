//! Files that come, go and are called otherwise: what names them follows, and what an action makes is a file of the register.

use std::fs;

use serde_json::{Value, json};

use crate::client::{Client, capabilities, range, uri};

const ROOT: &str = "[register]\ntitle = \"示例\"\nscheme = \"./own.scheme.toml\"\ninclude = [\"tables/*.toml\"]\n\n[[table]]\nid = \"A.1\"\ntitle = \"一\"\ncategory = \"21\"\nentry = [{ number = 1 }]\n";
const PART: &str = "[[table]]\nid = \"A.2\"\ntitle = \"二\"\ncategory = \"21\"\nentry = [{ number = 1 }]\n";
const SCHEME: &str = "[scheme]\nid = \"own\"\ntitle = \"自定\"\n";

fn start() -> (tempfile::TempDir, Client) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("体系");
    fs::create_dir_all(root.join("tables")).unwrap();
    fs::write(root.join("register.toml"), ROOT).unwrap();
    fs::write(root.join("tables/a.toml"), PART).unwrap();
    fs::write(root.join("own.scheme.toml"), SCHEME).unwrap();
    let mut able = capabilities();
    able["workspace"]["workspaceEdit"]["resourceOperations"] = json!(["create", "rename", "delete"]);
    able["window"]["showDocument"] = json!({ "support": true });
    let client = Client::start_with(folder.path(), json!({ "capabilities": able, "locale": "en" }));
    (folder, client)
}

fn renamed(client: &mut Client, folder: &std::path::Path, from: &str, to: &str) -> Vec<String> {
    let files = json!([{ "oldUri": uri(&folder.join(from)), "newUri": uri(&folder.join(to)) }]);
    let edit = client.request("workspace/willRenameFiles", json!({ "files": files }));
    let edits = edit["documentChanges"][0]["edits"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    edits
        .iter()
        .map(|edit| edit["newText"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a_register_names_its_files_where_they_will_be() {
    let (folder, mut client) = start();
    let folder = folder.path().to_owned();
    client.findings(&uri(&folder.join("体系/register.toml")), None);
    let operations = &client.initialized["capabilities"]["workspace"]["fileOperations"]["willRename"];
    assert_eq!(operations["filters"].as_array().unwrap().len(), 2);
    let none: [&str; 0] = [];
    assert_eq!(
        renamed(&mut client, &folder, "体系/own.scheme.toml", "体系/a/own.scheme.toml"),
        ["./a/own.scheme.toml"]
    );
    assert_eq!(
        renamed(&mut client, &folder, "体系/own.scheme.toml", "own.scheme.toml"),
        ["../own.scheme.toml"]
    );
    assert_eq!(renamed(&mut client, &folder, "体系/tables", "体系/表"), ["表/*.toml"]);
    assert_eq!(
        renamed(&mut client, &folder, "体系/tables/a.toml", "体系/b.toml"),
        ["[\"b.toml\"]"]
    );
    assert_eq!(
        renamed(&mut client, &folder, "体系/tables/a.toml", "体系/tables/b.toml"),
        none
    );
    // The whole folder takes its files along; the root alone leaves them.
    assert_eq!(renamed(&mut client, &folder, "体系", "标准"), none);
    assert_eq!(
        renamed(&mut client, &folder, "体系/register.toml", "register.toml"),
        ["./体系/own.scheme.toml", "体系/tables/*.toml"]
    );
    // A root that changed with nobody telling is read again.
    let other = ROOT.replace("title = \"示例\"\n", "title = \"示例\"\n# 注\n");
    fs::write(folder.join("体系/register.toml"), other).unwrap();
    let files = json!([{ "oldUri": uri(&folder.join("体系/tables")), "newUri": uri(&folder.join("体系/表")) }]);
    let edit = client.request("workspace/willRenameFiles", json!({ "files": files }));
    assert_eq!(edit["documentChanges"][0]["edits"][0]["range"]["start"]["line"], 4);
}

fn chosen(client: &mut Client, uri: &str, at: [u32; 2], kind: &str) -> Value {
    let [line, column] = at;
    let params = json!({
        "textDocument": { "uri": uri },
        "range": range([line, column, line, column]),
        "context": { "diagnostics": [], "only": [kind] },
    });
    let actions = client.request("textDocument/codeAction", params);
    let action = actions.as_array().and_then(|actions| actions.first()).cloned();
    client.request(
        "codeAction/resolve",
        action.unwrap_or_else(|| panic!("{kind}: {actions}")),
    )
}

#[test]
fn a_table_becomes_a_file_and_a_part_goes_back() {
    let (folder, mut client) = start();
    let root = uri(&folder.path().join("体系/register.toml"));
    client.open(&root, ROOT);
    let action = chosen(&mut client, &root, [5, 3], "refactor.extract");
    let changes = &action["edit"]["documentChanges"];
    let new = uri(&folder.path().join("体系/tables/A.1.toml"));
    assert_eq!(
        (&changes[0]["kind"], &changes[0]["uri"]),
        (&json!("create"), &json!(new))
    );
    assert_eq!(changes[1]["textDocument"]["uri"], json!(new));
    assert!(
        changes[1]["edits"][0]["newText"]
            .as_str()
            .unwrap()
            .starts_with("[[table]]\nid = \"A.1\"")
    );
    assert_eq!(changes[2]["textDocument"]["uri"], json!(root));
    let part = uri(&folder.path().join("体系/tables/a.toml"));
    client.open(&part, PART);
    let action = chosen(&mut client, &part, [0, 3], "refactor.inline");
    let changes = action["edit"]["documentChanges"].as_array().unwrap();
    assert_eq!(changes.first().unwrap()["textDocument"]["uri"], json!(root));
    let last = changes.last().unwrap();
    assert_eq!((&last["kind"], &last["uri"]), (&json!("delete"), &json!(part)));
}

#[test]
fn the_cursor_goes_to_what_is_to_be_written() {
    let (folder, mut client) = start();
    let root = uri(&folder.path().join("体系/register.toml"));
    let text = "[register]\nscheme = \"./own.scheme.toml\"\n";
    client.open(&root, text);
    let action = chosen(&mut client, &root, [0, 2], "quickfix");
    assert_eq!(
        action["edit"]["documentChanges"][0]["edits"][0]["newText"],
        "\ntitle  = \"\""
    );
    let command = &action["command"];
    assert_eq!(command["arguments"][1], range([1, 10, 1, 10]));
    client.request(
        "workspace/executeCommand",
        json!({ "command": command["command"], "arguments": command["arguments"] }),
    );
    client.request(
        "textDocument/hover",
        json!({ "textDocument": { "uri": root }, "position": { "line": 0, "character": 2 } }),
    );
    let shown = client
        .asked
        .iter()
        .find(|asked| asked["method"] == "window/showDocument");
    let shown = shown.unwrap_or_else(|| panic!("{:?}", client.asked));
    assert_eq!(shown["params"]["selection"], range([1, 10, 1, 10]));
}
