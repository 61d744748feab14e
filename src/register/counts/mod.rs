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
mod cell;
mod columns;
mod condition;
mod dimension;
mod entries;
mod grouping;
mod groups;
mod items;
mod kind;
mod known;
pub mod meaning;
mod named;
mod names;
mod percent;
mod slots;
mod sums;
mod tallies;
mod tally;
mod test;

pub use self::breakdown::in_tables;
pub(super) use self::cell::{InColumn, level_of};
pub use self::columns::MOST_COLUMNS;
use self::columns::Meanings;
pub use self::entries::{Conditions, counted_entries};
pub use self::grouping::grouped;
pub use self::groups::{Figures, Group, GroupBy, Grouped, GroupedRow, Order, TooManyColumns};
pub use self::items::items;
use self::known::KnownNames;
pub use self::known::NameKind;
pub use self::meaning::{RowMeaning, TOTALS, Unclear, UnknownName};
pub use self::named::{Named, named_by_condition, word_of};
use self::names::Names;
pub use self::names::SUBSYSTEM_SUFFIX;
pub use self::percent::percent;
pub use self::slots::{Figure, Said, Slot};
pub use self::sums::{Sums, Total, right_figures, right_in_column};
pub(super) use self::tallies::Tallies;
use self::tally::Plan;
use self::test::Standing;
pub use self::test::{Answer, Test};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use smallvec::SmallVec;

use super::Register;
use super::model::{Entry, EntryId};

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
    /// The entries that the row counts, withdrawn ones left out unless it asks for them.
    pub expected: Count,
    /// Those of them that are published.
    pub existing: Count,
}

impl Counted {
    fn add_all(&mut self, other: Self) {
        self.expected.add_all(other.expected);
        self.existing.add_all(other.existing);
    }

    /// Counts `new` in the place of `old`, which was counted. Where nobody knows how many there may be, nobody does then.
    fn replace(&mut self, old: Self, new: Self) {
        for (all, old, new) in [
            (&mut self.expected, old.expected, new.expected),
            (&mut self.existing, old.existing, new.existing),
        ] {
            all.least = all.least.saturating_sub(old.least).saturating_add(new.least);
            if all.most != u32::MAX {
                all.most = all.most.saturating_sub(old.most).saturating_add(new.most);
            }
        }
    }

    /// Counts an entry that a row may count, by where it stands in its life.
    fn add(&mut self, answer: Answer, standing: Standing) {
        self.expected.add(answer);
        self.existing.add(answer.min(standing.published));
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
    /// What it says in further columns, as many as it has figures there.
    pub cells: Vec<CountedCell>,
}

/// What a row says in a further column.
#[derive(Clone, Copy, Debug, Default)]
pub struct CountedCell {
    /// The column, by its place; none where no column has the name.
    pub column: Option<usize>,
    /// What the row counts there; nothing where that is not known.
    pub counted: Option<Counted>,
}

/// A further column of a statistics table.
#[derive(Clone, Debug)]
pub struct CountedColumn {
    /// What it counts.
    pub meaning: RowMeaning,
    /// The column before it with the same title.
    pub repeats: Option<usize>,
    /// What rows say in it: a row, and which of its figures that is.
    pub cells: Vec<(usize, usize)>,
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
    /// Its further columns, as many as it has.
    pub columns: Vec<CountedColumn>,
    /// What they leave out.
    pub uncounted: Uncounted,
}

/// What the statistics tables of a register come to, as many as it has.
#[derive(Clone, Debug, Default)]
pub struct Counts(pub Vec<CountedStatistics>, Option<Basis>);

/// What was asked to get there, and what was counted.
#[derive(Clone, Debug)]
struct Basis {
    /// The columns of entries that are asked for, by their places.
    columns: SmallVec<[u16; 2]>,
    plan: Arc<Plan>,
    tallies: Tallies,
}

impl Counts {
    /// Counts for all rows of a register.
    pub(in crate::register) fn new(register: &Register) -> Self {
        if register.statistics.is_empty() {
            return Self::default();
        }
        let names = Names::new(register);
        let known = KnownNames::new(register);
        let meanings: Vec<Meanings> = register
            .statistics
            .iter()
            .map(|statistics| Meanings::new(&known, &names, statistics))
            .collect();
        let cells: Vec<Vec<Test>> = meanings.iter().flat_map(Meanings::asked_in_columns).collect();
        let rows = meanings
            .iter()
            .map(|meanings| meanings.rows.iter().map(|(meaning, _)| meaning).chain(&meanings.blank));
        let plan = Plan::new(register, rows, &cells);
        let tallies = plan.count(register);
        let (of_statistics, cells) = plan.figures(&tallies);
        let mut cells = cells.into_iter();
        let statistics = meanings.into_iter().zip(of_statistics);
        let statistics = statistics.map(|(meanings, tally)| {
            let parts = sums::parts(register, &meanings.rows);
            meanings.counted(tally, parts, &mut cells)
        });
        let statistics = statistics.collect();
        let basis = Basis {
            columns: known.asked(),
            plan: Arc::new(plan),
            tallies,
        };
        Self(statistics, Some(basis))
    }

    /// What some entries, by their places, add to the counts; none where nothing is counted.
    pub(super) fn of_entries(&self, register: &Register, entries: Range<usize>) -> Option<Tallies> {
        let basis = self.1.as_ref()?;
        Some(basis.plan.count_entries(register, entries))
    }

    /// Puts what some entries add in the place of what they added before, where nothing else has changed that counts. Gives
    /// whether that could be done; otherwise all must be counted anew.
    pub(super) fn replace(&mut self, old: &Tallies, new: &Tallies) -> bool {
        let Some(basis) = &mut self.1 else {
            return false;
        };
        if !basis.tallies.replace(old, new) {
            return false;
        }
        let (of_statistics, cells) = basis.plan.figures(&basis.tallies);
        let mut cells = cells.into_iter();
        for (statistics, tally) in self.0.iter_mut().zip(of_statistics) {
            for (row, counted) in statistics.rows.iter_mut().zip(tally.rows) {
                row.counted = row.counted.map(|_| counted);
                // In the order in which they were given out.
                for cell in &mut row.cells {
                    cell.counted = cell.counted.and_then(|_| cells.next());
                }
            }
            statistics.uncounted = tally.uncounted;
        }
        true
    }

    /// What an entry has in the columns that statistics ask for.
    pub(super) fn asked_of(&self, register: &Register, entry: &Entry) -> Vec<InColumn<'static>> {
        let columns = self.1.iter().flat_map(|basis| &basis.columns);
        columns
            .map(|column| InColumn::of(register, entry, *column).into_owned())
            .collect()
    }
}

/// What entries have in a column, by its place: each value once.
pub(super) fn values(register: &Register, column: u16) -> impl Iterator<Item = String> {
    let values = known::Values::of(register, column).into_list();
    values.into_iter().map(Cow::into_owned)
}

/// What rows with these items, and no `where`, would come to in a statistics table that counts by `by`; nothing for an
/// item that counts nothing that is known.
pub fn of_items(register: &Register, by: &str, items: &[String]) -> Vec<Option<Counted>> {
    let names = Names::new(register);
    let known = KnownNames::new(register);
    let items = items.iter();
    let meanings: Vec<RowMeaning> = items.map(|item| meaning::of_item(&known, &names, by, item)).collect();
    let plan = Plan::new(register, std::iter::once(meanings.iter()), &[]);
    let (tallies, _) = plan.figures(&plan.count(register));
    let rows = tallies.into_iter().flat_map(|tally| tally.rows);
    let counted = meanings.iter().zip(rows);
    counted.map(|(meaning, row)| meaning.tests().map(|_| row)).collect()
}

/// What rows with these items come to in the further columns of a statistics table: for each item, for each column.
pub(in crate::register) fn of_items_in_columns(
    register: &Register,
    statistics: &super::model::Statistics,
    counted: &CountedStatistics,
    by: &str,
    items: &[String],
) -> Vec<Vec<Option<Counted>>> {
    if statistics.columns.is_empty() {
        return vec![Vec::new(); items.len()];
    }
    let names = Names::new(register);
    let known = KnownNames::new(register);
    let cells: Vec<Vec<Option<Vec<Test>>>> = items
        .iter()
        .map(|item| {
            let row = meaning::of_item(&known, &names, by, item);
            let columns = counted.columns.iter();
            columns.map(|column| columns::asked(&row, column)).collect()
        })
        .collect();
    let asked: Vec<Vec<Test>> = cells.iter().flatten().flatten().cloned().collect();
    let plan = Plan::new(register, std::iter::empty::<std::iter::Empty<_>>(), &asked);
    let (_, figures) = plan.figures(&plan.count(register));
    let mut figures = figures.into_iter();
    let mut next = |cell: &Option<Vec<Test>>| cell.as_ref().and_then(|_| figures.next());
    cells.iter().map(|row| row.iter().map(&mut next).collect()).collect()
}
