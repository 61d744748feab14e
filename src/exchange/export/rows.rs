//! The lists of a register as rows of cells: what a spreadsheet, a CSV file or a sortable page shows. A cell says what it
//! is, so that no form guesses it from its looks.

use super::Export;
use crate::exchange::cells::{Cell, of_column};
use crate::exchange::printed::Chapter;
use crate::keys::{ColumnRole, ColumnType};
use crate::messages::Language;
use crate::register::Register;
use crate::register::handle::{EntryRef, TableRef};

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
    for chapter in &export.printed.chapters {
        of_chapter(chapter, "", names.len(), &mut rows);
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
    for below in &chapter.chapters {
        of_chapter(below, &chapter.title.text, width, rows);
    }
}

/// The statistics tables in one list, as they are written.
pub(super) fn statistics<'e>(export: &'e Export<'_>) -> List<'e> {
    let figures = ["item", "expected", "existing", "ratio"].map(|name| export.word("print-figure", name));
    let figure = |figure: &Option<crate::register::model::Spanned<i64>>| {
        figure
            .as_ref()
            .map_or(Cell::Empty, |figure| Cell::Integer(figure.value))
    };
    let mut rows = Vec::new();
    for statistics in export.register.statistics() {
        for row in statistics.rows() {
            rows.push(vec![
                Cell::maybe(statistics.by()),
                Cell::maybe(row.item()),
                figure(&row.expected),
                figure(&row.existing),
                Cell::maybe(row.ratio()),
            ]);
        }
    }
    List {
        head: std::iter::once(export.word("export-column", "by"))
            .chain(figures)
            .collect(),
        rows,
    }
}
