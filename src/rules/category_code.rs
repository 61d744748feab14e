//! What L004 and C005 share: another code for a category, in every place that names it by its code.

use rustc_hash::FxHashMap;

use crate::diagnostic::{Edit, Place};
use crate::register::Register;
use crate::register::counts::Test;
use crate::register::model::Site;
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
