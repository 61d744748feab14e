//! `stdreg stats`: what it counts, in which forms, and what it makes of the statistics that are written.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

use common::{SEED, load_one};
use serde_json::{Value, json};
use stdreg::register::counts::{GroupBy, grouped};

struct Run {
    code: i32,
    out: String,
    err: String,
}

fn run(folder: &Path, language: &str, arguments: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_stdreg"))
        .args(arguments)
        .args(["--lang", language])
        .current_dir(folder)
        .output()
        .unwrap();
    Run {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn seed() -> std::path::PathBuf {
    root().join("tests/registers/internet-plus")
}

/// A folder with the seed's register, changed.
fn with_seed(change: impl Fn(&str) -> String) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let changed = change(SEED);
    assert!(changed != SEED, "nothing was changed");
    fs::write(folder.path().join("register.toml"), changed).unwrap();
    folder
}

#[test]
fn without_a_wish_it_counts_by_level_subsystem_and_status() {
    let zh = run(&seed(), "zh", &["stats"]);
    assert_eq!((zh.code, zh.err.as_str()), (0, ""));
    for line in [
        "按标准级别统计",
        "国家标准                    47            47                100%",
        "公共安全行业标准            44            11                 25%",
        "服务保障标准            79            63               79.7%",
        "共计                   102            69               67.6%",
        "拟编                30             0                  0%",
    ] {
        assert!(zh.out.lines().any(|shown| shown == line), "{line} in\n{}", zh.out);
    }
    let en = run(&seed(), "en", &["stats", "--by", "subsystem"]);
    assert_eq!(
        en.out,
        "“互联网+公安政务服务”标准体系  register.toml\n\n\
         By Subsystem\n\
         Item          Expected  Existing  Existing/expected\n\
         基础标准             8         3              37.5%\n\
         服务保障标准        79        63              79.7%\n\
         服务提供标准        15         3                20%\n\
         Total              102        69              67.6%\n"
    );
}

#[test]
fn a_tree_shows_what_is_below_and_what_belongs_to_none() {
    let run = run(root(), "en", &["stats", "examples/path", "--by", "subsystem"]);
    let rows: Vec<&str> = run.out.lines().skip(4).collect();
    assert_eq!(
        rows,
        [
            "1 基础标准         3         2              66.7%",
            "  1.2 编码         2         1                50%",
            "(none)             1         0                 0%",
            "Total              4         2                50%",
        ],
        "{}{}",
        run.out,
        run.err
    );
    assert_eq!(run.err, "");
}

#[test]
fn figures_cross_and_sum_up_in_json() {
    let run = run(
        root(),
        "en",
        &[
            "stats",
            "tests/registers/internet-plus",
            "examples/flat",
            "--by",
            "level",
            "--across",
            "status",
            "--output-format",
            "json",
        ],
    );
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let found: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(found["registers"][0]["file"], "examples/flat/register.toml");
    let of_seed = &found["registers"][1]["statistics"][0];
    assert_eq!(of_seed["rows"][3]["item"], "公共安全行业标准");
    assert_eq!(
        of_seed["rows"][3]["across"][3],
        json!({ "item": "拟编", "expected": 30, "existing": 0, "ratio": "0%" })
    );
    assert_eq!(of_seed["total"]["expected"], 102);
    let sum = &found["sum"][0];
    let row = |item: &str| {
        let rows = sum["rows"].as_array().unwrap();
        rows.iter().find(|row| row["item"] == item).unwrap().clone()
    };
    assert_eq!(row("国家标准")["expected"], 49);
    assert_eq!(row("行业标准")["expected"], 1);
    let across = row("国家标准")["across"].as_array().unwrap().clone();
    let of = |item: &str| across.iter().find(|cell| cell["item"] == item).unwrap()["expected"].clone();
    assert_eq!((of("已颁"), of("现行")), (json!(47), json!(2)));
    assert_eq!(sum["total"]["ratio"], "68.6%");
    let one = run_json(&["stats", "examples/flat", "--by", "nature"]);
    assert_eq!(one["sum"], Value::Null);
    assert_eq!(one["registers"][0]["statistics"][0]["rows"][1]["expected"], 2);
}

fn run_json(arguments: &[&str]) -> Value {
    let run = run(root(), "en", &[arguments, &["--output-format", "json"]].concat());
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    serde_json::from_str(&run.out).unwrap()
}

#[test]
fn years_and_words_of_columns_are_counted() {
    let years = run_json(&["stats", "examples/flat", "--by", "year"]);
    let items = |found: &Value| -> Vec<(Value, i64)> {
        let rows = found["registers"][0]["statistics"][0]["rows"].as_array().unwrap();
        let rows = rows.iter();
        rows.map(|row| (row["item"].clone(), row["expected"].as_i64().unwrap()))
            .collect()
    };
    assert_eq!(
        items(&years),
        [(json!("2009"), 1), (json!("2014"), 1), (json!("2019"), 1)]
    );
    // A heading will do; what has no date stands last.
    let issued = run_json(&["stats", "examples/flat", "--by", "发布日期"]);
    assert_eq!(items(&issued), [(json!("2014"), 1), (Value::Null, 2)]);
    // Those with the most come first.
    let owners = items(&run_json(&["stats", "tests/registers/internet-plus", "--by", "owner"]));
    assert_eq!(owners[0], (json!("SAC/TC 260"), 30));
    assert!(owners.is_sorted_by(|one, next| one.1 >= next.1));
    assert_eq!(owners.iter().map(|(_, count)| count).sum::<i64>(), 102);
}

#[test]
fn lists_and_pages() {
    let csv = run(
        root(),
        "en",
        &[
            "stats",
            "examples/flat",
            "--by",
            "category",
            "--across",
            "level",
            "--output-format",
            "csv",
        ],
    );
    let lines: Vec<&str> = csv.out.lines().collect();
    assert_eq!(
        lines[0],
        "Register,Counted by,Code,Item,Across,Expected,Existing,Existing/expected"
    );
    assert_eq!(lines[1], "examples/flat/register.toml,category,设计,设计,,2,2,100%");
    assert_eq!(
        lines[2],
        "examples/flat/register.toml,category,设计,设计,国家标准,1,1,100%"
    );
    let markdown = run(
        root(),
        "zh",
        &["stats", "examples/flat", "--by", "level", "--output-format", "md"],
    );
    assert!(
        markdown
            .out
            .starts_with("# 工程建设标准清单\n\n**按标准级别统计**\n\n| 统计项 |"),
        "{}",
        markdown.out
    );
    assert!(markdown.out.contains("| 国家标准 | 2 | 2 | 100% |\n"));
    let html = run(
        root(),
        "zh",
        &["stats", "examples", "--by", "level", "--output-format", "html"],
    );
    assert!(html.out.starts_with("<!DOCTYPE html>") && html.out.ends_with("</html>\n"));
    assert_eq!(html.out.matches("<table class=\"statistics\">").count(), 5);
    assert!(html.out.contains("各体系表合计"));
}

#[test]
fn what_cannot_be_counted_by_is_told() {
    let unknown = run(&seed(), "en", &["stats", "--by", "colour"]);
    assert_eq!((unknown.code, unknown.out.as_str()), (2, ""));
    assert!(
        unknown.err.contains("cannot count by \"colour\" in register.toml"),
        "{}",
        unknown.err
    );
    // A title is no word.
    assert_eq!(run(&seed(), "en", &["stats", "--by", "title"]).code, 2);
    let nowhere = run(root(), "zh", &["stats", "src"]);
    assert_eq!(nowhere.code, 2);
    assert_eq!(run(&seed(), "en", &["stats", "--diff"]).code, 2);
}

#[test]
fn what_cannot_be_read_is_told() {
    let folder = with_seed(|seed| seed.replacen("status = \"在编\"", "status = \"在遍\"", 1));
    let unread = run(folder.path(), "en", &["stats", "--by", "status"]);
    assert_eq!(unread.code, 0);
    assert!(
        unread.err.contains("register.toml: one entry is not included"),
        "{}",
        unread.err
    );
    let broken = with_seed(|seed| seed.replacen("[[table.entry]]", "[[table.entry", 1));
    let broken = run(broken.path(), "en", &["stats", "--by", "status"]);
    assert_eq!(broken.code, 2);
    assert!(
        broken.err.contains("parts of register.toml cannot be read"),
        "{}",
        broken.err
    );
}

#[test]
fn the_written_statistics_are_checked_and_written() {
    assert_eq!(run(&seed(), "zh", &["stats", "--check"]).code, 0);
    let folder = with_seed(|seed| {
        let wrong = seed.replace(
            "expected = 47, existing = 47, ratio = \"100%\" },",
            "expected = 46, existing = 47, ratio = \"100%\" }, # 国标",
        );
        wrong.replace(
            "expected = 15, existing = 3, ratio = \"20%\"",
            "expected = 15, existing = 3, ratio = \"21%\"",
        )
    });
    let path = folder.path();
    let check = run(path, "en", &["stats", "--check"]);
    assert_eq!(check.code, 1);
    assert_eq!(
        check
            .out
            .lines()
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect::<Vec<_>>(),
        [
            "register.toml: B.1, 国家标准: expected 46 → 47",
            "register.toml: subsystem, 服务提供标准子体系: ratio 21% → 20%",
        ]
    );
    let zh = run(path, "zh", &["stats", "--check"]);
    assert!(zh.out.contains("应有数 46 → 47"), "{}", zh.out);
    let before = fs::read_to_string(path.join("register.toml")).unwrap();
    let diff = run(path, "en", &["stats", "--write", "--diff"]);
    assert_eq!(diff.code, 1);
    assert!(
        diff.out
            .contains("+  { item = \"国家标准\", expected = 47, existing = 47, ratio = \"100%\" }, # 国标"),
        "{}",
        diff.out
    );
    assert_eq!(fs::read_to_string(path.join("register.toml")).unwrap(), before);
    let write = run(path, "en", &["stats", "--write"]);
    assert_eq!((write.code, write.err.as_str()), (0, "written: register.toml\n"));
    let after = fs::read_to_string(path.join("register.toml")).unwrap();
    assert_eq!(after.replace("}, # 国标", "},"), SEED);
    assert_eq!(run(path, "en", &["stats", "--check"]).code, 0);
    // What no row counts is for its owner to write.
    let folder = with_seed(|seed| {
        seed.replace(
            "  { item = \"其他行业标准\", expected = 11, existing = 11, ratio = \"100%\" },\n",
            "",
        )
    });
    let missing = run(folder.path(), "en", &["stats", "--check"]);
    assert_eq!(missing.code, 1);
    assert!(
        missing
            .out
            .contains("register.toml: B.1: 11 entries are not counted by any row"),
        "{}",
        missing.out
    );
}

/// What is counted anew is what the rows of statistics count.
#[test]
fn it_counts_what_statistics_count() {
    let register = load_one(SEED);
    for (by, statistics) in ["level", "subsystem"].iter().zip(&register.counts.0) {
        let by = GroupBy::named(&register, by).unwrap();
        let grouped = grouped(&register, &by, None).unwrap();
        let rows = grouped
            .rows
            .iter()
            .filter(|row| row.figures.expected > 0)
            .chain([&grouped.total]);
        for (row, counted) in rows.zip(&statistics.rows) {
            let counted = counted.counted.unwrap();
            assert_eq!(Some(row.figures.expected), counted.expected.exact());
            assert_eq!(Some(row.figures.existing), counted.existing.exact());
        }
    }
}

#[test]
fn layers_of_the_code_are_counted() {
    let rows = |found: &Value, place: usize| -> Vec<(String, String, i64)> {
        let rows = found["registers"][place]["statistics"][0]["rows"].as_array().unwrap();
        let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
        rows.iter()
            .map(|row| {
                (
                    text(&row["code"]),
                    text(&row["item"]),
                    row["expected"].as_i64().unwrap(),
                )
            })
            .collect()
    };
    let found = run_json(&["stats", "tests/registers/internet-plus", "--by", "ownership"]);
    let rows_of_seed = rows(&found, 0);
    assert_eq!(rows_of_seed.iter().map(|(.., count)| count).sum::<i64>(), 102);
    assert_eq!(
        rows_of_seed.iter().map(|(code, ..)| code.as_str()).collect::<Vec<_>>(),
        ["P", "R"]
    );
    // As `query` finds them, and by the layer's title too.
    for (code, _, count) in &rows_of_seed {
        let found = run(
            root(),
            "en",
            &[
                "query",
                &format!("ownership={code}"),
                "tests/registers/internet-plus",
                "--output-format",
                "codes",
            ],
        );
        assert_eq!(i64::try_from(found.out.lines().count()).unwrap(), *count);
    }
    let register = load_one(SEED);
    let layer = register.scheme.layer_named("ownership").unwrap();
    let title = register.scheme.layers[layer].title.clone();
    assert_eq!(GroupBy::named(&register, &title), Some(GroupBy::Layer(layer)));
    // A layer without a list of values, across another; and registers of several schemes with their sum.
    let crossed = run(
        root(),
        "en",
        &[
            "stats",
            "tests/registers/internet-plus",
            "--by",
            "ownership",
            "--across",
            "nature",
        ],
    );
    assert!(
        crossed.code == 0 && crossed.out.contains("102"),
        "{}{}",
        crossed.out,
        crossed.err
    );
    let several = run_json(&[
        "stats",
        "tests/registers/internet-plus",
        "tests/registers/svc",
        "--by",
        "sequence",
    ]);
    assert_eq!(several["registers"].as_array().unwrap().len(), 2);
    let total = |place: usize| {
        several["registers"][place]["statistics"][0]["total"]["expected"]
            .as_i64()
            .unwrap()
    };
    assert_eq!(several["sum"][0]["total"]["expected"], total(0) + total(1));
    let unknown = run(
        root(),
        "en",
        &["stats", "tests/registers/internet-plus", "--by", "none"],
    );
    assert!(
        unknown.code == 2 && unknown.err.contains("ownership"),
        "{}",
        unknown.err
    );
}
