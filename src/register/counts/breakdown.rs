//! What a row counts, table by table: for whoever asks how a figure comes about.

use super::test::{Standing, all, ask_entry, ask_table, has_withdrawn};
use super::{Answer, Counted, RowMeaning, Test};
use crate::register::Register;
use crate::register::model::Table;

/// How much of what a row counts stands in each table, by the table's place in [`Register::tables`]. Tables with
/// nothing that the row counts, or may count, are left out.
pub fn in_tables(register: &Register, meaning: &RowMeaning) -> Vec<(usize, Counted)> {
    let Some(tests) = meaning.tests() else {
        return Vec::new();
    };
    let tables = register.tables.iter().enumerate();
    let may_be_withdrawn = has_withdrawn(register);
    tables
        .map(|(index, table)| (index, in_table(register, index, (table, may_be_withdrawn), tests)))
        .filter(|(_, counted)| counted.expected.most > 0)
        .collect()
}

fn in_table(register: &Register, index: usize, (table, may_be_withdrawn): (&Table, bool), tests: &[Test]) -> Counted {
    let with_withdrawn = tests.contains(&Test::WithWithdrawn);
    let (of_entry, of_table): (Vec<&Test>, Vec<&Test>) = tests.iter().partition(|test| test.is_about_entry());
    let of_table = all(of_table.into_iter().map(|test| ask_table(register, index, table, test)));
    let mut counted = Counted::default();
    if of_table == Answer::No {
        return counted;
    }
    for (_, entry) in register.entries_of(table) {
        let code = entry.code().unwrap_or_default();
        let of_entry = of_entry.iter().map(|test| ask_entry(register, &entry, &code, test));
        let standing = Standing::of(register, &entry, may_be_withdrawn);
        let answer = all(of_entry).min(of_table).min(standing.counts(with_withdrawn));
        counted.add(answer, standing);
    }
    counted
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::register::{FileRole, SchemeChoice, SourceFile};

    #[test]
    fn the_tables_add_up_to_the_row() {
        let text = include_str!("../../../tests/registers/internet-plus/register.toml");
        let file = SourceFile::register("register.toml".to_owned(), FileRole::Root, text.to_owned());
        let register = Register::read(vec![Arc::new(file)], SchemeChoice::built_in(), Vec::new());
        let rows: Vec<_> = register
            .counts
            .0
            .iter()
            .flat_map(|statistics| &statistics.rows)
            .collect();
        assert!(rows.len() > 3);
        for row in rows {
            let sum: u32 = in_tables(&register, &row.meaning)
                .iter()
                .map(|(_, counted)| counted.existing.least)
                .sum();
            assert_eq!(Some(sum), row.counted.map(|counted| counted.existing.least));
        }
    }
}
