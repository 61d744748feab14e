//! What TOML says about a document as a whole: each table and each key is defined once, and in one way.
//!
//! Keys within a segment are checked when the segment is read; tables are checked over all headers, in their order.
//! The tree of tables built here holds headers alone: what a segment sets under its header is looked up in the
//! segment when another header asks for it.

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::error::{SyntaxError, SyntaxErrorKind};
use super::tree::{Doubled, Header, HeaderKind, Kind, Node, Segment};
use super::{Change, Document};
use crate::text::{SegmentId, Span, to_u32};

/// A header, or a key under one, that defines what is defined already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Redefinition {
    /// The segment that comes too late.
    pub segment: SegmentId,
    /// The key in it, in bytes of the segment.
    pub key: Span,
    /// The segment of the first definition.
    pub first_segment: SegmentId,
    /// The first definition in it: a key or a header.
    pub first: Span,
}

/// The keys of a segment that are set twice in one table, in the order of the text.
pub(super) fn doubled_keys(text: &str, segment: &Segment) -> Vec<Doubled> {
    let mut doubled = Vec::new();
    let top: Statements<'_> = segment.statements().collect();
    check_table(text, segment, &top, &mut doubled);
    for (index, node) in segment.nodes.iter().enumerate() {
        if node.kind == Kind::InlineTable && node.end as usize > index + 2 {
            let children: Statements<'_> = segment.children(index).collect();
            check_table(text, segment, &children, &mut doubled);
        }
    }
    doubled.sort_unstable_by_key(|doubled| doubled.key.start);
    doubled
}

type Statements<'s> = SmallVec<[(usize, &'s Node); 16]>;

fn check_table(text: &str, segment: &Segment, statements: &[(usize, &Node)], doubled: &mut Vec<Doubled>) {
    // Few keys are compared with each other, many are hashed: entries have about ten, and there are a lot of entries.
    if statements.len() <= 16 && statements.iter().all(|(_, node)| node.kind != Kind::Dotted) {
        for (position, (_, node)) in statements.iter().enumerate() {
            let name = node.key.name(text);
            let earlier = statements.iter().take(position);
            if let Some((_, first)) = earlier.into_iter().find(|(_, other)| other.key.name(text) == name) {
                push(doubled, node, first);
            }
        }
        return;
    }
    let mut seen: FxHashMap<Cow<'_, str>, Statements<'_>> = FxHashMap::default();
    for &(index, node) in statements {
        let group = seen.entry(node.key.name(text)).or_default();
        match group.first() {
            Some((_, first)) if first.kind != Kind::Dotted || node.kind != Kind::Dotted => push(doubled, node, first),
            _ => group.push((index, node)),
        }
    }
    for group in seen.into_values() {
        if group.first().is_some_and(|(_, node)| node.kind == Kind::Dotted) {
            let members: Statements<'_> = group.iter().flat_map(|(index, _)| segment.children(*index)).collect();
            check_table(text, segment, &members, doubled);
        }
    }
}

fn push(doubled: &mut Vec<Doubled>, node: &Node, first: &Node) {
    // An empty key is a syntax error of its own.
    if !node.key.span.is_empty() {
        doubled.push(Doubled {
            key: node.key.span,
            first: first.key.span,
        });
    }
}

/// The headers and keys of a document that define anew what another segment has defined.
pub(super) fn redefinitions(text: &str, document: &Document) -> Vec<Redefinition> {
    let mut tables = Tables::new(text, document);
    for (id, segment) in document.iter() {
        let Some(header) = &segment.header else {
            continue;
        };
        if is_broken(segment) {
            // Which brackets were meant nobody knows, only that the table is there.
            let line = document.text(text, id).lines().next().unwrap_or_default();
            let mut header = header.clone();
            if line.contains("[[") || line.contains("]]") {
                header.kind = HeaderKind::Element;
            }
            let found = tables.found.len();
            tables.define(id, &header);
            tables.found.truncate(found);
        } else {
            tables.define(id, header);
        }
    }
    tables.found
}

/// Whether an edit leaves the definitions of a document alone: the segments that it put in the place of others open the
/// same tables, and set the same keys in them as far as anybody looks for those. Said in doubt: no.
pub(super) fn have_same_outline(
    (old_text, old): (&str, &Document),
    change: &Change,
    (new_text, starts, segments): (&str, &[u32], &[Segment]),
) -> bool {
    if !change.is_in_place() {
        return false;
    }
    let changed = change.old.clone().zip(starts.iter().zip(segments));
    changed.into_iter().all(|(place, (start, new_segment))| {
        let id = SegmentId(to_u32(place));
        let Some(old_segment) = old.segment(id) else {
            return false;
        };
        let old_text = old.text(old_text, id);
        let new_text = Span::new(0, new_segment.length).shift(*start).of_text(new_text);
        let (Some(old_header), Some(new_header)) = (&old_segment.header, &new_segment.header) else {
            return false;
        };
        let is_same_header = old_header.kind == new_header.kind
            && old_header.keys.len() == new_header.keys.len()
            && (old_header.keys.iter().zip(&new_header.keys))
                .all(|(old, new)| old.name(old_text) == new.name(new_text))
            && !is_broken(old_segment)
            && !is_broken(new_segment);
        is_same_header
            && (have_same_keys((old_text, old_segment), (new_text, new_segment))
                || place > 0 && is_a_leaf(old, old_header))
    })
}

/// Whether two segments set the same keys in the same order, dotted ones included.
fn have_same_keys((old_text, old): (&str, &Segment), (new_text, new): (&str, &Segment)) -> bool {
    // An element of an array has no key; what is in braces is looked into by no header.
    let mut pairs = old.nodes.iter().zip(&new.nodes);
    old.nodes.len() == new.nodes.len()
        && pairs.all(|(old, new)| {
            old.key.name(old_text) == new.key.name(new_text)
                && (old.kind == Kind::Dotted) == (new.kind == Kind::Dotted)
                && old.end == new.end
        })
}

/// Whether no header of the document can lead through the table of this one, so that nothing asks for its keys. The
/// first segment, whatever header it may seem to have, is the root, and every header leads through that.
fn is_a_leaf(document: &Document, header: &Header) -> bool {
    let mut headers = document.segments.iter().filter_map(|segment| segment.header.as_ref());
    header.kind == HeaderKind::Element && headers.all(|other| other.keys.len() <= header.keys.len())
}

fn is_broken(segment: &Segment) -> bool {
    let is_of_header = |error: &SyntaxError| error.kind == SyntaxErrorKind::UnclosedHeader;
    segment.errors.iter().any(is_of_header)
}

/// How a table of the tree came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    /// Only as a part of another header: `[a.b]` makes `a`.
    Implied,
    /// By its own header, or as the root.
    Defined,
    /// By dotted keys under another header.
    Dotted,
    /// As an array of tables; holds the element that was opened last.
    Array(usize),
}

struct Table {
    origin: Origin,
    /// Where it came from: the segment, and the key in it.
    segment: SegmentId,
    key: Span,
    /// For a dotted table: its nodes in the segment.
    nodes: SmallVec<[usize; 1]>,
    has_children: bool,
}

impl Table {
    fn new(origin: Origin, segment: SegmentId, key: Span) -> Self {
        Self {
            origin,
            segment,
            key,
            nodes: SmallVec::new(),
            has_children: false,
        }
    }
}

/// What a name means in a table.
enum Member {
    Nothing,
    Table(usize),
    /// A key with a value, at a node of the table's segment.
    Value(SegmentId, Span),
}

struct Tables<'t> {
    text: &'t str,
    document: &'t Document,
    tables: Vec<Table>,
    children: FxHashMap<(usize, Cow<'t, str>), usize>,
    found: Vec<Redefinition>,
}

impl<'t> Tables<'t> {
    fn new(text: &'t str, document: &'t Document) -> Self {
        Self {
            text,
            document,
            tables: vec![Table::new(Origin::Defined, SegmentId(0), Span::default())],
            children: FxHashMap::default(),
            found: Vec::new(),
        }
    }

    fn define(&mut self, id: SegmentId, header: &Header) {
        let segment_text = self.document.text(self.text, id);
        let Some((last, path)) = header.keys.split_last() else {
            return;
        };
        let mut table = 0;
        for key in path {
            let name = key.name(segment_text);
            let next = match self.member(table, name.clone()) {
                Member::Table(next) => next,
                Member::Nothing => self.add(table, name, Table::new(Origin::Implied, id, key.span)),
                Member::Value(first_segment, first) => return self.redefined(id, key.span, first_segment, first),
            };
            table = self.entered(next);
        }
        let name = last.name(segment_text);
        match (self.member(table, name.clone()), header.kind) {
            (Member::Value(first_segment, first), _) => self.redefined(id, last.span, first_segment, first),
            (Member::Nothing, HeaderKind::Table) => {
                self.add(table, name, Table::new(Origin::Defined, id, last.span));
            }
            (Member::Nothing, HeaderKind::Element) => {
                let element = self.push(Table::new(Origin::Defined, id, last.span));
                self.add(table, name, Table::new(Origin::Array(element), id, last.span));
            }
            (Member::Table(existing), kind) => self.define_again(existing, kind, id, last.span),
        }
    }

    fn define_again(&mut self, existing: usize, kind: HeaderKind, id: SegmentId, key: Span) {
        let Some(table) = self.tables.get_mut(existing) else {
            return;
        };
        match (table.origin, kind) {
            (Origin::Array(element), HeaderKind::Element) => {
                let reused = self.tables.get_mut(element).filter(|element| !element.has_children);
                if let Some(element) = reused {
                    *element = Table::new(Origin::Defined, id, key);
                } else {
                    let element = self.push(Table::new(Origin::Defined, id, key));
                    if let Some(array) = self.tables.get_mut(existing) {
                        array.origin = Origin::Array(element);
                    }
                }
            }
            (Origin::Implied, HeaderKind::Table) => {
                table.origin = Origin::Defined;
                table.segment = id;
                table.key = key;
                self.check_body(existing, id);
            }
            _ => {
                let (first_segment, first) = (table.segment, table.key);
                self.redefined(id, key, first_segment, first);
            }
        }
    }

    /// A table that other headers spoke of before its own: what its segment sets must not be what they define.
    fn check_body(&mut self, table: usize, id: SegmentId) {
        let document = self.document;
        let Some(segment) = document.segment(id) else {
            return;
        };
        for (index, node) in segment.statements() {
            self.check_statement(table, id, (index, node));
        }
    }

    /// The same for one of its statements. A dotted key may add to a table that headers only led through, and to its
    /// tables of that kind: from then on it is a table of dotted keys, which no header opens.
    fn check_statement(&mut self, table: usize, id: SegmentId, (index, node): (usize, &'t Node)) {
        let document = self.document;
        let name = node.key.name(document.text(self.text, id));
        let Some(&place) = self.children.get(&(table, name)) else {
            return;
        };
        let (Some(child), Some(segment)) = (self.tables.get_mut(place), document.segment(id)) else {
            return;
        };
        // Of the tables that headers made before this one, none but those that this segment added to are of dotted keys.
        let is_open = matches!(child.origin, Origin::Implied | Origin::Dotted);
        if node.kind != Kind::Dotted || !is_open {
            let (first_segment, first) = (child.segment, child.key);
            return self.redefined(id, node.key.span, first_segment, first);
        }
        if child.origin == Origin::Implied {
            (child.origin, child.segment, child.key) = (Origin::Dotted, id, node.key.span);
        }
        child.nodes.push(index);
        for member in segment.children(index) {
            self.check_statement(place, id, member);
        }
    }

    /// The table to look into when a header goes through a table: the last element of an array.
    fn entered(&self, table: usize) -> usize {
        match self.tables.get(table).map(|table| table.origin) {
            Some(Origin::Array(element)) => element,
            _ => table,
        }
    }

    fn member(&mut self, table: usize, name: Cow<'t, str>) -> Member {
        if let Some(child) = self.children.get(&(table, name.clone())) {
            return Member::Table(*child);
        }
        let Some(owner) = self.tables.get(table) else {
            return Member::Nothing;
        };
        let id = owner.segment;
        let document = self.document;
        let text = document.text(self.text, id);
        let Some(segment) = document.segment(id) else {
            return Member::Nothing;
        };
        let named: Statements<'_> = match owner.origin {
            Origin::Implied | Origin::Array(_) => return Member::Nothing,
            Origin::Defined => segment
                .statements()
                .filter(|(_, node)| node.key.name(text) == name)
                .collect(),
            Origin::Dotted => {
                let children = owner.nodes.iter().flat_map(|node| segment.children(*node));
                children.filter(|(_, node)| node.key.name(text) == name).collect()
            }
        };
        match named.first() {
            None => Member::Nothing,
            Some((_, node)) if node.kind == Kind::Dotted => {
                let mut child = Table::new(Origin::Dotted, id, node.key.span);
                child.nodes = named.iter().map(|(index, _)| *index).collect();
                Member::Table(self.add(table, name, child))
            }
            Some((_, node)) => Member::Value(id, node.key.span),
        }
    }

    fn push(&mut self, table: Table) -> usize {
        self.tables.push(table);
        self.tables.len() - 1
    }

    fn add(&mut self, parent: usize, name: Cow<'t, str>, table: Table) -> usize {
        let index = self.push(table);
        if let Some(parent) = self.tables.get_mut(parent) {
            parent.has_children = true;
        }
        self.children.insert((parent, name), index);
        index
    }

    fn redefined(&mut self, segment: SegmentId, key: Span, first_segment: SegmentId, first: Span) {
        // A header without a key is a syntax error of its own.
        if key.is_empty() {
            return;
        }
        self.found.push(Redefinition {
            segment,
            key,
            first_segment,
            first,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn redefined(text: &str) -> Vec<&str> {
        let document = Document::parse(text);
        let within = document.iter().flat_map(|(id, segment)| {
            let text = document.text(text, id);
            segment.doubled.iter().map(move |doubled| doubled.key.of_text(text))
        });
        let across = document
            .redefinitions
            .iter()
            .map(|found| found.key.of_text(document.text(text, found.segment)));
        within.chain(across).collect()
    }

    #[test]
    fn what_toml_allows_is_no_redefinition() {
        for text in [
            "a.b = 1\na.c = 2\n[x.y]\n[x]\nz = 1\n",
            "[[t]]\n[[t.e]]\na = 1\n[[t.e]]\na = 1\n[[t]]\n[[t.e]]\n[t.u]\n",
            "[fruit]\napple.color = 1\napple.taste.sweet = true\n[fruit.apple.texture]\nsmooth = true\n",
            "[a.b.x]\n[a]\nb.c = 1\nb.d.e = 2\n[a.b.y]\n[a.b.d.f]\n",
            "[a.b.c.d]\n[a]\nb.t = 1\n[a.b.c]\n",
            "[a.b.c.d]\n[a]\nb.c.t = 1\nb.c.u = 1\n",
            "[[a.b.c]]\n[a]\nb.t = 1\n[[a.b.c]]\n",
        ] {
            assert_eq!(redefined(text), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn what_is_defined_twice_is_found() {
        let cases: [(&str, &[&str]); 16] = [
            ("a = 1\n\"a\" = 2\n", &["\"a\""]),
            ("a = 1\na.b = 2\n", &["a"]),
            ("a = { b = 1, b = 2 }\n", &["b"]),
            ("[a]\n[b]\n[a]\n", &["a"]),
            ("[[a]]\n[a]\n", &["a"]),
            ("[a]\n[[a]]\n", &["a"]),
            ("a = []\n[[a]]\n", &["a"]),
            ("[a]\nb = 1\n[a.b]\n", &["b"]),
            ("[a.b.c]\n[a]\nb = 1\n", &["b"]),
            ("[a.b.c]\n[a]\nb.c = 1\n", &["c"]),
            ("[a.b.c]\n[a]\nb.c.d = 1\n", &["c"]),
            ("[[a.b]]\n[a]\nb.c = 1\n", &["b"]),
            ("[a.b.c]\n[a]\nb.d = 1\n[a.b]\n", &["b"]),
            ("[a.b.c]\n[a]\nb.d = 1\n[a.b.d]\n", &["d"]),
            ("[a.b.c.x]\n[a]\nb.c.d = 1\n[a.b.c]\n", &["c"]),
            ("[fruit]\napple.color = 1\n[fruit.apple]\n", &["apple"]),
        ];
        for (text, expected) in cases {
            assert_eq!(redefined(text), expected, "{text}");
        }
    }
}
