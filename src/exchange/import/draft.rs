//! What came of the rows: entries, figures, and what could not be placed, each with its address.

use super::grid::Address;
use super::headings::Condition;
use super::preface::Preface;
use crate::messages::Message;
use crate::syntax::Date;

/// A value of an entry.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::exchange) enum Field {
    /// Text, as it stands in the cell.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A day.
    Date(Date),
    /// Several texts.
    Texts(Vec<String>),
}

/// A row or a cell that could not be placed.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Where it is.
    pub address: Address,
    /// Why.
    pub reason: Message,
    /// What stands there.
    pub content: String,
}

impl Field {
    /// As text, for people.
    pub fn shown(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Integer(integer) => integer.to_string(),
            Self::Date(date) => date.to_string(),
            Self::Texts(texts) => texts.join("，"),
        }
    }
}

/// A standard.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::exchange) struct Entry {
    /// Its row.
    pub address: Address,
    /// Its values are those that a register has, as they are written there.
    pub is_exact: bool,
    /// Its values by their keys.
    pub fields: Vec<(String, Field)>,
    /// Whether its group is that of a line above, below which others may stand that have none.
    pub is_below_heading: bool,
    /// The keys of columns in which it has nothing.
    pub blank: Vec<String>,
    /// Cells of its row that could not be placed.
    pub reports: Vec<Report>,
    /// Its number stood in its title, or in the name of a file.
    pub is_from_title: bool,
}

impl Entry {
    /// The text of a key.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.fields.iter().find_map(|(name, field)| match field {
            Field::Text(text) if name == key => Some(text.as_str()),
            _ => None,
        })
    }

    /// Whether it has a key.
    pub fn has(&self, key: &str) -> bool {
        self.fields.iter().any(|(name, _)| name == key)
    }
}

/// What stands in a table.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::exchange) enum Item {
    /// A standard.
    Entry(Entry),
    /// A row that is none.
    Report(Report),
}

impl Item {
    /// What of it could not be placed.
    fn reports(&self) -> &[Report] {
        match self {
            Self::Entry(entry) => &entry.reports,
            Self::Report(report) => std::slice::from_ref(report),
        }
    }
}

/// Where in the structure something belongs, as far as the file says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(in crate::exchange) struct Path {
    /// The outermost title.
    pub subsystem: Option<String>,
    /// Titles between.
    pub between: Vec<String>,
    /// The title of the category.
    pub category: Option<String>,
}

/// A detail table.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::exchange) struct Table {
    /// 表号.
    pub id: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Where it belongs.
    pub path: Path,
    /// What stands in it, from the top.
    pub items: Vec<Item>,
}

impl Table {
    /// Its standards.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.items.iter().filter_map(|item| match item {
            Item::Entry(entry) => Some(entry),
            Item::Report(_) => None,
        })
    }
}

/// What a statistics table says of one thing.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::exchange) struct Counts {
    /// 应有数.
    pub expected: Option<i64>,
    /// 现有数.
    pub existing: Option<i64>,
    /// 现有数/应有数, as it stands.
    pub ratio: Option<String>,
}

/// A row of a statistics table.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::exchange) struct FiguresRow {
    /// Where it is.
    pub address: Address,
    /// What it counts.
    pub item: String,
    /// What it comes to in all.
    pub counts: Counts,
    /// What it says in further columns, by their titles.
    pub further: Vec<(String, Counts)>,
    /// 备注.
    pub remarks: Option<String>,
    /// Cells that could not be placed.
    pub reports: Vec<Report>,
}

/// A statistics table.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::exchange) struct Figures {
    /// 表号.
    pub id: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// What it counts by, where the file says so.
    pub by: Option<String>,
    /// Its further columns: the titles, and what each counts.
    pub columns: Vec<(String, Condition)>,
    /// Its rows.
    pub rows: Vec<FiguresRow>,
}

/// What a list of the structure says in one row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::exchange) struct OutlineRow {
    /// The row; none for an item of a list in a text.
    pub address: Option<Address>,
    /// The titles of the subsystems that lead there, from the outermost, each with its code where the row has it.
    pub subsystems: Vec<Titled>,
    /// The category.
    pub category: Option<Titled>,
    /// The table, with its number as its code.
    pub table: Option<Titled>,
}

/// A title with the code or number before it; either may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(in crate::exchange) struct Titled {
    /// The code.
    pub code: Option<String>,
    /// The title.
    pub title: Option<String>,
}

/// What became of the rows below the heads. Each is one of these, and nothing else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// All of them.
    pub rows: usize,
    /// Those that are entries.
    pub entries: usize,
    /// Those that are rows of statistics.
    pub figures: usize,
    /// Those that go on with the entry above.
    pub joined: usize,
    /// Those that could not be placed.
    pub reported: usize,
}

/// All that was read, before its structure is made out.
#[derive(Clone, Debug, Default)]
pub(in crate::exchange) struct Draft {
    /// The name of the standards system.
    pub title: Option<String>,
    /// The number of the document.
    pub standard: Option<String>,
    /// The document's own code.
    pub code: Option<String>,
    /// What is said in prose.
    pub preface: Preface,
    /// The detail tables.
    pub tables: Vec<Table>,
    /// The statistics tables.
    pub statistics: Vec<Figures>,
    /// What lists of the structure say.
    pub outline: Vec<OutlineRow>,
    /// Rows that belong to no table.
    pub reports: Vec<Report>,
    /// What became of the rows.
    pub tally: Tally,
    /// How many numbers were taken out of titles, and where the first one was.
    pub from_titles: Option<(usize, Address)>,
    /// What was decided, for people: which heading was taken for what.
    pub notes: Vec<Message>,
}

impl Draft {
    /// All that could not be placed, in the order in which it is written.
    pub fn reports(&self) -> impl Iterator<Item = &Report> {
        let tables = self
            .tables
            .iter()
            .flat_map(|table| &table.items)
            .flat_map(Item::reports);
        let figures = self.statistics.iter().flat_map(|figures| &figures.rows);
        let figures = figures.flat_map(|row| &row.reports);
        self.reports.iter().chain(tables).chain(figures)
    }

    /// Says something once.
    pub fn note(&mut self, note: Message) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }
}
