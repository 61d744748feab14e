//! How new tables are laid out: their keys on one line or on a line each, and the forms of values to fill in.

use super::draft::{Offers, Snippet};
use crate::ide::quoting::basic;
use crate::keys::{Form, ValueType};
use crate::text::edit::line_ending_at;

/// How the keys of a new table stand to each other.
#[derive(Clone, Copy, Debug)]
pub(super) enum Layout<'a> {
    /// In braces, on one line.
    Inline,
    /// A line each, ended so; equals signs below each other where the file has them so.
    Lines {
        /// The line ending.
        ending: &'a str,
        /// How many characters a key and the blanks behind it have.
        width: usize,
    },
}

impl Layout<'_> {
    /// A line each, as the file of the cursor writes keys of these names.
    pub(super) fn lines(offers: &Offers<'_>, names: &[&str]) -> Self {
        let spot = offers.spot;
        let is_aligned = spot.text.contains("  = ");
        let longest = names.iter().map(|name| name.len()).max().unwrap_or(0);
        Layout::Lines {
            ending: line_ending_at(spot.text, spot.cursor),
            width: if is_aligned { longest } else { 0 },
        }
    }

    /// Adds what stands before a value: the key, which is the first one or not.
    pub(super) fn key(self, snippet: &mut Snippet, place: usize, name: &str) {
        let before = match (self, place) {
            (Self::Inline, 0) => format!("{name} = "),
            (Self::Inline, _) => format!(", {name} = "),
            (Self::Lines { ending, width }, _) => format!("{ending}{name:width$} = "),
        };
        snippet.text(&before);
    }
}

/// Adds a string to fill in.
pub(super) fn string<'s>(snippet: &'s mut Snippet, content: &str) -> &'s mut Snippet {
    let quoted = basic(content);
    let content = quoted.get(1..quoted.len() - 1).unwrap_or_default();
    snippet.text("\"").stop(content).text("\"")
}

/// Adds the form of a value of which nothing is known.
pub(super) fn empty(value: ValueType, snippet: &mut Snippet) -> &mut Snippet {
    match value.form() {
        Form::String | Form::Block => snippet.text("\"").stop("").text("\""),
        Form::OneOf(words) => {
            let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            snippet.text("\"").choice(&words).text("\"")
        }
        Form::Integer => snippet.stop("0"),
        Form::Count(_) | Form::CountOrRange(_) => snippet.stop("1"),
        Form::Boolean => snippet.choice(&["true".to_owned(), "false".to_owned()]),
        Form::Date => snippet.stop(""),
        Form::Strings => snippet.text("[\"").stop("").text("\"]"),
        Form::Table(_) | Form::Map(_) => snippet.text("{ ").stop("").text(" }"),
        Form::Tables(_) => snippet.text("[").stop("").text("]"),
    }
}
