//! The text that the server has is the text that the editor has, whatever is typed, in every unit of columns.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::client::{Client, capabilities, range, uri};
use crate::oracle::{self, Unit};
use crate::random::Random;

/// A register that uses every kind of table, Chinese, an astral character, a tab and comments.
const TYPED: &str = r#"[register]
title = "示例𠀀体系" # 注释
domain = "09"
business = "50"

[[subsystem]]
title = "服务保障标准"

[[category]]
code = "21"
title = "数据资源"
subsystem = "服务保障标准"
class = "2"

[[table]]
id = "A.1"
title = "数据元"
category = "21"

[[table.entry]]
number = 1
code	= "2095021P0013T"
standard = "GA/T 542—2011"
title = "公安数据元𠀀编写规则"
status = "已颁"
level = "行业标准"
effective = 2011-12-01
owner = "公安部"

[[table.entry]]
number = 2
code = "2095021P0013T" # stdreg: ignore[duplicate-code]
title = "第二项"
status = "在编"
level = "行业标准"
owner = "公安部"

[[statistics]]
by = "level"
rows = [
  { item = "公共安全行业标准", expected = 3, existing = 1, ratio = "50%" },
]
"#;

fn folder() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("register.toml");
    (folder, root)
}

fn start(folder: &std::path::Path, encodings: Value) -> Client {
    let mut capabilities = capabilities();
    capabilities["general"]["positionEncodings"] = encodings;
    Client::start_with(folder, json!({ "capabilities": capabilities, "locale": "zh-CN" }))
}

/// What the editor does: keeps its text, sends edits, and holds the server's findings to a fresh check.
struct Editor {
    client: Client,
    root: PathBuf,
    uri: String,
    text: String,
    version: i64,
    unit: Unit,
}

impl Editor {
    fn new(client: Client, root: PathBuf, text: &str, unit: Unit) -> Self {
        let uri = uri(&root);
        let mut editor = Self {
            client,
            uri,
            root,
            text: text.to_owned(),
            version: 1,
            unit,
        };
        editor.client.open(&editor.uri, text);
        editor.compare();
        editor
    }

    /// The change that replaces a range of bytes, which is also made in the editor's own text.
    fn change(&mut self, start: usize, end: usize, new: &str) -> Value {
        let [line, column] = oracle::position(&self.text, start, self.unit);
        let [end_line, end_column] = oracle::position(&self.text, end, self.unit);
        self.text.replace_range(start..end, new);
        let range = range([line, column, end_line, end_column].map(|part| u32::try_from(part).unwrap()));
        json!({ "range": range, "text": new })
    }

    fn send(&mut self, changes: &[Value]) {
        self.version += 1;
        self.client.change(&self.uri, self.version, json!(changes));
    }

    fn replace(&mut self, start: usize, end: usize, new: &str) {
        let change = self.change(start, end, new);
        self.send(&[change]);
    }

    fn compare(&mut self) {
        let found = self.client.findings(&self.uri, Some(self.version));
        let expected = oracle::check(&self.root, &self.root, &[(&self.root, &self.text)], self.unit);
        assert_eq!(
            oracle::published(&found),
            expected,
            "version {}:\n{}",
            self.version,
            self.text
        );
    }
}

#[test]
fn a_register_typed_key_by_key_is_judged_like_a_fresh_one_after_every_key() {
    let (folder, root) = folder();
    let mut editor = Editor::new(start(folder.path(), json!(["utf-16"])), root, "", Unit::Utf16);
    for character in TYPED.chars() {
        let end = editor.text.len();
        editor.replace(end, end, &character.to_string());
        editor.compare();
    }
    assert_eq!(editor.text, TYPED);
    assert_eq!(editor.client.stop(), Some(0));
}

#[test]
fn columns_are_right_in_every_unit_and_with_every_line_ending() {
    for (name, unit) in [("utf-8", Unit::Utf8), ("utf-16", Unit::Utf16), ("utf-32", Unit::Utf32)] {
        for ending in ["\n", "\r\n"] {
            let (folder, root) = folder();
            let client = start(folder.path(), json!([name, "utf-16"]));
            assert_eq!(client.initialized["capabilities"]["positionEncoding"], name);
            let text = TYPED.replace('\n', ending);
            let mut editor = Editor::new(client, root, &text, unit);
            let place = text.find("𠀀编写").unwrap();
            editor.replace(place, place + "𠀀编".len(), "\t标𠀀");
            editor.compare();
            let place = editor.text.find("0013T").unwrap();
            editor.replace(place, place + 5, "");
            editor.compare();
        }
    }
}

/// Pieces that change what the text around them means.
const PIECES: &[&str] = &[
    "",
    "\"",
    "'",
    "\"\"\"",
    "[",
    "]",
    "[[table.entry]]\n",
    "[[table]]\n",
    "{",
    "}",
    ",",
    "#",
    "\n",
    "\r\n",
    "\r",
    "=",
    "𠀀",
    "标",
    "1",
    "code = \"2095021P0023T\"\n",
    "number = 7\n",
    "\t",
    "# stdreg: ignore[C001]\n",
    "title = \"",
    "[register]\n",
];

impl Random {
    fn boundary(&mut self, text: &str) -> usize {
        text.floor_char_boundary(self.below(text.len() + 1))
    }
}

#[test]
fn random_edits_give_what_a_fresh_check_gives() {
    for seed in 0..4 {
        let (folder, root) = folder();
        let mut random = Random(seed);
        let mut editor = Editor::new(start(folder.path(), json!(["utf-16"])), root, TYPED, Unit::Utf16);
        for _ in 0..120 {
            let mut changes = Vec::new();
            for _ in 0..=random.below(3) {
                let start = random.boundary(&editor.text);
                let length = random.below(12);
                let end = editor
                    .text
                    .floor_char_boundary((start + length).min(editor.text.len()))
                    .max(start);
                // A position between `\r` and `\n` does not exist for an editor.
                let is_between = |at: usize| editor.text[..at].ends_with('\r') && editor.text[at..].starts_with('\n');
                if !is_between(start) && !is_between(end) {
                    let piece = PIECES[random.below(PIECES.len())];
                    changes.push(editor.change(start, end, piece));
                }
            }
            editor.send(&changes);
            editor.compare();
        }
        // What a client does that is not sure: it sends the whole text again.
        let whole = json!({ "text": editor.text });
        editor.send(&[whole]);
        editor.compare();
    }
}

#[test]
fn thousands_of_edits_in_a_row_lose_nothing() {
    let (folder, root) = folder();
    let mut editor = Editor::new(start(folder.path(), json!(["utf-16"])), root, TYPED, Unit::Utf16);
    let start = editor.text.find("第二项").unwrap();
    let mut end = start + "第二项".len();
    for turn in 0..5_000 {
        let letter = char::from(b'a' + u8::try_from(turn % 26).unwrap()).to_string();
        editor.replace(end, end, &letter);
        end += 1;
        if turn % 50 == 49 {
            editor.replace(start, end, "第二项");
            end = start + "第二项".len();
        }
    }
    editor.compare();
}
