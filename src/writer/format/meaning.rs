//! Whether two texts mean the same to a TOML reader: the same tables in the same order, the same keys in each, and values
//! that are written alike.

use std::fmt::Write as _;

use crate::syntax::{Document, Kind, Segment};
use crate::text::SegmentId;

/// Whether a text means what a segment without errors does, which was read from `before`.
pub(super) fn is_same(segment: &Segment, before: &str, after: &str) -> bool {
    let document = Document::parse(after);
    let text = |place| document.text(after, SegmentId(place));
    // Before a header stands a segment without one, which is empty but for the byte order mark: that is not of the segment that it
    // happens to stand in.
    let place = u32::from(segment.header.is_some());
    let is_first = place == 0 || text(0).trim_start_matches('\u{feff}').is_empty();
    let Some(other) = document.segment(SegmentId(place)) else {
        return false;
    };
    is_first
        && document.count_errors() == 0
        && document.segments.len() == place as usize + 1
        && said(segment, before) == said(other, text(place))
}

/// What a segment says, whatever the order of its keys and the blanks between them.
fn said(segment: &Segment, text: &str) -> String {
    let mut said = String::with_capacity(text.len());
    if let Some(header) = &segment.header {
        write(&mut said, format_args!("{:?}", header.kind));
        for key in &header.keys {
            write(&mut said, format_args!(".{:?}", key.name(text)));
        }
    }
    let comments = segment.comments.iter();
    let mut comments: Vec<&str> = comments.map(|comment| comment.of_text(text).trim_end()).collect();
    table(segment, text, segment.statements().map(|(index, _)| index), &mut said);
    // Those above a key go where the key goes.
    comments.sort_unstable();
    write(&mut said, format_args!("{comments:?}"));
    said
}

fn write(said: &mut String, what: std::fmt::Arguments<'_>) {
    // A string takes all that is written.
    let _ = said.write_fmt(what);
}

fn table(segment: &Segment, text: &str, children: impl Iterator<Item = usize>, said: &mut String) {
    let name = |index: usize| {
        segment
            .nodes
            .get(index)
            .map(|node| node.key.name(text))
            .unwrap_or_default()
    };
    let mut children: Vec<_> = children.map(|index| (name(index), index)).collect();
    children.sort_unstable();
    said.push('{');
    for (name, index) in children {
        write(said, format_args!("{name:?}: "));
        value(segment, text, index, said);
        said.push(',');
    }
    said.push('}');
}

fn value(segment: &Segment, text: &str, index: usize, said: &mut String) {
    let Some(node) = segment.nodes.get(index) else {
        return;
    };
    let children = segment.children(index).map(|(child, _)| child);
    match node.kind {
        Kind::Array => {
            said.push('[');
            for child in children {
                value(segment, text, child, said);
                said.push(',');
            }
            said.push(']');
        }
        Kind::InlineTable | Kind::Dotted => {
            write(said, format_args!("{:?}", node.kind));
            table(segment, text, children, said);
        }
        _ => said.push_str(node.span.of_text(text)),
    }
}
