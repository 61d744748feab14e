//! The entries of a table in another order: each goes with its comments, and the numbers stay where they are, so that a table
//! that was numbered in order is so still.

use super::{Form, Layout, comments};
use crate::ide::actions::{At, FileEdits, SortBy, find};
use crate::register::Register;
use crate::register::handle::{EntryRef, TableRef};
use crate::register::sequences::sequence_of;
use crate::text::Span;
use crate::text::edit::TextEdit;

/// The order that the entries of a table are to have, by their places; none where they have it, or not all say where they
/// belong. Entries below one sub-heading stay together, in the order of the sub-headings.
pub(super) fn order(register: &Register, table: TableRef<'_>, by: SortBy) -> Option<Vec<usize>> {
    let mut groups: Vec<String> = table.groups().map(|(_, group)| group.into_owned()).collect();
    let mut keys = Vec::new();
    for (place, (_, entry)) in register.entries_of(&table).enumerate() {
        let group = entry.group().unwrap_or_default();
        let rank = groups.iter().position(|known| *known == group).unwrap_or_else(|| {
            groups.push(group.into_owned());
            groups.len() - 1
        });
        let (value, code) = match by {
            SortBy::Code => {
                let sequence = sequence_of(register, &entry)?;
                (i64::from(sequence), entry.code()?)
            }
            SortBy::Number => (entry.number?.value, std::borrow::Cow::Borrowed("")),
        };
        keys.push((rank, value, code, place));
    }
    if keys.is_sorted() || by == SortBy::Code && !register.goes_by_scheme() {
        return None;
    }
    keys.sort();
    Some(keys.into_iter().map(|(.., place)| place).collect())
}

/// The edits that sort the entries of a table.
pub(in crate::ide::actions) fn edits(register: &Register, wanted: At, by: SortBy) -> Option<FileEdits> {
    let (_, table) = find(register, register.tables(), wanted)?;
    let layout = Layout::of(register, table)?;
    let order = order(register, table, by)?;
    let slots: Option<Vec<Span>> = match layout.form {
        Form::Headers => layout.entries.iter().map(|entry| layout.block(*entry)).collect(),
        Form::Braces => layout.entries.iter().map(|entry| layout.braces(*entry)).collect(),
    };
    let slots = slots?;
    let inside = Span::new(slots.first()?.start, slots.last()?.end);
    let has_comment = |comment: &Span| inside.start <= comment.start && comment.start < inside.end;
    if layout.form == Form::Braces && comments(layout.file, table.site.segment).iter().any(has_comment) {
        return None;
    }
    let text = layout.file.text.as_str();
    let mut edits = Vec::new();
    for (slot, from) in order.into_iter().enumerate().filter(|(slot, from)| slot != from) {
        let (own, other) = (*layout.entries.get(slot)?, *layout.entries.get(from)?);
        let (span, block) = (*slots.get(slot)?, *slots.get(from)?);
        edits.push(TextEdit {
            span,
            text: moved(register, (other, block), own, by, text),
        });
    }
    Some(vec![(wanted.file, edits)])
}

/// The text of an entry with the number of another one.
fn moved(
    register: &Register,
    (entry, block): (EntryRef<'_>, Span),
    seat: EntryRef<'_>,
    by: SortBy,
    text: &str,
) -> String {
    let mut moved = block.of_text(text).to_owned();
    if let (Some(number), Some(new)) = (entry.number, seat.number)
        && by != SortBy::Number
    {
        let span = register.absolute(entry.site.place(number.span)).span;
        let range = span.start.saturating_sub(block.start) as usize..span.end.saturating_sub(block.start) as usize;
        if moved.get(range.clone()).is_some() {
            moved.replace_range(range, &new.value.to_string());
        }
    }
    moved
}
