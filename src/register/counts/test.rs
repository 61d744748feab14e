//! One thing that an entry must have to be counted, and whether it has it.

use std::cmp::Ordering;

use super::cell::{InColumn, level_of, phase_of};
use crate::register::Register;
use crate::register::model::{Entry, Table};
use crate::scheme::{Phase, Role};

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
    /// Its status is one of the phase.
    Phase(Phase),
    /// Its level is the term, by its place in the vocabulary.
    Level(u16),
    /// A layer of its code has the value.
    Layer {
        /// The layer, by its place in the scheme.
        layer: usize,
        /// The value.
        value: String,
    },
    /// It has the value in a column; none where that is empty.
    Column {
        /// The column, by its place in [`Register::columns`].
        column: u16,
        /// The value.
        value: String,
    },
    /// It has some value in a column, by its place.
    Filled(u16),
    /// One of these, which are all about the table or all about the entry, and sorted.
    Any(Vec<Self>),
    /// Nothing: what is counted may be withdrawn. Where this is not among the tests, withdrawn entries are left out.
    WithWithdrawn,
}

impl Test {
    /// One of several, or what there is only one of.
    pub(super) fn any(mut tests: Vec<Self>) -> Self {
        tests.sort_unstable();
        tests.dedup();
        match <[Self; 1]>::try_from(tests) {
            Ok([only]) => only,
            Err(tests) => Self::Any(tests),
        }
    }

    /// What passes it: itself, or one of these.
    pub fn alternatives(&self) -> &[Self] {
        match self {
            Self::Any(tests) => tests,
            test => std::slice::from_ref(test),
        }
    }

    /// Whether it asks for something of the entry itself; else for something of its table.
    pub(super) fn is_about_entry(&self) -> bool {
        match self {
            Self::Table(_) | Self::Category(_) | Self::Subsystem(_) => false,
            Self::Status(_)
            | Self::Phase(_)
            | Self::Level(_)
            | Self::Layer { .. }
            | Self::Column { .. }
            | Self::Filled(_)
            | Self::WithWithdrawn => true,
            Self::Any(tests) => tests.first().is_none_or(Self::is_about_entry),
        }
    }

    /// Whether entries that have nothing in a column pass it by what it says.
    pub(super) fn is_of_blank(&self, column: u16) -> bool {
        let is_blank =
            |test: &Self| matches!(test, Self::Column { column: own, value } if *own == column && value.is_empty());
        self.alternatives().iter().any(is_blank)
    }

    /// Whether entries that are withdrawn pass it by what it says.
    pub(super) fn is_of_withdrawn(&self, register: &Register) -> bool {
        let is_withdrawn = |test: &Self| match test {
            Self::Phase(phase) => *phase == Phase::Withdrawn,
            Self::Status(term) => {
                let term = register.vocabulary.status_term(*term);
                term.is_some_and(|term| term.phase == Phase::Withdrawn)
            }
            _ => false,
        };
        self.alternatives().iter().any(is_withdrawn)
    }
}

/// The answer to a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Answer {
    No,
    /// What is asked for could not be read.
    Maybe,
    Yes,
}

impl From<bool> for Answer {
    fn from(is_so: bool) -> Self {
        if is_so { Self::Yes } else { Self::No }
    }
}

pub(super) fn all(answers: impl Iterator<Item = Answer>) -> Answer {
    answers.min().unwrap_or(Answer::Yes)
}

fn any(answers: impl Iterator<Item = Answer>) -> Answer {
    answers.max().unwrap_or(Answer::No)
}

/// Whether the entries of a table pass a test about tables.
pub(super) fn ask_table(register: &Register, index: usize, table: &Table, test: &Test) -> Answer {
    match test {
        Test::Table(wanted) if *wanted == index => Answer::Yes,
        // A table without a name may be the one that is meant.
        Test::Table(_) if table.id.is_none() && table.title.is_none() => Answer::Maybe,
        // A table that belongs to another category, if its codes are right, may count there.
        Test::Category(wanted) => match register.settled_category(index) {
            Some(category) => is_meant(category, *wanted, |index| {
                register
                    .categories
                    .get(index)
                    .is_some_and(|category| category.is_doubled)
            }),
            None => Answer::Maybe,
        },
        Test::Subsystem(wanted) => match (register.settled_category(index))
            .and_then(|category| register.categories.get(category)?.subsystem_index)
        {
            Some(subsystem) => ask_subsystem(register, subsystem, *wanted),
            None => Answer::Maybe,
        },
        Test::Any(tests) => any(tests.iter().map(|test| ask_table(register, index, table, test))),
        Test::Table(_)
        | Test::Status(_)
        | Test::Phase(_)
        | Test::Level(_)
        | Test::Layer { .. }
        | Test::Column { .. }
        | Test::Filled(_)
        | Test::WithWithdrawn => Answer::No,
    }
}

/// Whether a subsystem is the one that is wanted, or below it.
fn ask_subsystem(register: &Register, found: usize, wanted: usize) -> Answer {
    let is_doubled = |index: usize| {
        let subsystem = register.subsystems.get(index);
        subsystem.is_some_and(|subsystem| subsystem.is_doubled)
    };
    if is_doubled(wanted) && register.upwards(found).any(is_doubled) {
        return Answer::Maybe;
    }
    match register.is_within(found, wanted) {
        true => Answer::Yes,
        false if register.has_whole_way_up(found) => Answer::No,
        // What stands above it could not be read, and may be the one.
        false => Answer::Maybe,
    }
}

/// Whether a definition that is referred to is the one that is wanted. Of two with one name nobody knows which is.
fn is_meant(found: usize, wanted: usize, is_doubled: impl Fn(usize) -> bool) -> Answer {
    if is_doubled(found) && is_doubled(wanted) {
        Answer::Maybe
    } else {
        Answer::from(found == wanted)
    }
}

/// Whether an entry passes a test about entries.
pub(super) fn ask_entry(register: &Register, entry: &Entry, code: &str, test: &Test) -> Answer {
    match test {
        Test::Layer { layer, value } => match layer_value(register, entry, code, *layer) {
            Some(found) => Answer::from(found == value),
            None => Answer::Maybe,
        },
        Test::Status(term) => match entry.status_term {
            Some(found) => Answer::from(found == *term),
            None => Answer::Maybe,
        },
        Test::Phase(phase) => match phase_of(register, entry) {
            Some(found) => Answer::from(found == *phase),
            None => Answer::Maybe,
        },
        Test::Level(term) => match level_of(register, entry) {
            Some(found) => Answer::from(found == *term),
            None => Answer::Maybe,
        },
        Test::Column { column, value } => match InColumn::of(register, entry, *column) {
            InColumn::Values(found) => Answer::from(found.iter().any(|found| found == value)),
            InColumn::Nothing => Answer::from(value.is_empty()),
            InColumn::Unread => Answer::Maybe,
        },
        Test::Filled(column) => match InColumn::of(register, entry, *column) {
            InColumn::Values(_) => Answer::Yes,
            InColumn::Nothing => Answer::No,
            InColumn::Unread => Answer::Maybe,
        },
        Test::Any(tests) => ask_any(register, entry, code, tests),
        Test::WithWithdrawn => Answer::Yes,
        Test::Table(_) | Test::Category(_) | Test::Subsystem(_) => Answer::No,
    }
}

/// Whether an entry passes one of many tests: its own value is looked up among theirs, which are sorted.
fn ask_any(register: &Register, entry: &Entry, code: &str, tests: &[Test]) -> Answer {
    let mut answer = Answer::No;
    let mut rest = tests;
    // Those about one thing stand together.
    while let Some(first) = rest.first() {
        let about = rest.iter().take_while(|test| is_about_same(first, test)).count();
        let (same, others) = rest.split_at(about);
        rest = others;
        let own = match first {
            Test::Layer { layer, .. } => layer_value(register, entry, code, *layer).map(|own| {
                let order = |test: &Test| match test {
                    Test::Layer { value, .. } => value.as_str().cmp(own),
                    _ => Ordering::Less,
                };
                same.binary_search_by(order).is_ok()
            }),
            Test::Status(_) => entry
                .status_term
                .map(|own| same.binary_search(&Test::Status(own)).is_ok()),
            Test::Level(_) => level_of(register, entry).map(|own| same.binary_search(&Test::Level(own)).is_ok()),
            Test::Column { column, .. } => {
                let has = |value: &str| {
                    let order = |test: &Test| match test {
                        Test::Column { value: own, .. } => own.as_str().cmp(value),
                        _ => Ordering::Less,
                    };
                    same.binary_search_by(order).is_ok()
                };
                match InColumn::of(register, entry, *column) {
                    InColumn::Values(found) => Some(found.iter().any(|found| has(found))),
                    InColumn::Nothing => Some(has("")),
                    InColumn::Unread => None,
                }
            }
            Test::Phase(_) => phase_of(register, entry).map(|own| same.contains(&Test::Phase(own))),
            _ => Some(false),
        };
        answer = answer.max(own.map_or(Answer::Maybe, Answer::from));
    }
    answer
}

fn is_about_same(one: &Test, other: &Test) -> bool {
    match (one, other) {
        (Test::Layer { layer: one, .. }, Test::Layer { layer: other, .. }) => one == other,
        (Test::Column { column: one, .. }, Test::Column { column: other, .. }) => one == other,
        _ => std::mem::discriminant(one) == std::mem::discriminant(other),
    }
}

/// The value of a layer of an entry's code, where it is known. Where the level says another value than the code, either may be
/// wrong.
pub(super) fn layer_value<'c>(register: &Register, entry: &Entry, code: &'c str, layer: usize) -> Option<&'c str> {
    let value = entry.layers.value_at(&register.scheme, code, layer)?;
    (!is_disputed(register, entry, layer, value)).then_some(value)
}

/// Whether the value of a layer is not what the entry's level says.
fn is_disputed(register: &Register, entry: &Entry, layer: usize, found: &str) -> bool {
    if register.scheme.layer_of(Role::Level) != Some(layer) {
        return false;
    }
    let level = entry.level_term.and_then(|term| register.vocabulary.level_term(term));
    level.is_some_and(|level| !level.value.is_empty() && level.value != found)
}

/// Where an entry is in its life, as far as statistics go.
#[derive(Clone, Copy)]
pub(super) struct Standing {
    /// Whether it is withdrawn no more or not yet, so that it counts.
    pub(super) in_use: Answer,
    /// Whether it is there.
    pub(super) published: Answer,
}

impl Standing {
    /// `may_be_withdrawn`: whether there is a word for what is withdrawn at all.
    pub(super) fn of(register: &Register, entry: &Entry, may_be_withdrawn: bool) -> Self {
        match phase_of(register, entry) {
            Some(phase) => Self {
                in_use: Answer::from(phase != Phase::Withdrawn),
                published: Answer::from(phase.is_published()),
            },
            None => Self {
                in_use: if may_be_withdrawn { Answer::Maybe } else { Answer::Yes },
                published: Answer::Maybe,
            },
        }
    }

    /// Whether it counts for what asks or does not ask for withdrawn ones too.
    pub(super) fn counts(self, with_withdrawn: bool) -> Answer {
        if with_withdrawn { Answer::Yes } else { self.in_use }
    }
}

/// Whether a register has a word for what is withdrawn.
pub(super) fn has_withdrawn(register: &Register) -> bool {
    let mut statuses = register.vocabulary.statuses.iter();
    statuses.any(|status| status.phase == Phase::Withdrawn)
}
