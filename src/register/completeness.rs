//! Whether all of a register was read. Where a file, or the header of a table, is lost, entries are missing or stand
//! under another table than their author put them; then nothing can be said about what the register lacks or counts.

use super::faults::{Fault, FaultKind};
use super::read::may_hold_entries;
use super::{IncludeProblem, Register, SourceFile};
use crate::diagnostic::Place;
use crate::keys::{ColumnRole, Columns, Form, TableKind};
use crate::syntax::{HeaderKind, Key, Kind, Segment};
use crate::text::nearest::nearest;
use crate::text::{FileId, SegmentId, Span, to_u32};

/// How many keys of another sort of table a table must hold for the header between to be lost. One may be a slip.
const STRAYS: usize = 2;

/// How much of a register was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Completeness {
    /// All tables and entries are there, though some may have syntax errors.
    #[default]
    Whole,
    /// A file or a table is lost.
    Partial,
}

/// What was not read of a register, or may not have been.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// A pattern of `include` does not lead to its parts.
    Include(Place),
    /// A part has a `[register]` of its own, so that nobody knows to which register its tables belong.
    Head(Place),
    /// A file could not be read.
    File(FileId),
    /// A header is lost or misspelt, or a key is set twice, as where the header between is lost.
    Header(Place),
}

impl Gap {
    /// Where it is.
    pub fn place(self) -> Place {
        match self {
            Self::Include(place) | Self::Head(place) | Self::Header(place) => place,
            Self::File(file) => Place::in_file(file, Span::default()),
        }
    }
}

/// How much of a register was read.
pub(super) fn of(register: &Register) -> Completeness {
    of_but(register, None)
}

/// The same, one segment left out: that of the cursor, whose header is being typed.
pub fn of_but(register: &Register, but: Option<(FileId, SegmentId)>) -> Completeness {
    match first_gap(register, but) {
        Some(_) => Completeness::Partial,
        None => Completeness::Whole,
    }
}

/// The first thing that was not read, one segment left out.
pub fn first_gap(register: &Register, but: Option<(FileId, SegmentId)>) -> Option<Gap> {
    if let Some(problem) = register.include_problems.first() {
        return Some(Gap::Include(pattern(register, problem)));
    }
    if let Some(head) = register.extra_heads.first() {
        return Some(Gap::Head(head.site.header()));
    }
    let files = (0..).map(FileId).zip(&register.files);
    let mut in_files = files
        .filter(|(_, source)| source.is_of_register())
        .filter_map(|(file, source)| gap_in_file(file, source, but));
    if let Some(gap) = in_files.next() {
        return Some(gap);
    }
    let is_meant = |fault: &&Fault| Some((fault.place.file, fault.place.segment)) != but;
    let mut faults = register.faults.iter().filter(is_meant);
    let mut strays = Strays::default();
    let mut nameless = None;
    let lost = faults.find(|fault| {
        loses_a_table(register, fault)
            || strays.are_many_with(&register.columns, fault)
            || lacks_all_names(&register.columns, fault, &mut nameless)
    });
    lost.map(|fault| Gap::Header(fault.place))
}

/// Where the pattern of a problem with `include` stands.
fn pattern(register: &Register, problem: &IncludeProblem) -> Place {
    let (IncludeProblem::Malformed { pattern, .. }
    | IncludeProblem::Useless { pattern, .. }
    | IncludeProblem::Outside { pattern }
    | IncludeProblem::Nothing { pattern }
    | IncludeProblem::Unreadable { pattern, .. }) = problem;
    let head = &register.head;
    let span = head
        .include
        .get(*pattern)
        .map_or(head.site.header, |pattern| pattern.span);
    head.site.place(span)
}

fn gap_in_file(file: FileId, source: &SourceFile, but: Option<(FileId, SegmentId)>) -> Option<Gap> {
    if source.problem.is_some() {
        return Some(Gap::File(file));
    }
    let document = &source.document;
    let header = |segment: SegmentId, span: Span| Gap::Header(Place { file, segment, span });
    if let Some(redefinition) = document.redefinitions.first() {
        return Some(header(redefinition.segment, redefinition.key));
    }
    // In one that is intact nothing is lost.
    let mut segments = document.faulty().filter(|(id, _)| Some((file, *id)) != but);
    segments.find_map(|(id, segment)| {
        // With a key set twice nobody knows which value counts, nor whether the second is that of a table whose header
        // is lost.
        if let Some(doubled) = segment.doubled.first() {
            return Some(header(id, doubled.key));
        }
        let text = document.text(&source.text, id);
        let is_lost = has_lost_header(id, segment, text);
        let at = segment.errors.first().map_or(Span::default(), |error| error.span);
        is_lost.then(|| header(id, at))
    })
}

/// Counts keys in a table that are keys of another.
#[derive(Default)]
struct Strays {
    table: Option<(FileId, SegmentId)>,
    count: usize,
}

impl Strays {
    /// Whether a fault is one key too many: the keys of a table whose header is lost are in the table before it.
    fn are_many_with(&mut self, columns: &Columns, fault: &Fault) -> bool {
        let FaultKind::UnknownKey { name, table } = &fault.kind else {
            return false;
        };
        let holds_rows = |kind: &TableKind| !matches!(kind, TableKind::Conditions | TableKind::Root);
        if *table == TableKind::Root || !columns.having(name).any(|kind| holds_rows(&kind)) {
            return false;
        }
        let place = Some((fault.place.file, fault.place.segment));
        if self.table != place {
            *self = Self { table: place, count: 0 };
        }
        self.count += 1;
        self.count >= STRAYS
    }
}

/// Whether a fault is the second of two that an entry has neither code nor title: nobody knows whether it is one, or a
/// header too many. `nameless` is the entry with the first.
fn lacks_all_names(columns: &Columns, fault: &Fault, nameless: &mut Option<Place>) -> bool {
    let FaultKind::MissingKey {
        name,
        table: TableKind::Entry,
    } = &fault.kind
    else {
        return false;
    };
    if ![ColumnRole::Code, ColumnRole::Title]
        .iter()
        .any(|role| columns.key_of(*role) == name)
    {
        return false;
    }
    nameless.replace(fault.place) == Some(fault.place)
}

/// Whether a segment has no header that could be read, holds the statements of a table whose header could not, or those
/// of a detail table whose header is not there.
pub(super) fn has_lost_header(id: SegmentId, segment: &Segment, text: &str) -> bool {
    let is_first = id.0 == 0;
    if segment.errors.is_empty() {
        return holds_another_table(segment, text);
    }
    let header_line = if is_first {
        Span::default()
    } else {
        let length = text.find('\n').unwrap_or(text.len());
        Span::new(0, to_u32(length))
    };
    let is_in_header = |span: Span| !is_first && span.start <= header_line.end;
    (segment.header.is_none() && !is_first)
        || !segment.doubled.is_empty()
        || segment.errors.iter().any(|error| is_in_header(error.span))
}

/// Whether a segment holds the keys of a detail table besides its own: the entries that follow are those of that table.
fn holds_another_table(segment: &Segment, text: &str) -> bool {
    if segment.doubled.is_empty() {
        return false;
    }
    let is_one_of = |key: &Key, names: &[&str]| names.contains(&key.name(text).as_ref());
    let last = segment.header.as_ref().and_then(|header| header.keys.last());
    if last.is_some_and(|key| is_one_of(key, &["table"])) {
        let is_own = |span: Span| ["id", "category", "block", "entry"].contains(&span.of_text(text));
        return segment.doubled.iter().any(|doubled| is_own(doubled.key));
    }
    let mut keys = segment.statements().map(|(_, node)| &node.key);
    keys.any(|key| is_one_of(key, &["category", "block", "entry"]))
}

/// Whether a fault is about a header that misspells the table it opens, or about a list that holds no tables.
pub(super) fn loses_a_table(register: &Register, fault: &Fault) -> bool {
    match fault.kind {
        FaultKind::UnknownKey { ref name, table } => {
            let names = register.columns.keys(table).map(|key| key.name);
            let is_misspelt = nearest(name, names.filter(|name| table.child(name).is_some())).is_some();
            let file = register.file(fault.place.file);
            let Some((file, segment)) = file.and_then(|file| Some((file, file.document.segment(fault.place.segment)?)))
            else {
                return false;
            };
            let header = segment.header.as_ref();
            if header.is_some_and(|header| header.span.contains(fault.place.span)) {
                let text = file.document.text(&file.text, fault.place.segment);
                return is_misspelt || may_hold_entries(table) || is_like_a_list(&register.columns, segment, text);
            }
            is_misspelt || holds_tables(table, segment, fault.place.span)
        }
        FaultKind::WrongType { expected, .. } => {
            matches!(
                expected,
                Form::Tables(TableKind::Table | TableKind::Entry | TableKind::Category | TableKind::Subsystem)
                    | Form::Table(TableKind::Conditions)
            )
        }
        // The first of the list told the same.
        FaultKind::MissingKey { .. } | FaultKind::UnaskedKey { .. } | FaultKind::WrongElements { .. } => false,
    }
}

/// Whether a segment under an unknown header is written as those of entries, tables and categories are.
fn is_like_a_list(columns: &Columns, segment: &Segment, text: &str) -> bool {
    let is_element = |header: &crate::syntax::Header| header.kind == HeaderKind::Element;
    let kinds = [TableKind::Entry, TableKind::Table, TableKind::Category];
    let is_known = |key: &Key| kinds.iter().any(|kind| columns.key(*kind, &key.name(text)).is_some());
    segment.header.as_ref().is_some_and(is_element)
        && segment.statements().filter(|(_, node)| is_known(&node.key)).count() >= STRAYS
}

/// Whether the value of an unknown key is a list of tables, which may be the register's.
fn holds_tables(table: TableKind, segment: &Segment, key: Span) -> bool {
    // Nodes are in the order of the text, and a value stands behind its key.
    let place = segment.nodes.partition_point(|node| node.span.start <= key.start);
    let Some(node) = segment.nodes.get(place).filter(|node| node.key.span == key) else {
        return false;
    };
    match node.kind {
        Kind::Array => segment.children(place).any(|(_, node)| node.kind == Kind::InlineTable),
        // In a row it is what the row asks for.
        Kind::InlineTable | Kind::Dotted => table == TableKind::Row,
        _ => false,
    }
}
