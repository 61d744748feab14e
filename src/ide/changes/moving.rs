//! What it takes to move an entry to a table.

use super::{Context, Cursor, Refusal, next};
use crate::diagnostic::Place;
use crate::ide::actions::{self, FileEdits};
use crate::ide::rename;
use crate::messages::Message;
use crate::register::Register;
use crate::register::handle::{EntryRef, TableRef};
use crate::register::model::EntryId;
use crate::register::sequences::SequenceScope;
use crate::register::sequences::{TableScope, range_of, sequence_of};

/// What is to be done.
pub(super) struct Plan {
    /// The edits that move the entry, and give it the code that it has afterwards in all places that name it.
    pub(super) edits: FileEdits,
    /// The code that it has afterwards, if it has one.
    pub(super) code: Option<String>,
}

pub(super) fn plan(context: Context<'_>, entry: EntryId, table: usize) -> Result<Plan, Refusal> {
    let register = context.register;
    let (Some(entry), Some(table)) = (register.entry(entry), register.table(table)) else {
        return Err(fault("undetermined", register.table(table)));
    };
    if register.table_of(&entry) == Some(table) {
        return Err(fault("same-table", Some(table)));
    }
    let mut code = entry.code().map(String::from);
    let mut renames = Vec::new();
    if let Some(string) = entry.code
        && !fits(register, entry, table)
    {
        let codes = next(register, table, None, 1)?;
        let new = codes.into_iter().next().unwrap_or_default();
        renames = recoding(context, entry.place(string), &new)?;
        code = Some(new);
    }
    let edits = actions::move_entry(register, entry, table, renames).ok_or_else(|| fault("inline", Some(table)))?;
    Ok(Plan { edits, code })
}

/// The edits that give an entry another code, in all files. `code` is where it is written in the entry.
pub(super) fn recoding(context: Context<'_>, code: Place, new: &str) -> Result<Vec<(Place, String)>, Refusal> {
    let place = context.register.absolute(code);
    let cursor = Cursor {
        file: place.file,
        offset: place.span.start,
    };
    rename::rename(context, cursor, new)
}

/// Whether the code of an entry is one that the table would give: of its category, and in its block.
fn fits(register: &Register, entry: EntryRef<'_>, table: TableRef<'_>) -> bool {
    let due = TableScope::new(register, table).of_entry(&entry);
    let is_of_table = due.is_some() && due == SequenceScope::of_entry(register, &entry);
    let is_in_block = match (sequence_of(register, &entry), range_of(register, &table)) {
        (Some(sequence), Some((first, last))) => (first..=last).contains(&sequence),
        _ => false,
    };
    is_of_table && is_in_block
}

fn fault(attribute: &'static str, table: Option<TableRef<'_>>) -> Refusal {
    let name = table.map(TableRef::name).unwrap_or_default();
    Box::new(Message::attribute("change-fault", attribute).with("table", name))
}
