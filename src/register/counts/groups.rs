//! Entries counted anew, by whatever one asks for: what `[[statistics]]` would say if a register had them for it.
//!
//! What counts where is asked by the same tests as the rows of statistics ask ([`Test`]): levels by the scheme's items,
//! synonyms of a status, a subsystem with all below it. One pass over the entries; each finds its groups by what it has,
//! so that the work does not grow with the number of groups.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;
use smallvec::{SmallVec, smallvec};

use super::cell::InColumn;
use super::kind::Kind;
use super::known::KnownNames;
use super::names::Names;
use super::tally::settled;
use super::test::{Standing, all, ask_entry, has_withdrawn, is_of_no_subsystem};
use super::{Answer, MOST_COLUMNS, RowMeaning, Test, meaning, percent};
use crate::keys::{ColumnRole, ColumnType};
use crate::register::Register;
use crate::register::model::Entry;
use crate::register::rows::items;

/// What entries are counted by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GroupBy {
    /// The subsystem, as a tree.
    Subsystem,
    /// The category.
    Category,
    /// The table.
    Table,
    /// The year of the number.
    Year,
    /// The year of a date, by its column.
    YearOf(u16),
    /// The level, the status, or the values of a column: what statistics count `by`.
    Items(String),
}

impl GroupBy {
    /// The names that are no columns.
    pub const NAMES: [&'static str; 7] = [
        "level",
        "subsystem",
        "category",
        "table",
        "status",
        "year",
        "effective-year",
    ];

    /// What a name means in a register: one of [`Self::NAMES`], or the key or heading of a column; nothing where the register
    /// has nothing of the kind.
    pub fn named(register: &Register, name: &str) -> Option<Self> {
        let columns = &register.columns;
        match name {
            "subsystem" => return Some(Self::Subsystem),
            "category" => return Some(Self::Category),
            "table" => return Some(Self::Table),
            "level" | "status" if !items(register, name).is_empty() => return Some(Self::Items(name.to_owned())),
            _ => {}
        }
        let found = columns.find(name).or_else(|| columns.headed(name));
        match (name, found) {
            ("year", None) => columns.of_role(ColumnRole::Standard).map(|_| Self::Year),
            ("effective-year", None) => {
                let (place, _) = columns
                    .iter()
                    .find(|(_, column)| column.role == Some(ColumnRole::Effective))?;
                u16::try_from(place).ok().map(Self::YearOf)
            }
            (_, Some((place, column))) => match (column.role, column.column_type) {
                (Some(ColumnRole::Effective), _) | (None, ColumnType::Date) => {
                    u16::try_from(place).ok().map(Self::YearOf)
                }
                (Some(ColumnRole::Level | ColumnRole::Status), _) => Some(Self::Items(column.key.clone())),
                _ => column.is_of_words().then(|| Self::Items(column.key.clone())),
            },
            (_, None) => None,
        }
    }

    /// What a register is looked at by first, as far as it has it.
    pub fn overview(register: &Register) -> Vec<Self> {
        let all = ["level", "subsystem", "status"].into_iter();
        let has = |by: &Self| *by != Self::Subsystem || register.subsystems().len() > 0;
        all.filter_map(|name| Self::named(register, name)).filter(has).collect()
    }
}

/// How many entries there should be, and are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// 应有数.
    pub expected: i64,
    /// 现有数.
    pub existing: i64,
}

impl Figures {
    fn add(&mut self, is_published: bool) {
        self.expected += 1;
        self.existing += i64::from(is_published);
    }

    /// Adds those of another register.
    pub fn add_all(&mut self, other: Self) {
        self.expected += other.expected;
        self.existing += other.existing;
    }

    /// 现有数/应有数.
    pub fn ratio(self) -> Option<String> {
        percent(self.existing, self.expected)
    }
}

/// What entries have in common that are counted together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Group {
    /// What they have; nothing where that is nothing, or nothing that is counted by.
    pub item: Option<String>,
    /// The code of the subsystem or category, the id of the table.
    pub code: Option<String>,
    /// Below how many others it stands.
    pub depth: usize,
    /// Whether those that are withdrawn count too.
    with_withdrawn: bool,
}

impl Group {
    fn of(item: &str) -> Self {
        Self {
            item: Some(item.to_owned()),
            ..Self::default()
        }
    }

    fn defined(title: Option<impl Into<String>>, code: Option<impl Into<String>>, depth: usize) -> Self {
        let (title, code) = (title.map(Into::into), code.map(Into::into));
        Self {
            item: title.or_else(|| code.clone()),
            code,
            depth,
            with_withdrawn: false,
        }
    }
}

/// A group with its figures.
#[derive(Clone, Debug, Default)]
pub struct GroupedRow {
    /// What it is.
    pub group: Group,
    /// What it comes to.
    pub figures: Figures,
    /// What of that is in each of the columns.
    pub cells: Vec<Figures>,
}

/// Entries counted by something, and perhaps across something else.
#[derive(Clone, Debug, Default)]
pub struct Grouped {
    /// What they are counted across.
    pub columns: Vec<Group>,
    /// The groups, in the order of what they are of.
    pub rows: Vec<GroupedRow>,
    /// All entries.
    pub total: GroupedRow,
    /// How many entries are in no row, or not in their column, as it cannot be read where they count.
    pub unclear: u32,
    /// The order of the rows.
    pub order: Order,
}

/// The order of rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// That of the register or the scheme.
    #[default]
    Given,
    /// By what they have in common, as years are.
    Item,
    /// Those with the most entries first.
    Size,
}

impl Grouped {
    /// Brings the rows in their order. What is in no other row is in the last.
    pub fn sort(&mut self) {
        match self.order {
            Order::Given => self.rows.sort_by_key(|row| row.group.item.is_none()),
            Order::Item => {
                let key = |row: &GroupedRow| (row.group.item.is_none(), row.group.item.clone());
                self.rows.sort_by_cached_key(key);
            }
            Order::Size => {
                let key = |row: &GroupedRow| (row.group.item.is_none(), Reverse(row.figures.expected));
                self.rows.sort_by_key(key);
            }
        }
    }
}

/// Why entries cannot be counted across something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooManyColumns(
    /// How many there would be.
    pub usize,
);

/// Counts the entries of a register.
///
/// # Errors
/// Where there are more columns than a table may have.
pub fn grouped(register: &Register, by: &GroupBy, across: Option<&GroupBy>) -> Result<Grouped, TooManyColumns> {
    let rows = Dimension::new(register, by);
    let columns = across.map(|across| Dimension::new(register, across));
    let mut table = Tabling {
        with_withdrawn: rows.groups.iter().any(|group| group.with_withdrawn),
        cells: FxHashMap::default(),
        wholes: vec![Figures::default(); rows.groups.len() + 1],
        unclear: 0,
    };
    let width = columns.as_ref().map_or(0, |columns| columns.groups.len());
    if width > MOST_COLUMNS {
        return Err(TooManyColumns(width));
    }
    let may_be_withdrawn = has_withdrawn(register);
    for (index, model) in register.tables.iter().enumerate() {
        let of_rows = rows.of_table(register, index);
        let of_columns = columns.as_ref().and_then(|columns| columns.of_table(register, index));
        for (_, entry) in register.entries_of(model) {
            let standing = Standing::of(register, &entry, may_be_withdrawn);
            let of_rows = of_rows.clone().unwrap_or_else(|| rows.of_entry(register, &entry));
            let of_columns = columns.as_ref().map(|columns| {
                let of_columns = of_columns.clone();
                (
                    columns,
                    of_columns.unwrap_or_else(|| columns.of_entry(register, &entry)),
                )
            });
            table.add(&rows, of_rows, of_columns, standing);
        }
    }
    Ok(table.finish(rows, columns))
}

/// What is being counted.
struct Tabling {
    /// Whether withdrawn entries are among all.
    with_withdrawn: bool,
    /// By row and column; that of all entries is behind the last row.
    cells: FxHashMap<(usize, usize), Figures>,
    /// By row.
    wholes: Vec<Figures>,
    unclear: u32,
}

impl Tabling {
    fn add(&mut self, rows: &Dimension, of_rows: Groups, of_columns: Option<(&Dimension, Groups)>, standing: Standing) {
        let is_known = of_rows.is_some() && of_columns.as_ref().is_none_or(|(_, groups)| groups.is_some());
        if !is_known || standing.in_use == Answer::Maybe {
            self.unclear += 1;
        }
        if standing.in_use == Answer::Maybe {
            return;
        }
        let (is_in_use, is_published) = (standing.in_use == Answer::Yes, standing.published == Answer::Yes);
        let mut of_rows = of_rows.unwrap_or_default();
        // All of them count for the total, wherever they belong.
        of_rows.push(rows.groups.len());
        for row in of_rows {
            let with_withdrawn = match rows.groups.get(row) {
                Some(group) => group.with_withdrawn,
                None => self.with_withdrawn,
            };
            if let Some(whole) = self.wholes.get_mut(row).filter(|_| is_in_use || with_withdrawn) {
                whole.add(is_published);
            }
            let Some((columns, Some(groups))) = &of_columns else {
                continue;
            };
            for column in groups {
                let of_column = columns.groups.get(*column).is_some_and(|group| group.with_withdrawn);
                if is_in_use || with_withdrawn || of_column {
                    self.cells.entry((row, *column)).or_default().add(is_published);
                }
            }
        }
    }

    fn finish(self, rows: Dimension, columns: Option<Dimension>) -> Grouped {
        let (order, blank_row) = (rows.order, rows.blank);
        let columns: Vec<(usize, Group)> = columns.map_or_else(Vec::new, |columns| {
            let blank = columns.blank;
            let all = self.wholes.len() - 1;
            let is_used = |place: &usize| *place != blank || self.cells.contains_key(&(all, blank));
            columns
                .groups
                .into_iter()
                .enumerate()
                .filter(|(place, _)| is_used(place))
                .collect()
        });
        let row = |place: usize, group: Group| GroupedRow {
            group,
            figures: self.wholes.get(place).copied().unwrap_or_default(),
            cells: columns
                .iter()
                .map(|(column, _)| self.cells.get(&(place, *column)).copied().unwrap_or_default())
                .collect(),
        };
        let total = row(rows.groups.len(), Group::default());
        let groups = rows.groups.into_iter().enumerate();
        let rows = groups
            .map(|(place, group)| (place, row(place, group)))
            .filter(|(place, row)| *place != blank_row || row.figures.expected > 0)
            .map(|(_, row)| row);
        let mut grouped = Grouped {
            rows: rows.collect(),
            total,
            columns: columns.iter().map(|(_, group)| group.clone()).collect(),
            unclear: self.unclear,
            order,
        };
        grouped.sort();
        grouped
    }
}

/// The groups of an entry by their places; nothing where nobody knows them.
type Groups = Option<SmallVec<[usize; 4]>>;

/// All groups of one kind, with how an entry finds its own.
struct Dimension {
    groups: Vec<Group>,
    /// The last of them: that of entries which are in no other.
    blank: usize,
    order: Order,
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
    fn new(register: &Register, by: &GroupBy) -> Self {
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
    fn of_table(&self, register: &Register, index: usize) -> Option<Groups> {
        let found: SmallVec<[usize; 4]> = match &self.finder {
            Finder::Table => smallvec![index],
            Finder::Category => settled(register, index).0.into_iter().collect(),
            Finder::Subsystem(places) => {
                let own = settled(register, index).1.into_iter();
                let all = own.flat_map(|subsystem| register.upwards(subsystem));
                all.filter_map(|subsystem| places.get(&subsystem).copied()).collect()
            }
            Finder::Year(_) | Finder::YearOf(..) | Finder::Items(_) => return None,
        };
        if matches!(self.finder, Finder::Subsystem(_)) && is_of_no_subsystem(register, index) {
            return Some(Some(smallvec![self.blank]));
        }
        Some((!found.is_empty()).then_some(found))
    }

    fn of_entry(&self, register: &Register, entry: &Entry) -> Groups {
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
