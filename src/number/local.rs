//! Heads of local standards: `DB` and a region, and the engineering standards of provinces and cities.

use super::cursor::{Cursor, Digits, Word};
use super::fault::Fault;
use super::marks::{Marks, nature, unknown};
use super::parts::{Head, Shape};
use super::{Kind, Mark, regions};
use crate::text::Span;

/// The digits that the engineering standards of Tianjin had: `DB29-1-2013`.
const TIANJIN: u32 = 29;

/// A local standard: `DB` and the digits of an administrative division, of a province (2), a city (4) or a county (6).
pub(super) fn numbered(cursor: &mut Cursor<'_>, word: &Word) -> Option<Head> {
    let division = cursor.digits();
    if !matches!(division.count, 2 | 4 | 6) {
        return unknown(cursor, word.span.start);
    }
    let is_tianjin = division.count == 2 && division.value == TIANJIN;
    if !is_tianjin {
        check(cursor, division)?;
    }
    let mut prefix = word.span.cover(division.span);
    prefix.end = construction(cursor).unwrap_or(prefix.end);
    cursor.should_be_upper(word.span);
    let mark = nature(cursor, Kind::Local, Marks::Taken)?;
    let shape = if is_tianjin { Shape::Joined } else { Shape::Dotted };
    Some(Head::new(Kind::Local, prefix, mark, shape))
}

/// Notes digits that are those of no region.
fn check(cursor: &mut Cursor<'_>, division: Digits) -> Option<()> {
    if regions::is_region(division.count, division.value) {
        return Some(());
    }
    cursor.note(Fault::UnknownRegion(division.span));
    None
}

/// The `(J)` that the engineering standards of Hebei have. Where it ends.
fn construction(cursor: &mut Cursor<'_>) -> Option<u32> {
    let start = cursor.place();
    let end = (|| {
        cursor.half_parenthesis(b'(')?;
        let (letter, _) = cursor.letter().filter(|(_, letter)| *letter == b'J')?;
        cursor.should_be_upper(letter);
        cursor.half_parenthesis(b')')
    })();
    if end.is_none() {
        cursor.reset(start);
    }
    end.map(|closing| closing.end)
}

/// `DB 31/T 6`: only the slash tells a local standard from one of the earthquake industry, whose prefix is `DB` alone.
pub(super) fn spaced(cursor: &mut Cursor<'_>, word: &Word) -> Option<Head> {
    let start = cursor.place();
    let gap = cursor.gap();
    let division = cursor.digits();
    cursor.gap();
    let is_local =
        matches!(division.count, 2 | 4 | 6) && cursor.peek().ascii == b'/' && word.span.end < division.span.start;
    cursor.reset(start);
    if !is_local {
        return None;
    }
    cursor.gap();
    cursor.unwanted(gap);
    numbered(cursor, word)
}

/// The engineering standards of a province: `DBJ61/T 60`, `DBJ50-052`, `DBJ/T 13-123`, with or without blanks.
pub(super) fn engineering(cursor: &mut Cursor<'_>, word: &Word) -> Option<Head> {
    let start = word.span.start;
    let mut mark = Mark::None;
    let mut has_mark = false;
    if word.is("DBJT") {
        cursor.should_be_slash(Span::empty(word.last));
        mark = Mark::T;
        has_mark = true;
    } else {
        let before = cursor.place();
        cursor.gap();
        let is_slash = cursor.peek().ascii == b'/';
        cursor.reset(before);
        if is_slash {
            // Here the slash has something behind it, as that of a national standard has.
            mark = nature(cursor, Kind::National, Marks::Taken)?;
            has_mark = true;
        }
    }
    let gap = cursor.gap();
    cursor.may_be_one(gap);
    let region = cursor.digits();
    if region.count == 0 {
        cursor.note(Fault::NoDigits(cursor.rest_span()));
        return None;
    }
    if region.count != 2 || !regions::is_engineering_region(region.value) {
        cursor.note(Fault::UnknownRegion(region.span));
        return None;
    }
    let prefix = Span::new(start, region.span.end);
    cursor.should_be_upper(prefix);
    if !has_mark {
        mark = nature(cursor, Kind::Local, Marks::Taken)?;
    }
    Some(Head::new(Kind::Local, prefix, mark, Shape::Joined))
}

/// The engineering standards of Shanghai, `DG/TJ08` (recommended) and `DGJ08` (mandatory), and those of Jiangsu, `DGJ32/TJ`
/// and `DGJ32/J`.
pub(super) fn shanghai(cursor: &mut Cursor<'_>, word: &Word) -> Option<Head> {
    let start = word.span.start;
    if word.is("DG") {
        cursor.no_gap();
        let slash = cursor.eat(b'/');
        cursor.no_gap();
        if slash.is_none() || !cursor.letters().is("TJ") {
            return unknown(cursor, start);
        }
    } else if word.is("DGTJ") {
        let third = cursor.within(word.span, 2);
        cursor.should_be_slash(third);
    }
    let gap = cursor.gap();
    cursor.may_be_one(gap);
    let city = cursor.digits();
    let mark = match (city.count, city.value) {
        (2, 8) if word.is("DGJ") => Mark::None,
        (2, 8) => Mark::T,
        (2, 32) if word.is("DGJ") => match jiangsu(cursor) {
            Some(mark) => mark,
            None => return unknown(cursor, start),
        },
        _ => return unknown(cursor, start),
    };
    let prefix = Span::new(start, cursor.last_end());
    cursor.should_be_upper(prefix);
    Some(Head::new(Kind::Local, prefix, mark, Shape::Joined))
}

/// `/TJ` or `/J`.
fn jiangsu(cursor: &mut Cursor<'_>) -> Option<Mark> {
    cursor.no_gap();
    cursor.eat(b'/')?;
    cursor.no_gap();
    let word = cursor.letters();
    match word.upper() {
        b"TJ" => Some(Mark::T),
        b"J" => Some(Mark::None),
        _ => None,
    }
}
