//! What L004 and C005 share: another code for a category, in every place that names it by its code.

use rustc_hash::FxHashMap;

use crate::diagnostic::{Edit, Place};
use crate::register::Register;
use crate::register::counts::Test;
use crate::register::handle::StringAt;

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
                let conditions = row.conditions().map(|condition| condition.maybe_at(condition.value));
                let named: Vec<_> = std::iter::once(row.maybe_at(row.item))
                    .chain(conditions)
                    .flatten()
                    .collect();
                for test in counted.meaning.tests().unwrap_or_default() {
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
