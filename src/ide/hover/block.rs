//! A block: the range of sequences set aside for a table.

use super::page::Page;
use super::{Asked, NAMED};
use crate::ide::target::Item;
use crate::messages::Message;
use crate::register::sequences::{Sequences, TableScope, range_of, sequence_of, written, written_range};

/// Explains a block: how much of it is used, and what is free.
pub(super) fn page(asked: Asked<'_>, text: &str) -> Option<Page> {
    let context = asked.context;
    let register = context.register;
    let Some(Item::Table(index)) = asked.target.item else {
        return None;
    };
    let table = register.table(index)?;
    let mut page = Page::new(text, context.say(&Message::attribute("hover-block", "title")));
    let Some((first, last)) = range_of(register, &table) else {
        page.line(context.say(&Message::attribute("hover-block", "unreadable")));
        return Some(page);
    };
    let scheme = &register.scheme;
    let range = Message::attribute("hover-block", "range")
        .with("first", written(scheme, first))
        .with("last", written(scheme, last))
        .with("size", i64::from(last) - i64::from(first) + 1);
    page.item(context.say(&range));
    let sequences = register
        .entries_of(&table)
        .filter_map(|(_, entry)| sequence_of(register, &entry));
    let (inside, outside): (Vec<u32>, Vec<u32>) = sequences.partition(|used| (first..=last).contains(used));
    let used = Message::attribute("hover-block", "used").with("used", inside.len());
    page.item(context.say(&used));
    if !outside.is_empty() {
        page.item(context.say(&Message::attribute("hover-block", "outside").with("count", outside.len())));
    }
    let scopes = TableScope::new(register, table);
    let of_entry = || {
        register
            .entries_of(&table)
            .find_map(|(_, entry)| scopes.of_entry(&entry))
    };
    if let Some(scope) = scopes.of_new_entry().or_else(of_entry) {
        let wanted = std::iter::once(scope).collect();
        let free = Sequences::collect(register, &wanted).free(scope, (first, last));
        let count: i64 = free
            .iter()
            .map(|(first, last)| i64::from(*last) - i64::from(*first) + 1)
            .sum();
        let ranges = free.iter().take(NAMED).map(|range| written_range(scheme, *range));
        let ranges: Vec<String> = ranges.collect();
        let attribute = match (free.len(), free.len() > NAMED) {
            (0, _) => "full",
            (_, true) => "free-more",
            (_, false) => "free",
        };
        let message = Message::attribute("hover-block", attribute)
            .with("count", count)
            .with("ranges", ranges);
        page.item(context.say(&message));
    }
    Some(page)
}
