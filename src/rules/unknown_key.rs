//! T002: a key or table that is not part of the format.

use std::borrow::Cow;
use std::cell::OnceCell;

use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use super::listing::{Many, quoted};
use super::{Check, Definition, Example, Needs, Page, RegisterContext, Sink};
use crate::diagnostic::{Applicability, Diagnostic, FixAvailability, Place, Rule, Severity};
use crate::keys::{CONDITIONS, Certainty, Columns, Form, Key, TableKind};
use crate::messages::{Message, Text};
use crate::register::SourceFile;
use crate::register::faults::FaultKind;
use crate::register::handle::ConditionRef;
use crate::syntax::{HeaderKind, Kind, Node, Segment};
use crate::text::FileId;
use crate::text::nearest::nearest;
use crate::writer::strings::key;

/// T002 `unknown-key`.
pub(super) static UNKNOWN_KEY: Definition = Definition {
    rule: Rule {
        code: "T002",
        name: "unknown-key",
        severity: Severity::Warning,
        fix: FixAvailability::Unsafe,
    },
    needs: Needs::Nothing,
    page: Page {
        what: Text {
            zh: "格式里没有的键或表，包括 where 中既不是编码方案的层、也不是 status、subsystem、category、table 的条件。编码方案隐藏了的栏也在此列。提示会给出最相近的键，或该键属于哪张表。",
            en: "A key or table is not part of the format, or a condition in `where` is neither a layer of the scheme nor status, subsystem, category or table. Columns hidden by the scheme are reported too. The message names the closest key, or the table that the key belongs to.",
        },
        why: Text {
            zh: "写错的键不起作用：它的值不会被读取，作者却以为写上了。",
            en: "A misspelt key has no effect: its value is never read, while the author believes it is set.",
        },
        fix: Text {
            zh: "不安全修复：改为最相近的键（该键在同一表中尚未出现时）。必需的键写错时只报告这一个问题，不再另报缺少。",
            en: "Unsafe: changes it to the closest key, if the table does not have that key yet. A misspelt required key is reported only here, and not also as missing.",
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
    let mut names: FxHashMap<FileId, TableNames<'_>> = FxHashMap::default();
    let mut many = Many::of_reading(&UNKNOWN_KEY.rule);
    for fault in &register.faults {
        if let FaultKind::UnaskedKey { name, table } = &fault.kind {
            let message = Message::attribute("unknown-key", "unasked")
                .with("key", *name)
                .with("table", table.title())
                .with("scheme", register.scheme.id.as_str());
            many.tell(sink, fault.place, || {
                Diagnostic::new(&UNKNOWN_KEY.rule, fault.place, message)
            });
            continue;
        }
        let (FaultKind::UnknownKey { name, table }, Some(source)) = (&fault.kind, register.file(fault.place.file))
        else {
            continue;
        };
        many.tell(sink, fault.place, || {
            let columns = &register.columns;
            if *table == TableKind::Entry && columns.is_hidden(name) {
                return hidden(fault.place, name);
            }
            let Some((_, key)) = columns.nearest_key(*table, name) else {
                return unknown_key(columns, fault.place, name, *table);
            };
            let diagnostic = nearest_finding(fault.place, name, *table, key.name);
            let names = names.entry(fault.place.file).or_insert_with(|| TableNames::of(source));
            if is_free(columns, names, fault.place, &key, *table) {
                rename(diagnostic, key.name)
            } else {
                diagnostic
            }
        });
    }
    many.end(sink);
    // The names of layers are those of the scheme.
    if !register.goes_by_scheme() {
        return;
    }
    let layers = register.scheme.layers.iter().filter(|layer| layer.literal.is_none());
    let mut known: Vec<&str> = layers.map(|layer| layer.name.as_str()).collect();
    let others = CONDITIONS
        .iter()
        .map(|key| key.name)
        .filter(|name| register.scheme.layer_named(name).is_none());
    known.extend(others);
    let columns = register.columns.iter().map(|(_, column)| column.key.as_str());
    known.extend(columns.filter(|key| !known.contains(key)).collect::<Vec<_>>());
    // Where nobody knows the columns, it may be one.
    if register.columns.certainty == Certainty::Uncertain {
        return;
    }
    for statistics in register.statistics() {
        for row in statistics.rows() {
            unknown_conditions(row.conditions(), &known, sink);
        }
        for column in statistics.columns() {
            unknown_conditions(column.conditions(), &known, sink);
        }
    }
}

/// A column that the scheme takes away.
fn hidden(place: Place, name: &str) -> Diagnostic {
    let message = Message::attribute("unknown-key", "hidden").with("key", name);
    Diagnostic::new(&UNKNOWN_KEY.rule, place, message)
}

/// A key that is like none of its table: what belongs there, or where it belongs.
fn unknown_key(columns: &Columns, place: Place, name: &str, table: TableKind) -> Diagnostic {
    // What it belongs to; a header at the top level is named as it should be, `[[table.entry]]` for `[[entry]]`, and so
    // is one that should be there.
    let owner = |kind: TableKind| {
        let is_header = table == TableKind::Root || kind == TableKind::Root;
        let child = kind.child(name).filter(|_| is_header);
        child.unwrap_or(kind).title().zh.to_owned()
    };
    // A table and a key may have one name, as `[[category]]` and the category of a `[[table]]`.
    let own = table.title().zh;
    let owners: Vec<String> = columns.having(name).map(owner).filter(|owner| owner != own).collect();
    let message = if owners.is_empty() {
        let known = columns.keys(table).map(|key| key.name.to_owned()).collect::<Vec<_>>();
        Message::new("unknown-key").with("known", known)
    } else {
        Message::attribute("unknown-key", "elsewhere").with("owners", owners)
    };
    let message = message.with("key", quoted(name)).with("table", table.title());
    Diagnostic::new(&UNKNOWN_KEY.rule, place, message)
}

fn nearest_finding(place: Place, name: &str, table: TableKind, nearest: &str) -> Diagnostic {
    let message = Message::attribute("unknown-key", "nearest")
        .with("key", quoted(name))
        .with("table", table.title())
        .with("nearest", nearest);
    Diagnostic::new(&UNKNOWN_KEY.rule, place, message)
}

fn rename(diagnostic: Diagnostic, nearest: &str) -> Diagnostic {
    let title = Message::attribute("unknown-key", "fix").with("nearest", nearest);
    let place = diagnostic.place;
    diagnostic.replace(Applicability::Unsafe, title, place, key(nearest))
}

fn unknown_conditions<'r>(conditions: impl Iterator<Item = ConditionRef<'r>> + Clone, known: &[&str], sink: &mut Sink) {
    let conditions = || conditions.clone();
    let unknown = |condition: &ConditionRef<'_>| {
        !condition.site.is_broken && !condition.name.is_empty() && !known.contains(&condition.name.as_str())
    };
    let names: FxHashSet<&str> = conditions().map(|condition| condition.get().name.as_str()).collect();
    for condition in conditions().filter(unknown) {
        let place = condition.site.place(condition.key.span);
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
        let is_free = !names.contains(nearest);
        sink.push(if is_free {
            rename(diagnostic, nearest)
        } else {
            diagnostic
        });
    }
}

/// Whether the table has the key not yet, nor gets it by the repair of another key before this one.
fn is_free(columns: &Columns, names: &TableNames<'_>, place: Place, key: &Key<'_>, table: TableKind) -> bool {
    let source = names.source;
    let document = &source.document;
    let text = document.text(&source.text, place.segment);
    let Some(segment) = document.segment(place.segment) else {
        return false;
    };
    let is_table = key.table().is_some();
    let is_header = names.headers.contains(key.name);
    if let Some(header) = segment
        .header
        .as_ref()
        .filter(|header| header.span.contains(place.span))
    {
        if !is_table {
            return false;
        }
        // What the header names behind the key would be in a table that may have it already.
        let behind = header.keys.iter().filter(|other| other.span.start > place.span.start);
        if behind
            .map(|other| other.name(text))
            .any(|name| names.keys().contains(&name))
        {
            return false;
        }
        // Headers of one array stand side by side, but not beside a value of the same name.
        let may_repeat = matches!(key.value.form(), Form::Tables(_) | Form::StringsOrTables(_));
        return (may_repeat || !is_header) && !names.values.contains(key.name) && !names.single.contains(key.name);
    }
    // Nodes stand in the order of their values, and a value follows its key.
    let index = segment.nodes.partition_point(|node| node.span.start < place.span.end);
    if is_table && is_header {
        return false;
    }
    let fits = segment
        .nodes
        .get(index)
        .is_some_and(|node| fits(key.value.form(), node.kind));
    let is_free = |sibling: &Node| {
        let name = sibling.key.name(text);
        let becomes_it = || {
            let is_before = sibling.key.span.start < place.span.start;
            let meant = columns
                .nearest_key(table, &name)
                .filter(|_| is_before && columns.key(table, &name).is_none());
            meant.is_some_and(|(_, meant)| meant.name == key.name)
        };
        name != key.name && !becomes_it()
    };
    // Among very many keys nobody looks.
    fits && siblings(segment, text, index).is_some_and(|siblings| siblings.into_iter().all(is_free))
}

/// Whether a value is of the type that a key takes: to rename one key into another of another type repairs nothing.
const fn fits(form: Form, kind: Kind) -> bool {
    match form {
        Form::String | Form::OneOf(_) | Form::Block => matches!(kind, Kind::String(_)),
        Form::CountOrRange(_) => matches!(kind, Kind::String(_) | Kind::Integer),
        Form::Integer | Form::Count(_) => matches!(kind, Kind::Integer),
        Form::Requirement => matches!(kind, Kind::Boolean | Kind::Array),
        Form::Boolean => matches!(kind, Kind::Boolean),
        Form::Date => matches!(kind, Kind::LocalDate),
        Form::Strings | Form::Tables(_) | Form::StringsOrTables(_) => matches!(kind, Kind::Array),
        Form::StringOrStrings => matches!(kind, Kind::Array | Kind::String(_)),
        Form::Table(_) | Form::Map(_) => matches!(kind, Kind::InlineTable | Kind::Dotted),
    }
}

/// The names of the tables of a file, so that a key is not renamed into one of them.
struct TableNames<'a> {
    /// The file.
    source: &'a SourceFile,
    /// Those that headers name.
    headers: FxHashSet<Cow<'a, str>>,
    /// Those that a header in single brackets opens, so that no other may.
    single: FxHashSet<Cow<'a, str>>,
    /// Those that are values of keys.
    values: FxHashSet<Cow<'a, str>>,
    /// Those of all keys, found when they are first asked for.
    keys: OnceCell<FxHashSet<Cow<'a, str>>>,
}

impl<'a> TableNames<'a> {
    fn of(source: &'a SourceFile) -> Self {
        let mut names = Self {
            source,
            headers: FxHashSet::default(),
            single: FxHashSet::default(),
            values: FxHashSet::default(),
            keys: OnceCell::new(),
        };
        for (id, segment) in source.document.iter() {
            let text = source.document.text(&source.text, id);
            let keys = segment.header.iter().flat_map(|header| &header.keys);
            names.headers.extend(keys.map(|key| key.name(text)));
            let single = segment
                .header
                .as_ref()
                .filter(|header| header.kind == HeaderKind::Table);
            let opened = single.and_then(|header| header.keys.last());
            names.single.extend(opened.map(|key| key.name(text)));
            let is_table = |node: &&Node| matches!(node.kind, Kind::Array | Kind::InlineTable | Kind::Dotted);
            let tables = segment.statements().map(|(_, node)| node).filter(is_table);
            names.values.extend(tables.map(|node| node.key.name(text)));
        }
        names
    }

    fn keys(&self) -> &FxHashSet<Cow<'a, str>> {
        self.keys.get_or_init(|| {
            let source = self.source;
            let segments = source.document.iter();
            let keys = segments.flat_map(|(id, segment)| {
                let text = source.document.text(&source.text, id);
                segment.statements().map(move |(_, node)| node.key.name(text))
            });
            keys.collect()
        })
    }
}

/// How many keys, and how many values before one, are looked at to learn whether a key is free.
const MOST_SIBLINGS: usize = 128;

/// The keys of the table that a node stands in; nothing where there are too many. A table of dotted keys is spread over
/// several statements.
fn siblings<'s>(segment: &'s Segment, text: &str, index: usize) -> Option<Vec<&'s Node>> {
    // What holds the node, from the innermost out: the dotted keys up to the next inline table are the table's path.
    let mut holder = None;
    let mut path: SmallVec<[Cow<'_, str>; 2]> = SmallVec::new();
    let before = segment.nodes.iter().enumerate().take(index).rev();
    for (outer, node) in before.take(MOST_SIBLINGS) {
        if (node.end as usize) <= index {
            continue;
        }
        if node.kind != Kind::Dotted {
            holder = Some(outer);
            break;
        }
        path.insert(0, node.key.name(text));
    }
    if holder.is_none() && index > MOST_SIBLINGS {
        return None;
    }
    let mut members: Vec<(usize, &Node)> = match holder {
        Some(holder) => segment.children(holder).take(MOST_SIBLINGS + 1).collect(),
        None => segment.statements().take(MOST_SIBLINGS + 1).collect(),
    };
    for name in path {
        members.retain(|(_, node)| node.kind == Kind::Dotted && node.key.name(text) == name);
        let inner = members.into_iter().flat_map(|(dotted, _)| segment.children(dotted));
        members = inner.take(MOST_SIBLINGS + 1).collect();
    }
    if members.len() > MOST_SIBLINGS {
        return None;
    }
    let others = members.into_iter().filter(|(member, _)| *member != index);
    Some(others.map(|(_, node)| node).collect())
}
