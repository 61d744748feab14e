//! The tags of an XML part, looked at as it is unpacked: what stands between them is passed over, and none of it is held. For a
//! look at parts of hundreds of megabytes that costs little beside reading them.

use std::io::{self, Read};
use std::ops::ControlFlow;

use memchr::{memchr, memmem};

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
}

impl Inside {
    /// How it ends.
    const fn end(self) -> &'static [u8] {
        match self {
            Self::Text => b"<",
            Self::Comment => b"-->",
            Self::Literal => b"]]>",
        }
    }
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
                // It is as long as what is held, so that it will not end.
                Step::More if at == 0 && filled >= buffer.len() => at = 1,
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
    if *inside != Inside::Text {
        let end = inside.end();
        return match memmem::find(bytes, end) {
            Some(at) => {
                *inside = Inside::Text;
                Step::Over(at + end.len())
            }
            // The end may have begun.
            None if bytes.len() > end.len() => Step::Over(bytes.len() - end.len() + 1),
            None => Step::More,
        };
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
    // Where another begins before this one ends, it is none.
    let next = memchr(b'<', tag);
    let Some(length) = end_of_tag(tag.get(..next.unwrap_or(tag.len())).unwrap_or_default()) else {
        return match next {
            Some(next) => Step::Over(start + 1 + next),
            None if is_over => Step::Over(bytes.len()),
            None => more(start),
        };
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

/// What is before a tag is over; of the tag itself more is needed.
const fn more(start: usize) -> Step<'static> {
    if start == 0 { Step::More } else { Step::Over(start) }
}

/// Where a tag ends: before the first `>` that stands in no value.
fn end_of_tag(tag: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        let rest = tag.get(from..)?;
        let at = memchr::memchr3(b'>', b'"', b'\'', rest)?;
        match rest.get(at) {
            Some(b'>') => return Some(from + at),
            quote => from += at + 2 + memchr(*quote?, rest.get(at + 1..)?)?,
        }
    }
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
    fn a_tag_without_an_end_is_passed_over() {
        let text = format!("<row r=\"1\"/><a b=\"{}<row r='2'/>", "x".repeat(3 * LONGEST));
        assert_eq!(rows(text.as_bytes()), ["Some(\"1\") false", "Some(\"2\") false"]);
    }
}
