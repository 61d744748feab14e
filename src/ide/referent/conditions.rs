//! What the values of `where` name.

use std::borrow::Cow;

use super::{Naming, Referent, Spelling, Written};
use super::{category, category_of, level, named, status, subsystem, suffixed, table, titled};
use crate::ide::target::Target;
use crate::keys::{CONDITIONS, ColumnRole, ValueType};
use crate::register::Register;
use crate::register::counts::{SUBSYSTEM_SUFFIX, word_of};
use crate::register::handle::StatisticsRef;
use crate::register::index::normal;
use crate::scheme::Role;

/// What a value of a condition names that the cursor is in.
pub(super) fn at(register: &Register, target: &Target<'_>, written: Written) -> Option<Naming> {
    let mut conditions = register.statistics().flat_map(StatisticsRef::conditions);
    let condition = conditions.find(|condition| {
        let is_here = condition.site.file == target.place.file && condition.site.segment == target.place.segment;
        is_here && condition.values.contains(&written.at.string())
    })?;
    named_by_condition(register, &condition.name, written)
}

/// What the value of a condition of `where` names, by the condition's key.
pub(in crate::ide) fn named_by_condition(register: &Register, key: &str, written: Written) -> Option<Naming> {
    let content = written.at.content(register);
    let is_named = |name: Option<Cow<'_, str>>| {
        name.is_some_and(|name| !name.is_empty() && normal(name) == normal(content.clone()))
    };
    let word = word_of(register, key);
    match CONDITIONS.iter().find(|known| known.name == word).map(|key| key.value) {
        Some(ValueType::Status) => named(status(register, &content)?, Spelling::Name, written),
        Some(ValueType::Level) => named(level(register, &content)?, Spelling::Name, written),
        Some(ValueType::SubsystemRef) => {
            let exact = register.subsystems().position(|item| is_named(item.title()));
            let by_code = || register.subsystem_named(&content).target();
            let index = exact.or_else(by_code).or_else(|| {
                let stem = content.strip_suffix(SUBSYSTEM_SUFFIX)?;
                register
                    .subsystems()
                    .position(|item| item.title().unwrap_or_default() == stem)
            })?;
            suffixed(register, subsystem(register, index)?, written)
        }
        Some(ValueType::CategoryRef) => {
            let all = || register.categories();
            let by_code = all().position(|item| is_named(item.code()));
            let index = by_code.or_else(|| all().position(|item| is_named(item.title())))?;
            titled(register, category(register, index)?, written)
        }
        Some(ValueType::TableRef) => {
            let all = || register.tables();
            let by_id = all().position(|item| is_named(item.id()));
            let index = by_id.or_else(|| all().position(|item| is_named(item.title())))?;
            titled(register, table(register, index)?, written)
        }
        _ => {
            let is_category = register
                .scheme
                .layer(Role::Category)
                .is_some_and(|layer| layer.name == key);
            let column = register.columns.find(key);
            if !is_category && column.is_some_and(|(_, column)| column.role == Some(ColumnRole::Owner)) {
                return named(Referent::Owner(content.into_owned()), Spelling::Name, written);
            }
            let referent = category_of(register, content.into_owned(), None);
            named(referent, Spelling::Name, written).filter(|_| is_category)
        }
    }
}
