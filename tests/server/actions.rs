//! Code actions: offered without their edits, resolved when they are chosen, refused when the text is another by then.

use serde_json::{Value, json};

use crate::client::{Client, capabilities, range, uri};

const REGISTER: &str = r#"[register]
title = "示例"
domain = "09"
business = "50"

[[subsystem]]
title = "s"

[[category]]
code = "21"
title = "c"
subsystem = "s"
class = "2"

[[table]]
id = "A.1"
title = "t"
category = "21"

[[table.entry]]
number = 1
code = "2095021P0013T"
standard = "GA/T542-2011"
title = "一"
status = "已颁"
level = "行业标准"
effective = 2011-12-01
owner = "公安部"

[[table.entry]]
number = 3
code = "2095021P0023T"
standard = "GA/T543-2011"
title = "二"
status = "已颁"
level = "行业标准"
effective = 2011-12-01
owner = "公安部"

[[statistics]]
by = "level"
rows = [
  { item = "公共安全行业标准", expected = 9, existing = 9, ratio = "100%" },
]
"#;

/// The place, line and column, of a text in the register.
fn place(text: &str) -> [u32; 2] {
    let offset = REGISTER.find(text).unwrap();
    let before = &REGISTER[..offset];
    let line = before.matches('\n').count();
    let column = before.rsplit('\n').next().unwrap().encode_utf16().count();
    [u32::try_from(line).unwrap(), u32::try_from(column).unwrap()]
}

fn ask(client: &mut Client, uri: &str, text: &str, only: &Value) -> Vec<Value> {
    let [line, column] = place(text);
    let params = json!({
        "textDocument": { "uri": uri },
        "range": range([line, column, line, column]),
        "context": { "diagnostics": [], "only": only },
    });
    serde_json::from_value(client.request("textDocument/codeAction", params)).unwrap()
}

/// The text of the register after the edits of an action.
fn applied(action: &Value) -> String {
    let edits = &action["edit"]["documentChanges"][0]["edits"];
    let mut edits: Vec<Value> = serde_json::from_value(edits.clone()).unwrap_or_else(|_| panic!("no edits: {action}"));
    let offset = |position: &Value| {
        let line = usize::try_from(position["line"].as_u64().unwrap()).unwrap();
        let start: usize = REGISTER.split_inclusive('\n').take(line).map(str::len).sum();
        let column = usize::try_from(position["character"].as_u64().unwrap()).unwrap();
        let units: Vec<u16> = REGISTER[start..].encode_utf16().take(column).collect();
        start + String::from_utf16(&units).unwrap().len()
    };
    edits.sort_by_key(|edit| std::cmp::Reverse(offset(&edit["range"]["start"])));
    let mut text = REGISTER.to_owned();
    for edit in edits {
        let span = offset(&edit["range"]["start"])..offset(&edit["range"]["end"]);
        text.replace_range(span, edit["newText"].as_str().unwrap());
    }
    text
}

fn named<'a>(actions: &'a [Value], kind: &str, part: &str) -> &'a Value {
    let is_it = |action: &&Value| action["kind"] == kind && action["title"].as_str().unwrap().contains(part);
    actions
        .iter()
        .find(is_it)
        .unwrap_or_else(|| panic!("{kind} {part}: {actions:#?}"))
}

fn open() -> (tempfile::TempDir, Client, String) {
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::start(folder.path());
    let uri = uri(&folder.path().join("register.toml"));
    client.open(&uri, REGISTER);
    client.findings(&uri, Some(1));
    (folder, client, uri)
}

#[test]
fn a_fix_is_resolved_when_it_is_chosen() {
    let (_folder, mut client, uri) = open();
    let actions = ask(&mut client, &uri, "GA/T542", &Value::Null);
    assert!(
        actions.iter().all(|action| action.get("edit").is_none()),
        "{actions:#?}"
    );
    let fix = named(&actions, "quickfix", "GA/T 542-2011").clone();
    assert_eq!(
        (&fix["isPreferred"], &fix["diagnostics"][0]["code"]),
        (&json!(true), &json!("E007"))
    );
    let fix = client.request("codeAction/resolve", fix);
    assert_eq!(applied(&fix), REGISTER.replace("GA/T542", "GA/T 542"));
    assert_eq!(fix["edit"]["documentChanges"][0]["textDocument"]["version"], 1);
}

#[test]
fn a_rule_a_table_the_statistics_and_the_whole_file_are_put_right() {
    let (_folder, mut client, uri) = open();
    let mut chosen = |text: &str, kind: &str, part: &str| {
        let actions = ask(&mut client, &uri, text, &Value::Null);
        let action = named(&actions, kind, part).clone();
        applied(&client.request("codeAction/resolve", action))
    };
    let numbers = REGISTER.replace("GA/T542", "GA/T 542").replace("GA/T543", "GA/T 543");
    assert_eq!(chosen("GA/T542", "quickfix", "全部"), numbers);
    let counts = REGISTER.replace("expected = 9, existing = 9", "expected = 2, existing = 2");
    assert_eq!(chosen("公共安全行业标准", "refactor.rewrite", "统计"), counts);
    assert_eq!(
        chosen("number = 3", "refactor.rewrite", "重排"),
        REGISTER.replace("number = 3", "number = 2")
    );
    let silent = chosen("GA/T542", "quickfix", "忽略");
    assert!(silent.contains("\"GA/T542-2011\" # stdreg: ignore["), "{silent}");
    let fixed = numbers.replace("expected = 9, existing = 9", "expected = 2, existing = 2");
    let fixed = fixed.replace("number = 3", "number = 2");
    let actions = ask(&mut client, &uri, "[register]", &json!(["source.fixAll"]));
    let [action] = actions.as_slice() else {
        panic!("{actions:#?}")
    };
    assert_eq!(action["kind"], "source.fixAll.stdreg");
    assert_eq!(applied(&client.request("codeAction/resolve", action.clone())), fixed);
}

#[test]
fn an_action_with_nothing_to_do_does_nothing() {
    let (_folder, mut client, uri) = open();
    client.edit(
        &uri,
        2,
        [40, 0, 44, 0],
        "rows = [\n  { item = \"公共安全行业标准\", expected = 2, existing = 2 },\n]\n",
    );
    let [line, column] = [41, 14];
    let params = json!({
        "textDocument": { "uri": uri },
        "range": range([line, column, line, column]),
        "context": { "diagnostics": [], "only": ["refactor"] },
    });
    let actions: Vec<Value> = serde_json::from_value(client.request("textDocument/codeAction", params)).unwrap();
    let write = named(&actions, "refactor.rewrite", "统计").clone();
    assert_eq!(client.request("codeAction/resolve", write)["edit"], json!({}));
}

#[test]
fn a_guess_is_confirmed_where_the_client_can_ask() {
    // A level by an alias: what else it says may have to be kept.
    let text = REGISTER.replacen("行业标准", "密码行业", 1);
    for can_ask in [true, false] {
        let folder = tempfile::tempdir().unwrap();
        let mut capabilities = capabilities();
        if can_ask {
            capabilities["workspace"]["workspaceEdit"]["changeAnnotationSupport"] = json!({ "groupsOnLabel": true });
        }
        let mut client = Client::start_with(folder.path(), json!({ "capabilities": capabilities, "locale": "zh" }));
        let uri = uri(&folder.path().join("register.toml"));
        client.open(&uri, &text);
        client.findings(&uri, Some(1));
        let mut chosen = |text: &str, part: &str| {
            let actions = ask(&mut client, &uri, text, &Value::Null);
            client.request("codeAction/resolve", named(&actions, "quickfix", part).clone())
        };
        let guess = chosen("行业标准", "改为“行业标准”");
        let annotations = &guess["edit"]["changeAnnotations"];
        let edit = &guess["edit"]["documentChanges"][0]["edits"][0];
        assert_eq!(edit["newText"], "行业标准");
        if can_ask {
            let annotation = &annotations[edit["annotationId"].as_str().unwrap()];
            let expected = json!({ "label": guess["title"], "needsConfirmation": true });
            assert_eq!(annotation, &expected, "{guess:#}");
        } else {
            assert_eq!((annotations, &edit["annotationId"]), (&Value::Null, &Value::Null));
        }
        // What is beyond doubt is not asked about.
        let fix = chosen("GA/T542", "GA/T 542-2011");
        assert_eq!(fix["edit"]["changeAnnotations"], Value::Null, "{fix:#}");
    }
}

#[test]
fn files_that_are_no_register_are_repaired_too() {
    let scheme = "[scheme]\nid = \"x\"\ntitle = \"x\"\n\n[[layer]]\nname = \"a\"\nwidth = 1\nrole = \"level\"\n\n\
        [[level]]\nname = \"国家标准\"\nvalue = \"2\"\nkinds = [\"nationl\"]\n";
    for (name, text, at, meant) in [
        (
            "stdreg.toml",
            "ignore = [\"code-lenght\"]\n",
            "code-lenght",
            "code-length",
        ),
        ("x.scheme.toml", scheme, "\"nationl\"", "\"national\""),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        let mut client = Client::start(folder.path());
        let uri = uri(&path);
        client.open(&uri, text);
        client.findings(&uri, Some(1));
        let before = &text[..text.find(at).unwrap()];
        let line = u32::try_from(before.matches('\n').count()).unwrap();
        let column = before.rsplit('\n').next().unwrap().encode_utf16().count();
        let column = u32::try_from(column).unwrap();
        let params = json!({
            "textDocument": { "uri": uri },
            "range": range([line, column, line, column]),
            "context": { "diagnostics": [] },
        });
        let actions: Vec<Value> = serde_json::from_value(client.request("textDocument/codeAction", params)).unwrap();
        let [action] = actions.as_slice() else {
            panic!("{name}: {actions:#?}")
        };
        let chosen = client.request("codeAction/resolve", action.clone());
        let edit = &chosen["edit"]["documentChanges"][0]["edits"][0];
        let end = column + u32::try_from(at.len()).unwrap();
        let expected = json!({ "range": range([line, column, line, end]), "newText": meant });
        assert_eq!(edit, &expected, "{name}: {chosen:#}");
    }
}

#[test]
fn an_action_of_another_text_is_refused() {
    let (_folder, mut client, uri) = open();
    let actions = ask(&mut client, &uri, "GA/T542", &Value::Null);
    let fix = named(&actions, "quickfix", "GA/T 542-2011").clone();
    client.edit(&uri, 2, [0, 0, 0, 0], "# 注\n");
    let answer = client.response("codeAction/resolve", fix);
    assert_eq!(answer["error"]["code"], -32801, "{answer}");
    let answer = client.response("codeAction/resolve", json!({ "title": "x", "data": { "uri": 3 } }));
    assert_eq!(answer["error"]["code"], -32602, "{answer}");
}

#[test]
fn a_client_that_does_not_resolve_gets_the_edits_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut capabilities = capabilities();
    capabilities["textDocument"]["codeAction"]["resolveSupport"] = Value::Null;
    let mut client = Client::start_with(folder.path(), json!({ "capabilities": capabilities, "locale": "zh" }));
    let uri = uri(&folder.path().join("register.toml"));
    client.open(&uri, REGISTER);
    let actions = ask(&mut client, &uri, "GA/T542", &json!(["quickfix"]));
    let fix = named(&actions, "quickfix", "GA/T 542-2011");
    assert_eq!(applied(fix), REGISTER.replace("GA/T542", "GA/T 542"));
}

#[test]
fn rows_of_a_spreadsheet_become_entries() {
    let (_folder, mut client, uri) = open();
    let [line, _] = place("[[statistics]]");
    let rows = "2\t2095021P0033T\tGA/T 544-2011\t三\t已颁\t行业标准\t2011/12/1\t公安部\n";
    let actions_at = |client: &mut Client, line: u32| -> Vec<Value> {
        let params = json!({
            "textDocument": { "uri": uri },
            "range": range([line, 1, line, 1]),
            "context": { "diagnostics": [], "only": ["refactor"] },
        });
        serde_json::from_value(client.request("textDocument/codeAction", params)).unwrap()
    };
    let is_it = |action: &Value| action["title"] == "由这些行生成条目";
    assert!(!actions_at(&mut client, line - 2).iter().any(is_it));
    client.edit(&uri, 2, [line, 0, line, 0], rows);
    assert!(!actions_at(&mut client, line - 2).iter().any(is_it));
    let actions = actions_at(&mut client, line);
    let make = named(&actions, "refactor.rewrite", "由这些行生成条目").clone();
    let made = client.request("codeAction/resolve", make);
    let edits = made["edit"]["documentChanges"][0]["edits"].as_array().unwrap();
    let [edit] = edits.as_slice() else { panic!("{made:#}") };
    assert_eq!(edit["range"], range([line, 0, line, 53]), "{made:#}");
    let text = edit["newText"].as_str().unwrap();
    for part in [
        "number",
        "= 4\n",
        "\"2095021P0033T\"",
        "= 2011-12-01\n",
        "[[table.entry]]\n",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}
