//! Writes a value: scalars as they are, arrays and inline tables with one blank where one belongs.

use super::keys::key_of;
use super::written::{Written, before};
use crate::keys::TableKind;
use crate::syntax::{Kind, Node, Segment};
use crate::text::{Span, to_u32};

/// How many blanks a level is indented by, where a value has lines of its own.
const INDENT: usize = 2;

/// The values of a segment.
#[derive(Clone, Copy)]
pub(super) struct Values<'t> {
    pub(super) segment: &'t Segment,
    pub(super) text: &'t str,
}

impl Values<'_> {
    /// Writes the value of a statement in a table of a kind.
    pub(super) fn statement(self, node: usize, table: Option<TableKind>, out: &mut Written) {
        let (_, value) = key_of(self.segment, self.text, node);
        let is_dotted = value != node;
        let inner = table
            .filter(|_| !is_dotted)
            .and_then(|table| self.table_below(node, table));
        self.value(value, inner, 1, out);
    }

    /// The kind of table that the value of a key holds.
    fn table_below(self, node: usize, table: TableKind) -> Option<TableKind> {
        let name = self.segment.nodes.get(node)?.key.name(self.text);
        table.child(&name)
    }

    /// Writes a value that stands in `depth` levels of brackets, its own counted. `table` is the kind of inline tables
    /// in it.
    fn value(self, index: usize, table: Option<TableKind>, depth: usize, out: &mut Written) {
        let Some(node) = self.segment.nodes.get(index) else {
            return;
        };
        match node.kind {
            Kind::Array | Kind::InlineTable if self.has_lines(node.span) => {
                self.with_lines(index, node, table, depth, out)
            }
            Kind::Array => self.in_one_line(index, table, depth, ["[", "]"], out),
            Kind::InlineTable if self.segment.children(index).next().is_none() => out.push_str("{}"),
            Kind::InlineTable => self.table(index, table, depth, out),
            _ => out.push_str(node.span.of_text(self.text)),
        }
    }

    /// Whether a value in brackets has lines of its own. A string of several lines in it does not break its lines, but a
    /// comment does, and line breaks between its elements do.
    fn has_lines(self, span: Span) -> bool {
        span.of_text(self.text).contains('\n')
    }

    fn in_one_line(
        self,
        index: usize,
        table: Option<TableKind>,
        depth: usize,
        [open, close]: [&str; 2],
        out: &mut Written,
    ) {
        out.push_str(open);
        for (place, (child, _)) in self.segment.children(index).enumerate() {
            if place > 0 {
                out.push_str(", ");
            }
            self.value(child, table, depth + 1, out);
        }
        out.push_str(close);
    }

    /// An inline table in one line, its keys in the order of the format.
    fn table(self, index: usize, table: Option<TableKind>, depth: usize, out: &mut Written) {
        let place = |node: &Node| {
            let name = node.key.name(self.text);
            table
                .and_then(|table| table.key(&name))
                .map_or(usize::MAX, |(place, _)| place)
        };
        let mut children: Vec<(usize, usize)> = self
            .segment
            .children(index)
            .map(|(child, node)| (place(node), child))
            .collect();
        children.sort_by_key(|(place, _)| *place);
        out.push_str("{ ");
        for (turn, (_, child)) in children.into_iter().enumerate() {
            if turn > 0 {
                out.push_str(", ");
            }
            self.pair(child, table, depth, out);
        }
        out.push_str(" }");
    }

    fn pair(self, node: usize, table: Option<TableKind>, depth: usize, out: &mut Written) {
        let (key, value) = key_of(self.segment, self.text, node);
        out.push_str(&key);
        out.push_str(" = ");
        let inner = table
            .filter(|_| value == node)
            .and_then(|table| self.table_below(node, table));
        self.value(value, inner, depth + 1, out);
    }

    /// An array or inline table whose author broke its lines: they are broken where they were.
    fn with_lines(self, index: usize, node: &Node, table: Option<TableKind>, depth: usize, out: &mut Written) {
        let is_table = node.kind == Kind::InlineTable;
        out.push(if is_table { '{' } else { '[' });
        let mut at = node.span.start + 1;
        for (child, value) in self.segment.children(index) {
            let is_keyed = !value.key.span.is_empty();
            let start = if is_keyed {
                value.key.span.start
            } else {
                value.span.start
            };
            self.between(Span::new(at, start), depth, out);
            if out.ends_with('\n') {
                indent(depth, out);
            } else if !out.ends_with('[') {
                out.push(' ');
            }
            if is_keyed {
                self.pair(child, table, depth, out);
            } else {
                self.value(child, table, depth + 1, out);
            }
            at = value.span.end;
        }
        self.between(Span::new(at, node.span.end.saturating_sub(1)), depth, out);
        if out.ends_with('\n') {
            indent(depth - 1, out);
        } else if is_table {
            out.push(' ');
        }
        out.push(if is_table { '}' } else { ']' });
    }

    /// What stands between two values: commas, comments and line breaks, of which two in a row are enough.
    fn between(self, span: Span, depth: usize, out: &mut Written) {
        let mut breaks = 0;
        let mut at = span.start;
        while at < span.end {
            let rest = Span::new(at, span.end).of_text(self.text);
            let comment = self.segment.comments.iter().find(|comment| comment.start == at);
            if let Some(comment) = comment {
                let text = comment.of_text(self.text).trim_end_matches([' ', '\t']);
                if out.ends_with('\n') {
                    indent(depth, out);
                    out.push_str(text);
                } else {
                    out.trailing_comment(before(self.text, at), text);
                }
                breaks = 0;
                at = comment.end;
            } else if rest.starts_with(',') {
                out.push(',');
                breaks = 0;
                at += 1;
            } else if rest.starts_with("\r\n") || rest.starts_with('\n') {
                let ending = if rest.starts_with('\r') { "\r\n" } else { "\n" };
                breaks += 1;
                if breaks <= 2 {
                    out.push_str(ending);
                }
                at += to_u32(ending.len());
            } else {
                at += rest.chars().next().map_or(1, |character| to_u32(character.len_utf8()));
            }
        }
    }
}

fn indent(depth: usize, out: &mut Written) {
    out.blanks(depth * INDENT);
}
