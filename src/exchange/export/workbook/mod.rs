//! The register written into a workbook of the user's own: only the cells that differ, and rows for the standards that it does
//! not have yet. Its styles, columns, widths, formulas and other sheets stay.
//!
//! - This file says what has to change: which row is which standard, and which of its cells says something else.
//! - [`matching`] finds the lists and their standards, [`figures`] the rows of statistics.
//! - [`sheet`] writes cells into a sheet, [`longer`] makes what names a list as long as that is, by [`ranges`]; [`parts`] finds the sheets.

mod figures;
mod longer;
mod matching;
mod parts;
mod ranges;
mod sheet;

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use self::figures::Statistics;
use self::longer::Totals;
use self::matching::{Block, FiguresBlock, Lists};
use self::ranges::Grown;
use self::sheet::{Content, Write};
use super::package::PackageWriter;
use super::{Format, Problem};
use crate::exchange::cells::{Cell, of_column};
use crate::exchange::import::grid::{self, Filled, Grid, Value};
use crate::exchange::import::headings::{Figure, Headings, Level, Meaning};
use crate::exchange::import::read::package::Package;
use crate::exchange::import::read::{self, Request};
use crate::exchange::import::{MAX_UNPACKED, unknown_key, values};
use crate::keys::{ColumnRole, Form};
use crate::messages::Message;
use crate::register::Register;
use crate::register::handle::{EntryRef, StatisticsRef, TableRef};
use crate::register::model::EntryId;

/// A workbook that was brought up to date.
#[derive(Clone, Debug, Default)]
pub struct Updated {
    /// The workbook; as it was where nothing differs.
    pub bytes: Vec<u8>,
    /// How many cells of rows that were there were written.
    pub cells: usize,
    /// How many rows were added.
    pub rows: usize,
    /// What was not done, and what the register does not have.
    pub notes: Vec<Message>,
}

/// Writes a register into a workbook. `tables` are the ids of those that are wanted; all where there is none.
///
/// # Errors
/// Where the workbook cannot be read, or has no list in it.
pub fn update(register: &Register, tables: &[String], name: &str, bytes: &[u8]) -> Result<Updated, Problem> {
    let titles = register.statistics().flat_map(StatisticsRef::columns);
    let titles = titles.filter_map(|column| Some(column.title()?.into_owned()));
    let headings = Headings::new(&[], &register.scheme)
        .map_err(|unknown| unusable_for(unknown_key(unknown, &register.scheme)))?
        .with_counted(titles);
    let request = Request {
        name,
        encoding: None,
        max_unpacked: MAX_UNPACKED,
        sheets: &[],
        headings: &headings,
        scheme: &register.scheme,
    };
    let is_known = [".xlsx", ".xlsm"].iter().any(|end| name.to_lowercase().ends_with(end));
    if !is_known {
        return Err(unusable(
            Message::attribute("import-problem", "save-as").with("form", ".xlsx"),
        ));
    }
    let (grids, _) = read::read(bytes, &request).map_err(|problem| unusable(problem.message()))?;
    let Lists { mut blocks, figures } = matching::lists(&grids, &headings).map_err(unusable_for)?;
    if blocks.is_empty() {
        return Err(unusable(Message::attribute("import-problem", "no-header")));
    }
    matching::find_rows(register, &mut blocks);
    let mut changes = Changes {
        register,
        is_wanted: tables.iter().map(String::as_str).collect(),
        grids: &grids,
        sheets: BTreeMap::new(),
        grown: BTreeMap::new(),
        updated: Updated::default(),
    };
    for block in &blocks {
        changes.rows(block);
    }
    changes.add(&blocks, bytes)?;
    if tables.is_empty() {
        let mut statistics = Statistics::new(register);
        for block in &figures {
            changes.figures(block, &mut statistics);
        }
    }
    changes.write(bytes)
}

struct Changes<'a> {
    register: &'a Register,
    is_wanted: FxHashSet<&'a str>,
    grids: &'a [Grid],
    /// What is written, by grids, rows and columns, all as spreadsheets count them: rows from 1, columns from 0.
    sheets: BTreeMap<usize, BTreeMap<u32, BTreeMap<usize, Write>>>,
    /// The lists that become longer, by grids.
    grown: BTreeMap<usize, Vec<Grown>>,
    updated: Updated,
}

impl Changes<'_> {
    fn is_wanted(&self, table: &TableRef<'_>) -> bool {
        self.is_wanted.is_empty() || table.id().is_some_and(|id| self.is_wanted.contains(&*id))
    }

    /// Compares the rows of a list with their standards.
    fn rows(&mut self, block: &Block<'_>) {
        let Some(grid) = self.grids.get(block.grid) else { return };
        for row in &block.rows {
            let Some(entry) = row.entry.and_then(|id| self.register.entry(id)) else {
                let attribute = if row.is_second { "second" } else { "unknown-row" };
                self.note(
                    Message::attribute("export-into", attribute)
                        .with("address", grid.address(row.row.number, None).to_string())
                        .with("row", row.row.shown()),
                );
                continue;
            };
            if !self
                .register
                .table_of(&entry)
                .is_some_and(|table| self.is_wanted(&table))
            {
                continue;
            }
            for (place, column) in block.header.columns.iter().enumerate() {
                let Some(wanted) = self.wanted(block, column.meaning.as_ref(), entry) else {
                    continue;
                };
                let there = row.row.cells.get(place);
                if is_same(
                    &wanted,
                    there.map(|cell| &cell.value),
                    block.form_of(place, self.register),
                ) {
                    continue;
                }
                self.change(block.grid, row.row, place, &wanted);
            }
        }
    }

    /// Compares the rows of statistics with the register's. What stands for nothing there is not ours to judge, unless others of
    /// its list do.
    fn figures(&mut self, block: &FiguresBlock<'_>, statistics: &mut Statistics<'_>) {
        let Some(grid) = self.grids.get(block.grid) else { return };
        let columns = &block.header.columns;
        let titles = figures::titles(columns);
        let rows = statistics.find_rows(block);
        let is_known = rows.iter().any(|(_, own)| own.is_some());
        for (row, own) in rows {
            let Some(own) = own else {
                if is_known {
                    let note = Message::attribute("export-into", "unknown-row");
                    let address = grid.address(row.number, None).to_string();
                    self.note(note.with("address", address).with("row", row.shown()));
                }
                continue;
            };
            let of_row = figures::figures_of(own);
            for (place, column) in columns.iter().enumerate() {
                let Some(wanted) = figures::wanted(column, own, &of_row, &titles) else {
                    continue;
                };
                let there = row.cells.get(place).map(|cell| &cell.value);
                let is_ratio = column.figure == Some(Figure::Ratio) && figures::is_same_ratio(&wanted, there);
                if !is_ratio && !is_same(&wanted, there, None) {
                    self.change(block.grid, row, place, &wanted);
                }
            }
        }
    }

    /// Writes into a cell of a row that is there.
    fn change(&mut self, of_grid: usize, row: &grid::Row, place: usize, wanted: &Cell<'_>) {
        let there = row.cells.get(place);
        if let Some(grid) = self.grids.get(of_grid)
            && there.is_some_and(|cell| cell.filled != Filled::Not)
        {
            let address = grid.address(row.number, Some(place)).to_string();
            self.note(
                Message::attribute("export-into", "merged")
                    .with("address", address)
                    .with("text", wanted.shown().into_owned()),
            );
            return;
        }
        let write = Write {
            content: content(wanted, there.map(|cell| &cell.value)),
            style_of: row.number,
            is_new: false,
        };
        self.put(of_grid, row.number, place, write);
    }

    /// What an entry has for a column; none for a column that is not the register's.
    fn wanted<'e>(&self, block: &Block<'_>, meaning: Option<&Meaning>, entry: EntryRef<'e>) -> Option<Cell<'e>> {
        let columns = &self.register.columns;
        let of_role = |role| {
            columns
                .of_role(role)
                .map_or(Cell::Empty, |_| of_column(entry, Some(role), 0))
        };
        let key = match meaning? {
            Meaning::StandardOrPlan => "",
            Meaning::Key(key) => key,
            Meaning::Year => {
                let standard = of_role(ColumnRole::Standard);
                let year = standard.shown().rsplit_once('-').map(|(_, year)| year.to_owned());
                return Some(Cell::text(year.unwrap_or_default()));
            }
            Meaning::Structure(_)
            | Meaning::Table
            | Meaning::TableTitle
            | Meaning::Parent
            | Meaning::SubsystemCode
            | Meaning::CategoryCode
            | Meaning::Count
            | Meaning::Ignored => return None,
        };
        let found = columns.find(key);
        let role = found.and_then(|(_, column)| column.role);
        if key.is_empty() || role == Some(ColumnRole::Standard) {
            let standard = of_role(ColumnRole::Standard);
            // A plan stands in the column of numbers, unless it has one of its own.
            return Some(match standard {
                Cell::Empty if !block.has_role(self.register, ColumnRole::Plan) => of_role(ColumnRole::Plan),
                Cell::Text(number) if block.has_year() => Cell::text(
                    number
                        .rsplit_once('-')
                        .map_or(number.to_string(), |(before, _)| before.to_owned()),
                ),
                standard => standard,
            });
        }
        let (place, _) = found?;
        Some(of_column(entry, role, place))
    }

    /// Adds rows for the standards that no row stands for, each below the list that has most of its table.
    ///
    /// # Errors
    /// Where the parts of the workbook cannot be read.
    fn add(&mut self, blocks: &[Block<'_>], bytes: &[u8]) -> Result<(), Problem> {
        let register = self.register;
        let known: FxHashSet<EntryId> = blocks
            .iter()
            .flat_map(|block| &block.rows)
            .filter_map(|row| row.entry)
            .collect();
        let mut homes: FxHashMap<usize, (usize, usize)> = FxHashMap::default();
        for (place, block) in blocks.iter().enumerate() {
            for (table, count) in block.tables(register) {
                let home = homes.entry(table).or_insert((place, count));
                if count > home.1 {
                    *home = (place, count);
                }
            }
        }
        // How far each list was filled.
        let mut ends: BTreeMap<usize, u32> = BTreeMap::new();
        let mut totals = Totals::default();
        for (index, table) in register.tables().enumerate() {
            if !self.is_wanted(&table) {
                continue;
            }
            let entries = register.entries_of(&table).filter(|(id, _)| !known.contains(id));
            let missing: Vec<EntryRef<'_>> = entries.map(|(_, entry)| entry).collect();
            if missing.is_empty() {
                continue;
            }
            let told = |attribute| {
                Message::attribute("export-into", attribute)
                    .with("count", missing.len())
                    .with(
                        "table",
                        table.id().or_else(|| table.title()).unwrap_or_default().into_owned(),
                    )
            };
            let Some((place, block)) = homes
                .get(&index)
                .and_then(|(place, _)| Some((*place, blocks.get(*place)?)))
            else {
                self.note(told("no-place"));
                continue;
            };
            let Some(grid) = self.grids.get(block.grid) else {
                continue;
            };
            let end = ends.entry(place).or_insert_with(|| block.last_row());
            let room = block.room(grid, *end);
            if room < missing.len() {
                let address = grid.address(*end, None).to_string();
                self.note(told("no-room").with("address", address));
                continue;
            }
            let below = totals.of(grid, bytes)?.iter();
            if below
                .copied()
                .any(|row| block.header.row < row && row as usize <= *end as usize + missing.len())
            {
                self.note(told("totals"));
                continue;
            }
            let first = *end + 1;
            *end += u32::try_from(missing.len()).unwrap_or(u32::MAX);
            for (number, entry) in (first..).zip(&missing) {
                self.add_row(block, number, *entry, &table);
            }
        }
        for (block, end) in ends.iter().filter_map(|(place, end)| Some((blocks.get(*place)?, *end))) {
            let last = block.last_row();
            if end > last {
                self.grown.entry(block.grid).or_default().push(Grown {
                    width: block.header.columns.len(),
                    last,
                    end,
                });
            }
        }
        Ok(())
    }

    fn add_row(&mut self, block: &Block<'_>, number: u32, entry: EntryRef<'_>, table: &TableRef<'_>) {
        let category = self.register.category_of(table);
        let subsystem = category.and_then(|category| self.register.subsystem_of(&category));
        for (place, column) in block.header.columns.iter().enumerate() {
            let wanted = match &column.meaning {
                Some(Meaning::Table) => Cell::maybe(table.id()),
                Some(Meaning::TableTitle) => Cell::maybe(table.title()),
                Some(Meaning::Structure(Level::Subsystem)) => Cell::maybe(subsystem.and_then(|one| one.title())),
                Some(Meaning::SubsystemCode) => Cell::maybe(subsystem.and_then(|one| one.code())),
                Some(Meaning::CategoryCode) => Cell::maybe(category.and_then(|one| one.code())),
                Some(Meaning::Structure(Level::Category)) => Cell::maybe(category.and_then(|one| one.title())),
                meaning => self.wanted(block, meaning.as_ref(), entry).unwrap_or(Cell::Empty),
            };
            // It looks like the row above; a day like a day, which that row need not have.
            let day = block.day_of(place).filter(|_| matches!(wanted, Cell::Date(_)));
            let write = Write {
                content: content(&wanted, day.map(|(_, value)| value)),
                style_of: day.map_or_else(|| block.last_row(), |(row, _)| row),
                is_new: true,
            };
            self.put(block.grid, number, place, write);
        }
        self.updated.rows += 1;
    }

    fn put(&mut self, grid: usize, row: u32, column: usize, write: Write) {
        let sheet = self.sheets.entry(grid).or_default();
        sheet.entry(row).or_default().insert(column, write);
    }

    fn note(&mut self, note: Message) {
        self.updated.notes.push(note);
    }

    /// Writes what differs, or leaves the workbook as it is.
    fn write(mut self, bytes: &[u8]) -> Result<Updated, Problem> {
        if self.sheets.is_empty() {
            self.updated.bytes = bytes.to_vec();
            return Ok(self.updated);
        }
        let mut package = Package::open(bytes, MAX_UNPACKED).map_err(|problem| unusable(problem.message()))?;
        let book = parts::Book::read(&mut package).map_err(unusable_for)?;
        let mut written = Vec::new();
        for (grid, writes) in &self.sheets {
            let Some(grid) = self.grids.get(*grid) else { continue };
            let name = grid.sheet.as_deref().and_then(|sheet| book.part_of(sheet));
            let name = name.ok_or_else(|| unusable(parts::damaged(parts::BOOK, "")))?;
            let text = parts::text(&mut package, &name).map_err(unusable_for)?;
            let done = sheet::write(&text, writes, book.is_1904)
                .map_err(|error| unusable(parts::damaged(&name, &error.to_string())))?;
            self.updated.cells += done.cells;
            for (row, column) in done.formulas {
                let address = grid.address(row, Some(column)).to_string();
                self.updated
                    .notes
                    .push(Message::attribute("export-into", "formula").with("address", address));
            }
            written.push((name, done.text));
        }
        let names = |grid: usize| self.grids.get(grid).and_then(|grid| grid.sheet.as_deref());
        let lists = self
            .grown
            .iter()
            .filter_map(|(grid, lists)| Some((names(*grid)?, lists.as_slice())));
        longer::grow(&mut package, &book, lists, &mut written)?;
        let mut file = PackageWriter::new(Format::Xlsx);
        let names: Vec<&str> = written.iter().map(|(name, _)| name.as_str()).collect();
        file.copy(bytes, &names)?;
        for (name, text) in &written {
            file.part(name, text)?;
        }
        self.updated.bytes = file.end()?;
        Ok(self.updated)
    }
}

fn unusable(reason: Message) -> Problem {
    unusable_for(Box::new(reason))
}

fn unusable_for(reason: Box<Message>) -> Problem {
    Problem::Workbook { reason }
}

/// Whether a cell says what it is to say, however it says it.
fn is_same(wanted: &Cell<'_>, there: Option<&Value>, form: Option<Form>) -> bool {
    let cell = grid::Cell::of(there.cloned().unwrap_or_default());
    let shown = cell.shown();
    match wanted {
        Cell::Empty => values::is_nothing(&shown),
        Cell::Integer(integer) => values::integer(&cell) == Some(*integer),
        Cell::Date(date) => values::date(&cell) == Some(*date),
        Cell::Text(text) if form == Some(Form::Strings) => values::list(text) == values::list(&shown),
        Cell::Text(text) => grid::joined(text) == shown,
    }
}

/// What is written for a value: a day as a day only where days are kept as such.
fn content(wanted: &Cell<'_>, there: Option<&Value>) -> Content {
    match wanted {
        Cell::Empty => Content::Nothing,
        Cell::Date(date) if matches!(there, Some(Value::Date(_))) => Content::Day(*date),
        Cell::Integer(integer) if !matches!(there, Some(Value::Text(_))) => Content::Number(*integer),
        wanted => Content::Text(wanted.shown().into_owned()),
    }
}
