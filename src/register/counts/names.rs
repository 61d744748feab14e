//! What statistics may name: the subsystems, categories and tables of a register by their names.

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::register::Register;
use crate::register::index::normal;

/// What may follow a subsystem's title where statistics name it.
pub const SUBSYSTEM_SUFFIX: &str = "子体系";

/// The definitions of one kind by what they may be called.
#[derive(Debug, Default)]
pub(super) struct Definitions {
    /// By id or code.
    by_id: FxHashMap<String, SmallVec<[usize; 1]>>,
    /// By title.
    by_title: FxHashMap<String, SmallVec<[usize; 1]>>,
    /// The first definition that lacks a name, so that a name that nothing has may be its.
    nameless: Option<usize>,
}

/// The definitions of a register.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) subsystems: Definitions,
    pub(super) categories: Definitions,
    pub(super) tables: Definitions,
}

impl Names {
    pub(super) fn new(register: &Register) -> Self {
        let mut names = Self::default();
        for (index, subsystem) in register.subsystems().enumerate() {
            // It needs no code.
            if subsystem.code.is_some() {
                names.subsystems.add_id(index, subsystem.code());
            }
            names.subsystems.add_title(index, subsystem.title());
        }
        for (index, category) in register.categories().enumerate() {
            names.categories.add_id(index, category.code());
            names.categories.add_title(index, category.title());
        }
        for (index, table) in register.tables().enumerate() {
            names.tables.add_id(index, table.id());
            names.tables.add_title(index, table.title());
        }
        names
    }
}

fn name_of(name: Option<Cow<'_, str>>) -> Option<String> {
    name.filter(|name| !name.is_empty())
        .map(|name| normal(name).into_owned())
}

impl Definitions {
    /// Adds a definition by its id or code.
    fn add_id(&mut self, index: usize, id: Option<Cow<'_, str>>) {
        match name_of(id) {
            Some(id) => self.by_id.entry(id).or_default().push(index),
            None => _ = self.nameless.get_or_insert(index),
        }
    }

    /// Adds a definition by its title.
    fn add_title(&mut self, index: usize, title: Option<Cow<'_, str>>) {
        match name_of(title) {
            Some(title) => self.by_title.entry(title).or_default().push(index),
            None => _ = self.nameless.get_or_insert(index),
        }
    }

    /// The definitions with a name: those whose id it is, or else those whose title it is, in the order of the register.
    pub(super) fn find(&self, name: &str) -> &[usize] {
        let name = normal(Cow::Borrowed(name));
        self.by_id
            .get(name.as_ref())
            .or_else(|| self.by_title.get(name.as_ref()))
            .map_or(&[], |found| found.as_slice())
    }

    /// Whether a name is somebody's id or code.
    pub(super) fn has_id(&self, name: &str) -> bool {
        self.by_id.contains_key(normal(Cow::Borrowed(name)).as_ref())
    }

    /// The definition whose own name could not be read, so that a name that is not found may be its.
    pub(super) const fn nameless(&self) -> Option<usize> {
        self.nameless
    }
}
