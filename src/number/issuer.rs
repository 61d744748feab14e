//! Heads of group (`T/CAS`) and enterprise (`Q/GDW`) standards: a letter, a slash and the code of whoever issues it.

use super::cursor::{Cursor, Width, Word};
use super::marks::unknown;
use super::parts::{Body, Head, Joint, Shape};
use super::{Kind, Mark};
use crate::text::Span;

/// How long the code of a group may be.
const CODE: std::ops::RangeInclusive<usize> = 2..=12;

/// The first year in which groups had standards of their own.
const FIRST_GROUP_YEAR: u16 = 2015;

/// Words that a lost slash does not explain: foreign bodies and their documents.
const FOREIGN: [&[u8]; 8] = [b"TIA", b"TCVN", b"TIS", b"TAS", b"TAPPI", b"QCVN", b"QPL", b"TMMI"];

/// Reads the rest of a head that opens with T or Q.
pub(super) fn read(cursor: &mut Cursor<'_>, word: &Word, kind: Kind) -> Option<Head> {
    let start = word.span.start;
    let before = cursor.gap();
    let is_deduced = cursor.eat(b'/').is_none();
    if is_deduced {
        // `Q GDW 371`: the code is in letters, and stands apart from the number.
        if before.width == Width::None || !cursor.peek().is_letter() {
            return unknown(cursor, start);
        }
        let place = cursor.place();
        let code = cursor.alphanumerics();
        let is_apart = cursor.peek().ascii == b' ';
        cursor.reset(place);
        if !is_apart || code.count < *CODE.start() || code.tail < code.span.end {
            return unknown(cursor, start);
        }
        cursor.should_be_slash(before.span);
    } else {
        cursor.unwanted(before);
        cursor.no_gap();
    }
    let code = cursor.alphanumerics();
    let code_end = code_end(cursor, &code);
    cursor.back_to(code_end);
    let code = Span::new(code.span.start, code_end);
    let length = code.of_text(cursor.text()).chars().count();
    let is_code = match kind {
        Kind::Group => CODE.contains(&length),
        _ => length > 0,
    };
    if !is_code {
        return unknown(cursor, start);
    }
    let prefix = word.span.cover(code);
    cursor.should_be_upper(prefix);
    let mut head = Head::new(kind, prefix, Mark::None, Shape::Series);
    head.is_deduced = is_deduced;
    Some(head)
}

/// Where the code of an issuer ends. Where no blank parts it from the number, its last digits are the number.
fn code_end(cursor: &mut Cursor<'_>, code: &Word) -> u32 {
    let mut code_end = code.span.end;
    let mut tail = code.tail;
    // `T/CECA-G`: a code may go on behind a hyphen, in letters.
    let start = cursor.place();
    if cursor.dash().is_some() {
        let more = cursor.letters();
        if more.is_empty() || code.span.is_empty() || !matches!(cursor.peek().ascii, b' ' | b'0'..=b'9') {
            cursor.reset(start);
        } else {
            code_end = more.span.end;
            tail = code_end;
        }
    }
    let gap = cursor.gap();
    let is_parted = gap.width != Width::None && cursor.peek().is_alphanumeric();
    if is_parted || tail == code.span.start {
        return code_end;
    }
    tail
}

/// `TCAS 1-2020`, `QGDW 11380-2018`: the letter and the code are one word, which is no prefix.
pub(super) fn unslashed(cursor: &mut Cursor<'_>, word: &Word) -> Option<Head> {
    let upper = word.upper();
    let (first, code) = upper.split_first()?;
    let kind = match first {
        b'T' => Kind::Group,
        b'Q' => Kind::Enterprise,
        _ => return None,
    };
    let is_apart = cursor.peek().ascii == b' ';
    if !is_apart || !CODE.contains(&code.len()) || FOREIGN.contains(&upper) {
        return None;
    }
    let second = cursor.within(word.span, 1);
    cursor.should_be_slash(second);
    cursor.should_be_upper(word.span);
    let mut head = Head::new(kind, word.span, Mark::None, Shape::Series);
    head.is_deduced = true;
    Some(head)
}

/// Whether what follows bears out that a slash was lost: a number with its year, and of a group none before there were
/// groups with standards.
pub(super) fn is_plausible(kind: Kind, body: &Body) -> bool {
    let is_of_time = |year: u16| kind != Kind::Group || year >= FIRST_GROUP_YEAR;
    matches!(body.joint, Joint::Hyphen) && body.year.is_some_and(|year| is_of_time(year.value))
}
