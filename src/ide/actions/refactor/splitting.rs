//! One table in two: the entries from the one at hand on go into a new table of the same category, with numbers from 1 on.

use std::borrow::Cow;

use super::{ENTRY, Form, Layout};
use crate::ide::actions::{At, FileEdits, find};
use crate::ide::wanted::next_id;
use crate::keys::TableKind;
use crate::register::Register;
use crate::register::handle::{EntryRef, TableRef};
use crate::register::sequences::{sequence_of, written};
use crate::syntax::Kind;
use crate::text::edit::{self, TextEdit, line_ending_at};
use crate::text::lines::{line_end, line_start};
use crate::text::{Span, to_u32};
use crate::writer::entries::end_of;
use crate::writer::layout::{Layout as Keys, Pairs, Value, header};

/// Whether there are entries before one in its table, and all are written in one way.
pub(super) fn is_possible(register: &Register, entry: EntryRef<'_>) -> bool {
    let layout = register.table_of(&entry).and_then(|table| Layout::of(register, table));
    layout.is_some_and(|layout| {
        let is_plain = layout.form == Form::Headers || List::of(&layout).is_some();
        is_plain && layout.entries.first() != Some(&entry)
    })
}

/// The edits that split the table of an entry before it.
pub(in crate::ide::actions) fn edits(register: &Register, wanted: At) -> Option<FileEdits> {
    let (index, entry) = find(register, register.entries(), wanted)?;
    if !is_possible(register, entry) {
        return None;
    }
    let table = register.table_of(&entry)?;
    let layout = Layout::of(register, table)?;
    let place = index.checked_sub(table.entries.start)?;
    let (stay, go) = layout.entries.split_at_checked(place)?;
    let mut edits = Vec::new();
    let block = table.block_range.and_then(|range| blocks(register, range, stay, go));
    if let (Some(((first, last), _)), Some(own)) = (block, table.block) {
        edits.push(TextEdit {
            span: register.absolute(table.place(own)).span,
            text: range(register, (first, last)),
        });
    }
    let pairs = new_table(register, table, go, block.map(|(_, second)| second));
    let numbers = renumbered(register, stay, go);
    edits.extend(match layout.form {
        Form::Headers => before_header(&layout, entry, &pairs, numbers)?,
        Form::Braces => out_of_list(&layout, stay, go, &pairs, &numbers)?,
    });
    edits.sort_by_key(|edit| edit.span);
    Some(vec![(wanted.file, edits)])
}

/// Entries with headers go into the table whose header comes before them.
fn before_header(
    layout: &Layout<'_>,
    entry: EntryRef<'_>,
    pairs: &Pairs,
    mut edits: Vec<TextEdit>,
) -> Option<Vec<TextEdit>> {
    let text = layout.file.text.as_str();
    let at = layout.block(entry)?.start;
    let names = pairs.iter().map(|(name, _)| name.as_ref());
    let ending = line_ending_at(text, at);
    let keys = Keys::around(text, at, names);
    edits.push(TextEdit {
        span: Span::empty(at),
        text: format!("{}{}{ending}{ending}", header(TableKind::Table), keys.table(pairs)),
    });
    Some(edits)
}

/// Entries in braces go, as they are written, out of the list of their table into that of a new one behind it.
fn out_of_list(
    layout: &Layout<'_>,
    stay: &[EntryRef<'_>],
    go: &[EntryRef<'_>],
    pairs: &Pairs,
    numbers: &[TextEdit],
) -> Option<Vec<TextEdit>> {
    let text = layout.file.text.as_str();
    let list = List::of(layout)?;
    let (last, first) = (layout.braces(*stay.last()?)?, layout.braces(*go.first()?)?);
    let cut = list.cut(text, last.end, first.start)?;
    let moved = Span::new(cut.to, list.span.end);
    let numbers: Vec<TextEdit> = numbers
        .iter()
        .map(|edit| TextEdit {
            span: Span::new(edit.span.start - moved.start, edit.span.end - moved.start),
            text: edit.text.clone(),
        })
        .collect();
    let moved = edit::apply(moved.of_text(text), &numbers).ok()?;
    let at = end_of(layout.file, layout.table.site)?;
    let ending = line_ending_at(text, at);
    let names = pairs.iter().map(|(name, _)| name.as_ref()).chain([ENTRY]);
    let keys = Keys::around(text, at, names);
    let entries = if cut.is_of_lines {
        moved.as_str()
    } else {
        moved.trim_start()
    };
    let table = format!(
        "{ending}{ending}{}{}{}[{entries}",
        header(TableKind::Table),
        keys.table(pairs),
        keys.key(1, ENTRY)
    );
    // The bracket stands where it stood.
    let bracket = Span::new(line_start(text, list.span.end), list.span.end).of_text(text);
    let close = match cut.is_of_lines {
        true if bracket.trim_start() == "]" => format!("{ending}{bracket}"),
        true => format!("{ending}]"),
        false => "]".to_owned(),
    };
    let closed = Span::new(cut.from, list.span.end);
    if at == closed.end {
        return Some(vec![TextEdit {
            span: closed,
            text: close + &table,
        }]);
    }
    Some(vec![
        TextEdit {
            span: closed,
            text: close,
        },
        TextEdit {
            span: Span::empty(at),
            text: table,
        },
    ])
}

/// The list of entries in braces.
struct List {
    /// With its brackets, in its file.
    span: Span,
}

/// Where a list is cut in two.
struct Cut {
    /// Where what stays ends.
    from: u32,
    /// Where what goes begins.
    to: u32,
    /// Whether that is the end of a line.
    is_of_lines: bool,
}

impl List {
    /// The list of a table, where it holds nothing but the entries.
    fn of(layout: &Layout<'_>) -> Option<Self> {
        let (segment, text) = (layout.table.segment()?, layout.table.segment_text());
        let mut lists = segment
            .statements()
            .filter(|(_, node)| node.key.name(text) == ENTRY && node.kind == Kind::Array);
        let (index, list) = lists.next()?;
        let elements = || segment.children(index);
        let are_entries = elements().all(|(_, node)| node.kind == Kind::InlineTable);
        let is_whole = are_entries && elements().count() == layout.entries.len();
        let span = list.span.shift(layout.start());
        let is_closed = span.of_text(&layout.file.text).ends_with(']');
        (is_whole && is_closed).then_some(Self { span })
    }

    /// Where to cut between the end of an entry and the start of the next: what is said behind the comma is about the one, and
    /// what stands above the other goes with that.
    fn cut(&self, text: &str, end: u32, start: u32) -> Option<Cut> {
        let comma = comma(Span::new(end, start).of_text(text))? + end;
        let line = line_end(text, comma);
        let rest = Span::new(comma + 1, line).of_text(text).trim_start();
        let is_of_lines = line < start && (rest.is_empty() || rest.starts_with('#'));
        Some(Cut {
            from: if is_of_lines { line } else { comma },
            to: if is_of_lines { line } else { comma + 1 },
            is_of_lines,
        })
    }
}

/// The comma between two elements of a list, which no comment is.
fn comma(between: &str) -> Option<u32> {
    let mut is_comment = false;
    let place = between.bytes().position(|byte| {
        is_comment = (is_comment || byte == b'#') && byte != b'\n';
        byte == b',' && !is_comment
    });
    place.map(to_u32)
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
