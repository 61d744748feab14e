//! What the columns of rows without a head are: those of the page, where what stands in them is in keeping with that; else
//! each by the form of what stands in it, and texts in the order of the page.

use crate::exchange::cells;
use crate::exchange::import::grid::{Cell, Row};
use crate::exchange::import::read::record::{Kind, kind_of};
use crate::exchange::import::values;
use crate::keys::{Column, ColumnRole, Form};
use crate::register::Register;

/// All kinds but text.
const KNOWN: [Kind; 6] = [
    Kind::Number,
    Kind::Code,
    Kind::Standard,
    Kind::Status,
    Kind::Level,
    Kind::Date,
];

/// The key of each column, as far as there is one for it.
pub(super) fn keys(register: &Register, rows: &[Row]) -> Vec<Option<String>> {
    let found = kinds(register, rows);
    let page = cells::columns(register);
    let page: Vec<&Column> = page.iter().map(|printed| printed.column).collect();
    let is_in_keeping = found.len() == page.len()
        && found.iter().any(|kind| kind.is_some_and(|kind| kind != Kind::Free))
        && found.iter().zip(&page).all(|(kind, column)| match kind {
            None | Some(Kind::Free) => true,
            Some(kind) => of_column(column) == *kind || is_of_own(column),
        });
    if is_in_keeping {
        return page.into_iter().map(|column| Some(column.key.clone())).collect();
    }
    let is_text =
        |column: &&&Column| of_column(column) == Kind::Free && matches!(column.form(), Form::String | Form::Strings);
    let mut texts = page.iter().filter(is_text);
    let mut taken: Vec<Kind> = Vec::new();
    let key = |kind: Option<Kind>| match kind? {
        Kind::Free => texts.next().map(|column| column.key.clone()),
        kind if taken.contains(&kind) => None,
        kind => {
            taken.push(kind);
            let column = page.iter().find(|column| of_column(column) == kind);
            column.map(|column| column.key.clone())
        }
    };
    found.into_iter().map(key).collect()
}

/// What most of the cells of each column are; none where there is nothing in it.
fn kinds(register: &Register, rows: &[Row]) -> Vec<Option<Kind>> {
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
    let mut counts = vec![[0_usize; KNOWN.len()]; width];
    let mut filled = vec![0_usize; width];
    for row in rows {
        // A sub-heading says nothing of its column.
        if row.only_text().is_some() {
            continue;
        }
        for ((cell, counts), filled) in row.cells.iter().zip(&mut counts).zip(&mut filled) {
            let text = Cell::shown(cell);
            if values::is_nothing(&text) {
                continue;
            }
            *filled += 1;
            let kind = kind_of(&text, &register.scheme);
            let known = KNOWN.iter().zip(counts).find(|(known, _)| **known == kind);
            if let Some((_, count)) = known {
                *count += 1;
            }
        }
    }
    let kind = |(counts, filled): ([usize; KNOWN.len()], usize)| {
        let of_most = KNOWN.iter().zip(counts).find(|(_, count)| count * 2 > filled);
        (filled > 0).then(|| of_most.map_or(Kind::Free, |(kind, _)| *kind))
    };
    counts.into_iter().zip(filled).map(kind).collect()
}

fn of_column(column: &Column) -> Kind {
    Kind::of_role(column.role)
}

/// Whether anything may stand in a column: it is one of the register's own, or one of remarks.
fn is_of_own(column: &Column) -> bool {
    matches!(column.role, None | Some(ColumnRole::Remarks))
}
