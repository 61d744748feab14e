//! The nature mark behind a prefix: `/T`, `/Z`, and what stands for them.

use super::cursor::{Cursor, Gap, Width, Word};
use super::fault::{Fault, Repair};
use super::parts::Head;
use super::{Kind, Mark};
use crate::text::{Span, to_u32};

/// Whether a prefix takes a nature mark.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Marks {
    /// `/T` or `/Z` may follow.
    Taken,
    /// Neither may.
    Refused,
}

/// Notes that what stands there, from `start` up to the cursor, is no prefix.
pub(super) fn unknown(cursor: &mut Cursor<'_>, start: u32) -> Option<Head> {
    let read = Span::new(start, cursor.at()).of_text(cursor.text()).trim_end();
    cursor.note(Fault::UnknownPrefix(Span::new(start, start + to_u32(read.len()))));
    None
}

/// The nature mark behind a prefix. `None`, and a fault, where something else stands in its place.
pub(super) fn nature(cursor: &mut Cursor<'_>, kind: Kind, marks: Marks) -> Option<Mark> {
    let start = cursor.place();
    let before = cursor.gap();
    let Some(slash) = cursor.eat(b'/') else {
        let mark = (marks == Marks::Taken).then(|| unslashed(cursor, before)).flatten();
        if mark.is_none() {
            cursor.reset(start);
        }
        return Some(mark.unwrap_or(Mark::None));
    };
    cursor.unwanted(before);
    let after = cursor.gap();
    let word = cursor.letters();
    if kind == Kind::Local && word.is_empty() {
        // `DB31/ 6-2010`: the mandatory standards of a region used to be marked by a slash with nothing behind it.
        cursor.mend(Fault::StraySlash(slash), Repair::Drop);
        cursor.back_to(slash.end);
        return Some(Mark::None);
    }
    let mark = mark_of(&word).filter(|_| marks == Marks::Taken);
    if mark.is_none() {
        cursor.note(Fault::UnknownMark(if word.is_empty() { slash } else { word.span }));
    }
    cursor.unwanted(after);
    cursor.should_be_upper(word.span);
    mark
}

/// A nature mark without its slash, apart from the prefix: `GB T 50252`, `DB31T 6`.
fn unslashed(cursor: &mut Cursor<'_>, gap: Gap) -> Option<Mark> {
    let word = cursor.letters();
    let mark = mark_of(&word)?;
    let next = cursor.peek();
    if !next.is_digit() && next.ascii != b' ' {
        return None;
    }
    // A letter that the number itself begins with stands right before its digits: `TSG Z0001`.
    if gap.width != Width::None && next.is_digit() {
        return None;
    }
    cursor.should_be_slash(gap.span);
    cursor.should_be_upper(word.span);
    Some(mark)
}

fn mark_of(word: &Word) -> Option<Mark> {
    match *word.folded() {
        [letter] => Mark::of_letter(letter),
        _ => None,
    }
}
