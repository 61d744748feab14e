//! What a row of statistics counts: read from its `where`, or else from its item by what the table counts by.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::names::{Definitions, Names, SUBSYSTEM_SUFFIX};
use crate::diagnostic::Place;
use crate::register::Register;
use crate::register::handle::{CategoryRef, SubsystemRef, TableRef};
use crate::register::model::{Condition, Row, Site, Statistics};
use crate::register::vocabulary::Usage;
use crate::scheme::Role;
use crate::text::nearest::Words;
use crate::text::{FileId, Span};

/// The items that stand for all entries, whatever is counted by.
pub const TOTALS: &[&str] = &["共计", "合计", "总计"];

/// One thing that an entry must have to be counted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Test {
    /// It stands in the table, by its place in [`Register::tables`].
    Table(usize),
    /// It stands in a table of the category, by its place in [`Register::categories`].
    Category(usize),
    /// It stands in a table of one of the subsystem's categories; by its place in [`Register::subsystems`].
    Subsystem(usize),
    /// Its status is the term, by its place in the vocabulary.
    Status(u16),
    /// A layer of its code has the value.
    Layer {
        /// The layer, by its place in the scheme.
        layer: usize,
        /// The value.
        value: String,
    },
}

/// What a row counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowMeaning {
    /// All entries: it is a total (共计, 合计, 总计).
    Total,
    /// The entries that pass all of the tests, which are sorted.
    Entries(Vec<Test>),
    /// Nothing: a name in it is that of nothing.
    Unknown(UnknownName),
    /// It cannot be told.
    Unclear(Unclear),
}

/// Why it cannot be told what a row counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unclear {
    /// What is wrong is a finding of another rule, at the row itself or at its table.
    Told,
    /// It is a level, and no layer of the code says levels.
    NoLevelLayer,
    /// Its name may be that of a definition whose own name could not be read.
    Nameless(Place),
    /// Its name is that of several definitions, of which this is the second.
    Ambiguous(Place),
}

impl RowMeaning {
    /// The tests that an entry must pass; none at all where it cannot be told.
    pub fn tests(&self) -> Option<&[Test]> {
        match self {
            Self::Total => Some(&[]),
            Self::Entries(tests) => Some(tests),
            Self::Unknown(_) | Self::Unclear(_) => None,
        }
    }
}

/// A name that nothing has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownName {
    /// Where it stands: the row's item, or a value of its `where`.
    pub place: Place,
    /// What it would name.
    pub kind: NameKind,
    /// The name.
    pub name: String,
    /// The name that was meant, perhaps.
    pub nearest: Option<String>,
}

/// What a name in a row names.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum NameKind {
    /// An item of statistics by level.
    Level,
    /// A subsystem.
    Subsystem,
    /// A category.
    Category,
    /// A table.
    Table,
    /// A status.
    Status,
    /// A value of a layer, by its place in the scheme.
    Layer(usize),
}

impl NameKind {
    /// The word that messages select on.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Level => "level",
            Self::Subsystem => "subsystem",
            Self::Category => "category",
            Self::Table => "table",
            Self::Status => "status",
            Self::Layer(_) => "layer",
        }
    }
}

/// What cannot be told for a reason that is told elsewhere.
const TOLD: RowMeaning = RowMeaning::Unclear(Unclear::Told);

/// What each row of a statistics table counts, and for a row that counts what one before it counts already, which.
pub(super) fn of_rows(
    known: &KnownNames<'_>,
    names: &Names,
    statistics: &Statistics,
) -> Vec<(RowMeaning, Option<usize>)> {
    let register = known.register;
    let by = statistics.by.map(|by| register.of(statistics).text(by));
    let mut reader = Reader {
        register,
        names,
        by: by.as_deref(),
        known,
        seen: FxHashMap::default(),
        origins: RefCell::default(),
    };
    let mut rows: Vec<(RowMeaning, Option<usize>)> = Vec::with_capacity(statistics.rows.len());
    for (index, row) in statistics.rows.iter().enumerate() {
        let meaning = reader.row(row);
        let repeats = match &meaning {
            // A total may follow every group of rows; two in a row are one too many.
            RowMeaning::Total => index.checked_sub(1).filter(|last| {
                let last = statistics.rows.get(*last);
                last.is_some_and(|last| reader.item(last) == reader.item(row) && last.conditions.is_none())
            }),
            RowMeaning::Entries(tests) => reader.seen.get(tests).copied(),
            RowMeaning::Unknown(_) | RowMeaning::Unclear(_) => None,
        };
        if let (RowMeaning::Entries(tests), None) = (&meaning, repeats) {
            reader.seen.insert(tests.clone(), index);
        }
        rows.push((meaning, repeats));
    }
    rows
}

/// What a row with an item, and no `where`, would count.
pub(super) fn of_item(known: &KnownNames<'_>, names: &Names, by: &str, item: &str) -> RowMeaning {
    let reader = Reader {
        register: known.register,
        names,
        by: Some(by),
        known,
        seen: FxHashMap::default(),
        origins: RefCell::default(),
    };
    reader.named(item, Place::in_file(FileId(0), Span::default()))
}

struct Reader<'a, 'k> {
    register: &'a Register,
    names: &'a Names,
    by: Option<&'a str>,
    known: &'a KnownNames<'k>,
    /// The first row that counts something.
    seen: FxHashMap<Vec<Test>, usize>,
    /// Of the definitions with an item's name, how many are known to have their rows.
    origins: RefCell<FxHashMap<String, usize>>,
}

impl<'a> Reader<'a, '_> {
    fn item(&self, row: &'a Row) -> Cow<'a, str> {
        self.register.of(row).item().unwrap_or_default()
    }

    fn row(&self, row: &Row) -> RowMeaning {
        if row.site.is_broken {
            return TOLD;
        }
        match (&row.conditions, row.item) {
            (Some(conditions), _) => self.conditions(conditions),
            (None, Some(item)) => self.named(&self.item(row), row.site.place(item.span)),
            (None, None) => TOLD,
        }
    }

    fn named(&self, item: &str, place: Place) -> RowMeaning {
        if TOTALS.contains(&item) {
            return RowMeaning::Total;
        }
        let kind = match self.by {
            Some("level") => return self.level(item, place),
            Some("subsystem") => NameKind::Subsystem,
            Some("category") => NameKind::Category,
            Some("table") => NameKind::Table,
            _ => return TOLD,
        };
        let definitions = self.definitions(&kind, item);
        if let Some(unclear) = self.ambiguous(&kind, item, definitions) {
            return unclear;
        }
        let Some(first) = definitions.first() else {
            return self.unknown(kind, item, place);
        };
        // Two tables may have one title: the rows then stand for them in their order.
        let mut origins = self.origins.borrow_mut();
        let turn = origins.entry(item.to_owned()).or_default();
        let tests = |index: &usize| vec![definition_test(&kind, *index)];
        while let Some(index) = definitions.get(*turn) {
            let tests = tests(index);
            if !self.seen.contains_key(&tests) {
                return RowMeaning::Entries(tests);
            }
            *turn += 1;
        }
        RowMeaning::Entries(tests(first))
    }

    /// An item of statistics by level: one of the scheme's, or else a level of the vocabulary.
    fn level(&self, item: &str, place: Place) -> RowMeaning {
        let scheme = &self.register.scheme;
        if let Some(statistic) = scheme.statistics.iter().find(|statistic| statistic.item == item) {
            let tests = statistic.conditions.iter().map(|(name, value)| {
                let layer = scheme.layer_named(name)?;
                let value = value.clone();
                Some(Test::Layer { layer, value })
            });
            return entries(tests.collect());
        }
        let vocabulary = &self.register.vocabulary;
        let term = vocabulary.level(item).filter(|(_, usage)| *usage == Usage::Term);
        let Some(level) = term.and_then(|(term, _)| vocabulary.level_term(term)) else {
            return self.unknown(NameKind::Level, item, place);
        };
        match scheme.layer_of(Role::Level) {
            Some(layer) => {
                let value = level.value.clone();
                entries(Some(vec![Test::Layer { layer, value }]))
            }
            None => RowMeaning::Unclear(Unclear::NoLevelLayer),
        }
    }

    fn conditions(&self, conditions: &[Condition]) -> RowMeaning {
        let mut tests = Vec::with_capacity(conditions.len());
        for condition in conditions {
            let Some(value) = condition.value.filter(|_| !condition.site.is_broken) else {
                return TOLD;
            };
            let place = condition.site.place(value.span);
            let value = self.register.of(condition).text(value);
            let within = self.subsystem_of(conditions).filter(|_| condition.name == "category");
            match self.condition(&condition.name, &value, place, within) {
                Ok(test) => tests.push(test),
                Err(meaning) => return meaning,
            }
        }
        entries(Some(tests))
    }

    /// The words of the format come before the names of layers: the category of an entry is that of its table, also
    /// where its code says another or cannot be read.
    fn condition(&self, name: &str, value: &str, place: Place, within: Option<usize>) -> Result<Test, RowMeaning> {
        let kind = match name {
            "status" => {
                let status = self.register.vocabulary.status(value);
                let test = status.map(|(term, _)| Test::Status(term));
                return test.ok_or_else(|| self.unknown(NameKind::Status, value, place));
            }
            "subsystem" => NameKind::Subsystem,
            "category" => NameKind::Category,
            "table" => NameKind::Table,
            _ => return self.layer(name, value, place),
        };
        let found = self.definitions(&kind, value);
        let of_subsystem = within.and_then(|within| self.register.category_in_subsystem(value, within));
        if let Some(only) = of_subsystem.filter(|_| found.len() > 1) {
            return Ok(definition_test(&kind, only));
        }
        if let Some(unclear) = self.ambiguous(&kind, value, found) {
            return Err(unclear);
        }
        match found.first() {
            Some(index) => Ok(definition_test(&kind, *index)),
            None => Err(self.unknown(kind, value, place)),
        }
    }

    /// The subsystem that is asked for beside a category: it tells which of several of one code is meant.
    fn subsystem_of(&self, conditions: &[Condition]) -> Option<usize> {
        let condition = conditions.iter().find(|condition| condition.name == "subsystem")?;
        let name = self.register.of(condition).value()?;
        match self.definitions(&NameKind::Subsystem, &name) {
            [only] => Some(*only),
            _ => None,
        }
    }

    fn layer(&self, name: &str, value: &str, place: Place) -> Result<Test, RowMeaning> {
        let scheme = &self.register.scheme;
        let index = scheme.layer_named(name).ok_or(TOLD)?;
        match scheme.layers.get(index) {
            Some(layer) if !layer.takes(value) => Err(self.unknown(NameKind::Layer(index), value, place)),
            _ => Ok(Test::Layer {
                layer: index,
                value: value.to_owned(),
            }),
        }
    }

    fn definitions(&self, kind: &NameKind, name: &str) -> &'a [usize] {
        let Some(definitions) = self.names(kind) else {
            return &[];
        };
        match (definitions.find(name), kind) {
            ([], NameKind::Subsystem) => name
                .strip_suffix(SUBSYSTEM_SUFFIX)
                .map_or(&[], |title| definitions.find(title)),
            (found, _) => found,
        }
    }

    /// What a name means that several definitions have. Two tables, or two categories, may have one title: their rows
    /// stand for them in their order. Two ids, codes or subsystems that are alike are one too many.
    fn ambiguous(&self, kind: &NameKind, name: &str, found: &[usize]) -> Option<RowMeaning> {
        let [_, second, ..] = found else {
            return None;
        };
        let is_by_id = self.names(kind).is_some_and(|names| names.has_id(name));
        if *kind != NameKind::Subsystem && !is_by_id {
            return None;
        }
        let place = definition_site(self.register, kind, *second)?.header();
        Some(RowMeaning::Unclear(Unclear::Ambiguous(place)))
    }

    const fn names(&self, kind: &NameKind) -> Option<&'a Definitions> {
        match kind {
            NameKind::Subsystem => Some(&self.names.subsystems),
            NameKind::Category => Some(&self.names.categories),
            NameKind::Table => Some(&self.names.tables),
            NameKind::Level | NameKind::Status | NameKind::Layer(_) => None,
        }
    }

    fn unknown(&self, kind: NameKind, name: &str, place: Place) -> RowMeaning {
        // It may be the name that could not be read.
        let nameless = self.names(&kind).and_then(Definitions::nameless);
        if let Some(site) = nameless.and_then(|index| definition_site(self.register, &kind, index)) {
            return RowMeaning::Unclear(Unclear::Nameless(site.header()));
        }
        // A subsystem may be named with what follows its title; then the title alone is compared.
        let stem = name.strip_suffix(SUBSYSTEM_SUFFIX).unwrap_or(name);
        let words = self.known.of(&kind);
        let nearest = words.nearest(stem).and_then(|place| words.word(place));
        let nearest = nearest.map(str::to_owned);
        RowMeaning::Unknown(UnknownName {
            place,
            kind,
            name: name.to_owned(),
            nearest,
        })
    }
}

/// The names that things of each kind have, for a name that none has: sorted once, whatever the number of rows.
pub(super) struct KnownNames<'a> {
    register: &'a Register,
    words: RefCell<FxHashMap<NameKind, Rc<Words<'a>>>>,
}

impl<'a> KnownNames<'a> {
    pub(super) fn new(register: &'a Register) -> Self {
        Self {
            register,
            words: RefCell::default(),
        }
    }

    fn of(&self, kind: &NameKind) -> Rc<Words<'a>> {
        let mut words = self.words.borrow_mut();
        let words = words.entry(kind.clone());
        Rc::clone(words.or_insert_with(|| Rc::new(Words::new(self.list(kind)))))
    }

    /// The names that something of a kind has, in the order of the register or the scheme.
    fn list(&self, kind: &NameKind) -> Vec<Cow<'a, str>> {
        let register = self.register;
        let scheme = &register.scheme;
        let subsystem = |subsystem: SubsystemRef<'a>| [subsystem.title().unwrap_or_default()];
        let category = |category: CategoryRef<'a>| [category.title(), category.code()].map(Option::unwrap_or_default);
        let table = |table: TableRef<'a>| [table.title(), table.id()].map(Option::unwrap_or_default);
        match kind {
            NameKind::Level => {
                let items = scheme.statistics.iter().map(|statistic| &statistic.item);
                let levels = register.vocabulary.levels.iter().map(|level| &level.name);
                items.chain(levels).map(Cow::from).collect()
            }
            NameKind::Subsystem => register.subsystems().flat_map(subsystem).collect(),
            NameKind::Category => register.categories().flat_map(category).collect(),
            NameKind::Table => register.tables().flat_map(table).collect(),
            NameKind::Status => {
                let statuses = register.vocabulary.statuses.iter();
                statuses.map(|status| Cow::from(&status.name)).collect()
            }
            NameKind::Layer(index) => {
                let values = scheme.layers.get(*index).map(|layer| &layer.values);
                values
                    .into_iter()
                    .flatten()
                    .map(|(value, _)| Cow::from(value))
                    .collect()
            }
        }
    }
}

const fn definition_test(kind: &NameKind, index: usize) -> Test {
    match kind {
        NameKind::Subsystem => Test::Subsystem(index),
        NameKind::Category => Test::Category(index),
        _ => Test::Table(index),
    }
}

/// Where a definition stands.
fn definition_site<'r>(register: &'r Register, kind: &NameKind, index: usize) -> Option<&'r Site> {
    match kind {
        NameKind::Subsystem => register.subsystems.get(index).map(|subsystem| &subsystem.site),
        NameKind::Category => register.categories.get(index).map(|category| &category.site),
        NameKind::Table => register.tables.get(index).map(|table| &table.site),
        NameKind::Level | NameKind::Status | NameKind::Layer(_) => None,
    }
}

fn entries(tests: Option<Vec<Test>>) -> RowMeaning {
    match tests {
        Some(mut tests) => {
            tests.sort_unstable();
            tests.dedup();
            RowMeaning::Entries(tests)
        }
        None => TOLD,
    }
}
