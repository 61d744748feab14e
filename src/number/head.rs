//! The head of a number: its prefix and nature mark, up to where the digits of the main number start.

use super::cursor::{Cursor, Gap, Width, Word};
use super::fault::Fault;
use super::prefix::{self, Known, Marks};
use super::{Kind, Mark};
use crate::text::{Span, to_u32};

/// What stands before the main number, and what that says about the rest.
#[derive(Clone, Copy)]
pub(super) struct Head {
    /// What the prefix says.
    pub(super) kind: Kind,
    /// The prefix, as it stands.
    pub(super) prefix: Span,
    /// The prefix, as it is spelled.
    pub(super) spelling: Spelling,
    /// The nature mark.
    pub(super) mark: Mark,
    /// How the main number and its parts are written.
    pub(super) shape: Shape,
}

/// How a prefix is spelled when nothing is wrong with it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Spelling {
    /// In one way only.
    Known(&'static str),
    /// As it stands, in ASCII, upper case, without doubled or misplaced blanks.
    Folded,
}

/// How the main number and its parts are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// `123.1.2-2020`.
    Dotted,
    /// The same with a letter for the revision: `9001C-2017`.
    Revised,
    /// `123-1-2:2020`, as ISO and IEC number; reference samples (GSB) have `05-1426-2001`.
    Hyphenated,
    /// `X.509`, as ITU-T numbers.
    Lettered,
    /// `56-2019`, which a hyphen may join to the prefix: `DG/TJ08-56-2019`.
    Joined,
}

/// The organisations that publish together with ISO or IEC, which a slash joins.
const PARTNERS: [&str; 5] = ["ISO", "IEC", "IEEE", "SAE", "ASTM"];

/// The kinds of document of ISO and IEC that the prefix names, after a slash or a blank.
const DOCUMENTS: [&str; 3] = ["TR", "TS", "PAS"];

/// Reads the head. `None`, and a fault that cannot be repaired, where there is none.
pub(super) fn read(cursor: &mut Cursor<'_>) -> Option<Head> {
    cursor.no_gap();
    let word = cursor.letters();
    match word.upper() {
        b"DB" if cursor.peek().is_digit() => local(cursor, &word),
        b"DB" => spaced_local(cursor, &word).or_else(|| listed(cursor, &word)),
        b"T" => issuer(cursor, &word, Kind::Group),
        b"Q" => issuer(cursor, &word, Kind::Enterprise),
        b"DG" | b"DGJ" | b"DGTJ" => shanghai(cursor, &word),
        b"ISO" | b"IEC" => Some(iso(cursor, &word)),
        b"ITU" => itu(cursor, &word),
        b"IETF" | b"RFC" => rfc(cursor, &word),
        _ if word.is_empty() => unlettered(cursor),
        _ => listed(cursor, &word),
    }
}

/// Notes that what stands there, from `start` up to the cursor, is no prefix.
fn unknown(cursor: &mut Cursor<'_>, start: u32) -> Option<Head> {
    let read = Span::new(start, cursor.at()).of_text(cursor.text()).trim_end();
    cursor.note(Fault::UnknownPrefix(Span::new(start, start + to_u32(read.len()))));
    None
}

/// A text that opens with no letter.
fn unlettered(cursor: &mut Cursor<'_>) -> Option<Head> {
    let rest = cursor.rest_span();
    let run = rest.of_text(cursor.text()).split_whitespace().next();
    cursor.note(match run.map(str::len) {
        None => Fault::Empty(Span::new(0, rest.end)),
        Some(length) => Fault::UnknownPrefix(Span::of(rest.range().start..rest.range().start + length)),
    });
    None
}

/// A prefix that the tables list: national or of an industry.
fn listed(cursor: &mut Cursor<'_>, word: &Word) -> Option<Head> {
    let folded = word.folded();
    if let Some(known) = prefix::find(folded) {
        let mark = nature(cursor, known.kind, known.marks)?;
        return Some(with_known(cursor, known, folded, word.span, mark));
    }
    // `GBT`: the word is a prefix and its nature mark, without the slash between them.
    let unslashed = folded.split_last().and_then(|(last, folded)| {
        let mark = Mark::of_letter(*last)?;
        let known = prefix::find(folded).filter(|known| known.marks == Marks::Taken)?;
        Some((known, folded, mark))
    });
    let Some((known, folded, mark)) = unslashed else {
        return unknown(cursor, word.span.start);
    };
    cursor.note(Fault::NoSlash(Span::empty(word.last)));
    cursor.should_be_upper(Span::new(word.last, word.span.end));
    Some(with_known(
        cursor,
        known,
        folded,
        Span::new(word.span.start, word.last),
        mark,
    ))
}

fn with_known(cursor: &mut Cursor<'_>, known: Known, folded: &[u8], span: Span, mark: Mark) -> Head {
    if folded != known.spelling.as_bytes() {
        cursor.note(Fault::Case(span));
    }
    let shape = match known.spelling {
        // The class of a reference sample stands before its number.
        "GSB" => Shape::Hyphenated,
        // The military standards and those of the defence industries keep a number and count its revisions.
        "GJB" | "CB" | "EJ" | "HB" | "QJ" | "SJ" | "WJ" => Shape::Revised,
        _ => Shape::Dotted,
    };
    Head {
        kind: known.kind,
        prefix: span,
        spelling: Spelling::Known(known.spelling),
        mark,
        shape,
    }
}

/// The nature mark behind a prefix. `None`, and a fault, where something else stands in its place.
fn nature(cursor: &mut Cursor<'_>, kind: Kind, marks: Marks) -> Option<Mark> {
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
        cursor.note(Fault::StraySlash(slash));
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
    cursor.note(Fault::NoSlash(gap.span));
    cursor.should_be_upper(word.span);
    Some(mark)
}

fn mark_of(word: &Word) -> Option<Mark> {
    match *word.folded() {
        [letter] => Mark::of_letter(letter),
        _ => None,
    }
}

/// A local standard: `DB` and the digits of an administrative division, of a province (2), a city (4) or a county (6).
fn local(cursor: &mut Cursor<'_>, word: &Word) -> Option<Head> {
    let division = cursor.digits();
    if !matches!(division.count, 2 | 4 | 6) {
        return unknown(cursor, word.span.start);
    }
    let prefix = word.span.cover(division.span);
    cursor.should_be_upper(word.span);
    let mark = nature(cursor, Kind::Local, Marks::Taken)?;
    Some(Head {
        kind: Kind::Local,
        prefix,
        spelling: Spelling::Folded,
        mark,
        shape: Shape::Dotted,
    })
}

/// `DB 31/T 6`: only the slash tells a local standard from one of the earthquake industry, whose prefix is `DB` alone.
fn spaced_local(cursor: &mut Cursor<'_>, word: &Word) -> Option<Head> {
    let start = cursor.place();
    let gap = cursor.gap();
    let digits_at = cursor.at();
    let division = cursor.digits();
    cursor.gap();
    let slash = cursor.eat(b'/');
    cursor.gap();
    let mark = cursor.letters();
    let is_local = matches!(division.count, 2 | 4 | 6)
        && slash.is_some()
        && (mark_of(&mark).is_some() || cursor.peek().is_digit() && mark.is_empty());
    cursor.reset(start);
    if !is_local {
        return None;
    }
    cursor.unwanted(gap);
    cursor.back_to(digits_at);
    local(cursor, word)
}

/// A group (`T/CAS`) or enterprise (`Q/GDW`) standard: a letter, a slash and the code of whoever issues it.
fn issuer(cursor: &mut Cursor<'_>, word: &Word, kind: Kind) -> Option<Head> {
    let before = cursor.gap();
    if cursor.eat(b'/').is_none() {
        return unknown(cursor, word.span.start);
    }
    cursor.unwanted(before);
    cursor.no_gap();
    let code = cursor.alphanumerics();
    let code_end = code_end(cursor, &code);
    cursor.back_to(code_end);
    let code = Span::new(code.span.start, code_end);
    let length = code.of_text(cursor.text()).chars().count();
    let is_code = match kind {
        Kind::Group => (2..=6).contains(&length),
        _ => length > 0,
    };
    if !is_code {
        return unknown(cursor, word.span.start);
    }
    let prefix = word.span.cover(code);
    cursor.should_be_upper(prefix);
    Some(Head {
        kind,
        prefix,
        spelling: Spelling::Folded,
        mark: Mark::None,
        shape: Shape::Dotted,
    })
}

/// Where the code of an issuer ends. Where no blank parts it from the number, its last digits are the number.
fn code_end(cursor: &mut Cursor<'_>, code: &Word) -> u32 {
    let gap = cursor.gap();
    let is_parted = gap.width != Width::None && cursor.peek().is_alphanumeric();
    if is_parted || code.tail == code.span.start {
        return code.span.end;
    }
    code.tail
}

/// The engineering standards of Shanghai: `DG/TJ08`, recommended, and `DGJ08`, mandatory.
fn shanghai(cursor: &mut Cursor<'_>, word: &Word) -> Option<Head> {
    let start = word.span.start;
    if word.is("DG") {
        cursor.no_gap();
        let slash = cursor.eat(b'/');
        cursor.no_gap();
        if slash.is_none() || !cursor.letters().is("TJ") {
            return unknown(cursor, start);
        }
    } else if word.is("DGTJ") {
        let letters = word.span.of_text(cursor.text()).char_indices();
        let third = letters.map(|(at, _)| at).nth(2).unwrap_or(0);
        cursor.note(Fault::NoSlash(Span::empty(start).shift(to_u32(third))));
    }
    cursor.no_gap();
    let city = cursor.digits();
    if city.count != 2 || city.value != 8 {
        return unknown(cursor, start);
    }
    let prefix = Span::new(start, cursor.at());
    cursor.should_be_upper(prefix);
    let (spelling, mark) = if word.is("DGJ") {
        ("DGJ08", Mark::None)
    } else {
        ("DG/TJ08", Mark::T)
    };
    Some(Head {
        kind: Kind::Local,
        prefix,
        spelling: Spelling::Known(spelling),
        mark,
        shape: Shape::Joined,
    })
}

fn international(prefix: Span, spelling: Spelling, shape: Shape) -> Head {
    Head {
        kind: Kind::International,
        prefix,
        spelling,
        mark: Mark::None,
        shape,
    }
}

/// `ISO`, `IEC`, `ISO/IEC`, and with what kind of document it is: `ISO/TS`, `ISO/IEC TR`.
fn iso(cursor: &mut Cursor<'_>, word: &Word) -> Head {
    let mut prefix = word.span;
    loop {
        let start = cursor.place();
        let before = cursor.gap();
        let slash = cursor.eat(b'/');
        let after = cursor.gap();
        let next = cursor.letters();
        let is_document = DOCUMENTS.iter().any(|document| next.is(document));
        let is_partner = PARTNERS.iter().any(|partner| next.is(partner));
        match slash {
            Some(_) if is_document || is_partner => {
                cursor.unwanted(before);
                cursor.unwanted(after);
            }
            None if is_document && before.width == Width::One => {}
            None if is_document && before.width == Width::Odd => cursor.note(Fault::Spacing(before.span)),
            _ => {
                cursor.reset(start);
                break;
            }
        }
        prefix = prefix.cover(next.span);
    }
    cursor.should_be_upper(prefix);
    international(prefix, Spelling::Folded, Shape::Hyphenated)
}

/// `ITU-T`.
fn itu(cursor: &mut Cursor<'_>, word: &Word) -> Option<Head> {
    let has_dash = cursor.dash().is_some();
    if !has_dash || cursor.letter().is_none_or(|(_, letter)| letter != b'T') {
        return unknown(cursor, word.span.start);
    }
    let prefix = Span::new(word.span.start, cursor.at());
    cursor.should_be_upper(prefix);
    Some(international(prefix, Spelling::Known("ITU-T"), Shape::Lettered))
}

/// `IETF RFC`, or `RFC` alone.
fn rfc(cursor: &mut Cursor<'_>, word: &Word) -> Option<Head> {
    let mut spelling = "RFC";
    if word.is("IETF") {
        let gap = cursor.gap();
        if !cursor.letters().is("RFC") {
            return unknown(cursor, word.span.start);
        }
        if gap.width != Width::One {
            cursor.note(Fault::Spacing(gap.span));
        }
        spelling = "IETF RFC";
    }
    let prefix = Span::new(word.span.start, cursor.at());
    cursor.should_be_upper(prefix);
    Some(international(prefix, Spelling::Known(spelling), Shape::Dotted))
}
