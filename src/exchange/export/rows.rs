//! The lists of a register as rows of cells: what a spreadsheet, a CSV file or a sortable page shows. A cell says what it
//! is, so that no form guesses it from its looks.

use rustc_hash::FxHashMap;

use super::Export;
use crate::exchange::cells::{Cell, of_column};
use crate::exchange::printed::Chapter;
use crate::keys::{ColumnRole, ColumnType};
use crate::messages::Language;
use crate::register::Register;
use crate::register::counts::MOST_COLUMNS;
use crate::register::handle::{EntryRef, RowRef, StatisticsRef, TableRef};
use crate::register::model::Spanned;

/// A column of entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Column {
    /// The key.
    pub(super) key: String,
    /// Its place among the columns of the register.
    place: usize,
    /// What the engine knows it as.
    pub(super) role: Option<ColumnRole>,
    /// What stands over it.
    pub(super) title: String,
    pub(super) kind: ColumnKind,
    /// The words that it takes; none where it takes any.
    pub(super) words: Vec<String>,
}

/// What stands in the cells of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ColumnKind {
    Text,
    Integer,
    Date,
}

/// The columns of entries, in their order. All of them, whether anything stands in them or not: a list always has the same.
pub(super) fn columns(register: &Register, language: Language) -> Vec<Column> {
    let vocabulary = &register.vocabulary;
    let columns = register.columns.iter();
    columns
        .map(|(place, column)| Column {
            key: column.key.clone(),
            place,
            role: column.role,
            title: column.as_key().heading.get(language).to_owned(),
            kind: match (column.role, column.column_type) {
                (Some(ColumnRole::Number), _) | (_, ColumnType::Integer) => ColumnKind::Integer,
                (Some(ColumnRole::Effective), _) | (_, ColumnType::Date) => ColumnKind::Date,
                _ => ColumnKind::Text,
            },
            words: match column.role {
                Some(ColumnRole::Status) => vocabulary.statuses.iter().map(|status| status.name.clone()).collect(),
                Some(ColumnRole::Level) => vocabulary.levels.iter().map(|level| level.name.clone()).collect(),
                _ => column.words.iter().map(str::to_owned).collect(),
            },
        })
        .collect()
}

/// What an entry has in the columns.
pub(super) fn of_entry<'r>(entry: EntryRef<'r>, columns: &[Column]) -> Vec<Cell<'r>> {
    columns
        .iter()
        .map(|column| of_column(entry, column.role, column.place))
        .collect()
}

/// A list: what stands over it, and its rows.
pub(super) struct List<'r> {
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<Vec<Cell<'r>>>,
}

/// The tables that are wanted, in the order of the register.
pub(super) fn tables<'e>(export: &'e Export<'_>) -> impl Iterator<Item = TableRef<'e>> {
    let is_wanted = |table: &TableRef<'_>| match &export.tables {
        None => true,
        Some(ids) => table.id().is_some_and(|id| ids.contains(&*id)),
    };
    export.register.tables().filter(is_wanted)
}

/// What stands before the columns of entries in a list of all of them.
pub(super) const BELONGING: [&str; 4] = ["subsystem", "category", "table", "table-title"];

/// All entries in one list, each with where it belongs.
pub(super) fn entries<'e>(export: &'e Export<'_>, columns: &[Column]) -> List<'e> {
    let before = BELONGING.map(|name| export.word("export-column", name));
    let head = before
        .into_iter()
        .chain(columns.iter().map(|column| column.title.clone()));
    let mut rows = Vec::new();
    for table in tables(export) {
        let before = belonging(export.register, table);
        for (_, entry) in export.register.entries_of(&table) {
            let mut row = Vec::with_capacity(before.len() + columns.len());
            row.extend_from_slice(&before);
            row.extend(of_entry(entry, columns));
            rows.push(row);
        }
    }
    List {
        head: head.collect(),
        rows,
    }
}

/// Where a table belongs, and what it is.
fn belonging<'r>(register: &'r Register, table: TableRef<'r>) -> [Cell<'r>; BELONGING.len()] {
    let category = register.category_of(&table);
    let subsystem = category.and_then(|category| register.subsystem_of(&category));
    // What has no title goes by its code.
    let category = category.and_then(|category| category.title().or_else(|| category.code()));
    [
        Cell::maybe(subsystem.and_then(|subsystem| subsystem.title())),
        Cell::maybe(category.or_else(|| table.category())),
        Cell::maybe(table.id()),
        Cell::maybe(table.title()),
    ]
}

/// The structure, a line for each table, for a category that has none, and for a subsystem that has no category.
pub(super) fn structure<'e>(export: &'e Export<'_>) -> List<'e> {
    let names = [
        "parent",
        "subsystem-code",
        "subsystem",
        "category-code",
        "category",
        "table",
        "table-title",
        "entries",
    ];
    let mut rows = Vec::new();
    // The titles of the subsystems that lead to one, from the outermost.
    let mut above: Vec<&str> = Vec::new();
    for chapter in &export.printed.chapters {
        above.truncate(chapter.depth);
        of_chapter(
            chapter,
            above.last().copied().unwrap_or_default(),
            names.len(),
            &mut rows,
        );
        above.push(&chapter.title.text);
    }
    List {
        head: names.map(|name| export.word("export-column", name)).into(),
        rows,
    }
}

fn of_chapter<'e>(chapter: &'e Chapter, parent: &'e str, width: usize, rows: &mut Vec<Vec<Cell<'e>>>) {
    let subsystem = [parent, &chapter.code, &chapter.title.text].map(Cell::text);
    let mut add = |cells: &[Cell<'e>]| {
        let mut row = subsystem.to_vec();
        row.extend_from_slice(cells);
        row.resize(width, Cell::Empty);
        rows.push(row);
    };
    for section in &chapter.sections {
        let category = [Cell::text(&*section.code), Cell::text(&*section.title.text)];
        for table in &section.tables {
            let entries = table.groups.iter().map(|group| group.standards.len()).sum::<usize>();
            let table = [
                Cell::text(&*table.id),
                Cell::text(&*table.title.text),
                Cell::Integer(i64::try_from(entries).unwrap_or(i64::MAX)),
            ];
            add(&[category.as_slice(), &table].concat());
        }
        if section.tables.is_empty() {
            add(&category);
        }
    }
    if chapter.sections.is_empty() {
        add(&[]);
    }
}

/// The statistics tables in one list, as they are written. What no table has, no column is for.
pub(super) fn statistics<'e>(export: &'e Export<'_>) -> List<'e> {
    let register = export.register;
    let has = |is_there: fn(StatisticsRef<'_>) -> bool| register.statistics().any(is_there);
    let (has_id, has_title) = (has(|table| table.id.is_some()), has(|table| table.title.is_some()));
    let has_remarks = has(|table| table.rows.iter().any(|row| row.remarks.is_some()));
    let further = Further::of(export);
    let column = |name| export.word("export-column", name);
    let figure = |name| export.word("print-figure", name);
    let mut head = vec![column("by")];
    head.extend(has_id.then(|| column("table")));
    head.extend(has_title.then(|| column("table-title")));
    head.extend(["item", "expected", "existing", "ratio"].map(figure));
    head.extend(further.heads.iter().cloned());
    head.extend(has_remarks.then(|| figure("remarks")));
    let mut rows = Vec::new();
    for statistics in register.statistics() {
        for row in statistics.rows() {
            let mut cells = vec![Cell::maybe(statistics.by())];
            cells.extend(has_id.then(|| Cell::maybe(statistics.id())));
            cells.extend(has_title.then(|| Cell::maybe(statistics.title())));
            cells.push(Cell::maybe(row.item()));
            cells.extend([row.expected, row.existing].map(number));
            cells.push(Cell::maybe(row.ratio()));
            cells.extend(further.cells(row));
            cells.extend(has_remarks.then(|| Cell::maybe(row.remarks())));
            rows.push(cells);
        }
    }
    List { head, rows }
}

fn number(figure: Option<Spanned<i64>>) -> Cell<'static> {
    figure.map_or(Cell::Empty, |figure| Cell::Integer(figure.value))
}

/// The further columns of all statistics tables: one for each title, and where some row says more than a number there,
/// one for each figure. Those beyond the most of one table stand in one cell together: a list is not wider than it is long.
struct Further {
    heads: Vec<String>,
    /// The places of titles among the heads, each with how many figures it has.
    places: FxHashMap<String, (usize, usize)>,
    /// Whether there are more titles than have columns.
    has_rest: bool,
}

impl Further {
    fn of(export: &Export<'_>) -> Self {
        let mut titles: Vec<String> = Vec::new();
        let mut widths: FxHashMap<String, usize> = FxHashMap::default();
        let rows = || export.register.statistics().flat_map(StatisticsRef::rows);
        for figure in rows().flat_map(RowRef::figures) {
            let width = match (figure.ratio, figure.existing) {
                (Some(_), _) => 3,
                (None, Some(_)) => 2,
                (None, None) => 1,
            };
            let known = widths.entry(figure.name.clone()).or_insert_with(|| {
                titles.push(figure.name.clone());
                width
            });
            *known = (*known).max(width);
        }
        let mut further = Self {
            heads: Vec::new(),
            places: FxHashMap::default(),
            has_rest: titles.len() > MOST_COLUMNS,
        };
        for title in titles.into_iter().take(MOST_COLUMNS) {
            let width = widths.get(&title).copied().unwrap_or(1);
            let place = further.heads.len();
            further.heads.push(title.clone());
            let more = ["existing", "ratio"].into_iter().take(width - 1);
            let more = more.map(|name| format!("{title} {}", export.word("print-figure", name)));
            further.heads.extend(more);
            further.places.insert(title, (place, width));
        }
        if further.has_rest {
            further.heads.push(export.word("export-column", "figures"));
        }
        further
    }

    fn cells<'r>(&self, row: RowRef<'r>) -> Vec<Cell<'r>> {
        let mut cells = vec![Cell::Empty; self.heads.len()];
        let mut rest = Vec::new();
        for figure in row.figures() {
            let of_figure = [
                number(figure.expected),
                number(figure.existing),
                Cell::maybe(figure.ratio()),
            ];
            match self.places.get(&figure.name) {
                Some((place, width)) => {
                    let slots = cells.get_mut(*place..place + width).unwrap_or_default();
                    slots.iter_mut().zip(of_figure).for_each(|(slot, cell)| *slot = cell);
                }
                None => {
                    let figures = of_figure.into_iter().filter(|cell| *cell != Cell::Empty);
                    let figures: Vec<_> = figures.map(Cell::into_shown).collect();
                    rest.push(format!("{}: {}", figure.name, figures.join(" / ")));
                }
            }
        }
        if let Some(last) = cells.last_mut().filter(|_| self.has_rest) {
            *last = Cell::text(rest.join("; "));
        }
        cells
    }
}
