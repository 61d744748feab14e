//! What a message proposes, as a fix: a guess at what was meant, so that a person looks at it.

use crate::diagnostic::{Applicability, Diagnostic};
use crate::messages::Message;
use crate::writer::strings::{between, key, quotes, string};

/// Adds the fix that writes a word in the place of the string that the finding covers; `text` is that of its segment. None
/// is added to a string of several lines, which is not written anew, nor where the quotes cannot hold the word.
pub(super) fn instead(diagnostic: Diagnostic, text: &str, word: &str) -> Diagnostic {
    let quotes = quotes(text, diagnostic.place.span).filter(|quotes| quotes.len() == 1);
    match quotes.and_then(|quotes| between(quotes, word)) {
        Some(written) => with_edit(diagnostic, word, written),
        None => diagnostic,
    }
}

/// The same where the finding covers the quotes too.
pub(super) fn string_instead(diagnostic: Diagnostic, word: &str) -> Diagnostic {
    with_edit(diagnostic, word, string(word))
}

/// The same for a part of a code, which stands in it without quotes of its own.
pub(super) fn part_instead(diagnostic: Diagnostic, part: &str) -> Diagnostic {
    with_edit(diagnostic, part, part.to_owned())
}

/// The same for a key.
pub(super) fn key_instead(diagnostic: Diagnostic, name: &str) -> Diagnostic {
    with_edit(diagnostic, name, key(name).into_owned())
}

fn with_edit(diagnostic: Diagnostic, word: &str, written: String) -> Diagnostic {
    let place = diagnostic.place;
    let title = Message::new("proposal").with("word", word);
    diagnostic.replace(Applicability::Unsafe, title, place, written)
}
