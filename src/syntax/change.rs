//! Which segments an edit replaces.

use std::ops::Range;

use crate::text::{SegmentId, to_u32};

/// Which segments an edit put in the place of which. Those before are as they were, and have their ids; those after
/// are as they were, and have moved on by the difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The segments that were there.
    pub old: Range<usize>,
    /// The segments that are there now. Both ranges begin with the same one.
    pub new: Range<usize>,
}

impl Change {
    /// No change.
    pub const NONE: Self = Self { old: 0..0, new: 0..0 };

    /// Whether every segment stands where it stood, though some have changed.
    pub fn is_in_place(&self) -> bool {
        self.old == self.new
    }

    /// The id that a segment has now; none for one that is no more, or was read anew.
    pub fn moved(&self, id: SegmentId) -> Option<SegmentId> {
        let place = id.0 as usize;
        if id == SegmentId::FILE || place < self.old.start {
            Some(id)
        } else if place < self.old.end {
            None
        } else {
            Some(SegmentId(to_u32(place - self.old.end + self.new.end)))
        }
    }
}
