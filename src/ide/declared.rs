//! Tables of which the register keeps no more than what they mean: terms, columns, layers, and the conditions of a scheme's
//! items of statistics. Here they are as they are written, with their places.

use crate::fields::{map_of_header, table_of_header};
use crate::keys::{TableKind, ValueType};
use crate::register::handle::{ConditionRef, StatisticsRef, StringAt};
use crate::register::model::Site;
use crate::register::{FileRole, Register};
use crate::syntax::{Kind, Node, Segment, Str};
use crate::text::FileId;

/// A table as it is written.
pub(super) struct Declared<'r> {
    /// What its file is.
    pub role: FileRole,
    kind: TableKind,
    reader: Reader<'r>,
    nodes: Vec<(usize, &'r Node)>,
}

impl<'r> Declared<'r> {
    /// The strings of the keys whose values mean something: of a string one, of a list its elements.
    pub(super) fn strings(&self, is_meant: impl Fn(ValueType) -> bool) -> Vec<StringAt> {
        let mut found = Vec::new();
        for (index, node) in &self.nodes {
            let key = self.kind.key(&node.key.name(self.reader.text));
            if key.is_some_and(|(_, key)| is_meant(key.value)) {
                self.reader.add_strings(*index, node, &mut found);
            }
        }
        found
    }

    /// The first of these.
    pub(super) fn string(&self, value: ValueType) -> Option<StringAt> {
        self.strings(|other| other == value).first().copied()
    }

    /// Whether a string stands in it.
    pub(super) fn has(&self, string: StringAt) -> bool {
        let is_here = string.site().file == self.reader.site.file && string.site().segment == self.reader.site.segment;
        let span = string.string().span;
        is_here && self.nodes.iter().any(|(_, node)| node.span.contains(span))
    }
}

/// The tables of a kind in all files, in the order of the files and their text.
pub(super) fn tables(register: &Register, kind: TableKind) -> Vec<Declared<'_>> {
    let mut found = Vec::new();
    for (role, file, reader) in readers(register) {
        let table = table_of_header(file, reader.segment, reader.text);
        let of = |nodes| Declared {
            role,
            kind,
            reader,
            nodes,
        };
        if table == Some(kind) {
            found.push(of(reader.segment.statements().collect()));
        } else if table == Some(file) {
            // In braces, in an array of the file.
            let is_of_kind = |node: &Node| file.child(&node.key.name(reader.text)) == Some(kind);
            for (list, _) in reader.segment.statements().filter(|(_, node)| is_of_kind(node)) {
                for (index, node) in reader.segment.children(list) {
                    if node.kind == Kind::InlineTable {
                        found.push(of(reader.segment.children(index).collect()));
                    }
                }
            }
        }
    }
    found
}

/// A condition of `where`.
pub(super) struct Condition {
    /// Its key.
    pub key: StringAt,
    /// The key as it is read.
    pub name: String,
    /// What it asks for: one of these.
    pub values: Vec<StringAt>,
}

/// The conditions of each `where`: of the rows and columns of statistics, and of the items of statistics that a scheme file
/// sets out.
pub(super) fn conditions(register: &Register) -> Vec<Vec<Condition>> {
    let mut all: Vec<Vec<Condition>> = Vec::new();
    for statistics in register.statistics() {
        let rows = statistics.rows().map(|row| row.conditions().map(of_handle).collect());
        all.extend(rows.chain(of_columns(statistics)));
    }
    all.extend(conditions_of_scheme(register));
    all.retain(|conditions| !conditions.is_empty());
    all
}

fn of_columns(statistics: StatisticsRef<'_>) -> impl Iterator<Item = Vec<Condition>> {
    let columns = statistics.columns();
    columns.map(|column| column.conditions().map(of_handle).collect())
}

fn of_handle(condition: ConditionRef<'_>) -> Condition {
    Condition {
        key: condition.at(condition.key.string(condition.segment_text())),
        name: condition.name.clone(),
        values: condition.values.iter().map(|value| condition.at(*value)).collect(),
    }
}

/// The conditions of each `where` of a scheme file.
pub(super) fn conditions_of_scheme(register: &Register) -> Vec<Vec<Condition>> {
    let is_where = |kind: TableKind, name: &str| {
        let key = kind.key(name);
        key.is_some_and(|(_, key)| key.value == ValueType::Conditions)
    };
    let mut all = Vec::new();
    for declared in tables(register, TableKind::StatisticItem) {
        let reader = declared.reader;
        let tables = declared.nodes.iter();
        // Dotted keys are several statements of one table.
        let tables = tables.filter(|(_, node)| is_where(declared.kind, &node.key.name(reader.text)));
        let nodes = tables.flat_map(|(index, _)| reader.segment.children(*index));
        all.push(nodes.map(|(index, node)| reader.condition(index, node)).collect());
    }
    // Those under a header of their own.
    for (_, file, reader) in readers(register).filter(|(role, ..)| *role == FileRole::Scheme) {
        if map_of_header(file, reader.segment, reader.text) == Some(ValueType::Conditions) {
            let nodes = reader.segment.statements();
            all.push(nodes.map(|(index, node)| reader.condition(index, node)).collect());
        }
    }
    all
}

/// The segments of all files of a register, each with what its file is, as a role and as a table.
fn readers(register: &Register) -> impl Iterator<Item = (FileRole, TableKind, Reader<'_>)> {
    let files = (0..).map(FileId).zip(&register.files);
    files.flat_map(move |(file, source)| {
        source.document.iter().map(move |(id, segment)| {
            let site = Site {
                file,
                segment: id,
                ..Site::default()
            };
            let text = source.document.text(&source.text, id);
            (source.role, source.role.table(), Reader { site, segment, text })
        })
    })
}

#[derive(Clone, Copy)]
struct Reader<'r> {
    site: Site,
    segment: &'r Segment,
    text: &'r str,
}

impl Reader<'_> {
    fn at(&self, string: Str) -> StringAt {
        StringAt::new(self.site, string)
    }

    fn condition(&self, index: usize, node: &Node) -> Condition {
        let mut values = Vec::new();
        self.add_strings(index, node, &mut values);
        Condition {
            key: self.at(node.key.string(self.text)),
            name: node.key.name(self.text).into_owned(),
            values,
        }
    }

    /// The string that a value is, or those of an array.
    fn add_strings(&self, index: usize, node: &Node, found: &mut Vec<StringAt>) {
        let elements = self.segment.children(index).filter(|_| node.kind == Kind::Array);
        let nodes = std::iter::once(node).chain(elements.map(|(_, node)| node));
        found.extend(nodes.filter_map(|node| Some(self.at(node.string(self.text)?))));
    }
}
