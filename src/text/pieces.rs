//! A text while edits are made to it one after the other.
//!
//! In one string each letter moves all that stands behind it. Here the text is cut into pieces of whole lines, of which only those are
//! copied that are edited: many edits cost what they change, and the text is put together once.

use super::edit::{Common, TextEdit};
use super::lines::{ColumnUnit, LineIndex, Position};
use super::{Span, to_u32};

/// About how long a piece is, in bytes: that of an edit is moved, and all pieces before it are passed.
const SIZE: u32 = 1 << 15;

/// A text in pieces.
#[derive(Debug)]
pub struct Pieces<'t> {
    /// The text before the edits.
    text: &'t str,
    unit: ColumnUnit,
    /// At least one. All but the last are empty or end in `\n`, so that no line ending is cut.
    pieces: Vec<Piece>,
    /// The length of the text by now, in bytes.
    length: u32,
    /// About how long a piece is, in bytes.
    size: u32,
}

/// Lines that follow each other.
#[derive(Debug)]
struct Piece {
    /// What they cover in the text before the edits.
    span: Span,
    /// How many lines end in it.
    ends: u32,
    /// What they are by now, where that is not what they were.
    edited: Option<(String, LineIndex)>,
}

/// A piece that was looked for.
#[derive(Clone, Copy, Debug)]
struct Found {
    /// Its place among the pieces.
    place: usize,
    /// Its first line, from 0.
    line: u32,
    /// Where it starts in the text by now, in bytes.
    start: u32,
}

impl<'t> Pieces<'t> {
    /// The pieces of a text, of which nothing is edited yet. The positions of edits are in `unit`.
    pub fn new(text: &'t str, lines: &LineIndex, unit: ColumnUnit) -> Self {
        Self::of_size(SIZE, text, lines, unit)
    }

    fn of_size(size: u32, text: &'t str, lines: &LineIndex, unit: ColumnUnit) -> Self {
        let length = to_u32(text.len());
        let mut pieces = Vec::new();
        let (mut start, mut first) = (0_u32, 0);
        loop {
            let mut next = lines.line(start.saturating_add(size)).max(first) + 1;
            let end = loop {
                let end = lines.start(text, next);
                if end >= length
                    || text
                        .as_bytes()
                        .get(..end as usize)
                        .is_some_and(|text| text.ends_with(b"\n"))
                {
                    break end;
                }
                next += 1;
            };
            pieces.push(Piece {
                span: Span::new(start, end),
                ends: next - first,
                edited: None,
            });
            if end >= length {
                break;
            }
            (start, first) = (end, next);
        }
        Self {
            text,
            unit,
            pieces,
            length,
            size,
        }
    }

    /// Replaces what stands between two positions of the text by now, which are moved to where it has characters. One whose end is
    /// before its start is taken for the empty one at its start. Gives what the text has in common with the one before the edit.
    pub fn replace(&mut self, from: Position, to: Position, with: &str) -> Common {
        let to = to.max(from);
        let found = self.find(from.line);
        let last = self.find(to.line).place;
        let (before, unit) = (self.length, self.unit);
        let within = |position: Position| Position {
            line: position.line - found.line,
            ..position
        };
        let mut changed = Span::empty(found.start);
        if let Some((text, lines)) = self.edited(found.place, last) {
            let span = Span::new(
                lines.offset(text, within(from), unit),
                lines.offset(text, within(to), unit),
            );
            text.replace_range(span.range(), with);
            lines.replace(text, span, to_u32(with.len()));
            changed = span.shift(found.start);
        }
        self.length = self.length - changed.len() + to_u32(with.len());
        self.settle(found.place);
        Common::around(changed, before as usize)
    }

    /// All edits as one of the text before; none where there were none.
    pub fn into_edit(self) -> Option<TextEdit> {
        let is_edited = |piece: &Piece| piece.edited.is_some();
        let first = self.pieces.iter().position(is_edited)?;
        let last = self.pieces.iter().rposition(is_edited)?;
        let mut pieces = self.pieces.into_iter().take(last + 1).skip(first);
        let Piece { mut span, edited, .. } = pieces.next()?;
        let (mut text, _) = edited?;
        for piece in pieces {
            span = span.cover(piece.span);
            text.push_str(piece.text(self.text));
        }
        Some(TextEdit { span, text })
    }

    /// The piece that holds a line, from 0; the last one for a line behind the text.
    fn find(&self, line: u32) -> Found {
        let mut found = Found {
            place: 0,
            line: 0,
            start: 0,
        };
        for piece in self.pieces.split_last().map_or(&[][..], |(_, others)| others) {
            if line < found.line + piece.ends {
                break;
            }
            found.place += 1;
            found.line += piece.ends;
            found.start += to_u32(piece.text(self.text).len());
        }
        found
    }

    /// Makes one piece of those from one place to another, and gives it to be edited.
    fn edited(&mut self, first: usize, last: usize) -> Option<&mut (String, LineIndex)> {
        if first < last {
            let behind: String = self
                .pieces
                .get(first + 1..=last)?
                .iter()
                .map(|piece| piece.text(self.text))
                .collect();
            let end = self.pieces.get(last)?.span.end;
            self.pieces.drain(first + 1..=last);
            let piece = self.pieces.get_mut(first)?;
            let text = piece.text(self.text).to_owned() + &behind;
            *piece = Piece::edited(Span::new(piece.span.start, end), text);
        }
        let piece = self.pieces.get_mut(first)?;
        if piece.edited.is_none() {
            *piece = Piece::edited(piece.span, piece.text(self.text).to_owned());
        }
        piece.edited.as_mut()
    }

    /// Counts the lines of a piece that was edited, and cuts it where it has grown. It ends as it did: who takes a line ending away names a
    /// position behind it, which is one of the next piece.
    fn settle(&mut self, place: usize) {
        let Some(piece) = self.pieces.get_mut(place) else {
            return;
        };
        let Some((text, lines)) = &piece.edited else {
            return;
        };
        piece.ends = lines.count() - 1;
        if text.len() <= 2 * self.size as usize {
            return;
        }
        let parts = cut(text, self.size as usize);
        // One long line is not copied for nothing.
        if parts.len() > 1 {
            let mut span = piece.span;
            let cut = parts.into_iter().map(|text| {
                let piece = Piece::edited(span, text.to_owned());
                span = Span::empty(span.end);
                piece
            });
            let cut: Vec<Piece> = cut.collect();
            self.pieces.splice(place..=place, cut);
        }
    }
}

impl Piece {
    fn edited(span: Span, text: String) -> Self {
        let lines = LineIndex::new(&text);
        Self {
            span,
            ends: lines.count() - 1,
            edited: Some((text, lines)),
        }
    }

    /// What it is by now; `before` is the text before the edits.
    fn text<'p>(&'p self, before: &'p str) -> &'p str {
        match &self.edited {
            Some((text, _)) => text,
            None => self.span.of_text(before),
        }
    }
}

/// A text in parts of whole lines, none of which is much longer than it must be.
fn cut(mut text: &str, size: usize) -> Vec<&str> {
    let mut parts = Vec::new();
    let ending = |text: &str| Some(size + memchr::memchr(b'\n', text.as_bytes().get(size..)?)?);
    while let Some(ending) = ending(text) {
        let (part, rest) = text.split_at(ending + 1);
        parts.push(part);
        text = rest;
    }
    parts.push(text);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that look as if by chance, the same each time.
    fn below(seed: &mut u32, end: u32) -> u32 {
        *seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (*seed >> 8) % end
    }

    fn at(line: u32, column: u32) -> Position {
        Position { line, column }
    }

    /// Edits a text as it is.
    fn edit(text: &mut String, from: Position, to: Position, with: &str) -> Common {
        let lines = LineIndex::new(text);
        let offset = |position| lines.offset(text, position, ColumnUnit::Utf16);
        let (span, before) = (Span::new(offset(from), offset(to)), text.len());
        text.replace_range(span.range(), with);
        Common::around(span, before)
    }

    fn after(text: &str, pieces: Pieces<'_>) -> String {
        let mut text = text.to_owned();
        if let Some(edit) = pieces.into_edit() {
            text.replace_range(edit.span.range(), &edit.text);
        }
        text
    }

    fn random(seed: &mut u32, parts: u32) -> String {
        let some = ["x", "\n", "\r", "\r\n", "标", "𠀀", "a\nb", "\n\n", "长长的一行"];
        let end = some.len() as u32;
        (0..parts).map(|_| some[below(seed, end) as usize]).collect()
    }

    #[test]
    fn edits_one_after_the_other_are_edits_of_the_whole_text() {
        let mut seed = 7;
        for turn in 0..2_000 {
            let parts = below(&mut seed, 40);
            let before = random(&mut seed, parts);
            let mut text = before.clone();
            let lines = LineIndex::new(&before);
            let mut pieces = Pieces::of_size(turn % 20 + 1, &before, &lines, ColumnUnit::Utf16);
            for _ in 0..12 {
                let lines = LineIndex::new(&text).count() + 2;
                let from = at(below(&mut seed, lines), below(&mut seed, 4));
                let to = match below(&mut seed, 4) {
                    0 => at(below(&mut seed, lines), below(&mut seed, 4)),
                    1 => at(from.line + 1, 0),
                    _ => at(from.line, from.column + 1),
                };
                let parts = below(&mut seed, 4);
                let with = random(&mut seed, parts);
                let common = edit(&mut text, from, to, &with);
                assert_eq!(pieces.replace(from, to, &with), common);
                assert_eq!(pieces.length as usize, text.len());
            }
            assert_eq!(after(&before, pieces), text);
        }
    }

    #[test]
    fn many_edits_copy_what_they_change() {
        let line = "标准,".repeat(20) + "\n";
        let count = 20_000;
        let before = line.repeat(count as usize);
        let lines = LineIndex::new(&before);
        let orders: [fn(u32, u32) -> u32; 3] = [
            |turn, _| turn,
            |turn, count| count - 1 - turn,
            |turn, count| turn * 7_919 % count,
        ];
        for order in orders {
            let mut pieces = Pieces::new(&before, &lines, ColumnUnit::Utf16);
            for turn in 0..count {
                let line = order(turn, count);
                pieces.replace(at(line, 1), at(line, 2), "!\u{3000}");
            }
            // What an edit moves is a piece, and it goes past others as often as there are pieces.
            assert!(
                pieces
                    .pieces
                    .iter()
                    .all(|piece| piece.text("").len() <= 3 * SIZE as usize)
            );
            assert!(pieces.pieces.len() < 4 * before.len() / SIZE as usize);
            assert!(
                after(&before, pieces)
                    == before.replace(
                        "标准,".repeat(20).as_str(),
                        &("标!\u{3000},".to_owned() + &"标准,".repeat(19))
                    )
            );
        }
    }

    #[test]
    fn letters_of_one_line_copy_one_piece() {
        let before = "标准\n".repeat(100_000);
        let mut pieces = Pieces::new(&before, &LineIndex::new(&before), ColumnUnit::Utf16);
        for column in 0..100 {
            pieces.replace(at(50_000, column), at(50_000, column), "x");
        }
        let edit = pieces.into_edit().unwrap();
        assert!(edit.text.len() <= 2 * SIZE as usize, "{}", edit.text.len());
        assert!(edit.span.start > 0 && (edit.span.end as usize) < before.len());
    }

    #[test]
    fn without_edits_there_is_none() {
        for text in ["", "a", "a\n"] {
            assert_eq!(
                Pieces::new(text, &LineIndex::new(text), ColumnUnit::Utf8).into_edit(),
                None
            );
        }
    }
}
