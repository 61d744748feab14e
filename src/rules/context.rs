//! What rules are given to look at.

use std::borrow::Cow;
use std::cell::Cell;

use rustc_hash::FxHashSet;

use crate::catalogue::Catalogue;
use crate::code;
use crate::diagnostic::{Diagnostic, Place};
use crate::keys::Columns;
use crate::register::completeness::Completeness;
use crate::register::handle::{CategoryRef, EntryRef, HeadRef, StatisticsRef, SubsystemRef, TableRef};
use crate::register::majority::{Majority, OfCategory};
use crate::register::model::EntryId;
use crate::register::vocabulary::Vocabulary;
use crate::register::{Register, SourceFile};
use crate::scheme::{Layer, Role, Scheme};
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

/// One detail table. What is found in it rests on the table and its entries, the columns, and whether all of the register
/// was read: while these stay as they are, an editor keeps it.
#[derive(Clone, Copy, Debug)]
pub struct TableContext<'a> {
    /// The table.
    pub table: TableRef<'a>,
    /// Not for rules: they see of it what the methods here show.
    register: &'a Register,
}

/// Some detail tables, for rules about sequences.
#[derive(Clone, Copy, Debug)]
pub struct SequencesContext<'a> {
    /// The register: of the entries of other tables rules may look at who has a sequence of theirs; at what else is used, with
    /// a word ([`OfTables::looked_beyond`]).
    pub register: &'a Register,
    /// The tables, by their places.
    tables: &'a [usize],
}

/// What is found in tables, by their places, and which of them were looked beyond.
#[derive(Debug, Default)]
pub struct OfTables {
    /// The findings.
    pub found: Vec<(usize, Diagnostic)>,
    /// The tables whose findings rest on what others use.
    pub beyond: FxHashSet<usize>,
}

/// One statistics table.
#[derive(Clone, Copy, Debug)]
pub struct StatisticsContext<'a> {
    /// The register.
    pub register: &'a Register,
    /// The statistics.
    pub statistics: StatisticsRef<'a>,
    /// Their place in [`Register::statistics`].
    pub index: usize,
}

/// One entry.
#[derive(Clone, Copy, Debug)]
pub struct EntryContext<'a> {
    /// The entry.
    pub entry: EntryRef<'a>,
    /// The table that it stands in.
    pub table: TableRef<'a>,
    /// The text of the entry's segment: what the spans of its values are relative to.
    pub text: &'a str,
    /// Today's date, for rules that ask for it.
    pub today: Date,
    /// [`plain_code`] of the entry.
    code: Option<&'a str>,
    /// [`names_other`] of the entry, which several rules ask.
    names_other: bool,
    /// Not for rules: they see of it what the methods here show, and all of it through [`EntryContext::beyond`].
    register: &'a Register,
    /// Whether the rule looked further than it may without saying so.
    looked_beyond: &'a Cell<bool>,
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
    scheme: &'a Scheme,
    entry: EntryRef<'a>,
}

impl<'a> LayerValue<'a> {
    /// [`EntryContext::layer`] for rules that see more than one entry.
    pub fn of(register: &'a Register, entry: EntryRef<'a>, role: Role) -> Option<Self> {
        let index = register.scheme.layer_of(role)?;
        Self::at(&register.scheme, entry, plain_code(entry)?, index)
    }

    /// The same for a layer by its place in the scheme, and the text of the code.
    fn at(scheme: &'a Scheme, entry: EntryRef<'a>, code: &'a str, index: usize) -> Option<Self> {
        Some(Self {
            layer: scheme.layers.get(index)?,
            index,
            value: entry.layers.value_at(scheme, code, index)?,
            scheme,
            entry,
        })
    }

    /// Where it stands: asked only where something is told of it.
    pub(super) fn place(&self) -> Place {
        let Some(code) = self.entry.code else {
            return self.entry.header();
        };
        let span = code::layer_span(self.scheme, self.index, &self.entry.text(code));
        self.entry.site.place(code.part(span))
    }

    /// The layer's number as people count: from 1.
    pub(super) const fn number(&self) -> usize {
        self.index + 1
    }
}

impl<'a> EntryContext<'a> {
    /// An entry with what entry rules need of its surroundings; none for one that did not parse. A look beyond these is
    /// noted.
    pub fn new(register: &'a Register, id: EntryId, today: Date, looked_beyond: &'a Cell<bool>) -> Option<Self> {
        let entry = register.entry(id).filter(|entry| !entry.site.is_broken)?;
        let table = register.table_of(&entry)?;
        Some(Self {
            entry,
            table,
            text: entry.segment_text(),
            today,
            code: plain_code(entry),
            names_other: names_other(register, table, entry),
            register,
            looked_beyond,
        })
    }

    /// A place in the entry's segment.
    pub(super) fn place(&self, span: Span) -> Place {
        self.entry.site.place(span)
    }

    /// A string of the entry.
    pub(super) fn string(&self, string: Str) -> Cow<'a, str> {
        string.get(self.text)
    }

    /// The place of a part of a string, given in bytes of its content.
    pub(super) fn part(&self, string: Str, part: Span) -> Place {
        self.place(string.part(part))
    }

    /// The register for a look at other tables, or at whether all was read. An editor keeps what was found in an entry
    /// while the entry, its table, the head, the categories and the words stay as they are; an entry whose rules looked
    /// beyond these is looked at again when something there changed.
    pub(super) fn beyond(&self) -> &'a Register {
        self.looked_beyond.set(true);
        self.register
    }

    /// The scheme in force.
    pub(super) fn scheme(&self) -> &'a Scheme {
        &self.register.scheme
    }

    /// The words for status and level.
    pub(super) const fn vocabulary(&self) -> &'a Vocabulary {
        &self.register.vocabulary
    }

    /// The columns of the register.
    pub(super) const fn columns(&self) -> &'a Columns {
        &self.register.columns
    }

    /// The catalogue that the register is held against.
    pub(super) fn catalogue(&self) -> Option<&'a Catalogue> {
        self.register.catalogue.as_deref()
    }

    /// The head of the register.
    pub(super) const fn head(&self) -> HeadRef<'a> {
        self.register.head()
    }

    /// The categories of the register.
    pub fn categories(&self) -> impl Iterator<Item = CategoryRef<'a>> {
        let register = self.register;
        register.categories()
    }

    /// The categories of the subsystem that the category of the entry's table is in, where that is known.
    pub fn categories_beside(&self) -> Option<impl Iterator<Item = CategoryRef<'a>> + use<'a>> {
        let register = self.register;
        let subsystem = self.category()?.subsystem_index?;
        let places = register.belonging.categories_of_subsystem(subsystem).iter();
        Some(places.filter_map(|place| register.category(*place)))
    }

    /// The category of the entry's table, where it is defined.
    pub fn category(&self) -> Option<CategoryRef<'a>> {
        let register = self.register;
        register.category_of(self.table.get())
    }

    /// The first category with a code.
    pub fn category_with_code(&self, code: &str) -> Option<CategoryRef<'a>> {
        let register = self.register;
        register.category_with_code(code)
    }

    /// The category that the entry's code names where that is another than its table's: what L004 tells. The entry may as
    /// well stand in the wrong table, so that nothing else can be said that goes by the table's category. Nothing where
    /// the table's category is not defined, or no category has the code: then that is the fault.
    pub(super) fn other_category(&self) -> Option<CategoryRef<'a>> {
        if !self.names_other {
            return None;
        }
        let register = self.register;
        register.category(register.category_in(self.entry.layers, &self.entry.code()?)?)
    }

    /// [`names_other`] of the entry.
    pub(super) const fn names_other(&self) -> bool {
        self.names_other
    }

    /// What most codes say of the head, for one of its two layers.
    pub(super) fn verdict_on_head(&self, role: Role) -> Option<Majority> {
        self.register.majorities.verdicts.of_head(role)
    }

    /// The category of the entry's table with what most codes say of it, where it is that category which is meant: its
    /// code is defined once, and most codes in the table name no other.
    pub fn settled_category(&self) -> Option<(CategoryRef<'a>, OfCategory)> {
        let register = self.register;
        let index = register.settled_category(self.entry.table as usize)?;
        let verdict = register.majorities.verdicts.categories.get(index)?;
        Some((register.category(index)?, *verdict))
    }

    /// Whether the code of a category is one that its layer takes.
    pub fn has_sound_code(&self, category: CategoryRef<'a>) -> bool {
        self.register.has_sound_code(category.get())
    }

    /// The value of the layer with a role in the entry's code. Nothing where the code does not have it, where it is
    /// not what the layer takes, and for a code that is written with escapes: another rule's finding, or nobody's.
    pub(super) fn layer(&self, role: Role) -> Option<LayerValue<'a>> {
        self.layer_at(self.scheme().layer_of(role)?)
    }

    /// The same for a layer by its place in the scheme.
    pub(super) fn layer_at(&self, index: usize) -> Option<LayerValue<'a>> {
        LayerValue::at(self.scheme(), self.entry, self.code?, index)
    }

    /// The subsystem that a layer must name in the codes of the entry's table, and its code; `layer` is the place of one
    /// with that role.
    pub fn subsystem_of_layer(&self, layer: usize) -> Option<(SubsystemRef<'a>, Cow<'a, str>)> {
        let register = self.register;
        let (index, code) = register.subsystem_code(self.table.category_index?, layer)?;
        Some((register.subsystem(index)?, code))
    }

    /// The category that the entry's code names, all layers together.
    pub fn named_category(&self) -> Option<CategoryRef<'a>> {
        let register = self.register;
        let code = self.entry.code()?;
        let index = register.category_in(self.entry.layers, &code)?;
        register.category(index)
    }

    /// Whether most codes say another value of a subsystem than its code.
    pub(super) fn is_subsystem_contradicted(&self, layer: usize) -> bool {
        let register = self.register;
        let named = self
            .table
            .category_index
            .and_then(|category| register.subsystem_code(category, layer));
        let verdicts = &register.majorities.verdicts.subsystems;
        named.is_some_and(|(index, _)| verdicts.get(index).is_some_and(Option::is_some))
    }
}

/// The text of an entry's code; nothing for one that is written with escapes, of which nobody knows where its layers stand.
fn plain_code(entry: EntryRef<'_>) -> Option<&str> {
    match entry.text(entry.code?) {
        Cow::Borrowed(code) => Some(code),
        Cow::Owned(_) => None,
    }
}

/// Whether an entry's code names another category than its table's, be it one that is defined (L004) or not (C003): the
/// definition may be what is missing. What the table's category asks of codes is then asked of another's.
pub(super) fn names_other(register: &Register, table: TableRef<'_>, entry: EntryRef<'_>) -> bool {
    let defined = register.category_of(&table).and_then(|category| category.code());
    let (Some(code), Some(own)) = (entry.code(), defined.or_else(|| table.category())) else {
        return false;
    };
    let found = entry.layers.value(&register.scheme, &code, Role::Category);
    found.is_some_and(|found| own != found)
}

impl OfTables {
    /// Adds a finding in a table.
    pub(super) fn push(&mut self, table: usize, diagnostic: Diagnostic) {
        self.found.push((table, diagnostic));
    }

    /// Both of two.
    #[must_use]
    pub fn with(mut self, other: Self) -> Self {
        self.found.extend(other.found);
        self.beyond.extend(other.beyond);
        self
    }

    /// Notes that what is found in a table, or is not, rests on which sequences others use.
    pub(super) fn looked_beyond(&mut self, table: usize) {
        self.beyond.insert(table);
    }
}

impl<'a> SequencesContext<'a> {
    /// Some tables of a register, by their places.
    pub const fn new(register: &'a Register, tables: &'a [usize]) -> Self {
        Self { register, tables }
    }

    /// The tables that parsed, with their places.
    pub(super) fn tables(&self) -> impl Iterator<Item = (usize, TableRef<'a>)> {
        let register = self.register;
        let tables = self
            .tables
            .iter()
            .filter_map(|place| Some((*place, register.table(*place)?)));
        tables.filter(|(_, table)| !table.site.is_broken)
    }
}

impl<'a> TableContext<'a> {
    /// A table by its place; none for one that did not parse.
    pub fn new(register: &'a Register, table: usize) -> Option<Self> {
        let table = register.table(table).filter(|table| !table.site.is_broken)?;
        Some(Self { table, register })
    }

    /// The columns of the register.
    pub(super) const fn columns(&self) -> &'a Columns {
        &self.register.columns
    }

    /// Whether parts of the register could not be read.
    pub(super) fn is_partial(&self) -> bool {
        self.register.completeness == Completeness::Partial
    }

    /// The entries of the table with their ids.
    pub fn entries(&self) -> impl Iterator<Item = (EntryId, EntryRef<'a>)> {
        self.register.entries_of(&self.table)
    }
}
