//! The places that name a column or a layer: where it is set out, the keys of entries and conditions, and what else there is.

use super::{Part, Search};
use crate::ide::declared;
use crate::ide::referent::{Spelling, named_by_key};
use crate::keys::{BY, TableKind, ValueType};
use crate::register::FileRole;
use crate::register::handle::{EntryRef, StringAt};
use crate::scheme::Role;

impl Search<'_> {
    /// A column, by its key.
    pub(super) fn column(&mut self, key: &str) {
        let register = self.register;
        for table in declared::tables(register, TableKind::Column) {
            // In a part it is at fault, and says nothing.
            if table.role != FileRole::Part {
                self.add_if(table.string(ValueType::ColumnKey), key, Part::Definition);
            }
        }
        for entry in register.entries() {
            self.key_of_entry(entry, key);
        }
        for statistics in register.statistics() {
            let by = statistics.maybe_at(statistics.by);
            self.add_if(by.filter(|_| !BY.contains(&key)), key, Part::Use);
        }
        self.keys_of_conditions();
    }

    fn key_of_entry(&mut self, entry: EntryRef<'_>, key: &str) {
        let text = entry.segment_text();
        for (_, node) in entry.statements() {
            if node.key.name(text) == key {
                self.add_key(entry.at(node.key.string(text)));
            }
        }
    }

    /// A layer, by its place in the scheme.
    pub(super) fn layer_of_scheme(&mut self, index: usize) {
        let register = self.register;
        let Some(layer) = register.scheme.layers.get(index) else {
            return;
        };
        let tables = declared::tables(register, TableKind::Layer);
        if let Some(name) = tables.get(index).and_then(|table| table.string(ValueType::LayerName)) {
            self.add_if(Some(name), &layer.name, Part::Definition);
        }
        self.keys_of_conditions();
        if let Some(role) = layer.role.filter(|role| register.scheme.layer_of(*role) == Some(index)) {
            self.values_of_role(role);
        }
    }

    /// The values of the layer with a role that the register sets out.
    fn values_of_role(&mut self, role: Role) {
        let register = self.register;
        let head = register.head();
        let of_head = [(Role::Domain, head.domain), (Role::Business, head.business)];
        for (_, string) in of_head.into_iter().filter(|(of, _)| *of == role) {
            self.add_by_role(head.maybe_at(string));
        }
        for category in register.categories().filter(|_| role == Role::Class) {
            self.add_by_role(category.maybe_at(category.class));
        }
        for table in declared::tables(register, TableKind::Level) {
            self.add_by_role(table.string(ValueType::LayerOf(role)));
        }
    }

    /// The keys of conditions that name what is looked for.
    fn keys_of_conditions(&mut self) {
        for condition in declared::conditions(self.register).into_iter().flatten() {
            if named_by_key(self.register, &condition).contains(self.referent) {
                self.add_key(condition.key);
            }
        }
    }

    fn add_key(&mut self, key: StringAt) {
        self.add_as(key, Part::Use, Spelling::Key);
    }

    fn add_by_role(&mut self, string: Option<StringAt>) {
        if let Some(string) = string {
            self.add_as(string, Part::Use, Spelling::Role);
        }
    }
}
