//! Tables that people have, made by other programs, as registers. Every case sees to it that no row is lost: what comes in is an
//! entry, a row of statistics, more of the row above, or is reported and stands as a comment in the result.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail"
)]

#[path = "import/options.rs"]
mod choices;
mod common;
#[path = "import/holds.rs"]
mod holds;
#[path = "import/hostile.rs"]
mod hostile;
#[path = "import/nasty.rs"]
mod nasty;
#[path = "import/packages.rs"]
mod packages;
#[path = "import/schemes.rs"]
mod schemes;
#[path = "import/statistics.rs"]
mod statistics;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use common::{SEED, TODAY, check, load_one};
use proptest::prelude::prop;
use stdreg::exchange::import::{self, Imported, MAX_UNPACKED, Options, Source};
use stdreg::messages::{Language, Message};
use stdreg::scheme::Scheme;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import")
}

fn options() -> Options {
    Options {
        scheme: Scheme::built_in(),
        scheme_path: None,
        title: None,
        map: Vec::new(),
        sheets: Vec::new(),
        max_unpacked: MAX_UNPACKED,
        header_row: None,
        encoding: None,
        language: Language::En,
    }
}

fn map(pairs: &[(&str, &str)]) -> Options {
    let pair = |(heading, key): &(&str, &str)| ((*heading).to_owned(), (*key).to_owned());
    Options {
        map: pairs.iter().map(pair).collect(),
        ..options()
    }
}

fn file(name: &str) -> Source {
    Source {
        name: name.to_owned(),
        bytes: std::fs::read(folder().join(name)).unwrap(),
    }
}

fn csv(text: &str) -> Source {
    Source {
        name: "list.csv".to_owned(),
        bytes: text.as_bytes().to_vec(),
    }
}

/// Imports, and holds what must hold of every import. `rows` is counted by hand.
fn run(sources: &[Source], options: &Options, rows: usize) -> Imported {
    let imported = import::import(sources, options).unwrap_or_else(|error| panic!("{}", error.render(Language::En)));
    assert_eq!(imported.tally.rows, rows, "{}", imported.text);
    let register = load_one(&imported.text);
    holds::hold(&imported, &register, &check(&register, TODAY));
    imported
}

fn problem(sources: &[Source], options: &Options) -> String {
    match import::import(sources, options) {
        Ok(imported) => panic!("{}", imported.text),
        Err(message) => message.render(Language::En),
    }
}

/// The register's own lines: without comments, blank lines, and the keys that are told.
fn essence(text: &str, left_out: &[&str]) -> Vec<String> {
    let mut lines = Vec::new();
    let mut is_inside = false;
    for line in text.lines() {
        let key = line.split([' ', '=']).next().unwrap_or_default();
        if is_inside {
            is_inside = line != "]" && !line.ends_with("\"\"\"");
        } else if left_out.contains(&key) {
            is_inside = line.ends_with('[') || line.ends_with("\"\"\"");
        } else if !line.is_empty() && !line.starts_with('#') {
            // How keys are aligned depends on those that are left out.
            lines.push(match line.split_once('=').filter(|_| !line.starts_with(' ')) {
                Some((key, value)) => format!("{} = {}", key.trim(), value.trim()),
                None => line.to_owned(),
            });
        }
    }
    lines
}

fn reported(imported: &Imported) -> Vec<String> {
    let line = |report: &import::Report| format!("{} {}", report.address, report.content);
    imported.reports.iter().map(line).collect()
}

fn notes(imported: &Imported) -> Vec<String> {
    imported
        .notes
        .iter()
        .map(|note: &Message| note.render(Language::En))
        .collect()
}

/// The lines of entries, each in one: the values of its keys.
fn entries(imported: &Imported) -> Vec<String> {
    let register = load_one(&imported.text);
    let mut entries = Vec::new();
    for table in imported.text.split("[[table.entry]]\n").skip(1) {
        let lines = table
            .lines()
            .take_while(|line| !line.is_empty() && !line.starts_with('['));
        let values: Vec<String> = lines
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| Some(line.split_once('=')?.1.trim().trim_matches('"').to_owned()))
            .collect();
        entries.push(values.join("|"));
    }
    assert_eq!(entries.len(), register.entries().len());
    entries
}

/// Q1, Q2, Q3. The text of the standard gives the register that was made from it by hand; what the text does not say as data is told here.
#[test]
fn the_text_of_the_seed_gives_its_register() {
    let imported = run(&[file("seed.txt")], &options(), 110);
    // What a standard must be called is said in prose, and figure 1 is not in the text. Of scopes see below.
    let said_in_prose = ["scheme", "requires", "guides", "scope"];
    assert_eq!(essence(&imported.text, &said_in_prose), essence(SEED, &said_in_prose));
    assert_eq!((imported.categories, imported.tables, imported.statistics), (11, 18, 2));
    assert_eq!(
        (imported.tally.entries, imported.tally.figures, imported.tally.joined),
        (102, 8, 0)
    );
    assert_eq!((reported(&imported), notes(&imported)), (Vec::new(), Vec::new()));
    let scopes = |text: &str| -> Vec<(String, String)> {
        let register = load_one(text);
        let subsystems = register
            .subsystems()
            .map(|subsystem| (subsystem.title(), subsystem.scope()));
        let categories = register
            .categories()
            .map(|category| (category.title(), category.scope()));
        let all = subsystems.chain(categories);
        all.map(|(title, scope)| (title.unwrap().into_owned(), scope.unwrap_or_default().into_owned()))
            .collect()
    };
    let mut expected = scopes(SEED);
    // 5.3.1 calls it 标准化导则.
    let other_name = expected.iter_mut().find(|(title, _)| title == "标准化指南");
    other_name.unwrap().1.clear();
    assert_eq!(scopes(&imported.text), expected);
}

/// The page of a text may begin within a row, with a form feed, in CRLF.
#[test]
fn a_text_may_have_any_line_ends() {
    let text = std::fs::read_to_string(folder().join("seed.txt")).unwrap();
    let expected = run(&[file("seed.txt")], &options(), 110).text;
    let text = text.replace("\n 序号", "\n\u{c}序号").replace('\n', "\r\n");
    let source = Source {
        name: "SEED.TXT".to_owned(),
        bytes: encoding_rs::GB18030.encode(&text).0.into_owned(),
    };
    let imported = run(&[source], &options(), 110);
    assert_eq!(imported.text, expected);
    assert_eq!(notes(&imported), ["read as gb18030"]);
}

#[test]
fn the_tables_of_the_seed_are_read_from_csv() {
    let imported = run(
        &[file("seed-entries.csv"), file("seed-statistics.csv")],
        &map(&[("section", "-")]),
        110,
    );
    let keys = [
        "requires",
        "scheme",
        "title",
        "subsystem",
        "standard",
        "code",
        "domain",
        "business",
        "class",
    ];
    let of = |text: &str| {
        let start = text.find("[[table]]").unwrap();
        essence(&text[start..], &keys[..2])
    };
    let mut expected = of(SEED);
    let mut found = of(&imported.text);
    // A list has no titles of tables, and statistics have no captions in it.
    for lines in [&mut expected, &mut found] {
        let mut header = String::new();
        lines.retain(|line| {
            if line.starts_with("[[") {
                header.clone_from(line);
            }
            let is_title = line.starts_with("title = ") && header != "[[table.entry]]";
            !(is_title || line.starts_with("id = ") && header == "[[statistics]]")
        });
    }
    assert_eq!(found, expected);
    assert_eq!((imported.categories, imported.tables, imported.statistics), (11, 18, 2));
}

#[test]
fn captions_clauses_groups_and_figures_of_a_workbook_are_known() {
    let imported = run(&[file("captions.xlsx")], &options(), 12);
    let expected = r#"
[register]
title = "政务服务标准体系"
domain = "09"
business = "50"
[[subsystem]]
title = "基础标准"
[[subsystem]]
title = "服务保障标准"
[[category]]
code = "11"
title = "标准化指南"
subsystem = "基础标准"
class = "1"
[[category]]
code = "24"
title = "管理保障"
subsystem = "服务保障标准"
class = "3"
[[table]]
id = "A.1"
title = "标准化指南"
category = "11"
block = "001-099"
[[table.entry]]
number = 1
code = "1095011R0012T"
standard = "GB/T 30850（所有部分）"
title = "电子政务标准化指南"
status = "已颁"
level = "国家标准"
effective = 2015-02-01
owner = "SAC/TC 28"
[[table.entry]]
number = 2
code = "1095011P0023T"
plan = "201650163"
title = "标准化工作指南"
status = "在编"
level = "行业标准"
owner = "公安部社会公共安全应用基础标委会"
[[table]]
id = "A.2"
title = "信息安全管理"
category = "24"
block = "001-099"
groups = ["信息安全综合", "网络安全规范"]
[[table.entry]]
number = 1
code = "3095024R0012T"
standard = "GB/T 20988-2007"
title = "信息系统灾难恢复规范"
status = "已颁"
level = "国家标准"
effective = 2007-11-01
owner = "SAC/TC 260"
group = "信息安全综合"
[[table.entry]]
number = 2
code = "3095024R0022T"
standard = "GB/T 22080-2016"
title = "要求"
status = "已颁"
level = "国家标准"
effective = 2017-03-01
owner = "SAC/TC 260"
group = "信息安全综合"
[[table.entry]]
number = 3
code = "3095024R0142T"
standard = "GB/T 20270-2006"
title = "网络基础安全技术要求"
status = "已颁"
level = "国家标准"
effective = 2006-12-01
owner = "SAC/TC 260"
group = "网络安全规范"
[[statistics]]
by = "level"
rows = [
  { item = "国家标准", expected = 4, existing = 4, ratio = "100%" },
  { item = "公共安全行业标准", expected = 1, existing = 0, ratio = "0%" },
  { item = "共计", expected = 5, existing = 4, ratio = "80%" },
]
[[statistics]]
by = "subsystem"
rows = [
  { item = "基础标准子体系", expected = 2, existing = 1, ratio = "50%" },
  { item = "服务保障标准子体系", expected = 3, existing = 3, ratio = "100%" },
  { item = "共计", expected = 5, existing = 4, ratio = "80%" },
]
"#;
    assert_eq!(essence(&imported.text, &[]), essence(expected, &[]));
    assert_eq!(reported(&imported), ["附录A!21 注：本表按顺序码排列。"]);
    // And so they are when LibreOffice has saved them anew, in its own form, the old one, or the same.
    for name in ["libre.ods", "libre.xls", "libre.xlsx"] {
        let imported = run(&[file(name)], &options(), 12);
        assert_eq!(essence(&imported.text, &[]), essence(expected, &[]), "{name}");
        assert_eq!(reported(&imported), ["附录A!21 注：本表按顺序码排列。"], "{name}");
    }
}

#[test]
fn structure_columns_and_cells_at_fault_of_a_workbook_are_known() {
    let imported = run(&[file("columns.xlsx")], &options(), 6);
    assert_eq!(
        entries(&imported),
        [
            // The zeros of the first code are in the format of its cell alone.
            "1|1095012100120|GB/T 1-2020|甲|已颁|国家标准|2020-07-01|SAC/TC 28",
            "2|1095012100220|GB/T 2-2020|乙|已颁|国家标准|2020-07-01|SAC/TC 28",
            "1|0095013100120|GB/T 3-2020|丙|已颁|国家标准",
            "1|2095021100120|GB/T 4-2020|丁|已颁|国家标准",
            "1|GB/T 9-2020|戊",
        ]
    );
    assert_eq!(
        reported(&imported),
        [
            "明细!G4 日期 发布：2020-01-01",
            "明细!H6 #REF!",
            "明细!M6 表外",
            "明细!H7 另行公布",
            "明细!9 合计：4项",
        ]
    );
    let structure: Vec<String> = essence(&imported.text, &[])
        .into_iter()
        .filter(|line| line.starts_with("title") || line.starts_with("subsystem"))
        .take(11)
        .collect();
    assert_eq!(
        structure,
        [
            "title = \"columns\"",
            "title = \"基础标准\"",
            "title = \"保障标准\"",
            "title = \"columns\"",
            "title = \"术语\"",
            "subsystem = \"基础标准\"",
            "title = \"总体框架\"",
            "subsystem = \"基础标准\"",
            "title = \"数据资源\"",
            "subsystem = \"保障标准\"",
            "title = \"草稿\"",
        ]
    );
    assert!(notes(&imported).contains(&"“草稿” is a hidden sheet and was also read".to_owned()));
    // The sheets that are asked for alone.
    let only = Options {
        sheets: vec!["草稿".to_owned()],
        ..options()
    };
    assert_eq!(run(&[file("columns.xlsx")], &only, 1).tally.entries, 1);
    let none = Options {
        sheets: vec!["正文".to_owned()],
        ..options()
    };
    assert!(problem(&[file("columns.xlsx")], &none).contains("明细, 草稿"));
}

#[test]
fn days_of_1904_the_old_format_and_opendocument_are_read() {
    let imported = run(&[file("calendar.xlsx")], &options(), 1);
    assert_eq!(entries(&imported), ["1|GB/T 1-2014|甲|2015-02-01"]);
    for name in ["old.xls", "open.ods", "sheetjs.xlsx", "sheetjs.xls"] {
        let imported = run(&[file(name)], &options(), 2);
        assert_eq!(
            entries(&imported),
            [
                "1|1095011R0012T|GB/T 30850（所有部分）|电子政务标准化指南|已颁|国家标准|2015-02-01|SAC/TC 28",
                "2|1095011R0022T|GB/T 1-2015|甲|已颁|国家标准|2015-02-01|SAC/TC 28",
            ],
            "{name}"
        );
        assert_eq!(imported.reports, []);
    }
}

/// Headings, captions, merged cells, automatic numbers and tracked changes of Word.
#[test]
fn documents_are_read() {
    let imported = run(&[file("document.docx")], &options(), 4);
    assert_eq!(
        entries(&imported),
        [
            "1|1095011R0012T|GB/T 30850（所有部分）|电子政务标准化指南|已颁|国家标准|2015-02-01|SAC/TC 28",
            "2|1095011R0022T|GB/T 1-2015|甲|已颁|国家标准|2015-02-01|SAC/TC 28",
            "1|1095012R0012T|GB/T 25647-2010|电子政务术语|已颁|国家标准|2011-04-01|SAC/TC 28|通用",
            "2|1095012R0022T|GB/T 2-2010|乙|已颁|国家标准|2011-04-01|SAC/TC 28",
        ]
    );
    assert_eq!(
        (imported.tables, imported.categories, reported(&imported)),
        (2, 2, Vec::new())
    );
    for line in [
        "title    = \"政务服务标准体系\"",
        "title = \"基础标准\"",
        "id       = \"A.2\"",
        "title     = \"术语\"",
    ] {
        assert!(imported.text.contains(line), "{line}\n{}", imported.text);
    }
    assert_eq!(
        notes(&imported),
        ["the document has tracked changes, which were read as if accepted"]
    );
    let anew = run(&[file("libre.docx")], &options(), 4);
    assert_eq!((notes(&anew), anew.text), (notes(&imported), imported.text));
}

#[test]
fn tables_of_markdown_are_read() {
    let imported = run(&[file("list.md")], &options(), 4);
    assert_eq!(
        entries(&imported),
        [
            "1|1095012R0012T|GB/T 25647-2010|电子政务术语|已颁|国家标准|2011-04-01|SAC/TC 28",
            "2|1095012P0033T|服务术语|拟编|行业标准|公安部",
        ]
    );
    assert_eq!(reported(&imported), ["16 标准号 | 页数", "18 GB/T 1 | 3"]);
    for line in [
        "title    = \"政务服务标准体系\"",
        "title = \"基础标准\"",
        "code      = \"12\"",
    ] {
        assert!(imported.text.contains(line), "{line}\n{}", imported.text);
    }
}

/// A page as it is in the web: cells without ends, spans, a script, a table that is for layout.
/// Cells that reach down over several rows make one entry of them: what may be several is joined, and the rest is told.
#[test]
fn rows_below_merged_cells_are_more_of_the_entry_above() {
    let page = Source {
        name: "page.html".to_owned(),
        bytes: "<table><tr><th>标准号<th>标准名称<th>代替标准<th>备注\
            <tr><td rowspan=3>GB/T 1-2020<td rowspan=3>甲<td>GB/T 1-2000<td>注\
            <tr><td>GB/T 2-2000<td>注\
            <tr><td>GB/T 3-2000<td>另注\
            <tr><td>GB/T 4-2020<td>乙<td>GB/T 4-2000<td></table>"
            .as_bytes()
            .to_vec(),
    };
    let imported = run(&[page], &options(), 4);
    assert_eq!((imported.tally.entries, imported.tally.joined), (2, 2));
    let joined = "[\"GB/T 1-2000\", \"GB/T 2-2000\", \"GB/T 3-2000\"]";
    assert!(imported.text.contains(joined), "{}", imported.text);
    assert!(imported.text.contains("\"注\""), "{}", imported.text);
    let told = reported(&imported);
    assert!(matches!(&told[..], [one] if one.ends_with("另注")), "{told:?}");
}

#[test]
fn tables_of_pages_are_read() {
    let imported = run(&[file("page.html")], &options(), 3);
    assert_eq!(
        entries(&imported),
        [
            "1|1095011R0012T|GB/T 30850（所有部分）|电子政务标准化指南|2015-02-01",
            "2|1095011R0022T|GB/T 1-2015|甲 & 乙|2015-02-01",
        ]
    );
    assert_eq!(reported(&imported), ["T2!1 导航 | 联系我们 | x"]);
    let lines = essence(&imported.text, &[]);
    for line in ["title = \"政务服务标准体系\"", "title = \"基础标准\"", "id = \"A.1\""] {
        assert!(lines.iter().any(|other| other == line), "{line}\n{}", imported.text);
    }
    // What is called a workbook may be a page.
    let page = Source {
        name: "page.xls".to_owned(),
        ..file("page.html")
    };
    assert_eq!(run(&[page], &options(), 3).text, imported.text);
    // What would take minutes is refused.
    let deep = Source {
        name: "deep.htm".to_owned(),
        bytes: "<div>".repeat(100_000).into_bytes(),
    };
    assert!(problem(&[deep], &options()).contains("too deep"));
}

/// What would take gigabytes or end the process is refused, quickly.
#[test]
fn hostile_files_are_refused() {
    for (name, expected) in [
        ("wide.xlsx", "more than 4000000 cells"),
        ("many.xlsx", "damaged"),
        ("cut.xlsx", "damaged"),
        ("encrypted.xlsx", "password"),
    ] {
        let told = problem(&[file(name)], &options());
        assert!(told.contains(expected) && told.starts_with(name), "{name}: {told}");
    }
    // A single cell far away is a row like any other.
    let imported = run(&[file("far.xlsx")], &options(), 2);
    assert_eq!(reported(&imported), ["Sheet1!1048576 1"]);
    // Entities are not made larger than they are.
    assert_eq!(run(&[file("entity.xlsx")], &options(), 1).tally.entries, 1);
    let small = Options {
        max_unpacked: 4096,
        ..options()
    };
    for name in ["calendar.xlsx", "open.ods"] {
        assert!(problem(&[file(name)], &small).contains("--max-unpacked"));
    }
    let other = |name: &str| Source {
        name: name.to_owned(),
        bytes: b"\0\x01garbage".to_vec(),
    };
    for (name, expected) in [
        ("a.xlsx", "damaged"),
        ("a.xls", "damaged"),
        ("a.ods", "damaged"),
        ("a.doc", ".docx"),
        ("a.WPS", ".docx"),
        ("a.et", ".xlsx"),
        ("a.exe", "cannot be imported"),
        ("a.csv", "no table headings"),
        ("a.txt", "no table headings"),
    ] {
        let told = problem(&[other(name)], &options());
        assert!(told.contains(expected), "{name}: {told}");
    }
}

/// Quirks of public lists by their numbers in the list of them, a small list each: what comes of its rows, and what is reported.
#[test]
fn quirks_of_public_lists_are_read() {
    let cases: &[(&str, &str, &[&str], &[&str])] = &[
        (
            "Q4: a dash, a slash and a blank are nothing",
            "标准号,标准名称,实施日期,备注\nGB/T 1-2020,甲,-,/\nGB/T 2-2020,乙,,——\n",
            &["1|GB/T 1-2020|甲", "2|GB/T 2-2020|乙"],
            &[],
        ),
        (
            "Q5: a plan in the column of numbers",
            "标准编号,标准名称\n20000376-T-524,甲\nGB/T 2-2020,乙\n",
            &["1|20000376-T-524|甲", "2|GB/T 2-2020|乙"],
            &[],
        ),
        (
            "Q6: number and year in two columns",
            "标准编号,标准年份,标准名称\nGB/T 1,2020,甲\nGB/T 2-2021,2021,乙\n",
            &["1|GB/T 1-2020|甲", "2|GB/T 2-2021|乙"],
            &[],
        ),
        (
            "Q7: several numbers in a cell",
            "标准编号,标准名称,代替标准\nGB/T 1-2020,甲,\"GB/T 1-2010，GB/T 2-2010\"\n",
            &["1|GB/T 1-2020|甲|[\"GB/T 1-2010\", \"GB/T 2-2010\"]"],
            &[],
        ),
        (
            "Q8: days in other forms, and none",
            "标准编号,标准名称,实施日期\nGB/T 1-2014,甲,2014/9/3\nGB/T 2-2014,乙,1409673600000\nGB/T 3-2014,丙,发布后6个月\n",
            &[
                "1|GB/T 1-2014|甲|2014-09-03",
                "2|GB/T 2-2014|乙|2014-09-03",
                "3|GB/T 3-2014|丙",
            ],
            &["C4 发布后6个月"],
        ),
        (
            "Q9: spellings are left for the linter",
            "标准编号,标准名称\nGBT50430-2017,甲　乙\nDB12∕T 1429-2025,（丙）\nＧＢ/T 3-2020,丁\nGB T 11017.1-2014,戊\nQGDW 12374-2023,己\nDB63/T?1383,庚\n",
            &[
                "1|GBT50430-2017|甲　乙",
                "2|DB12∕T 1429-2025|（丙）",
                "3|ＧＢ/T 3-2020|丁",
                "4|GB T 11017.1-2014|戊",
                "5|QGDW 12374-2023|己",
                "6|DB63/T?1383|庚",
            ],
            &[],
        ),
        (
            "Q3: a sub-heading in the first cell, below which the numbers run on",
            "序号,标准编号,标准名称\n1,GB/T 1-2020,甲\n信息安全综合,,\n2,GB/T 2-2020,乙\n",
            &["1|GB/T 1-2020|甲", "2|GB/T 2-2020|乙|信息安全综合"],
            &[],
        ),
        (
            "Q10: what stands behind a number is left for the linter",
            "标准编号,标准名称\nDLT 5103-2012 35,甲\nDLT 5149-2001 220-550,乙\n",
            &["1|DLT 5103-2012 35|甲", "2|DLT 5149-2001 220-550|乙"],
            &[],
        ),
        (
            "Q11: the number in a title, or in the name of a file",
            "序号,标准名称\n1,《供配电系统设计规范》（GB50052-2009）.pdf\n2,01-SY/T 5132.pdf\n3,术语（第2版）\n",
            &["1|GB50052-2009|供配电系统设计规范", "2|SY/T 5132", "3|术语（第2版）"],
            &[],
        ),
        (
            "Q12: a committee in brackets",
            "标准编号,标准名称,归口单位\nGB/T 1-2020,甲,全国照明电器标准化技术委员会(TC224)\n",
            &["1|GB/T 1-2020|甲|全国照明电器标准化技术委员会(TC224)"],
            &[],
        ),
        (
            "Q13: a title in two languages",
            "标准编号,标准名称\nGB/T 1-2020,\"信息技术 词汇 \nInformation technology\nVocabulary\"\n",
            &["1|GB/T 1-2020|信息技术 词汇Information technology Vocabulary"],
            &[],
        ),
        (
            "Q14: rows go on below any number of blank ones",
            "标准编号,标准名称\nGB/T 1-2020,甲\n,\n,\n,\n,\n,\n,\n,\nGB/T 2-2020,乙\n",
            &["1|GB/T 1-2020|甲", "2|GB/T 2-2020|乙"],
            &[],
        ),
        (
            "Q17: a caption that continues its table, the year apart",
            "表A.9 术语标准明细表\n标准编号,标准年份,标准名称\nGB/T 1,2020,甲\n表A.9 （续）\n标准编号,标准年份,标准名称\nGB/T 2,2021,乙\n",
            &["1|GB/T 1-2020|甲", "2|GB/T 2-2021|乙"],
            &[],
        ),
        (
            "a row longer than its head, a row of nothing known, a total",
            "序号,标准编号,标准名称\n1,GB/T 1-2020,甲,多余\n,,,\n2,,\n合计,,\n3,GB/T 3-2020,乙\n",
            &["1|GB/T 1-2020|甲", "3|GB/T 3-2020|乙"],
            &["D2 多余", "4 2", "5 合计"],
        ),
        (
            "the head is not the first row",
            "XX系统标准明细\n编制单位：甲,日期：2020年\n\n序号,标准编号,标准名称\n1,GB/T 1-2020,甲\n",
            &["1|GB/T 1-2020|甲"],
            &["1 XX系统标准明细", "2 编制单位：甲 | 日期：2020年"],
        ),
        (
            "Q1: the head again on the next page, within one table",
            "序号,标准编号,标准名称\n1,GB/T 1-2020,甲\n序号,标准编号,标准名称\n2,GB/T 2-2020,乙\n",
            &["1|GB/T 1-2020|甲", "2|GB/T 2-2020|乙"],
            &[],
        ),
        (
            "two columns for one thing, which agree or do not",
            "标准号,标准(计划)号,计划号,标准名称\nGB/T 1-2020,GB/T 1-2020,,甲\n201650163,,201650164,乙\n",
            &["1|GB/T 1-2020|甲", "2|201650163|乙"],
            &["C3 201650164"],
        ),
        (
            "Q15: laws among the standards",
            "标准编号,标准名称,标准级别\n主席令第81号,某法,法律\n",
            &["1|主席令第81号|某法|法律"],
            &[],
        ),
        (
            "Q2: a cell over several lines",
            "标准编号,标准名称\n\"GB/T 1-\n2020\",\"信息技术\n词汇\"\n",
            &["1|GB/T 1-2020|信息技术词汇"],
            &[],
        ),
    ];
    for (what, text, expected, reports) in cases {
        let lines = import::import(&[csv(text)], &options()).unwrap().tally.rows;
        let imported = run(&[csv(text)], &options(), lines);
        assert_eq!(entries(&imported), *expected, "{what}");
        assert_eq!(reported(&imported), *reports, "{what}");
        // The same in other encodings and with tabs.
        let tabs = Source {
            name: "LIST.TSV".to_owned(),
            bytes: encoding_rs::GB18030.encode(&text.replace(',', "\t")).0.into_owned(),
        };
        assert_eq!(entries(&run(&[tabs], &options(), lines)), *expected, "{what}");
    }
}

/// How many rows come in is counted by hand, once for each sort of row.
#[test]
fn every_row_is_counted_once() {
    let text = "标题\n甲,乙\n\n序号,标准编号,标准名称\n小标题\n1,GB/T 1-2020,甲\n2,,\n注：无\n共计,2,\n";
    // Above the head two, below it an entry, a number alone, a note and a total; the sub-heading is none.
    let imported = run(&[csv(text)], &options(), 6);
    assert_eq!((imported.tally.entries, imported.tally.reported), (1, 5));
    assert!(imported.text.contains("group    = \"小标题\""), "{}", imported.text);
}

/// What names no entry is no part of one.
#[test]
fn a_sub_heading_without_entries_is_reported() {
    let head = "序号,标准编号,标准名称\n";
    for (rows, entries, reports) in [
        ("1,GB/T 1-2020,甲\n某\n", 1, 1),
        ("某\n又\n1,GB/T 1-2020,甲\n", 1, 1),
        ("某\n注：无\n", 0, 2),
        ("某\n1,GB/T 1-2020,甲\n又\n2,GB/T 2-2020,乙\n", 2, 0),
    ] {
        let imported = run(&[csv(&format!("{head}{rows}"))], &options(), entries + reports);
        let tally = (imported.tally.entries, imported.tally.reported);
        assert_eq!(tally, (entries, reports), "{rows}: {}", imported.text);
    }
}

/// Q14 and Q16.
#[test]
fn structure_columns_are_carried_down_and_paths_taken_apart() {
    let text = "子体系,细目,标准编号,标准名称\n基础,术语,GB/T 1-2020,甲\n,,GB/T 2-2020,乙\n,框架,GB/T 3-2020,丙\n保障,,GB/T 4-2020,丁\n基础,术语,GB/T 5-2020,戊\n";
    let imported = run(&[csv(text)], &options(), 5);
    let tables: Vec<Vec<String>> = imported
        .text
        .split("[[table]]\n")
        .skip(1)
        .map(|table| {
            table
                .lines()
                .filter(|line| line.starts_with("title"))
                .map(ToOwned::to_owned)
                .collect()
        })
        .collect();
    let titles =
        |table: &[&str]| -> Vec<String> { table.iter().map(|title| format!("title    = \"{title}\"")).collect() };
    let entry = |title: &str| format!("title    = \"{title}\"");
    assert_eq!(
        tables[0],
        [titles(&["术语"]), vec![entry("甲"), entry("乙"), entry("戊")]].concat()
    );
    assert_eq!(tables[1], [titles(&["框架"]), vec![entry("丙")]].concat());
    // Below a new subsystem the category of the one above is not carried on.
    assert_eq!(tables[2], [titles(&["保障"]), vec![entry("丁")]].concat());
    // Where each row says it, a blank cell says nothing.
    let text =
        "子体系,细目,标准编号,标准名称\n基础,术语,GB/T 1-2020,甲\n基础,术语,GB/T 2-2020,乙\n,其他,GB/T 3-2020,丙\n";
    let imported = run(&[csv(text)], &options(), 3);
    assert!(
        imported.text.contains("title     = \"其他\"\nsubsystem = \"list\""),
        "{}",
        imported.text
    );
    let path = "分类,标准编号,标准名称\n1、发电/光伏发电/1、勘测设计,GB/T 1-2020,甲\n";
    let imported = run(&[csv(path)], &options(), 1);
    let lines = essence(&imported.text, &[]);
    for line in [
        "title = \"发电\"",
        "parent = \"发电\"",
        "title = \"勘测设计\"",
        "subsystem = \"光伏发电\"",
    ] {
        assert!(lines.iter().any(|other| other == line), "{line}\n{}", imported.text);
    }
}

#[test]
fn headings_can_be_mapped_and_the_head_can_be_pointed_at() {
    let text = "file name,提取标准号,页数\n甲,GB/T 1-2020,12\n";
    assert!(problem(&[csv(text)], &options()).contains("--header-row"));
    let imported = run(&[csv(text)], &map(&[("file name", "title"), ("页数", "-")]), 1);
    assert_eq!(entries(&imported), ["1|GB/T 1-2020|甲"]);
    assert_eq!(imported.reports, []);
    let two = "标准编号,标准名称\n标准号,标准名称\nGB/T 1-2020,甲\n";
    let pointed = Options {
        header_row: Some(2),
        ..options()
    };
    assert_eq!(reported(&run(&[csv(two)], &pointed, 2)), ["1 标准编号 | 标准名称"]);
    let conflict = problem(&[csv("标准编号,标准名称,中文名称\n")], &options());
    assert!(
        conflict.contains("B1 “标准名称” and C1 “中文名称” both map to title"),
        "{conflict}"
    );
    let unknown = problem(&[csv(text)], &map(&[("页数", "pages")]));
    assert!(unknown.contains("pages in --map"), "{unknown}");
}

#[test]
fn what_is_not_sure_is_said() {
    let imported = run(
        &[csv("标准编号,标准名称,主管部门,ICS\nGB/T 1-2020,甲,工信部,35\n")],
        &options(),
        1,
    );
    let notes = notes(&imported);
    for expected in [
        "C1 “主管部门” was read as owner",
        "D1 “ICS” matches no key; its content was written as comments",
        "no column for: code, status, level",
        "no name of the standards system was found; the file name was used",
        "the file names no subsystem; everything was put into “list”",
        "the codes of the categories are unknown; they were numbered in order",
    ] {
        assert!(notes.iter().any(|note| note == expected), "{expected}: {notes:?}");
    }
    assert_eq!(reported(&imported), ["D2 ICS：35"]);
}

/// Two documents may each have a table 1; one that goes on in the next file is one table.
#[test]
fn tables_of_several_files_are_told_apart_by_their_captions() {
    let part = |name: &str, caption: &str, number: u32| Source {
        name: name.to_owned(),
        bytes: format!("{caption}\n标准号,标准名称\nGB/T {number}-2020,甲{number}\n").into_bytes(),
    };
    let first = part("a.csv", "表1 术语标准明细表", 1);
    let other = run(&[first.clone(), part("b.csv", "表1 框架标准明细表", 2)], &options(), 2);
    assert_eq!(other.tables, 2);
    let same = run(&[first.clone(), part("b.csv", "表1（续）", 2)], &options(), 2);
    assert_eq!((same.tables, reported(&same)), (1, Vec::new()));
    let alike = run(&[first, part("b.csv", "表1 术语标准明细表", 2)], &options(), 2);
    assert_eq!(alike.tables, 2);
    // Nor do the clauses of one file say anything of the next.
    let page = |name: &str, text: &str| Source {
        name: name.to_owned(),
        bytes: format!(
            "{text}\n| 标准号 | 标准名称 |\n|---|---|\n| GB/T {}-2020 | 甲 |\n",
            text.len()
        )
        .into_bytes(),
    };
    let pages = [page("a.md", "# 5 技术标准\n\n## 5.1 数据\n"), page("b.md", "")];
    assert_eq!(run(&pages, &options(), 2).tables, 2);
}

#[test]
fn a_list_of_several_categories_is_parted_by_its_codes() {
    let text = "标准代码,标准号,标准名称\n1095011R0012T,GB/T 1-2020,甲\n2095021R0012T,GB/T 2-2020,乙\n1095011R0022T,GB/T 3-2020,丙\n";
    let imported = run(&[csv(text)], &options(), 3);
    assert_eq!((imported.tables, imported.categories), (2, 2));
    assert!(imported.text.contains("code      = \"21\""));
    // A table that has a caption is none of those that come of the list.
    let named = Source {
        name: "a.csv".to_owned(),
        ..csv("表A.1 术语标准明细表\n标准代码,标准名称\n1095011R0032T,丁\n")
    };
    let imported = run(&[named, csv(text)], &options(), 4);
    assert_eq!(imported.tables, 3, "{}", imported.text);
    let told = "put into 2 tables by the categories in the codes".to_owned();
    assert!(notes(&imported).contains(&told), "{:?}", notes(&imported));
}

/// What stands in a cell can neither silence a rule nor open a table.
#[test]
fn hostile_texts_are_inert() {
    let text = "标准号,标准名称,stdreg: ignore-file[ALL]\nGB/T 1-2020,\"甲\"\" # [[table]]\\\u{1b}[31m\",\"# stdreg: ignore-file[ALL]\n[[table]]\"\n";
    let imported = run(&[csv(text)], &options(), 1);
    let register = load_one(&imported.text);
    assert!(
        check(&register, TODAY)
            .iter()
            .any(|diagnostic| diagnostic.rule.name == "missing-key")
    );
    assert_eq!(register.tables().len(), 1);
}

/// Cells of any sort, in any order, in any form: nothing panics, no row is lost, and what is written reads.
#[test]
fn no_list_loses_a_row() {
    const CELLS: &[&str] = &[
        "序号",
        "标准代码",
        "标准(计划)号",
        "标准名称",
        "标准状态",
        "实施日期",
        "备注",
        "子体系",
        "细目",
        "表号",
        "统计项",
        "应有数",
        "现有数",
        "表A.4 数据元标准明细表",
        "表A.4（续）",
        "A.1 基础标准",
        "一、保障",
        "合计",
        "共计",
        "注：无",
        "1",
        "2.0",
        "-",
        "",
        "",
        "",
        "2015年2月1日",
        "1095011R0012T",
        "2095021P1013T",
        "GB/T 1-2020",
        "201650163",
        "已颁",
        "国家标准",
        "名称\n折行",
        "“引号”\"",
        "#REF!",
        "甲/乙/丙",
        "\u{0}\u{7}",
        "# stdreg: ignore-file[ALL]",
        "[[table]]",
        "＝",
        "国家标准 3 2 66.7%",
    ];
    let cell = prop::sample::select(CELLS);
    let row = prop::collection::vec(cell, 1..6);
    let rows = prop::collection::vec(row, 0..14);
    let mut runner = proptest::test_runner::TestRunner::new(proptest::test_runner::Config {
        cases: 120,
        failure_persistence: None,
        ..Default::default()
    });
    let found = runner.run(&rows, |rows| {
        let head = "序号,标准代码,标准号,标准名称,备注\n";
        let quoted = |cell: &&str| format!("\"{}\"", cell.replace('"', "\"\""));
        let line = |row: &Vec<&str>| row.iter().map(quoted).collect::<Vec<_>>().join(",");
        let list: String = rows.iter().map(|row| line(row) + "\n").collect();
        let blanks: String = rows.iter().map(|row| row.join(" ") + "\n").collect();
        let bars: String = rows.iter().map(|row| format!("| {} |\n", row.join(" | "))).collect();
        let cells: String = rows
            .iter()
            .map(|row| format!("<tr><td>{}", row.join("<td rowspan=2>")))
            .collect();
        for (name, text) in [
            ("a.csv", format!("{head}{list}")),
            ("a.csv", format!("{list}{head}")),
            ("a.txt", format!("{}{blanks}", head.replace(',', " "))),
            (
                "a.md",
                format!("|序号|标准代码|标准号|标准名称|备注|\n|-|-|-|-|-|\n{bars}"),
            ),
            (
                "a.html",
                format!("<table><tr><td>标准号<td>标准名称<td>备注</tr>{cells}</table>"),
            ),
        ] {
            let source = Source {
                name: name.to_owned(),
                bytes: text.into_bytes(),
            };
            if let Ok(imported) = import::import(std::slice::from_ref(&source), &options()) {
                run(&[source], &options(), imported.tally.rows);
            }
        }
        Ok(())
    });
    found.unwrap();
}

struct Run {
    out: String,
    err: String,
    code: i32,
}

fn stdreg(folder: &Path, arguments: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stdreg"));
    command
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .env("LC_ALL", "C");
    let output = command.output().unwrap();
    Run {
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
        code: output.status.code().unwrap(),
    }
}

#[test]
fn the_command_says_what_came_of_it_and_overwrites_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    std::fs::write(folder.join("a.csv"), "标准号,标准名称\nGB/T 1-2020,甲\n").unwrap();
    std::fs::write(folder.join("b.csv"), "标准号,标准名称,x\nGB/T 1-2020,甲,乙\n").unwrap();
    std::fs::write(folder.join("c.csv"), "标准号,\"标准名称\nGB/T 1-2020,甲\n").unwrap();
    // All placed: 0. To standard output unless a file is named.
    let run = stdreg(folder, &["import", "a.csv"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.out.starts_with("[register]\n")
            && run
                .err
                .starts_with("one row read: one entry, 0 rows of statistics, 0 joined"),
        "{}",
        run.err
    );
    let dash = stdreg(folder, &["import", "a.csv", "-o", "-"]);
    assert_eq!((dash.code, &dash.out, &dash.err), (0, &run.out, &run.err));
    assert!(!folder.join("-").exists());
    let written = stdreg(folder, &["import", "a.csv", "-o", "register.toml", "-q"]);
    assert_eq!((written.code, written.out.as_str(), written.err.as_str()), (0, "", ""));
    assert_eq!(std::fs::read_to_string(folder.join("register.toml")).unwrap(), run.out);
    // Something was not: 1, and the address says what.
    let run = stdreg(folder, &["import", "b.csv"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("  C2: no key for this column: x：乙"), "{}", run.err);
    // What is there is kept, unless it may be written over.
    let run = stdreg(folder, &["import", "b.csv", "-o", "register.toml"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("--force"), "{}", run.err);
    let run = stdreg(
        folder,
        &["import", "b.csv", "-o", "register.toml", "--force", "--lang", "zh"],
    );
    assert_eq!(run.code, 1);
    assert!(
        run.err.contains("未能导入 1 处") && run.err.contains("C2：没有对应键的列：x：乙"),
        "{}",
        run.err
    );
    let text = std::fs::read_to_string(folder.join("register.toml")).unwrap();
    assert!(text.contains("# 未导入 C2：没有对应键的列：x：乙\n"), "{text}");
    // Nothing that can be read: 2, and nothing is written.
    for wrong in [
        &["import", "c.csv", "-o", "c.toml"][..],
        &["import", "none.csv", "-o", "c.toml"],
        &["import", "a.csv", "c.csv", "-o", "c.toml"],
        &["import", "a.csv", "-o", "c.toml", "--scheme", "none.toml"],
        &["import", "a.csv", "-o", "c.toml", "--encoding", "klingon"],
        &["import", "a.csv", "-o", "c.toml", "--map", "标准号"],
    ] {
        let run = stdreg(folder, wrong);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{wrong:?}");
        assert!(run.err.starts_with("error: "), "{}", run.err);
    }
    assert!(!folder.join("c.toml").exists());
    assert!(
        stdreg(folder, &["import", "c.csv"])
            .err
            .contains("the quote opened in line 1")
    );
}

/// A PDF is read by pdftotext, and where that is not there, that is said.
#[cfg(unix)]
#[test]
fn a_pdf_is_read_by_pdftotext() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    std::fs::write(folder.join("-a.PDF"), "%PDF-1.4").unwrap();
    let run = |path: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_stdreg"));
        command
            .args(["import", "--", "-a.PDF"])
            .current_dir(folder)
            .stdin(Stdio::null())
            .env("LC_ALL", "C")
            .env("PATH", path);
        command.output().unwrap()
    };
    let missing = run("/nowhere");
    assert_eq!(missing.status.code(), Some(2));
    assert!(String::from_utf8(missing.stderr).unwrap().contains("poppler-utils"));
    let program = folder.join("pdftotext");
    let seed = self::folder().join("seed.txt");
    let script = format!(
        "#!/bin/sh\ntest -f \"$4\" && while IFS= read -r line; do echo \"$line\"; done < '{}'\n",
        seed.display()
    );
    std::fs::write(&program, script).unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    let done = run(folder.to_str().unwrap());
    assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
    assert_eq!(
        String::from_utf8(done.stdout)
            .unwrap()
            .matches("[[table.entry]]")
            .count(),
        102
    );
}

#[test]
fn the_scheme_may_be_the_registers_own() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let scheme = "[scheme]\nid = \"X\"\ntitle = \"x\"\n[[layer]]\nname = \"category\"\ntitle = \"c\"\nwidth = 2\nchars = \"digit\"\nrole = \"category\"\n[[layer]]\nname = \"sequence\"\ntitle = \"s\"\nwidth = 3\nchars = \"digit\"\nrole = \"sequence\"\n";
    std::fs::create_dir(folder.join("out")).unwrap();
    std::fs::write(folder.join("out/x.scheme.toml"), scheme).unwrap();
    std::fs::write(folder.join("a.csv"), "标准代码,标准名称\n10001,甲\n10002,乙\n").unwrap();
    let arguments = [
        "import",
        "a.csv",
        "-o",
        "out/register.toml",
        "--scheme",
        "out/x.scheme.toml",
    ];
    let run = stdreg(folder, &arguments);
    assert_eq!(run.code, 0, "{}", run.err);
    let text = std::fs::read_to_string(folder.join("out/register.toml")).unwrap();
    assert!(
        text.contains("scheme = \"./x.scheme.toml\"") && text.contains("code      = \"10\""),
        "{text}"
    );
    assert!(
        text.contains("block    = \"001-099\"") && !text.contains("class"),
        "{text}"
    );
    let check = stdreg(folder, &["check", "out", "--select", "T008,C,L"]);
    assert_eq!(check.code, 0, "{}{}", check.out, check.err);
}
