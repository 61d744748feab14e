//! Workbooks of Excel: `.xlsx`, `.xlsm` and `.xls`. The cells of a sheet are read one by one, never as the box around them: two
//! cells far apart would make one of gigabytes.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, DataRef, Dimensions, ExcelDateTime, Reader as _, SheetVisible, Xls, XlsError, Xlsx, XlsxError};
use rustc_hash::{FxHashMap, FxHashSet};

use super::compound::{self, Compound};
use super::package::{Package, is_compound};
use super::{Problem, Request, records, sheet};
use crate::exchange::import::grid::{Cell, Grid, LAST_COLUMN, LAST_ROW, MOST_CELLS, Merge, Room, Row, Value};
use crate::messages::Message;
use crate::syntax;

/// Reads the sheets of a workbook.
pub(super) fn read(bytes: &[u8], request: &Request<'_>) -> Result<(Vec<Grid>, Vec<Message>), Problem> {
    let is_old = is_compound(bytes) && request.name.to_ascii_lowercase().ends_with(".xls");
    let mut package = None;
    if !is_old {
        package = Some(Package::open(bytes, request.max_unpacked)?);
    }
    // Nothing is known to make the library panic that is not looked for before; if something does, it is the file's fault.
    let read = || match package {
        None => old(bytes, request),
        Some(package) => new(bytes, package, request),
    };
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(Problem::Damaged(request.name.to_owned())))
}

fn new(bytes: &[u8], mut package: Package<'_>, request: &Request<'_>) -> Result<(Vec<Grid>, Vec<Message>), Problem> {
    package.check_shared_strings()?;
    let parts = sheet::parts(&mut package)?;
    let mut known = FxHashSet::default();
    if let Some(doubled) = parts.iter().find(|part| !part.is_empty() && !known.insert(*part)) {
        // It would be read once for each sheet.
        return Err(Problem::Damaged(doubled.clone()));
    }
    let mut room = Room::of_file(package.size());
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(of_xlsx)?;
    let is_1904 = workbook.has_1904_epoch();
    let (sheets, mut notes) = sheets(workbook.sheets_metadata(), request)?;
    let mut grids = Vec::new();
    for (place, name) in sheets {
        let mut grid = cells(&mut workbook, &name, is_1904, &mut room)?;
        let beside = match parts.get(place) {
            Some(part) => sheet::beside(&mut package, part)?,
            None => sheet::Beside::default(),
        };
        notes.extend(beside.hidden.notes(&grid));
        grid.fill(&beside.merges);
        grids.push(grid);
    }
    Ok((grids, notes))
}

/// The cells of a sheet.
fn cells(workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str, is_1904: bool, room: &mut Room) -> Result<Grid, Problem> {
    let mut grid = grid(name);
    let zeros = zeros(workbook, name)?;
    let mut reader = workbook.worksheet_cells_reader(name).map_err(of_xlsx)?;
    while let Some(record) = reader.next_cell_with_formula_metadata().map_err(of_xlsx)? {
        let width = zeros.get(&record.pos).copied();
        let value = match record.value {
            DataRef::Empty if record.formula.is_some() => Value::Error("=".to_owned()),
            DataRef::Empty => continue,
            DataRef::Int(number) => whole(number),
            DataRef::Float(number) => match width {
                Some(width) if number.fract() == 0.0 && number >= 0.0 => Value::Text(format!("{number:0width$.0}")),
                _ => Value::Number(number),
            },
            DataRef::String(text) => text_of(text, record.formula.is_some()),
            DataRef::SharedString(text) => text_of(text.to_owned(), false),
            DataRef::Bool(truth) => Value::Bool(truth),
            DataRef::DateTime(time) => day(&time, is_1904),
            DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Value::Text(text),
            DataRef::Error(error) => Value::Error(error.to_string()),
        };
        put(&mut grid, record.pos, value, room)?;
    }
    grid.rows.sort_by_key(|row| row.number);
    Ok(grid)
}

/// How many digits the format of each cell shows at the least, where that is all that its format says: `0000000`. A second look at
/// the sheet, and only where the workbook has such a format.
fn zeros(workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<FxHashMap<(u32, u32), usize>, Problem> {
    let mut reader = workbook.worksheet_cells_reader(name).map_err(of_xlsx)?;
    let width = |style: &calamine::Style| {
        let code = style.number_format.as_ref()?.format_code.as_str();
        (code.len() > 1 && code.bytes().all(|byte| byte == b'0')).then_some(code.len())
    };
    let widths: Vec<Option<usize>> = reader.styles().iter().map(width).collect();
    let mut zeros = FxHashMap::default();
    if widths.iter().all(Option::is_none) {
        return Ok(zeros);
    }
    while let Some((row, column, style)) = reader.next_style_id().map_err(of_xlsx)? {
        if let Some(width) = widths.get(style).copied().flatten() {
            zeros.insert((row, column), width);
        }
        if zeros.len() > MOST_CELLS {
            return Err(Problem::TooLarge);
        }
    }
    Ok(zeros)
}

fn old(bytes: &[u8], request: &Request<'_>) -> Result<(Vec<Grid>, Vec<Message>), Problem> {
    let container = Compound::open(bytes)?;
    if container.stream("EncryptedPackage")?.is_some() {
        return Err(Problem::Encrypted);
    }
    let mut stream = match container.stream("Workbook")? {
        Some(stream) => stream,
        None => container
            .stream("Book")?
            .ok_or_else(|| Problem::Damaged("Workbook".to_owned()))?,
    };
    drop(container);
    let hidden = records::check(&mut stream)?;
    // The library is given what was looked at, and nothing else.
    let checked = compound::of_stream("Workbook", &stream).ok_or(Problem::TooLarge)?;
    drop(stream);
    let mut workbook: Xls<_> = Xls::new(Cursor::new(checked)).map_err(of_xls)?;
    let is_1904 = workbook.has_1904_epoch();
    let (sheets, mut notes) = sheets(workbook.sheets_metadata(), request)?;
    let mut grids = Vec::new();
    let mut room = Room::of_file(bytes.len() as u64);
    for (place, name) in sheets {
        let mut grid = grid(&name);
        // A sheet of this format has no more than 65,536 rows of 256 cells.
        let range = workbook.worksheet_range(&name).map_err(of_xls)?;
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let value = match value {
                Data::Empty => continue,
                Data::Int(number) => whole(*number),
                Data::Float(number) => Value::Number(*number),
                Data::String(text) => text_of(text.clone(), false),
                Data::Bool(truth) => Value::Bool(*truth),
                Data::DateTime(time) => day(time, is_1904),
                Data::DateTimeIso(text) | Data::DurationIso(text) => Value::Text(text.clone()),
                Data::Error(error) => Value::Error(error.to_string()),
            };
            let offset = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
            let place = (top.saturating_add(offset(row)), left.saturating_add(offset(column)));
            put(&mut grid, place, value, &mut room)?;
        }
        let merges = workbook.merge_cells_by_sheet_name(&name).unwrap_or_default();
        notes.extend(hidden.get(place).cloned().unwrap_or_default().notes(&grid));
        grid.fill(&merges.iter().map(merge).collect::<Vec<_>>());
        grids.push(grid);
    }
    Ok((grids, notes))
}

fn grid(name: &str) -> Grid {
    Grid {
        sheet: Some(name.to_owned()),
        has_columns: true,
        ..Grid::default()
    }
}

/// The places and names of sheets, and notes about them.
type Wanted = (Vec<(usize, String)>, Vec<Message>);

/// The sheets to read, and which of them nobody sees.
fn sheets(sheets: &[calamine::Sheet], request: &Request<'_>) -> Result<Wanted, Problem> {
    let all: Vec<String> = sheets.iter().map(|sheet| sheet.name.clone()).collect();
    super::wanted(&all, request)?;
    let mut notes = Vec::new();
    let mut names = Vec::new();
    let wanted = sheets.iter().enumerate();
    for (place, sheet) in wanted.filter(|(_, sheet)| super::is_wanted(&sheet.name, request)) {
        if sheet.typ != calamine::SheetType::WorkSheet {
            continue;
        }
        if sheet.visible != SheetVisible::Visible {
            notes.push(Message::attribute("import-note", "hidden").with("sheet", sheet.name.as_str()));
        }
        names.push((place, sheet.name.clone()));
    }
    Ok((names, notes))
}

/// Puts a value into its place.
pub(super) fn put(grid: &mut Grid, (row, column): (u32, u32), value: Value, room: &mut Room) -> Result<(), Problem> {
    let column = column as usize;
    if row >= LAST_ROW || column >= LAST_COLUMN {
        return Err(Problem::TooLarge);
    }
    room.take(&value, 1).ok_or(Problem::TooLarge)?;
    let number = row + 1;
    if grid.rows.last().is_none_or(|last| last.number != number) {
        // Most rows are as wide as the one above.
        let width = grid.rows.last().map_or(0, |last| last.cells.len());
        grid.rows.push(Row {
            number,
            cells: Vec::with_capacity(width),
            ..Row::default()
        });
    }
    if let Some(last) = grid.rows.last_mut() {
        if last.cells.len() <= column {
            let more = column + 1 - last.cells.len();
            room.take_cells(more).ok_or(Problem::TooLarge)?;
            last.cells.resize(column + 1, Cell::default());
        }
        if let Some(cell) = last.cells.get_mut(column) {
            *cell = Cell::of(value);
        }
    }
    Ok(())
}

/// A whole number, which is one like any other as long as that keeps all of its digits.
fn whole(number: i64) -> Value {
    match i32::try_from(number) {
        Ok(number) => Value::Number(number.into()),
        Err(_) => Value::Text(number.to_string()),
    }
}

/// A text; a formula that has none was never computed.
fn text_of(text: String, is_formula: bool) -> Value {
    match text.trim().is_empty() {
        true if is_formula => Value::Error("=".to_owned()),
        true => Value::Empty,
        false => Value::Text(text),
    }
}

/// The day of a cell with the format of a date. A time of day is no part of it, nor are the fractions of a second that are lost in
/// binary, or the 43 seconds that some programs lose in China.
fn day(time: &ExcelDateTime, is_1904: bool) -> Value {
    let epoch = if is_1904 { 24_107.0 } else { 25_569.0 };
    let days = (time.as_f64() + 7e-4 - epoch).floor();
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a day beyond the calendar is none, whichever it becomes"
    )]
    let date = syntax::since_1970(days as i64).filter(|_| !time.is_duration());
    date.map_or(Value::Number(time.as_f64()), Value::Date)
}

fn merge(range: &Dimensions) -> Merge {
    Merge {
        rows: (range.start.0.saturating_add(1), range.end.0.saturating_add(1)),
        columns: (range.start.1 as usize, range.end.1 as usize),
    }
}

fn of_xlsx(error: XlsxError) -> Problem {
    match error {
        XlsxError::Password => Problem::Encrypted,
        error => Problem::Damaged(error.to_string()),
    }
}

fn of_xls(error: XlsError) -> Problem {
    match error {
        XlsError::Password => Problem::Encrypted,
        error => Problem::Damaged(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::Language;

    #[test]
    fn cells_far_away_are_refused_before_there_is_room_for_them() {
        let mut grid = grid("x");
        let mut room = Room::of_file(0);
        put(&mut grid, (0, 0), Value::Bool(true), &mut room).unwrap();
        for row in 7..7 + 244 {
            put(&mut grid, (row, 16_383), Value::Bool(true), &mut room).unwrap();
        }
        assert_eq!(grid.rows.len(), 245);
        for place in [(600, 16_383), (LAST_ROW, 0), (0, 16_384)] {
            let problem = put(&mut grid, place, Value::Bool(true), &mut room).unwrap_err();
            assert!(problem.message().render(Language::En).contains("4000000"));
        }
    }

    #[test]
    fn days_are_whole_and_of_both_calendars() {
        let time = |value| ExcelDateTime::new(value, calamine::ExcelDateTimeType::DateTime, false);
        let shown = |value: Value| Cell::of(value).shown();
        for (value, is_1904) in [
            (42_036.0, false),
            (42_035.999_999_9, false),
            (42_035.999_502_3, false),
            (42_036.9, false),
            (40_574.0, true),
        ] {
            assert_eq!(shown(day(&time(value), is_1904)), "2015-02-01");
        }
        assert_eq!(shown(day(&time(1e300), false)).len(), 301);
    }
}
