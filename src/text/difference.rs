//! Which lines of a text come in the place of which of another.

use std::ops::Range;

use imara_diff::{Algorithm, Diff, InternedInput};
use rustc_hash::FxHashMap;

/// How many lines of two texts, those left aside that both begin or end with, are held against each other for the fewest
/// edits. That costs the product of the lines and the edits, which is too much for a file of which every line changes.
const FEW: usize = 2_000;

/// Likewise of two pieces of texts of more lines, of which there may be many.
const FEW_OF_PIECE: usize = 200;

/// The lines of the second text that come in the place of lines of the first, by their numbers from 0: in the order of the
/// texts, at least one line that stays between two of them.
pub fn changed_lines(old: &[&str], new: &[&str]) -> Vec<(Range<usize>, Range<usize>)> {
    let mut hunks = Hunks::default();
    let whole = Piece::new(old, new, (0, 0)).trimmed();
    if whole.len() <= FEW {
        hunks.fewest(whole);
    } else {
        for piece in whole.cut() {
            hunks.of_piece(piece.trimmed());
        }
    }
    hunks.0
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
        let mut input = InternedInput::default();
        input.update_before(piece.old.iter().copied());
        input.update_after(piece.new.iter().copied());
        let mut diff = Diff::compute(Algorithm::Myers, &input);
        diff.postprocess_lines(&input);
        for hunk in diff.hunks() {
            let lines = |start: usize, lines: Range<u32>| start + lines.start as usize..start + lines.end as usize;
            self.push(lines(piece.start.0, hunk.before), lines(piece.start.1, hunk.after));
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
}
