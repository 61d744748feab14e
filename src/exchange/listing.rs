//! Some of the entries of a register, as data: the list that an export of all of them is, an array of JSON objects, or the
//! cells of a table for people.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::cells::{self, Cell};
use super::export::{CsvReader, csv, rows};
use crate::keys::ColumnType;
use crate::messages::Language;
use crate::register::Register;
use crate::register::handle::EntryRef;
use crate::register::model::EntryId;

/// As comma-separated values, with where each entry belongs: the same columns as an export of all entries has.
pub fn csv(register: &Register, entries: &[EntryId], language: Language) -> String {
    let columns = rows::columns(register, language);
    let list = rows::of_entries(register, language, &columns, entries.iter().copied());
    csv::list(&list, CsvReader::Program)
}

/// As an array of objects with the keys of the register, each with the id of its table, unless the register has a column
/// with that key.
pub fn json(register: &Register, entries: &[EntryId]) -> Vec<u8> {
    let entries = entries.iter().filter_map(|id| register.entry(*id));
    let objects: Vec<EntryObject<'_>> = entries.map(|entry| EntryObject { register, entry }).collect();
    // It writes to memory, and has nothing in it that cannot be a key.
    let mut bytes = serde_json::to_vec_pretty(&objects).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// As a table for people: the heads and the rows, columns as on the printed page, each row with its table before it. A
/// column in which no entry has anything is left out.
pub fn table(register: &Register, entries: &[EntryId], language: Language) -> (Vec<String>, Vec<Vec<String>>) {
    let columns = cells::columns(register);
    let table = crate::messages::Message::attribute("export-column", "table").render(language);
    let heads = columns
        .iter()
        .map(|column| cells::head_of(register, column).heading(language));
    let heads: Vec<String> = std::iter::once(table).chain(heads).collect();
    let of_entry = |entry: EntryRef<'_>| {
        let table = register.table_of(&entry).map(|table| table.name().into_owned());
        let cells = columns.iter().map(|column| cells::in_print(entry, column));
        std::iter::once(table.unwrap_or_default()).chain(cells).collect()
    };
    let rows = entries.iter().filter_map(|id| register.entry(*id));
    let rows: Vec<Vec<String>> = rows.map(of_entry).collect();
    let mut is_used = vec![false; heads.len()];
    for row in &rows {
        for (used, cell) in is_used.iter_mut().zip(row) {
            *used |= !cell.is_empty();
        }
    }
    let used = |row: Vec<String>| {
        let cells = row.into_iter().zip(&is_used);
        cells.filter(|(_, is_used)| **is_used).map(|(cell, _)| cell).collect()
    };
    (used(heads), rows.into_iter().map(used).collect())
}

struct EntryObject<'r> {
    register: &'r Register,
    entry: EntryRef<'r>,
}

impl Serialize for EntryObject<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { register, entry } = *self;
        let columns = &register.columns;
        let mut map = serializer.serialize_map(None)?;
        if columns.find("table").is_none() {
            map.serialize_entry("table", &register.table_of(&entry).and_then(|table| table.id()))?;
        }
        for (place, column) in columns.iter() {
            let column_type = column.role.map_or(column.column_type, |role| role.column_type());
            if matches!(column_type, ColumnType::Strings | ColumnType::Standards) {
                let values = entry.in_column(place);
                if !values.is_empty() {
                    map.serialize_entry(&column.key, values.as_slice())?;
                }
                continue;
            }
            match cells::of_column(entry, column.role, place) {
                Cell::Empty => {}
                Cell::Integer(number) => map.serialize_entry(&column.key, &number)?,
                cell => map.serialize_entry(&column.key, &cell.shown())?,
            }
        }
        map.end()
    }
}
