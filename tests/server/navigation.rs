//! Outline, definition, references, rename, folds and links over the protocol, in a register of two files.

use std::path::Path;

use serde_json::{Value, json};

use crate::client::{Client, capabilities, range, uri};

const ROOT: &str = "[register]\ntitle = \"示例\"\nstandard = \"GA/T 1136-2014\"\ninclude = [\"tables/*.toml\"]\n\
    [[subsystem]]\ntitle = \"😀标准\"\n[[category]]\ncode = \"21\"\ntitle = \"数据资源\"\nsubsystem = \"😀标准\"\nclass = \"2\"\n\
    [[statistics]]\nby = \"subsystem\"\nrows = [{ item = \"😀标准子体系\", expected = 1, existing = 1, ratio = \"100%\" }]\n";

const PART: &str = "[[table]]\nid = \"A.4\"\ntitle = \"数据元\"\ncategory = \"21\"\n[[table.entry]]\nnumber = 1\n\
    code = \"2095021P1013T\"\nstandard = \"GA/T 542-2011\"\ntitle = \"公安数据元\"\nstatus = \"已颁\"\n";

struct Opened {
    _folder: tempfile::TempDir,
    client: Client,
    root: String,
    part: String,
}

/// A server that has the root open, and the part on disk.
fn opened(capabilities: Value) -> Opened {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("register.toml");
    let part = folder.path().join("tables").join("附录 A.toml");
    std::fs::create_dir(part.parent().unwrap()).unwrap();
    std::fs::write(&root, ROOT).unwrap();
    std::fs::write(&part, PART).unwrap();
    let options = json!({ "capabilities": capabilities, "locale": "zh-CN" });
    let mut client = Client::start_with(folder.path(), options);
    let uris = [&root, &part].map(|path| uri(Path::new(path)));
    client.open(&uris[0], ROOT);
    let [root, part] = uris;
    Opened {
        _folder: folder,
        client,
        root,
        part,
    }
}

impl Opened {
    /// A request about a place of the root or the part, with what else the request takes.
    fn at(&mut self, method: &str, uri: &str, [line, character]: [u32; 2], more: Value) -> Value {
        let mut params =
            json!({ "textDocument": { "uri": uri }, "position": { "line": line, "character": character } });
        for (key, value) in more.as_object().into_iter().flatten() {
            params[key] = value.clone();
        }
        self.client.request(method, params)
    }

    fn about(&mut self, method: &str, uri: &str) -> Value {
        self.client.request(method, json!({ "textDocument": { "uri": uri } }))
    }
}

#[test]
fn names_are_followed_from_file_to_file() {
    let mut opened = opened(capabilities());
    let (root, part) = (opened.root.clone(), opened.part.clone());
    let found = opened.at("textDocument/definition", &part, [3, 13], json!({}));
    let found = found.as_array().unwrap();
    assert_eq!(found.len(), 1);
    let target = found[0].get("targetUri").or_else(|| found[0].get("uri"));
    assert_eq!(target.and_then(Value::as_str), Some(root.as_str()));
    let wanted = |declaration: bool| json!({ "context": { "includeDeclaration": declaration } });
    let found = opened.at("textDocument/references", &root, [7, 9], wanted(true));
    let places: Vec<_> = found
        .as_array()
        .unwrap()
        .iter()
        .map(|found| (found["uri"].as_str().unwrap() == part, found["range"].clone()))
        .collect();
    assert_eq!(
        places,
        [
            (false, range([7, 8, 7, 10])),
            (true, range([3, 12, 3, 14])),
            // Layer 4 of the code.
            (true, range([6, 13, 6, 15])),
        ]
    );
    let found = opened.at("textDocument/references", &root, [7, 9], wanted(false));
    assert_eq!(found.as_array().unwrap().len(), 2);
    let found = opened.at("textDocument/documentHighlight", &root, [5, 10], json!({}));
    assert_eq!(found.as_array().unwrap().len(), 3);
    assert_eq!(found[0]["kind"], 3);
}

#[test]
fn a_rename_reaches_files_that_are_not_open_and_leaves_no_new_finding() {
    let mut client = capabilities();
    client["workspace"]["workspaceEdit"] = json!({ "documentChanges": true });
    client["textDocument"]["rename"] = json!({ "prepareSupport": true });
    let mut opened = opened(client);
    let (root, part) = (opened.root.clone(), opened.part.clone());
    let before = opened.client.findings(&root, Some(1)).len();
    let prepared = opened.at("textDocument/prepareRename", &root, [13, 20], json!({}));
    assert_eq!(
        prepared,
        json!({ "range": range([13, 18, 13, 22]), "placeholder": "😀标准" })
    );
    let edit = opened.at("textDocument/rename", &root, [7, 9], json!({ "newName": "22" }));
    let changes = edit["documentChanges"].as_array().unwrap();
    let versions: Vec<_> = changes
        .iter()
        .map(|change| change["textDocument"]["version"].clone())
        .collect();
    assert_eq!(versions, [json!(1), json!(null)]);
    assert_eq!(changes[1]["textDocument"]["uri"].as_str(), Some(part.as_str()));
    let edits = changes[1]["edits"].as_array().unwrap();
    assert_eq!(edits.len(), 2);
    assert_eq!(edits[1], json!({ "range": range([6, 13, 6, 15]), "newText": "22" }));
    // The editor opens the part and applies the edits; a text of two characters stays as long as it is.
    opened.client.open(&part, PART);
    for (version, edit) in (2..).zip(edits) {
        let at = |end: &str, axis: &str| u32::try_from(edit["range"][end][axis].as_u64().unwrap()).unwrap();
        let place = [
            at("start", "line"),
            at("start", "character"),
            at("end", "line"),
            at("end", "character"),
        ];
        opened.client.edit(&part, version, place, "22");
    }
    opened.client.edit(&root, 2, [7, 8, 7, 10], "22");
    assert_eq!(opened.client.findings(&root, Some(2)).len(), before);
    let refused = opened.client.response(
        "textDocument/rename",
        json!({ "textDocument": { "uri": root }, "position": { "line": 7, "character": 9 }, "newName": "2" }),
    );
    assert_eq!(
        refused["error"]["message"],
        "细目代码“2”应为 2 位，与代码中“业务类型细目”一层同宽"
    );
}

#[test]
fn symbols_are_a_tree_a_list_or_what_a_query_finds() {
    let mut trees = capabilities();
    trees["textDocument"]["documentSymbol"] = json!({ "hierarchicalDocumentSymbolSupport": true });
    let mut opened = opened(trees);
    let (root, part) = (opened.root.clone(), opened.part.clone());
    let tree = opened.about("textDocument/documentSymbol", &root);
    assert_eq!(tree[1]["name"], "😀标准");
    assert_eq!(tree[1]["children"][0]["name"], "21 数据资源");
    let tree = opened.about("textDocument/documentSymbol", &part);
    assert_eq!(tree[0]["children"][0]["detail"], "2095021P1013T");
    for query in ["gat542", "公安数据", "２０９５０２１Ｐ１０１３Ｔ"] {
        let found = opened.client.request("workspace/symbol", json!({ "query": query }));
        assert_eq!(found.as_array().map(Vec::len), Some(1), "{query}: {found}");
        assert_eq!(found[0]["location"]["uri"].as_str(), Some(part.as_str()));
        assert_eq!(found[0]["containerName"], "A.4 数据元");
    }
}

#[test]
fn folds_selections_and_links_are_those_of_the_text_as_it_is() {
    let mut opened = opened(capabilities());
    let root = opened.root.clone();
    opened.client.edit(&root, 2, [0, 0, 0, 0], "# 一\n# 二\n");
    let folds = opened.about("textDocument/foldingRange", &root);
    assert_eq!(
        (&folds[0]["startLine"], &folds[0]["kind"]),
        (&json!(0), &json!("comment"))
    );
    let links = opened.about("textDocument/documentLink", &root);
    assert_eq!(
        links[0]["target"],
        "https://std.samr.gov.cn/search/std?q=GA%2FT%201136-2014"
    );
    assert_eq!(links[0]["range"], range([4, 12, 4, 26]));
    let params = json!({ "textDocument": { "uri": root }, "positions": [{ "line": 4, "character": 15 }] });
    let chain = opened.client.request("textDocument/selectionRange", params);
    assert_eq!(chain[0]["range"], range([4, 12, 4, 26]));
    assert_eq!(chain[0]["parent"]["range"], range([4, 11, 4, 27]));
    assert_eq!(chain[0]["parent"]["parent"]["range"], range([4, 0, 4, 27]));
}
