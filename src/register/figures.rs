//! The figures of statistics rows as they should be written: the edits that set what a row counts, and its ratio.

use super::counts::percent;
use super::handle::RowRef;
use super::model::Statistics;
use crate::diagnostic::Edit;
use crate::text::edit::line_ending_at;
use crate::text::{Span, to_u32};

/// Whether the rows of a table give ratios.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ratios {
    /// They do.
    Given,
    /// They have none.
    Absent,
}

impl Ratios {
    /// What the rows of a table do; a table without rows would give them.
    pub fn of(statistics: &Statistics) -> Self {
        if statistics.rows.is_empty() || statistics.rows.iter().any(|row| row.ratio.is_some()) {
            Self::Given
        } else {
            Self::Absent
        }
    }
}

/// The edits that make a row say these figures, and where the rows of its table give ratios, the ratio of them.
pub fn row_edits(row: RowRef<'_>, expected: i64, existing: i64, ratios: Ratios) -> Vec<Edit> {
    let edit = |span: Span, text: String| Edit {
        place: row.site.place(span),
        text,
    };
    let mut edits = Vec::new();
    for (figure, right) in [(row.expected, expected), (row.existing, existing)] {
        if let Some(figure) = figure.filter(|figure| figure.value != right) {
            edits.push(edit(figure.span, right.to_string()));
        }
    }
    match (row.ratio, percent(existing, expected)) {
        (Some(ratio), Some(right)) if row.text(ratio) != right => {
            edits.push(edit(ratio.span, right));
        }
        (None, Some(right)) if ratios == Ratios::Given => edits.extend(added_ratio(row, &right)),
        _ => {}
    }
    edits
}

/// The edit that gives a row its ratio, behind its last figure, as the row is written: in braces, or under a header.
fn added_ratio(row: RowRef<'_>, ratio: &str) -> Option<Edit> {
    let last = row.existing?.span.end.max(row.expected?.span.end);
    let text = row.segment_text();
    let is_inline = row.site.header.of_text(text).starts_with('{');
    let rest = text.get(last as usize..)?;
    let (end, text) = if is_inline {
        (last, format!(", ratio = \"{ratio}\""))
    } else {
        let line = rest.split('\n').next().unwrap_or_default().trim_end_matches('\r');
        let end = last + to_u32(line.len());
        (end, format!("{}ratio = \"{ratio}\"", line_ending_at(text, end)))
    };
    Some(Edit {
        place: row.site.place(Span::empty(end)),
        text,
    })
}
