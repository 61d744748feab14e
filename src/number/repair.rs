//! The canonical spelling of a number that was read: prefix, one blank, number, hyphen, year (GB/T 22373-2021, 6.2.3).

use super::Kind;
use super::body::{Body, Joint};
use super::fold;
use super::head::{Head, Shape, Spelling};
use crate::text::Span;

/// Spells a number anew from what was read. Only its form changes: no letter, digit or part is added or left out.
pub(super) fn spell(text: &str, head: &Head, body: &Body) -> String {
    let mut out = String::with_capacity(text.len() + 4);
    push_prefix(&mut out, text, head);
    push_folded(&mut out, body.number.of_text(text));
    if !body.parts.is_empty() {
        out.push(if head.shape == Shape::Hyphenated { '-' } else { '.' });
        push_folded(&mut out, body.parts.of_text(text));
    }
    push_year(&mut out, text, body);
    if body.all_parts {
        out.push_str("（所有部分）");
    }
    push_amendment(&mut out, text, head.kind, body.amendment);
    out
}

/// The prefix, the nature mark and what parts them from the number.
fn push_prefix(out: &mut String, text: &str, head: &Head) {
    match head.spelling {
        Spelling::Known(spelling) => out.push_str(spelling),
        Spelling::Folded if head.kind == Kind::International => {
            push_spaced(out, &head.prefix.of_text(text).to_uppercase());
        }
        Spelling::Folded => push_folded(out, head.prefix.of_text(text)),
    }
    if head.shape == Shape::Joined {
        // Its nature is part of the prefix: `DG/TJ08`.
        out.push('-');
        return;
    }
    if !head.mark.letter().is_empty() {
        out.push('/');
        out.push_str(head.mark.letter());
    }
    out.push(' ');
}

fn push_year(out: &mut String, text: &str, body: &Body) {
    let Some(year) = body.year else { return };
    match body.joint {
        Joint::Hyphen => out.push('-'),
        Joint::Colon => out.push(':'),
        Joint::Month(month) => {
            out.push_str(" (");
            push_folded(out, month.of_text(text));
            out.push('/');
        }
    }
    push_folded(out, year.span.of_text(text));
    if matches!(body.joint, Joint::Month(_)) {
        out.push(')');
    }
}

fn push_amendment(out: &mut String, text: &str, kind: Kind, span: Span) {
    let amendment = span.of_text(text);
    let mut opening = fold::glyphs(amendment);
    match opening.next().map(|(c, glyph)| (glyph.ascii, c)) {
        None => {}
        Some((b'(', parenthesis)) => push_edition(out, amendment, parenthesis),
        Some(_) if kind == Kind::International => {
            // The sign before it is `/` or `+`, which IEC puts between the parts of a consolidated edition.
            let before = fold::glyphs(Span::new(0, span.start).of_text(text));
            let sign = before.filter(|(_, glyph)| glyph.ascii != b' ').last();
            out.push(if sign.is_some_and(|(c, _)| c == '+') { '+' } else { '/' });
            push_spaced(out, amendment);
        }
        Some(_) => {
            out.push('/');
            push_folded(out, amendment);
        }
    }
}

/// `(2018年版)`, with both parentheses like the first.
fn push_edition(out: &mut String, edition: &str, opening: char) {
    let closing = if opening == '(' { ')' } else { '）' };
    out.push(opening);
    for (c, glyph) in fold::glyphs(edition) {
        match glyph.ascii {
            b'(' | b')' | b' ' => {}
            digit if digit.is_ascii_digit() => out.push(char::from(digit)),
            _ => out.push(c),
        }
    }
    out.push(closing);
}

/// The text in ASCII, upper case, without blanks, and with one hyphen for several dashes.
fn push_folded(out: &mut String, text: &str) {
    let mut last = 0;
    for (_, glyph) in fold::glyphs(text) {
        let is_doubled = glyph.ascii == b'-' && last == b'-';
        if glyph.ascii.is_ascii_graphic() && !is_doubled {
            out.push(char::from(glyph.ascii.to_ascii_uppercase()));
            last = glyph.ascii;
        }
    }
}

/// The text in ASCII, with one blank for several and none beside a sign.
fn push_spaced(out: &mut String, text: &str) {
    let mut is_parted = false;
    let mut last = 0u8;
    for (_, glyph) in fold::glyphs(text) {
        if glyph.ascii == b' ' {
            is_parted = true;
            continue;
        }
        if is_parted && last.is_ascii_alphanumeric() && glyph.is_alphanumeric() {
            out.push(' ');
        }
        if glyph.ascii.is_ascii_graphic() {
            out.push(char::from(glyph.ascii));
            last = glyph.ascii;
        }
        is_parted = false;
    }
}
