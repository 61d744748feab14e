//! Reads one segment into the tables of the register that it holds: a pure function of the segment, the scheme and the
//! vocabulary, so that segments are read in parallel, and again only when they change.

mod categories;
mod statistics;

use smallvec::SmallVec;

use super::faults::{Fault, FaultKind};
use super::model::{
    Category, Cell, ColumnFigure, Condition, Entry, Head, Required, Revision, Row, Site, Statistics, StatisticsColumn,
    Subsystem, Table, Term,
};
use super::own_column::{self, OwnColumn};
use super::vocabulary::Vocabulary;
use crate::code::Code;
use crate::fields::{Asked, Fields, Present, Value, block};
use crate::keys::{Certainty, ColumnRole, Columns, Form, Key, NumberKinds, TableKind};
use crate::number;
use crate::scheme::Scheme;
use crate::syntax::{HeaderKind, Kind, Node, Segment};
use crate::text::{FileId, SegmentId, Span};

/// What values mean: the scheme and the words in use.
#[derive(Clone, Copy)]
pub(super) struct Reading<'a> {
    pub(super) scheme: &'a Scheme,
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) columns: &'a Columns,
    pub(super) asked: &'a Asked,
}

/// What a segment holds. Most hold one item, an entry.
#[derive(Default)]
pub(super) struct Fragment {
    pub(super) items: SmallVec<[Item; 1]>,
    pub(super) faults: Vec<Fault>,
    /// Whether the header leads to no table of the format, and may have been meant to.
    pub(super) is_lost: bool,
}

/// A table of the register, to be put in its place in the order of the text.
pub(super) enum Item {
    Head(Box<Head>),
    Revision(Revision),
    Subsystem(Subsystem),
    Category(Box<Category>),
    Required(Required),
    Table(Box<Table>),
    Entry(Box<Entry>),
    Statistics(Statistics),
    Row(Box<Row>),
    StatisticsColumn(StatisticsColumn),
    Conditions(Vec<Condition>),
    ColumnConditions(Vec<Condition>),
    Figures(Vec<ColumnFigure>),
    Status(Box<Term>),
    Level(Box<Term>),
    Column(Box<OwnColumn>),
}

/// Reads a segment.
pub(super) fn read(file: FileId, id: SegmentId, segment: &Segment, text: &str, meaning: Reading<'_>) -> Fragment {
    let mut reader = Reader {
        fields: Fields::new(segment, text).asked(meaning.asked),
        meaning,
        items: SmallVec::new(),
        is_lost: false,
    };
    let is_broken = !segment.errors.is_empty();
    let site = Site {
        file,
        segment: id,
        header: segment.header.as_ref().map_or(Span::default(), |header| header.span),
        is_broken: is_broken || has_doubled_statements(segment),
    };
    if let Some((kind, key)) = reader.target() {
        if let Some(key) = key {
            reader.check_form(key);
        }
        reader.table(kind, site, segment.statements());
    }
    // A table that did not parse says nothing reliable about its keys.
    let told = reader.fields.faults.into_iter().filter(|_| !is_broken);
    let faults = told.map(|(span, kind)| Fault {
        place: site.place(span),
        kind,
    });
    Fragment {
        items: reader.items,
        faults: faults.collect(),
        is_lost: reader.is_lost,
    }
}

/// Whether an unknown header under a table may be one of its entries, as `[[table.entries]]` is.
pub(super) fn may_hold_entries(table: TableKind) -> bool {
    table == TableKind::Table
}

struct Reader<'a> {
    fields: Fields<'a>,
    meaning: Reading<'a>,
    items: SmallVec<[Item; 1]>,
    is_lost: bool,
}

impl<'a> Reader<'a> {
    /// The kind of table that the header leads to, and the key that leads there where it is written rightly.
    fn target(&mut self) -> Option<(TableKind, Option<&'static Key<'static>>)> {
        let mut target = (TableKind::Root, None);
        let Some(header) = &self.fields.segment.header else {
            return Some(target);
        };
        for key in &header.keys {
            let name = key.name(self.fields.text);
            // Its keys are the columns of its statistics table.
            if target.0 == TableKind::Figures {
                target = (TableKind::Figure, None);
                continue;
            }
            match target.0.key(&name) {
                Some((_, known)) => match known.table() {
                    Some(kind) => {
                        target = (kind, Some(known));
                        continue;
                    }
                    None => self
                        .fields
                        .wrong_type(known.into(), header.span, Kind::InlineTable, None),
                },
                None => {
                    let meant = target.0.nearest_table(&name);
                    let kind = FaultKind::UnknownKey {
                        name: name.into_owned(),
                        table: target.0,
                    };
                    self.fields.fault(key.span, kind);
                    // A misspelt header is read as what it was meant to be: else what follows it would be taken for
                    // a part of the table before, and one slip would give a crowd of findings.
                    if let Some(meant) = meant {
                        target = (meant, None);
                        continue;
                    }
                    self.is_lost = may_hold_entries(target.0);
                }
            }
            return None;
        }
        (target.0 != TableKind::Root).then_some(target)
    }

    /// Tells `[category]` for `[[category]]` and the like. What is under it is read all the same.
    fn check_form(&mut self, key: &Key<'_>) {
        let Some(header) = &self.fields.segment.header else {
            return;
        };
        let keys = header.span.of_text(self.fields.text).trim_matches(['[', ']']);
        let (found, repair) = match (key.value.form(), header.kind) {
            (Form::Tables(_) | Form::StringsOrTables(_), HeaderKind::Table) => {
                (Kind::InlineTable, format!("[[{keys}]]"))
            }
            (Form::Table(_), HeaderKind::Element) => (Kind::Array, format!("[{keys}]")),
            _ => return,
        };
        self.fields.wrong_type(key.into(), header.span, found, Some(repair));
    }

    fn table(&mut self, kind: TableKind, site: Site, nodes: impl Iterator<Item = (usize, &'a Node)>) {
        match kind {
            TableKind::Root => self.root(site, nodes),
            TableKind::Register => self.head(site, nodes),
            TableKind::Revision => self.revision(site, nodes),
            TableKind::Subsystem => self.subsystem(site, nodes),
            TableKind::Category => self.category(site, nodes),
            TableKind::Required => {
                let required = self.required(site, nodes);
                self.items.push(Item::Required(required));
            }
            TableKind::Table => self.detail_table(site, nodes),
            TableKind::Entry => self.entry(site, nodes),
            TableKind::Statistics => self.statistics(site, nodes),
            TableKind::Row => self.row(site, nodes),
            TableKind::StatisticsColumn => self.statistics_column(site, nodes),
            TableKind::Conditions => self.headed_conditions(site, nodes),
            TableKind::Figures => {
                let figures = self.figures(site, nodes);
                self.items.push(Item::Figures(figures));
            }
            TableKind::Figure => self.headed_figure(site, nodes),
            TableKind::Status => {
                let term = self.term(TableKind::Status, site, nodes);
                self.items.push(Item::Status(Box::new(term)));
            }
            TableKind::Level => {
                let term = self.term(TableKind::Level, site, nodes);
                self.items.push(Item::Level(Box::new(term)));
            }
            TableKind::Column => {
                let column = own_column::read(&mut self.fields, site, nodes);
                self.items.push(Item::Column(Box::new(column)));
            }
            // No key of a register leads to them.
            TableKind::Scheme
            | TableKind::SchemeHead
            | TableKind::Layer
            | TableKind::LayerPath
            | TableKind::Prefix
            | TableKind::PlanForm
            | TableKind::StatisticItem
            | TableKind::Settings
            | TableKind::Format
            | TableKind::Catalogue => {}
        }
    }

    /// The tables of an array of inline tables, each with the brace that opens it for a header.
    fn inline_tables(&mut self, kind: TableKind, site: Site, tables: &[usize]) {
        for &index in tables {
            let site = self.inline_site(site, index);
            self.table(kind, site, self.fields.segment.children(index));
        }
    }

    fn inline_site(&self, site: Site, index: usize) -> Site {
        let segment = self.fields.segment;
        let span = segment.nodes.get(index).map_or(Span::default(), |node| node.span);
        Site {
            header: Span::new(span.start, span.start + 1),
            is_broken: !segment.errors.is_empty() || segment.doubled_in(span).is_some(),
            ..site
        }
    }

    fn root(&mut self, site: Site, nodes: impl Iterator<Item = (usize, &'a Node)>) {
        let mut values = Vec::new();
        self.fields
            .read(TableKind::Root, nodes, &mut Present::default(), |name, value| {
                values.extend(TableKind::Root.child(name).map(|kind| (kind, value)));
            });
        let mut head_nodes = SmallVec::<[usize; 4]>::new();
        for (kind, value) in values {
            match value {
                Value::Table(index) => head_nodes.push(index),
                Value::Tables(tables) => self.inline_tables(kind, site, &tables),
                _ => {}
            }
        }
        // `register.title = …` may stand in several statements, which are one table together.
        if let Some(&first) = head_nodes.first() {
            let segment = self.fields.segment;
            let key = segment.nodes.get(first).map_or(Span::default(), |node| node.key.span);
            let nodes = head_nodes.iter().flat_map(|index| segment.children(*index));
            self.head(Site { header: key, ..site }, nodes);
        }
    }

    fn head(&mut self, site: Site, nodes: impl Iterator<Item = (usize, &'a Node)>) {
        let mut head = Head {
            site,
            is_there: true,
            ..Head::default()
        };
        // What is set twice is nothing to hold codes against.
        let only = !site.is_broken;
        let mut present = Present::default();
        self.fields
            .read(TableKind::Register, nodes, &mut present, |name, value| {
                match (name, value) {
                    ("title", Value::Str(value)) => head.title = Some(value),
                    ("standard", Value::Str(value)) => head.standard = Some(value),
                    ("code", Value::Str(value)) => head.code = Some(value),
                    ("scheme", Value::Str(value)) => head.scheme = Some(value),
                    ("domain", Value::Str(value)) => head.domain = only.then_some(value),
                    ("business", Value::Str(value)) => head.business = only.then_some(value),
                    ("include", Value::Strings(values)) => head.include = values.into_vec(),
                    ("version", Value::Str(value)) => head.version = Some(value),
                    ("date", Value::Date(value)) => head.date = Some(value),
                    ("proposer", Value::Str(value)) => head.proposer = Some(value),
                    ("owner", Value::Str(value)) => head.owner = Some(value),
                    ("drafters", Value::Strings(values)) => head.drafters = values.into_vec(),
                    ("notes", Value::Str(value)) => head.notes = Some(value),
                    _ => {}
                }
            });
        self.fields.tell_missing(TableKind::Register, site.header, &present);
        self.items.push(Item::Head(Box::new(head)));
    }

    fn revision(&mut self, site: Site, nodes: impl Iterator<Item = (usize, &'a Node)>) {
        let mut revision = Revision {
            site,
            ..Revision::default()
        };
        self.fields.read(
            TableKind::Revision,
            nodes,
            &mut Present::default(),
            |name, value| match (name, value) {
                ("version", Value::Str(value)) => revision.version = Some(value),
                ("date", Value::Date(value)) => revision.date = Some(value),
                ("summary", Value::Str(value)) => revision.summary = Some(value),
                _ => {}
            },
        );
        self.items.push(Item::Revision(revision));
    }

    fn subsystem(&mut self, site: Site, nodes: impl Iterator<Item = (usize, &'a Node)>) {
        let mut subsystem = Subsystem {
            site,
            ..Subsystem::default()
        };
        let only = !site.is_broken;
        let mut present = Present::default();
        self.fields
            .read(TableKind::Subsystem, nodes, &mut present, |name, value| {
                match (name, value) {
                    ("title", Value::Str(value)) => subsystem.title = Some(value),
                    ("code", Value::Str(value)) => subsystem.code = only.then_some(value),
                    ("parent", Value::Str(value)) => subsystem.parent = only.then_some(value),
                    ("scope", Value::Str(value)) => subsystem.scope = Some(value),
                    ("guides", Value::Strings(values)) => subsystem.guides = values.into_vec(),
                    _ => {}
                }
            });
        self.fields.tell_missing(TableKind::Subsystem, site.header, &present);
        self.items.push(Item::Subsystem(subsystem));
    }

    fn detail_table(&mut self, site: Site, nodes: impl Iterator<Item = (usize, &'a Node)>) {
        let mut table = Table {
            site,
            ..Table::default()
        };
        let mut entries = SmallVec::new();
        let mut present = Present::default();
        let faults = self.fields.faults.len();
        self.fields.read(TableKind::Table, nodes, &mut present, |name, value| {
            match (name, value) {
                ("id", Value::Str(value)) => table.id = Some(value),
                ("title", Value::Str(value)) => table.title = Some(value),
                ("category", Value::Str(value)) => table.category = Some(value),
                ("subsystem", Value::Str(value)) => table.subsystem = Some(value),
                ("block", Value::Str(value)) => table.block = Some(value),
                ("groups", Value::Strings(values)) => table.groups = values.into_vec(),
                ("entry", Value::Tables(tables)) => entries = tables,
                _ => {}
            }
        });
        // A sub-heading that could not be read may be the one that an entry has.
        let is_of_groups = |fault: &FaultKind| matches!(fault, FaultKind::WrongType { name, .. } if name == "groups");
        let mut told = self.fields.faults.iter().skip(faults);
        if told.any(|(_, fault)| is_of_groups(fault)) {
            table.groups.clear();
        }
        table.block_range = table.block.and_then(|range| block(&range.get(self.fields.text)));
        self.fields.tell_missing(TableKind::Table, site.header, &present);
        self.items.push(Item::Table(Box::new(table)));
        self.inline_tables(TableKind::Entry, site, &entries);
    }

    fn entry(&mut self, site: Site, nodes: impl Iterator<Item = (usize, &'a Node)>) {
        let mut entry = Entry {
            site,
            ..Entry::default()
        };
        let mut present = Present::default();
        let Reading {
            columns, vocabulary, ..
        } = self.meaning;
        let faults = self.fields.faults.len();
        self.fields
            .read_entry(columns, nodes, &mut present, |place, column, value| {
                let text = match (column.role, value) {
                    (Some(ColumnRole::Number), Some(Value::Integer(value))) => return entry.number = Some(value),
                    (Some(ColumnRole::Effective), Some(Value::Date(value))) => return entry.effective = Some(value),
                    (Some(ColumnRole::Replaces), Some(Value::Strings(values))) => return entry.replaces = values,
                    (None, value) | (Some(_), value @ None) => return entry.cells.extend(Cell::read(place, value)),
                    (Some(role), Some(Value::Str(value))) => (role, value),
                    _ => return,
                };
                let field = match text.0 {
                    ColumnRole::Code => &mut entry.code,
                    ColumnRole::Standard => &mut entry.standard,
                    ColumnRole::Plan => &mut entry.plan,
                    ColumnRole::Title => &mut entry.title,
                    ColumnRole::Status => &mut entry.status,
                    ColumnRole::Level => &mut entry.level,
                    ColumnRole::Owner => &mut entry.owner,
                    ColumnRole::Group => &mut entry.group,
                    ColumnRole::Remarks => &mut entry.remarks,
                    ColumnRole::Number | ColumnRole::Effective | ColumnRole::Replaces => return,
                };
                *field = Some(text.1);
            });
        self.understand(&mut entry);
        let phase = entry.status_term.and_then(|term| vocabulary.status_term(term));
        let phase = phase.map(|status| status.phase);
        self.fields.tell_missing_columns(columns, phase, site.header, &present);
        // Where nobody knows the columns, nothing is wrong with the keys.
        if columns.certainty == Certainty::Uncertain {
            self.fields.faults.truncate(faults);
        }
        self.items.push(Item::Entry(Box::new(entry)));
    }

    /// Reads what is inside an entry's values.
    fn understand(&self, entry: &mut Entry) {
        let text = self.fields.text;
        let Reading { scheme, vocabulary, .. } = self.meaning;
        if let Some(code) = entry.code {
            entry.layers = Code::parse(scheme, &code.get(text));
        }
        if let Some(standard) = entry.standard {
            let parsed = number::parse(&standard.get(text), &scheme.grammar);
            entry.number_is_faulty = !parsed.faults.is_empty();
            entry.parts = parsed.number;
        }
        let status = entry.status.and_then(|status| vocabulary.status(&status.get(text)));
        entry.status_term = status.map(|(term, _)| term);
        let level = entry.level.and_then(|level| vocabulary.level(&level.get(text)));
        entry.level_term = level.map(|(term, _)| term);
        // The number of a law or an order is free text. What reads as a standard's is one all the same.
        let of_level = entry.level_term.and_then(|term| vocabulary.level_term(term));
        if entry.number_is_faulty && of_level.is_some_and(|level| level.kinds.is_any()) {
            entry.number_is_faulty = false;
            entry.parts = None;
        }
    }

    fn term(&mut self, kind: TableKind, site: Site, nodes: impl Iterator<Item = (usize, &'a Node)>) -> Term {
        let mut term = Term {
            site,
            ..Term::default()
        };
        let mut present = Present::default();
        self.fields
            .read(kind, nodes, &mut present, |name, value| match (name, value) {
                ("name", Value::Str(value)) => term.name = Some(value),
                ("phase" | "value", Value::Str(value)) => term.meaning = Some(value),
                ("also" | "alias", Value::Strings(values)) => term.also = values.into_vec(),
                ("kinds", Value::Strings(values)) => term.kinds = values.into_vec(),
                _ => {}
            });
        self.fields.tell_missing(kind, site.header, &present);
        for word in &term.kinds {
            let is_known = NumberKinds::default().add(&word.get(self.fields.text));
            if let (false, Some((_, key))) = (is_known, kind.key("kinds")) {
                self.fields.wrong_word(key, *word, &NumberKinds::NAMES);
            }
        }
        term
    }
}

/// Whether a key under the header of a segment is set twice: then nobody knows which value counts, nor whether the second
/// is that of a table whose header is lost.
fn has_doubled_statements(segment: &Segment) -> bool {
    !segment.doubled.is_empty()
        && segment
            .statements()
            .any(|(_, node)| segment.doubled_in(node.key.span).is_some())
}

/// Whether a segment may hold a table that one of the names opens: it has no header, or one that begins so.
pub(super) fn may_open(segment: &Segment, text: &str, names: &[&str]) -> bool {
    let Some(header) = &segment.header else {
        return !segment.nodes.is_empty();
    };
    header
        .keys
        .first()
        .is_some_and(|key| names.contains(&key.name(text).as_ref()))
}
