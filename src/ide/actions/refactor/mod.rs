//! Refactorings of a detail table: what its entries say stays, and how or where they are written changes.
//!
//! Nothing is offered for a table that is not wholly read, or that is written in a way that would lose a comment.

mod form;
mod parts;
mod sorting;
mod splitting;
#[cfg(test)]
mod tests;

pub use self::parts::FileChange;
pub(super) use self::parts::{extract, file_changes, join};
pub(super) use self::{form::edits as change_form, sorting::edits as sort, splitting::edits as split};

use super::{ActionId, ActionKind, Offer, SortBy};
use crate::ide::target::Item;
use crate::keys::TableKind;
use crate::messages::Message;
use crate::register::handle::{EntryRef, TableRef};
use crate::register::{Register, SourceFile};
use crate::syntax::{HeaderKind, Segment};
use crate::text::lines::{line_end, line_start};
use crate::text::{SegmentId, Span, to_u32};
use crate::writer::entries::{attached, end_of};

/// The key of a table's entries.
const ENTRY: &str = "entry";

/// Offers what there is for the table whose header is at hand, and for the entry.
pub(super) fn offer(offer: &mut Offer<'_>) {
    let register = offer.context.register;
    match offer.item {
        Some(Item::Table(index)) if offer.is_on_header => {
            if let Some(table) = register.table(index) {
                of_table(offer, table);
            }
        }
        Some(Item::Entry(id)) if offer.wants(ActionKind::RefactorRewrite) => {
            let entry = register.entry(id).filter(|entry| is_at_start(offer, *entry));
            if let Some(entry) = entry.filter(|entry| splitting::is_possible(register, *entry)) {
                let id = ActionId::Split(super::at(register, &entry.site));
                offer.push_refactoring(Message::new("action-split-table"), ActionKind::RefactorRewrite, id);
            }
        }
        _ => {}
    }
    let is_at_top = offer.span_start == 0 || offer.is_on_header;
    if offer.wants(ActionKind::RefactorInline) && is_at_top && parts::can_be_joined(register, offer.file) {
        let id = ActionId::Join(offer.file);
        offer.push_refactoring(Message::new("action-join-part"), ActionKind::RefactorInline, id);
    }
}

/// Whether the cursor is where an entry begins: on its header, or between its brace and the end of its first key.
fn is_at_start(offer: &Offer<'_>, entry: EntryRef<'_>) -> bool {
    if !entry.is_inline() {
        return offer.is_on_header;
    }
    let brace = offer.context.register.absolute(entry.header());
    let first = entry.keys().first().map(|node| entry.site.place(node.key.span));
    let first = first.map_or(brace, |key| offer.context.register.absolute(key));
    brace.span.cover(first.span).touches(offer.span_start)
}

fn of_table(offer: &mut Offer<'_>, table: TableRef<'_>) {
    let register = offer.context.register;
    let at = super::at(register, &table.site);
    if offer.wants(ActionKind::RefactorRewrite) {
        if let Some(form) = form::other(register, table) {
            let message = Message::attribute("action-change-form", form.name());
            offer.push_refactoring(message, ActionKind::RefactorRewrite, ActionId::ChangeForm(at));
        }
        let is_laid_out = Layout::of(register, table).is_some();
        for by in SortBy::ALL.into_iter().filter(|_| is_laid_out) {
            if sorting::order(register, table, by).is_some() {
                let message = Message::attribute("action-sort", by.name());
                offer.push_refactoring(message, ActionKind::RefactorRewrite, ActionId::Sort(at, by));
            }
        }
    }
    if offer.wants(ActionKind::RefactorExtract)
        && let Some(path) = parts::path_of_new(register, table)
    {
        let message = Message::new("action-extract-table").with("path", path);
        offer.push_refactoring(message, ActionKind::RefactorExtract, ActionId::Extract(at));
    }
}

/// A table as it is written: its entries with headers of their own, directly below it, or in braces in its key `entry`.
struct Layout<'r> {
    file: &'r SourceFile,
    table: TableRef<'r>,
    entries: Vec<EntryRef<'r>>,
    form: Form,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Headers,
    Braces,
}

impl Form {
    const fn name(self) -> &'static str {
        match self {
            Self::Headers => "headers",
            Self::Braces => "braces",
        }
    }
}

impl<'r> Layout<'r> {
    /// How a table is written; none for one without entries, and for one that is written in another way or not wholly read.
    fn of(register: &'r Register, table: TableRef<'r>) -> Option<Self> {
        let entries: Vec<_> = register.entries_at(table.entries.clone()).collect();
        let first = entries.first()?;
        let form = if first.is_inline() { Form::Braces } else { Form::Headers };
        let is_array = |segment: &Segment| {
            segment.errors.is_empty()
                && segment.doubled.is_empty()
                && segment
                    .header
                    .as_ref()
                    .is_some_and(|header| header.kind == HeaderKind::Element)
        };
        let mut due = table.site.segment.0;
        for entry in &entries {
            due = if form == Form::Headers {
                due.checked_add(1)?
            } else {
                due
            };
            let is_due = entry.site.file == table.site.file && entry.site.segment == SegmentId(due);
            let is_headed = || {
                let header = entry.segment()?.header.as_ref()?;
                let name = header.keys.last()?.name(entry.segment_text());
                Some(name == ENTRY)
            };
            // A misspelt header may be told, and is no entry by its letters.
            let is_due = is_due && (form == Form::Braces || is_headed() == Some(true));
            if !is_due || entry.is_inline() != (form == Form::Braces) || !entry.segment().is_some_and(is_array) {
                return None;
            }
        }
        let file = register.file(table.site.file)?;
        table.segment().filter(|segment| is_array(segment))?;
        let own = Self {
            file,
            table,
            entries,
            form,
        };
        // A table with a longer path is a part of the one before.
        let next = file.document.segment(SegmentId(due.checked_add(1)?));
        let is_part = |segment: &Segment| {
            let header = segment.header.as_ref();
            let first = header.and_then(|header| header.keys.first().filter(|_| header.keys.len() > 1));
            let text = file.document.text(&file.text, SegmentId(due + 1));
            first.is_some_and(|key| key.name(text) == TableKind::Table.path())
        };
        (!next.is_some_and(is_part)).then_some(own)
    }

    /// The start of the table's segment in its file.
    fn start(&self) -> u32 {
        self.file.document.start(self.table.site.segment)
    }

    /// From the comments above the header of an entry to the end of its last line.
    fn block(&self, entry: EntryRef<'r>) -> Option<Span> {
        let start = self.file.document.start(entry.site.segment) + entry.site.header.start;
        let start = attached(&self.file.text, line_start(&self.file.text, start));
        Some(Span::new(start, end_of(self.file, entry.site)?))
    }

    /// The braces of an entry, in its file.
    fn braces(&self, entry: EntryRef<'r>) -> Option<Span> {
        crate::writer::entries::braces(self.file, entry.site)
    }

    /// From the comments above the table's header to the end of the last line of its last entry.
    fn whole(&self) -> Option<Span> {
        let header = line_start(&self.file.text, self.start() + self.table.site.header.start);
        let start = attached(&self.file.text, header);
        let last = self.entries.last()?;
        let end = match self.form {
            Form::Headers => end_of(self.file, last.site)?,
            Form::Braces => end_of(self.file, self.table.site)?,
        };
        Some(Span::new(start, end))
    }
}

/// The comments of a segment, in bytes of its file.
fn comments(file: &SourceFile, id: SegmentId) -> Vec<Span> {
    let start = file.document.start(id);
    let segment = file.document.segment(id);
    let comments = segment.into_iter().flat_map(|segment| &segment.comments);
    comments.map(|comment| comment.shift(start)).collect()
}

/// Whether nothing but blanks stands between an offset and the end of its line.
fn is_end_of_line(text: &str, offset: u32) -> bool {
    let rest = Span::new(offset, line_end(text, offset)).of_text(text);
    rest.trim().is_empty()
}

/// The end of the line ending at an offset and of the blank lines after it.
pub(super) fn blank_lines(text: &str, offset: u32) -> u32 {
    let rest = text.get(offset as usize..).unwrap_or_default();
    let blank: usize = rest
        .split_inclusive('\n')
        .take_while(|line| line.ends_with('\n') && line.trim().is_empty())
        .map(str::len)
        .sum();
    offset + to_u32(blank)
}
