//! `stdreg import --into`: an edited sheet comes back into its register. Only what was edited changes: each case shows all lines of the
//! register that differ.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail"
)]

mod common;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use common::difference::difference;

const HEAD: &str = r#"[register]
title = "体系"
domain = "09"
business = "50"

[[subsystem]]
title = "基础"

[[category]]
code = "21"
title = "数据"
subsystem = "基础"
class = "2"
requires = ["丙"]
"#;

/// A table as people write them, with comments and an alignment of its own.
const TABLE: &str = r#"
[[table]]
id = "A.1"
title = "数据元"
category = "21"

# The first one.
[[table.entry]]
number    = 1
code      = "2095021P0013T"  # as in the annex
standard  = 'GA/T 542-2011'
title     = "甲"
status    = "已颁"
effective = 2011-12-01
replaces  = ["GA/T 1-2000", "GA/T 2-2000"]

[[table.entry]]
number    = 2
code      = "2095021P0023T"
plan      = "201650163"
title     = "乙"
# In work.
status    = "在编"
remarks   = "注"

[[table.entry]]
number    = 3
code      = "2095021P0033T"
title     = "丙"
status    = "拟编"
"#;

fn register() -> String {
    format!("{HEAD}{TABLE}")
}

struct Run {
    code: i32,
    out: String,
    err: String,
}

fn stdreg(folder: &Path, arguments: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_stdreg"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .env("LC_ALL", "C")
        .output()
        .unwrap();
    Run {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Imports a list into a register. Gives the lines that differ, and what was told; the code is the one that is expected.
fn into(register: &str, list: &str, options: &[&str], code: i32) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("register.toml"), register).unwrap();
    fs::write(folder.join("list.csv"), list).unwrap();
    let arguments = [&["import", "list.csv", "--into", "register.toml"], options].concat();
    let trial = stdreg(folder, &[&arguments[..], &["--diff"]].concat());
    assert_eq!(fs::read_to_string(folder.join("register.toml")).unwrap(), register);
    let run = stdreg(folder, &arguments);
    assert_eq!((run.code, run.out.as_str()), (code, ""), "{}", run.err);
    let after = fs::read_to_string(folder.join("register.toml")).unwrap();
    // What is shown is what is done, and what was done once is not done again.
    assert_eq!(trial.out.is_empty(), after == register);
    assert_eq!(trial.code, i32::from(code > 0 || after != register), "{}", trial.err);
    if after != register && cfg!(unix) {
        fs::write(folder.join("register.toml"), register).unwrap();
        fs::write(folder.join("changes.diff"), &trial.out).unwrap();
        let patch = Command::new("patch")
            .args(["-p1", "--binary", "-i", "changes.diff"])
            .current_dir(folder)
            .output();
        if patch.is_ok_and(|patch| patch.status.success()) {
            assert_eq!(fs::read_to_string(folder.join("register.toml")).unwrap(), after);
        }
        fs::write(folder.join("register.toml"), &after).unwrap();
    }
    let again = stdreg(folder, &arguments);
    assert_eq!(again.code, code, "{}", again.err);
    assert_eq!(fs::read_to_string(folder.join("register.toml")).unwrap(), after);
    (difference(register, &after), run.err)
}

fn changes(list: &str, options: &[&str]) -> String {
    into(&register(), list, options, 0).0
}

#[test]
fn only_cells_that_differ_are_written() {
    for (list, expected) in [
        // The same, in other forms.
        (
            "标准代码,标准号,标准名称,实施日期,序号\n2095021P0013T,GA/T 542-2011,甲,2011年12月1日,1.0\n",
            "",
        ),
        // A cell of each kind, found by the code; quotes, comments and alignment stay.
        (
            "标准代码,标准名称\n2095021P0013T,\"新 \"\"甲\"\"\"\n",
            "-title     = \"甲\"\n+title     = \"新 \\\"甲\\\"\"\n",
        ),
        (
            "标准代码,标准号\n2095021P0013T,GA/T 542-2020\n",
            "-standard  = 'GA/T 542-2011'\n+standard  = 'GA/T 542-2020'\n",
        ),
        (
            "标准代码,实施日期\n2095021P0013T,2012.1.2\n",
            "-effective = 2011-12-01\n+effective = 2012-01-02\n",
        ),
        (
            "标准代码,代替标准\n2095021P0013T,GA/T 1-2000\n",
            "-replaces  = [\"GA/T 1-2000\", \"GA/T 2-2000\"]\n+replaces  = [\"GA/T 1-2000\"]\n",
        ),
        ("标准代码,序号\n2095021P0033T,4\n", "-number    = 3\n+number    = 4\n"),
        // Text is written as it is, untidy blanks too.
        (
            "标准代码,标准名称\n2095021P0013T,甲　 乙\n",
            "-title     = \"甲\"\n+title     = \"甲　 乙\"\n",
        ),
        // The code itself, found by the number, the plan, the title.
        (
            "标准代码,标准号\n2095021P0993T,GA/T542—2011\n",
            "-code      = \"2095021P0013T\"  # as in the annex\n-standard  = 'GA/T 542-2011'\n+code      = \"2095021P0993T\"  # as in the annex\n+standard  = 'GA/T542—2011'\n",
        ),
        (
            "标准代码,计划号\n2095021P0993T,201650163\n",
            "-code      = \"2095021P0023T\"\n+code      = \"2095021P0993T\"\n",
        ),
        (
            "表号,标准代码,标准名称\nA.1,2095021P0993T,丙\n",
            "-code      = \"2095021P0033T\"\n+code      = \"2095021P0993T\"\n",
        ),
        // A key that it has not got, in its place, with its comment above the next one left where it is.
        (
            "标准代码,标准级别\n2095021P0023T,行业标准\n",
            "+level     = \"行业标准\"\n",
        ),
        (
            "标准代码,标准号,备注\n2095021P0033T,GA/T 9-2020,新\n",
            "+standard  = \"GA/T 9-2020\"\n+remarks   = \"新\"\n",
        ),
    ] {
        assert_eq!(changes(list, &[]), expected, "{list}");
    }
    let (_, told) = into(&register(), "标准代码,标准名称\n2095021P0013T,甲\n", &[], 0);
    assert!(
        told.contains("one entry matched: 0 changed; 0 added, 0 removed"),
        "{told}"
    );
    assert!(told.contains("2 entries are not in the file and were kept"), "{told}");
    assert!(told.contains("\n  A.1 2 2095021P0023T 乙\n"), "{told}");
}

#[test]
fn what_a_form_does_to_a_value_is_no_edit() {
    // What looks guarded against being a formula comes back without the guard.
    let guarded = register()
        .replace("\"注\"", "\"'=1\"")
        .replace("[\"GA/T 1-2000\"", "[\"'=1\"");
    let list = "标准代码,备注,代替标准\n2095021P0023T,'=1,\n2095021P0013T,,'=1；GA/T 2-2000\n";
    assert_eq!(into(&guarded, list, &[], 0).0, "");
    // A page has a plan among the numbers; a list with a column of plans means what stands among its numbers.
    let planned = register().replace("201650163", "待定");
    let page = "标准代码,标准号\n2095021P0023T,待定\n";
    assert_eq!(into(&planned, page, &[], 0).0, "");
    let list = "标准代码,标准号,计划号\n2095021P0023T,待定,待定\n";
    assert_eq!(into(&planned, list, &[], 0).0, "+standard  = \"待定\"\n");
}

#[test]
fn a_register_in_json_is_read_as_it_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let before = register().replace("\"注\"", "\"'=1\"");
    fs::write(folder.join("register.toml"), &before).unwrap();
    let run = stdreg(
        folder,
        &["export", "register.toml", "--format", "json", "-o", "list.json"],
    );
    assert_eq!(run.code, 0, "{}", run.err);
    let list = fs::read_to_string(folder.join("list.json")).unwrap();
    // What looks guarded against being a formula is what it is, and so is what it is changed to.
    for (list, expected) in [
        (list.clone(), ""),
        (list.replace("'=1", "=1"), "-remarks   = \"'=1\"\n+remarks   = \"=1\"\n"),
    ] {
        fs::write(folder.join("list.json"), list).unwrap();
        let run = stdreg(folder, &["import", "list.json", "--into", "register.toml"]);
        assert_eq!(run.code, 0, "{}", run.err);
        let after = fs::read_to_string(folder.join("register.toml")).unwrap();
        assert_eq!(difference(&before, &after), expected);
    }
}

#[test]
fn a_blank_cell_leaves_the_value_unless_it_is_to_be_cleared() {
    let list = "标准代码,标准名称,标准状态,备注,实施日期\n2095021P0023T,乙,在编,,-\n2095021P0013T,甲,已颁,,无\n";
    let expected = "-remarks   = \"注\"\n";
    assert_eq!(into(&register(), list, &[], 1).0, "");
    // What could not be read is no blank cell.
    assert_eq!(into(&register(), list, &["--blank", "clear"], 1).0, expected);
    // A column that the file has not got says nothing.
    assert_eq!(
        changes("标准代码,标准名称\n2095021P0023T,乙\n", &["--blank", "clear"]),
        ""
    );
    // Nor does a shorter row.
    let list = "标准代码,标准名称,备注\n2095021P0023T,乙\n";
    assert_eq!(changes(list, &["--blank", "clear"]), expected);
}

#[test]
fn new_entries_stand_where_they_stand_in_the_file() {
    let head = "表号,序号,标准代码,标准名称,标准状态\n";
    let [one, two, three] = [
        "A.1,,2095021P0013T,甲,\n",
        "A.1,,2095021P0023T,乙,\n",
        "A.1,,2095021P0033T,丙,\n",
    ];
    let new = "A.1,7,2095021P0043T,丁,拟编\n";
    let added = "+[[table.entry]]\n+number    = 7\n+code      = \"2095021P0043T\"\n+title     = \"丁\"\n+status    = \"拟编\"\n+\n";
    for rows in [
        [new, one, two, three],
        [one, new, two, three],
        [one, two, new, three],
        [one, two, three, new],
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("register.toml");
        fs::write(&path, register()).unwrap();
        fs::write(folder.path().join("list.csv"), format!("{head}{}", rows.concat())).unwrap();
        let run = stdreg(folder.path(), &["import", "list.csv", "--into", "."]);
        assert_eq!(run.code, 0, "{}", run.err);
        let after = fs::read_to_string(&path).unwrap();
        let lines = difference(&register(), &after);
        let sorted = |text: &str| {
            let mut lines: Vec<_> = text.lines().map(ToOwned::to_owned).collect();
            lines.sort();
            lines
        };
        assert_eq!(sorted(&lines), sorted(added));
        let titles: Vec<&str> = after
            .lines()
            .filter_map(|line| line.strip_prefix("title     = "))
            .collect();
        let expected: Vec<String> = rows
            .iter()
            .map(|row| format!("\"{}\"", row.split(',').nth(3).unwrap()))
            .collect();
        assert_eq!(titles, expected);
        // The comment is still that of the first.
        assert!(
            after.contains("# The first one.\n[[table.entry]]\nnumber    = 1\n"),
            "{after}"
        );
    }
    // At the end they go on with the numbers. A file of new ones alone adds to the end.
    let list = "表号,标准代码,标准名称\nA.1,2095021P0043T,丁\nA.1,2095021P0053T,戊\n";
    let expected = "+\n+[[table.entry]]\n+number    = 4\n+code      = \"2095021P0043T\"\n+title     = \"丁\"\n+\n+[[table.entry]]\n+number    = 5\n+code      = \"2095021P0053T\"\n+title     = \"戊\"\n";
    assert_eq!(changes(list, &[]), expected);
    // Where the file names no table, the code does.
    let (lines, _) = into(
        &register(),
        "标准代码,标准名称\n2095021P0043T,丁\n2095021P0053T,戊\n",
        &[],
        0,
    );
    assert_eq!(lines, expected);
}

#[test]
fn entries_in_braces_are_changed_where_they_stand() {
    let table = |entries: &str| {
        format!("{HEAD}\n[[table]]\nid = \"A.1\"\ntitle = \"数据元\"\ncategory = \"21\"\nentry = [{entries}]\n")
    };
    let lines = "\n  {number = 1, code = \"2095021P0013T\", title = \"甲\", remarks = \"注\"}, # one\n  # two\n  { number = 2, code = \"2095021P0023T\" },\n";
    let list = "表号,标准代码,标准名称,备注,标准状态\nA.1,2095021P0013T,甲,,已颁\nA.1,2095021P0033T,丙,,\nA.1,2095021P0023T,乙,新,\n";
    let (changed, _) = into(&table(lines), list, &["--blank", "clear"], 0);
    assert_eq!(
        changed,
        concat!(
            "-  {number = 1, code = \"2095021P0013T\", title = \"甲\", remarks = \"注\"}, # one\n",
            "+  {number = 1, code = \"2095021P0013T\", title = \"甲\", status = \"已颁\"}, # one\n",
            "+  { code = \"2095021P0033T\", title = \"丙\" },\n",
            "-  { number = 2, code = \"2095021P0023T\" },\n",
            "+  { number = 2, code = \"2095021P0023T\", title = \"乙\", remarks = \"新\" },\n",
        )
    );
    let row = |code: &str| format!("A.1,{code},甲\n");
    let list = |codes: &[&str]| {
        format!(
            "表号,标准代码,标准名称\n{}",
            codes.iter().map(|code| row(code)).collect::<String>()
        )
    };
    for (before, codes, options, after) in [
        // On one line.
        (
            "{code = \"X1\", title = \"甲\"}",
            &["X1", "X2"][..],
            &[][..],
            "{code = \"X1\", title = \"甲\"}, { code = \"X2\", title = \"甲\" }",
        ),
        (
            "{code = \"X1\", title = \"甲\"}",
            &["X2", "X1"],
            &[],
            "{ code = \"X2\", title = \"甲\" }, {code = \"X1\", title = \"甲\"}",
        ),
        (
            "",
            &["X1", "X2"],
            &[],
            "{ number = 1, code = \"X1\", title = \"甲\" }, { number = 2, code = \"X2\", title = \"甲\" }",
        ),
        (
            "{code = \"X1\", title = \"甲\"}, {code = \"X2\"}",
            &["X1"],
            &["--delete"],
            "{code = \"X1\", title = \"甲\"}",
        ),
        (
            "{code = \"X1\"}, {code = \"X2\", title = \"甲\"}",
            &["X2"],
            &["--delete"],
            "{code = \"X2\", title = \"甲\"}",
        ),
        (
            "{code = \"X1\"}, {code = \"X2\"}, {code = \"X3\", title = \"甲\"}",
            &["X3"],
            &["--delete"],
            "{code = \"X3\", title = \"甲\"}",
        ),
        (
            "\n {code = \"X1\", title = \"甲\"}, # 1\n {code = \"X2\"}, # 2\n {code = \"X3\"} # 3\n",
            &["X1"],
            &["--delete"],
            "\n {code = \"X1\", title = \"甲\"}, # 1\n # 3\n",
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("register.toml");
        fs::write(&path, table(before)).unwrap();
        fs::write(folder.path().join("list.csv"), list(codes)).unwrap();
        let run = stdreg(
            folder.path(),
            &[&["import", "list.csv", "--into", "register.toml"], options].concat(),
        );
        assert_eq!(run.code, 0, "{}", run.err);
        assert_eq!(fs::read_to_string(&path).unwrap(), table(after), "{before}");
    }
}

#[test]
fn what_the_file_lacks_goes_only_where_that_is_asked() {
    let other = "\n[[table]]\nid = \"A.2\"\ntitle = \"其他\"\ncategory = \"21\"\n\n[[table.entry]]\nnumber = 1\ncode = \"2095021P0993T\"\n";
    let register = register() + other;
    let list = "标准代码,标准名称\n2095021P0023T,乙\n";
    let (changed, told) = into(&register, list, &[], 0);
    assert_eq!(changed, "");
    assert!(told.contains("2 entries are not in the file"), "{told}");
    // A table of which the file has nothing is not touched.
    assert!(
        told.contains("one table of the register is not in the file and was not changed"),
        "{told}"
    );
    // Where there is no such table nothing is said of one.
    let (_, told) = into(&self::register(), list, &[], 0);
    assert!(!told.contains("of the register"), "{told}");
    let (changed, told) = into(&register, list, &["--delete"], 0);
    assert!(told.contains("0 added, 2 removed"), "{told}");
    let gone: String = changed
        .lines()
        .filter(|line| line.contains("code") || !line.starts_with('-'))
        .collect();
    assert_eq!(
        gone,
        "-code      = \"2095021P0013T\"  # as in the annex-code      = \"2095021P0033T\""
    );
    // The comment of an entry goes with it, and so do blank lines.
    assert!(
        changed.contains("-# The first one.\n") && !changed.contains("In work"),
        "{changed}"
    );
    let (changed, _) = into(&self::register(), list, &["--delete"], 0);
    assert!(changed.ends_with("-\n-[[table.entry]]\n-number    = 3\n-code      = \"2095021P0033T\"\n-title     = \"丙\"\n-status    = \"拟编\"\n"), "{changed}");
}

#[test]
fn what_could_be_several_is_told_and_left_alone() {
    let twice = register().replace("2095021P0023T", "2095021P0013T");
    let (changed, told) = into(&twice, "标准代码,标准名称\n2095021P0013T,丁\n", &["--delete"], 1);
    assert!(
        told.contains("list.csv") || told.contains("  2: this could be any of"),
        "{told}"
    );
    assert!(
        told.contains("A.1 1 2095021P0013T 甲") && told.contains("A.1 2 2095021P0013T 乙"),
        "{told}"
    );
    // Neither is changed nor taken away; the third is.
    assert!(
        !changed.contains("2095021P0013T") && changed.contains("-code      = \"2095021P0033T\"\n"),
        "{changed}"
    );
    assert!(
        told.contains("one row read: 0 entries") && told.contains("1 not imported"),
        "{told}"
    );
    // With its number it is one of them.
    let (changed, _) = into(
        &twice,
        "标准代码,标准号,标准名称\n2095021P0013T,GA/T 542-2011,丁\n",
        &[],
        0,
    );
    assert_eq!(changed, "-title     = \"甲\"\n+title     = \"丁\"\n");
}

#[test]
fn cells_that_cannot_be_placed_are_told_and_not_written() {
    let list = "标准代码,标准名称,实施日期,x\n2095021P0013T,甲,不详,乙\n,,2020-01-01,\n";
    let (changed, told) = into(&register(), list, &[], 1);
    assert_eq!(changed, "");
    for line in [
        "\n  C2: not a date: 不详\n",
        "\n  D2: no key for this column: x：乙\n",
        "\n  3: no code",
    ] {
        assert!(told.contains(line), "{told}");
    }
}

#[test]
fn an_entry_that_stands_in_another_table_is_told() {
    let register = register() + "\n[[table]]\nid = \"A.2\"\ntitle = \"其他\"\ncategory = \"21\"\n";
    let (changed, told) = into(&register, "表号,标准代码,标准名称\nA.2,2095021P0033T,丁\n", &[], 1);
    assert_eq!(changed, "-title     = \"丙\"\n+title     = \"丁\"\n");
    assert!(told.contains("this entry is in A.1 数据元, not in A.2 其他"), "{told}");
}

#[test]
fn tables_that_the_register_has_not_got_are_added() {
    let list = "子体系,细目,表号,表的名称,标准代码,标准名称\n保障,共享,A.3,交换,3095022P0013T,子\n,,,,3095022P0023T,丑\n基础,数据,A.2,编码,2095021P1013T,寅\n";
    let statistics = "\n[[statistics]]\nby = \"level\"\nrows = []\n";
    let (changed, told) = into(&(register() + statistics), list, &[], 0);
    assert_eq!(
        changed,
        concat!(
            "+[[subsystem]]\n+title = \"保障\"\n+\n",
            "+[[category]]\n+code      = \"22\"\n+title     = \"共享\"\n+subsystem = \"保障\"\n+class     = \"3\"\n+\n",
            "+[[table]]\n+id       = \"A.3\"\n+title    = \"交换\"\n+category = \"22\"\n+\n",
            "+[[table.entry]]\n+number = 1\n+code   = \"3095022P0013T\"\n+title  = \"子\"\n+\n",
            "+[[table.entry]]\n+number = 2\n+code   = \"3095022P0023T\"\n+title  = \"丑\"\n+\n",
            "+[[table]]\n+id       = \"A.2\"\n+title    = \"编码\"\n+category = \"21\"\n+\n",
            "+[[table.entry]]\n+number = 1\n+code   = \"2095021P1013T\"\n+title  = \"寅\"\n+\n",
        )
    );
    assert!(
        told.contains("added to the register: 2 tables, one category, one subsystem"),
        "{told}"
    );
    // What belongs nowhere is told.
    let (changed, told) = into(&register(), "表号,标准号,标准名称\nB.1,GA/T 5-2020,子\n", &[], 1);
    assert_eq!(changed, "");
    assert!(told.contains("its category is unknown"), "{told}");
}

/// A list that has nothing of a table but its number takes the place of all that is in it.
#[test]
fn a_list_of_new_entries_replaces_those_of_its_table() {
    let (changed, _) = into(
        &register(),
        "表号,标准号,标准名称\nA.1,GA/T 5-2020,子\n",
        &["--delete"],
        0,
    );
    let added: String = changed.lines().filter(|line| line.starts_with('+')).collect();
    assert!(
        added.contains("GA/T 5-2020") && !added.contains("2095021P"),
        "{changed}"
    );
    for code in ["2095021P0013T", "2095021P0023T", "2095021P0033T"] {
        assert!(
            changed.lines().any(|line| line.starts_with('-') && line.contains(code)),
            "{changed}"
        );
    }
}

/// A sheet that lists the structure, as `stdreg export --only structure` writes it, names more than the entries do.
#[test]
fn what_a_list_of_the_structure_names_is_added() {
    let head = "上级子体系,子体系代码,子体系,细目代码,细目,表号,表的名称,标准数\n";
    let list = format!(
        "{head},,基础,21,数据,A.1,数据元,3\n,,基础,21,数据,A.2,编码,0\n,1,保障,,,,,\n保障,1.2,运维,31,监控,,,\n保障,1.2,运维,32,安全,A.3,口令,0\n"
    );
    let (changed, told) = into(&register(), &list, &[], 0);
    assert_eq!(
        changed,
        concat!(
            "+[[subsystem]]\n+title = \"保障\"\n+code  = \"1\"\n+\n",
            "+[[subsystem]]\n+title  = \"运维\"\n+code   = \"1.2\"\n+parent = \"保障\"\n+\n",
            "+[[category]]\n+code      = \"31\"\n+title     = \"监控\"\n+subsystem = \"运维\"\n+\n",
            "+[[category]]\n+code      = \"32\"\n+title     = \"安全\"\n+subsystem = \"运维\"\n+\n",
            "+\n+[[table]]\n+id       = \"A.2\"\n+title    = \"编码\"\n+category = \"21\"\n",
            "+\n+[[table]]\n+id       = \"A.3\"\n+title    = \"口令\"\n+category = \"32\"\n",
        )
    );
    assert!(
        told.contains("added to the register: 2 tables, 2 categories, 2 subsystems"),
        "{told}"
    );
    // What is there is not changed by it, and what it lacks is told.
    for (row, reason) in [
        (",,基础,21,数据资源,A.1,数据元,3", "under another code or title"),
        (",,基础,22,数据,A.1,数据元,3", "under another code or title"),
        (",,基础,,监控,A.2,编码,0", "its code is unknown"),
        (",,,31,监控,A.2,编码,0", "its category is unknown"),
    ] {
        let (changed, told) = into(&register(), &format!("{head}{row}\n"), &[], 1);
        assert_eq!(changed, "", "{row}");
        assert!(told.contains(reason), "{told}");
    }
}

/// A table with another number is not taken for a new one where its entries are known.
#[test]
fn a_table_of_the_structure_that_has_another_number_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("register.toml"), register()).unwrap();
    let structure = "子体系,细目代码,细目,表号,表的名称\n基础,21,数据,A.9,编码\n";
    fs::write(folder.join("structure.csv"), structure).unwrap();
    fs::write(
        folder.join("list.csv"),
        "表号,标准代码,标准名称\nA.9,2095021P0013T,甲\n",
    )
    .unwrap();
    let run = stdreg(
        folder,
        &["import", "structure.csv", "list.csv", "--into", "register.toml"],
    );
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(
        run.err.contains("no table of the register has this number"),
        "{}",
        run.err
    );
}

/// It may say where a new table belongs whose entries do not.
#[test]
fn a_new_table_belongs_where_the_list_of_the_structure_has_it() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("register.toml"), register()).unwrap();
    fs::write(
        folder.join("structure.csv"),
        "子体系,细目代码,细目,表号,表的名称\n基础,21,数据,A.2,编码\n保障,31,监控,A.3,日志\n",
    )
    .unwrap();
    fs::write(folder.join("list.csv"), "表号,标准号,标准名称\nA.3,GA/T 5-2020,子\n").unwrap();
    let run = stdreg(
        folder,
        &["import", "structure.csv", "list.csv", "--into", "register.toml"],
    );
    assert_eq!(run.code, 0, "{}", run.err);
    let after = fs::read_to_string(folder.join("register.toml")).unwrap();
    assert_eq!(
        difference(&register(), &after),
        concat!(
            "+[[subsystem]]\n+title = \"保障\"\n+\n",
            "+[[category]]\n+code      = \"31\"\n+title     = \"监控\"\n+subsystem = \"保障\"\n+\n",
            "+\n+[[table]]\n+id       = \"A.2\"\n+title    = \"编码\"\n+category = \"21\"\n",
            "+\n+[[table]]\n+id       = \"A.3\"\n+title    = \"日志\"\n+category = \"31\"\n",
            "+\n+[[table.entry]]\n+number   = 1\n+standard = \"GA/T 5-2020\"\n+title    = \"子\"\n",
        )
    );
}

#[test]
fn figures_are_changed_by_their_item() {
    let statistics = "\n[[statistics]]\nby = \"status\"\nrows = [\n  { item = \"已颁\", expected = 1, existing = 1, ratio = \"100%\" }, # one\n  { item = \"共计\", expected = 3, existing = 1, ratio = \"33.3%\" },\n]\n\n[[statistics]]\nby = \"subsystem\"\n\n[[statistics.rows]]\nitem     = \"基础\"\nexpected = 3\nexisting = 1\n";
    let register = register() + statistics;
    let list = "统计依据,统计项,应有数,现有数,现有数/应有数\nstatus,已颁,2,2,100%\nstatus,共计,3,2,66.7%\nsubsystem,基础,3,2,66.7%\n";
    let (changed, told) = into(&register, list, &[], 0);
    assert_eq!(
        changed,
        concat!(
            "-  { item = \"已颁\", expected = 1, existing = 1, ratio = \"100%\" }, # one\n",
            "-  { item = \"共计\", expected = 3, existing = 1, ratio = \"33.3%\" },\n",
            "+  { item = \"已颁\", expected = 2, existing = 2, ratio = \"100%\" }, # one\n",
            "+  { item = \"共计\", expected = 3, existing = 2, ratio = \"66.7%\" },\n",
            "-existing = 1\n+existing = 2\n+ratio    = \"66.7%\"\n",
        )
    );
    assert!(told.contains("3 rows of statistics changed"), "{told}");
    // A further column may count by what has no list of its words: the register says which there are.
    let of_owner = "\n[[statistics]]\nby = \"status\"\ncolumns = [{ title = \"保卫科\", where = { owner = \"保卫科\" } }]\nrows = [\n  { item = \"已颁\", expected = 1, existing = 1, figures = { \"保卫科\" = { expected = 1, existing = 0 } } },\n]\n";
    let list = "统计依据,统计项,应有数,现有数,保卫科,保卫科 现有数\nstatus,已颁,1,1,2,1\n";
    let (changed, _) = into(&(self::register() + of_owner), list, &[], 0);
    assert_eq!(
        changed,
        concat!(
            "-  { item = \"已颁\", expected = 1, existing = 1, figures = { \"保卫科\" = { expected = 1, existing = 0 } } },\n",
            "+  { item = \"已颁\", expected = 1, existing = 1, figures = { \"保卫科\" = { expected = 2, existing = 1 } } },\n",
        )
    );
    let list = "统计依据,统计项,应有数,现有数\nstatus,已颁,1,1\nstatus,废止,3,2\nlevel,国家标准,3,2\n";
    let (changed, told) = into(&register, list, &[], 1);
    assert_eq!(changed, "");
    assert!(
        told.contains("废止 | 3 | 2") && told.contains("国家标准 | 3 | 2") && told.contains("2 not imported"),
        "{told}"
    );
}

#[test]
fn a_figure_that_the_row_has_not_got_is_told() {
    let of_owner = "\n[[statistics]]\nby = \"status\"\ncolumns = [{ title = \"保卫科\", where = { owner = \"保卫科\" } }]\nrows = [\n  { item = \"已颁\", expected = 1, existing = 1 },\n]\n";
    let list = "统计依据,统计项,应有数,现有数,保卫科,保卫科 现有数\nstatus,已颁,1,1,2,1\n";
    let (changed, told) = into(&(register() + of_owner), list, &[], 1);
    assert_eq!(changed, "");
    assert!(
        told.contains("the row in the statistics table has no figure in one of these columns"),
        "{told}"
    );
}

#[test]
fn figures_of_which_there_are_several_are_those_that_say_the_same() {
    let row = |figure: u32| format!("  {{ item = \"已颁\", expected = {figure}, existing = {figure} }},\n");
    let table = |rows: &str| format!("\n[[statistics]]\nby = \"status\"\nrows = [\n{rows}]\n");
    let doubled = register() + &table(&(row(1) + &row(2)));
    let several = register() + &table(&row(1)) + &table(&row(2));
    let list = |figure: u32| format!("统计依据,统计项,应有数,现有数\nstatus,已颁,{figure},{figure}\n");
    for (register, why) in [(doubled, "several rows"), (several, "several statistics tables")] {
        for known in [1, 2] {
            assert_eq!(into(&register, &list(known), &[], 0).0, "");
        }
        let (changed, told) = into(&register, &list(3), &[], 1);
        assert_eq!(changed, "");
        assert!(told.contains("已颁 | 3 | 3") && told.contains(why), "{told}");
    }
}

#[test]
fn parts_and_line_ends_stay_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::create_dir(folder.join("tables")).unwrap();
    let root = HEAD
        .replace(
            "business = \"50\"\n",
            "business = \"50\"\ninclude = [\"tables/*.toml\"]\n",
        )
        .replace('\n', "\r\n");
    let root = format!("\u{FEFF}{root}");
    let part = TABLE.trim_start().replace('\n', "\r\n");
    fs::write(folder.join("register.toml"), &root).unwrap();
    fs::write(folder.join("tables/a.toml"), &part).unwrap();
    fs::write(
        folder.join("list.csv"),
        "表号,标准代码,标准名称,标准级别\nA.1,2095021P0013T,新,行业标准\nA.1,2095021P0043T,丁,\n",
    )
    .unwrap();
    let run = stdreg(folder, &["import", "list.csv", "--into", "tables/a.toml", "--diff"]);
    assert!(
        run.code == 1 && run.out.starts_with("--- a/tables/a.toml\n"),
        "{}",
        run.out
    );
    let run = stdreg(folder, &["import", "list.csv", "--into", "."]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(fs::read_to_string(folder.join("register.toml")).unwrap(), root);
    let after = fs::read_to_string(folder.join("tables/a.toml")).unwrap();
    assert_eq!(
        difference(&part, &after),
        "-title     = \"甲\"\r\n+title     = \"新\"\r\n+level     = \"行业标准\"\r\n+code      = \"2095021P0043T\"\r\n+title     = \"丁\"\r\n+\r\n+[[table.entry]]\r\n"
    );
}

#[test]
fn what_cannot_be_changed_is_refused_as_a_whole() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let list = "标准代码,标准名称\n2095021P0013T,新\n";
    fs::write(folder.join("list.csv"), list).unwrap();
    let path = folder.join("register.toml");
    let refused = |text: &str, arguments: &[&str], reason: &str| {
        fs::write(&path, text).unwrap();
        let run = stdreg(folder, &[&["import", "list.csv", "--into"], arguments].concat());
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{}", run.err);
        assert!(run.err.contains(reason), "{}", run.err);
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
    };
    // Errors of syntax, and a scheme that cannot be read: what is there would be taken for what is not.
    let broken = register() + "title = \"\n";
    refused(&broken, &["register.toml"], "parts of register.toml cannot be read");
    let scheme = register().replace("[register]\n", "[register]\nscheme = \"./none.toml\"\n");
    refused(&scheme, &["."], "cannot be read");
    refused(&register(), &["none"], "none");
    refused(&register(), &["-"], "not standard input");
    refused(&register(), &["register.toml", "-o", "x.toml"], "--output");
    refused(&register(), &["register.toml", "--scheme", "x.toml"], "--scheme");
    refused(&register(), &["register.toml", "--sheet", "x", "none.csv"], "none.csv");
    // What the settings exclude.
    fs::write(folder.join("stdreg.toml"), "exclude = [\"register.toml\"]\n").unwrap();
    refused(&register(), &["register.toml"], "register.toml");
    fs::remove_file(folder.join("stdreg.toml")).unwrap();
    // What is write-protected.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::write(&path, register()).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
        let run = stdreg(folder, &["import", "list.csv", "--into", "register.toml"]);
        assert_eq!(run.code, 2, "{}", run.err);
        assert_eq!(fs::read_to_string(&path).unwrap(), register());
    }
    // --blank, --delete and --diff are about a register that is there.
    for option in [&["--delete"][..], &["--diff"], &["--blank", "clear"]] {
        let run = stdreg(folder, &[&["import", "list.csv"], option].concat());
        assert_eq!(run.code, 2, "{}", run.err);
    }
}
