//! Comma-separated values as RFC 4180 has them, in UTF-8: one list with one head.
//!
//! For a spreadsheet the file begins with a BOM, or a Chinese Excel takes it for GBK; and what it would take for a formula
//! gets an apostrophe in front, which marks text there. For programs nothing is added to a cell.

use std::borrow::Cow;

use super::rows::{self, List};
use super::{CsvReader, Export, Part, Problem};
use crate::exchange::cells::Cell;

/// What a spreadsheet takes a cell for a formula by. A blank that it passes over is one too.
const FORMULA: [char; 9] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t'];

pub(super) fn write(export: &Export<'_>) -> Result<Vec<u8>, Problem> {
    let list = match export.parts.first() {
        Some(Part::Structure) => rows::structure(export),
        Some(Part::Statistics) => rows::statistics(export),
        Some(Part::Tables | Part::Notes) | None => {
            rows::entries(export, &rows::columns(export.register, export.language))
        }
    };
    Ok(self::list(&list, export.csv_reader).into_bytes())
}

/// A list for who reads it.
pub(in crate::exchange) fn list(list: &List<'_>, reader: CsvReader) -> String {
    let mut text = String::new();
    if reader == CsvReader::Spreadsheet {
        text.push('\u{FEFF}');
    }
    line(list.head.iter().map(|title| title.as_str().into()), &mut text);
    for row in &list.rows {
        let cells = row.iter().map(|cell| match (reader, cell) {
            (CsvReader::Spreadsheet, Cell::Text(content)) => guarded(content),
            _ => cell.shown(),
        });
        line(cells, &mut text);
    }
    text
}

/// Text that no spreadsheet takes for a formula.
pub(super) fn guarded(content: &str) -> Cow<'_, str> {
    let visible = content.trim_start_matches([' ', '\u{3000}', '\u{a0}', '\r', '\n']);
    // One sign alone is what a printed table has where there is nothing.
    match visible.starts_with(FORMULA) && visible.chars().nth(1).is_some() {
        true => format!("'{content}").into(),
        false => content.into(),
    }
}

fn line<'c>(cells: impl Iterator<Item = Cow<'c, str>>, text: &mut String) {
    for (index, cell) in cells.enumerate() {
        if index > 0 {
            text.push(',');
        }
        let has_blank_at_end = cell.trim() != cell;
        if has_blank_at_end || cell.contains([',', '"', '\r', '\n', '\u{FEFF}']) {
            text.push('"');
            text.push_str(&cell.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(&cell);
        }
    }
    text.push_str("\r\n");
}
