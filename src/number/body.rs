//! What follows the head: the main number, its parts, the year, and what may stand behind it.

use super::cursor::{Cursor, Digits, Width};
use super::fault::Fault;
use super::fold::{Form, Glyph};
use super::head::{Head, Shape};
use super::{Kind, Year};
use crate::text::Span;

/// The main number and everything behind it.
#[derive(Clone, Copy)]
pub(super) struct Body {
    /// The main number.
    pub(super) number: Span,
    /// The parts.
    pub(super) parts: Span,
    /// The year.
    pub(super) year: Option<Year>,
    /// How the year is joined to the number.
    pub(super) joint: Joint,
    /// All parts are meant.
    pub(super) all_parts: bool,
    /// An amendment or a later edition.
    pub(super) amendment: Span,
}

/// How the year is joined to what stands before it.
#[derive(Clone, Copy)]
pub(super) enum Joint {
    /// By a hyphen.
    Hyphen,
    /// By a colon, as ISO and IEC do.
    Colon,
    /// It stands in parentheses behind a month, as ITU-T dates its recommendations: `(10/2019)`. The span of the
    /// month.
    Month(Span),
}

/// Reads all of it. `None`, and a fault that cannot be repaired, where there is no number. What lies behind the last
/// part that can be read is a fault too.
pub(super) fn read(cursor: &mut Cursor<'_>, head: &Head) -> Option<Body> {
    let number = main_number(cursor, head)?;
    let mut body = Body {
        number,
        parts: Span::empty(number.end),
        year: None,
        joint: Joint::Hyphen,
        all_parts: false,
        amendment: Span::empty(number.end),
    };
    match head.shape {
        Shape::Dotted | Shape::Joined | Shape::Lettered => while dotted_part(cursor, &mut body) {},
        Shape::Revised => {
            while dotted_part(cursor, &mut body) {}
            revision(cursor, &mut body);
        }
        Shape::Hyphenated => while hyphenated_part(cursor, &mut body) {},
    }
    year(cursor, head, &mut body);
    if cursor.peek() == Glyph::END {
        return Some(body);
    }
    while tail(cursor, head, &mut body) {}
    cursor.no_gap();
    let rest = cursor.rest_span();
    if !rest.is_empty() {
        cursor.note(Fault::Trailing(rest));
    }
    Some(body)
}

/// The main number and the blank before it.
fn main_number(cursor: &mut Cursor<'_>, head: &Head) -> Option<Span> {
    let mut gap = cursor.gap();
    if head.shape == Shape::Joined && cursor.dash().is_some() {
        cursor.unwanted(gap);
        gap = cursor.gap();
        cursor.unwanted(gap);
        gap.width = Width::One;
    }
    let start = cursor.at();
    let number = match head.shape {
        Shape::Lettered => lettered(cursor),
        Shape::Dotted | Shape::Revised | Shape::Hyphenated | Shape::Joined => Some(cursor.digits().span),
    };
    let Some(number) = number.filter(|number| !number.is_empty()) else {
        cursor.back_to(start);
        cursor.note(Fault::NoDigits(cursor.rest_span()));
        return None;
    };
    if gap.width != Width::One {
        cursor.note(Fault::Spacing(gap.span));
    }
    Some(number)
}

/// A series and a number within it: `X.509`.
fn lettered(cursor: &mut Cursor<'_>) -> Option<Span> {
    let (series, _) = cursor.letter()?;
    cursor.eat(b'.')?;
    let digits = cursor.digits().span;
    cursor.should_be_upper(series);
    (!digits.is_empty()).then(|| series.cover(digits))
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
        let is_year = digits.count == 4 && (1900..2100).contains(&digits.value) && !more_parts(cursor);
        if digits.count > 0 && !is_year {
            add_part(body, digits.span);
            return true;
        }
    }
    cursor.reset(start);
    false
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
        body.parts = Span::empty(letter.end);
    } else {
        body.parts = body.parts.cover(letter);
    }
}

fn add_part(body: &mut Body, digits: Span) {
    body.parts = if body.parts.is_empty() {
        digits
    } else {
        body.parts.cover(digits)
    };
}

/// The year, with the sign before it.
fn year(cursor: &mut Cursor<'_>, head: &Head, body: &mut Body) {
    let start = cursor.place();
    cursor.no_gap();
    let Some(sign) = cursor.dash().or_else(|| colon(cursor, head, body)) else {
        cursor.reset(start);
        return;
    };
    cursor.no_gap();
    body.year = year_digits(cursor, sign);
}

/// The colon before the year of an international standard. Before any other year it stands for a hyphen, but not where
/// a hyphen could as well be that of a part.
fn colon(cursor: &mut Cursor<'_>, head: &Head, body: &mut Body) -> Option<Span> {
    match (head.kind, head.shape) {
        (Kind::International, _) => {
            let colon = cursor.eat(b':')?;
            body.joint = Joint::Colon;
            Some(colon)
        }
        (_, Shape::Hyphenated) => None,
        _ => {
            let colon = cursor.eat(b':')?;
            cursor.note(Fault::Dash(colon));
            Some(colon)
        }
    }
}

/// Four digits, or the two that were in use before 1996. Where nothing follows the sign, the sign is at fault.
fn year_digits(cursor: &mut Cursor<'_>, sign: Span) -> Option<Year> {
    let digits = cursor.digits();
    let run = digits.span.cover(cursor.alphanumerics().span);
    let year = expand(digits).filter(|_| run == digits.span);
    if year.is_none() {
        cursor.note(Fault::Year(if run.is_empty() { sign } else { run }));
    }
    year
}

fn expand(digits: Digits) -> Option<Year> {
    let value = match (digits.count, digits.value) {
        (4, year) => year,
        // No standard is older than the state that issues it, and from 1996 on the year has four digits.
        (2, year @ 49..=95) => 1900 + year,
        _ => return None,
    };
    Some(Year {
        value: u16::try_from(value).ok()?,
        span: digits.span,
    })
}

/// One thing behind the year, or in its place. Says whether there was one.
fn tail(cursor: &mut Cursor<'_>, head: &Head, body: &mut Body) -> bool {
    let start = cursor.place();
    let gap = cursor.gap();
    let found = match cursor.peek().ascii {
        b'(' => {
            if gap.width == Width::Odd {
                cursor.unwanted(gap);
            }
            parenthesized(cursor, head, body)
        }
        b'/' | b'+' => {
            cursor.unwanted(gap);
            amendment(cursor, head.kind, body)
        }
        _ => None,
    };
    if found.is_none() {
        cursor.reset(start);
    }
    found.is_some()
}

/// `（所有部分）`, `(2018年版)` or `(10/2019)`.
fn parenthesized(cursor: &mut Cursor<'_>, head: &Head, body: &mut Body) -> Option<()> {
    let start = cursor.at();
    let opening = cursor.parenthesis(b'(')?;
    let inside = cursor.at();
    cursor.no_gap();
    let content = content(cursor, head, body)?;
    cursor.no_gap();
    let closing_at = cursor.at();
    let closing = cursor.parenthesis(b')')?;
    let opening_span = Span::new(start, inside);
    let closing_span = Span::new(closing_at, cursor.at());
    let wanted = match content {
        Content::AllParts => Form::Wide,
        Content::Date(..) => Form::Plain,
        Content::Edition => opening,
    };
    for (form, span) in [(opening, opening_span), (closing, closing_span)] {
        if form != wanted {
            cursor.note(Fault::Parenthesis(span));
        }
    }
    match content {
        Content::AllParts => body.all_parts = true,
        Content::Edition => body.amendment = opening_span.cover(closing_span),
        Content::Date(month, year) => {
            body.joint = Joint::Month(month);
            body.year = Some(year);
        }
    }
    Some(())
}

/// What stands in parentheses.
#[derive(Clone, Copy)]
enum Content {
    AllParts,
    Edition,
    Date(Span, Year),
}

/// Each may stand once.
fn content(cursor: &mut Cursor<'_>, head: &Head, body: &Body) -> Option<Content> {
    if cursor.exactly("所有部分").is_some() {
        return (!body.all_parts).then_some(Content::AllParts);
    }
    let digits = cursor.digits();
    if head.shape == Shape::Lettered && digits.count == 2 && body.year.is_none() {
        cursor.eat(b'/')?;
        let year = expand(cursor.digits())?;
        return Some(Content::Date(digits.span, year));
    }
    cursor.no_gap();
    cursor.exactly("年版")?;
    (digits.count == 4 && body.amendment.is_empty()).then_some(Content::Edition)
}

/// `/XG1-2012`, or the `/Amd 1:2024` and `/Cor 1:2019` of ISO and IEC. Several may follow each other.
fn amendment(cursor: &mut Cursor<'_>, kind: Kind, body: &mut Body) -> Option<()> {
    match kind {
        Kind::International => cursor.eat(b'/').or_else(|| cursor.eat(b'+'))?,
        _ => cursor.eat(b'/')?,
    };
    cursor.no_gap();
    let word = cursor.letters();
    let gap = cursor.gap();
    let separator = match kind {
        Kind::International if word.is("AMD") || word.is("COR") => {
            if gap.width == Width::Odd {
                cursor.unwanted(gap);
            }
            b':'
        }
        Kind::International => return None,
        _ if word.is("XG") => {
            cursor.unwanted(gap);
            cursor.should_be_upper(word.span);
            b'-'
        }
        _ => return None,
    };
    if cursor.digits().count == 0 {
        return None;
    }
    cursor.no_gap();
    match separator {
        b'-' => cursor.dash()?,
        other => cursor.eat(other)?,
    };
    cursor.no_gap();
    let year = expand(cursor.digits())?;
    // A year that runs on into letters is none.
    if cursor.peek().is_alphanumeric() {
        return None;
    }
    let own = Span::new(word.span.start, year.span.end);
    body.amendment = if body.amendment.is_empty() {
        own
    } else {
        body.amendment.cover(own)
    };
    Some(())
}
