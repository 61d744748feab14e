//! Entries counted anew, by whatever one asks for.
//!
//! What counts where is asked by the same tests as the rows of statistics ask: levels by the scheme's items, synonyms of a
//! status, a subsystem with all below it. One pass over the entries; each finds its groups by what it has, so that the work
//! does not grow with the number of groups.

use rustc_hash::FxHashMap;

use super::dimension::{Dimension, Groups};
use super::groups::{Figures, Group, GroupBy, Grouped, GroupedRow, TooManyColumns};
use super::test::{Standing, has_withdrawn};
use super::{Answer, MOST_COLUMNS};
use crate::register::Register;

/// Counts the entries of a register.
///
/// # Errors
/// Where there are more columns than a table may have.
pub fn grouped(register: &Register, by: &GroupBy, across: Option<&GroupBy>) -> Result<Grouped, TooManyColumns> {
    let rows = Dimension::new(register, by);
    let columns = across.map(|across| Dimension::new(register, across));
    let mut table = Tabling {
        with_withdrawn: rows.groups.iter().any(|group| group.with_withdrawn),
        cells: FxHashMap::default(),
        wholes: vec![Figures::default(); rows.groups.len() + 1],
        unclear: 0,
    };
    let width = columns.as_ref().map_or(0, |columns| columns.groups.len());
    if width > MOST_COLUMNS {
        return Err(TooManyColumns(width));
    }
    let may_be_withdrawn = has_withdrawn(register);
    for (index, model) in register.tables.iter().enumerate() {
        let of_rows = rows.of_table(register, index);
        let of_columns = columns.as_ref().and_then(|columns| columns.of_table(register, index));
        for (_, entry) in register.entries_of(model) {
            let standing = Standing::of(register, &entry, may_be_withdrawn);
            let of_rows = of_rows.clone().unwrap_or_else(|| rows.of_entry(register, &entry));
            let of_columns = columns.as_ref().map(|columns| {
                let of_columns = of_columns.clone();
                (
                    columns,
                    of_columns.unwrap_or_else(|| columns.of_entry(register, &entry)),
                )
            });
            table.add(&rows, of_rows, of_columns, standing);
        }
    }
    Ok(table.finish(rows, columns))
}

/// What is being counted.
struct Tabling {
    /// Whether withdrawn entries are among all.
    with_withdrawn: bool,
    /// By row and column; that of all entries is behind the last row.
    cells: FxHashMap<(usize, usize), Figures>,
    /// By row.
    wholes: Vec<Figures>,
    unclear: u32,
}

impl Tabling {
    fn add(&mut self, rows: &Dimension, of_rows: Groups, of_columns: Option<(&Dimension, Groups)>, standing: Standing) {
        let is_known = of_rows.is_some() && of_columns.as_ref().is_none_or(|(_, groups)| groups.is_some());
        if !is_known || standing.in_use == Answer::Maybe {
            self.unclear += 1;
        }
        if standing.in_use == Answer::Maybe {
            return;
        }
        let (is_in_use, is_published) = (standing.in_use == Answer::Yes, standing.published == Answer::Yes);
        let mut of_rows = of_rows.unwrap_or_default();
        // All of them count for the total, wherever they belong.
        of_rows.push(rows.groups.len());
        for row in of_rows {
            let with_withdrawn = match rows.groups.get(row) {
                Some(group) => group.with_withdrawn,
                None => self.with_withdrawn,
            };
            if let Some(whole) = self.wholes.get_mut(row).filter(|_| is_in_use || with_withdrawn) {
                whole.add(is_published);
            }
            let Some((columns, Some(groups))) = &of_columns else {
                continue;
            };
            for column in groups {
                let of_column = columns.groups.get(*column).is_some_and(|group| group.with_withdrawn);
                if is_in_use || with_withdrawn || of_column {
                    self.cells.entry((row, *column)).or_default().add(is_published);
                }
            }
        }
    }

    fn finish(self, rows: Dimension, columns: Option<Dimension>) -> Grouped {
        let (order, blank_row) = (rows.order, rows.blank);
        let columns: Vec<(usize, Group)> = columns.map_or_else(Vec::new, |columns| {
            let blank = columns.blank;
            let all = self.wholes.len() - 1;
            let is_used = |place: &usize| *place != blank || self.cells.contains_key(&(all, blank));
            columns
                .groups
                .into_iter()
                .enumerate()
                .filter(|(place, _)| is_used(place))
                .collect()
        });
        let row = |place: usize, group: Group| GroupedRow {
            group,
            figures: self.wholes.get(place).copied().unwrap_or_default(),
            cells: columns
                .iter()
                .map(|(column, _)| self.cells.get(&(place, *column)).copied().unwrap_or_default())
                .collect(),
        };
        let total = row(rows.groups.len(), Group::default());
        let groups = rows.groups.into_iter().enumerate();
        let rows = groups
            .map(|(place, group)| (place, row(place, group)))
            .filter(|(place, row)| *place != blank_row || row.figures.expected > 0)
            .map(|(_, row)| row);
        let mut grouped = Grouped {
            rows: rows.collect(),
            total,
            columns: columns.iter().map(|(_, group)| group.clone()).collect(),
            unclear: self.unclear,
            order,
        };
        grouped.sort();
        grouped
    }
}
