//! “Give this entry a free sequence”: for a code without one, with one from outside the table's block, or with one that
//! another entry has too, be it the earlier or the later of the two.
//!
//! The sequence is the smallest free one that lies between those of the entry's neighbours, so that the table stays in order.

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use super::{Action, ActionId, ActionKind, At, FileEdits, Offer, at, find};
use crate::code;
use crate::diagnostic::{Diagnostic, Place, Relation};
use crate::ide::target::Item;
use crate::ide::wanted::between;
use crate::messages::Message;
use crate::register::Register;
use crate::register::handle::EntryRef;
use crate::register::model::EntryId;
use crate::register::sequences::{Sequences, TableScope, range_of, written};
use crate::scheme::Role;
use crate::text::edit::TextEdit;
use crate::text::to_u32;

/// The rules whose finding a free sequence does away with, at the entry itself.
const OF_ENTRY: [&str; 2] = ["sequence-zero", "block-mismatch"];

/// Those of two entries that have one sequence; the later one is repaired by the finding's own fix.
const OF_TWO: [&str; 2] = ["duplicate-code", "duplicate-sequence"];

/// Offers it for the entry at the cursor.
pub(super) fn offer(offer: &mut Offer<'_>) {
    let register = offer.context.register;
    let Some(Item::Entry(id)) = offer.item else {
        return;
    };
    let Some(entry) = register.entry(id) else {
        return;
    };
    let found = offer.context.found.iter().enumerate();
    let is_meant = |found: &Diagnostic| is_of(register, entry, found);
    let fixes: Vec<usize> = found
        .filter(|(_, found)| is_meant(found))
        .map(|(index, _)| index)
        .collect();
    if fixes.is_empty() {
        return;
    }
    let Some(free) = free(register, id, entry) else {
        return;
    };
    let title = Message::new("action-free-sequence")
        .with("free", free)
        .render(offer.context.language);
    let title = Message::new("action-unsafe")
        .with("title", title)
        .render(offer.context.language);
    offer.push(Action {
        title,
        kind: ActionKind::QuickFix,
        is_preferred: false,
        fixes,
        id: ActionId::TakeFree(at(register, &entry.site)),
    });
}

/// Whether a finding is one that another sequence of the entry does away with.
fn is_of(register: &Register, entry: EntryRef<'_>, found: &Diagnostic) -> bool {
    let Some(code) = entry.code else {
        return false;
    };
    let code = register.absolute(entry.place(code));
    let is_in_code = |place: Place| place.file == code.file && code.span.contains(place.span);
    if OF_ENTRY.contains(&found.rule.name) {
        return is_in_code(found.place);
    }
    let mut related = found.related.iter();
    OF_TWO.contains(&found.rule.name)
        && related.any(|label| label.relation == Relation::Twin && is_in_code(label.place))
}

/// The sequence for an entry, as it is written.
fn free(register: &Register, id: EntryId, entry: EntryRef<'_>) -> Option<String> {
    if !register.goes_by_scheme() || entry.site.is_broken {
        return None;
    }
    let table = register.table_of(&entry)?;
    // A code with escapes has no layer in the text that could be written.
    if !matches!(entry.code(), Some(Cow::Borrowed(_))) {
        return None;
    }
    let scope = TableScope::new(register, table).of_entry(&entry)?;
    let range = between(register, table, (id, Some(id)), range_of(register, &table)?);
    let wanted = FxHashSet::from_iter([scope]);
    let free = Sequences::collect(register, &wanted).take_between(scope, range)?;
    Some(written(&register.scheme, free))
}

/// The edit that writes it into the code.
pub(super) fn edits(register: &Register, wanted: At) -> Option<FileEdits> {
    let (place, entry) = find(register, register.entries(), wanted)?;
    let id = EntryId(to_u32(place));
    let text = free(register, id, entry)?;
    let index = register.scheme.layer_of(Role::Sequence)?;
    let code = entry.code?;
    let layer = code::layer_span(&register.scheme, index, &entry.text(code));
    let place = entry.site.place(code.part(layer));
    let span = register.absolute(place).span;
    Some(vec![(wanted.file, vec![TextEdit { span, text }])])
}
