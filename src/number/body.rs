//! What follows the head: the main number, its parts and the year. What may stand behind them is in [`super::tail`].

use super::cursor::{Cursor, Digits, Gap, Width};
use super::fault::{Fault, Repair};
use super::foreign;
use super::parts::{Body, Head, Joint, Shape};
use super::{Kind, Year};
use crate::text::Span;

/// Reads the main number and its parts.
pub(super) fn numbered(cursor: &mut Cursor<'_>, head: &Head) -> Option<Body> {
    if head.shape == Shape::Free {
        let start = cursor.at();
        let body = foreign::body(cursor);
        if body.is_none() {
            cursor.back_to(start);
            no_digits(cursor);
        }
        return body;
    }
    let mut body = Body::new(main_number(cursor, head)?);
    match head.shape {
        Shape::Dotted | Shape::Coloned => while dotted_part(cursor, &mut body) {},
        Shape::Revised => {
            while dotted_part(cursor, &mut body) {}
            revision(cursor, &mut body);
        }
        Shape::Series | Shape::Joined => {
            while dotted_part(cursor, &mut body) {}
            revision(cursor, &mut body);
            while slashed_part(cursor, head, &mut body) || inner_part(cursor, head, &mut body) {}
        }
        Shape::Lettered => {
            while dotted_part(cursor, &mut body) {}
            second_number(cursor, &mut body);
            while hyphenated_part(cursor, &mut body) {}
        }
        Shape::Hyphenated => while hyphenated_part(cursor, &mut body) {},
        Shape::Free => {}
    }
    if cursor.peek().ascii == b'~' {
        range(cursor, &mut body);
    }
    Some(body)
}

fn no_digits(cursor: &mut Cursor<'_>) {
    cursor.note(Fault::NoDigits(cursor.rest_span()));
}

/// The main number and the blank before it.
fn main_number(cursor: &mut Cursor<'_>, head: &Head) -> Option<Span> {
    let mut gap = cursor.gap();
    if head.shape == Shape::Joined && cursor.dash().is_some() {
        cursor.unwanted(gap);
        let after = cursor.gap();
        cursor.unwanted(after);
        gap.width = Width::One;
    }
    let start = cursor.at();
    let number = match head.shape {
        Shape::Lettered => lettered(cursor),
        Shape::Series => series(cursor),
        _ => Some(cursor.digits().span),
    };
    let Some(number) = number.filter(|number| !number.is_empty()) else {
        cursor.back_to(start);
        no_digits(cursor);
        return None;
    };
    // What is noted of the blank stands before what is noted of the number, where the repair looks for it.
    cursor.should_be_one(Gap { ..gap });
    Some(number)
}

/// A series and a number within it: `X.509`, `BT.601`.
fn lettered(cursor: &mut Cursor<'_>) -> Option<Span> {
    let series = cursor.letters();
    if !(1..=3).contains(&series.count) {
        return None;
    }
    cursor.eat(b'.')?;
    let digits = cursor.digits().span;
    cursor.should_be_upper(series.span);
    (!digits.is_empty()).then(|| series.span.cover(digits))
}

/// The number that a text of ITU has in another series: `Y.4000/Y.2060`.
fn second_number(cursor: &mut Cursor<'_>, body: &mut Body) {
    let start = cursor.place();
    let second = cursor.eat(b'/').and_then(|_| lettered(cursor));
    let Some(second) = second else {
        cursor.reset(start);
        return;
    };
    // The parts of the first belong to what it is called by now.
    body.number = body.number.cover(second);
    body.place_nothing();
    while dotted_part(cursor, body) {}
}

/// A number with the letters before it: `D60`, `Z0001`, `JC101`, `ABC 001`, and `G:D60`, a series within a series.
fn series(cursor: &mut Cursor<'_>) -> Option<Span> {
    let first = cursor.letters();
    if first.is_empty() {
        return Some(cursor.digits().span);
    }
    cursor.should_be_upper(first.span);
    let start = cursor.place();
    if cursor.eat(b':').is_some() || cursor.eat(b'.').is_some() {
        let second = cursor.letters();
        cursor.should_be_upper(second.span);
    } else {
        cursor.reset(start);
        let gap = cursor.gap();
        cursor.may_be_one(gap);
        if gap.width == Width::None {
            cursor.dash();
        }
    }
    let digits = cursor.digits().span;
    (!digits.is_empty()).then(|| first.span.cover(digits))
}

/// One part behind a dot. Says whether there was one.
fn dotted_part(cursor: &mut Cursor<'_>, body: &mut Body) -> bool {
    let start = cursor.place();
    cursor.no_gap();
    if cursor.eat(b'.').is_some() {
        cursor.no_gap();
        let digits = cursor.digits().span;
        if !digits.is_empty() {
            add_part(body, digits);
            return true;
        }
    }
    cursor.reset(start);
    false
}

/// One part behind a hyphen, unless it is the year: ISO's own numbers have a colon before it, but those written in
/// the Chinese way have a hyphen. Says whether there was one.
fn hyphenated_part(cursor: &mut Cursor<'_>, body: &mut Body) -> bool {
    let start = cursor.place();
    cursor.no_gap();
    if cursor.dash().is_some() {
        cursor.no_gap();
        let digits = cursor.digits();
        let first_four = digits.first_four();
        let is_yearlike = digits.count >= 4 && (1900..2100).contains(&first_four) && !more_parts(cursor);
        if digits.count > 0 && !is_yearlike {
            add_part(body, digits.span);
            return true;
        }
    }
    cursor.reset(start);
    false
}

/// One part behind a hyphen before the year, which tells it from the year: `3365-04-2020`. Without a year two digits are
/// a part of an engineering standard where they cannot be a year. Says whether there was one.
fn inner_part(cursor: &mut Cursor<'_>, head: &Head, body: &mut Body) -> bool {
    let start = cursor.place();
    cursor.no_gap();
    if cursor.dash().is_some() {
        cursor.no_gap();
        let digits = cursor.digits();
        let is_no_year = head.kind == Kind::Industry && digits.count <= 2 && digits.value < OLDEST_TWO_DIGIT_YEAR;
        if digits.count > 0 && (more_parts(cursor) || (is_no_year && !cursor.peek().is_alphanumeric())) {
            add_part(body, digits.span);
            return true;
        }
    }
    cursor.reset(start);
    false
}

/// The volume of an engineering standard: `F80/1-2017`.
fn slashed_part(cursor: &mut Cursor<'_>, head: &Head, body: &mut Body) -> bool {
    if head.kind != Kind::Industry || cursor.peek().ascii != b'/' {
        return false;
    }
    let start = cursor.place();
    cursor.eat(b'/');
    let digits = cursor.digits().span;
    if digits.is_empty() {
        cursor.reset(start);
        return false;
    }
    add_part(body, digits);
    true
}

/// Whether a part or a year follows, so that what stands before it is no year.
fn more_parts(cursor: &mut Cursor<'_>) -> bool {
    let start = cursor.place();
    cursor.gap();
    let next = cursor.peek().ascii;
    cursor.reset(start);
    matches!(next, b'-' | b':')
}

/// The letter of a revision, which belongs to what it stands behind: the last part or the main number.
fn revision(cursor: &mut Cursor<'_>, body: &mut Body) {
    let start = cursor.place();
    let Some((letter, _)) = cursor.letter().filter(|_| !cursor.peek().is_alphanumeric()) else {
        cursor.reset(start);
        return;
    };
    cursor.should_be_upper(letter);
    if body.parts.is_empty() {
        body.number = body.number.cover(letter);
        body.place_nothing();
    } else {
        body.parts = body.parts.cover(letter);
    }
}

/// The end of a range of numbers or parts, which lies behind its beginning: `150.1~150.4`, `150.1~4`, `20592~20635`.
fn range(cursor: &mut Cursor<'_>, body: &mut Body) {
    let start = cursor.place();
    cursor.eat(b'~');
    let first = cursor.digits();
    let mut last = first.span;
    let mut of_last = first;
    loop {
        let place = cursor.place();
        let part = cursor.eat(b'.').map(|_| cursor.digits());
        match part.filter(|part| part.count > 0) {
            Some(part) => {
                last = last.cover(part.span);
                of_last = part;
            }
            None => {
                cursor.reset(place);
                break;
            }
        }
    }
    let beginning = if body.parts.is_empty() { body.number } else { body.parts };
    let beginning = beginning.of_text(cursor.text());
    let is_sign = |c: char| matches!(super::fold::of(c).ascii, b'.' | b'-');
    let of_first = beginning.rsplit(is_sign).next().unwrap_or_default();
    let value = super::fold::spelling(of_first)
        .filter(u8::is_ascii_digit)
        .fold(0u32, |value, digit| {
            value.saturating_mul(10).saturating_add(u32::from(digit - b'0'))
        });
    // `150.1~4` counts parts, and `150.1~151.2` whole numbers.
    let is_behind = value < of_last.value || (last != first.span && !same_number(cursor, body, first));
    if last.is_empty() || !is_behind {
        cursor.reset(start);
        return;
    }
    body.last = last;
}

/// Whether a range ends in the main number that it begins with.
fn same_number(cursor: &Cursor<'_>, body: &Body, first: Digits) -> bool {
    let spelled = |span: Span| super::fold::spelling(span.of_text(cursor.text()));
    spelled(body.number).eq(spelled(first.span))
}

fn add_part(body: &mut Body, digits: Span) {
    body.parts = if body.parts.is_empty() {
        digits
    } else {
        body.parts.cover(digits)
    };
}

/// The year, with the sign before it.
pub(super) fn year(cursor: &mut Cursor<'_>, head: &Head, body: &mut Body) {
    if body.year.is_some() {
        return;
    }
    let start = cursor.place();
    cursor.no_gap();
    let Some(sign) = cursor.dash().or_else(|| colon(cursor, head, body)) else {
        cursor.reset(start);
        return;
    };
    cursor.no_gap();
    body.year = year_digits(cursor, head.kind, sign);
    // `:2009-05`: German standards have a month.
    if head.shape == Shape::Free && body.year.is_some() {
        let start = cursor.place();
        let month = cursor.dash().map(|_| cursor.digits());
        let is_month = month.is_some_and(|month| month.count == 2 && (1..=12).contains(&month.value));
        if !is_month || cursor.peek().is_alphanumeric() {
            cursor.reset(start);
        }
    }
}

/// The colon before the year of an international standard. Before any other year it stands for a hyphen, but not where
/// a hyphen could as well be that of a part.
fn colon(cursor: &mut Cursor<'_>, head: &Head, body: &mut Body) -> Option<Span> {
    match (head.kind, head.shape) {
        (Kind::International | Kind::Foreign, _) | (_, Shape::Coloned) => {
            let colon = cursor.eat(b':')?;
            body.joint = Joint::Colon;
            Some(colon)
        }
        (_, Shape::Hyphenated) => None,
        _ => {
            let colon = cursor.eat(b':')?;
            cursor.mend(Fault::Dash(colon), Repair::With("-"));
            Some(colon)
        }
    }
}

/// Four digits, or the two that were in use before 2000. Where nothing follows the sign, the sign is at fault.
fn year_digits(cursor: &mut Cursor<'_>, kind: Kind, sign: Span) -> Option<Year> {
    let digits = cursor.digits();
    let more = cursor.alphanumerics();
    let run = if more.is_empty() {
        digits.span
    } else {
        digits.span.cover(more.span)
    };
    let year = expand(digits, kind).filter(|_| run == digits.span);
    if year.is_none() {
        cursor.note(Fault::Year(if run.is_empty() { sign } else { run }));
    }
    year
}

/// The first of the years that two digits stand for: no standard is older than the state that issues it.
const OLDEST_TWO_DIGIT_YEAR: u32 = 49;

/// The year that digits are, if there was or will be such a year.
pub(super) fn expand(digits: Digits, kind: Kind) -> Option<Year> {
    let first = match kind {
        Kind::International | Kind::Foreign => 1900,
        _ => 1949,
    };
    let value = match (digits.count, digits.value) {
        (4, year) if (first..2100).contains(&year) => year,
        (2, year @ OLDEST_TWO_DIGIT_YEAR..=99) => 1900 + year,
        _ => return None,
    };
    Some(Year {
        value: u16::try_from(value).ok()?,
        span: digits.span,
    })
}

/// `GB/T 50430.2017`: a year behind a dot. It may as well be a part, so that nobody can repair it.
pub(super) fn check_last_part(cursor: &mut Cursor<'_>, head: &Head, body: &Body) {
    let is_dotted = !matches!(head.shape, Shape::Lettered | Shape::Hyphenated | Shape::Free);
    if body.year.is_some() || body.parts.is_empty() || body.all_parts || !is_dotted {
        return;
    }
    let parts = body.parts.of_text(cursor.text());
    let last = parts.rsplit(['.', '．']).next().unwrap_or_default();
    let mut digits = super::fold::spelling(last);
    let first_five = [(); 5].map(|()| digits.next());
    let year = match first_five {
        [Some(a @ b'1'..=b'2'), Some(b), Some(c), Some(d), None] => [a, b, c, d],
        _ => return,
    };
    let value = std::str::from_utf8(&year).ok().and_then(|year| year.parse().ok());
    if value.is_some_and(|year: u16| (1949..2100).contains(&year)) && !cursor.is_hopeless() {
        let end = body.parts.end;
        cursor.note(Fault::Year(Span::new(end - crate::text::to_u32(last.len()), end)));
    }
}
