//! Office files: any XML in them, and any bytes in their place, end as a register or as a message.

use std::io::{Cursor, Write as _};

use super::lists::CELL;
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

/// A form of files: a name of one, the parts of it that an input may say, in its order, and what other parts say.
type Form = (
    &'static str,
    &'static [&'static str],
    &'static [(&'static str, &'static str)],
);

/// A workbook, a document and a spreadsheet.
const FORMS: [Form; 3] = [
    (
        "book.xlsx",
        &[
            "xl/worksheets/sheet1.xml",
            "xl/sharedStrings.xml",
            "xl/styles.xml",
            "xl/workbook.xml",
            "xl/_rels/workbook.xml.rels",
        ],
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
                "xl/workbook.xml",
                "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
            ),
            (
                "xl/_rels/workbook.xml.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/></Relationships>",
            ),
        ],
    ),
    (
        "document.docx",
        &["word/document.xml", "word/numbering.xml", "word/styles.xml"],
        &[],
    ),
    ("sheets.ods", &["content.xml", "styles.xml"], &[]),
];

/// The first byte of an input says what sort of file the rest is: the parts of one, or all its bytes.
pub fn check(data: &[u8]) {
    let Some((kind, rest)) = data.split_first() else {
        return;
    };
    let kind = usize::from(*kind) % 8;
    let (name, bytes) = match FORMS.get(kind) {
        Some((name, parts, others)) => {
            let imported = super::lists::import((*name).to_owned(), package(rest, parts, others));
            if let Some(longer) = longer(rest, kind).filter(|_| imported.is_some()) {
                let imported = super::lists::import((*name).to_owned(), package(&longer, parts, others));
                let text = imported.expect("there is one row more").text;
                assert!(text.contains(CELL), "the last row is lost: {text}");
            }
            return;
        }
        None => {
            let ending = ["xlsx", "xls", "docx", "ods", "xlsm"][kind - FORMS.len()];
            (format!("file.{ending}"), rest.to_vec())
        }
    };
    super::lists::import(name, bytes);
}

/// The parts of a file of a form with one more row at the end of its only table; nothing where that is not to be told.
fn longer(data: &[u8], kind: usize) -> Option<Vec<u8>> {
    let (end, before, after) = *ROWS.get(kind)?;
    let first = std::str::from_utf8(super::parts(data).next()?).ok()?;
    let (start, rest) = first.split_once(end)?;
    // What is commented out is no table, nor is what stands in another; and behind the last row of all there is none.
    let is_plain = !first.contains("<!")
        && !first.contains("104857")
        && !rest.contains(end)
        && first.matches(&end[2..]).count() == 2;
    let longer = format!("{start}{before}{CELL}{after}{end}{rest}").into_bytes();
    let all = [&longer, data.get(first.len()..)?].concat();
    is_plain.then_some(all)
}

/// By the form of the file, what its table ends with, and what stands before and behind the text of a row.
const ROWS: [(&str, &str, &str); 3] = [
    ("</sheetData>", "<row><c t=\"inlineStr\"><is><t>", "</t></is></c></row>"),
    (
        "</w:tbl>",
        "<w:tr><w:tc><w:p><w:r><w:t>",
        "</w:t></w:r></w:p></w:tc></w:tr>",
    ),
    (
        "</table:table>",
        "<table:table-row><table:table-cell><text:p>",
        "</text:p></table:table-cell></table:table-row>",
    ),
];

/// A zip of the parts of an input, and of others where it does not say them.
fn package(data: &[u8], parts: &[&str], others: &[(&str, &str)]) -> Vec<u8> {
    let said: Vec<(&str, &[u8])> = parts
        .iter()
        .copied()
        .zip(super::parts(data))
        .filter(|(_, part)| !part.is_empty())
        .collect();
    let is_said = |name: &str| said.iter().any(|(part, _)| *part == name);
    let others = others
        .iter()
        .filter(|(name, _)| !is_said(name))
        .map(|(name, text)| (*name, text.as_bytes()));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in others.chain(said.iter().copied()) {
        zip.start_file(name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
