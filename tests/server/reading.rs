//! Hover, inlay hints, code lenses and semantic tokens over the protocol.

use std::path::Path;

use serde_json::{Value, json};

use crate::client::{Client, capabilities, range, uri};

const TEXT: &str = "[register]\ntitle = \"示例\"\ndomain = \"09\"\nbusiness = \"50\"\n[[subsystem]]\ntitle = \"s\"\n[[category]]\ncode = \"21\"\ntitle = \"数据资源\"\nsubsystem = \"s\"\nclass = \"2\"\n[[table]]\nid = \"A.4\"\ntitle = \"t\"\ncategory = \"21\"\nentry = [\n  { title = \"😀标准\", number = 1, code = \"2095021P0013T\", status = \"已颁\", level = \"行业标准\", owner = \"o\" },\n]\n[[statistics]]\nby = \"table\"\nrows = [{ item = \"t\", expected = 5, existing = 1 }]\n";

/// The line of the entry, from 0.
const LINE: u64 = 16;

fn opened(capabilities: Value, settings: Value) -> (tempfile::TempDir, Client, String) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("register.toml"), TEXT).unwrap();
    let options = json!({ "capabilities": capabilities, "locale": "zh-CN", "initializationOptions": settings });
    let mut client = Client::start_with(folder.path(), options);
    let uri = uri(Path::new(&folder.path().join("register.toml")));
    client.open(&uri, TEXT);
    (folder, client, uri)
}

/// The column of a text in the entry's line, in UTF-16.
fn column(text: &str) -> u64 {
    let line = TEXT.lines().nth(LINE as usize).unwrap();
    line[..line.find(text).unwrap()].encode_utf16().count() as u64
}

#[test]
fn a_hover_is_markdown_where_that_is_read_and_plain_text_elsewhere() {
    let mut pushed = capabilities();
    for (format, kind) in [(json!(["markdown"]), "markdown"), (json!(null), "plaintext")] {
        pushed["textDocument"]["hover"] = json!({ "contentFormat": format });
        let (_folder, mut client, uri) = opened(pushed.clone(), json!(null));
        let start = column("2095021P");
        let position = json!({ "line": LINE, "character": start + 5 });
        let hover = client.request(
            "textDocument/hover",
            json!({ "textDocument": { "uri": uri }, "position": position }),
        );
        assert_eq!(hover["contents"]["kind"], kind, "{hover}");
        let text = hover["contents"]["value"].as_str().unwrap();
        assert!(text.contains("数据资源") && text.contains("第四层"), "{text}");
        assert_eq!(text.contains("**"), kind == "markdown");
        assert_eq!(hover["range"]["start"]["character"], start);
        assert_eq!(hover["range"]["end"]["character"], start + 13);
    }
}

#[test]
fn hints_and_lenses_can_be_turned_off() {
    let (_folder, mut client, uri) = opened(capabilities(), json!(null));
    let whole = json!({ "textDocument": { "uri": uri }, "range": range([0, 0, 99, 0]) });
    let hints = client.request("textDocument/inlayHint", whole.clone());
    let labels: Vec<_> = hints
        .as_array()
        .unwrap()
        .iter()
        .map(|hint| hint["label"].as_str().unwrap())
        .collect();
    assert_eq!(labels, ["技术标准·数据资源·行业标准·推荐性", "= 1"]);
    assert_eq!(hints[0]["position"]["character"], column("2095021P") + 14);
    let lenses = client.request("textDocument/codeLens", json!({ "textDocument": { "uri": uri } }));
    assert_eq!(
        lenses[0]["command"]["title"],
        "1 项 · 已颁 1 · 下一个代码 2095021P0023T"
    );
    let off = json!({ "inlayHints": { "codeMeaning": false, "trueCount": false }, "codeLens": { "enable": false } });
    let mut plain = capabilities();
    plain["workspace"]["configuration"] = json!(false);
    let (_folder, mut client, uri) = opened(plain, off);
    let whole = json!({ "textDocument": { "uri": uri }, "range": range([0, 0, 99, 0]) });
    assert_eq!(client.request("textDocument/inlayHint", whole), json!([]));
    let lenses = client.request("textDocument/codeLens", json!({ "textDocument": { "uri": uri } }));
    assert_eq!(lenses, json!(null));
}

#[test]
fn a_client_that_can_ask_for_tooltips_is_given_them_when_it_asks() {
    let (_folder, mut client, uri) = opened(capabilities(), json!(null));
    let whole = json!({ "textDocument": { "uri": uri }, "range": range([0, 0, 99, 0]) });
    let complete = client.request("textDocument/inlayHint", whole);
    let mut asking = capabilities();
    asking["textDocument"]["inlayHint"] = json!({ "resolveSupport": { "properties": ["tooltip"] } });
    let (_folder, mut client, uri) = opened(asking, json!(null));
    let whole = json!({ "textDocument": { "uri": uri }, "range": range([0, 0, 99, 0]) });
    let hints = client.request("textDocument/inlayHint", whole);
    assert!(hints[0].get("tooltip").is_none(), "{hints}");
    // What is little anyway comes at once.
    assert_eq!(hints[1], complete[1]);
    let mut resolved = client.request("inlayHint/resolve", hints[0].clone());
    assert_eq!(resolved["tooltip"], complete[0]["tooltip"]);
    resolved.as_object_mut().unwrap().remove("data");
    assert_eq!(resolved, complete[0]);
    // One that an edit has taken away is left alone, and so is one that nobody has given.
    client.change(&uri, 2, json!([{ "text": "" }]));
    assert!(
        client
            .request("inlayHint/resolve", hints[0].clone())
            .get("tooltip")
            .is_none()
    );
    let mut foreign = hints[0].clone();
    foreign["data"] = json!(7);
    assert_eq!(client.request("inlayHint/resolve", foreign.clone()), foreign);
}

#[test]
fn tokens_are_told_whole_in_part_and_as_a_difference() {
    let (_folder, mut client, uri) = opened(capabilities(), json!(null));
    let document = json!({ "uri": uri });
    let legend = &client.initialized["capabilities"]["semanticTokensProvider"]["legend"]["tokenTypes"];
    assert_eq!(legend[0], "keyword");
    let whole = client.request("textDocument/semanticTokens/full", json!({ "textDocument": document }));
    let data = whole["data"].as_array().unwrap();
    assert_eq!(data.len(), 8 * 5);
    assert_eq!(
        data[..5],
        [json!(LINE), json!(column("2095021P")), json!(1), json!(0), json!(0)]
    );
    let part = json!({ "textDocument": document, "range": range([0, 0, 3, 0]) });
    let part = client.request("textDocument/semanticTokens/range", part);
    assert_eq!(part["data"], json!([]));
    client.edit(&uri, 2, [0, 0, 0, 0], "# 注\n");
    let ask = json!({ "textDocument": document, "previousResultId": whole["resultId"] });
    let delta = client.request("textDocument/semanticTokens/full/delta", ask);
    assert_eq!(delta["edits"].as_array().unwrap().len(), 1, "{delta}");
    assert_eq!(delta["edits"][0]["start"], 0);
    assert_eq!(delta["edits"][0]["data"][0], LINE + 1);
    let ask = json!({ "textDocument": document, "previousResultId": delta["resultId"] });
    let same = client.request("textDocument/semanticTokens/full/delta", ask);
    assert_eq!(same["edits"], json!([]));
    let ask = json!({ "textDocument": document, "previousResultId": "unknown" });
    let anew = client.request("textDocument/semanticTokens/full/delta", ask);
    assert_eq!(anew["data"].as_array().unwrap().len(), 8 * 5);
}
