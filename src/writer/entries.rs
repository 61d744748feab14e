//! Entries among those of a table: put in, written as the others are, and taken out.

use super::keys::{change, width};
use super::layout::{Layout, Pairs, Value, header};
use crate::diagnostic::{Edit, Place};
use crate::keys::TableKind;
use crate::register::handle::{EntryRef, TableRef};
use crate::register::model::{EntryId, Site};
use crate::register::{Register, SourceFile};
use crate::syntax::{Kind, Node};
use crate::text::edit::line_ending_at;
use crate::text::lines::{line_end, line_start, next_line};
use crate::text::{Span, to_u32};

/// The edit that puts entries into a table behind one of its own, or before the first.
pub fn insertion(register: &Register, table: TableRef<'_>, after: Option<EntryRef<'_>>, new: &[Pairs]) -> Option<Edit> {
    let model = after.or_else(|| register.entries_of(&table).next().map(|(_, entry)| entry));
    match model {
        Some(model) if model.is_inline() => inline(register, model, after, new),
        Some(model) => {
            let site = after.map_or(table.site, |after| after.site);
            lines(register, site, Some(model), new)
        }
        None => into_empty(register, table, new),
    }
}

fn into_empty(register: &Register, table: TableRef<'_>, new: &[Pairs]) -> Option<Edit> {
    let text = table.segment_text();
    let entry = table.keys().into_iter().find(|node| node.key.name(text) == "entry");
    match entry {
        // `entry = []`
        Some(node) if node.kind == Kind::Array => {
            let texts: Vec<String> = new.iter().map(|pairs| Layout::Inline.table(pairs)).collect();
            Some(Edit {
                place: table
                    .site
                    .place(Span::new(node.span.start + 1, node.span.end.checked_sub(1)?)),
                text: texts.join(", "),
            })
        }
        Some(_) => None,
        None if table.is_inline() => {
            let tables = new.iter().map(|pairs| Value::Table(pairs.clone())).collect();
            let change_of = [("entry".to_owned(), Some(Value::Array(tables)))];
            change(table, &change_of, |_| 0).pop()
        }
        None => lines(register, table.site, None, new),
    }
}

/// Entries with headers behind the table or entry of a site.
fn lines(register: &Register, site: Site, model: Option<EntryRef<'_>>, new: &[Pairs]) -> Option<Edit> {
    let file = register.file(site.file)?;
    let text = file.text.as_str();
    let at = end_of(file, site)?;
    let ending = line_ending_at(text, at);
    let (lead, gap, layout) = match model {
        Some(model) => {
            let start = register.absolute(model.header()).span.start;
            let line = line_start(text, start);
            let indent = Span::new(line, start).of_text(text);
            let has_gap = attached(text, line).checked_sub(1).is_some_and(|before| {
                Span::new(line_start(text, before), before)
                    .of_text(text)
                    .trim()
                    .is_empty()
            });
            let own = model.segment_text();
            let first = model.keys().first().copied();
            let before = first.map_or("", |node| Span::new(node.key.span.start, node.span.start).of_text(own));
            let layout = Layout::Lines {
                indent: "",
                ending,
                width: width(before),
            };
            (format!("{indent}{}", register.text_at(model.header())), has_gap, layout)
        }
        None => {
            let names = new.first().into_iter().flatten().map(|(name, _)| name.as_ref());
            (header(TableKind::Entry), true, Layout::around(text, at, names))
        }
    };
    let gap = if gap { ending.repeat(2) } else { ending.to_owned() };
    let texts = new.iter().map(|pairs| format!("{gap}{lead}{}", layout.table(pairs)));
    Some(Edit {
        place: Place::in_file(site.file, Span::empty(at)),
        text: texts.collect(),
    })
}

/// Entries in braces behind one, or before the first.
fn inline(register: &Register, model: EntryRef<'_>, after: Option<EntryRef<'_>>, new: &[Pairs]) -> Option<Edit> {
    let file = register.file(model.site.file)?;
    let text = file.text.as_str();
    let own = braces(file, model.site)?;
    let before = Span::new(line_start(text, own.start), own.start).of_text(text);
    let has_own_line = before.trim().is_empty();
    let between = if has_own_line {
        format!("{}{before}", line_ending_at(text, own.start))
    } else {
        " ".to_owned()
    };
    let tables = new.iter().map(|pairs| Layout::Inline.table(pairs));
    let (at, text) = if after.is_none() {
        (own.start, tables.map(|table| format!("{table},{between}")).collect())
    } else if let Some(end) = end_of_element_line(text, own.end).filter(|_| has_own_line) {
        // Behind the comma, and behind the comment that is about the line.
        (end, tables.map(|table| format!("{between}{table},")).collect())
    } else {
        (own.end, tables.map(|table| format!(",{between}{table}")).collect())
    };
    Some(Edit {
        place: Place::in_file(model.site.file, Span::empty(at)),
        text,
    })
}

/// The end of the line of an element, where nothing but a comma and a comment is behind it.
fn end_of_element_line(text: &str, end: u32) -> Option<u32> {
    let line = Span::new(end, line_end(text, end)).of_text(text);
    let behind = line.trim_start().strip_prefix(',')?.trim_start();
    (behind.is_empty() || behind.starts_with('#')).then(|| line_end(text, end))
}

/// The edits that take entries out of a table.
pub fn removals(register: &Register, table: TableRef<'_>, is_gone: impl Fn(EntryId) -> bool) -> Vec<Edit> {
    let entries: Vec<_> = register.entries_of(&table).collect();
    let Some(file) = register.file(table.site.file) else {
        return Vec::new();
    };
    let mut spans: Vec<Span> = Vec::new();
    let mut before: Option<EntryRef<'_>> = None;
    let mut has_kept = false;
    for (place, (id, entry)) in entries.iter().enumerate() {
        if is_gone(*id) {
            let next = entries.get(place + 1).map(|(_, next)| *next);
            let span = if entry.is_inline() {
                inline_removal(file, *entry, before.filter(|_| has_kept), next)
            } else {
                lines_removal(file, *entry)
            };
            spans.extend(span);
        } else {
            has_kept = true;
        }
        before = Some(*entry);
    }
    spans.sort();
    spans.dedup_by(|next, span| {
        let meets = next.start <= span.end;
        if meets {
            span.end = span.end.max(next.end);
        }
        meets
    });
    let place = |span| Place::in_file(table.site.file, span);
    let edits = spans.into_iter().map(|span| Edit {
        place: place(span),
        text: String::new(),
    });
    edits.collect()
}

/// An entry with the comments above it and the blank lines below; at the end of the file with those above.
fn lines_removal(file: &SourceFile, entry: EntryRef<'_>) -> Option<Span> {
    let text = file.text.as_str();
    let start = file.document.start(entry.site.segment) + entry.site.header.start;
    let start = attached(text, line_start(text, start));
    let end = next_line(text, end_of(file, entry.site)?);
    let rest = text.get(end as usize..).unwrap_or_default();
    let blank = rest.split_inclusive('\n').take_while(|line| line.trim().is_empty());
    let end = end + to_u32(blank.map(str::len).sum());
    if (end as usize) < text.len() {
        return Some(Span::new(start, end));
    }
    let above = text.get(..start as usize).unwrap_or_default();
    let kept = above.trim_end();
    let start = if kept.is_empty() {
        0
    } else {
        next_line(text, to_u32(kept.len()))
    };
    Some(Span::new(start, end))
}

fn inline_removal(
    file: &SourceFile,
    entry: EntryRef<'_>,
    before: Option<EntryRef<'_>>,
    next: Option<EntryRef<'_>>,
) -> Option<Span> {
    let text = file.text.as_str();
    let own = braces(file, entry.site)?;
    let line = line_start(text, own.start);
    if Span::new(line, own.start).of_text(text).trim().is_empty()
        && let Some(end) = end_of_element_line(text, own.end)
    {
        return Some(Span::new(line, next_line(text, end)));
    }
    Some(match (before, next) {
        (Some(before), _) => Span::new(braces(file, before.site)?.end, own.end),
        (None, Some(next)) => Span::new(own.start, braces(file, next.site)?.start),
        (None, None) => own,
    })
}

/// The table of an entry in braces in its file, with the braces.
pub fn braces(file: &SourceFile, site: Site) -> Option<Span> {
    let segment = file.document.segment(site.segment)?;
    // Nodes are in the order of the text, and there may be a great many.
    let first = segment
        .nodes
        .partition_point(|node| node.span.start < site.header.start);
    let mut opened = segment.nodes.get(first..)?.iter();
    let is_table = |node: &&Node| node.kind == Kind::InlineTable && node.span.start == site.header.start;
    Some(opened.find(is_table)?.span.shift(file.document.start(site.segment)))
}

/// The end of the line in which what stands under a header ends.
pub fn end_of(file: &SourceFile, site: Site) -> Option<u32> {
    let segment = file.document.segment(site.segment)?;
    let end = segment.statements().map(|(_, node)| node.span.end).max().unwrap_or(0);
    let end = end.max(segment.header.as_ref()?.span.end) + file.document.start(site.segment);
    Some(line_end(&file.text, end))
}

/// The start of the comment lines directly above a line, or of the line itself.
pub fn attached(text: &str, line: u32) -> u32 {
    let mut line = line;
    while line > 0 {
        let previous = line_start(text, line - 1);
        if !Span::new(previous, line).of_text(text).trim_start().starts_with('#') {
            break;
        }
        line = previous;
    }
    line
}
