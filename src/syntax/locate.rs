//! What stands at a place of a text: a header, a key, a value, a comment. The text may be in mid-edit.

use smallvec::SmallVec;

use super::tree::{Node, Segment};
use super::{Document, HeaderKind};
use crate::text::{SegmentId, Span};

/// What stands at a byte offset of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// The segment that holds the offset.
    pub segment: SegmentId,
    /// The offset in bytes of the segment.
    pub offset: u32,
    /// The nodes that hold the offset, the outermost first, as indexes into [`Segment::nodes`]. Where the offset is in
    /// a key, the last one is the node that the key belongs to.
    pub path: SmallVec<[usize; 4]>,
    /// Which part of the last node, or of the segment, it is in.
    pub part: Part,
}

/// The part of a segment that an offset is in, or that it touches at either end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The header, and which of its keys by its place, if any.
    Header(Option<usize>),
    /// A key.
    Key,
    /// A value: a scalar, or the brackets and blanks of an array or inline table.
    Value,
    /// A comment; its span in the segment.
    Comment(Span),
    /// None of these: blank lines, the blank around `=`.
    Blank,
}

impl Document {
    /// What stands at a byte offset of the file. An offset past the end is taken for the end.
    pub fn locate(&self, offset: u32) -> Located {
        let id = self.segment_at(offset);
        let nothing = Segment::default();
        let segment = self.segment(id).unwrap_or(&nothing);
        let offset = offset.saturating_sub(self.start(id)).min(segment.length);
        let mut path = SmallVec::new();
        let part = part_at(segment, offset, &mut path);
        Located {
            segment: id,
            offset,
            path,
            part,
        }
    }
}

fn part_at(segment: &Segment, offset: u32, path: &mut SmallVec<[usize; 4]>) -> Part {
    // A comment begins with its `#`: a cursor before that is not in it yet.
    let comment = segment
        .comments
        .iter()
        .find(|comment| comment.start < offset && offset <= comment.end);
    if let Some(comment) = comment {
        return Part::Comment(*comment);
    }
    if let Some(header) = segment.header.as_ref().filter(|header| header.span.touches(offset)) {
        return Part::Header(header.keys.iter().position(|key| key.span.touches(offset)));
    }
    let statement = segment.statements().find(|(_, node)| covers(node, offset));
    let Some((mut index, mut node)) = statement else {
        return Part::Blank;
    };
    loop {
        path.push(index);
        if !node.key.span.is_empty() && node.key.span.touches(offset) {
            return Part::Key;
        }
        let child = segment.children(index).find(|(_, child)| covers(child, offset));
        match child {
            Some((child_index, child)) => (index, node) = (child_index, child),
            None if node.span.touches(offset) => return Part::Value,
            None => return Part::Blank,
        }
    }
}

/// Whether the offset is in the key, the value, or between them.
fn covers(node: &Node, offset: u32) -> bool {
    let whole = if node.key.span.is_empty() {
        node.span
    } else {
        node.key.span.cover(node.span)
    };
    whole.touches(offset)
}

impl Segment {
    /// Whether the header is `[[…]]`; false without a header.
    pub fn is_element(&self) -> bool {
        self.header
            .as_ref()
            .is_some_and(|header| header.kind == HeaderKind::Element)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(marked: &str) -> (Part, Vec<String>) {
        let offset = marked.find('$').unwrap();
        let text = marked.replacen('$', "", 1);
        let document = Document::parse(&text);
        let located = document.locate(crate::text::to_u32(offset));
        let segment = document.segment(located.segment).unwrap();
        let text = document.text(&text, located.segment);
        let keys = located
            .path
            .iter()
            .map(|index| segment.nodes[*index].key.name(text).into_owned());
        (located.part, keys.collect())
    }

    #[test]
    fn headers_keys_values_and_comments_are_told_apart() {
        assert_eq!(parts("[[ta$ble.entry]]\n").0, Part::Header(Some(0)));
        assert_eq!(parts("[[table.entry$]]\n").0, Part::Header(Some(1)));
        assert_eq!(parts("[x]\nco$de = 1\n"), (Part::Key, vec!["code".to_owned()]));
        assert_eq!(parts("[x]\ncode =$ 1\n"), (Part::Blank, vec!["code".to_owned()]));
        assert_eq!(parts("[x]\ncode = \"标$\"\n"), (Part::Value, vec!["code".to_owned()]));
        assert_eq!(parts("[x]\n$\n"), (Part::Blank, vec![]));
        assert!(matches!(parts("a = 1 # x$\n").0, Part::Comment(_)));
    }

    #[test]
    fn nested_values_have_their_path() {
        let keys = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            parts("rows = [\n  { item = \"a$b\" },\n]\n"),
            (Part::Value, keys(&["rows", "", "item"]))
        );
        assert_eq!(
            parts("rows = [ { it$em = 1 } ]\n"),
            (Part::Key, keys(&["rows", "", "item"]))
        );
        assert_eq!(parts("a.b$.c = 1\n"), (Part::Key, keys(&["a", "b"])));
        assert_eq!(parts("a = [ $ ]\n"), (Part::Value, keys(&["a"])));
    }

    #[test]
    fn text_in_mid_edit_is_located_too() {
        assert_eq!(parts("[x]\ncode = \"20$\nname = 1\n").1, ["code"]);
        assert_eq!(parts("[x]\ncode$").1, ["code"]);
        assert_eq!(parts("$").0, Part::Blank);
    }
}
