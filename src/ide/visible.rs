//! The entries of a file that stand in a piece of it: editors ask for what is on the screen.

use crate::register::Register;
use crate::register::handle::EntryRef;
use crate::text::{FileId, Span};

/// The entries in the segments that a span of a file touches. Entries are in the order of the text, so that the rest of
/// a large file costs nothing.
pub(super) fn entries(register: &Register, file: FileId, span: Span) -> impl Iterator<Item = EntryRef<'_>> {
    let segments = register.file(file).map(|source| {
        let segment_at = |offset| source.document.segment_at(offset);
        segment_at(span.start)..=segment_at(span.end)
    });
    let entries = segments
        .into_iter()
        .flat_map(move |segments| register.entries_in(file, segments));
    entries.map(|(_, entry)| entry)
}

/// The whole of a file.
pub(super) fn whole(register: &Register, file: FileId) -> Span {
    Span::of(0..register.file(file).map_or(0, |source| source.text.len()))
}
