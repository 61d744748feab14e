//! Edits of several files are of the files as they are: those that are not open may have changed since they were read,
//! with no client telling, at the same time and of the same size. What can be right no more is refused, and told.

use std::fs::{self, File};
use std::path::Path;

use serde_json::{Value, json};

use crate::client::{Client, capabilities, range, uri};

const ROOT: &str = r#"[register]
title = "示例"
code = "2095021P0013T"
domain = "09"
business = "50"
include = ["tables/*.toml"]

[[status]]
name = "试行"
phase = "published"

[[level]]
name = "厅级标准"
value = "T"

[[subsystem]]
title = "甲标准"

[[category]]
code = "21"
title = "数据资源"
subsystem = "甲标准"
class = "2"

[[category]]
code = "33"
title = "办事"
subsystem = "甲标准"
class = "2"

[[table]]
id = "A.1"
title = "在根中"
category = "33"

[[table.entry]]
number = 1
code = "2095021P0053T"
standard = "GA/T 545-2011"
title = "应在部分中"
status = "试行"
level = "厅级标准"
effective = 2011-12-01
owner = "公安部"

[[statistics]]
by = "table"
rows = [{ item = "A.4", expected = 9, existing = 9, ratio = "100%" }]
"#;

/// A part whose first lines are to change: all places below move.
const PART: &str = r#"# 一 二 三
[[table]]
id = "A.4"
title = "数据元"
category = "21"

[[table.entry]]
number = 1
code = "2095021P0013T"
standard = "GA/T 542-2011"
title = "示例"
status = "试行"
level = "厅级标准"
effective = 2011-12-01
owner = "公安部"

[[table.entry]]
number = 2
code = "2095033P0073T"
standard = "GA/T 547-2011"
title = "应在根中"
status = "试行"
level = "厅级标准"
effective = 2011-12-01
owner = "公安部"
"#;

/// What a client does about files that change on disk.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Watching {
    /// It cannot watch any.
    Never,
    /// It watches them, and what it tells comes too late.
    Late,
    /// It tells before it asks for the edit.
    InTime,
}

/// How the disk changes.
#[derive(Clone, Copy, Debug)]
enum Change {
    /// A part has another text.
    Longer,
    /// Likewise, and neither its size nor its time shows it.
    Unseen,
    /// Another part comes, which names the same things.
    Another,
    /// The part goes.
    Gone,
}

impl Change {
    const ALL: [Self; 4] = [Self::Longer, Self::Unseen, Self::Another, Self::Gone];

    /// Makes the change. Gives the file that it is in.
    fn make(self, folder: &Path) -> std::path::PathBuf {
        let part = folder.join("tables/a.toml");
        match self {
            Self::Longer => fs::write(&part, format!("# 新\n\n# 行\n{PART}")).unwrap(),
            Self::Unseen => {
                let time = fs::metadata(&part).unwrap().modified().unwrap();
                let text = PART.replace("# 一 二 三\n", "# 一\n#\n# 三\n");
                assert_eq!(text.len(), PART.len());
                fs::write(&part, text).unwrap();
                File::options()
                    .write(true)
                    .open(&part)
                    .unwrap()
                    .set_modified(time)
                    .unwrap();
            }
            Self::Another => {
                let other = PART.replace("A.4", "A.7").replace("P0013T", "P0093T");
                fs::write(folder.join("tables/b.toml"), other.replace("P0073T", "P0083T")).unwrap();
                return folder.join("tables/b.toml");
            }
            Self::Gone => fs::remove_file(&part).unwrap(),
        }
        part
    }
}

/// An edit that reaches files that are not open: how it is asked for, at a text of the root.
#[derive(Clone, Copy, Debug)]
enum Edit {
    Rename(&'static str, &'static str),
    /// The action with this in its title.
    Action(&'static str, &'static str),
    /// The fix whose id begins so.
    Fix(&'static str, &'static str),
    /// The entries that are made of [`ROWS`] in the root.
    Paste,
}

impl Edit {
    /// The root as the editor has it.
    fn root(self) -> String {
        match self {
            Self::Paste => ROOT.replacen("[[statistics]]", &format!("{ROWS}\n[[statistics]]"), 1),
            _ => ROOT.to_owned(),
        }
    }

    /// The text of the root that it is asked for at.
    fn text(self) -> &'static str {
        match self {
            Self::Rename(text, _) | Self::Action(text, _) | Self::Fix(text, _) => text,
            Self::Paste => ROWS,
        }
    }

    /// Whether an action is the one that is meant.
    fn is(self, action: &Value) -> bool {
        let id = action["data"]["action"].as_str().unwrap_or_default();
        let title = action["title"].as_str().unwrap();
        match self {
            Self::Rename(..) => false,
            Self::Action(_, wanted) => !id.starts_with("fix") && title.contains(wanted),
            Self::Fix(_, wanted) => id.starts_with(wanted),
            Self::Paste => title == "由这些行生成条目",
        }
    }
}

/// A row of a spreadsheet, pasted under the last entry of the root.
const ROWS: &str = "2\t2095033P0093T\tGA/T 548-2011\t粘贴的\t试行\t厅级标准\t2011/12/1\t公安部\n";

const EDITS: [Edit; 12] = [
    Edit::Fix("9, existing", "fix N001"),
    Edit::Fix("9, existing", "fix-file"),
    Edit::Paste,
    Edit::Rename("21\"\ntitle", "25"),
    Edit::Rename("数据资源", "资源"),
    Edit::Rename("甲标准", "乙标准"),
    Edit::Rename("A.4", "A.9"),
    Edit::Rename("试行", "试用"),
    Edit::Rename("厅级标准", "厅标"),
    Edit::Rename("2095021P0013T", "2095021P0023T"),
    Edit::Action("2095021P0053T", "A.4"),
    Edit::Action("A.4", "统计"),
];

/// An editor that has the root of the register open, and knows nothing of the part but what is on disk.
struct Editor {
    client: Client,
    root: String,
}

impl Editor {
    fn start(folder: &Path, watching: Watching, text: &str) -> Self {
        let mut client = client(folder, watching);
        let root = uri(&folder.join("register.toml"));
        client.open(&root, text);
        client.findings(&root, Some(1));
        Self { client, root }
    }

    /// The answer to the request for an edit; null where it is not offered.
    fn ask(&mut self, edit: Edit) -> Value {
        if let Edit::Rename(text, name) = edit {
            return rename(&mut self.client, &self.root, place(&edit.root(), text), name);
        }
        match self.offered(edit) {
            Value::Null => Value::Null,
            action => self.client.response("codeAction/resolve", action),
        }
    }

    fn offered(&mut self, edit: Edit) -> Value {
        let [line, column] = place(&edit.root(), edit.text());
        let params = json!({
            "textDocument": { "uri": self.root },
            "range": range([line, column, line, column]),
            "context": { "diagnostics": [] },
        });
        let actions = self.client.request("textDocument/codeAction", params);
        let mut actions = actions.as_array().unwrap().iter();
        actions.find(|action| edit.is(action)).cloned().unwrap_or_default()
    }
}

fn client(folder: &Path, watching: Watching) -> Client {
    let mut capabilities = capabilities();
    if watching == Watching::Never {
        capabilities["workspace"]["didChangeWatchedFiles"] = Value::Null;
    }
    Client::start_with(folder, json!({ "capabilities": capabilities, "locale": "zh-CN" }))
}

/// A character behind the start of a text.
fn place(whole: &str, text: &str) -> [u32; 2] {
    let before = &whole[..whole.find(text).unwrap_or_else(|| panic!("{text}"))];
    let line = before.matches('\n').count();
    let column = before.rsplit('\n').next().unwrap().encode_utf16().count() + 1;
    [line, column].map(|part| u32::try_from(part).unwrap())
}

fn rename(client: &mut Client, uri: &str, [line, character]: [u32; 2], name: &str) -> Value {
    let at = json!({ "line": line, "character": character });
    let params = json!({ "textDocument": { "uri": uri }, "position": at, "newName": name });
    client.response("textDocument/rename", params)
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("tables")).unwrap();
    fs::write(folder.path().join("register.toml"), ROOT).unwrap();
    fs::write(folder.path().join("tables/a.toml"), PART).unwrap();
    folder
}

/// What an edit changes, by document: its answer is a rename's or an action's.
fn changes(answer: &Value) -> Value {
    let result = &answer["result"];
    let edit = result.get("edit").unwrap_or(result);
    edit["documentChanges"].clone()
}

#[test]
fn edits_are_of_the_files_as_they_are_on_disk() {
    // Most of it is waiting for servers.
    std::thread::scope(|scope| {
        for edits in EDITS.chunks(3) {
            scope.spawn(|| edits.iter().copied().for_each(is_of_the_files_as_they_are));
        }
    });
}

fn is_of_the_files_as_they_are(edit: Edit) {
    for (place, change) in Change::ALL.into_iter().enumerate() {
        // What a server says that reads the files only now.
        let changed = folder();
        change.make(changed.path());
        let fresh = changes(&Editor::start(changed.path(), Watching::Never, &edit.root()).ask(edit));
        let fresh = fresh.to_string().replace(
            &changed.path().to_str().unwrap().replace(std::path::MAIN_SEPARATOR, "/"),
            "",
        );
        // Whoever is told of one change is told of all: a server each time takes its while.
        let all = [Watching::Never, Watching::Late, Watching::InTime];
        for watching in all
            .into_iter()
            .filter(|watching| place == 0 || *watching == Watching::Never)
        {
            let folder = folder();
            let mut editor = Editor::start(folder.path(), watching, &edit.root());
            let before = changes(&editor.ask(edit));
            let path = change.make(folder.path());
            if watching == Watching::InTime {
                let told = json!({ "changes": [{ "uri": uri(&path), "type": 2 }] });
                editor.client.notify("workspace/didChangeWatchedFiles", told);
            }
            let mut answer = editor.ask(edit);
            if answer["error"]["code"] == -32801 {
                editor.client.wait("window/showMessage", |params| params["type"] == 2);
                answer = editor.ask(edit);
            }
            let now = changes(&answer);
            let told = |changes: &Value| {
                changes.to_string().replace(
                    &folder.path().to_str().unwrap().replace(std::path::MAIN_SEPARATOR, "/"),
                    "",
                )
            };
            assert_eq!(told(&now), fresh, "{edit:?} {change:?} {watching:?}");
            assert_ne!(told(&before), "null", "{edit:?}: not offered at all");
            for document in now.as_array().into_iter().flatten() {
                let document = &document["textDocument"];
                let version = if document["uri"] == *editor.root {
                    json!(1)
                } else {
                    Value::Null
                };
                assert_eq!(document.get("version"), Some(&version), "{edit:?}");
            }
        }
    }
}

/// A register that goes by a scheme beside it.
const SHARING: &str = r#"[register]
title = "共用"
scheme = "./own.scheme.toml"

[[table]]
id = "A.1"
title = "甲"

[[table.entry]]
number = 1
title = "甲"
status = "试行"
topic = "甲"

[[statistics]]
by = "status"
rows = [{ item = "乙", where = { field = "1" }, expected = 1, existing = 1 }]
"#;

const SCHEME: &str = r#"[scheme]
id = "x"
title = "某方案"

[[layer]]
name = "field"
width = 1

[[status]]
name = "试行"
phase = "published"

[[column]]
key = "topic"
title = "主题"
"#;

/// What stands once in each of these: a term, a column and a layer.
const SHARED: [(&str, &str); 3] = [("试行", "试用"), ("topic", "subject"), ("field", "area")];

#[test]
fn a_name_of_several_registers_is_changed_in_their_files_as_they_are_on_disk() {
    const FILES: [&str; 3] = ["a.register.toml", "b.register.toml", "own.scheme.toml"];
    for watching in [Watching::Never, Watching::Late, Watching::InTime] {
        // Asked for in one of the registers, or in the scheme; the two other files are not open.
        for opened in [0, 2] {
            let folder = tempfile::tempdir().unwrap();
            let texts = [SHARING, SHARING, SCHEME].map(str::to_owned);
            for (name, text) in FILES.iter().zip(&texts) {
                fs::write(folder.path().join(name), text).unwrap();
            }
            let mut client = client(folder.path(), watching);
            let document = uri(&folder.path().join(FILES[opened]));
            client.open(&document, &texts[opened]);
            client.findings(&document, Some(1));
            for (name, new) in SHARED {
                let before = rename(&mut client, &document, place(&texts[opened], name), new);
                assert_eq!(changes(&before).as_array().map(Vec::len), Some(3), "{before}");
            }
            // Another register of the scheme, and the scheme itself, have their names further down by now; each time by two
            // lines more, for what was read for one name is not read again for the next.
            let mut now = texts.clone();
            for (name, new) in SHARED {
                for place in [1, 2 - opened] {
                    now[place].insert_str(0, "# 新\n\n");
                    let path = folder.path().join(FILES[place]);
                    fs::write(&path, &now[place]).unwrap();
                    if watching == Watching::InTime {
                        let told = json!({ "changes": [{ "uri": uri(&path), "type": 2 }] });
                        client.notify("workspace/didChangeWatchedFiles", told);
                    }
                }
                let at = place(&texts[opened], name);
                let after = changes(&rename(&mut client, &document, at, new));
                for (file, text) in FILES.iter().zip(&now) {
                    let uri = uri(&folder.path().join(file));
                    let mut documents = after.as_array().unwrap().iter();
                    let of_file = documents.find(|document| document["textDocument"]["uri"] == *uri);
                    let [line, column] = place(text, name);
                    let end = column - 1 + u32::try_from(name.chars().count()).unwrap();
                    let expected = json!([{ "newText": new, "range": range([line, column - 1, line, end]) }]);
                    assert_eq!(of_file.unwrap()["edits"], expected, "{name} in {file}, {watching:?}");
                }
            }
        }
    }
}

#[test]
fn an_action_offered_before_a_closed_file_changed_is_refused_and_the_user_is_told() {
    let folder = folder();
    let mut editor = Editor::start(folder.path(), Watching::Never, ROOT);
    let edit = Edit::Action("2095021P0053T", "A.4");
    let offered = editor.offered(edit);
    Change::Unseen.make(folder.path());
    let answer = editor.client.response("codeAction/resolve", offered.clone());
    assert_eq!(answer["error"]["code"], -32801, "{answer}");
    let title = offered["title"].as_str().unwrap().to_owned();
    let is_about = |params: &Value| params["message"].as_str().unwrap().contains(&title);
    editor.client.wait("window/showMessage", is_about);
    // Each time, for each time somebody waits for it.
    editor.client.response("codeAction/resolve", offered.clone());
    editor.client.wait("window/showMessage", is_about);
    // But not who asks again by itself.
    let mut retried = offered;
    retried["data"]["retries"] = json!(true);
    let answer = editor.client.response("codeAction/resolve", retried);
    assert_eq!(answer["error"]["code"], -32801, "{answer}");
    let told = editor.client.pending();
    assert!(
        told.iter().all(|note| note["method"] != "window/showMessage"),
        "{told:?}"
    );
}

#[test]
fn who_does_not_resolve_is_offered_no_edit_of_a_file_that_is_not_open() {
    let folder = folder();
    let mut capabilities = capabilities();
    capabilities["textDocument"]["codeAction"]["resolveSupport"] = Value::Null;
    let mut client = Client::start_with(
        folder.path(),
        json!({ "capabilities": capabilities, "locale": "zh-CN" }),
    );
    let [root, part] = ["register.toml", "tables/a.toml"].map(|name| uri(&folder.path().join(name)));
    client.open(&root, ROOT);
    client.findings(&root, Some(1));
    let mut editor = Editor { client, root };
    let edit = Edit::Action("2095021P0053T", "A.4");
    assert_eq!(editor.offered(edit), Value::Null);
    // What it counts for an edit of the open root is counted anew.
    Change::Gone.make(folder.path());
    let counted = editor.offered(Edit::Action("A.4", "统计"));
    assert!(!counted.to_string().contains("expected = 2"), "{counted}");
    fs::write(folder.path().join("tables/a.toml"), PART).unwrap();
    editor.client.open(&part, PART);
    let versions: Vec<Value> = editor.offered(edit)["edit"]["documentChanges"]
        .as_array()
        .unwrap()
        .iter()
        .map(|change| change["textDocument"]["version"].clone())
        .collect();
    assert_eq!(versions, [1, 1]);
}
