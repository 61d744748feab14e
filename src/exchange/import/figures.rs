//! Rows of statistics tables.

use rustc_hash::FxHashSet;

use super::draft::{Figures, FiguresRow, Report};
use super::grid::{Cell, Filled, Grid, Row};
use super::headings::{Figure, Header};
use super::values;
use crate::keys::BY;
use crate::messages::Message;
use crate::scheme::Scheme;

/// What a row says that its table counts by.
pub(super) fn by_of_row(row: &Row, header: &Header) -> Option<String> {
    let place = header
        .columns
        .iter()
        .position(|column| column.figure == Some(Figure::By))?;
    let text = row.cells.get(place)?.shown();
    BY.contains(&text.as_str()).then_some(text)
}

/// A row of figures, and whether it is a total, with which a table ends. None where there is nothing that it counts, or no figure.
pub(super) fn row(row: &Row, header: &Header, grid: &Grid) -> Option<(FiguresRow, bool)> {
    let mut figures = FiguresRow {
        address: grid.address(row.number, None),
        item: String::new(),
        expected: None,
        existing: None,
        ratio: None,
        reports: Vec::new(),
    };
    for (place, cell) in row.cells.iter().enumerate() {
        if cell.is_empty() || cell.filled == Filled::Across {
            continue;
        }
        let text = cell.shown();
        let mut is_placed = true;
        match header.columns.get(place).and_then(|column| column.figure) {
            _ if values::is_nothing(&text) => {}
            Some(Figure::By) => is_placed = BY.contains(&text.as_str()),
            Some(Figure::Item) => figures.item = text,
            Some(Figure::Expected) => {
                figures.expected = values::integer(cell);
                is_placed = figures.expected.is_some();
            }
            Some(Figure::Existing) => {
                figures.existing = values::integer(cell);
                is_placed = figures.existing.is_some();
            }
            Some(Figure::Ratio) => figures.ratio = values::ratio(cell),
            Some(Figure::Remarks) | None => is_placed = false,
        }
        if !is_placed {
            figures.reports.push(report(cell, place, row, grid));
        }
    }
    let has_figure = figures.expected.is_some() || figures.existing.is_some();
    let is_total = is_total(&figures.item);
    (!figures.item.is_empty() && has_figure).then_some((figures, is_total))
}

fn report(cell: &Cell, place: usize, row: &Row, grid: &Grid) -> Report {
    Report {
        address: grid.address(row.number, Some(place)),
        reason: Message::attribute("import-reason", "figure"),
        content: cell.shown(),
    }
}

/// A row of a table that counts by nothing that is known.
pub(super) fn unplaced(row: FiguresRow) -> Report {
    let figures = [row.expected, row.existing].map(|figure| figure.map(|figure| figure.to_string()));
    let cells = std::iter::once(Some(row.item)).chain(figures).chain([row.ratio]);
    Report {
        address: row.address,
        reason: Message::attribute("import-reason", "figures"),
        content: cells.flatten().collect::<Vec<_>>().join(" | "),
    }
}

/// Whether an item is the sum of those above it.
pub(super) fn is_total(item: &str) -> bool {
    // What is said behind it is how many: 合计：4项.
    let item = item.split(['：', ':']).next().unwrap_or(item);
    let bare: String = item.chars().filter(|c| !c.is_whitespace()).collect();
    matches!(bare.as_str(), "共计" | "合计" | "总计" | "小计")
}

/// What a table counts by: that of which most of its items are. The words of a table are the titles or codes of subsystems,
/// categories and tables; nothing where no item is known.
pub(super) fn by(
    figures: &Figures,
    scheme: &Scheme,
    structure: &[(&'static str, FxHashSet<&str>)],
) -> Option<&'static str> {
    if let Some(by) = &figures.by {
        return BY.iter().copied().find(|known| known == by);
    }
    let levels = scheme.levels.iter();
    let levels = levels.flat_map(|level| std::iter::once(&level.name).chain(&level.alias));
    let levels = levels.chain(scheme.statistics.iter().map(|item| &item.item));
    let statuses = scheme.statuses.iter();
    let statuses = statuses.flat_map(|status| std::iter::once(&status.name).chain(&status.also));
    let mut known = vec![
        ("level", levels.map(String::as_str).collect::<FxHashSet<_>>()),
        ("status", statuses.map(String::as_str).collect()),
    ];
    known.extend_from_slice(structure);
    // What the format counts by.
    known.retain(|(by, _)| BY.contains(by));
    let items: Vec<&str> = figures
        .rows
        .iter()
        .map(|row| row.item.as_str())
        .filter(|item| !is_total(item))
        .collect();
    let count = |words: &FxHashSet<&str>| {
        let bare = |item: &str| item.strip_suffix("子体系").unwrap_or(item).to_owned();
        items
            .iter()
            .filter(|item| words.contains(**item) || words.contains(&bare(item).as_str()))
            .count()
    };
    let counted = known.iter().map(|(by, words)| (count(words), *by));
    // The first of those that have most: what comes first is what is meant where a category has its subsystem's title.
    let best = counted.rev().max_by_key(|(count, _)| *count)?;
    (best.0 > 0).then_some(best.1)
}
