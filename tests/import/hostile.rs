//! Files that are damaged, or meant to do harm: each ends soon, with a message that says what it is.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use stdreg::exchange::import::{Options, Source};
use zip::write::{SimpleFileOptions, ZipWriter};

use super::{csv, notes, options, problem, reported, run};

/// A zip of parts.
pub(super) fn package(name: &str, parts: &[(&str, &str)]) -> Source {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (part, text) in parts {
        zip.start_file(*part, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    Source {
        name: name.to_owned(),
        bytes: zip.finish().unwrap().into_inner(),
    }
}

/// A workbook of one sheet. `slash` stands in the names of its parts.
pub(super) fn workbook(slash: &str, rows: &str) -> Source {
    let part = |name: &str| name.replace('/', slash);
    let sheet = format!(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>"
    );
    package(
        "book.xlsx",
        &[
            (
                "[Content_Types].xml",
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>",
            ),
            (
                "_rels/.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
            ),
            (
                &part("xl/workbook.xml"),
                "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
            ),
            (
                &part("xl/_rels/workbook.xml.rels"),
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
            ),
            (&part("xl/worksheets/sheet1.xml"), &sheet),
        ],
    )
}

pub(super) fn cells(row: u32, texts: &[&str]) -> String {
    let cell = |text: &&str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let cells: String = texts.iter().map(cell).collect();
    format!("<row r=\"{row}\">{cells}</row>")
}

pub(super) fn document(body: &str) -> Source {
    let document = format!(
        "<!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    package("a.docx", &[("word/document.xml", &document)])
}

pub(super) fn table(rows: &[&[&str]]) -> String {
    let cell = |text: &&str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    let row = |row: &&[&str]| format!("<w:tr>{}</w:tr>", row.iter().map(cell).collect::<String>());
    format!("<w:tbl>{}</w:tbl>", rows.iter().map(row).collect::<String>())
}

/// Names of parts with backslashes, as some programs write them.
#[test]
fn odd_packages_are_read() {
    let rows = cells(1, &["标准号", "标准名称"]) + &cells(2, &["GB/T 1-2020", "甲"]);
    for slash in ["/", "\\"] {
        assert_eq!(
            run(&[workbook(slash, &rows)], &options(), 1).tally.entries,
            1,
            "{slash}"
        );
    }
}

#[test]
fn a_million_rows_of_nothing_are_nothing() {
    let mut rows = cells(1, &["标准号", "标准名称"]);
    for row in 2..1_048_576 {
        let _ = write!(rows, "<row r=\"{row}\"/>");
    }
    rows += &cells(1_048_576, &["GB/T 1-2020", "甲"]);
    assert_eq!(run(&[workbook("/", &rows)], &options(), 1).tally.entries, 1);
    // Blank cells with a form, as a spreadsheet leaves them behind.
    let mut rows = cells(1, &["标准号", "标准名称"]);
    for row in 2..100_000 {
        let _ = write!(rows, "<row r=\"{row}\"><c s=\"0\"/><c s=\"0\"/><c s=\"0\"/></row>");
    }
    assert_eq!(run(&[workbook("/", &rows)], &options(), 0).tally.entries, 0);
    let blank = format!("标准号,标准名称\n{}GB/T 1-2020,甲\n", ",\n".repeat(300_000));
    assert_eq!(run(&[csv(&blank)], &options(), 1).tally.entries, 1);
}

#[test]
fn as_many_columns_as_a_sheet_has_are_told() {
    let others: Vec<String> = (3..=16_384).map(|column| format!("栏{column}")).collect();
    let heads = ["标准号", "标准名称"]
        .into_iter()
        .chain(others.iter().map(String::as_str));
    let head: Vec<&str> = heads.collect();
    let text = format!("{}\nGB/T 1-2020,甲\n", head.join(","));
    let imported = run(&[csv(&text)], &options(), 1);
    assert!(notes(&imported).len() > 16_000);
    let rows = cells(1, &head) + &cells(2, &["GB/T 1-2020", "甲"]);
    assert_eq!(run(&[workbook("/", &rows)], &options(), 1).tally.entries, 1);
    // One more is no sheet any more.
    let rows = "<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>";
    assert!(problem(&[workbook("/", rows)], &options()).starts_with("book.xlsx"));
}

/// A zip that says that it unpacks to little, and does not.
#[test]
fn a_zip_that_lies_about_its_size_is_told() {
    let rows = cells(1, &["标准号", "标准名称"]) + &" ".repeat(50_000_000);
    let mut source = workbook("/", &rows);
    let small = Options {
        max_unpacked: 10 << 20,
        ..options()
    };
    let told = problem(&[source.clone()], &small);
    assert!(told.contains("10 MiB") && told.contains("--max-unpacked"), "{told}");
    // The size stands in the directory at the end, and before the part.
    let size = {
        let mut archive = zip::ZipArchive::new(Cursor::new(&source.bytes)).unwrap();
        let file = archive.by_name("xl/worksheets/sheet1.xml").unwrap();
        u32::try_from(file.size()).unwrap().to_le_bytes()
    };
    let mut changed = 0;
    for place in 0..source.bytes.len() - 4 {
        if source.bytes[place..place + 4] == size {
            source.bytes[place..place + 4].copy_from_slice(&400_u32.to_le_bytes());
            changed += 1;
        }
    }
    assert!(changed > 0);
    let told = problem(&[source], &small);
    assert!(told.starts_with("book.xlsx"), "{told}");
}

/// Tables in tables, deeper than any stack, and entities that would grow.
#[test]
fn documents_that_go_deep_are_read() {
    let head: &[&str] = &["标准号", "标准名称", "备注"];
    let deep = format!(
        "{}x{}",
        "<w:tbl><w:tr><w:tc><w:p/>".repeat(20_000),
        "</w:tc></w:tr></w:tbl>".repeat(20_000)
    );
    let imported = run(
        &[document(&format!(
            "{deep}{}",
            table(&[head, &["GB/T 1-2020", "甲&amp;&b;乙", "-"]])
        ))],
        &options(),
        1,
    );
    assert!(imported.text.contains("\"甲&乙\""), "{}", imported.text);
    // What a table inside of a cell says is what the cell says.
    let inner = table(&[&["甲", "乙"], &["丙", ""]]);
    let body = table(&[head, &["GB/T 1-2020", "名", "X"]])
        .replace("<w:r><w:t>X</w:t></w:r></w:p>", &format!("</w:p>{inner}<w:p/>"));
    let imported = run(&[document(&body)], &options(), 1);
    assert!(imported.text.contains("remarks  = \"甲 乙丙\""), "{}", imported.text);
}

/// Rows of Word that begin further right, and are of any length: the grid is as wide as the widest.
#[test]
fn ragged_rows_of_a_document_are_told_cell_by_cell() {
    let body = table(&[
        &["标准号", "标准名称"],
        &["GB/T 1-2020", "甲", "多余"],
        &["GB/T 2-2020"],
    ]);
    let before = "<w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>";
    let body = body.replace(
        "<w:tr><w:tc><w:p><w:r><w:t>GB/T 2-2020",
        &format!("<w:tr>{before}<w:tc><w:p><w:r><w:t>丙"),
    );
    let imported = run(&[document(&body)], &options(), 2);
    assert_eq!(reported(&imported), ["T1!C2 多余"]);
    assert!(
        imported.text.contains("title    = \"丙\"") || imported.text.contains("title  = \"丙\""),
        "{}",
        imported.text
    );
}

/// Two of the same headings, none, and an encrypted spreadsheet.
#[test]
fn what_cannot_be_read_says_what_to_do() {
    let head = cells(1, &["标准号", "标准编号", "标准名称"]);
    let told = problem(&[workbook("/", &head)], &options());
    assert!(
        told.contains("S!A1 “标准号” and S!B1 “标准编号” both map to standard"),
        "{told}"
    );
    let none = cells(1, &["甲", "乙"]) + &cells(2, &["丙", "丁"]);
    let told = problem(&[workbook("/", &none)], &options());
    assert!(told.contains("--header-row") && told.contains("--map"), "{told}");
    let manifest = "<manifest:manifest xmlns:manifest=\"x\"><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let ods = package(
        "a.ods",
        &[("META-INF/manifest.xml", manifest), ("content.xml", "\u{1}")],
    );
    assert!(problem(&[ods], &options()).contains("password"));
    let empty = package("a.docx", &[("x", "")]);
    assert!(problem(&[empty], &options()).contains("word/document.xml"));
    let cut = document("<w:tbl><w:tr");
    assert!(problem(&[cut], &options()).contains("damaged"));
    // A formula that nobody computed, and one that came to grief.
    let rows = cells(1, &["标准号", "标准名称", "实施日期"])
        + "<row r=\"2\"><c t=\"inlineStr\"><is><t>GB/T 1-2020</t></is></c><c t=\"inlineStr\"><is><t>甲</t></is></c><c><f>TODAY()</f></c></row>"
        + "<row r=\"3\"><c t=\"e\"><f>A0</f><v>#REF!</v></c><c t=\"inlineStr\"><is><t>乙</t></is></c></row>";
    let imported = run(&[workbook("/", &rows)], &options(), 2);
    assert_eq!(reported(&imported), ["S!C2 =", "S!A3 #REF!"]);
}
