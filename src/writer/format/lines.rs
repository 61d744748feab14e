//! The lines of a segment: its header, statements with what belongs to them, comments, blank lines.

use std::borrow::Cow;

use unicode_width::UnicodeWidthStr;

use super::keys::key_of;
use super::values::Values;
use super::written::{Written, before};
use super::{Alignment, Style};
use crate::keys::TableKind;
use crate::syntax::{HeaderKind, Segment};
use crate::text::to_u32;

/// The lines of a segment, in the order in which they are written.
pub(super) struct Lines<'t> {
    segment: &'t Segment,
    text: &'t str,
    blocks: Vec<Block<'t>>,
}

/// A line, or the lines of one statement.
#[derive(Clone)]
enum Block<'t> {
    Blank(&'t str),
    Comment { text: &'t str, ending: &'t str },
    Header(Ended<'t>),
    Statement { node: usize, rest: Ended<'t> },
}

/// What stands behind a header or a statement.
#[derive(Clone, Copy)]
struct Ended<'t> {
    /// A comment; empty where there is none.
    comment: &'t str,
    /// What stands before it in its line.
    before: &'t str,
    /// The line ending; empty at the end of the file.
    ending: &'t str,
}

impl Ended<'_> {
    fn write_comment(&self, out: &mut Written) {
        if !self.comment.is_empty() {
            out.trailing_comment(self.before, self.comment);
        }
    }
}

impl<'t> Lines<'t> {
    /// Takes a segment apart, from an offset in bytes on. None where its lines are not what its tree says.
    pub(super) fn read(segment: &'t Segment, text: &'t str, from: u32) -> Option<Self> {
        let mut statements = segment.statements().peekable();
        let mut header = segment.header.as_ref();
        let mut blocks = Vec::new();
        let mut at = from as usize;
        while at < text.len() {
            let rest = text.get(at..)?;
            let indent = rest.len() - rest.trim_start_matches([' ', '\t']).len();
            let start = to_u32(at + indent);
            let next = if header.is_some_and(|header| header.span.start == start) {
                let rest = ended(text, header.take()?.span.end)?;
                blocks.push(Block::Header(rest.0));
                rest.1
            } else if let Some((node, statement)) = statements.next_if(|(_, node)| node.key.span.start == start) {
                let (rest, next) = ended(text, statement.span.end.max(statement.key.span.end))?;
                blocks.push(Block::Statement { node, rest });
                next
            } else {
                let (content, ending, next) = line(text, at)?;
                let content = content.trim_matches([' ', '\t']);
                blocks.push(if content.is_empty() {
                    Block::Blank(ending)
                } else if content.starts_with('#') {
                    Block::Comment { text: content, ending }
                } else {
                    return None;
                });
                next
            };
            at = next;
        }
        let is_whole = header.is_none() && statements.next().is_none();
        is_whole.then_some(Self { segment, text, blocks })
    }

    /// Puts the keys of a table that the format knows into its order, within lines that no blank line parts: what an
    /// author set apart stays apart. Comments above a statement go with it.
    pub(super) fn sort(&mut self, kind: Option<TableKind>, style: Style<'_>) {
        let Some(kind) = kind.filter(|kind| *kind != TableKind::Root) else {
            return;
        };
        let (segment, text) = (self.segment, self.text);
        let place = |node: usize| {
            let name = segment.nodes.get(node)?.key.name(text);
            style.place(kind, &name)
        };
        let is_apart = |block: &Block<'_>| matches!(block, Block::Blank(_) | Block::Header(_));
        let mut sorted = Vec::with_capacity(self.blocks.len());
        for run in self.blocks.chunk_by(|one, other| !is_apart(one) && !is_apart(other)) {
            // A statement with the comments above it; comments at the end of the run stay there.
            let mut groups = Vec::new();
            let mut group = Vec::new();
            for block in run {
                group.push(block.clone());
                if let Block::Statement { node, .. } = block {
                    groups.push((place(*node).unwrap_or(usize::MAX), std::mem::take(&mut group)));
                }
            }
            groups.sort_by_key(|(place, _)| *place);
            sorted.extend(groups.into_iter().flat_map(|(_, group)| group));
            sorted.append(&mut group);
        }
        self.blocks = sorted;
    }

    /// Writes the lines. `ending` is for a line that has none of its own because it was the last one.
    pub(super) fn write(&self, kind: Option<TableKind>, ending: &str, style: Style<'_>, out: &mut Written) {
        let values = Values {
            segment: self.segment,
            text: self.text,
            style,
        };
        let widths = self.widths(style);
        let mut is_blank = false;
        for (block, width) in self.blocks.iter().zip(widths) {
            let was_blank = std::mem::replace(&mut is_blank, matches!(block, Block::Blank(_)));
            let own_ending = match block {
                Block::Blank(_) if was_blank => continue,
                Block::Blank(ending) => ending,
                Block::Comment { text, ending } => {
                    out.push_str(text);
                    ending
                }
                Block::Header(rest) => {
                    out.push_str(&self.header());
                    rest.write_comment(out);
                    rest.ending
                }
                Block::Statement { node, rest } => {
                    let key = self.key(*node);
                    out.push_str(&key);
                    out.blanks(width.saturating_sub(key.width()));
                    out.push_str(" = ");
                    values.statement(*node, kind, out);
                    rest.write_comment(out);
                    rest.ending
                }
            };
            out.push_str(if own_ending.is_empty() { ending } else { own_ending });
        }
    }

    /// How many characters wide the keys are to be written, for each block.
    fn widths(&self, style: Style<'_>) -> Vec<usize> {
        let mut widths = vec![0; self.blocks.len()];
        if style.alignment == Alignment::None {
            return widths;
        }
        let mut first = 0;
        for run in self
            .blocks
            .chunk_by(|one, other| !matches!((one, other), (Block::Blank(_), _) | (_, Block::Blank(_))))
        {
            let keys = run.iter().filter_map(|block| match block {
                Block::Statement { node, .. } => Some(self.key(*node).width()),
                _ => None,
            });
            let widest = keys.max().unwrap_or_default();
            let end = first + run.len();
            widths.get_mut(first..end).unwrap_or_default().fill(widest);
            first = end;
        }
        widths
    }

    fn header(&self) -> String {
        let Some(header) = &self.segment.header else {
            return String::new();
        };
        let keys: Vec<&str> = header.keys.iter().map(|key| key.span.of_text(self.text)).collect();
        match header.kind {
            HeaderKind::Table => format!("[{}]", keys.join(".")),
            HeaderKind::Element => format!("[[{}]]", keys.join(".")),
        }
    }

    /// The key of a statement, dots and all.
    fn key(&self, node: usize) -> Cow<'t, str> {
        key_of(self.segment, self.text, node).0
    }
}

/// A line from an offset on: its content, its ending, and where the next one starts.
fn line(text: &str, at: usize) -> Option<(&str, &str, usize)> {
    let rest = text.get(at..)?;
    let length = memchr::memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |newline| newline + 1);
    let whole = rest.get(..length)?;
    let content = whole.strip_suffix('\n').unwrap_or(whole);
    let content = content
        .strip_suffix('\r')
        .filter(|_| content.len() < whole.len())
        .unwrap_or(content);
    Some((content, whole.get(content.len()..)?, at + length))
}

/// What stands behind the end of a header or statement, and where the next line starts.
fn ended(text: &str, end: u32) -> Option<(Ended<'_>, usize)> {
    let (content, ending, next) = line(text, end as usize)?;
    let content = content.trim_end_matches([' ', '\t']);
    let comment = content.trim_start_matches([' ', '\t']);
    if !comment.is_empty() && !comment.starts_with('#') {
        return None;
    }
    let before = before(text, end + to_u32(content.len() - comment.len()));
    Some((
        Ended {
            comment,
            before,
            ending,
        },
        next,
    ))
}
