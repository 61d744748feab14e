//! “Move the entry to the table its code names”: for an entry whose code names the category of other tables.
//!
//! An entry moves only to a table that is written as its own is: with headers, or in braces.

use std::collections::BTreeMap;

use super::refactor::blank_lines;
use super::{Action, ActionId, ActionKind, At, FileEdits, MOST, Offer, at, find};
use crate::diagnostic::{Diagnostic, Place};
use crate::ide::target::Item;
use crate::messages::Message;
use crate::register::Register;
use crate::register::handle::{EntryRef, TableRef};
use crate::scheme::Role;
use crate::text::edit::{TextEdit, apply, line_ending_at};
use crate::text::lines::line_start;
use crate::text::{FileId, Span};
use crate::writer::entries::{attached, end_of};

/// Offers a move to each table of the category that the entry's code names.
pub(super) fn offer(offer: &mut Offer<'_>) {
    let register = offer.context.register;
    let Some(Item::Entry(id)) = offer.item else {
        return;
    };
    let Some(entry) = register.entry(id) else {
        return;
    };
    let Some(own) = register.table_of(&entry) else {
        return;
    };
    let Some(code) = entry.code() else {
        return;
    };
    let Some(wanted) = entry.layers.value(&register.scheme, &code, Role::Category) else {
        return;
    };
    let named = register.category_in(entry.layers, &code);
    let is_by_subsystem = !register.scheme.subsystem_layers().is_empty();
    let is_of_wanted = |table: &TableRef<'_>| {
        if is_by_subsystem {
            named.is_some() && table.category_index == named
        } else {
            table.category().unwrap_or_default() == wanted
        }
    };
    if register.scheme_is_stand_in() || is_of_wanted(&own) {
        return;
    }
    let is_about_place = |found: &Diagnostic| ["category-mismatch", "subsystem-mismatch"].contains(&found.rule.name);
    let fixes = offer.about(is_about_place);
    let homes = register
        .tables()
        .filter(|table| is_of_wanted(table) && section(register, entry, *table).is_some());
    for table in homes.take(MOST) {
        let title = Message::new("action-move")
            .with("table", table.id().unwrap_or_default())
            .with("title", table.title().unwrap_or_default())
            .render(offer.context.language);
        offer.push(Action {
            title,
            kind: ActionKind::QuickFix,
            is_preferred: false,
            fixes: fixes.clone(),
            id: ActionId::Move(at(register, &entry.site), at(register, &table.site)),
        });
    }
}

/// Where a table takes an entry that is written with a header; none where either is written in braces, or broken.
fn section(register: &Register, entry: EntryRef<'_>, table: TableRef<'_>) -> Option<End> {
    if entry.site.is_broken || table.site.is_broken || entry.is_inline() {
        return None;
    }
    let entries = register.entries_at(table.entries.clone());
    if entries.clone().any(|entry| entry.site.is_broken || entry.is_inline()) {
        return None;
    }
    let last = entries.last();
    let site = last.map_or(table.site, |entry| entry.site);
    let source = register.file(site.file)?;
    // What stands under the last header up to its last value belongs to it; comments behind that to what follows.
    let offset = end_of(source, site)?;
    let number = last.and_then(|entry| entry.number).map_or(0, |number| number.value);
    Some(End {
        file: site.file,
        offset,
        number: number.checked_add(1)?,
    })
}

/// The end of a table, where an entry goes, and which number it has there.
struct End {
    file: FileId,
    offset: u32,
    number: i64,
}

/// The edits that take an entry away and put it at the end of a table, together with others, those in the entry made where it
/// goes.
pub(super) fn edits(register: &Register, entry: At, table: At, others: Vec<(Place, String)>) -> Option<FileEdits> {
    let (_, entry) = find(register, register.entries(), entry)?;
    let (_, table) = find(register, register.tables(), table)?;
    if register.table_of(&entry)? == table {
        return None;
    }
    let home = section(register, entry, table)?;
    let file = entry.site.file;
    let source = register.file(file)?;
    let start = source.document.start(entry.site.segment);
    let end = end_of(source, entry.site)?;
    let from = attached(&source.text, line_start(&source.text, start + entry.site.header.start));
    let own = Span::new(from, end);
    let (inside, outside): (Vec<_>, Vec<_>) = others
        .into_iter()
        .partition(|(place, _)| place.file == file && own.contains(place.span));
    let mut inside: Vec<TextEdit> = inside.into_iter().map(|(place, text)| edit(place.span, text)).collect();
    if let Some(number) = entry.number {
        inside.push(edit(number.span.shift(start), home.number.to_string()));
    }
    for edit in &mut inside {
        edit.span = Span::new(edit.span.start - from, edit.span.end - from);
    }
    inside.sort();
    let target = &register.file(home.file)?.text;
    let ending = line_ending_at(target, home.offset);
    let text = apply(own.of_text(&source.text), &inside).ok()?;
    let text = text.replace("\r\n", "\n").replace('\n', ending);
    let mut edits: BTreeMap<FileId, Vec<TextEdit>> = BTreeMap::new();
    let of_source = edits.entry(file).or_default();
    of_source.push(edit(Span::new(from, blank_lines(&source.text, end)), String::new()));
    of_source.extend(following(register, entry));
    let insertion = edit(Span::empty(home.offset), format!("{ending}{ending}{text}"));
    edits.entry(home.file).or_default().push(insertion);
    for (place, text) in outside {
        edits.entry(place.file).or_default().push(edit(place.span, text));
    }
    for edits in edits.values_mut() {
        edits.sort();
    }
    Some(edits.into_iter().collect())
}

fn edit(span: Span, text: String) -> TextEdit {
    TextEdit { span, text }
}

/// The numbers after an entry that goes, one less each; none where the table's numbers are in no order to keep.
fn following(register: &Register, entry: EntryRef<'_>) -> Vec<TextEdit> {
    let Some(table) = register.table_of(&entry) else {
        return Vec::new();
    };
    let mut numbers = (1_i64..).zip(register.entries_of(&table));
    let is_in_order = numbers.all(|(position, (_, other))| other.number.is_some_and(|number| number.value == position));
    let Some(own) = entry.number.filter(|_| is_in_order) else {
        return Vec::new();
    };
    let after = register.entries_of(&table).filter_map(|(_, other)| {
        let number = other.number.filter(|number| number.value > own.value)?;
        Some(TextEdit {
            span: register.absolute(other.site.place(number.span)).span,
            text: (number.value - 1).to_string(),
        })
    });
    after.collect()
}
