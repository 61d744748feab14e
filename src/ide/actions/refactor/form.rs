//! Entries in braces, with headers of their own instead, and back. Comments go along: those above an entry, and the one at
//! its header or behind its braces. An entry with a comment in it stays as it is, for in braces there is no place for that.

use super::{Form, Layout, comments, is_end_of_line};
use crate::ide::actions::{At, FileEdits, find};
use crate::keys::TableKind;
use crate::register::Register;
use crate::register::handle::{EntryRef, TableRef};
use crate::syntax::{Kind, Node};
use crate::text::edit::{TextEdit, line_ending_at};
use crate::text::lines::{line_end, line_start, next_line};
use crate::text::{Span, to_u32};
use crate::writer::entries::end_of;
use crate::writer::layout::{Layout as Keys, header};

/// The form that the entries of a table could have instead.
pub(super) fn other(register: &Register, table: TableRef<'_>) -> Option<Form> {
    let layout = Layout::of(register, table)?;
    // A key that is misspelt may be another list of entries.
    let text = table.segment_text();
    let is_known = |node: &&Node| TableKind::Table.key(&node.key.name(text)).is_some();
    if !table.keys().iter().all(is_known) {
        return None;
    }
    // Which form it can have shows in its text; whether each entry can is found when it is asked for.
    let edit = edit(&layout)?;
    (!edit.is_empty()).then_some(match layout.form {
        Form::Headers => Form::Braces,
        Form::Braces => Form::Headers,
    })
}

/// The edits that give the entries of a table the other form.
pub(in crate::ide::actions) fn edits(register: &Register, wanted: At) -> Option<FileEdits> {
    let (_, table) = find(register, register.tables(), wanted)?;
    other(register, table)?;
    let layout = Layout::of(register, table)?;
    Some(vec![(wanted.file, edit(&layout)?)])
}

fn edit(layout: &Layout<'_>) -> Option<Vec<TextEdit>> {
    match layout.form {
        Form::Headers => to_braces(layout),
        Form::Braces => to_headers(layout),
    }
}

/// An entry taken out of its form.
struct Loose<'r> {
    /// The comments above it, each a line.
    above: Vec<&'r str>,
    /// The comment in its first or its only line.
    beside: Option<&'r str>,
    /// Its keys, and its values as they are written.
    keys: Vec<(String, &'r str)>,
}

fn keys_of<'r>(entry: EntryRef<'r>) -> Option<Vec<(String, &'r str)>> {
    let text = entry.segment_text();
    let pair = |node: &&'r Node| {
        // A dotted key keeps its dots, which what follows it begins with.
        let name = match node.kind {
            Kind::Dotted => return None,
            _ => node.key.name(text).into_owned(),
        };
        Some((name, node.span.of_text(text)))
    };
    entry.keys().iter().map(pair).collect()
}

fn to_braces(layout: &Layout<'_>) -> Option<Vec<TextEdit>> {
    let text = layout.file.text.as_str();
    let mut entries: Vec<Loose<'_>> = Vec::new();
    let behind_table = end_of(layout.file, layout.table.site)?;
    let mut above = comments(layout.file, layout.table.site.segment);
    above.retain(|comment| comment.start > behind_table);
    for (place, entry) in layout.entries.iter().enumerate() {
        let end = end_of(layout.file, entry.site)?;
        let start = layout.file.document.start(entry.site.segment) + entry.site.header.start;
        let header_end = line_end(text, start);
        let own = comments(layout.file, entry.site.segment);
        let beside = own.iter().find(|comment| comment.end == header_end);
        let is_last = place + 1 == layout.entries.len();
        let inside = own
            .iter()
            .filter(|comment| comment.start < end && Some(*comment) != beside);
        if inside.count() > 0 {
            return None;
        }
        entries.push(Loose {
            above: above.iter().map(|comment| comment.of_text(text)).collect(),
            beside: beside.map(|comment| comment.of_text(text)),
            keys: keys_of(*entry)?,
        });
        above = own;
        above.retain(|comment| comment.start >= end && !is_last);
    }
    let ending = line_ending_at(text, behind_table);
    let names = layout.table.keys().into_iter();
    let segment = layout.table.segment_text();
    let names: Vec<String> = names.map(|node| node.key.name(segment).into_owned()).collect();
    let keys = Keys::around(text, behind_table, names.iter().map(String::as_str).chain(["entry"]));
    let mut array = format!("{}[", keys.key(1, "entry"));
    for entry in &entries {
        for comment in &entry.above {
            array += &format!("{ending}  {comment}");
        }
        let pairs = entry.keys.iter().enumerate();
        let pairs: String = pairs
            .map(|(place, (name, value))| Keys::Inline.key(place, name) + value)
            .collect();
        let braces = if pairs.is_empty() {
            "{}".to_owned()
        } else {
            format!("{{ {pairs} }}")
        };
        array += &format!("{ending}  {braces},");
        array.extend(entry.beside.map(|comment| format!(" {comment}")));
    }
    array += &format!("{ending}]");
    let last = layout.entries.last()?;
    Some(vec![TextEdit {
        span: Span::new(behind_table, end_of(layout.file, last.site)?),
        text: array,
    }])
}

fn to_headers(layout: &Layout<'_>) -> Option<Vec<TextEdit>> {
    let text = layout.file.text.as_str();
    let segment = layout.table.segment()?;
    let own = layout.table.segment_text();
    let start = layout.start();
    let (list_at, list) = segment
        .statements()
        .find(|(_, node)| node.key.name(own) == "entry" && node.kind == Kind::Array)?;
    let elements = segment
        .children(list_at)
        .filter(|(_, node)| node.kind == Kind::InlineTable);
    if segment.children(list_at).count() != layout.entries.len() || elements.count() != layout.entries.len() {
        return None;
    }
    let statement = Span::new(line_start(text, start + list.key.span.start), start + list.span.end);
    let end = line_end(text, statement.end);
    if !is_end_of_line(text, statement.end) || layout.table.site.header.end + start > statement.start {
        return None;
    }
    let mut comments: Vec<Span> = comments(layout.file, layout.table.site.segment);
    comments.retain(|comment| statement.start <= comment.start && comment.start < statement.end);
    let mut comments = comments.into_iter().peekable();
    let mut entries: Vec<Loose<'_>> = Vec::new();
    for entry in &layout.entries {
        let braces = layout.braces(*entry)?;
        let mut above = Vec::new();
        while let Some(comment) = comments.next_if(|comment| comment.start < braces.start) {
            above.push(comment.of_text(text));
        }
        if comments.next_if(|comment| comment.start < braces.end).is_some() {
            return None;
        }
        // What stands behind the comma is about the line.
        let line = line_end(text, braces.end);
        let is_beside = |comment: &Span| {
            let between = Span::new(braces.end, comment.start).of_text(text);
            comment.end == line && between.trim().trim_start_matches(',').trim().is_empty()
        };
        entries.push(Loose {
            above,
            beside: comments.next_if(is_beside).map(|comment| comment.of_text(text)),
            keys: keys_of(*entry)?,
        });
    }
    // One behind the last entry is about none.
    if comments.next().is_some() {
        return None;
    }
    let ending = line_ending_at(text, statement.start);
    let mut blocks = String::new();
    for entry in &entries {
        blocks += ending;
        for comment in &entry.above {
            blocks += &format!("{ending}{comment}");
        }
        blocks += &format!("{ending}{}", header(TableKind::Entry));
        blocks.extend(entry.beside.map(|comment| format!(" {comment}")));
        let names = entry.keys.iter().map(|(name, _)| name.as_str());
        let keys = Keys::around(text, statement.start, names);
        blocks.extend(entry.keys.iter().map(|(name, value)| keys.key(1, name) + value));
    }
    let last = segment.statements().last().map(|(_, node)| node.span.end)?;
    let last_end = line_end(text, start + last);
    // The key goes with its line; the entries follow what else the table has.
    if last_end == end {
        let before = statement.start.checked_sub(to_u32(ending.len()))?;
        return Some(vec![TextEdit {
            span: Span::new(before, end),
            text: blocks,
        }]);
    }
    Some(vec![
        TextEdit {
            span: Span::new(statement.start, next_line(text, end)),
            text: String::new(),
        },
        TextEdit {
            span: Span::empty(last_end),
            text: blocks,
        },
    ])
}
