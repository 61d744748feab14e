//! How much the rows of the statistics tables count: worked out once for a register, for all rows together.
//!
//! What a row asks of the table an entry stands in is asked once a table, and answered with what the table holds; only
//! what it asks of the entry itself (a layer of its code, its status) is asked of every entry. So the work grows with
//! the entries, and with the rows times the tables, but not with the rows times the entries.
//!
//! An entry whose code or status cannot be read may count or not. A count is therefore a range, and a figure within it
//! is not known to be wrong: the fault is told where it is.

mod breakdown;
pub mod meaning;
mod names;
mod percent;

use rayon::prelude::*;

pub use self::breakdown::in_tables;
pub use self::meaning::{Meaning, NameKind, TOTALS, Test, UnknownName};
use self::names::Names;
pub use self::names::SUBSYSTEM_SUFFIX;
pub use self::percent::percent;
use super::Register;
use super::model::{Entry, EntryId, Table};
use crate::scheme::Phase;

/// How many of the entries that no row counts are kept to be named.
const KEPT: usize = 8;

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
    pub meaning: Meaning,
    /// The row before it that counts the same already.
    pub repeats: Option<usize>,
    /// How much that is; nothing where it counts nothing that is known.
    pub counted: Option<Counted>,
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
        let meanings: Vec<_> = register
            .statistics
            .iter()
            .map(|statistics| meaning::of_rows(register, &names, statistics))
            .collect();
        let plans: Vec<Plan<'_>> = meanings
            .iter()
            .map(|rows| Plan::new(rows.iter().map(|(meaning, _)| meaning)))
            .collect();
        let tallies = count(register, &plans);
        let statistics = meanings.iter().zip(tallies).map(|(rows, tally)| CountedStatistics {
            rows: rows
                .iter()
                .zip(tally.rows)
                .map(|((meaning, repeats), counted)| CountedRow {
                    meaning: meaning.clone(),
                    repeats: *repeats,
                    counted: meaning.tests().map(|_| counted),
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
    let items = items.iter();
    let meanings: Vec<Meaning> = items.map(|item| meaning::of_item(register, &names, by, item)).collect();
    let tallies = count(register, &[Plan::new(meanings.iter())]);
    let rows = tallies.into_iter().flat_map(|tally| tally.rows);
    let counted = meanings.iter().zip(rows);
    counted.map(|(meaning, row)| meaning.tests().map(|_| row)).collect()
}

/// Counts for statistics tables, in one pass over the entries.
fn count(register: &Register, plans: &[Plan<'_>]) -> Vec<Tally> {
    (0..register.tables.len())
        .into_par_iter()
        .fold(
            || Tally::all(plans),
            |mut tallies, table| {
                count_table(register, table, plans, &mut tallies);
                tallies
            },
        )
        .reduce(|| Tally::all(plans), Tally::merge)
}

/// The answer to a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Answer {
    No,
    /// What is asked for could not be read.
    Maybe,
    Yes,
}

impl Answer {
    const fn of(is_so: bool) -> Self {
        if is_so { Self::Yes } else { Self::No }
    }
}

/// What a row asks, apart for tables and for entries.
struct RowPlan<'m> {
    of_table: Vec<&'m Test>,
    of_entry: Vec<&'m Test>,
    is_total: bool,
}

/// The rows of a statistics table; none for a row that counts nothing that is known.
struct Plan<'m>(Vec<Option<RowPlan<'m>>>);

impl<'m> Plan<'m> {
    fn new(rows: impl Iterator<Item = &'m Meaning>) -> Self {
        let plan = |meaning: &'m Meaning| {
            let is_about_entry = |test: &&Test| matches!(test, Test::Layer { .. } | Test::Status(_));
            let (of_entry, of_table) = meaning.tests()?.iter().partition(is_about_entry);
            Some(RowPlan {
                of_table,
                of_entry,
                is_total: *meaning == Meaning::Total,
            })
        };
        Self(rows.map(plan).collect())
    }
}

/// What was counted so far for a statistics table.
#[derive(Clone, Default)]
struct Tally {
    rows: Vec<Counted>,
    uncounted: Uncounted,
}

impl Tally {
    fn all(plans: &[Plan<'_>]) -> Vec<Self> {
        let tally = |plan: &Plan<'_>| Self {
            rows: vec![Counted::default(); plan.0.len()],
            uncounted: Uncounted::default(),
        };
        plans.iter().map(tally).collect()
    }

    /// Puts together what was counted for some tables and for those after them.
    fn merge(mut earlier: Vec<Self>, later: Vec<Self>) -> Vec<Self> {
        for (earlier, later) in earlier.iter_mut().zip(later) {
            for (row, counted) in earlier.rows.iter_mut().zip(later.rows) {
                row.add_all(counted);
            }
            let Uncounted { count, entries, tables } = later.uncounted;
            earlier.uncounted.count = earlier.uncounted.count.saturating_add(count);
            earlier.uncounted.tables.extend(tables);
            earlier.uncounted.entries.extend(entries);
            earlier.uncounted.entries.truncate(KEPT);
        }
        earlier
    }
}

impl Uncounted {
    fn add(&mut self, entry: EntryId, table: usize) {
        self.count = self.count.saturating_add(1);
        if self.entries.len() < KEPT {
            self.entries.push(entry);
        }
        if self.tables.last() != Some(&table) {
            self.tables.push(table);
        }
    }
}

fn count_table(register: &Register, index: usize, plans: &[Plan<'_>], tallies: &mut [Tally]) {
    let Some(table) = register.tables.get(index) else {
        return;
    };
    let mut whole = Counted::default();
    for (_, entry) in register.entries_of(table) {
        whole.expected.add(Answer::Yes);
        whole.existing.add(published(register, entry));
    }
    if table.site.is_broken {
        // Entries in braces may be lost.
        whole.expected.most = u32::MAX;
        whole.existing.most = u32::MAX;
    }
    for (plan, tally) in plans.iter().zip(tallies) {
        let mut is_covered = false;
        let mut by_entry: Vec<(Answer, &RowPlan<'_>, &mut Counted)> = Vec::new();
        for (row, counted) in plan.0.iter().zip(&mut tally.rows) {
            let Some(row) = row else {
                continue;
            };
            let answer = all(row.of_table.iter().map(|test| ask_table(register, index, table, test)));
            if answer == Answer::No {
                continue;
            }
            if row.of_entry.is_empty() {
                counted.add_all(if answer == Answer::Yes { whole } else { whole.at_most() });
                is_covered |= !row.is_total;
            } else {
                if table.site.is_broken {
                    counted.expected.most = u32::MAX;
                    counted.existing.most = u32::MAX;
                }
                by_entry.push((answer, row, counted));
            }
        }
        if is_covered && by_entry.is_empty() {
            continue;
        }
        for (id, entry) in register.entries_of(table) {
            let is_counted = count_entry(register, entry, &mut by_entry);
            if !is_covered && !is_counted {
                tally.uncounted.add(id, index);
            }
        }
    }
}

/// Counts an entry for the rows that ask something of it. Gives whether one of them counts it, or may.
fn count_entry(register: &Register, entry: &Entry, rows: &mut [(Answer, &RowPlan<'_>, &mut Counted)]) -> bool {
    if rows.is_empty() {
        return false;
    }
    let code = register.optional(&entry.site, entry.code);
    let published = published(register, entry);
    let mut is_counted = false;
    for (of_table, row, counted) in rows {
        let answer = all(row.of_entry.iter().map(|test| ask_entry(register, entry, &code, test))).min(*of_table);
        counted.expected.add(answer);
        counted.existing.add(answer.min(published));
        is_counted |= answer != Answer::No;
    }
    is_counted
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
            Some(category) => Answer::of(category == *wanted),
            None => Answer::Maybe,
        },
        Test::Subsystem(wanted) => match (register.settled_category(index))
            .and_then(|category| register.categories.get(category)?.subsystem_index)
        {
            Some(subsystem) => Answer::of(subsystem == *wanted),
            None => Answer::Maybe,
        },
        Test::Table(_) | Test::Status(_) | Test::Layer { .. } => Answer::No,
    }
}

fn ask_entry(register: &Register, entry: &Entry, code: &str, test: &Test) -> Answer {
    match test {
        Test::Layer { layer, value } => match entry.layers.value_at(&register.scheme, code, *layer) {
            Some(found) => Answer::of(found == value),
            None => Answer::Maybe,
        },
        Test::Status(term) => match entry.status_term {
            Some(found) => Answer::of(found == *term),
            None => Answer::Maybe,
        },
        Test::Table(_) | Test::Category(_) | Test::Subsystem(_) => Answer::No,
    }
}

/// Whether an entry counts as existing.
fn published(register: &Register, entry: &Entry) -> Answer {
    let term = entry.status_term.and_then(|term| register.vocabulary.status_term(term));
    term.map_or(Answer::Maybe, |term| Answer::of(term.phase == Phase::Published))
}
