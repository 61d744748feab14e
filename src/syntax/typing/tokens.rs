//! What each token of the text does to the reading.

use super::{Behind, On, Quoting, Typed, Written};
use super::{Container, Frame, Scanner, State, ends_word, is_blank};
use crate::text::{Span, to_u32};

impl<'t> Scanner<'t> {
    pub(super) fn newline(&mut self) {
        self.look_at_blank(self.at);
        self.at += 1;
        self.is_line_start = true;
        if self.container() == Container::Top {
            self.set(State::Key);
        }
    }

    pub(super) fn blank(&mut self, character: char) {
        let end = self.at + character.len_utf8();
        if self.cursor < end {
            self.look_at_blank(end);
        }
        self.at = end;
    }

    pub(super) fn comment(&mut self) {
        self.look_at_blank(self.at);
        let line = self.rest().split('\n').next().unwrap_or_default();
        let end = self.at + line.trim_end_matches('\r').len();
        if self.cursor <= end {
            self.find(On::Comment(Span::of(self.at..end)));
        }
        self.at += line.len();
    }

    pub(super) fn atom(&mut self) {
        let state = self.state();
        let in_key = state != State::Value;
        let rest = self.rest();
        let length = rest
            .find(|c: char| ends_word(c) || (in_key && c == '.'))
            .unwrap_or(rest.len());
        let word = rest.get(..length).unwrap_or_default();
        let span = Span::of(self.at..self.at + length);
        let has_cursor = span.touches(to_u32(self.cursor));
        self.at += length;
        match state {
            State::Key | State::KeyPart => {
                let after = self.rest().trim_start_matches([' ', '\t']);
                let behind = if after.starts_with(['=', '.']) {
                    Behind::Equals
                } else {
                    Behind::Nothing
                };
                if let Some(frame) = self.frames.last_mut() {
                    if state == State::Key {
                        frame.path.clear();
                    }
                    frame.path.push(word);
                }
                if has_cursor {
                    self.find(On::Key { word: span, behind });
                }
                self.set(State::AfterKey);
            }
            State::Value => {
                if has_cursor {
                    let typed = Typed {
                        span,
                        quotes: Quoting::Absent,
                    };
                    self.find(self.value_at(typed));
                }
                self.set(State::After);
            }
            State::AfterKey | State::After if has_cursor => self.find(On::Nothing),
            State::AfterKey | State::After => {}
        }
    }

    pub(super) fn string(&mut self, quote: char) {
        let (start, state) = (self.at, self.state());
        let rest = self.rest();
        let triple: String = std::iter::repeat_n(quote, 3).collect();
        if rest.starts_with(&triple) {
            let inner = rest.get(3..).unwrap_or_default();
            let length = inner.find(&triple).map_or(rest.len(), |end| end + 6);
            self.at += length;
            if start <= self.cursor && self.cursor <= self.at {
                self.find(On::Nothing);
            }
            self.end_string(state, None);
            return;
        }
        let line = rest.split('\n').next().unwrap_or_default().trim_end_matches('\r');
        let content = start + 1;
        let closing = closing_quote(line, quote).map(|place| start + place);
        let end = closing.unwrap_or(start + line.len());
        self.at = closing.map_or(end, |closing| closing + 1);
        let has_cursor = content <= self.cursor && self.cursor <= end;
        if !has_cursor {
            if self.cursor == start || self.cursor == self.at {
                self.find(On::Nothing);
            }
            self.end_string(state, self.text.get(content..end));
            return;
        }
        let after = self.text.get(self.cursor..end).unwrap_or_default();
        // A quote that was just typed makes strings of what is between the others: what then seems to be in it is the
        // rest of the line.
        let is_rest = after.contains('=') || after.trim_start().starts_with([',', ']', '}']);
        let is_closed = closing.is_some() && !is_rest;
        let (end, quotes) = if is_closed {
            (end, Quoting::Closed(quote))
        } else {
            let word = after.find(ends_word).unwrap_or(after.len());
            (self.cursor + word, Quoting::Open(quote))
        };
        if !is_closed {
            self.at = end;
        }
        if state == State::Value {
            let span = Span::of(content..end);
            self.find(self.value_at(Typed { span, quotes }));
        } else {
            self.find(On::Nothing);
        }
        self.end_string(state, self.text.get(content..end));
    }

    fn end_string(&mut self, state: State, content: Option<&'t str>) {
        let container = self.container();
        let Some(frame) = self.frames.last_mut() else {
            return;
        };
        match state {
            State::Key | State::KeyPart => {
                if state == State::Key {
                    frame.path.clear();
                }
                frame.path.push(content.unwrap_or_default());
                frame.state = State::AfterKey;
            }
            State::Value => {
                if container != Container::Array
                    && let Some(written) = frame.written.last_mut()
                {
                    written.string = content;
                }
                frame.state = State::After;
            }
            State::AfterKey | State::After => {}
        }
    }

    pub(super) fn punctuation(&mut self, character: char) {
        self.look_at_blank(self.at);
        let at = self.at;
        self.at += 1;
        let state = self.state();
        match character {
            '=' => self.equals(at),
            '.' if state == State::AfterKey => self.set(State::KeyPart),
            ',' => match self.container() {
                Container::Top => {}
                Container::Inline => self.set(State::Key),
                Container::Array => self.set(State::Value),
            },
            '[' if state == State::Value => self.open(Container::Array, at),
            '{' => {
                let is_next = |frame: &Frame<'_>| frame.container == Container::Array;
                let parent = self
                    .frames
                    .len()
                    .checked_sub(2)
                    .and_then(|parent| self.frames.get(parent));
                // An inline table that was never closed, and the next one of the array.
                if self.container() == Container::Inline && state != State::Value && parent.is_some_and(is_next) {
                    self.pop();
                    self.set(State::Value);
                }
                if self.state() == State::Value {
                    self.open(Container::Inline, at);
                }
            }
            ']' => self.close(Container::Array),
            '}' => self.close(Container::Inline),
            _ => {}
        }
    }

    fn equals(&mut self, at: usize) {
        let text = self.text;
        let Some(frame) = self.frames.last_mut() else {
            return;
        };
        match frame.state {
            State::AfterKey => {
                let name = frame.path.first().copied().unwrap_or_default();
                let before = text.get(..at).unwrap_or_default();
                let line = before.rfind(['\n', '{', ',']).map_or(0, |place| place + 1);
                let blanks = text.get(line..at).unwrap_or_default();
                let start = line + (blanks.len() - blanks.trim_start_matches(is_blank).len());
                let end = line + blanks.trim_end_matches(is_blank).len();
                frame.written.push(Written {
                    name,
                    key: Span::of(start..end.max(start)),
                    string: None,
                });
                frame.state = State::Value;
            }
            State::Key | State::KeyPart => {
                frame.path.clear();
                frame.state = State::Value;
            }
            State::Value | State::After => {}
        }
    }

    fn open(&mut self, container: Container, at: usize) {
        let Some(outer) = self.frames.last_mut() else {
            return;
        };
        outer.state = State::After;
        let mut frame = Frame::new(container, at);
        if container == Container::Array && outer.container != Container::Array {
            frame.path = outer.path.clone();
        }
        self.frames.push(frame);
    }

    fn close(&mut self, container: Container) {
        let Some(index) = self.frames.iter().rposition(|frame| frame.container == container) else {
            return;
        };
        while self.frames.len() > index {
            self.pop();
        }
        self.set(State::After);
    }

    /// Whether a header begins here.
    pub(super) fn is_header(&self) -> bool {
        self.is_line_start && self.frames.len() == 1 && self.state() == State::Key
    }

    pub(super) fn header(&mut self) {
        let start = self.at;
        let line = self.rest().split('\n').next().unwrap_or_default();
        let brackets = if line.starts_with("[[") { 2 } else { 1 };
        let inner = line.get(brackets..).unwrap_or_default();
        let keys_end = inner.find([']', '#', '[', '"', '=']).unwrap_or(inner.len());
        let keys = inner.get(..keys_end).unwrap_or_default();
        let closing = inner.get(keys_end..).unwrap_or_default();
        let closing = closing.len() - closing.trim_start_matches(']').len();
        let length = if closing == 0 {
            brackets + keys.trim_end_matches(is_blank).len()
        } else {
            brackets + keys_end + closing.min(2)
        };
        let end = start + length;
        self.pop();
        let mut frame = Frame::new(Container::Top, start);
        frame.header = keys.split('.').map(|key| key.trim_matches(is_blank)).collect();
        self.frames.push(frame);
        if self.cursor == start {
            self.find(On::Nothing);
        } else if start < self.cursor && self.cursor <= end {
            self.find(On::Header(Span::of(start..end)));
        }
        // Nothing but a comment follows on the line.
        self.set(State::After);
        self.at = end;
    }
}

/// Where the quote that ends a string stands in a line that begins with the string's first quote.
fn closing_quote(line: &str, quote: char) -> Option<usize> {
    let mut is_escaped = false;
    for (place, character) in line.char_indices().skip(1) {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' if quote == '"' => is_escaped = true,
            _ if character == quote => return Some(place),
            _ => {}
        }
    }
    None
}
