//! Workbooks that are as they may be and seldom are: other names for the same namespaces, Strict, strings of several sorts, what
//! is hidden. Each is read like any other.

use stdreg::exchange::import::Source;

use super::hostile::{cells, package};
use super::{entries, notes, options, reported, run};

/// The two namespaces of a workbook: its own, and that of its relations.
const TRANSITIONAL: [&str; 2] = [
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
];
const STRICT: [&str; 2] = [
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
];

/// A workbook of a sheet. `before` stands above its rows, `shared` is what is in the table of strings. All elements but those
/// of relations have the prefix.
struct Book<'t> {
    spaces: [&'t str; 2],
    prefix: &'t str,
    before: &'t str,
    rows: &'t str,
    shared: &'t str,
    behind: &'t str,
}

const BOOK: Book<'_> = Book {
    spaces: TRANSITIONAL,
    prefix: "",
    before: "",
    rows: "",
    shared: "",
    behind: "",
};

impl Book<'_> {
    fn source(&self) -> Source {
        let [own, relations] = self.spaces;
        let relation = |id: &str, kind: &str, target: &str| {
            format!("<Relationship Id=\"{id}\" Type=\"{relations}/{kind}\" Target=\"{target}\"/>")
        };
        let list = |all: &str| {
            format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{all}</Relationships>"
            )
        };
        let declared = match self.prefix {
            "" => format!("xmlns=\"{own}\""),
            prefix => format!("xmlns:{}=\"{own}\"", prefix.trim_end_matches(':')),
        };
        let prefixed = |text: String| {
            // Closing tags too.
            text.replace("</", "\u{1}")
                .replace('<', &format!("<{}", self.prefix))
                .replace('\u{1}', &format!("</{}", self.prefix))
        };
        let workbook = prefixed(format!(
            "<workbook {declared} xmlns:r=\"{relations}\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
        ));
        let sheet = prefixed(format!(
            "<worksheet {declared}>{}<sheetData>{}</sheetData>{}</worksheet>",
            self.before, self.rows, self.behind
        ));
        let shared = prefixed(format!("<sst {declared}>{}</sst>", self.shared));
        let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>";
        package(
            "book.xlsx",
            &[
                ("[Content_Types].xml", types),
                (
                    "_rels/.rels",
                    &list(&relation("rId1", "officeDocument", "xl/workbook.xml")),
                ),
                ("xl/workbook.xml", &workbook),
                (
                    "xl/_rels/workbook.xml.rels",
                    &list(
                        &(relation("rId1", "worksheet", "worksheets/sheet1.xml")
                            + &relation("rId2", "sharedStrings", "sharedStrings.xml")),
                    ),
                ),
                ("xl/worksheets/sheet1.xml", &sheet),
                ("xl/sharedStrings.xml", &shared),
            ],
        )
    }
}

fn two_rows() -> String {
    cells(1, &["标准号", "标准名称"]) + &cells(2, &["GB/T 1-2020", "甲"])
}

/// Strict has namespaces of its own, and any may have a prefix: `<x:row>`.
#[test]
fn namespaces_may_be_any() {
    for spaces in [TRANSITIONAL, STRICT] {
        for prefix in ["", "x:", "ns0:"] {
            let book = Book {
                spaces,
                prefix,
                rows: &two_rows(),
                behind: "<mergeCells><mergeCell ref=\"A2:A3\"/></mergeCells>",
                ..BOOK
            };
            let imported = run(&[book.source()], &options(), 1);
            assert_eq!(entries(&imported), ["1|GB/T 1-2020|甲"], "{prefix}");
        }
    }
}

/// What WPS adds: elements and attributes of its own, and sizes and formats in every place.
#[test]
fn what_wps_writes_is_read() {
    let rows = two_rows()
        .replace("<row ", "<row spans=\"1:2\" ht=\"14.4\" customHeight=\"1\" etc:x=\"y\" xmlns:etc=\"http://www.wps.cn/officeDocument/2017/etCustomData\" ")
        .replace("<c ", "<c s=\"0\" ");
    let book = Book {
        before: "<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><dimension ref=\"A1:B2\"/><sheetViews><sheetView tabSelected=\"1\" workbookViewId=\"0\"/></sheetViews><sheetFormatPr defaultColWidth=\"9\" defaultRowHeight=\"13.5\" outlineLevelRow=\"1\"/><cols><col min=\"1\" max=\"2\" width=\"9\" customWidth=\"1\"/></cols>",
        rows: &rows,
        behind: "<pageMargins left=\"0.75\" right=\"0.75\" top=\"1\" bottom=\"1\" header=\"0.5\" footer=\"0.5\"/><extLst><ext uri=\"{x}\" xmlns:x14=\"y\"><etc:customData xmlns:etc=\"http://www.wps.cn/officeDocument/2017/etCustomData\"/></ext></extLst>",
        ..BOOK
    };
    let imported = run(&[book.source()], &options(), 1);
    assert_eq!(entries(&imported), ["1|GB/T 1-2020|甲"]);
    assert!(reported(&imported).is_empty());
}

/// Strings in the cell, in the table that cells share, in runs of several formats, and with the reading that is shown above them.
#[test]
fn strings_of_every_sort_are_read() {
    let shared = "<si><t>标准号</t></si><si><r><rPr><b/></rPr><t>标准</t></r><r><t>名称</t></r></si>\
        <si><t>甲</t><rPh sb=\"0\" eb=\"1\"><t>コウ</t></rPh><phoneticPr fontId=\"1\"/></si>\
        <si><r><t xml:space=\"preserve\">乙 </t></r><rPh sb=\"0\" eb=\"1\"><t>オツ</t></rPh><r><t>丙</t></r></si><si/>";
    let of_table = |row: u32, places: [u32; 2]| {
        let cell = |place: u32| format!("<c t=\"s\"><v>{place}</v></c>");
        format!("<row r=\"{row}\">{}{}</row>", cell(places[0]), cell(places[1]))
    };
    let mixed = |row: u32, number: &str, place: u32| {
        format!(
            "<row r=\"{row}\"><c r=\"A{row}\" t=\"inlineStr\"><is>{number}</is></c><c r=\"B{row}\" t=\"s\"><v>{place}</v></c></row>"
        )
    };
    let rows = of_table(1, [0, 1])
        + &mixed(2, "<t>GB/T 1-2020</t>", 2)
        + &mixed(3, "<r><t>GB/T </t></r><r><t>2-2020</t></r>", 3)
        + &mixed(4, "<t>GB/T 3-2020</t><rPh sb=\"0\" eb=\"1\"><t>x</t></rPh>", 2);
    let book = Book {
        rows: &rows,
        shared,
        ..BOOK
    };
    let imported = run(&[book.source()], &options(), 3);
    // Blanks at the end of a run that does not say that it keeps them are none.
    let expected = ["1|GB/T 1-2020|甲", "2|GB/T2-2020|乙 丙", "3|GB/T 3-2020|甲"];
    assert_eq!(entries(&imported), expected);
}

/// What is hidden is read, and told: rows, columns, and the whole sheet.
#[test]
fn what_is_hidden_is_read_and_told() {
    let row = |number: u32, texts: &[&str], hidden: &str| {
        cells(number, texts).replace("<row ", &format!("<row hidden=\"{hidden}\" "))
    };
    let rows = row(1, &["标准号", "标准名称", "备注"], "0")
        + &row(2, &["GB/T 1-2020", "甲", "一"], "1")
        + &row(3, &["GB/T 2-2020", "乙"], "true")
        + &row(4, &["GB/T 3-2020", "丙"], "false")
        // Of rows in which there is nothing nobody misses anything.
        + "<row r=\"5\" hidden=\"1\"/>";
    let book = Book {
        before: "<cols><col min=\"3\" max=\"16384\" hidden=\"1\"/><col min=\"1\" max=\"2\" hidden=\"false\"/></cols>",
        rows: &rows,
        ..BOOK
    };
    let imported = run(&[book.source()], &options(), 3);
    let told: Vec<String> = notes(&imported);
    let told: Vec<&String> = told.iter().filter(|note| note.contains("hidden")).collect();
    assert_eq!(
        told,
        [
            "2 rows of “S” are hidden, and were read, from S!2 on",
            "a column of “S” is hidden, and was read: C"
        ]
    );
}

/// OpenDocument says it of rows and columns in other words.
#[test]
fn what_is_hidden_in_opendocument_is_told() {
    let row = |texts: [&str; 3], more: &str| {
        let cells: String = texts
            .iter()
            .map(|text| format!("<t:table-cell><x:p>{text}</x:p></t:table-cell>"))
            .collect();
        format!("<t:table-row {more}>{cells}</t:table-row>")
    };
    let rows = row(["标准号", "标准名称", "备注"], "")
        + &row(["GB/T 1-2020", "甲", "一"], "t:visibility=\"collapse\"")
        + &row(["GB/T 2-2020", "乙", ""], "t:visibility=\"visible\"")
        + &row(["GB/T 3-2020", "丙", ""], "t:visibility=\"filter\"")
        + "<t:table-row t:visibility=\"collapse\" t:number-rows-repeated=\"1000000\"><t:table-cell/></t:table-row>";
    let columns = "<t:table-column t:number-columns-repeated=\"2\"/><t:table-column t:visibility=\"collapse\" t:number-columns-repeated=\"1022\"/>";
    let content = format!("<o:d xmlns:t=\"t\" xmlns:x=\"x\"><t:table t:name=\"表\">{columns}{rows}</t:table></o:d>");
    let imported = run(&[package("a.ods", &[("content.xml", &content)])], &options(), 3);
    let told = notes(&imported);
    let told: Vec<&String> = told.iter().filter(|note| note.contains("hidden")).collect();
    assert_eq!(
        told,
        [
            "2 rows of “表” are hidden, and were read, from 表!2 on",
            "a column of “表” is hidden, and was read: C"
        ]
    );
}
