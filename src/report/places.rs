//! The files that findings are in, with their lines, and places as the outputs count them.

use std::cell::OnceCell;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::Finding;
use super::identity::Identity;
use crate::diagnostic::{Diagnostic, Place};
use crate::register::SourceFile;
use crate::text::lines::{ColumnUnit, LineIndex, floor_boundary};
use crate::text::{FileId, to_u32};

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

/// How many bytes of a line are counted through for a column.
const BLOCK: usize = 4096;

/// A file with its lines.
#[derive(Debug)]
pub(super) struct Source<'a> {
    pub(super) path: &'a str,
    pub(super) text: &'a str,
    pub(super) lines: LineIndex,
    /// How many characters begin before each block of the text; found when a line is longer than a block.
    blocks: OnceCell<Vec<usize>>,
}

impl<'a> Source<'a> {
    pub(super) fn new(path: &'a str, file: &'a SourceFile) -> Self {
        Self {
            path,
            text: &file.text,
            lines: LineIndex::new(&file.text),
            blocks: OnceCell::new(),
        }
    }

    /// The location of a byte.
    pub(super) fn location(&self, offset: u32) -> Location {
        let offset = floor_boundary(self.text, offset);
        let line = self.lines.line(offset);
        let start = self.lines.start(self.text, line);
        let column = if (offset - start) as usize <= BLOCK {
            self.lines.position(self.text, offset, ColumnUnit::Utf32).column
        } else {
            // A file of one enormous line is not to be counted through for each finding on it.
            to_u32(self.characters_before(offset) - self.characters_before(start))
        };
        Location {
            line: line + 1,
            column: column + 1,
        }
    }

    /// The location of a byte, its column in bytes.
    pub(super) fn location_in_bytes(&self, offset: u32) -> Location {
        let offset = floor_boundary(self.text, offset);
        let line = self.lines.line(offset);
        Location {
            line: line + 1,
            column: offset - self.lines.start(self.text, line) + 1,
        }
    }

    fn characters_before(&self, offset: u32) -> usize {
        let blocks = self.blocks.get_or_init(|| {
            let count = |before: &mut usize, block: &[u8]| {
                let here = *before;
                *before += characters(block);
                Some(here)
            };
            self.text.as_bytes().chunks(BLOCK).scan(0, count).collect()
        });
        let offset = offset as usize;
        let block = (offset / BLOCK).min(blocks.len().saturating_sub(1));
        let rest = self.text.as_bytes().get(block * BLOCK..offset);
        blocks.get(block).copied().unwrap_or_default() + characters(rest.unwrap_or_default())
    }

    /// The range of a span.
    pub(super) fn range(&self, place: Place) -> Range {
        Range {
            start: self.location(place.span.start),
            end: self.location(place.span.end),
        }
    }
}

/// How many characters begin in some bytes of UTF-8.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte & 0xC0) != 0x80).count()
}

/// What the files of findings are called in an output.
#[derive(Debug, Default)]
pub struct Paths {
    /// The files that are not called as they were named or found, by their addresses.
    others: FxHashMap<usize, String>,
}

impl Paths {
    /// Each file under another name than that by which it was named or found.
    pub fn renamed(findings: &[Finding], name: impl Fn(&str) -> String) -> Self {
        let mut others = FxHashMap::default();
        for finding in findings {
            for file in files_of(&finding.diagnostic).filter_map(|id| finding.file(id)) {
                others.entry(address(file)).or_insert_with(|| name(&file.path));
            }
        }
        Self { others }
    }

    fn of<'a>(&'a self, file: &'a Arc<SourceFile>) -> &'a str {
        self.others.get(&address(file)).map_or(&file.path, String::as_str)
    }
}

/// The files that findings speak of, each with its lines, which are found once.
#[derive(Debug, Default)]
pub(super) struct Sources<'a> {
    /// By the address of the file: findings of one register share their files.
    by_address: FxHashMap<usize, Source<'a>>,
}

impl<'a> Sources<'a> {
    pub(super) fn of(findings: &'a [Finding], paths: &'a Paths) -> Self {
        let mut sources = Self::default();
        for finding in findings {
            for file in files_of(&finding.diagnostic).filter_map(|id| finding.file(id)) {
                sources
                    .by_address
                    .entry(address(file))
                    .or_insert_with(|| Source::new(paths.of(file), file));
            }
        }
        sources
    }

    /// A file of a finding's register; none where the finding names one that is not there.
    pub(super) fn get(&self, finding: &Finding, id: FileId) -> Option<&Source<'a>> {
        self.by_address.get(&address(finding.file(id)?))
    }

    /// The path of a file of a finding's register; empty where there is no such file.
    pub(super) fn path(&self, finding: &Finding, id: FileId) -> &'a str {
        self.get(finding, id).map_or("", |source| source.path)
    }

    /// The identities of findings, which are sorted, by these paths.
    pub(super) fn identities(&self, findings: &[Finding]) -> Vec<Identity> {
        Identity::of(findings, |file| {
            let source = self.by_address.get(&address(file));
            source.map_or(file.path.as_str(), |source| source.path).to_owned()
        })
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
    fn columns_on_a_long_line_are_those_of_a_short_one() {
        let text = format!("标准\r\n{}\n𠀀b", "标a𠀀é,".repeat(2_000));
        let file = SourceFile::new("a.toml".to_owned(), FileRole::Root, text.clone());
        let source = Source::new(&file.path, &file);
        for offset in (0..=to_u32(text.len()) + 1).rev().step_by(11) {
            let position = source.lines.position(&text, offset, ColumnUnit::Utf32);
            let location = Location {
                line: position.line + 1,
                column: position.column + 1,
            };
            assert_eq!(source.location(offset), location);
        }
    }
}
