//! Names that lead nowhere, or to several, and are told for it: what else names the same is not told again.

use rustc_hash::FxHashSet;

use super::Register;
use super::model::Link;
use crate::code;
use crate::diagnostic::Place;
use crate::syntax::Change;
use crate::text::FileId;

/// What is named in the structure of a register and is not there, or is there too often.
#[derive(Clone, Debug, Default)]
pub(super) struct Undefined {
    /// The first name of a category that none has (R001).
    category: Option<Place>,
    /// The first name of a subsystem that none has (R002, R007).
    subsystem: Option<Place>,
    /// The codes that several subsystems have below one other (R003), as [`code::key`].
    doubled_codes: FxHashSet<u128>,
}

impl Undefined {
    /// Looks at all names, once they are linked.
    pub(super) fn of(register: &Register) -> Self {
        let mut tables = register.tables().filter(|table| table.category_index.is_none());
        let of_subsystems = register.subsystems();
        let of_subsystems = of_subsystems.map(|found| (found.above, found.maybe_at(found.parent)));
        let of_categories = register.categories();
        let of_categories = of_categories.map(|found| (found.above, found.maybe_at(found.subsystem)));
        let of_tables = register.tables();
        let of_tables = of_tables.map(|found| (found.subsystem_link, found.maybe_at(found.subsystem)));
        let named = of_subsystems.chain(of_categories).chain(of_tables);
        let mut unknown = named.filter(|(link, _)| *link == Link::Unknown);
        let doubled = register.subsystems().filter(|subsystem| subsystem.is_code_doubled);
        Self {
            category: tables.find_map(|table| Some(table.place(table.category?))),
            subsystem: unknown.find_map(|(_, name)| Some(name?.place())),
            doubled_codes: doubled.filter_map(|found| Some(code::key(&found.code()?))).collect(),
        }
    }
}

impl Register {
    /// Whether a category is told by its subsystem as well as by its code, so that several may have one code: codes name
    /// both, or may, where nobody knows the scheme.
    pub fn tells_categories_by_subsystem(&self) -> bool {
        !self.goes_by_scheme() || !self.scheme.subsystem_layers().is_empty()
    }

    /// Whether several subsystems below one other have a code, which is told: no name of it need be told for that.
    pub fn is_doubled_code(&self, code: &str) -> bool {
        self.undefined.doubled_codes.contains(&code::key(code))
    }

    /// Where a category is named first that is not defined, by a table or by most of its codes: what else names one may mean
    /// the same.
    pub(super) fn undefined_category(&self) -> Option<Place> {
        let of_codes = || Some(self.table(self.majorities.verdicts.undefined?)?.header());
        self.undefined.category.or_else(of_codes)
    }

    /// Where a subsystem is named first that is not defined.
    pub(super) const fn undefined_subsystem(&self) -> Option<Place> {
        self.undefined.subsystem
    }

    /// Moves what is kept of words and columns that could not be read to where their segments are after an edit; they
    /// were not edited themselves.
    pub(super) fn move_terms(&mut self, file: FileId, segments: &Change) {
        let of_columns = self.column_faults.iter_mut().map(|(place, _)| place);
        let of_words = [&mut self.vocabulary.unread_status, &mut self.vocabulary.unread_level];
        let places = of_columns.chain(of_words.into_iter().flatten());
        for place in places.filter(|place| place.file == file) {
            place.segment = segments.moved(place.segment).unwrap_or(place.segment);
        }
    }
}
