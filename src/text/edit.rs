//! Replacements in a text, and when two of them are in each other's way.

use super::{Span, to_u32};

/// Puts `text` in the place of what `span` covers. An empty span inserts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextEdit {
    /// What is replaced, in bytes of the file.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// Whether two spans overlap or touch. Touching counts: two edits at one place have no order that is right for both.
pub fn in_conflict(one: Span, other: Span) -> bool {
    one.start <= other.end && other.start <= one.end
}

/// Applies edits, which are sorted by span and free of conflicts. An edit that lies outside the text, cuts a
/// character or conflicts with the one before it is an error, and nothing is applied.
pub fn apply(text: &str, edits: &[TextEdit]) -> Result<String, EditError> {
    let growth: usize = edits.iter().map(|edit| edit.text.len()).sum();
    let mut result = String::with_capacity(text.len() + growth);
    let mut at = 0;
    for (index, edit) in edits.iter().enumerate() {
        if index > 0 && edit.span.start < at {
            return Err(EditError::Conflict { at: edit.span.start });
        }
        let kept = text
            .get(at as usize..edit.span.start as usize)
            .filter(|_| text.is_char_boundary(edit.span.end as usize))
            .ok_or(EditError::Outside { at: edit.span.start })?;
        result.push_str(kept);
        result.push_str(&edit.text);
        at = edit.span.end;
    }
    result.push_str(Span::new(at, to_u32(text.len())).of_text(text));
    Ok(result)
}

/// Why edits were not applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// Two edits overlap, or they are not sorted.
    #[error("two edits meet at byte {at}")]
    Conflict {
        /// Where, in bytes.
        at: u32,
    },
    /// An edit is outside the text or cuts a character.
    #[error("an edit at byte {at} lies outside the text or cuts a character")]
    Outside {
        /// Where, in bytes.
        at: u32,
    },
}

/// The line ending in use around `offset`: that of the line it stands in, else of the line before, else `\n`. A line
/// that a fix inserts takes it, so that a file keeps its endings.
pub fn line_ending_at(text: &str, offset: u32) -> &'static str {
    let offset = text.floor_char_boundary(offset as usize);
    let (before, after) = text.split_at(offset);
    let ends_in_crlf = |newline: usize, part: &str| part.as_bytes().get(newline.wrapping_sub(1)) == Some(&b'\r');
    let crlf = match (after.find('\n'), before.rfind('\n')) {
        (Some(0), _) => before.ends_with('\r'),
        (Some(newline), _) => ends_in_crlf(newline, after),
        (None, Some(newline)) => ends_in_crlf(newline, before),
        (None, None) => false,
    };
    if crlf { "\r\n" } else { "\n" }
}

/// What two texts have in common, in bytes: what both begin with, and what both end with beside that.
pub fn common(old: &str, new: &str) -> (usize, usize) {
    let prefix = common_prefix(old.as_bytes(), new.as_bytes());
    let rest = |text: &str| text.len() - prefix;
    let limit = rest(old).min(rest(new));
    let suffix = common_suffix(old.as_bytes(), new.as_bytes());
    (prefix, suffix.min(limit))
}

/// How many bytes are compared at once: the comparison of blocks is the machine's own, and that of bytes is not.
const BLOCK: usize = 256;

fn common_prefix(old: &[u8], new: &[u8]) -> usize {
    let blocks = old.chunks_exact(BLOCK).zip(new.chunks_exact(BLOCK));
    let same = blocks.take_while(|(old, new)| old == new).count() * BLOCK;
    let rest = old.iter().skip(same).zip(new.iter().skip(same));
    same + rest.take_while(|(old, new)| old == new).count()
}

fn common_suffix(old: &[u8], new: &[u8]) -> usize {
    let blocks = old.rchunks_exact(BLOCK).zip(new.rchunks_exact(BLOCK));
    let same = blocks.take_while(|(old, new)| old == new).count() * BLOCK;
    let rest = old.iter().rev().skip(same).zip(new.iter().rev().skip(same));
    same + rest.take_while(|(old, new)| old == new).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(start: u32, end: u32, text: &str) -> TextEdit {
        TextEdit {
            span: Span::new(start, end),
            text: text.to_owned(),
        }
    }

    #[test]
    fn edits_apply_from_left_to_right() {
        let result = apply("标准 = 1\n", &[edit(0, 6, "number"), edit(9, 10, "2")]);
        assert_eq!(result.as_deref(), Ok("number = 2\n"));
    }

    #[test]
    fn what_cannot_be_applied_changes_nothing() {
        assert_eq!(apply("标准", &[edit(1, 3, "")]), Err(EditError::Outside { at: 1 }));
        assert_eq!(apply("ab", &[edit(0, 9, "")]), Err(EditError::Outside { at: 0 }));
        assert_eq!(
            apply("abc", &[edit(0, 2, ""), edit(1, 3, "")]),
            Err(EditError::Conflict { at: 1 })
        );
    }

    #[test]
    fn touching_is_a_conflict() {
        assert!(in_conflict(Span::new(0, 2), Span::new(2, 3)));
        assert!(!in_conflict(Span::new(0, 2), Span::new(3, 4)));
    }

    #[test]
    fn an_inserted_line_takes_its_neighbours_ending() {
        assert_eq!(line_ending_at("a\r\nb\n", 0), "\r\n");
        assert_eq!(line_ending_at("a\r\nb\n", 3), "\n");
        assert_eq!(line_ending_at("a\r\nb", 4), "\r\n");
        assert_eq!(line_ending_at("", 0), "\n");
    }
}
