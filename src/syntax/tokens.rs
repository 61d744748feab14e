//! The tokens of a segment, to a limit. A token takes 24 bytes, and of one byte of text: without a limit an array of a hundred
//! megabytes would cost gigabytes, for something that no register has.

use toml_parser::Source;
use toml_parser::lexer::{Token, TokenKind};

use crate::text::Span;

/// The most tokens of a segment that are read. A table of 200,000 entries in braces has 17 million, half a gigabyte of
/// memory goes into these.
pub(super) const MAX_TOKENS: usize = 20_000_000;

/// Lexes the text of a segment into `tokens`, which are empty. Where there are more than `most`, only whole statements are
/// kept of them; gives the place at which reading stopped, that of the first statement that was left out.
pub(super) fn lex(text: &str, most: usize, tokens: &mut Vec<Token>) -> Option<Span> {
    let mut lexed = Source::new(text).lex();
    tokens.extend(lexed.by_ref().take(most));
    let next = lexed.next()?;
    if next.kind() == TokenKind::Eof {
        tokens.push(next);
        return None;
    }
    let kept = statements(tokens);
    let mut left_out = tokens.iter().skip(kept).copied().chain([next]).chain(lexed);
    let is_blank = |token: &Token| matches!(token.kind(), TokenKind::Whitespace | TokenKind::Newline);
    let stopped = left_out
        .find(|token| !is_blank(token))
        .map_or(next.span(), |token| token.span());
    tokens.truncate(kept);
    Some(Span::of(stopped.start()..stopped.end()))
}

/// How many tokens the statements have that end among them.
fn statements(tokens: &[Token]) -> usize {
    let mut depth = 0usize;
    let mut kept = 0;
    for (index, token) in tokens.iter().enumerate() {
        match token.kind() {
            TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket => depth += 1,
            TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket => depth = depth.saturating_sub(1),
            // A header ends with its line, whatever it lacks. It is the only statement that begins with a bracket.
            TokenKind::Newline if depth == 0 || kept == 0 && is_header(tokens) => {
                depth = 0;
                kept = index + 1;
            }
            _ => {}
        }
    }
    kept
}

fn is_header(tokens: &[Token]) -> bool {
    let first = tokens.iter().find(|token| token.kind() != TokenKind::Whitespace);
    first.is_some_and(|token| token.kind() == TokenKind::LeftSquareBracket)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, most: usize) -> (&str, Option<&str>) {
        let mut tokens = Vec::new();
        let stopped = lex(text, most, &mut tokens);
        assert!(tokens.len() <= most + 1);
        let end = tokens.last().map_or(0, |token| token.span().end());
        (text.get(..end).unwrap(), stopped.map(|at| at.of_text(text)))
    }

    #[test]
    fn statements_are_read_whole_or_not_at_all() {
        let text = "[[t]]\na = 1\nbig = [\n1,\n2, {b = 3\n}]\nc = 4\n";
        let all = Source::new(text).lex().count();
        // The last one is the end of the text.
        assert_eq!(read(text, all - 1), (text, None));
        assert_eq!(read(text, all - 2), (text.strip_suffix("c = 4\n").unwrap(), Some("c")));
        for most in 20..all - 7 {
            assert_eq!(read(text, most), ("[[t]]\na = 1\n", Some("big")), "{most}");
        }
        assert_eq!(read(text, 6), ("[[t]]\n", Some("a")));
        assert_eq!(read(text, 3), ("", Some("[")));
        assert_eq!(read(text, 0), ("", Some("[")));
        // An array over many lines is one statement; a header that is not closed ends with its line.
        assert_eq!(read("[t\na = 1\nb = 2\n", 10), ("[t\na = 1\n", Some("b")));
        assert_eq!(read("a = [\n[1],\n[2],\n", 9), ("", Some("a")));
    }
}
