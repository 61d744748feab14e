//! One object: the registers with what was counted, and the sum.

use serde::Serialize;

use super::{Counting, Statistics};
use crate::register::counts::{Figures, Group, GroupedRow};

#[derive(Serialize)]
struct StatisticsObject<'s> {
    registers: Vec<RegisterObject<'s>>,
    /// Of several registers.
    sum: Option<Vec<CountingObject<'s>>>,
}

#[derive(Serialize)]
struct RegisterObject<'s> {
    file: &'s str,
    title: &'s str,
    statistics: Vec<CountingObject<'s>>,
}

#[derive(Serialize)]
struct CountingObject<'s> {
    by: &'s str,
    across: Option<&'s str>,
    rows: Vec<RowObject<'s>>,
    total: RowObject<'s>,
    unclear: u32,
}

#[derive(Serialize)]
struct RowObject<'s> {
    item: Option<&'s str>,
    code: Option<&'s str>,
    depth: usize,
    #[serde(flatten)]
    figures: FiguresObject,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    across: Vec<CellObject<'s>>,
}

#[derive(Serialize)]
struct CellObject<'s> {
    item: Option<&'s str>,
    #[serde(flatten)]
    figures: FiguresObject,
}

#[derive(Serialize)]
pub(super) struct FiguresObject {
    expected: i64,
    existing: i64,
    ratio: Option<String>,
}

impl From<Figures> for FiguresObject {
    fn from(figures: Figures) -> Self {
        Self {
            expected: figures.expected,
            existing: figures.existing,
            ratio: figures.ratio(),
        }
    }
}

pub(super) fn write(statistics: &Statistics) -> Vec<u8> {
    let registers = statistics.registers.iter().map(|register| RegisterObject {
        file: &register.file,
        title: &register.title,
        statistics: register.countings.iter().map(counting).collect(),
    });
    let object = StatisticsObject {
        registers: registers.collect(),
        sum: (!statistics.sum.is_empty()).then(|| statistics.sum.iter().map(counting).collect()),
    };
    // It writes to memory, and has nothing in it that cannot be a key.
    let mut bytes = serde_json::to_vec_pretty(&object).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn counting(counting: &Counting) -> CountingObject<'_> {
    let grouped = &counting.grouped;
    CountingObject {
        by: &counting.by,
        across: counting.across.as_deref(),
        rows: grouped.rows.iter().map(|of| row(of, &grouped.columns)).collect(),
        total: row(&grouped.total, &grouped.columns),
        unclear: grouped.unclear,
    }
}

fn row<'s>(row: &'s GroupedRow, columns: &'s [Group]) -> RowObject<'s> {
    let cell = |(column, figures): (&'s Group, &Figures)| CellObject {
        item: column.item.as_deref(),
        figures: (*figures).into(),
    };
    RowObject {
        item: row.group.item.as_deref(),
        code: row.group.code.as_deref(),
        depth: row.group.depth,
        figures: row.figures.into(),
        across: columns.iter().zip(&row.cells).map(cell).collect(),
    }
}
