//! Which tables belong to which category, and which categories to which subsystem: the other way round than the text says
//! it, worked out in one pass, so that nobody looks through all tables for each category.

use rustc_hash::FxHashMap;

use super::Register;
use super::handle::TableRef;
use super::model::{Category, Subsystem, Table};

/// What belongs to what, by places in the register's lists.
#[derive(Clone, Debug, Default)]
pub struct Belonging {
    tables_of_categories: FxHashMap<usize, Vec<usize>>,
    categories_of_subsystems: FxHashMap<usize, Vec<usize>>,
    subsystems_of_subsystems: FxHashMap<usize, Vec<usize>>,
}

impl Belonging {
    /// Works it out for categories and tables that know what they belong to.
    pub(super) fn new(subsystems: &[Subsystem], categories: &[Category], tables: &[Table]) -> Self {
        let mut belonging = Self::default();
        for (place, subsystem) in subsystems.iter().enumerate() {
            if let Some(above) = subsystem.above.target() {
                belonging.subsystems_of_subsystems.entry(above).or_default().push(place);
            }
        }
        for (place, category) in categories.iter().enumerate() {
            if let Some(subsystem) = category.subsystem_index {
                let of_subsystem = belonging.categories_of_subsystems.entry(subsystem);
                of_subsystem.or_default().push(place);
            }
        }
        for (place, table) in tables.iter().enumerate() {
            if let Some(category) = table.category_index {
                belonging.tables_of_categories.entry(category).or_default().push(place);
            }
        }
        belonging
    }

    /// The tables of a category, in the order of the register.
    pub fn tables_of_category<'r>(
        &self,
        register: &'r Register,
        category: usize,
    ) -> impl Iterator<Item = TableRef<'r>> {
        let places = self.tables_of_categories.get(&category).into_iter().flatten();
        places.filter_map(|place| register.table(*place))
    }

    /// The categories that stand right in a subsystem, by their places.
    pub fn categories_of_subsystem(&self, subsystem: usize) -> &[usize] {
        self.categories_of_subsystems.get(&subsystem).map_or(&[], Vec::as_slice)
    }

    /// The subsystems that stand right below one, by their places.
    pub fn subsystems_of_subsystem(&self, subsystem: usize) -> &[usize] {
        self.subsystems_of_subsystems.get(&subsystem).map_or(&[], Vec::as_slice)
    }

    /// The tables of a subsystem and of all below it, category by category.
    pub fn tables_of_subsystem<'r>(
        &self,
        register: &'r Register,
        subsystem: usize,
    ) -> impl Iterator<Item = TableRef<'r>> {
        let mut open = vec![subsystem];
        let subsystems = std::iter::from_fn(move || {
            let next = open.pop()?;
            open.extend(self.subsystems_of_subsystem(next).iter().rev());
            Some(next)
        });
        let categories = subsystems.flat_map(|subsystem| self.categories_of_subsystem(subsystem));
        categories.flat_map(|category| self.tables_of_category(register, *category))
    }
}
