//! What the cursor is on, in terms of the register: which item, which key, which value.

use crate::diagnostic::Place;
use crate::fields::{map_of_header, table_of_header};
use crate::keys::{Columns, Form, Key, TableKind, ValueType};
use crate::register::Register;
use crate::register::handle::CategoryRef;
use crate::register::model::{EntryId, Row, Site};
use crate::syntax::{Kind, Located, Node, Part, Segment, Str};
use crate::text::{FileId, SegmentId, Span};

use super::Cursor;

/// A table of the register, by its place in the list of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Item {
    /// `[register]`.
    Head,
    /// `[[subsystem]]`, in [`Register::subsystems`].
    Subsystem(usize),
    /// `[[category]]`, in [`Register::categories`].
    Category(usize),
    /// `[[table]]`, in [`Register::tables`].
    Table(usize),
    /// `[[table.entry]]`.
    Entry(EntryId),
    /// `[[statistics]]`, in [`Register::statistics`].
    Statistics(usize),
    /// A row: the statistics, and its place in [`crate::register::model::Statistics::rows`].
    Row(usize, usize),
}

/// Which part of the item the cursor is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// Its header.
    Header,
    /// A key, known or not.
    Key(Str),
    /// A value that is no string.
    Value,
    /// A string, or one in an array of strings.
    Text(Str),
    /// A comment.
    Comment,
    /// Blank.
    Blank,
}

/// What the cursor is on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Target<'r> {
    /// Which part.
    pub what: What,
    /// The kind of table that the cursor is in; none where its header leads nowhere.
    pub table: Option<TableKind>,
    /// The item; none for a kind that has no list, or one that could not be read.
    pub item: Option<Item>,
    /// The key that the cursor is on or whose value it is in, where the format has it.
    pub key: Option<Key<'r>>,
    /// What the value means that the cursor is in, where that is a table whose keys the author chooses.
    pub map: Option<ValueType>,
    /// What the cursor is on, relative to its segment: the key, the string without its quotes, the value, the comment,
    /// the header; empty on a blank.
    pub place: Place,
    /// The offset of the cursor in bytes of the segment.
    pub offset: u32,
}

impl Target<'_> {
    /// For a cursor in a string that stands letter by letter in the text: the offset in bytes of its content.
    pub(super) fn offset_in_text(&self) -> Option<u32> {
        match self.what {
            What::Text(string) if string.is_plain() => {
                Some(self.offset.clamp(string.span.start, string.span.end) - string.span.start)
            }
            _ => None,
        }
    }
}

/// What the cursor is on; none for a file that is not there.
pub(super) fn at(register: &Register, cursor: Cursor) -> Option<Target<'_>> {
    let source = register.file(cursor.file)?;
    let located = source.document.locate(cursor.offset);
    let segment = source.document.segment(located.segment)?;
    let text = source.document.text(&source.text, located.segment);
    let walk = Walk::new(&register.columns, source.role.table(), segment, text, &located);
    let (what, span) = what(segment, text, &located);
    Some(Target {
        what,
        table: walk.table,
        item: walk
            .table
            .and_then(|table| item(register, cursor.file, located.segment, table, walk.opened_at)),
        key: walk.key,
        map: walk.map,
        place: Place {
            file: cursor.file,
            segment: located.segment,
            span,
        },
        offset: located.offset,
    })
}

fn what(segment: &Segment, text: &str, located: &Located) -> (What, Span) {
    let node = located.path.last().and_then(|index| segment.nodes.get(*index));
    match (located.part, node) {
        (Part::Comment(span), _) => (What::Comment, span),
        (Part::Header(_), _) => (
            What::Header,
            segment
                .header
                .as_ref()
                .map_or(Span::empty(located.offset), |header| header.span),
        ),
        (Part::Key, Some(node)) => (What::Key(node.key.string(text)), node.key.span),
        (Part::Value, Some(node)) => match node.string(text) {
            Some(string) => (What::Text(string), string.span),
            None => (What::Value, node.span),
        },
        _ => (What::Blank, Span::empty(located.offset)),
    }
}

/// The way from the file's top level to the cursor, by the format's keys.
struct Walk<'r> {
    columns: &'r Columns,
    table: Option<TableKind>,
    key: Option<Key<'r>>,
    map: Option<ValueType>,
    /// Where the table opens: its header, or the brace of an inline table.
    opened_at: Span,
}

impl<'r> Walk<'r> {
    fn new(columns: &'r Columns, file: TableKind, segment: &Segment, text: &str, located: &Located) -> Self {
        let mut walk = Self {
            columns,
            table: table_of_header(file, segment, text),
            key: None,
            map: map_of_header(file, segment, text),
            opened_at: segment.header.as_ref().map_or(Span::empty(0), |header| header.span),
        };
        for index in &located.path {
            if let Some(node) = segment.nodes.get(*index) {
                walk.step(node, text);
            }
        }
        walk
    }

    fn step(&mut self, node: &Node, text: &str) {
        if !node.key.span.is_empty() {
            // A key below another one: the table that the other leads to is the one that this key is in.
            self.enter(node.key.span);
            let key = |table| Some(self.columns.key(table, &node.key.name(text))?.1);
            self.key = self.table.and_then(key);
            return;
        }
        // An element of an array: an inline table opens an item of its own.
        if let Some(kind) = self.child().filter(|_| node.kind == Kind::InlineTable) {
            self.table = Some(kind);
            self.key = None;
            self.opened_at = node.span;
        }
    }

    fn enter(&mut self, at: Span) {
        if self.key.is_none() {
            return;
        }
        self.table = self.child();
        self.map = self
            .key
            .map(|key| key.value)
            .filter(|value| matches!(value.form(), Form::Map(_)));
        self.key = None;
        // What a row asks for, and what it says in columns, is the row's own.
        let is_of_row = |table| matches!(table, TableKind::Conditions | TableKind::Figures | TableKind::Figure);
        if !self.table.is_some_and(is_of_row) {
            self.opened_at = at;
        }
    }

    fn child(&self) -> Option<TableKind> {
        self.key?.table()
    }
}

fn item(register: &Register, file: FileId, segment: SegmentId, table: TableKind, at: Span) -> Option<Item> {
    let is_here = |site: &Site| {
        site.file == file && site.segment == segment && (site.header.start == at.start || at.contains(site.header))
    };
    match table {
        TableKind::Register => Some(Item::Head).filter(|_| is_here(&register.head().site)),
        TableKind::Subsystem => register
            .subsystems()
            .position(|item| is_here(&item.site))
            .map(Item::Subsystem),
        TableKind::Category => register
            .categories()
            .position(|item| is_here(&item.site))
            .map(Item::Category),
        TableKind::Table => register.tables().position(|item| is_here(&item.site)).map(Item::Table),
        TableKind::Entry => {
            let mut entries = register.entries_in(file, segment..=segment);
            let found = entries.find(|(_, entry)| is_here(&entry.site));
            found.map(|(id, _)| Item::Entry(id))
        }
        TableKind::Statistics => register
            .statistics()
            .position(|item| is_here(&item.site))
            .map(Item::Statistics),
        TableKind::Row | TableKind::Conditions | TableKind::Figures | TableKind::Figure => {
            register.statistics().enumerate().find_map(|(index, item)| {
                let is_of_row =
                    |row: &Row| is_here(&row.site) || row.figures.iter().any(|figure| is_here(&figure.site));
                let row = item.rows.iter().position(is_of_row)?;
                Some(Item::Row(index, row))
            })
        }
        // What a category requires is the category's own.
        TableKind::Required => {
            let of_category = |category: &CategoryRef<'_>| category.requires.iter().any(|item| is_here(&item.site));
            register
                .categories()
                .position(|item| of_category(&item))
                .map(Item::Category)
        }
        // What it counts is said where its figures are.
        TableKind::StatisticsColumn
        | TableKind::Root
        | TableKind::Revision
        | TableKind::Status
        | TableKind::Level
        | TableKind::Scheme
        | TableKind::SchemeHead
        | TableKind::Layer
        | TableKind::Column
        | TableKind::LayerPath
        | TableKind::Prefix
        | TableKind::PlanForm
        | TableKind::StatisticItem
        | TableKind::Settings
        | TableKind::Format
        | TableKind::Catalogue => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::fixture::Fixture;

    fn target(marked: &str) -> (Target<'static>, String) {
        let fixture = Box::leak(Box::new(Fixture::new(marked)));
        let target = at(fixture.context().register, fixture.cursor()).unwrap();
        (target, fixture.covered(target.place).to_owned())
    }

    const TABLES: &str = "[register]\ntitle = \"x\"\n[[table]]\nid = \"A.1\"\n[[table.entry]]\nnumber = 1\n";

    #[test]
    fn a_value_is_known_by_its_item_and_key() {
        let (target, text) = target(&format!("{TABLES}code = \"2095$0021\"\n"));
        assert_eq!(
            (target.item, target.table),
            (Some(Item::Entry(EntryId(0))), Some(TableKind::Entry))
        );
        assert_eq!(
            (target.key.map(|key| key.name), text.as_str()),
            (Some("code"), "2095021")
        );
        assert_eq!(target.offset_in_text(), Some(4));
    }

    #[test]
    fn inline_entries_and_rows_are_items_too() {
        let text = "[[table]]\nid = \"A.1\"\nentry = [{ number = 1 }, { number = 2, title = \"标$0准\" }]\n";
        assert_eq!(target(text).0.item, Some(Item::Entry(EntryId(1))));
        let text = "[[statistics]]\nby = \"level\"\nrows = [{ item = \"a\" }, { item = \"b$0\" }]\n";
        assert_eq!(target(text).0.item, Some(Item::Row(0, 1)));
        let text = "[[statistics]]\nby = \"level\"\nrows = [{ item = \"a\", where = { status = \"b$0\" } }]\n";
        assert_eq!(target(text).0.table, Some(TableKind::Conditions));
    }

    #[test]
    fn an_element_of_an_array_of_strings_belongs_to_its_key() {
        let (target, text) = target(&format!("{TABLES}replaces = [\"a\", \"b$0b\"]\n"));
        assert_eq!(
            (target.key.map(|key| key.name), text.as_str()),
            (Some("replaces"), "bb")
        );
    }

    #[test]
    fn headers_are_part_of_their_item() {
        let (target, text) = target("[[table]]\n[[tab$0le.entry]]\n");
        assert_eq!(
            (target.what, target.item, text.as_str()),
            (What::Header, Some(Item::Entry(EntryId(0))), "[[table.entry]]")
        );
    }
}
