//! What statistics may name: the subsystems, categories and tables of a register by their names.

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::register::Register;
use crate::register::index::normal;
use crate::register::model::Site;
use crate::syntax::Str;

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
        for (index, subsystem) in register.subsystems.iter().enumerate() {
            let code = [subsystem.code];
            // It needs none.
            let codes = if subsystem.code.is_some() { &code[..] } else { &[] };
            let names = &mut names.subsystems;
            names.add(register, &subsystem.site, index, codes, &[subsystem.title]);
        }
        for (index, category) in register.categories.iter().enumerate() {
            names
                .categories
                .add(register, &category.site, index, &[category.code], &[category.title]);
        }
        for (index, table) in register.tables.iter().enumerate() {
            names
                .tables
                .add(register, &table.site, index, &[table.id], &[table.title]);
        }
        names
    }
}

impl Definitions {
    fn add(&mut self, register: &Register, site: &Site, index: usize, ids: &[Option<Str>], titles: &[Option<Str>]) {
        for (map, names) in [(&mut self.by_id, ids), (&mut self.by_title, titles)] {
            for name in names {
                let name = normal(register.optional(site, *name));
                if name.is_empty() {
                    self.nameless.get_or_insert(index);
                } else {
                    map.entry(name.into_owned()).or_default().push(index);
                }
            }
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
