//! A key of the format.

use super::Asked;
use super::page::Page;
use crate::keys::{Form, Key, TableKind, ValueType};
use crate::messages::Message;

fn message(attribute: &'static str) -> Message {
    Message::attribute("hover-key", attribute)
}

/// Explains a key: what it means, what it takes, whether it must be there.
pub(super) fn page(asked: Asked<'_>) -> Option<Page> {
    let table = asked.target.table?;
    match asked.target.key {
        Some(key) => Some(known(asked, table, key)),
        None if table == TableKind::Conditions => condition(asked),
        None if table == TableKind::Figures => super::figure::in_column(asked),
        None => None,
    }
}

fn known(asked: Asked<'_>, table: TableKind, key: &Key) -> Page {
    let context = asked.context;
    let mut page = Page::new(key.name, key.help.get(context.language));
    let required = if context.register.requires(table, key) {
        "required"
    } else {
        "optional"
    };
    let facts = message("facts")
        .with("type", value_type(key.value))
        .with("required", message(required))
        .with("table", table.title());
    page.line(context.say(&facts));
    page
}

/// What a key takes, in words.
fn value_type(value: ValueType) -> Message {
    match value.form() {
        Form::OneOf(words) => {
            let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            message("one-of").with("words", words)
        }
        _ => value.word(),
    }
}

/// A key of `where` that is a layer's name.
fn condition(asked: Asked<'_>) -> Option<Page> {
    let context = asked.context;
    let name = asked
        .target
        .place
        .span
        .of_text(asked.segment_text()?)
        .trim_matches(['"', '\'']);
    let scheme = &context.register.scheme;
    let index = scheme.layer_named(name)?;
    let layer = scheme.layers.get(index)?;
    let what = Message::attribute("hover-structure", "layer")
        .with("number", index + 1)
        .with("title", layer.title.as_str());
    let mut page = Page::new(name, context.say(&what));
    for (value, meaning) in &layer.values {
        page.item(format!("{value} {meaning}"));
    }
    Some(page)
}
