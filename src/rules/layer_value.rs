//! What L001 to L007 share: a layer of a code must have one value, and another place in the register says which.

use std::borrow::Cow;

use super::{EntryContext, LayerValue};
use crate::diagnostic::{Applicability, Diagnostic, Place, Rule};
use crate::messages::{Argument, Message, Text};
use crate::scheme::{Characters, Layer, Role};

/// What a layer must be.
pub(super) struct Demand<'a> {
    /// The layer.
    pub(super) role: Role,
    /// The value.
    pub(super) value: Cow<'a, str>,
    /// Where the value is said, or what it follows from.
    pub(super) source: Place,
    /// How safe it is to write the value into the code.
    pub(super) applicability: Applicability,
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
    mismatch_of(&context.layer(demand.role)?, rule, demand, describe)
}

/// The same for what a layer was found to be.
pub(super) fn mismatch_of(
    found: &LayerValue<'_>,
    rule: &'static Rule,
    demand: &Demand<'_>,
    describe: impl Fn(Message) -> Message,
) -> Option<Diagnostic> {
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
    let diagnostic = Diagnostic::new(rule, found.place(), with_arguments(Message::new(rule.name)))
        .related(demand.source, with_arguments(Message::attribute(rule.name, "source")));
    // Where the fault is in what is demanded, writing it into the code would only spread it.
    if !found.layer.fits(value) {
        return Some(diagnostic);
    }
    let title = with_arguments(Message::attribute(rule.name, "fix"));
    Some(diagnostic.replace(demand.applicability, title, found.place(), value))
}

/// The same for what a header says, unless that is nothing the layer can be: then the header is at fault, which C005 tells.
pub(super) fn mismatch_with_header(
    context: &EntryContext<'_>,
    rule: &'static Rule,
    demand: &Demand<'_>,
    describe: impl Fn(Message) -> Message,
) -> Option<Diagnostic> {
    let diagnostic = mismatch(context, rule, demand, describe)?;
    let layer = context.scheme().layer(demand.role)?;
    layer.fits(&demand.value).then_some(diagnostic)
}

/// A value with its meaning, where the layer's table gives one: `2 技术标准`.
pub(super) fn named(layer: &Layer, value: &str) -> String {
    match layer.meaning(value) {
        Some(meaning) => format!("{value} {meaning}"),
        None => value.to_owned(),
    }
}

/// What a layer is called: its title in Chinese, its name in English.
pub(super) fn layer_name(layer: &Layer) -> Argument {
    let title = if layer.title.is_empty() {
        &layer.name
    } else {
        &layer.title
    };
    Argument::names(title.clone(), layer.name.clone())
}

/// The characters that a layer takes, in words.
pub(super) fn characters(characters: Characters) -> Text {
    match characters {
        Characters::Digit => Text {
            zh: "数字",
            en: "digits",
        },
        Characters::Upper => Text {
            zh: "大写字母",
            en: "capital letters",
        },
        Characters::Alnum => Text {
            zh: "数字和大写字母",
            en: "digits and capital letters",
        },
    }
}
