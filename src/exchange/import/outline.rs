//! What says how the structure is: a list of subsystems, categories and tables, as rows or as a list in a text.

use rustc_hash::FxHashSet;

use super::draft::{OutlineRow, Report, Table, Titled};
use super::grid::{Cell, Filled, Grid, Row};
use super::headings::{Header, Level, Meaning};
use super::values;
use crate::messages::{Language, Message};

/// What a row of a list of the structure says, and the cells that have no place in it.
pub(super) fn row(row: &Row, header: &Header, grid: &Grid) -> (OutlineRow, Vec<Report>) {
    let mut said = OutlineRow {
        address: Some(grid.address(row.number, None)),
        ..OutlineRow::default()
    };
    let mut reports = Vec::new();
    let [mut subsystem, mut category, mut table] = [const {
        Titled {
            code: None,
            title: None,
        }
    }; 3];
    for (place, cell) in row.cells.iter().enumerate() {
        let text = cell.shown();
        if cell.filled == Filled::Across || values::is_nothing(&text) {
            continue;
        }
        let column = header.columns.get(place);
        match column.and_then(|column| column.meaning.as_ref()) {
            // A parent stands before its subsystem, in whichever order the columns are.
            Some(Meaning::Parent) => said.subsystems.insert(0, Titled::of_title(text)),
            Some(Meaning::SubsystemCode) => subsystem.code = Some(text),
            Some(Meaning::Structure(Level::Subsystem | Level::Between)) => {
                said.subsystems.push(Titled::of_title(text));
            }
            Some(Meaning::Structure(Level::Category)) => category.title = Some(text),
            Some(Meaning::CategoryCode) => category.code = Some(text),
            Some(Meaning::Table) => table.code = Some(text),
            Some(Meaning::TableTitle) => table.title = Some(text),
            Some(Meaning::Count | Meaning::Ignored) => {}
            _ => reports.push(Report {
                address: grid.address(row.number, Some(place)),
                reason: Message::attribute("import-reason", "unknown-column"),
                content: Cell::shown(cell),
            }),
        }
    }
    if let Some(innermost) = said.subsystems.last_mut() {
        innermost.code = subsystem.code;
    }
    said.category = category.if_any();
    said.table = table.if_any();
    (said, reports)
}

impl Titled {
    pub(super) fn of_title(title: String) -> Self {
        Self {
            code: None,
            title: Some(title),
        }
    }

    fn if_any(self) -> Option<Self> {
        (self != Self::default()).then_some(self)
    }

    /// A line of a list: the code, and the title behind it.
    fn of_line(line: &str) -> Self {
        let is_code = |word: &str| {
            word.bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
        };
        match line.split_once([' ', '\u{3000}']) {
            // Where there are no codes, a title may stand for one.
            Some((code, title)) if is_code(code) || code == title.trim() => Self {
                code: Some(code.to_owned()),
                title: Some(title.trim().to_owned()),
            },
            _ => Self::of_title(line.to_owned()),
        }
    }
}

/// What lists in a text say, by how deep their items are: where a table of this document is an item, what it stands below is its
/// category, and what that stands below are subsystems. Other lists say nothing.
pub(super) fn of_lists(items: &[(u8, String)], tables: &[Table]) -> Vec<OutlineRow> {
    // What our own page says of what belongs to nothing is no title.
    let untitled = ["subsystem", "category"].map(|name| Message::attribute("print-untitled", name));
    let untitled: Vec<String> = untitled
        .iter()
        .flat_map(|message| [Language::Zh, Language::En].map(|language| message.render(language)))
        .collect();
    let ids: FxHashSet<&str> = tables.iter().filter_map(|table| table.id.as_deref()).collect();
    let mut rows = Vec::new();
    let mut above: Vec<(u8, Titled)> = Vec::new();
    for (place, (depth, line)) in items.iter().enumerate() {
        above.retain(|(other, _)| other < depth);
        let item = match untitled.contains(line) {
            true => Titled::default(),
            false => Titled::of_line(line),
        };
        let is_leaf = items.get(place + 1).is_none_or(|(next, _)| next <= depth);
        let is_table = item.code.as_deref().is_some_and(|code| ids.contains(code));
        if let (true, true, Some(((_, category), subsystems))) = (is_leaf, is_table, above.split_last()) {
            rows.push(OutlineRow {
                address: None,
                subsystems: subsystems.iter().map(|(_, subsystem)| subsystem.clone()).collect(),
                category: category.clone().if_any(),
                table: Some(item.clone()),
            });
        }
        above.push((*depth, item));
    }
    rows
}
