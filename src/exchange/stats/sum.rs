//! The sum of what was counted in several registers: rows of one name are one row, also below rows of one name.

use rustc_hash::FxHashMap;

use super::{Counting, OfRegister};
use crate::register::counts::{Figures, Group, Grouped, GroupedRow};

/// The sum of each thing that was counted.
pub(super) fn of(registers: &[OfRegister]) -> Vec<Counting> {
    let mut names: Vec<(&str, Option<&str>)> = Vec::new();
    for counting in registers.iter().flat_map(|register| &register.countings) {
        let name = (counting.by.as_str(), counting.across.as_deref());
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let sums = names.into_iter().filter_map(|name| {
        let all = registers.iter().flat_map(|register| &register.countings);
        let same: Vec<&Counting> = all
            .filter(|counting| (counting.by.as_str(), counting.across.as_deref()) == name)
            .collect();
        let first = same.first()?;
        Some(Counting {
            grouped: sum(&same),
            ..(*first).clone()
        })
    });
    sums.collect()
}

/// Rows as they are found: below each the places of those that stand under it.
#[derive(Default)]
struct Tree {
    rows: Vec<(GroupedRow, Vec<usize>)>,
    /// By the place of the row above, one more than it is, and the name.
    places: FxHashMap<(usize, Option<String>), usize>,
    roots: Vec<usize>,
}

fn sum(countings: &[&Counting]) -> Grouped {
    let mut columns: Vec<Group> = Vec::new();
    let mut by_item: FxHashMap<Option<String>, usize> = FxHashMap::default();
    for column in countings.iter().flat_map(|counting| &counting.grouped.columns) {
        by_item.entry(column.item.clone()).or_insert_with(|| {
            columns.push(column.clone());
            columns.len() - 1
        });
    }
    let mut sum = Grouped::default();
    let mut tree = Tree::default();
    for counting in countings {
        let grouped = &counting.grouped;
        let places: Vec<Option<usize>> = grouped
            .columns
            .iter()
            .map(|column| by_item.get(&column.item).copied())
            .collect();
        let mut above: Vec<usize> = Vec::new();
        for row in &grouped.rows {
            above.truncate(row.group.depth);
            let place = tree.place(above.last().copied(), &row.group);
            if let Some((total, _)) = tree.rows.get_mut(place) {
                add(total, row, &places, columns.len());
            }
            above.push(place);
        }
        add(&mut sum.total, &grouped.total, &places, columns.len());
        sum.unclear = sum.unclear.saturating_add(grouped.unclear);
        sum.order = grouped.order;
    }
    sum.columns = columns;
    sum.rows = tree.into_rows();
    sum.sort();
    sum
}

impl Tree {
    fn place(&mut self, above: Option<usize>, group: &Group) -> usize {
        let key = (above.map_or(0, |above| above + 1), group.item.clone());
        let next = self.rows.len();
        let place = *self.places.entry(key).or_insert(next);
        if place == next {
            let row = GroupedRow {
                group: group.clone(),
                ..GroupedRow::default()
            };
            self.rows.push((row, Vec::new()));
            match above.and_then(|above| self.rows.get_mut(above)) {
                Some((_, below)) => below.push(place),
                None => self.roots.push(place),
            }
        } else if let Some((row, _)) = self.rows.get_mut(place)
            && row.group.code != group.code
        {
            // Two codes of one title are neither's.
            row.group.code = None;
        }
        place
    }

    fn into_rows(mut self) -> Vec<GroupedRow> {
        let mut open = std::mem::take(&mut self.roots);
        open.reverse();
        let mut rows = Vec::with_capacity(self.rows.len());
        while let Some(place) = open.pop() {
            if let Some((row, below)) = self.rows.get_mut(place) {
                open.extend(below.iter().rev());
                rows.push(std::mem::take(row));
            }
        }
        rows
    }
}

fn add(total: &mut GroupedRow, row: &GroupedRow, places: &[Option<usize>], width: usize) {
    total.figures.add_all(row.figures);
    total.cells.resize(width, Figures::default());
    for (place, figures) in places.iter().zip(&row.cells) {
        if let Some(cell) = place.and_then(|place| total.cells.get_mut(place)) {
            cell.add_all(*figures);
        }
    }
}
