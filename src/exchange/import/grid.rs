//! What every reader gives: cells with their addresses, in rows, as they are read and before anything is taken for anything.
//!
//! A workbook gives a grid a sheet, a text or a document one for the whole: what stands between its tables is
//! [prose](RowKind::Prose), in which captions and clauses are looked for.

use std::fmt;

use crate::syntax::Date;

/// The last row that a sheet of Excel has.
#[cfg(feature = "office")]
pub(in crate::exchange) const LAST_ROW: u32 = 1_048_576;

/// The last column that a sheet of Excel has.
#[cfg(feature = "office")]
pub(in crate::exchange) const LAST_COLUMN: usize = 16_384;

/// The most cells that are held at once, the blank ones before the last of a row too.
pub(in crate::exchange) const MOST_CELLS: usize = 4_000_000;

/// How many bytes of text cells may have in any file, and how many times what it unpacks to beside: a text of which a file has one
/// can be said to stand in millions of cells.
const TEXT_OF_ANY: usize = 64 << 20;
#[cfg(feature = "office")]
const TEXT_OF_FILE: usize = 2;

/// What there is room for.
#[derive(Clone, Copy, Debug)]
pub(in crate::exchange) struct Room {
    cells: usize,
    /// In bytes.
    text: usize,
}

impl Room {
    /// The room for the cells of a file of so many bytes, unpacked.
    #[cfg(feature = "office")]
    pub(in crate::exchange) fn of_file(unpacked: u64) -> Self {
        let unpacked = usize::try_from(unpacked).unwrap_or(usize::MAX);
        Self {
            cells: MOST_CELLS,
            text: TEXT_OF_ANY.saturating_add(unpacked.saturating_mul(TEXT_OF_FILE)),
        }
    }

    /// Takes room for so many more cells; none where there is not as much.
    pub(in crate::exchange) fn take_cells(&mut self, count: usize) -> Option<()> {
        self.cells = self.cells.checked_sub(count)?;
        Some(())
    }

    /// Takes room for a content that so many cells have.
    pub(in crate::exchange) fn take(&mut self, value: &Value, count: usize) -> Option<()> {
        if let Value::Text(text) = value {
            self.text = self.text.checked_sub(text.len().saturating_mul(count))?;
        }
        Some(())
    }
}

/// What stands between several texts that are shown as one.
const BETWEEN: &str = "、";

/// The content of a cell.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(not(feature = "office"), allow(dead_code, reason = "texts have nothing but text"))]
pub(in crate::exchange) enum Value {
    /// Nothing.
    #[default]
    Empty,
    /// Text as it stands, line breaks too.
    Text(String),
    /// Several texts, each as it stands.
    Texts(Vec<String>),
    /// A number, which spreadsheets keep in binary whatever it is the number of.
    Number(f64),
    /// A day, by the format of the cell.
    Date(Date),
    /// A truth value.
    Bool(bool),
    /// What a formula came to grief with: `#REF!`.
    Error(String),
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::exchange) struct Cell {
    /// Its content.
    pub value: Value,
    /// Whether the content is that of the first cell of a merged range that this one belongs to.
    pub filled: Filled,
}

/// Where a cell has its content from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::exchange) enum Filled {
    /// It is its own.
    #[default]
    Not,
    /// From above, or from above and the left.
    Down,
    /// From the left, in its own row.
    Across,
}

impl Cell {
    /// A cell with text; one with nothing where the text is blank.
    pub(in crate::exchange) fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        let value = match text.trim().is_empty() {
            true => Value::Empty,
            false => Value::Text(text),
        };
        Self::of(value)
    }

    /// A cell of its own.
    pub(in crate::exchange) const fn of(value: Value) -> Self {
        Self {
            value,
            filled: Filled::Not,
        }
    }

    /// Whether there is nothing in it.
    pub(in crate::exchange) fn is_empty(&self) -> bool {
        self.value == Value::Empty
    }

    /// The content as a person reads it: whole numbers without a point, text without blanks at its ends, wrapped lines joined.
    pub(in crate::exchange) fn shown(&self) -> String {
        match &self.value {
            Value::Empty => String::new(),
            Value::Text(text) => joined(text),
            Value::Texts(texts) => texts.iter().map(|text| joined(text)).collect::<Vec<_>>().join(BETWEEN),
            Value::Number(number) => shown(*number),
            Value::Date(date) => date.to_string(),
            Value::Bool(true) => "TRUE".to_owned(),
            Value::Bool(false) => "FALSE".to_owned(),
            Value::Error(error) => error.clone(),
        }
    }
}

/// A number as a person reads it. Beyond 15 digits a spreadsheet has none to show.
fn shown(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        format!("{number:.0}")
    } else {
        // What binary adds at the end (0.30000000000000004) is no part of what was typed.
        let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
        rounded.to_string()
    }
}

/// A text of several lines as one: what was wrapped is joined, with a blank only where both sides have one in writing, as
/// between two Latin words.
pub(in crate::exchange) fn joined(text: &str) -> String {
    if !text.contains('\n') {
        return trimmed(text).to_owned();
    }
    let mut joined = String::with_capacity(text.len());
    for line in text.lines().map(trimmed).filter(|line| !line.is_empty()) {
        let (before, after) = (joined.chars().next_back(), line.chars().next());
        if let (Some(before), Some(after)) = (before, after)
            && before.is_ascii()
            && after.is_ascii()
            && !matches!(before, '-' | '/' | '(' | '[')
        {
            joined.push(' ');
        }
        joined.push_str(line);
    }
    joined
}

/// Without the blanks at the ends that no one sees. Full-width ones are seen, and told by the linter.
fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_ascii_whitespace() || matches!(c, '\u{A0}' | '\0' | '\u{c}'))
}

/// What a row is, as far as its reader knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::exchange) enum RowKind {
    /// Cells.
    #[default]
    Cells,
    /// A line or paragraph outside of all tables, in the first cell; `Some` for a heading, from 1.
    Prose(Option<u8>),
    /// An item of a list outside of all tables, in the first cell, and how deep it is.
    Item(u8),
    /// Nothing, where a table ends and another may begin without a caption between.
    Break,
}

/// A row.
#[derive(Clone, Debug, Default)]
pub(in crate::exchange) struct Row {
    /// Its number, from 1: of the sheet, or of the line in a text.
    pub number: u32,
    /// What it is.
    pub kind: RowKind,
    /// Its cells, from the first column on.
    pub cells: Vec<Cell>,
}

impl Row {
    /// A row of texts.
    pub(in crate::exchange) fn of_texts<T: Into<String>>(number: u32, texts: impl IntoIterator<Item = T>) -> Self {
        Self {
            number,
            kind: RowKind::Cells,
            cells: texts.into_iter().map(Cell::text).collect(),
        }
    }

    /// A line of prose.
    pub(in crate::exchange) fn prose(number: u32, text: &str, level: Option<u8>) -> Self {
        Self {
            number,
            kind: RowKind::Prose(level),
            cells: vec![Cell::text(joined(text))],
        }
    }

    /// The cells that have something, with their columns; those of a merged range once.
    pub(in crate::exchange) fn own(&self) -> impl Iterator<Item = (usize, &Cell)> {
        let cells = self.cells.iter().enumerate();
        cells.filter(|(_, cell)| !cell.is_empty() && cell.filled == Filled::Not)
    }

    /// The text of the only cell that has something, where none of the others goes on from above either.
    pub(in crate::exchange) fn only_text(&self) -> Option<String> {
        let mut own = self.own();
        let (_, only) = own.next()?;
        let has_more = own.next().is_some() || self.cells.iter().any(|cell| cell.filled == Filled::Down);
        (!has_more).then(|| only.shown())
    }

    /// All cells as one line, for people.
    pub(in crate::exchange) fn shown(&self) -> String {
        let cells: Vec<String> = self.own().map(|(_, cell)| cell.shown()).collect();
        cells.join(" | ")
    }
}

/// A range of cells that are shown as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::exchange) struct Merge {
    /// First and last row, by their numbers.
    pub rows: (u32, u32),
    /// First and last column, from 0.
    pub columns: (usize, usize),
}

/// A sheet, or a whole text or document.
#[derive(Clone, Debug, Default)]
pub(in crate::exchange) struct Grid {
    /// The file, where there are several.
    pub file: Option<String>,
    /// The sheet's name; none where there are no sheets.
    pub sheet: Option<String>,
    /// Its rows, in order. Blank ones may be left out.
    pub rows: Vec<Row>,
    /// In a document, the number of the first row of each table: there a row is known by its table and its place in it.
    pub tables: Vec<u32>,
    /// Whether rows have columns that people know by letters: not where rows are the lines of a text.
    pub has_columns: bool,
    /// Whether cells are the values of a register as they are written there, not what people wrote into a table: a line break is
    /// none that the width of a column made, and a dash is one. The first row of cells is the head, and all others are data.
    pub is_exact: bool,
}

impl Grid {
    /// Gives the cells of merged ranges the content of the first one. A range outside of what there is, and one that overlaps
    /// another, changes nothing that has a content of its own.
    pub(in crate::exchange) fn fill(&mut self, merges: &[Merge]) {
        // Ranges may overlap, each of them as large as the sheet.
        let mut room = Room {
            cells: MOST_CELLS / 2,
            text: TEXT_OF_ANY,
        };
        for merge in merges {
            let (top, left) = (merge.rows.0, merge.columns.0);
            let start = self.rows.partition_point(|row| row.number < top);
            let Some(first) = self.rows.get(start).filter(|row| row.number == top) else {
                continue;
            };
            let Some(value) = first.cells.get(left).map(|cell| cell.value.clone()) else {
                continue;
            };
            if value == Value::Empty {
                continue;
            }
            let rows = self.rows.iter_mut().skip(start);
            for row in rows.take_while(|row| row.number <= merge.rows.1) {
                // No wider than the row that has a content: a range may be said to reach to the last column of all.
                let right = merge.columns.1.min(left.saturating_add(255));
                // What the row is made longer by may be far more than the range.
                let more = (right + 1).saturating_sub(row.cells.len());
                let count = right + 1 - left;
                if room.take_cells(more.max(count)).and(room.take(&value, count)).is_none() {
                    return;
                }
                if more > 0 {
                    row.cells.resize(right + 1, Cell::default());
                }
                let cells = row.cells.get_mut(left..=right).unwrap_or_default();
                let filled = match row.number == top {
                    true => Filled::Across,
                    false => Filled::Down,
                };
                for cell in cells.iter_mut().filter(|cell| cell.value == Value::Empty) {
                    *cell = Cell {
                        value: value.clone(),
                        filled,
                    };
                }
            }
        }
    }

    /// The text of a cell.
    pub(in crate::exchange) fn text(&self, cell: &Cell) -> String {
        match &cell.value {
            Value::Text(text) if self.is_exact => text.clone(),
            _ => cell.shown(),
        }
    }

    /// Where a cell is, or a whole row.
    pub(in crate::exchange) fn address(&self, row: u32, column: Option<usize>) -> Address {
        let table = self.tables.partition_point(|first| *first <= row);
        let first = table.checked_sub(1).and_then(|table| self.tables.get(table));
        Address {
            file: self.file.clone(),
            sheet: self.sheet.clone().or_else(|| first.map(|_| format!("T{table}"))),
            row: first.map_or(row, |first| row - first + 1),
            column: column.filter(|_| self.has_columns),
        }
    }
}

/// Where a cell or a row is, as spreadsheets write it: `Sheet1!D17`, `Sheet1!17`, `list.txt:17`, in a document `T3!D17` for its
/// third table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    file: Option<String>,
    sheet: Option<String>,
    row: u32,
    column: Option<usize>,
}

impl fmt::Display for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = &self.file {
            write!(formatter, "{file}:")?;
        }
        if let Some(sheet) = &self.sheet {
            write!(formatter, "{sheet}!")?;
        }
        match self.column {
            Some(column) => write!(formatter, "{}{}", letters(column), self.row),
            None => write!(formatter, "{}", self.row),
        }
    }
}

/// A column from 0 as spreadsheets name it: A … Z, AA … .
pub(in crate::exchange) fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    loop {
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        match rest / 26 {
            0 => break,
            next => rest = next - 1,
        }
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_those_of_spreadsheets() {
        for (column, expected) in [
            (0, "A"),
            (25, "Z"),
            (26, "AA"),
            (701, "ZZ"),
            (702, "AAA"),
            (16_383, "XFD"),
        ] {
            assert_eq!(letters(column), expected);
        }
        let mut grid = Grid {
            sheet: Some("Sheet1".to_owned()),
            has_columns: true,
            ..Grid::default()
        };
        assert_eq!(grid.address(17, Some(3)).to_string(), "Sheet1!D17");
        grid.file = Some("a.xlsx".to_owned());
        assert_eq!(grid.address(17, None).to_string(), "a.xlsx:Sheet1!17");
    }

    #[test]
    fn numbers_are_shown_as_they_were_typed() {
        for (number, expected) in [
            (1.0, "1"),
            (0.1 + 0.2, "0.3"),
            (-3.0, "-3"),
            (201_650_163.0, "201650163"),
            (1e20, "100000000000000000000"),
        ] {
            assert_eq!(Cell::of(Value::Number(number)).shown(), expected);
        }
    }

    #[test]
    fn wrapped_lines_are_joined_as_they_were_written() {
        for (text, expected) in [
            ("公安部计算机与信息\r\n处理标委会", "公安部计算机与信息处理标委会"),
            ("Information\nsecurity", "Information security"),
            ("GB/T 1234-\n2015", "GB/T 1234-2015"),
            (" 甲　", "甲　"),
        ] {
            assert_eq!(joined(text), expected);
        }
    }

    #[test]
    fn merged_cells_have_the_content_of_the_first() {
        let mut grid = Grid {
            rows: vec![
                Row::of_texts(1, ["甲", "", "1"]),
                Row::of_texts(2, ["", "", "2"]),
                Row::of_texts(4, ["", "乙", "3"]),
            ],
            ..Grid::default()
        };
        let merge = |rows, columns| Merge { rows, columns };
        grid.fill(&[
            merge((1, 4), (0, 1)),
            merge((9, 12), (0, 1)),
            merge((1, u32::MAX), (usize::MAX - 1, usize::MAX)),
        ]);
        let shown: Vec<Vec<String>> = grid
            .rows
            .iter()
            .map(|row| row.cells.iter().map(Cell::shown).collect())
            .collect();
        assert_eq!(shown, [["甲", "甲", "1"], ["甲", "甲", "2"], ["甲", "乙", "3"]]);
        assert_eq!(grid.rows[0].own().count(), 2);
    }
}
