//! Rows of statistics: the figures of a row by what it counts. Tables and rows that the register has not got are told: what a
//! row counts is not in its figures.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::Merge;
use crate::diagnostic::Edit;
use crate::exchange::import::draft::{Draft, Figures, FiguresRow, Report};
use crate::exchange::import::grid::Cell;
use crate::exchange::import::values::is_total;
use crate::messages::Message;
use crate::register::Register;
use crate::register::handle::{RowRef, StatisticsRef};
use crate::writer::keys::{self, Change};
use crate::writer::layout::Value;
use crate::writer::strings::escaped;

/// The keys of a row in their order.
const ORDER: [&str; 6] = ["item", "expected", "existing", "ratio", "figures", "remarks"];

/// An item that more tables have tells nothing of which one is meant.
const MOST_OF_ITEM: usize = 64;

impl Merge<'_> {
    /// Writes the figures that differ.
    pub(super) fn figures(&mut self, draft: &Draft) {
        if draft.statistics.is_empty() {
            return;
        }
        let register = self.register;
        let by_item = by_item(register);
        for figures in &draft.statistics {
            match table_of(register, figures, &by_item) {
                Ok(statistics) => self.rows(statistics, figures),
                Err(attribute) => {
                    for row in &figures.rows {
                        self.refuse_row(row, attribute);
                    }
                }
            }
        }
    }

    fn rows(&mut self, statistics: StatisticsRef<'_>, figures: &Figures) {
        let rows = rows_of(statistics);
        for row in &figures.rows {
            match rows.get(&shown(&row.item)) {
                Some(Some(own)) => {
                    let changes = difference(*own, row);
                    let further = further(*own, row);
                    if let Some(further) = &further
                        && !(changes.is_empty() && further.is_empty())
                    {
                        self.changes.figures += 1;
                        self.edits.extend_from_slice(further);
                        let rank = |key: &str| ORDER.iter().position(|known| *known == key).unwrap_or(ORDER.len());
                        self.edits.extend(keys::change(*own, &changes, rank));
                    }
                    if further.is_none() {
                        self.refuse_row(row, "no-figure");
                    }
                }
                Some(None) if statistics.rows().any(|own| is_same(own, row)) => {}
                Some(None) => self.refuse_row(row, "doubled-item"),
                None => self.refuse_row(row, "no-item"),
            }
        }
    }

    fn refuse_row(&mut self, row: &FiguresRow, attribute: &'static str) {
        self.tally.figures -= 1;
        self.tally.reported += 1;
        let Report { address, content, .. } = crate::exchange::import::figures::unplaced(row.clone());
        let reason = Message::attribute("import-reason", attribute);
        self.reports.push(Report {
            address,
            reason,
            content,
        });
    }
}

/// The statistics tables that have each item, totals left out.
fn by_item(register: &Register) -> FxHashMap<String, SmallVec<[usize; 1]>> {
    let mut by_item: FxHashMap<String, SmallVec<[usize; 1]>> = FxHashMap::default();
    for (place, statistics) in register.statistics().enumerate() {
        for item in statistics
            .rows()
            .filter_map(RowRef::item)
            .filter(|item| !is_total(item))
        {
            let places = by_item.entry(shown(&item)).or_default();
            if places.len() <= MOST_OF_ITEM && places.last() != Some(&place) {
                places.push(place);
            }
        }
    }
    by_item
}

/// The table of the register that has most of the items. Among several the one that says the same already.
fn table_of<'r>(
    register: &'r Register,
    figures: &Figures,
    by_item: &FxHashMap<String, SmallVec<[usize; 1]>>,
) -> Result<StatisticsRef<'r>, &'static str> {
    let mut counts: FxHashMap<usize, usize> = FxHashMap::default();
    let items = figures.rows.iter().filter_map(|row| by_item.get(&shown(&row.item)));
    for place in items.filter(|places| places.len() <= MOST_OF_ITEM).flatten() {
        *counts.entry(*place).or_default() += 1;
    }
    let is_by = |statistics: &StatisticsRef<'_>| match &figures.by {
        Some(by) => statistics.by().is_some_and(|own| own == by.as_str()),
        None => true,
    };
    let mut best: Vec<(usize, StatisticsRef<'_>)> = Vec::new();
    for (place, count) in counts {
        let Some(statistics) = register.statistics_at(place).filter(is_by) else {
            continue;
        };
        let most = best.first().map_or(0, |(most, _)| *most);
        if count > most {
            best.clear();
        }
        if count >= most {
            best.push((count, statistics));
        }
    }
    match best.as_slice() {
        [] => Err("no-statistics"),
        [(_, only)] => Ok(*only),
        several => {
            let says_the_same = |statistics: &StatisticsRef<'_>| {
                let rows = rows_of(*statistics);
                let own = |row: &FiguresRow| rows.get(&shown(&row.item)).copied().flatten();
                figures
                    .rows
                    .iter()
                    .all(|row| own(row).is_some_and(|own| is_same(own, row)))
            };
            let mut same = several.iter().map(|(_, statistics)| *statistics).filter(says_the_same);
            same.next().ok_or("several-statistics")
        }
    }
}

/// The rows of a table by their items; none where two have it.
fn rows_of(statistics: StatisticsRef<'_>) -> FxHashMap<String, Option<RowRef<'_>>> {
    let mut rows = FxHashMap::default();
    for row in statistics.rows() {
        if let Some(item) = row.item() {
            rows.entry(shown(&item))
                .and_modify(|known| *known = None)
                .or_insert(Some(row));
        }
    }
    rows
}

/// A text as it is read from a cell.
fn shown(text: &str) -> String {
    Cell::text(text).shown()
}

/// Whether a text of the file is one of the register, as it is written or as it is read from a cell.
fn says(own: &str, text: &str) -> bool {
    own == text || shown(own) == text
}

fn is_same(own: RowRef<'_>, row: &FiguresRow) -> bool {
    own.item().is_some_and(|item| shown(&item) == shown(&row.item))
        && difference(own, row).is_empty()
        && further(own, row).is_some_and(|edits| edits.is_empty())
}

/// The edits that make a row say what the file does in further columns; none where it says nothing there.
fn further(own: RowRef<'_>, row: &FiguresRow) -> Option<Vec<Edit>> {
    let mut edits = Vec::new();
    for (title, counts) in &row.further {
        let figure = own.figures().find(|figure| shown(&figure.name) == *title)?;
        let mut edit = |span, text| {
            edits.push(Edit {
                place: figure.site.place(span),
                text,
            })
        };
        for (number, own) in [(counts.expected, figure.expected), (counts.existing, figure.existing)] {
            let Some(number) = number else { continue };
            let own = own?;
            if own.value != number {
                edit(own.span, number.to_string());
            }
        }
        if let Some(ratio) = &counts.ratio {
            let own = figure.get().ratio?;
            if !says(&figure.text(own), ratio) {
                edit(own.span, escaped(ratio));
            }
        }
    }
    Some(edits)
}

/// The keys in which a row of the file says something else.
fn difference(own: RowRef<'_>, row: &FiguresRow) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    for (key, figure, own) in [
        ("expected", row.counts.expected, own.expected),
        ("existing", row.counts.existing, own.existing),
    ] {
        if let Some(figure) = figure.filter(|figure| own.is_none_or(|own| own.value != *figure)) {
            changes.push((key.to_owned(), Some(Value::Integer(figure))));
        }
    }
    for (key, text, own) in [
        ("ratio", &row.counts.ratio, own.ratio()),
        ("remarks", &row.remarks, own.remarks()),
    ] {
        if let Some(text) = text.as_ref().filter(|text| own.is_none_or(|own| !says(&own, text))) {
            changes.push((key.to_owned(), Some(Value::String(text.clone()))));
        }
    }
    changes
}
