//! What rules are given to look at.

use std::borrow::Cow;
use std::cell::Cell;

use crate::code;
use crate::diagnostic::Place;
use crate::register::model::{Category, Entry, EntryId, Statistics, Table};
use crate::register::{Register, SourceFile};
use crate::scheme::{Layer, Role};
use crate::syntax::{Date, Str};
use crate::text::{FileId, Span};

/// The whole register.
#[derive(Clone, Copy, Debug)]
pub struct RegisterContext<'a> {
    /// The register.
    pub register: &'a Register,
    /// Today's date, for rules that ask for it.
    pub today: Date,
}

/// One root or part.
#[derive(Clone, Copy, Debug)]
pub struct FileContext<'a> {
    /// The register.
    pub register: &'a Register,
    /// The file.
    pub id: FileId,
    /// The file with its text.
    pub source: &'a SourceFile,
}

/// One detail table.
#[derive(Clone, Copy, Debug)]
pub struct TableContext<'a> {
    /// The register.
    pub register: &'a Register,
    /// The table.
    pub table: &'a Table,
    /// The text of the table's segment: what the spans of its values are relative to. Its entries have their own.
    pub text: &'a str,
}

/// One statistics table.
#[derive(Clone, Copy, Debug)]
pub struct StatisticsContext<'a> {
    /// The register.
    pub register: &'a Register,
    /// The statistics.
    pub statistics: &'a Statistics,
    /// Their place in [`Register::statistics`].
    pub index: usize,
}

/// One entry.
#[derive(Clone, Copy, Debug)]
pub struct EntryContext<'a> {
    /// The register.
    pub register: &'a Register,
    /// The entry's id.
    pub id: EntryId,
    /// The entry.
    pub entry: &'a Entry,
    /// The table that it stands in.
    pub table: &'a Table,
    /// The text of the entry's segment: what the spans of its values are relative to.
    pub text: &'a str,
    /// Today's date, for rules that ask for it.
    pub today: Date,
    /// Whether the rule looked further than it may without saying so.
    pub(crate) looked_beyond: &'a Cell<bool>,
}

/// The value of a layer of an entry's code.
#[derive(Clone, Copy, Debug)]
pub struct LayerValue<'a> {
    /// The layer.
    pub layer: &'a Layer,
    /// Its place among the layers, from 0.
    pub index: usize,
    /// The value: one that the layer's table lists, or any well-formed one where it lists none.
    pub value: &'a str,
    /// Where it stands.
    pub place: Place,
}

impl<'a> LayerValue<'a> {
    /// [`EntryContext::layer`] for rules that see more than one entry.
    pub fn of(register: &'a Register, entry: &Entry, role: Role) -> Option<Self> {
        Self::read(register, entry, register.text(&entry.site), role)
    }

    fn read(register: &'a Register, entry: &Entry, text: &'a str, role: Role) -> Option<Self> {
        if register.scheme_is_stand_in() {
            return None;
        }
        let scheme = &register.scheme;
        let index = scheme.layer_of(role)?;
        let layer = scheme.layers.get(index)?;
        let code = entry.code?;
        let Cow::Borrowed(code_text) = code.get(text) else {
            return None;
        };
        let value = entry.layers.value_at(scheme, code_text, index)?;
        let place = entry.site.place(code.part(code::layer_span(layer, code_text)));
        Some(Self {
            layer,
            index,
            value,
            place,
        })
    }

    /// The layer's number as people count: from 1.
    pub const fn number(&self) -> usize {
        self.index + 1
    }
}

impl<'a> EntryContext<'a> {
    /// A place in the entry's segment.
    pub const fn place(&self, span: Span) -> Place {
        self.entry.site.place(span)
    }

    /// A string of the entry.
    pub fn string(&self, string: Str) -> Cow<'a, str> {
        string.get(self.text)
    }

    /// The place of a part of a string, given in bytes of its content.
    pub fn part(&self, string: Str, part: Span) -> Place {
        self.place(string.part(part))
    }

    /// The register for a look at other tables, or at whether all was read. An editor keeps what was found in an entry
    /// while the entry, its table, the head, the categories and the words stay as they are; an entry whose rules looked
    /// beyond these is looked at again when something there changed.
    pub fn beyond(&self) -> &'a Register {
        self.looked_beyond.set(true);
        self.register
    }

    /// The category of the entry's table, where it is defined.
    pub fn category(&self) -> Option<&'a Category> {
        self.register.category_of(self.table)
    }

    /// The value of the layer with a role in the entry's code. Nothing where the code does not have it, where it is
    /// not what the layer takes, and for a code that is written with escapes: another rule's finding, or nobody's.
    /// Nothing either where the register's own scheme could not be read.
    pub fn layer(&self, role: Role) -> Option<LayerValue<'a>> {
        LayerValue::read(self.register, self.entry, self.text, role)
    }
}

impl<'a> TableContext<'a> {
    /// A place in the table's own segment.
    pub const fn place(&self, span: Span) -> Place {
        self.table.site.place(span)
    }

    /// The entries of the table with their ids.
    pub fn entries(&self) -> impl Iterator<Item = (EntryId, &'a Entry)> {
        self.register.entries_of(self.table)
    }
}
