//! A new content for a string of the text, written so that it reads as what is meant.
//!
//! Where the string stands letter by letter and the new content needs no escape in its quotes, only the part that
//! changes is replaced. Else the whole string is written anew in double quotes.

use super::referent::Written;
use crate::diagnostic::Place;
use crate::register::Register;
use crate::text::{Span, to_u32};

/// The edit that puts a name in the place of another: what is replaced, relative to the file, and by what. None for a
/// string that is not closed, so that nobody knows where it ends.
pub fn rename(register: &Register, written: &Written, name: &str) -> Option<(Place, String)> {
    let text = written.at.segment_text(register);
    let content = written.at.string().span;
    let quote = Quote::of(text, content)?;
    if written.at.string().is_plain() && quote.takes(name) {
        let place = written.at.part(written.part);
        return Some((register.absolute(place), name.to_owned()));
    }
    let old = written.at.content(register);
    let before = old.get(..written.part.start as usize)?;
    let after = old.get(written.part.end as usize..)?;
    let width = to_u32(quote.marks.len());
    let whole = Span::new(content.start - width, content.end + width);
    let place = register.absolute(written.at.site().place(whole));
    Some((place, basic(&format!("{before}{name}{after}"))))
}

/// The quotes around a string.
struct Quote {
    marks: &'static str,
}

impl Quote {
    /// The quotes that a content stands in; none where they are not there on both sides.
    fn of(text: &str, content: Span) -> Option<Self> {
        let before = text.get(..content.start as usize)?;
        let after = text.get(content.end as usize..)?;
        // An empty string also ends with two marks, so three are looked for first, on both sides.
        ["\"\"\"", "'''", "\"", "'"]
            .into_iter()
            .find(|marks| before.ends_with(marks) && after.starts_with(marks))
            .map(|marks| Self { marks })
    }

    /// Whether a name may stand between the quotes as it is.
    fn takes(&self, name: &str) -> bool {
        let needs_escape = |character: char| match self.marks {
            "\"" => matches!(character, '"' | '\\') || is_control(character),
            "'" => character == '\'' || is_control(character),
            _ => true,
        };
        !name.chars().any(needs_escape)
    }
}

/// What TOML allows in no string of one line but a tab, which is escaped as well.
const fn is_control(character: char) -> bool {
    matches!(character, '\0'..='\u{1F}' | '\u{7F}')
}

/// A string in double quotes.
pub fn basic(content: &str) -> String {
    let mut text = String::with_capacity(content.len() + 2);
    text.push('"');
    for character in content.chars() {
        match character {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\t' => text.push_str("\\t"),
            '\r' => text.push_str("\\r"),
            control if is_control(control) => text.push_str(&format!("\\u{:04X}", u32::from(control))),
            other => text.push(other),
        }
    }
    text.push('"');
    text
}
