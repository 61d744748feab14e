//! Office files that are meant to do harm, of every sort that is known. Each is read or refused with a message, and nothing that
//! is done with it takes more than 200 MB, however much it claims. How long it takes is not held here, as a machine may have other
//! work; that no work is far greater than the file is seen by what is allocated.

use std::fmt::Write as _;

use allocation_counter::measure;
use stdreg::exchange::import::{self, Source};
use stdreg::messages::Language;

use super::hostile::{cells, document, package, workbook};
use super::{file, notes, options, run};

/// The most bytes that reading a nasty file may hold at once.
const MOST: u64 = 200 << 20;

/// What comes of a file: how many entries, or the message.
fn outcome(source: Source) -> Result<usize, String> {
    let name = source.name.clone();
    let mut outcome = Ok(0);
    let taken = measure(|| {
        outcome = import::import(&[source], &options())
            .map(|imported| imported.tally.entries)
            .map_err(|message| message.render(Language::En));
    });
    assert!(
        taken.bytes_max < MOST,
        "{name}: {} bytes for {outcome:?}",
        taken.bytes_max
    );
    outcome
}

/// Each is refused with a message that has a word.
fn refused(source: Source, word: &str) {
    let name = source.name.clone();
    let told = outcome(source).expect_err(&name);
    assert!(told.starts_with(&name) && told.contains(word), "{told}");
}

fn ods(sheet: &str) -> Source {
    let content = format!(
        "<!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]><o:document xmlns:o=\"office\" xmlns:t=\"table\" xmlns:x=\"text\"><t:table t:name=\"S\">{sheet}</t:table></o:document>"
    );
    package("a.ods", &[("content.xml", &content)])
}

/// A row of OpenDocument, with attributes of its cells and of itself.
fn ods_row(texts: &[&str], of_row: &str, of_cell: &str) -> String {
    let cell = |text: &&str| format!("<t:table-cell {of_cell}><x:p>{text}</x:p></t:table-cell>");
    let cells: String = texts.iter().map(cell).collect();
    format!("<t:table-row {of_row}>{cells}</t:table-row>")
}

/// A workbook with shared strings.
fn with_strings(strings: &str, rows: &str) -> Source {
    let mut source = workbook("/", rows);
    let mut zip = zip::ZipWriter::new_append(std::io::Cursor::new(std::mem::take(&mut source.bytes))).unwrap();
    zip.start_file("xl/sharedStrings.xml", zip::write::SimpleFileOptions::default())
        .unwrap();
    std::io::Write::write_all(&mut zip, strings.as_bytes()).unwrap();
    source.bytes = zip.finish().unwrap().into_inner();
    source
}

/// A record of an older workbook.
fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [&kind.to_le_bytes(), &length.to_le_bytes(), data].concat()
}

/// The record of a cell with a text.
fn label(row: u16, column: u16, text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut data: Vec<u8> = [row, column, 0, u16::try_from(units.len()).unwrap()]
        .into_iter()
        .flat_map(u16::to_le_bytes)
        .collect();
    data.push(1);
    data.extend(units.into_iter().flat_map(u16::to_le_bytes));
    record(0x0204, &data)
}

/// The stream of an older workbook with a sheet, named so many times, of records.
fn stream(named: usize, records: &[Vec<u8>]) -> Vec<u8> {
    let begin = |kind: u8| record(0x0809, &[&[0, 6, kind, 0][..], &[0; 12]].concat());
    let name = |start: u32| record(0x0085, &[&start.to_le_bytes()[..], &[0, 0, 1, 0, b'S']].concat());
    let end = record(0x000A, &[]);
    let head = begin(5).len() + named * name(0).len() + end.len();
    let names = name(u32::try_from(head).unwrap()).repeat(named);
    [begin(5), names, end.clone(), begin(0x10), records.concat(), end].concat()
}

/// The older container with a stream, and what is to be changed in its list of sectors and its directory.
fn container(stream: &[u8], change: impl Fn(&mut [u32], &mut [u8])) -> Source {
    let mut content = stream.to_vec();
    content.resize(content.len().max(4096).div_ceil(512) * 512, 0);
    let sectors = content.len() / 512;
    // Behind the stream the directory, then the list.
    let list_sectors = (sectors + 2).div_ceil(127);
    let mut list: Vec<u32> = (1..=u32::try_from(sectors).unwrap()).collect();
    list[sectors - 1] = 0xFFFF_FFFE;
    list.push(0xFFFF_FFFE);
    list.extend(std::iter::repeat_n(0xFFFF_FFFD, list_sectors));
    list.resize(list_sectors * 128, 0xFFFF_FFFF);
    let mut directory = Vec::new();
    for (name, kind, start, length) in [("Root Entry", 5, 0xFFFF_FFFE, 0), ("Workbook", 2, 0, content.len())] {
        let at = directory.len();
        directory.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        directory.resize(at + 66, 0);
        directory.push(kind);
        directory.resize(at + 116, 0);
        directory.extend(u32::to_le_bytes(start));
        directory.extend(u64::to_le_bytes(length as u64));
    }
    directory.resize(512, 0);
    change(&mut list, &mut directory);
    let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    bytes.resize(24, 0);
    for word in [0x3E_u16, 3, 0xFFFE, 9, 6] {
        bytes.extend(word.to_le_bytes());
    }
    bytes.resize(44, 0);
    bytes.extend(u32::try_from(list_sectors).unwrap().to_le_bytes());
    bytes.extend(u32::try_from(sectors).unwrap().to_le_bytes());
    bytes.resize(60, 0);
    bytes.extend(0xFFFF_FFFE_u32.to_le_bytes());
    bytes.resize(68, 0);
    bytes.extend(0xFFFF_FFFE_u32.to_le_bytes());
    bytes.resize(76, 0);
    for place in 0..109 {
        let sector = if place < list_sectors {
            sectors + 1 + place
        } else {
            0xFFFF_FFFF
        };
        bytes.extend(u32::try_from(sector).unwrap().to_le_bytes());
    }
    bytes.extend(content);
    bytes.extend(directory);
    bytes.extend(list.into_iter().flat_map(u32::to_le_bytes));
    Source {
        name: "a.xls".to_owned(),
        bytes,
    }
}

fn xls(records: &[Vec<u8>]) -> Source {
    container(&stream(1, records), |_, _| {})
}

fn list() -> Vec<Vec<u8>> {
    let cells = [["标准号", "标准名称"], ["GB/T 1-2020", "甲"]];
    let row = |(row, texts): (u16, [&str; 2])| [label(row, 0, texts[0]), label(row, 1, texts[1])];
    (0..).zip(cells).flat_map(row).collect()
}

#[test]
fn older_workbooks_are_read_or_refused() {
    assert_eq!(outcome(xls(&list())), Ok(1));
    // So many that their container needs lists of its own for the sectors.
    let many: Vec<Vec<u8>> = (2..40_000).map(|row| label(row, 1, "数据元标准化指南")).collect();
    assert_eq!(outcome(xls(&[list(), many].concat())), Ok(39_999));
    // Two cells far apart: the box around them is the whole sheet, or what no sheet is.
    for (row, column) in [(65_535, 255), (65_535, 65_535)] {
        let far = xls(&[list(), vec![label(row, column, "x")]].concat());
        refused(far, "too far apart");
    }
    // One far below is a row like any other.
    assert_eq!(outcome(xls(&[list(), vec![label(65_535, 1, "乙")]].concat())), Ok(2));
    // A sheet that is said to be as large as none.
    for data in [
        [[0, 0, 0, 0], [0xFF; 4], [0, 0, 0xFF, 0xFF]].concat(),
        [[0xFF; 4]; 3].concat(),
    ] {
        let size = record(0x0200, &[data, vec![0, 0]].concat());
        assert_eq!(outcome(xls(&[vec![size], list()].concat())), Ok(1));
    }
    // Texts that are said to be longer than they are.
    let mut long = label(2, 0, "x");
    long[10..12].copy_from_slice(&u16::MAX.to_le_bytes());
    refused(xls(&[list(), vec![long; 10_000]].concat()), "damaged");
    // Records that go on and on.
    refused(xls(&[list(), vec![record(0x003C, &[]); 100_000]].concat()), "damaged");
    // One sheet under many names.
    refused(container(&stream(5000, &list()), |_, _| {}), "damaged");
}

#[test]
fn what_is_hidden_in_older_workbooks_is_told() {
    let words = |words: &[u16]| words.iter().flat_map(|word| word.to_le_bytes()).collect::<Vec<u8>>();
    let row = |row: u16, flags: u16| record(0x0208, &words(&[row, 0, 2, 255, 0, 0, flags, 0]));
    let columns = record(0x007D, &words(&[1, 255, 2048, 15, 1, 0]));
    let records = [vec![columns, row(0, 0x100), row(1, 0x120)], list()].concat();
    let imported = run(&[xls(&records)], &options(), 1);
    let told = notes(&imported);
    let told: Vec<&String> = told.iter().filter(|note| note.contains("hidden")).collect();
    assert_eq!(
        told,
        [
            "a row of “S” is hidden, and was read: S!2",
            "a column of “S” is hidden, and was read: B"
        ]
    );
}

#[test]
fn containers_whose_chains_do_not_end_are_refused() {
    let stream = stream(1, &list());
    // The stream goes back to its start, and is said to be as long as four gigabytes.
    let circle = container(&stream, |list, directory| {
        list[7] = 0;
        directory[128 + 120..128 + 124].copy_from_slice(&u32::MAX.to_le_bytes());
    });
    refused(circle, "damaged");
    refused(container(&stream, |list, _| list[8] = 8), "damaged");
    refused(container(&stream, |list, _| list[3] = 90_000), "damaged");
    // A list of sectors that is its own next one.
    let mut source = container(&stream, |_, _| {});
    source.bytes[68..72].copy_from_slice(&0_u32.to_le_bytes());
    let _ = outcome(source);
    let mut source = container(&stream, |_, _| {});
    source.bytes[64..68].copy_from_slice(&u32::MAX.to_le_bytes());
    let _ = outcome(source);
}

#[test]
fn workbooks_are_read_or_refused() {
    let list = cells(1, &["标准号", "标准名称"]) + &cells(2, &["GB/T 1-2020", "甲"]);
    // Counts that are false, behind what nobody reads.
    let comment = format!("<!--{}-->", "x".repeat(10_000));
    let claim = |count: &str| format!("{comment}<sst uniqueCount=\"{count}\"><si><t>x</t></si></sst>");
    refused(with_strings(&claim("4000000000"), &list), "damaged");
    refused(with_strings(&claim("9999"), &list), "damaged");
    assert_eq!(outcome(with_strings(&claim("1"), &list)), Ok(1));
    // One long text in very many cells.
    let text = "长".repeat(10_000);
    let cell = "<c t=\"s\"><v>0</v></c>".repeat(50);
    let rows: String = (3..203).map(|row| format!("<row r=\"{row}\">{cell}</row>")).collect();
    let strings = format!("<sst><si><t>{text}</t></si></sst>");
    refused(with_strings(&strings, &(list.clone() + &rows)), "far more text");
    // Ranges that overlap, each as large as a sheet, and one in the last column of many rows.
    let merges = "<mergeCell ref=\"A1:XFD1048576\"/><mergeCell ref=\"B1:XFD1048576\"/>".repeat(5_000);
    let many: String = (3..4_000).map(|row| cells(row, &["GB/T 1-2020", "甲"])).collect();
    let source = workbook(
        "/",
        &format!("{list}{many}</sheetData><mergeCells>{merges}</mergeCells><sheetData>"),
    );
    let _ = outcome(source);
    let last = "<row r=\"20000\"><c r=\"XFD20000\" t=\"inlineStr\"><is><t>x</t></is></c></row>";
    let below: String = (20_001..24_000).map(|row| cells(row, &["GB/T 1-2020", "甲"])).collect();
    let merge = "</sheetData><mergeCells><mergeCell ref=\"XFD20000:XFD24000\"/></mergeCells><sheetData>";
    let _ = outcome(workbook("/", &format!("{list}{last}{below}{merge}")));
    // Elements in elements, and tags that never end.
    let deep = format!("{list}<row r=\"3\">{}", "<c><is>".repeat(100_000));
    assert!(outcome(workbook("/", &deep)).is_err());
    for open in ["<", "<c r=\"", "<row<row<", "<!--", "<![CDATA["] {
        let _ = outcome(workbook("/", &(list.clone() + &open.repeat(100_000))));
    }
    // Rows and columns beyond what there is.
    for row in [
        "<row r=\"4294967295\"><c><v>1</v></c></row>",
        "<row r=\"3\"><c r=\"ZZZZZZZ3\"><v>1</v></c></row>",
    ] {
        assert!(outcome(workbook("/", &(list.clone() + row))).is_err(), "{row}");
    }
}

/// One part, read once for each of very many sheets.
#[test]
fn a_sheet_under_many_names_is_refused() {
    let sheet = "<worksheet><sheetData/></worksheet>";
    let mut names = String::new();
    for number in 0..5000 {
        let _ = write!(names, "<sheet name=\"S{number}\" sheetId=\"{number}\" r:id=\"rId1\"/>");
    }
    let relations = |kind: &str, target: &str| {
        format!(
            "<Relationships><Relationship Id=\"rId1\" Type=\"http://x/relationships/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let source = package(
        "a.xlsx",
        &[
            ("_rels/.rels", &relations("officeDocument", "xl/workbook.xml")),
            (
                "xl/workbook.xml",
                &format!("<workbook xmlns:r=\"r\"><sheets>{names}</sheets></workbook>"),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                &relations("worksheet", "worksheets/sheet1.xml"),
            ),
            ("xl/worksheets/sheet1.xml", sheet),
        ],
    );
    refused(source, "damaged");
}

#[test]
fn sheets_of_opendocument_are_read_or_refused() {
    let list = ods_row(&["标准号", "标准名称"], "", "") + &ods_row(&["GB/T 1-2020", "甲&b;"], "", "");
    assert_eq!(outcome(ods(&list)), Ok(1));
    for (of_row, of_cell) in [
        ("", "t:number-columns-repeated=\"4000000000\""),
        ("t:number-rows-repeated=\"4000000000\"", ""),
        (
            "",
            "t:number-columns-repeated=\"1024\" t:number-columns-spanned=\"4000000000\"",
        ),
    ] {
        let source = ods(&(list.clone() + &ods_row(&["x"], of_row, of_cell).repeat(20)));
        let _ = outcome(source);
    }
    refused(
        ods(&(list.clone() + &ods_row(&["x"], "", "t:number-columns-repeated=\"4000000000\""))),
        "more than 4000000 cells",
    );
    // One long text that is said to be there many times, and blanks that are written as a number.
    let text = "长".repeat(100_000);
    let row = ods_row(
        &[&text],
        "t:number-rows-repeated=\"1000\"",
        "t:number-columns-repeated=\"1000\"",
    );
    refused(ods(&(list.clone() + &row)), "far more text");
    let blanks = "<x:s x:c=\"4000000000\"/>".repeat(200_000);
    let _ = outcome(ods(&(list.clone() + &ods_row(&[&blanks], "", ""))));
    let deep = "<t:table><t:table-row><t:table-cell>".repeat(50_000);
    refused(ods(&(list.clone() + &deep)), "damaged");
    let deep = deep + &"</t:table-cell></t:table-row></t:table>".repeat(50_000);
    assert_eq!(outcome(ods(&(list + &deep))), Ok(1));
}

#[test]
fn documents_are_read_or_refused() {
    let cell = |properties: &str, text: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
    };
    let row = |cells: &str| format!("<w:tr>{cells}</w:tr>");
    let head = row(&(cell("", "标准号") + &cell("", "标准名称")));
    // A long text in cells that are as wide as none, and that go on through all the rows.
    let wide = cell("<w:gridSpan w:val=\"4000000000\"/>", &"长".repeat(10_000));
    let body = format!("<w:tbl>{head}{}</w:tbl>", row(&wide.repeat(20)));
    refused(document(&body), "far more text");
    let first = row(&cell("<w:vMerge w:val=\"restart\"/>", &"长".repeat(10_000)));
    let goes_on = row(&cell("<w:vMerge/>", "")).repeat(20_000);
    refused(
        document(&format!("<w:tbl>{head}{first}{goes_on}</w:tbl>")),
        "far more text",
    );
    let before = "<w:tr><w:trPr><w:gridBefore w:val=\"4000000000\"/></w:trPr></w:tr>".repeat(40_000);
    refused(document(&format!("<w:tbl>{head}{before}</w:tbl>")), "cells");
}

/// Each byte of the ends of a zip changed, and the file cut everywhere: whatever comes of it, it comes soon and is no crash.
#[test]
fn damaged_files_are_no_crash() {
    for name in ["columns.xlsx", "open.ods", "document.docx", "old.xls", "sheetjs.xls"] {
        let whole = file(name);
        let length = whole.bytes.len();
        for step in 0..40 {
            let mut cut = whole.clone();
            cut.bytes.truncate(length * step / 40);
            assert!(outcome(cut).is_err() || name.ends_with(".xls"), "{name} {step}");
        }
        // A fixed sequence that looks like none.
        let mut state = 0x2545_F491_u32;
        for _ in 0..120 {
            let mut changed = whole.clone();
            for _ in 0..4 {
                state ^= state << 13;
                state ^= state >> 17;
                state ^= state << 5;
                let from_end = state as usize % length.min(2048);
                changed.bytes[length - 1 - from_end] ^= 1 << (state >> 28 & 7);
                let place = (state >> 3) as usize % length;
                changed.bytes[place] ^= u8::try_from(state >> 24).unwrap();
            }
            let _ = outcome(changed);
        }
    }
}
