//! Categories and the standards that they must have.

use smallvec::SmallVec;

use super::{Item, Reader};
use crate::fields::{Present, Value};
use crate::keys::TableKind;
use crate::register::model::{Category, Required, Site};
use crate::syntax::Node;

impl<'a> Reader<'a> {
    pub(super) fn category(&mut self, site: Site, nodes: impl Iterator<Item = (usize, &'a Node)>) {
        let mut category = Category {
            site,
            ..Category::default()
        };
        let only = !site.is_broken;
        let mut present = Present::default();
        let mut required = SmallVec::new();
        self.fields
            .read(TableKind::Category, nodes, &mut present, |name, value| {
                match (name, value) {
                    ("code", Value::Str(value)) => category.code = Some(value),
                    ("title", Value::Str(value)) => category.title = Some(value),
                    ("subsystem", Value::Str(value)) => category.subsystem = Some(value),
                    ("class", Value::Str(value)) => category.class = only.then_some(value),
                    ("scope", Value::Str(value)) => category.scope = Some(value),
                    ("requires", Value::Tables(values)) => required = values,
                    _ => {}
                }
            });
        category.requires = required.iter().filter_map(|index| self.element(site, *index)).collect();
        self.fields.tell_missing(TableKind::Category, site.header, &present);
        self.items.push(Item::Category(Box::new(category)));
    }

    /// An element of `requires`: a title, or a table with one.
    fn element(&mut self, site: Site, index: usize) -> Option<Required> {
        let segment = self.fields.segment;
        let title = segment.nodes.get(index)?.string(self.fields.text);
        if title.is_some() {
            return Some(Required {
                site,
                title,
                table: None,
            });
        }
        let site = self.inline_site(site, index);
        Some(self.required(site, segment.children(index)))
    }

    pub(super) fn required(&mut self, site: Site, nodes: impl Iterator<Item = (usize, &'a Node)>) -> Required {
        let mut required = Required {
            site,
            ..Required::default()
        };
        let mut present = Present::default();
        self.fields
            .read(TableKind::Required, nodes, &mut present, |name, value| {
                match (name, value) {
                    ("title", Value::Str(value)) => required.title = Some(value),
                    ("table", Value::Str(value)) => required.table = Some(value),
                    _ => {}
                }
            });
        self.fields.tell_missing(TableKind::Required, site.header, &present);
        required
    }
}
