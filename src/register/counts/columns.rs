//! The further columns of a statistics table: what is counted where a row and a column meet.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::known::KnownNames;
use super::meaning;
use super::names::Names;
use super::tally::Tally;
use super::{Counted, CountedCell, CountedColumn, CountedRow, CountedStatistics, RowMeaning, Test, Unclear};
use crate::register::model::Statistics;

/// How many further columns of a table are counted.
pub const MOST_COLUMNS: usize = 100;

/// What the entries that are counted where a row and a column meet must have.
pub(super) fn asked(row: &RowMeaning, column: &CountedColumn) -> Option<Vec<Test>> {
    let mut tests = [row.tests()?, column.meaning.tests()?].concat();
    tests.sort_unstable();
    tests.dedup();
    Some(tests)
}

/// What the rows and columns of a statistics table mean.
pub(super) struct Meanings {
    /// The rows, and of one that counts what one before it counts already, which.
    pub(super) rows: Vec<(RowMeaning, Option<usize>)>,
    /// What counts for no row and is not missing: the entries without a value in the column that the table counts by.
    pub(super) blank: Option<RowMeaning>,
    columns: Vec<CountedColumn>,
    /// Of the figures of each row, which column each is of.
    cells: Vec<Vec<Option<usize>>>,
}

impl Meanings {
    pub(super) fn new(known: &KnownNames<'_>, names: &Names, statistics: &Statistics) -> Self {
        let register = known.register();
        let (rows, blank) = meaning::of_rows(known, names, statistics);
        let mut by_title: FxHashMap<Cow<'_, str>, usize> = FxHashMap::default();
        let mut columns: Vec<CountedColumn> = Vec::with_capacity(statistics.columns.len());
        for (index, column) in statistics.columns.iter().enumerate() {
            let title = register.of(column).title().filter(|title| !title.is_empty());
            let first = title.map(|title| *by_title.entry(title).or_insert(index));
            let meaning = if index < MOST_COLUMNS {
                meaning::of_column(known, names, column)
            } else {
                RowMeaning::Unclear(Unclear::TooManyColumns)
            };
            columns.push(CountedColumn {
                meaning,
                repeats: first.filter(|first| *first != index),
                cells: Vec::new(),
            });
        }
        let mut cells = Vec::with_capacity(statistics.rows.len());
        for (row_index, row) in statistics.rows.iter().enumerate() {
            let figures = row.figures.iter().enumerate();
            let of_row = figures.map(|(index, figure)| {
                let column = by_title.get(figure.name.as_str()).copied();
                if let Some(column) = column.and_then(|column| columns.get_mut(column)) {
                    column.cells.push((row_index, index));
                }
                column
            });
            cells.push(of_row.collect());
        }
        Self {
            rows,
            blank,
            columns,
            cells,
        }
    }

    /// What the entries that are counted where a row and a column meet must have, for each figure that is written there.
    fn asked<'m>(&'m self, row: &'m RowMeaning, cells: &'m [Option<usize>]) -> impl Iterator<Item = Option<Vec<Test>>> {
        cells
            .iter()
            .map(move |column| asked(row, self.columns.get((*column)?)?))
    }

    /// The same for all rows; figures of which nobody knows what they count are left out.
    pub(super) fn asked_in_columns(&self) -> impl Iterator<Item = Vec<Test>> {
        let rows = self.rows.iter().zip(&self.cells);
        rows.flat_map(|((meaning, _), cells)| self.asked(meaning, cells))
            .flatten()
    }

    /// The table with what was counted: for its rows, and next among `cells` for its columns.
    pub(super) fn counted(
        self,
        tally: Tally,
        parts: Vec<bool>,
        cells: &mut impl Iterator<Item = Counted>,
    ) -> CountedStatistics {
        let rows = self.rows.iter().zip(&self.cells);
        let rows = rows.zip(tally.rows).zip(parts);
        let rows = rows.map(|((((meaning, repeats), columns), counted), is_part)| {
            let asked = self.asked(meaning, columns).zip(columns);
            let cells = asked.map(|(asked, column)| CountedCell {
                column: *column,
                counted: asked.and_then(|_| cells.next()),
            });
            CountedRow {
                cells: cells.collect(),
                counted: meaning.tests().map(|_| counted),
                meaning: meaning.clone(),
                repeats: *repeats,
                is_part,
            }
        });
        CountedStatistics {
            rows: rows.collect(),
            uncounted: tally.uncounted,
            columns: self.columns,
        }
    }
}
