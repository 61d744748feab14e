//! Strings and keys: in which quotes they stand, and what is escaped in them.

use std::borrow::Cow;

use crate::text::Span;

/// A string in double quotes.
pub fn string(content: &str) -> String {
    let mut text = String::with_capacity(content.len() + 2);
    write_string(content, &mut text);
    text
}

/// [`string`] behind what a text has already.
pub fn write_string(content: &str, out: &mut String) {
    out.push('"');
    write_escaped(content, out);
    out.push('"');
}

/// A key; in quotes where it has to be.
pub fn key(name: &str) -> Cow<'_, str> {
    let is_bare = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    if !name.is_empty() && name.bytes().all(is_bare) {
        Cow::Borrowed(name)
    } else {
        Cow::Owned(string(name))
    }
}

/// What stands between quotes for a content. None in single quotes, which take no escapes, for a content that needs some.
pub fn between(quotes: &str, content: &str) -> Option<String> {
    if !quotes.starts_with('\'') {
        return Some(escaped(content));
    }
    let is_literal = !content.contains(|character: char| character == '\'' || character.is_control());
    is_literal.then(|| content.to_owned())
}

/// The quotes that a content stands in; none where they are not there on both sides, so that nobody knows where it ends.
pub fn quotes(text: &str, content: Span) -> Option<&'static str> {
    let before = text.get(..content.start as usize)?;
    let after = text.get(content.end as usize..)?;
    // An empty string also ends with two marks, so three are looked for first, on both sides.
    let mut all = ["\"\"\"", "'''", "\"", "'"].into_iter();
    all.find(|marks| before.ends_with(marks) && after.starts_with(marks))
}

/// A content with the escapes that it needs in double quotes.
pub fn escaped(content: &str) -> String {
    let mut text = String::with_capacity(content.len());
    write_escaped(content, &mut text);
    text
}

fn write_escaped(content: &str, out: &mut String) {
    let mut rest = content;
    // Most have nothing that is escaped, and that is copied whole.
    while let Some(at) = rest.find(|character: char| matches!(character, '"' | '\\') || character.is_control()) {
        let (plain, behind) = rest.split_at(at);
        out.push_str(plain);
        let mut characters = behind.chars();
        match characters.next() {
            Some('\n') => out.push_str("\\n"),
            Some('\t') => out.push_str("\\t"),
            Some('\r') => out.push_str("\\r"),
            Some(control) if control.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(control))),
            mark => out.extend(std::iter::once('\\').chain(mark)),
        }
        rest = characters.as_str();
    }
    out.push_str(rest);
}
