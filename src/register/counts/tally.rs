//! Counts for the rows of all statistics tables, in one pass over the tables and their entries.
//!
//! Rows are sorted by what they ask of a table: few of these groups can be answered with yes for one table, and they are
//! looked up. Within a group of many rows an entry finds those that may count it by one of the values that they ask for.
//! Few groups and few rows are simply asked one after the other.
//!
//! Of many, what an entry or table cannot answer because it could not be read is not asked of each: all rows that ask for
//! such a thing may count it. That leaves them less certain than they could be, and never wrong.

use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::kind::Kind;
use super::tallies::{Tables, Tallies};
use super::test::{Standing, all, ask_entry, ask_table, has_withdrawn, is_of_no_subsystem};
use super::{Answer, Counted, RowMeaning, Test, Uncounted};
use crate::register::Register;
use crate::register::model::{Entry, EntryId, Table};
use crate::text::to_u32;

/// How many groups, and rows in a group, are asked one after the other.
const FEW: usize = 32;

/// For how many statistics tables it is found out what their rows leave out; those that ask the same count as one.
const MOST_TABLES: usize = 64;

/// What is to be counted.
#[derive(Debug)]
pub(super) struct Plan {
    rows: Vec<Row>,
    groups: Vec<Group>,
    /// The groups by what they ask of a table.
    by_tests: FxHashMap<Vec<Test>, usize>,
    /// The groups that ask for any of several tables, categories or subsystems: they are not looked up.
    arrays: Vec<usize>,
    statistics: Vec<Statistics>,
    /// What each figure of a column is counted as.
    cells: Vec<usize>,
    may_be_withdrawn: bool,
    /// All statistics tables for which it is found out what they leave out.
    told: Tables,
    /// Those with rows that ask for a table, a category, a subsystem.
    asked: [Tables; 3],
}

/// What rows ask that are counted together.
#[derive(Debug)]
struct Row {
    of_entry: Vec<Test>,
    with_withdrawn: bool,
    /// The statistics tables in which such a row stands that is no total.
    tables: Tables,
}

/// The rows that ask the same of a table.
#[derive(Debug, Default)]
struct Group {
    of_table: Vec<Test>,
    /// The row that asks nothing of an entry.
    whole: Option<usize>,
    /// Those that do.
    asking: Vec<usize>,
    /// Where these are many: by the test of each that the fewest others have.
    by_test: FxHashMap<Test, Vec<usize>>,
    /// What these tests are about.
    kinds: Vec<OfKind>,
    /// Those that have no such test, as they ask for any of several values.
    unsorted: Vec<usize>,
}

/// The rows of a group whose rarest tests are about one thing.
#[derive(Debug)]
struct OfKind {
    kind: Kind,
    rows: Vec<usize>,
    /// The statistics tables of these rows.
    tables: Tables,
}

/// A statistics table.
#[derive(Debug)]
struct Statistics {
    /// What each of its rows is counted as; nothing for one that counts nothing that is known.
    rows: Vec<Option<usize>>,
    /// Its bit, shared with those that ask the same; none for those beyond [`MOST_TABLES`].
    bit: Option<u32>,
}

/// What was counted for a statistics table.
pub(super) struct Tally {
    pub(super) rows: Vec<Counted>,
    pub(super) uncounted: Uncounted,
}

impl Plan {
    /// For the rows of some statistics tables, and for figures of columns, each with what its row and its column ask.
    pub(super) fn new<'m>(
        register: &Register,
        statistics: impl Iterator<Item = impl Iterator<Item = &'m RowMeaning>>,
        cells: &'m [Vec<Test>],
    ) -> Self {
        let mut plan = Self {
            arrays: Vec::new(),
            cells: Vec::new(),
            may_be_withdrawn: has_withdrawn(register),
            rows: Vec::new(),
            groups: Vec::new(),
            by_tests: FxHashMap::default(),
            statistics: Vec::new(),
            told: 0,
            asked: [0; 3],
        };
        let mut known: FxHashMap<&[Test], usize> = FxHashMap::default();
        let mut same: FxHashMap<Vec<(Option<usize>, bool)>, Option<u32>> = FxHashMap::default();
        for meanings in statistics {
            let rows: Vec<(Option<usize>, bool)> = meanings
                .map(|meaning| {
                    let row = meaning
                        .tests()
                        .map(|tests| *known.entry(tests).or_insert_with(|| plan.add(tests)));
                    (row, meaning.is_total())
                })
                .collect();
            let next = u32::try_from(same.len()).ok().filter(|bit| *bit < Tables::BITS);
            let next = next.filter(|_| same.len() < MOST_TABLES);
            let bit = *same.entry(rows.clone()).or_insert(next);
            let mask = bit.map_or(0, |bit| 1 << bit);
            plan.told |= mask;
            for (row, is_total) in &rows {
                if let Some(row) = row.and_then(|row| plan.rows.get_mut(row)).filter(|_| !is_total) {
                    row.tables |= mask;
                }
            }
            let rows = rows.into_iter().map(|(row, _)| row).collect();
            plan.statistics.push(Statistics { rows, bit });
        }
        for cell in cells {
            let row = *known.entry(cell).or_insert_with(|| plan.add(cell));
            plan.cells.push(row);
        }
        let Self {
            rows, groups, asked, ..
        } = &mut plan;
        for group in groups {
            group.finish(rows);
            let own = group.whole.iter().chain(&group.asking);
            let tables = own.fold(0, |tables, row| tables | rows.get(*row).map_or(0, |row| row.tables));
            for aspect in group.aspects() {
                if let Some(asked) = asked.get_mut(aspect) {
                    *asked |= tables;
                }
            }
        }
        plan
    }

    fn add(&mut self, tests: &[Test]) -> usize {
        let (of_entry, of_table): (Vec<Test>, Vec<Test>) = tests.iter().cloned().partition(Test::is_about_entry);
        let row = self.rows.len();
        let (groups, arrays) = (&mut self.groups, &mut self.arrays);
        let place = *self.by_tests.entry(of_table).or_insert_with_key(|of_table| {
            let group = Group {
                of_table: of_table.clone(),
                ..Group::default()
            };
            if group.has_array() {
                arrays.push(groups.len());
            }
            groups.push(group);
            groups.len() - 1
        });
        if let Some(group) = groups.get_mut(place) {
            if of_entry.is_empty() {
                group.whole = Some(row);
            } else {
                group.asking.push(row);
            }
        }
        self.rows.push(Row {
            with_withdrawn: of_entry.contains(&Test::WithWithdrawn),
            of_entry,
            tables: 0,
        });
        row
    }

    /// Counts all entries of a register.
    pub(super) fn count(&self, register: &Register) -> Tallies {
        (0..register.tables.len())
            .into_par_iter()
            .fold(
                || self.nothing(),
                |mut tallies, index| {
                    if let Some(table) = register.tables.get(index) {
                        self.count_table(register, index, table, &mut tallies);
                    }
                    tallies
                },
            )
            .reduce(|| self.nothing(), Tallies::merge)
    }

    /// Counts some entries, by their places, as they count in the whole.
    pub(super) fn count_entries(&self, register: &Register, entries: Range<usize>) -> Tallies {
        let mut tallies = self.nothing();
        let first = register
            .tables
            .partition_point(|table| table.entries.end <= entries.start);
        let tables = register.tables.iter().enumerate().skip(first);
        for (index, table) in tables.take_while(|(_, table)| table.entries.start < entries.end) {
            let own = table.entries.start.max(entries.start)..table.entries.end.min(entries.end);
            self.count_part(register, (index, table), own, (Counted::default(), &mut tallies));
        }
        tallies
    }

    /// What was counted comes to: for the statistics tables, and for the figures of columns.
    pub(super) fn figures(&self, counted: &Tallies) -> (Vec<Tally>, Vec<Counted>) {
        let rows = self.totals(counted);
        let statistics = self.statistics.iter().map(|statistics| {
            let of = |row: &Option<usize>| row.and_then(|row| rows.get(row)).copied().unwrap_or_default();
            let uncounted = statistics.bit.and_then(|bit| counted.uncounted.get(bit as usize));
            Tally {
                rows: statistics.rows.iter().map(of).collect(),
                uncounted: uncounted.cloned().unwrap_or_default(),
            }
        });
        let cells = self.cells.iter();
        let cells = cells.map(|row| rows.get(*row).copied().unwrap_or_default());
        (statistics.collect(), cells.collect())
    }

    /// What was counted for each row, with what all rows of its kind may count.
    fn totals(&self, counted: &Tallies) -> Vec<Counted> {
        let mut rows = counted.rows.clone();
        let mut add = |row: usize, more: Counted| {
            if let Some(row) = rows.get_mut(row) {
                row.add_all(more);
            }
        };
        for (group, (of_all, of_kinds)) in self.groups.iter().zip(&counted.groups) {
            for row in &group.asking {
                add(*row, *of_all);
            }
            for (of_kind, more) in group.kinds.iter().zip(of_kinds) {
                of_kind.rows.iter().for_each(|row| add(*row, *more));
            }
            for more in group.aspects().filter_map(|aspect| counted.unread.get(aspect)) {
                let own = group.whole.iter().chain(&group.asking);
                own.for_each(|row| add(*row, *more));
            }
        }
        rows
    }

    fn nothing(&self) -> Tallies {
        let groups = self.groups.iter();
        Tallies {
            rows: vec![Counted::default(); self.rows.len()],
            groups: groups
                .map(|group| (Counted::default(), vec![Counted::default(); group.kinds.len()]))
                .collect(),
            unread: [Counted::default(); 3],
            uncounted: vec![Uncounted::default(); (Tables::BITS - self.told.leading_zeros()) as usize],
        }
    }

    /// The groups that a table answers, with its answer, which is not no. Where there are many, those that it may answer
    /// because something of it could not be read are left out.
    fn answered(&self, register: &Register, index: usize, table: &Table) -> Vec<(usize, Answer)> {
        let ask = |(place, group): (usize, &Group)| {
            let tests = group.of_table.iter();
            let answer = all(tests.map(|test| ask_table(register, index, table, test)));
            (answer != Answer::No).then_some((place, answer))
        };
        if self.groups.len() <= FEW {
            return self.groups.iter().enumerate().filter_map(ask).collect();
        }
        let (category, subsystem) = settled(register, index);
        let tables = [None, Some(Test::Table(index))];
        let categories = [None, category.map(Test::Category)];
        let categories = categories
            .get(..if category.is_some() { 2 } else { 1 })
            .unwrap_or_default();
        // Any subsystem above its own may be asked for.
        let above = subsystem.into_iter().flat_map(|subsystem| register.upwards(subsystem));
        let subsystems: Vec<Option<Test>> = std::iter::once(None)
            .chain(above.map(|index| Some(Test::Subsystem(index))))
            .collect();
        let mut found = Vec::new();
        for table in &tables {
            for category in categories {
                for subsystem in &subsystems {
                    let tests = [table, category, subsystem].into_iter().flatten().cloned();
                    found.extend(self.by_tests.get(&tests.collect::<Vec<_>>()).copied());
                }
            }
        }
        let arrays = self.arrays.iter();
        let arrays = arrays.filter_map(|place| ask((*place, self.groups.get(*place)?)));
        let found = found.into_iter().map(|group| (group, Answer::Yes));
        found.chain(arrays).collect()
    }

    /// Counts a table for the groups that ask, of many, for what could not be read of it. Gives the statistics tables that
    /// may count its entries.
    fn count_unread(
        &self,
        register: &Register,
        (index, table): (usize, &Table),
        whole: Counted,
        tallies: &mut Tallies,
    ) -> Tables {
        if self.groups.len() <= FEW {
            return 0;
        }
        let (category, subsystem) = settled(register, index);
        let is_unread = [
            table.id.is_none() && table.title.is_none(),
            category.is_none(),
            subsystem.is_none() && !is_of_no_subsystem(register, index),
        ];
        let mut counting = 0;
        for ((is_unread, counted), tables) in is_unread.into_iter().zip(&mut tallies.unread).zip(self.asked) {
            if is_unread {
                counted.add_all(whole.at_most());
                counting |= tables;
            }
        }
        counting
    }

    fn count_table(&self, register: &Register, index: usize, table: &Table, tallies: &mut Tallies) {
        let mut lost = Counted::default();
        if table.site.is_broken {
            // Entries in braces may be lost.
            lost.lose_bounds();
            for (place, _) in self.answered(register, index, table) {
                let asks = self.groups.get(place).is_some_and(|group| !group.asking.is_empty());
                if let Some((of_all, _)) = tallies.groups.get_mut(place).filter(|_| asks) {
                    of_all.lose_bounds();
                }
            }
        }
        self.count_part(register, (index, table), table.entries.clone(), (lost, tallies));
    }

    /// Counts some entries of a table, by their places; `lost` is what it may hold besides.
    fn count_part(
        &self,
        register: &Register,
        (index, table): (usize, &Table),
        entries: Range<usize>,
        (lost, tallies): (Counted, &mut Tallies),
    ) {
        let entries = || {
            let ids = entries.clone().map(|place| EntryId(to_u32(place)));
            ids.zip(register.entries_at(entries.clone()))
        };
        let mut whole = lost;
        for (_, entry) in entries() {
            let standing = Standing::of(register, &entry, self.may_be_withdrawn);
            whole.add(standing.in_use, standing);
        }
        let mut covered: Tables = 0;
        let mut asking: Vec<(usize, &Group, Answer)> = Vec::new();
        for (place, answer) in self.answered(register, index, table) {
            let Some(group) = self.groups.get(place) else {
                continue;
            };
            if let Some(row) = group.whole {
                tallies.add_all(row, if answer == Answer::Yes { whole } else { whole.at_most() });
                covered |= self.rows.get(row).map_or(0, |row| row.tables);
            }
            if !group.asking.is_empty() {
                asking.push((place, group, answer));
            }
        }
        covered |= self.count_unread(register, (index, table), whole, tallies);
        if asking.is_empty() && covered == self.told {
            return;
        }
        for (id, entry) in entries() {
            let standing = Standing::of(register, &entry, self.may_be_withdrawn);
            let counted = covered | self.count_entry(register, (&entry, standing), &asking, tallies);
            // What is withdrawn is not missing.
            if standing.in_use != Answer::No {
                tallies.leave_out(self.told & !counted, id, index);
            }
        }
    }

    /// Counts an entry for the rows that ask something of it. Gives the statistics tables that count it, or may.
    fn count_entry(
        &self,
        register: &Register,
        (entry, standing): (&Entry, Standing),
        asking: &[(usize, &Group, Answer)],
        tallies: &mut Tallies,
    ) -> Tables {
        if asking.is_empty() {
            return 0;
        }
        let code = register.of(entry).code().unwrap_or_default();
        let (mut counting, mut unread) = (0, 0);
        for (place, group, of_table) in asking {
            let mut ask = |row: &usize, tallies: &mut Tallies| {
                let Some(asked) = self.rows.get(*row) else {
                    return;
                };
                let tests = asked.of_entry.iter();
                let answer = all(tests.map(|test| ask_entry(register, entry, &code, test)));
                let answer = answer.min(*of_table).min(standing.counts(asked.with_withdrawn));
                if answer != Answer::No {
                    counting |= asked.tables;
                    tallies.add(*row, answer, standing);
                }
            };
            if group.kinds.is_empty() && group.unsorted.is_empty() {
                group.asking.iter().for_each(|row| ask(row, tallies));
                continue;
            }
            group.unsorted.iter().for_each(|row| ask(row, tallies));
            for (kind, of_kind) in group.kinds.iter().enumerate() {
                match of_kind.kind.tests(register, entry, &code) {
                    Some(tests) => {
                        let rows = tests.iter().filter_map(|test| group.by_test.get(test)).flatten();
                        rows.for_each(|row| ask(row, tallies));
                    }
                    None => {
                        tallies.add_unread(*place, kind, standing);
                        unread |= of_kind.tables;
                    }
                }
            }
        }
        counting | unread
    }
}

/// The category and the subsystem of a table, by their places, where it is known which they are.
pub(super) fn settled(register: &Register, table: usize) -> (Option<usize>, Option<usize>) {
    let category = register.settled_category(table);
    let definition = category.and_then(|category| register.categories.get(category));
    let is_doubled = definition.is_some_and(|category| category.is_doubled);
    let subsystem = definition.and_then(|category| category.subsystem_index);
    let subsystem = subsystem.filter(|place| {
        let is_one = |index: usize| register.subsystems.get(index).is_some_and(|found| !found.is_doubled);
        register.has_whole_way_up(*place) && register.upwards(*place).all(is_one)
    });
    (category.filter(|_| !is_doubled), subsystem)
}

impl Group {
    /// What it asks of a table, as places in [`Plan::asked`].
    fn aspects(&self) -> impl Iterator<Item = usize> {
        let aspect = |test: &Test| match test {
            Test::Table(_) => Some(0),
            Test::Category(_) => Some(1),
            Test::Subsystem(_) => Some(2),
            _ => None,
        };
        // Of an array all that it asks is asked of every table.
        let tests = self.of_table.iter().filter(|_| !self.has_array());
        tests.filter_map(aspect)
    }

    /// Whether it asks for any of several tables, categories or subsystems.
    fn has_array(&self) -> bool {
        self.of_table.iter().any(|test| matches!(test, Test::Any(_)))
    }

    /// Sorts the rows that ask something of an entry, where they are many.
    fn finish(&mut self, rows: &[Row]) {
        if self.asking.len() <= FEW {
            return;
        }
        let tests = |row: &usize| rows.get(*row).map_or(&[][..], |row| row.of_entry.as_slice());
        let mut frequencies: FxHashMap<&Test, usize> = FxHashMap::default();
        for test in self.asking.iter().flat_map(tests) {
            *frequencies.entry(test).or_default() += 1;
        }
        let mut kinds: FxHashMap<Kind, OfKind> = FxHashMap::default();
        for place in &self.asking {
            let sortable = tests(place).iter().filter_map(|test| Some((Kind::of(test)?, test)));
            let rarest = sortable.min_by_key(|(_, test)| (frequencies.get(test).copied(), *test));
            let Some((kind, test)) = rarest else {
                self.unsorted.push(*place);
                continue;
            };
            self.by_test.entry(test.clone()).or_default().push(*place);
            let of_kind = kinds.entry(kind).or_insert_with(|| OfKind {
                kind,
                rows: Vec::new(),
                tables: 0,
            });
            of_kind.rows.push(*place);
            of_kind.tables |= rows.get(*place).map_or(0, |row| row.tables);
        }
        self.kinds = kinds.into_values().collect();
        self.kinds.sort_by_key(|of_kind| of_kind.kind);
    }
}
