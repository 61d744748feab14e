//! What rules about entries ask besides the values: in which phase a standard is, whether a key is there at all, how to
//! take one away, how to write a string anew.

use super::EntryContext;
use crate::diagnostic::Edit;
use crate::keys::{Certainty, ColumnRole};
use crate::register::handle::{Handle, Sited};
use crate::scheme::Phase;
use crate::syntax::{Kind, Node, Str};
use crate::text::lines::{line_start, next_line};
use crate::text::{Span, to_u32};
use crate::writer::layout::{Layout, Value};
use crate::writer::strings::{self, between, quotes};

impl EntryContext<'_> {
    /// The status, where the vocabulary has it, with the phase that it means.
    pub(super) fn phase(&self) -> Option<(Str, Phase)> {
        let term = self.vocabulary().status_term(self.entry.status_term?)?;
        Some((self.entry.status?, term.phase))
    }

    /// Whether an entry in its phase must have the column of a role and has it not, whatever the value is: what is wrong
    /// with that is another rule's finding. Gives the status that asks for it.
    pub(super) fn lacks(&self, role: ColumnRole) -> Option<Str> {
        let (status, phase) = self.phase()?;
        self.lacks_in(role, phase).then_some(status)
    }

    /// Whether it would lack the column in some phase.
    pub(super) fn lacks_in(&self, role: ColumnRole, phase: Phase) -> bool {
        let columns = self.columns();
        let has_key = || {
            let name = columns.key_of(role);
            self.entry.keys().iter().any(|node| node.key.name(self.text) == name)
        };
        columns.certainty == Certainty::Certain && columns.is_needed_in(role, phase) && !has_key()
    }

    /// A content as it may stand in the place of a string's own. Nothing where the quotes that the string has cannot
    /// hold it, and for a string of several lines, which is not written anew.
    pub(super) fn written(&self, string: Str, content: &str) -> Option<String> {
        let quotes = quotes(self.text, string.span).filter(|quotes| quotes.len() == 1)?;
        between(quotes, content)
    }
}

/// The edits that take a key away with its value, in a table with a header or in braces: the line it stands on, or in
/// braces the key, its value and one comma beside them.
pub(super) fn without_key<T: Sited>(table: Handle<'_, T>, name: &str) -> Option<Vec<Edit>> {
    let text = table.segment_text();
    let keys = table.keys();
    let place = keys.iter().position(|node| node.key.name(text) == name)?;
    let node = keys.get(place)?;
    let statement = node.key.span.cover(node.span);
    let spans = if table.is_inline() {
        let before = place.checked_sub(1).and_then(|place| keys.get(place));
        without_item(text, before.map(|node| node.span.end), statement)
    } else {
        vec![without_statement(text, statement)]
    };
    let edit = |span| Edit {
        place: table.site().place(span),
        text: String::new(),
    };
    Some(spans.into_iter().map(edit).collect())
}

/// The edit that gives a key of a table another name, where it is written as one word.
pub(super) fn renamed_key<T: Sited>(table: Handle<'_, T>, name: &str, new: &str) -> Option<Edit> {
    let text = table.segment_text();
    let keys = table.keys();
    let is_one_word = |node: &&&Node| node.kind != Kind::Dotted;
    let mut nodes = keys.iter().filter(is_one_word);
    let node = nodes.find(|node| !name.is_empty() && node.key.name(text) == name)?;
    Some(Edit {
        place: table.site().place(node.key.span),
        text: strings::key(new).into_owned(),
    })
}

/// The edit that adds keys behind those that a table has: on lines of their own, or in its braces.
pub(super) fn with_keys<T: Sited>(table: Handle<'_, T>, pairs: &[(&str, Value)]) -> Option<Edit> {
    let text = table.segment_text();
    let keys = table.keys();
    let end = keys.last()?.span.end;
    let (at, layout) = if table.is_inline() {
        (end, Layout::Inline)
    } else {
        // A comment behind the last value stays there.
        let rest = text.get(end as usize..)?;
        let line = rest.split('\n').next().unwrap_or_default().trim_end_matches('\r');
        let names = keys.iter().map(|node| node.key.name(text)).collect::<Vec<_>>();
        let layout = Layout::around(text, end, names.iter().map(AsRef::as_ref));
        (end + to_u32(line.len()), layout)
    };
    let added = pairs.iter().map(|(name, value)| layout.key(1, name) + &value.text(""));
    Some(Edit {
        place: table.site().place(Span::new(at, at)),
        text: added.collect(),
    })
}

/// What to take away so that an item of an inline table is gone: with the comma behind it, or else the one before.
/// `before` is where the item before it ends.
fn without_item(text: &str, before: Option<u32>, item: Span) -> Vec<Span> {
    let between = |start: u32, end: u32| Span::new(start, end).of_text(text);
    let is_one_line = |text: &str| !text.contains(['\n', '#']);
    if let Some(comma) = comma_after(text, item.end) {
        if !is_one_line(between(item.end, comma)) {
            return vec![alone(text, item), Span::new(comma, comma + 1)];
        }
        let rest = text.get(comma as usize + 1..).unwrap_or("");
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let with_comma = Span::new(item.start, comma + 1);
        let line = alone(text, with_comma);
        return vec![if line == with_comma {
            Span::new(item.start, comma + 1 + to_u32(blanks))
        } else {
            line
        }];
    }
    let Some(before) = before else {
        return vec![item];
    };
    if is_one_line(between(before, item.start)) {
        return vec![Span::new(before, item.end)];
    }
    match comma_after(text, before) {
        Some(comma) => vec![Span::new(comma, comma + 1), alone(text, item)],
        None => vec![item],
    }
}

/// The comma that is the next thing behind an offset; blanks, line ends and comments may stand before it.
fn comma_after(text: &str, offset: u32) -> Option<u32> {
    let mut at = offset as usize;
    loop {
        let rest = text.get(at..)?;
        let blanks = rest.len() - rest.trim_start().len();
        at += blanks;
        match rest.get(blanks..)?.chars().next()? {
            ',' => return Some(to_u32(at)),
            '#' => at += rest.get(blanks..)?.find('\n')?,
            _ => return None,
        }
    }
}

/// The span with its line where nothing else stands on it, so that no blank line is left behind.
fn alone(text: &str, span: Span) -> Span {
    let lines = whole_lines(text, span);
    let is_blank = |start: u32, end: u32| Span::new(start, end).of_text(text).trim().is_empty();
    if is_blank(lines.start, span.start) && is_blank(span.end, lines.end) {
        lines
    } else {
        span
    }
}

/// What to take away of a statement under a header: its lines, but not the comment behind it, which is the author's and
/// may be about more.
fn without_statement(text: &str, span: Span) -> Span {
    let after = text.get(span.end as usize..).unwrap_or("");
    let rest = after.trim_start_matches([' ', '\t']);
    if rest.starts_with('#') {
        return Span::of(span.start as usize..text.len() - rest.len());
    }
    whole_lines(text, span)
}

/// The lines that a span touches, the end of the last one included.
fn whole_lines(text: &str, span: Span) -> Span {
    Span::new(line_start(text, span.start), next_line(text, span.end))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text without the item that stands in `«»`, where an item ends at `|`.
    fn without(marked: &str) -> String {
        let mut text = String::new();
        let (mut before, mut start, mut end) = (None, 0, 0);
        for c in marked.chars() {
            match c {
                '«' => start = text.len(),
                '»' => end = text.len(),
                '|' => before = Some(to_u32(text.len())),
                _ => text.push(c),
            }
        }
        for span in without_item(&text, before, Span::of(start..end)).iter().rev() {
            text.replace_range(span.range(), "");
        }
        text
    }

    #[test]
    fn an_item_goes_with_one_comma() {
        for (marked, expected) in [
            ("{ «b = 2», c = 3 }", "{ c = 3 }"),
            ("{ a = 1|, «b = 2», c = 3 }", "{ a = 1, c = 3 }"),
            ("{ a = 1|, «b = 2» }", "{ a = 1 }"),
            ("{ a = 1|, «b = 2», }", "{ a = 1, }"),
            ("{ «b = 2» }", "{  }"),
            ("{a=1|,«b=2»,c=3}", "{a=1,c=3}"),
            ("{\n a = 1|,\n «b = 2»,\n c = 3\n}", "{\n a = 1,\n c = 3\n}"),
            ("{\n a = 1|, # 甲,\n «b = 2»\n}", "{\n a = 1 # 甲,\n}"),
            (
                "{\n a = 1|,\n «b = 2» # 乙\n , c = 3\n}",
                "{\n a = 1,\n  # 乙\n  c = 3\n}",
            ),
        ] {
            assert_eq!(without(marked), expected, "{marked}");
        }
    }
}
