//! Comma-separated values as RFC 4180 has them, in UTF-8: one list with one head.
//!
//! For a spreadsheet the file begins with a BOM, or a Chinese Excel takes it for GBK; and what it would take for a formula
//! gets an apostrophe in front, which marks text there. For programs nothing is added to a cell.

use std::borrow::Cow;

use super::rows::{self, List};
use super::{CsvReader, Export, Part, Problem};
use crate::exchange::cells::{Cell, guarded};

pub(super) fn write(export: &Export<'_>) -> Result<Vec<u8>, Problem> {
    let list = match export.parts.first() {
        Some(Part::Structure) => rows::structure(export),
        Some(Part::Statistics) => rows::statistics(export),
        Some(Part::Tables | Part::Notes) | None => {
            rows::entries(export, &rows::columns(export.register, export.language))
        }
    };
    let mut text = String::new();
    if export.csv_reader == CsvReader::Spreadsheet {
        text.push('\u{FEFF}');
    }
    all(&list, export.csv_reader, &mut text);
    Ok(text.into_bytes())
}

fn all(list: &List<'_>, reader: CsvReader, text: &mut String) {
    line(list.head.iter().map(|title| title.as_str().into()), text);
    for row in &list.rows {
        let cells = row.iter().map(|cell| match (reader, cell) {
            (CsvReader::Spreadsheet, Cell::Text(content)) => guarded(content),
            _ => cell.shown(),
        });
        line(cells, text);
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
