//! What a row counts, table by table: for whoever asks how a figure comes about.

use super::entries::tables;
use super::test::Standing;
use super::{Counted, RowMeaning};
use crate::register::Register;

/// How much of what a row counts stands in each table, by the table's place in [`Register::tables`]. Tables with
/// nothing that the row counts, or may count, are left out.
pub fn in_tables(register: &Register, meaning: &RowMeaning) -> Vec<(usize, Counted)> {
    let Some(tests) = meaning.tests() else {
        return Vec::new();
    };
    let counted = tables(register, tests).map(|(index, entries)| {
        let mut counted = Counted::default();
        for (id, answer) in entries {
            if let Some(entry) = register.entry(id) {
                // Whether it may be withdrawn is in the answer already.
                counted.add(answer, Standing::of(register, &entry, false));
            }
        }
        (index, counted)
    });
    counted.filter(|(_, counted)| counted.expected.most > 0).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::register::{FileRole, SchemeChoice, SourceFile};

    #[test]
    fn the_tables_add_up_to_the_row() {
        let text = include_str!("../../../tests/registers/internet-plus/register.toml");
        let file = SourceFile::new("register.toml".to_owned(), FileRole::Root, text.to_owned());
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
