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

/// What a text is known to have in common with the one before some edits, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Common {
    /// How much both begin with.
    prefix: usize,
    /// How much both end with.
    suffix: usize,
    /// The length of the text before the edits.
    length: usize,
}

impl Common {
    /// All of a text of a length.
    pub const fn all(length: usize) -> Self {
        Self {
            prefix: length,
            suffix: length,
            length,
        }
    }

    /// What is left of a text of a length where the bytes of a span are replaced.
    pub fn around(span: Span, length: usize) -> Self {
        Self {
            prefix: span.start as usize,
            suffix: length.saturating_sub(span.end as usize),
            length,
        }
    }

    /// What is left after further edits of the text that these edits made.
    #[must_use]
    pub fn and_then(self, next: Self) -> Self {
        Self {
            prefix: self.prefix.min(next.prefix),
            suffix: self.suffix.min(next.suffix),
            ..self
        }
    }
}

/// A text that takes the place of another one.
#[derive(Clone, Debug)]
pub enum NewText<'t> {
    /// A text of which nothing is known.
    Whole(String),
    /// A text that came from the other one by edits: that one can be edited where it is.
    Edited(&'t str, Common),
}

impl From<String> for NewText<'_> {
    fn from(text: String) -> Self {
        Self::Whole(text)
    }
}

impl NewText<'_> {
    /// The text.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Whole(text) => text,
            Self::Edited(text, _) => text,
        }
    }

    /// [`common`] of the other text and this one. Only what is not known is compared.
    pub fn common_with(&self, old: &str) -> (usize, usize) {
        let new = self.as_str();
        let known = match self {
            // What is known of another text is of no use.
            Self::Edited(_, known) if known.length == old.len() => *known,
            _ => return common(old, new),
        };
        let (old_bytes, new_bytes) = (old.as_bytes(), new.as_bytes());
        let shorter = old.len().min(new.len());
        let prefix = known.prefix.min(shorter);
        let rest = old_bytes.get(prefix..).zip(new_bytes.get(prefix..));
        let prefix = prefix + rest.map_or(0, |(old, new)| common_prefix(old, new));
        let suffix = known.suffix.min(shorter - prefix);
        let rest = old_bytes.get(prefix..old.len() - suffix);
        let rest = rest.zip(new_bytes.get(prefix..new.len() - suffix));
        let suffix = suffix + rest.map_or(0, |(old, new)| common_suffix(old, new));
        debug_assert_eq!((prefix, suffix), common(old, new), "what is known is so");
        (prefix, suffix)
    }

    /// Whether it is not the text that the other one is.
    pub fn differs_from(&self, old: &str) -> bool {
        match self {
            Self::Whole(new) => new != old,
            Self::Edited(new, _) => new.len() != old.len() || self.common_with(old).0 != old.len(),
        }
    }

    /// Puts it in the place of the other text, with which it has in common what [`Self::common_with`] gives. Gives that one
    /// where it was not edited where it is.
    pub fn put(self, old: &mut String, (prefix, suffix): (usize, usize)) -> Option<String> {
        match self {
            Self::Whole(text) => Some(std::mem::replace(old, text)),
            Self::Edited(new, _) => {
                // The bytes of a character that both have in part stand on the same side in both.
                let start = old.floor_char_boundary(prefix);
                let end = old.ceil_char_boundary(old.len() - suffix);
                let suffix = old.len() - end;
                match new.get(start..new.len() - suffix) {
                    Some(part) => {
                        old.replace_range(start..end, part);
                        None
                    }
                    None => Some(std::mem::replace(old, new.to_owned())),
                }
            }
        }
    }
}

/// What two texts have in common, in bytes: what both begin with, and what both end with beside that.
pub fn common(old: &str, new: &str) -> (usize, usize) {
    let (old, new) = (old.as_bytes(), new.as_bytes());
    let prefix = common_prefix(old, new);
    let limit = old.len().min(new.len()) - prefix;
    (prefix, common_suffix(old, new).min(limit))
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
    fn what_is_known_of_edits_is_what_a_comparison_finds() {
        let texts = ["", "a", "标准", "标准体系", "a标b准", "aaaa", "aXaa", "标x准", "桎准"];
        for old in texts {
            let boundaries: Vec<usize> = (0..=old.len()).filter(|place| old.is_char_boundary(*place)).collect();
            for (start, end) in boundaries
                .iter()
                .flat_map(|start| boundaries.iter().map(move |end| (*start, *end)))
            {
                for piece in texts.into_iter().filter(|_| start <= end) {
                    let mut new = old.to_owned();
                    new.replace_range(start..end, piece);
                    let first = Common::around(Span::of(start..end), old.len());
                    // Another edit of what came out, at its end.
                    let length = new.len();
                    let last = Common::around(Span::of(length..length), length);
                    let mut newer = new.clone();
                    newer.push('尾');
                    for (new, known) in [(new, first), (newer, first.and_then(last))] {
                        let text = NewText::Edited(&new, known);
                        assert_eq!(text.common_with(old), common(old, &new), "{old:?} {new:?}");
                        assert_eq!(text.differs_from(old), *old != new);
                        let mut edited = old.to_owned();
                        assert_eq!(text.put(&mut edited, common(old, &new)), None);
                        assert_eq!(edited, new);
                    }
                }
            }
        }
        // What is known of another text is of no use.
        let known = Common::around(Span::new(0, 0), 7);
        assert_eq!(NewText::Edited("ab", known).common_with("cb"), (0, 1));
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
