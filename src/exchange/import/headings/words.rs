//! The words by which columns are known. Those of entries are in the scheme (`title`, `also`), those of a role in the built-in one
//! as well; the others are data beside this file. What the caller maps overrules them all.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};
use toml_edit::{Array, DocumentMut, Table};

use super::{Figure, Level, Meaning, UnknownKey, bare, without_unit};
use crate::keys::{Column, ColumnRole, Columns};
use crate::scheme::Scheme;

/// How sure it is that a heading means what it may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Certainty {
    /// It means something else in some tables.
    Maybe,
    /// It is one of the words for it.
    Known,
    /// It is what the scheme prints over the column.
    /// The caller says so.
    Told,
}

/// What a further column of statistics counts: the entries for which a condition holds.
pub(in crate::exchange) type Condition = Vec<(String, Vec<String>)>;

/// The words that are known.
pub(super) struct Words {
    detail: FxHashMap<String, (Meaning, Certainty)>,
    figures: FxHashMap<String, Figure>,
    counted: FxHashMap<String, Condition>,
}

impl Words {
    pub(super) fn new(map: &[(String, String)], scheme: &Scheme) -> Result<Self, UnknownKey> {
        let mut words = Self {
            detail: FxHashMap::default(),
            figures: FxHashMap::default(),
            counted: counted(scheme),
        };
        words.add_columns(&scheme.columns);
        for table in tables() {
            words.add_table(table, &scheme.columns);
        }
        words.add_printed(&scheme.columns);
        for (heading, key) in map {
            let meaning = meaning(key, &scheme.columns).ok_or_else(|| UnknownKey(key.clone()))?;
            words.detail.insert(bare(heading), (meaning, Certainty::Told));
        }
        Ok(words)
    }

    /// The headings of columns, those of the built-in column of the same role among them. What names both a number and a plan is
    /// for either.
    fn add_columns(&mut self, columns: &Columns) {
        let built_in = Scheme::built_in();
        let is_of_number = |role| matches!(role, Some(ColumnRole::Standard | ColumnRole::Plan));
        for (_, column) in columns.iter() {
            let of_role = column.role.and_then(|role| built_in.columns.of_role(role));
            for word in std::iter::once(column).chain(of_role).flat_map(headings_of).map(bare) {
                if column.role == Some(ColumnRole::Remarks) {
                    self.figures.insert(word.clone(), Figure::Remarks);
                }
                let known = self.detail.get(&word).map(|(meaning, _)| meaning);
                let meaning = match known {
                    None => Meaning::Key(column.key.clone()),
                    Some(Meaning::Key(other))
                        if *other != column.key
                            && is_of_number(column.role)
                            && is_of_number(columns.find(other).and_then(|(_, other)| other.role)) =>
                    {
                        Meaning::StandardOrPlan
                    }
                    Some(_) => continue,
                };
                self.detail.insert(word, (meaning, Certainty::Known));
            }
        }
    }

    /// What the scheme prints over its columns, and their keys: these are no other's, whatever the words are known for elsewhere.
    fn add_printed(&mut self, columns: &Columns) {
        let mut printed = FxHashSet::default();
        for (_, column) in columns.iter() {
            for word in headings_of(column).take(PRINTED).map(bare) {
                if printed.insert(word.clone()) {
                    let meaning = Meaning::Key(column.key.clone());
                    self.detail.insert(word, (meaning, Certainty::Known));
                }
            }
        }
    }

    /// A table of the words beside this file.
    fn add_table(&mut self, table: &Table, columns: &Columns) {
        let strings = |key: &str| {
            let array = table.get(key).and_then(|item| item.as_array());
            let strings = array.map(Array::iter).into_iter().flatten();
            strings.filter_map(|word| word.as_str().map(bare)).collect::<Vec<_>>()
        };
        let text = |key: &str| table.get(key).and_then(|item| item.as_str());
        let key = text("key").unwrap_or_default();
        let known = text("title").map(bare).into_iter().chain(strings("also"));
        let known: Vec<String> = known.collect();
        if let Some(figure) = figure(key) {
            self.figures.extend(known.iter().map(|word| (word.clone(), figure)));
        }
        let Some(meaning) = meaning(key, columns) else { return };
        let with = |certainty| move |word| (word, certainty);
        let known = known.into_iter().map(with(Certainty::Known));
        for (word, certainty) in known.chain(strings("maybe").into_iter().map(with(Certainty::Maybe))) {
            self.detail.insert(word, (meaning.clone(), certainty));
        }
    }

    pub(super) fn meaning(&self, word: &str) -> Option<(Meaning, Certainty)> {
        without_unit(word).find_map(|word| self.detail.get(&word)).cloned()
    }

    pub(super) fn figure(&self, word: &str) -> Option<Figure> {
        without_unit(word).find_map(|word| self.figures.get(&word)).copied()
    }

    /// A heading of a column that counts something in a statistics table.
    pub(super) fn add_counted(&mut self, heading: &str) {
        self.counted.entry(bare(heading)).or_default();
    }

    /// What a column with this heading counts in a statistics table.
    pub(super) fn condition(&self, heading: &str) -> Option<&Condition> {
        without_unit(&bare(heading)).find_map(|word| self.counted.get(&word))
    }
}

/// How many of the headings of a column are its own: what is printed in either language, and its key.
const PRINTED: usize = 3;

/// The headings of a column, those that are printed first.
fn headings_of(column: &Column) -> impl Iterator<Item = &str> {
    let title_en = column.title_en.as_deref().unwrap_or(&column.title);
    let printed: [&str; PRINTED] = [&column.title, title_en, &column.key];
    printed.into_iter().chain(column.also.iter().map(String::as_str))
}

/// What the words of a scheme count: levels and statuses, what its own statistics have rows of, words of its columns.
fn counted(scheme: &Scheme) -> FxHashMap<String, Condition> {
    let mut counted: FxHashMap<String, Condition> = FxHashMap::default();
    let mut add = |word: &str, condition: Condition| {
        counted.entry(bare(word)).or_insert(condition);
    };
    let one = |key: &str, value: &str| vec![(key.to_owned(), vec![value.to_owned()])];
    for item in &scheme.statistics {
        add(&item.item, item.conditions.clone());
    }
    for level in &scheme.levels {
        for word in std::iter::once(&level.name).chain(&level.alias) {
            add(word, one("level", &level.name));
        }
    }
    for status in &scheme.statuses {
        for word in std::iter::once(&status.name).chain(&status.also) {
            add(word, one("status", &status.name));
        }
    }
    for (_, column) in scheme.columns.iter() {
        for word in column.words.iter() {
            add(word, one(&column.key, word));
        }
    }
    counted
}

/// What a key of the words, or one that the caller maps to, means: a column by its key, or by its role.
pub(super) fn meaning(key: &str, columns: &Columns) -> Option<Meaning> {
    Some(match key {
        "-" => Meaning::Ignored,
        "table" => Meaning::Table,
        "table-title" => Meaning::TableTitle,
        "standard-or-plan" => match (columns.of_role(ColumnRole::Standard), columns.of_role(ColumnRole::Plan)) {
            (Some(_), Some(_)) => Meaning::StandardOrPlan,
            (only, other) => Meaning::Key(only.or(other)?.key.clone()),
        },
        "year" => Meaning::Year,
        "subsystem" => Meaning::Structure(Level::Subsystem),
        "level-of-structure" => Meaning::Structure(Level::Between),
        "category" => Meaning::Structure(Level::Category),
        "parent" => Meaning::Parent,
        "subsystem-code" => Meaning::SubsystemCode,
        "category-code" => Meaning::CategoryCode,
        "entries" => Meaning::Count,
        key => {
            let of_role = || columns.of_role(ColumnRole::named(key)?);
            let column = columns.find(key).map(|(_, column)| column).or_else(of_role)?;
            Meaning::Key(column.key.clone())
        }
    })
}

pub(super) fn figure(key: &str) -> Option<Figure> {
    Some(match key {
        "by" => Figure::By,
        "item" => Figure::Item,
        "expected" => Figure::Expected,
        "existing" => Figure::Existing,
        "ratio" => Figure::Ratio,
        _ => return None,
    })
}

pub(super) fn tables() -> impl Iterator<Item = &'static Table> {
    static FILE: OnceLock<DocumentMut> = OnceLock::new();
    let file = FILE.get_or_init(|| include_str!("headings.toml").parse().unwrap_or_default());
    let columns = file.get("column").and_then(|item| item.as_array_of_tables());
    columns.into_iter().flatten()
}
