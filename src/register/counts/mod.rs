//! How much the rows of the statistics tables count: worked out once for a register, for all rows together.
//!
//! What a row asks of the table an entry stands in is asked once a table, and answered with what the table holds; only
//! what it asks of the entry itself (a layer of its code, its status) is asked of every entry. Rows that ask the same are
//! counted once, and of many rows an entry finds those that may count it by what they ask ([`tally`]). So the work grows
//! with the entries and with the rows, but not with one times the other.
//!
//! An entry whose code or status cannot be read may count or not. A count is therefore a range, and a figure within it
//! is not known to be wrong: the fault is told where it is.

mod breakdown;
pub mod meaning;
mod names;
mod percent;
mod sums;
mod tallies;
mod tally;

pub use self::breakdown::in_tables;
use self::meaning::KnownNames;
pub use self::meaning::{NameKind, RowMeaning, TOTALS, Test, Unclear, UnknownName};
use self::names::Names;
pub use self::names::SUBSYSTEM_SUFFIX;
pub use self::percent::percent;
pub use self::sums::{Figure, Sums, Total, right_figures};
use self::tally::Plan;
use super::Register;
use super::model::{Entry, EntryId, Table};
use crate::scheme::Role;

/// A number of entries, as far as they could be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// How many there are at least.
    pub least: u32,
    /// How many there may be; `u32::MAX` where nobody knows.
    pub most: u32,
}

impl Count {
    /// Whether the figure may be right.
    pub fn admits(self, figure: i64) -> bool {
        i64::from(self.least) <= figure && (figure <= i64::from(self.most) || self.most == u32::MAX)
    }

    /// The number, where it is known.
    pub fn exact(self) -> Option<i64> {
        (self.least == self.most).then_some(i64::from(self.least))
    }

    fn add(&mut self, answer: Answer) {
        self.least = self.least.saturating_add(u32::from(answer == Answer::Yes));
        self.most = self.most.saturating_add(u32::from(answer != Answer::No));
    }

    fn add_all(&mut self, other: Self) {
        self.least = self.least.saturating_add(other.least);
        self.most = self.most.saturating_add(other.most);
    }
}

/// What a row comes to: 应有数 and 现有数.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// The entries that the row counts.
    pub expected: Count,
    /// Those of them that are published.
    pub existing: Count,
}

impl Counted {
    fn add_all(&mut self, other: Self) {
        self.expected.add_all(other.expected);
        self.existing.add_all(other.existing);
    }

    /// Counts an entry, which is published or not.
    fn add(&mut self, answer: Answer, published: Answer) {
        self.expected.add(answer);
        self.existing.add(answer.min(published));
    }

    /// Says that nobody knows how many there may be.
    const fn lose_bounds(&mut self) {
        self.expected.most = u32::MAX;
        self.existing.most = u32::MAX;
    }

    /// Takes back the certainty: what was counted may belong elsewhere.
    const fn at_most(mut self) -> Self {
        self.expected.least = 0;
        self.existing.least = 0;
        self
    }
}

/// A row of a statistics table.
#[derive(Clone, Debug)]
pub struct CountedRow {
    /// What it counts.
    pub meaning: RowMeaning,
    /// The row before it that counts the same already.
    pub repeats: Option<usize>,
    /// How much that is; nothing where it counts nothing that is known.
    pub counted: Option<Counted>,
    /// Whether that is a part of what another row counts, up to the next total.
    pub is_part: bool,
}

/// The entries that none of a statistics table's rows counts; totals aside, which count all.
#[derive(Clone, Debug, Default)]
pub struct Uncounted {
    /// How many there are.
    pub count: u32,
    /// The first of them.
    pub entries: Vec<EntryId>,
    /// The tables that they stand in.
    pub tables: Vec<usize>,
}

/// A statistics table.
#[derive(Clone, Debug, Default)]
pub struct CountedStatistics {
    /// Its rows, as many as it has.
    pub rows: Vec<CountedRow>,
    /// What they leave out.
    pub uncounted: Uncounted,
}

/// The statistics tables of a register, as many as it has.
#[derive(Clone, Debug, Default)]
pub struct Counts(pub Vec<CountedStatistics>);

impl Counts {
    /// Counts for all rows of a register.
    pub fn new(register: &Register) -> Self {
        if register.statistics.is_empty() {
            return Self::default();
        }
        let names = Names::new(register);
        let known = KnownNames::new(register);
        let meanings: Vec<_> = register
            .statistics
            .iter()
            .map(|statistics| meaning::of_rows(&known, &names, statistics))
            .collect();
        let plan = Plan::new(meanings.iter().map(|rows| rows.iter().map(|(meaning, _)| meaning)));
        let tallies = plan.count(register);
        let statistics = meanings
            .into_iter()
            .zip(tallies)
            .map(|(rows, tally)| {
                let parts = sums::parts(register, &rows);
                (rows, tally, parts)
            })
            .map(|(rows, tally, parts)| CountedStatistics {
                rows: rows
                    .into_iter()
                    .zip(tally.rows)
                    .zip(parts)
                    .map(|(((meaning, repeats), counted), is_part)| CountedRow {
                        is_part,
                        counted: meaning.tests().map(|_| counted),
                        meaning,
                        repeats,
                    })
                    .collect(),
                uncounted: tally.uncounted,
            });
        Self(statistics.collect())
    }
}

/// What rows with these items, and no `where`, would come to in a statistics table that counts by `by`; nothing for an
/// item that counts nothing that is known.
pub fn of_items(register: &Register, by: &str, items: &[String]) -> Vec<Option<Counted>> {
    let names = Names::new(register);
    let known = KnownNames::new(register);
    let items = items.iter();
    let meanings: Vec<RowMeaning> = items.map(|item| meaning::of_item(&known, &names, by, item)).collect();
    let tallies = Plan::new(std::iter::once(meanings.iter())).count(register);
    let rows = tallies.into_iter().flat_map(|tally| tally.rows);
    let counted = meanings.iter().zip(rows);
    counted.map(|(meaning, row)| meaning.tests().map(|_| row)).collect()
}

/// The answer to a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Answer {
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

fn all(answers: impl Iterator<Item = Answer>) -> Answer {
    answers.min().unwrap_or(Answer::Yes)
}

fn ask_table(register: &Register, index: usize, table: &Table, test: &Test) -> Answer {
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
        Test::Table(_) | Test::Status(_) | Test::Layer { .. } => Answer::No,
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

fn ask_entry(register: &Register, entry: &Entry, code: &str, test: &Test) -> Answer {
    match test {
        Test::Layer { layer, value } => match entry.layers.value_at(&register.scheme, code, *layer) {
            // Where the level says another value than the code, either may be wrong.
            Some(found) if is_disputed(register, entry, *layer, found) => Answer::Maybe,
            Some(found) => Answer::from(found == value),
            None => Answer::Maybe,
        },
        Test::Status(term) => match entry.status_term {
            Some(found) => Answer::from(found == *term),
            None => Answer::Maybe,
        },
        Test::Table(_) | Test::Category(_) | Test::Subsystem(_) => Answer::No,
    }
}

/// Whether the value of a layer is not what the entry's level says.
fn is_disputed(register: &Register, entry: &Entry, layer: usize, found: &str) -> bool {
    if register.scheme.layer_of(Role::Level) != Some(layer) {
        return false;
    }
    let level = entry.level_term.and_then(|term| register.vocabulary.level_term(term));
    level.is_some_and(|level| !level.value.is_empty() && level.value != found)
}

/// Whether an entry counts as existing.
fn published(register: &Register, entry: &Entry) -> Answer {
    let term = entry.status_term.and_then(|term| register.vocabulary.status_term(term));
    term.map_or(Answer::Maybe, |term| Answer::from(term.phase.is_published()))
}
