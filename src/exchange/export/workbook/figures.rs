//! Statistics in a workbook: which row of a sheet is which row of the register, and what its cells are to say.

use std::collections::VecDeque;

use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use super::matching::FiguresBlock;
use crate::exchange::cells::Cell;
use crate::exchange::import::grid::{self, Row};
use crate::exchange::import::headings::{Column, Figure, Meaning};
use crate::exchange::import::values;
use crate::register::Register;
use crate::register::handle::{ColumnFigureRef, RowRef, StatisticsRef};
use crate::register::model::Spanned;

/// Of so many tables that have an item none is meant by it.
const MOST_OF_ITEM: usize = 64;

/// The rows of the register's statistics, to be found by what stands in a sheet.
pub(super) struct Statistics<'r> {
    register: &'r Register,
    /// The tables by their numbers; none where several have it.
    by_id: FxHashMap<String, Option<usize>>,
    /// The tables that have an item, totals left out.
    by_item: FxHashMap<String, SmallVec<[usize; 1]>>,
    /// The rows by what a list of several tables says of them: what they are counted by, the number of their table, their item.
    rows: FxHashMap<Named, VecDeque<(usize, usize)>>,
    /// The rows and tables for which there is a place in the workbook.
    used: FxHashSet<(usize, usize)>,
    claimed: FxHashSet<usize>,
}

type Named = (Option<String>, Option<String>, String);

impl<'r> Statistics<'r> {
    pub(super) fn new(register: &'r Register) -> Self {
        let mut statistics = Self {
            register,
            by_id: FxHashMap::default(),
            by_item: FxHashMap::default(),
            rows: FxHashMap::default(),
            used: FxHashSet::default(),
            claimed: FxHashSet::default(),
        };
        for (place, table) in register.statistics().enumerate() {
            let [by, id] = [table.by(), table.id()].map(|text| text.map(shown));
            if let Some(id) = id.clone() {
                let only = statistics.by_id.entry(id).or_insert(Some(place));
                *only = only.filter(|known| *known == place);
            }
            for (number, row) in table.rows().enumerate() {
                let item = row.item().map(shown).unwrap_or_default();
                for key in [(by.clone(), id.clone()), (by.clone(), None), (None, id.clone())] {
                    let key = (key.0, key.1, item.clone());
                    let places = statistics.rows.entry(key).or_default();
                    if places.back() != Some(&(place, number)) {
                        places.push_back((place, number));
                    }
                }
                if !values::is_total(&item) {
                    let places = statistics.by_item.entry(item).or_default();
                    if places.len() <= MOST_OF_ITEM && places.last() != Some(&place) {
                        places.push(place);
                    }
                }
            }
        }
        statistics
    }

    /// The rows of a list with what they stand for.
    pub(super) fn find_rows<'g>(&mut self, block: &FiguresBlock<'g>) -> Vec<(&'g Row, Option<RowRef<'r>>)> {
        let columns = &block.header.columns;
        let by = columns.iter().position(|column| column.figure == Some(Figure::By));
        let id = columns.iter().position(|column| column.meaning == Some(Meaning::Table));
        if by.is_none() && id.is_none() {
            return self.in_table(block);
        }
        let text = |row: &Row, place: Option<usize>| {
            let text = row.cells.get(place?)?.shown();
            Some(text).filter(|text| !values::is_nothing(text))
        };
        // Rows that say the same of where they belong come in the order of the register.
        let mut found = Vec::new();
        for row in &block.rows {
            let key = item(row, columns).map(|item| (text(row, by), text(row, id), item));
            let mut own = None;
            if let Some(places) = key.and_then(|key| self.rows.get_mut(&key)) {
                while let Some(place) = places.pop_front() {
                    if self.used.insert(place) {
                        own = self
                            .register
                            .statistics_at(place.0)
                            .and_then(|table| table.row(place.1));
                        break;
                    }
                }
            }
            found.push((*row, own));
        }
        found
    }

    /// The rows of a list that is of one table.
    fn in_table<'g>(&mut self, block: &FiguresBlock<'g>) -> Vec<(&'g Row, Option<RowRef<'r>>)> {
        let table = self.only_table(block).filter(|table| self.claimed.insert(*table));
        let table = table.and_then(|table| self.register.statistics_at(table));
        let mut rows: FxHashMap<String, RowRef<'r>> = FxHashMap::default();
        for row in table.into_iter().flat_map(StatisticsRef::rows) {
            if let Some(item) = row.item() {
                rows.entry(shown(item)).or_insert(row);
            }
        }
        let found = |row: &Row| rows.get(&item(row, &block.header.columns)?).copied();
        block.rows.iter().map(|row| (*row, found(row))).collect()
    }

    /// The table of a list: that of its number, or the one that has most of its items; none where several have as many.
    fn only_table(&self, block: &FiguresBlock<'_>) -> Option<usize> {
        if let Some(known) = block.id.as_ref().and_then(|id| self.by_id.get(id)) {
            return *known;
        }
        let mut counts: FxHashMap<usize, usize> = FxHashMap::default();
        let items = block.rows.iter().filter_map(|row| item(row, &block.header.columns));
        for places in items.filter_map(|item| self.by_item.get(&item)) {
            for place in places.iter().filter(|_| places.len() <= MOST_OF_ITEM) {
                *counts.entry(*place).or_default() += 1;
            }
        }
        let most = counts.values().copied().max()?;
        let mut best = counts.into_iter().filter(|(_, count)| *count == most);
        let (best, None) = (best.next()?, best.next()) else {
            return None;
        };
        Some(best.0)
    }
}

/// How many columns of figures there are below each title.
pub(super) fn titles(columns: &[Column]) -> FxHashMap<&str, usize> {
    let mut titles = FxHashMap::default();
    for title in columns.iter().filter_map(|column| column.further.as_deref()) {
        *titles.entry(title).or_default() += 1;
    }
    titles
}

/// What a row says in further columns, by their titles.
pub(super) fn figures_of(row: RowRef<'_>) -> FxHashMap<String, ColumnFigureRef<'_>> {
    let figures = row.figures();
    figures
        .map(|figure| (shown(figure.name.as_str().into()), figure))
        .collect()
}

/// What a column says of a row of the register; none for a column that says nothing of that.
pub(super) fn wanted<'r>(
    column: &Column,
    row: RowRef<'r>,
    figures: &FxHashMap<String, ColumnFigureRef<'r>>,
    titles: &FxHashMap<&str, usize>,
) -> Option<Cell<'r>> {
    let number = |figure: Option<Spanned<i64>>| figure.map(|figure| Cell::Integer(figure.value));
    let kind = column.figure?;
    let Some(title) = column.further.as_deref() else {
        return match kind {
            Figure::Expected => number(row.expected),
            Figure::Existing => number(row.existing),
            Figure::Ratio => row.ratio().map(Cell::text),
            Figure::Remarks => row.remarks().map(Cell::text),
            Figure::By | Figure::Item => None,
        };
    };
    let figure = figures.get(title)?;
    // In print all figures of a column stand in one cell.
    if titles.get(title) == Some(&1) && figure.existing.is_some() {
        let all = [
            number(figure.expected),
            number(figure.existing),
            figure.ratio().map(Cell::text),
        ];
        let all: Vec<_> = all.into_iter().flatten().map(Cell::into_shown).collect();
        return Some(Cell::text(all.join(" / ")));
    }
    match kind {
        Figure::Expected => number(figure.expected),
        Figure::Existing => number(figure.existing),
        Figure::Ratio => figure.ratio().map(Cell::text),
        _ => None,
    }
}

/// Whether a cell has a share, however it is written.
pub(super) fn is_same_ratio(wanted: &Cell<'_>, there: Option<&grid::Value>) -> bool {
    let ratio = there.and_then(|value| values::ratio(&grid::Cell::of(value.clone())));
    ratio.is_some_and(|ratio| ratio == wanted.shown())
}

/// What a row counts: the innermost level stands last.
fn item(row: &Row, columns: &[Column]) -> Option<String> {
    let items = columns.iter().enumerate().rev();
    let mut texts = items
        .filter(|(_, column)| column.figure == Some(Figure::Item))
        .filter_map(|(place, _)| Some(row.cells.get(place)?.shown()));
    texts.find(|text| !values::is_nothing(text))
}

fn shown(text: std::borrow::Cow<'_, str>) -> String {
    grid::Cell::text(text).shown()
}
