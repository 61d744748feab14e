//! Which rows of a workbook are lists of standards, and which standard each row stands for: by its code, or else by its number,
//! or else by its title.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::exchange::import::grid::{self, Grid, RowKind, Value};
use crate::exchange::import::headings::{Header, HeaderKind, Headings, Meaning};
use crate::exchange::import::{lines, values};
use crate::keys::{ColumnRole, Form};
use crate::messages::Message;
use crate::register::Register;
use crate::register::handle::EntryRef;
use crate::register::model::EntryId;

/// A list: what stands below one head.
pub(super) struct Block<'g> {
    /// The sheet that it is on, by its place.
    pub(super) grid: usize,
    pub(super) header: Header,
    /// The number of the table, where a caption or the sheet's name says it.
    id: Option<String>,
    pub(super) rows: Vec<Row<'g>>,
    /// The number of the last row that is the list's, whatever it is.
    last: u32,
}

/// A list of statistics.
pub(super) struct FiguresBlock<'g> {
    /// The sheet that it is on, by its place.
    pub(super) grid: usize,
    pub(super) header: Header,
    /// The number of the table, where a caption says it.
    pub(super) id: Option<String>,
    pub(super) rows: Vec<&'g grid::Row>,
}

/// What a workbook has in it.
#[derive(Default)]
pub(super) struct Lists<'g> {
    pub(super) blocks: Vec<Block<'g>>,
    pub(super) figures: Vec<FiguresBlock<'g>>,
}

/// A row of a list.
pub(super) struct Row<'g> {
    pub(super) row: &'g grid::Row,
    /// The standard that it stands for.
    pub(super) entry: Option<EntryId>,
    /// A row above on the same sheet stands for that standard.
    pub(super) is_second: bool,
}

/// What a standard is known by, the surest first.
const KNOWN_BY: [&[ColumnRole]; 3] = [
    &[ColumnRole::Code],
    &[ColumnRole::Standard, ColumnRole::Plan],
    &[ColumnRole::Title],
];

/// The lists of a workbook.
pub(super) fn lists<'g>(grids: &'g [Grid], headings: &Headings) -> Result<Lists<'g>, Box<Message>> {
    let Lists {
        mut blocks,
        mut figures,
    } = Lists::default();
    for (place, grid) in grids.iter().enumerate() {
        let name = grid.sheet.as_deref().unwrap_or_default();
        let mut id = name.split_whitespace().next().map(ToOwned::to_owned);
        // The list that the next row is of; what is below heads of other lists is none.
        let mut open: Option<Block<'g>> = None;
        let mut open_figures: Option<FiguresBlock<'g>> = None;
        let mut caption_id = None;
        let mut rest = grid.rows.as_slice();
        while let Some((row, after)) = rest.split_first() {
            let rows = rest.get(..2).unwrap_or(rest);
            let found = match row.kind {
                RowKind::Cells => headings.find(rows, false),
                _ => Ok(None),
            };
            let header = found.map_err(|conflict| Box::new(crate::exchange::import::told(&conflict, grid)))?;
            if let Some(header) = header {
                let is_again = open.as_ref().is_some_and(|block| block.header.is_same(&header));
                rest = after.get(header.height - 1..).unwrap_or_default();
                if is_again {
                    continue;
                }
                blocks.extend(open.take());
                figures.extend(open_figures.take());
                if header.kind == HeaderKind::Figures {
                    open_figures = Some(FiguresBlock {
                        grid: place,
                        header,
                        id: caption_id.clone(),
                        rows: Vec::new(),
                    });
                    continue;
                }
                let last = header.row + u32::try_from(header.height).unwrap_or(1) - 1;
                open = (header.kind == HeaderKind::Detail).then(|| Block {
                    grid: place,
                    header,
                    id: id.clone(),
                    rows: Vec::new(),
                    last,
                });
                continue;
            }
            rest = after;
            if let Some(caption) = row.only_text().and_then(|text| lines::caption(&text)) {
                id = caption.id.clone();
                caption_id = caption.id;
                blocks.extend(open.take());
                figures.extend(open_figures.take());
                continue;
            }
            if let Some(block) = &mut open_figures
                && row.own().count() > 1
            {
                block.rows.push(row);
            }
            if let Some(block) = &mut open
                && row.own().next().is_some()
            {
                block.last = row.number;
                if row.only_text().is_none() {
                    block.rows.push(Row {
                        row,
                        entry: None,
                        is_second: false,
                    });
                }
            }
        }
        blocks.extend(open);
        figures.extend(open_figures);
    }
    Ok(Lists { blocks, figures })
}

/// Finds the standard of each row.
pub(super) fn find_rows(register: &Register, blocks: &mut [Block<'_>]) {
    let mut used: FxHashSet<(usize, EntryId)> = FxHashSet::default();
    for roles in KNOWN_BY {
        let mut known: FxHashMap<String, Vec<EntryId>> = FxHashMap::default();
        for (id, entry) in register.entries_with_ids() {
            for role in roles {
                if let Some(text) = of_role(entry, *role).filter(|text| !text.trim().is_empty()) {
                    known.entry(grid::joined(&text)).or_default().push(id);
                }
            }
        }
        for block in blocks.iter_mut() {
            let columns: Vec<usize> = roles
                .iter()
                .filter_map(|role| block.column_of(register, *role))
                .collect();
            for at in 0..block.rows.len() {
                let Some(row) = block.rows.get(at).filter(|row| row.entry.is_none()) else {
                    continue;
                };
                let mut texts = columns.iter().filter_map(|column| row.row.cells.get(*column));
                let text = texts.find_map(|cell| Some(cell.shown()).filter(|text| !values::is_nothing(text)));
                let Some(candidates) = text.and_then(|text| known.get(&text)) else {
                    continue;
                };
                let table_of = |id: &EntryId| register.table_of(register.entry(*id)?.get());
                let is_of_block = |id: &&EntryId| {
                    let own = block.table_of_row(row);
                    table_of(id).is_some_and(|table| own.is_some() && table.id().as_deref() == own.as_deref())
                };
                let is_free = |id: &&EntryId| !used.contains(&(block.grid, **id));
                let free = || candidates.iter().filter(is_free);
                let entry = free().find(is_of_block).or_else(|| free().next()).copied();
                let grid = block.grid;
                if let Some(row) = block.rows.get_mut(at) {
                    row.entry = entry;
                    row.is_second = entry.is_none();
                }
                used.extend(entry.map(|entry| (grid, entry)));
            }
        }
    }
}

fn of_role(entry: EntryRef<'_>, role: ColumnRole) -> Option<std::borrow::Cow<'_, str>> {
    match role {
        ColumnRole::Code => entry.code(),
        ColumnRole::Standard => entry.standard(),
        ColumnRole::Plan => entry.plan(),
        _ => entry.title(),
    }
}

impl Block<'_> {
    /// The column that holds what the engine knows as so.
    fn column_of(&self, register: &Register, role: ColumnRole) -> Option<usize> {
        self.header.column_of(role, &register.columns)
    }

    pub(super) fn has_role(&self, register: &Register, role: ColumnRole) -> bool {
        self.column_of(register, role).is_some()
    }

    pub(super) fn has_year(&self) -> bool {
        self.header
            .columns
            .iter()
            .any(|column| column.meaning == Some(Meaning::Year))
    }

    /// What the values of a column are.
    pub(super) fn form_of(&self, place: usize, register: &Register) -> Option<Form> {
        match &self.header.columns.get(place)?.meaning {
            Some(Meaning::Key(key)) => register.columns.find(key).map(|(_, column)| column.form()),
            _ => None,
        }
    }

    /// The number of the table that a row belongs to, as far as the sheet says so.
    fn table_of_row(&self, row: &Row<'_>) -> Option<String> {
        let columns = &self.header.columns;
        let column = columns.iter().position(|column| column.meaning == Some(Meaning::Table));
        match column {
            Some(column) => row.row.cells.get(column).map(grid::Cell::shown),
            None => self.id.clone(),
        }
    }

    /// The tables that stand in the list, by their places, with how many of its rows are of each.
    pub(super) fn tables(&self, register: &Register) -> FxHashMap<usize, usize> {
        let mut tables = FxHashMap::default();
        for row in &self.rows {
            if let Some(entry) = row.entry.and_then(|id| register.entry(id)) {
                *tables.entry(entry.table as usize).or_default() += 1;
            }
        }
        if let Some(id) = &self.id {
            let named = register.tables().position(|table| table.id().as_deref() == Some(id));
            named.map(|place| tables.entry(place).or_default());
        }
        tables
    }

    /// The number of the last row of the list.
    pub(super) const fn last_row(&self) -> u32 {
        self.last
    }

    /// How many rows there are below one before something else stands there.
    pub(super) fn room(&self, grid: &Grid, below: u32) -> usize {
        let mut after = grid
            .rows
            .iter()
            .filter(|row| row.number > below && row.own().next().is_some());
        let next = after.next().map_or(grid::LAST_ROW + 1, |row| row.number);
        // A blank row stays between what is added and what comes next.
        let room = next.saturating_sub(below + 1);
        let kept = u32::from(next <= grid::LAST_ROW);
        usize::try_from(room.saturating_sub(kept)).unwrap_or(usize::MAX)
    }

    /// A day of a column, if days are kept as such in it, with the number of its row.
    pub(super) fn day_of(&self, place: usize) -> Option<(u32, &Value)> {
        let mut values = self.rows.iter().rev().filter_map(|row| {
            let cell = row.row.cells.get(place)?;
            Some((row.row.number, &cell.value))
        });
        values.find(|(_, value)| matches!(value, Value::Date(_)))
    }
}
