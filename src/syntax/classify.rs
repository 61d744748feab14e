//! Sorts what the reader's core says into the kinds of error that a person tells apart.
//!
//! The core speaks English sentences. A sentence that is new in a later version of it is passed on as it is.

use toml_parser::ParseError;

use super::error::{SyntaxError, SyntaxErrorKind};
use super::full_width;
use crate::text::lines::{line_end, line_start};
use crate::text::{Span, to_u32};

/// What this crate's own reading says, in the manner of the core, of a pair in an inline table that is broken over lines.
pub(super) const BROKEN_PAIR: &str = "line break in a key-value pair";

/// Sorts an error of the reader's core. `text` is the text of the segment.
pub(super) fn classify(text: &str, error: &ParseError) -> SyntaxError {
    let of = |span: toml_parser::Span| Span::of(span.start()..span.end());
    let span = error.unexpected().or(error.context()).map_or(Span::default(), of);
    let context = error.context().map_or(span, of);
    let line = line(text, span.start);
    if is_conflict_marker(line.of_text(text)) {
        let kind = SyntaxErrorKind::ConflictMarker;
        return SyntaxError { span: line, kind };
    }
    let error = sort(text, error.description(), span, context);
    full_width::cause(text, &error).unwrap_or(error)
}

fn sort(text: &str, description: &str, span: Span, context: Span) -> SyntaxError {
    let (span, kind) = match description {
        "key with no value"
        | "missing value for key"
        | "missing assignment between key-value pairs"
        | "invalid key-value pair" => missing_equals(text, span),
        BROKEN_PAIR => (span, SyntaxErrorKind::BrokenPair),
        "missing value" => (span, SyntaxErrorKind::MissingValue),
        "missing key for inline table element" | "unquoted keys cannot be empty" | "invalid key" | "invalid table" => {
            (span, SyntaxErrorKind::MissingKey)
        }
        "invalid unquoted key"
        | "keys cannot be multi-line basic strings"
        | "keys cannot be multi-line literal strings" => invalid_key(text, span),
        "invalid literal string"
        | "invalid multi-line literal string"
        | "invalid basic string"
        | "invalid multi-line basic string"
        | "missing escaped value"
        | "too few unicode value digits" => string(text, span, context),
        "string values must be quoted" | "invalid boolean" => unquoted(text, span.cover(context)),
        "unclosed array" => (context, SyntaxErrorKind::UnclosedArray),
        "unclosed inline table" => (context, SyntaxErrorKind::UnclosedInlineTable),
        "unclosed table" | "unclosed array table" => (context, SyntaxErrorKind::UnclosedHeader),
        "missing comma between array elements" | "missing comma between key-value pairs" => {
            (span, SyntaxErrorKind::MissingComma)
        }
        "extra comma in array" | "extra comma in inline table" => extra_comma(text, span),
        "missing array opening" | "missing inline table opening" | "missing table open" => {
            (context, SyntaxErrorKind::Unopened)
        }
        "unexpected key or value" | "unexpected content" | "unexpected content between comment and newline" => {
            trailing(text, span)
        }
        "carriage return must be followed by newline" => {
            (carriage_return(text, span), SyntaxErrorKind::LoneCarriageReturn)
        }
        "invalid comment character" => (span, SyntaxErrorKind::InvalidComment),
        "cannot recurse further; max recursion depth met" => (span, SyntaxErrorKind::TooDeep),
        "invalid value" => (context, SyntaxErrorKind::InvalidValue),
        "invalid date-time" => (context, SyntaxErrorKind::InvalidDate),
        "unexpected leading zero" => (context, SyntaxErrorKind::LeadingZero),
        "`_` may only go between digits"
        | "integers with a radix cannot be signed"
        | "radix must be lowercase"
        | "redundant integer number prefix"
        | "redundant numeric sign"
        | "unexpected sign"
        | "invalid float"
        | "invalid integer number"
        | "invalid hexadecimal number"
        | "invalid octal number"
        | "invalid binary number" => number(text, context),
        other => (span, SyntaxErrorKind::Other(other.to_owned().into())),
    };
    SyntaxError { span, kind }
}

/// The line of an offset, without its ending.
pub(super) fn line(text: &str, offset: u32) -> Span {
    Span::new(line_start(text, offset), line_end(text, offset))
}

/// The carriage return itself: the core points behind it.
fn carriage_return(text: &str, span: Span) -> Span {
    let before = Span::new(0, span.start).of_text(text);
    if before.ends_with('\r') && !span.of_text(text).starts_with('\r') {
        return Span::new(span.start - 1, span.start);
    }
    Span::new(span.start, span.start + 1)
}

fn is_conflict_marker(line: &str) -> bool {
    ["<<<<<<<", "|||||||", "=======", ">>>>>>>"].iter().any(|mark| {
        line.strip_prefix(mark)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    })
}

/// A key without a value: the text of the line up to where the equals sign should be.
fn missing_equals(text: &str, at: Span) -> (Span, SyntaxErrorKind) {
    let start = line_start(text, at.start);
    let before = Span::new(start, at.start).of_text(text);
    // In an inline table only the last of its keys is meant.
    let opening = before.rfind(['{', ',']).map_or(0, |opening| opening + 1);
    let key = before.get(opening..).unwrap_or_default();
    let blanks = key.len() - key.trim_start().len();
    let start = start as usize + opening + blanks;
    let rest = rest_of_line(text, at.start);
    if !key.trim().is_empty() && rest.of_text(text).starts_with(':') {
        return (Span::new(rest.start, rest.start + 1), SyntaxErrorKind::Colon);
    }
    if !key.trim().is_empty() {
        return (
            Span::of(start..start + key.trim().len()),
            SyntaxErrorKind::MissingEquals,
        );
    }
    match rest.of_text(text).chars().next() {
        Some('}' | ']') => (Span::new(rest.start, rest.start + 1), SyntaxErrorKind::Unopened),
        _ => (rest, SyntaxErrorKind::MissingKey),
    }
}

/// A comma without an item before it, or one where the value of a key should be.
fn extra_comma(text: &str, span: Span) -> (Span, SyntaxErrorKind) {
    let before = Span::new(0, span.start).of_text(text).trim_end_matches([' ', '\t']);
    if before.ends_with('=') {
        return (Span::empty(to_u32(before.len())), SyntaxErrorKind::MissingValue);
    }
    let comma = Span::new(span.start, span.start + 1);
    let is_comma = comma.of_text(text) == ",";
    (if is_comma { comma } else { span }, SyntaxErrorKind::ExtraComma)
}

fn invalid_key(text: &str, span: Span) -> (Span, SyntaxErrorKind) {
    let raw = span.of_text(text);
    let kind = if raw == ":" {
        SyntaxErrorKind::Colon
    } else if raw.starts_with("//") {
        SyntaxErrorKind::SlashComment
    } else {
        SyntaxErrorKind::InvalidKey
    };
    (span, kind)
}

fn trailing(text: &str, span: Span) -> (Span, SyntaxErrorKind) {
    let rest = rest_of_line(text, span.start);
    let line = line(text, span.start);
    if rest.of_text(text).starts_with(']') && line.of_text(text).trim_start().starts_with('[') {
        return (line, SyntaxErrorKind::UnclosedHeader);
    }
    let kind = if rest.of_text(text).starts_with("//") {
        SyntaxErrorKind::SlashComment
    } else {
        SyntaxErrorKind::Trailing
    };
    (rest, kind)
}

/// What stands from an offset to the end of its line, without the blanks around it.
fn rest_of_line(text: &str, from: u32) -> Span {
    let line = Span::new(from, line_end(text, from)).of_text(text);
    let start = from + to_u32(line.len() - line.trim_start().len());
    Span::new(start, start + to_u32(line.trim().len()))
}

/// What stands without quotes where a value should be: text, a date written another way, or a number and the next key.
fn unquoted(text: &str, span: Span) -> (Span, SyntaxErrorKind) {
    let raw = span.of_text(text);
    if is_date_like(raw) {
        return (span, SyntaxErrorKind::InvalidDate);
    }
    if let Some((value, rest)) = raw.split_once([' ', '\t']) {
        let is_number = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
        if is_number || matches!(value, "true" | "false") {
            let start = span.end - to_u32(rest.trim_start().len());
            return (Span::new(start, span.end), SyntaxErrorKind::Trailing);
        }
    }
    (span, SyntaxErrorKind::UnquotedString)
}

fn number(text: &str, span: Span) -> (Span, SyntaxErrorKind) {
    let raw = span.of_text(text);
    let is_numeric = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '+' | '-' | '.' | ':');
    let kind = if is_date_like(raw) {
        SyntaxErrorKind::InvalidDate
    } else if raw.chars().all(is_numeric) {
        SyntaxErrorKind::InvalidNumber
    } else {
        SyntaxErrorKind::UnquotedString
    };
    (span, kind)
}

/// Whether a text begins like a date in some notation: four digits, a separator, a digit.
fn is_date_like(raw: &str) -> bool {
    let digits = |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = raw.get(4..).filter(|_| digits(raw) == 4);
    let month = rest.and_then(|rest| rest.strip_prefix(['.', '/', '年']));
    month.is_some_and(|month| (1..=2).contains(&digits(month)))
}

/// What is wrong with a string: it has no end, an escape that there is not, or a control character.
fn string(text: &str, at: Span, span: Span) -> (Span, SyntaxErrorKind) {
    let raw = span.of_text(text);
    if raw.is_empty() {
        return (at, SyntaxErrorKind::MissingValue);
    }
    let quote = raw.chars().next().unwrap_or('"');
    let is_multi_line = raw.bytes().take(3).all(|byte| byte == quote as u8) && raw.len() >= 6;
    let width = if is_multi_line { 3 } else { 1 };
    let content = raw.get(width..raw.len().saturating_sub(width)).unwrap_or_default();
    let backslashes = content.len() - content.trim_end_matches('\\').len();
    let is_escaped = quote == '"' && backslashes % 2 == 1;
    if raw.len() < 2 * width || !raw.ends_with(quote) || is_escaped {
        return (span, SyntaxErrorKind::UnclosedString);
    }
    let at = |offset: usize, length: usize| {
        let start = span.start as usize + width + offset;
        Span::of(start..start + length)
    };
    if let Some((offset, length)) = bad_escape(content).filter(|_| quote == '"') {
        return (at(offset, length), SyntaxErrorKind::InvalidEscape);
    }
    let is_bad = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    match content.char_indices().find(|(_, c)| is_bad(*c)) {
        Some((offset, character)) => (at(offset, character.len_utf8()), SyntaxErrorKind::InvalidString),
        None => (span, SyntaxErrorKind::InvalidString),
    }
}

/// The first escape in a string's content that there is not: where, and how long.
fn bad_escape(content: &str) -> Option<(usize, usize)> {
    let mut rest = content;
    loop {
        let offset = content.len() - rest.len() + rest.find('\\')?;
        let escape = content.get(offset + 1..)?;
        let character = escape.chars().next().unwrap_or(' ');
        let digits = match character {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        let code = escape.get(1..=digits).filter(|_| digits > 0);
        let is_character = |code: &str| {
            let is_hex = code.bytes().all(|byte| byte.is_ascii_hexdigit());
            is_hex && u32::from_str_radix(code, 16).is_ok_and(|code| char::from_u32(code).is_some())
        };
        let is_good = match digits {
            0 => "btnfre\"\\ \t\r\n".contains(character),
            _ => code.is_some_and(is_character),
        };
        if !is_good {
            let shown = code.map_or(character.len_utf8(), |code| 1 + code.len());
            return Some((offset, 1 + shown));
        }
        rest = escape.get(character.len_utf8()..).unwrap_or_default();
    }
}
