//! Statistics rows, and how new ones are written beside the others.

use super::figures::{Ratios, row_edits};
use super::layout::{Layout, Pairs, Value, header};
use crate::diagnostic::{Edit, Place};
use crate::keys::TableKind;
use crate::register::Register;
use crate::register::counts::{Figure, RowMeaning, Sums, percent, right_figures};
use crate::register::model::{Row, Statistics};
use crate::register::rows::{NewRow, missing_rows};
use crate::text::edit::line_ending_at;
use crate::text::lines::line_start;
use crate::text::{Span, to_u32};

/// The keys of a row with their values.
pub fn pairs(row: &NewRow, ratios: Ratios) -> Pairs {
    let mut pairs = vec![
        ("item".into(), Value::String(row.item.clone())),
        ("expected".into(), Value::Integer(row.expected)),
        ("existing".into(), Value::Integer(row.existing)),
    ];
    if let Some(ratio) = percent(row.existing, row.expected).filter(|_| ratios == Ratios::Given) {
        pairs.push(("ratio".into(), Value::String(ratio)));
    }
    pairs
}

/// The edits that add the rows which a statistics table lacks, before its total, and set the figures that are wrong, so
/// that it adds up. Nothing where it would not.
pub fn adding_rows(register: &Register, index: usize) -> Option<(Vec<NewRow>, Vec<Edit>)> {
    let rows = missing_rows(register, index)?;
    let (statistics, counted) = (register.statistics.get(index)?, register.counts.0.get(index)?);
    let is_total = |place: &usize| {
        counted
            .rows
            .get(*place)
            .is_some_and(|row| row.meaning == RowMeaning::Total)
    };
    let totals: Vec<usize> = (0..counted.rows.len()).filter(is_total).collect();
    let place = match totals.as_slice() {
        [] => counted.rows.len(),
        [total] if total + 1 == counted.rows.len() => *total,
        // Nobody knows which of several totals the rows go into.
        _ => return None,
    };
    let right: Option<Vec<(i64, i64)>> = right_figures(statistics, counted).into_iter().collect();
    let right = right?;
    if let [total] = totals.as_slice() {
        for figure in Figure::ALL {
            let sums = Sums::new(statistics, counted, figure);
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
    let ratios = Ratios::of(statistics);
    let mut edits = vec![insertion(register, statistics, place, &rows)?];
    for (row, (expected, existing)) in statistics.rows.iter().zip(right) {
        edits.extend(row_edits(register, row, expected, existing, ratios));
    }
    Some((rows, edits))
}

/// Where new rows stand, seen from the row that they are written like.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    Behind,
}

/// The edit that puts rows at a place among those of a table, written as those are.
fn insertion(register: &Register, statistics: &Statistics, place: usize, rows: &[NewRow]) -> Option<Edit> {
    let model = statistics.rows.get(place).or(statistics.rows.last())?;
    let ratios = Ratios::of(statistics);
    let text = &register.file(model.site.file)?.text;
    let side = if place < statistics.rows.len() {
        Side::Before
    } else {
        Side::Behind
    };
    let (at, text) = if register.text_at(model.site.header()).starts_with('{') {
        in_braces(register, model, text, side, rows, ratios)?
    } else {
        under_headers(register, model, text, side, rows, ratios)?
    };
    Some(Edit {
        place: Place::in_file(model.site.file, Span::empty(at)),
        text,
    })
}

fn under_headers(
    register: &Register,
    model: &Row,
    text: &str,
    side: Side,
    rows: &[NewRow],
    ratios: Ratios,
) -> Option<(u32, String)> {
    let document = &register.file(model.site.file)?.document;
    let segment = document.start(model.site.segment);
    let ending = line_ending_at(text, segment);
    let start = register.absolute(model.site.header()).span.start;
    let indent = indent_of(text, start);
    let layout = Layout::Lines {
        indent,
        ending,
        width: key_width(register, model),
    };
    let header = header(TableKind::Row);
    let rows = rows
        .iter()
        .map(|row| format!("{indent}{header}{}", layout.table(&pairs(row, ratios))));
    if side == Side::Before {
        let rows = rows.map(|row| format!("{row}{ending}{ending}"));
        return Some((line_start(text, start), rows.collect()));
    }
    let length = document.segment(model.site.segment)?.length;
    let at = segment + to_u32(register.text(&model.site).trim_end().len()).min(length);
    Some((at, rows.map(|row| format!("{ending}{ending}{row}")).collect()))
}

/// How wide the keys of a row under a header are, blanks before `=` included but for one: aligned rows stay so.
fn key_width(register: &Register, row: &Row) -> usize {
    let text = register.text(&row.site);
    let before = row.item.and_then(|item| text.get(..item.span.start as usize));
    let line = before.and_then(|before| before.rsplit('\n').next());
    let width = line.and_then(|line| line.trim_start().find('='));
    width.unwrap_or_default().saturating_sub(1).max("expected".len())
}

fn in_braces(
    register: &Register,
    model: &Row,
    text: &str,
    side: Side,
    rows: &[NewRow],
    ratios: Ratios,
) -> Option<(u32, String)> {
    let brace = model.site.header;
    let document = &register.file(model.site.file)?.document;
    let segment = document.segment(model.site.segment)?;
    let start = document.start(model.site.segment);
    let node = segment
        .nodes
        .iter()
        .find(|node| node.span.start == brace.start && node.key.span.is_empty())?;
    let element = node.span.shift(start);
    let line = line_start(text, element.start);
    let indent = indent_of(text, element.start);
    let own_line = Span::new(line, element.start).of_text(text).trim().is_empty();
    let separator = if own_line {
        format!(",{}{indent}", line_ending_at(text, element.start))
    } else {
        ", ".to_owned()
    };
    let rows: Vec<_> = rows
        .iter()
        .map(|row| Layout::Inline.table(&pairs(row, ratios)))
        .collect();
    let rows = rows.join(&separator);
    Some(if side == Side::Before {
        (element.start, format!("{rows}{separator}"))
    } else {
        (element.end, format!("{separator}{rows}"))
    })
}

fn indent_of(text: &str, offset: u32) -> &str {
    let line = Span::new(line_start(text, offset), offset).of_text(text);
    let length = line.len() - line.trim_start_matches([' ', '\t']).len();
    line.get(..length).unwrap_or_default()
}
