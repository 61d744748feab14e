//! What a register takes over from the one before an edit: the entries of segments that did not change.

use std::ops::Range;

use super::model::Entry;
use crate::syntax::{Change, Segment};
use crate::text::{FileId, SegmentId, to_u32};

/// The turn of a segment in the course of putting a register together.
pub(super) type Origin = (FileId, SegmentId);

/// Which entries of a file need not be read again.
#[derive(Default)]
pub(super) struct Reuse {
    /// By segment of the file as it is now, the place of its entry before the edit; [`NONE`] where it has none.
    places: Vec<u32>,
}

/// No entry.
const NONE: u32 = u32::MAX;

impl Reuse {
    /// What a file holds that an edit left alone. The words of the register must be those that it was read with.
    pub(super) fn new(old: &[Entry], origins: &[Origin], file: FileId, change: &Change) -> Self {
        let range = in_segments(old, file, &(0..usize::MAX));
        let entries = old.get(range.clone()).unwrap_or_default();
        let mut places = Vec::new();
        let mut faults = origins.iter().filter(|(other, _)| *other == file).peekable();
        for (place, entry) in (to_u32(range.start)..).zip(entries.iter()) {
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
        Self { places }
    }

    /// The place before the edit of the entry that is all that a segment holds, where that is known.
    pub(super) fn place(&self, entries: &Entries, id: SegmentId, segment: &Segment) -> Option<usize> {
        let place = *self.places.get(id.0 as usize)? as usize;
        let entry = entries.before(place)?;
        is_alone(entry, segment).then_some(place)
    }
}

/// The entries of a register in the making. Those that an edit left alone stay where they are in memory, as far as they
/// can: to copy a hundred thousand of them takes longer than the edit.
#[derive(Default)]
pub(super) struct Entries {
    /// Those that are in place, then a gap, then those from before the edit that are still to come.
    all: Vec<Entry>,
    /// How many are in place.
    placed: usize,
    /// Where those that are still to come begin.
    rest: usize,
    /// How far these have been moved on, to make the gap larger.
    shift: usize,
    /// The places before the edit of those that are no more.
    gone: Range<usize>,
}

impl Entries {
    /// Begins with the entries before an edit, of which some are no more.
    pub(super) fn new(all: Vec<Entry>, gone: Range<usize>) -> Self {
        Self {
            all,
            gone,
            ..Self::default()
        }
    }

    /// How many are in place.
    pub(super) const fn len(&self) -> usize {
        self.placed
    }

    /// Makes room for entries, exactly as many where there are none yet: growing by doubling would hold them twice.
    pub(super) fn reserve(&mut self, count: usize) {
        if self.all.is_empty() {
            self.all.reserve_exact(count);
        } else if self.rest == self.all.len() {
            // Room for one part after the other: to make it exact would be to copy all entries for each.
            self.all.reserve(count);
        }
    }

    /// An entry before the edit, by its place then; none that has been placed or passed.
    pub(super) fn before(&self, place: usize) -> Option<&Entry> {
        let place = place + self.shift;
        self.all.get(place).filter(|_| place >= self.rest)
    }

    /// Puts an entry in place.
    pub(super) fn push(&mut self, entry: Entry) {
        if self.placed == self.rest {
            let gone = self.gone.start + self.shift..self.gone.end + self.shift;
            if gone.contains(&self.rest) {
                self.rest = gone.end.min(self.all.len());
            } else if self.rest < self.all.len() {
                // As much again each time, so that each entry is moved on a few times at most.
                let room = self.shift.max(64);
                self.all
                    .splice(self.rest..self.rest, std::iter::repeat_with(Entry::default).take(room));
                self.rest += room;
                self.shift += room;
            }
        }
        if let Some(slot) = self.all.get_mut(self.placed).filter(|_| self.placed < self.rest) {
            *slot = entry;
        } else {
            self.all.push(entry);
            self.rest = self.all.len();
        }
        self.placed += 1;
    }

    /// Puts the entry in place that had a place before the edit. They are to come in their order; those between are no
    /// more.
    pub(super) fn keep(&mut self, place: usize) -> Option<&mut Entry> {
        let place = place + self.shift;
        if place < self.rest || place >= self.all.len() {
            return None;
        }
        if place != self.placed {
            self.all.swap(self.placed, place);
        }
        self.rest = place + 1;
        self.placed += 1;
        self.all.get_mut(self.placed - 1)
    }

    /// All of them.
    pub(super) fn finish(mut self) -> Vec<Entry> {
        self.all.truncate(self.placed);
        self.all
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

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;
    use crate::text::Span;

    /// An entry that can be told from others.
    fn entry(number: u32) -> Entry {
        let mut entry = Entry::default();
        entry.site.header = Span {
            start: number,
            end: number,
        };
        entry
    }

    fn numbers(entries: &[Entry]) -> Vec<u32> {
        entries.iter().map(|entry| entry.site.header.start).collect()
    }

    #[test]
    fn entries_are_kept_and_put_between() {
        const OLD: u32 = 6;
        const NEW: u32 = 1000;
        // Each set of entries that are kept, each range that is gone, and one, a few or many new ones before one of them.
        for kept in 0_u32..1 << OLD {
            for (gone, pushed) in [(0..0, 1), (2..4, 1), (2..4, 3), (0..6, 2), (5..6, 200)] {
                for at in 0..=OLD {
                    let kept: Vec<u32> = (0..OLD)
                        .filter(|place| kept >> place & 1 == 1 && !gone.contains(&(*place as usize)))
                        .collect();
                    let mut entries = Entries::new((0..OLD).map(entry).collect(), gone.clone());
                    let push =
                        |entries: &mut Entries| (NEW..NEW + pushed).for_each(|number| entries.push(entry(number)));
                    for place in 0..OLD {
                        if place == at {
                            push(&mut entries);
                        }
                        if kept.contains(&place) {
                            assert_eq!(numbers(&[entries.before(place as usize).unwrap().clone()]), [place]);
                            entries.keep(place as usize).unwrap();
                        }
                    }
                    if at == OLD {
                        push(&mut entries);
                    }
                    let mut expected: Vec<u32> = kept.iter().copied().filter(|place| *place < at).collect();
                    expected.extend(NEW..NEW + pushed);
                    expected.extend(kept.iter().filter(|place| **place >= at));
                    assert_eq!(entries.len(), expected.len());
                    assert_eq!(numbers(&entries.finish()), expected, "{kept:?} {gone:?} {at}");
                }
            }
        }
    }
}
