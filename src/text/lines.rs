//! Line starts, and the only place where byte offsets become lines and columns.

use std::sync::atomic::{AtomicU32, Ordering};

use super::{Span, to_u32};

/// The unit in which a face counts columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ColumnUnit {
    /// Bytes of UTF-8.
    Utf8,
    /// UTF-16 code units: what an editor speaks unless it agrees to something else.
    Utf16,
    /// Unicode scalar values: what the JSON output speaks.
    Utf32,
}

impl ColumnUnit {
    /// How long a text is, which has no line ending.
    pub fn length(self, text: &str) -> u32 {
        match self {
            Self::Utf8 => to_u32(text.len()),
            _ if text.is_ascii() => to_u32(text.len()),
            _ => text.chars().map(|character| self.width(character)).sum(),
        }
    }

    fn width(self, character: char) -> u32 {
        match self {
            Self::Utf8 => character.len_utf8() as u32,
            Self::Utf16 => character.len_utf16() as u32,
            Self::Utf32 => 1,
        }
    }
}

/// A line and a column, both counted from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line, from 0.
    pub line: u32,
    /// The column, from 0, in the [`ColumnUnit`] that was asked for.
    pub column: u32,
}

/// Where the lines of a text start. A line ends after `\n`, `\r\n` or a lone `\r`, as the language server protocol
/// counts them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// The line that was found last. Whoever converts a whole file asks for one line after the other, and need not search
    /// among all each time.
    last: Hint,
}

/// A guess, which says nothing about what it is a guess at.
#[derive(Debug, Default)]
struct Hint(AtomicU32);

impl Clone for Hint {
    fn clone(&self) -> Self {
        Self(AtomicU32::new(self.0.load(Ordering::Relaxed)))
    }
}

impl PartialEq for Hint {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Hint {}

impl LineIndex {
    /// Finds the line starts of a text.
    pub fn new(text: &str) -> Self {
        let mut starts = vec![0];
        starts.extend(starts_after_endings(text.as_bytes(), 0..text.len()));
        Self {
            starts,
            last: Hint::default(),
        }
    }

    /// Follows a text of which `old`, in bytes, was replaced by `inserted` bytes; `text` is the text afterwards. Costs
    /// what the edit does, and the move of the starts behind it.
    pub fn replace(&mut self, text: &str, old: Span, inserted: u32) {
        // The byte before the edit may be a `\r` whose `\n` came or went, so it is looked at again.
        let from = old.start.saturating_sub(1);
        let kept = self.starts.partition_point(|&start| start <= from).max(1);
        let behind = self.starts.partition_point(|&start| start <= old.end);
        let moved = |start: u32| start - old.len() + inserted;
        let end = (old.start + inserted) as usize;
        let fresh: Vec<u32> = starts_after_endings(text.as_bytes(), from as usize..end).collect();
        for start in self.starts.get_mut(behind..).unwrap_or_default() {
            *start = moved(*start);
        }
        self.starts.splice(kept..behind.max(kept), fresh);
    }

    /// The line, from 0, that holds a byte offset; the last one for an offset past the end.
    pub fn line(&self, offset: u32) -> u32 {
        let last = self.last.0.load(Ordering::Relaxed) as usize;
        let is_before = |line: usize| self.starts.get(line).is_some_and(|start| *start <= offset);
        // Steps that double, so that what is far off is found as quickly as by halving, and what is next at once.
        let (mut from, mut step) = (if is_before(last) { last } else { 0 }, 1);
        while is_before(from + step) {
            from += step;
            step *= 2;
        }
        let to = (from + step).min(self.starts.len());
        let after = self.starts.get(from..to).unwrap_or_default();
        let line = to_u32((from + after.partition_point(|&start| start <= offset)).saturating_sub(1));
        self.last.0.store(line, Ordering::Relaxed);
        line
    }

    /// How many lines there are: at least one, and the last may be empty.
    pub fn count(&self) -> u32 {
        to_u32(self.starts.len())
    }

    /// The byte offset at which a line starts; the length of the text for a line past the end.
    pub fn start(&self, text: &str, line: u32) -> u32 {
        self.starts
            .get(line as usize)
            .copied()
            .unwrap_or_else(|| to_u32(text.len()))
    }

    /// The span of a line without its ending.
    pub fn content(&self, text: &str, line: u32) -> Span {
        let start = self.start(text, line);
        let end = self.start(text, line.saturating_add(1));
        let content = Span::new(start, end).of_text(text).trim_end_matches(['\n', '\r']);
        Span::new(start, start + to_u32(content.len()))
    }

    /// The position of a byte offset. An offset past the end, or inside a character, is moved back to the nearest
    /// boundary.
    pub fn position(&self, text: &str, offset: u32, unit: ColumnUnit) -> Position {
        let offset = floor_boundary(text, offset);
        let line = self.line(offset);
        let before = Span::new(self.start(text, line), offset).of_text(text);
        let column = unit.length(before);
        Position { line, column }
    }

    /// The byte offset of a position. A column past the end of its line means the end of the line; one inside a
    /// character its start; a line past the end the end of the text.
    pub fn offset(&self, text: &str, position: Position, unit: ColumnUnit) -> u32 {
        if position.line as usize >= self.starts.len() {
            return to_u32(text.len());
        }
        let content = self.content(text, position.line);
        let mut column = 0;
        let mut offset = content.start;
        for character in content.of_text(text).chars() {
            let width = unit.width(character);
            if column + width > position.column {
                break;
            }
            column += width;
            offset += character.len_utf8() as u32;
        }
        offset
    }
}

/// The starts of the lines whose endings end in a range of the text.
fn starts_after_endings(bytes: &[u8], range: std::ops::Range<usize>) -> impl Iterator<Item = u32> {
    let endings = memchr::memchr2_iter(b'\n', b'\r', bytes.get(range.clone()).unwrap_or_default());
    endings.map(move |at| range.start + at).filter_map(|at| {
        let is_ending = bytes.get(at) == Some(&b'\n') || bytes.get(at + 1) != Some(&b'\n');
        is_ending.then(|| to_u32(at + 1))
    })
}

/// The offset itself where it is a character boundary of the text, else the nearest one before it.
pub fn floor_boundary(text: &str, offset: u32) -> u32 {
    to_u32(text.floor_char_boundary(offset as usize))
}

/// Where the line of an offset starts, in bytes.
pub fn line_start(text: &str, offset: u32) -> u32 {
    let before = Span::new(0, offset).of_text(text);
    before.rfind('\n').map_or(0, |newline| to_u32(newline + 1))
}

/// Where the line of an offset ends, in bytes, without its ending.
pub fn line_end(text: &str, offset: u32) -> u32 {
    let rest = text.get(offset as usize..).unwrap_or_default();
    let line = rest.split('\n').next().unwrap_or_default();
    offset + to_u32(line.trim_end_matches('\r').len())
}

/// Where the line after that of an offset starts, in bytes; the end of the text where there is none.
pub fn next_line(text: &str, offset: u32) -> u32 {
    let rest = text.get(offset as usize..).unwrap_or_default();
    rest.find('\n')
        .map_or(to_u32(text.len()), |newline| offset + to_u32(newline + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "a\t标准\r\n𠀀b\n\rend";

    #[test]
    fn a_line_is_found_whichever_was_found_before() {
        let text: String = (0..50).map(|line| "x".repeat(line % 7) + "\n").collect();
        let index = LineIndex::new(&text);
        let length = to_u32(text.len());
        for before in 0..=length {
            for offset in [0, 1, before, before + 1, before + 9, length / 2, length, length + 5] {
                index.line(before);
                let expected = text.bytes().take(offset as usize).filter(|byte| *byte == b'\n').count();
                assert_eq!(index.line(offset) as usize, expected, "{before} {offset}");
            }
        }
    }

    #[test]
    fn lines_end_where_the_protocol_says() {
        let index = LineIndex::new(TEXT);
        assert_eq!(index.count(), 4);
        assert_eq!(index.content(TEXT, 0).of_text(TEXT), "a\t标准");
        assert_eq!(index.content(TEXT, 1).of_text(TEXT), "𠀀b");
        assert_eq!(index.content(TEXT, 2).of_text(TEXT), "");
        assert_eq!(index.content(TEXT, 3).of_text(TEXT), "end");
    }

    #[test]
    fn columns_follow_the_unit() {
        let index = LineIndex::new(TEXT);
        let at = to_u32(TEXT.find('b').unwrap_or_default());
        for (unit, column) in [(ColumnUnit::Utf8, 4), (ColumnUnit::Utf16, 2), (ColumnUnit::Utf32, 1)] {
            let position = Position { line: 1, column };
            assert_eq!(index.position(TEXT, at, unit), position);
            assert_eq!(index.offset(TEXT, position, unit), at);
        }
    }

    #[test]
    fn edits_keep_the_line_starts_right() {
        let pieces = ["", "a", "\n", "\r", "\r\n", "标\n", "\n\r\n"];
        let texts = ["", "\n", "a\r\nb\rc\n", "\r\r\n\n", "x"];
        for text in texts {
            for start in 0..=text.len() {
                for end in start..=text.len() {
                    for piece in pieces {
                        let mut index = LineIndex::new(text);
                        let mut new = text.to_owned();
                        new.replace_range(start..end, piece);
                        index.replace(&new, Span::of(start..end), to_u32(piece.len()));
                        assert_eq!(index, LineIndex::new(&new), "{text:?} {start}..{end} {piece:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_ends_of_a_line_are_found_from_within() {
        let text = "ab\r\n标c\nd";
        for (offset, start, end, next) in [
            (1, 0, 2, 4),
            (4, 4, 8, 9),
            (8, 4, 8, 9),
            (9, 9, 10, 10),
            (10, 9, 10, 10),
        ] {
            let found = (
                line_start(text, offset),
                line_end(text, offset),
                next_line(text, offset),
            );
            assert_eq!(found, (start, end, next), "{offset}");
        }
    }

    #[test]
    fn positions_outside_the_text_are_clamped() {
        let index = LineIndex::new(TEXT);
        let far = Position { line: 0, column: 99 };
        assert_eq!(index.offset(TEXT, far, ColumnUnit::Utf16), 8);
        let below = Position { line: 99, column: 0 };
        assert_eq!(index.offset(TEXT, below, ColumnUnit::Utf16), to_u32(TEXT.len()));
        assert_eq!(index.position(TEXT, u32::MAX, ColumnUnit::Utf32).line, 3);
        let inside = Position { line: 1, column: 1 };
        assert_eq!(index.offset(TEXT, inside, ColumnUnit::Utf16), 10);
        assert_eq!(
            index.position(TEXT, 11, ColumnUnit::Utf16),
            Position { line: 1, column: 0 }
        );
    }
}
