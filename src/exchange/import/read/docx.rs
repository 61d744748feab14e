//! Documents of Word. Paragraphs are prose, tables are rows of one grid: a cell that spans columns fills them, one that goes on
//! down fills those below. Elements are known by their names whatever their prefix, and nothing is read by recursion.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use rustc_hash::FxHashMap;

use super::package::Package;
use super::xml::{attribute, character};
use super::{Problem, Request};
use crate::exchange::import::grid::{Cell, Filled, Grid, MOST_CELLS, Room, Row, RowKind};
use crate::messages::Message;

/// The widest that a cell may say it is.
const WIDEST: usize = 256;

/// Reads a document.
pub(super) fn read(bytes: &[u8], request: &Request<'_>) -> Result<(Vec<Grid>, Vec<Message>), Problem> {
    let mut package = Package::open(bytes, request.max_unpacked)?;
    let name = package
        .names()
        .into_iter()
        .map(|name| name.replace('\\', "/"))
        .find(|name| {
            matches!(
                name.to_ascii_lowercase().as_str(),
                "word/document.xml" | "word/document2.xml"
            )
        })
        .ok_or_else(|| Problem::Damaged("word/document.xml".to_owned()))?;
    let styles = package.part("word/styles.xml")?.unwrap_or_default();
    let document = package.part(&name)?.unwrap_or_default();
    let mut reader = Document {
        levels: levels(&styles)?,
        room: Some(Room::of_file(package.size())),
        ..Document::default()
    };
    reader.read(&document, &name)?;
    let mut notes = Vec::new();
    if reader.has_changes {
        notes.push(Message::attribute("import-note", "changes"));
    }
    let grid = Grid {
        rows: reader.rows,
        tables: reader.starts,
        has_columns: true,
        ..Grid::default()
    };
    Ok((vec![grid], notes))
}

#[derive(Default)]
struct Document {
    /// The level of the headings that have a style.
    levels: FxHashMap<String, u8>,
    rows: Vec<Row>,
    /// The first row of each table, by its number.
    starts: Vec<u32>,
    /// The tables that are open, the outermost first.
    tables: Vec<Table>,
    paragraph: Option<Paragraph>,
    /// How deep it is in what is no text: deletions, the second of two choices, boxes beside the text.
    skipped: usize,
    is_text: bool,
    has_changes: bool,
    /// How far automatic numbers have come, by their list.
    numbers: FxHashMap<String, u32>,
    /// How many cells the rows have that are read, those in front of the first too.
    cells: usize,
    room: Option<Room>,
}

#[derive(Default)]
struct Paragraph {
    text: String,
    level: Option<u8>,
    list: Option<String>,
}

/// A table that is being read.
#[derive(Default)]
struct Table {
    row: Vec<Cell>,
    /// The row before, whose cells may go on.
    above: Vec<Cell>,
    cell: OpenCell,
}

/// A cell that is being read.
#[derive(Default)]
struct OpenCell {
    paragraphs: Vec<String>,
    span: usize,
    goes_on: bool,
}

impl Document {
    fn read(&mut self, document: &[u8], name: &str) -> Result<(), Problem> {
        let damaged = |error: &dyn std::fmt::Display| Problem::Damaged(format!("{name}: {error}"));
        let text = std::str::from_utf8(document).map_err(|error| damaged(&error))?;
        let mut reader = Reader::from_str(text);
        loop {
            match reader.read_event().map_err(|error| damaged(&error))? {
                Event::Eof => return Ok(()),
                Event::Start(element) => {
                    if self.skipped > 0 || self.is_skipped(&element) {
                        self.skipped += 1;
                    } else {
                        self.start(&element);
                    }
                }
                Event::Empty(element) if self.skipped == 0 && !self.is_skipped(&element) => {
                    self.start(&element);
                    self.end(element.local_name().as_ref())?;
                }
                Event::End(_) if self.skipped > 0 => self.skipped -= 1,
                Event::End(element) => self.end(element.local_name().as_ref())?,
                Event::Text(text) if self.is_text => self.text(&text.xml10_content()),
                Event::CData(text) if self.is_text => self.text(&text.into_inner()),
                Event::GeneralRef(reference) if self.is_text => {
                    if let Some(character) = character(&reference) {
                        self.text(character.encode_utf8(&mut [0; 4]));
                    }
                }
                _ => {}
            }
        }
    }

    /// What is read as if it were not there: deleted text, the older of two choices, boxes.
    fn is_skipped(&mut self, element: &BytesStart<'_>) -> bool {
        match element.local_name().as_ref() {
            "del" | "moveFrom" => {
                self.has_changes = true;
                true
            }
            "ins" | "moveTo" => {
                self.has_changes = true;
                false
            }
            "Fallback" | "txbxContent" | "tblPrChange" | "tcPrChange" | "pPrChange" | "rPrChange" | "trPrChange" => {
                true
            }
            _ => false,
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(paragraph) = &mut self.paragraph {
            paragraph.text.push_str(text);
        }
    }

    fn start(&mut self, element: &BytesStart<'_>) {
        let value = || attribute(element, "val");
        match element.local_name().as_ref() {
            "p" => self.paragraph = Some(Paragraph::default()),
            "t" => self.is_text = true,
            "tab" | "br" | "cr" if self.paragraph.is_some() => self.text("\n"),
            "noBreakHyphen" => self.text("-"),
            "pStyle" => {
                let level = value().and_then(|style| self.levels.get(&style).copied());
                if let Some(paragraph) = &mut self.paragraph {
                    paragraph.level = paragraph.level.or(level);
                }
            }
            "outlineLvl" => {
                if let Some(paragraph) = &mut self.paragraph {
                    paragraph.level = value()
                        .and_then(|level| level.parse::<u8>().ok())
                        .filter(|level| *level < 9)
                        .map(|level| level + 1);
                }
            }
            "numId" => {
                if let Some(paragraph) = &mut self.paragraph {
                    paragraph.list = value();
                }
            }
            "tbl" => {
                if self.tables.is_empty() {
                    self.starts.push(self.next_number());
                }
                self.paragraph = None;
                self.tables.push(Table::default());
            }
            "gridBefore" => {
                let count = value()
                    .and_then(|count| count.parse::<usize>().ok())
                    .unwrap_or_default();
                if let Some(table) = self.tables.last_mut() {
                    table.row.resize(count.min(WIDEST), Cell::default());
                }
            }
            "tc" => {
                if let Some(table) = self.tables.last_mut() {
                    table.cell = OpenCell {
                        span: 1,
                        ..OpenCell::default()
                    };
                }
            }
            "gridSpan" => {
                let span = value().and_then(|span| span.parse::<usize>().ok()).unwrap_or(1);
                if let Some(table) = self.tables.last_mut() {
                    table.cell.span = span.clamp(1, WIDEST);
                }
            }
            "vMerge" => {
                // Without a value it goes on.
                let goes_on = value().is_none_or(|value| value != "restart");
                if let Some(table) = self.tables.last_mut() {
                    table.cell.goes_on = goes_on;
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) -> Result<(), Problem> {
        match name {
            "t" => self.is_text = false,
            "p" => {
                if let Some(paragraph) = self.paragraph.take() {
                    self.end_of_paragraph(paragraph);
                }
            }
            "tc" => return self.end_of_cell(),
            "tr" => return self.end_of_row(),
            "tbl" => {
                self.tables.pop();
                if self.tables.is_empty() {
                    let number = self.next_number();
                    self.rows.push(Row {
                        number,
                        kind: RowKind::Break,
                        cells: Vec::new(),
                    });
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end_of_paragraph(&mut self, mut paragraph: Paragraph) {
        let Some(table) = self.tables.last_mut() else {
            let number = self.next_number();
            if !paragraph.text.trim().is_empty() {
                self.rows.push(Row::prose(number, &paragraph.text, paragraph.level));
            }
            return;
        };
        // A cell that is empty but for an automatic number shows that.
        if paragraph.text.trim().is_empty()
            && let Some(list) = paragraph.list.take().filter(|list| list != "0")
        {
            let number = self.numbers.entry(list).or_default();
            *number += 1;
            paragraph.text = number.to_string();
        }
        table.cell.paragraphs.push(paragraph.text);
    }

    fn end_of_cell(&mut self) -> Result<(), Problem> {
        let Some(table) = self.tables.last_mut() else {
            return Ok(());
        };
        let cell = std::mem::take(&mut table.cell);
        let left = table.row.len();
        let mut content = Cell::text(cell.paragraphs.join("\n"));
        if cell.goes_on
            && content.is_empty()
            && let Some(above) = table.above.get(left)
        {
            content = Cell {
                value: above.value.clone(),
                filled: Filled::Down,
            };
        }
        let across = Cell {
            value: content.value.clone(),
            filled: match content.filled {
                Filled::Down => Filled::Down,
                _ => Filled::Across,
            },
        };
        let span = cell.span.max(1);
        if let Some(room) = &mut self.room {
            let taken = room.take_cells(span).and(room.take(&across.value, span));
            taken.ok_or(Problem::TooLarge)?;
        }
        table.row.push(content);
        table.row.resize(left + span, across);
        Ok(())
    }

    fn end_of_row(&mut self) -> Result<(), Problem> {
        let is_outer = self.tables.len() == 1;
        let number = self.next_number();
        let Some(table) = self.tables.last_mut() else {
            return Ok(());
        };
        let row = std::mem::take(&mut table.row);
        self.cells += row.len();
        if self.cells > MOST_CELLS {
            return Err(Problem::TooLarge);
        }
        table.above.clone_from(&row);
        if is_outer {
            self.rows.push(Row {
                number,
                kind: RowKind::Cells,
                cells: row,
            });
        } else {
            // A table inside of a cell is what the cell says.
            let lines: Vec<String> = row
                .iter()
                .filter(|cell| cell.filled == Filled::Not)
                .map(Cell::shown)
                .collect();
            self.tables.pop();
            if let Some(outer) = self.tables.last_mut() {
                outer.cell.paragraphs.push(lines.join(" "));
            }
            self.tables.push(Table::default());
        }
        Ok(())
    }

    fn next_number(&self) -> u32 {
        self.rows.last().map_or(1, |row| row.number + 1)
    }
}

/// The level of each style that is one of headings, by itself or by the one that it is based on.
fn levels(styles: &[u8]) -> Result<FxHashMap<String, u8>, Problem> {
    let damaged = |error: &dyn std::fmt::Display| Problem::Damaged(format!("word/styles.xml: {error}"));
    let text = std::str::from_utf8(styles).map_err(|error| damaged(&error))?;
    let mut reader = Reader::from_str(text);
    let mut levels = FxHashMap::default();
    let mut based: Vec<(String, String)> = Vec::new();
    let mut style = String::new();
    loop {
        let event = reader.read_event().map_err(|error| damaged(&error))?;
        let (Event::Start(element) | Event::Empty(element)) = &event else {
            if matches!(event, Event::Eof) {
                break;
            }
            continue;
        };
        let value = || attribute(element, "val").unwrap_or_default();
        match element.local_name().as_ref() {
            "style" => style = attribute(element, "styleId").unwrap_or_default(),
            "name" => {
                let name = value().to_ascii_lowercase();
                let level = name.strip_prefix("heading ").and_then(|level| level.parse::<u8>().ok());
                if let Some(level) = level.filter(|level| (1..=9).contains(level)) {
                    levels.insert(style.clone(), level);
                }
            }
            "outlineLvl" => {
                if let Some(level) = value().parse::<u8>().ok().filter(|level| *level < 9) {
                    levels.insert(style.clone(), level + 1);
                }
            }
            "basedOn" => based.push((style.clone(), value())),
            _ => {}
        }
    }
    // Styles stand below those that they are based on, or not; a few rounds are as deep as they go.
    for _ in 0..4 {
        for (style, base) in &based {
            if let Some(level) = levels.get(base).copied() {
                levels.entry(style.clone()).or_insert(level);
            }
        }
    }
    Ok(levels)
}
