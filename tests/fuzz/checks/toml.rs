//! The reader of TOML: its tree holds together, it agrees with `toml_edit` on what TOML is and what it says, and what it reads again
//! after an edit is what it reads anew.

use std::collections::HashMap;

use stdreg::syntax::{self, Document, HeaderKind, Kind, Node, Segment, SyntaxErrorKind};
use stdreg::text::Span;
use toml_edit::{Item, TableLike, Value};

/// Reads the first part of an input, and the text after each edit that the other parts are.
pub fn check(data: &[u8]) {
    let mut parts = super::parts(data);
    let mut text = String::from_utf8_lossy(parts.next().unwrap_or_default()).into_owned();
    let mut document = Document::parse(&text);
    hold_together(&text, &document);
    agree(&text, &document);
    for edit in parts.take(8) {
        let new = super::edited(&text, edit);
        let reread = document.reread(&text, &new);
        document.apply(reread, &new);
        let fresh = Document::parse(&new);
        assert_eq!(document.starts, fresh.starts, "{text:?} to {new:?}");
        assert_eq!(document.segments, fresh.segments, "{text:?} to {new:?}");
        assert_eq!(document.redefinitions, fresh.redefinitions, "{text:?} to {new:?}");
        hold_together(&new, &document);
        agree(&new, &document);
        text = new;
    }
}

/// Holds the tree together: segments follow each other, and every span is on characters of its segment.
fn hold_together(text: &str, document: &Document) {
    assert_eq!(document.starts.len(), document.segments.len());
    let mut end = 0;
    for (id, segment) in document.iter() {
        assert_eq!(document.start(id), end, "segments are the text");
        end += segment.length;
        let own = document.text(text, id);
        assert_eq!(own.len(), segment.length as usize);
        let is_on_characters = |span: Span| own.get(span.range()).is_some();
        for (index, node) in segment.nodes.iter().enumerate() {
            assert!(
                is_on_characters(node.key.span) && is_on_characters(node.span),
                "{node:?}"
            );
            assert!(
                (index + 1..=segment.nodes.len()).contains(&(node.end as usize)),
                "{node:?}"
            );
        }
        for error in &segment.errors {
            assert!(is_on_characters(error.span), "{error:?}");
            let message = error.message(own);
            assert!(
                stdreg::messages::Language::ALL
                    .iter()
                    .all(|language| !message.render(*language).is_empty())
            );
        }
        let keys = segment.doubled.iter().flat_map(|doubled| [doubled.key, doubled.first]);
        let comments = segment.comments.iter().copied();
        let headers = segment.header.iter().flat_map(|header| {
            let keys = header.keys.iter().map(|key| key.span);
            keys.chain([header.span])
        });
        assert!(keys.chain(comments).chain(headers).all(is_on_characters));
    }
    assert_eq!(end as usize, text.len());
    for step in 0..16 {
        let offset = text.floor_char_boundary(text.len() * step / 15);
        let offset = u32::try_from(offset).unwrap();
        document.locate(offset);
        document.typing(text, offset);
    }
}

/// Holds a document to what `toml_edit` makes of its text: whether it is TOML, and if so each key, its value, and where they stand.
pub fn agree(text: &str, document: &Document) {
    // Our own limits; theirs are others.
    let is_limited = |segment: &Segment| {
        let mut kinds = segment.errors.iter().map(|error| &error.kind);
        kinds.any(|kind| matches!(kind, SyntaxErrorKind::TooDeep | SyntaxErrorKind::TooLarge))
    };
    if document.segments.iter().any(is_limited) {
        return;
    }
    let has_errors = document.segments.iter().any(|segment| segment.count_errors() > 0);
    let is_toml = !has_errors && document.redefinitions.is_empty();
    let theirs = match toml_edit::Document::parse(text) {
        Ok(theirs) => theirs,
        Err(error) => {
            assert!(!is_toml, "{text:?} is TOML to us, but {error}");
            return;
        }
    };
    if !is_toml && (has_errors || !is_lax(document, text)) {
        let errors: Vec<_> = document.segments.iter().flat_map(|segment| &segment.errors).collect();
        panic!("{text:?} is no TOML to us: {errors:?}, {:?}", document.redefinitions);
    }
    if is_toml {
        let ours = ours(text, document);
        let mut found = Vec::new();
        of_table(theirs.as_table(), &mut Vec::new(), &mut found);
        found.sort();
        assert_eq!(ours, found, "{text:?}");
    }
}

/// Whether a document is one of those that `toml_edit` takes and TOML does not: dotted keys that reach into an array of tables which has
/// a header of its own.
fn is_lax(document: &Document, text: &str) -> bool {
    let has_elements = document.segments.iter().any(|segment| {
        let kind = segment.header.as_ref().map(|header| header.kind);
        kind == Some(HeaderKind::Element)
    });
    let is_dotted = |redefinition: &syntax::Redefinition| {
        let segment = document.segment(redefinition.segment).expect("it is in a segment");
        let own = document.text(text, redefinition.segment);
        let mut statements = segment.statements();
        statements.any(|(_, node)| node.kind == Kind::Dotted && node.key.span == redefinition.key && !own.is_empty())
    };
    has_elements && document.redefinitions.iter().all(is_dotted)
}

/// A key with its value: its path, the key, what the value is, and where it stands.
type Leaf = (Vec<String>, Span, String, Span);

/// The place of what is not compared.
const NOWHERE: Span = Span::empty(0);

/// What a document says, in the order of the paths.
fn ours(text: &str, document: &Document) -> Vec<Leaf> {
    let mut leaves = Vec::new();
    let mut elements: HashMap<Vec<String>, usize> = HashMap::new();
    for (id, segment) in document.iter() {
        let start = document.start(id);
        let own = document.text(text, id);
        let mut path = Vec::new();
        if let Some(header) = &segment.header {
            for (index, key) in header.keys.iter().enumerate() {
                path.push(key.name(own).into_owned());
                if index + 1 == header.keys.len() && header.kind == HeaderKind::Element {
                    *elements.entry(path.clone()).or_default() += 1;
                }
                if let Some(count) = elements.get(&path) {
                    path.push(format!("[{}]", count - 1));
                }
            }
            leaves.push((path.clone(), NOWHERE, "table".to_owned(), NOWHERE));
        }
        let walk = Walk { segment, own, start };
        let statements: Vec<usize> = segment.statements().map(|(index, _)| index).collect();
        walk.nodes(&statements, false, &mut path, &mut leaves);
    }
    leaves.sort();
    leaves
}

/// A segment whose nodes are walked.
struct Walk<'d> {
    segment: &'d Segment,
    own: &'d str,
    start: u32,
}

impl Walk<'_> {
    /// Nodes beside each other: the elements of an array, or keys.
    fn nodes(&self, nodes: &[usize], are_elements: bool, path: &mut Vec<String>, leaves: &mut Vec<Leaf>) {
        for (place, index) in nodes.iter().copied().enumerate() {
            let node = &self.segment.nodes[index];
            let (name, key) = match are_elements {
                true => (format!("[{place}]"), NOWHERE),
                false => (node.key.name(self.own).into_owned(), node.key.span.shift(self.start)),
            };
            path.push(name);
            if node.kind != Kind::Dotted {
                leaves.push((path.clone(), key, self.value(node), node.span.shift(self.start)));
            }
            let children: Vec<usize> = self.segment.children(index).map(|(child, _)| child).collect();
            self.nodes(&children, node.kind == Kind::Array, path, leaves);
            path.pop();
        }
    }

    /// What the value of a node is.
    fn value(&self, node: &Node) -> String {
        let raw = node.span.of_text(self.own);
        match node.kind {
            Kind::String(_) => format!("{:?}", node.string(self.own).expect("it is a string").get(self.own)),
            Kind::Integer => syntax::integer(raw).expect("it is a whole number").to_string(),
            Kind::Float => float(raw.replace('_', "").parse().expect("it is a number")),
            Kind::Boolean => raw.to_owned(),
            Kind::LocalDate => format!("day {}", syntax::date(raw).expect("it is a day")),
            Kind::DateTime => "time".to_owned(),
            Kind::Array => "array".to_owned(),
            Kind::InlineTable => "braces".to_owned(),
            Kind::Dotted | Kind::Invalid => panic!("{raw:?} is no value, and no error tells"),
        }
    }
}

fn float(value: f64) -> String {
    let bits = if value.is_nan() { f64::NAN } else { value };
    format!("float {bits:?}")
}

fn of_table(table: &dyn TableLike, path: &mut Vec<String>, leaves: &mut Vec<Leaf>) {
    for (name, item) in table.iter() {
        let (key, _) = table.get_key_value(name).expect("it is there");
        path.push(name.to_owned());
        let key = Span::of(key.span().unwrap_or_default());
        match item {
            Item::None => {}
            Item::Value(value) => of_value(value, key, path, leaves),
            Item::Table(table) => {
                if !table.is_implicit() && !table.is_dotted() {
                    leaves.push((path.clone(), NOWHERE, "table".to_owned(), NOWHERE));
                }
                of_table(table, path, leaves);
            }
            Item::ArrayOfTables(tables) => {
                for (index, table) in tables.iter().enumerate() {
                    path.push(format!("[{index}]"));
                    leaves.push((path.clone(), NOWHERE, "table".to_owned(), NOWHERE));
                    of_table(table, path, leaves);
                    path.pop();
                }
            }
        }
        path.pop();
    }
}

fn of_value(value: &Value, key: Span, path: &mut Vec<String>, leaves: &mut Vec<Leaf>) {
    let what = match value {
        Value::String(value) => format!("{:?}", value.value()),
        Value::Integer(value) => value.value().to_string(),
        Value::Float(value) => float(*value.value()),
        Value::Boolean(value) => value.value().to_string(),
        Value::Datetime(value) => match value.value() {
            toml_edit::Datetime {
                date: Some(date),
                time: None,
                ..
            } => format!("day {date}"),
            _ => "time".to_owned(),
        },
        Value::Array(_) => "array".to_owned(),
        Value::InlineTable(_) => "braces".to_owned(),
    };
    let is_dotted = value.as_inline_table().is_some_and(toml_edit::InlineTable::is_dotted);
    if !is_dotted {
        leaves.push((path.clone(), key, what, Span::of(value.span().unwrap_or_default())));
    }
    match value {
        Value::Array(array) => {
            for (index, element) in array.iter().enumerate() {
                path.push(format!("[{index}]"));
                of_value(element, NOWHERE, path, leaves);
                path.pop();
            }
        }
        Value::InlineTable(table) => of_table(table, path, leaves),
        _ => {}
    }
}
