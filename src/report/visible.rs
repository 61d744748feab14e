//! Text as it may be shown to a person: nothing in it moves the cursor, turns the writing direction or hides.
//!
//! A register is anyone's file. An escape sequence in a title must not reach the terminal, and a character without a
//! width, which may be the very fault, must be seen. Such characters are shown by their number: `<U+001B>`.

use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_width::UnicodeWidthChar;

use crate::text::is_hidden;

/// How many columns of a message are shown. A message quotes the register, and a value may be as long as it likes.
const MESSAGE_COLUMNS: usize = 480;

/// The text of one line with what must not be shown raw shown by its number.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        push(&mut shown, character);
    }
    Cow::Owned(shown)
}

/// A message for a person: visible, on one line, and cut where it grows past all measure.
pub(super) fn message(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut columns = 0;
    for character in text.chars() {
        if columns >= MESSAGE_COLUMNS {
            shown.push('…');
            break;
        }
        let character = if matches!(character, '\n' | '\t') {
            ' '
        } else {
            character
        };
        columns += cost(character);
        push(&mut shown, character);
    }
    shown
}

/// Adds a character in its visible form.
pub(super) fn push(shown: &mut String, character: char) {
    if is_hidden(character) {
        let _ = write!(shown, "<U+{:04X}>", u32::from(character));
    } else {
        shown.push(character);
    }
}

/// How many columns the visible form of a character takes, and one where it takes none, so that no run of them is
/// for free.
pub(super) fn cost(character: char) -> usize {
    if is_hidden(character) {
        return "<U+0000>".len();
    }
    character.width().unwrap_or(1).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_harms_or_hides_is_shown_by_its_number() {
        assert_eq!(
            visible("a\u{1b}[31m标\u{202e}准\u{200b}"),
            "a<U+001B>[31m标<U+202E>准<U+200B>"
        );
        assert_eq!(visible("“标准”\tA　é"), "“标准”\tA　é");
        assert_eq!(message("a\nb\r"), "a b<U+000D>");
    }

    #[test]
    fn a_message_has_an_end() {
        let long = message(&"标".repeat(10_000));
        assert_eq!(long.chars().count(), MESSAGE_COLUMNS / 2 + 1);
        assert!(message(&"\u{301}".repeat(10_000)).chars().count() < 500);
    }
}
