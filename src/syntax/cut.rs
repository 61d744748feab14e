//! Cuts a text at its table headers, by its tokens: a `[` inside a string, a comment or an array is no header.
//!
//! Text in mid-edit is the normal case. A bracket that was never closed, or a multi-line string that runs to the end,
//! would swallow every table after it; so a line that can only be a header is one, whatever is still open before it.
//!
//! Lines between headers in which nothing can be open are [passed over](skim) without tokens.

mod skim;

use std::ops::ControlFlow;

use toml_parser::Source;
use toml_parser::lexer::{Token, TokenKind};

use crate::text::to_u32;

/// Where segments start, and where the cutting looked further than its own line to know.
#[derive(Debug, Default)]
pub(super) struct Cuts {
    /// In bytes: 0, and the start of each line that holds a table header.
    pub(super) starts: Vec<u32>,
    /// The segments, by their place, in which a string begins that never ends: what is written anywhere after them
    /// may end it.
    pub(super) open: Vec<usize>,
}

/// Where the segments of a text start.
pub(super) fn cuts(text: &str) -> Cuts {
    let mut cuts = Cuts {
        starts: vec![0],
        open: Vec::new(),
    };
    go_on(text, 0, &mut cuts, |_| ControlFlow::Continue(()));
    cuts
}

/// Goes on cutting at a start that was pushed last: at 0, or at the start of a header line. Whatever stands before it
/// makes no difference, so that what follows from there depends on the text from there on and on nothing else.
/// `at_start` is asked after each start that was pushed, and may end the work.
pub(super) fn go_on(text: &str, from: usize, cuts: &mut Cuts, mut at_start: impl FnMut(u32) -> ControlFlow<()>) {
    let mut from = from;
    // Each turn lexes up to the end, or up to a string that never ends, and goes on at the next header line after it.
    while let Some(resume) = cut_from(text, from, &mut cuts.starts, &mut at_start) {
        cuts.open.push(cuts.starts.len().saturating_sub(1));
        from = resume;
        let start = to_u32(from);
        cuts.starts.push(start);
        if at_start(start).is_break() {
            return;
        }
    }
}

/// Cuts from a byte offset on. Gives the offset of the header line to go on from, if a string swallowed the rest.
fn cut_from(
    text: &str,
    from: usize,
    starts: &mut Vec<u32>,
    at_start: &mut impl FnMut(u32) -> ControlFlow<()>,
) -> Option<usize> {
    // A header line that the work starts with was cut already.
    let mut is_first = from > 0;
    let mut at = from;
    loop {
        if let Some(header) = skim::next_header(text, at) {
            at = header.end as usize;
            if !std::mem::take(&mut is_first) {
                starts.push(header.start);
                if at_start(header.start).is_break() {
                    return None;
                }
            }
            continue;
        }
        match lex_from(text, at, &mut is_first, starts, at_start, Leave::BehindHeader) {
            Left::AtLine(line) => at = line,
            Left::Open { resume } => return resume,
            Left::AtEnd => return None,
        }
    }
}

/// When lexing is left again, for lines that can be passed over without it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Leave {
    /// Behind the first header, where nothing is open.
    BehindHeader,
    /// Not before the end.
    #[cfg(test)]
    AtEnd,
}

/// Where lexing was left.
enum Left {
    /// At the start of a line, where nothing is open.
    AtLine(usize),
    /// At a string that swallowed the rest; with the header line to go on from.
    Open { resume: Option<usize> },
    /// At the end, or where the work was ended.
    AtEnd,
}

/// Cuts by the tokens, from a byte offset on, at which a line starts and nothing is open.
fn lex_from(
    text: &str,
    from: usize,
    is_first: &mut bool,
    starts: &mut Vec<u32>,
    at_start: &mut impl FnMut(u32) -> ControlFlow<()>,
    leave: Leave,
) -> Left {
    let rest = text.get(from..).unwrap_or_default();
    let mut depth = 0u32;
    let mut line_start = 0;
    let mut at_line_start = true;
    let mut has_header = false;
    for token in Source::new(rest).lex() {
        let span = token.span();
        let mut is_header = false;
        match token.kind() {
            TokenKind::Newline => {
                line_start = span.end();
                at_line_start = true;
                let is_wanted = leave == Leave::BehindHeader && has_header && depth == 0;
                if is_wanted && !rest.get(line_start..).is_some_and(begins_with_mark) {
                    return Left::AtLine(from + line_start);
                }
                continue;
            }
            TokenKind::Whitespace => continue,
            TokenKind::LeftSquareBracket if at_line_start => {
                is_header = depth == 0 || is_header_line(rest.get(line_start..).unwrap_or_default());
                if is_header {
                    // The brackets of the header count as one level that its end closes.
                    depth = 1;
                } else {
                    depth += 1;
                }
            }
            // A header in full-width brackets is one that its author meant; else what is under it would be taken for
            // a part of the table before.
            TokenKind::Atom if at_line_start && depth == 0 && rest.get(span.start()..).is_some_and(is_wide_header) => {
                is_header = true;
            }
            TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket => depth += 1,
            TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket => depth = depth.saturating_sub(1),
            TokenKind::MlBasicString | TokenKind::MlLiteralString if is_unclosed(rest, token) => {
                let resume = next_header_line(rest, span.start()).map(|offset| from + offset);
                return Left::Open { resume };
            }
            _ => {}
        }
        at_line_start = false;
        has_header |= is_header;
        if is_header && !std::mem::take(is_first) {
            let start = to_u32(from + line_start);
            starts.push(start);
            if at_start(start).is_break() {
                return Left::AtEnd;
            }
        }
    }
    Left::AtEnd
}

/// Whether a text begins with a byte order mark. At the start of what it is given the lexer takes that for nothing, elsewhere
/// for a part of a word.
fn begins_with_mark(text: &str) -> bool {
    text.starts_with('\u{feff}')
}

fn is_wide_header(text: &str) -> bool {
    text.starts_with(['［', '【'])
}

fn is_unclosed(text: &str, token: Token) -> bool {
    let raw = text.get(token.span().start()..token.span().end()).unwrap_or_default();
    let quotes = raw.get(..3).unwrap_or_default();
    raw.len() < 6 || !raw.ends_with(quotes)
}

/// The start of the first line after the one of `offset` that can only be a header.
fn next_header_line(text: &str, offset: usize) -> Option<usize> {
    let mut start = offset;
    loop {
        let rest = text.get(start..)?;
        start += memchr::memchr(b'\n', rest.as_bytes())? + 1;
        if is_header_line(text.get(start..)?) {
            return Some(start);
        }
    }
}

/// Whether the first line of `text` can only be a table header: bare keys after a bracket, nothing after them but
/// brackets, and at least one key that is no value, since `[1]` or `[true]` may stand in an array.
fn is_header_line(text: &str) -> bool {
    let line = text.lines().next().unwrap_or_default();
    let line = line
        .split_once('#')
        .map_or(line, |(code, _)| code)
        .trim_matches([' ', '\t']);
    let Some(keys) = line.strip_prefix('[') else {
        return false;
    };
    // With a bracket too few or too many it is still meant as one.
    let keys = keys.strip_prefix('[').unwrap_or(keys);
    let keys = keys.strip_suffix(']').unwrap_or(keys);
    let keys = keys.strip_suffix(']').unwrap_or(keys);
    let is_key_byte = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    let is_name = |key: &str| {
        key.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic())
            && !matches!(key, "true" | "false" | "inf" | "nan")
    };
    let mut named = false;
    for key in keys.split('.') {
        let key = key.trim_matches([' ', '\t']);
        if key.is_empty() || !key.bytes().all(is_key_byte) {
            return false;
        }
        named |= is_name(key);
    }
    named
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn pieces(text: &str) -> Vec<&str> {
        let mut starts = cuts(text).starts;
        starts.push(to_u32(text.len()));
        let piece = |pair: &[u32]| crate::text::Span::new(pair[0], pair[1]).of_text(text);
        starts.windows(2).map(piece).collect()
    }

    #[test]
    fn headers_cut_and_brackets_in_values_do_not() {
        let text = "a = [\n  [1],\n[2]\n]\n[x] # one\nb = \"\"\"\n[no]\n\"\"\"\n  [[y.z]]\nc = '[x]'\n";
        let expected = [
            "a = [\n  [1],\n[2]\n]\n",
            "[x] # one\nb = \"\"\"\n[no]\n\"\"\"\n",
            "  [[y.z]]\nc = '[x]'\n",
        ];
        assert_eq!(pieces(text), expected);
    }

    #[test]
    fn an_unclosed_bracket_ends_at_the_next_header() {
        assert_eq!(
            pieces("a = [1,\n[[t]]\nb = {\n[u]\n"),
            ["a = [1,\n", "[[t]]\nb = {\n", "[u]\n"]
        );
        assert_eq!(pieces("[a\nx = 1\n[b]\n"), ["", "[a\nx = 1\n", "[b]\n"]);
        assert_eq!(
            pieces("［［a］］\nx = 1\n【b】\n"),
            ["", "［［a］］\nx = 1\n", "【b】\n"]
        );
    }

    #[test]
    fn an_unclosed_string_ends_at_the_next_header() {
        let text = "[a]\nx = \"\"\"abc\ny = 1\n[b]\nz = '''\n[c]\n";
        assert_eq!(
            pieces(text),
            ["", "[a]\nx = \"\"\"abc\ny = 1\n", "[b]\nz = '''\n", "[c]\n"]
        );
    }

    /// The cuts by tokens alone.
    fn by_tokens(text: &str) -> Cuts {
        let mut cuts = Cuts {
            starts: vec![0],
            open: Vec::new(),
        };
        let mut from = 0;
        loop {
            let mut is_first = from > 0;
            let mut at_start = |_| ControlFlow::Continue(());
            let left = lex_from(text, from, &mut is_first, &mut cuts.starts, &mut at_start, Leave::AtEnd);
            let Left::Open { resume: Some(resume) } = left else {
                return cuts;
            };
            cuts.open.push(cuts.starts.len() - 1);
            cuts.starts.push(to_u32(resume));
            from = resume;
        }
    }

    const PARTS: &[&str] = &[
        "[a]\n",
        "[[a.b]]\n",
        "[[a.b]]\r\n",
        "[a] # c\n",
        "[[a]\n",
        " [a]\n",
        "[",
        "]",
        "{",
        "}",
        "a",
        "b = 1\n",
        "b = \"x\"\n",
        "c = \"[x]\"\n",
        "'",
        "\"",
        "\"\"\"",
        "'''",
        "\\",
        "# d\n",
        "# it's\n",
        "#",
        "\n",
        "\n",
        "\r\n",
        "\r",
        " ",
        "\u{feff}",
        "［［a］］\n",
        "【b】\n",
        "数据",
        "，",
        "=",
        ",",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]
        #[test]
        fn passing_over_lines_changes_no_cut(parts in proptest::collection::vec(0..PARTS.len(), 0..30)) {
            let text: String = parts.iter().map(|part| PARTS[*part]).collect();
            let (cuts, expected) = (cuts(&text), by_tokens(&text));
            prop_assert_eq!((cuts.starts, cuts.open), (expected.starts, expected.open), "{:?}", text);
        }
    }

    #[test]
    fn odd_texts_are_one_piece() {
        for text in ["", "\u{feff}", "\r", "]]]", "= [", "\"\"\"", "[1]x"] {
            assert_eq!(pieces(text).concat(), text);
        }
    }
}
