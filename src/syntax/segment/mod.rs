//! Reads one segment into its flat tree, by the events of `toml_parser`.

mod plain;

use std::cell::Cell;

use toml_parser::decoder::{Encoding, ScalarKind};
use toml_parser::lexer::Token;
use toml_parser::parser::{EventReceiver, RecursionGuard, parse_document};
use toml_parser::{ErrorSink, ParseError, Raw};

use super::classify::BROKEN_PAIR;
use super::error::{SyntaxError, SyntaxErrorKind};
use super::recovery::{self, Errors, Mended};
use super::tokens::{self, MAX_TOKENS};
use super::tree::{Header, HeaderKind, Key, Kind, Node, Quotes, Segment};
use super::{MAX_DEPTH, definitions, value};
use crate::text::lines::line_start;
use crate::text::{Span, to_u32};

/// What reading needs and gives back: kept from segment to segment, so that each costs only what it holds.
#[derive(Default)]
pub(super) struct Scratch {
    tokens: Vec<Token>,
    nodes: Vec<Node>,
}

/// Reads the text of one segment.
pub(super) fn read(text: &str, scratch: &mut Scratch) -> Segment {
    plain::read(text, &mut scratch.nodes).unwrap_or_else(|| read_within(text, MAX_TOKENS, scratch))
}

/// Reads no more than so many tokens: what comes after the last statement that ends among them is left out, and told as
/// one error.
fn read_within(text: &str, most: usize, scratch: &mut Scratch) -> Segment {
    let Scratch { tokens, nodes } = scratch;
    tokens.clear();
    let stopped = tokens::lex(text, most, tokens);
    let mut segment = read_tokens(text, tokens, &Mended::default(), nodes);
    if !segment.errors.is_empty() {
        // A bracket that is still open would take the statements after it along. They are cut apart first and read
        // one by one; the common case of no error pays nothing for it.
        segment = read_tokens(text, tokens, &Mended::new(text, tokens), nodes);
    }
    segment.doubled = definitions::doubled_keys(text, &segment);
    if !segment.errors.is_empty() {
        forget_consequences(text, &mut segment);
    }
    if let Some(span) = stopped {
        let kind = SyntaxErrorKind::TooLarge;
        segment.errors.push(SyntaxError { span, kind });
    }
    segment
}

/// Keys that seem to be set twice because a line is in error, or because a merge left both of its sides.
fn forget_consequences(text: &str, segment: &mut Segment) {
    let in_error = recovery::lines_in_error(text, &segment.errors);
    let has_both_sides = segment
        .errors
        .iter()
        .any(|error| error.kind == SyntaxErrorKind::ConflictMarker);
    let is_in_error = |key: Span| in_error.contains(&line_start(text, key.start));
    segment
        .doubled
        .retain(|doubled| !has_both_sides && !is_in_error(doubled.key) && !is_in_error(doubled.first));
}

fn read_tokens(text: &str, tokens: &[Token], mended: &Mended, nodes: &mut Vec<Node>) -> Segment {
    nodes.clear();
    let statement = Cell::new(0);
    let mut builder = Builder::new(text, &statement, nodes);
    let mut errors = Errors::new(text, tokens, mended, &statement);
    let as_they_are = std::iter::once(tokens).filter(|_| mended.is_empty());
    for run in as_they_are.chain(mended.runs()) {
        parse_document(run, &mut RecursionGuard::new(&mut builder, MAX_DEPTH), &mut errors);
        builder.end_statement();
    }
    let mut segment = builder.segment;
    segment.nodes = taken(builder.nodes);
    segment.length = to_u32(text.len());
    segment.errors = errors.finish();
    segment
}

/// The nodes that were read. The allocation stays for the next segment, but a large one is not worth a copy of what it holds.
fn taken(nodes: &mut Vec<Node>) -> Box<[Node]> {
    const LARGE: usize = 1 << 16;
    if nodes.len() < LARGE {
        nodes.as_slice().into()
    } else {
        std::mem::take(nodes).into_boxed_slice()
    }
}

/// What a container that is still open waits for.
struct Open {
    /// The node of the array or inline table.
    node: usize,
    /// How many dotted keys end with it.
    dotted: usize,
}

struct Builder<'t> {
    text: &'t str,
    statement: &'t Cell<u32>,
    segment: Segment,
    /// The nodes of the segment so far.
    nodes: &'t mut Vec<Node>,
    /// The keys since the last value: more than one for a dotted key.
    keys: Vec<Key>,
    /// The arrays and inline tables that are open.
    open: Vec<Open>,
    /// The header that is being read.
    header: Option<Header>,
    /// The equals sign behind `keys`.
    equals: Option<Span>,
    /// The part of the pair being read, `key` or `key =`, that a line break follows.
    broken: Option<Span>,
}

impl<'t> Builder<'t> {
    fn new(text: &'t str, statement: &'t Cell<u32>, nodes: &'t mut Vec<Node>) -> Self {
        Self {
            text,
            statement,
            segment: Segment::default(),
            nodes,
            keys: Vec::with_capacity(2),
            open: Vec::new(),
            header: None,
            equals: None,
            broken: None,
        }
    }

    fn span(span: toml_parser::Span) -> Span {
        Span::of(span.start()..span.end())
    }

    /// Ends what is still open at the end of a statement.
    fn end_statement(&mut self) {
        let end = self.nodes.last().map_or(0, |node| node.span.end);
        while !self.open.is_empty() {
            self.close(end);
        }
        if let Some(key) = self.keys.last() {
            let after = Span::empty(key.span.end);
            self.push_value(Kind::Invalid, after);
        }
        self.statement.set(self.statement.get() + 1);
    }

    /// Keeps in mind that a line break follows a key, or its equals sign, in an inline table.
    fn break_pair(&mut self) {
        let is_in_table = self
            .open
            .last()
            .and_then(|open| self.nodes.get(open.node))
            .is_some_and(|node| node.kind == Kind::InlineTable);
        if let Some(key) = self.keys.last().filter(|_| is_in_table) {
            let end = self.equals.map_or(key.span.end, |equals| equals.end);
            self.broken.get_or_insert(Span::new(key.span.start, end));
        }
    }

    /// The core takes line breaks everywhere in an inline table; TOML 1.1 only between its pairs.
    fn tell_broken_pair(&mut self, error: &mut dyn ErrorSink) {
        if let Some(part) = self.broken.take() {
            let part = toml_parser::Span::new_unchecked(part.start as usize, part.end as usize);
            error.report_error(ParseError::new(BROKEN_PAIR).with_unexpected(part));
        }
    }

    /// Adds a value under the keys that were read since the last one. Gives its index and how many dotted keys it
    /// stands under.
    fn push_value(&mut self, kind: Kind, span: Span) -> (usize, usize) {
        let keys = std::mem::take(&mut self.keys);
        let (last, dotted) = match keys.split_last() {
            Some((last, dotted)) => (*last, dotted),
            None => (Key::default(), [].as_slice()),
        };
        let first = self.nodes.len();
        let end = to_u32(first + dotted.len() + 1);
        for key in dotted {
            self.nodes.push(Node {
                key: *key,
                kind: Kind::Dotted,
                span: Span::new(key.span.end, span.end),
                end,
            });
        }
        self.nodes.push(Node {
            key: last,
            kind,
            span,
            end,
        });
        let count = dotted.len();
        self.equals = None;
        self.broken = None;
        // Keeps the allocation for the next statement.
        self.keys = keys;
        self.keys.clear();
        (first + count, count)
    }

    fn open(&mut self, kind: Kind, span: Span, error: &mut dyn ErrorSink) {
        self.tell_broken_pair(error);
        let (node, dotted) = self.push_value(kind, span);
        self.open.push(Open { node, dotted });
    }

    fn close(&mut self, end: u32) {
        self.keys.clear();
        let Some(open) = self.open.pop() else {
            return;
        };
        // A brace that was put in where one is missing stands nowhere.
        let end = end.max(self.nodes.last().map_or(0, |node| node.span.end));
        let last = to_u32(self.nodes.len());
        let first = open.node.saturating_sub(open.dotted);
        for node in self.nodes.get_mut(first..=open.node).unwrap_or_default() {
            node.end = last;
            node.span.end = node.span.end.max(end);
        }
    }

    fn close_header(&mut self, end: u32) {
        if let Some(mut header) = self.header.take() {
            header.span.end = end;
            header.keys = self.keys.drain(..).collect();
            self.segment.header.get_or_insert(header);
        }
        self.keys.clear();
    }

    fn raw(&self, span: toml_parser::Span, encoding: Option<Encoding>) -> Raw<'t> {
        let text = self.text.get(span.start()..span.end()).unwrap_or_default();
        Raw::new_unchecked(text, encoding, span)
    }

    fn scalar_kind(&self, raw: Raw<'t>, span: Span, encoding: Option<Encoding>, error: &mut dyn ErrorSink) -> Kind {
        let text = raw.as_str();
        if encoding.is_none() && text.is_empty() {
            let at = toml_parser::Span::new_unchecked(span.start as usize, span.start as usize);
            error.report_error(ParseError::new("missing value").with_unexpected(at));
            return Kind::Invalid;
        }
        let mut failed = false;
        let mut watch = |parse_error: ParseError| {
            failed = true;
            error.report_error(parse_error);
        };
        let kind = match raw.decode_scalar(&mut (), &mut watch) {
            ScalarKind::String => Kind::String(Quotes::of(encoding)),
            ScalarKind::Boolean(_) => Kind::Boolean,
            ScalarKind::Float => Kind::Float,
            ScalarKind::Integer(_) => Kind::Integer,
            ScalarKind::DateTime if value::is_local_date(text) => Kind::LocalDate,
            ScalarKind::DateTime => Kind::DateTime,
        };
        let is_out_of_range = match kind {
            Kind::Integer => value::integer(text).is_none(),
            Kind::DateTime => !value::is_datetime(text),
            _ => false,
        };
        if is_out_of_range && !failed {
            failed = true;
            let description = if kind == Kind::Integer {
                "invalid integer number"
            } else {
                "invalid date-time"
            };
            let whole = toml_parser::Span::new_unchecked(span.start as usize, span.end as usize);
            error.report_error(ParseError::new(description).with_context(whole).with_unexpected(whole));
        }
        match kind {
            _ if !failed => kind,
            // A string that was not closed still says what its author typed so far.
            Kind::String(_) => kind,
            _ => Kind::Invalid,
        }
    }
}

impl EventReceiver for Builder<'_> {
    fn std_table_open(&mut self, span: toml_parser::Span, _error: &mut dyn ErrorSink) {
        self.keys.clear();
        self.header = Some(Header {
            kind: HeaderKind::Table,
            span: Self::span(span),
            keys: Default::default(),
        });
    }

    fn std_table_close(&mut self, span: toml_parser::Span, _error: &mut dyn ErrorSink) {
        self.close_header(to_u32(span.end()));
    }

    fn array_table_open(&mut self, span: toml_parser::Span, _error: &mut dyn ErrorSink) {
        self.keys.clear();
        self.header = Some(Header {
            kind: HeaderKind::Element,
            span: Self::span(span),
            keys: Default::default(),
        });
    }

    fn array_table_close(&mut self, span: toml_parser::Span, _error: &mut dyn ErrorSink) {
        self.close_header(to_u32(span.end()));
    }

    fn inline_table_open(&mut self, span: toml_parser::Span, error: &mut dyn ErrorSink) -> bool {
        self.open(Kind::InlineTable, Self::span(span), error);
        true
    }

    fn inline_table_close(&mut self, span: toml_parser::Span, _error: &mut dyn ErrorSink) {
        self.close(to_u32(span.end()));
    }

    fn array_open(&mut self, span: toml_parser::Span, error: &mut dyn ErrorSink) -> bool {
        self.open(Kind::Array, Self::span(span), error);
        true
    }

    fn array_close(&mut self, span: toml_parser::Span, _error: &mut dyn ErrorSink) {
        self.close(to_u32(span.end()));
    }

    fn simple_key(&mut self, span: toml_parser::Span, encoding: Option<Encoding>, error: &mut dyn ErrorSink) {
        let raw = self.raw(span, encoding);
        let is_bare = encoding.is_none()
            && !raw.is_empty()
            && raw
                .as_bytes()
                .iter()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
        if !is_bare {
            raw.decode_key(&mut (), error);
        }
        if self.keys.len() >= MAX_DEPTH as usize {
            let error_text = "cannot recurse further; max recursion depth met";
            error.report_error(ParseError::new(error_text).with_unexpected(span));
            return;
        }
        self.keys.push(Key {
            span: Self::span(span),
            quotes: Quotes::of(encoding),
        });
    }

    fn key_val_sep(&mut self, span: toml_parser::Span, _error: &mut dyn ErrorSink) {
        self.equals = Some(Self::span(span));
    }

    fn scalar(&mut self, span: toml_parser::Span, encoding: Option<Encoding>, error: &mut dyn ErrorSink) {
        let raw = self.raw(span, encoding);
        let span = Self::span(span);
        // Where the value is missing, that is the cause.
        if !span.is_empty() {
            self.tell_broken_pair(error);
        }
        let kind = self.scalar_kind(raw, span, encoding, error);
        self.push_value(kind, span);
    }

    fn comment(&mut self, span: toml_parser::Span, error: &mut dyn ErrorSink) {
        self.raw(span, None).decode_comment(error);
        self.segment.comments.push(Self::span(span));
    }

    fn newline(&mut self, span: toml_parser::Span, error: &mut dyn ErrorSink) {
        if span.len() == 1 {
            self.raw(span, None).decode_newline(error);
        }
        if !self.open.is_empty() {
            self.break_pair();
            return;
        }
        if let Some(header) = &self.header {
            let end = self.keys.last().map_or(header.span.end, |key| key.span.end);
            self.close_header(end);
        }
        if let Some(key) = self.keys.last() {
            let after = Span::empty(key.span.end);
            self.push_value(Kind::Invalid, after);
        }
        self.statement.set(self.statement.get() + 1);
    }
}

#[cfg(test)]
mod tests;
