//! Keys of a table that is there: set, added and taken away, as the table is written, and nothing else of it touched.

use std::collections::BTreeMap;

use unicode_width::UnicodeWidthStr;

use super::layout::{Layout, Value};
use super::strings;
use crate::diagnostic::Edit;
use crate::register::Register;
use crate::register::handle::{Handle, Sited};
use crate::register::model::Site;
use crate::syntax::Node;
use crate::text::Span;
use crate::text::edit::line_ending_at;
use crate::text::lines::{line_end, line_start, next_line};

/// A key and what it is set to; nothing for one that is taken away.
pub type Change = (String, Option<Value>);

/// [`change`] for the table that opens at a site, whatever it is.
pub fn change_at(register: &Register, site: &Site, changes: &[Change], rank: impl Fn(&str) -> usize) -> Vec<Edit> {
    change(register.at(site), changes, rank)
}

/// The edits that change keys of a table, each but once. A new one goes behind those that `rank` puts before it.
pub fn change<T: Sited>(table: Handle<'_, T>, changes: &[Change], rank: impl Fn(&str) -> usize) -> Vec<Edit> {
    let text = table.segment_text();
    let nodes = table.keys();
    let named: Vec<_> = nodes.iter().map(|node| node.key.name(text)).collect();
    let place_of = |key: &str| named.iter().position(|name| name == key);
    let mut is_gone = vec![false; nodes.len()];
    let mut edits: Vec<(Span, String)> = Vec::new();
    let mut new: Vec<(&str, &Value)> = Vec::new();
    for (key, value) in changes {
        let there = place_of(key).and_then(|place| Some((place, *nodes.get(place)?)));
        match (there, value) {
            (Some((_, node)), Some(value)) => edits.push((node.span, value_at(node, value, text))),
            (Some((place, _)), None) => is_gone.get_mut(place).into_iter().for_each(|gone| *gone = true),
            (None, Some(value)) => new.push((key, value)),
            (None, None) => {}
        }
    }
    let model = Model {
        text,
        nodes,
        is_gone,
        is_inline: table.is_inline(),
        header: table.header().span,
    };
    model.removals(&mut edits);
    new.sort_by_key(|(key, _)| rank(key));
    let mut behind: BTreeMap<Option<usize>, Vec<(&str, &Value)>> = BTreeMap::new();
    for (key, value) in new {
        let own = rank(key);
        let mut kept = model
            .kept()
            .filter(|place| named.get(*place).is_some_and(|name| rank(name) <= own));
        behind.entry(kept.next_back()).or_default().push((key, value));
    }
    edits.extend(behind.into_iter().map(|(place, pairs)| model.addition(place, &pairs)));
    edits.sort();
    let edits = edits.into_iter();
    edits
        .map(|(span, text)| Edit {
            place: table.get().site().place(span),
            text,
        })
        .collect()
}

/// A value in the place of another: a string keeps its quotes.
fn value_at(node: &Node, value: &Value, text: &str) -> String {
    if let (Value::String(content), Some(old)) = (value, node.string(text))
        && let Some(quotes) = strings::quotes(text, old.span)
        && let Some(between) = strings::between(quotes, content)
    {
        return format!("{quotes}{between}{quotes}");
    }
    value.text(line_ending_at(text, node.span.start))
}

/// A table as it is written.
struct Model<'r> {
    text: &'r str,
    nodes: Vec<&'r Node>,
    is_gone: Vec<bool>,
    is_inline: bool,
    header: Span,
}

impl Model<'_> {
    fn is_kept(&self, place: usize) -> bool {
        self.is_gone.get(place) == Some(&false)
    }

    fn kept(&self) -> impl DoubleEndedIterator<Item = usize> {
        (0..self.nodes.len()).filter(|place| self.is_kept(*place))
    }

    fn removals(&self, edits: &mut Vec<(Span, String)>) {
        let first_kept = self.kept().next().unwrap_or(self.nodes.len());
        for (place, node) in self.nodes.iter().enumerate().filter(|(place, _)| !self.is_kept(*place)) {
            let before = place.checked_sub(1).and_then(|before| self.nodes.get(before));
            let span = match (before, self.nodes.get(place + 1)) {
                _ if !self.is_inline => {
                    let start = line_start(self.text, node.key.span.start);
                    Span::new(start, next_line(self.text, node.span.end))
                }
                (Some(before), _) if first_kept < place => Span::new(before.span.end, node.span.end),
                (_, Some(next)) => Span::new(node.key.span.start, next.key.span.start),
                (_, None) => Span::new(node.key.span.start, node.span.end),
            };
            edits.push((span, String::new()));
        }
    }

    /// Keys behind another, or at the top.
    fn addition(&self, behind: Option<usize>, pairs: &[(&str, &Value)]) -> (Span, String) {
        let node = behind.and_then(|place| self.nodes.get(place));
        if !self.is_inline {
            let end = node.map_or(self.header.end, |node| node.span.end);
            let at = line_end(self.text, end);
            let layout = self.lines(at);
            let texts = pairs
                .iter()
                .map(|(key, value)| layout.key(1, key) + &value.text(line_ending_at(self.text, at)));
            return (Span::empty(at), texts.collect());
        }
        let texts: Vec<String> = pairs
            .iter()
            .map(|(key, value)| Layout::Inline.key(0, key) + &value.text(""))
            .collect();
        let texts = texts.join(", ");
        let first = self.kept().next().and_then(|place| self.nodes.get(place));
        match (node, first) {
            (Some(node), _) => (Span::empty(node.span.end), format!(", {texts}")),
            (None, Some(first)) => (Span::empty(first.key.span.start), format!("{texts}, ")),
            (None, None) => (Span::empty(self.header.start + 1), format!(" {texts} ")),
        }
    }

    /// A line each, as the first key has its own.
    fn lines(&self, at: u32) -> Layout<'_> {
        let first = self.nodes.first();
        let line = first.map(|node| {
            let start = line_start(self.text, node.key.span.start);
            (
                Span::new(start, node.key.span.start).of_text(self.text),
                Span::new(node.key.span.start, node.span.start),
            )
        });
        let (indent, before) = line.unwrap_or_default();
        Layout::Lines {
            indent,
            ending: line_ending_at(self.text, at),
            width: width(before.of_text(self.text)),
        }
    }
}

/// How many columns a key and the blanks behind it take, but for the last blank: what stands before the value is `key   = `.
pub(super) fn width(before: &str) -> usize {
    let key = before.split('=').next().unwrap_or_default();
    key.strip_suffix(' ').unwrap_or(key).width()
}
