//! How far things reach in the text: a segment to its last line, a table to the end of its entries, an inline table to
//! its brace. Blank lines and comments before the next header belong to what follows.

use crate::diagnostic::Place;
use crate::register::model::Site;
use crate::register::{Register, SourceFile};
use crate::syntax::{Key, Kind};
use crate::text::{SegmentId, Span, to_u32};

/// The whole item at a site, relative to the file: a table under a header with all tables below it, an inline table
/// with its braces.
pub(super) fn item(register: &Register, site: &Site) -> Place {
    let span = register.file(site.file).map_or(Span::default(), |source| {
        braces(source, site).unwrap_or_else(|| with_sub_tables(source, site.segment))
    });
    Place::in_file(site.file, span)
}

/// The inline table that a site stands for, in bytes of the file; none for a table under a header.
fn braces(source: &SourceFile, site: &Site) -> Option<Span> {
    let segment = source.document.segment(site.segment)?;
    if segment.header.as_ref().is_some_and(|header| header.span == site.header) {
        return None;
    }
    // Nodes are in the order of the text, and there may be a great many.
    let first = segment
        .nodes
        .partition_point(|node| node.span.start < site.header.start);
    let opened_here = segment.nodes.get(first..)?.iter();
    let node = opened_here
        .take_while(|node| node.span.start == site.header.start)
        .find(|node| node.kind == Kind::InlineTable);
    // `register = { … }` has its key for a header.
    let by_key = || segment.statements().find(|(_, node)| node.key.span == site.header);
    let span = node.or_else(|| Some(by_key()?.1))?.span;
    Some(span.shift(source.document.start(site.segment)))
}

/// A segment from its header to the end of the line of its last statement, in bytes of the file.
pub(super) fn segment(source: &SourceFile, id: SegmentId) -> Span {
    let Some(segment) = source.document.segment(id) else {
        return Span::default();
    };
    let header = segment.header.as_ref().map(|header| header.span);
    let statements = || segment.nodes.iter().map(|node| node.key.span.cover(node.span));
    let start = header
        .map(|span| span.start)
        .or_else(|| statements().map(|span| span.start).min())
        .unwrap_or(0);
    let end = header
        .into_iter()
        .chain(statements())
        .map(|span| span.end)
        .max()
        .unwrap_or(0);
    let text = source.document.text(&source.text, id);
    let rest = Span::new(end, to_u32(text.len())).of_text(text);
    let line = rest.lines().next().unwrap_or_default();
    let end = end + to_u32(line.trim_end().len());
    Span::new(start, end.min(segment.length)).shift(source.document.start(id))
}

/// A segment and those of the tables below it: a table with its entries.
pub(super) fn with_sub_tables(source: &SourceFile, id: SegmentId) -> Span {
    let own = segment(source, id);
    match last_sub_table(source, id) {
        Some(last) => own.cover(segment(source, last)),
        None => own,
    }
}

/// The last of the segments after one whose headers lead on from its own; none where the next one does not.
fn last_sub_table(source: &SourceFile, id: SegmentId) -> Option<SegmentId> {
    let own = path(source, id)?;
    let following = (id.0 + 1..).map(SegmentId);
    following
        .take_while(|next| path(source, *next).is_some_and(|path| path.leads_on_from(own)))
        .last()
}

/// The segment above one: the nearest before it that its header leads on from.
pub(super) fn parent(source: &SourceFile, id: SegmentId) -> Option<SegmentId> {
    let own = path(source, id)?;
    if own.keys.len() < 2 {
        return None;
    }
    (0..id.0)
        .rev()
        .map(SegmentId)
        .find(|before| path(source, *before).is_some_and(|path| own.leads_on_from(path)))
}

/// The keys of a header, and the text that they stand in.
#[derive(Clone, Copy)]
struct Path<'s> {
    keys: &'s [Key],
    text: &'s str,
}

impl Path<'_> {
    /// Whether it begins with all keys of another one, and has more.
    fn leads_on_from(self, above: Self) -> bool {
        let mut pairs = self.keys.iter().zip(above.keys);
        self.keys.len() > above.keys.len() && pairs.all(|(own, key)| own.name(self.text) == key.name(above.text))
    }
}

/// The keys of a segment's header; none for the first segment, which has none.
fn path(source: &SourceFile, id: SegmentId) -> Option<Path<'_>> {
    Some(Path {
        keys: &source.document.segment(id)?.header.as_ref()?.keys,
        text: source.document.text(&source.text, id),
    })
}
