//! What a register takes over from the one before an edit: the entries of segments that did not change.

use std::ops::Range;

use super::assembly::Turn;
use super::model::{Entry, Site};
use super::read::{Fragment, Item};
use crate::syntax::{Change, Segment};
use crate::text::{FileId, SegmentId, to_u32};

/// The entries of a file that need not be read again.
#[derive(Default)]
pub(super) struct Reuse<'a> {
    /// By segment of the file as it is now.
    entries: Vec<Option<&'a Entry>>,
}

impl<'a> Reuse<'a> {
    /// What a file holds that an edit left alone. The words of the register must be those that it was read with.
    pub(super) fn new(old: &'a [Entry], turns: &[Turn], file: FileId, change: &Change) -> Self {
        let mut entries = Vec::new();
        let mut faults = turns.iter().filter(|(other, _)| *other == file).peekable();
        for entry in old.get(in_segments(old, file, &(0..usize::MAX))).unwrap_or_default() {
            let segment = entry.site.segment;
            while faults.next_if(|(_, turn)| *turn < segment).is_some() {}
            // Where there were faults they are to be told again.
            let is_faulty = faults.peek().is_some_and(|(_, turn)| *turn == segment);
            let Some(moved) = change.moved(segment).filter(|_| !is_faulty) else {
                continue;
            };
            let place = moved.0 as usize;
            if entries.len() <= place {
                entries.resize(place + 1, None);
            }
            if let Some(slot) = entries.get_mut(place) {
                *slot = Some(entry);
            }
        }
        Self { entries }
    }

    /// What a segment holds, if it is known.
    pub(super) fn fragment(&self, id: SegmentId, segment: &Segment) -> Option<Fragment> {
        let entry = (*self.entries.get(id.0 as usize)?)?;
        if !is_alone(entry, segment) {
            return None;
        }
        let site = Site {
            segment: id,
            ..entry.site
        };
        let entry = Entry { site, ..entry.clone() };
        let mut fragment = Fragment::default();
        fragment.items.push(Item::Entry(Box::new(entry)));
        Some(fragment)
    }
}

/// Whether an entry is all that its segment holds: its header is that of the segment, and no brace in it.
pub(super) fn is_alone(entry: &Entry, segment: &Segment) -> bool {
    segment
        .header
        .as_ref()
        .is_some_and(|header| header.span == entry.site.header)
}

/// The entries that stand in segments of a file, by their places.
pub(super) fn in_segments(entries: &[Entry], file: FileId, segments: &Range<usize>) -> Range<usize> {
    let before = |end: usize| {
        let end = (file, SegmentId(to_u32(end)));
        entries.partition_point(|entry| (entry.site.file, entry.site.segment) < end)
    };
    before(segments.start)..before(segments.end)
}
