//! Keys as they are written.

use crate::syntax::{Kind, Segment};

/// The key of a node with its dots, and the node of its value.
pub(super) fn key_of(segment: &Segment, text: &str, node: usize) -> (String, usize) {
    let mut key = String::new();
    let mut at = node;
    while let Some(part) = segment.nodes.get(at) {
        key.push_str(part.key.span.of_text(text));
        match segment.children(at).next() {
            Some((child, _)) if part.kind == Kind::Dotted => {
                key.push('.');
                at = child;
            }
            _ => break,
        }
    }
    (key, at)
}
