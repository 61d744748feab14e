//! One list, a line for each figure: what a spreadsheet makes its own tables of. Registers have different columns; so what
//! is counted across stands in a column of its own.

use super::{Counting, Statistics, word};
use crate::exchange::cells::Cell;
use crate::exchange::export::{CsvReader, List, csv};
use crate::messages::{Language, Message};
use crate::register::counts::{Figures, Group};

pub(super) fn write(statistics: &Statistics, language: Language) -> Vec<u8> {
    let word = |name| Message::attribute("stats-column", name).render(language);
    let figure = |name| Message::attribute("print-figure", name).render(language);
    let by = Message::attribute("export-column", "by").render(language);
    let is_crossed = statistics
        .registers
        .iter()
        .flat_map(|register| &register.countings)
        .any(|counting| counting.across.is_some());
    let mut head = vec![word("register"), by, word("code"), figure("item")];
    head.extend(is_crossed.then(|| word("across")));
    head.extend(["expected", "existing", "ratio"].map(figure));
    let mut rows = Vec::new();
    for register in &statistics.registers {
        for counting in &register.countings {
            of_counting(&register.file, counting, language, &mut rows);
        }
    }
    let sum = super::word("sum", language);
    for counting in &statistics.sum {
        of_counting(&sum, counting, language, &mut rows);
    }
    csv::list(&List { head, rows }, CsvReader::Program).into_bytes()
}

fn of_counting<'s>(register: &str, counting: &'s Counting, language: Language, rows: &mut Vec<Vec<Cell<'s>>>) {
    let named = |group: &Group| Cell::text(group.item.clone().unwrap_or_else(|| word("none", language)));
    let mut push = |group: &Group, item: Cell<'s>, across: Option<Cell<'s>>, figures: Figures| {
        let code = group.code.clone().unwrap_or_default();
        let mut row = vec![
            Cell::text(register.to_owned()),
            Cell::text(counting.by.as_str()),
            Cell::text(code),
            item,
        ];
        row.extend(across);
        row.extend([figures.expected, figures.existing].map(Cell::Integer));
        row.push(Cell::text(figures.ratio().unwrap_or_default()));
        rows.push(row);
    };
    let grouped = &counting.grouped;
    let total = || Cell::text(word("total", language));
    let all = grouped.rows.iter().map(|row| (row, named(&row.group)));
    for (row, item) in all.chain([(&grouped.total, total())]) {
        push(
            &row.group,
            item.clone(),
            counting.across.as_ref().map(|_| Cell::Empty),
            row.figures,
        );
        for (column, cell) in grouped.columns.iter().zip(&row.cells) {
            push(&row.group, item.clone(), Some(named(column)), *cell);
        }
    }
}
