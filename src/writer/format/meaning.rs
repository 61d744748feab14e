//! Whether two texts mean the same to a TOML reader: the same tables in the same order, the same keys in each, and values
//! that are written alike.

use super::is_broken;
use crate::syntax::{Document, Kind, Segment};

/// Whether a text means what `document`, read from `before`, does.
pub(super) fn is_same(document: &Document, before: &str, after: &str) -> bool {
    if before == after {
        return true;
    }
    let other = Document::parse(after);
    document.redefinitions.len() == other.redefinitions.len()
        && document.segments.len() == other.segments.len()
        && document
            .iter()
            .zip(other.iter())
            .all(|((id, one), (other_id, other_one))| {
                let (text, other_text) = (document.text(before, id), other.text(after, other_id));
                match (is_broken(one), is_broken(other_one)) {
                    (false, false) => said(one, text) == said(other_one, other_text),
                    // Nothing is known of what it means, so that every byte of it counts.
                    (true, true) => bare(text) == bare(other_text),
                    _ => false,
                }
            })
}

/// A text without the byte order mark, which is not of the segment that it happens to stand in.
fn bare(text: &str) -> &str {
    text.trim_start_matches('\u{feff}')
}

/// What a segment says, whatever the order of its keys and the blanks between them.
fn said(segment: &Segment, text: &str) -> String {
    let mut said = String::new();
    if let Some(header) = &segment.header {
        said.push_str(&format!("{:?}", header.kind));
        for key in &header.keys {
            said.push_str(&format!(".{:?}", key.name(text)));
        }
    }
    let comments: Vec<&str> = segment
        .comments
        .iter()
        .map(|comment| comment.of_text(text).trim_end())
        .collect();
    said.push_str(&table(segment, text, segment.statements().map(|(index, _)| index)));
    let mut comments = comments;
    // Those above a key go where the key goes.
    comments.sort_unstable();
    said.push_str(&format!("{comments:?}"));
    said
}

fn table(segment: &Segment, text: &str, children: impl Iterator<Item = usize>) -> String {
    let pair = |index: usize| {
        let key = segment.nodes.get(index).map(|node| node.key.name(text));
        format!("{:?}: {}", key.unwrap_or_default(), value(segment, text, index))
    };
    let mut pairs: Vec<String> = children.map(pair).collect();
    pairs.sort_unstable();
    format!("{{{}}}", pairs.join(", "))
}

fn value(segment: &Segment, text: &str, index: usize) -> String {
    let Some(node) = segment.nodes.get(index) else {
        return String::new();
    };
    let children = segment.children(index).map(|(child, _)| child);
    match node.kind {
        Kind::Array => {
            let values: Vec<String> = children.map(|child| value(segment, text, child)).collect();
            format!("[{}]", values.join(", "))
        }
        Kind::InlineTable | Kind::Dotted => format!("{:?}{}", node.kind, table(segment, text, children)),
        _ => node.span.of_text(text).to_owned(),
    }
}
