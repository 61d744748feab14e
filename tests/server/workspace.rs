//! Registers of several files: judged together, open buffers over files on disk, and followed when they change.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::client::{Client, capabilities, range, uri};

const HEAD: &str = "[register]\ntitle = \"示例\"\ninclude = [\"tables/*.toml\"]\n\n[[subsystem]]\ntitle = \"s\"\n\n[[category]]\ncode = \"21\"\ntitle = \"c\"\nsubsystem = \"s\"\nclass = \"2\"\n";

fn part(id: &str) -> String {
    format!("[[table]]\nid = \"{id}\"\ntitle = \"t\"\ncategory = \"21\"\n")
}

fn has(diagnostics: &[Value], code: &str) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic["code"] == code)
}

fn write(folder: &Path, files: &[(&str, &str)]) {
    for (name, text) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// A register of a root and two parts, the second with the id of the first.
fn doubled() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (part("A.1"), part("A.1"));
    write(
        folder.path(),
        &[
            ("register.toml", HEAD),
            ("tables/a.toml", &one),
            ("tables/b.toml", &other),
        ],
    );
    folder
}

#[test]
fn findings_of_the_whole_workspace_are_told_with_progress() {
    let folder = doubled();
    let mut client = Client::start(folder.path());
    let b = uri(&folder.path().join("tables/b.toml"));
    assert!(has(&client.findings(&b, None), "R003"));
    let registered = client.wait_asked("client/registerCapability");
    assert!(
        registered.to_string().contains("workspace/didChangeWatchedFiles"),
        "{registered}"
    );
    client.wait_asked("window/workDoneProgress/create");
    client.wait("$/progress", |params| params["value"]["kind"] == "begin");
    client.wait("$/progress", |params| params["value"]["kind"] == "end");
}

#[test]
fn a_change_in_one_file_refreshes_the_findings_in_the_others() {
    let folder = doubled();
    let mut client = Client::start(folder.path());
    let a = uri(&folder.path().join("tables/a.toml"));
    let b = uri(&folder.path().join("tables/b.toml"));
    assert!(has(&client.findings(&b, None), "R003"));
    client.open(&a, &part("A.2"));
    assert!(
        !has(&client.findings(&b, None), "R003"),
        "the open buffer goes before the file"
    );
    client.edit(&a, 2, [1, 8, 1, 9], "1");
    assert!(has(&client.findings(&b, None), "R003"));
    client.edit(&a, 3, [1, 8, 1, 9], "3");
    assert!(!has(&client.findings(&b, None), "R003"));
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": a } }));
    assert!(has(&client.findings(&b, None), "R003"), "what was not saved is gone");
}

/// Hints and lenses of a file tell what others hold, though nothing is found in either; and a client that pulls may have
/// asked before the registers were loaded.
#[test]
fn a_client_is_asked_to_fetch_anew_what_hangs_on_other_files() {
    let folder = doubled();
    write(folder.path(), &[("tables/b.toml", &part("A.2"))]);
    let mut with_refresh = capabilities();
    with_refresh["workspace"]["inlayHint"] = json!({ "refreshSupport": true });
    with_refresh["workspace"]["codeLens"] = json!({ "refreshSupport": true });
    with_refresh["workspace"]["diagnostics"] = json!({ "refreshSupport": true });
    with_refresh["textDocument"]["diagnostic"] = json!({});
    let mut client = Client::start_with(
        folder.path(),
        json!({ "capabilities": with_refresh, "locale": "zh-CN" }),
    );
    client.wait_asked("workspace/diagnostic/refresh");
    let [a, b] = ["tables/a.toml", "tables/b.toml"].map(|name| uri(&folder.path().join(name)));
    client.open(&a, &part("A.1"));
    client.open(&b, &part("A.2"));
    client.wait_asked("workspace/inlayHint/refresh");
    client.wait_asked("workspace/codeLens/refresh");
}

#[test]
fn only_open_files_where_the_user_wants_so() {
    let folder = doubled();
    let options = json!({ "diagnostics": { "scope": "openFiles" } });
    let mut client = Client::start_with(
        folder.path(),
        json!({ "capabilities": capabilities(), "initializationOptions": options }),
    );
    let a = uri(&folder.path().join("tables/a.toml"));
    let b = uri(&folder.path().join("tables/b.toml"));
    client.open(&b, &part("A.1"));
    assert!(has(&client.findings(&b, Some(1)), "R003"));
    let told = client.pending();
    assert!(told.iter().all(|note| note["params"]["uri"] != a), "{told:?}");
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": b } }));
    assert_eq!(client.findings(&b, None), Vec::<Value>::new());
}

#[test]
fn files_that_change_on_disk_are_followed() {
    let folder = doubled();
    let mut client = Client::start(folder.path());
    let path = |name: &str| folder.path().join(name);
    let b = uri(&path("tables/b.toml"));
    assert!(has(&client.findings(&b, None), "R003"));
    let changed = |client: &mut Client, name: &str, kind: u32| {
        let change = json!({ "uri": uri(&path(name)), "type": kind });
        client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [change] }));
    };
    fs::write(path("tables/a.toml"), part("A.7")).unwrap();
    changed(&mut client, "tables/a.toml", 2);
    assert!(!has(&client.findings(&b, None), "R003"));
    fs::write(path("tables/0.toml"), part("A.1")).unwrap();
    changed(&mut client, "tables/0.toml", 1);
    assert!(has(&client.findings(&b, None), "R003"), "a new part");
    fs::remove_file(path("tables/0.toml")).unwrap();
    changed(&mut client, "tables/0.toml", 3);
    assert!(!has(&client.findings(&b, None), "R003"));
    let root = uri(&path("register.toml"));
    client.open(&root, &format!("{HEAD}nonsense = 1\n"));
    client.findings(&root, Some(1));
    fs::write(path("stdreg.toml"), "ignore = [\"ALL\"]\n").unwrap();
    changed(&mut client, "stdreg.toml", 1);
    assert_eq!(
        client.findings(&root, Some(1)),
        Vec::<Value>::new(),
        "settings that came"
    );
    fs::remove_file(path("register.toml")).unwrap();
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": root } }));
    changed(&mut client, "register.toml", 3);
    client.pending();
    assert_eq!(
        client.request("workspace/symbol", json!({ "query": "A.7" })),
        json!([]),
        "a register that went"
    );
}

#[test]
fn what_the_settings_exclude_is_not_judged_in_the_editor_either() {
    let folder = doubled();
    write(folder.path(), &[("stdreg.toml", "exclude = [\"register.toml\"]\n")]);
    let mut client = Client::start(folder.path());
    let root = uri(&folder.path().join("register.toml"));
    client.open(&root, "[register]\n");
    assert_eq!(client.findings(&root, Some(1)), Vec::<Value>::new());
    let document = json!({ "uri": root });
    let at = json!({ "textDocument": document, "position": { "line": 0, "character": 3 } });
    assert_ne!(
        client.request("textDocument/hover", at),
        Value::Null,
        "it is helped with all the same"
    );
}

#[test]
fn settings_that_cannot_be_used_are_told_where_they_stand() {
    let folder = doubled();
    write(folder.path(), &[("stdreg.toml", "ignore = [\"R003\"]\n")]);
    let mut client = Client::start(folder.path());
    let settings = uri(&folder.path().join("stdreg.toml"));
    let root = uri(&folder.path().join("register.toml"));
    client.open(&root, HEAD);
    client.open(&settings, "ignore = [\"R003\"]\nlangue = \"zh\"\n");
    let found = client.findings(&settings, Some(1));
    assert_eq!(found[0]["range"]["start"]["line"], 1, "{found:?}");
    assert!(found[0]["message"].as_str().unwrap().contains("langue"));
    client.wait("window/showMessage", |params| {
        params["message"].to_string().contains("langue")
    });
    client.edit(&settings, 2, [1, 0, 2, 0], "ignore-all = []\nselect = [\"Q999\"]\n");
    assert!(!client.findings(&settings, Some(2)).is_empty());
    client.edit(&settings, 3, [1, 0, 2, 0], "");
    assert!(has(&client.findings(&settings, Some(3)), "X002"));
}

#[test]
fn a_scheme_is_judged_while_it_is_written_and_so_is_its_register() {
    let folder = tempfile::tempdir().unwrap();
    let scheme = "[scheme]\nid = \"X\"\ntitle = \"x\"\n\n[[layer]]\nname = \"class\"\ntitle = \"类\"\nwidth = 1\nchars = \"digit\"\nrole = \"class\"\n";
    let register = "[register]\ntitle = \"x\"\nscheme = \"./my.scheme.toml\"\n";
    write(
        folder.path(),
        &[("my.scheme.toml", scheme), ("register.toml", register)],
    );
    let mut client = Client::start(folder.path());
    let path = uri(&folder.path().join("my.scheme.toml"));
    let root = uri(&folder.path().join("register.toml"));
    client.open(&path, scheme);
    assert_eq!(client.findings(&path, Some(1)), Vec::<Value>::new());
    client.edit(&path, 2, [7, 8, 7, 9], "\"one\"");
    assert!(has(&client.findings(&path, Some(2)), "T008"));
    assert!(has(&client.findings(&root, None), "T008"));
}

#[test]
fn other_toml_files_are_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::start(folder.path());
    let cargo = uri(&folder.path().join("Cargo.toml"));
    client.open(&cargo, "[package]\nname = \"x\"\n");
    let told = client.pending();
    assert!(
        told.iter()
            .all(|note| note["method"] != "textDocument/publishDiagnostics"),
        "{told:?}"
    );
    // An editor that asks several servers takes the first answer that is one, even if it holds nothing.
    let [at, part] = [range([1, 1, 1, 1])["start"].take(), range([0, 0, 1, 0])];
    for method in [
        "completion",
        "hover",
        "definition",
        "references",
        "documentHighlight",
        "documentSymbol",
        "documentLink",
        "codeAction",
        "codeLens",
        "inlayHint",
        "formatting",
        "rangeFormatting",
        "prepareRename",
        "rename",
        "foldingRange",
        "selectionRange",
        "semanticTokens/full",
        "semanticTokens/full/delta",
        "semanticTokens/range",
    ] {
        let params = json!({
            "textDocument": { "uri": cargo },
            "position": at,
            "positions": [at],
            "range": part,
            "context": { "includeDeclaration": true, "diagnostics": [], "triggerKind": 1 },
            "options": { "tabSize": 2, "insertSpaces": true },
            "newName": "y",
            "previousResultId": "0",
        });
        let answer = client.request(&format!("textDocument/{method}"), params);
        assert_eq!(answer, Value::Null, "{method}");
    }
    client.edit(&cargo, 2, [0, 0, 0, 9], "[register]");
    assert!(
        !client.findings(&cargo, Some(2)).is_empty(),
        "what holds a register is one"
    );
    client.open("untitled:Untitled-1", "[register]\nname = 1\n");
    assert!(!client.findings("untitled:Untitled-1", Some(1)).is_empty());
}

#[test]
fn a_document_keeps_the_name_that_the_client_gave_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::start(folder.path());
    let path = folder.path().join("标准 [1]");
    fs::create_dir(&path).unwrap();
    let path = path.to_str().unwrap();
    // Of a drive of Windows, VS Code writes the letter small, and the colon as a URI need not.
    let raw = match path.strip_prefix("C:") {
        Some(rest) => format!("file:///c%3A{}/register.toml", rest.replace('\\', "/")),
        None => format!("file://{path}/register.toml"),
    };
    client.open(&raw, "[register]\n");
    assert!(has(&client.findings(&raw, Some(1)), "T003"));
}

/// Adds a folder to the workspace, or removes it.
fn change_folder(client: &mut Client, folder: &Path, kind: &str) {
    let mut event = json!({ "added": [], "removed": [] });
    event[kind] = json!([{ "uri": uri(folder), "name": "workspace" }]);
    client.notify("workspace/didChangeWorkspaceFolders", json!({ "event": event }));
}

#[test]
fn of_searches_that_overtake_each_other_only_the_last_counts() {
    for last in ["removed", "added"] {
        let folder = doubled();
        // So many folders that a search takes its time.
        for number in 0..400 {
            fs::create_dir_all(folder.path().join(format!("other/{number}/{number}"))).unwrap();
        }
        let mut client = Client::start(folder.path());
        let b = uri(&folder.path().join("tables/b.toml"));
        client.findings(&b, None);
        for turn in 0..1000 {
            for kind in ["removed", "added"] {
                change_folder(&mut client, folder.path(), kind);
            }
            if turn % 50 == 0 {
                client.pending();
            }
        }
        if last == "removed" {
            change_folder(&mut client, folder.path(), "removed");
        }
        if let Some(threads) = client.threads() {
            assert!(threads < 60, "{threads} threads");
        }
        let mut names = json!([]);
        let is_found = last == "added";
        for _ in 0..60 {
            std::thread::sleep(std::time::Duration::from_millis(50));
            names = client.request("workspace/symbol", json!({ "query": "A.1" }));
            if is_found && names != json!([]) {
                break;
            }
        }
        assert_eq!(names != json!([]), is_found, "{last}: {names}");
        // An earlier answer may still be on its way where nothing holds it up.
        let told = client.pending();
        let of_b = told
            .iter()
            .filter(|note| note["method"] == "textDocument/publishDiagnostics");
        let of_b: Vec<&Value> = of_b
            .map(|note| &note["params"])
            .filter(|params| params["uri"] == b)
            .collect();
        if let Some(last_told) = of_b.last() {
            assert_eq!(last_told["diagnostics"] != json!([]), is_found, "{last}: {last_told}");
        }
    }
}

#[test]
fn of_two_answers_on_settings_the_one_asked_for_last_holds() {
    let folder = doubled();
    let mut client = Client::start(folder.path());
    client
        .answers
        .insert("workspace/configuration".to_owned(), json!([{ "language": "en" }]));
    let b = uri(&folder.path().join("tables/b.toml"));
    client.findings(&b, None);
    // It asks, and before it has the answer the client tells what holds by now.
    client.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
    client.notify(
        "workspace/didChangeConfiguration",
        json!({ "settings": { "stdreg": { "ignore": ["R003"] } } }),
    );
    client.pending();
    client.pending();
    let part = part("A.1");
    client.open(&b, &part);
    assert!(!has(&client.findings(&b, Some(1)), "R003"));
}

/// The folder, the hook and the editor say the same of what the settings exclude.
#[test]
fn an_excluded_part_is_judged_with_told_nothing_and_changed_by_nothing() {
    let folder = doubled();
    fs::write(folder.path().join("stdreg.toml"), "exclude = [\"tables/b.toml\"]\n").unwrap();
    let mut client = Client::start(folder.path());
    let a = uri(&folder.path().join("tables/a.toml"));
    let b = uri(&folder.path().join("tables/b.toml"));
    let text = part("A.1").replace("id = ", "id    =   ");
    client.open(&b, &text);
    assert_eq!(client.findings(&b, Some(1)), Vec::<Value>::new());
    let of_a = client.findings(&a, None);
    assert!(has(&of_a, "R003"), "what is wrong is told where it may be: {of_a:?}");
    let options = json!({ "tabSize": 4, "insertSpaces": true });
    let formatted = client.request(
        "textDocument/formatting",
        json!({ "textDocument": { "uri": b }, "options": options }),
    );
    assert_eq!(formatted, Value::Null, "{formatted}");
    fs::write(folder.path().join("stdreg.toml"), "").unwrap();
    let changed = json!({ "uri": uri(&folder.path().join("stdreg.toml")), "type": 2 });
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [changed] }));
    assert!(has(&client.findings(&b, Some(1)), "R003"));
}

#[test]
fn a_rule_that_the_users_settings_name_and_there_is_not_is_told() {
    let folder = doubled();
    let options = json!({ "ignore": ["code-lenght"], "language": "en" });
    let mut client = Client::start_with(
        folder.path(),
        json!({ "capabilities": capabilities(), "initializationOptions": options }),
    );
    let b = uri(&folder.path().join("tables/b.toml"));
    client.findings(&b, None);
    let told = client.pending();
    let is_told = told.iter().any(|note| {
        let message = note["params"]["message"].as_str().unwrap_or_default();
        note["method"] == "window/showMessage" && message.contains("code-lenght") && message.contains("code-length")
    });
    assert!(is_told, "{told:?}");
}
