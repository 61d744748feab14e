//! What L004, L009 and C005 share: another code for a category or subsystem, in every place that names it by its code.

use rustc_hash::FxHashMap;

use crate::diagnostic::{Edit, Place};
use crate::register::Register;
use crate::register::counts::Test;
use crate::register::handle::StringAt;
use crate::register::model::Link;

/// The places that name some categories by their codes: their own headers, those of their tables, and statistics.
pub(super) struct Mentions(FxHashMap<usize, Vec<Place>>);

impl Mentions {
    /// The mentions of some categories, by their places in [`Register::categories`].
    pub(super) fn of(register: &Register, categories: impl Iterator<Item = usize>) -> Self {
        let mut mentions = Self(categories.map(|category| (category, Vec::new())).collect());
        if mentions.0.is_empty() {
            return mentions;
        }
        for (index, category) in register.categories().enumerate() {
            mentions.add(index, category.maybe_at(category.code));
        }
        for table in register.tables() {
            if let Some(index) = table.category_index {
                mentions.add(index, table.maybe_at(table.category));
            }
        }
        for (statistics, counted) in register.statistics().zip(&register.counts.0) {
            for (row, counted) in statistics.rows().zip(&counted.rows) {
                let conditions = row.conditions();
                let values = conditions
                    .flat_map(|condition| condition.get().values.iter().map(move |value| condition.at(*value)));
                let named: Vec<_> = row.maybe_at(row.item).into_iter().chain(values).collect();
                let tests = counted.meaning.tests().unwrap_or_default();
                for test in tests.iter().flat_map(Test::alternatives) {
                    let Test::Category(index) = test else {
                        continue;
                    };
                    let category = register.category(*index).filter(|_| mentions.0.contains_key(index));
                    let code = category.map(|category| category.code().unwrap_or_default());
                    for value in &named {
                        // The row may as well name the category by its title.
                        if code == Some(value.content(register)) {
                            mentions.add(*index, Some(*value));
                        }
                    }
                }
            }
        }
        mentions
    }

    fn add(&mut self, category: usize, name: Option<StringAt>) {
        if let (Some(places), Some(name)) = (self.0.get_mut(&category), name) {
            places.push(name.place());
        }
    }

    /// The edits that give a category another code. What the codes of entries say is left to them.
    pub(super) fn rewritten(&self, category: usize, code: &str) -> Vec<Edit> {
        let edit = |place: &Place| Edit {
            place: *place,
            text: code.to_owned(),
        };
        self.0.get(&category).into_iter().flatten().map(edit).collect()
    }
}

/// The edits that give a subsystem, by its place in [`Register::subsystems`], another code. What the codes of entries say is
/// left to them.
pub(super) fn rewritten_subsystem(register: &Register, index: usize, code: &str) -> Vec<Edit> {
    let Some(own) = register.subsystem(index) else {
        return Vec::new();
    };
    let own_code = own.code();
    let of_subsystems = register.subsystems().flat_map(|subsystem| {
        let parent = (subsystem.maybe_at(subsystem.parent), subsystem.above);
        let guided = subsystem.get().guided.iter();
        let guided = subsystem.guides().zip(guided);
        let guided = guided.map(move |((name, _), link)| (Some(subsystem.at(name)), *link));
        std::iter::once(parent).chain(guided)
    });
    let of_categories = register.categories();
    let of_categories = of_categories.map(|category| (category.maybe_at(category.subsystem), category.above));
    let of_tables = register.tables();
    let of_tables = of_tables.map(|table| (table.maybe_at(table.subsystem), table.subsystem_link));
    let itself = (own.maybe_at(own.code), Link::To(index));
    let named = std::iter::once(itself)
        .chain(of_subsystems)
        .chain(of_categories)
        .chain(of_tables);
    let edits = named.filter_map(|(name, link)| {
        let name = name.filter(|_| link == Link::To(index))?;
        // It may as well be named by its title.
        let is_code = Some(name.content(register)) == own_code;
        is_code.then(|| Edit {
            place: name.place(),
            text: code.to_owned(),
        })
    });
    edits.collect()
}
