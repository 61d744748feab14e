//! What may be written where the cursor is, in a text that need not parse.
//!
//! [`Typing`] tells it in terms of TOML; here its keys are led to the kinds of table that the format knows.

use crate::ide::{Context, Cursor};
use crate::keys::{ColumnRole, Form, TableKind, ValueType};
use crate::register::Register;
use crate::syntax::{On, Slot, Typing, Written};
use crate::text::{FileId, SegmentId, Span};

/// What stands around a cursor. Spans are in bytes of the file.
#[derive(Debug)]
pub(super) struct Spot<'t> {
    /// The file.
    pub(super) file: FileId,
    /// The segment.
    pub(super) segment: SegmentId,
    /// The text of the file.
    pub(super) text: &'t str,
    /// The cursor, in bytes of the file, on a character's boundary.
    pub(super) cursor: u32,
    /// The kind of table that the file is as a whole.
    pub(super) root: TableKind,
    /// The kind of table that the cursor is in; none where the format has no such table.
    pub(super) table: Option<TableKind>,
    /// What the value means that the cursor is in, where that is a table whose keys the author chooses.
    pub(super) map: Option<ValueType>,
    /// Where that table opens, in bytes of the segment: its header, or its brace.
    pub(super) opened_at: u32,
    /// Whether that table is one in braces.
    pub(super) is_inline: bool,
    /// The keys of that table that have an equals sign, before the cursor and after it.
    pub(super) written: Vec<Written<'t>>,
    /// What the cursor is on.
    pub(super) on: On<'t>,
    /// Where that is the place of an element in an array of tables: what kind of table.
    pub(super) element: Option<TableKind>,
}

impl<'t> Spot<'t> {
    /// What stands around a cursor; none for a file that is not there.
    pub(super) fn find(context: &Context<'t>, cursor: Cursor) -> Option<Self> {
        let source = context.file(cursor.file)?;
        let text = source.text.as_str();
        let offset = text.floor_char_boundary(cursor.offset as usize);
        let offset = crate::text::to_u32(offset);
        let typing: Typing<'t> = source.document.typing(text, offset)?;
        let kind = |keys: &[&str], from: TableKind| keys.iter().try_fold(from, |kind, key| kind.child(key));
        let root = source.role.table();
        let table = kind(&typing.table, root).and_then(|table| kind(&typing.dotted, table));
        let map = table.is_none().then(|| {
            let path: Vec<&str> = typing.table.iter().chain(&typing.dotted).copied().collect();
            let (last, above) = path.split_last()?;
            let value = kind(above, root)?.key(last)?.1.value;
            matches!(value.form(), Form::Map(_)).then_some(value)
        });
        let element = match typing.on {
            On::Value {
                key,
                slot: Slot::Element,
                ..
            } => table.and_then(|table| table.child(key)),
            _ => None,
        };
        Some(Self {
            file: cursor.file,
            segment: typing.segment,
            text,
            cursor: offset,
            root,
            table,
            map: map.flatten(),
            opened_at: typing.opened_at,
            is_inline: typing.is_inline,
            written: typing.written,
            on: typing.on,
            element,
        })
    }

    /// The string that a key of this table is set to, where it stands letter by letter.
    pub(super) fn string(&self, key: &str) -> Option<&'t str> {
        let mut written = self.written.iter();
        written.find(|written| written.name == key)?.string
    }

    /// The string that the column of a role is set to, likewise.
    pub(super) fn of_role(&self, register: &Register, role: ColumnRole) -> Option<&'t str> {
        self.string(register.columns.key_of(role))
    }

    /// Whether the table has the key, apart from where the cursor is.
    pub(super) fn has(&self, key: &str) -> bool {
        let mut written = self.written.iter();
        written.any(|written| written.name == key && !written.key.touches(self.cursor))
    }

    /// Whether a statement of the table follows the cursor.
    pub(super) fn is_followed(&self) -> bool {
        self.written.iter().any(|written| written.key.start > self.cursor)
    }

    /// The line up to a byte offset of the file.
    pub(super) fn line_before(&self, offset: u32) -> &'t str {
        let before = Span::new(0, offset).of_text(self.text);
        before.rsplit(['\n', '\r']).next().unwrap_or_default()
    }
}
