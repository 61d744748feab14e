//! `stdreg export`, as it is run: which register is meant, where the export goes, and what is told.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail"
)]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use stdreg::exchange::schema::{Basis, Draft, Subject, schema};
use stdreg::messages::Language;

struct Run {
    code: i32,
    out: Vec<u8>,
    err: String,
}

impl Run {
    fn text(&self) -> &str {
        std::str::from_utf8(&self.out).unwrap()
    }
}

fn seed() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/registers/internet-plus")
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stdreg"));
    command
        .args(["export", "--lang", "zh"])
        .args(arguments)
        .current_dir(folder);
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Run {
    let output = command(folder, arguments).output().unwrap();
    Run {
        code: output.status.code().unwrap(),
        out: output.stdout,
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The records of a CSV file, read by the rules of RFC 4180 and not by what we write.
fn records(text: &str) -> Vec<Vec<String>> {
    let (mut records, mut record, mut field) = (Vec::new(), Vec::new(), String::new());
    let mut characters = text.chars().peekable();
    let mut is_quoted = false;
    while let Some(character) = characters.next() {
        match character {
            '"' if is_quoted && characters.next_if_eq(&'"').is_some() => field.push('"'),
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => record.push(std::mem::take(&mut field)),
            '\r' if !is_quoted => {}
            '\n' if !is_quoted => {
                record.push(std::mem::take(&mut field));
                records.push(std::mem::take(&mut record));
            }
            _ => field.push(character),
        }
    }
    assert!(!is_quoted && field.is_empty() && record.is_empty());
    records
}

#[test]
fn the_seeds_register_is_the_list_that_it_was_made_from() {
    let run = run(&seed(), &["--format", "csv"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let records = records(run.text());
    assert_eq!(records.len(), 103);
    let width = records[0].len();
    assert!(records.iter().all(|record| record.len() == width));
    let register = fs::read_to_string(seed().join("register.toml")).unwrap();
    let codes = register.lines().filter_map(|line| line.strip_prefix("code "));
    let codes = codes
        .filter_map(|line| line.split('"').nth(1))
        .filter(|code| code.len() > 4);
    let of_entries: Vec<&str> = codes.skip(1).collect();
    let place = records[0].iter().position(|title| title == "标准代码").unwrap();
    let exported: Vec<&str> = records[1..].iter().map(|record| record[place].as_str()).collect();
    assert_eq!(exported, of_entries);
}

#[test]
fn json_is_what_the_schema_of_registers_says() {
    let run = run(&seed(), &["--format", "json"]);
    assert_eq!(run.code, 0);
    let json: Value = serde_json::from_str(run.text()).unwrap();
    let entries = json["table"].as_array().unwrap().iter();
    let entries: usize = entries.map(|table| table["entry"].as_array().unwrap().len()).sum();
    assert_eq!((entries, json["table"].as_array().unwrap().len()), (102, 18));
    assert_eq!(json["statistics"].as_array().unwrap().len(), 2);
    let scheme = stdreg::scheme::Scheme::built_in();
    let basis = Basis::of_scheme(&scheme, Language::En);
    let schema = serde_json::to_value(schema(Subject::Register, Draft::Draft202012, basis)).unwrap();
    let validator = jsonschema::options().build(&schema).unwrap();
    let errors: Vec<String> = validator.iter_errors(&json).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
}

#[test]
fn a_file_is_for_a_spreadsheet_and_standard_output_for_programs() {
    let folder = tempfile::tempdir().unwrap();
    let register = "[register]\ntitle = \"甲\"\n[[table]]\nid = \"A.1\"\n[[table.entry]]\ntitle = \"=1\"\n";
    fs::write(folder.path().join("register.toml"), register).unwrap();
    let of = |arguments: &[&str]| {
        let all: Vec<&str> = ["-f", "csv"].iter().chain(arguments).copied().collect();
        let run = run(folder.path(), &all);
        assert_eq!((run.code, run.err.as_str()), (0, ""));
        let text = match arguments.contains(&"-o") {
            true => fs::read_to_string(folder.path().join("新/a.csv")).unwrap(),
            false => run.text().to_owned(),
        };
        (text.starts_with('\u{FEFF}'), text.contains(",'=1,"))
    };
    assert_eq!(of(&[]), (false, false));
    assert_eq!(of(&["--bom"]), (true, true));
    assert_eq!(of(&["-o", "新/a.csv"]), (true, true));
    assert_eq!(of(&["-o", "新/a.csv", "--bom=never"]), (false, false));
}

#[test]
fn one_register_is_meant() {
    let folder = tempfile::tempdir().unwrap();
    let json = ["--format", "json"];
    let nothing = run(folder.path(), &json);
    assert_eq!((nothing.code, nothing.out.len()), (2, 0));
    assert!(nothing.err.contains("没有体系表"), "{}", nothing.err);
    for name in ["a.register.toml", "b.register.toml"] {
        fs::write(folder.path().join(name), format!("[register]\ntitle = \"{name}\"\n")).unwrap();
    }
    let several = run(folder.path(), &json);
    assert_eq!((several.code, several.out.len()), (2, 0));
    assert!(
        several
            .err
            .contains("2 份体系表（a.register.toml、b.register.toml 等）"),
        "{}",
        several.err
    );
    let one = run(folder.path(), &["b.register.toml", "--format", "json"]);
    assert_eq!(one.code, 0);
    assert!(one.text().contains("b.register.toml"));
    let missing = run(folder.path(), &["c.toml", "--format", "json"]);
    assert_eq!((missing.code, missing.out.len()), (2, 0));
    let mut piped = command(folder.path(), &["-", "--format", "mermaid"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    piped
        .stdin
        .take()
        .unwrap()
        .write_all("[register]\ntitle = \"丙\"\n".as_bytes())
        .unwrap();
    let output = piped.wait_with_output().unwrap();
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        "flowchart LR\n  n0[\"丙\"]\n"
    );
}

#[test]
fn a_part_means_its_register_and_no_file_of_it_is_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let root = "[register]\ntitle = \"甲\"\ninclude = [\"*.part.toml\"]\n";
    let part = "[[table]]\nid = \"A.1\"\n";
    fs::write(folder.path().join("register.toml"), root).unwrap();
    fs::write(folder.path().join("a.part.toml"), part).unwrap();
    let of_part = run(folder.path(), &["a.part.toml", "--format", "json"]);
    assert!(of_part.text().contains("甲") && of_part.text().contains("A.1"));
    let over = run(folder.path(), &["--format", "json", "-o", "./a.part.toml"]);
    assert_eq!(over.code, 2);
    assert!(over.err.contains("未用导出的内容覆盖它"), "{}", over.err);
    assert_eq!(fs::read_to_string(folder.path().join("a.part.toml")).unwrap(), part);
}

#[test]
fn what_could_not_be_read_is_told() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("register.toml"),
        "[register]\ntitle = \"甲\"\nx = \n[[table]]\nid = \"A.1\"\n",
    )
    .unwrap();
    let run = run(folder.path(), &["--format", "json"]);
    assert_eq!(run.code, 2);
    assert!(run.text().contains("A.1"));
    assert!(run.err.contains("导出的内容不全"), "{}", run.err);
}

#[test]
fn what_cannot_be_had_is_told_and_nothing_is_written() {
    for arguments in [
        ["--format", "svg", "--only", "tables"].as_slice(),
        &["--format", "csv", "--only", "tables,structure"],
        &["--format", "csv", "--table", "A.99"],
        &["--format", "nothing"],
        &["--format", "csv", "--with-findings"],
        &[],
    ] {
        let run = run(&seed(), arguments);
        assert_eq!((run.code, run.out.len()), (2, 0), "{arguments:?}");
        assert!(!run.err.is_empty());
    }
}

#[test]
fn a_diagram_is_xml_whatever_a_title_holds() {
    let folder = tempfile::tempdir().unwrap();
    let title = "<b> & \\\"x\\\" \\u0000\\u001b\\uFFFE";
    fs::write(
        folder.path().join("register.toml"),
        format!("[register]\ntitle = \"{title}\"\n[[subsystem]]\ntitle = \"乙\"\n"),
    )
    .unwrap();
    let run = run(folder.path(), &["--format", "svg"]);
    assert_eq!(run.code, 0);
    let mut reader = quick_xml::Reader::from_str(run.text());
    while !matches!(reader.read_event().unwrap(), quick_xml::events::Event::Eof) {}
    let is_xml = |character: char| {
        character >= ' ' && !matches!(character, '\u{FFFE}' | '\u{FFFF}') || "\t\r\n".contains(character)
    };
    assert!(run.text().chars().all(is_xml));
}

#[test]
fn findings_stand_beside_their_entries() {
    let folder = tempfile::tempdir().unwrap();
    let register = "[register]\ntitle = \"甲\"\n[[category]]\ncode = \"21\"\ntitle = \"乙\"\n[[table]]\nid = \"A.1\"\ncategory = \"21\"\n\
        entry = [{ number = 1, code = \"x\" }, { number = 2, status = \"已頒\" }]\n[[table]]\nid = \"A.2\"\n[[table.entry]]\nnumber = 1\nlevel = \"某标准\"\n";
    fs::write(folder.path().join("register.toml"), register).unwrap();
    let of = |arguments: &[&str]| {
        let all: Vec<&str> = ["-f", "html"].iter().chain(arguments).copied().collect();
        let run = run(folder.path(), &all);
        assert_eq!((run.code, run.err.as_str()), (0, ""));
        let data = run
            .text()
            .split_once("id=\"data\">")
            .unwrap()
            .1
            .split_once("</script>")
            .unwrap()
            .0
            .to_owned();
        let data: Value = serde_json::from_str(&data).unwrap();
        let rows = data["rows"].as_array().unwrap().clone();
        let codes = |row: &Value| {
            let findings = row["findings"].as_array().unwrap().iter();
            findings
                .map(|finding| finding.as_str().unwrap()[..4].to_owned())
                .collect::<Vec<_>>()
        };
        rows.iter().map(codes).collect::<Vec<_>>()
    };
    assert!(of(&[]).iter().all(Vec::is_empty));
    let with = of(&["--with-findings"]);
    let has = |entry: usize, rule: &str| with[entry].iter().any(|found| found == rule);
    assert!(has(0, "C001") && !has(0, "E001") && !has(0, "E002"), "{with:?}");
    assert!(has(1, "E001") && !has(1, "C001") && !has(1, "E002"), "{with:?}");
    assert!(has(2, "E002") && !has(2, "E001") && !has(2, "C001"), "{with:?}");
}

#[test]
fn a_hundred_thousand_subsystems_below_each_other_are_exported() {
    let folder = tempfile::tempdir().unwrap();
    let mut register = "[register]\ntitle = \"甲\"\n[[subsystem]]\ntitle = \"0\"\n".to_owned();
    for number in 1..100_000 {
        register.push_str(&format!(
            "[[subsystem]]\ntitle = \"{number}\"\nparent = \"{}\"\n",
            number - 1
        ));
    }
    fs::write(folder.path().join("register.toml"), &register).unwrap();
    // Each of them in its own way: boxes, headings, paragraphs.
    let formats = ["svg", "md", "docx"];
    std::thread::scope(|scope| {
        for format in formats {
            let folder = folder.path();
            scope.spawn(move || {
                let run = run(folder, &["--format", format]);
                let is_left_out = cfg!(not(feature = "office")) && format == "docx";
                assert_eq!(run.code, if is_left_out { 2 } else { 0 }, "{format}: {}", run.err);
                // No form repeats for each what stands above it.
                assert!(run.out.len() < 1_000 * 100_000, "{format}: {}", run.out.len());
            });
        }
    });
}

#[test]
fn a_dash_is_standard_output() {
    let folder = tempfile::tempdir().unwrap();
    let register = seed();
    let arguments = [register.to_str().unwrap(), "--format", "csv"];
    let plain = run(folder.path(), &arguments);
    let dash = run(folder.path(), &[&arguments[..], &["-o", "-"]].concat());
    assert_eq!((dash.code, dash.text(), &dash.err), (0, plain.text(), &plain.err));
    assert!(fs::read_dir(folder.path()).unwrap().next().is_none());
}

#[test]
fn a_reader_that_goes_is_no_failure() {
    let mut child = command(&seed(), &["--format", "json"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

/// Workbooks, read by a reader that is not ours.
#[cfg(feature = "office")]
mod workbooks {
    use std::io::Cursor;

    use calamine::{Data, Reader as _, Xlsx};

    use super::*;

    type Workbook = Xlsx<Cursor<Vec<u8>>>;

    fn read(bytes: Vec<u8>) -> Workbook {
        Xlsx::new(Cursor::new(bytes)).unwrap()
    }

    fn of(register: &str, arguments: &[&str]) -> Workbook {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("register.toml"), register).unwrap();
        let all: Vec<&str> = ["-f", "xlsx"].iter().chain(arguments).copied().collect();
        let run = run(folder.path(), &all);
        assert_eq!((run.code, run.err.as_str()), (0, ""));
        read(run.out)
    }

    #[test]
    fn the_seeds_tables_are_sheets() {
        let first = run(&seed(), &["-f", "xlsx"]);
        let mut book = read(first.out.clone());
        let names = book.sheet_names();
        assert_eq!(names.len(), 20);
        assert_eq!(
            [names[0].as_str(), names[1].as_str(), names[19].as_str()],
            ["标准体系结构图", "A.1 标准化指南", "标准统计表"]
        );
        let entries: usize = names[1..19]
            .iter()
            .map(|name| book.worksheet_range(name).unwrap().height() - 2)
            .sum();
        assert_eq!(entries, 102);
        for name in &names {
            assert_eq!(book.worksheet_formula(name).unwrap().used_cells().count(), 0);
        }
        // The same register, the same bytes.
        assert!(first.out == run(&seed(), &["-f", "xlsx"]).out);
    }

    #[test]
    fn one_sheet_has_all_standards_with_where_they_belong() {
        let mut book = read(run(&seed(), &["-f", "xlsx", "--sheets", "one", "--only", "tables"]).out);
        assert_eq!(book.sheet_names(), ["标准明细表"]);
        let range = book.worksheet_range("标准明细表").unwrap();
        assert_eq!((range.height(), range.width()), (103, 16));
        let csv = run(&seed(), &["-f", "csv"]);
        let records = records(csv.text());
        for (row, record) in range.rows().zip(&records) {
            for (cell, field) in row.iter().zip(record) {
                let text = match cell {
                    Data::DateTime(date) => {
                        let (year, month, day, ..) = date.to_ymd_hms_milli();
                        format!("{year:04}-{month:02}-{day:02}")
                    }
                    cell => cell.to_string(),
                };
                assert_eq!(&text, field);
            }
        }
    }

    #[test]
    fn cells_are_what_they_are() {
        let register = "[register]\ntitle = \"甲\"\n[[table]]\nid = \"A.1\"\ntitle = \"乙\"\n[[table.entry]]\nnumber = 1\ncode = \"0012\"\n\
            plan = \"201650163\"\ntitle = \"=HYPERLINK(1)\"\neffective = 2011-12-01\nowner = \"_x0041_\"\nremarks = \"a\\u0001\\nb\"\n\
            [[table.entry]]\nnumber = 9007199254740993\neffective = 1899-01-01\ntitle = \"2E3\"\nowner = \"https://x\"\n";
        let mut book = of(register, &[]);
        let range = book.worksheet_range("A.1 乙").unwrap();
        let text = |text: &str| Data::String(text.to_owned());
        assert_eq!(range[(0, 0)], text("表A.1　乙标准明细表"));
        assert_eq!(range[(1, 1)], text("标准代码"));
        assert_eq!(range[(2, 0)], Data::Float(1.0));
        assert_eq!(range[(2, 1)], text("0012"));
        assert_eq!(range[(2, 3)], text("201650163"));
        assert_eq!(range[(2, 4)], text("=HYPERLINK(1)"));
        assert!(matches!(&range[(2, 7)], Data::DateTime(date) if date.to_ymd_hms_milli() == (2011, 12, 1, 0, 0, 0, 0)));
        // What a spreadsheet has no number or day for is text.
        assert_eq!(range[(3, 0)], text("9007199254740993"));
        assert_eq!(range[(3, 7)], text("1899-01-01"));
        assert_eq!([&range[(3, 4)], &range[(3, 8)]], [&text("2E3"), &text("https://x")]);
    }

    /// A part of the package, as text.
    fn part(bytes: &[u8], name: &str) -> String {
        use std::io::Read as _;
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn words_are_offered_and_heads_stay() {
        let folder = tempfile::tempdir().unwrap();
        let many: String = (0..60)
            .map(|word| format!("[[status]]\nname = \"自有状态{word}\"\nphase = \"planned\"\n"))
            .collect();
        let register =
            format!("[register]\ntitle = \"甲\"\n{many}[[table]]\nid = \"A.1\"\n[[table.entry]]\nnumber = 1\n");
        fs::write(folder.path().join("register.toml"), register).unwrap();
        let bytes = run(folder.path(), &["-f", "xlsx", "--only", "tables"]).out;
        let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
        // Few words stand in the rule, many on a sheet of their own: a rule of more than 255 characters damages the file.
        assert!(sheet.contains("<formula1>\"国际标准,国家标准,"), "{sheet}");
        assert!(sheet.contains("<formula1>'词表'!$A$1:$A$6"), "{sheet}");
        assert!(sheet.contains("ySplit=\"2\"") && sheet.contains("state=\"frozen\""));
        assert!(sheet.contains("<autoFilter ref=\"A2:L3\"/>") && sheet.contains("numberStoredAsText=\"1\""));
        assert!(!sheet.contains("<f>"));
        let mut book = read(bytes);
        assert_eq!(book.sheet_names(), ["A.1", "词表"]);
        let words = book.worksheet_range("词表").unwrap();
        assert!(words.height() >= 60);
    }
}
