//! Reads one segment into its flat tree, by the events of `toml_parser`.

use std::cell::Cell;

use toml_parser::decoder::{Encoding, ScalarKind};
use toml_parser::lexer::{Token, TokenKind};
use toml_parser::parser::{EventReceiver, RecursionGuard, parse_document};
use toml_parser::{ErrorSink, ParseError, Raw, Source};

use super::error::{SyntaxError, classify};
use super::tree::{Header, HeaderKind, Key, Kind, Node, Quotes, Segment};
use super::{MAX_DEPTH, definitions, value};
use crate::text::{Span, to_u32};

/// What reading needs and gives back: kept from segment to segment, so that each costs only what it holds.
#[derive(Default)]
pub(super) struct Scratch {
    tokens: Vec<Token>,
    nodes: Vec<Node>,
}

/// Reads the text of one segment.
pub(super) fn read(text: &str, scratch: &mut Scratch) -> Segment {
    let Scratch { tokens, nodes } = scratch;
    tokens.clear();
    tokens.extend(Source::new(text).lex());
    let mut segment = read_tokens(text, std::iter::once(tokens.as_slice()), nodes);
    if !segment.errors.is_empty() {
        // A bracket that is still open would take the statements after it along. They are cut apart first and read
        // one by one; the common case of no error pays nothing for it.
        segment = read_tokens(text, statements(text, tokens), nodes);
    }
    segment.doubled = definitions::doubled_keys(text, &segment);
    segment
}

fn read_tokens<'k>(text: &str, runs: impl Iterator<Item = &'k [Token]>, nodes: &mut Vec<Node>) -> Segment {
    nodes.clear();
    let statement = Cell::new(0);
    let mut builder = Builder::new(text, &statement, nodes);
    let mut errors = Errors {
        text,
        statement: &statement,
        errors: Vec::new(),
    };
    for run in runs {
        parse_document(run, &mut RecursionGuard::new(&mut builder, MAX_DEPTH), &mut errors);
        builder.end_statement();
    }
    let mut segment = builder.segment;
    segment.nodes = builder.nodes.as_slice().into();
    segment.length = to_u32(text.len());
    segment.errors = errors.finish();
    segment
}

/// Cuts the tokens of a segment into runs, so that a new run starts where a statement must start although a bracket
/// is still open: `key =` at the start of a line, in an array, or in an inline table without a comma before it.
fn statements<'k>(text: &str, tokens: &'k [Token]) -> impl Iterator<Item = &'k [Token]> {
    let mut cuts = vec![0];
    let mut open: Vec<TokenKind> = Vec::new();
    let mut last = TokenKind::Newline;
    for (index, token) in tokens.iter().enumerate() {
        match token.kind() {
            kind @ (TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket) => open.push(kind),
            TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket => {
                open.pop();
            }
            TokenKind::Newline => {
                let may_go_on = match open.last() {
                    None => true,
                    Some(TokenKind::LeftCurlyBracket) => matches!(last, TokenKind::Comma | TokenKind::LeftCurlyBracket),
                    Some(_) => false,
                };
                if !may_go_on && starts_statement(text, tokens.get(index + 1..).unwrap_or_default()) {
                    cuts.push(index + 1);
                    open.clear();
                }
                continue;
            }
            TokenKind::Whitespace | TokenKind::Comment => continue,
            _ => {}
        }
        last = token.kind();
    }
    let ends: Vec<usize> = cuts.iter().copied().skip(1).chain([tokens.len()]).collect();
    cuts.into_iter()
        .zip(ends)
        .map(|(start, end)| tokens.get(start..end).unwrap_or_default())
}

/// Whether the tokens start with a key and `=`.
fn starts_statement(text: &str, tokens: &[Token]) -> bool {
    let mut tokens = tokens.iter().skip_while(|token| token.kind() == TokenKind::Whitespace);
    let is_key = |token: &&Token| {
        let raw = text.get(token.span().start()..token.span().end()).unwrap_or_default();
        match token.kind() {
            TokenKind::BasicString | TokenKind::LiteralString => true,
            TokenKind::Atom => raw.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic()),
            _ => false,
        }
    };
    tokens.next().filter(is_key).is_some()
        && tokens
            .find(|token| !matches!(token.kind(), TokenKind::Whitespace | TokenKind::Dot | TokenKind::Atom))
            .is_some_and(|token| token.kind() == TokenKind::Equals)
}

/// Collects errors, the first one of each statement: what follows it in the statement is recovery, not a cause.
struct Errors<'t> {
    text: &'t str,
    statement: &'t Cell<u32>,
    errors: Vec<(u32, SyntaxError)>,
}

impl ErrorSink for Errors<'_> {
    fn report_error(&mut self, error: ParseError) {
        let statement = self.statement.get();
        if self.errors.last().is_none_or(|(last, _)| *last != statement) {
            self.errors.push((statement, classify(self.text, &error)));
        }
    }
}

impl Errors<'_> {
    fn finish(self) -> Vec<SyntaxError> {
        let mut errors: Vec<SyntaxError> = self.errors.into_iter().map(|(_, error)| error).collect();
        errors.dedup();
        errors
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
        // Keeps the allocation for the next statement.
        self.keys = keys;
        self.keys.clear();
        (first + count, count)
    }

    fn open(&mut self, kind: Kind, span: Span) {
        let (node, dotted) = self.push_value(kind, span);
        self.open.push(Open { node, dotted });
    }

    fn close(&mut self, end: u32) {
        self.keys.clear();
        let Some(open) = self.open.pop() else {
            return;
        };
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

    fn inline_table_open(&mut self, span: toml_parser::Span, _error: &mut dyn ErrorSink) -> bool {
        self.open(Kind::InlineTable, Self::span(span));
        true
    }

    fn inline_table_close(&mut self, span: toml_parser::Span, _error: &mut dyn ErrorSink) {
        self.close(to_u32(span.end()));
    }

    fn array_open(&mut self, span: toml_parser::Span, _error: &mut dyn ErrorSink) -> bool {
        self.open(Kind::Array, Self::span(span));
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

    fn scalar(&mut self, span: toml_parser::Span, encoding: Option<Encoding>, error: &mut dyn ErrorSink) {
        let raw = self.raw(span, encoding);
        let span = Self::span(span);
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
mod tests {
    use super::*;

    fn errors(text: &str) -> Vec<(&'static str, &str)> {
        let segment = read(text, &mut Scratch::default());
        segment
            .errors
            .iter()
            .map(|error| (error.kind.name(), error.span.of_text(text)))
            .collect()
    }

    #[test]
    fn a_segment_is_a_header_and_flat_nodes() {
        let text = "[[table.entry]] # c\ncode = \"x\"\nwhere.level = 3\nlist = [\"a\", { b = 2011-12-01 }]\n";
        let segment = read(text, &mut Scratch::default());
        assert_eq!(segment.errors, []);
        let header = segment.header.as_ref().unwrap();
        assert_eq!(
            (header.kind, header.span.of_text(text)),
            (HeaderKind::Element, "[[table.entry]]")
        );
        let names: Vec<_> = header.keys.iter().map(|key| key.name(text)).collect();
        assert_eq!(names, ["table", "entry"]);
        let nodes: Vec<_> = segment
            .nodes
            .iter()
            .map(|node| (node.key.name(text).into_owned(), node.kind, node.end))
            .collect();
        let node = |name: &str, kind, end| (name.to_owned(), kind, end);
        let expected = [
            node("code", Kind::String(Quotes::Basic), 1),
            node("where", Kind::Dotted, 3),
            node("level", Kind::Integer, 3),
            node("list", Kind::Array, 7),
            node("", Kind::String(Quotes::Basic), 5),
            node("", Kind::InlineTable, 7),
            node("b", Kind::LocalDate, 7),
        ];
        assert_eq!(nodes, expected);
        assert_eq!(segment.nodes[3].span.of_text(text), "[\"a\", { b = 2011-12-01 }]");
        assert_eq!(segment.comments.len(), 1);
    }

    #[test]
    fn every_statement_in_error_is_told_once() {
        let text = "[a]\nx = \"abc\ny = \nz\nw = [1, 2\nv = 9223372036854775808\nu = 2011-02-30\nok = 1\n";
        let expected = [
            ("unclosed-string", "\"abc"),
            ("missing-value", ""),
            ("missing-equals", "z"),
            ("unclosed-array", "["),
            ("invalid-number", "9223372036854775808"),
            ("invalid-date", "2011-02-30"),
        ];
        assert_eq!(errors(text), expected);
        let segment = read(text, &mut Scratch::default());
        let ok = segment.nodes.last().unwrap();
        assert_eq!((ok.key.name(text).as_ref(), ok.kind), ("ok", Kind::Integer));
    }

    #[test]
    fn full_width_forms_are_named() {
        assert_eq!(errors("number ＝ 1\n"), [("full-width", "＝")]);
        assert_eq!(errors("title = “标准”\n"), [("full-width", "“标准”")]);
        assert_eq!(errors("number = １２\n"), [("full-width", "１２")]);
        assert_eq!(errors("number\u{3000}= 1\n"), [("full-width", "\u{3000}")]);
        assert_eq!(errors("title = \"，\" x\n"), [("trailing", "x")]);
    }

    #[test]
    fn nesting_is_bounded() {
        let deep = format!("a = {}\n", "[".repeat(100_000));
        assert!(!read(&deep, &mut Scratch::default()).errors.is_empty());
        let deep = format!("a = {}{}\n", "[".repeat(60), "]".repeat(60));
        assert!(read(&deep, &mut Scratch::default()).errors.is_empty());
    }
}
