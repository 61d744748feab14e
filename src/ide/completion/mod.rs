//! What may be written at the cursor, in a document that need not parse right now.
//!
//! [`spot`] tells what the cursor is on; a file a kind says what may stand there; [`draft`] makes an item of it: how it
//! is quoted, what it is found by, what it replaces. An item replaces the whole value, key or header that the cursor is
//! in, never more than its line; what is typed of it filters.

mod catalogued;
mod codes;
mod draft;
mod entries;
mod forms;
mod headers;
mod keys;
mod layers;
mod named;
mod numbers;
mod required;
mod selectors;
mod spot;
mod statistics;
mod suppressions;
mod surroundings;
#[cfg(test)]
mod tests;
mod values;

use self::draft::Offers;
use self::spot::Spot;
use super::page::Page;
use super::{Context, Cursor};
use crate::diagnostic::Place;
use crate::syntax::{Behind, On, Quoting, Typed};
use crate::text::Span;

/// What sort of thing is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CompletionKind {
    /// A key.
    Key,
    /// A value.
    Value,
    /// A whole code.
    Code,
    /// A value of a layer, in its place in a code.
    Layer,
    /// The prefix of a standard number, or a whole number.
    Number,
    /// A table header.
    Header,
    /// A whole new entry, statistics table or row.
    Entry,
    /// A rule's name.
    Rule,
    /// A word that speaks to stdreg in a comment.
    Directive,
}

/// Something that may be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What people see in the list.
    pub label: String,
    /// What sort of thing it is.
    pub kind: CompletionKind,
    /// What is said beside it.
    pub detail: Option<String>,
    /// What is said about it at length.
    pub documentation: Option<Page>,
    /// What is replaced: within the cursor's line, and holding the cursor. Relative to the file.
    pub place: Place,
    /// What stands there afterwards.
    pub text: String,
    /// What is compared to what is typed between the start of `place` and the cursor.
    pub filter: String,
    /// What else is written when it is taken: texts in the place of spans of the same file, which neither hold the cursor nor
    /// touch `place`.
    pub elsewhere: Vec<(Span, String)>,
    /// The texts of a list, sorted, are in its order.
    pub sort: String,
    /// Whether `text` is in the protocol's grammar of snippets.
    pub is_snippet: bool,
    /// Whether it is the one to take.
    pub is_preselected: bool,
}

/// A list of what may be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completions {
    /// The items, the best first.
    pub items: Vec<Completion>,
    /// Whether the list is to be asked for again when more is typed: there are more, or they are found otherwise.
    pub is_incomplete: bool,
}

/// What the client takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Whether texts may have places to fill in.
    pub snippets: Snippets,
}

/// Whether a client takes snippets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Snippets {
    /// It does.
    Taken,
    /// It takes plain text alone.
    #[default]
    Refused,
}

/// Whether the cursor is before a value that is there already: a second one would be no TOML.
fn is_before_a_value(spot: &Spot<'_>, typed: Typed) -> bool {
    let rest = spot.text.get(spot.cursor as usize..).unwrap_or_default();
    let rest = rest.lines().next().unwrap_or_default().trim_start();
    let ends = rest.is_empty() || rest.starts_with(['#', ',', '}', ']']);
    typed.span.is_empty() && typed.quotes == Quoting::Absent && !ends
}

/// What may be written at the cursor.
pub fn complete(context: Context<'_>, cursor: Cursor, options: Options) -> Completions {
    complete_among(context, cursor, options, &Vec::new)
}

/// The same where there are files that may be named: their paths relative to the folder of the root, with `/`. They are asked for
/// where a path may stand, and nowhere else.
pub fn complete_among(
    context: Context<'_>,
    cursor: Cursor,
    options: Options,
    files: &dyn Fn() -> Vec<String>,
) -> Completions {
    let Some(spot) = Spot::find(&context, cursor) else {
        return Completions::default();
    };
    let mut offers = Offers::new(context, &spot, options, files);
    match spot.on {
        On::Header(span) => headers::offer(&mut offers, span),
        On::Key { word, behind } => {
            keys::offer(&mut offers, word, behind);
            if behind == Behind::Nothing {
                catalogued::offer_entries(&mut offers);
            }
        }
        On::Value { typed, .. } if is_before_a_value(&spot, typed) => {}
        On::Value { key, typed, .. } => match spot.element {
            None => values::offer(&mut offers, key, typed),
            // In one that is begun its own keys are offered.
            Some(kind) if typed.is_empty() => entries::offer_element(&mut offers, kind),
            Some(_) => {}
        },
        On::Comment(span) => suppressions::offer(&mut offers, span),
        // Numbers have signs that no key has.
        On::Nothing => catalogued::offer_entries(&mut offers),
    }
    Completions {
        is_incomplete: offers.is_incomplete || offers.has_readings,
        items: offers.into_items(),
    }
}
