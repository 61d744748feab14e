//! The recovering TOML reader. It knows nothing of registers.
//!
//! A text is [cut](cut) at its table headers into segments, and each segment is [read](segment) by itself into flat
//! lists of spanned keys and values. So a fault in one table leaves the others whole, segments are read in parallel,
//! and an edit re-reads only the segments it touches. What TOML says about the document as a whole (no table twice, no
//! key twice) is checked [over the segments](definitions).
//!
//! What stands at a place is [located](locate) in what was read; for an author in the middle of a statement, [`Typing`]
//! tells what is begun there and what may follow.
//!
//! Spans in a segment are relative to its start. Reading never fails and never panics; what is wrong is in
//! [`Segment::errors`], [`Segment::doubled`] and [`Document::redefinitions`].

mod change;
mod classify;
mod cut;
mod day;
mod definitions;
mod error;
mod full_width;
mod locate;
mod recovery;
mod reread;
mod segment;
mod tokens;
mod tree;
mod typing;
mod value;

use std::ops::Range;

use rayon::prelude::*;

pub use change::Change;
pub use day::{day_of_number, since_1970, written_day};
pub use definitions::Redefinition;
pub use error::{FullWidth, SyntaxError, SyntaxErrorKind};
pub use locate::{Located, Part};
pub use reread::Reread;
pub use tree::{Doubled, Header, HeaderKind, Key, Kind, Node, Quotes, Segment, Str};
pub use typing::{Behind, On, Quoting, Slot, Typed, Typing, Written};
pub use value::{Date, date, integer};

use crate::text::{SegmentId, Span, to_u32};

/// How deep arrays and inline tables may nest. Deeper is an error and not a stack overflow.
pub(crate) const MAX_DEPTH: u32 = 64;

/// How many segments one thread reads at least. No more than these are read by the thread that asks.
pub(crate) const AT_ONCE: usize = 64;

/// What of a text may say something about a key of its top level, for whoever wants to know nothing else and need not read the rest: what
/// stands before the first header, and each table with a header that names the key, or may do so by an escape.
pub fn about(text: &str, key: &str) -> String {
    let starts = cut::cuts(text).starts;
    let ends = starts.iter().skip(1).copied().chain([to_u32(text.len())]);
    let segments = starts
        .iter()
        .zip(ends)
        .map(|(start, end)| Span::new(*start, end).of_text(text));
    let may_say = |(place, segment): &(usize, &str)| {
        let header = segment.lines().next().unwrap_or_default();
        *place == 0 || header.contains(key) || header.contains('\\')
    };
    segments
        .enumerate()
        .filter(may_say)
        .map(|(_, segment)| segment)
        .collect()
}

/// A file as TOML.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The segments in the order of the text. The first one has no header and may be empty.
    pub segments: Vec<Segment>,
    /// Where each segment starts, in bytes of the file; as long as `segments`.
    pub starts: Vec<u32>,
    /// Tables that are defined twice, or in two ways; their segments are not part of the document.
    pub redefinitions: Vec<Redefinition>,
    /// The segments, by their place, in which a string begins that never ends.
    open: Vec<usize>,
    /// The segments, by their place, that are not intact.
    faulty: Vec<usize>,
    /// The segments, by their place, that have comments.
    commented: Vec<usize>,
}

impl Document {
    /// Reads a text. Segments are read in parallel on the current thread pool.
    pub fn parse(text: &str) -> Self {
        let cuts = cut::cuts(text);
        let mut document = Self {
            segments: read_segments(text, &cuts.starts, to_u32(text.len())),
            starts: cuts.starts,
            redefinitions: Vec::new(),
            open: cuts.open,
            faulty: Vec::new(),
            commented: Vec::new(),
        };
        document.faulty = document.places(0..usize::MAX, |segment| !segment.is_intact());
        document.commented = document.places(0..usize::MAX, |segment| !segment.comments.is_empty());
        document.redefinitions = definitions::redefinitions(text, &document);
        document
    }

    /// A segment by its id.
    pub fn segment(&self, id: SegmentId) -> Option<&Segment> {
        self.segments.get(id.0 as usize)
    }

    /// Where a segment starts, in bytes of the file. The file as a whole starts at 0.
    pub fn start(&self, id: SegmentId) -> u32 {
        self.starts.get(id.0 as usize).copied().unwrap_or(0)
    }

    /// The text of a segment.
    pub fn text<'t>(&self, text: &'t str, id: SegmentId) -> &'t str {
        let place = id.0 as usize;
        let Some(start) = self.starts.get(place) else {
            return text;
        };
        let end = self
            .starts
            .get(place + 1)
            .copied()
            .unwrap_or_else(|| to_u32(text.len()));
        Span::new(*start, end).of_text(text)
    }

    /// The segments with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (SegmentId, &Segment)> {
        (0..).map(SegmentId).zip(&self.segments)
    }

    /// Where the headers stand, brackets and all, in the order of the text.
    pub fn headers(&self) -> impl Iterator<Item = Span> {
        self.iter().filter_map(|(id, segment)| {
            let header = segment.header.as_ref()?;
            Some(header.span.shift(self.start(id)))
        })
    }

    /// The segments that are not intact, found without a look at the others: nearly all are.
    pub fn faulty(&self) -> impl Iterator<Item = (SegmentId, &Segment)> {
        self.at(&self.faulty)
    }

    /// The segments that have comments, likewise.
    pub fn commented(&self) -> impl Iterator<Item = (SegmentId, &Segment)> {
        self.at(&self.commented)
    }

    /// How many errors there are in it, keys and tables that are defined twice among them.
    pub fn count_errors(&self) -> usize {
        let of_segments = self.faulty().map(|(_, segment)| segment.count_errors());
        of_segments.sum::<usize>() + self.redefinitions.len()
    }

    fn at(&self, places: &[usize]) -> impl Iterator<Item = (SegmentId, &Segment)> {
        let segments = places.iter().map(|place| (*place, self.segments.get(*place)));
        segments.filter_map(|(place, segment)| Some((SegmentId(to_u32(place)), segment?)))
    }

    /// The places, among those of a range, of the segments that are such ones.
    fn places(&self, range: Range<usize>, is_one: impl Fn(&Segment) -> bool) -> Vec<usize> {
        let segments = self.segments.iter().enumerate().take(range.end).skip(range.start);
        segments
            .filter(|(_, segment)| is_one(segment))
            .map(|(place, _)| place)
            .collect()
    }

    /// The segment that holds a byte offset of the file.
    pub fn segment_at(&self, offset: u32) -> SegmentId {
        let after = self.starts.partition_point(|&start| start <= offset);
        SegmentId(to_u32(after.saturating_sub(1)))
    }
}

/// Reads the segments that start where `starts` says; the last one ends at `end`.
fn read_segments(text: &str, starts: &[u32], end: u32) -> Vec<Segment> {
    let ends = starts.iter().copied().skip(1).chain([end]);
    let pieces: Vec<Span> = starts
        .iter()
        .copied()
        .zip(ends)
        .map(|(start, end)| Span::new(start, end))
        .collect();
    // A few are read before other threads would be awake, and no pool is started for the built-in scheme alone.
    if pieces.len() <= AT_ONCE {
        let mut scratch = segment::Scratch::default();
        let pieces = pieces.iter();
        return pieces
            .map(|piece| segment::read(piece.of_text(text), &mut scratch))
            .collect();
    }
    pieces
        .par_iter()
        .with_min_len(AT_ONCE)
        .map_init(segment::Scratch::default, |scratch, piece| {
            segment::read(piece.of_text(text), scratch)
        })
        .collect()
}
