//! What stands in the files of a register as JSON has it: keys and values as they are written.
//!
//! Days are strings, and so is what JSON has no number for (`inf`). Where a key is set twice the first counts, and a value
//! that could not be read is null.

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::register::SourceFile;
use crate::register::handle::{Handle, Sited};
use crate::syntax::{self, HeaderKind, Kind, MAX_DEPTH, Node, Segment};

/// A JSON value.
pub(super) enum Value<'t> {
    Null,
    Text(Cow<'t, str>),
    Integer(i64),
    Float(f64),
    Flag(bool),
    List(Vec<Self>),
    Object(Object<'t>),
}

/// A JSON object in the order in which its keys were set.
#[derive(Default)]
pub(super) struct Object<'t> {
    pub(super) pairs: Vec<(Cow<'t, str>, Value<'t>)>,
    /// The places of the keys, once there are so many that a walk would tell.
    places: FxHashMap<Cow<'t, str>, usize>,
}

/// How many keys are found by a walk.
const FEW: usize = 16;

impl<'t> Object<'t> {
    /// The value of a key, which is set now if it was not.
    pub(super) fn entry(&mut self, key: Cow<'t, str>, value: impl FnOnce() -> Value<'t>) -> Option<&mut Value<'t>> {
        let known = match self.pairs.len() {
            ..=FEW => self.pairs.iter().position(|(known, _)| *known == key),
            _ => self.places.get(&key).copied(),
        };
        let place = known.unwrap_or_else(|| {
            self.pairs.push((key.clone(), value()));
            let last = self.pairs.len() - 1;
            if self.pairs.len() == FEW + 1 {
                let known = self.pairs.iter().enumerate();
                self.places = known.map(|(place, (key, _))| (key.clone(), place)).collect();
            } else if self.pairs.len() > FEW {
                self.places.insert(key, last);
            }
            last
        });
        self.pairs.get_mut(place).map(|(_, value)| value)
    }

    /// The object of a key, or the last one of the list that the key has.
    fn object(&mut self, key: Cow<'t, str>) -> Option<&mut Self> {
        match self.entry(key, || Value::Object(Self::default()))? {
            Value::Object(object) => Some(object),
            Value::List(list) => match list.last_mut()? {
                Value::Object(object) => Some(object),
                _ => None,
            },
            _ => None,
        }
    }
}

impl Value<'_> {
    /// A string of an object.
    pub(super) fn text(&self, key: &str) -> Option<&str> {
        let Self::Object(object) = self else { return None };
        match object.pairs.iter().find(|(known, _)| known == key)? {
            (_, Value::Text(text)) => Some(text),
            _ => None,
        }
    }
}

/// All of a file.
pub(super) fn of_file(file: &SourceFile) -> Object<'_> {
    let mut root = Object::default();
    for (id, segment) in file.document.iter() {
        let text = file.document.text(&file.text, id);
        if let Some(table) = opened(segment, text, &mut root) {
            let nodes = segment.statements();
            fill(table, segment, text, nodes, 0);
        }
    }
    root
}

/// A table of the register.
pub(super) fn of_table<T: Sited>(table: Handle<'_, T>) -> Object<'_> {
    let mut object = Object::default();
    if let Some(segment) = table.segment() {
        fill(
            &mut object,
            segment,
            table.segment_text(),
            table.statements().into_iter(),
            0,
        );
    }
    object
}

/// The table that the header of a segment opens.
fn opened<'o, 't>(segment: &Segment, text: &'t str, root: &'o mut Object<'t>) -> Option<&'o mut Object<'t>> {
    let Some(header) = &segment.header else {
        return Some(root);
    };
    let (last, before) = header.keys.split_last()?;
    if header.keys.len() > MAX_DEPTH as usize {
        return None;
    }
    let mut table = root;
    for key in before {
        table = table.object(key.name(text))?;
    }
    let name = last.name(text);
    if header.kind == HeaderKind::Table {
        return table.object(name);
    }
    match table.entry(name, || Value::List(Vec::new()))? {
        Value::List(list) => {
            list.push(Value::Object(Object::default()));
            match list.last_mut()? {
                Value::Object(object) => Some(object),
                _ => None,
            }
        }
        _ => None,
    }
}

fn fill<'t, 's>(
    object: &mut Object<'t>,
    segment: &'s Segment,
    text: &'t str,
    nodes: impl Iterator<Item = (usize, &'s Node)>,
    depth: u32,
) {
    if depth > MAX_DEPTH {
        return;
    }
    for (index, node) in nodes {
        let name = node.key.name(text);
        if node.kind == Kind::Dotted {
            // Several statements may make one table.
            if let Some(Value::Object(below)) = object.entry(name, || Value::Object(Object::default())) {
                fill_below(below, segment, text, index, depth);
            }
        } else {
            object.entry(name, || value(segment, text, index, node, depth));
        }
    }
}

fn fill_below<'t>(object: &mut Object<'t>, segment: &Segment, text: &'t str, index: usize, depth: u32) {
    let nodes: Vec<_> = segment.children(index).collect();
    fill(object, segment, text, nodes.into_iter(), depth + 1);
}

fn value<'t>(segment: &Segment, text: &'t str, index: usize, node: &Node, depth: u32) -> Value<'t> {
    let raw = node.span.of_text(text);
    let as_written = || Value::Text(Cow::Borrowed(raw));
    match node.kind {
        Kind::String(_) => node
            .string(text)
            .map_or(Value::Null, |string| Value::Text(string.get(text))),
        Kind::Integer => syntax::integer(raw).map_or_else(as_written, Value::Integer),
        Kind::Float => match raw.replace('_', "").parse::<f64>() {
            Ok(float) if float.is_finite() => Value::Float(float),
            _ => as_written(),
        },
        Kind::Boolean => Value::Flag(raw == "true"),
        Kind::LocalDate | Kind::DateTime => as_written(),
        Kind::Array if depth < MAX_DEPTH => {
            let elements = segment.children(index);
            let elements = elements.map(|(index, node)| value(segment, text, index, node, depth + 1));
            Value::List(elements.collect())
        }
        Kind::InlineTable | Kind::Dotted => {
            let mut object = Object::default();
            fill_below(&mut object, segment, text, index, depth);
            Value::Object(object)
        }
        Kind::Array | Kind::Invalid => Value::Null,
    }
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Integer(integer) => serializer.serialize_i64(*integer),
            Self::Float(float) => serializer.serialize_f64(*float),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::List(list) => serializer.collect_seq(list),
            Self::Object(object) => object.serialize(serializer),
        }
    }
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.pairs.len()))?;
        for (key, value) in &self.pairs {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}
