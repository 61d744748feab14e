//! What it takes to move an entry to a table.

use super::{Context, Guess, NextCodes, Refusal};
use crate::ide::actions::{self, FileEdits};
use crate::messages::Message;
use crate::register::Register;
use crate::register::handle::{EntryRef, TableRef};
use crate::register::model::EntryId;
use crate::register::sequences::SequenceScope;
use crate::register::sequences::{TableScope, range_of, sequence_of};

/// What is to be done.
pub(super) struct Plan {
    /// The edits that move the entry as it is written.
    pub(super) edits: FileEdits,
    /// The code that it has afterwards, where it must be another.
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
    let edits = actions::move_entry(register, entry, table).ok_or_else(|| fault("inline", Some(table)))?;
    let code = if entry.code.is_none() || fits(register, entry, table) {
        None
    } else {
        let codes = NextCodes::new(register, Guess::Last).several(table, None, 1);
        let codes = codes.ok_or_else(|| fault("undetermined", Some(table)))?;
        let code = codes.into_iter().next();
        Some(code.ok_or_else(|| Box::new(fault("full", Some(table)).with("count", 0_usize)))?)
    };
    Ok(Plan { edits, code })
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
