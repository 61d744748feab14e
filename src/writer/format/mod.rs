//! One form for register files, schemes and settings: keys in the order of the format, one blank where one belongs, nothing at the ends of
//! lines. What a TOML reader gets stays the same, and so do comments, blank lines between things, line endings, and how
//! strings, numbers and dates are written. A table that is no TOML is left as it is; the others are formatted, as they
//! are checked.
//!
//! - [`lines`] takes a segment apart into its lines: statements with what belongs to them, comments, blank lines.
//! - [`keys`] writes a key as it stands, [`values`] a value. Where its author broke lines, lines are broken still.
//! - [`written`] keeps comments under each other that were.
//! - [`meaning`] holds what takes the place of a segment to that. It is a last line of defence: what would mean
//!   something else is never handed out.

mod keys;
mod lines;
mod meaning;
#[cfg(test)]
mod tests;
mod values;
mod written;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use self::lines::Lines;
use self::written::Written;
use super::difference;
use crate::fields::table_of_header;
use crate::keys::{Certainty, Columns, TableKind};
use crate::syntax::{Document, Segment};
use crate::text::edit::{TextEdit, line_ending_at};
use crate::text::{SegmentId, Span, to_u32};

/// What a register and its author choose.
#[derive(Clone, Copy, Debug)]
pub struct Style<'a> {
    /// Where `=` stands.
    pub alignment: Alignment,
    /// The columns of the register, which say in which order the keys of an entry stand.
    pub columns: &'a Columns,
    /// The kind of table that the file is as a whole: that of a register, of a scheme or of settings.
    pub file: TableKind,
}

impl Style<'_> {
    /// The place of a key in the order of its table's keys; none for one that is not known.
    pub(super) fn place(&self, table: TableKind, key: &str) -> Option<usize> {
        match table {
            // Where nobody knows the columns, nobody knows their order.
            TableKind::Entry if self.columns.certainty == Certainty::Uncertain => None,
            TableKind::Entry => Some(self.columns.find(key)?.0),
            table => Some(table.key(key)?.0),
        }
    }
}

/// Where the `=` of statements stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Alignment {
    /// One blank after its key.
    None,
    /// Under each other, in statements that no blank line parts.
    #[default]
    Columns,
}

impl Alignment {
    /// What the settings of a file ask for, which need not say anything.
    pub const fn of_settings(align: Option<bool>) -> Self {
        match align {
            Some(false) => Self::None,
            Some(true) | None => Self::Columns,
        }
    }
}

/// That a text is left as it is because the result would mean something else: a fault of stdreg.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal;

/// The text in its form. `document` is what the text reads as. Tables with syntax errors are as they were.
///
/// # Errors
/// Where the result would mean something else.
pub fn format(document: &Document, text: &str, style: Style<'_>) -> Result<String, Refusal> {
    let pieces = pieces(document, text, style, |_| true)?;
    let mut formatted = String::with_capacity(text.len());
    for ((id, _), piece) in document.iter().zip(&pieces) {
        formatted.push_str(piece.as_deref().unwrap_or_else(|| document.text(text, id)));
    }
    Ok(formatted)
}

/// The edits that give the text its form, each of whole lines, so that an editor keeps what it knows of the others.
///
/// # Errors
/// As [`format()`].
pub fn edits(document: &Document, text: &str, style: Style<'_>) -> Result<Vec<TextEdit>, Refusal> {
    edits_where(document, text, style, |_| true)
}

/// [`edits`] for the tables, or the text before the first of them, that a span of the file touches.
///
/// # Errors
/// As [`format()`].
pub fn edits_in(document: &Document, text: &str, style: Style<'_>, span: Span) -> Result<Vec<TextEdit>, Refusal> {
    edits_where(document, text, style, |segment| {
        // A segment ends where the next one starts; a cursor there is in the next one.
        segment.start <= span.end && (span.start < segment.end || segment.end == to_u32(text.len()))
    })
}

fn edits_where(
    document: &Document,
    text: &str,
    style: Style<'_>,
    is_asked: impl Fn(Span) -> bool + Sync,
) -> Result<Vec<TextEdit>, Refusal> {
    let pieces = pieces(document, text, style, is_asked)?;
    let of_piece = |(place, piece): (usize, Option<String>)| {
        let id = SegmentId(to_u32(place));
        let piece = piece.as_deref();
        let mut edits = piece.map_or_else(Vec::new, |piece| difference::of_texts(document.text(text, id), piece));
        for edit in &mut edits {
            edit.span = edit.span.shift(document.start(id));
        }
        edits
    };
    let pieces = pieces.into_par_iter().enumerate().with_min_len(AT_ONCE);
    let of_pieces: Vec<Vec<TextEdit>> = pieces.map(of_piece).collect();
    let mut edits: Vec<TextEdit> = Vec::new();
    for edit in of_pieces.into_iter().flatten() {
        match edits.last_mut().filter(|last| last.span.end == edit.span.start) {
            // Two edits that touch have no order that is right for both.
            Some(last) => {
                last.span.end = edit.span.end;
                last.text.push_str(&edit.text);
            }
            None => edits.push(edit),
        }
    }
    Ok(edits)
}

/// How many segments one thread formats at least.
const AT_ONCE: usize = 64;

/// For each segment what takes its place; none where it is in its form, has errors, or is not asked for. Segments are
/// formatted side by side.
fn pieces(
    document: &Document,
    text: &str,
    style: Style<'_>,
    is_asked: impl Fn(Span) -> bool + Sync,
) -> Result<Vec<Option<String>>, Refusal> {
    let mark = text.len() - text.trim_start_matches('\u{feff}').len();
    let redefinitions = document.redefinitions.iter();
    let redefined: FxHashSet<SegmentId> = redefinitions.map(|redefinition| redefinition.segment).collect();
    let piece = |(place, segment): (usize, &Segment)| {
        let id = SegmentId(to_u32(place));
        let start = document.start(id);
        let own = document.text(text, id);
        if !is_asked(Span::new(start, start + segment.length)) || is_broken(segment) || redefined.contains(&id) {
            return Ok(None);
        }
        let kept = if start == 0 { mark.min(own.len()) } else { 0 };
        let mut formatted = own.get(..kept).unwrap_or_default().to_owned();
        let ending = line_ending_at(text, start);
        format_segment(segment, own, to_u32(kept), ending, style, &mut formatted).ok_or(Refusal)?;
        if place + 1 == document.segments.len() {
            end(&mut formatted, kept, line_ending_at(text, to_u32(text.len())));
        }
        if start == 0 {
            begin(&mut formatted, kept);
        }
        if formatted == own {
            return Ok(None);
        }
        match meaning::is_same(segment, own, &formatted) {
            true => Ok(Some(formatted)),
            false => Err(Refusal),
        }
    };
    let segments = document.segments.par_iter().enumerate().with_min_len(AT_ONCE);
    segments.map(piece).collect()
}

/// Whether a segment has errors of its own, so that it is left as it is.
fn is_broken(segment: &Segment) -> bool {
    !segment.errors.is_empty() || !segment.doubled.is_empty()
}

/// The first error of a document, in bytes of the file: what keeps [`format()`] from a part of it.
pub fn first_error(document: &Document) -> Option<Span> {
    let in_segments = document.iter().find_map(|(id, segment)| {
        let errors = segment.errors.iter().map(|error| error.span);
        let first = errors.chain(segment.doubled.iter().map(|doubled| doubled.key)).min()?;
        Some(first.shift(document.start(id)))
    });
    let redefined = document.redefinitions.first().map(|redefinition| {
        let start = document.start(redefinition.segment);
        let segment = document.segment(redefinition.segment);
        let header = segment.and_then(|segment| segment.header.as_ref());
        header.map_or(Span::empty(start), |header| header.span.shift(start))
    });
    in_segments.or(redefined)
}

/// Writes a segment. None where its lines are not what its tree says, which no text without errors is known to do.
fn format_segment(
    segment: &Segment,
    text: &str,
    from: u32,
    ending: &str,
    style: Style<'_>,
    out: &mut String,
) -> Option<()> {
    let mut lines = Lines::read(segment, text, from)?;
    let kind = table_of_header(style.file, segment, text);
    lines.sort(kind, style);
    let mut written = Written::default();
    lines.write(kind, ending, style, &mut written);
    out.push_str(&written.finish());
    Some(())
}

/// No blank lines at the end of a file; one line ending after the last line.
fn end(formatted: &mut String, mark: usize, ending: &str) {
    let is_blank = |character: char| matches!(character, ' ' | '\t' | '\n' | '\r');
    let kept = formatted.trim_end_matches(is_blank).len().max(mark);
    formatted.truncate(kept);
    if kept > mark {
        formatted.push_str(ending);
    }
}

/// No blank lines at the start of a file.
fn begin(formatted: &mut String, mark: usize) {
    let blank = formatted
        .get(mark..)
        .map_or(0, |text| text.len() - text.trim_start_matches(['\n', '\r']).len());
    formatted.replace_range(mark..mark + blank, "");
}
