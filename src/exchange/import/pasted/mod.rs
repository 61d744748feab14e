//! Rows of a spreadsheet that were pasted into a table of a register, as its entries: lines with tabs that are no TOML.
//!
//! - [`lines`] finds them. [`columns`] tells what their columns are where no head does.
//! - What becomes of a row is as in any import: it is an entry, more of one, a sub-heading, or a comment at its place.

mod columns;
mod lines;
#[cfg(test)]
mod tests;

use super::draft::{Draft, Field, Item, Report};
use super::grid::{Grid, Row};
use super::headings::{HeaderKind, Headings};
use super::lines as document;
use super::place::Placer;
use super::read::delimited;
use super::write;
use crate::keys::ColumnRole;
use crate::messages::{Language, Message};
use crate::register::Register;
use crate::register::handle::TableRef;
use crate::scheme::Scheme;
use crate::syntax::Node;
use crate::text::edit::{TextEdit, line_ending_at};
use crate::text::lines::{line_end, line_start, next_line};
use crate::text::{FileId, SegmentId, Span, to_u32};
use crate::writer::format::{Alignment, Style};

/// In so many rows from the top a head is looked for.
const HEAD_WITHIN: usize = 10;

/// Lines that were pasted into a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pasted {
    /// The file.
    pub file: FileId,
    /// The lines, without the ending of the last, in bytes of the file.
    pub lines: Span,
    segment: SegmentId,
    table: usize,
}

/// How entries are written.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    /// Where `=` stands.
    pub alignment: Alignment,
    /// The language of comments.
    pub language: Language,
}

impl Pasted {
    /// The rows that a selection holds, or those around a cursor; none where nothing is parted by tabs, where it stands in
    /// no table with headers, and where rows have a head that says something twice or is one of statistics.
    pub fn find(register: &Register, file: FileId, span: Span) -> Option<Self> {
        let pasted = Self::at(register, file, span)?;
        let headings = Headings::new(&[], &scheme(register)).ok()?;
        has_head(&pasted.rows(register)?, &headings).map(|_| pasted)
    }

    fn at(register: &Register, file: FileId, span: Span) -> Option<Self> {
        let source = register.file(file)?;
        // Nearly every cursor is on no such line, and that is seen at once.
        let touched = Span::new(line_start(&source.text, span.start), line_end(&source.text, span.end));
        if !touched.of_text(&source.text).contains('\t') {
            return None;
        }
        let segment = source.document.segment_at(span.start);
        let lines = lines::find(source, segment, span)?;
        let table = table_of(register, file, segment)?;
        Some(Self {
            file,
            lines,
            segment,
            table,
        })
    }

    /// The edits that make entries of the rows, numbered on from the last of the table.
    pub fn edits(&self, register: &Register, form: Form) -> Option<Vec<TextEdit>> {
        let source = register.file(self.file)?;
        let text = source.text.as_str();
        let table = register.tables().nth(self.table)?;
        let mut draft = self.draft(register)?;
        number(&mut draft, register, table)?;
        let style = Style {
            alignment: form.alignment,
            columns: &register.columns,
            file: crate::keys::TableKind::Root,
        };
        let ending = line_ending_at(text, self.lines.start);
        let entries = write::entries(draft, style, ending, form.language);
        let entries = entries.trim_end();
        // Keys that stand behind the rows are those of the table or entry above them.
        let segment = source.document.segment(self.segment)?;
        let first = source.document.start(self.segment);
        let is_behind = |node: &&Node| node.key.span.start + first >= self.lines.end;
        let statements = segment.statements().map(|(_, node)| node);
        let ends = statements.filter(is_behind).map(|node| node.span.end + first);
        let Some(last) = ends.max() else {
            return Some(vec![TextEdit {
                span: self.lines,
                text: set_apart(text, self.lines, entries, ending),
            }]);
        };
        let at = line_end(text, last);
        Some(vec![
            TextEdit {
                span: Span::new(self.lines.start, next_line(text, self.lines.end)),
                text: String::new(),
            },
            TextEdit {
                span: Span::empty(at),
                text: set_apart(text, Span::empty(at), &format!("{ending}{entries}"), ending),
            },
        ])
    }

    /// The cells.
    fn rows(&self, register: &Register) -> Option<Vec<Row>> {
        let text = self.lines.of_text(&register.file(self.file)?.text);
        // A spreadsheet puts quotes around a cell only where that has lines: any others are of the text.
        if text.lines().any(lines::has_open_quote)
            && let Ok((grid, _)) = delimited::read(text.as_bytes(), Some("utf-8"), true)
        {
            return Some(grid.rows);
        }
        let lines = (1_u32..).zip(text.lines());
        Some(
            lines
                .map(|(number, line)| Row::of_texts(number, line.split('\t')))
                .collect(),
        )
    }

    fn draft(&self, register: &Register) -> Option<Draft> {
        let mut grid = Grid {
            rows: self.rows(register)?,
            has_columns: true,
            ..Grid::default()
        };
        let scheme = scheme(register);
        let mut headings = Headings::new(&[], &scheme).ok()?;
        let mut head = None;
        if !has_head(&grid.rows, &headings)? {
            let keys = columns::keys(register, &grid.rows);
            let known = keys.iter().flatten();
            let map: Vec<_> = known.map(|key| (key.clone(), key.clone())).collect();
            headings = Headings::new(&map, &scheme).ok()?;
            grid.rows
                .insert(0, Row::of_texts(0, keys.into_iter().map(Option::unwrap_or_default)));
            head = Some(0);
        }
        let said = set_aside(&mut grid, &scheme);
        let mut placer = Placer::new(&headings, &scheme, head, &|_, _| {});
        placer.place(&grid).ok()?;
        let mut draft = placer.draft;
        draft.reports.splice(0..0, said);
        (draft.tally.entries > 0 && draft.statistics.is_empty()).then_some(draft)
    }
}

/// Takes out the rows of one cell that speak of a document, as captions do: the table that is pasted into has its own.
fn set_aside(grid: &mut Grid, scheme: &Scheme) -> Vec<Report> {
    let speaks = |row: &Row| {
        row.only_text().is_some_and(|text| {
            let of_document =
                || document::title(&text).is_some() || document::standard(&text, &scheme.grammar).is_some();
            document::caption(&text).is_some() || document::clause(&text, None).is_some() || of_document()
        })
    };
    let (said, rows) = std::mem::take(&mut grid.rows).into_iter().partition(speaks);
    grid.rows = rows;
    let report = |row: Row| Report {
        address: grid.address(row.number, None),
        reason: Message::attribute("import-reason", "no-key"),
        content: row.shown(),
    };
    Vec::into_iter(said).map(report).collect()
}

/// Whether rows have a head of their own; none where it is none of entries.
fn has_head(rows: &[Row], headings: &Headings) -> Option<bool> {
    for place in 0..rows.len().min(HEAD_WITHIN) {
        if let Some(head) = headings.find(rows.get(place..)?, false).ok()? {
            return (head.kind == HeaderKind::Detail).then_some(true);
        }
    }
    Some(false)
}

/// The scheme, with the columns of the register.
fn scheme(register: &Register) -> Scheme {
    let mut scheme = Scheme::clone(&register.scheme);
    scheme.columns = register.columns.clone();
    scheme
}

/// The table that a segment is of, where entries with headers can follow.
fn table_of(register: &Register, file: FileId, segment: SegmentId) -> Option<usize> {
    let header = register.file(file)?.document.segment(segment)?.header.as_ref()?.span;
    let is_here =
        |site: &crate::register::model::Site| site.file == file && site.segment == segment && site.header == header;
    let own = register.tables().position(|table| is_here(&table.site));
    let of_entry = || {
        let entry = register.entries().find(|entry| is_here(&entry.site))?;
        usize::try_from(entry.table).ok()
    };
    let place = own.or_else(of_entry)?;
    let table = register.tables().nth(place)?;
    let mut entries = register.entries_of(&table);
    let has_inline = entries.any(|(_, entry)| register.text_at(entry.site.header()).starts_with('{'));
    (!has_inline).then_some(place)
}

/// Numbers the entries on from the last of the table. Nothing where there are no such numbers.
fn number(draft: &mut Draft, register: &Register, table: TableRef<'_>) -> Option<()> {
    let key = register.columns.key_of(ColumnRole::Number);
    let numbers = register.entries_of(&table);
    let numbers = numbers.filter_map(|(_, entry)| entry.number.map(|number| number.value));
    let mut last = numbers.max().unwrap_or(0);
    for item in draft.tables.iter_mut().flat_map(|table| &mut table.items) {
        if let Item::Entry(entry) = item {
            entry.fields.retain(|(name, _)| name != key);
            if !key.is_empty() {
                last = last.checked_add(1)?;
                entry.fields.insert(0, (key.to_owned(), Field::Integer(last)));
            }
        }
    }
    Some(())
}

/// A text with blank lines between it and what stands around a span.
fn set_apart(text: &str, span: Span, inner: &str, ending: &str) -> String {
    let before = Span::new(0, span.start).of_text(text);
    let above = before.strip_suffix('\n').and_then(|before| before.rsplit('\n').next());
    let is_apart = above.map_or(before.is_empty(), |above| above.trim().is_empty());
    let lead = if is_apart { "" } else { ending };
    let next = next_line(text, span.end);
    let below = Span::new(next, line_end(text, next)).of_text(text);
    let trail = if below.trim().is_empty() { "" } else { ending };
    // At the end of a file the last line ends as all do.
    let is_last = next == to_u32(text.len()) && next == span.end;
    format!("{lead}{inner}{trail}{}", if is_last { ending } else { "" })
}
