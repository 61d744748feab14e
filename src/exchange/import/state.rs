//! What is known at a row of a grid: what stands above it.

use super::draft::Report;
use super::grid::{Grid, Row, RowKind, Value};
use super::headings::{Header, HeaderKind};
use super::lines::{self, Caption};
use super::paths::Carried;
use crate::keys::ColumnRole;
use crate::messages::Message;
use crate::scheme::Scheme;

/// What is known at a row of a grid.
pub(super) struct State<'g> {
    pub(super) grid: &'g Grid,
    /// The number of the head below which the row stands.
    pub(super) place: usize,
    pub(super) caption: Option<Caption>,
    pub(super) header: Option<Header>,
    /// The table that the last row went into.
    pub(super) table: Option<usize>,
    pub(super) group: Option<String>,
    /// The row that names the group, as long as no entry stands below it.
    pub(super) heading: Option<Report>,
    /// What the columns of the last row say of where it belongs.
    pub(super) carried: Carried,
    /// Rows above the first head.
    pub(super) above: Vec<Report>,
    /// A table of the document has ended, and no row was read since.
    pub(super) is_after_table: bool,
    /// Whether the next row of figures opens a table of its own.
    pub(super) is_figures_over: bool,
    pub(super) has_header: bool,
}

impl<'g> State<'g> {
    /// Nothing is known yet. `place` is how many heads were found before.
    pub(super) fn new(grid: &'g Grid, place: usize) -> Self {
        Self {
            grid,
            place,
            caption: None,
            header: None,
            table: None,
            group: None,
            heading: None,
            carried: Carried::default(),
            above: Vec::new(),
            is_after_table: false,
            is_figures_over: true,
            has_header: false,
        }
    }

    /// Behind the end of a table its head holds only for rows that are as wide: a long table may be written as several.
    pub(super) fn leave_other_table(&mut self, row: &Row) {
        let is_other = |header: &Header| header.columns.len() != row.cells.len();
        if std::mem::take(&mut self.is_after_table) && self.header.as_ref().is_some_and(is_other) {
            (self.header, self.table, self.group) = (None, None, None);
        }
    }

    pub(super) fn report_row(&self, row: &Row, attribute: &'static str) -> Report {
        Report {
            address: self.grid.address(row.number, None),
            reason: Message::attribute("import-reason", attribute),
            content: row.shown(),
        }
    }

    /// Whether a row below a head is one of data beyond doubt, so that no head need be looked for in it.
    pub(super) fn is_data(&self, row: &Row, scheme: &Scheme) -> bool {
        let Some(header) = self.header.as_ref().filter(|header| header.kind == HeaderKind::Detail) else {
            return false;
        };
        let has_digit = |role: ColumnRole| {
            let column = header.column_of(role, &scheme.columns);
            match column.and_then(|column| row.cells.get(column)).map(|cell| &cell.value) {
                Some(Value::Text(text)) => text.contains(|c: char| c.is_ascii_digit()),
                Some(Value::Number(_)) => true,
                _ => false,
            }
        };
        [ColumnRole::Number, ColumnRole::Code, ColumnRole::Standard]
            .into_iter()
            .any(has_digit)
    }
}

/// The row of the heading that a document has one of at the first level: its title, unless it is a clause or an annex.
pub(super) fn only_first_heading(grid: &Grid) -> Option<u32> {
    let mut first = grid.rows.iter().filter(|row| row.kind == RowKind::Prose(Some(1)));
    let (only, None) = (first.next()?, first.next()) else {
        return None;
    };
    let text = only.shown();
    let is_part = lines::clause(&text, None).is_some() || lines::caption(&text).is_some();
    (!is_part && !text.starts_with("附")).then_some(only.number)
}
