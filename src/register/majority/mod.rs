//! What the codes of a register say of its headers: of the domain and business of the head, of the class and code of
//! each category, of the category of each table.
//!
//! The codes below a header are tallied by the value that they have in the layer which the header fixes. Where more
//! than half of them, and at least [`LEAST`], agree with each other on another value than the header's, it is the header
//! that is at fault, and nothing is held against it. The tallies are kept by difference: an edit of an entry takes back
//! what its code said and adds what it says now.

mod tallies;

use std::borrow::Cow;

use self::tallies::{Above, Tally};
pub(super) use self::tallies::{Tallies, Votes};
use super::Register;
use super::completeness::Completeness;
use super::model::{Category, EntryId};
use crate::code;
use crate::scheme::Role;

/// How many codes must agree with each other, at the least: two may well be two slips.
const LEAST: u32 = 3;

/// A value that most of the codes below a header have, and the header has not.
#[derive(Clone, Copy, Debug)]
pub struct Majority {
    /// The value, as [`code::key`].
    value: u128,
    /// How many codes have it.
    pub count: u32,
    /// How many codes there are, as far as their layer can be read.
    pub of: u32,
}

impl Majority {
    /// Whether this is the value.
    pub fn is(&self, value: &str) -> bool {
        self.is_key(code::key(value))
    }

    /// Whether this is the value, or what a code says its category is, as a key.
    pub(crate) const fn is_key(&self, key: u128) -> bool {
        self.value == key
    }

    /// The value, as [`code::key`].
    pub(super) const fn key(&self) -> u128 {
        self.value
    }
}

/// What most codes say where a header says something else.
#[derive(Clone, Debug, Default)]
pub struct Verdicts {
    /// Of the register's domain.
    pub domain: Option<Majority>,
    /// Of the register's business.
    pub business: Option<Majority>,
    /// Of each category, by its place in [`Register::categories`].
    pub categories: Vec<OfCategory>,
    /// Of the code of each subsystem that layers name, by its place in [`Register::subsystems`]: a value that is none's.
    pub subsystems: Vec<Option<Majority>>,
    /// Of the category of each table, by its place in [`Register::tables`]: what codes say their category is.
    pub tables: Vec<Option<Majority>>,
    /// Whether the codes of all categories are known: a code that is missing, at fault, or not read at all may be the one
    /// that is meant wherever no category has a value.
    pub are_categories_known: bool,
    /// The first table, by its place, whose codes name a category that is not defined.
    pub(super) undefined: Option<usize>,
    /// Whether each table has a category: one that has none may hold codes that say the same as others.
    pub are_tables_known: bool,
}

/// What most codes say of a category.
#[derive(Clone, Copy, Debug, Default)]
pub struct OfCategory {
    /// Of its class.
    pub class: Option<Majority>,
    /// Of its code: a value that is no category's.
    pub code: Option<Majority>,
    /// Of the code of its subsystem.
    pub subsystem: Option<Majority>,
}

/// What changed from some verdicts to others, as far as an entry is held against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shift {
    /// No more than the verdicts on some tables, by their places.
    Tables(Vec<usize>),
    /// A verdict on the head or a category, or the tables are not the same.
    Wider,
}

impl Verdicts {
    pub(super) fn new(register: &Register, tallies: &Tallies) -> Self {
        let mut verdicts = Self {
            are_categories_known: register.completeness == Completeness::Whole
                && (register.categories.iter())
                    .all(|category| category.code.is_some() && register.has_sound_code(category)),
            are_tables_known: register.tables.iter().all(|table| table.category.is_some()),
            ..Self::default()
        };
        if !register.goes_by_scheme() {
            verdicts.categories = vec![OfCategory::default(); register.categories.len()];
            verdicts.tables = vec![None; register.tables.len()];
            verdicts.subsystems = vec![None; register.subsystems.len()];
            return verdicts;
        }
        let head = register.head();
        let against = |tally: &Tally, role, header: Option<Cow<'_, str>>| {
            let header = header?;
            let is_sound = register.scheme.layer(role)?.fits(&header);
            is_sound.then(|| tally.majority_against(code::key(&header))).flatten()
        };
        verdicts.domain = against(&tallies.domain, Role::Domain, head.domain());
        verdicts.business = against(&tallies.business, Role::Business, head.business());
        // A value that nobody defined stands for a category only where all of them are known.
        let is_code = |majority: &Majority| register.is_category_code(majority.value);
        verdicts.subsystems = of_subsystems(register, tallies);
        let may_be_none = verdicts.are_categories_known;
        let of_subsystems = std::mem::take(&mut verdicts.subsystems);
        let categories = register.categories.iter().zip(&tallies.categories).enumerate();
        verdicts.categories = categories
            .map(|(index, (category, tallies))| {
                if category.is_doubled || !register.has_sound_code(category) {
                    return OfCategory::default();
                }
                let code = against(&tallies.code, Role::Category, register.of(category).code())
                    .filter(|majority| may_be_none && !is_code(majority));
                // What is wrong with the code makes its class nobody's.
                let class = match code {
                    None => against(&tallies.class, Role::Class, register.of(category).class()),
                    Some(_) => None,
                };
                let subsystem = own_subsystem(register, index).and_then(|(subsystem, value)| {
                    let is_told = of_subsystems.get(subsystem).is_none_or(Option::is_some) || code.is_some();
                    let majority = tallies.subsystem.majority_against(code::key(&value));
                    majority.filter(|_| !is_told)
                });
                OfCategory { class, code, subsystem }
            })
            .collect();
        verdicts.subsystems = of_subsystems;
        let tables = register.tables.iter().zip(&tallies.tables);
        let of_tables = tables.map(|(table, tally)| {
            let index = table.category_index?;
            let category = register.categories.get(index)?;
            let is_at_fault = verdicts.categories.get(index).is_none_or(|of| of.code.is_some());
            if is_at_fault || category.is_doubled || !register.has_sound_code(category) {
                return None;
            }
            let own = register.of(table).category();
            let layer = register.scheme.layer(Role::Category);
            if !layer.zip(own).is_some_and(|(layer, own)| layer.fits(&own)) {
                return None;
            }
            let majority = tally.majority_against(register.identity_of_table(table)?)?;
            let other = register.category_with_identity(majority.value);
            let is_sound = match other.and_then(|other| register.categories.get(other)) {
                Some(_) => true,
                // Which of the layers it is that is wrong is told at the codes, or at the subsystem.
                None => may_be_none && register.scheme.subsystem_layers().is_empty(),
            };
            is_sound.then_some(majority)
        });
        verdicts.tables = of_tables.collect();
        let is_undefined =
            |verdict: &Option<Majority>| verdict.is_some_and(|majority| !register.has_category(majority));
        verdicts.undefined = verdicts.tables.iter().position(is_undefined);
        verdicts
    }

    /// The verdict on the head for one of its two layers.
    pub fn of_head(&self, role: Role) -> Option<Majority> {
        match role {
            Role::Domain => self.domain,
            Role::Business => self.business,
            _ => None,
        }
    }

    /// How these differ from the ones before, where the head, the categories and the tables are what they were.
    pub(super) fn shift_from(&self, before: &Self) -> Shift {
        let is_head_same = is_same(self.domain, before.domain) && is_same(self.business, before.business);
        if !is_head_same || !self.has_same_categories(before) || self.tables.len() != before.tables.len() {
            return Shift::Wider;
        }
        let tables = self.tables.iter().zip(&before.tables).enumerate();
        let differ = tables.filter(|(_, (now, before))| !is_same(**now, **before));
        Shift::Tables(differ.map(|(table, _)| table).collect())
    }

    fn has_same_categories(&self, other: &Self) -> bool {
        let mut categories = self.categories.iter().zip(&other.categories);
        let mut subsystems = self.subsystems.iter().zip(&other.subsystems);
        let are_same = |(one, other): (&OfCategory, &OfCategory)| {
            is_same(one.class, other.class) && is_same(one.code, other.code) && is_same(one.subsystem, other.subsystem)
        };
        self.categories.len() == other.categories.len()
            && self.subsystems.len() == other.subsystems.len()
            && categories.all(are_same)
            && subsystems.all(|(one, other)| is_same(*one, *other))
    }

    /// Whether the verdicts on the head and the categories are the same.
    pub(super) fn is_head_same(&self, other: &Self) -> bool {
        is_same(self.domain, other.domain) && is_same(self.business, other.business) && self.has_same_categories(other)
    }
}

/// Whether two verdicts say the same of a header, however many codes do.
pub(super) fn is_same(one: Option<Majority>, other: Option<Majority>) -> bool {
    one.map(|majority| majority.value) == other.map(|majority| majority.value)
}

/// What most codes say of each subsystem that layers name. A value that another subsystem has is not its own.
fn of_subsystems(register: &Register, tallies: &Tallies) -> Vec<Option<Majority>> {
    let mut verdicts = vec![None; register.subsystems.len()];
    for (index, layer) in register.subsystems_with_layers() {
        let Some(subsystem) = register.subsystems.get(index) else {
            continue;
        };
        let code = register.of(subsystem).code();
        let is_fit = |code: &std::borrow::Cow<'_, str>| {
            let layer = register.scheme.layers.get(layer);
            !subsystem.is_code_doubled && layer.is_some_and(|layer| layer.fits(code))
        };
        let majority = code
            .filter(is_fit)
            .and_then(|code| tallies.subsystems.get(index)?.majority_against(code::key(&code)));
        if let Some(slot) = verdicts.get_mut(index) {
            *slot = majority.filter(|majority| !register.is_subsystem_code(majority.value));
        }
    }
    verdicts
}

/// The subsystem that the last of the layers names above a category, and its code.
fn own_subsystem(register: &Register, category: usize) -> Option<(usize, std::borrow::Cow<'_, str>)> {
    let layer = *register.scheme.subsystem_layers().last()?;
    let (index, code) = register.subsystem_code(category, layer)?;
    let is_sound = !register.subsystems.get(index)?.is_code_doubled && register.scheme.layers.get(layer)?.fits(&code);
    is_sound.then_some((index, code))
}

/// The tallies of a register with what they come to.
#[derive(Clone, Debug, Default)]
pub struct Majorities {
    pub(super) tallies: Tallies,
    /// What most codes say where a header says something else.
    pub verdicts: Verdicts,
}

impl Register {
    /// Counts what all codes say. What it comes to is still to be seen.
    pub(super) fn count_votes(&mut self) {
        self.majorities.tallies = Tallies::new(self);
    }

    /// Works out what the codes come to.
    pub(super) fn judge_headers(&mut self) {
        self.majorities.verdicts = Verdicts::new(self, &self.majorities.tallies);
    }

    /// Counts an entry that took the place of another, which said something else.
    pub(super) fn recount(&mut self, entry: EntryId, old: &Votes, new: &Votes) {
        if old == new || !self.goes_by_scheme() {
            return;
        }
        let Some(index) = self.entry(entry).map(|entry| entry.table as usize) else {
            return;
        };
        let mut tallies = std::mem::take(&mut self.majorities.tallies);
        if let Some(table) = self.tables.get(index) {
            let above = Above::of(self, index, table);
            tallies.remove(&above, old);
            tallies.add(&above, new, 1);
        }
        self.majorities.tallies = tallies;
    }

    /// Whether a category's code is one that its layer takes, where there is such a layer: otherwise the code is at fault,
    /// and nothing can be said by it.
    pub fn has_sound_code(&self, category: &Category) -> bool {
        match (category.code, self.scheme.layer(Role::Category)) {
            (Some(code), Some(layer)) if self.goes_by_scheme() => layer.fits(&self.of(category).text(code)),
            _ => true,
        }
    }

    /// Whether a category has the value of a majority for its code.
    pub fn has_category(&self, majority: Majority) -> bool {
        self.category_with_identity(majority.value).is_some()
    }

    /// The category that a table belongs to, by its place, where nothing is at fault with that: its code is defined once,
    /// and the codes in the table do not name another.
    pub fn settled_category(&self, table: usize) -> Option<usize> {
        let index = self.tables.get(table)?.category_index?;
        let verdicts = &self.majorities.verdicts;
        let is_contradicted = verdicts.tables.get(table).is_some_and(Option::is_some);
        let is_doubled = self.categories.get(index).is_none_or(|category| category.is_doubled);
        (!is_contradicted && !is_doubled).then_some(index)
    }
}
