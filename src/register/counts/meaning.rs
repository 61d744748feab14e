//! What a row of statistics counts: read from its `where`, or else from its item by what the table counts by.

use std::borrow::Cow;
use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::known::{KnownNames, NameKind};
use super::named::word_of;
use super::names::{Definitions, Names, SUBSYSTEM_SUFFIX};
use super::test::Test;
use crate::diagnostic::Place;
use crate::keys::BY;
use crate::register::Register;
use crate::register::model::{Row, Site, Statistics, StatisticsColumn};
use crate::register::vocabulary::Usage;
use crate::scheme::Role;
use crate::text::{FileId, Span};

/// The items that stand for all entries, whatever is counted by.
pub const TOTALS: &[&str] = &["共计", "合计", "总计"];

/// What a row counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowMeaning {
    /// All entries: it is a total (共计, 合计, 总计). Its tests say whether withdrawn ones are among them, and, where the table
    /// counts by a column that an entry need not have, that those without it are not.
    Total(Vec<Test>),
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
    /// It is a level, a status or a value of a column, and there are no words for these.
    NoWords,
    /// It is about a column, and what is wrong with the columns is told where they are set out.
    Columns,
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
    /// Whether no other name is as near.
    pub is_sole: bool,
}

/// What cannot be told for a reason that is told elsewhere.
pub(super) const TOLD: RowMeaning = RowMeaning::Unclear(Unclear::Told);

/// What each row of a statistics table counts, and for a row that counts what one before it counts already, which. Beside
/// them what is left out on purpose: the entries that have nothing in the column by which the table counts, unless it has a
/// row for those.
pub(super) fn of_rows(
    known: &KnownNames<'_>,
    names: &Names,
    statistics: &Statistics,
) -> (Vec<(RowMeaning, Option<usize>)>, Option<RowMeaning>) {
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
    let has = |is_meant: &dyn Fn(&Test) -> bool| {
        let mut tests = rows.iter().flat_map(|(meaning, _)| meaning.tests().unwrap_or_default());
        tests.any(is_meant)
    };
    // Where withdrawn entries have a row, or those without a value, they are among all entries.
    let with_withdrawn = has(&|test| *test == Test::WithWithdrawn);
    let column = reader.column_of_table();
    // What entries have there matters to the total, whatever the rows ask for.
    column.into_iter().for_each(|column| known.ask(column));
    let blank = column.filter(|column| !has(&|test| test.is_of_blank(*column)));
    let of_all: Vec<Test> = [blank.map(Test::Filled), with_withdrawn.then_some(Test::WithWithdrawn)]
        .into_iter()
        .flatten()
        .collect();
    for (meaning, _) in &mut rows {
        if let RowMeaning::Total(tests) = meaning {
            tests.clone_from(&of_all);
        }
    }
    let of_blank = |column| {
        RowMeaning::Entries(vec![Test::Column {
            column,
            value: String::new(),
        }])
    };
    (rows, blank.map(of_blank))
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

pub(super) struct Reader<'a, 'k> {
    pub(super) register: &'a Register,
    names: &'a Names,
    by: Option<&'a str>,
    pub(super) known: &'a KnownNames<'k>,
    /// The first row that counts something.
    seen: FxHashMap<Vec<Test>, usize>,
    /// Of the definitions with an item's name, how many are known to have their rows.
    origins: RefCell<FxHashMap<String, usize>>,
}

impl<'a, 'k> Reader<'a, 'k> {
    pub(super) fn new(known: &'a KnownNames<'k>, names: &'a Names, by: Option<&'a str>) -> Self {
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
        // Where nobody knows what is counted by, a total may be of some entries only.
        let Some(by) = self.by.map(|by| word_of(self.register, by)) else {
            return TOLD;
        };
        if TOTALS.contains(&item) {
            return RowMeaning::Total(self.column_of_table().map(Test::Filled).into_iter().collect());
        }
        let kind = match by {
            "level" => return self.statistic(item, place).unwrap_or_else(|| self.level(item, place)),
            "subsystem" => NameKind::Subsystem,
            "category" => NameKind::Category,
            "table" => NameKind::Table,
            _ => {
                return self.statistic(item, place).unwrap_or_else(|| {
                    let test = match by {
                        "status" => self.status(item, place),
                        _ => self.layer_or_column(by, item, place),
                    };
                    test.map_or_else(|meaning| meaning, |test| self.entries(vec![test]))
                });
            }
        };
        let definitions = self.definitions(&kind, item);
        if let Some(unclear) = self.ambiguous(&kind, item, definitions) {
            return unclear;
        }
        let Some(first) = definitions.first() else {
            let statistic = self.statistic(item, place);
            return statistic.unwrap_or_else(|| self.unknown(kind, item, place));
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

    /// The column by which the table counts, where it is one without words of the format.
    fn column_of_table(&self) -> Option<u16> {
        let by = word_of(self.register, self.by?);
        let is_of_format = BY.contains(&by);
        self.column(by).filter(|_| !is_of_format)
    }

    /// A column by its key, with its place.
    pub(super) fn column(&self, key: &str) -> Option<u16> {
        let (place, _) = self.register.columns.find(key)?;
        u16::try_from(place).ok()
    }

    /// An item of statistics by level that is none of the scheme's: a level of the vocabulary.
    fn level(&self, item: &str, place: Place) -> RowMeaning {
        let scheme = &self.register.scheme;
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
    pub(super) fn level_test(&self, term: u16) -> Test {
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

    pub(super) fn status(&self, word: &str, place: Place) -> Result<Test, RowMeaning> {
        let vocabulary = &self.register.vocabulary;
        match vocabulary.status(word) {
            Some((term, _)) => Ok(Test::Status(term)),
            None if vocabulary.statuses.is_empty() => Err(RowMeaning::Unclear(Unclear::NoWords)),
            None => Err(self.unknown(NameKind::Status, word, place)),
        }
    }

    /// The entries that pass the tests. What asks for withdrawn ones by name counts them.
    pub(super) fn entries(&self, mut tests: Vec<Test>) -> RowMeaning {
        if tests.iter().any(|test| test.is_of_withdrawn(self.register)) {
            tests.push(Test::WithWithdrawn);
        }
        tests.sort_unstable();
        tests.dedup();
        RowMeaning::Entries(tests)
    }

    pub(super) fn definitions(&self, kind: &NameKind, name: &str) -> &'a [usize] {
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
    pub(super) fn ambiguous(&self, kind: &NameKind, name: &str, found: &[usize]) -> Option<RowMeaning> {
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
            NameKind::Level
            | NameKind::LevelWord
            | NameKind::Status
            | NameKind::Phase
            | NameKind::Layer(_)
            | NameKind::Word(_)
            | NameKind::Value(_) => None,
        }
    }

    pub(super) fn unknown(&self, kind: NameKind, name: &str, place: Place) -> RowMeaning {
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
        let near = words.near(stem);
        let nearest = near.and_then(|near| words.word(near.place)).map(str::to_owned);
        RowMeaning::Unknown(UnknownName {
            place,
            kind,
            name: name.to_owned(),
            nearest,
            is_sole: near.is_some_and(|near| near.is_sole),
        })
    }
}

pub(super) const fn definition_test(kind: &NameKind, index: usize) -> Test {
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
        NameKind::Level
        | NameKind::LevelWord
        | NameKind::Status
        | NameKind::Phase
        | NameKind::Layer(_)
        | NameKind::Word(_)
        | NameKind::Value(_) => None,
    }
}
