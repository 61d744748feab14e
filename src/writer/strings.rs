//! Strings and keys: in which quotes they stand, and what is escaped in them.

use std::borrow::Cow;

use crate::text::Span;

/// A string in double quotes.
pub fn string(content: &str) -> String {
    format!("\"{}\"", escaped(content))
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
    for character in content.chars() {
        match character {
            '"' | '\\' => text.extend(['\\', character]),
            '\n' => text.push_str("\\n"),
            '\t' => text.push_str("\\t"),
            '\r' => text.push_str("\\r"),
            control if control.is_control() => text.push_str(&format!("\\u{:04X}", u32::from(control))),
            other => text.push(other),
        }
    }
    text
}
