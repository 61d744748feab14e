//! The flat tree of a segment: nodes in the order of the text, each knowing where its descendants end.

use std::borrow::Cow;

use smallvec::SmallVec;
use toml_parser::Source;
use toml_parser::decoder::Encoding;

use super::error::SyntaxError;
use crate::text::Span;

/// A table header and the statements under it, or what stands before the first header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Segment {
    /// The header; none for the first segment of a file.
    pub header: Option<Header>,
    /// Keys and values, depth first in the order of the text.
    pub nodes: Box<[Node]>,
    /// The comments, from `#` to the end of the line.
    pub comments: Vec<Span>,
    /// What is wrong here, one error a cause, in the order of the text.
    pub errors: Vec<SyntaxError>,
    /// Keys that are set twice in one table of this segment, in the order of the text.
    pub doubled: Vec<Doubled>,
    /// How many bytes the segment has.
    pub length: u32,
}

/// A key that is set a second time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Doubled {
    /// The key that comes too late.
    pub key: Span,
    /// The first one.
    pub first: Span,
}

impl Segment {
    /// How many errors there are in it, keys that are set twice among them.
    pub fn count_errors(&self) -> usize {
        self.errors.len() + self.doubled.len()
    }

    /// Whether nothing is wrong with it as TOML.
    pub fn is_intact(&self) -> bool {
        self.errors.is_empty() && self.doubled.is_empty()
    }

    /// The statements of the segment: its top-level nodes with their indexes.
    pub fn statements(&self) -> impl Iterator<Item = (usize, &Node)> {
        Children {
            nodes: &self.nodes,
            next: 0,
            end: self.nodes.len(),
        }
    }

    /// The first key in a span that is set a second time.
    pub fn doubled_in(&self, span: Span) -> Option<&Doubled> {
        let place = self.doubled.partition_point(|doubled| doubled.key.start < span.start);
        self.doubled.get(place).filter(|doubled| doubled.key.end <= span.end)
    }

    /// The children of a node: the elements of an array, the entries of an inline table or of a dotted key.
    pub fn children(&self, index: usize) -> impl Iterator<Item = (usize, &Node)> {
        let end = self.nodes.get(index).map_or(index, |node| node.end as usize);
        Children {
            nodes: &self.nodes,
            next: index + 1,
            end,
        }
    }
}

struct Children<'s> {
    nodes: &'s [Node],
    next: usize,
    end: usize,
}

impl<'s> Iterator for Children<'s> {
    type Item = (usize, &'s Node);

    fn next(&mut self) -> Option<Self::Item> {
        let index = self.next;
        let node = self.nodes.get(index).filter(|_| index < self.end)?;
        // A node ends after itself at least, so that the walk ends whatever the tree holds.
        self.next = (node.end as usize).max(index + 1);
        Some((index, node))
    }
}

/// Which kind of table a header opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderKind {
    /// `[table]`.
    Table,
    /// `[[array of tables]]`.
    Element,
}

/// A table header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Which brackets.
    pub kind: HeaderKind,
    /// From the first bracket to the last.
    pub span: Span,
    /// The keys between them.
    pub keys: SmallVec<[Key; 2]>,
}

/// A key as it is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Key {
    /// With its quotes.
    pub span: Span,
    /// The quotes that it has.
    pub quotes: Quotes,
}

/// How a key or string is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Quotes {
    /// None: a bare key.
    #[default]
    Bare,
    /// `"…"`.
    Basic,
    /// `'…'`.
    Literal,
    /// `"""…"""`.
    MlBasic,
    /// `'''…'''`.
    MlLiteral,
}

impl Quotes {
    pub(super) const fn of(encoding: Option<Encoding>) -> Self {
        match encoding {
            None => Self::Bare,
            Some(Encoding::BasicString) => Self::Basic,
            Some(Encoding::LiteralString) => Self::Literal,
            Some(Encoding::MlBasicString) => Self::MlBasic,
            Some(Encoding::MlLiteralString) => Self::MlLiteral,
        }
    }

    const fn encoding(self) -> Option<Encoding> {
        match self {
            Self::Bare => None,
            Self::Basic => Some(Encoding::BasicString),
            Self::Literal => Some(Encoding::LiteralString),
            Self::MlBasic => Some(Encoding::MlBasicString),
            Self::MlLiteral => Some(Encoding::MlLiteralString),
        }
    }
}

impl Key {
    /// The key without quotes and escapes. `text` is the text of the segment.
    #[inline]
    pub fn name<'t>(&self, text: &'t str) -> Cow<'t, str> {
        decode(text, self.span, self.quotes)
    }

    /// The key as a string, whose span leaves the quotes out.
    pub fn string(&self, text: &str) -> Str {
        Str::new(text, self.span, self.quotes)
    }
}

#[inline]
fn decode(text: &str, span: Span, quotes: Quotes) -> Cow<'_, str> {
    let raw = span.of_text(text);
    if quotes == Quotes::Bare {
        Cow::Borrowed(raw)
    } else {
        unescaped(raw, quotes)
    }
}

/// Nearly all keys and strings are plain.
#[cold]
fn unescaped(raw: &str, quotes: Quotes) -> Cow<'_, str> {
    let whole = toml_parser::Span::new_unchecked(0, raw.len());
    let mut decoded = Cow::Borrowed("");
    let raw = toml_parser::Raw::new_unchecked(Source::new(raw).input(), quotes.encoding(), whole);
    let _ = raw.decode_scalar(&mut decoded, &mut ());
    decoded
}

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A string, and how its content is written.
    String(Quotes),
    /// A whole number.
    Integer,
    /// A number with a fraction.
    Float,
    /// `true` or `false`.
    Boolean,
    /// A date without a time.
    LocalDate,
    /// Any other date or time.
    DateTime,
    /// `[…]`; its elements are its children.
    Array,
    /// `{…}`; its keys are its children.
    InlineTable,
    /// The table that a dotted key makes; its one child is what follows the dot.
    Dotted,
    /// No value, or none that could be read.
    Invalid,
}

/// A key and its value, or an element of an array.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// The key; empty in an array.
    pub key: Key,
    /// What the value is.
    pub kind: Kind,
    /// The value as it is written, with its quotes or brackets; for a dotted key the rest of the statement.
    pub span: Span,
    /// The index after the last descendant.
    pub end: u32,
}

impl Node {
    /// The string that the value is.
    pub fn string(&self, text: &str) -> Option<Str> {
        let Kind::String(quotes) = self.kind else {
            return None;
        };
        Some(Str::new(text, self.span, quotes))
    }
}

/// The content of a string value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Str {
    /// The content, without the quotes.
    pub span: Span,
    /// How it is written; [`Quotes::Bare`] where what is between the quotes is the content as it stands.
    quotes: Quotes,
}

impl Str {
    /// The kind of value that it is.
    pub const fn kind(self) -> Kind {
        Kind::String(self.quotes)
    }

    fn new(text: &str, span: Span, quotes: Quotes) -> Self {
        let (width, quote) = match quotes {
            Quotes::Bare => (0, b'"'),
            Quotes::Basic => (1, b'"'),
            Quotes::Literal => (1, b'\''),
            Quotes::MlBasic => (3, b'"'),
            Quotes::MlLiteral => (3, b'\''),
        };
        // A string that was never closed has no closing quotes to leave out.
        let raw = text.as_bytes().get(span.range()).unwrap_or_default();
        let last = raw.iter().rev().take(width as usize);
        let closing = raw.len() as u32 >= 2 * width && last.into_iter().all(|byte| *byte == quote);
        let end = if closing { span.end - width } else { span.end };
        let content = Span::new((span.start + width).min(end), end);
        let is_plain = match quotes {
            Quotes::Bare | Quotes::Literal => true,
            Quotes::Basic => memchr::memchr(b'\\', raw).is_none(),
            // The reader drops a first newline and may fold lines.
            Quotes::MlBasic | Quotes::MlLiteral => false,
        };
        Self {
            span: content,
            quotes: if is_plain { Quotes::Bare } else { quotes },
        }
    }

    /// The content, escapes resolved. `text` is the text of the segment.
    #[inline]
    pub fn get<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let width = match self.quotes {
            Quotes::Bare => 0,
            Quotes::Basic | Quotes::Literal => 1,
            Quotes::MlBasic | Quotes::MlLiteral => 3,
        };
        decode(text, outer(self.span, width), self.quotes)
    }

    /// Whether the content stands between the quotes letter by letter, so that a part of the content is a part of
    /// the text.
    pub fn is_plain(&self) -> bool {
        self.quotes == Quotes::Bare
    }

    /// The span of a part of the content, given in bytes of the content; the whole content where it is not plain.
    pub fn part(&self, part: Span) -> Span {
        if self.is_plain() {
            part.shift(self.span.start)
        } else {
            self.span
        }
    }
}

fn outer(span: Span, quotes: u32) -> Span {
    Span::new(span.start.saturating_sub(quotes), span.end + quotes)
}
