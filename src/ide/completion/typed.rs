//! What the cursor is on, and a value as far as it is typed.

use crate::keys::TableKind;
use crate::text::Span;

/// A key that is written with an equals sign.
#[derive(Clone, Copy, Debug)]
pub(super) struct Written<'t> {
    /// The key; of a dotted one what is before the first dot.
    pub(super) name: &'t str,
    /// Where it stands.
    pub(super) key: Span,
    /// The string that it is set to, as it is written between the quotes.
    pub(super) string: Option<&'t str>,
}

/// What the cursor is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What<'t> {
    /// A header, from its first bracket to its last, or as far as it is written.
    Header(Span),
    /// The place of a key: what is typed of it, which may be nothing.
    Key {
        /// The key.
        word: Span,
        /// Whether an equals sign follows.
        has_equals: bool,
    },
    /// The place of a key's value, or of an element of its array.
    Value {
        /// The key.
        key: &'t str,
        /// What is typed of the value.
        typed: Typed,
    },
    /// The place of a table in an array of tables; what kind of table it is.
    Element(TableKind),
    /// A comment, from its `#` to the end of its line.
    Comment(Span),
    /// A place where nothing is to be offered.
    Nothing,
}

/// A value as far as it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Typed {
    /// What an item replaces: the content of the string, or a value without quotes, which may be empty.
    pub(super) span: Span,
    /// The quotes.
    pub(super) quotes: Quoting,
}

/// The quotes around a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quoting {
    /// None.
    Absent,
    /// Only the first one.
    Open(char),
    /// Both.
    Closed(char),
}

impl What<'_> {
    /// The same, with its spans moved on.
    pub(super) fn shift(self, by: u32) -> Self {
        match self {
            Self::Header(span) => Self::Header(span.shift(by)),
            Self::Key { word, has_equals } => Self::Key {
                word: word.shift(by),
                has_equals,
            },
            Self::Value { key, typed } => Self::Value {
                key,
                typed: Typed {
                    span: typed.span.shift(by),
                    ..typed
                },
            },
            Self::Comment(span) => Self::Comment(span.shift(by)),
            Self::Element(_) | Self::Nothing => self,
        }
    }
}
