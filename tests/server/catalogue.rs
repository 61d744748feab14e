//! Catalogues of published standards in the editor: what they say of a number, what they offer, and that they are read anew
//! when they change, and only then.

use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, SystemTime};

use serde_json::{Value, json};

use crate::client::{Client, capabilities, range, uri};

const REGISTER: &str = "[register]\ntitle = \"示例\"\ndomain = \"09\"\nbusiness = \"50\"\n\n[[subsystem]]\ntitle = \"s\"\n\n[[category]]\ncode = \"21\"\ntitle = \"c\"\nsubsystem = \"s\"\nclass = \"2\"\n\n[[table]]\nid = \"A\"\ntitle = \"t\"\ncategory = \"21\"\n\n[[table.entry]]\nnumber = 1\nstandard = \"GB/T 25647-2010\"\nstatus = \"已颁\"\n";

/// A catalogue that is kept in the user's cache, with a first row; written some time ago.
fn write(path: &Path, first: &str, seconds: u64) {
    let mut text = format!("number,title,status,effective,replaced_by\n{first}\n");
    for number in 1..12_000 {
        text.push_str(&format!(
            "GB/T {}-2020,信息安全技术 云计算服务安全能力要求,现行,2021-01-01,\n",
            900_000 + number
        ));
    }
    fs::write(path, text).unwrap();
    let file = File::options().write(true).open(path).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_secs(seconds))
        .unwrap();
}

#[test]
fn a_catalogue_is_told_offered_and_read_anew_when_it_changes() {
    let folder = tempfile::tempdir().unwrap();
    let catalogue = folder.path().join("目录 [1].csv");
    fs::write(folder.path().join("register.toml"), REGISTER).unwrap();
    fs::write(
        folder.path().join("stdreg.toml"),
        "[catalogue]\nfiles = [\"目录 [1].csv\"]\n",
    )
    .unwrap();
    write(&catalogue, "GB/T 25647-2010,电子政务术语,废止,,GB/T 25647-2026", 60);
    let mut capabilities = capabilities();
    capabilities["textDocument"]["inlayHint"] = json!({});
    let mut client = Client::start_with(
        folder.path(),
        json!({ "capabilities": capabilities, "locale": "zh-CN" }),
    );
    let register = uri(&folder.path().join("register.toml"));
    client.open(&register, REGISTER);
    let is_told = |found: &[Value]| found.iter().any(|finding| finding["code"] == "M003");
    while !is_told(&client.findings(&register, None)) {}
    let watched = |client: &mut Client| loop {
        let asked = client.wait_asked("client/registerCapability").to_string();
        if asked.contains("目录 [[]1[]].csv") {
            return;
        }
    };
    watched(&mut client);
    let at = |line: u32, character: u32| json!({ "textDocument": { "uri": register }, "position": { "line": line, "character": character } });
    let line = REGISTER.lines().position(|line| line.starts_with("standard")).unwrap() as u32;
    let hover = client.request("textDocument/hover", at(line, 15));
    let hover = hover["contents"]["value"].as_str().unwrap();
    assert!(
        hover.contains("目录：GB/T 25647-2010 电子政务术语，废止") && hover.contains("被 GB/T 25647-2026 代替"),
        "{hover}"
    );
    let hints = |client: &mut Client| {
        let whole = json!({ "textDocument": { "uri": register }, "range": range([0, 0, line + 1, 0]) });
        client.request("textDocument/inlayHint", whole).to_string()
    };
    assert!(hints(&mut client).contains("→ GB/T 25647-2026"));
    for (is_on, expected) in [(false, 0), (true, 1)] {
        let settings = json!({ "settings": { "stdreg": { "inlayHints": { "outdated": is_on } } } });
        client.notify("workspace/didChangeConfiguration", settings);
        assert_eq!(hints(&mut client).matches('→').count(), expected);
    }
    // A number is begun; what belongs to it comes as edits of its own.
    let ends = [line + 2, 0, line + 2, 0];
    client.edit(&register, 2, ends, "\n[[table.entry]]\nstandard = \"GB/T 91199\"\n");
    let found = client.request("textDocument/completion", at(line + 4, 22));
    let item = found["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|item| item["label"] == "GB/T 911999-2020")
        .unwrap();
    assert_eq!(item["textEdit"]["newText"], "GB/T 911999-2020", "{item}");
    assert_eq!(
        item["additionalTextEdits"],
        json!([{ "range": range([line + 5, 0, line + 5, 0]), "newText": "title = \"信息安全技术 云计算服务安全能力要求\"\neffective = 2021-01-01\n" }])
    );
    // While it is as it was, what is typed reads nothing of it: it need not even be there.
    let away = folder.path().join("away.csv");
    fs::rename(&catalogue, &away).unwrap();
    client.edit(&register, 3, [line + 4, 22, line + 4, 22], "9");
    assert!(
        client
            .request("textDocument/completion", at(line + 4, 23))
            .to_string()
            .contains("GB/T 911999-2020")
    );
    fs::remove_file(&away).unwrap();
    write(&catalogue, "GB/T 25647-2010,电子政务术语,现行,,", 30);
    let changes = json!({ "changes": [{ "uri": uri(&catalogue), "type": 2 }] });
    client.notify("workspace/didChangeWatchedFiles", changes);
    while is_told(&client.findings(&register, None)) {}
    let hover = client.request("textDocument/hover", at(line, 15));
    assert!(hover.to_string().contains("电子政务术语，现行"), "{hover}");
    assert!(!hints(&mut client).contains('→'));
    client.stop();
}
