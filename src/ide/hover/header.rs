//! The header of a table: what it opens.

use super::page::Page;
use super::{Asked, Context, Tally, structure};
use crate::ide::target::Item;
use crate::keys::TableKind;
use crate::messages::Message;
use crate::register::handle::{EntryRef, TableRef};

/// Explains a header.
pub(super) fn page(asked: Asked<'_>) -> Option<Page> {
    let context = asked.context;
    let register = context.register;
    let kind = asked.target.table?;
    let file = context.file(asked.target.place.file)?;
    let help = help(context, file.role.table(), kind);
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
            let head = register.head();
            let mut page = named(head.title().unwrap_or_default().into_owned());
            page.item(context.tally_line(Tally::of(register, register.entries())));
            page
        }
        Item::Subsystem(index) => {
            let subsystem = register.subsystem(index)?;
            match subsystem.title().unwrap_or_default() {
                title if title.is_empty() => named(String::new()),
                title => structure::subsystem(context, &title, Some(index)),
            }
        }
        Item::Category(index) => {
            let category = register.category(index)?;
            let mut page = named(category.heading());
            structure::facts(context, category, &mut page);
            page
        }
        Item::Table(index) => {
            let table = register.table(index)?;
            let mut page = named(table.heading());
            table_facts(context, table, &mut page);
            page
        }
        Item::Entry(id) => {
            let entry = register.entry(id)?;
            let mut page = named(entry.title().unwrap_or_default().into_owned());
            entry_facts(context, entry, &mut page);
            page
        }
        Item::Statistics(index) => {
            let statistics = register.statistics_at(index)?;
            let mut page = named(String::new());
            let message = Message::attribute("hover-header", "statistics")
                .with("by", statistics.by().unwrap_or_default())
                .with("rows", statistics.rows.len());
            page.item(context.say(&message));
            page
        }
        Item::Row(..) => named(String::new()),
    };
    Some(page)
}

/// Explains a table by its id.
pub(super) fn table(context: Context<'_>, id: &str) -> Page {
    let help = help(context, TableKind::Root, TableKind::Table);
    let mut tables = context.register.tables();
    let Some(table) = tables.find(|table| table.id().as_deref() == Some(id)) else {
        return Page::new(id, context.say(&Message::attribute("hover-header", "no-table")));
    };
    let mut page = Page::new(table.heading(), help);
    table_facts(context, table, &mut page);
    page
}

/// What a kind of table is: the help of the key that leads to it.
/// What a kind of table is for, in a file that is the kind of table `root` as a whole.
fn help(context: Context<'_>, root: TableKind, kind: TableKind) -> String {
    let mut of_file = root.keys().iter();
    let key = of_file
        .find(|key| key.table() == Some(kind))
        .or_else(|| kind.leading_key());
    key.map_or_else(String::new, |key| key.help.get(context.language).to_owned())
}

fn table_facts(context: Context<'_>, table: TableRef<'_>, page: &mut Page) {
    let register = context.register;
    if let Some(category) = register.category_of(&table) {
        let message = Message::attribute("hover-header", "category")
            .with("category", category.heading())
            .with("subsystem", category.subsystem().unwrap_or_default());
        page.item(context.say(&message));
    }
    let block = table.block().unwrap_or_default();
    if !block.is_empty() {
        page.item(context.say(&Message::attribute("hover-header", "block").with("block", block)));
    }
    page.item(context.tally_line(Tally::of_tables(register, std::iter::once(table))));
}

fn entry_facts(context: Context<'_>, entry: EntryRef<'_>, page: &mut Page) {
    let number = entry.standard().filter(|standard| !standard.is_empty());
    let facts = [
        ("code", entry.code()),
        ("number", number.or_else(|| entry.plan())),
        ("status", entry.status()),
        ("owner", entry.owner()),
    ];
    let facts = facts
        .into_iter()
        .filter_map(|(attribute, value)| Some((attribute, value?)));
    for (attribute, value) in facts.filter(|(_, value)| !value.is_empty()) {
        page.item(context.say(&Message::attribute("hover-header", attribute).with("value", value)));
    }
}
