//! T002: a key or table that the format does not have.

use std::borrow::Cow;

use smallvec::SmallVec;

use super::{Check, Definition, Example, Page, RegisterContext, Sink};
use crate::diagnostic::{Diagnostic, FixAvailability, Place, Rule, Safety, Severity};
use crate::messages::{Message, Text};
use crate::register::Register;
use crate::register::faults::FaultKind;
use crate::register::keys::{CONDITIONS, KeyDefinition, TableKind, ValueType};
use crate::register::model::{Condition, Row};
use crate::syntax::{Document, Kind, Node, Segment};
use crate::text::nearest::nearest;

/// T002 `unknown-key`.
pub(super) static UNKNOWN_KEY: Definition = Definition {
    rule: Rule {
        code: "T002",
        name: "unknown-key",
        severity: Severity::Warning,
        fix: FixAvailability::Unsafe,
    },
    page: Page {
        what: Text {
            zh: "格式里没有的键或表，包括 where 中既不是编码方案的层、也不是 status、subsystem、category、table 的条件。提示最接近的键，或该键属于哪张表。",
            en: "A key or table that the format does not have, and a condition of where that is neither a layer of the scheme nor status, subsystem, category or table. Names the nearest key, or the table that the key belongs to.",
        },
        why: Text {
            zh: "写错的键不起作用：它的值没有人读，作者却以为写上了。",
            en: "A misspelt key does nothing: nobody reads its value, while its author believes it is there.",
        },
        fix: Text {
            zh: "不安全修复：改为最接近的键（该键在同一表中尚未出现时）。必需的键写错时只报这一条，不再另报缺少。",
            en: "Unsafe: writes the nearest key, where the table does not have it yet. A required key that is misspelt is told here alone, and not as missing too.",
        },
        bad: Example::Entries(
            r#"
[[table.entry]]
number = 1
code   = "2095021P1013T"
titel  = "公安数据元"
#^^^^ unknown-key: title
status = "拟编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"
"#,
        ),
        good: Example::Entries(
            r#"
[[table.entry]]
number = 1
code   = "2095021P1013T"
title  = "公安数据元"
status = "拟编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"
"#,
        ),
    },
    check: Check::Register(check),
};

fn check(context: &RegisterContext<'_>, sink: &mut Sink) {
    let register = context.register;
    for fault in &register.faults {
        if let FaultKind::UnknownKey { name, table } = &fault.kind {
            sink.push(unknown_key(register, fault.place, name, *table));
        }
    }
    // The names of layers are those of the scheme: where that is missing, nobody knows them.
    if register.scheme_is_stand_in() {
        return;
    }
    let layers = register.scheme.layers.iter().filter(|layer| layer.literal.is_none());
    let known: Vec<&str> = layers
        .map(|layer| layer.name.as_str())
        .chain(CONDITIONS.iter().copied())
        .collect();
    for row in register.statistics.iter().flat_map(|statistics| &statistics.rows) {
        unknown_conditions(row, &known, sink);
    }
}

fn unknown_key(register: &Register, place: Place, name: &str, table: TableKind) -> Diagnostic {
    if let Some((_, key)) = table.nearest_key(name) {
        let diagnostic = nearest_finding(place, name, table, key.name);
        return if is_free(register, place, key, table) {
            rename(diagnostic, key.name)
        } else {
            diagnostic
        };
    }
    // What it belongs to. In a header it is a table, named by its own header, as `[[table.entry]]` for `[[entry]]`; a
    // table and a key may have one name, as `[[category]]` and the category of a `[[table]]`.
    let opens_a_table = is_in_header(register, place);
    let as_table = |kind: TableKind| kind.child(name).map(|(child, _)| child);
    let is_alike = |kind: &TableKind| as_table(*kind).is_some() == opens_a_table;
    let has_alike = TableKind::having(name).any(|kind| is_alike(&kind));
    let owners: Vec<String> = TableKind::having(name)
        .filter(|kind| is_alike(kind) || !has_alike)
        .map(|kind| as_table(kind).unwrap_or(kind).title().zh.to_owned())
        .collect();
    let message = if owners.is_empty() {
        let known = table.keys().iter().map(|key| key.name.to_owned()).collect::<Vec<_>>();
        Message::new("unknown-key").with("known", known)
    } else {
        Message::attribute("unknown-key", "elsewhere").with("owners", owners)
    };
    let message = message.with("key", name).with("table", table.title());
    Diagnostic::new(&UNKNOWN_KEY.rule, place, message)
}

fn is_in_header(register: &Register, place: Place) -> bool {
    let document = register.file(place.file).map(|file| &file.document);
    let header = document.and_then(|document| document.segment(place.segment)?.header.as_ref());
    header.is_some_and(|header| header.span.contains(place.span))
}

fn nearest_finding(place: Place, name: &str, table: TableKind, nearest: &str) -> Diagnostic {
    let message = Message::attribute("unknown-key", "nearest")
        .with("key", name)
        .with("table", table.title())
        .with("nearest", nearest);
    Diagnostic::new(&UNKNOWN_KEY.rule, place, message)
}

fn rename(diagnostic: Diagnostic, nearest: &str) -> Diagnostic {
    let title = Message::attribute("unknown-key", "fix").with("nearest", nearest);
    let place = diagnostic.place;
    diagnostic.replace(Safety::Unsafe, title, place, nearest)
}

fn unknown_conditions(row: &Row, known: &[&str], sink: &mut Sink) {
    let conditions = row.conditions.as_deref().unwrap_or_default();
    let unknown = |condition: &&Condition| {
        !condition.site.is_broken && !condition.name.is_empty() && !known.contains(&condition.name.as_str())
    };
    for condition in conditions.iter().filter(unknown) {
        let place = condition.site.place(condition.key);
        let name = condition.name.as_str();
        let Some(nearest) = nearest(name, known.iter().copied()) else {
            let known: Vec<String> = known.iter().map(|&name| name.to_owned()).collect();
            let message = Message::new("unknown-key")
                .with("key", name)
                .with("table", TableKind::Conditions.title())
                .with("known", known);
            sink.push(Diagnostic::new(&UNKNOWN_KEY.rule, place, message));
            continue;
        };
        let diagnostic = nearest_finding(place, name, TableKind::Conditions, nearest);
        let is_free = conditions.iter().all(|other| other.name != nearest);
        sink.push(if is_free {
            rename(diagnostic, nearest)
        } else {
            diagnostic
        });
    }
}

/// Whether the table has the key not yet, nor gets it by the repair of another key before this one.
fn is_free(register: &Register, place: Place, key: &KeyDefinition, table: TableKind) -> bool {
    let Some(source) = register.file(place.file) else {
        return false;
    };
    let document = &source.document;
    let (Some(segment), text) = (
        document.segment(place.segment),
        document.text(&source.text, place.segment),
    ) else {
        return false;
    };
    let is_table = matches!(key.value, ValueType::Table(_) | ValueType::Tables(_));
    let Some(index) = segment.nodes.iter().position(|node| node.key.span == place.span) else {
        // In a header. Headers of one array stand side by side, but not beside a value of the same name.
        let may_repeat = matches!(key.value, ValueType::Tables(_));
        return (may_repeat || !has_header(document, &source.text, key.name))
            && !has_table_value(document, &source.text, key.name);
    };
    if is_table && has_header(document, &source.text, key.name) {
        return false;
    }
    let fits = segment.nodes.get(index).is_some_and(|node| fits(key.value, node.kind));
    fits && siblings(segment, text, index).into_iter().all(|sibling| {
        let name = sibling.key.name(text);
        let becomes_it = || {
            let is_before = sibling.key.span.start < place.span.start;
            let meant = table
                .nearest_key(&name)
                .filter(|_| is_before && table.key(&name).is_none());
            meant.is_some_and(|(_, meant)| meant.name == key.name)
        };
        name != key.name && !becomes_it()
    })
}

/// Whether a value is of the type that a key takes: to rename one key into another of another type repairs nothing.
const fn fits(value: ValueType, kind: Kind) -> bool {
    match value {
        ValueType::String | ValueType::OneOf(_) | ValueType::Block => matches!(kind, Kind::String(_)),
        ValueType::Integer => matches!(kind, Kind::Integer),
        ValueType::Date => matches!(kind, Kind::LocalDate),
        ValueType::Strings | ValueType::Tables(_) => matches!(kind, Kind::Array),
        ValueType::Table(_) => matches!(kind, Kind::InlineTable | Kind::Dotted),
    }
}

fn has_header(document: &Document, text: &str, name: &str) -> bool {
    document.iter().any(|(id, segment)| {
        let text = document.text(text, id);
        let keys = segment.header.iter().flat_map(|header| &header.keys);
        keys.into_iter().any(|key| key.name(text) == name)
    })
}

fn has_table_value(document: &Document, text: &str, name: &str) -> bool {
    document.iter().any(|(id, segment)| {
        let text = document.text(text, id);
        let is_table = |node: &Node| matches!(node.kind, Kind::Array | Kind::InlineTable | Kind::Dotted);
        segment
            .statements()
            .any(|(_, node)| is_table(node) && node.key.name(text) == name)
    })
}

/// The keys of the table that a node stands in. A table of dotted keys is spread over several statements.
fn siblings<'s>(segment: &'s Segment, text: &str, index: usize) -> Vec<&'s Node> {
    // What holds the node, from the outermost in: the dotted keys after the last inline table are the table's path.
    let mut holder = None;
    let mut path: SmallVec<[Cow<'_, str>; 2]> = SmallVec::new();
    for (outer, node) in segment.nodes.iter().enumerate().take(index) {
        if (node.end as usize) <= index {
            continue;
        }
        if node.kind == Kind::Dotted {
            path.push(node.key.name(text));
        } else {
            holder = Some(outer);
            path.clear();
        }
    }
    let mut members: Vec<(usize, &Node)> = match holder {
        Some(holder) => segment.children(holder).collect(),
        None => segment.statements().collect(),
    };
    for name in path {
        members.retain(|(_, node)| node.kind == Kind::Dotted && node.key.name(text) == name);
        members = members
            .into_iter()
            .flat_map(|(dotted, _)| segment.children(dotted))
            .collect();
    }
    members
        .into_iter()
        .filter(|(member, _)| *member != index)
        .map(|(_, node)| node)
        .collect()
}
