//! Foreign standards: those of other countries, regions and associations. Each has a way of its own to number, so that what
//! follows the prefix is read as it stands: letters, digits and the signs between them, with the year told where it is
//! plain.

use super::cursor::{Cursor, Width, Word};
use super::fault::Fault;
use super::international::capitals;
use super::parts::{Body, Head, Shape};
use super::{Kind, Mark, Year};
use crate::text::Span;

/// What a foreign number opens with, and what it is called.
pub(super) const PREFIXES: [(&str, &str); 14] = [
    ("IEEE", "电气电子工程师学会标准"),
    ("EN", "欧洲标准"),
    ("BS", "英国标准"),
    ("DIN", "德国标准"),
    ("ASTM", "美国材料与试验协会标准"),
    ("ANSI", "美国国家标准"),
    ("ETSI", "欧洲电信标准化协会标准"),
    ("3GPP", "第三代合作伙伴计划规范"),
    ("NIST", "美国国家标准与技术研究院标准"),
    ("STANAG", "北约标准化协议"),
    ("JIS", "日本工业标准"),
    ("UL", "美国保险商实验室标准"),
    ("W3C", "万维网联盟推荐标准"),
    ("OGC", "开放地理空间信息联盟标准"),
];

/// The words that may follow it, with what it stands for: who adopted what, and the kind of document.
const MORE: [&str; 22] = [
    "STD", "EN", "ISO", "IEC", "TS", "TR", "ES", "EG", "GS", "GR", "SP", "FIPS", "IR", "NISTIR", "PUB", "VDE", "SPEC",
    "CLC", "HD", "TIA", "IEEE", "ASHRAE",
];

/// Words without a digit that may follow what is numbered: editions, versions, parts.
const BEHIND: [&str; 12] = [
    "ED", "REV", "R", "V", "VER", "VERSION", "PART", "PT", "ISSUE", "RELEASE", "AMD", "VOL",
];

/// How many letters a series has that stands apart before the number: `JIS X`, `OGC WMS`.
const SERIES: usize = 4;

/// Reads the rest of a head that opens with a word, or with a digit (`3GPP`) and no word. `None` where it is none, without
/// a fault.
pub(super) fn read(cursor: &mut Cursor<'_>, word: Span) -> Option<Head> {
    let start = cursor.place();
    cursor.back_to(word.start);
    let first = cursor.alphanumerics();
    let is_listed = |word: &Word| PREFIXES.iter().any(|(prefix, _)| word.is(prefix));
    let mut prefix = first.span;
    if !is_listed(&first) {
        // `IEEE802.3`: the number without the blank before it.
        cursor.back_to(word.start);
        let letters = cursor.letters();
        if letters.is_empty() || !is_listed(&letters) {
            cursor.reset(start);
            return None;
        }
        prefix = letters.span;
    }
    cursor.should_be_upper(prefix);
    loop {
        let place = cursor.place();
        let gap = cursor.gap();
        let slash = cursor.eat(b'/').is_some();
        let next = cursor.letters();
        let is_apart = slash || gap.width != Width::None;
        let is_more = MORE.iter().any(|more| next.is(more)) || (slash && next.count >= 2);
        if !is_apart || !is_more || !matches!(cursor.peek().ascii, b' ' | b'/' | b'-' | b'0'..=b'9') {
            cursor.reset(place);
            break;
        }
        if slash {
            cursor.unwanted(gap);
        } else {
            cursor.may_be_one(gap);
        }
        capitals(cursor, &next, "STD", "Std");
        prefix = prefix.cover(next.span);
        // A hyphen joins the number to the name: `ANSI/TIA-568`.
        if cursor.peek().ascii == b'-' {
            break;
        }
    }
    Some(Head::new(Kind::Foreign, prefix, Mark::None, Shape::Free))
}

/// What stands between two tokens of a number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// Nothing: it is the first.
    None,
    Blank,
    Hyphen,
    Other,
}

/// Reads the number with all that belongs to it, and the year where it stands behind a hyphen. `None`, and no fault, where
/// there is no digit in it.
pub(super) fn body(cursor: &mut Cursor<'_>) -> Option<Body> {
    if cursor.dash().is_none() {
        let gap = cursor.gap();
        cursor.should_be_one(gap);
    }
    let start = cursor.at();
    let mut body = Body::new(Span::empty(start));
    let mut has_digit = false;
    let mut sign = Sign::None;
    loop {
        let token = cursor.alphanumerics();
        if token.is_empty() {
            break;
        }
        let digits = token.digits();
        if sign == Sign::Hyphen && has_digit && digits.is_some_and(is_overlong) {
            cursor.note(Fault::Year(token.span));
        }
        let year = digits
            .filter(|_| sign == Sign::Hyphen && has_digit)
            .and_then(|digits| year_of(digits, token.span));
        if year.is_none() || cursor.peek().ascii == b'-' {
            body.number = Span::new(start, token.span.end);
        } else {
            body.year = year;
        }
        has_digit |= token.has_digit;
        if body.year.is_some() {
            break;
        }
        let place = cursor.place();
        match join(cursor, has_digit) {
            Some(next) => sign = next,
            None => {
                cursor.reset(place);
                break;
            }
        }
    }
    body.place_nothing();
    has_digit.then_some(body)
}

fn year_of(digits: &[u8], span: Span) -> Option<Year> {
    let value = match digits {
        [b'1' | b'2', _, _, _] => std::str::from_utf8(digits).ok()?.parse().ok()?,
        _ => return None,
    };
    (1900..2100).contains(&value).then_some(Year { value, span })
}

/// Whether digits are those of a year with more than it has.
fn is_overlong(digits: &[u8]) -> bool {
    (5..=6).contains(&digits.len()) && matches!(digits, [b'1', b'9', ..] | [b'2', b'0', ..])
}

/// The sign before the next token of a number, if there is one.
fn join(cursor: &mut Cursor<'_>, has_digit: bool) -> Option<Sign> {
    let gap = cursor.gap();
    let sign = match cursor.peek().ascii {
        b'.' => cursor.eat(b'.').map(|_| Sign::Other),
        b'_' => cursor.eat(b'_').map(|_| Sign::Other),
        b'/' => cursor.eat(b'/').map(|_| Sign::Other),
        b'-' => cursor.dash().map(|_| Sign::Hyphen),
        _ => None,
    };
    let Some(sign) = sign else {
        if gap.width == Width::None {
            return None;
        }
        cursor.may_be_one(gap);
        let place = cursor.place();
        let word = cursor.alphanumerics();
        cursor.reset(place);
        let is_series = !has_digit && word.count <= SERIES;
        let is_behind = has_digit && BEHIND.iter().any(|behind| word.is(behind));
        return (word.has_digit || is_series || is_behind).then_some(Sign::Blank);
    };
    cursor.unwanted(gap);
    // An amendment is none of the number's own tokens; `Ed. 4` has a blank behind its dot.
    let gap = cursor.gap();
    let place = cursor.place();
    let word = cursor.alphanumerics();
    let digits_follow = cursor.peek().is_digit() || cursor.peek().ascii == b' ';
    let is_amendment = sign == Sign::Other && (word.is("AMD") || word.is("COR")) && digits_follow;
    cursor.reset(place);
    if word.is_empty() || is_amendment {
        return None;
    }
    if sign == Sign::Hyphen {
        cursor.unwanted(gap);
    } else {
        cursor.may_be_one(gap);
    }
    Some(sign)
}
