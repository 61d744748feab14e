//! Reads the tokens of a segment for its author, up to the cursor and on to the end of the table that the cursor is in.

use smallvec::SmallVec;
use toml_parser::Source;
use toml_parser::lexer::TokenKind;

use super::{Behind, On, Quoting, Slot, Typed, Typing, Written};
use crate::syntax::recovery::starts_statement;
use crate::text::{SegmentId, Span, to_u32};

/// Reads a segment, with the cursor in bytes of it, on a character's boundary.
pub(super) fn scan(text: &str, cursor: u32) -> Option<Typing<'_>> {
    let mut scanner = Scanner {
        text,
        cursor,
        at: 0,
        atom_end: 0,
        last: TokenKind::Newline,
        top: Frame::new(Container::Top, 0),
        open: Vec::new(),
        found: None,
    };
    while let Some((kind, span)) = scanner.token() {
        scanner.read(kind, span);
        if kind == TokenKind::Eof || scanner.is_done() {
            break;
        }
    }
    scanner.end_statement();
    let top = scanner.top;
    scanner.found.map(|found| top.hand_over(found))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Container {
    /// A table under a header, or the file's top level.
    Top,
    /// A table in braces.
    Inline,
    /// An array.
    Array,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// A key may begin.
    Key,
    /// The next part of a dotted key may begin.
    KeyPart,
    /// A key was read.
    AfterKey,
    /// A value may begin.
    Value,
    /// A value was read.
    After,
}

/// Something that is open.
struct Frame<'t> {
    container: Container,
    /// The keys of the header.
    header: SmallVec<[&'t str; 4]>,
    opened_at: u32,
    state: State,
    /// The key at hand, part by part; for an array the key that it belongs to.
    path: SmallVec<[&'t str; 2]>,
    /// Where the key at hand stands.
    key: Span,
    written: Vec<Written<'t>>,
    /// Whether the cursor is in it, and in nothing inside it.
    holds_cursor: bool,
}

impl<'t> Frame<'t> {
    fn new(container: Container, opened_at: u32) -> Self {
        Self {
            container,
            header: SmallVec::new(),
            opened_at,
            state: match container {
                Container::Array => State::Value,
                Container::Top | Container::Inline => State::Key,
            },
            path: SmallVec::new(),
            key: Span::default(),
            written: Vec::new(),
            holds_cursor: false,
        }
    }

    /// Takes a part of a key, the first one or the next.
    fn push_key(&mut self, part: &'t str, span: Span) {
        if self.state == State::Key {
            self.path.clear();
            self.key = span;
        }
        self.path.push(part);
        self.key = self.key.cover(span);
        self.state = State::AfterKey;
    }

    fn push_equals(&mut self) {
        match self.state {
            State::AfterKey => self.written.push(Written {
                name: self.path.first().copied().unwrap_or_default(),
                key: self.key,
                string: None,
            }),
            State::Key | State::KeyPart => self.path.clear(),
            State::Value | State::After => return,
        }
        self.state = State::Value;
    }

    fn push_comma(&mut self) {
        match self.container {
            Container::Top => {}
            Container::Inline => self.state = State::Key,
            Container::Array => self.state = State::Value,
        }
    }

    /// Takes a string, `content` between its quotes if it is in one line, as a key or as a value.
    fn push_string(&mut self, content: Option<&'t str>, span: Span) {
        match self.state {
            State::Key | State::KeyPart => self.push_key(content.unwrap_or_default(), span),
            State::Value => {
                if self.container != Container::Array
                    && let Some(written) = self.written.last_mut()
                {
                    written.string = content;
                }
                self.state = State::After;
            }
            State::AfterKey | State::After => {}
        }
    }

    fn value_at(&self, typed: Typed) -> On<'t> {
        let slot = match self.container {
            Container::Array => Slot::Element,
            Container::Top | Container::Inline => Slot::Whole,
        };
        let key = self.path.last();
        key.map_or(On::Nothing, |key| On::Value { key, slot, typed })
    }

    /// Hands its keys over when it is closed, if it is the table of the cursor.
    fn hand_over(self, mut found: Typing<'t>) -> Typing<'t> {
        if self.holds_cursor {
            found.written = self.written;
        }
        found
    }
}

struct Scanner<'t> {
    text: &'t str,
    cursor: u32,
    at: usize,
    /// How far the atom reaches that the lexer read last.
    atom_end: usize,
    /// The last token that is no blank and no comment.
    last: TokenKind,
    /// The table of the header.
    top: Frame<'t>,
    /// What is open in it, from the outermost in.
    open: Vec<Frame<'t>>,
    found: Option<Typing<'t>>,
}

impl<'t> Scanner<'t> {
    /// The next token, as it is meant by somebody who is typing: an atom ends before a quote, an ideographic space is a blank, and
    /// in the place of a value dots belong to the atom.
    fn token(&mut self) -> Option<(TokenKind, Span)> {
        let rest = self.rest();
        // What is left of an atom that was cut is not lexed again.
        if self.at >= self.atom_end || rest.starts_with(['"', '\'']) {
            let in_value = self.innermost().state == State::Value;
            let is_of_atom = |kind| kind == TokenKind::Atom || (in_value && kind == TokenKind::Dot);
            let mut tokens = Source::new(rest).lex();
            let first = tokens.next()?;
            if !is_of_atom(first.kind()) {
                let span = Span::of(self.at + first.span().start()..self.at + first.span().end());
                return Some((first.kind(), span));
            }
            let last = tokens.take_while(|token| is_of_atom(token.kind())).last();
            self.atom_end = self.at + last.unwrap_or(first).span().end();
        }
        let atom = self.text.get(self.at..self.atom_end).unwrap_or_default();
        let blank = atom.len() - atom.trim_start_matches(['\u{3000}', '\u{feff}']).len();
        let (kind, length) = match atom.find(['"', '\'', '\u{3000}']) {
            _ if blank > 0 => (TokenKind::Whitespace, blank),
            found => (TokenKind::Atom, found.unwrap_or(atom.len())),
        };
        Some((kind, Span::of(self.at..self.at + length)))
    }

    fn read(&mut self, kind: TokenKind, span: Span) {
        self.at = span.end as usize;
        let state = self.innermost().state;
        match kind {
            TokenKind::Atom => self.atom(span),
            TokenKind::BasicString | TokenKind::LiteralString => self.string(span),
            TokenKind::MlBasicString | TokenKind::MlLiteralString => {
                if span.touches(self.cursor) {
                    self.find(On::Nothing);
                }
                self.innermost_mut().push_string(None, span);
            }
            TokenKind::LeftSquareBracket if state == State::Key && self.open.is_empty() => self.header(span.start),
            // Of what begins before the cursor only these say what the cursor is on; before the others stands a blank.
            TokenKind::Comment if span.start < self.cursor && span.touches(self.cursor) => self.find(On::Comment(span)),
            TokenKind::Whitespace if self.cursor < span.end => self.find_blank(span.start),
            _ if self.cursor <= span.start => self.find_blank(span.start),
            _ => {}
        }
        match kind {
            TokenKind::Whitespace | TokenKind::Comment => return,
            TokenKind::Newline => return self.newline(),
            TokenKind::Equals => self.innermost_mut().push_equals(),
            TokenKind::Dot if state == State::AfterKey => self.innermost_mut().state = State::KeyPart,
            TokenKind::Comma => self.innermost_mut().push_comma(),
            TokenKind::LeftSquareBracket if state == State::Value => self.open(Container::Array, span.start),
            TokenKind::LeftCurlyBracket => self.open_table(span.start),
            TokenKind::RightSquareBracket => self.close(Container::Array),
            TokenKind::RightCurlyBracket => self.close(Container::Inline),
            _ => {}
        }
        self.last = kind;
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn innermost(&self) -> &Frame<'t> {
        self.open.last().unwrap_or(&self.top)
    }

    fn innermost_mut(&mut self) -> &mut Frame<'t> {
        self.open.last_mut().unwrap_or(&mut self.top)
    }

    /// Whether the cursor was found and its table is closed.
    fn is_done(&self) -> bool {
        self.found.is_some() && !self.top.holds_cursor && self.open.iter().all(|frame| !frame.holds_cursor)
    }

    /// Keeps what the cursor is on.
    fn find(&mut self, on: On<'t>) {
        if self.found.is_some() {
            return;
        }
        // In an array the cursor is in the table that the array's key is in.
        let is_table = |frame: &Frame<'_>| frame.container != Container::Array;
        let inside = self.open.iter().rposition(is_table).map_or(0, |index| index + 1);
        let mut table = self.top.header.clone();
        let outer = std::iter::once(&self.top).chain(&self.open);
        for (outer, inner) in outer.zip(self.open.iter().take(inside)) {
            match (outer.container, inner.container) {
                // The key of the array leads to its elements.
                (Container::Array, Container::Inline) => {}
                (Container::Array, _) => table.push(""),
                _ if outer.path.is_empty() => table.push(""),
                _ => table.extend_from_slice(&outer.path),
            }
        }
        let inner = inside.checked_sub(1).and_then(|index| self.open.get_mut(index));
        let frame = inner.unwrap_or(&mut self.top);
        frame.holds_cursor = true;
        let dotted = match (on, frame.path.split_last()) {
            (On::Key { .. } | On::Value { .. }, Some((_, before))) => before.into(),
            _ => SmallVec::new(),
        };
        self.found = Some(Typing {
            segment: SegmentId::FILE,
            table,
            dotted,
            opened_at: frame.opened_at,
            is_inline: frame.container == Container::Inline,
            written: Vec::new(),
            on,
        });
    }

    /// With the cursor before a token that starts at `start`, and nothing touching it: keeps what may be written there.
    fn find_blank(&mut self, start: u32) {
        if self.found.is_some() {
            return;
        }
        let span = Span::empty(self.cursor);
        let key = On::Key {
            word: span,
            behind: Behind::Nothing,
        };
        let frame = self.innermost_mut();
        let on = match frame.state {
            _ if span.end < start => On::Nothing,
            State::Key => {
                frame.path.clear();
                key
            }
            State::KeyPart => {
                frame.path.push("");
                key
            }
            State::Value => frame.value_at(Typed {
                span,
                quotes: Quoting::Absent,
            }),
            State::AfterKey | State::After => On::Nothing,
        };
        self.find(on);
    }

    fn newline(&mut self) {
        let rest = self.rest();
        let starts_statement = || starts_statement(rest, Source::new(rest).lex());
        let frame = self.innermost();
        let ends = match frame.container {
            Container::Top => true,
            Container::Inline => {
                !matches!(self.last, TokenKind::Comma | TokenKind::LeftCurlyBracket) && starts_statement()
            }
            Container::Array => {
                let word = rest.trim_start_matches([' ', '\t']);
                (frame.state == State::After && word.starts_with(|c: char| c.is_ascii_alphabetic()))
                    || starts_statement()
            }
        };
        if ends {
            self.end_statement();
        }
    }

    fn atom(&mut self, span: Span) {
        let rest = self.rest();
        let has_cursor = span.touches(self.cursor);
        let word = span.of_text(self.text);
        let frame = self.innermost_mut();
        let on = match frame.state {
            State::Key | State::KeyPart => {
                frame.push_key(word, span);
                let behind = if rest.trim_start_matches([' ', '\t']).starts_with(['=', '.']) {
                    Behind::Equals
                } else {
                    Behind::Nothing
                };
                On::Key { word: span, behind }
            }
            State::Value => {
                frame.state = State::After;
                frame.value_at(Typed {
                    span,
                    quotes: Quoting::Absent,
                })
            }
            State::AfterKey => {
                frame.key = frame.key.cover(span);
                On::Nothing
            }
            State::After => On::Nothing,
        };
        if has_cursor {
            self.find(on);
        }
    }

    fn string(&mut self, token: Span) {
        let text = self.text;
        let raw = token.of_text(text);
        let quote = if raw.starts_with('"') { '"' } else { '\'' };
        let inner = raw.get(1..).unwrap_or_default();
        let is_escaped = |inner: &str| quote == '"' && (inner.len() - inner.trim_end_matches('\\').len()) % 2 == 1;
        let closed = inner.strip_suffix(quote).filter(|inner| !is_escaped(inner));
        let content = closed.unwrap_or_else(|| inner.trim_end_matches('\r'));
        let mut span = Span::empty(token.start + 1);
        span.end += to_u32(content.len());
        let mut quotes = closed.map_or(Quoting::Open(quote), |_| Quoting::Closed(quote));
        if span.touches(self.cursor) {
            let after = Span::new(self.cursor, span.end).of_text(text);
            // A quote that was just typed makes strings of what is between the others: what then seems to be in it is the
            // rest of the line.
            if closed.is_none() || after.contains('=') || after.trim_start().starts_with([',', ']', '}']) {
                self.at = self.cursor as usize;
                span.end = match self.token() {
                    Some((TokenKind::Atom, atom)) => atom.end,
                    _ => self.cursor,
                };
                quotes = Quoting::Open(quote);
            }
            let frame = self.innermost();
            self.find(match frame.state {
                State::Value => frame.value_at(Typed { span, quotes }),
                _ => On::Nothing,
            });
        } else if token.touches(self.cursor) {
            self.find(On::Nothing);
        }
        if let Quoting::Open(_) = quotes {
            self.at = span.end as usize;
        }
        self.innermost_mut().push_string(Some(span.of_text(text)), token);
    }

    fn open(&mut self, container: Container, at: u32) {
        let outer = self.innermost_mut();
        outer.state = State::After;
        let mut frame = Frame::new(container, at);
        if container == Container::Array && outer.container != Container::Array {
            frame.path = outer.path.clone();
        }
        self.open.push(frame);
    }

    fn open_table(&mut self, at: u32) {
        let frame = self.innermost();
        let parent = self.open.iter().rev().nth(1);
        let is_in_array = parent.is_some_and(|parent| parent.container == Container::Array);
        // An inline table that was never closed, and the next one of the array.
        if frame.container == Container::Inline && frame.state != State::Value && is_in_array {
            self.close_last();
            self.innermost_mut().state = State::Value;
        }
        if self.innermost().state == State::Value {
            self.open(Container::Inline, at);
        }
    }

    fn close(&mut self, container: Container) {
        if let Some(index) = self.open.iter().rposition(|frame| frame.container == container) {
            while self.open.len() > index {
                self.close_last();
            }
            self.innermost_mut().state = State::After;
        }
    }

    fn close_last(&mut self) {
        if let Some(frame) = self.open.pop() {
            self.found = self.found.take().map(|found| frame.hand_over(found));
        }
    }

    /// Ends what is still open: a statement may start.
    fn end_statement(&mut self) {
        while !self.open.is_empty() {
            self.close_last();
        }
        self.top.state = State::Key;
    }

    /// Reads a header from its first bracket on, as far as it is written.
    fn header(&mut self, start: u32) {
        let rest = self.text.get(start as usize..).unwrap_or_default();
        let brackets = if rest.starts_with("[[") { 2 } else { 1 };
        let (mut keys_end, mut end, mut closing) = (brackets, brackets, 0);
        for token in Source::new(rest).lex().skip(brackets) {
            match token.kind() {
                TokenKind::Whitespace if closing == 0 => continue,
                TokenKind::Atom | TokenKind::Dot if closing == 0 => keys_end = token.span().end(),
                TokenKind::RightSquareBracket if closing < 2 => closing += 1,
                _ => break,
            }
            end = token.span().end();
        }
        let keys = rest.get(brackets..keys_end).unwrap_or_default();
        self.at = start as usize + end;
        let mut frame = Frame::new(Container::Top, start);
        frame.header = keys.split('.').map(str::trim).collect();
        // Nothing but a comment follows on the line.
        frame.state = State::After;
        let before = std::mem::replace(&mut self.top, frame);
        self.found = self.found.take().map(|found| before.hand_over(found));
        let span = Span::of(start as usize..self.at);
        if self.cursor == start {
            self.find(On::Nothing);
        } else if span.touches(self.cursor) {
            self.find(On::Header(span));
        }
    }
}
