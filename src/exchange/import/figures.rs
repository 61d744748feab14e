//! Rows of statistics tables.

use rustc_hash::FxHashSet;

use super::draft::{Counts, Figures, FiguresRow, Report};
use super::grid::{Cell, Filled, Grid, Row};
use super::headings::{Column, Figure, Header, Headings, Meaning};
use super::values;
use crate::keys::{BY, Columns};
use crate::messages::Message;
use crate::scheme::Scheme;

/// A table of which nothing but its head is known.
pub(super) fn begin(header: &Header, headings: &Headings) -> Figures {
    let mut figures = Figures::default();
    for title in header.columns.iter().filter_map(|column| column.further.as_deref()) {
        let condition = headings.condition(title);
        if let Some(condition) = condition.filter(|_| figures.columns.iter().all(|(known, _)| known != title)) {
            figures.columns.push((title.to_owned(), condition.clone()));
        }
    }
    figures
}

/// What a row says that its table counts by.
pub(super) fn by_of_row(row: &Row, header: &Header, columns: &Columns) -> Option<String> {
    let is_by = |column: &Column| column.figure == Some(Figure::By);
    let place = header.columns.iter().position(is_by)?;
    let text = row.cells.get(place)?.shown();
    is_counted_by(&text, columns).then_some(text)
}

/// The number and the title of the table that a row of a list of several belongs to.
pub(super) fn caption_of_row(row: &Row, header: &Header) -> [Option<String>; 2] {
    [Meaning::Table, Meaning::TableTitle].map(|meaning| {
        let is_it = |column: &Column| column.meaning.as_ref() == Some(&meaning);
        let text = row.cells.get(header.columns.iter().position(is_it)?)?.shown();
        Some(text).filter(|text| !values::is_nothing(text))
    })
}

/// Whether statistics may count by a word: by one of the format's, or by a column whose values are words.
fn is_counted_by(word: &str, columns: &Columns) -> bool {
    BY.contains(&word) || columns.find(word).is_some_and(|(_, column)| column.is_of_words())
}

/// A row of figures. None where there is nothing that it counts, or no figure.
pub(super) fn row(row: &Row, header: &Header, table: &Figures, grid: &Grid, columns: &Columns) -> Option<FiguresRow> {
    let mut figures = FiguresRow {
        address: grid.address(row.number, None),
        ..FiguresRow::default()
    };
    for (place, cell) in row.cells.iter().enumerate() {
        if cell.is_empty() || cell.filled == Filled::Across {
            continue;
        }
        let column = header.columns.get(place);
        let figure = column.and_then(|column| column.figure);
        if cell.filled == Filled::Down && figure == Some(Figure::Item) {
            continue;
        }
        let text = grid.text(cell);
        let is_placed = match figure {
            _ if !grid.is_exact && values::is_nothing(&text) => true,
            Some(Figure::By) => is_counted_by(&text, columns),
            // The innermost level of what is counted stands last.
            Some(Figure::Item) => {
                figures.item = text;
                true
            }
            Some(Figure::Remarks) => figures.remarks.replace(text).is_none(),
            Some(figure) => match column.and_then(|column| column.further.as_deref()) {
                None => figures.counts.set(figure, cell),
                Some(title) if table.columns.iter().any(|(known, _)| known == title) => figures
                    .further_mut(title)
                    .is_some_and(|counts| counts.set(figure, cell) || counts.set_all(&text)),
                Some(_) => false,
            },
            None => matches!(
                column.and_then(|column| column.meaning.as_ref()),
                Some(Meaning::Table | Meaning::TableTitle)
            ),
        };
        if !is_placed {
            figures.reports.push(report(cell, place, row, header, grid));
        }
    }
    let mut counts = std::iter::once(&figures.counts).chain(figures.further.iter().map(|(_, counts)| counts));
    let has_figure = counts.any(|counts| counts.expected.is_some() || counts.existing.is_some());
    (!figures.item.is_empty() && has_figure).then_some(figures)
}

impl Counts {
    /// Sets a figure. Whether the cell is one.
    fn set(&mut self, figure: Figure, cell: &Cell) -> bool {
        let number = values::integer(cell);
        match figure {
            Figure::Expected => self.expected = number,
            Figure::Existing => self.existing = number,
            _ => {
                self.ratio = values::ratio(cell);
                return self.ratio.is_some();
            }
        }
        number.is_some()
    }

    /// Sets the figures of a cell in which all of a column stand, as in print: 2 / 1 / 50%. Whether they do.
    fn set_all(&mut self, text: &str) -> bool {
        let number = |text: &str| values::integer(&Cell::text(text));
        let parts: Vec<&str> = text.split(" / ").collect();
        let (expected, existing, ratio) = match parts.as_slice() {
            [expected, ratio] if ratio.ends_with('%') => (number(expected), None, Some((*ratio).to_owned())),
            [expected, existing] => (number(expected), number(existing), None),
            [expected, existing, ratio] => (number(expected), number(existing), Some((*ratio).to_owned())),
            _ => return false,
        };
        let is_read = expected.is_some() && (existing.is_some() || ratio.is_some());
        if is_read {
            (self.expected, self.existing, self.ratio) = (expected, existing, ratio);
        }
        is_read
    }
}

impl FiguresRow {
    fn further_mut(&mut self, title: &str) -> Option<&mut Counts> {
        if self.further.last().is_none_or(|(last, _)| last != title) {
            self.further.push((title.to_owned(), Counts::default()));
        }
        self.further.last_mut().map(|(_, counts)| counts)
    }
}

fn report(cell: &Cell, place: usize, row: &Row, header: &Header, grid: &Grid) -> Report {
    let title = header.columns.get(place).map_or("", |column| column.title.as_str());
    let content = match title {
        "" => cell.shown(),
        title => format!("{}：{}", title.replace('\n', " "), cell.shown()),
    };
    Report {
        address: grid.address(row.number, Some(place)),
        reason: Message::attribute("import-reason", "figure"),
        content,
    }
}

/// A row of a table that counts by nothing that is known.
pub(super) fn unplaced(row: FiguresRow) -> Report {
    let counts = std::iter::once(row.counts).chain(row.further.into_iter().map(|(_, counts)| counts));
    let cells = counts.flat_map(|counts| {
        let figures = [counts.expected, counts.existing].map(|figure| figure.map(|figure| figure.to_string()));
        figures.into_iter().chain([counts.ratio])
    });
    let cells = std::iter::once(Some(row.item)).chain(cells).chain([row.remarks]);
    Report {
        address: row.address,
        reason: Message::attribute("import-reason", "figures"),
        content: cells.flatten().collect::<Vec<_>>().join(" | "),
    }
}

/// What a table counts by: that of which most of its items are. The words of a table are the titles or codes of subsystems,
/// categories and tables, and what stands in columns; nothing where no item is known.
pub(super) fn by(figures: &Figures, scheme: &Scheme, others: &[(&str, FxHashSet<&str>)]) -> Option<String> {
    if let Some(by) = &figures.by {
        return Some(by.clone());
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
    known.extend_from_slice(others);
    let worded = scheme.columns.iter().filter(|(_, column)| !column.words.is_empty());
    known.extend(worded.map(|(_, column)| (column.key.as_str(), column.words.iter().collect())));
    let items: Vec<&str> = figures
        .rows
        .iter()
        .map(|row| row.item.as_str())
        .filter(|item| !values::is_total(item))
        .collect();
    let count = |words: &FxHashSet<&str>| {
        let is_known = |item: &&&str| {
            let bare = item.strip_suffix("子体系").unwrap_or(item);
            words.contains(**item) || words.contains(bare)
        };
        items.iter().filter(is_known).count()
    };
    let counted = known.iter().map(|(by, words)| (count(words), *by));
    // The first of those that have most: what comes first is what is meant where a category has its subsystem's title.
    let best = counted.rev().max_by_key(|(count, _)| *count)?;
    (best.0 > 0).then(|| best.1.to_owned())
}
