//! What is written so far, and the comments behind it: those that stood under each other do so still.

use unicode_width::UnicodeWidthStr;

use crate::text::lines::line_start;
use crate::text::{Span, to_u32};

/// A text in the making.
#[derive(Debug, Default)]
pub(super) struct Written {
    text: String,
    trailing: Vec<Trailing>,
}

/// A comment at the end of a line.
#[derive(Clone, Copy, Debug)]
struct Trailing {
    /// Where it stands in the text, without the blanks before it.
    at: u32,
    /// In which column it stood, of those that a terminal has.
    column: usize,
    /// How many blanks its author put before it.
    blanks: usize,
}

impl Written {
    pub(super) fn push(&mut self, character: char) {
        self.text.push(character);
    }

    pub(super) fn push_str(&mut self, text: &str) {
        self.text.push_str(text);
    }

    pub(super) fn blanks(&mut self, count: usize) {
        self.text.extend(std::iter::repeat_n(' ', count));
    }

    pub(super) fn ends_with(&self, character: char) -> bool {
        self.text.ends_with(character)
    }

    /// Writes a comment behind something. `before` is what stood before it in its line.
    pub(super) fn trailing_comment(&mut self, before: &str, comment: &str) {
        let content = before.trim_end_matches([' ', '\t']);
        self.trailing.push(Trailing {
            at: to_u32(self.text.len()),
            column: before.width(),
            blanks: (before.len() - content.len()).max(1),
        });
        self.text.push_str(comment);
    }

    /// The whole, with the blanks before comments: where comments of lines that follow each other stood in one column,
    /// they do so still, and the nearest of them is as near as the nearest was; all others have the blanks that they had.
    pub(super) fn finish(self) -> String {
        let Self { text, trailing } = self;
        let mut out = String::with_capacity(text.len() + 2 * trailing.len());
        let mut done = 0;
        let is_below = |one: &Trailing, other: &Trailing| {
            let between = Span::new(one.at, other.at).of_text(&text);
            one.column == other.column && between.matches('\n').count() == 1
        };
        for group in trailing.chunk_by(is_below) {
            let width = |comment: &Trailing| before(&text, comment.at).width();
            let widths: Vec<usize> = group.iter().map(width).collect();
            let widest = widths.iter().copied().max().unwrap_or_default();
            let nearest = group.iter().map(|comment| comment.blanks).min().unwrap_or_default();
            for (comment, width) in group.iter().zip(widths) {
                out.push_str(Span::new(done, comment.at).of_text(&text));
                let blanks = match group {
                    [alone] => alone.blanks,
                    _ => widest + nearest - width,
                };
                out.extend(std::iter::repeat_n(' ', blanks));
                done = comment.at;
            }
        }
        out.push_str(Span::new(done, to_u32(text.len())).of_text(&text));
        out
    }
}

/// What stands before an offset in its line.
pub(super) fn before(text: &str, offset: u32) -> &str {
    Span::new(line_start(text, offset), offset).of_text(text)
}
