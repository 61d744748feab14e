//! The tags of an XML part, looked at as it is unpacked: what stands between them is passed over, and none of it is held. For a
//! look at parts of hundreds of megabytes that costs little beside reading them.

use std::io::{self, Read};
use std::ops::ControlFlow;

use memchr::{memchr, memchr3, memmem};

/// The longest tag that is looked at, in bytes; one that is longer is passed over.
const LONGEST: usize = 1 << 16;

/// What the bytes that come next are part of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    /// Nothing: a tag may begin.
    Text,
    /// A comment.
    Comment,
    /// Text in which nothing is a tag.
    Literal,
    /// A tag that is longer than what is held, and of a value in it, by its quote.
    Tag(Option<u8>),
}

/// An opening tag.
#[derive(Clone, Copy)]
pub(super) struct Tag<'t> {
    /// Its name without a prefix.
    pub(super) name: &'t [u8],
    /// Its attributes, as they are written.
    attributes: &'t [u8],
}

impl<'t> Tag<'t> {
    /// The value of an attribute by its name, whatever its prefix, as it is written.
    pub(super) fn attribute(self, name: &str) -> Option<&'t str> {
        let mut rest = self.attributes;
        while let Some(equals) = memchr(b'=', rest) {
            let (key, behind) = rest.split_at(equals);
            let behind = behind.get(1..)?.trim_ascii_start();
            let (quote, value) = behind.split_first()?;
            let end = memchr(*quote, value)?;
            if local(key.trim_ascii()) == name.as_bytes() {
                return std::str::from_utf8(value.get(..end)?).ok();
            }
            rest = value.get(end + 1..)?;
        }
        None
    }

    /// Whether an attribute says yes.
    pub(super) fn has(self, name: &str) -> bool {
        matches!(self.attribute(name).map(str::trim), Some("1" | "true" | "on"))
    }
}

/// Gives each opening tag until one is enough.
///
/// # Errors
/// Where the part cannot be unpacked.
pub(super) fn each(mut part: impl Read, mut visit: impl FnMut(Tag<'_>) -> ControlFlow<()>) -> io::Result<()> {
    let mut buffer = vec![0; 2 * LONGEST];
    let mut filled = 0;
    let mut inside = Inside::Text;
    loop {
        let read = part.read(buffer.get_mut(filled..).unwrap_or_default())?;
        filled += read;
        let bytes = buffer.get(..filled).unwrap_or_default();
        let is_over = read == 0;
        let mut at = 0;
        loop {
            let rest = bytes.get(at..).unwrap_or_default();
            match step(rest, &mut inside, is_over) {
                Step::Tag(tag, length) => {
                    if visit(tag).is_break() {
                        return Ok(());
                    }
                    at += length;
                }
                Step::Over(length) => at += length,
                // It is as long as what is held.
                Step::More if at == 0 && filled >= buffer.len() => {
                    inside = Inside::Tag(None);
                    at = 1;
                }
                Step::More => break,
            }
        }
        if is_over {
            return Ok(());
        }
        buffer.copy_within(at..filled, 0);
        filled -= at;
    }
}

/// What stands at the start of some bytes.
enum Step<'t> {
    /// A tag behind so many bytes, its own with them.
    Tag(Tag<'t>, usize),
    /// So many bytes of something else.
    Over(usize),
    /// Something of which the end is not there yet.
    More,
}

fn step<'t>(bytes: &'t [u8], inside: &mut Inside, is_over: bool) -> Step<'t> {
    match inside {
        Inside::Text => {}
        Inside::Comment => return pass(bytes, inside, b"-->"),
        Inside::Literal => return pass(bytes, inside, b"]]>"),
        Inside::Tag(quote) => {
            let end = match *quote {
                Some(quote) => memchr(quote, bytes),
                None => memchr3(b'>', b'"', b'\'', bytes),
            };
            let Some(at) = end else {
                return if bytes.is_empty() {
                    Step::More
                } else {
                    Step::Over(bytes.len())
                };
            };
            *inside = match (*quote, bytes.get(at)) {
                (None, Some(b'>')) => Inside::Text,
                (None, opening) => Inside::Tag(opening.copied()),
                (Some(_), _) => Inside::Tag(None),
            };
            return Step::Over(at + 1);
        }
    }
    let Some(start) = memchr(b'<', bytes) else {
        return match bytes.is_empty() {
            true => Step::More,
            false => Step::Over(bytes.len()),
        };
    };
    let tag = bytes.get(start + 1..).unwrap_or_default();
    for (mark, kind) in [(b"!--".as_slice(), Inside::Comment), (b"![CDATA[", Inside::Literal)] {
        if tag.starts_with(mark) {
            *inside = kind;
            return Step::Over(start + 1 + mark.len());
        }
        if mark.starts_with(tag) && !is_over {
            return more(start);
        }
    }
    if tag.first().is_some_and(|first| matches!(first, b'/' | b'?' | b'!')) {
        return Step::Over(start + 2);
    }
    // What reads the file afterwards takes a `<` in a tag for any other character, and so it must be here.
    let Some(length) = end_of_tag(tag) else {
        return if is_over { Step::Over(bytes.len()) } else { more(start) };
    };
    let whole = tag.get(..length).unwrap_or_default();
    let is_of_name = |byte: &u8| !byte.is_ascii_whitespace() && *byte != b'/';
    let (name, attributes) = whole.split_at(whole.iter().take_while(|byte| is_of_name(byte)).count());
    let tag = Tag {
        name: local(name),
        attributes,
    };
    Step::Tag(tag, start + 1 + length + 1)
}

/// Passes over what something holds, with its end.
fn pass<'t>(bytes: &[u8], inside: &mut Inside, end: &[u8]) -> Step<'t> {
    match memmem::find(bytes, end) {
        Some(at) => {
            *inside = Inside::Text;
            Step::Over(at + end.len())
        }
        // The end may have begun.
        None if bytes.len() > end.len() => Step::Over(bytes.len() - end.len() + 1),
        None => Step::More,
    }
}

/// What is before a tag is over; of the tag itself more is needed.
const fn more(start: usize) -> Step<'static> {
    if start == 0 { Step::More } else { Step::Over(start) }
}

/// Where a tag ends: before the first `>` that stands in no value.
fn end_of_tag(tag: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        let rest = tag.get(from..)?;
        let at = memchr3(b'>', b'"', b'\'', rest)?;
        match rest.get(at) {
            Some(b'>') => return Some(from + at),
            quote => from += at + 2 + memchr(*quote?, rest.get(at + 1..)?)?,
        }
    }
}

/// The highest number that an attribute of some name has, wherever in a part it stands: in a tag, or in what only looks like one. Zero
/// where there is none; the highest there is for one that cannot be read.
///
/// # Errors
/// Where the part cannot be unpacked.
pub(super) fn highest(mut part: impl Read, name: &str) -> io::Result<u64> {
    let mut buffer = vec![0; LONGEST];
    let (mut filled, mut highest) = (0, 0);
    loop {
        let read = part.read(buffer.get_mut(filled..).unwrap_or_default())?;
        filled += read;
        let bytes = buffer.get(..filled).unwrap_or_default();
        // The name itself may be cut.
        let mut kept = filled.saturating_sub(name.len());
        for at in memmem::find_iter(bytes, name) {
            let behind = bytes.get(at + name.len()..).unwrap_or_default();
            match number_behind(behind) {
                Some(number) => highest = highest.max(number),
                // It goes on in what comes next.
                None if read > 0 => {
                    kept = kept.min(at);
                    break;
                }
                None => {}
            }
        }
        if read == 0 {
            return Ok(highest);
        }
        if kept == 0 && filled == buffer.len() {
            return Ok(u64::MAX);
        }
        buffer.copy_within(kept..filled, 0);
        filled -= kept;
    }
}

/// The number in quotes behind the name of an attribute, zero for what is none. Nothing where more is needed.
fn number_behind(bytes: &[u8]) -> Option<u64> {
    let rest = bytes.trim_ascii_start();
    let (first, rest) = rest.split_first()?;
    if *first != b'=' {
        return Some(0);
    }
    let (quote, rest) = rest.trim_ascii_start().split_first()?;
    if !matches!(quote, b'"' | b'\'') {
        return Some(0);
    }
    let value = rest.get(..memchr(*quote, rest)?)?;
    if !value.iter().all(u8::is_ascii_digit) {
        return Some(0);
    }
    let number = std::str::from_utf8(value).unwrap_or_default();
    Some(number.parse().unwrap_or(if number.is_empty() { 0 } else { u64::MAX }))
}

fn local(name: &[u8]) -> &[u8] {
    let prefix = memchr(b':', name).map_or(0, |colon| colon + 1);
    name.get(prefix..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives its bytes one at a time, so that everything is cut everywhere.
    struct Dripping<'b>(&'b [u8]);

    impl Read for Dripping<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let most = 1.min(buffer.len());
            self.0.read(buffer.get_mut(..most).unwrap_or_default())
        }
    }

    fn rows(part: impl Read) -> Vec<String> {
        let mut rows = Vec::new();
        each(part, |tag| {
            if tag.name == b"row" {
                rows.push(format!("{:?} {}", tag.attribute("r"), tag.has("hidden")));
            }
            ControlFlow::Continue(())
        })
        .unwrap();
        rows
    }

    #[test]
    fn tags_are_found_wherever_they_are_cut() {
        let text = "<?xml version='1.0'?><!DOCTYPE a><a><!-- <row r=\"1\"/> --><x:row r = '2' b=\"'>\" x:hidden=\"1\"><c/></x:row>\
            <![CDATA[<row r=\"3\"/>]]><row/><rows r=\"4\"/><row\nhidden='true'\n/></a><row r=\"5";
        let expected = ["Some(\"2\") true", "None false", "None true"];
        assert_eq!(rows(text.as_bytes()), expected);
        assert_eq!(rows(Dripping(text.as_bytes())), expected);
    }

    #[test]
    fn a_tag_that_is_long_or_has_no_end_is_passed_over() {
        let long = "x'>".repeat(LONGEST);
        let text = format!("<row r=\"1\"/><a b=\"{long}<row r='2'/>\" c><row r=\"3\"/><a b=\"{long}<row r='4'/>");
        assert_eq!(rows(text.as_bytes()), ["Some(\"1\") false", "Some(\"3\") false"]);
        let text = "<".repeat(8 * LONGEST);
        assert_eq!(rows(text.as_bytes()), [""; 0]);
    }

    #[test]
    fn a_tag_may_hold_what_looks_like_one() {
        assert_eq!(
            rows(b"<row b=\"<c>\" r=\"1\"/><row <b r='2'>".as_slice()),
            ["Some(\"1\") false", "None false"]
        );
    }

    #[test]
    fn the_highest_number_is_found_wherever_it_stands() {
        let blanks = " ".repeat(LONGEST / 2);
        for (text, expected) in [
            ("<sst n='3' count=\"9\" n = \"12\"/>".to_owned(), 12),
            (
                "<sst n=\"<c>\"><?p n=\"4\"?><!-- n=\"5\" --><sst m:n='4000000005'>".to_owned(),
                4_000_000_005,
            ),
            (format!("<sst n{blanks}={blanks}'7'"), u64::MAX),
            (format!("{blanks}{blanks}<sst n{blanks}='7'"), 7),
            (format!("<sst n='{}'", "9".repeat(30)), u64::MAX),
            ("<sst n='' n=5 n n='x' n='6".to_owned(), 0),
        ] {
            let found = |part: &mut dyn Read| highest(part, "n").unwrap();
            assert_eq!(found(&mut text.as_bytes()), expected, "{:.40}", text.trim());
            if text.len() < 100 {
                assert_eq!(found(&mut Dripping(text.as_bytes())), expected, "{text}");
            }
        }
    }
}
