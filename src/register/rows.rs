//! Rows that a statistics table lacks: which they are, and what they count.

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Register;
use super::counts::{
    Counted, CountedColumn, CountedStatistics, SUBSYSTEM_SUFFIX, items, of_items, of_items_in_columns,
};
use super::handle::{CategoryRef, TableRef};
use super::model::{Statistics, StatisticsColumn};

/// A row to be written: its item and its figures.
#[derive(Clone, Debug)]
pub struct NewRow {
    /// 统计项.
    pub item: String,
    /// 应有数.
    pub expected: i64,
    /// 现有数.
    pub existing: i64,
    /// Whether it says these: where the rows have further columns they need not.
    pub says_whole: bool,
    /// What it says in further columns.
    pub figures: Vec<NewFigure>,
}

/// What a new row says in a further column.
#[derive(Clone, Debug)]
pub struct NewFigure {
    /// The column, by its place.
    pub column: usize,
    /// Its title.
    pub title: String,
    /// 应有数.
    pub expected: i64,
    /// 现有数.
    pub existing: i64,
    /// Whether both are written, or the first alone.
    pub is_full: bool,
}

impl NewRow {
    /// A row that says nothing in further columns.
    pub const fn new(item: String, expected: i64, existing: i64) -> Self {
        Self {
            item,
            expected,
            existing,
            says_whole: true,
            figures: Vec::new(),
        }
    }
}

fn owned(string: Option<Cow<'_, str>>) -> String {
    string.unwrap_or_default().into_owned()
}

/// The rows that a statistics table, by its place in [`Register::statistics`], lacks, with their figures. Nothing where
/// it is not known what it lacks, and where the rows would leave something out again.
pub fn missing_rows(register: &Register, index: usize) -> Option<Vec<NewRow>> {
    let (statistics, counted) = (register.statistics.get(index)?, register.counts.0.get(index)?);
    let is_known = register.is_countable() && counted.rows.iter().all(|row| row.counted.is_some());
    if !is_known || counted.uncounted.count == 0 {
        return None;
    }
    let by = register.of(statistics).by().unwrap_or_default();
    let items = missing_items(register, statistics, &by, &counted.uncounted.tables);
    let figures = of_items(register, &by, &items);
    let in_columns = of_items_in_columns(register, statistics, counted, &by, &items);
    let says_whole = counted.columns.is_empty() || statistics.rows.iter().any(|row| row.expected.is_some());
    let rows: Option<Vec<NewRow>> = items
        .into_iter()
        .zip(figures)
        .zip(in_columns)
        .map(|((item, whole), in_columns)| {
            let whole = whole?;
            Some(NewRow {
                says_whole,
                figures: new_figures(register, statistics, counted, &in_columns)?,
                ..NewRow::new(item, whole.expected.exact()?, whole.existing.exact()?)
            })
        })
        .collect();
    let mut rows = rows?;
    rows.retain(|row| row.expected > 0);
    let all: i64 = rows.iter().map(|row| row.expected).sum();
    (all == i64::from(counted.uncounted.count)).then_some(rows)
}

/// What a new row says in the columns in which other rows say something, as these do; nothing where that is not known.
fn new_figures(
    register: &Register,
    statistics: &Statistics,
    counted: &CountedStatistics,
    in_columns: &[Option<Counted>],
) -> Option<Vec<NewFigure>> {
    let columns = statistics.columns.iter().zip(&counted.columns).zip(in_columns);
    let columns = columns
        .enumerate()
        .filter(|(_, ((_, column), _))| !column.cells.is_empty());
    let figure =
        |(column, ((model, counted), whole)): (usize, ((&StatisticsColumn, &CountedColumn), &Option<Counted>))| {
            let first = counted.cells.first();
            let first = first.and_then(|(row, cell)| statistics.rows.get(*row)?.figures.get(*cell));
            let whole = (*whole)?;
            Some(NewFigure {
                column,
                title: owned(register.of(model).title()),
                expected: whole.expected.exact()?,
                existing: whole.existing.exact()?,
                is_full: first.is_some_and(|figure| figure.existing.is_some()),
            })
        };
    columns.map(figure).collect()
}

/// The items that have no row, and may count what no row counts.
fn missing_items(register: &Register, statistics: &Statistics, by: &str, tables: &[usize]) -> Vec<String> {
    let rows = statistics.rows.iter();
    let written: FxHashSet<_> = rows.map(|row| register.of(row).item().unwrap_or_default()).collect();
    let mut names: Vec<String> = match by {
        "subsystem" => {
            let has_suffix = written.iter().any(|item| item.ends_with(SUBSYSTEM_SUFFIX));
            let suffix = if has_suffix { SUBSYSTEM_SUFFIX } else { "" };
            let subsystems = tables.iter().filter_map(|table| {
                let table = register.table(*table)?;
                let category = register.category_of(&table)?;
                register.subsystem_of(&category)
            });
            let titles = subsystems.map(|subsystem| subsystem.title().unwrap_or_default());
            let titles = titles.filter(|title| !title.is_empty());
            titles.map(|title| format!("{title}{suffix}")).collect()
        }
        "category" => {
            let titles = Titles::new(register.categories().map(CategoryRef::title));
            let tables = tables.iter().filter_map(|table| register.table(*table));
            let categories = tables.filter_map(|table| register.category_of(&table));
            categories
                .map(|category| titles.name(category.title(), category.code()))
                .collect()
        }
        "table" => {
            let titles = Titles::new(register.tables().map(TableRef::title));
            let tables = tables.iter().filter_map(|table| register.table(*table));
            tables.map(|table| titles.name(table.title(), table.id())).collect()
        }
        _ => items(register, by),
    };
    let mut seen = FxHashSet::default();
    names.retain(|name| !name.is_empty() && !written.contains(name.as_str()) && seen.insert(name.clone()));
    names
}

/// How often a title is had: one that two definitions have does not name one of them.
struct Titles<'r>(FxHashMap<Cow<'r, str>, u32>);

impl<'r> Titles<'r> {
    fn new(all: impl Iterator<Item = Option<Cow<'r, str>>>) -> Self {
        let mut titles = FxHashMap::default();
        for title in all {
            *titles.entry(title.unwrap_or_default()).or_default() += 1;
        }
        Self(titles)
    }

    fn name(&self, title: Option<Cow<'_, str>>, id: Option<Cow<'_, str>>) -> String {
        let title = title.unwrap_or_default();
        let is_unique = !title.is_empty() && self.0.get(title.as_ref()) == Some(&1);
        if is_unique { title.into_owned() } else { owned(id) }
    }
}
