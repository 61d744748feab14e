//! The entries of a file that stand in a piece of it: editors ask for what is on the screen.

use crate::register::Register;
use crate::register::model::Entry;
use crate::text::{FileId, SegmentId, Span};

/// The entries in the segments that a span of a file touches. Entries are in the order of the text, so that the rest of
/// a large file costs nothing.
pub(super) fn entries(register: &Register, file: FileId, span: Span) -> &[Entry] {
    let Some(source) = register.file(file) else {
        return &[];
    };
    let first = source.document.segment_at(span.start);
    let last = source.document.segment_at(span.end);
    let place = |entry: &Entry| (entry.site.file, entry.site.segment);
    let start = register.entries.partition_point(|entry| place(entry) < (file, first));
    let end = register
        .entries
        .partition_point(|entry| place(entry) <= (file, SegmentId(last.0)));
    register.entries.get(start..end).unwrap_or_default()
}

/// The whole of a file.
pub(super) fn whole(register: &Register, file: FileId) -> Span {
    Span::of(0..register.file(file).map_or(0, |source| source.text.len()))
}
