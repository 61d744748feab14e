//! A lenient reading of one segment up to the cursor, and as far after it as the cursor's table goes on.

mod tokens;

use smallvec::SmallVec;

use super::typed::{Quoting, Typed, What, Written};
use crate::keys::TableKind;
use crate::text::Span;

/// What was found. Spans and offsets are in bytes of the segment.
pub(super) struct Found<'t> {
    /// The kind of table that the cursor is in.
    pub(super) table: Option<TableKind>,
    /// Where that table opens.
    pub(super) opened_at: usize,
    /// Whether it is in braces.
    pub(super) is_inline: bool,
    /// Its keys.
    pub(super) written: Vec<Written<'t>>,
    /// What the cursor is on.
    pub(super) what: What<'t>,
}

/// Reads a segment, with the cursor in bytes of it, on a character's boundary.
pub(super) fn scan(text: &str, cursor: usize) -> Option<Found<'_>> {
    let mut scanner = Scanner {
        text,
        at: 0,
        cursor,
        frames: vec![Frame::new(Shape::Top, Some(TableKind::Root), 0)],
        found: None,
        is_line_start: true,
        is_after_separator: false,
    };
    scanner.run();
    scanner.found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
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
    shape: Shape,
    /// The kind of the table; for an array the kind of its elements.
    table: Option<TableKind>,
    opened_at: usize,
    state: State,
    /// The key at hand, part by part; for an array the key that it belongs to.
    path: SmallVec<[&'t str; 2]>,
    written: Vec<Written<'t>>,
    /// Whether the cursor is in it, and in nothing inside it.
    holds_cursor: bool,
}

impl<'t> Frame<'t> {
    fn new(shape: Shape, table: Option<TableKind>, opened_at: usize) -> Self {
        Self {
            shape,
            table,
            opened_at,
            state: if shape == Shape::Array {
                State::Value
            } else {
                State::Key
            },
            path: SmallVec::new(),
            written: Vec::new(),
            holds_cursor: false,
        }
    }

    /// The kind of table that the last part of the key at hand is in.
    fn table_of_key(&self) -> Option<TableKind> {
        let before = self.path.split_last().map_or(&[][..], |(_, before)| before);
        before.iter().try_fold(self.table?, |table, part| table.child(part))
    }

    /// The kind of table that the key at hand leads to.
    fn child(&self) -> Option<TableKind> {
        self.table_of_key()?.child(self.path.last()?)
    }
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    cursor: usize,
    frames: Vec<Frame<'t>>,
    found: Option<Found<'t>>,
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

    fn shape(&self) -> Shape {
        self.frames.last().map_or(Shape::Top, |frame| frame.shape)
    }

    /// Keeps what the cursor is on.
    fn find(&mut self, what: What<'t>) {
        if self.found.is_some() {
            return;
        }
        let Some(index) = self.frames.iter().rposition(|frame| frame.shape != Shape::Array) else {
            return;
        };
        // In an array the cursor is in the table that the array's key is in.
        let Some(frame) = self.frames.get_mut(index) else {
            return;
        };
        frame.holds_cursor = true;
        let is_of_path = matches!(what, What::Key { .. } | What::Value { .. });
        let table = if is_of_path { frame.table_of_key() } else { frame.table };
        self.found = Some(Found {
            table,
            opened_at: frame.opened_at,
            is_inline: frame.shape == Shape::Inline,
            written: Vec::new(),
            what,
        });
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
        let Some((shape, state)) = self.frames.last().map(|frame| (frame.shape, frame.state)) else {
            return;
        };
        let rest = self.rest();
        let is_word = rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
        let word_end = rest
            .find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-' | '.'))
            .unwrap_or(rest.len());
        let after = rest.get(word_end..).unwrap_or_default().trim_start_matches([' ', '\t']);
        let is_statement = is_word && after.starts_with('=');
        let ends = match shape {
            Shape::Top => false,
            Shape::Array => is_statement || (is_word && state == State::After),
            Shape::Inline => is_statement && !self.is_after_separator,
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
            return self.find(What::Nothing);
        }
        let empty = Span::of(self.cursor..self.cursor);
        let what = match self.state() {
            State::Key => {
                if let Some(frame) = self.frames.last_mut() {
                    frame.path.clear();
                }
                What::Key {
                    word: empty,
                    has_equals: false,
                }
            }
            State::KeyPart => {
                if let Some(frame) = self.frames.last_mut() {
                    frame.path.push("");
                }
                What::Key {
                    word: empty,
                    has_equals: false,
                }
            }
            State::Value => self.value_at(Typed {
                span: empty,
                quotes: Quoting::Absent,
            }),
            State::AfterKey | State::After => What::Nothing,
        };
        self.find(what);
    }

    fn value_at(&self, typed: Typed) -> What<'t> {
        let Some(frame) = self.frames.last() else {
            return What::Nothing;
        };
        if frame.shape == Shape::Array && frame.table.is_some() {
            return match (typed.quotes, frame.table) {
                (Quoting::Absent, Some(table)) if typed.span.is_empty() => What::Element(table),
                _ => What::Nothing,
            };
        }
        frame
            .path
            .last()
            .map_or(What::Nothing, |key| What::Value { key, typed })
    }
}
