//! Full-width forms where TOML takes only half-width ones: what an input method leaves behind.

use super::error::{FullWidth, SyntaxError, SyntaxErrorKind};
use crate::text::lines::line_start;
use crate::text::{Span, tidy};

/// The full-width form that an error is due to: in the text at fault itself, or the first one of its line that stands
/// outside quotes. `error` is what it would be without one.
pub(super) fn cause(text: &str, error: &SyntaxError) -> Option<SyntaxError> {
    match error.kind {
        SyntaxErrorKind::UnclosedString => closing_quote(text, error.span),
        // Chinese text without quotes may well have a full-width comma in it: that is not what is wrong with it.
        SyntaxErrorKind::UnquotedString | SyntaxErrorKind::InvalidNumber | SyntaxErrorKind::InvalidDate => {
            let raw = error.span.of_text(text);
            if raw.starts_with(is_quote) {
                return first_of_line(text, error.span);
            }
            let is_all_ascii = raw.chars().all(|c| c.is_ascii() || half_width(c).is_some());
            is_all_ascii.then(|| whole_of(text, error.span)).flatten()
        }
        // A quoted value does not tell where the equals sign is.
        SyntaxErrorKind::MissingEquals => {
            let is_sign = |cause: &SyntaxError| !cause.span.of_text(text).starts_with(is_quote);
            first_of_line(text, error.span).filter(is_sign)
        }
        _ => first_of_line(text, error.span),
    }
}

fn finding(start: usize, found: &str, repair: String) -> SyntaxError {
    SyntaxError {
        span: Span::of(start..start + found.len()),
        kind: SyntaxErrorKind::FullWidth(FullWidth {
            found: found.to_owned(),
            repair,
        }),
    }
}

/// A string that a full-width quote was to close: `"标准”`.
fn closing_quote(text: &str, string: Span) -> Option<SyntaxError> {
    let raw = string.of_text(text);
    let found = raw.trim_end().trim_end_matches([',', ' ', '}', ']']);
    let quote = found.chars().next_back().filter(|c| matches!(c, '”' | '＂'))?;
    let is_one_line = !raw.trim_end().contains('\n') && raw.starts_with('"');
    let start = string.start as usize + found.len() - quote.len_utf8();
    is_one_line.then(|| {
        finding(
            start,
            text.get(start..start + quote.len_utf8()).unwrap_or_default(),
            "\"".to_owned(),
        )
    })
}

/// A text that would be right in half-width forms: from its first full-width character to its last.
fn whole_of(text: &str, at: Span) -> Option<SyntaxError> {
    let raw = at.of_text(text);
    let first = raw.find(|c: char| !c.is_ascii())?;
    let last = raw.trim_end_matches(|c: char| c.is_ascii()).len();
    let found = raw.get(first..last)?;
    let repair: String = found.chars().map(narrow).collect();
    // No value has an equals sign in it: what it is to be nobody knows.
    (!repair.contains('=')).then(|| finding(at.start as usize + first, found, repair))
}

fn first_of_line(text: &str, at: Span) -> Option<SyntaxError> {
    let line_start = line_start(text, at.start) as usize;
    let line = text.get(line_start..)?.lines().next()?;
    let mut quote = None;
    for (index, character) in line.char_indices() {
        match (quote, character) {
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), _) if open == character => quote = None,
            (None, '#') => return None,
            (None, _) => {
                let before = line.get(..index)?;
                if let Some((found, repair)) = form(line.get(index..)?, before) {
                    return Some(finding(line_start + index, found, repair));
                }
            }
            (Some(_), _) => {}
        }
    }
    None
}

/// The full-width form that a text starts with, and what it stands for: a quoted string whole, a header whole, a run
/// of digits whole, else one character. `before` is what stands before it in its line.
fn form<'t>(text: &'t str, before: &str) -> Option<(&'t str, String)> {
    let first = text.chars().next()?;
    if is_quote(first) {
        return quoted(text, first);
    }
    let is_header = matches!(first, '［' | '【') && before.trim().is_empty();
    if is_header {
        let found = text.split('#').next()?.trim_end();
        let is_closed = found.ends_with(['］', '】', ']']);
        let repair: String = found.chars().map(narrow).collect();
        return (is_closed && repair.is_ascii()).then_some((found, repair));
    }
    if first == '：' && !before.rsplit([',', '，', '{']).next().unwrap_or_default().contains('=') {
        return Some((text.get(..first.len_utf8())?, "=".to_owned()));
    }
    let is_of_run = |c: char| half_width(c).is_some_and(|half| c == first || half.is_ascii_digit());
    half_width(first)?;
    let end = text.find(|c| !is_of_run(c)).unwrap_or(text.len());
    let found = text
        .get(..end)
        .filter(|run| !run.is_empty())
        .or(text.get(..first.len_utf8()))?;
    Some((found, found.chars().map(narrow).collect()))
}

/// A string in full-width quotes, or in such an opening one alone.
fn quoted(text: &str, open: char) -> Option<(&str, String)> {
    let close = match open {
        '“' | '”' => '”',
        '‘' | '’' => '’',
        _ => '＂',
    };
    let inner = text.get(open.len_utf8()..)?.lines().next()?;
    [close, '"'].into_iter().find_map(|close| {
        let (content, _) = inner.split_once(close)?;
        let found = text.get(..open.len_utf8() + content.len() + close.len_utf8())?;
        // `“"x"”`: the quotes that count are there.
        let bare = content.strip_prefix('"').and_then(|bare| bare.strip_suffix('"'));
        let bare = bare.unwrap_or(content);
        let is_safe = !bare.is_empty() && !bare.contains(['"', '\\']);
        is_safe.then(|| (found, format!("\"{bare}\"")))
    })
}

const fn is_quote(character: char) -> bool {
    matches!(character, '“' | '”' | '‘' | '’' | '＂')
}

fn narrow(character: char) -> char {
    half_width(character).unwrap_or(character)
}

/// What a full-width character stands for, where that is something that TOML takes outside strings.
fn half_width(character: char) -> Option<char> {
    match character {
        '\u{3000}' | '\u{A0}' => Some(' '),
        '、' => Some(','),
        '【' => Some('['),
        '】' => Some(']'),
        '。' => Some('.'),
        '＝' | '，' | '．' | '［' | '］' | '｛' | '｝' | '＃' | '＋' | '－' | '＿' | '：' | '＇' => {
            tidy::half_width(character)
        }
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => tidy::half_width(character),
        _ => None,
    }
}
