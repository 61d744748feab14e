//! Offsets and positions, in each unit: as they are counted by hand here, there and back, and after edits as in a fresh text.

use stdreg::text::Span;
use stdreg::text::lines::{ColumnUnit, LineIndex, Position, floor_boundary};

/// A unit, with how wide it has a character.
type Unit = (ColumnUnit, fn(char) -> usize);

/// Every unit.
const UNITS: [Unit; 3] = [
    (ColumnUnit::Utf8, char::len_utf8),
    (ColumnUnit::Utf16, char::len_utf16),
    (ColumnUnit::Utf32, |_| 1),
];

/// The first part of an input is a text, the others are edits of it.
pub fn check(data: &[u8]) {
    let mut parts = super::parts(data);
    let mut text = String::from_utf8_lossy(parts.next().unwrap_or_default()).into_owned();
    text.truncate(text.floor_char_boundary(400));
    let mut index = LineIndex::new(&text);
    hold(&text, &index);
    for edit in parts.take(8) {
        let new = super::edited(&text, edit);
        let same = |one: &[u8], other: &[u8]| one.iter().zip(other).take_while(|(one, other)| one == other).count();
        let start = same(text.as_bytes(), new.as_bytes());
        let start = text.floor_char_boundary(start).min(new.floor_char_boundary(start));
        let reversed = |text: &str| text[start..].bytes().rev().collect::<Vec<u8>>();
        let kept = same(&reversed(&text), &reversed(&new));
        let old = Span::of(start..text.len() - kept);
        index.replace(&new, old, u32::try_from(new.len() - kept - start).unwrap());
        assert_eq!(index, LineIndex::new(&new), "{text:?} to {new:?}");
        text = new;
        text.truncate(text.floor_char_boundary(800));
        index = LineIndex::new(&text);
        hold(&text, &index);
    }
}

fn hold(text: &str, index: &LineIndex) {
    let far = u32::try_from(text.len()).unwrap() + 9;
    for (unit, width) in UNITS {
        let (mut line, mut column) = (0, 0);
        let mut characters = text.char_indices().peekable();
        while let Some((offset, character)) = characters.next() {
            let place = u32::try_from(offset).unwrap();
            let position = Position { line, column };
            assert_eq!(index.position(text, place, unit), position, "{text:?} at {offset}");
            // Between the two characters of a line's end there is no place of a cursor.
            let is_within_end = offset > 0 && text[..offset].ends_with('\r') && character == '\n';
            if !is_within_end {
                assert_eq!(index.offset(text, position, unit), place, "{text:?} at {offset}");
            }
            let next = characters.peek().map(|(_, next)| *next);
            if character == '\n' || character == '\r' && next != Some('\n') {
                (line, column) = (line + 1, 0);
            } else {
                column += u32::try_from(width(character)).unwrap();
            }
        }
        let end = Position { line, column };
        assert_eq!(index.position(text, far, unit), end, "{text:?}");
        // Nothing is asked that has no answer on a character.
        for line in 0..line + 2 {
            for column in [0, 1, 2, 3, 5, 8, far] {
                let offset = index.offset(text, Position { line, column }, unit);
                assert!(text.is_char_boundary(offset as usize), "{text:?} {line}:{column}");
                let back = index.position(text, offset, unit);
                assert!(back.line == line.min(end.line) && back.column <= column.max(end.column));
            }
        }
        for offset in 0..far {
            let position = index.position(text, offset, unit);
            assert_eq!(position, index.position(text, floor_boundary(text, offset), unit));
        }
    }
}
