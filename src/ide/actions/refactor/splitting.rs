//! One table in two: the entries from the one at hand on go into a new table of the same category, with numbers from 1 on.

use std::borrow::Cow;

use super::{Form, Layout};
use crate::ide::actions::{At, FileEdits, find};
use crate::ide::wanted::next_id;
use crate::keys::TableKind;
use crate::register::Register;
use crate::register::handle::{EntryRef, TableRef};
use crate::register::sequences::{sequence_of, written};
use crate::text::Span;
use crate::text::edit::{TextEdit, line_ending_at};
use crate::text::to_u32;
use crate::writer::layout::{Layout as Keys, Pairs, Value, header};

/// Whether there are entries before one in its table, and each has a header of its own.
pub(super) fn is_possible(register: &Register, entry: EntryRef<'_>) -> bool {
    let layout = register.table_of(&entry).and_then(|table| Layout::of(register, table));
    layout.is_some_and(|layout| layout.form == Form::Headers && layout.entries.first() != Some(&entry))
}

/// The edits that split the table of an entry before it.
pub(in crate::ide::actions) fn edits(register: &Register, wanted: At) -> Option<FileEdits> {
    let (index, entry) = find(register, register.entries(), wanted)?;
    if !is_possible(register, entry) {
        return None;
    }
    let table = register.table_of(&entry)?;
    let layout = Layout::of(register, table).filter(|layout| layout.form == Form::Headers)?;
    let place = index.checked_sub(table.entries.start)?;
    let (stay, go) = layout.entries.split_at_checked(place)?;
    let text = layout.file.text.as_str();
    let at = layout.block(entry)?.start;
    let mut edits = Vec::new();
    let block = table.block_range.and_then(|range| blocks(register, range, stay, go));
    if let (Some(((first, last), _)), Some(own)) = (block, table.block) {
        edits.push(TextEdit {
            span: register.absolute(table.place(own)).span,
            text: range(register, (first, last)),
        });
    }
    let pairs = new_table(register, table, go, block.map(|(_, second)| second));
    let names: Vec<&str> = pairs.iter().map(|(name, _)| name.as_ref()).collect();
    let ending = line_ending_at(text, at);
    let keys = Keys::around(text, at, names.iter().copied());
    edits.push(TextEdit {
        span: Span::empty(at),
        text: format!("{}{}{ending}{ending}", header(TableKind::Table), keys.table(&pairs)),
    });
    edits.extend(renumbered(register, stay, go));
    Some(vec![(wanted.file, edits)])
}

/// What the new table says of itself. Its title is that of the old one, to be told from it by its author.
fn new_table(register: &Register, table: TableRef<'_>, go: &[EntryRef<'_>], block: Option<(u32, u32)>) -> Pairs {
    let mut pairs: Pairs = Vec::new();
    let mut add = |name: &'static str, value: Option<Cow<'_, str>>| {
        pairs.extend(value.map(|value| (name.into(), Value::String(value.into_owned()))));
    };
    // Behind the table itself: a number that another one has is passed over.
    let id = table.id().and_then(|own| next_id(register, &own));
    add("id", Some(id.unwrap_or_default().into()));
    add("title", table.title());
    add("category", table.category());
    add("subsystem", table.subsystem());
    add("block", block.map(|block| range(register, block).into()));
    let is_used = |group: &str| go.iter().any(|entry| entry.group().is_some_and(|own| own == group));
    let groups = table.groups().map(|(_, group)| group.into_owned());
    let groups: Vec<String> = groups.filter(|group| is_used(group)).collect();
    if !groups.is_empty() {
        pairs.push(("groups".into(), Value::strings(groups)));
    }
    pairs
}

/// The parts of a block that each table needs, where the sequences of the one lie before those of the other.
fn blocks(
    register: &Register,
    (first, last): (u32, u32),
    stay: &[EntryRef<'_>],
    go: &[EntryRef<'_>],
) -> Option<((u32, u32), (u32, u32))> {
    let sequences = |entries: &[EntryRef<'_>]| -> Option<Vec<u32>> {
        entries.iter().map(|entry| sequence_of(register, entry)).collect()
    };
    let (highest, lowest) = (sequences(stay)?.into_iter().max()?, sequences(go)?.into_iter().min()?);
    let border = highest.checked_add(1)?;
    let is_between = first <= highest && highest < lowest && lowest <= last;
    is_between.then_some(((first, highest), (border, last)))
}

fn range(register: &Register, (first, last): (u32, u32)) -> String {
    let written = |sequence| written(&register.scheme, sequence);
    format!("{}-{}", written(first), written(last))
}

/// The numbers of the entries that go, from 1 on, where they were in order.
fn renumbered(register: &Register, stay: &[EntryRef<'_>], go: &[EntryRef<'_>]) -> Vec<TextEdit> {
    let offset = i64::from(to_u32(stay.len()));
    let mut all = (1_i64..).zip(stay.iter().chain(go));
    if !all.all(|(place, entry)| entry.number.is_some_and(|number| number.value == place)) {
        return Vec::new();
    }
    let edits = go.iter().filter_map(|entry| {
        let number = entry.number?;
        Some(TextEdit {
            span: register.absolute(entry.site.place(number.span)).span,
            text: (number.value - offset).to_string(),
        })
    });
    edits.collect()
}
