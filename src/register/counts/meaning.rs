//! What a row of statistics counts: read from its `where`, or else from its item by what the table counts by.

use std::borrow::Cow;
use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::known::{KnownNames, NameKind};
use super::names::{Definitions, Names, SUBSYSTEM_SUFFIX};
use super::test::Test;
use crate::diagnostic::Place;
use crate::register::Register;
use crate::register::model::{Condition, Row, Site, Statistics, StatisticsColumn};
use crate::register::vocabulary::Usage;
use crate::scheme::{Phase, Role};
use crate::text::{FileId, Span};

/// The items that stand for all entries, whatever is counted by.
pub const TOTALS: &[&str] = &["共计", "合计", "总计"];

/// What a row counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowMeaning {
    /// All entries: it is a total (共计, 合计, 总计). Its tests say whether withdrawn ones are among them.
    Total(&'static [Test]),
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
    /// It is a level or a status, and there are no words for these.
    NoWords,
    /// Its name may be that of a definition whose own name could not be read.
    Nameless(Place),
    /// Its name is that of several definitions, of which this is the second.
    Ambiguous(Place),
    /// It is a column, and there are more of them than are counted.
    TooManyColumns,
    /// It asks for any of several values, as do more rows and columns before it than are counted.
    TooManyArrays,
}

impl RowMeaning {
    /// Whether it is a total.
    pub const fn is_total(&self) -> bool {
        matches!(self, Self::Total(_))
    }

    /// The tests that an entry must pass; none at all where it cannot be told.
    pub fn tests(&self) -> Option<&[Test]> {
        match self {
            Self::Total(tests) => Some(tests),
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

/// What cannot be told for a reason that is told elsewhere.
const TOLD: RowMeaning = RowMeaning::Unclear(Unclear::Told);

/// What each row of a statistics table counts, and for a row that counts what one before it counts already, which.
pub(super) fn of_rows(
    known: &KnownNames<'_>,
    names: &Names,
    statistics: &Statistics,
) -> Vec<(RowMeaning, Option<usize>)> {
    let register = known.register();
    let by = statistics.by.map(|by| register.of(statistics).text(by));
    let mut reader = Reader::new(known, names, by.as_deref());
    let mut rows: Vec<(RowMeaning, Option<usize>)> = Vec::with_capacity(statistics.rows.len());
    for (index, row) in statistics.rows.iter().enumerate() {
        let meaning = reader.row(row);
        let repeats = match &meaning {
            // A total may follow every group of rows; two in a row are one too many.
            RowMeaning::Total(_) => index.checked_sub(1).filter(|last| {
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
    // Where withdrawn entries have a row, they are among all entries.
    let of_withdrawn = |(meaning, _): &(RowMeaning, _)| {
        let tests = meaning.tests().unwrap_or_default();
        tests.contains(&Test::WithWithdrawn)
    };
    if rows.iter().any(of_withdrawn) {
        for (meaning, _) in &mut rows {
            if let RowMeaning::Total(tests) = meaning {
                *tests = &[Test::WithWithdrawn];
            }
        }
    }
    rows
}

/// What a further column counts, of what the row counts.
pub(super) fn of_column(known: &KnownNames<'_>, names: &Names, column: &StatisticsColumn) -> RowMeaning {
    let conditions = column.conditions.as_ref().filter(|_| !column.site.is_broken);
    conditions.map_or(TOLD, |conditions| {
        Reader::new(known, names, None).conditions(conditions)
    })
}

/// What a row with an item, and no `where`, would count.
pub(super) fn of_item(known: &KnownNames<'_>, names: &Names, by: &str, item: &str) -> RowMeaning {
    let reader = Reader::new(known, names, Some(by));
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

impl<'a, 'k> Reader<'a, 'k> {
    fn new(known: &'a KnownNames<'k>, names: &'a Names, by: Option<&'a str>) -> Self {
        Self {
            register: known.register(),
            names,
            by,
            known,
            seen: FxHashMap::default(),
            origins: RefCell::default(),
        }
    }

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
            return RowMeaning::Total(&[]);
        }
        let kind = match self.by {
            Some("level") => return self.level(item, place),
            // A free column of words joins here, with a test of its own, and in `condition`.
            Some("status") => {
                return self
                    .status(item, place)
                    .map_or_else(|meaning| meaning, |test| self.entries(vec![test]));
            }
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
            let tests: Option<Vec<Test>> = statistic
                .conditions
                .iter()
                .map(|(name, value)| {
                    let layer = scheme.layer_named(name)?;
                    let value = value.clone();
                    Some(Test::Layer { layer, value })
                })
                .collect();
            return tests.map_or(TOLD, |tests| self.entries(tests));
        }
        let vocabulary = &self.register.vocabulary;
        if vocabulary.levels.is_empty() && scheme.statistics.is_empty() {
            return RowMeaning::Unclear(Unclear::NoWords);
        }
        match vocabulary.level(item) {
            Some((term, Usage::Term)) => self.entries(vec![self.level_test(term)]),
            _ => self.unknown(NameKind::Level, item, place),
        }
    }

    /// The test for a level: by the layer of the code that says levels, or else by the column.
    fn level_test(&self, term: u16) -> Test {
        let level = self.register.vocabulary.level_term(term);
        let value = level.map(|level| &level.value).filter(|value| !value.is_empty());
        match (self.register.scheme.layer_of(Role::Level), value) {
            (Some(layer), Some(value)) => Test::Layer {
                layer,
                value: value.clone(),
            },
            _ => Test::Level(term),
        }
    }

    fn status(&self, word: &str, place: Place) -> Result<Test, RowMeaning> {
        let vocabulary = &self.register.vocabulary;
        match vocabulary.status(word) {
            Some((term, _)) => Ok(Test::Status(term)),
            None if vocabulary.statuses.is_empty() => Err(RowMeaning::Unclear(Unclear::NoWords)),
            None => Err(self.unknown(NameKind::Status, word, place)),
        }
    }

    /// The entries that pass the tests. What asks for withdrawn ones by name counts them.
    fn entries(&self, mut tests: Vec<Test>) -> RowMeaning {
        if tests.iter().any(|test| test.is_of_withdrawn(self.register)) {
            tests.push(Test::WithWithdrawn);
        }
        tests.sort_unstable();
        tests.dedup();
        RowMeaning::Entries(tests)
    }

    fn conditions(&self, conditions: &[Condition]) -> RowMeaning {
        let mut tests = Vec::with_capacity(conditions.len());
        for condition in conditions {
            if !condition.is_read || condition.site.is_broken {
                return TOLD;
            }
            let within = self.subsystem_of(conditions).filter(|_| condition.name == "category");
            let mut alternatives = Vec::with_capacity(condition.values.len());
            for (value, text) in self.register.of(condition).values() {
                let place = condition.site.place(value.span);
                match self.condition(&condition.name, &text, place, within) {
                    Ok(test) => alternatives.push(test),
                    Err(meaning) => return meaning,
                }
            }
            tests.push(Test::any(alternatives));
        }
        if tests.iter().any(|test| matches!(test, Test::Any(_))) && !self.known.has_room_for_array() {
            return RowMeaning::Unclear(Unclear::TooManyArrays);
        }
        self.entries(tests)
    }

    /// The words of the format come before the names of layers: the category of an entry is that of its table, also
    /// where its code says another or cannot be read.
    fn condition(&self, name: &str, value: &str, place: Place, within: Option<usize>) -> Result<Test, RowMeaning> {
        let kind = match name {
            "status" => return self.status(value, place),
            "phase" => {
                let phase = Phase::named(value).map(Test::Phase);
                return phase.ok_or_else(|| self.unknown(NameKind::Phase, value, place));
            }
            // A value of the layer, or a word of the column.
            "level" => {
                let layer = self.layer("level", value, place);
                let vocabulary = &self.register.vocabulary;
                return match (layer, vocabulary.level(value)) {
                    (Ok(test), _) => Ok(test),
                    (Err(_), Some((term, _))) => Ok(self.level_test(term)),
                    (Err(unknown @ RowMeaning::Unknown(_)), None) => Err(unknown),
                    (Err(_), None) if vocabulary.levels.is_empty() => Err(RowMeaning::Unclear(Unclear::NoWords)),
                    (Err(_), None) => Err(self.unknown(NameKind::LevelWord, value, place)),
                };
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
        let (_, name) = self.register.of(condition).values().next()?;
        let is_one = condition.values.len() == 1;
        match self.definitions(&NameKind::Subsystem, &name) {
            [only] if is_one => Some(*only),
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
            NameKind::Level | NameKind::LevelWord | NameKind::Status | NameKind::Phase | NameKind::Layer(_) => None,
        }
    }

    fn unknown(&self, kind: NameKind, name: &str, place: Place) -> RowMeaning {
        // It may be the name that could not be read.
        let nameless = self.names(&kind).and_then(Definitions::nameless);
        if let Some(site) = nameless.and_then(|index| definition_site(self.register, &kind, index)) {
            return RowMeaning::Unclear(Unclear::Nameless(site.header()));
        }
        // So may one that something else names, and that is told there.
        let undefined = match kind {
            NameKind::Category => self.register.undefined_category(),
            NameKind::Subsystem => self.register.undefined_subsystem(),
            NameKind::Status => self.register.vocabulary.unread_status,
            NameKind::LevelWord => self.register.vocabulary.unread_level,
            _ => None,
        };
        if let Some(place) = undefined {
            return RowMeaning::Unclear(Unclear::Nameless(place));
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
        NameKind::Level | NameKind::LevelWord | NameKind::Status | NameKind::Phase | NameKind::Layer(_) => None,
    }
}
