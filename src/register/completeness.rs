//! Whether all of a register was read. Where a file, or the header of a table, is lost, entries are missing or stand
//! under another table than their author put them; then nothing can be said about what the register lacks or counts.

use super::faults::{Fault, FaultKind};
use super::{Register, SourceFile};
use crate::keys::{Form, TableKind};
use crate::syntax::Segment;
use crate::text::nearest::nearest;
use crate::text::{FileId, SegmentId, Span, to_u32};

/// How much of a register was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Completeness {
    /// All tables and entries are there, though some may have syntax errors.
    #[default]
    Whole,
    /// A file or a table is lost.
    Partial,
}

/// How much of a register was read.
pub(super) fn of(register: &Register) -> Completeness {
    of_but(register, None)
}

/// The same, one segment left out: that of the cursor, whose header is being typed.
pub fn of_but(register: &Register, but: Option<(FileId, SegmentId)>) -> Completeness {
    let files = (0..).map(FileId).zip(&register.files);
    let is_meant = |fault: &Fault| Some((fault.place.file, fault.place.segment)) != but;
    let mut faults = register.faults.iter().filter(|fault| is_meant(fault));
    let segment_of = |file: FileId| but.filter(|(other, _)| *other == file).map(|(_, segment)| segment);
    let is_partial = !register.include_problems.is_empty()
        || files
            .into_iter()
            .any(|(id, file)| has_lost_tables(file, segment_of(id)))
        || faults.any(|fault| loses_a_table(register, fault));
    if is_partial {
        Completeness::Partial
    } else {
        Completeness::Whole
    }
}

fn has_lost_tables(file: &SourceFile, but: Option<SegmentId>) -> bool {
    if !file.is_of_register() {
        return false;
    }
    file.problem.is_some()
        || !file.document.redefinitions.is_empty()
        || file
            .document
            .iter()
            .filter(|(id, _)| Some(*id) != but)
            .any(|(id, segment)| has_lost_header(segment, file.document.text(&file.text, id), id.0 == 0))
}

/// Whether a segment has no header that could be read, or holds the statements of a table whose header could not.
pub(super) fn has_lost_header(segment: &Segment, text: &str, is_first: bool) -> bool {
    if segment.errors.is_empty() {
        return false;
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

/// Whether an unknown header under a table may be one of its entries, as `[[table.entries]]` is.
pub(super) fn may_hold_entries(table: TableKind) -> bool {
    table == TableKind::Table
}

/// Whether a fault is about a header that misspells the table it opens, or about a list that holds no tables.
pub(super) fn loses_a_table(register: &Register, fault: &Fault) -> bool {
    match fault.kind {
        FaultKind::UnknownKey { ref name, table } => {
            let names = table.keys().iter().map(|key| key.name);
            let is_misspelt = nearest(name, names.filter(|name| table.child(name).is_some())).is_some();
            let may_be_a_table = is_misspelt || may_hold_entries(table);
            let header = register
                .file(fault.place.file)
                .and_then(|file| file.document.segment(fault.place.segment)?.header.as_ref());
            may_be_a_table && header.is_some_and(|header| header.span.contains(fault.place.span))
        }
        FaultKind::WrongType { expected, .. } => {
            matches!(
                expected,
                Form::Tables(TableKind::Table | TableKind::Entry | TableKind::Category | TableKind::Subsystem)
            )
        }
        FaultKind::MissingKey { .. } => false,
    }
}
