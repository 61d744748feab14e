//! What a register takes over from the one before an edit: the entries of segments that did not change.

use std::ops::Range;

use super::model::Entry;
use crate::syntax::{Change, Segment};
use crate::text::{FileId, SegmentId, to_u32};

/// The turn of a segment in the course of putting a register together.
pub(super) type Origin = (FileId, SegmentId);

/// The entries of a file that need not be read again.
#[derive(Default)]
pub(super) struct Reuse<'a> {
    /// The entries of the file before the edit.
    entries: &'a mut [Entry],
    /// By segment of the file as it is now, the place of its entry among these; [`NONE`] where it has none.
    places: Vec<u32>,
}

/// No entry.
const NONE: u32 = u32::MAX;

impl<'a> Reuse<'a> {
    /// What a file holds that an edit left alone. The words of the register must be those that it was read with.
    pub(super) fn new(old: &'a mut [Entry], origins: &[Origin], file: FileId, change: &Change) -> Self {
        let range = in_segments(old, file, &(0..usize::MAX));
        let entries = old.get_mut(range).unwrap_or_default();
        let mut places = Vec::new();
        let mut faults = origins.iter().filter(|(other, _)| *other == file).peekable();
        for (place, entry) in (0..).zip(entries.iter()) {
            let segment = entry.site.segment;
            while faults.next_if(|(_, turn)| *turn < segment).is_some() {}
            // Where there were faults they are to be told again.
            let is_faulty = faults.peek().is_some_and(|(_, turn)| *turn == segment);
            let Some(moved) = change.moved(segment).filter(|_| !is_faulty) else {
                continue;
            };
            let moved = moved.0 as usize;
            if places.len() <= moved {
                places.resize(moved + 1, NONE);
            }
            if let Some(slot) = places.get_mut(moved) {
                *slot = place;
            }
        }
        Self { entries, places }
    }

    /// Whether it is known what a segment holds: an entry and nothing else.
    pub(super) fn knows(&self, id: SegmentId, segment: &Segment) -> bool {
        let place = self.places.get(id.0 as usize).copied().unwrap_or(NONE);
        let entry = self.entries.get(place as usize);
        entry.is_some_and(|entry| is_alone(entry, segment))
    }

    /// Gives away the entry of a segment.
    pub(super) fn take(&mut self, id: SegmentId) -> Option<Entry> {
        let place = *self.places.get(id.0 as usize)?;
        let mut entry = std::mem::take(self.entries.get_mut(place as usize)?);
        entry.site.segment = id;
        Some(entry)
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
