//! The header of a table: what it opens.

use super::page::Page;
use super::{Asked, Context, Tally, structure};
use crate::ide::target::Item;
use crate::keys::TableKind;
use crate::messages::Message;
use crate::register::model::{Entry, Table};

/// Explains a header.
pub(super) fn page(asked: Asked<'_>) -> Option<Page> {
    let context = asked.context;
    let register = context.register;
    let kind = asked.target.table?;
    let help = help(context, kind);
    let Some(item) = asked.target.item else {
        return Some(Page::new(kind.title().get(context.language), help));
    };
    let named = |name: String| {
        if name.trim().is_empty() {
            Page::new(kind.title().get(context.language), help.as_str())
        } else {
            Page::new(name.trim(), help.as_str())
        }
    };
    let page = match item {
        Item::Head => {
            let head = &register.head;
            let mut page = named(register.optional(&head.site, head.title).into_owned());
            page.item(context.tally_line(Tally::of(register, register.entries.iter())));
            page
        }
        Item::Subsystem(index) => {
            let subsystem = register.subsystems.get(index)?;
            match register.optional(&subsystem.site, subsystem.title) {
                title if title.is_empty() => named(String::new()),
                title => structure::subsystem(context, &title),
            }
        }
        Item::Category(index) => {
            let category = register.categories.get(index)?;
            let [code, title] = [category.code, category.title].map(|name| register.optional(&category.site, name));
            let mut page = named(format!("{code} {title}"));
            structure::facts(context, category, &mut page);
            page
        }
        Item::Table(index) => {
            let table = register.tables.get(index)?;
            let [id, title] = [table.id, table.title].map(|name| register.optional(&table.site, name));
            let mut page = named(format!("{id} {title}"));
            table_facts(context, table, &mut page);
            page
        }
        Item::Entry(id) => {
            let entry = register.entry(id)?;
            let mut page = named(register.optional(&entry.site, entry.title).into_owned());
            entry_facts(context, entry, &mut page);
            page
        }
        Item::Statistics(index) => {
            let statistics = register.statistics.get(index)?;
            let mut page = named(String::new());
            let message = Message::attribute("hover-header", "statistics")
                .with("by", register.optional(&statistics.site, statistics.by))
                .with("rows", statistics.rows.len());
            page.item(context.say(&message));
            page
        }
        Item::Row(..) => named(String::new()),
    };
    Some(page)
}

/// What a kind of table is: the help of the key that leads to it.
fn help(context: Context<'_>, kind: TableKind) -> String {
    let key = kind.leading_key();
    key.map_or_else(String::new, |key| key.help.get(context.language).to_owned())
}

fn table_facts(context: Context<'_>, table: &Table, page: &mut Page) {
    let register = context.register;
    if let Some(category) = register.category_of(table) {
        let [code, title, subsystem] =
            [category.code, category.title, category.subsystem].map(|text| register.optional(&category.site, text));
        let message = Message::attribute("hover-header", "category")
            .with("category", format!("{code} {title}").trim())
            .with("subsystem", subsystem);
        page.item(context.say(&message));
    }
    let block = register.optional(&table.site, table.block);
    if !block.is_empty() {
        page.item(context.say(&Message::attribute("hover-header", "block").with("block", block)));
    }
    page.item(context.tally_line(Tally::of_tables(register, std::iter::once(table))));
}

fn entry_facts(context: Context<'_>, entry: &Entry, page: &mut Page) {
    let register = context.register;
    let [code, standard, plan, status, owner] = [entry.code, entry.standard, entry.plan, entry.status, entry.owner]
        .map(|text| register.optional(&entry.site, text));
    let number = if standard.is_empty() { plan } else { standard };
    let facts = [("code", code), ("number", number), ("status", status), ("owner", owner)];
    for (attribute, value) in facts.into_iter().filter(|(_, value)| !value.is_empty()) {
        page.item(context.say(&Message::attribute("hover-header", attribute).with("value", value)));
    }
}
