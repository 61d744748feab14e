//! Finds the next header without tokens, where the text up to it is such that nothing can be open there. Most of a register
//! is: this looks at many bytes at once, the lexer at one.

use memchr::memchr;

use super::begins_with_mark;
use crate::text::{Span, to_u32};

/// How far ahead is looked, in bytes: further than entries are long. Where a header is none of those found here, what was looked
/// at is looked at again behind it.
const WINDOW: usize = 4096;

/// The next header line behind a byte offset, at which a line starts and nothing is open: from its bracket to the start of the
/// line after it. Nothing where only the tokens tell.
pub(super) fn next_header(text: &str, at: usize) -> Option<Span> {
    let rest = text.as_bytes().get(at..)?;
    let bracket = memchr(b'[', rest.get(..WINDOW).unwrap_or(rest))?;
    // As many more as a pattern of three may need, to be looked at in the last place before the bracket.
    let before = rest.get(..bracket + 2)?;
    let is_at_line_start = bracket == 0 || rest.get(bracket - 1) == Some(&b'\n');
    if !is_at_line_start || may_open(before) {
        return None;
    }
    let end = at + bracket + header_line(rest.get(bracket..)?)?;
    let header = Span::new(to_u32(at + bracket), to_u32(end));
    (!text.get(end..).is_some_and(begins_with_mark)).then_some(header)
}

/// Whether something may be open behind some lines, or one of them may be a header: for all but the last two bytes.
fn may_open(lines: &[u8]) -> bool {
    let next = lines.get(1..).unwrap_or_default();
    let after = lines.get(2..).unwrap_or_default();
    // Without an early end the machine looks at many bytes at once.
    let found = lines
        .iter()
        .zip(next)
        .zip(after)
        .fold(0, |found, ((byte, next), after)| {
            let is_bracket = (*byte == b'\'') | (*byte == b'{') | (*byte == b'}') | (*byte == b']');
            let is_old_line_end = (*byte == b'\r') & (*next != b'\n');
            let are_quotes = (*byte == b'"') & (*next == b'"') & (*after == b'"');
            // ［ and 【, which may stand for the bracket of a header.
            let is_wide = (*byte == 0xef) & (*next == 0xbc) & (*after == 0xbb);
            let is_black = (*byte == 0xe3) & (*next == 0x80) & (*after == 0x90);
            found | u8::from(is_bracket | is_old_line_end | are_quotes | is_wide | is_black)
        });
    found != 0
}

/// How long a line is that is a header of bare keys, and nothing else, with its end; `rest` begins with its bracket.
fn header_line(rest: &[u8]) -> Option<usize> {
    let opening = if rest.get(1) == Some(&b'[') { 2 } else { 1 };
    let is_of_keys = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    let keys = rest.get(opening..)?.iter().take_while(|byte| is_of_keys(byte)).count();
    let mut end = opening + keys;
    for _ in 0..opening {
        if rest.get(end) != Some(&b']') {
            return None;
        }
        end += 1;
    }
    if rest.get(end) == Some(&b'\r') {
        end += 1;
    }
    (rest.get(end) == Some(&b'\n')).then_some(end + 1)
}
