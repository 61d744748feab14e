//! Several numbers in one string, which is told as such: each belongs into a string of its own.

use super::{Grammar, parse};

/// How many pieces of a text are looked at.
const PIECES: usize = 16;

/// Whether a text is several numbers, with a comma, a pause mark or a semicolon between them.
pub fn is_several(text: &str, grammar: &Grammar) -> bool {
    let pieces = text.split(['，', '、', '；', ';', ',', '\n', '|']);
    let mut pieces = pieces.map(str::trim).filter(|piece| !piece.is_empty()).take(PIECES);
    let is_number = |piece: &str| parse(piece, grammar).number.is_some();
    let (first, second) = (pieces.next(), pieces.next());
    first.is_some_and(is_number) && second.is_some_and(is_number) && pieces.all(is_number)
}
