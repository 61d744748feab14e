//! What an import reads of an entry that was exported and not edited. Whatever a form does to a value on its way out and in,
//! what comes back as it would without an edit is no change.

use super::Blank;
use crate::exchange::cells::{of_column, unguarded};
use crate::exchange::import::draft::{Entry, Field};
use crate::exchange::import::entry::{Made, make};
use crate::exchange::import::grid::{Cell, Grid, Row};
use crate::exchange::import::headings::Header;
use crate::exchange::import::read::json;
use crate::exchange::import::write::value_of;
use crate::exchange::written::of_table;
use crate::keys::ColumnRole;
use crate::messages::{Language, Message};
use crate::register::Register;
use crate::register::handle::EntryRef;
use crate::scheme::Scheme;
use crate::writer::keys::Change;

/// The entries of a register as an import reads them.
pub(super) struct Views<'r> {
    scheme: &'r Scheme,
    /// The role and the place of each column.
    columns: Vec<(Option<ColumnRole>, usize)>,
    header: Header,
    grid: Grid,
    /// The same for what is read as a register has it.
    exact: Grid,
}

impl<'r> Views<'r> {
    pub(super) fn new(register: &Register, scheme: &'r Scheme) -> Self {
        let columns = register.columns.iter();
        Self {
            scheme,
            columns: columns.map(|(place, column)| (column.role, place)).collect(),
            header: Header::of_keys(register.columns.iter().map(|(_, column)| column.key.as_str())),
            grid: Grid::default(),
            exact: Grid {
                is_exact: true,
                ..Grid::default()
            },
        }
    }

    /// What an import reads of an entry.
    pub(super) fn of(&self, entry: EntryRef<'_>) -> Entry {
        let cells = self.columns.iter();
        let row = Row {
            cells: cells
                .map(|(role, place)| Cell::text(of_column(entry, *role, *place).into_shown()))
                .collect(),
            ..Row::default()
        };
        self.made(&row, &self.grid)
    }

    /// What an import reads of an entry in a form that has it as it is written.
    pub(super) fn exact(&self, entry: EntryRef<'_>) -> Entry {
        let written = serde_json::to_value(of_table(entry)).unwrap_or_default();
        let columns = self.header.columns.iter();
        let cells = columns.map(|column| written.get(&column.title).map_or_else(Cell::default, json::exact));
        let row = Row {
            cells: cells.collect(),
            ..Row::default()
        };
        self.made(&row, &self.exact)
    }

    fn made(&self, row: &Row, grid: &Grid) -> Entry {
        match make(row, &self.header, grid, self.scheme) {
            Made::Entry(entry) | Made::Continuation(entry) => entry,
            Made::Nothing(_) => Entry::default(),
        }
    }

    /// The keys in which a row says something else than an entry, with what they are to be. `group` is that of the entry above.
    pub(super) fn difference(
        &self,
        entry: EntryRef<'_>,
        row: &Entry,
        blank: Blank,
        group: Option<&str>,
    ) -> Vec<Change> {
        let own = match row.is_exact {
            true => self.exact(entry),
            false => self.of(entry),
        };
        let of_own = |key: &str| own.fields.iter().find(|(name, _)| name == key).map(|(_, field)| field);
        // A page has one column for numbers and plans, and shows the plan where there is no number.
        let columns = &self.scheme.columns;
        let [standard, plan] = [ColumnRole::Standard, ColumnRole::Plan].map(|role| columns.key_of(role));
        let is_plan = |key: &str, field: &Field, row: &Entry| {
            let has_column = row.has(plan) || row.blank.iter().any(|blank| blank == plan);
            key == standard && !has_column && of_own(standard).is_none() && of_own(plan) == Some(field)
        };
        // Below a line with a group stand those without one as well.
        let group_key = columns.key_of(ColumnRole::Group);
        let is_of_group_above = |key: &str, field: &Field| {
            let is_above =
                matches!(field, Field::Text(text) if group.is_some_and(|group| Cell::text(group).shown() == *text));
            row.is_below_heading && key == group_key && of_own(key).is_none() && is_above
        };
        let mut changes: Vec<Change> = Vec::new();
        for (key, field) in &row.fields {
            // A text that looks guarded against being a formula comes back from a list of commas without the guard.
            let is_same = match (of_own(key), field) {
                (Some(Field::Text(own)), Field::Text(text)) if !row.is_exact => {
                    own == text || unguarded(own).trim_ascii() == text
                }
                (Some(Field::Texts(own)), Field::Texts(texts)) if !row.is_exact => {
                    own == texts || is_unguarded(own, texts)
                }
                (own, field) => own == Some(field),
            };
            let is_of_form = || {
                is_plan(key, field, row)
                    || is_of_group_above(key, field)
                    || self.is_printed(key, field, of_own(key), entry)
            };
            if is_same || (!row.is_exact && is_of_form()) {
                continue;
            }
            changes.push((key.clone(), Some(value_of(field))));
        }
        if blank == Blank::Clear {
            let blanks = row.blank.iter().filter(|key| of_own(key).is_some() && !row.has(key));
            changes.extend(blanks.map(|key| (key.clone(), None)));
        }
        changes
    }

    /// Whether remarks are those of the entry as a page prints them, with what it replaces behind them.
    fn is_printed(&self, key: &str, field: &Field, own: Option<&Field>, entry: EntryRef<'_>) -> bool {
        let Field::Text(text) = field else { return false };
        if key != self.scheme.columns.key_of(ColumnRole::Remarks) || entry.replaces.is_empty() {
            return false;
        }
        let own = match own {
            Some(Field::Text(own)) => own.as_str(),
            _ => "",
        };
        // What is nothing in a list is printed all the same.
        let raw = entry.remarks().unwrap_or_default();
        let numbers: Vec<String> = entry.replaces().map(|(_, number)| number.into_owned()).collect();
        [Language::Zh, Language::En].into_iter().any(|language| {
            let replaced = Message::new("print-replaces")
                .with("numbers", numbers.clone())
                .render(language);
            let separator = Message::attribute("print-replaces", "separator").render(language);
            let printed = |own: &str| match own {
                "" => replaced.clone(),
                own => format!("{own}{separator}{replaced}"),
            };
            [own, &raw].iter().any(|own| Cell::text(printed(own)).shown() == *text)
        })
    }
}

/// Whether texts are those of a cell that looked guarded against being a formula, without the guard.
fn is_unguarded(own: &[String], texts: &[String]) -> bool {
    match (own.split_first(), texts.split_first()) {
        (Some((first, rest)), Some((text, texts))) => unguarded(first).trim_ascii() == text && rest == texts,
        _ => false,
    }
}
