//! Registers go out and come in again: exported and not edited a file changes nothing, byte for byte; imported as a new register it
//! has the same entries; and where one cell is edited, one line changes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail"
)]

#[path = "common/cases.rs"]
mod cases;
#[path = "common/difference.rs"]
mod difference;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use cases::cases;
use difference::{changed_lines, difference};
use proptest::prelude::*;
use serde_json::{Map, Value};

/// The forms that come back: what `stdreg export` is asked for, and the name of the file.
const FORMS: &[(&[&str], &str)] = &[
    (&["--format", "csv"], "list.csv"),
    (&["--format", "csv", "--only", "statistics"], "statistics.csv"),
    (&["--format", "xlsx"], "book.xlsx"),
    (&["--format", "xlsx", "--sheets", "one"], "one.xlsx"),
    (&["--format", "json"], "register.json"),
    (&["--format", "md"], "page.md"),
    (&["--format", "docx"], "page.docx"),
];

/// What no form but the register itself holds: comments and layout; `scope`, `requires`, `guides`, `groups`, `block` as it is
/// written; `[[status]]`, `[[level]]`, `[[column]]` and `[[revision]]`; `where` of statistics. And what some do not:
const NOT_HELD: &[(&str, &[&str])] = &[
    // What is replaced stands among the remarks, a plan where there is no number, a group as a line of its own, once for those
    // that follow each other.
    ("page.md", &["replaces", "remarks", "plan", "standard", "group"]),
    // It is the same page.
    ("page.docx", &["replaces", "remarks", "plan", "standard", "group"]),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The registers of the repository, by their folders.
fn registers() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for above in ["examples", "tests/registers"] {
        for folder in fs::read_dir(root().join(above)).unwrap() {
            let folder = folder.unwrap().path();
            if folder.join("register.toml").exists() {
                found.push(folder);
            }
        }
    }
    found.sort();
    assert!(found.len() > 7);
    found
}

fn copy(from: &Path, to: &Path) {
    for file in fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}

struct Run {
    code: i32,
    err: String,
}

fn stdreg(folder: &Path, arguments: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_stdreg"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    Run {
        code: output.status.code().unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn export(folder: &Path, form: &[&str], name: &str, language: &str) {
    let run = stdreg(
        folder,
        &[&["export", "register.toml", "--lang", language, "-o", name], form].concat(),
    );
    assert_eq!(run.code, 0, "{}", run.err);
}

/// Exports a register in each form and language, and imports that into it.
fn comes_back_unchanged(folder: &Path, languages: &[&str]) {
    let before = fs::read_to_string(folder.join("register.toml")).unwrap();
    for language in languages {
        for (form, name) in FORMS {
            export(folder, form, name, language);
            if *name == "statistics.csv" && !before.contains("[[statistics]]") {
                continue;
            }
            for option in [&[][..], &["--blank", "clear", "--delete"]] {
                let run = stdreg(folder, &[&["import", name, "--into", "register.toml"], option].concat());
                let after = fs::read_to_string(folder.join("register.toml")).unwrap();
                assert!(
                    after == before,
                    "{} {name} {language}: {}",
                    folder.display(),
                    difference(&before, &after)
                );
                assert_eq!(run.code, 0, "{} {name} {language}: {}", folder.display(), run.err);
            }
        }
    }
}

#[test]
fn what_was_exported_and_not_edited_changes_nothing() {
    for register in registers() {
        let folder = tempfile::tempdir().unwrap();
        copy(&register, folder.path());
        comes_back_unchanged(folder.path(), &["zh", "en"]);
    }
}

/// A page has one column for numbers and plans: what is the plan of one entry may be the number of the next.
#[test]
fn a_plan_that_is_the_number_of_another_entry_is_not_mixed_up() {
    let folder = tempfile::tempdir().unwrap();
    let register = "[register]\ntitle = \"丙\"\ndomain = \"09\"\nbusiness = \"50\"\n\n\
        [[category]]\ncode = \"21\"\ntitle = \"数据\"\n\n[[table]]\nid = \"A.1\"\ntitle = \"丙\"\ncategory = \"21\"\n\n\
        [[table.entry]]\nplan = \"GA/T 7-2020\"\n\n[[table.entry]]\nnumber = 0\nstandard = \"GA/T 7-2020\"\n";
    fs::write(folder.path().join("register.toml"), register).unwrap();
    comes_back_unchanged(folder.path(), &["zh"]);
}

/// The entries of a register by the numbers of their tables, as its JSON has them.
fn entries(folder: &Path, register: &str) -> BTreeMap<String, Vec<Map<String, Value>>> {
    let run = stdreg(folder, &["export", register, "--format", "json", "-o", "entries.json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let json: Value = serde_json::from_str(&fs::read_to_string(folder.join("entries.json")).unwrap()).unwrap();
    let mut tables = BTreeMap::new();
    for table in json["table"].as_array().into_iter().flatten() {
        let entries = table["entry"].as_array().into_iter().flatten();
        let entries: Vec<_> = entries.map(|entry| entry.as_object().unwrap().clone()).collect();
        // A table without entries is in no list of entries.
        if !entries.is_empty() {
            tables.insert(table["id"].as_str().unwrap().to_owned(), entries);
        }
    }
    tables
}

/// A list of which nothing is known but its head says no more than that.
#[test]
fn a_new_register_has_the_entries_of_the_old_one() {
    for register in registers() {
        let text = fs::read_to_string(register.join("register.toml")).unwrap();
        // Columns and words of its own are of the register, and no file of the scheme has them.
        if text.contains("[[column]]") {
            continue;
        }
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        copy(&register, folder);
        let scheme = text
            .lines()
            .find_map(|line| line.strip_prefix("scheme")?.trim().strip_prefix('='));
        let scheme = scheme.map(|scheme| scheme.trim().trim_matches('"').to_owned());
        let expected = entries(folder, "register.toml");
        for (form, name) in FORMS.iter().filter(|(_, name)| *name != "statistics.csv") {
            export(folder, form, name, "zh");
            let mut arguments = vec!["import", name, "-o", "new.register.toml", "--force"];
            arguments.extend(scheme.iter().flat_map(|scheme| ["--scheme", scheme]));
            let run = stdreg(folder, &arguments);
            assert!(run.code < 2, "{}", run.err);
            let not_held = NOT_HELD
                .iter()
                .find(|(form, _)| form == name)
                .map_or(&[][..], |(_, keys)| *keys);
            let held = |entries: BTreeMap<String, Vec<Map<String, Value>>>| {
                let mut entries = entries;
                for entry in entries.values_mut().flatten() {
                    entry.retain(|key, _| !not_held.contains(&key.as_str()));
                }
                entries
            };
            assert_eq!(
                held(entries(folder, "new.register.toml")),
                held(expected.clone()),
                "{} {name}: {}",
                register.display(),
                run.err
            );
        }
    }
}

/// Texts that forms might take for something else.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[甲乙丙]{1,4}",
        2 => "[a-c|*_`<>&#=+@~\\\\\\[\\]（）、，.:\"' -]{1,8}",
        1 => prop::sample::select(vec!["-", "—", "=1+1", "001", "1.0", "2015-02-01", "TRUE", "合计", "共计：3", "表A.1", "注：甲", "A.1 甲", "1、甲", "甲  乙", " 甲", "甲\n乙", "序号", "标准名称", "#REF!", "  ", "1e5", "代替 甲", "", "甲 ", "\u{3000}甲", "甲\n", "\n甲\n\n乙", "甲\r\n乙", "a\nb", "甲\t乙", "\t", "\n", "甲、乙", "甲，乙；丙", "-\n-", "—\n甲", "_x000D_", "甲\u{2028}乙", "甲\u{a0}", "201650163", "术语（GB/T 1-2020）", "GB/T 1-2020", "小计", "标准代码", "共计\n", "'=1", "null", "[]"]).prop_map(str::to_owned),
    ]
}

/// Values that are not what their keys hold.
fn mistyped() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "number = \"3\"",
        "title = 3",
        "title = [\"甲\", \"乙\"]",
        "effective = \"2015.2.1\"",
        "effective = 2015-02-01T08:00:00",
        "replaces = \"甲、乙\"",
        "replaces = [1, \"甲\"]",
        "replaces = [[\"甲\\n乙\"], { a = 1 }]",
        "remarks = true",
        "remarks = 1.50",
        "owner = inf",
        "unknown = \"甲\"",
    ])
}

/// A register whose entries have any of the columns, and whether its values are what their keys hold.
fn generated() -> impl Strategy<Value = (String, bool)> {
    let entry = (
        prop::option::weighted(0.9, 0..40_u32),
        prop::option::weighted(0.8, 0..999_u32),
        [
            prop::option::of(text()).boxed(),
            prop::option::of(text()).boxed(),
            prop::option::of(text()).boxed(),
            prop::option::of("[甲乙丙]{1,4}").boxed(),
            prop::option::of(text()).boxed(),
        ],
        prop::option::of(prop::collection::vec(text(), 0..3)),
        (any::<bool>(), any::<bool>(), prop::option::weighted(0.1, mistyped())),
    );
    let table = prop::collection::vec(entry, 0..5);
    (text(), prop::collection::vec((text(), table), 1..4)).prop_map(|(title, tables)| {
        let quoted = |text: &str| toml_edit::Value::from(text).to_string();
        let mut register = format!(
            "[register]\ntitle = {}\ndomain = \"09\"\nbusiness = \"50\"\n\n[[subsystem]]\ntitle = \"基础\"\n\n[[category]]\ncode = \"21\"\ntitle = \"数据\"\nsubsystem = \"基础\"\n",
            quoted(&title)
        );
        let mut is_typed = true;
        for (place, (title, entries)) in (1..).zip(tables) {
            register.push_str(&format!("\n[[table]]\nid = \"A.{place}\"\ntitle = {}\ncategory = \"21\"\n", quoted(&title)));
            for (number, code, texts, replaces, (is_standard, has_date, mistyped)) in entries {
                register.push_str("\n# Kept.\n[[table.entry]]\n");
                is_typed &= mistyped.is_none();
                let mistyped_key = mistyped.map(|line| line.split(' ').next().unwrap());
                register.extend(mistyped.into_iter().flat_map(|line| [line, "\n"]));
                let mut line = |key: &str, value: String| {
                    if mistyped_key != Some(key) {
                        register.push_str(&format!("{key} = {value}\n"));
                    }
                };
                number.into_iter().for_each(|number| line("number", number.to_string()));
                code.into_iter().for_each(|code| line("code", format!("\"2095021P{code:03}3T\"")));
                line(if is_standard { "standard" } else { "plan" }, format!("\"GA/T {}-2020\"", code.unwrap_or(7)));
                if has_date {
                    line("effective", "2020-01-02".to_owned());
                }
                let keys = ["title", "status", "owner", "group", "remarks"];
                for (key, text) in keys.into_iter().zip(texts) {
                    text.into_iter().for_each(|text| line(key, quoted(&text)));
                }
                if let Some(replaces) = replaces {
                    let replaces: Vec<String> = replaces.iter().map(|text| quoted(text)).collect();
                    line("replaces", format!("[{}]", replaces.join(", ")));
                }
            }
        }
        (register, is_typed)
    })
}

/// Exports a register in each form and imports that into it; as JSON it comes back as a register of its own as well, where
/// `is_typed` says that its values are what their keys hold.
fn comes_back(register: &str, is_typed: bool) -> Result<(), TestCaseError> {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("register.toml"), register).unwrap();
    for (form, name) in FORMS.iter().filter(|(_, name)| *name != "statistics.csv") {
        export(folder, form, name, "zh");
        let run = stdreg(folder, &["import", name, "--into", "register.toml"]);
        let after = fs::read_to_string(folder.join("register.toml")).unwrap();
        let has_no_header = run.err.contains("--map") || run.err.contains("表头");
        prop_assert!(run.code < 2 || has_no_header, "{}", run.err);
        prop_assert!(
            after == register,
            "{name}: {}\n{}",
            difference(register, &after),
            run.err
        );
        // What has nothing that it could be known by is told.
        if *name == "register.json" && is_typed && run.code == 0 {
            let run = stdreg(folder, &["import", name, "-o", "new.register.toml", "--force"]);
            prop_assert!(run.code == 0, "{}", run.err);
            let [old, new] = ["register.toml", "new.register.toml"].map(|register| entries(folder, register));
            prop_assert_eq!(new, old);
        }
    }
    Ok(())
}

/// What was once lost on the way.
#[test]
fn registers_that_did_not_come_back_do() {
    for entry in [
        "code = \"2095021P0013T\"\nreplaces = [\"甲\\n乙\"]\n",
        "number = 1\ntitle = \"甲\"\nreplaces = [\"\"\"\n甲\n乙\"\"\", \" 丙 \", \"\", \"甲、乙\", \"-\"]\n",
        "number = 1\ntitle = \" 甲\\n乙 \"\nowner = \"-\"\nremarks = \"\"\nstandard = \"201650163\"\n",
        "number = 1\ntitle = \"术语（GB/T 1-2020）\"\nreplaces = []\n",
        "plan = \"GA/T 7-2020\"\ntitle = \"术语（GB/T 1-2020）\"\nreplaces = [\"'=1\", \"'=2\"]\n",
        "number = 1\ntitle = \"标准名称\"\ncode = \"标准代码\"\n",
        "number = \"1\"\ntitle = \"甲\"\neffective = \"2015.2.1\"\nreplaces = \"甲、乙\"\n",
    ] {
        let register = format!(
            "[register]\ntitle = \"附录\\n一、甲\"\ndomain = \"09\"\nbusiness = \"50\"\n\n[[category]]\ncode = \"21\"\ntitle = \"数据\"\n\n\
             [[table]]\nid = \"A.1\"\ntitle = \"甲\\n乙\"\ncategory = \"21\"\n\n[[table.entry]]\n{entry}"
        );
        comes_back(&register, !entry.contains("\"1\"")).unwrap();
    }
}

proptest! {
    #![proptest_config(cases(12))]

    #[test]
    fn generated_registers_come_back_unchanged((register, is_typed) in generated()) {
        comes_back(&register, is_typed)?;
    }
}

/// One cell of a workbook is edited by openpyxl, as by a person in Excel: one line of the register changes.
#[cfg(all(unix, feature = "office"))]
#[test]
fn one_edited_cell_is_one_line() {
    let made = Command::new(root().join("tests/venv"))
        .arg("tests/import/requirements.txt")
        .current_dir(root())
        .output()
        .unwrap();
    if !made.status.success() {
        // Without a network there is no openpyxl.
        println!("not run: {}", String::from_utf8_lossy(&made.stderr));
        return;
    }
    let python = PathBuf::from(String::from_utf8(made.stdout).unwrap().trim()).join("bin/python");
    let seed = root().join("tests/registers/internet-plus");
    for (sheets, code, heading, value, expected) in [
        (
            "tables",
            "1095011R0012T",
            "标准名称",
            "新名称",
            "-title     = \"电子政务标准化指南\"\n+title     = \"新名称\"\n",
        ),
        (
            "one",
            "1095011P0023T",
            "标准状态",
            "已颁",
            "-status = \"在编\"\n+status = \"已颁\"\n",
        ),
        (
            "one",
            "1095011R0012T",
            "实施日期",
            "2016/3/1",
            "-effective = 2015-02-01\n+effective = 2016-03-01\n",
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        copy(&seed, folder);
        export(folder, &["--format", "xlsx", "--sheets", sheets], "book.xlsx", "zh");
        let edited = Command::new(&python)
            .arg(root().join("tests/import/edit.py"))
            .args(["book.xlsx", code, heading, value])
            .current_dir(folder)
            .output()
            .unwrap();
        assert!(edited.status.success(), "{}", String::from_utf8_lossy(&edited.stderr));
        let before = fs::read_to_string(folder.join("register.toml")).unwrap();
        let run = stdreg(folder, &["import", "book.xlsx", "--into", "."]);
        assert_eq!(run.code, 0, "{}", run.err);
        let after = fs::read_to_string(folder.join("register.toml")).unwrap();
        let lines = changed_lines(&before, &after);
        let squashed = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
        let expected: Vec<String> = expected.lines().map(|line| squashed(&line[1..])).collect();
        assert_eq!(
            lines
                .iter()
                .map(|(_, line)| squashed(line.trim_end()))
                .collect::<Vec<_>>(),
            expected
        );
    }
}
