//! `stdreg query`: which entries it finds, in which forms, and what it says of expressions that cannot be read.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

mod common;

use std::process::Command;

use common::{SEED, load_one};
use serde_json::{Value, json};
use stdreg::query::Query;
use stdreg::register::counts::{Answer, counted_entries};

struct Run {
    code: i32,
    out: String,
    err: String,
}

fn run(arguments: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_stdreg"))
        .arg("query")
        .args(arguments)
        .args(["--lang", "en"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    Run {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

const SEEDS: &str = "tests/registers/internet-plus";

/// How many entries of the seed's register an expression finds.
fn count(expression: &str) -> usize {
    let register = load_one(SEED);
    let query = Query::read(&register, expression).unwrap_or_else(|fault| panic!("{expression}: {fault:?}"));
    let found = query.entries();
    assert_eq!(found.unclear, 0, "{expression}");
    found.entries.len()
}

#[test]
fn what_equals_is_what_statistics_count() {
    let register = load_one(SEED);
    let row = |table: usize, row: usize| {
        let row = &register.counts.0[table].rows[row];
        let counted = counted_entries(&register, row.meaning.tests().unwrap());
        assert!(counted.iter().all(|(_, answer)| *answer == Answer::Yes));
        counted.into_iter().map(|(id, _)| id).collect::<Vec<_>>()
    };
    for (expression, expected) in [
        ("level = 国家标准", row(0, 0)),
        ("level = 2", row(0, 0)),
        ("level=国标", row(0, 0)),
        ("level=3 and ownership=R", row(0, 1)),
        ("subsystem=服务保障标准", row(1, 1)),
        ("subsystem=服务保障标准子体系", row(1, 1)),
        ("category in (21, 22, 应用支撑, 24)", row(1, 1)),
        ("", row(0, 3)),
    ] {
        let found = Query::read(&register, expression).unwrap().entries();
        assert_eq!((found.entries, found.unclear), (expected, 0), "{expression}");
    }
}

#[test]
fn operators_and_words() {
    for (expression, expected) in [
        ("status=在编", 3),
        // A synonym is the status.
        ("status=制定中", 3),
        ("标准状态＝在编", 3),
        ("phase=drafting or phase=planned", 33),
        ("phase in (drafting, planned)", 33),
        ("phase not in (drafting, planned)", 69),
        ("phase != published", 33),
        ("not (phase=drafting 或 phase=planned)", 69),
        ("非 status=已颁 且 status≠拟编", 3),
        ("status=已颁 && !level=2", 22),
        ("table=A.1", 3),
        ("table=数据元", 3),
        ("owner~信息", 28),
        ("owner~计算机", 22),
        ("title~“互联网+公安政务服务”", 8),
        ("title~\"PKI\" or title~pki", count("title~PKI")),
        ("year=2018", 15),
        ("year>=2018", 16),
        ("effective=2011", 5),
        ("effective<2007", 6),
        ("effective<=2006-12-31", 6),
        ("effective!=2011", 97),
        ("standard=\"GA/T 542-2011\"", 1),
        ("standard~ga/t", count("standard~GA/T")),
        ("standard=\"\"", 33),
        ("plan!=\"\"", 3),
        ("sequence<3 and category=11", 2),
        ("file=register.toml", 102),
        ("file=other.toml", 0),
        ("number>36", 1),
        // `and` binds more than `or`.
        ("status=在编 or status=拟编 and category=21", 6),
        ("(status=在编 or status=拟编) and category=21", 3),
    ] {
        assert_eq!(count(expression), expected, "{expression}");
    }
}

#[test]
fn faults_are_shown_where_they_are() {
    for (expression, message, caret) in [
        (
            "标准状态=在遍",
            "\"在遍\" is not a value of 标准状态",
            "           ^^^^",
        ),
        (
            "titel~x",
            "there is no column, layer or other name \"titel\"",
            "  ^^^^^",
        ),
        (
            "status=在编 owner~x",
            "expected “and” or “or” here",
            "              ^^^^^",
        ),
        ("status", "expected =, !=", "        ^"),
        ("status=", "expected a value here", "         ^"),
        ("title~“公安", "quotation mark is not closed", "        ^^^^^"),
        ("(status=在编", "this bracket is not closed", "  ^"),
        (
            "status=在编)",
            "this bracket has no matching opening bracket",
            "             ^",
        ),
        ("status<3", "status has no order", "        ^"),
        ("effective<15", "but \"15\" is not", "            ^^"),
        ("effective<2015-13", "but \"2015-13\" is not", "            ^^^^^^^"),
        ("number=x", "but \"x\" is not", "         ^"),
        ("status in 在编", "expected ( here", "            ^^^^"),
        (
            "status in (在编 拟编)",
            "expected a comma or ) here",
            "                  ^^^^",
        ),
    ] {
        let run = run(&[expression, SEEDS]);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{expression}");
        let lines: Vec<&str> = run.err.lines().collect();
        assert!(lines[0].contains(message), "{expression}: {}", run.err);
        assert_eq!(lines[1], format!("  {expression}"));
        assert_eq!(lines[2], caret, "{}", run.err);
    }
    let nearest = run(&["status=在遍", SEEDS]);
    assert!(nearest.err.ends_with("  did you mean \"在编\"?\n"), "{}", nearest.err);
    let deep = format!("{}status=在编", "not ".repeat(10_000));
    assert!(run(&[&deep, SEEDS]).err.contains("too deep"));
    // A long one is no deep one.
    let long = vec!["status=在编"; 2_000].join(" or ");
    assert_eq!(count(&long), 3);
}

#[test]
fn forms() {
    let codes = run(&["status=在编", SEEDS, "--output-format", "codes"]);
    assert_eq!(codes.out, "1095011P0023T\n1095011P0033T\n3095031P0053T\n");
    let table = run(&["table=1 and level=行业标准", "examples/flat"]);
    assert_eq!(
        table.out,
        "Table  department in charge  nature  No.  Standard or plan  Title             Status  Level     Effective\n\
         1      住房和城乡建设部      推荐性  2    JGJ/T 67-2019     办公建筑设计标准  现行    行业标准  2020-03-01\n"
    );
    let json = run(&["year=2014", "examples/flat", "--output-format", "json"]);
    assert_eq!(
        serde_json::from_str::<Value>(&json.out).unwrap(),
        json!([{
            "table": "1",
            "issued": "2014-08-27",
            "owner": "住房和城乡建设部",
            "nature": "强制性",
            "ccs": "P16",
            "number": 1,
            "standard": "GB 50016-2014(2018年版)",
            "title": "建筑设计防火规范",
            "status": "现行",
            "level": "国家标准",
            "effective": "2015-05-01",
        }])
    );
    let all = run(&["", SEEDS, "--output-format", "csv"]);
    let exported = Command::new(env!("CARGO_BIN_EXE_stdreg"))
        .args(["export", SEEDS, "--format", "csv", "--lang", "en"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert_eq!(all.out.as_bytes(), exported.stdout);
    let none = run(&["owner=公安", SEEDS]);
    assert_eq!((none.code, none.out.as_str()), (0, ""));
    assert!(
        none.err.contains("no entry has the value \"公安\" in owner") && none.err.contains("no matching entries"),
        "{}",
        none.err
    );
    assert_eq!(run(&["owner=公安", SEEDS, "--output-format", "json"]).out, "[]\n");
}

#[test]
fn rows_of_statistics_are_listed() {
    let lines = |arguments: &[&str]| {
        let run = run(&[arguments, &["--output-format", "codes"]].concat());
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{arguments:?}");
        run.out.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(lines(&["--row", "国家标准", SEEDS]).len(), 47);
    // The totals of both tables count the same.
    assert_eq!(lines(&["--row", "共计", SEEDS]).len(), 102);
    // An expression narrows it.
    assert_eq!(lines(&["--row", "公共安全行业标准", "status=已颁", SEEDS]).len(), 11);
    assert_eq!(
        lines(&["--row", "设计", "--column", "行业标准", "examples/flat"]),
        ["JGJ/T 67-2019"]
    );
    let several = run(&["--row", "合计", "examples/flat"]);
    assert_eq!(several.code, 2);
    assert!(
        several.err.contains("choose one with --statistics: category, nature"),
        "{}",
        several.err
    );
    assert_eq!(
        lines(&["--row", "合计", "--statistics", "nature", "examples/flat"]).len(),
        3
    );
    for (arguments, message) in [
        (&["--row", "x", SEEDS][..], "no statistics table has the row \"x\""),
        (
            &["--row", "国家标准", "--statistics", "x", SEEDS],
            "there is no statistics table called \"x\"",
        ),
        (
            &["--row", "设计", "--column", "x", "examples/flat"],
            "has no column \"x\"",
        ),
        (&["--column", "x", SEEDS], "--row"),
        (&[], "EXPR"),
    ] {
        let run = run(arguments);
        assert_eq!(run.code, 2, "{arguments:?}");
        assert!(run.err.contains(message), "{arguments:?}: {}", run.err);
    }
}

#[test]
fn what_cannot_be_read_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("register.toml");
    std::fs::write(&path, SEED.replacen("status = \"在编\"", "status = \"在遍\"", 1)).unwrap();
    let run = run(&["status=在编", path.to_str().unwrap(), "--output-format", "codes"]);
    assert_eq!((run.code, run.out.lines().count()), (0, 2));
    assert!(run.err.contains("one more entry may match"), "{}", run.err);
}

/// As many groups as entries are counted in one pass, and more columns than a table may have are refused.
#[test]
fn many_entries() {
    use std::fmt::Write as _;
    let mut text = SEED.split("[[table]]").next().unwrap().to_owned();
    text.push_str("[[table]]\nid = \"A.1\"\ntitle = \"大表\"\ncategory = \"21\"\n");
    for number in 1..=20_000 {
        writeln!(
            text,
            "[[table.entry]]\nnumber = {number}\ncode = \"2095021P{:03}3T\"\ntitle = \"第{number}项\"\nstatus = \"拟编\"\nlevel = \"行业标准\"\nowner = \"单位{number}\"",
            number % 1000
        )
        .unwrap();
    }
    let register = load_one(&text);
    let query = Query::read(&register, "owner~单位1 and number<20 and not title=第11项").unwrap();
    assert_eq!(query.entries().entries.len(), 10);
    let by = stdreg::register::counts::GroupBy::named(&register, "owner").unwrap();
    let grouped = stdreg::register::counts::grouped(&register, &by, None).unwrap();
    assert_eq!((grouped.rows.len(), grouped.total.figures.expected), (20_000, 20_000));
    let across = stdreg::register::counts::grouped(&register, &by, Some(&by));
    assert_eq!(across.unwrap_err().0, 20_001);
}
