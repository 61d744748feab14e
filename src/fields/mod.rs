//! Reads the keys of a table by the table of keys: looks each up, checks its type, hands its value on. Lenient: what does
//! not fit is a fault beside what could be read. Registers, schemes and settings are all read by it.

mod entry;
mod file;
mod header;
mod misfit;
mod numbers;
mod present;

use std::borrow::Cow;

use smallvec::SmallVec;

pub use self::file::{Table, Text, read, read_document};
pub use self::header::{map_of_header, table_of_header};
pub use self::misfit::{Misfit, MisfitKind};
pub(crate) use self::numbers::block;
use self::numbers::plain_number;
pub(crate) use self::present::Present;
use crate::keys::{Column, Form, Key, Phase, TableKind};
use crate::syntax::{self, Date, Kind, Node, Segment, Str};
use crate::text::Span;

/// A value with its span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// The value as it is written.
    pub span: Span,
}

/// The faults of reading.
#[derive(Clone, Debug, PartialEq)]
pub enum FaultKind {
    /// A key that the table does not have (T002). The span is the key.
    UnknownKey {
        /// The key as it is read.
        name: String,
        /// The table.
        table: TableKind,
    },
    /// A required key is absent (T003), and no unknown key of the table looks like a misspelling of it. The span is
    /// the header.
    MissingKey {
        /// The key.
        name: Cow<'static, str>,
        /// The table.
        table: TableKind,
    },
    /// A key for which the scheme of the register has no layer (T002). The span is the key.
    UnaskedKey {
        /// The key.
        name: &'static str,
        /// The table.
        table: TableKind,
    },
    /// A value of another type (T004). The span is the value, or the header of a table in the wrong form.
    WrongType {
        /// The key; in `where`, and of an entry, one that no table of keys lists.
        name: Cow<'static, str>,
        /// What it takes.
        expected: Form,
        /// What stands there.
        found: Kind,
        /// The value in the right type, where it converts without loss.
        repair: Option<String>,
    },
    /// More elements of a list that are of another type, after as many as are told one by one (T004). The span is the
    /// first.
    WrongElements {
        /// How many.
        count: usize,
    },
}

/// A fault in a segment: its span is relative to that.
pub(crate) type Fault = (Span, FaultKind);

/// A value of the type that its key takes.
pub(crate) enum Value {
    Str(Str),
    Integer(Spanned<i64>),
    Boolean(bool),
    Date(Spanned<Date>),
    Strings(SmallVec<[Str; 1]>),
    /// A table: the node whose children are its keys.
    Table(usize),
    /// The tables of an array, and the strings that may stand for tables: their nodes.
    Tables(SmallVec<[usize; 4]>),
}

/// What a scheme asks of headers beyond what all schemes do.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked {
    /// The keys that must be there.
    pub(crate) required: Vec<(TableKind, &'static str)>,
    /// The keys that say nothing: it has no layer for them.
    pub(crate) unasked: Vec<(TableKind, &'static str)>,
}

impl Asked {
    /// Nothing beyond that.
    pub(crate) const NOTHING: &'static Self = &Self {
        required: Vec::new(),
        unasked: Vec::new(),
    };
}

/// The most elements of one list that are told, one by one, to be at fault.
pub(crate) const MOST_IN_LIST: usize = 100;

/// The elements of a list that are of another type.
#[derive(Default)]
struct Elements {
    told: usize,
    /// The place of the first that was not told, and how many there are of these.
    others: Option<(Span, usize)>,
}

/// What a key takes.
#[derive(Clone, Copy)]
pub(crate) struct Wanted<'k> {
    name: &'k str,
    form: Form,
}

impl<'k> From<&Key<'k>> for Wanted<'k> {
    fn from(key: &Key<'k>) -> Self {
        Self {
            name: key.name,
            form: key.value.form(),
        }
    }
}

impl<'k> From<&'k Column> for Wanted<'k> {
    fn from(column: &'k Column) -> Self {
        Self {
            name: &column.key,
            form: column.form(),
        }
    }
}

/// One segment in the course of reading.
pub(crate) struct Fields<'a> {
    pub(crate) segment: &'a Segment,
    /// The text of the segment.
    pub(crate) text: &'a str,
    pub(crate) faults: Vec<Fault>,
    asked: &'a Asked,
}

impl<'a> Fields<'a> {
    pub(crate) fn new(segment: &'a Segment, text: &'a str) -> Self {
        Self {
            segment,
            text,
            faults: Vec::new(),
            asked: Asked::NOTHING,
        }
    }

    /// The same, where the scheme is known by which the segment is read.
    pub(crate) fn asked(self, asked: &'a Asked) -> Self {
        Self { asked, ..self }
    }

    /// Reads keys of a table of a kind, and hands each value to `set` with the name of its key. Gives which were there.
    pub(crate) fn read(
        &mut self,
        kind: TableKind,
        nodes: impl Iterator<Item = (usize, &'a Node)>,
        present: &mut Present,
        mut set: impl FnMut(&str, Value),
    ) {
        self.keys(kind, nodes, present, |fields, key, index, node| {
            if let Some(value) = fields.value(key.into(), index, node) {
                set(key.name, value);
            }
        });
    }

    /// Looks up the keys of a table of a kind, tells those that it does not have, and hands on the others with their nodes.
    fn keys(
        &mut self,
        kind: TableKind,
        nodes: impl Iterator<Item = (usize, &'a Node)>,
        present: &mut Present,
        mut each: impl FnMut(&mut Self, &'static Key<'static>, usize, &'a Node),
    ) {
        for (index, node) in nodes {
            let name = node.key.name(self.text);
            let Some((key, is_new)) = self.known(kind, &name, node.key.span, present) else {
                continue;
            };
            // A key that is set twice is told by the reader of TOML; the first value counts. Dotted keys add up.
            if is_new && self.asked.unasked.contains(&(kind, key.name)) {
                let fault = FaultKind::UnaskedKey {
                    name: key.name,
                    table: kind,
                };
                self.fault(node.key.span, fault);
            } else if is_new || node.kind == Kind::Dotted {
                each(self, key, index, node);
            }
        }
    }

    /// A key of a table of a kind, and whether it is the first of its name; told where there is none.
    fn known(
        &mut self,
        kind: TableKind,
        name: &str,
        span: Span,
        present: &mut Present,
    ) -> Option<(&'static Key<'static>, bool)> {
        if let Some((place, key)) = kind.key(name) {
            return Some((key, present.add(place)));
        }
        // An empty key is a syntax error, told already.
        if !name.is_empty() {
            if let Some((meant, _)) = kind.nearest_key(name) {
                present.add_misspelt(meant);
            }
            let name = name.to_owned();
            self.fault(span, FaultKind::UnknownKey { name, table: kind });
        }
        None
    }

    /// Tells the required keys of a table that were not there.
    pub(crate) fn tell_missing(&mut self, kind: TableKind, header: Span, present: &Present) {
        let asked = self.asked;
        let is_asked = |key: &Key<'_>| asked.required.contains(&(kind, key.name));
        let further = kind.keys().iter().enumerate();
        let further = further.filter(|(place, key)| is_asked(key) && present.is_missing(*place));
        for key in present.missing(kind).chain(further.map(|(_, key)| key)) {
            let kind = FaultKind::MissingKey {
                name: key.name.into(),
                table: kind,
            };
            self.fault(header, kind);
        }
    }

    fn value(&mut self, key: Wanted<'_>, index: usize, node: &Node) -> Option<Value> {
        let string = node.string(self.text);
        match (key.form, node.kind) {
            (_, Kind::Invalid) => None,
            (Form::String, Kind::String(_)) => string.map(Value::Str),
            (Form::OneOf(words), Kind::String(_)) => {
                let string = string?;
                if words.contains(&string.get(self.text).as_ref()) {
                    return Some(Value::Str(string));
                }
                self.wrong_type(key, string.span, node.kind, None);
                None
            }
            (Form::Block, Kind::String(_)) => {
                let string = string?;
                if block(&string.get(self.text)).is_none() {
                    self.wrong_type(key, string.span, node.kind, None);
                }
                Some(Value::Str(string))
            }
            (Form::Integer, Kind::Integer) => self.integer(node),
            (Form::Count(highest) | Form::CountOrRange(highest), Kind::Integer) => {
                let is_counted = |value: i64| (1..=i64::from(highest)).contains(&value);
                let value = self.integer(node);
                if let Some(Value::Integer(number)) = &value
                    && !is_counted(number.value)
                {
                    self.wrong_type(key, node.span, node.kind, None);
                    return None;
                }
                value
            }
            (Form::CountOrRange(highest), Kind::String(_)) => {
                let string = string?;
                let range = block(&string.get(self.text));
                if range.is_none_or(|(first, last)| first == 0 || last > highest) {
                    self.wrong_type(key, string.span, node.kind, None);
                    return None;
                }
                Some(Value::Str(string))
            }
            (Form::Boolean | Form::Requirement, Kind::Boolean) => {
                Some(Value::Boolean(node.span.of_text(self.text) == "true"))
            }
            (Form::Date, Kind::LocalDate) => {
                let value = syntax::date(node.span.of_text(self.text))?;
                Some(Value::Date(Spanned { value, span: node.span }))
            }
            (Form::Strings | Form::StringOrStrings, Kind::Array) => Some(Value::Strings(self.strings(key, index))),
            (Form::StringOrStrings, Kind::String(_)) => {
                string.map(|string| Value::Strings(SmallVec::from_elem(string, 1)))
            }
            (Form::Requirement, Kind::Array) => {
                let words = self.strings(key, index);
                let segment = self.segment;
                let strings = segment
                    .children(index)
                    .filter_map(|(_, node)| Some((node, node.string(self.text)?)));
                let wrong = strings.filter(|(_, word)| Phase::named(&word.get(self.text)).is_none());
                for (node, word) in wrong.take(MOST_IN_LIST).collect::<Vec<_>>() {
                    self.wrong_type(key, word.span, node.kind, None);
                }
                Some(Value::Strings(words))
            }
            (Form::Table(_) | Form::Map(_), Kind::InlineTable | Kind::Dotted) => Some(Value::Table(index)),
            (Form::Tables(_) | Form::StringsOrTables(_), Kind::Array) => Some(Value::Tables(self.tables(key, index))),
            _ => self.convert(key, index, node),
        }
    }

    fn integer(&self, node: &Node) -> Option<Value> {
        let value = syntax::integer(node.span.of_text(self.text))?;
        Some(Value::Integer(Spanned { value, span: node.span }))
    }

    /// A value of another type, as what it was meant to be where nothing is lost by it.
    fn convert(&mut self, key: Wanted<'_>, index: usize, node: &Node) -> Option<Value> {
        let raw = node.span.of_text(self.text);
        let content = node
            .string(self.text)
            .filter(Str::is_plain)
            .map(|string| string.get(self.text));
        let (value, repair) = match (key.form, node.kind, content) {
            (Form::Integer, Kind::String(_), Some(content)) => {
                let value = plain_number(&content);
                let value = value.map(|value| Value::Integer(Spanned { value, span: node.span }));
                (value, Some(content.into_owned()))
            }
            (Form::Date, Kind::String(_), Some(content)) => {
                let is_date = content.len() == "2011-12-01".len();
                let value = syntax::date(&content).filter(|_| is_date);
                let value = value.map(|value| Value::Date(Spanned { value, span: node.span }));
                (value, Some(content.into_owned()))
            }
            // In quotes it is a string, but no word of a list and no range.
            (Form::String, Kind::Integer | Kind::Float | Kind::LocalDate, _) => {
                self.wrong_type(key, node.span, node.kind, Some(format!("\"{raw}\"")));
                return None;
            }
            (Form::Strings, Kind::String(_), _) => {
                let value = node
                    .string(self.text)
                    .map(|string| Value::Strings(SmallVec::from_elem(string, 1)));
                (value, Some(format!("[{raw}]")))
            }
            (Form::StringsOrTables(_), Kind::String(_) | Kind::InlineTable, _) => (
                Some(Value::Tables(SmallVec::from_elem(index, 1))),
                Some(format!("[{raw}]")),
            ),
            _ => (None, None),
        };
        let repair = repair.filter(|_| value.is_some());
        self.wrong_type(key, node.span, node.kind, repair);
        value
    }

    /// What a condition of `where` asks for, and whether all of that could be read. Its key is no key of a table of keys.
    pub(crate) fn condition(&mut self, name: &str, index: usize, node: &Node) -> (SmallVec<[Str; 1]>, bool) {
        if let Some(value) = node.string(self.text) {
            return (SmallVec::from_elem(value, 1), true);
        }
        let mut values = SmallVec::new();
        let mut is_read = node.kind == Kind::Array;
        if !is_read {
            self.wrong_condition(name, node);
        }
        let segment = self.segment;
        for (_, element) in segment.children(index).filter(|_| node.kind == Kind::Array) {
            match element.string(self.text) {
                Some(value) => values.push(value),
                // One is told: the others are as wrong.
                None if is_read => {
                    self.wrong_condition(name, element);
                    is_read = false;
                }
                None => {}
            }
        }
        (values, is_read)
    }

    /// The number that stands in a column of a statistics row. Its key is no key of a table of keys.
    pub(crate) fn figure(&mut self, name: &str, node: &Node) -> Option<Spanned<i64>> {
        if node.kind == Kind::Integer
            && let Some(Value::Integer(value)) = self.integer(node)
        {
            return Some(value);
        }
        if node.kind == Kind::Invalid {
            return None;
        }
        let content = node.string(self.text).filter(Str::is_plain);
        let content = content.map(|string| string.get(self.text));
        let number = content.as_deref().and_then(plain_number);
        let span = self.first_line(node.span);
        let kind = FaultKind::WrongType {
            name: name.to_owned().into(),
            expected: Form::Integer,
            found: node.kind,
            repair: number.map(|number| number.to_string()).filter(|_| span == node.span),
        };
        self.fault(span, kind);
        number.map(|value| Spanned { value, span: node.span })
    }

    fn wrong_condition(&mut self, name: &str, node: &Node) {
        if node.kind == Kind::Invalid {
            return;
        }
        let raw = node.span.of_text(self.text);
        let kind = FaultKind::WrongType {
            name: name.to_owned().into(),
            expected: Form::String,
            found: node.kind,
            repair: matches!(node.kind, Kind::Integer | Kind::LocalDate).then(|| format!("\"{raw}\"")),
        };
        let line = self.first_line(node.span);
        self.fault(line, kind);
    }

    fn strings(&mut self, key: Wanted<'_>, index: usize) -> SmallVec<[Str; 1]> {
        let segment = self.segment;
        let mut strings = SmallVec::new();
        let mut wrong = Elements::default();
        for (_, node) in segment.children(index) {
            match node.string(self.text) {
                Some(string) => strings.push(string),
                None if node.kind == Kind::Invalid => {}
                None => self.wrong_element(key, node, &mut wrong),
            }
        }
        self.tell_others(wrong);
        strings
    }

    fn tables(&mut self, key: Wanted<'_>, index: usize) -> SmallVec<[usize; 4]> {
        let segment = self.segment;
        let mut tables = SmallVec::new();
        let mut wrong = Elements::default();
        for (index, node) in segment.children(index) {
            match node.kind {
                Kind::InlineTable => tables.push(index),
                Kind::String(_) if matches!(key.form, Form::StringsOrTables(_)) => tables.push(index),
                Kind::Invalid => {}
                _ => self.wrong_element(key, node, &mut wrong),
            }
        }
        self.tell_others(wrong);
        tables
    }

    /// Tells an element of another type, or counts it where many were told: it may take two bytes, and a fault a hundred.
    fn wrong_element(&mut self, key: Wanted<'_>, node: &Node, wrong: &mut Elements) {
        if wrong.told < MOST_IN_LIST {
            wrong.told += 1;
            self.wrong_type(key, node.span, node.kind, None);
        } else {
            let line = self.first_line(node.span);
            wrong.others.get_or_insert((line, 0)).1 += 1;
        }
    }

    fn tell_others(&mut self, wrong: Elements) {
        if let Some((span, count)) = wrong.others {
            self.fault(span, FaultKind::WrongElements { count });
        }
    }

    pub(crate) fn wrong_type(&mut self, key: Wanted<'_>, span: Span, found: Kind, repair: Option<String>) {
        let line = self.first_line(span);
        // A repair replaces the whole value, which a part of it is not.
        let repair = repair.filter(|_| line == span);
        let kind = FaultKind::WrongType {
            name: key.name.to_owned().into(),
            expected: key.form,
            found,
            repair,
        };
        self.fault(line, kind);
    }

    /// A finding stays in one line: of a value over several it names the first.
    fn first_line(&self, span: Span) -> Span {
        let line = span.of_text(self.text).lines().next().unwrap_or_default().trim_end();
        Span::new(span.start, span.start + crate::text::to_u32(line.len()))
    }

    /// Tells a word that is none of a list, in an array of such words.
    pub(crate) fn wrong_word(&mut self, key: &Key<'static>, word: Str, words: &'static [&'static str]) {
        let kind = FaultKind::WrongType {
            name: key.name.into(),
            expected: Form::OneOf(words),
            found: word.kind(),
            repair: None,
        };
        self.fault(word.span, kind);
    }

    pub(crate) fn fault(&mut self, span: Span, kind: FaultKind) {
        self.faults.push((span, kind));
    }
}
