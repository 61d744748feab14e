//! Values to fill in: those that are known, and the forms of the others.

use super::draft::Snippet;
use crate::keys::{BY, Columns, Form, Key, ValueType};
use crate::writer::layout::{Layout, Pairs, Value};
use crate::writer::strings::escaped;

/// What stands in the place of a date that nobody knows: no date, so that it does not pass unnoticed.
pub(super) const NO_DATE: &str = "\"\"";

/// Adds a string to fill in.
pub(super) fn string<'s>(snippet: &'s mut Snippet, content: &str) -> &'s mut Snippet {
    snippet.text("\"").stop(&escaped(content)).text("\"")
}

/// Adds a table in braces, each of its values to be changed.
pub(super) fn braces(snippet: &mut Snippet, pairs: &Pairs) {
    snippet.text("{ ");
    for (place, (key, value)) in pairs.iter().enumerate() {
        snippet.text(&Layout::Inline.key(place, key));
        match value {
            Value::String(content) => string(snippet, content),
            value => snippet.stop(&value.text("")),
        };
    }
    snippet.text(" }");
}

/// Adds the form of a key's value; of a column of words the words themselves.
pub(super) fn of_column<'s>(columns: &Columns, key: &Key<'_>, snippet: &'s mut Snippet) -> &'s mut Snippet {
    match columns.find(key.name) {
        Some((_, column)) if key.value == ValueType::Word => {
            let words: Vec<String> = column.words.iter().take(CHOICES).map(str::to_owned).collect();
            snippet.text("\"").choice(&words).text("\"")
        }
        _ => empty(key.value, snippet),
    }
}

/// How many words a place to fill in offers.
const CHOICES: usize = 50;

/// Adds the form of a value of which nothing is known.
fn empty(value: ValueType, snippet: &mut Snippet) -> &mut Snippet {
    match value.form() {
        Form::String if value == ValueType::By => {
            let words: Vec<String> = BY.iter().map(|word| (*word).to_owned()).collect();
            snippet.text("\"").choice(&words).text("\"")
        }
        Form::String | Form::Block => snippet.text("\"").stop("").text("\""),
        Form::OneOf(words) => {
            let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            snippet.text("\"").choice(&words).text("\"")
        }
        Form::Integer => snippet.stop("0"),
        Form::Count(_) | Form::CountOrRange(_) => snippet.stop("1"),
        Form::Boolean => snippet.choice(&["true".to_owned(), "false".to_owned()]),
        Form::Date => snippet.stop(NO_DATE),
        Form::Requirement => snippet.choice(&["true".to_owned(), "false".to_owned()]),
        Form::StringOrStrings => snippet.text("\"").stop("").text("\""),
        Form::Strings | Form::StringsOrTables(_) => snippet.text("[\"").stop("").text("\"]"),
        Form::Table(_) | Form::Map(_) => snippet.text("{ ").stop("").text(" }"),
        Form::Tables(_) => snippet.text("[").stop("").text("]"),
    }
}
