//! A file that is read as a whole, by the table of keys: schemes and settings. Its tables are put together from wherever the
//! text has them (under a header, in braces, in dotted keys), and all that is wrong is told at once.

use std::borrow::Cow;

use super::misfit::{Misfit, MisfitKind, joined};
use super::{FaultKind, Fields, Present, Spanned, Value};
use crate::keys::{Form, Key, TableKind, ValueType};
use crate::messages::Message;
use crate::syntax::{Document, HeaderKind, Kind, Node, Segment, Str};
use crate::text::{SegmentId, Span};

/// A string or a key.
#[derive(Clone, Debug)]
pub struct Text<'t> {
    /// What it says, escapes resolved.
    pub content: Cow<'t, str>,
    /// As it is written, with its quotes, in bytes of the file.
    pub span: Span,
    /// The same without the quotes.
    pub inner: Span,
}

impl<'t> Text<'t> {
    fn new(string: Str, span: Span, (text, start): (&'t str, u32)) -> Self {
        Self {
            content: string.get(text),
            span: span.shift(start),
            inner: string.span.shift(start),
        }
    }

    /// What it says, as a text of its own.
    pub fn owned(&self) -> String {
        self.content.as_ref().to_owned()
    }
}

/// A value of the type that its key takes.
#[derive(Clone, Debug)]
enum Field<'t> {
    Text(Text<'t>),
    Texts(Vec<Text<'t>>),
    Integer(Spanned<i64>),
    Boolean(bool),
    Table(Table<'t>),
    Tables(Vec<Table<'t>>),
}

/// Which keys a table may have.
#[derive(Clone, Copy, Debug)]
enum Keys {
    /// Those of the kind.
    Of(TableKind),
    /// Those that the author chooses: it is the table that a key of a kind leads to.
    Any(TableKind, &'static Key<'static>),
}

/// A table as far as it could be read.
#[derive(Clone, Debug)]
pub struct Table<'t> {
    /// Where it is told that the table lacks something: its header, key or brace, in bytes of the file.
    pub span: Span,
    keys: Keys,
    present: Present,
    /// Whether a part of its text is no TOML, so that nobody knows what it lacks.
    is_broken: bool,
    fields: Vec<(Text<'t>, Field<'t>)>,
}

impl<'t> Table<'t> {
    const fn new(keys: Keys, span: Span) -> Self {
        Self {
            span,
            keys,
            present: Present::NONE,
            is_broken: false,
            fields: Vec::new(),
        }
    }

    fn field(&self, name: &str) -> Option<&Field<'t>> {
        let (_, field) = self.fields.iter().find(|(key, _)| key.content == name)?;
        Some(field)
    }

    /// Whether there is a value under a key.
    pub fn has(&self, name: &str) -> bool {
        self.field(name).is_some()
    }

    /// The string under a key.
    pub fn text(&self, name: &str) -> Option<&Text<'t>> {
        match self.field(name)? {
            Field::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Where the value of a key stands, or its key where that is a table.
    pub fn span_of(&self, name: &str) -> Option<Span> {
        let (key, field) = self.fields.iter().find(|(key, _)| key.content == name)?;
        Some(match field {
            Field::Text(text) => text.span,
            Field::Integer(integer) => integer.span,
            _ => key.span,
        })
    }

    /// The string under a key, as a text of its own.
    pub fn owned(&self, name: &str) -> Option<String> {
        self.text(name).map(Text::owned)
    }

    /// The strings under a key; none where it is not there.
    pub fn texts(&self, name: &str) -> &[Text<'t>] {
        match self.field(name) {
            Some(Field::Texts(texts)) => texts,
            _ => &[],
        }
    }

    /// The whole number under a key.
    pub fn integer(&self, name: &str) -> Option<Spanned<i64>> {
        match self.field(name)? {
            Field::Integer(integer) => Some(*integer),
            _ => None,
        }
    }

    /// `true` or `false` under a key.
    pub fn boolean(&self, name: &str) -> Option<bool> {
        match self.field(name)? {
            Field::Boolean(boolean) => Some(*boolean),
            _ => None,
        }
    }

    /// The table under a key.
    pub fn table(&self, name: &str) -> Option<&Self> {
        match self.field(name)? {
            Field::Table(table) => Some(table),
            _ => None,
        }
    }

    /// The tables under a key; none where it is not there.
    pub fn tables(&self, name: &str) -> &[Self] {
        match self.field(name) {
            Some(Field::Tables(tables)) => tables,
            _ => &[],
        }
    }

    /// The pairs of strings in the table under a key, in the order of the file.
    pub fn pairs(&self, name: &str) -> impl Iterator<Item = (&Text<'t>, &Text<'t>)> {
        let fields = self.table(name).map_or(&[][..], |table| &table.fields);
        fields.iter().filter_map(|(key, field)| match field {
            Field::Text(text) => Some((key, text)),
            _ => None,
        })
    }

    /// The lists of strings in the table under a key, in the order of the file.
    pub fn lists(&self, name: &str) -> impl Iterator<Item = (&Text<'t>, &[Text<'t>])> {
        let fields = self.table(name).map_or(&[][..], |table| &table.fields);
        fields.iter().filter_map(|(key, field)| match field {
            Field::Texts(texts) => Some((key, texts.as_slice())),
            _ => None,
        })
    }

    /// Where a key stands, by its path through the tables.
    pub fn place(&self, path: &[&str]) -> Option<Span> {
        let (name, rest) = path.split_first()?;
        let (key, field) = self.fields.iter().find(|(key, _)| key.content == *name)?;
        match field {
            _ if rest.is_empty() => Some(key.span),
            Field::Table(table) => table.place(rest),
            _ => None,
        }
    }

    /// Whether a key may be there without a value that could be read: what is amiss with it is told already, and its lack is
    /// no reason to tell anything else.
    pub fn is_misread(&self, name: &str) -> bool {
        let Keys::Of(kind) = self.keys else { return false };
        let is_meant = kind.key(name).is_some_and(|(place, _)| !self.present.is_missing(place));
        self.field(name).is_none() && (self.is_broken || is_meant)
    }

    /// What is under a key, `empty` where nothing is yet.
    fn entry(&mut self, key: Text<'t>, empty: Field<'t>) -> Option<&mut Field<'t>> {
        let place = self.fields.iter().position(|(known, _)| known.content == key.content);
        let place = place.unwrap_or_else(|| {
            self.fields.push((key, empty));
            self.fields.len() - 1
        });
        self.fields.get_mut(place).map(|(_, field)| field)
    }

    /// The table under a key, made where it is not there yet; none where something else is.
    fn child(&mut self, key: Text<'t>, keys: Keys) -> Option<&mut Self> {
        let empty = Field::Table(Self::new(keys, key.span));
        match self.entry(key, empty)? {
            Field::Table(table) => Some(table),
            _ => None,
        }
    }

    /// The tables under a key, made where they are not there yet; none where something else is.
    fn elements(&mut self, key: Text<'t>) -> Option<&mut Vec<Self>> {
        match self.entry(key, Field::Tables(Vec::new()))? {
            Field::Tables(tables) => Some(tables),
            _ => None,
        }
    }

    fn tell_missing(&self, misfits: &mut Vec<Misfit>) {
        if let (Keys::Of(kind), false) = (self.keys, self.is_broken) {
            let missing = self.present.missing(kind).map(|key| Misfit {
                span: self.span,
                kind: MisfitKind::MissingKey(joined(kind.path(), key.name)),
            });
            misfits.extend(missing);
        }
        for (_, field) in &self.fields {
            let tables = match field {
                Field::Table(table) => std::slice::from_ref(table),
                Field::Tables(tables) => tables,
                _ => &[],
            };
            tables.iter().for_each(|table| table.tell_missing(misfits));
        }
    }
}

/// Reads the text of a file, whose top level is of a kind. Gives what could be read, and all that is wrong in the order of the
/// text.
pub fn read(text: &str, file: TableKind) -> (Table<'_>, Vec<Misfit>) {
    let document = Document::parse(text);
    let mut misfits = syntax_faults(text, &document);
    let mut root = Table::new(Keys::Of(file), Span::default());
    root.is_broken = !misfits.is_empty();
    for (id, segment) in document.iter() {
        let twice = &document.redefinitions;
        if twice.binary_search_by_key(&id, |twice| twice.segment).is_ok() {
            continue;
        }
        let text = document.text(text, id);
        let mut reader = Reader {
            fields: Fields::new(segment, text),
            text,
            start: document.start(id),
            file,
            misfits: Vec::new(),
        };
        reader.segment(&mut root);
        // A table that did not parse says nothing reliable about its keys.
        if segment.errors.is_empty() {
            misfits.append(&mut reader.misfits);
        }
    }
    let has_lost_header = |(id, segment): (SegmentId, &Segment)| id.0 > 0 && segment.header.is_none();
    if !document.iter().any(has_lost_header) {
        root.tell_missing(&mut misfits);
    }
    misfits.sort_by_key(|misfit| misfit.span);
    (root, misfits)
}

/// Where a text is no TOML and why: also where a key or table stands twice.
fn syntax_faults(text: &str, document: &Document) -> Vec<Misfit> {
    let mut misfits = Vec::new();
    let mut tell = |span, message| {
        let kind = MisfitKind::Syntax(Box::new(message));
        misfits.push(Misfit { span, kind });
    };
    for (id, segment) in document.faulty() {
        let (start, text) = (document.start(id), document.text(text, id));
        for error in &segment.errors {
            tell(error.span.shift(start), error.message(text));
        }
        for doubled in &segment.doubled {
            let message = Message::new("duplicate-key").with("key", doubled.key.of_text(text));
            tell(doubled.key.shift(start), message);
        }
    }
    for twice in &document.redefinitions {
        let (start, text) = (document.start(twice.segment), document.text(text, twice.segment));
        let message = Message::attribute("duplicate-key", "table").with("key", twice.key.of_text(text));
        tell(twice.key.shift(start), message);
    }
    misfits
}

/// One segment in the course of reading.
struct Reader<'a, 't> {
    fields: Fields<'a>,
    /// The text of the segment.
    text: &'t str,
    /// Where it starts in the file.
    start: u32,
    file: TableKind,
    misfits: Vec<Misfit>,
}

impl<'a, 't> Reader<'a, 't> {
    fn segment(&mut self, root: &mut Table<'t>) {
        let segment = self.fields.segment;
        if let Some(table) = self.target(root) {
            table.is_broken |= !segment.errors.is_empty();
            self.fill(table, segment.statements());
        }
    }

    /// The table that the header opens.
    fn target<'r>(&mut self, root: &'r mut Table<'t>) -> Option<&'r mut Table<'t>> {
        let mut table = root;
        let Some(header) = &self.fields.segment.header else {
            return Some(table);
        };
        for (place, key) in header.keys.iter().enumerate() {
            let is_last = place + 1 == header.keys.len();
            let opens_element = is_last && header.kind == HeaderKind::Element;
            let name = Text::new(key.string(self.text), key.span, (self.text, self.start));
            let kind = match table.keys {
                Keys::Of(kind) => kind,
                Keys::Any(kind, key) => {
                    let path = joined(&joined(kind.path(), key.name), &name.content);
                    self.wrong(path, element_of(key).value, header.span);
                    return None;
                }
            };
            let Some((known, _)) = self.fields.known(kind, &name.content, key.span, &mut table.present) else {
                self.tell_unknown();
                return None;
            };
            let next = match known.value.form() {
                Form::Table(child) if !opens_element => table.child(name, Keys::Of(child)),
                Form::Map(_) if !opens_element => table.child(name, Keys::Any(kind, known)),
                Form::Tables(child) if opens_element => table.elements(name).and_then(|elements| {
                    elements.push(Table::new(Keys::Of(child), header.span.shift(self.start)));
                    elements.last_mut()
                }),
                Form::Tables(_) if !is_last => table.elements(name).and_then(|elements| elements.last_mut()),
                _ => None,
            };
            let Some(next) = next else {
                self.wrong(joined(kind.path(), known.name), known.value, header.span);
                return None;
            };
            if is_last && !opens_element {
                next.span = header.span.shift(self.start);
            }
            table = next;
        }
        Some(table)
    }

    fn fill(&mut self, table: &mut Table<'t>, nodes: impl Iterator<Item = (usize, &'a Node)>) {
        match table.keys {
            Keys::Of(kind) => {
                let mut known = Vec::new();
                self.fields
                    .keys(kind, nodes, &mut table.present, |_, key, index, node| {
                        known.push((key, index, node));
                    });
                self.tell_unknown();
                for (key, index, node) in known {
                    let path = || joined(kind.path(), key.name);
                    self.value(table, key, Keys::Any(kind, key), path, (index, node));
                }
            }
            Keys::Any(kind, key) => {
                let element = element_of(key);
                for (index, node) in nodes {
                    let name = node.key.name(self.text);
                    // An empty key is a syntax error, told already.
                    if !node.key.span.is_empty() {
                        let path = || joined(&joined(kind.path(), key.name), &name);
                        self.value(table, &element, table.keys, path, (index, node));
                    }
                }
            }
        }
    }

    /// Reads a value of a table. `keys` are those of a table that it is, if the author chooses them.
    fn value(
        &mut self,
        table: &mut Table<'t>,
        key: &Key<'static>,
        keys: Keys,
        path: impl Fn() -> String,
        (index, node): (usize, &Node),
    ) {
        let value = self.fields.value(key.into(), index, node);
        for (span, _) in std::mem::take(&mut self.fields.faults) {
            // What is wrong with a string is told of all of it.
            let is_string = matches!(node.kind, Kind::String(_));
            self.wrong(path(), key.value, if is_string { node.span } else { span });
        }
        let Some(value) = value else { return };
        let segment = self.fields.segment;
        let at = (self.text, self.start);
        let name = Text::new(node.key.string(self.text), node.key.span, at);
        let string = |node: &Node| Some(Text::new(node.string(at.0)?, node.span, at));
        let field = match value {
            Value::Str(_) => string(node).map(Field::Text),
            Value::Strings(_) if matches!(node.kind, Kind::String(_)) => {
                string(node).map(|text| Field::Texts(vec![text]))
            }
            Value::Strings(_) => Some(Field::Texts(
                segment.children(index).filter_map(|(_, node)| string(node)).collect(),
            )),
            Value::Integer(Spanned { value, span }) => Some(Field::Integer(Spanned {
                value,
                span: span.shift(self.start),
            })),
            Value::Boolean(value) => Some(Field::Boolean(value)),
            Value::Table(index) => {
                let keys = key.table().map_or(keys, Keys::Of);
                if let Some(table) = table.child(name, keys) {
                    self.fill(table, segment.children(index));
                }
                return;
            }
            Value::Tables(indexes) => {
                let table = |index: usize| {
                    let brace = segment.nodes.get(index).map_or(Span::default(), |node| node.span);
                    let span = Span::new(brace.start, brace.start + 1).shift(self.start);
                    let mut table = Table::new(key.table().map_or(keys, Keys::Of), span);
                    self.fill(&mut table, segment.children(index));
                    table
                };
                Some(Field::Tables(indexes.into_iter().map(table).collect()))
            }
            // Neither schemes nor settings hold a date.
            Value::Date(_) => None,
        };
        table.fields.extend(field.map(|field| (name, field)));
    }

    fn tell_unknown(&mut self) {
        for (span, fault) in std::mem::take(&mut self.fields.faults) {
            if let FaultKind::UnknownKey { name, table } = fault {
                self.tell(span, MisfitKind::unknown(&name, table, self.file));
            }
        }
    }

    fn wrong(&mut self, key: String, expected: ValueType, span: Span) {
        self.tell(span, MisfitKind::WrongValue { key, expected });
    }

    fn tell(&mut self, span: Span, kind: MisfitKind) {
        let span = span.shift(self.start);
        self.misfits.push(Misfit { span, kind });
    }
}

/// What stands under each key of a table whose keys the author chooses.
fn element_of(key: &Key<'static>) -> Key<'static> {
    let value = match key.value.form() {
        Form::Map(value) => *value,
        _ => key.value,
    };
    Key { value, ..*key }
}
