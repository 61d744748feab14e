//! A key of the format.

use super::page::Page;
use super::{Asked, Context};
use crate::keys::{Column, Form, Key, Need, TableKind, ValueType};
use crate::messages::Message;
use crate::register::handle::EntryRef;

fn message(attribute: &'static str) -> Message {
    Message::attribute("hover-key", attribute)
}

/// Explains a key: what it means, what it takes, whether it must be there.
pub(super) fn page(asked: Asked<'_>) -> Option<Page> {
    if asked.target.map == Some(ValueType::SeverityOfRules) && asked.target.key.is_none() {
        let name = asked.target.place.span.of_text(asked.segment_text()?);
        return super::rule::of_selector(name.trim_matches(['"', '\'']), asked.context.language);
    }
    let table = asked.target.table?;
    match asked.target.key {
        Some(key) => Some(known(asked.context, table, &key)),
        None if table == TableKind::Conditions => condition(asked),
        None if table == TableKind::Figures => super::figure::in_column(asked),
        None => None,
    }
}

/// A key that the format has.
pub(in crate::ide) fn known(context: Context<'_>, table: TableKind, key: &Key) -> Page {
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
    if let Some(default) = key.default {
        page.item(context.say(&message("default").with("value", default)));
    }
    if !key.example.is_empty() {
        page.item(context.say(&message("example").with("value", key.example)));
    }
    if table == TableKind::Entry
        && let Some((_, column)) = context.register.columns.find(key.name)
    {
        of_column(context, column, &mut page);
    }
    page
}

/// What more there is to say of a column: its heading, when it must be there, its words.
fn of_column(context: Context<'_>, column: &Column, page: &mut Page) {
    let heading = column.as_key().heading.get(context.language);
    page.item(context.say(&message("heading").with("heading", heading)));
    if let Need::In(phases) = column.need {
        let phases: Vec<String> = phases.iter().map(|phase| context.phase_name(phase)).collect();
        page.item(context.say(&message("needed-in").with("phases", phases)));
    }
    if !column.words.is_empty() {
        let words = column.words.iter().map(std::borrow::Cow::from);
        page.item(context.say(&message("words").with("words", context.names(words))));
    }
}

/// Explains a word of a column: whether it is one, and how many entries have it.
pub(super) fn word(asked: Asked<'_>, text: &str) -> Option<Page> {
    let context = asked.context;
    let register = context.register;
    let (place, column) = register.columns.find(asked.target.key?.name)?;
    let mut page = Page::new(text, column.as_key().heading.get(context.language));
    if !column.words.has(text) {
        let words = column.words.iter().map(std::borrow::Cow::from);
        page.item(context.say(&message("words").with("words", context.names(words))));
        return Some(page);
    }
    let has_it = |entry: &EntryRef<'_>| {
        let mut cells = entry.cells.iter().filter(|cell| usize::from(cell.column) == place);
        cells.any(|cell| {
            let mut strings = cell.value.strings().iter();
            strings.any(|string| entry.text(*string) == text)
        })
    };
    let count = register.entries().filter(has_it).count();
    page.item(context.say(&Message::attribute("hover-term", "used").with("count", count)));
    Some(page)
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

/// A key of `where` that is the name of a layer or a column.
fn condition(asked: Asked<'_>) -> Option<Page> {
    let context = asked.context;
    let name = asked
        .target
        .place
        .span
        .of_text(asked.segment_text()?)
        .trim_matches(['"', '\'']);
    let scheme = &context.register.scheme;
    let Some(index) = scheme.layer_named(name) else {
        let (_, column) = context.register.columns.find(name)?;
        let mut page = Page::new(name, column.as_key().heading.get(context.language));
        if !column.words.is_empty() {
            let words = column.words.iter().map(std::borrow::Cow::from);
            page.item(context.say(&message("words").with("words", context.names(words))));
        }
        return Some(page);
    };
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
