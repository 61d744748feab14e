//! `stdreg export` of documents, and into workbooks of the user's own.
#![cfg(feature = "office")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail"
)]

#[path = "office/ranges.rs"]
mod ranges;

use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use calamine::{Data, Reader as _, Xlsx};
use rust_xlsxwriter::{Format, Workbook};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

fn seed() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/registers/internet-plus")
}

/// Runs stdreg; gives the exit code, standard output and standard error.
fn run(folder: &Path, arguments: &[&str]) -> (i32, Vec<u8>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stdreg"));
    let output = command
        .args(arguments)
        .args(["--lang", "zh"])
        .current_dir(folder)
        .output()
        .unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    (output.status.code().unwrap(), output.stdout, told)
}

fn part(package: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(package)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn is_xml(text: &str) -> bool {
    let mut reader = quick_xml::Reader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => break,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
    let is_allowed = |c: char| (c >= ' ' && !matches!(c, '\u{FFFE}' | '\u{FFFF}')) || "\t\r\n".contains(c);
    text.chars().all(is_allowed)
}

/// The numbers that an attribute has in a text.
fn numbers<'t>(text: &'t str, before: &'t str) -> impl Iterator<Item = usize> + 't {
    text.split(before)
        .skip(1)
        .map(|rest| rest[..rest.find('"').unwrap()].parse().unwrap())
}

#[test]
fn a_document_is_as_a_standard_sets_it() {
    let (code, first, told) = run(&seed(), &["export", "-f", "docx"]);
    assert_eq!((code, told.as_str()), (0, ""));
    let document = part(&first, "word/document.xml");
    assert!(is_xml(&document));
    // 18 detail tables, in which are five sub-headings, and two of statistics: each has a head that is repeated, and no row is torn.
    assert_eq!(document.matches("<w:tbl>").count(), 20);
    assert_eq!(document.matches("<w:tblHeader/>").count(), 20);
    assert_eq!(
        document.matches("<w:tr>").count(),
        document.matches("<w:cantSplit/>").count()
    );
    assert_eq!(document.matches("<w:tr>").count(), 20 + 102 + 8 + 5);
    for text in [
        "表A.1　标准化指南标准明细表",
        "A.2.1　数据资源",
        "数据元标准明细见表A.4。",
        "附　录　A",
        "表B.1　“互联网+公安政务服务”标准统计表",
    ] {
        assert!(document.contains(&format!(">{text}</w:t>")), "{text}");
    }
    // The detail tables lie across, what stands before and after them does not, and no table is wider than its page.
    assert_eq!(document.matches("<w:sectPr>").count(), 3);
    assert_eq!(document.matches("w:orient=\"landscape\"").count(), 1);
    let details = &document[document.find("表A.1").unwrap()..document.find("w:orient").unwrap()];
    let widths: Vec<usize> = numbers(details, "<w:tblW w:w=\"").collect();
    assert!(
        widths.iter().all(|width| (13_000..=16_838 - 2_552).contains(width)),
        "{widths:?}"
    );
    // The structure: a box for each subsystem, category and table, and for the register.
    assert_eq!(document.matches("prst=\"rect\"").count(), 1 + 3 + 11 + 18);
    assert!(part(&first, "word/header1.xml").contains("GA/T XXXXX—XXXX"));
    assert!(
        first == run(&seed(), &["export", "-f", "docx"]).1,
        "the same register, the same bytes"
    );
}

#[test]
fn parts_and_tables_are_chosen() {
    let of = |arguments: &[&str]| {
        let all: Vec<&str> = ["export", "-f", "docx"].iter().chain(arguments).copied().collect();
        part(&run(&seed(), &all).1, "word/document.xml")
    };
    let one = of(&["--table", "A.4"]);
    assert_eq!(
        (one.matches("<w:tbl>").count(), one.contains("<w:drawing>")),
        (1, false)
    );
    let figures = of(&["--only", "statistics"]);
    assert_eq!(
        (figures.matches("<w:tbl>").count(), figures.contains("附　录　A")),
        (2, false)
    );
    assert_eq!(of(&["--only", "structure"]).matches("<w:tbl>").count(), 0);
}

#[test]
fn a_document_comes_back_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let document = folder.path().join("a.docx");
    let to = document.to_str().unwrap();
    assert_eq!(run(&seed(), &["export", "-f", "docx", "-o", to]).0, 0);
    let (code, _, told) = run(folder.path(), &["import", "a.docx", "-o", "register.toml"]);
    assert_eq!(code, 0, "{told}");
    let before = run(&seed(), &["export", "-f", "csv"]).1;
    assert_eq!(run(folder.path(), &["export", "-f", "csv"]).1, before);
    let figures = |folder: &Path| run(folder, &["export", "-f", "csv", "--only", "statistics"]).1;
    assert_eq!(figures(folder.path()), figures(&seed()));
}

#[test]
fn hostile_texts_are_texts() {
    let folder = tempfile::tempdir().unwrap();
    let text = "</w:t><w:br/> & \\\"x\\\" \\u0000\\u0001\\u001b\\uFFFE";
    let register = format!(
        "[register]\ntitle = \"{text}\"\nstandard = \"{text}\"\n[[subsystem]]\ntitle = \"{text}\"\n[[category]]\ncode = \"1\"\ntitle = \"{text}\"\nsubsystem = \"{text}\"\n\
         [[table]]\nid = \"{text}\"\ntitle = \"{text}\"\ncategory = \"1\"\n[[table.entry]]\ntitle = \"{text}\"\ngroup = \"{text}\"\n\
         [[statistics]]\nby = \"level\"\ntitle = \"{text}\"\nrows = [{{ item = \"{text}\", expected = 1, existing = 1 }}]\n"
    );
    fs::write(folder.path().join("register.toml"), register).unwrap();
    let bytes = run(folder.path(), &["export", "-f", "docx"]).1;
    for name in ["word/document.xml", "word/header1.xml", "docProps/core.xml"] {
        assert!(is_xml(&part(&bytes, name)), "{name}");
    }
    assert!(part(&bytes, "word/document.xml").contains("&lt;/w:t&gt;&lt;w:br/&gt; &amp; &quot;x&quot;"));
}

#[test]
fn what_no_page_holds_as_boxes_is_a_list() {
    let folder = tempfile::tempdir().unwrap();
    let mut register = "[register]\ntitle = \"甲\"\n".to_owned();
    for number in 0..90 {
        register.push_str(&format!("[[subsystem]]\ntitle = \"分类{number}\"\n"));
    }
    fs::write(folder.path().join("register.toml"), &register).unwrap();
    let document = || {
        part(
            &run(folder.path(), &["export", "-f", "docx", "--only", "structure"]).1,
            "word/document.xml",
        )
    };
    // Higher than a page: cut between boxes.
    let cut = document();
    let drawings = cut.matches("<w:drawing>").count();
    assert!((2..6).contains(&drawings), "{drawings}");
    assert_eq!(
        (cut.matches("prst=\"rect\"").count(), cut.matches("（续）").count()),
        (91, drawings - 1)
    );
    assert!(numbers(&cut, "<wp:extent cx=\"").all(|width| width < 9_000 * 635));
    assert!(numbers(&cut, "cy=\"").all(|height| height < 14_286 * 635));
    // Deeper than a page is wide: a list.
    for number in 1..90 {
        let (own, above) = (format!("\"分类{number}\"\n"), number - 1);
        register = register.replace(&own, &format!("{own}parent = \"分类{above}\"\n"));
    }
    fs::write(folder.path().join("register.toml"), register).unwrap();
    let list = document();
    assert!(!list.contains("<w:drawing>") && list.contains("分类89</w:t>"));
}

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
const R: &str = "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const TYPES: &str = "<Types>application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml</Types>";
const STYLES: &str = "<w:style w:type=\"paragraph\" w:styleId=\"1\"><w:name w:val=\"heading 1\"/></w:style><w:style w:type=\"character\" w:styleId=\"c\"><w:name w:val=\"caption\"/></w:style>";

#[test]
fn a_template_keeps_all_but_its_text() {
    let folder = tempfile::tempdir().unwrap();
    let section = "<w:sectPr w:rsidR=\"1\"><w:headerReference r:id=\"rId7\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:left=\"800\" w:right=\"800\"/><w:pgNumType w:start=\"5\"/></w:sectPr>";
    let before = format!("<w:document {W} {R} xmlns:mine=\"x\"><w:background/><w:body>");
    let old =
        "<w:p><w:pPr><w:sectPr><w:pgSz w:w=\"1\"/></w:sectPr></w:pPr><w:r><w:t>旧的正文</w:t></w:r></w:p><w:tbl/>";
    let template = package(&[
        ("[Content_Types].xml", TYPES),
        (
            "word/document.xml",
            &format!("{before}{old}{section}</w:body></w:document>"),
        ),
        ("word/styles.xml", &format!("<w:styles {W}>{STYLES}</w:styles>")),
        ("word/header7.xml", "页眉"),
        ("customXml/a.bin", "\u{1}"),
    ]);
    fs::write(folder.path().join("t.dotx"), &template).unwrap();
    let template = folder.path().join("t.dotx");
    let (code, bytes, told) = run(
        &seed(),
        &["export", "-f", "docx", "--template", template.to_str().unwrap()],
    );
    assert_eq!((code, told.as_str()), (0, ""));
    assert_eq!(
        (
            part(&bytes, "word/header7.xml").as_str(),
            part(&bytes, "customXml/a.bin").as_str()
        ),
        ("页眉", "\u{1}")
    );
    assert!(part(&bytes, "[Content_Types].xml").contains("wordprocessingml.document.main+xml"));
    let document = part(&bytes, "word/document.xml");
    assert!(is_xml(&document) && document.starts_with(&before) && !document.contains("旧的正文"));
    // All sections have its header; one lies across; the first alone says where page numbers begin.
    assert_eq!(document.matches("<w:headerReference r:id=\"rId7\"/>").count(), 3);
    assert_eq!(document.matches("<w:pgNumType").count(), 1);
    assert!(document.contains("<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>"));
    assert!(document.ends_with(&format!(
        "{}</w:body></w:document>",
        section.replace("<w:pgNumType w:start=\"5\"/>", "")
    )));
    // Styles are known by their names: the ids are in the language of Word. That of a character is none of a paragraph.
    assert!(document.contains("<w:pStyle w:val=\"1\"/><w:keepNext/><w:numPr>") && !document.contains("w:val=\"c\""));
    assert!(numbers(&document, "<w:tblW w:w=\"").any(|width| width > 14_286));
}

#[test]
fn templates_that_cannot_be_used_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let document = |root: &str| {
        package(&[
            ("[Content_Types].xml", "<Types/>"),
            ("word/document.xml", root),
            ("word/styles.xml", "<a/>"),
        ])
    };
    let macros = package(&[
        ("[Content_Types].xml", "<Types>macroEnabled</Types>"),
        ("word/document.xml", "<a/>"),
    ]);
    let strict = "<w:document xmlns:w=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"><w:body/></w:document>";
    for (name, bytes, expected) in [
        ("text", b"text".to_vec(), "文件已损坏"),
        ("old", vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0], "密码"),
        ("zip", package(&[("a", "b")]), "没有 Word 文档的正文"),
        ("macros", macros, "宏"),
        ("strict", document(strict), "Strict"),
        ("other", document("<a:document xmlns:a=\"x\"/>"), "Strict"),
        ("cut", document(&format!("<w:document {W}><w:body><w:p>")), "Strict"),
        (
            "broken",
            document(&format!("<w:document {W}><w:body></w:p></w:body></w:document>")),
            "文件已损坏",
        ),
        ("empty", document(""), "Strict"),
    ] {
        let path = folder.path().join(format!("{name}.docx"));
        fs::write(&path, bytes).unwrap();
        let out = folder.path().join("out.docx");
        let arguments = [
            "export",
            "-f",
            "docx",
            "--template",
            path.to_str().unwrap(),
            "-o",
            out.to_str().unwrap(),
        ];
        let (code, _, told) = run(&seed(), &arguments);
        assert_eq!(code, 2, "{name}");
        assert!(told.contains(expected), "{name}: {told}");
        assert!(!out.exists(), "{name}");
    }
    let (code, _, told) = run(&seed(), &["export", "-f", "csv", "--template", "a.docx"]);
    assert!(code == 2 && told.contains("--template 只用于 docx"), "{told}");
    assert_eq!(run(&seed(), &["export", "-f", "docx", "--template", "没有.docx"]).0, 2);
}

const REGISTER: &str = "[register]\ntitle = \"甲\"\n[[subsystem]]\ntitle = \"基础\"\n[[category]]\ncode = \"21\"\ntitle = \"数据\"\nsubsystem = \"基础\"\nclass = \"2\"\n\
    [[table]]\nid = \"A.1\"\ntitle = \"数据元\"\ncategory = \"21\"\n\
    [[table.entry]]\nnumber = 1\ncode = \"2095021P0013T\"\nstandard = \"GA/T 1-2020\"\ntitle = \"第一项\"\nstatus = \"已颁\"\nlevel = \"行业标准\"\neffective = 2020-05-01\nowner = \"=1+1\"\n\
    [[table.entry]]\nnumber = 2\ncode = \"2095021P0023T\"\nplan = \"201650163\"\ntitle = \"第二项\"\nstatus = \"在编\"\nlevel = \"行业标准\"\n\
    [[table.entry]]\nnumber = 3\ncode = \"2095021P0033T\"\ntitle = \"第三项\"\nstatus = \"拟编\"\nlevel = \"行业标准\"\neffective = 2021-01-02\n\
    [[table]]\nid = \"A.2\"\ntitle = \"其他\"\ncategory = \"21\"\n[[table.entry]]\nnumber = 1\ntitle = \"别处\"\n";

/// A workbook as somebody keeps it: columns in an order of their own, one that no register has, formulas, another sheet.
fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let (red, date) = (
        Format::new().set_background_color(0xFF_0000),
        Format::new().set_num_format("yyyy/mm/dd"),
    );
    let sheet = book.add_worksheet().set_name("清单").unwrap();
    sheet.write_string(0, 0, "表A.1 数据元标准明细表").unwrap();
    let heads = [
        "标准名称",
        "标准代码",
        "标准（计划）号",
        "经办人",
        "标准状态",
        "实施日期",
        "序号",
        "归口单位",
    ];
    for (column, head) in (0..).zip(heads) {
        sheet.write_string(1, column, head).unwrap();
    }
    let rows = [
        ["第1项", "2095021P0013T", "GA/T 1-2020", "张三", "现行", "", "1", "归口"],
        ["第二项", "", "201650163", "李四", "在编", "", "2", "-"],
        ["外来的", "X", "", "王五", "", "", "9", ""],
    ];
    for (row, cells) in (2..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            if !cell.is_empty() {
                sheet.write_string_with_format(row, column, cell, &red).unwrap();
            }
        }
    }
    let day = rust_xlsxwriter::ExcelDateTime::from_ymd(2019, 5, 1).unwrap();
    sheet.write_datetime_with_format(2, 5, &day, &date).unwrap();
    sheet.write_formula(2, 4, "=\"现\"&\"行\"").unwrap();
    sheet.set_column_width(0, 42).unwrap();
    let other = book.add_worksheet().set_name("其他").unwrap();
    other.write_formula(0, 0, "=清单!A3").unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn what_belongs_to_a_merged_range_is_told_and_stays() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("register.toml"), REGISTER).unwrap();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("清单").unwrap();
    sheet.write_string(0, 0, "表A.1 数据元标准明细表").unwrap();
    for (column, head) in (0..).zip(["标准代码", "标准名称", "标准状态"]) {
        sheet.write_string(1, column, head).unwrap();
    }
    for (row, (code, title)) in (2..).zip([("2095021P0013T", "第一项"), ("2095021P0023T", "第二项")]) {
        sheet.write_string(row, 0, code).unwrap();
        sheet.write_string(row, 1, title).unwrap();
    }
    sheet.merge_range(2, 2, 3, 2, "已颁", &Format::new()).unwrap();
    fs::write(folder.join("w.xlsx"), book.save_to_buffer().unwrap()).unwrap();
    let (_, _, told) = run(folder, &["export", "-f", "xlsx", "--into", "w.xlsx", "--table", "A.1"]);
    assert!(told.contains("属于合并单元格，没有改写，应为“在编”"), "{told}");
}

#[test]
fn a_workbook_of_ones_own_gets_what_differs() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("register.toml"), REGISTER).unwrap();
    let before = workbook();
    fs::write(folder.join("w.xlsx"), &before).unwrap();
    let (code, _, told) = run(folder, &["export", "-f", "xlsx", "--into", "w.xlsx"]);
    assert_eq!(code, 1, "{told}");
    let lines: Vec<&str> = told.lines().collect();
    assert!(lines[0].ends_with("w.xlsx：改写 4 个单元格，添加 1 行"), "{told}");
    let rest = lines[1..].join("\n");
    for expected in [
        "清单!5 在体系表中没有：外来的",
        "A.2 有 1 项标准没有添加：工作簿里没有这张表",
        "清单!E3 是公式",
    ] {
        assert!(rest.contains(expected), "{expected}: {told}");
    }
    assert_eq!(lines.len(), 4, "{told}");
    let after = fs::read(folder.join("w.xlsx")).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(after.clone())).unwrap();
    let range = book.worksheet_range("清单").unwrap();
    let text = |row: u32, column: u32| {
        range
            .get_value((row, column))
            .map(ToString::to_string)
            .unwrap_or_default()
    };
    // The title by the code, the owner, and the day, which stays one.
    assert_eq!([text(2, 0), text(2, 7), text(2, 3)], ["第一项", "=1+1", "张三"]);
    assert!(matches!(range.get_value((2, 5)), Some(Data::DateTime(day)) if day.to_ymd_hms_milli().0 == 2020));
    // The second one by its plan: the code that it lacked; what is `-` stays.
    assert_eq!(
        [text(3, 1), text(3, 2), text(3, 7)],
        ["", "201650163", "-"].map(|cell| if cell.is_empty() { "2095021P0023T" } else { cell })
    );
    // The third is added below the last row, and the stranger stays.
    assert_eq!(
        [text(4, 0), text(5, 0), text(5, 1), text(5, 6)],
        ["外来的", "第三项", "2095021P0033T", "3"]
    );
    assert!(matches!(range.get_value((5, 5)), Some(Data::DateTime(_))));
    let sheet = part(&after, "xl/worksheets/sheet1.xml");
    let style = |cell: &str| {
        let rest = sheet.split(&format!("<c r=\"{cell}\" s=\"")).nth(1);
        rest.map(|rest| rest[..rest.find('"').unwrap()].to_owned())
    };
    assert_eq!((style("A3"), style("A6")), (style("A4"), style("A4")));
    assert!(style("A3").is_some() && sheet.contains("<f>") && sheet.contains("<cols>"));
    for name in ["xl/worksheets/sheet2.xml", "xl/styles.xml", "xl/workbook.xml"] {
        assert_eq!(part(&after, name), part(&before, name));
    }
    // Once more: nothing is left to write.
    let (_, _, again) = run(folder, &["export", "-f", "xlsx", "--into", "w.xlsx"]);
    assert!(
        again.lines().next().unwrap().ends_with("改写 0 个单元格，添加 0 行"),
        "{again}"
    );
    assert!(fs::read(folder.join("w.xlsx")).unwrap() == after);
}

#[test]
fn what_was_exported_and_not_edited_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    for sheets in ["tables", "one"] {
        let file = folder.path().join("a.xlsx");
        let path = file.to_str().unwrap();
        assert_eq!(
            run(&seed(), &["export", "-f", "xlsx", "--sheets", sheets, "-o", path]).0,
            0
        );
        let before = fs::read(&file).unwrap();
        let (code, _, told) = run(&seed(), &["export", "-f", "xlsx", "--into", path]);
        assert_eq!(code, 0, "{told}");
        assert!(fs::read(&file).unwrap() == before);
    }
}

#[test]
fn a_list_without_room_below_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("register.toml"), REGISTER).unwrap();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let lines = [
        ["表A.1 数据元标准明细表", ""],
        ["标准代码", "标准名称"],
        ["2095021P0013T", "第一项"],
        ["", ""],
        ["表A.2 其他标准明细表", ""],
        ["标准代码", "标准名称"],
        ["Y", "别处"],
    ];
    for (row, line) in (0..).zip(lines) {
        for (column, cell) in (0..).zip(line) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    let bytes = book.save_to_buffer().unwrap();
    fs::write(folder.join("w.xlsx"), &bytes).unwrap();
    let (code, _, told) = run(
        folder,
        &[
            "export", "-f", "xlsx", "--into", "w.xlsx", "-o", "new.xlsx", "--table", "A.1",
        ],
    );
    assert_eq!(code, 1);
    assert!(
        told.contains("A.1 有 2 项标准没有添加：Sheet1!3 以下的空行不够"),
        "{told}"
    );
    assert!(fs::read(folder.join("w.xlsx")).unwrap() == bytes);
}

#[test]
fn workbooks_that_cannot_be_brought_up_to_date_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("register.toml"), REGISTER).unwrap();
    let mut empty = Workbook::new();
    empty.add_worksheet().write_string(0, 0, "没有表头").unwrap();
    for (name, bytes, expected) in [
        ("a.xlsx", b"text".to_vec(), "文件已损坏"),
        ("b.xlsx", empty.save_to_buffer().unwrap(), "表头"),
        ("c.xls", vec![0xD0, 0xCF], ".xlsx"),
        ("d.csv", b"a,b".to_vec(), ".xlsx"),
    ] {
        fs::write(folder.join(name), &bytes).unwrap();
        let (code, _, told) = run(folder, &["export", "-f", "xlsx", "--into", name]);
        assert_eq!(code, 2, "{name}: {told}");
        assert!(told.contains(expected) && told.contains(name), "{name}: {told}");
        assert!(fs::read(folder.join(name)).unwrap() == bytes);
    }
    let (code, _, told) = run(folder, &["export", "-f", "csv", "--into", "a.xlsx"]);
    assert!(code == 2 && told.contains("--into 只用于 xlsx"), "{told}");
    assert_eq!(
        run(
            folder,
            &["export", "-f", "xlsx", "--into", "a.xlsx", "--only", "tables"]
        )
        .0,
        2
    );
}
