//! Subsystems, categories, values of layers that the register fixes, and owners.

use std::borrow::Cow;

use super::page::Page;
use super::{Context, Tally};
use crate::messages::{Argument, Message};
use crate::register::handle::{CategoryRef, EntryRef, TableRef};
use crate::register::index::{normal, title_key};
use crate::scheme::{Layer, Role};

fn item(attribute: &'static str, list: impl Into<Argument>) -> Message {
    Message::attribute("hover-structure", attribute).with("list", list)
}

/// Explains a category by its code; `index` is its place, where that is known.
pub(super) fn category(context: Context<'_>, code: &str, index: Option<usize>) -> Page {
    let register = context.register;
    let what = context.say(&item("category", ""));
    let known = index.and_then(|index| register.category(index));
    let Some(category) = known.or_else(|| register.category_with_code(code)) else {
        let mut page = Page::new(code, what);
        page.line(context.say(&Message::attribute("code-decoded", "no-category")));
        return page;
    };
    let title = category.title().unwrap_or_default();
    let mut page = Page::new(format!("{code} {title}"), what);
    facts(context, category, &mut page);
    page
}

/// What the register says of a category, and how much it holds.
pub(super) fn facts(context: Context<'_>, category: CategoryRef<'_>, page: &mut Page) {
    let register = context.register;
    let named = register.subsystem_of(&category).and_then(|subsystem| subsystem.title());
    let subsystem = named.or_else(|| category.subsystem()).unwrap_or_default();
    if let Some(scope) = category.scope() {
        page.line(scope);
    }
    if !subsystem.is_empty() {
        page.item(context.say(&item("subsystem-of", subsystem)));
    }
    let class = category.class().unwrap_or_default();
    if !class.is_empty() {
        let meaning = register
            .scheme
            .layer(Role::Class)
            .and_then(|layer| layer.meaning(&class));
        let class = format!("{class} {}", meaning.unwrap_or_default());
        page.item(context.say(&item("class", class.trim_end())));
    }
    let index = register.categories().position(|other| other == category);
    let tables: Vec<TableRef<'_>> = tables_of(context, |table| index.is_some() && table.category_index == index);
    tables_and_entries(context, &tables, page);
}

/// Explains a subsystem by its title or code; `index` is its place, where that is known.
pub(super) fn subsystem(context: Context<'_>, name: &str, index: Option<usize>) -> Page {
    let register = context.register;
    let what = context.say(&item("subsystem", ""));
    let index = index.or_else(|| register.subsystem_named(name).target());
    let Some((index, subsystem)) = index.and_then(|index| Some((index, register.subsystem(index)?))) else {
        let mut page = Page::new(name, what);
        page.line(context.say(&item("no-subsystem", "")));
        return page;
    };
    let mut page = Page::new(subsystem.heading(), what);
    if let Some(scope) = subsystem.scope() {
        page.line(scope);
    }
    let above = subsystem
        .above
        .target()
        .and_then(|above| register.subsystem(above)?.title());
    if let Some(above) = above {
        page.item(context.say(&item("subsystem-of", above)));
    }
    let below = register.belonging.subsystems_of_subsystem(index);
    if !below.is_empty() {
        let names = below.iter().filter_map(|index| register.subsystem(*index));
        let names = names.map(|subsystem| Cow::Owned(subsystem.heading()));
        page.item(context.say(&item("subsystems", context.names(names))));
    }
    let categories = register.belonging.categories_of_subsystem(index);
    if !categories.is_empty() || below.is_empty() {
        let names = categories.iter().filter_map(|index| register.category(*index));
        let names = names.map(|category| Cow::Owned(category.heading()));
        page.item(context.say(&item("categories", context.names(names))));
    }
    let tables: Vec<TableRef<'_>> = register.belonging.tables_of_subsystem(register, index).collect();
    tables_and_entries(context, &tables, &mut page);
    page
}

fn tables_of<'a>(context: Context<'a>, is_meant: impl Fn(TableRef<'_>) -> bool) -> Vec<TableRef<'a>> {
    let tables = context.register.tables();
    tables.filter(|table| is_meant(*table)).collect()
}

fn tables_and_entries(context: Context<'_>, tables: &[TableRef<'_>], page: &mut Page) {
    let names = context.names(tables.iter().map(|table| context.table_name(*table)));
    if !tables.is_empty() {
        page.item(context.say(&item("tables", names)));
    }
    page.item(context.tally_line(Tally::of_tables(context.register, tables.iter().copied())));
}

/// Explains a value that the register fixes for a layer of its codes.
pub(super) fn layer_value(context: Context<'_>, role: Role, value: &str) -> Option<Page> {
    let register = context.register;
    let scheme = &register.scheme;
    let index = scheme.layer_of(role)?;
    let layer = scheme.layers.get(index)?;
    let what = Message::attribute("hover-structure", "layer")
        .with("number", index + 1)
        .with("title", layer.title.as_str());
    let mut page = Page::new(value, context.say(&what));
    let meaning = match (layer.meaning(value), role) {
        (Some(meaning), _) => Some(meaning.to_owned()),
        (None, Role::Business) => register.head().title().map(Cow::into_owned),
        (None, _) if layer.takes(value) => layer
            .open
            .map(|_| context.say(&Message::attribute("code-decoded", "open"))),
        (None, _) => Some(context.say(&item("no-value", layer_values(layer)))),
    };
    if let Some(meaning) = meaning.filter(|meaning| !meaning.is_empty()) {
        page.line(meaning);
    }
    if let Some(clause) = &layer.clause {
        page.quote(clause.as_str());
    }
    let has_value = |entry: &EntryRef<'_>| {
        let code = entry.code().unwrap_or_default();
        entry.layers.value_at(scheme, &code, index) == Some(value)
    };
    page.item(context.tally_line(Tally::of(register, register.entries().filter(has_value))));
    Some(page)
}

fn layer_values(layer: &Layer) -> Vec<String> {
    let values = layer.values.iter().take(super::NAMED * 2);
    values.map(|(value, meaning)| format!("{value} {meaning}")).collect()
}

/// Explains an owner: how many entries it has, and where.
pub(super) fn owner(context: Context<'_>, name: &str) -> Page {
    let register = context.register;
    let mut page = Page::new(name, context.say(&item("owner", "")));
    let is_owner = |entry: &EntryRef<'_>| normal(entry.owner().unwrap_or_default()) == normal(Cow::Borrowed(name));
    let ids = register.index.owners.get(title_key(name));
    let entries: Vec<EntryRef<'_>> = ids
        .iter()
        .filter_map(|id| register.entry(*id))
        .filter(is_owner)
        .collect();
    page.item(context.tally_line(Tally::of(register, entries.iter().copied())));
    let mut tables: Vec<u32> = entries.iter().map(|entry| entry.table).collect();
    tables.sort_unstable();
    tables.dedup();
    let tables = tables.iter().filter_map(|index| register.table(*index as usize));
    let names = context.names(tables.map(|table| context.table_name(table)));
    page.item(context.say(&item("tables", names)));
    page
}
