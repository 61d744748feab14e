//! “Renumber this table”: 序号 1, 2, 3 … in the order of the entries.

use super::{ActionId, ActionKind, At, FileEdits, Offer, at, find};
use crate::ide::target::Item;
use crate::messages::Message;
use crate::register::Register;
use crate::register::handle::TableRef;
use crate::text::edit::TextEdit;

/// Offers it in a table whose numbers are not in order.
pub(super) fn offer(offer: &mut Offer<'_>) {
    let register = offer.context.register;
    let table = match offer.item {
        Some(Item::Table(table)) => register.table(table),
        Some(Item::Entry(entry)) => register.entry(entry).and_then(|entry| register.table_of(&entry)),
        _ => None,
    };
    let Some(table) = table.filter(|table| is_out_of_order(register, *table)) else {
        return;
    };
    let title = Message::new("action-renumber").with("table", table.name());
    let id = ActionId::Renumber(at(register, &table.site));
    offer.push_refactoring(title, ActionKind::RefactorRewrite, id);
}

fn is_out_of_order(register: &Register, table: TableRef<'_>) -> bool {
    let mut numbers = (1..).zip(register.entries_of(&table));
    // An entry that did not parse may have a number that nobody can see.
    let are_read = !table.site.is_broken && register.entries_of(&table).all(|(_, entry)| !entry.site.is_broken);
    are_read && numbers.any(|(position, (_, entry))| entry.number.is_some_and(|number| number.value != position))
}

/// The edits of the numbers that change.
pub(super) fn edits(register: &Register, wanted: At) -> Option<FileEdits> {
    let (_, table) = find(register, register.tables(), wanted)?;
    if !is_out_of_order(register, table) {
        return None;
    }
    let edits = (1_i64..)
        .zip(register.entries_of(&table))
        .filter_map(|(position, (_, entry))| {
            let number = entry.number.filter(|number| number.value != position)?;
            Some(TextEdit {
                span: register.absolute(entry.site.place(number.span)).span,
                text: position.to_string(),
            })
        });
    Some(vec![(wanted.file, edits.collect())])
}
