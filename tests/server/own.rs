//! The files of stdreg itself: settings and schemes, with the registers that go by them.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::client::{Client, capabilities, range, uri};

const SCHEME: &str = "[scheme]\nid = \"x\"\ntitle = \"某方案\"\n\n[[status]]\nname = \"试行\"\nphase = \"published\"\n\n\
    [[status]]\nname = \"拟编\"\nphase = \"planned\"\n\n[[level]]\nname = \"企业标准\"\nkinds = [\"enterprise\"]\n";

fn register(title: &str) -> String {
    format!(
        "[register]\ntitle = \"{title}\"\nscheme = \"./own.scheme.toml\"\n\n[[category]]\ncode = \"1\"\ntitle = \"甲\"\n\n\
        [[table]]\nid = \"A.1\"\ntitle = \"甲\"\ncategory = \"1\"\n\n[[table.entry]]\nnumber = 1\ntitle = \"{title}\"\nstatus = \"试行\"\n"
    )
}

/// A folder with a scheme and two registers that go by it.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("own.scheme.toml"), SCHEME).unwrap();
    for name in ["a", "b"] {
        fs::write(folder.path().join(format!("{name}.register.toml")), register(name)).unwrap();
    }
    folder
}

fn at(uri: &str, [line, character]: [u32; 2]) -> Value {
    json!({ "textDocument": { "uri": uri }, "position": { "line": line, "character": character } })
}

fn names(folder: &Path, locations: &Value) -> Vec<String> {
    let base = uri(folder);
    let of = |location: &Value| {
        let uri = location["uri"].as_str().unwrap();
        uri.strip_prefix(&format!("{base}/")).unwrap_or(uri).to_owned()
    };
    let mut names: Vec<String> = locations.as_array().into_iter().flatten().map(of).collect();
    names.sort();
    names
}

#[test]
fn a_word_of_a_scheme_is_found_and_renamed_in_all_its_registers() {
    let folder = folder();
    let scheme = uri(&folder.path().join("own.scheme.toml"));
    let root = uri(&folder.path().join("b.register.toml"));
    let mut client = Client::start(folder.path());
    client.open(&scheme, SCHEME);
    client.open(&root, &register("b"));
    let everywhere = ["a.register.toml", "b.register.toml", "own.scheme.toml"];
    // From the scheme, and from a register.
    for (uri, place) in [(&scheme, [5, 9]), (&root, [16, 11])] {
        let mut params = at(uri, place);
        params["context"] = json!({ "includeDeclaration": true });
        let found = client.request("textDocument/references", params.clone());
        assert_eq!(names(folder.path(), &found), everywhere, "{uri}: {found}");
        params["context"] = json!({ "includeDeclaration": false });
        let found = client.request("textDocument/references", params);
        assert_eq!(names(folder.path(), &found), everywhere[..2]);
        let mut params = at(uri, place);
        params["newName"] = json!("试用");
        let edit = client.request("textDocument/rename", params);
        let changes = edit["documentChanges"].as_array().unwrap();
        let mut files: Vec<String> = changes
            .iter()
            .flat_map(|change| names(folder.path(), &json!([change["textDocument"]])))
            .collect();
        files.sort();
        assert_eq!(files, everywhere, "{edit}");
        assert!(
            changes
                .iter()
                .all(|change| change["edits"].as_array().unwrap().len() == 1)
        );
    }
    let found = client.request("textDocument/definition", at(&root, [16, 11]));
    assert_eq!(names(folder.path(), &found), ["own.scheme.toml"]);
    // A word that one of the registers has is refused for all.
    let mut params = at(&scheme, [5, 9]);
    params["newName"] = json!("拟编");
    let refused = client.response("textDocument/rename", params);
    assert!(
        refused["error"]["message"].as_str().unwrap().contains("拟编"),
        "{refused}"
    );
}

/// Where a text stands in another.
fn place_in(whole: &str, text: &str) -> [u32; 2] {
    let before = &whole[..whole.find(text).unwrap_or_else(|| panic!("{text}"))];
    let column = before.rsplit('\n').next().unwrap().encode_utf16().count();
    [before.matches('\n').count(), column].map(|part| u32::try_from(part).unwrap())
}

#[test]
fn a_column_and_a_layer_of_a_scheme_are_found_and_renamed_in_all_its_registers() {
    let folder = folder();
    let scheme_text = format!(
        "{SCHEME}\n[[column]]\nkey = \"topic\"\ntitle = \"主题\"\n\n\
        [[layer]]\nname = \"field\"\nwidth = 1\nvalues = {{ 1 = \"甲\" }}\nrole = \"domain\"\n"
    );
    let text = |title: &str| {
        let text = register(title).replace("scheme.toml\"", "scheme.toml\"\ndomain = \"1\"");
        let statistics = "[[statistics]]\nby = \"topic\"\nrows = [{ item = \"乙\", where = { field = \"1\" } }]\n";
        format!("{text}topic = \"乙\"\n\n{statistics}")
    };
    fs::write(folder.path().join("own.scheme.toml"), &scheme_text).unwrap();
    for name in ["a", "b"] {
        fs::write(folder.path().join(format!("{name}.register.toml")), text(name)).unwrap();
    }
    let scheme = uri(&folder.path().join("own.scheme.toml"));
    let root = uri(&folder.path().join("b.register.toml"));
    let mut client = Client::start(folder.path());
    client.open(&scheme, &scheme_text);
    client.open(&root, &text("b"));
    let [a, b, own] = ["a.register.toml", "b.register.toml", "own.scheme.toml"];
    // Where each is named, and where it is renamed: the value of a layer that goes by its role is no name.
    let column = (vec![a, a, b, b, own], 5);
    let layer = (vec![a, a, b, b, own], 3);
    for (uri, whole, text, new, (found, renamed)) in [
        (&scheme, &scheme_text, "topic", "subject", &column),
        (&root, &text("b"), "topic = ", "subject", &column),
        (&root, &text("b"), "topic\"\nrows", "subject", &column),
        (&scheme, &scheme_text, "field", "area", &layer),
        (&root, &text("b"), "field", "area", &layer),
    ] {
        let place = place_in(whole, text);
        let mut params = at(uri, place);
        params["context"] = json!({ "includeDeclaration": true });
        let references = client.request("textDocument/references", params);
        assert_eq!(names(folder.path(), &references), *found, "{text} in {uri}");
        let mut params = at(uri, place);
        params["newName"] = json!(new);
        let edit = client.request("textDocument/rename", params);
        let changes = edit["documentChanges"].as_array().unwrap();
        assert_eq!(changes.len(), 3, "{edit}");
        let edits = changes.iter().flat_map(|change| change["edits"].as_array().unwrap());
        let texts: Vec<&Value> = edits.map(|edit| &edit["newText"]).collect();
        assert_eq!(texts, vec![new; *renamed], "{text} in {uri}");
        let definition = client.request("textDocument/definition", at(uri, place));
        assert_eq!(names(folder.path(), &definition), [own], "{text} in {uri}");
    }
    // The other register, which is not open, has the key already: none is changed.
    let taken = text("a").replace(
        "[[category]]",
        "[[column]]\nkey = \"kind\"\ntitle = \"类\"\n\n[[category]]",
    );
    fs::write(folder.path().join(a), taken).unwrap();
    let mut params = at(&root, place_in(&text("b"), "topic = "));
    params["newName"] = json!("kind");
    let refused = client.response("textDocument/rename", params);
    let message = refused["error"]["message"].as_str().unwrap();
    assert!(message.contains("kind"), "{refused}");
}

#[test]
fn settings_and_schemes_are_completed_explained_outlined_and_formatted() {
    let folder = folder();
    let settings = uri(&folder.path().join("stdreg.toml"));
    let scheme = uri(&folder.path().join("own.scheme.toml"));
    fs::write(folder.path().join("stdreg.toml"), "").unwrap();
    let mut client = Client::start_with(
        folder.path(),
        json!({ "capabilities": capabilities(), "locale": "zh-CN" }),
    );
    client.open(&settings, "ignore=[\"E011\"]\n[severity]\n\n");
    client.open(&scheme, SCHEME);
    let labels = |list: &Value| -> Vec<String> {
        let items = list["items"].as_array().into_iter().flatten();
        items.map(|item| item["label"].as_str().unwrap().to_owned()).collect()
    };
    let list = client.request("textDocument/completion", at(&settings, [0, 9]));
    assert!(labels(&list).contains(&"C001".to_owned()), "{list}");
    let list = client.request("textDocument/completion", at(&settings, [2, 0]));
    assert!(labels(&list).contains(&"E011".to_owned()), "{list}");
    let hover = client.request("textDocument/hover", at(&settings, [0, 11]));
    assert!(hover["contents"]["value"].as_str().unwrap().contains("E011"), "{hover}");
    let about = |uri: &str| json!({ "textDocument": { "uri": uri } });
    let symbols = client.request("textDocument/documentSymbol", about(&scheme));
    assert_eq!(symbols[1]["name"], "试行");
    let links = client.request("textDocument/documentLink", about(&settings));
    assert_eq!(links[0]["range"], range([0, 9, 0, 13]));
    assert!(links[0]["target"].as_str().unwrap().ends_with("E011.md"), "{links}");
    let mut params = about(&settings);
    params["options"] = json!({ "tabSize": 4, "insertSpaces": true });
    let edits = client.request("textDocument/formatting", params);
    assert_eq!(edits[0]["newText"], "ignore = [\"E011\"]\n", "{edits}");
}

#[test]
fn what_a_scheme_file_lacks_is_added_by_an_action() {
    let folder = folder();
    let scheme = uri(&folder.path().join("own.scheme.toml"));
    let mut client = Client::start_with(
        folder.path(),
        json!({ "capabilities": capabilities(), "locale": "zh-CN" }),
    );
    // By the registers that go by it, of which one is open and sorts before it, it could not be edited.
    client.open(&uri(&folder.path().join("a.register.toml")), &register("a"));
    client.open(&scheme, &SCHEME.replace("phase = \"planned\"\n", ""));
    let found = client.findings(&scheme, Some(1));
    let [lacking] = found.as_slice() else {
        panic!("{found:?}");
    };
    assert_eq!(lacking["code"], "T008");
    let params =
        json!({ "textDocument": { "uri": scheme }, "range": lacking["range"], "context": { "diagnostics": found } });
    let actions = client.request("textDocument/codeAction", params);
    let mut actions = actions.as_array().unwrap().iter();
    let adding = actions.find(|action| action["data"]["action"].as_str().unwrap().starts_with("add-missing"));
    let adding = client.request("codeAction/resolve", adding.unwrap().clone());
    let edits = &adding["edit"]["documentChanges"][0]["edits"];
    assert_eq!(
        edits[0]["newText"].as_str().map(str::trim),
        Some("phase = \"\""),
        "{adding}"
    );
    assert_eq!(adding["diagnostics"][0]["code"], "T008", "{adding}");
}

#[test]
fn settings_that_are_half_typed_change_nothing_and_say_nothing_until_they_are_saved() {
    let folder = folder();
    let settings = uri(&folder.path().join("stdreg.toml"));
    let root = uri(&folder.path().join("a.register.toml"));
    let text = "ignore = [\"R004\", \"E006\", \"T003\"]\n";
    fs::write(folder.path().join("stdreg.toml"), text).unwrap();
    let mut client = Client::start(folder.path());
    let broken = register("a").replace("code = \"1\"", "code = \"1\"\nclas = \"1\"");
    client.open(&root, &broken);
    client.open(&settings, text);
    let codes = |found: &[Value]| -> Vec<String> {
        found
            .iter()
            .map(|found| found["code"].as_str().unwrap().to_owned())
            .collect()
    };
    let before = codes(&client.findings(&root, Some(1)));
    assert!(!before.is_empty() && !before.contains(&"R004".to_owned()), "{before:?}");
    client.pending();
    for (version, typed) in (2..).zip(["e", "x", "c", "l", "u", "d", "e", " = [", "\"a"]) {
        let end = u32::try_from("exclude = [\"a".find(typed).unwrap_or(0)).unwrap();
        client.edit(&settings, version, [0, 0, 0, 0], typed);
        let found = client.findings(&settings, Some(version));
        assert!(!found.is_empty(), "{end}");
    }
    // The register goes by what could be used last.
    client.edit(&root, 2, [1, 0, 1, 0], "# 注\n");
    assert_eq!(codes(&client.findings(&root, Some(2))), before);
    let shown = |messages: &[Value]| {
        messages
            .iter()
            .filter(|message| message["method"] == "window/showMessage")
            .count()
    };
    assert_eq!(shown(&client.pending()), 0);
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": settings } }));
    client.wait("window/showMessage", |params| {
        params["message"].to_string().contains("stdreg.toml")
    });
    client.edit(&root, 3, [1, 0, 2, 0], "");
    assert_ne!(codes(&client.findings(&root, Some(3))), before);
}
