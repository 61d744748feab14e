//! What may stand behind the year, or in its place: `（所有部分）`, editions, amendments, an identical international standard;
//! and what does not belong there.

use super::body;
use super::cursor::{Cursor, Gap, Width};
use super::fault::{Fault, Repair};
use super::fold::{Form, Glyph};
use super::international;
use super::parts::{Body, Head, Joint, Shape};
use super::{Kind, Year};
use crate::text::Span;

/// Reads all that follows a head. `None`, and a fault that cannot be repaired, where there is no number. What lies behind
/// the last part that can be read is a fault too.
pub(super) fn read(cursor: &mut Cursor<'_>, head: &Head) -> Option<Body> {
    let mut body = body::numbered(cursor, head)?;
    body::year(cursor, head, &mut body);
    if cursor.peek() == Glyph::END {
        cursor.closing();
    } else {
        while one(cursor, head, &mut body) {}
        identical(cursor, head, &body);
        finish(cursor, &body);
    }
    body::check_last_part(cursor, head, &body);
    Some(body)
}

/// One thing behind the year, or in its place. Says whether there was one.
fn one(cursor: &mut Cursor<'_>, head: &Head, body: &mut Body) -> bool {
    let start = cursor.place();
    let gap = cursor.gap();
    let found = match cursor.peek().ascii {
        b'(' => parenthesized(cursor, head, body, gap),
        b'/' | b'+' => {
            cursor.unwanted(gap);
            amendment(cursor, head.kind, body)
        }
        // `GB 1-2009 XG1-2012`: the slash is missing.
        b'X' | b'x' if gap.width != Width::None && !is_of_iso(head.kind) => {
            cursor.should_be_slash(gap.span);
            amended(cursor, head.kind, body)
        }
        // What IEC says of editions that have their amendments worked in.
        b'C' | b'R' if gap.width != Width::None && head.kind == Kind::International => {
            cursor.may_be_one(gap);
            let word = cursor.letters();
            (word.is("CSV") || word.is("RLV")).then_some(())
        }
        _ => None,
    };
    if found.is_none() {
        cursor.reset(start);
    }
    found.is_some()
}

const fn is_of_iso(kind: Kind) -> bool {
    matches!(kind, Kind::International | Kind::Foreign)
}

/// `（所有部分）`, `(2018年版)` or `(10/2019)`.
fn parenthesized(cursor: &mut Cursor<'_>, head: &Head, body: &mut Body, before: Gap) -> Option<()> {
    let start = cursor.at();
    let opening = cursor.parenthesis(b'(')?;
    let opening_span = Span::new(start, cursor.last_end());
    cursor.no_gap();
    let content = content(cursor, head, body)?;
    cursor.no_gap();
    let closing_at = cursor.at();
    let closing = cursor.parenthesis(b')')?;
    let closing_span = Span::new(closing_at, cursor.last_end());
    let (form, pair) = match content {
        Content::AllParts => (Form::Wide, ["（", "）"]),
        Content::Date(_) | Content::Edition => (Form::Plain, ["(", ")"]),
    };
    for ((written, span), right) in [(opening, opening_span), (closing, closing_span)].into_iter().zip(pair) {
        if written != form {
            cursor.mend(Fault::Parenthesis(span), Repair::With(right));
        }
    }
    match content {
        Content::AllParts => {
            // One blank does no harm; where the rest is written anew it goes.
            if opening != Form::Wide || before.width == Width::Odd {
                cursor.unwanted(before);
            }
            body.all_parts = true;
        }
        Content::Edition => {
            cursor.may_be_one(before);
            body.amendment = opening_span.cover(closing_span);
        }
        Content::Date(year) => {
            cursor.should_be_one(before);
            body.joint = Joint::Parentheses;
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
    Date(Year),
}

/// Each may stand once.
fn content(cursor: &mut Cursor<'_>, head: &Head, body: &Body) -> Option<Content> {
    if cursor.exactly("所有部分").is_some() {
        return (!body.all_parts).then_some(Content::AllParts);
    }
    let digits = cursor.digits();
    // `(10/2019)`, as ITU writes a month, and `(2020-06)`, as ETSI does.
    if head.shape == Shape::Lettered && digits.count == 2 && body.year.is_none() {
        cursor.eat(b'/')?;
        return body::expand(cursor.digits(), head.kind).map(Content::Date);
    }
    let year = body::expand(digits, head.kind).filter(|_| digits.count == 4)?;
    if head.shape == Shape::Free && body.year.is_none() {
        cursor.dash()?;
        return (cursor.digits().count == 2).then_some(Content::Date(year));
    }
    if head.shape == Shape::Lettered && body.year.is_none() && cursor.peek().ascii == b')' {
        return Some(Content::Date(year));
    }
    cursor.no_gap();
    cursor.exactly("年版")?;
    body.amendment.is_empty().then_some(Content::Edition)
}

/// `/XG1-2012`, or the `/Amd 1:2024`, `/Cor 1:2019` and `+A1:2012` of ISO, IEC and Europe. Several may follow each other.
fn amendment(cursor: &mut Cursor<'_>, kind: Kind, body: &mut Body) -> Option<()> {
    if is_of_iso(kind) {
        cursor.eat(b'/').or_else(|| cursor.eat(b'+'))?;
    } else {
        cursor.eat(b'/')?;
    }
    cursor.no_gap();
    amended(cursor, kind, body)
}

/// An amendment behind its sign.
fn amended(cursor: &mut Cursor<'_>, kind: Kind, body: &mut Body) -> Option<()> {
    let word = cursor.letters();
    let gap = cursor.gap();
    let is_of_iso = is_of_iso(kind);
    if is_of_iso && (word.is("AMD") || word.is("COR") || word.is("A") || word.is("AC")) {
        cursor.may_be_one(gap);
        if cursor.eat(b'.').is_some() {
            let gap = cursor.gap();
            cursor.may_be_one(gap);
        }
    } else if !is_of_iso && word.is("XG") {
        cursor.unwanted(gap);
        cursor.should_be_upper(word.span);
    } else {
        return None;
    }
    // `AC:2010`: the corrigenda of Europe are not counted.
    if cursor.digits().count == 0 && !word.is("AC") {
        return None;
    }
    cursor.no_gap();
    if is_of_iso {
        cursor.eat(b':').or_else(|| cursor.dash())?;
    } else {
        cursor.dash()?;
    }
    cursor.no_gap();
    let year = body::expand(cursor.digits(), kind)?;
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

/// `GB/T 19001-2016/ISO 9001:2015`: the international standard that a Chinese one is identical to.
fn identical(cursor: &mut Cursor<'_>, head: &Head, body: &Body) {
    if is_of_iso(head.kind) || body.year.is_none() {
        return;
    }
    let start = cursor.place();
    let gap = cursor.gap();
    let read = (|| {
        cursor.eat(b'/')?;
        cursor.unwanted(gap);
        cursor.no_gap();
        let head = international::identical(cursor)?;
        let mut body = body::numbered(cursor, &head)?;
        body::year(cursor, &head, &mut body);
        while one(cursor, &head, &mut body) {}
        Some(())
    })();
    if read.is_none() {
        cursor.reset(start);
    }
}

/// The end: the mark that closes a pair around the number, punctuation, and what belongs to nothing.
fn finish(cursor: &mut Cursor<'_>, body: &Body) {
    cursor.no_gap();
    cursor.closing();
    cursor.no_gap();
    let rest = cursor.rest_span();
    if rest.is_empty() {
        return;
    }
    // A dot may be all that is left of a part, unless the year is there already.
    let is_dot = |c: char| matches!(c, '.' | ',' | ';' | '．');
    let is_whole = body.year.is_some() || body.all_parts;
    let is_mark = |c: char| matches!(c, '。' | '，' | '、' | '；') || (is_whole && is_dot(c));
    let text = rest.of_text(cursor.text());
    if text.chars().all(is_mark) && text.chars().count() == 1 {
        cursor.mend(Fault::Punctuation(rest), Repair::Drop);
        cursor.back_to(rest.end);
        cursor.no_gap();
    } else if cursor.peek() != Glyph::END {
        cursor.note(Fault::Trailing(rest));
    }
}
