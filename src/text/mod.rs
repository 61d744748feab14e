//! Files as text: byte spans, line starts, edits.
//!
//! Everything inside the engine is a byte offset into UTF-8 text. Lines and columns exist only in [`lines`], and are
//! made at the edge, for the face that needs them, in the unit which that face speaks.

pub mod difference;
pub mod edit;
pub mod encoding;
pub mod foreign;
mod hidden;
pub mod latin;
pub mod lines;
pub mod nearest;
pub mod pieces;
pub mod spelling;
pub mod tidy;

use std::ops::Range;

pub use self::hidden::is_hidden;

/// A half-open range of byte offsets, counted from 0. What it is relative to (a file, a segment, a value) is said by
/// whoever hands it out; [`crate::diagnostic::Place`] carries both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`, both in bytes. An `end` before `start` gives the empty span at `start`.
    pub const fn new(start: u32, end: u32) -> Self {
        Self {
            start,
            end: if end < start { start } else { end },
        }
    }

    /// The empty span at a byte offset.
    pub const fn empty(at: u32) -> Self {
        Self { start: at, end: at }
    }

    /// The span of a range of `usize` offsets. Files over `u32::MAX` bytes are refused before they are read
    /// ([`crate::workspace`]), so no offset is cut off here.
    pub fn of(range: Range<usize>) -> Self {
        Self::new(to_u32(range.start), to_u32(range.end))
    }

    /// The number of bytes covered.
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether no byte is covered.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The same span, `by` bytes further on.
    pub const fn shift(self, by: u32) -> Self {
        Self {
            start: self.start + by,
            end: self.end + by,
        }
    }

    /// The smallest span that covers both.
    pub fn cover(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// Whether `offset` lies in the span or at its end: where a cursor stands that touches it.
    pub const fn touches(self, offset: u32) -> bool {
        self.start <= offset && offset <= self.end
    }

    /// Whether `other` lies within.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The span as a range, for slicing.
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text covered; empty where the span lies outside the text or cuts a character.
    #[inline]
    pub fn of_text(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }
}

/// A byte offset as `u32`. Saturates: see [`Span::of`].
pub fn to_u32(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

/// A file of the current analysis, by its place in the list of files. Small and cheap to copy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A segment of a file (see [`crate::syntax`]): the piece of text that spans inside it are relative to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SegmentId(pub u32);

impl SegmentId {
    /// The file as a whole: spans beside this id are already relative to the file.
    pub const FILE: Self = Self(u32::MAX);
}
