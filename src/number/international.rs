//! Heads of international standards: ISO and IEC with all their kinds of document, ITU, IETF.

use super::cursor::{Cursor, Width, Word};
use super::fault::{Fault, Repair};
use super::marks::unknown;
use super::parts::{Head, Shape};
use super::{Kind, Mark};
use crate::text::Span;

/// The organisations that publish together with ISO or IEC, which a slash joins.
const PARTNERS: [&str; 8] = ["ISO", "IEC", "IEEE", "SAE", "ASTM", "CIE", "IDF", "CISPR"];

/// The kinds of document of ISO and IEC that the prefix names, after a slash or a blank.
const DOCUMENTS: [&str; 12] = [
    "TR", "TS", "PAS", "GUIDE", "DIS", "FDIS", "CD", "DTR", "DTS", "IWA", "ISP", "CDV",
];

fn head(prefix: Span, shape: Shape) -> Head {
    Head::new(Kind::International, prefix, Mark::None, shape)
}

fn is_one_of(word: &Word, words: &[&str]) -> bool {
    words.iter().any(|listed| word.is(listed))
}

/// `ISO`, `IEC`, `ISO/IEC`, and with what kind of document it is: `ISO/TS`, `ISO/IEC TR`, `ISO Guide`. The cursor stands
/// behind the first word.
pub(super) fn iso(cursor: &mut Cursor<'_>, first: Span) -> Head {
    cursor.should_be_upper(first);
    let mut prefix = first;
    loop {
        let start = cursor.place();
        let before = cursor.gap();
        let slash = cursor.eat(b'/');
        let after = cursor.gap();
        let next = cursor.letters();
        let is_document = is_one_of(&next, &DOCUMENTS);
        let is_partner = is_one_of(&next, &PARTNERS);
        match slash {
            Some(_) if is_document || is_partner => {
                cursor.unwanted(before);
                cursor.unwanted(after);
            }
            None if is_document && before.width != Width::None => cursor.should_be_one(before),
            None if is_partner && before.width != Width::None => cursor.should_be_slash(before.span),
            _ => {
                cursor.reset(start);
                break;
            }
        }
        capitals(cursor, &next, "GUIDE", "Guide");
        prefix = prefix.cover(next.span);
    }
    head(prefix, Shape::Hyphenated)
}

/// Notes letters that should be capitals; one word may be written as a word, too.
pub(super) fn capitals(cursor: &mut Cursor<'_>, word: &Word, upper: &str, spelled: &'static str) {
    if !word.is(upper) {
        cursor.should_be_upper(word.span);
    } else if word.folded() != upper.as_bytes() && word.folded() != spelled.as_bytes() {
        cursor.mend(Fault::Case(word.span), Repair::With(spelled));
    }
}

/// `ISOIEC 27001`: two names without the slash between them.
pub(super) fn unslashed(cursor: &mut Cursor<'_>, word: &Word) -> Option<Head> {
    let (first, second) = word.upper().split_at_checked(3)?;
    let is_joined = matches!(first, b"ISO" | b"IEC")
        && [&PARTNERS[..], &DOCUMENTS[..]]
            .iter()
            .any(|list| list.iter().any(|listed| listed.as_bytes() == second));
    if !is_joined {
        return None;
    }
    let fourth = cursor.within(word.span, 3);
    cursor.should_be_slash(fourth);
    Some(iso(cursor, word.span))
}

/// `ITU-T` and `ITU-R`.
pub(super) fn itu(cursor: &mut Cursor<'_>, word: &Word) -> Option<Head> {
    let has_dash = cursor.dash().is_some();
    if !has_dash || cursor.letter().is_none_or(|(_, letter)| !matches!(letter, b'T' | b'R')) {
        return unknown(cursor, word.span.start);
    }
    let prefix = Span::new(word.span.start, cursor.last_end());
    cursor.should_be_upper(prefix);
    Some(head(prefix, Shape::Lettered))
}

/// `IETF RFC`, or `RFC` alone.
pub(super) fn rfc(cursor: &mut Cursor<'_>, word: &Word) -> Option<Head> {
    let mut prefix = word.span;
    if word.is("IETF") {
        let gap = cursor.gap();
        let series = cursor.letters();
        if !is_one_of(&series, &["RFC", "BCP", "STD"]) {
            return unknown(cursor, word.span.start);
        }
        cursor.should_be_one(gap);
        prefix = prefix.cover(series.span);
    }
    cursor.should_be_upper(prefix);
    Some(head(prefix, Shape::Dotted))
}

/// The number of an international standard to which one is identical, behind its slash: `/ISO 9001:2015`.
pub(super) fn identical(cursor: &mut Cursor<'_>) -> Option<Head> {
    let word = cursor.letters();
    match word.upper() {
        b"ISO" | b"IEC" | b"CISPR" => Some(iso(cursor, word.span)),
        b"ITU" => itu(cursor, &word),
        _ => None,
    }
}
