//! What L001 to L007 share: a layer of a code must have one value, and another place in the register says which.

use std::borrow::Cow;

use super::EntryContext;
use crate::diagnostic::{Diagnostic, FixAvailability, Place, Rule, Safety};
use crate::messages::Message;
use crate::register::Register;
use crate::register::model::{Category, Entry, Table};
use crate::scheme::{Layer, Role};

/// What a layer must be.
pub(super) struct Demand<'a> {
    /// The layer.
    pub(super) role: Role,
    /// The value.
    pub(super) value: Cow<'a, str>,
    /// Where the value is said, or what it follows from.
    pub(super) source: Place,
}

/// The finding where the layer is not what is demanded. `describe` adds the rule's own arguments to the message, its
/// label `.source` and its title `.fix`; those that all of these rules have are `layer`, `found` and `expected` (with
/// their meanings, where the scheme gives them) and `value`, the expected value alone.
pub(super) fn mismatch(
    context: &EntryContext<'_>,
    rule: &'static Rule,
    demand: &Demand<'_>,
    describe: impl Fn(Message) -> Message,
) -> Option<Diagnostic> {
    let found = context.layer(demand.role)?;
    let value = demand.value.as_ref();
    // What says nothing demands nothing.
    if found.value == value || value.is_empty() {
        return None;
    }
    let with_arguments = |message: Message| {
        let message = message
            .with("layer", found.number())
            .with("found", named(found.layer, found.value))
            .with("expected", named(found.layer, value))
            .with("value", value);
        describe(message)
    };
    let diagnostic = Diagnostic::new(rule, found.place, with_arguments(Message::new(rule.name)))
        .related(demand.source, with_arguments(Message::attribute(rule.name, "source")));
    // Where the fault is in what is demanded, writing it into the code would only spread it.
    if !fits(found.layer, value) {
        return Some(diagnostic);
    }
    let safety = match rule.fix {
        FixAvailability::Safe => Safety::Safe,
        _ => Safety::Unsafe,
    };
    let title = with_arguments(Message::attribute(rule.name, "fix"));
    Some(diagnostic.replace(safety, title, found.place, value))
}

/// A value with its meaning, where the layer's table gives one: `2 技术标准`.
pub(super) fn named(layer: &Layer, value: &str) -> String {
    match layer.meaning(value) {
        Some(meaning) => format!("{value} {meaning}"),
        None => value.to_owned(),
    }
}

/// Whether the layer could have the value.
fn fits(layer: &Layer, value: &str) -> bool {
    let is_wide = value.chars().count() == layer.width;
    is_wide && layer.takes(value) && value.chars().all(|character| layer.characters.take(character))
}

/// The category that an entry's code names where that is another than its table's: what L004 tells. The entry may as
/// well stand in the wrong table, so that nothing else can be said that goes by the table's category. Nothing where
/// the table's category is not defined, or no category has the code: then that is the fault.
pub(super) fn other_category<'a>(register: &'a Register, table: &Table, entry: &Entry) -> Option<&'a Category> {
    let code = register.string(&entry.site, entry.code?);
    let found = entry.layers.value(&register.scheme, &code, Role::Category)?;
    let has_code = |category: &Category| register.optional(&category.site, category.code) == found;
    let own = register.category_of(table)?;
    if has_code(own) {
        return None;
    }
    register.categories.iter().find(|category| has_code(category))
}
