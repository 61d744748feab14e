//! What the keys of entries and conditions name: columns and layers; and what names these elsewhere.

use super::{Naming, Referent, Spelling, Written, named};
use crate::ide::declared::{self, Condition};
use crate::ide::target::{Target, What};
use crate::keys::{BY, TableKind, ValueType};
use crate::register::Register;
use crate::register::counts::{Named, named_by_condition};
use crate::register::handle::StringAt;
use crate::scheme::Role;

/// What the key under the cursor names.
pub(super) fn of_key(register: &Register, target: &Target<'_>, key: StringAt) -> Option<Naming> {
    let name = key.content(register);
    let is_of_scheme = target.map == Some(ValueType::Conditions);
    let referent = match target.table {
        Some(TableKind::Entry) => {
            register.columns.find(&name)?;
            Referent::Column(name.into_owned())
        }
        Some(TableKind::Conditions) => condition_at(register, target)?,
        None if is_of_scheme => condition_at(register, target)?,
        _ => return None,
    };
    named(referent, Spelling::Key, Written::whole(register, key))
}

/// What the condition names whose key the cursor is on.
fn condition_at(register: &Register, target: &Target<'_>) -> Option<Referent> {
    let What::Key(key) = target.what else { return None };
    let is_here = |condition: &Condition| {
        let site = condition.key.site();
        let is_in_segment = site.file == target.place.file && site.segment == target.place.segment;
        is_in_segment && condition.key.string() == key
    };
    let mut conditions = declared::conditions(register).into_iter().flatten();
    let condition = conditions.find(is_here)?;
    named_by_key(register, &condition).into_iter().next()
}

/// What the key of a condition names: a column or a layer, and both where it asks for a value of each.
pub(in crate::ide) fn named_by_key(register: &Register, condition: &Condition) -> Vec<Referent> {
    let values = condition.values.iter().map(|value| value.content(register));
    let mut values: Vec<_> = values.collect();
    if values.is_empty() {
        values.push("".into());
    }
    let mut found = Vec::new();
    for value in values {
        let referent = match named_by_condition(register, &condition.name, &value) {
            Some(Named::Column(_)) => Some(Referent::Column(condition.name.clone())),
            Some(Named::Layer(index)) => layer(register, index),
            None => None,
        };
        found.extend(referent.filter(|referent| !found.contains(referent)));
    }
    found
}

/// The column that statistics count by. The words of the format are no keys of columns, whatever these are called.
pub(super) fn counted_by(register: &Register, by: &str) -> Option<Referent> {
    register.columns.find(by).filter(|_| !BY.contains(&by))?;
    Some(Referent::Column(by.to_owned()))
}

/// The layer in whose table a string stands.
pub(super) fn layer_at(register: &Register, string: StringAt) -> Option<Referent> {
    let tables = declared::tables(register, TableKind::Layer);
    // One that could not be read is none of the scheme.
    let is_whole = tables.len() == register.scheme.layers.len();
    let index = tables.iter().position(|table| table.has(string)).filter(|_| is_whole)?;
    layer(register, index)
}

/// The layer with a role.
pub(super) fn layer_of(register: &Register, role: Role) -> Option<Referent> {
    layer(register, register.scheme.layer_of(role)?)
}

/// A layer, where the scheme in force is that of the register.
fn layer(register: &Register, index: usize) -> Option<Referent> {
    (!register.scheme_is_stand_in()).then_some(Referent::Layer(index))
}

/// A layer that is named by what it is for.
pub(super) fn by_role(layer: Referent, written: Written) -> Option<Naming> {
    named(layer, Spelling::Role, written)
}
