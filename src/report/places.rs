//! The files that findings are in, with their lines, and places as the outputs count them.

use std::cell::Cell;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::Finding;
use crate::diagnostic::{Diagnostic, Place};
use crate::register::SourceFile;
use crate::text::FileId;
use crate::text::lines::{ColumnUnit, LineIndex, floor_boundary};

/// A place in a file: a line and a column, both from 1. Columns count Unicode scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Location {
    pub(super) line: u32,
    pub(super) column: u32,
}

/// A range of a file: from its first character to one past its last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Range {
    pub(super) start: Location,
    pub(super) end: Location,
}

impl Range {
    /// The start of a file.
    pub(super) const START: Self = Self {
        start: Location { line: 1, column: 1 },
        end: Location { line: 1, column: 1 },
    };
}

/// A file with its lines.
#[derive(Debug)]
pub(super) struct Source<'a> {
    pub(super) path: &'a str,
    pub(super) text: &'a str,
    pub(super) lines: LineIndex,
    last: Cell<Counted>,
}

/// How far the columns of a line have been counted.
#[derive(Clone, Copy, Debug, Default)]
struct Counted {
    offset: u32,
    line: u32,
    column: u32,
}

impl<'a> Source<'a> {
    pub(super) fn new(file: &'a SourceFile) -> Self {
        Self {
            path: &file.path,
            text: &file.text,
            lines: LineIndex::new(&file.text),
            last: Cell::default(),
        }
    }

    /// The location of a byte. Findings come in the order of the text: what is on the line of the last one is counted
    /// from there, so that a file of one enormous line is not counted through for each of them.
    pub(super) fn location(&self, offset: u32) -> Location {
        let offset = floor_boundary(self.text, offset);
        let line = self.lines.line(offset);
        let last = self.last.get();
        let column = match self.text.get(last.offset as usize..offset as usize) {
            Some(between) if last.line == line && last.offset <= offset => {
                last.column + crate::text::to_u32(between.chars().count())
            }
            _ => self.lines.position(self.text, offset, ColumnUnit::Utf32).column,
        };
        self.last.set(Counted { offset, line, column });
        Location {
            line: line + 1,
            column: column + 1,
        }
    }

    /// The range of a span.
    pub(super) fn range(&self, place: Place) -> Range {
        Range {
            start: self.location(place.span.start),
            end: self.location(place.span.end),
        }
    }
}

/// The files that findings speak of, each with its lines, which are found once.
#[derive(Debug, Default)]
pub(super) struct Sources<'a> {
    /// By the address of the file: findings of one register share their files.
    by_address: FxHashMap<usize, Source<'a>>,
}

impl<'a> Sources<'a> {
    pub(super) fn of(findings: &'a [Finding]) -> Self {
        let mut sources = Self::default();
        for finding in findings {
            for file in files_of(&finding.diagnostic).filter_map(|id| finding.file(id)) {
                sources
                    .by_address
                    .entry(address(file))
                    .or_insert_with(|| Source::new(file));
            }
        }
        sources
    }

    /// A file of a finding's register; none where the finding names one that is not there.
    pub(super) fn get(&self, finding: &Finding, id: FileId) -> Option<&Source<'a>> {
        self.by_address.get(&address(finding.file(id)?))
    }
}

fn address(file: &Arc<SourceFile>) -> usize {
    Arc::as_ptr(file).addr()
}

/// The files that a finding speaks of.
fn files_of(diagnostic: &Diagnostic) -> impl Iterator<Item = FileId> {
    let related = diagnostic.related.iter().map(|label| label.place.file);
    let edits = diagnostic.fix.iter().flat_map(|fix| fix.edits.iter());
    std::iter::once(diagnostic.place.file)
        .chain(related)
        .chain(edits.map(|edit| edit.place.file))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::FileRole;

    #[test]
    fn columns_are_the_same_however_they_are_counted() {
        let text = "标准 = \"a\"\r\n𠀀b\rc é\n".to_owned();
        let file = SourceFile::beside("a.toml".to_owned(), FileRole::Root, text.clone());
        let source = Source::new(&file);
        let fresh = |offset| Source::new(&file).location(offset);
        for first in 0..=text.len() as u32 + 1 {
            for second in 0..=text.len() as u32 + 1 {
                assert_eq!(source.location(first), fresh(first));
                assert_eq!(source.location(second), fresh(second));
            }
        }
        assert_eq!(source.location(7), Location { line: 1, column: 4 });
    }
}
