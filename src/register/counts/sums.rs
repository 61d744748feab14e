//! What the totals of a statistics table sum, and whether a table can be made to add up.
//!
//! The only total of a table is that of all entries, and the sum of the rows above it. Of several, each is the sum of
//! the rows since the last one; one without rows of its own is that of all. A row that counts a part of what another
//! row of its group counts (其中：…) is in that row's figure already, and is not summed.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::{Count, CountedRow, CountedStatistics, Figure, RowMeaning, Said, Slot, Test};
use crate::register::Register;
use crate::register::model::{Spanned, Statistics};

/// The most conditions of a row whose parts are looked for among the other rows: they are all combinations of them.
const MOST_CONDITIONS: usize = 4;

/// A total with rows to sum, as far as one figure goes.
#[derive(Clone, Debug)]
pub struct Total {
    /// Where its rows are; some of them may be totals themselves, or parts of others.
    pub rows: Range<usize>,
    /// What the rows that are summed say together; nothing where one of them says nothing.
    pub written: Option<i64>,
    /// What they come to once each says what it counts; nothing where that is not known of one.
    pub right: Option<i64>,
    /// Whether it is known of each what it counts.
    is_known: bool,
    /// Whether one of them counts entries that cannot be read, so that its figure may be right or wrong.
    pub is_unsure: bool,
    /// The count of all entries, where the total is that of all.
    pub whole: Option<Count>,
    /// Whether rows that are summed count entries together, which no total can then be the sum of.
    pub overlaps: bool,
}

impl Total {
    /// What the total must say for the table to add up once every row says what it counts; nothing where it cannot.
    pub fn target(&self) -> Option<i64> {
        match self.whole.map(Count::exact) {
            Some(whole) => whole.filter(|whole| self.overlaps || self.right == Some(*whole)),
            None => self.right,
        }
    }
}

/// A statistics table as far as one figure goes: its totals, and which of its figures may be written.
#[derive(Clone, Debug)]
pub struct Sums {
    totals: Vec<Option<Total>>,
    /// Rows that are in a total which cannot be made to add up.
    unsettled: Vec<bool>,
    summed: Vec<bool>,
}

impl Sums {
    /// Looks at the totals of a table.
    pub fn new(statistics: &Statistics, counted: &CountedStatistics, slot: Slot) -> Self {
        let rows = slot.said(statistics, counted);
        let summed = summed(&counted.rows);
        let prefix = Prefix::new(&rows, &summed);
        // A row need not say anything in a column, nor beside columns: then there is no sum to be the total.
        let may_be_blank = !counted.columns.is_empty();
        let groups = groups(&counted.rows);
        let mut totals: Vec<Option<Total>> = vec![None; rows.len()];
        let mut unsettled = vec![false; rows.len()];
        let mut start = 0;
        let mut unsettled_from_start = 0;
        let last = counted.rows.iter().rposition(|row| row.meaning.is_total());
        for (index, (row, counted_row)) in rows.iter().zip(&counted.rows).enumerate() {
            if !counted_row.meaning.is_total() {
                continue;
            }
            let own = start..index;
            start = index + 1;
            let (whole, found) = (row.count, row.written);
            let mut total = match (own.is_empty(), groups) {
                (true, 0) => continue,
                (true, _) => prefix.total(0..index, whole),
                (false, 1) => prefix.total(own, whole),
                (false, _) => prefix.total(own, None),
            };
            // The last one, with rows of its own, may be that of all the same.
            if total.whole.is_none() && last == Some(index) && total.written != found.map(|found| found.value) {
                let of_all = prefix.total(0..index, whole);
                let is_of_all = |found: Spanned<i64>| whole.is_some_and(|whole| whole.admits(found.value));
                if found.is_some_and(is_of_all) {
                    total = of_all;
                }
            }
            total.overlaps = counted.uncounted.count == 0
                && total.is_known
                && total
                    .whole
                    .and_then(Count::exact)
                    .zip(total.right)
                    .is_some_and(|(whole, right)| right > whole);
            let has_sum = total.written.is_some() || !may_be_blank;
            if found.is_some() && has_sum && total.target().is_none() {
                if total.rows.start == 0 {
                    unsettled_from_start = unsettled_from_start.max(index + 1);
                } else {
                    unsettled
                        .get_mut(total.rows.start..=index)
                        .unwrap_or_default()
                        .fill(true);
                }
            }
            if let Some(slot) = totals.get_mut(index) {
                *slot = Some(total);
            }
        }
        unsettled.get_mut(..unsettled_from_start).unwrap_or_default().fill(true);
        Self {
            totals,
            unsettled,
            summed,
        }
    }

    /// A total with rows, by its place among the rows.
    pub fn total(&self, row: usize) -> Option<&Total> {
        self.totals.get(row)?.as_ref()
    }

    /// Whether the figure of a row may be set to what it counts: not where a total that it goes into would not be the
    /// sum of its rows afterwards.
    pub fn may_write(&self, row: usize) -> bool {
        self.unsettled.get(row) == Some(&false)
    }

    /// Whether a row goes into the total of its rows.
    pub fn is_summed(&self, row: usize) -> bool {
        self.summed.get(row) == Some(&true)
    }
}

/// What each row should say in a further column, 应有数 and 现有数; nothing where it says nothing, or that is not known.
pub fn right_in_column(statistics: &Statistics, counted: &CountedStatistics, column: usize) -> Vec<Option<(i64, i64)>> {
    right(statistics, counted, Slot::of_column(column))
}

/// What each row of a table should say, 应有数 and 现有数; nothing where that is not known.
pub fn right_figures(statistics: &Statistics, counted: &CountedStatistics) -> Vec<Option<(i64, i64)>> {
    right(statistics, counted, Figure::ALL.map(Slot::of_rows))
}

/// What each row should say at two places.
fn right(statistics: &Statistics, counted: &CountedStatistics, slots: [Slot; 2]) -> Vec<Option<(i64, i64)>> {
    let [expected, existing] = slots.map(|slot| {
        let sums = Sums::new(statistics, counted, slot);
        let said = slot.said(statistics, counted).into_iter().enumerate();
        let right = said.map(|(index, said)| match sums.total(index) {
            Some(Total { whole: None, right, .. }) => *right,
            _ => said.count?.exact(),
        });
        right.collect::<Vec<_>>()
    });
    expected
        .into_iter()
        .zip(existing)
        .map(|(expected, existing)| expected.zip(existing))
        .collect()
}

/// How many totals have rows right above them.
fn groups(rows: &[CountedRow]) -> usize {
    let is_total = |row: &CountedRow| row.meaning.is_total();
    let pairs = rows.iter().zip(rows.iter().skip(1));
    pairs
        .filter(|(above, total)| !is_total(above) && is_total(total))
        .count()
}

/// Which rows are summed: those that are no totals, and no part of another row of their group.
fn summed(rows: &[CountedRow]) -> Vec<bool> {
    let is_summed = |row: &CountedRow| !row.meaning.is_total() && !row.is_part;
    rows.iter().map(is_summed).collect()
}

/// Which rows count a part of what another row counts, up to the next total: that row asks for less, or for a subsystem
/// above theirs.
pub(super) fn parts(register: &Register, rows: &[(RowMeaning, Option<usize>)]) -> Vec<bool> {
    let mut parts = Vec::with_capacity(rows.len());
    for group in rows.split_inclusive(|(meaning, _)| meaning.is_total()) {
        let tests = |meaning: &RowMeaning| match meaning {
            RowMeaning::Entries(tests) => Some(tests.clone()),
            _ => None,
        };
        let asked: FxHashSet<Vec<Test>> = group.iter().filter_map(|(meaning, _)| tests(meaning)).collect();
        parts.extend(group.iter().map(|(meaning, _)| match meaning {
            RowMeaning::Entries(tests) => is_part(register, tests, &asked),
            RowMeaning::Total(_) | RowMeaning::Unknown(_) | RowMeaning::Unclear(_) => false,
        }));
    }
    parts
}

fn is_part(register: &Register, tests: &[Test], asked: &FxHashSet<Vec<Test>>) -> bool {
    if asked.len() < 2 || tests.is_empty() || tests.len() > MOST_CONDITIONS {
        return false;
    }
    let asks_for_less = |tests: &[Test], subsets: std::ops::Range<usize>| {
        let mut subsets = subsets;
        subsets.any(|chosen| {
            let is_chosen = |(place, _): &(usize, &Test)| chosen & (1 << place) != 0;
            let part: Vec<Test> = tests
                .iter()
                .enumerate()
                .filter(is_chosen)
                .map(|(_, test)| test.clone())
                .collect();
            asked.contains(part.as_slice())
        })
    };
    let all = (1_usize << tests.len()) - 1;
    if asks_for_less(tests, 0..all) {
        return true;
    }
    let subsystem = tests.iter().find_map(|test| match test {
        Test::Subsystem(index) => Some(*index),
        _ => None,
    });
    let above = subsystem
        .into_iter()
        .flat_map(|subsystem| register.upwards(subsystem).skip(1));
    above.into_iter().any(|above| {
        let wider = tests.iter().map(|test| match test {
            Test::Subsystem(_) => Test::Subsystem(above),
            test => test.clone(),
        });
        let mut wider: Vec<Test> = wider.collect();
        wider.sort_unstable();
        asks_for_less(&wider, 0..all + 1)
    })
}

/// The sums of the first rows, so that the sum of any run of rows is a difference.
struct Prefix(Vec<Running>);

#[derive(Clone, Copy, Default)]
struct Running {
    written: i128,
    right: i128,
    /// How many rows say nothing.
    silent: usize,
    /// How many rows count what cannot be read.
    unsure: usize,
    /// How many rows count what nobody knows.
    unknown: usize,
    /// How many of them say nothing either.
    blank: usize,
}

impl Prefix {
    fn new(rows: &[Said], summed: &[bool]) -> Self {
        let mut running = Running::default();
        let mut all = vec![running];
        for (row, is_summed) in rows.iter().zip(summed) {
            if *is_summed {
                running.add(*row);
            }
            all.push(running);
        }
        Self(all)
    }

    fn total(&self, rows: Range<usize>, whole: Option<Count>) -> Total {
        let at = |place: usize| self.0.get(place).copied().unwrap_or_default();
        let (before, after) = (at(rows.start), at(rows.end));
        let sum = |sum: i128, unknown: usize| i64::try_from(sum).ok().filter(|_| unknown == 0);
        let unsure = after.unsure - before.unsure;
        Total {
            rows,
            written: sum(after.written - before.written, after.silent - before.silent),
            right: sum(after.right - before.right, unsure + after.blank - before.blank),
            is_known: after.unknown == before.unknown,
            is_unsure: unsure > 0,
            whole,
            overlaps: false,
        }
    }
}

impl Running {
    fn add(&mut self, Said { written, count, .. }: Said) {
        match written {
            Some(written) => self.written += i128::from(written.value),
            None => self.silent += 1,
        }
        match count {
            Some(count) => match count.exact() {
                Some(count) => self.right += i128::from(count),
                None => self.unsure += 1,
            },
            // What it counts is not known: it stays as it is.
            None => {
                self.unknown += 1;
                match written {
                    Some(written) => self.right += i128::from(written.value),
                    None => self.blank += 1,
                }
            }
        }
    }
}
