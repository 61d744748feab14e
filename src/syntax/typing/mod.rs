//! What is being typed at a cursor. A lenient reading of one segment up to the cursor, and as far after it as the cursor's
//! table goes on.
//!
//! Where [`Document::locate`] tells what of the document as it was read stands at a place, this reads for an author who is
//! in the middle of it: a quote that is still open ends with its line, or before the rest of the line that it seems to hold;
//! a bracket that is still open ends where the next statement starts; and where nothing stands yet, this says what may.

mod tokens;

use smallvec::SmallVec;

use super::Document;
use crate::text::{SegmentId, Span, to_u32};

/// What is being typed at a cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typing<'t> {
    /// The segment of the cursor.
    pub segment: SegmentId,
    /// The table that the cursor is in: the keys that lead to it from the top of the file on, as they are written. Where
    /// there is none, as in an array of arrays, the key is empty.
    pub table: SmallVec<[&'t str; 4]>,
    /// The keys that lead further from there to the one at hand: what is before its last dot.
    pub dotted: SmallVec<[&'t str; 2]>,
    /// Where that table opens, in bytes of the segment: its header, or its brace.
    pub opened_at: u32,
    /// Whether that table is one in braces.
    pub is_inline: bool,
    /// The keys of that table that have an equals sign, before the cursor and after it.
    pub written: Vec<Written<'t>>,
    /// What the cursor is on.
    pub on: On<'t>,
}

/// A key that is written with an equals sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written<'t> {
    /// The key; of a dotted one what is before the first dot.
    pub name: &'t str,
    /// Where it stands.
    pub key: Span,
    /// The string that it is set to, as it is written between the quotes.
    pub string: Option<&'t str>,
}

/// What follows a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behind {
    /// Neither of these.
    Nothing,
    /// An equals sign, or the dot before another part.
    Equals,
}

/// What a cursor is on. Spans are in bytes of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On<'t> {
    /// A header, from its first bracket to its last, or as far as it is written.
    Header(Span),
    /// The place of a key: what is typed of it, which may be nothing.
    Key {
        /// The key.
        word: Span,
        /// What follows it.
        behind: Behind,
    },
    /// The place of a value.
    Value {
        /// The last part of the key.
        key: &'t str,
        /// Whose place it is.
        slot: Slot,
        /// What is typed of the value.
        typed: Typed,
    },
    /// A comment, from its `#` to the end of its line.
    Comment(Span),
    /// A place where nothing can be said.
    Nothing,
}

/// What a value is to its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// What the key is set to.
    Whole,
    /// An element of the array that it is set to.
    Element,
}

/// A value as far as it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Typed {
    /// What an item replaces: the content of the string, or a value without quotes, which may be empty.
    pub span: Span,
    /// The quotes.
    pub quotes: Quoting,
}

impl Typed {
    /// Whether nothing is typed yet, not even a quote.
    pub fn is_empty(&self) -> bool {
        self.quotes == Quoting::Absent && self.span.is_empty()
    }
}

/// The quotes around a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quoting {
    /// None.
    Absent,
    /// Only the first one.
    Open(char),
    /// Both.
    Closed(char),
}

impl Document {
    /// What is being typed at a byte offset of a file, which is on a character's boundary. `text` is that of the file.
    pub fn typing<'t>(&self, text: &'t str, offset: u32) -> Option<Typing<'t>> {
        let segment = self.segment_at(offset);
        let start = self.start(segment);
        let mut typing = scan(self.text(text, segment), offset.saturating_sub(start) as usize)?;
        typing.segment = segment;
        for written in &mut typing.written {
            written.key = written.key.shift(start);
        }
        match &mut typing.on {
            On::Header(span) | On::Comment(span) | On::Key { word: span, .. } => *span = span.shift(start),
            On::Value { typed, .. } => typed.span = typed.span.shift(start),
            On::Nothing => {}
        }
        Some(typing)
    }
}

/// Reads a segment, with the cursor in bytes of it, on a character's boundary.
fn scan(text: &str, cursor: usize) -> Option<Typing<'_>> {
    let mut scanner = Scanner {
        text,
        at: 0,
        cursor,
        frames: vec![Frame::new(Container::Top, 0)],
        found: None,
        is_line_start: true,
        is_after_separator: false,
    };
    scanner.run();
    scanner.found
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
    opened_at: usize,
    state: State,
    /// The key at hand, part by part; for an array the key that it belongs to.
    path: SmallVec<[&'t str; 2]>,
    written: Vec<Written<'t>>,
    /// Whether the cursor is in it, and in nothing inside it.
    holds_cursor: bool,
}

impl<'t> Frame<'t> {
    fn new(container: Container, opened_at: usize) -> Self {
        Self {
            container,
            header: SmallVec::new(),
            opened_at,
            state: if container == Container::Array {
                State::Value
            } else {
                State::Key
            },
            path: SmallVec::new(),
            written: Vec::new(),
            holds_cursor: false,
        }
    }
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    cursor: usize,
    frames: Vec<Frame<'t>>,
    found: Option<Typing<'t>>,
    is_line_start: bool,
    /// Whether the last thing but blanks was a comma or an opening bracket.
    is_after_separator: bool,
}

const fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\r' | '\u{feff}' | '\u{3000}')
}

const fn ends_word(character: char) -> bool {
    matches!(
        character,
        ' ' | '\t' | '\r' | '\n' | '\u{3000}' | '#' | '"' | '\'' | '[' | ']' | '{' | '}' | '=' | ','
    )
}

impl<'t> Scanner<'t> {
    fn run(&mut self) {
        while let Some(character) = self.rest().chars().next() {
            if self.is_done() {
                return;
            }
            if self.is_line_start && !is_blank(character) && character != '\n' {
                self.recover();
            }
            let start = self.at;
            match character {
                '\n' => self.newline(),
                _ if is_blank(character) => self.blank(character),
                '#' => self.comment(),
                '"' | '\'' => self.string(character),
                '[' if self.is_header() => self.header(),
                '[' | ']' | '{' | '}' | '=' | ',' => self.punctuation(character),
                '.' if self.state() != State::Value => self.punctuation(character),
                _ => self.atom(),
            }
            if character != '\n' && !is_blank(character) {
                self.is_line_start = false;
                if character != '#' {
                    self.is_after_separator = matches!(character, ',' | '[' | '{');
                }
            }
            // Whatever happens, the reading goes on.
            self.at = self.at.max(start + character.len_utf8());
        }
        self.look_at_blank(self.text.len());
        while self.frames.len() > 1 {
            self.pop();
        }
        self.pop();
    }

    /// Whether the cursor was found and its table is closed.
    fn is_done(&self) -> bool {
        self.found.is_some() && self.frames.iter().all(|frame| !frame.holds_cursor)
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn state(&self) -> State {
        self.frames.last().map_or(State::After, |frame| frame.state)
    }

    fn set(&mut self, state: State) {
        if let Some(frame) = self.frames.last_mut() {
            frame.state = state;
        }
    }

    fn container(&self) -> Container {
        self.frames.last().map_or(Container::Top, |frame| frame.container)
    }

    /// Keeps what the cursor is on.
    fn find(&mut self, on: On<'t>) {
        if self.found.is_some() {
            return;
        }
        let Some(index) = self
            .frames
            .iter()
            .rposition(|frame| frame.container != Container::Array)
        else {
            return;
        };
        let table = self.leading_to(index);
        // In an array the cursor is in the table that the array's key is in.
        let Some(frame) = self.frames.get_mut(index) else {
            return;
        };
        frame.holds_cursor = true;
        let dotted = match (on, frame.path.split_last()) {
            (On::Key { .. } | On::Value { .. }, Some((_, before))) => before.into(),
            _ => SmallVec::new(),
        };
        self.found = Some(Typing {
            segment: SegmentId::FILE,
            table,
            dotted,
            opened_at: to_u32(frame.opened_at),
            is_inline: frame.container == Container::Inline,
            written: Vec::new(),
            on,
        });
    }

    /// The keys that lead to what is open, by its place.
    fn leading_to(&self, index: usize) -> SmallVec<[&'t str; 4]> {
        let header = self.frames.first().map(|top| top.header.clone());
        let mut keys = header.unwrap_or_default();
        let inside = self.frames.iter().skip(1).take(index);
        for (outer, inner) in self.frames.iter().zip(inside) {
            match (outer.container, inner.container) {
                // The key of the array leads to its elements.
                (Container::Array, Container::Inline) => {}
                (Container::Array, _) => keys.push(""),
                _ if outer.path.is_empty() => keys.push(""),
                _ => keys.extend_from_slice(&outer.path),
            }
        }
        keys
    }

    fn pop(&mut self) {
        let Some(frame) = self.frames.pop() else {
            return;
        };
        if let (true, Some(found)) = (frame.holds_cursor, &mut self.found) {
            found.written = frame.written;
        }
    }

    fn pop_to_top(&mut self) {
        while self.frames.len() > 1 {
            self.pop();
        }
        self.set(State::Key);
    }

    /// At the start of a line: ends what is still open where a statement must start.
    fn recover(&mut self) {
        let Some((container, state)) = self.frames.last().map(|frame| (frame.container, frame.state)) else {
            return;
        };
        let rest = self.rest();
        let is_word = rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
        let word_end = rest
            .find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-' | '.'))
            .unwrap_or(rest.len());
        let after = rest.get(word_end..).unwrap_or_default().trim_start_matches([' ', '\t']);
        let is_statement = is_word && after.starts_with('=');
        let ends = match container {
            Container::Top => false,
            Container::Array => is_statement || (is_word && state == State::After),
            Container::Inline => is_statement && !self.is_after_separator,
        };
        if ends {
            self.pop_to_top();
        }
    }

    /// If the cursor is before `end`, with nothing touching it: what may be written there.
    fn look_at_blank(&mut self, end: usize) {
        if self.found.is_some() || self.cursor > end {
            return;
        }
        if self.cursor < self.at {
            return self.find(On::Nothing);
        }
        let empty = Span::of(self.cursor..self.cursor);
        let on = match self.state() {
            State::Key => {
                if let Some(frame) = self.frames.last_mut() {
                    frame.path.clear();
                }
                On::Key {
                    word: empty,
                    behind: Behind::Nothing,
                }
            }
            State::KeyPart => {
                if let Some(frame) = self.frames.last_mut() {
                    frame.path.push("");
                }
                On::Key {
                    word: empty,
                    behind: Behind::Nothing,
                }
            }
            State::Value => self.value_at(Typed {
                span: empty,
                quotes: Quoting::Absent,
            }),
            State::AfterKey | State::After => On::Nothing,
        };
        self.find(on);
    }

    fn value_at(&self, typed: Typed) -> On<'t> {
        let Some(frame) = self.frames.last() else {
            return On::Nothing;
        };
        let slot = match frame.container {
            Container::Array => Slot::Element,
            Container::Top | Container::Inline => Slot::Whole,
        };
        frame
            .path
            .last()
            .map_or(On::Nothing, |key| On::Value { key, slot, typed })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The keys that lead to the table, those that lead on to the key at hand, and what the cursor is on.
    fn typing(marked: &str) -> (String, String, On<'static>) {
        let offset = marked.find('$').unwrap();
        let text: &'static str = marked.replacen('$', "", 1).leak();
        let typing = Document::parse(text).typing(text, to_u32(offset)).unwrap();
        (typing.table.join("."), typing.dotted.join("."), typing.on)
    }

    fn key(marked: &str) -> (String, String) {
        let (table, dotted, on) = typing(marked);
        assert!(matches!(on, On::Key { .. }), "{marked}: {on:?}");
        (table, dotted)
    }

    fn value(marked: &str) -> (String, &'static str, Slot, Quoting) {
        let (table, dotted, on) = typing(marked);
        let On::Value { key, slot, typed } = on else {
            panic!("{marked}: {on:?}");
        };
        (format!("{table}/{dotted}"), key, slot, typed.quotes)
    }

    #[test]
    fn headers_and_keys_lead_to_the_table() {
        let pair = |table: &str, dotted: &str| (table.to_owned(), dotted.to_owned());
        assert_eq!(key("$"), pair("", ""));
        assert_eq!(key("a = 1\n[[x . y]]\nb = 2\nc$"), pair("x.y", ""));
        assert_eq!(key("[x]\na.b.$"), pair("x", "a.b"));
        assert_eq!(key("[x]\nrows = [ { a = 1 }, { w.v = { k$"), pair("x.rows.w.v", ""));
        assert_eq!(key("[x]\nrows = [[ { k$"), pair("x.rows.", ""));
        assert_eq!(key("[x]\n = { k$"), pair("x.", ""));
        assert_eq!(typing("[x]\n[[y.$").2, On::Header(Span::new(4, 8)));
    }

    #[test]
    fn a_value_ends_before_what_its_open_quote_seems_to_hold() {
        let whole = |key, quotes| ("x/".to_owned(), key, Slot::Whole, quotes);
        assert_eq!(value("[x]\na = $"), whole("a", Quoting::Absent));
        assert_eq!(value("[x]\na = \"b$c\""), whole("a", Quoting::Closed('"')));
        assert_eq!(value("[x]\na = '$\nb = 'c'"), whole("a", Quoting::Open('\'')));
        let inside = value("[x]\nt = { a = \"$, b = \"c\" }");
        assert_eq!(inside, ("x.t/".to_owned(), "a", Slot::Whole, Quoting::Open('"')));
        assert_eq!(value("[x]\na = [\"b\", $]").2, Slot::Element);
        assert_eq!(typing("[x]\na = \"b\" $").2, On::Nothing);
        assert_eq!(typing("[x]\na = 1 # b$").2, On::Comment(Span::new(10, 13)));
    }

    #[test]
    fn what_is_open_ends_where_the_next_statement_starts() {
        assert_eq!(value("[x]\na = [\n  \"b\nc = $").1, "c");
        assert_eq!(value("[x]\na = { b = 1\nc = $").0, "x/");
        let text = "[x]\na = 1\nb = \"$\"\nc = 'd'\n[y]\ne = 1\n".replace('$', "");
        let typing = Document::parse(&text).typing(&text, 15).unwrap();
        let written = typing.written.iter().map(|written| (written.name, written.string));
        let expected = [("a", None), ("b", Some("")), ("c", Some("d"))];
        assert_eq!(written.collect::<Vec<_>>(), expected);
    }
}
