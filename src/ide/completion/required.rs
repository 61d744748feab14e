//! The keys that a table must have, with places for their values.

use super::draft::{Offers, Snippet};
use super::forms::of_column;
use crate::ide::wanted::next_number;
use crate::keys::{Key, TableKind, ValueType};
use crate::writer::layout::Layout;

/// Adds the keys that a kind of table must have, with places for their values.
pub(super) fn required(offers: &Offers<'_>, table: TableKind, layout: Layout<'_>, snippet: &mut Snippet) {
    for (place, key) in required_keys(offers, table).enumerate() {
        snippet.text(&layout.key(place, key.name));
        placeholder(offers, &key, snippet);
    }
}

/// The keys that a kind of table must have, and those without which it is seldom written.
pub(super) fn required_keys<'c>(offers: &Offers<'c>, table: TableKind) -> impl Iterator<Item = Key<'c>> + use<'c> {
    let register = offers.context.register;
    register
        .columns
        .keys(table)
        .filter(move |key| register.requires(table, key) || is_usual(table, key))
}

/// Whether a key that none must have is written in nearly all tables of a kind. (A layer is a separator or this.)
fn is_usual(table: TableKind, key: &Key<'_>) -> bool {
    match table {
        TableKind::Layer => matches!(key.name, "name" | "title" | "width" | "role"),
        TableKind::Column => key.name == "title",
        TableKind::Catalogue | TableKind::Format => true,
        _ => false,
    }
}

/// What stands in the place of a key's value at first.
pub(super) fn placeholder(offers: &Offers<'_>, key: &Key<'_>, snippet: &mut Snippet) {
    match key.value {
        ValueType::Number => {
            let register = offers.context.register;
            let table = offers.spot.detail_table(register);
            let number = table.map_or(1, |table| next_number(register, table, offers.spot.own_entry(register)));
            snippet.stop(&number.to_string());
        }
        _ => {
            of_column(&offers.context.register.columns, key, snippet);
        }
    }
}
