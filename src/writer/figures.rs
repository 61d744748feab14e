//! The figures of statistics rows as they should be written: the edits that set what a row counts, and its ratio.

use super::layout::Layout;
use super::strings::string;
use crate::diagnostic::Edit;
use crate::register::counts::{CountedStatistics, percent, right_in_column};
use crate::register::handle::{RowRef, StatisticsRef};
use crate::register::model::Statistics;
use crate::text::Span;
use crate::text::edit::line_ending_at;
use crate::text::lines::line_end;

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

/// The edits that make the rows of a table say what they count in its further columns, as far as they say anything there.
pub fn column_edits(statistics: StatisticsRef<'_>, counted: &CountedStatistics) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (index, column) in counted.columns.iter().enumerate() {
        if column.cells.is_empty() {
            continue;
        }
        let right = right_in_column(&statistics, counted, index);
        for (row, cell) in &column.cells {
            let figure = statistics.row(*row).and_then(|row| row.figure(*cell));
            let right = right.get(*row).copied().flatten();
            let (Some(figure), Some((expected, existing))) = (figure.filter(|figure| !figure.site.is_broken), right)
            else {
                continue;
            };
            let edit = |span: Span, text: String| Edit {
                place: figure.site.place(span),
                text,
            };
            for (written, right) in [(figure.expected, expected), (figure.existing, existing)] {
                if let Some(written) = written.filter(|written| written.value != right) {
                    edits.push(edit(written.span, right.to_string()));
                }
            }
            if let (Some(ratio), Some(right)) = (figure.ratio, percent(existing, expected))
                && figure.text(ratio) != right
            {
                edits.push(edit(ratio.span, right));
            }
        }
    }
    edits
}

/// The edit that gives a row its ratio, behind its last figure, as the row is written: in braces, or under a header.
fn added_ratio(row: RowRef<'_>, ratio: &str) -> Option<Edit> {
    let last = row.existing?.span.end.max(row.expected?.span.end);
    let text = row.segment_text();
    let (end, layout) = if row.site.header.of_text(text).starts_with('{') {
        (last, Layout::Inline)
    } else {
        let end = line_end(text, last);
        let layout = Layout::Lines {
            indent: "",
            ending: line_ending_at(text, end),
            width: 0,
        };
        (end, layout)
    };
    Some(Edit {
        place: row.site.place(Span::empty(end)),
        text: layout.key(1, "ratio") + &string(ratio),
    })
}
