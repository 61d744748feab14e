//! The outline of a scheme file and of settings: their tables, called by what they define, and the keys of settings.

use super::{Symbol, SymbolKind};
use crate::diagnostic::Place;
use crate::fields::table_of_header;
use crate::ide::{Context, extents};
use crate::keys::TableKind;
use crate::register::SourceFile;
use crate::syntax::{Node, Segment};
use crate::text::{FileId, SegmentId, Span};

/// The tables and keys of the file, in the order of its text.
pub(super) fn outline(context: Context<'_>, file: FileId, source: &SourceFile) -> Vec<Symbol> {
    let mut symbols = Vec::new();
    for (id, segment) in source.document.iter() {
        let own = Own {
            context,
            file,
            source,
            id,
            segment,
        };
        if segment.header.is_some() {
            symbols.push(own.table());
        } else {
            symbols.extend(segment.statements().map(|(_, node)| own.key(node)));
        }
    }
    symbols
}

/// A segment of the file.
struct Own<'a> {
    context: Context<'a>,
    file: FileId,
    source: &'a SourceFile,
    id: SegmentId,
    segment: &'a Segment,
}

impl Own<'_> {
    fn text(&self) -> &str {
        self.source.document.text(&self.source.text, self.id)
    }

    fn place(&self, span: Span) -> Place {
        Place::in_file(self.file, span.shift(self.source.document.start(self.id)))
    }

    /// A table under a header: called by its title or name, where it has one.
    fn table(&self) -> Symbol {
        let header = self
            .segment
            .header
            .as_ref()
            .map_or(Span::default(), |header| header.span);
        let range = extents::segment(self.source, self.id);
        let named = naming_keys(table_of_header(self.source.role.table(), self.segment, self.text()));
        let mut names = named.iter().filter_map(|key| {
            let mut statements = self.segment.statements();
            let (_, node) = statements.find(|(_, node)| node.key.name(self.text()) == *key)?;
            let string = node.string(self.text())?;
            let content = string.get(self.text());
            (!content.trim().is_empty()).then(|| (content.trim().to_owned(), string.span))
        });
        let opened = header.of_text(self.text()).to_owned();
        let (name, selection) = names.next().unwrap_or_else(|| (opened.clone(), header));
        let detail = if name == opened { String::new() } else { opened };
        let children = match self.source.role.table() {
            TableKind::Settings => self.segment.statements().map(|(_, node)| self.key(node)).collect(),
            _ => Vec::new(),
        };
        Symbol {
            name,
            detail,
            kind: SymbolKind::Definition,
            range: Place::in_file(self.file, range),
            selection: self.place(selection),
            is_deprecated: false,
            children,
        }
    }

    /// A key with what it is called.
    fn key(&self, node: &Node) -> Symbol {
        let name = node.key.name(self.text()).into_owned();
        let table = table_of_header(self.source.role.table(), self.segment, self.text());
        let known = table.and_then(|table| table.key(&name));
        let detail = known.map_or("", |(_, key)| key.heading.get(self.context.language));
        let name = if name.is_empty() { "\"\"".to_owned() } else { name };
        Symbol {
            detail: detail.to_owned(),
            name,
            kind: SymbolKind::Key,
            range: self.place(node.key.span.cover(node.span)),
            selection: self.place(node.key.span),
            is_deprecated: false,
            children: Vec::new(),
        }
    }
}

/// The keys that a table of a scheme is called by, the best first.
const fn naming_keys(table: Option<TableKind>) -> &'static [&'static str] {
    match table {
        Some(TableKind::SchemeHead | TableKind::Layer | TableKind::Column) => {
            &["title", "name", "key", "id", "literal"]
        }
        Some(TableKind::Prefix) => &["prefix"],
        Some(TableKind::PlanForm) => &["form"],
        Some(TableKind::StatisticItem) => &["item"],
        Some(TableKind::Status | TableKind::Level) => &["name"],
        _ => &[],
    }
}
