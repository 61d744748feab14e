//! Writes cells into the XML of a sheet. What is not written stays byte for byte.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use rustc_hash::FxHashMap;

use crate::exchange::html::escape;
use crate::exchange::import::grid::letters;
use crate::exchange::import::read::xml::attribute;
use crate::syntax::Date;

/// What is written into a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Write {
    pub(super) content: Content,
    /// The row whose cell in the same column it looks like, where it is not there yet.
    pub(super) style_of: u32,
    /// It is of a row that is added.
    pub(super) is_new: bool,
}

/// The content of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Content {
    Nothing,
    Text(String),
    Number(i64),
    /// A day, in a column that has days.
    Day(Date),
}

/// A sheet that was written.
#[derive(Default)]
pub(super) struct Written {
    pub(super) text: String,
    /// How many cells of rows that were there were written.
    pub(super) cells: usize,
    /// The cells that were not, for what stands in them is computed.
    pub(super) formulas: Vec<(u32, usize)>,
}

type Writes = BTreeMap<u32, BTreeMap<usize, Write>>;

/// Writes into a sheet.
pub(super) fn write(sheet: &str, writes: &Writes, is_1904: bool) -> Result<Written, quick_xml::Error> {
    let mut pass = Pass {
        sheet,
        copied: 0,
        rows: writes.iter().collect(),
        cells: Vec::new(),
        styles: styles(sheet, writes)?,
        prefix: String::new(),
        is_1904,
        written: Written::default(),
    };
    pass.run(writes)?;
    Ok(pass.written)
}

/// One walk through a sheet.
struct Pass<'s> {
    sheet: &'s str,
    /// How much of the sheet was copied.
    copied: usize,
    /// What is still to be written, the next one first: rows, and cells of the row at hand.
    rows: std::collections::VecDeque<(&'s u32, &'s BTreeMap<usize, Write>)>,
    cells: Vec<(usize, &'s Write)>,
    /// The styles of the cells of some rows.
    styles: FxHashMap<(u32, usize), String>,
    /// What stands before the names of elements, with a colon.
    prefix: String,
    is_1904: bool,
    written: Written,
}

impl<'s> Pass<'s> {
    fn run(&mut self, writes: &'s Writes) -> Result<(), quick_xml::Error> {
        let mut reader = Reader::from_str(self.sheet);
        let (mut row, mut column) = (0_u32, 0_usize);
        // Whether the cells of the row at hand are looked at, and the cell at hand: where it begins, and whether it is computed.
        let mut cell: Option<(usize, bool, Option<String>)> = None;
        loop {
            let before = position(&reader);
            let event = reader.read_event()?;
            let after = position(&reader);
            match &event {
                Event::Eof => break,
                Event::Start(element) | Event::Empty(element) => {
                    let is_empty = matches!(event, Event::Empty(_));
                    match element.local_name().as_ref() {
                        "dimension" => self.dimension(element, before, after, writes),
                        "sheetData" => {
                            self.prefix = element
                                .name()
                                .as_ref()
                                .strip_suffix("sheetData")
                                .unwrap_or_default()
                                .to_owned();
                        }
                        "row" => {
                            row = attribute(element, "r")
                                .and_then(|row| row.parse().ok())
                                .unwrap_or(row + 1);
                            column = 0;
                            self.rows_before(row, before);
                            let is_next = self.rows.front().is_some_and(|(number, _)| **number == row);
                            let of_row = is_next.then(|| self.rows.pop_front()).flatten();
                            self.cells = of_row
                                .into_iter()
                                .flat_map(|(_, cells)| cells)
                                .map(|(at, write)| (*at, write))
                                .rev()
                                .collect();
                            if is_empty && !self.cells.is_empty() {
                                // What was closed at once holds something now.
                                self.copy(after);
                                let open = self.written.text.trim_end_matches("/>").trim_end().len();
                                self.written.text.truncate(open);
                                self.written.text.push('>');
                                self.cells_before(row, usize::MAX, after);
                                let _ = write!(self.written.text, "</{}row>", self.prefix);
                            }
                        }
                        "c" if cell.is_none() => {
                            column = attribute(element, "r")
                                .and_then(|name| column_of(&name))
                                .unwrap_or(column);
                            self.cells_before(row, column, before);
                            if self.cells.last().is_some_and(|(at, _)| *at == column) {
                                let style = attribute(element, "s");
                                match is_empty {
                                    true => self.replace((row, column), before, after, style),
                                    false => cell = Some((before, false, style)),
                                }
                            }
                            column += 1;
                        }
                        "f" => {
                            if let Some((_, is_computed, _)) = &mut cell {
                                *is_computed = true;
                            }
                        }
                        _ => {}
                    }
                }
                Event::End(element) => match element.local_name().as_ref() {
                    "c" => match cell.take() {
                        Some((_, true, _)) => {
                            self.cells.pop();
                            self.written.formulas.push((row, column - 1));
                        }
                        Some((start, false, style)) => self.replace((row, column - 1), start, after, style),
                        None => {}
                    },
                    "row" => self.cells_before(row, usize::MAX, before),
                    "sheetData" => self.rows_before(u32::MAX, before),
                    _ => {}
                },
                _ => {}
            }
        }
        self.copy(self.sheet.len());
        Ok(())
    }

    /// Copies what comes before a place.
    fn copy(&mut self, to: usize) {
        self.written
            .text
            .push_str(self.sheet.get(self.copied..to).unwrap_or_default());
        self.copied = self.copied.max(to);
    }

    /// Writes the rows that come before one.
    fn rows_before(&mut self, row: u32, at: usize) {
        while self.rows.front().is_some_and(|(number, _)| **number < row)
            && let Some((number, cells)) = self.rows.pop_front()
        {
            self.copy(at);
            let _ = write!(self.written.text, "<{}row r=\"{number}\">", self.prefix);
            for (column, write) in cells {
                self.cell((*number, *column), write, None);
            }
            let _ = write!(self.written.text, "</{}row>", self.prefix);
        }
    }

    /// Writes the cells of a row that come before one.
    fn cells_before(&mut self, row: u32, column: usize, at: usize) {
        while let Some((place, write)) = self.cells.pop_if(|(place, _)| *place < column) {
            self.copy(at);
            self.cell((row, place), write, None);
        }
    }

    /// Writes a cell in the place of the one that stands there.
    fn replace(&mut self, (row, column): (u32, usize), start: usize, end: usize, style: Option<String>) {
        self.copy(start);
        self.copied = end;
        if let Some((_, write)) = self.cells.pop() {
            self.cell((row, column), write, style);
        }
    }

    fn cell(&mut self, (row, column): (u32, usize), write: &Write, style: Option<String>) {
        let style = style.or_else(|| self.styles.get(&(write.style_of, column)).cloned());
        self.written.cells += usize::from(!write.is_new);
        let (prefix, text) = (&self.prefix, &mut self.written.text);
        let _ = write!(text, "<{prefix}c r=\"{}{row}\"", letters(column));
        if let Some(style) = style {
            text.push_str(" s=\"");
            escape(&style, text);
            text.push('"');
        }
        match &write.content {
            Content::Nothing => text.push_str("/>"),
            Content::Text(content) => {
                let _ = write!(text, " t=\"inlineStr\"><{prefix}is><{prefix}t xml:space=\"preserve\">");
                escape(content, text);
                let _ = write!(text, "</{prefix}t></{prefix}is></{prefix}c>");
            }
            Content::Number(number) => {
                let _ = write!(text, "><{prefix}v>{number}</{prefix}v></{prefix}c>");
            }
            Content::Day(date) => {
                let _ = write!(
                    text,
                    "><{prefix}v>{}</{prefix}v></{prefix}c>",
                    day_number(*date, self.is_1904)
                );
            }
        }
    }

    /// Says of the sheet that it is as long as it will be.
    fn dimension(&mut self, element: &BytesStart<'_>, before: usize, after: usize, writes: &Writes) {
        let last = writes.keys().next_back().copied().unwrap_or_default();
        let Some(range) = attribute(element, "ref") else { return };
        let Some((first, end)) = range.split_once(':') else {
            return;
        };
        let number = end.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let letters = end.strip_suffix(number).unwrap_or_default();
        if number.parse::<u32>().is_ok_and(|number| number < last) {
            self.copy(before);
            self.copied = after;
            let _ = write!(self.written.text, "<{} ref=\"", element.name().as_ref());
            escape(&format!("{first}:{letters}{last}"), &mut self.written.text);
            self.written.text.push_str("\"/>");
        }
    }
}

/// The styles of the cells that others are to look like.
fn styles(sheet: &str, writes: &Writes) -> Result<FxHashMap<(u32, usize), String>, quick_xml::Error> {
    let wanted: rustc_hash::FxHashSet<u32> = writes
        .values()
        .flat_map(BTreeMap::values)
        .map(|write| write.style_of)
        .collect();
    let mut styles = FxHashMap::default();
    let mut reader = Reader::from_str(sheet);
    let (mut row, mut column) = (0_u32, 0_usize);
    loop {
        match reader.read_event()? {
            Event::Eof => return Ok(styles),
            Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                "row" => {
                    row = attribute(&element, "r")
                        .and_then(|row| row.parse().ok())
                        .unwrap_or(row + 1);
                    column = 0;
                }
                "c" if wanted.contains(&row) => {
                    column = attribute(&element, "r")
                        .and_then(|name| column_of(&name))
                        .unwrap_or(column);
                    if let Some(style) = attribute(&element, "s") {
                        styles.insert((row, column), style);
                    }
                    column += 1;
                }
                _ => {}
            },
            _ => {}
        }
    }
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

/// The column of a cell by its name, from 0: `C7` is in 2.
fn column_of(name: &str) -> Option<usize> {
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic);
    let number = letters.fold(0_usize, |number, letter| {
        number
            .saturating_mul(26)
            .saturating_add(usize::from(letter.to_ascii_uppercase() - b'A' + 1))
    });
    number.checked_sub(1)
}

/// The number of a day in a spreadsheet. What Excel takes for the 29th of February 1900 is before all that matters.
fn day_number(date: Date, is_1904: bool) -> i64 {
    let (year, month) = match date.month {
        1 | 2 => (i64::from(date.year) - 1, i64::from(date.month) + 9),
        month => (i64::from(date.year), i64::from(month) - 3),
    };
    // Years that begin in March, so that a leap day is the last one.
    let of_year = (153 * month + 2) / 5 + i64::from(date.day) - 1;
    let days = 365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + of_year;
    days - if is_1904 { 695_361 } else { 693_899 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: u16, month: u8, day: u8) -> Date {
        Date { year, month, day }
    }

    #[test]
    fn days_have_the_numbers_of_both_calendars() {
        for (date, number) in [
            (day(2015, 2, 1), 42_036),
            (day(1970, 1, 1), 25_569),
            (day(2000, 2, 29), 36_585),
        ] {
            assert_eq!(
                (day_number(date, false), day_number(date, true)),
                (number, number - 1_462)
            );
        }
    }

    fn writes(cells: &[(u32, usize, &str)]) -> Writes {
        let mut writes = Writes::new();
        for (row, column, text) in cells {
            let content = match *text {
                "" => Content::Nothing,
                text => Content::Text(text.to_owned()),
            };
            let write = Write {
                content,
                style_of: 2,
                is_new: *row > 3,
            };
            writes.entry(*row).or_default().insert(*column, write);
        }
        writes
    }

    #[test]
    fn cells_are_written_where_they_belong_and_the_rest_stays() {
        let sheet = "<x:worksheet><x:dimension ref=\"A1:C3\"/><x:sheetData><!-- a --><x:row r=\"1\"><x:c r=\"A1\" t=\"s\"><x:v>0</x:v></x:c></x:row>\
            <x:row r=\"2\" ht=\"9\"><x:c r=\"A2\" s=\"4\"/><x:c r=\"C2\" s=\"5\"><x:f>1+1</x:f><x:v>2</x:v></x:c></x:row><x:row r=\"3\"/></x:sheetData><x:y/></x:worksheet>";
        let all = writes(&[
            (2, 0, "<甲>"),
            (2, 1, "b"),
            (2, 2, "c"),
            (3, 0, ""),
            (5, 2, "e"),
            (7, 0, "g"),
        ]);
        let written = write(sheet, &all, false).unwrap();
        assert_eq!(
            written.text,
            "<x:worksheet><x:dimension ref=\"A1:C7\"/><x:sheetData><!-- a --><x:row r=\"1\"><x:c r=\"A1\" t=\"s\"><x:v>0</x:v></x:c></x:row>\
             <x:row r=\"2\" ht=\"9\"><x:c r=\"A2\" s=\"4\" t=\"inlineStr\"><x:is><x:t xml:space=\"preserve\">&lt;甲&gt;</x:t></x:is></x:c>\
             <x:c r=\"B2\" t=\"inlineStr\"><x:is><x:t xml:space=\"preserve\">b</x:t></x:is></x:c>\
             <x:c r=\"C2\" s=\"5\"><x:f>1+1</x:f><x:v>2</x:v></x:c></x:row><x:row r=\"3\"><x:c r=\"A3\" s=\"4\"/></x:row>\
             <x:row r=\"5\"><x:c r=\"C5\" s=\"5\" t=\"inlineStr\"><x:is><x:t xml:space=\"preserve\">e</x:t></x:is></x:c></x:row>\
             <x:row r=\"7\"><x:c r=\"A7\" s=\"4\" t=\"inlineStr\"><x:is><x:t xml:space=\"preserve\">g</x:t></x:is></x:c></x:row></x:sheetData><x:y/></x:worksheet>"
        );
        assert_eq!((written.cells, written.formulas), (3, vec![(2, 2)]));
    }

    #[test]
    fn cells_without_addresses_are_counted() {
        let sheet = "<worksheet><sheetData><row><c/><c><v>1</v></c></row><row><c/><c><v>2</v></c></row></sheetData></worksheet>";
        let written = write(sheet, &writes(&[(2, 1, "x")]), false).unwrap();
        assert!(written.text.ends_with("<row><c/><c r=\"B2\" t=\"inlineStr\"><is><t xml:space=\"preserve\">x</t></is></c></row></sheetData></worksheet>"), "{}", written.text);
    }
}
