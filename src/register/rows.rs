//! Rows that a statistics table lacks: which they are, and what they count.

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Register;
use super::counts::{SUBSYSTEM_SUFFIX, of_items};
use super::model::{Site, Statistics};
use crate::syntax::Str;

/// A row to be written: its item and its figures.
#[derive(Clone, Debug)]
pub struct NewRow {
    /// 统计项.
    pub item: String,
    /// 应有数.
    pub expected: i64,
    /// 现有数.
    pub existing: i64,
}

/// What there is to count by something: the items of a table that has all of its rows.
pub fn items(register: &Register, by: &str) -> Vec<String> {
    let text = |site: &Site, string| register.optional(site, string).into_owned();
    let mut items: Vec<String> = match by {
        "level" => {
            let statistics = register.scheme.statistics.iter();
            statistics.map(|statistic| statistic.item.clone()).collect()
        }
        "subsystem" => {
            let all = register.subsystems.iter();
            all.map(|item| text(&item.site, item.title)).collect()
        }
        "category" => {
            let all = register.categories.iter();
            all.map(|item| text(&item.site, item.title.or(item.code))).collect()
        }
        "table" => {
            let all = register.tables.iter();
            all.map(|item| text(&item.site, item.title.or(item.id))).collect()
        }
        _ => Vec::new(),
    };
    let mut seen = FxHashSet::default();
    items.retain(|item| !item.is_empty() && seen.insert(item.clone()));
    items
}

/// The rows that a statistics table, by its place in [`Register::statistics`], lacks, with their figures. Nothing where
/// it is not known what it lacks, and where the rows would leave something out again.
pub fn missing_rows(register: &Register, index: usize) -> Option<Vec<NewRow>> {
    let (statistics, counted) = (register.statistics.get(index)?, register.counts.0.get(index)?);
    let is_known = register.is_countable() && counted.rows.iter().all(|row| row.counted.is_some());
    if !is_known || counted.uncounted.count == 0 {
        return None;
    }
    let by = register.optional(&statistics.site, statistics.by);
    let items = missing_items(register, statistics, &by, &counted.uncounted.tables);
    let figures = of_items(register, &by, &items);
    let rows: Option<Vec<NewRow>> = items
        .into_iter()
        .zip(figures)
        .map(|(item, counted)| {
            let counted = counted?;
            Some(NewRow {
                item,
                expected: counted.expected.exact()?,
                existing: counted.existing.exact()?,
            })
        })
        .collect();
    let mut rows = rows?;
    rows.retain(|row| row.expected > 0);
    let all: i64 = rows.iter().map(|row| row.expected).sum();
    (all == i64::from(counted.uncounted.count)).then_some(rows)
}

/// The items that have no row, and may count what no row counts.
fn missing_items(register: &Register, statistics: &Statistics, by: &str, tables: &[usize]) -> Vec<String> {
    let rows = statistics.rows.iter();
    let written: FxHashSet<_> = rows.map(|row| register.optional(&row.site, row.item)).collect();
    let mut names: Vec<String> = match by {
        "level" => items(register, by),
        "subsystem" => {
            let has_suffix = written.iter().any(|item| item.ends_with(SUBSYSTEM_SUFFIX));
            let suffix = if has_suffix { SUBSYSTEM_SUFFIX } else { "" };
            let subsystems = tables.iter().filter_map(|table| {
                let category = register.category_of(register.tables.get(*table)?)?;
                register.subsystem_of(category)
            });
            let titles = subsystems.map(|subsystem| register.optional(&subsystem.site, subsystem.title));
            let titles = titles.filter(|title| !title.is_empty());
            titles.map(|title| format!("{title}{suffix}")).collect()
        }
        "category" => {
            let all = register.categories.iter();
            let titles = Titles::new(register, all.map(|category| (&category.site, category.title)));
            let categories = tables
                .iter()
                .filter_map(|table| register.category_of(register.tables.get(*table)?));
            categories
                .map(|category| titles.name(register, &category.site, category.title, category.code))
                .collect()
        }
        "table" => {
            let all = register.tables.iter();
            let titles = Titles::new(register, all.map(|table| (&table.site, table.title)));
            let tables = tables.iter().filter_map(|table| register.tables.get(*table));
            tables
                .map(|table| titles.name(register, &table.site, table.title, table.id))
                .collect()
        }
        _ => Vec::new(),
    };
    let mut seen = FxHashSet::default();
    names.retain(|name| !name.is_empty() && !written.contains(name.as_str()) && seen.insert(name.clone()));
    names
}

/// How often a title is had: one that two definitions have does not name one of them.
struct Titles<'r>(FxHashMap<Cow<'r, str>, u32>);

impl<'r> Titles<'r> {
    fn new(register: &'r Register, all: impl Iterator<Item = (&'r Site, Option<Str>)>) -> Self {
        let mut titles = FxHashMap::default();
        for (site, title) in all {
            *titles.entry(register.optional(site, title)).or_default() += 1;
        }
        Self(titles)
    }

    fn name(&self, register: &Register, site: &Site, title: Option<Str>, id: Option<Str>) -> String {
        let title = register.optional(site, title);
        let is_unique = !title.is_empty() && self.0.get(title.as_ref()) == Some(&1);
        if is_unique { title } else { register.optional(site, id) }.into_owned()
    }
}
