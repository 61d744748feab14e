//! What there is to count by: the items of a statistics table that has all of its rows.

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use crate::keys::ColumnRole;
use crate::register::Register;
use crate::scheme::Role;

fn string(string: Option<Cow<'_, str>>) -> String {
    string.unwrap_or_default().into_owned()
}

/// What there is to count by something: the items of a table that has all of its rows.
pub fn items(register: &Register, by: &str) -> Vec<String> {
    let mut items: Vec<String> = match by {
        "level" => {
            let items = of_scheme(register, by);
            let levels = register.vocabulary.levels.iter().map(|level| level.name.clone());
            if items.is_empty() { levels.collect() } else { items }
        }
        "status" => {
            let statuses = register.vocabulary.statuses.iter();
            let statuses = statuses.map(|status| status.name.clone());
            of_scheme(register, by).into_iter().chain(statuses).collect()
        }
        "subsystem" => {
            let all = register.subsystems();
            all.map(|item| string(item.title())).collect()
        }
        "category" => {
            let all = register.categories();
            all.map(|item| string(item.title().or_else(|| item.code()))).collect()
        }
        "table" => {
            let all = register.tables();
            all.map(|item| string(item.title().or_else(|| item.id()))).collect()
        }
        _ => of_column(register, by).unwrap_or_default(),
    };
    let mut seen = FxHashSet::default();
    items.retain(|item| !item.is_empty() && seen.insert(item.clone()));
    items
}

/// The items of the scheme that are not simply a value of what is counted by: those that ask for such values.
fn of_scheme(register: &Register, by: &str) -> Vec<String> {
    let layer = register.scheme.layer(Role::Level).filter(|_| by == "level");
    let is_meant = |name: &str| name == by || layer.is_some_and(|layer| layer.name == name);
    let statistics = register.scheme.statistics.iter();
    statistics
        .filter(|statistic| statistic.conditions.iter().any(|(name, _)| is_meant(name)))
        .map(|statistic| statistic.item.clone())
        .collect()
}

/// What there is to count by a column: its words, or what entries have in it.
fn of_column(register: &Register, key: &str) -> Option<Vec<String>> {
    let (place, column) = register.columns.find(key)?;
    match column.role {
        Some(ColumnRole::Status) => return Some(items(register, "status")),
        Some(ColumnRole::Level) => return Some(items(register, "level")),
        _ if !column.is_of_words() => return None,
        _ => {}
    }
    let mut items = of_scheme(register, key);
    if column.words.is_empty() {
        items.extend(super::values(register, u16::try_from(place).ok()?));
    } else {
        items.extend(column.words.iter().map(str::to_owned));
    }
    Some(items)
}
