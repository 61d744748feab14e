//! Statistics rows, and how new ones are written beside the others.

use super::figures::{Ratios, column_edits, row_edits};
use super::layout::{Layout, Pairs, Value, header};
use crate::diagnostic::{Edit, Place};
use crate::keys::TableKind;
use crate::register::Register;
use crate::register::counts::{CountedStatistics, Figure, Slot, Sums, percent, right_figures, right_in_column};
use crate::register::handle::{RowRef, StatisticsRef};
use crate::register::rows::{NewFigure, NewRow, missing_rows};
use crate::syntax::Node;
use crate::text::edit::line_ending_at;
use crate::text::lines::line_start;
use crate::text::{Span, to_u32};

/// The keys of a row with their values.
pub fn pairs(row: &NewRow, ratios: Ratios) -> Pairs {
    let mut pairs: Pairs = vec![("item".into(), Value::String(row.item.clone()))];
    if row.says_whole {
        pairs.push(("expected".into(), Value::Integer(row.expected)));
        pairs.push(("existing".into(), Value::Integer(row.existing)));
        if let Some(ratio) = percent(row.existing, row.expected).filter(|_| ratios == Ratios::Given) {
            pairs.push(("ratio".into(), Value::String(ratio)));
        }
    }
    if !row.figures.is_empty() {
        let figures = row.figures.iter();
        let figures = figures.map(|figure| (figure.title.clone().into(), in_column(figure)));
        pairs.push(("figures".into(), Value::Table(figures.collect())));
    }
    pairs
}

fn in_column(figure: &NewFigure) -> Value {
    if !figure.is_full {
        return Value::Integer(figure.expected);
    }
    let mut pairs: Pairs = vec![
        ("expected".into(), Value::Integer(figure.expected)),
        ("existing".into(), Value::Integer(figure.existing)),
    ];
    if let Some(ratio) = percent(figure.existing, figure.expected) {
        pairs.push(("ratio".into(), Value::String(ratio)));
    }
    Value::Table(pairs)
}

/// Whether the further columns of a table add up to its total with some rows more. One in which a row says nothing has no
/// sum to be held against.
fn columns_add_up(statistics: StatisticsRef<'_>, counted: &CountedStatistics, total: usize, rows: &[NewRow]) -> bool {
    (0..counted.columns.len()).all(|column| {
        let right = right_in_column(&statistics, counted, column);
        let Some((expected, existing)) = right.get(total).copied().flatten() else {
            return true;
        };
        let sums = Sums::new(&statistics, counted, Slot::of_column(column)[0]);
        let summed = right.iter().enumerate().filter(|(row, _)| sums.is_summed(*row));
        let written: Option<Vec<(i64, i64)>> = summed.map(|(_, right)| *right).collect();
        let new = rows.iter().flat_map(|row| &row.figures);
        let new = new.filter(|figure| figure.column == column);
        let new = new.map(|figure| (figure.expected, figure.existing));
        written.is_none_or(|written| {
            let add = |sum: (i64, i64), more: (i64, i64)| (sum.0 + more.0, sum.1 + more.1);
            written.into_iter().chain(new).fold((0, 0), add) == (expected, existing)
        })
    })
}

/// The edits that add the rows which a statistics table lacks, before its total, and set the figures that are wrong, so
/// that it adds up. Nothing where it would not.
pub fn adding_rows(register: &Register, index: usize) -> Option<(Vec<NewRow>, Vec<Edit>)> {
    let rows = missing_rows(register, index)?;
    let (statistics, counted) = (register.statistics_at(index)?, register.counts.0.get(index)?);
    let is_total = |place: &usize| counted.rows.get(*place).is_some_and(|row| row.meaning.is_total());
    let totals: Vec<usize> = (0..counted.rows.len()).filter(is_total).collect();
    let place = match totals.as_slice() {
        [] => counted.rows.len(),
        [total] if total + 1 == counted.rows.len() => *total,
        // Nobody knows which of several totals the rows go into.
        _ => return None,
    };
    let right: Option<Vec<(i64, i64)>> = right_figures(&statistics, counted).into_iter().collect();
    let right = right?;
    if let [total] = totals.as_slice() {
        for figure in Figure::ALL {
            let sums = Sums::new(&statistics, counted, Slot::of_rows(figure));
            let value = |row: &(i64, i64)| if figure == Figure::Expected { row.0 } else { row.1 };
            let old: i64 = right
                .iter()
                .enumerate()
                .filter(|(row, _)| sums.is_summed(*row))
                .map(|(_, row)| value(row))
                .sum();
            let new: i64 = rows.iter().map(|row| value(&(row.expected, row.existing))).sum();
            if right.get(*total).map(value) != Some(old + new) {
                return None;
            }
        }
    }
    if let [total] = totals.as_slice()
        && !columns_add_up(statistics, counted, *total, &rows)
    {
        return None;
    }
    let ratios = Ratios::of(&statistics);
    let mut edits = vec![insertion(register, statistics, place, &rows)?];
    for (row, (expected, existing)) in statistics.rows().zip(right) {
        edits.extend(row_edits(row, expected, existing, ratios));
    }
    edits.extend(column_edits(statistics, counted));
    Some((rows, edits))
}

/// The edit that puts rows at a place among those of a table, written as those are.
fn insertion(register: &Register, statistics: StatisticsRef<'_>, place: usize, rows: &[NewRow]) -> Option<Edit> {
    let model = statistics.row(place).or_else(|| statistics.rows().last())?;
    let file = register.file(model.site.file)?;
    let (text, first) = (file.text.as_str(), file.document.start(model.site.segment));
    let segment = file.document.segment(model.site.segment)?;
    let start = register.absolute(model.site.header()).span.start;
    let ending = line_ending_at(text, start);
    let line = Span::new(line_start(text, start), start);
    let before = line.of_text(text);
    let indent = before.len() - before.trim_start_matches([' ', '\t']).len();
    let indent = before.get(..indent)?;
    let (own, between, lead, layout) = if register.text_at(model.site.header()).starts_with('{') {
        let is_own = |node: &&Node| node.span.start == model.site.header.start && node.key.span.is_empty();
        let own = segment.nodes.iter().find(is_own)?.span.shift(first);
        let between = if before.trim().is_empty() {
            format!(",{ending}{indent}")
        } else {
            ", ".to_owned()
        };
        (own, between, String::new(), Layout::Inline)
    } else {
        let length = to_u32(model.segment_text().trim_end().len()).min(segment.length);
        let own = Span::new(line.start, first + length);
        let width = key_width(model);
        let layout = Layout::Lines { indent, ending, width };
        (
            own,
            ending.repeat(2),
            format!("{indent}{}", header(TableKind::Row)),
            layout,
        )
    };
    let ratios = Ratios::of(&statistics);
    let rows = rows
        .iter()
        .map(|row| format!("{lead}{}", layout.table(&pairs(row, ratios))));
    let (at, text) = if place < statistics.rows.len() {
        (own.start, rows.map(|row| row + &between).collect())
    } else {
        (own.end, rows.map(|row| format!("{between}{row}")).collect())
    };
    let place = Place::in_file(model.site.file, Span::empty(at));
    Some(Edit { place, text })
}

/// How wide the keys of a row under a header are, blanks before `=` included but for one: aligned rows stay so.
fn key_width(row: RowRef<'_>) -> usize {
    let text = row.segment_text();
    let before = row.item.and_then(|item| text.get(..item.span.start as usize));
    let line = before.and_then(|before| before.rsplit('\n').next());
    let width = line.and_then(|line| line.trim_start().find('='));
    width.unwrap_or_default().saturating_sub(1).max("expected".len())
}
