//! What is known of the structure while tables are added, and what is added to it.

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::exchange::import::draft::{Table, Titled};
use crate::exchange::import::grid::Cell;
use crate::keys::TableKind;
use crate::register::Register;
use crate::writer::register::{Statement, Table as Written};

/// What is known of the structure: that of the register, and what was added to it. Texts are as they are read from cells.
#[derive(Default)]
pub(super) struct Known {
    /// Titles and codes of subsystems.
    pub(super) subsystems: FxHashSet<String>,
    /// The codes of categories by the titles of their subsystem and their own; none where two have it.
    pub(super) categories: FxHashMap<(String, String), Option<String>>,
    /// The titles of categories by the titles of their subsystem and their codes.
    pub(super) titles: FxHashMap<(String, String), String>,
    /// How many categories have a code.
    pub(super) codes: FxHashMap<String, usize>,
    ids: FxHashSet<String>,
    table_titles: FxHashSet<String>,
    /// Where a list of the structure has new tables, by their numbers and titles: the codes of their categories and their titles.
    pub(super) homes: FxHashMap<String, (String, String)>,
}

impl Known {
    pub(super) fn new(register: &Register) -> Self {
        let mut known = Self::default();
        let shown = |text: Cow<'_, str>| Cell::text(text).shown();
        let subsystems = register.subsystems();
        let names = subsystems.flat_map(|subsystem| [subsystem.title(), subsystem.code()]);
        known.subsystems = names.flatten().map(shown).collect();
        for category in register.categories() {
            let subsystem = register.subsystem_of(&category).and_then(|subsystem| subsystem.title());
            let subsystem = subsystem.or_else(|| category.subsystem()).unwrap_or_default();
            if let Some(code) = category.code() {
                let title = category.title().unwrap_or_default();
                known.add_category(shown(subsystem), shown(title), shown(code));
            }
        }
        let ids = register.tables().filter_map(|table| table.id());
        known.ids = ids.map(shown).collect();
        let titles = register.tables().filter_map(|table| table.title());
        known.table_titles = titles.map(shown).collect();
        known
    }

    /// Whether there is a table: by its number, or where it has none, by its title.
    pub(super) fn has_table(&self, table: &Titled) -> bool {
        match (&table.code, &table.title) {
            (Some(id), _) => self.ids.contains(id),
            (None, Some(title)) => self.table_titles.contains(title),
            (None, None) => true,
        }
    }

    pub(super) fn add_table(&mut self, id: &str, title: &str) {
        self.ids.insert(id.to_owned());
        self.table_titles.insert(title.to_owned());
    }

    /// Whether several categories have a code.
    pub(super) fn is_ambiguous(&self, code: &str) -> bool {
        self.codes.get(code).is_some_and(|count| *count > 1)
    }

    /// The first number of a table that is free: one behind those that there are.
    pub(super) fn free_id(&self) -> String {
        let mut free = (self.ids.len() + 1..).map(|number| format!("A.{number}"));
        free.find(|id| !self.ids.contains(id)).unwrap_or_default()
    }

    pub(super) fn add_category(&mut self, subsystem: String, title: String, code: String) {
        *self.codes.entry(code.clone()).or_default() += 1;
        let key = (subsystem.clone(), code.clone());
        self.titles.entry(key).or_insert_with(|| title.clone());
        let codes = self.categories.entry((subsystem, title));
        codes.and_modify(|known| *known = None).or_insert(Some(code));
    }
}

/// The tables of the file, by what the structure may name them: those that have entries there.
pub(super) struct Filled<'d>(FxHashSet<&'d str>);

impl<'d> Filled<'d> {
    pub(super) fn new(tables: impl Iterator<Item = &'d Table>) -> Self {
        let names = tables.flat_map(|table| [&table.id, &table.title]);
        Self(names.flatten().map(String::as_str).collect())
    }

    pub(super) fn has(&self, table: &Titled) -> bool {
        let name = table.code.as_ref().or(table.title.as_ref());
        name.is_some_and(|name| self.0.contains(name.as_str()))
    }
}

/// What a new table brings with it.
#[derive(Default)]
pub(super) struct New {
    /// Its number, which says where it stands among others.
    pub(super) id: Option<String>,
    pub(super) subsystems: Vec<Written>,
    pub(super) category: Option<Written>,
    /// The table with its entries.
    pub(super) table: Vec<Written>,
}

impl New {
    pub(super) fn is_empty(&self) -> bool {
        self.subsystems.is_empty() && self.category.is_none() && self.table.is_empty()
    }
}

pub(super) fn written<const N: usize>(kind: TableKind, statements: [Option<Statement>; N]) -> Written {
    Written {
        above: String::new(),
        kind,
        statements: statements.into_iter().flatten().collect(),
    }
}
