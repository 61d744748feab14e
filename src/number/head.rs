//! The head of a number: its prefix and nature mark, up to where the main number starts.

use super::cursor::{Cursor, Word};
use super::fault::{Fault, Repair};
use super::foreign;
use super::grammar::{Grammar, Own};
use super::international;
use super::issuer;
use super::local;
use super::marks::{Marks, nature, unknown};
use super::parts::{Head, Shape};
use super::prefix::{self, Known};
use super::{Kind, Mark};
use crate::text::Span;

/// Reads the head. `None`, and a fault that cannot be repaired, where there is none.
pub(super) fn read(cursor: &mut Cursor<'_>, grammar: &Grammar) -> Option<Head> {
    cursor.no_gap();
    if let Some(own) = grammar.own(cursor) {
        return of_scheme(cursor, own);
    }
    let word = cursor.letters();
    match word.upper() {
        b"DB" if cursor.peek().is_digit() => local::numbered(cursor, &word),
        b"DB" => local::spaced(cursor, &word).or_else(|| listed(cursor, &word)),
        b"DBJ" | b"DBJT" => local::engineering(cursor, &word),
        b"DG" | b"DGJ" | b"DGTJ" => local::shanghai(cursor, &word),
        b"T" => issuer::read(cursor, &word, Kind::Group),
        b"Q" => issuer::read(cursor, &word, Kind::Enterprise),
        b"ISO" | b"IEC" | b"CISPR" | b"IWA" => Some(international::iso(cursor, word.span)),
        b"ITU" => international::itu(cursor, &word),
        b"IETF" | b"RFC" => international::rfc(cursor, &word),
        _ if word.is_empty() => unlettered(cursor, grammar),
        _ => listed(cursor, &word),
    }
}

/// A text that opens with no letter: with a mark around the number, with digits, or with nothing at all.
fn unlettered(cursor: &mut Cursor<'_>, grammar: &Grammar) -> Option<Head> {
    if cursor.opening() {
        return read(cursor, grammar);
    }
    if let Some(head) = foreign::read(cursor, Span::empty(cursor.at())) {
        return Some(head);
    }
    let rest = cursor.rest_span();
    let run = rest.of_text(cursor.text()).split_whitespace().next();
    cursor.note(match run.map(str::len) {
        None => Fault::Empty(Span::new(0, rest.end)),
        Some(length) => Fault::UnknownPrefix(Span::of(rest.range().start..rest.range().start + length)),
    });
    None
}

/// A prefix of the scheme, which the cursor stands before.
fn of_scheme(cursor: &mut Cursor<'_>, own: Own<'_>) -> Option<Head> {
    let start = cursor.at();
    while cursor.at() < own.end {
        let gap = cursor.gap();
        cursor.may_be_one(gap);
        if cursor.at() < own.end && cursor.any().is_none() {
            break;
        }
    }
    let prefix = Span::new(start, own.end);
    if !own.spelling.chars().any(|c| c.is_ascii_lowercase()) {
        cursor.should_be_upper(prefix);
    }
    // A prefix that the grammar knows otherwise has numbers of the same form.
    let known = prefix::find(own.spelling.as_bytes());
    let shape = match (own.kind, known.map(|known| known.shape)) {
        (_, Some(shape)) => shape,
        (Kind::International, None) => Shape::Hyphenated,
        (Kind::Foreign, None) => Shape::Free,
        (Kind::National, None) => Shape::Revised,
        (Kind::Industry | Kind::Local | Kind::Group | Kind::Enterprise, None) => Shape::Series,
    };
    let mark = if own.lacks_slash {
        let (letter, mark) = cursor.letter()?;
        cursor.should_be_slash(Span::empty(own.end));
        cursor.should_be_upper(letter);
        Mark::of_letter(mark)?
    } else if own.kind == Kind::Foreign || own.kind == Kind::International {
        // What follows a slash is a part of the number, or another organisation.
        let at = cursor.place();
        let mark = nature(cursor, own.kind, Marks::Taken);
        if mark.is_none() {
            cursor.reset(at);
        }
        mark.unwrap_or(Mark::None)
    } else {
        nature(cursor, own.kind, Marks::Taken)?
    };
    Some(Head::new(own.kind, prefix, mark, shape))
}

/// A prefix that the tables list: national, of an industry, or foreign.
fn listed(cursor: &mut Cursor<'_>, word: &Word) -> Option<Head> {
    let folded = word.folded();
    if let Some(known) = prefix::find(folded) {
        return with_known(cursor, known, folded, word.span, None);
    }
    // `GBT`: the word is a prefix and its nature mark, without the slash between them.
    let unslashed = folded.split_last().and_then(|(last, folded)| {
        let mark = Mark::of_letter(*last)?;
        let known = prefix::find(folded).filter(|known| known.marks == Marks::Taken)?;
        Some((known, folded, mark))
    });
    if let Some((known, folded, mark)) = unslashed {
        cursor.should_be_slash(Span::empty(word.last));
        cursor.should_be_upper(Span::new(word.last, word.span.end));
        let span = Span::new(word.span.start, word.last);
        return with_known(cursor, known, folded, span, Some(mark));
    }
    // `JTGD60`: the letter that the number begins with, without the blank before it.
    let joined = folded.split_last().and_then(|(_, folded)| {
        let known = prefix::find(folded)?;
        (known.shape == Shape::Series && cursor.peek().is_digit()).then_some((known, folded))
    });
    if let Some((known, folded)) = joined {
        cursor.back_to(word.last);
        let span = Span::new(word.span.start, word.last);
        return with_known(cursor, known, folded, span, Some(Mark::None));
    }
    international::unslashed(cursor, word)
        .or_else(|| foreign::read(cursor, word.span))
        .or_else(|| issuer::unslashed(cursor, word))
        .or_else(|| unknown(cursor, word.span.start))
}

/// The rest of a head whose prefix is known; its mark, where that has been read.
fn with_known(cursor: &mut Cursor<'_>, known: Known, folded: &[u8], span: Span, mark: Option<Mark>) -> Option<Head> {
    if folded != known.spelling.as_bytes() {
        cursor.mend(Fault::Case(span), Repair::With(known.spelling));
    }
    let mut prefix = span;
    if matches!(known.spelling, "JJF" | "JJG") {
        prefix.end = office(cursor).unwrap_or(prefix.end);
    }
    let mark = match mark {
        Some(mark) => mark,
        None => nature(cursor, known.kind, known.marks)?,
    };
    let mut head = Head::new(known.kind, prefix, mark, known.shape);
    // The association's standards are recommended, and have no mark that says so.
    head.states_nature = known.shape != Shape::Coloned;
    Some(head)
}

/// The region or department whose metrological regulation it is: `JJF(京)`, `JJG(交通)`. Where it ends.
fn office(cursor: &mut Cursor<'_>) -> Option<u32> {
    /// How many characters the name of a department may have.
    const LONGEST: usize = 8;
    let start = cursor.place();
    let gap = cursor.gap();
    let end = (|| {
        cursor.half_parenthesis(b'(')?;
        cursor.no_gap();
        let is_han = |c: &char| ('\u{4e00}'..='\u{9fff}').contains(c);
        let name: usize = cursor.rest().chars().take_while(is_han).map(char::len_utf8).sum();
        let name = cursor.rest().get(..name).filter(|name| !name.is_empty())?;
        if name.chars().count() > LONGEST {
            return None;
        }
        cursor.exactly(name)?;
        cursor.no_gap();
        cursor.half_parenthesis(b')')
    })();
    match end {
        Some(closing) => {
            cursor.unwanted(gap);
            Some(closing.end)
        }
        None => {
            cursor.reset(start);
            None
        }
    }
}
