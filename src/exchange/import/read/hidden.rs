//! What of a sheet nobody sees. It is read like all the rest, and said: a row that is hidden may be one that no longer counts.

use crate::exchange::import::grid::{Grid, Row, letters};
use crate::messages::Message;

/// The rows and columns of a sheet that are hidden.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Hidden {
    /// Rows, by their numbers.
    pub(super) rows: Vec<u32>,
    /// First and last columns, from 0.
    pub(super) columns: Vec<(usize, usize)>,
}

impl Hidden {
    /// What is to be said of a grid: how many rows and which columns with something in them are hidden.
    pub(super) fn notes(mut self, grid: &Grid) -> Vec<Message> {
        let sheet = grid.sheet.as_deref().unwrap_or_default();
        let mut notes = Vec::new();
        self.rows.sort_unstable();
        let is_hidden = |number: u32| self.rows.binary_search(&number).is_ok();
        let rows = grid.rows.iter().filter(|row| row.own().next().is_some());
        let mut rows = rows.map(|row| row.number).filter(|number| is_hidden(*number));
        if let Some(first) = rows.next() {
            let note = Message::attribute("import-note", "hidden-rows").with("count", 1 + rows.count());
            notes.push(
                note.with("sheet", sheet)
                    .with("address", grid.address(first, None).to_string()),
            );
        }
        if self.columns.is_empty() {
            return notes;
        }
        let width = grid.rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
        let mut is_used = vec![false; width];
        for (column, _) in grid.rows.iter().flat_map(Row::own) {
            is_used.get_mut(column).into_iter().for_each(|used| *used = true);
        }
        // Ranges are as many as a file says, each of them as wide as a sheet.
        self.columns.sort_unstable();
        let mut ranges = self.columns.into_iter().peekable();
        let mut end = 0;
        let mut columns = Vec::new();
        for (column, is_used) in is_used.into_iter().enumerate() {
            while let Some((_, last)) = ranges.next_if(|(first, _)| *first <= column) {
                end = end.max(last.saturating_add(1));
            }
            columns.extend((is_used && column < end).then(|| letters(column)));
        }
        if !columns.is_empty() {
            let note = Message::attribute("import-note", "hidden-columns").with("count", columns.len());
            notes.push(note.with("sheet", sheet).with("columns", columns));
        }
        notes
    }
}
