//! From a register as it is to one as it should be: the edits, line by line.

use std::ops::Range;

use rustc_hash::FxHashMap;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::register::Register;
use crate::text::edit::TextEdit;
use crate::text::{FileId, Span, to_u32};

/// The edits that make the texts of a register those of another reading of it, for each file that differs.
pub fn between(before: &Register, after: &Register) -> Vec<(FileId, Vec<TextEdit>)> {
    let pairs = (0..).map(FileId).zip(before.files.iter().zip(&after.files));
    pairs
        .filter(|(_, (before, after))| before.text != after.text)
        .map(|(file, (before, after))| (file, of_texts(&before.text, &after.text)))
        .collect()
}

/// How many lines of two texts, those left aside that both begin or end with, are held against each other for the fewest
/// edits. That costs the product of the lines and the edits, which is too much for a file of which every line changes.
const FEW: usize = 2_000;

/// Likewise of two pieces of texts of more lines, of which there may be many.
const FEW_OF_PIECE: usize = 200;

/// The edits that make one text of another: sorted, apart from each other, each of whole lines.
pub(super) fn of_texts(before: &str, after: &str) -> Vec<TextEdit> {
    let old: Vec<&str> = before.split_inclusive('\n').collect();
    let new: Vec<&str> = after.split_inclusive('\n').collect();
    let mut hunks = Hunks::default();
    let whole = Piece::new(&old, &new, (0, 0));
    if whole.trimmed().len() <= FEW {
        hunks.fewest(whole.trimmed());
    } else {
        for piece in whole.trimmed().cut() {
            hunks.of_piece(piece.trimmed());
        }
    }
    hunks.edits(&old, &new)
}

/// Lines of a text, and the lines that are to be in their place.
#[derive(Clone, Copy)]
struct Piece<'l, 't> {
    old: &'l [&'t str],
    new: &'l [&'t str],
    /// How many lines stand before them in each of the texts.
    start: (usize, usize),
}

impl<'l, 't> Piece<'l, 't> {
    fn new(old: &'l [&'t str], new: &'l [&'t str], start: (usize, usize)) -> Self {
        Self { old, new, start }
    }

    fn len(self) -> usize {
        self.old.len() + self.new.len()
    }

    /// The piece within a range of its old lines and one of its new ones.
    fn part(self, old: Range<usize>, new: Range<usize>) -> Self {
        Self {
            start: (self.start.0 + old.start, self.start.1 + new.start),
            old: self.old.get(old).unwrap_or_default(),
            new: self.new.get(new).unwrap_or_default(),
        }
    }

    /// The piece without the lines that both begin and both end with.
    fn trimmed(self) -> Self {
        let first = self
            .old
            .iter()
            .zip(self.new)
            .take_while(|(old, new)| old == new)
            .count();
        let rest = self.part(first..self.old.len(), first..self.new.len());
        let (old, new) = (rest.old.iter().rev(), rest.new.iter().rev());
        let last = old.zip(new).take_while(|(old, new)| old == new).count();
        rest.part(0..rest.old.len() - last, 0..rest.new.len() - last)
    }

    /// Cuts at lines that are in both texts, and once in each: at as many as stand in one order in both.
    fn cut(self) -> Vec<Self> {
        let mut pieces = Vec::new();
        let mut at = (0, 0);
        for (old, new) in rising(self.lone_lines()) {
            pieces.push(self.part(at.0..old, at.1..new));
            at = (old + 1, new + 1);
        }
        pieces.push(self.part(at.0..self.old.len(), at.1..self.new.len()));
        pieces
    }

    /// The places of the lines that are in both texts once, in the order of the old one.
    fn lone_lines(self) -> Vec<(usize, usize)> {
        let mut places: FxHashMap<&str, Lone> = FxHashMap::default();
        for (place, line) in self.old.iter().enumerate() {
            let is_first = places.insert(line, Lone::InOld(place)).is_none();
            if !is_first {
                places.insert(line, Lone::No);
            }
        }
        for (place, line) in self.new.iter().enumerate() {
            if let Some(lone) = places.get_mut(line) {
                *lone = match *lone {
                    Lone::InOld(old) => Lone::InBoth(old, place),
                    Lone::InBoth(..) | Lone::No => Lone::No,
                };
            }
        }
        let lone = self.old.iter().filter_map(|line| match places.get(line) {
            Some(Lone::InBoth(old, new)) => Some((*old, *new)),
            _ => None,
        });
        lone.collect()
    }
}

/// Where a line is, if it is there once.
#[derive(Clone, Copy)]
enum Lone {
    InOld(usize),
    InBoth(usize, usize),
    No,
}

/// The longest choice of pairs, which are in the order of their first numbers, whose second numbers rise.
fn rising(pairs: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    // For each length the pair that ends the choice of that length with the smallest number, and for each pair what is before it.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    let number = |index: usize| pairs.get(index).map_or(0, |(_, new)| *new);
    for (index, (_, new)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| number(*end) < *new);
        before.push(length.checked_sub(1).and_then(|last| ends.get(last).copied()));
        match ends.get_mut(length) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut chosen = Vec::with_capacity(ends.len());
    let mut next = ends.last().copied();
    while let Some(index) = next {
        chosen.extend(pairs.get(index));
        next = before.get(index).copied().flatten();
    }
    chosen.reverse();
    chosen
}

/// Which lines come in the place of which, in the order of the texts.
#[derive(Default)]
struct Hunks(Vec<(Range<usize>, Range<usize>)>);

impl Hunks {
    /// Of few lines the fewest edits; of many as many lines for each other one by one; else all for all.
    fn of_piece(&mut self, piece: Piece<'_, '_>) {
        if piece.len() <= FEW_OF_PIECE {
            self.fewest(piece);
        } else if piece.old.len() == piece.new.len() {
            for (place, (old, new)) in piece.old.iter().zip(piece.new).enumerate() {
                if old != new {
                    let (old, new) = (piece.start.0 + place, piece.start.1 + place);
                    self.push(old..old + 1, new..new + 1);
                }
            }
        } else {
            let (old, new) = piece.start;
            self.push(old..old + piece.old.len(), new..new + piece.new.len());
        }
    }

    fn fewest(&mut self, piece: Piece<'_, '_>) {
        for operation in capture_diff_slices(Algorithm::Myers, piece.old, piece.new) {
            if !matches!(operation, DiffOp::Equal { .. }) {
                let (old, new) = (operation.old_range(), operation.new_range());
                self.push(
                    piece.start.0 + old.start..piece.start.0 + old.end,
                    piece.start.1 + new.start..piece.start.1 + new.end,
                );
            }
        }
    }

    /// Adds lines, to those before them where nothing stands in between.
    fn push(&mut self, old: Range<usize>, new: Range<usize>) {
        if old.is_empty() && new.is_empty() {
            return;
        }
        match self.0.last_mut() {
            Some((last_old, last_new)) if last_old.end == old.start && last_new.end == new.start => {
                last_old.end = old.end;
                last_new.end = new.end;
            }
            _ => self.0.push((old, new)),
        }
    }

    /// The edits, in bytes of the old text.
    fn edits(self, old: &[&str], new: &[&str]) -> Vec<TextEdit> {
        let length = |lines: Range<usize>| -> u32 {
            let lines = old.get(lines).unwrap_or_default();
            to_u32(lines.iter().map(|line| line.len()).sum())
        };
        let mut at = (0, 0);
        let edit = |(old, lines): (Range<usize>, Range<usize>)| {
            let start = at.1 + length(at.0..old.start);
            let end = start + length(old.clone());
            at = (old.end, end);
            TextEdit {
                span: Span::new(start, end),
                text: new.get(lines).unwrap_or_default().concat(),
            }
        };
        self.0.into_iter().map(edit).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::edit::apply;

    #[test]
    fn only_lines_that_differ_are_touched() {
        let edits = of_texts("a\r\n标\nc\n", "a\r\n准\nc\nd");
        assert_eq!(edits.len(), 2);
        assert_eq!(edits[0].span, Span::new(3, 7));
    }

    #[test]
    fn of_many_lines_those_that_differ_are_touched() {
        let text = |change: &dyn Fn(usize) -> String| (0..50_000).map(change).collect::<String>();
        let before = text(&|line| format!("number = {line}\n[[entry]]\n"));
        // Every line of its own, so that nothing is the same but what is there a thousand times.
        let all = text(&|line| format!("number = x{line}\n[[entry]]\n"));
        let edits = of_texts(&before, &all);
        assert_eq!(edits.len(), 50_000);
        assert_eq!(apply(&before, &edits).as_deref(), Ok(all.as_str()));
        // One line in ten more, another one in ten less, and one at another place.
        let some = text(&|line| match line % 10 {
            3 => format!("number = {line}\n[[entry]]\nnew = 1\n"),
            7 => "[[entry]]\n".to_owned(),
            _ if line == 4_001 => "number = 15\n[[entry]]\n".to_owned(),
            _ if line == 15 => "[[entry]]\n".to_owned(),
            _ => format!("number = {line}\n[[entry]]\n"),
        });
        let edits = of_texts(&before, &some);
        assert!(edits.len() <= 10_003, "{}", edits.len());
        assert!(edits.iter().all(|edit| edit.span.len() < 60 && edit.text.len() < 60));
        assert_eq!(apply(&before, &edits).as_deref(), Ok(some.as_str()));
        // More lines in the place of all.
        let other = text(&|line| format!("a{line}\nb\nc\n"));
        assert_eq!(
            apply(&before, &of_texts(&before, &other)).as_deref(),
            Ok(other.as_str())
        );
    }

    #[test]
    fn applied_the_edits_give_the_other_text() {
        let texts = ["", "a\n", "a\nb\n", "b\na", "a\r\nb\nc\n\n", "标\n准\na\n"];
        for before in texts {
            for after in texts {
                let edits = of_texts(before, after);
                assert_eq!(apply(before, &edits).as_deref(), Ok(after));
            }
        }
    }
}
