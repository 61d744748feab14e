//! An expression cut into words, operators and brackets. What is typed with a Chinese keyboard is taken as well.

use std::ops::Range;

use super::Fault;

/// How a value is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Equal,
    Unequal,
    Contains,
    Lacks,
    Less,
    AtMost,
    Greater,
    AtLeast,
}

/// A piece of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name or a value.
    Word(String),
    Operator(Operator),
    And,
    Or,
    Not,
    In,
    Open,
    Close,
    Comma,
}

#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) span: Range<usize>,
}

/// The pieces of an expression.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, Fault> {
    let mut tokens = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let start = text.len() - rest.len();
        let Some(first) = rest.chars().next() else {
            return Ok(tokens);
        };
        let (kind, length) = match closing(first) {
            Some(quote) => quoted(rest, first, quote).ok_or_else(|| Fault::new("quote", start..text.len()))?,
            None => sign(rest).unwrap_or_else(|| word(rest)),
        };
        tokens.push(Token {
            kind,
            span: start..start + length,
        });
        rest = rest.get(length..).unwrap_or_default();
    }
}

/// What ends a text that begins with a quotation mark.
const fn closing(character: char) -> Option<char> {
    match character {
        '"' | '\'' | '＂' | '＇' => Some(character),
        '“' => Some('”'),
        '‘' => Some('’'),
        '「' => Some('」'),
        _ => None,
    }
}

/// A text in quotation marks, with how much of the expression that is. Within it there is no escape: a text that has the one
/// mark in it stands in others.
fn quoted(rest: &str, first: char, quote: char) -> Option<(Kind, usize)> {
    let inside = rest.get(first.len_utf8()..)?;
    let length = inside.find(quote)?;
    let text = inside.get(..length)?.to_owned();
    Some((Kind::Word(text), first.len_utf8() + length + quote.len_utf8()))
}

/// A sign in ASCII, also where it is full-width.
const fn ascii(character: char) -> char {
    match character {
        '＝' => '=',
        '！' => '!',
        '～' => '~',
        '＜' => '<',
        '＞' => '>',
        '（' => '(',
        '）' => ')',
        '，' => ',',
        '＆' => '&',
        '｜' => '|',
        other => other,
    }
}

const fn is_sign(character: char) -> bool {
    matches!(
        ascii(character),
        '=' | '!' | '~' | '<' | '>' | '(' | ')' | ',' | '&' | '|' | '≠' | '≤' | '≥'
    )
}

fn sign(rest: &str) -> Option<(Kind, usize)> {
    use Operator::{AtLeast, AtMost, Contains, Equal, Greater, Lacks, Less, Unequal};
    let mut characters = rest.chars();
    let first = characters.next()?;
    let second = characters.next();
    let one = |kind| Some((kind, first.len_utf8()));
    let two = |kind| Some((kind, first.len_utf8() + second.map_or(0, char::len_utf8)));
    let operator = Kind::Operator;
    match (ascii(first), second.map(ascii)) {
        ('!', Some('=')) | ('<', Some('>')) => two(operator(Unequal)),
        ('!', Some('~')) => two(operator(Lacks)),
        ('<', Some('=')) => two(operator(AtMost)),
        ('>', Some('=')) => two(operator(AtLeast)),
        ('=', Some('=')) => two(operator(Equal)),
        ('&', Some('&')) => two(Kind::And),
        ('|', Some('|')) => two(Kind::Or),
        ('=', _) => one(operator(Equal)),
        ('≠', _) => one(operator(Unequal)),
        ('~', _) => one(operator(Contains)),
        ('<', _) => one(operator(Less)),
        ('≤', _) => one(operator(AtMost)),
        ('>', _) => one(operator(Greater)),
        ('≥', _) => one(operator(AtLeast)),
        ('!', _) => one(Kind::Not),
        ('&', _) => one(Kind::And),
        ('|', _) => one(Kind::Or),
        ('(', _) => one(Kind::Open),
        (')', _) => one(Kind::Close),
        (',', _) => one(Kind::Comma),
        _ => None,
    }
}

/// A word without quotation marks: up to a blank or a sign.
fn word(rest: &str) -> (Kind, usize) {
    let ends = |character: char| character.is_whitespace() || is_sign(character) || closing(character).is_some();
    let length = rest.find(ends).unwrap_or(rest.len());
    let word = rest.get(..length).unwrap_or_default();
    let kind = match word.to_ascii_lowercase().as_str() {
        "and" | "且" => Kind::And,
        "or" | "或" => Kind::Or,
        "not" | "非" => Kind::Not,
        "in" => Kind::In,
        _ => Kind::Word(word.to_owned()),
    };
    (kind, length)
}
