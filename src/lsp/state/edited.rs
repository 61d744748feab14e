//! The text of an open document. What is typed changes a few lines that are held apart, and is put into the text before that is
//! looked at: each letter of a burst would otherwise move all that stands behind it.

use tower_lsp::lsp_types::{Position, Range};

use crate::lsp::convert::Columns;
use crate::text::edit::Common;
use crate::text::lines::{ColumnUnit, LineIndex};
use crate::text::{Span, to_u32};

/// How many bytes of lines are held apart at the most. An edit of more is one of the text itself.
const MOST: u32 = 1 << 16;

/// A text with its line starts.
#[derive(Clone, Debug)]
pub(super) struct EditedText {
    text: String,
    lines: LineIndex,
    apart: Option<Apart>,
}

/// Lines of the text that are being edited.
#[derive(Clone, Debug)]
struct Apart {
    /// What they cover in the text, where they are still as they were, in bytes.
    span: Span,
    /// The first of them, from 0.
    first: u32,
    /// What they are by now. Unless they are the last of the text, they end in `\n`.
    text: String,
    lines: LineIndex,
}

impl EditedText {
    pub(super) fn new(text: String) -> Self {
        Self {
            lines: LineIndex::new(&text),
            text,
            apart: None,
        }
    }

    /// The text, which is [settled](Self::settle).
    pub(super) fn as_str(&self) -> &str {
        debug_assert!(self.apart.is_none(), "the text is settled before it is looked at");
        &self.text
    }

    /// The line starts of the text, likewise.
    pub(super) fn lines(&self) -> &LineIndex {
        debug_assert!(self.apart.is_none(), "the text is settled before it is looked at");
        &self.lines
    }

    /// How long it is, in bytes.
    pub(super) fn len(&self) -> usize {
        let grown = self
            .apart
            .as_ref()
            .map(|apart| (apart.text.len(), apart.span.len() as usize));
        grown.map_or(self.text.len(), |(now, before)| self.text.len() - before + now)
    }

    /// Replaces a range. Gives what the text has in common with the one before.
    pub(super) fn replace(&mut self, range: Range, with: &str, unit: ColumnUnit) -> Common {
        let length = self.len();
        if !self.apart.as_ref().is_some_and(|apart| apart.holds(range)) {
            self.settle();
            self.apart = self.lines_of(range);
        }
        let span = match &mut self.apart {
            Some(apart) => {
                let span = put(
                    &mut apart.text,
                    &mut apart.lines,
                    range_from(range, apart.first),
                    with,
                    unit,
                );
                span.shift(apart.span.start)
            }
            None => put(&mut self.text, &mut self.lines, range, with, unit),
        };
        if !self
            .apart
            .as_ref()
            .is_none_or(|apart| apart.stands_alone_in(&self.text))
        {
            self.settle();
        }
        Common::around(span, length)
    }

    /// Puts what was edited into the text.
    pub(super) fn settle(&mut self) {
        if let Some(apart) = self.apart.take() {
            self.text.replace_range(apart.span.range(), &apart.text);
            self.lines.replace(&self.text, apart.span, to_u32(apart.text.len()));
        }
    }

    /// The lines that a range touches; none where these are many, or not there.
    fn lines_of(&self, range: Range) -> Option<Apart> {
        let first = range.start.line.min(range.end.line);
        let last = range.start.line.max(range.end.line);
        let end = self.lines.start(&self.text, last.checked_add(1)?);
        let span = Span::new(self.lines.start(&self.text, first), end);
        let is_there = (last as usize) < self.lines.count();
        (is_there && span.len() <= MOST).then(|| {
            let text = span.of_text(&self.text).to_owned();
            Apart {
                span,
                first,
                lines: LineIndex::new(&text),
                text,
            }
        })
    }
}

impl Apart {
    /// Whether a range is one of these lines.
    fn holds(&self, range: Range) -> bool {
        let behind = self.first + to_u32(self.lines.count()) - 1;
        let is_here = |position: Position| {
            let is_end = position.line == behind && position.character == 0;
            self.first <= position.line && (position.line < behind || is_end)
        };
        self.text.len() <= MOST as usize && is_here(range.start) && is_here(range.end)
    }

    /// Whether their line endings do not meet those around them.
    fn stands_alone_in(&self, text: &str) -> bool {
        let (before, after) = (text.get(..self.span.start as usize), text.get(self.span.end as usize..));
        let meets_before = self.text.starts_with('\n') && before.is_none_or(|before| before.ends_with('\r'));
        let meets_after = !self.text.ends_with('\n') && after.is_none_or(|after| !after.is_empty());
        !meets_before && !meets_after
    }
}

/// A range as one of the lines from one on.
fn range_from(range: Range, first: u32) -> Range {
    let position = |position: Position| Position::new(position.line.saturating_sub(first), position.character);
    Range::new(position(range.start), position(range.end))
}

/// Replaces a range of a text, and gives its span before.
fn put(text: &mut String, lines: &mut LineIndex, range: Range, with: &str, unit: ColumnUnit) -> Span {
    // Positions are moved to character boundaries within the text, so that the range holds.
    let span = Columns { text, lines, unit }.span(range);
    text.replace_range(span.range(), with);
    lines.replace(text, span, to_u32(with.len()));
    span
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that look as if by chance, the same each time.
    fn below(seed: &mut u32, end: u32) -> u32 {
        *seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (*seed >> 8) % end
    }

    #[test]
    fn edits_one_after_the_other_are_edits_of_the_whole_text() {
        let pieces = ["", "x", "\n", "\r", "\r\n", "标", "𠀀", "a\nb", "\n\n", "长长的一行"];
        let mut seed = 7;
        for turn in 0..400 {
            let mut text = String::new();
            for _ in 0..below(&mut seed, 12) {
                text.push_str(pieces[below(&mut seed, pieces.len() as u32) as usize]);
            }
            let mut edited = EditedText::new(text.clone());
            let mut lines = LineIndex::new(&text);
            for _ in 0..20 {
                let mut position = || Position::new(below(&mut seed, 6), below(&mut seed, 4));
                let mut range = Range::new(position(), position());
                if turn % 2 == 0 {
                    // As one types.
                    range.end = Position::new(range.start.line, range.start.character + 1);
                }
                let with = pieces[below(&mut seed, pieces.len() as u32) as usize];
                let before = text.clone();
                let span = put(&mut text, &mut lines, range, with, ColumnUnit::Utf16);
                let common = edited.replace(range, with, ColumnUnit::Utf16);
                assert_eq!(common, Common::around(span, before.len()), "{before:?} {range:?}");
                assert_eq!(edited.len(), text.len());
                if below(&mut seed, 3) == 0 {
                    edited.settle();
                    assert_eq!(
                        (edited.as_str(), &edited.lines),
                        (text.as_str(), &LineIndex::new(&text))
                    );
                }
            }
            edited.settle();
            assert_eq!((edited.as_str(), &edited.lines), (text.as_str(), &lines));
        }
    }

    #[test]
    fn letters_of_one_line_do_not_move_the_text() {
        let mut edited = EditedText::new("a\nb\nc\n".to_owned());
        for column in 0..9 {
            let at = Position::new(1, column);
            edited.replace(Range::new(at, at), "x", ColumnUnit::Utf16);
            assert_eq!(edited.text, "a\nb\nc\n");
        }
        edited.settle();
        assert_eq!(edited.as_str(), "a\nxxxxxxxxxb\nc\n");
    }
}
