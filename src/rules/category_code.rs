//! What L004, L009 and C005 share: another code for a category or subsystem, in every place that names it by its code.

use rustc_hash::FxHashMap;

use crate::diagnostic::{Edit, Place};
use crate::register::Register;
use crate::register::counts::Test;
use crate::register::model::{Link, Site};
use crate::syntax::Str;

/// The places that name some categories by their codes: their own headers, those of their tables, and statistics.
pub(super) struct Mentions(FxHashMap<usize, Vec<Place>>);

impl Mentions {
    /// The mentions of some categories, by their places in [`Register::categories`].
    pub(super) fn of(register: &Register, categories: impl Iterator<Item = usize>) -> Self {
        let mut mentions = Self(categories.map(|category| (category, Vec::new())).collect());
        if mentions.0.is_empty() {
            return mentions;
        }
        for (index, category) in register.categories.iter().enumerate() {
            mentions.add(index, &category.site, category.code);
        }
        for table in &register.tables {
            if let Some(index) = table.category_index {
                mentions.add(index, &table.site, table.category);
            }
        }
        for (statistics, counted) in register.statistics.iter().zip(&register.counts.0) {
            for (row, counted) in statistics.rows.iter().zip(&counted.rows) {
                let conditions = row.conditions.iter().flatten();
                let conditions = conditions.map(|condition| (&condition.site, condition.value));
                let named: Vec<_> = std::iter::once((&row.site, row.item)).chain(conditions).collect();
                for test in counted.meaning.tests().unwrap_or_default() {
                    let Test::Category(index) = test else {
                        continue;
                    };
                    let category = register
                        .categories
                        .get(*index)
                        .filter(|_| mentions.0.contains_key(index));
                    let code = category.map(|category| register.of(category).code().unwrap_or_default());
                    for (site, value) in &named {
                        // The row may as well name the category by its title.
                        if value.is_some() && code == Some(register.optional(site, *value)) {
                            mentions.add(*index, site, *value);
                        }
                    }
                }
            }
        }
        mentions
    }

    fn add(&mut self, category: usize, site: &Site, name: Option<Str>) {
        if let (Some(places), Some(name)) = (self.0.get_mut(&category), name) {
            places.push(site.place(name.span));
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
    let Some(own) = register.subsystems.get(index) else {
        return Vec::new();
    };
    let own_code = register.of(own).code();
    let of_subsystems = register.subsystems.iter().flat_map(|subsystem| {
        let parent = (&subsystem.site, subsystem.parent, subsystem.above);
        let guided = subsystem.guides.iter().zip(&subsystem.guided);
        let guided = guided.map(|(name, link)| (&subsystem.site, Some(*name), *link));
        std::iter::once(parent).chain(guided)
    });
    let of_categories = register.categories.iter();
    let of_categories = of_categories.map(|category| (&category.site, category.subsystem, category.above));
    let of_tables = register.tables.iter();
    let of_tables = of_tables.map(|table| (&table.site, table.subsystem, table.subsystem_link));
    let itself = (&own.site, own.code, Link::To(index));
    let named = std::iter::once(itself)
        .chain(of_subsystems)
        .chain(of_categories)
        .chain(of_tables);
    let edits = named.filter_map(|(site, name, link)| {
        let name = name.filter(|_| link == Link::To(index))?;
        // It may as well be named by its title.
        let is_code = Some(register.string(site, name)) == own_code;
        is_code.then(|| Edit {
            place: site.place(name.span),
            text: code.to_owned(),
        })
    });
    edits.collect()
}
