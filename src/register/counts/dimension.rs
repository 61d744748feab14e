//! All groups of one kind, and which of them an entry is in: found by what it has, not by asking for one after the other.

use rustc_hash::FxHashMap;
use smallvec::{SmallVec, smallvec};

use super::cell::InColumn;
use super::groups::{Group, GroupBy, Order};
use super::items::items;
use super::kind::Kind;
use super::known::KnownNames;
use super::names::Names;
use super::tally::settled;
use super::test::{all, ask_entry, is_of_no_subsystem, layer_value};
use super::{Answer, RowMeaning, Test, meaning};
use crate::keys::ColumnRole;
use crate::register::Register;
use crate::register::model::Entry;

/// The groups of an entry by their places; nothing where nobody knows them.
pub(super) type Groups = Option<SmallVec<[usize; 4]>>;

/// All groups of one kind, with how an entry finds its own.
pub(super) struct Dimension {
    pub(super) groups: Vec<Group>,
    /// The last of them: that of entries which are in no other.
    pub(super) blank: usize,
    pub(super) order: Order,
    finder: Finder,
}

enum Finder {
    /// By the place of the table.
    Table,
    /// By that of its category.
    Category,
    /// By that of its subsystem, whose groups are in another order.
    Subsystem(FxHashMap<usize, usize>),
    /// By the year of the number.
    Year(FxHashMap<u16, usize>),
    /// By the year of a date.
    YearOf(u16, FxHashMap<String, usize>),
    /// By the value of a layer of the code.
    Layer(usize, FxHashMap<String, usize>),
    /// By tests.
    Items(Items),
}

/// Groups by what must be so of their entries.
#[derive(Default)]
struct Items {
    tests: Vec<Vec<Test>>,
    /// The groups by the one of their tests that the fewest others have.
    by_test: FxHashMap<Test, Vec<usize>>,
    kinds: Vec<Kind>,
    /// Those that have no test of one value.
    unsorted: Vec<usize>,
}

impl Dimension {
    pub(super) fn new(register: &Register, by: &GroupBy) -> Self {
        let (mut groups, finder) = match by {
            GroupBy::Table => {
                let tables = register.tables();
                let groups = tables.map(|table| Group::defined(table.title(), table.id(), 0));
                (groups.collect(), Finder::Table)
            }
            GroupBy::Category => {
                let categories = register.categories();
                let groups = categories.map(|category| Group::defined(category.title(), category.code(), 0));
                (groups.collect(), Finder::Category)
            }
            GroupBy::Subsystem => tree(register),
            GroupBy::Year => years(register),
            GroupBy::YearOf(column) => years_of(register, *column),
            GroupBy::Layer(layer) => values_of(register, *layer),
            GroupBy::Items(by) => of_items(register, by),
        };
        let blank = groups.len();
        groups.push(Group::default());
        let has_no_words = |by: &str| {
            let column = register.columns.find(by);
            column.is_some_and(|(_, column)| {
                column.words.is_empty() && !matches!(column.role, Some(ColumnRole::Level | ColumnRole::Status))
            })
        };
        Self {
            groups,
            blank,
            order: match by {
                GroupBy::Items(by) if has_no_words(by) => Order::Size,
                GroupBy::Year | GroupBy::YearOf(_) => Order::Item,
                _ => Order::Given,
            },
            finder,
        }
    }

    /// The groups of all entries of a table, where its entries are not asked.
    pub(super) fn of_table(&self, register: &Register, index: usize) -> Option<Groups> {
        let found: SmallVec<[usize; 4]> = match &self.finder {
            Finder::Table => smallvec![index],
            Finder::Category => settled(register, index).0.into_iter().collect(),
            Finder::Subsystem(places) => {
                let own = settled(register, index).1.into_iter();
                let all = own.flat_map(|subsystem| register.upwards(subsystem));
                all.filter_map(|subsystem| places.get(&subsystem).copied()).collect()
            }
            Finder::Year(_) | Finder::YearOf(..) | Finder::Layer(..) | Finder::Items(_) => return None,
        };
        if matches!(self.finder, Finder::Subsystem(_)) && is_of_no_subsystem(register, index) {
            return Some(Some(smallvec![self.blank]));
        }
        Some((!found.is_empty()).then_some(found))
    }

    pub(super) fn of_entry(&self, register: &Register, entry: &Entry) -> Groups {
        let mut found: SmallVec<[usize; 4]> = match &self.finder {
            Finder::Year(places) => {
                let year = entry.parts.as_ref().and_then(|number| number.year);
                year.and_then(|year| places.get(&year.value).copied())
                    .into_iter()
                    .collect()
            }
            Finder::YearOf(column, places) => match InColumn::of(register, entry, *column) {
                InColumn::Values(values) => {
                    let years = values.iter().filter_map(|value| places.get(year_of(value)?).copied());
                    years.collect()
                }
                InColumn::Nothing => SmallVec::new(),
                InColumn::Unread => return None,
            },
            Finder::Layer(layer, places) => {
                let code = register.of(entry).code().unwrap_or_default();
                let value = layer_value(register, entry, &code, *layer)?;
                places.get(value).copied().into_iter().collect()
            }
            Finder::Items(items) => items.of_entry(register, entry)?,
            Finder::Table | Finder::Category | Finder::Subsystem(_) => SmallVec::new(),
        };
        if found.is_empty() {
            found.push(self.blank);
        }
        Some(found)
    }
}

/// The subsystems, each before those below it.
fn tree(register: &Register) -> (Vec<Group>, Finder) {
    let mut groups = Vec::new();
    let mut places = FxHashMap::default();
    let roots = register.subsystems().enumerate().rev();
    let roots = roots.filter(|(_, subsystem)| subsystem.above.target().is_none());
    let mut open: Vec<(usize, usize)> = roots.map(|(index, _)| (index, 0)).collect();
    while let Some((index, depth)) = open.pop() {
        let Some(subsystem) = register.subsystem(index) else {
            continue;
        };
        places.insert(index, groups.len());
        groups.push(Group::defined(subsystem.title(), subsystem.code(), depth));
        let below = register.belonging.subsystems_of_subsystem(index).iter().rev();
        open.extend(below.map(|below| (*below, depth + 1)));
    }
    (groups, Finder::Subsystem(places))
}

fn years(register: &Register) -> (Vec<Group>, Finder) {
    let numbers = register.entries.iter().filter_map(|entry| entry.parts.as_ref());
    let mut years: Vec<u16> = numbers.filter_map(|number| Some(number.year?.value)).collect();
    years.sort_unstable();
    years.dedup();
    let groups = years.iter().map(|year| Group::of(&year.to_string())).collect();
    (groups, Finder::Year(years.into_iter().zip(0..).collect()))
}

fn years_of(register: &Register, column: u16) -> (Vec<Group>, Finder) {
    let values = super::values(register, column);
    let mut years: Vec<String> = values.filter_map(|value| year_of(&value).map(str::to_owned)).collect();
    years.sort_unstable();
    years.dedup();
    let groups = years.iter().map(|year| Group::of(year)).collect();
    (groups, Finder::YearOf(column, years.into_iter().zip(0..).collect()))
}

/// The values that entries have in a layer: those that the scheme lists in its order, then any others.
fn values_of(register: &Register, layer: usize) -> (Vec<Group>, Finder) {
    let mut found: FxHashMap<String, usize> = FxHashMap::default();
    for entry in &register.entries {
        let code = register.of(entry).code().unwrap_or_default();
        if let Some(value) = layer_value(register, entry, &code, layer)
            && !found.contains_key(value)
        {
            found.insert(value.to_owned(), 0);
        }
    }
    let layer_of_scheme = register.scheme.layers.get(layer);
    let listed = layer_of_scheme.map_or(&[][..], |layer| &layer.values);
    let order: FxHashMap<&str, usize> = listed.iter().map(|(value, _)| value.as_str()).zip(0..).collect();
    let mut values: Vec<String> = found.into_keys().collect();
    values.sort_unstable_by_key(|value| (order.get(value.as_str()).copied().unwrap_or(usize::MAX), value.clone()));
    let meaning = |value: &String| {
        let (_, meaning) = listed.get(*order.get(value.as_str())?)?;
        Some(meaning.as_str()).filter(|meaning| !meaning.is_empty())
    };
    let groups = values
        .iter()
        .map(|value| Group::defined(meaning(value), Some(value.as_str()), 0));
    (
        groups.collect(),
        Finder::Layer(layer, values.into_iter().zip(0..).collect()),
    )
}

/// The year of a date as it is written.
fn year_of(date: &str) -> Option<&str> {
    date.get(..4)
}

fn of_items(register: &Register, by: &str) -> (Vec<Group>, Finder) {
    let (names, known) = (Names::new(register), KnownNames::new(register));
    let column = register
        .columns
        .find(by)
        .and_then(|(place, _)| u16::try_from(place).ok());
    let (mut groups, mut sorted) = (Vec::new(), Items::default());
    for item in items(register, by) {
        let tests = match (meaning::of_item(&known, &names, by, &item), column) {
            (RowMeaning::Entries(tests), _) => tests,
            // A value that is called as totals are.
            (RowMeaning::Total(_), Some(column)) => vec![Test::Column {
                column,
                value: item.clone(),
            }],
            _ => continue,
        };
        groups.push(Group {
            with_withdrawn: tests.contains(&Test::WithWithdrawn),
            ..Group::of(&item)
        });
        sorted.tests.push(tests);
    }
    sorted.sort();
    (groups, Finder::Items(sorted))
}

impl Items {
    /// Sorts the groups by the rarest of their tests.
    fn sort(&mut self) {
        let mut frequencies: FxHashMap<&Test, usize> = FxHashMap::default();
        for test in self.tests.iter().flatten() {
            *frequencies.entry(test).or_default() += 1;
        }
        for (group, tests) in self.tests.iter().enumerate() {
            let sortable = tests.iter().filter_map(|test| Some((Kind::of(test)?, test)));
            match sortable.min_by_key(|(_, test)| (frequencies.get(test).copied(), *test)) {
                Some((kind, test)) => {
                    self.by_test.entry(test.clone()).or_default().push(group);
                    self.kinds.push(kind);
                }
                None => self.unsorted.push(group),
            }
        }
        self.kinds.sort_unstable();
        self.kinds.dedup();
    }

    /// The groups of an entry; nothing where one of them may be, and nobody knows.
    fn of_entry(&self, register: &Register, entry: &Entry) -> Groups {
        let code = register.of(entry).code().unwrap_or_default();
        let mut found = SmallVec::new();
        let mut is_unread = false;
        let mut ask = |group: usize| {
            let tests = self.tests.get(group).into_iter().flatten();
            match all(tests.map(|test| ask_entry(register, entry, &code, test))) {
                Answer::Yes => found.push(group),
                Answer::Maybe => is_unread = true,
                Answer::No => {}
            }
        };
        let mut has_unread_kind = false;
        for kind in &self.kinds {
            match kind.tests(register, entry, &code) {
                Some(tests) => {
                    let groups = tests.iter().filter_map(|test| self.by_test.get(test)).flatten();
                    groups.for_each(|group| ask(*group));
                }
                None => has_unread_kind = true,
            }
        }
        self.unsorted.iter().for_each(|group| ask(*group));
        let is_unsure = found.is_empty() && (is_unread || has_unread_kind);
        (!is_unsure).then_some(found)
    }
}
