//! A workbook: a sheet a table or all standards in one sheet, the structure and the statistics on sheets of their own.
//!
//! Each cell is written as what it is. Text is text, also for who types into the column later, whatever it looks like: a
//! code keeps its zeros and `=1+1` is no formula; there is no formula at all. The same register gives the same bytes.
//!
//! It is made in memory, in which the register is as well, so that nothing here needs a file for the time being.

use std::collections::BTreeSet;

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula,
    IgnoreError, Workbook, Worksheet, XlsxError,
};
use unicode_width::UnicodeWidthStr;

use super::Watch;
use super::rows::{self, Column, ColumnKind, List};
use super::{Export, Part, Problem, Sheets};
use crate::exchange::cells::Cell;
use crate::exchange::html::heading_of_key;
use crate::keys::TableKind;
use crate::messages::Message;

/// The widest column, in characters of a default font; longer text is wrapped.
const WIDEST: usize = 48;
/// The narrowest.
const NARROWEST: usize = 6;
/// The longest name of a sheet, in UTF-16.
const LONGEST_NAME: usize = 31;
/// The longest list of words that a cell's own rule holds, in UTF-16 with commas between them; longer ones damage the file.
const LONGEST_LIST: usize = 255;
/// A whole number beyond this is not the same in a spreadsheet.
const LARGEST_INTEGER: u64 = 1 << 53;
/// Below a list, so many rows take its words too.
const ROOM: u32 = 1_000;
const LAST_ROW: u32 = 1_048_575;
const A4: u8 = 9;

pub(super) fn write(export: &Export<'_>) -> Result<Vec<u8>, Problem> {
    workbook(export).map_err(|error| match error {
        XlsxError::RowColumnLimitError | XlsxError::MaxStringLengthExceeded => Problem::TooLarge {
            format: super::Format::Xlsx,
        },
        error => Problem::Failed {
            format: super::Format::Xlsx,
            reason: error.to_string(),
        },
    })
}

fn workbook(export: &Export<'_>) -> Result<Vec<u8>, XlsxError> {
    let entries = export.register.entries().count();
    let cells = entries * export.register.columns.iter().count();
    let mut writer = Writer::new(export.watch, cells);
    let properties = DocProperties::new()
        .set_title(visible(&export.printed.title.text))
        // Else it is the time of writing, and no two files are equal.
        .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
    writer.workbook.set_properties(&properties);
    if export.has(Part::Structure) {
        let list = rows::structure(export);
        writer.list(&export.word("print-heading", "structure"), None, &list, &[])?;
    }
    if export.has(Part::Tables) {
        writer.tables(export)?;
    }
    if export.has(Part::Statistics) {
        let list = rows::statistics(export);
        writer.list(&export.word("print-heading", "statistics"), None, &list, &[])?;
    }
    if let Some(notes) = export.printed.notes.as_deref().filter(|_| export.has(Part::Notes)) {
        let title = heading_of_key(TableKind::Register, "notes")
            .get(export.language)
            .to_owned();
        let list = List {
            head: vec![title.clone()],
            rows: notes.lines().map(|line| vec![Cell::text(line)]).collect(),
        };
        writer.list(&title, None, &list, &[])?;
    }
    writer.finish(export)
}

/// The forms of cells.
struct Formats {
    caption: Format,
    head: Format,
    text: Format,
    integer: Format,
    date: Format,
}

struct Writer<'e> {
    watch: Watch<'e>,
    /// How many cells were written, and how many of entries there are.
    written: (usize, usize),
    workbook: Workbook,
    formats: Formats,
    /// The names of the sheets, in lower case.
    names: BTreeSet<String>,
    /// Lists of words that are too long for a rule, and stand on a sheet at the end.
    lists: Vec<Vec<String>>,
    /// What that sheet is called.
    name_of_lists: String,
}

impl<'e> Writer<'e> {
    fn new(watch: Watch<'e>, cells: usize) -> Self {
        let cell = Format::new()
            .set_align(FormatAlign::Top)
            .set_text_wrap()
            .set_border(FormatBorder::Thin);
        Self {
            watch,
            written: (0, cells),
            workbook: Workbook::new(),
            formats: Formats {
                caption: Format::new().set_bold().set_font_size(13),
                head: cell
                    .clone()
                    .set_bold()
                    .set_background_color(0x00F0_F0F0)
                    .set_align(FormatAlign::VerticalCenter),
                text: cell.clone().set_num_format("@"),
                integer: cell.clone().set_num_format("0"),
                date: cell.set_num_format("yyyy-mm-dd"),
            },
            // Excel keeps this one for itself.
            names: BTreeSet::from(["history".to_owned()]),
            lists: Vec::new(),
            name_of_lists: String::new(),
        }
    }

    fn tables(&mut self, export: &Export<'_>) -> Result<(), XlsxError> {
        let columns = rows::columns(export.register, export.language);
        if export.sheets == Sheets::One {
            let list = rows::entries(export, &columns);
            return self.list(&export.word("print-heading", "tables"), None, &list, &columns);
        }
        for table in rows::tables(export) {
            let (id, title) = (table.id().unwrap_or_default(), table.title().unwrap_or_default());
            let caption = Message::new("print-table").with("id", &*id).with("title", &*title);
            let entries = export.register.entries_of(&table);
            let list = List {
                head: columns.iter().map(|column| column.title.clone()).collect(),
                rows: entries.map(|(_, entry)| rows::of_entry(entry, &columns)).collect(),
            };
            let caption = caption.render(export.language);
            self.list(&format!("{id} {title}"), Some(&caption), &list, &columns)?;
        }
        Ok(())
    }

    /// Adds a sheet with a list. `columns` are its last ones, as far as they are those of entries.
    fn list(
        &mut self,
        name: &str,
        caption: Option<&str>,
        list: &List<'_>,
        columns: &[Column],
    ) -> Result<(), XlsxError> {
        let name = self.name(name);
        let mut sheet = Worksheet::new();
        sheet.set_name(name)?;
        let head = u32::from(caption.is_some());
        if let Some(caption) = caption {
            sheet.write_string_with_format(0, 0, visible(caption), &self.formats.caption)?;
        }
        let places = list.head.len();
        let before = places.saturating_sub(columns.len());
        for (place, title) in (0..).zip(&list.head) {
            let column = usize::from(place)
                .checked_sub(before)
                .and_then(|index| columns.get(index));
            let kind = column.map(|column| column.kind);
            let format = match kind {
                Some(ColumnKind::Integer) => &self.formats.integer,
                Some(ColumnKind::Date) => &self.formats.date,
                Some(ColumnKind::Text) | None => &self.formats.text,
            };
            // What is typed below is what stands above.
            sheet.set_column_format(place, &unframed(kind))?;
            sheet.write_string_with_format(head, place, visible(title), &self.formats.head)?;
            let mut widest = title.width() + 3;
            for (row, cells) in (head + 1..).zip(&list.rows) {
                if let Some(cell) = cells.get(usize::from(place)) {
                    widest = widest.max(self.formats.cell(&mut sheet, row, place, cell, format)?);
                }
            }
            // What else stands in the workbook is little.
            let (done, all) = &mut self.written;
            *done = (*done + list.rows.len()).min(*all);
            (self.watch)(*done, *all);
            // A Chinese character is a little wider than two digits.
            let width = widest.clamp(NARROWEST, WIDEST) as f64 * 1.05 + 1.0;
            sheet.set_column_width(place, width)?;
        }
        let last = head + u32::try_from(list.rows.len()).unwrap_or(u32::MAX).min(LAST_ROW - head);
        let last_column = u16::try_from(places.saturating_sub(1)).map_err(|_| XlsxError::RowColumnLimitError)?;
        sheet.set_freeze_panes(head + 1, 0)?;
        sheet.set_repeat_rows(head, head)?;
        sheet.autofilter(head, 0, last, last_column)?;
        sheet.ignore_error_range(head, 0, last, last_column, IgnoreError::NumberStoredAsText)?;
        sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
        for (place, column) in (before..).zip(columns) {
            if let Some(rule) = self.words(&column.words)? {
                let place = u16::try_from(place).map_err(|_| XlsxError::RowColumnLimitError)?;
                let end = last.saturating_add(ROOM).min(LAST_ROW);
                sheet.add_data_validation(head + 1, place, end, place, &rule)?;
            }
        }
        self.workbook.push_worksheet(sheet);
        Ok(())
    }

    /// The rule that offers words, and warns of others: a register may have its own.
    fn words(&mut self, words: &[String]) -> Result<Option<DataValidation>, XlsxError> {
        if words.is_empty() {
            return Ok(None);
        }
        let units = words.iter().map(|word| word.encode_utf16().count() + 1).sum::<usize>();
        let is_short = units <= LONGEST_LIST + 1 && !words.iter().any(|word| word.contains([',', '"']));
        let rule = DataValidation::new();
        let rule = if is_short {
            rule.allow_list_strings(words)?
        } else {
            let known = self.lists.iter().position(|list| list == words);
            let place = known.unwrap_or_else(|| {
                self.lists.push(words.to_vec());
                self.lists.len() - 1
            });
            if self.name_of_lists.is_empty() {
                self.name_of_lists = self.name("词表");
            }
            let column = rust_xlsxwriter::utility::column_number_to_name(
                u16::try_from(place).map_err(|_| XlsxError::RowColumnLimitError)?,
            );
            let range = format!("='{}'!${column}$1:${column}${}", self.name_of_lists, words.len());
            rule.allow_list_formula(Formula::new(range))
        };
        Ok(Some(rule.set_error_style(DataValidationErrorStyle::Warning)))
    }

    fn finish(mut self, export: &Export<'_>) -> Result<Vec<u8>, XlsxError> {
        let has_sheets = self.names.len() > 1;
        if !has_sheets {
            // A workbook has one at least.
            let name = self.name(&export.word("print-heading", "tables"));
            self.workbook.add_worksheet().set_name(name)?;
        }
        if !self.lists.is_empty() {
            let mut sheet = Worksheet::new();
            sheet.set_name(&self.name_of_lists)?;
            for (column, list) in (0..).zip(&self.lists) {
                for (row, word) in (0..).zip(list) {
                    sheet.write_string(row, column, visible(word))?;
                }
            }
            sheet.set_hidden(true);
            self.workbook.push_worksheet(sheet);
        }
        self.workbook.save_to_buffer()
    }

    /// The name of a sheet: what it is wanted to be called as far as Excel allows that, and no other one's.
    fn name(&mut self, wanted: &str) -> String {
        let allowed: String = wanted
            .chars()
            .map(|character| match character {
                '*' | '?' | ':' | '[' | ']' | '\\' | '/' | '\'' | '\u{FFFE}' | '\u{FFFF}' => '_',
                _ if character.is_control() => '_',
                _ => character,
            })
            .collect();
        let allowed = match allowed.trim() {
            "" => "_",
            name => name,
        };
        for number in 1_u32.. {
            let end = if number == 1 {
                String::new()
            } else {
                format!(" ({number})")
            };
            let mut name = String::new();
            let mut left = LONGEST_NAME - end.len();
            for character in allowed.chars() {
                let Some(rest) = left.checked_sub(character.len_utf16()) else {
                    break;
                };
                left = rest;
                name.push(character);
            }
            name.push_str(&end);
            if self.names.insert(name.to_lowercase()) {
                return name;
            }
        }
        allowed.to_owned()
    }
}

impl Formats {
    /// Writes a cell, and tells how wide it is.
    fn cell(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        column: u16,
        cell: &Cell<'_>,
        empty: &Format,
    ) -> Result<usize, XlsxError> {
        let text = |sheet: &mut Worksheet, text: &str| -> Result<usize, XlsxError> {
            sheet.write_string_with_format(row, column, visible(text), &self.text)?;
            Ok(text.lines().map(UnicodeWidthStr::width).max().unwrap_or_default())
        };
        match cell {
            Cell::Empty => {
                sheet.write_blank(row, column, empty)?;
                Ok(0)
            }
            Cell::Text(content) => text(sheet, content),
            Cell::Integer(integer) if integer.unsigned_abs() <= LARGEST_INTEGER => {
                sheet.write_number_with_format(row, column, *integer as f64, &self.integer)?;
                Ok(integer.to_string().len())
            }
            Cell::Integer(integer) => text(sheet, &integer.to_string()),
            Cell::Date(date) => match ExcelDateTime::from_ymd(date.year, date.month, date.day) {
                Ok(day) => {
                    sheet.write_datetime_with_format(row, column, &day, &self.date)?;
                    Ok(10)
                }
                // There is no day before 1900.
                Err(_) => text(sheet, &date.to_string()),
            },
        }
    }
}

/// The form of what is typed into a column below its list.
fn unframed(kind: Option<ColumnKind>) -> Format {
    Format::new()
        .set_align(FormatAlign::Top)
        .set_text_wrap()
        .set_num_format(match kind {
            Some(ColumnKind::Integer) => "0",
            Some(ColumnKind::Date) => "yyyy-mm-dd",
            Some(ColumnKind::Text) | None => "@",
        })
}

/// Text without what XML cannot hold. Controls are held in Excel's own way.
fn visible(text: &str) -> String {
    text.replace(['\u{FFFE}', '\u{FFFF}'], "\u{FFFD}")
}
