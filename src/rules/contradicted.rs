//! What L001 to L004 and L009 share: a header that most of the codes below it contradict is at fault, and they are not.

use rustc_hash::FxHashMap;

use super::EntryContext;
use super::layer_value::named;
use crate::code;
use crate::diagnostic::{Applicability, Diagnostic, Edit, Place, Rule};
use crate::messages::Message;
use crate::register::Register;
use crate::register::handle::{EntryRef, StringAt, TableRef};
use crate::register::majority::Majority;

/// A header with what most codes below it say.
pub(super) struct Contradicted<'a> {
    pub(super) register: &'a Register,
    pub(super) rule: &'static Rule,
    /// The message, among those of the rule.
    pub(super) variant: &'static str,
    /// The layer that the header fixes, by its place in the scheme.
    pub(super) layer: usize,
    /// What of the codes the majority is of.
    pub(super) of: Of,
    /// Its value.
    pub(super) header: StringAt,
    pub(super) majority: Majority,
}

/// What of its codes a majority is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    /// The value of the layer.
    Layer,
    /// The category that they name, all layers together.
    Category,
}

/// The first code that has the value of the majority, and the value.
struct First<'a> {
    entry: EntryRef<'a>,
    place: Place,
    value: String,
}

impl Contradicted<'_> {
    /// The finding at the header. `below` are the entries below it, in their order. Arguments of the message are `layer`,
    /// `found` (what the codes say) and `expected` (the header), with their meanings where the scheme gives them,
    /// `count` and `of`; `describe` adds the rule's own, for which it is given the value. The repair writes the value into
    /// the header, or makes the edits that `edits` gives for it; none where it gives none.
    pub(super) fn report<'a>(
        &self,
        below: impl Iterator<Item = EntryRef<'a>>,
        describe: impl Fn(Message, &str) -> Message,
        edits: impl FnOnce(Place, &str) -> Vec<Edit>,
    ) -> Option<Diagnostic> {
        let register = self.register;
        let layer_index = self.layer;
        let layer = register.scheme.layers.get(layer_index)?;
        let mut saying = below.filter_map(|entry| self.first(entry));
        let First { entry, place, value } = saying.next()?;
        // Who asks for one file of the register alone is told there.
        let mut file = entry.site.file;
        let elsewhere = saying.filter(|first| {
            let is_new = first.entry.site.file != file && first.entry.site.file != self.header.site().file;
            file = first.entry.site.file;
            is_new
        });
        let elsewhere = elsewhere.map(|first| first.place).collect();
        let message = Message::attribute(self.rule.name, self.variant)
            .with("layer", layer_index + 1)
            .with("found", named(layer, &value))
            .with("expected", named(layer, &self.header.content(register)))
            .with("count", self.majority.count as usize)
            .with("of", self.majority.of as usize);
        let header = self.header.place();
        let mut diagnostic = Diagnostic::new(self.rule, header, describe(message, &value))
            .twin(place, Message::new("contradicting-code"));
        diagnostic.elsewhere = elsewhere;
        let edits = edits(header, &value);
        if edits.is_empty() {
            return Some(diagnostic);
        }
        let title = Message::attribute(self.rule.name, "fix").with("value", value.as_str());
        Some(diagnostic.fix(Applicability::Unsafe, title, edits))
    }

    fn first<'a>(&self, entry: EntryRef<'a>) -> Option<First<'a>> {
        let scheme = &self.register.scheme;
        let code = entry.code?;
        let text = entry.code().unwrap_or_default();
        let value = entry.layers.value_at(scheme, &text, self.layer)?;
        let says = match self.of {
            Of::Layer => self.majority.is(value),
            Of::Category => self.majority.is_key(self.register.identity_in(entry.layers, &text)?),
        };
        if !says {
            return None;
        }
        Some(First {
            entry,
            place: entry.site.place(code.part(code::layer_span(scheme, self.layer, &text))),
            value: value.to_owned(),
        })
    }
}

/// The entries below some categories, by their places in [`Register::categories`].
pub(super) struct BelowCategories<'a> {
    register: &'a Register,
    tables: FxHashMap<usize, Vec<TableRef<'a>>>,
}

impl<'a> BelowCategories<'a> {
    pub(super) fn of(register: &'a Register, categories: impl Iterator<Item = usize>) -> Self {
        let mut tables: FxHashMap<usize, Vec<TableRef<'_>>> =
            categories.map(|category| (category, Vec::new())).collect();
        if !tables.is_empty() {
            for table in register.tables() {
                if let Some(tables) = table.category_index.and_then(|category| tables.get_mut(&category)) {
                    tables.push(table);
                }
            }
        }
        Self { register, tables }
    }

    pub(super) fn entries(&self, category: usize) -> impl Iterator<Item = EntryRef<'a>> {
        let tables = self.tables.get(&category).into_iter().flatten();
        tables.flat_map(|table| self.register.entries_of(table).map(|(_, entry)| entry))
    }
}

/// The edit that writes a value into a header.
pub(super) fn written(header: Place, value: &str) -> Vec<Edit> {
    vec![Edit {
        place: header,
        text: value.to_owned(),
    }]
}

impl<'a> BelowCategories<'a> {
    /// The entries below several categories.
    pub(super) fn entries_of_all(&self, categories: &[usize]) -> impl Iterator<Item = EntryRef<'a>> {
        categories.iter().flat_map(|category| self.entries(*category))
    }
}

/// A finding about a code that contradicts its category or subsystem, with its fix only where the category of every table is
/// known: codes in the others may be those that would make it the header that is at fault.
pub(super) fn if_outvoted_by_none(context: &EntryContext<'_>, diagnostic: Diagnostic) -> Diagnostic {
    let is_known = diagnostic.fix.is_none() || context.beyond().majorities.verdicts.are_tables_known;
    Diagnostic {
        fix: diagnostic.fix.filter(|_| is_known),
        ..diagnostic
    }
}
