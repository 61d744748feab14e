//! What can be wrong with a text as TOML, as data.
//!
//! The reader's core speaks English sentences. They are sorted here into kinds, so that messages exist in both
//! languages; a sentence that is new in a later version of the core is passed on as it is.

use std::borrow::Cow;

use toml_parser::ParseError;

use crate::text::Span;

/// One syntax error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// What is at fault, in bytes of the segment.
    pub span: Span,
    /// Why.
    pub kind: SyntaxErrorKind,
}

/// The kinds of syntax error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SyntaxErrorKind {
    /// A full-width form stands where TOML takes only its half-width one.
    FullWidth(FullWidth),
    /// A key without `=` and a value.
    MissingEquals,
    /// A key and `=` without a value.
    MissingValue,
    /// No key where one is needed.
    MissingKey,
    /// A key with characters that a bare key does not take.
    InvalidKey,
    /// A string without its closing quotes.
    UnclosedString,
    /// A string with a character or an escape that it does not take.
    InvalidString,
    /// Text without quotes.
    UnquotedString,
    /// `[` without `]`.
    UnclosedArray,
    /// `{` without `}`.
    UnclosedInlineTable,
    /// A header without its closing brackets.
    UnclosedHeader,
    /// No comma between two elements.
    MissingComma,
    /// A comma too many.
    ExtraComma,
    /// A bracket or brace that was never opened.
    Unopened,
    /// Something after the end of a statement.
    Trailing,
    /// A number that is none, or that 64 bits do not hold.
    InvalidNumber,
    /// A date or time that does not exist.
    InvalidDate,
    /// A value that is none.
    InvalidValue,
    /// A carriage return without a newline.
    LoneCarriageReturn,
    /// A control character in a comment.
    InvalidComment,
    /// Arrays or inline tables nested too deep.
    TooDeep,
    /// What the reader's core says, in its own words.
    Other(Cow<'static, str>),
}

impl SyntaxErrorKind {
    /// The word that the message selects on.
    pub fn name(&self) -> &'static str {
        match self {
            Self::FullWidth(_) => "full-width",
            Self::MissingEquals => "missing-equals",
            Self::MissingValue => "missing-value",
            Self::MissingKey => "missing-key",
            Self::InvalidKey => "invalid-key",
            Self::UnclosedString => "unclosed-string",
            Self::InvalidString => "invalid-string",
            Self::UnquotedString => "unquoted-string",
            Self::UnclosedArray => "unclosed-array",
            Self::UnclosedInlineTable => "unclosed-inline-table",
            Self::UnclosedHeader => "unclosed-header",
            Self::MissingComma => "missing-comma",
            Self::ExtraComma => "extra-comma",
            Self::Unopened => "unopened",
            Self::Trailing => "trailing",
            Self::InvalidNumber => "invalid-number",
            Self::InvalidDate => "invalid-date",
            Self::InvalidValue => "invalid-value",
            Self::LoneCarriageReturn => "lone-carriage-return",
            Self::InvalidComment => "invalid-comment",
            Self::TooDeep => "too-deep",
            Self::Other(_) => "other",
        }
    }
}

/// A full-width character outside strings, and what TOML takes in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FullWidth {
    /// The character as it stands.
    pub found: String,
    /// What to write.
    pub repair: String,
}

/// Sorts an error of the reader's core. `text` is the text of the segment.
pub(super) fn classify(text: &str, error: &ParseError) -> SyntaxError {
    let span = error.unexpected().or(error.context()).unwrap_or_default();
    let span = Span::of(span.start()..span.end());
    let context = error
        .context()
        .map_or(span, |context| Span::of(context.start()..context.end()));
    let description = error.description();
    let (span, kind) = match description {
        "key with no value"
        | "missing value for key"
        | "missing assignment between key-value pairs"
        | "invalid key-value pair" => (statement_key(text, span), SyntaxErrorKind::MissingEquals),
        "missing value" => (span, SyntaxErrorKind::MissingValue),
        "missing key for inline table element" | "unquoted keys cannot be empty" | "invalid key" | "invalid table" => {
            (span, SyntaxErrorKind::MissingKey)
        }
        "invalid unquoted key"
        | "keys cannot be multi-line basic strings"
        | "keys cannot be multi-line literal strings" => (span, SyntaxErrorKind::InvalidKey),
        "invalid literal string"
        | "invalid multi-line literal string"
        | "invalid basic string"
        | "invalid multi-line basic string"
        | "missing escaped value"
        | "too few unicode value digits" => string_error(text, span, context),
        "string values must be quoted" => (span, SyntaxErrorKind::UnquotedString),
        "unclosed array" => (context, SyntaxErrorKind::UnclosedArray),
        "unclosed inline table" => (context, SyntaxErrorKind::UnclosedInlineTable),
        "unclosed table" | "unclosed array table" => (context, SyntaxErrorKind::UnclosedHeader),
        "missing comma between array elements" | "missing comma between key-value pairs" => {
            (span, SyntaxErrorKind::MissingComma)
        }
        "extra comma in array" | "extra comma in inline table" => (span, SyntaxErrorKind::ExtraComma),
        "missing array opening" | "missing inline table opening" | "missing table open" => {
            (context, SyntaxErrorKind::Unopened)
        }
        "unexpected key or value" | "unexpected content" | "unexpected content between comment and newline" => {
            (rest_of_line(text, span.start), SyntaxErrorKind::Trailing)
        }
        "carriage return must be followed by newline" => (span, SyntaxErrorKind::LoneCarriageReturn),
        "invalid comment character" => (span, SyntaxErrorKind::InvalidComment),
        "cannot recurse further; max recursion depth met" => (span, SyntaxErrorKind::TooDeep),
        "invalid value" => (context, SyntaxErrorKind::InvalidValue),
        "invalid date-time" => (context, SyntaxErrorKind::InvalidDate),
        "`_` may only go between digits"
        | "integers with a radix cannot be signed"
        | "radix must be lowercase"
        | "redundant integer number prefix"
        | "redundant numeric sign"
        | "unexpected leading zero"
        | "unexpected sign"
        | "invalid float"
        | "invalid integer number"
        | "invalid hexadecimal number"
        | "invalid octal number"
        | "invalid binary number" => (context, SyntaxErrorKind::InvalidNumber),
        other => (span, SyntaxErrorKind::Other(other.to_owned().into())),
    };
    full_width(text, span).unwrap_or(SyntaxError { span, kind })
}

/// The key that an error after it is about: the text of the line up to the error.
fn statement_key(text: &str, at: Span) -> Span {
    let before = Span::new(0, at.start).of_text(text);
    let line = before.rsplit('\n').next().unwrap_or_default();
    let key = line.trim();
    let start = at.start - (line.len() - (line.len() - line.trim_start().len())) as u32;
    if key.is_empty() {
        at
    } else {
        Span::new(start, start + key.len() as u32)
    }
}

/// What stands from an offset to the end of its line, without the blanks around it.
fn rest_of_line(text: &str, from: u32) -> Span {
    let rest = text.get(from as usize..).unwrap_or_default();
    let line = rest.lines().next().unwrap_or_default();
    let start = from + (line.len() - line.trim_start().len()) as u32;
    Span::new(start, start + line.trim().len() as u32)
}

/// A string error is that it never ends, or what stands inside it.
fn string_error(text: &str, span: Span, context: Span) -> (Span, SyntaxErrorKind) {
    let raw = context.of_text(text);
    let first = raw.get(..1).unwrap_or_default();
    let is_closed = raw.len() > 1 && raw.trim_end_matches('\r').ends_with(first);
    if is_closed && !span.is_empty() {
        (span, SyntaxErrorKind::InvalidString)
    } else {
        (context, SyntaxErrorKind::UnclosedString)
    }
}

/// Finds the full-width form that an error is due to: at the error itself, or the first one of its line that stands
/// outside quotes.
fn full_width(text: &str, span: Span) -> Option<SyntaxError> {
    let line_start = Span::new(0, span.start)
        .of_text(text)
        .rfind('\n')
        .map_or(0, |newline| newline + 1);
    let line = text.get(line_start..)?.lines().next()?;
    let mut quote = None;
    for (index, character) in line.char_indices() {
        match (quote, character) {
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), _) if open == character => quote = None,
            (None, '#') => return None,
            (None, _) => {
                if let Some((found, repair)) = full_width_form(line.get(index..)?) {
                    let at = line_start + index;
                    return Some(SyntaxError {
                        span: Span::of(at..at + found.len()),
                        kind: SyntaxErrorKind::FullWidth(FullWidth {
                            found: found.to_owned(),
                            repair,
                        }),
                    });
                }
            }
            (Some(_), _) => {}
        }
    }
    None
}

/// The full-width form that a text starts with, and what it stands for: a quoted string whole, a run of digits whole,
/// else one character.
fn full_width_form(text: &str) -> Option<(&str, String)> {
    let first = text.chars().next()?;
    if let Some(close) = closing_quote(first) {
        let inner = text.get(first.len_utf8()..)?;
        let end = inner.find(close)?;
        let content = inner.get(..end)?;
        let found = text.get(..first.len_utf8() + end + close.len_utf8())?;
        let is_safe = !content.contains(['"', '\\', '\n']);
        return is_safe.then(|| (found, format!("\"{content}\"")));
    }
    let run = text
        .find(|c: char| half_width(c).is_none() || !half_width(c).is_some_and(|h| h.is_ascii_digit()) && c != first);
    let run = text.get(..run.unwrap_or(text.len())).unwrap_or_default();
    let found = if run.is_empty() {
        text.get(..first.len_utf8())?
    } else {
        run
    };
    let repair: Option<String> = found.chars().map(half_width).collect();
    Some((found, repair?))
}

fn closing_quote(open: char) -> Option<char> {
    match open {
        '“' | '”' => Some('”'),
        '‘' | '’' => Some('’'),
        '＂' => Some('＂'),
        _ => None,
    }
}

fn half_width(character: char) -> Option<char> {
    match character {
        '\u{3000}' | '\u{A0}' => Some(' '),
        '，' | '、' => Some(','),
        '【' => Some('['),
        '】' => Some(']'),
        '。' => Some('.'),
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(character) - 0xFEE0),
        _ => None,
    }
}
