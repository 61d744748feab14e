//! Spreadsheets of OpenDocument. Rows and cells are written once however often they repeat, a million blank ones too: what is
//! blank is counted and never made.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::hidden::Hidden;
use super::package::Package;
use super::workbook::put;
use super::xml::{attribute, character};
use super::{Problem, Request};
use crate::exchange::import::grid::Cell as GridCell;
use crate::exchange::import::grid::{Grid, LAST_COLUMN, LAST_ROW, Merge, Room, Value};
use crate::exchange::import::values;
use crate::messages::Message;

/// How often a cell or row with something in it may repeat: more is no table.
const MOST_REPEATED: u32 = 1024;

/// How many blanks that are written as a number are read: they are no part of what a table says.
const MOST_BLANKS: usize = 16 << 20;

/// Reads the sheets of a spreadsheet.
pub(super) fn read(bytes: &[u8], request: &Request<'_>) -> Result<(Vec<Grid>, Vec<Message>), Problem> {
    let mut package = Package::open(bytes, request.max_unpacked)?;
    let manifest = package.part("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.windows(15).any(|window| window == b"encryption-data") {
        return Err(Problem::Encrypted);
    }
    let content = package
        .part("content.xml")?
        .ok_or_else(|| Problem::Damaged("content.xml".to_owned()))?;
    let mut sheets = Sheets {
        grids: Vec::new(),
        hidden: Vec::new(),
        is_hidden: false,
        described: 0,
        merges: Vec::new(),
        row: 0,
        column: 0,
        row_repeated: 1,
        cell: None,
        room: Room::of_file(package.size()),
        blanks: 0,
    };
    sheets.read(&content)?;
    let names: Vec<String> = sheets.grids.iter().filter_map(|grid| grid.sheet.clone()).collect();
    super::wanted(&names, request)?;
    let mut grids = Vec::new();
    let mut notes = Vec::new();
    for (grid, hidden) in sheets.grids.into_iter().zip(sheets.hidden) {
        if grid.sheet.as_deref().is_none_or(|name| super::is_wanted(name, request)) {
            notes.extend(hidden.notes(&grid));
            grids.push(grid);
        }
    }
    Ok((grids, notes))
}

struct Sheets {
    grids: Vec<Grid>,
    /// What is hidden in each.
    hidden: Vec<Hidden>,
    /// Whether the row that is being read is.
    is_hidden: bool,
    /// The column that is described next, from 0: columns are described before their rows.
    described: usize,
    merges: Vec<Merge>,
    /// The row that is being read, from 0.
    row: u32,
    column: u32,
    row_repeated: u32,
    cell: Option<Cell>,
    room: Room,
    /// How many blanks were written as a number.
    blanks: usize,
}

/// A cell that is being read.
#[derive(Default)]
struct Cell {
    kind: String,
    value: String,
    paragraphs: Vec<String>,
    repeated: u32,
    rows: u32,
    columns: u32,
}

impl Sheets {
    fn read(&mut self, content: &[u8]) -> Result<(), Problem> {
        let damaged = |error: &dyn std::fmt::Display| Problem::Damaged(format!("content.xml: {error}"));
        let text = std::str::from_utf8(content).map_err(|error| damaged(&error))?;
        let mut reader = Reader::from_str(text);
        // Notes on a cell and tables inside of it are no part of what it says.
        let mut annotations = 0_usize;
        loop {
            match reader.read_event().map_err(|error| damaged(&error))? {
                Event::Eof => return Ok(()),
                Event::Start(element) if element.local_name().as_ref() == "annotation" => annotations += 1,
                Event::End(element) if element.local_name().as_ref() == "annotation" => {
                    annotations = annotations.saturating_sub(1);
                }
                _ if annotations > 0 => {}
                Event::Start(element) => self.start(&element),
                Event::Empty(element) => {
                    self.start(&element);
                    self.end(element.local_name().as_ref())?;
                }
                Event::End(element) => self.end(element.local_name().as_ref())?,
                Event::Text(text) => {
                    let text = text.xml10_content();
                    self.text(&text);
                }
                Event::CData(text) => self.text(&text.into_inner()),
                Event::GeneralRef(reference) => {
                    if let Some(character) = character(&reference) {
                        self.text(character.encode_utf8(&mut [0; 4]));
                    }
                }
                _ => {}
            }
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(last) = self.cell.as_mut().and_then(|cell| cell.paragraphs.last_mut()) {
            last.push_str(text);
        }
    }

    fn start(&mut self, element: &BytesStart<'_>) {
        match element.local_name().as_ref() {
            "table" => {
                (self.row, self.column) = (0, 0);
                self.described = 0;
                self.merges.clear();
                self.hidden.push(Hidden::default());
                self.grids.push(Grid {
                    sheet: Some(attribute(element, "name").unwrap_or_default()),
                    has_columns: true,
                    ..Grid::default()
                });
            }
            "table-row" => {
                self.column = 0;
                self.row_repeated = count(element, "number-rows-repeated");
                self.is_hidden = is_hidden(element);
            }
            "table-column" => {
                let first = self.described;
                self.described = first.saturating_add(count(element, "number-columns-repeated") as usize);
                if let Some(hidden) = self.hidden.last_mut().filter(|_| is_hidden(element)) {
                    hidden.columns.push((first, self.described - 1));
                }
            }
            "table-cell" | "covered-table-cell" => {
                let value = ["date-value", "value", "boolean-value", "string-value"];
                self.cell = Some(Cell {
                    kind: attribute(element, "value-type").unwrap_or_default(),
                    value: value
                        .iter()
                        .find_map(|name| attribute(element, name))
                        .unwrap_or_default(),
                    paragraphs: Vec::new(),
                    repeated: count(element, "number-columns-repeated"),
                    rows: count(element, "number-rows-spanned"),
                    columns: count(element, "number-columns-spanned"),
                });
            }
            "p" => {
                if let Some(cell) = &mut self.cell {
                    cell.paragraphs.push(String::new());
                }
            }
            "s" => {
                let blanks = count(element, "c").min(256) as usize;
                self.blanks += blanks;
                // A few bytes each, of which none is seen.
                self.text(
                    " ".repeat(blanks)
                        .get(..blanks.min(MOST_BLANKS.saturating_sub(self.blanks)))
                        .unwrap_or(" "),
                );
            }
            "tab" => self.text("\t"),
            "line-break" => self.text("\n"),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) -> Result<(), Problem> {
        match name {
            "table-cell" | "covered-table-cell" => match self.cell.take() {
                Some(cell) => self.place(&cell),
                None => Ok(()),
            },
            "table-row" => self.end_of_row(),
            "table" => {
                if let Some(grid) = self.grids.last_mut() {
                    grid.fill(&self.merges);
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn place(&mut self, cell: &Cell) -> Result<(), Problem> {
        let value = cell.value();
        if value != Value::Empty {
            if cell.repeated > MOST_REPEATED {
                return Err(Problem::TooLarge);
            }
            for column in self.column..self.column.saturating_add(cell.repeated) {
                if let Some(grid) = self.grids.last_mut() {
                    put(grid, (self.row, column), value.clone(), &mut self.room)?;
                }
            }
            if cell.rows > 1 || cell.columns > 1 {
                let left = self.column as usize;
                self.merges.push(Merge {
                    rows: (self.row + 1, self.row.saturating_add(cell.rows)),
                    columns: (left, left + cell.columns as usize - 1),
                });
            }
        }
        self.column = self.column.saturating_add(cell.repeated);
        Ok(())
    }

    fn end_of_row(&mut self) -> Result<(), Problem> {
        let repeated = self.row_repeated;
        let number = self.row.saturating_add(1);
        if let Some(grid) = self.grids.last_mut()
            && let Some(last) = grid.rows.last().filter(|last| last.number == number).cloned()
        {
            if repeated > MOST_REPEATED || number.saturating_add(repeated) > LAST_ROW || last.cells.len() > LAST_COLUMN
            {
                return Err(Problem::TooLarge);
            }
            if let Some(hidden) = self.hidden.last_mut().filter(|_| self.is_hidden) {
                hidden.rows.extend(number..number + repeated);
            }
            for offset in 1..repeated {
                self.room.take_cells(last.cells.len()).ok_or(Problem::TooLarge)?;
                for cell in &last.cells {
                    self.room.take(&cell.value, 1).ok_or(Problem::TooLarge)?;
                }
                let mut row = last.clone();
                row.number += offset;
                grid.rows.push(row);
            }
        }
        self.row = self.row.saturating_add(repeated);
        Ok(())
    }
}

impl Cell {
    fn value(&self) -> Value {
        let shown = self.paragraphs.join("\n");
        let text = GridCell::text(shown.clone()).value;
        match self.kind.as_str() {
            "float" | "currency" | "percentage" => match self.value.parse::<f64>() {
                // Zeros in front are in what is shown alone.
                Ok(_)
                    if shown.len() > 1 && shown.starts_with('0') && shown.bytes().all(|byte| byte.is_ascii_digit()) =>
                {
                    text
                }
                Ok(number) => Value::Number(number),
                Err(_) => text,
            },
            "date" => match values::date(&GridCell::text(self.value.clone())) {
                Some(date) => Value::Date(date),
                None => text,
            },
            "boolean" => Value::Bool(self.value == "true"),
            _ => match shown.strip_prefix('#').filter(|_| !shown.contains(' ')) {
                // Errors are written as text.
                Some(rest) if rest.ends_with(['!', '?']) || rest == "N/A" => Value::Error(shown),
                _ if shown.starts_with("Err:") => Value::Error(shown),
                _ if shown.is_empty() => GridCell::text(self.value.clone()).value,
                _ => text,
            },
        }
    }
}

/// Whether nobody sees a row or column: it was hidden, or a filter leaves it out.
fn is_hidden(element: &BytesStart<'_>) -> bool {
    attribute(element, "visibility").is_some_and(|visibility| visibility != "visible")
}

fn count(element: &BytesStart<'_>, name: &str) -> u32 {
    attribute(element, name)
        .and_then(|count| count.parse().ok())
        .filter(|count| *count > 0)
        .unwrap_or(1)
}
