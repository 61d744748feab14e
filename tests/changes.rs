//! The commands that change a register, as they are run: what they write, what goes with it, and what they refuse.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

#[path = "common/difference.rs"]
mod difference;

use std::fs;
use std::path::Path;
use std::process::Command;

use difference::changed_lines;

const PRELUDE: &str = include_str!("fixtures/prelude.toml");

/// The entries of the table that the prelude ends with, another table, and statistics, some of them right.
const TABLES: &str = r#"
[[table.entry]] # 甲
number = 1
code = "2095021P1013T"
title = "甲"
status = "拟编"
level = "行业标准"
owner = "公安部"

[[table.entry]]
number = 2
code = "2095021P1023T"
title = "乙"
status = "拟编"
level = "行业标准"
owner = "公安部"

[[table]]
id = "A.5"
title = "代码"
category = "21"
block = "201-203"

[[table.entry]]
number = 5
code = "2095021P2013Q"
title = "丙"
status = "拟编"
level = "行业标准"
owner = "公安部"

[[statistics]]
by = "table"
rows = [
  { item = "A.4", expected = 2, existing = 0, ratio = "0%" }, # 甲、乙
  { item = "A.5", expected = 1, existing = 0, ratio = "0%" },
]

[[statistics]]
by = "category"
rows = [{ item = "21", expected = 7, existing = 0, ratio = "0%" }]
"#;

/// The register as it is at first: the block of its first table is full.
fn text() -> String {
    PRELUDE.replace("101-199", "101-102") + TABLES
}

struct Register(tempfile::TempDir);

struct Run {
    code: i32,
    out: String,
    err: String,
}

impl Register {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("register.toml"), text()).unwrap();
        Self(folder)
    }

    fn run(&self, arguments: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_stdreg"));
        command
            .args(arguments)
            .args(["--lang", "en"])
            .current_dir(self.0.path());
        let output = command.output().unwrap();
        Run {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    fn path(&self) -> std::path::PathBuf {
        Path::new(self.0.path()).join("register.toml")
    }

    /// The lines of the register that are not as they were, and those that were.
    fn changes(&self) -> Vec<String> {
        let (before, after) = (text(), fs::read_to_string(self.path()).unwrap());
        let changed = changed_lines(&before, &after).into_iter();
        let changed = changed.filter(|(_, line)| *line != "\n");
        changed
            .map(|(sign, line)| format!("{sign}{}", line.trim_end()))
            .collect()
    }
}

#[test]
fn next_gives_the_free_codes_of_a_table_or_category() {
    let register = Register::new();
    // What nothing determines is as in the last entry of the table.
    assert_eq!(register.run(&["next", "A.5"]).out, "2095021P2023Q\n");
    assert_eq!(
        register.run(&["next", "代码", "-n", "2"]).out,
        "2095021P2023Q\n2095021P2033Q\n"
    );
    // The block of the first table of the category is full.
    assert_eq!(register.run(&["next", "21"]).out, "2095021P2023Q\n");
    assert_eq!(
        register.run(&["next", "A.4", "--block", "150-151"]).out,
        "2095021P1503T\n"
    );
    let full = register.run(&["next", "A.5", "-n", "3"]);
    assert_eq!((full.code, full.out.as_str()), (2, ""));
    assert!(full.err.contains("free codes in table A.5: only 2"), "{}", full.err);
    let odd = register.run(&["next", "A.5", "--block", "x"]);
    assert!(odd.err.contains("x is not a range"), "{}", odd.err);
    let unknown = register.run(&["next", "A.9"]);
    assert!(unknown.err.contains("is called \"A.9\""), "{}", unknown.err);
    assert!(register.changes().is_empty());
}

#[test]
fn an_entry_moves_with_its_number_code_and_comment_and_statistics_that_were_right_stay_right() {
    let register = Register::new();
    let shown = register.run(&["move", "2095021P1013T", "A.5", "--diff"]);
    assert_eq!((shown.code, register.changes().len()), (1, 0));
    assert!(shown.out.contains("+code = \"2095021P2023Q\""), "{}", shown.out);
    let run = register.run(&["move", "甲", "A.5"]);
    assert_eq!(
        (run.code, run.out.as_str(), run.err.as_str()),
        (0, "", "written: register.toml\n")
    );
    let changes = register.changes();
    for line in [
        "+[[table.entry]] # 甲",
        "+number = 6",
        "+code = \"2095021P2023Q\"",
        "-number = 2",
        "+  { item = \"A.4\", expected = 1, existing = 0, ratio = \"0%\" }, # 甲、乙",
        "+  { item = \"A.5\", expected = 2, existing = 0, ratio = \"0%\" },",
    ] {
        assert!(changes.iter().any(|change| change == line), "{line} in {changes:#?}");
    }
    // What was wrong before is for its owner to look at.
    assert!(
        !changes.iter().any(|change| change.contains("expected = 7")),
        "{changes:#?}"
    );
    let again = register.run(&["move", "甲", "A.5"]);
    assert_eq!(again.code, 2);
    assert!(again.err.contains("is already in table A.5"), "{}", again.err);
}

#[test]
fn a_code_changes_where_it_is_free_and_well_formed() {
    let register = Register::new();
    let taken = register.run(&["recode", "2095021P1013T", "2095021P1023T"]);
    assert_eq!((taken.code, register.changes().len()), (2, 0));
    assert!(taken.err.contains("already belongs to \"乙\""), "{}", taken.err);
    // Outside of its block it is an error that was not there before.
    let outside = register.run(&["recode", "2095021P1013T", "2095021P3013T"]);
    assert_eq!((outside.code, register.changes().len()), (2, 0));
    assert!(
        outside.err.contains("block-mismatch") && outside.err.contains("nothing was written"),
        "{}",
        outside.err
    );
    assert_eq!(
        register
            .run(&["recode", "2095021P1013T", "2095021P3013T", "--force"])
            .code,
        0
    );
    assert_eq!(
        register.changes(),
        ["-code = \"2095021P1013T\"", "+code = \"2095021P3013T\""]
    );
}

#[test]
fn tables_are_renumbered() {
    let register = Register::new();
    let untouched = register.run(&["renumber", "A.4"]);
    assert_eq!((untouched.code, untouched.err.as_str()), (0, "nothing to change\n"));
    assert_eq!(register.run(&["renumber"]).code, 0);
    assert_eq!(register.changes(), ["-number = 5", "+number = 1"]);
}

#[test]
fn columns_are_set_by_key_or_heading_and_taken_away() {
    let register = Register::new();
    // Published, and no number: an error that was not there before.
    let run = register.run(&["set", "甲", "status=已颁"]);
    assert_eq!((run.code, register.changes().len()), (2, 0));
    assert!(run.err.contains("published-without-number"), "{}", run.err);
    let run = register.run(&[
        "set",
        "甲",
        "标准状态=现行",
        "标准号=GA/T 542-2011",
        "effective=2011年12月1日",
        "replaces=GA/T 5-2001、GA/T 6-2001",
    ]);
    assert_eq!(run.code, 0, "{}", run.err);
    let changes = register.changes();
    for line in [
        "+status = \"已颁\"",
        "+standard = \"GA/T 542-2011\"",
        "+effective = 2011-12-01",
        "+replaces = [\"GA/T 5-2001\", \"GA/T 6-2001\"]",
        "+  { item = \"A.4\", expected = 2, existing = 1, ratio = \"50%\" }, # 甲、乙",
    ] {
        assert!(changes.iter().any(|change| change == line), "{line} in {changes:#?}");
    }
    let run = register.run(&["set", "乙", "owner=", "--force"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(register.changes().contains(&"-owner = \"公安部\"".to_owned()));
    for (pair, told) in [
        ("colour=red", "no column \"colour\""),
        ("number=x", "is not a value of number"),
        ("x", "is not of the form KEY=VALUE"),
    ] {
        let run = register.run(&["set", "乙", pair]);
        assert!(run.code == 2 && run.err.contains(told), "{}", run.err);
    }
}

#[test]
fn an_entry_is_added_with_the_next_number_and_code() {
    let register = Register::new();
    let run = register.run(&[
        "add",
        "A.5",
        "title=丁",
        "status=拟编",
        "level=行业标准",
        "owner=公安部",
    ]);
    assert_eq!(run.code, 0, "{}", run.err);
    let changes = register.changes();
    for line in [
        "+number = 6",
        "+code   = \"2095021P2023Q\"",
        "+title  = \"丁\"",
        "+  { item = \"A.5\", expected = 2, existing = 0, ratio = \"0%\" },",
    ] {
        assert!(changes.iter().any(|change| change == line), "{line} in {changes:#?}");
    }
    // Its block is full.
    let full = register.run(&[
        "add",
        "A.4",
        "title=戊",
        "status=拟编",
        "level=行业标准",
        "owner=公安部",
    ]);
    assert!(
        full.code == 2 && full.err.contains("free codes in table A.4: only"),
        "{}",
        full.err
    );
    // An entry without a status.
    let run = register.run(&["add", "A.5", "title=戊"]);
    assert!(run.code == 2 && run.err.contains("missing-key"), "{}", run.err);
}

#[test]
fn an_entry_that_is_replaced_is_withdrawn_and_named() {
    let register = Register::new();
    for (entry, number, date) in [("甲", "GA/T 1-2011", "2011-12-01"), ("乙", "GA/T 1-2020", "2020-12-01")] {
        let (number, date) = (format!("standard={number}"), format!("effective={date}"));
        let run = register.run(&["set", entry, "status=已颁", &number, &date]);
        assert_eq!(run.code, 0, "{}", run.err);
    }
    let run = register.run(&["replace", "GA/T 1-2011", "GA/T 1-2020"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let changes = register.changes();
    for line in [
        "+status = \"废止\"",
        "+replaces = [\"GA/T 1-2011\"]",
        "+  { item = \"A.4\", expected = 1, existing = 1, ratio = \"100%\" }, # 甲、乙",
    ] {
        assert!(changes.iter().any(|change| change == line), "{line} in {changes:#?}");
    }
    let run = register.run(&["replace", "丙", "乙"]);
    assert!(run.code == 2 && run.err.contains("no standard number"), "{}", run.err);
}

#[test]
fn what_cannot_be_read_or_written_is_left_alone() {
    let register = Register::new();
    let broken = fs::read_to_string(register.path())
        .unwrap()
        .replace("title = \"丙\"", "title = \"丙");
    fs::write(register.path(), &broken).unwrap();
    let run = register.run(&["renumber", "A.5"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("has TOML syntax errors"), "{}", run.err);
    assert_eq!(fs::read_to_string(register.path()).unwrap(), broken);
    let register = Register::new();
    fs::write(register.0.path().join("stdreg.toml"), "exclude = [\"register.toml\"]\n").unwrap();
    let run = register.run(&["renumber", "--register", "register.toml"]);
    assert_eq!((run.code, register.changes().len()), (2, 0), "{}", run.err);
}
