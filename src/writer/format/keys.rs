//! Keys as they are written.

use std::borrow::Cow;

use crate::syntax::{Kind, Segment};

/// The key of a node with its dots, and the node of its value.
pub(super) fn key_of<'t>(segment: &Segment, text: &'t str, node: usize) -> (Cow<'t, str>, usize) {
    if let Some(part) = segment.nodes.get(node).filter(|part| part.kind != Kind::Dotted) {
        return (Cow::Borrowed(part.key.span.of_text(text)), node);
    }
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
    (Cow::Owned(key), at)
}
