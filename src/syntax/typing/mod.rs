//! What is being typed at a cursor. A lenient reading of the tokens of one segment up to the cursor, and as far after it as
//! the cursor's table goes on.
//!
//! Where [`Document::locate`] tells what of the document as it was read stands at a place, this reads for an author who is
//! in the middle of it: a quote that is still open ends with its line, or before the rest of the line that it seems to hold;
//! a bracket that is still open ends where the next statement starts; and where nothing stands yet, this says what may.

mod scan;

use smallvec::SmallVec;

use super::Document;
use crate::text::{SegmentId, Span};

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
        let mut typing = scan::scan(self.text(text, segment), offset.saturating_sub(start))?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::to_u32;

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
    fn tokens_end_where_their_author_means() {
        let typed = |marked| match typing(marked).2 {
            On::Value { typed, .. } => typed,
            on => panic!("{marked}: {on:?}"),
        };
        let absent = |start, end| Typed {
            span: Span::new(start, end),
            quotes: Quoting::Absent,
        };
        assert_eq!(typed("[x]\na = 1.2.$3"), absent(8, 13));
        assert_eq!(typed("[x]\na =\u{3000}GB$\u{3000}b"), absent(10, 12));
        assert_eq!(typed("[x]\na = GB$\"1\""), absent(8, 10));
        assert_eq!(typed("[x]\na = 'b.c$, d = 'e'").span, Span::new(9, 12));
        assert_eq!(typed("[x]\na = \"b\\\"$\nc = 1").quotes, Quoting::Open('"'));
        assert_eq!(typing("[[x.y]\nb = 1\nc$").0, "x.y");
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
