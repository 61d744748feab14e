//! Reads a text again after an edit: cuts anew around what changed, and reads only the segments that did.
//!
//! What a cutting finds from a segment's start on depends on nothing before it, and, but for a string that never ends,
//! on nothing beyond the line that it cuts at. So the cutting begins a segment before the edit, or where a string
//! before that was left open, and ends where it comes upon a cut that was there before, behind the edit.

use std::ops::ControlFlow;

use super::change::Change;
use super::cut::{self, Cuts};
use super::{Document, Segment, definitions, read_segments};
use crate::text::edit::common;
use crate::text::{SegmentId, to_u32};

/// What an edit makes of a document: the segments to put in the place of others. It holds for the document that it was
/// worked out for, and is applied to that one or to a copy of it.
#[derive(Debug)]
pub struct Reread {
    /// Which segments take the place of which.
    pub change: Change,
    /// The new ones.
    segments: Vec<Segment>,
    /// Where they start.
    starts: Vec<u32>,
    /// Those of them, by their place in the document, in which a string is left open.
    open: Vec<usize>,
    /// How far into the old and the new text the edit reaches.
    edit: (usize, usize),
    has_same_outline: bool,
}

impl Reread {
    /// Whether the document has more errors after the edit than before. None where only a reading of all of it tells, as tables
    /// may come to be defined twice.
    pub fn adds_errors(&self, document: &Document) -> Option<bool> {
        let replaced = document.segments.get(self.change.old.clone()).unwrap_or_default();
        let count = |segments: &[Segment]| segments.iter().map(Segment::count_errors).sum::<usize>();
        self.has_same_outline.then(|| count(&self.segments) > count(replaced))
    }
}

impl Document {
    /// Works out what an edit makes of a document. `old` is the text that the document was read from.
    pub fn reread(&self, old: &str, new: &str) -> Reread {
        self.reread_between(old, new, common(old, new))
    }

    /// The same where it is known what the texts have in common, as [`common`] gives it.
    pub fn reread_between(&self, old: &str, new: &str, (prefix, suffix): (usize, usize)) -> Reread {
        let edit = (old.len() - suffix, new.len() - suffix);
        if prefix == old.len() && prefix == new.len() {
            return Reread {
                change: Change::NONE,
                segments: Vec::new(),
                starts: Vec::new(),
                open: Vec::new(),
                edit,
                has_same_outline: true,
            };
        }
        let from = self.restart(prefix);
        let mut cuts = Cuts {
            starts: vec![self.start(SegmentId(to_u32(from)))],
            open: Vec::new(),
        };
        let mut met = None;
        let start = self.start(SegmentId(to_u32(from))) as usize;
        cut::go_on(new, start, &mut cuts, |start| {
            met = self.place_behind(edit, start as usize);
            if met.is_some() {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        let end = match met {
            Some(_) => cuts.starts.pop().unwrap_or_default(),
            None => to_u32(new.len()),
        };
        let old_end = met.unwrap_or(self.starts.len());
        // Segments in front of the edit were cut once more to find the next cut; they need not be read.
        let ends = cuts.starts.iter().copied().skip(1).chain([end]);
        let unchanged = (cuts.starts.iter().zip(ends))
            .zip(from..old_end)
            .take_while(|((start, end), place)| {
                let was_end = self.starts.get(place + 1).map_or(old.len(), |end| *end as usize);
                self.starts.get(*place) == Some(start) && was_end == *end as usize && was_end <= prefix
            })
            .count();
        let change = Change {
            old: from + unchanged..old_end,
            new: from + unchanged..from + cuts.starts.len(),
        };
        cuts.starts.drain(..unchanged);
        let segments = read_segments(new, &cuts.starts, end);
        let has_same_outline = self.redefinitions.is_empty()
            && definitions::have_same_outline((old, self), &change, (new, &cuts.starts, &segments));
        Reread {
            change,
            segments,
            starts: cuts.starts,
            open: cuts.open.into_iter().map(|place| from + place).collect(),
            edit,
            has_same_outline,
        }
    }

    /// Puts what was worked out in its place: afterwards the document is what [`Document::parse`] makes of `new`.
    pub fn apply(&mut self, reread: Reread, new: &str) {
        let Reread { change, edit, .. } = reread;
        if change == Change::NONE {
            return;
        }
        self.open.retain(|place| *place >= change.old.end);
        for place in &mut self.open {
            *place = *place - change.old.end + change.new.end;
        }
        self.open.splice(0..0, reread.open);
        for start in self.starts.iter_mut().skip(change.old.end) {
            *start = to_u32(*start as usize - edit.0 + edit.1);
        }
        self.starts.splice(change.old.clone(), reread.starts);
        self.segments.splice(change.old.clone(), reread.segments);
        let faulty = self.places(change.new.clone(), |segment| !segment.is_intact());
        replace_places(&mut self.faulty, &change, faulty);
        let commented = self.places(change.new.clone(), |segment| !segment.comments.is_empty());
        replace_places(&mut self.commented, &change, commented);
        if !reread.has_same_outline {
            self.redefinitions = definitions::redefinitions(new, self);
        }
    }

    /// The segment that started before the edit where, as it is behind the edit, a start of the new text lies.
    fn place_behind(&self, edit: (usize, usize), start: usize) -> Option<usize> {
        let was = edit.0 + start.checked_sub(edit.1)?;
        // Never the first segment: that starts at 0 whether there is a cut or not.
        let place = self.starts.partition_point(|start| (*start as usize) < was).max(1);
        self.starts
            .get(place)
            .filter(|start| **start as usize == was)
            .map(|_| place)
    }

    /// The segment to begin the cutting at, for an edit at a byte offset. The one before the edit is cut again as well:
    /// what the edit does to a header line may join the two.
    fn restart(&self, edit: usize) -> usize {
        let segment = self.segment_at(to_u32(edit.saturating_sub(1))).0 as usize;
        let open = self.open.first().copied().unwrap_or(usize::MAX);
        let from = segment.saturating_sub(1).min(open);
        // A header at the very start of a text is a cut of its own, which only a cutting from the start finds.
        if self.start(SegmentId(to_u32(from))) == 0 {
            0
        } else {
            from
        }
    }
}

/// Puts places of new segments in the stead of those of the segments that are no more, and moves the others on.
fn replace_places(places: &mut Vec<usize>, change: &Change, new: Vec<usize>) {
    let before = |end: usize| places.partition_point(|place| *place < end);
    let range = before(change.old.start)..before(change.old.end);
    for place in places.iter_mut().skip(range.end) {
        *place = *place - change.old.end + change.new.end;
    }
    places.splice(range, new);
}

#[cfg(test)]
mod tests;
