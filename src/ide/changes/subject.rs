//! What is meant by a name on a command line.

use super::Refusal;
use crate::code;
use crate::messages::Message;
use crate::register::Register;
use crate::register::handle::{EntryRef, TableRef};
use crate::register::model::EntryId;

/// The entry with a code, else the one with a number, a plan or a title.
///
/// # Errors
/// Where there is none, or there are several.
pub fn entry<'r>(register: &'r Register, name: &str) -> Result<(EntryId, EntryRef<'r>), Refusal> {
    entry_if_any(register, name)?.ok_or_else(|| boxed("no-entry", name))
}

/// As [`entry`]; nothing where there is none.
///
/// # Errors
/// Where there are several.
pub fn entry_if_any<'r>(register: &'r Register, name: &str) -> Result<Option<(EntryId, EntryRef<'r>)>, Refusal> {
    let by_code = register.index.codes.get(code::key(name)).iter();
    let by_code = by_code.filter_map(|id| Some((*id, register.entry(*id)?)));
    let mut found: Vec<_> = by_code
        .filter(|(_, entry)| entry.code().as_deref() == Some(name))
        .collect();
    let columns = [EntryRef::standard, EntryRef::plan, EntryRef::title];
    for column in columns {
        if found.is_empty() {
            let all = register.entries_with_ids();
            found.extend(all.filter(|(_, entry)| column(*entry).as_deref() == Some(name)));
        }
    }
    match found.as_slice() {
        [one] => Ok(Some(*one)),
        [] => Ok(None),
        several => Err(Box::new(fault("several-entries", name).with("count", several.len()))),
    }
}

/// The table with an id, else the one with a title.
///
/// # Errors
/// Where there is none, or there are several.
pub fn table<'r>(register: &'r Register, name: &str) -> Result<(usize, TableRef<'r>), Refusal> {
    match named(register, name).as_slice() {
        [one] => Ok(*one),
        [] => Err(boxed("no-table", name)),
        several => Err(Box::new(fault("several-tables", name).with("count", several.len()))),
    }
}

/// The table of a name, or the tables of the category of that code or title.
///
/// # Errors
/// Where there is none.
pub fn tables<'r>(register: &'r Register, name: &str) -> Result<Vec<TableRef<'r>>, Refusal> {
    let of_name = named(register, name);
    if !of_name.is_empty() {
        return table(register, name).map(|(_, table)| vec![table]);
    }
    let tables = register.tables().filter(|table| {
        register.category_of(table).is_some_and(|category| {
            category.code().as_deref() == Some(name) || category.title().as_deref() == Some(name)
        })
    });
    let tables: Vec<_> = tables.collect();
    let mut categories = tables.iter().map(|table| table.category_index);
    let first = categories.next();
    if tables.is_empty() {
        return Err(boxed("no-table-or-category", name));
    }
    if categories.any(|category| Some(category) != first) {
        return Err(boxed("several-categories", name));
    }
    Ok(tables)
}

fn named<'r>(register: &'r Register, name: &str) -> Vec<(usize, TableRef<'r>)> {
    let with_id: Vec<_> = register
        .tables()
        .enumerate()
        .filter(|(_, table)| table.id().as_deref() == Some(name))
        .collect();
    if !with_id.is_empty() {
        return with_id;
    }
    let tables = register.tables().enumerate();
    tables
        .filter(|(_, table)| table.title().as_deref() == Some(name))
        .collect()
}

fn boxed(attribute: &'static str, name: &str) -> Refusal {
    Box::new(fault(attribute, name))
}

fn fault(attribute: &'static str, name: &str) -> Message {
    Message::attribute("change-fault", attribute).with("name", name)
}
