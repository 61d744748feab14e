//! `stdreg move`: an entry to another table.

use super::Writing;
use crate::cli::{Console, Failure, Outcome};
use crate::ide::changes;

/// Which entry, and where to.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Arguments {
    /// The entry.
    #[arg(value_name = "CODE", help = "cli-change-entry")]
    entry: String,
    /// The table.
    #[arg(value_name = "TABLE", help = "cli-move-table")]
    table: String,
    #[command(flatten)]
    writing: Writing,
}

impl Arguments {
    /// Moves the entry.
    pub(in crate::cli) fn run(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        let mut change = self.writing.open(console)?;
        let register = change.changing.register();
        let (entry, _) = changes::entry(register, &self.entry)?;
        let (table, _) = changes::table(register, &self.table)?;
        change.changing.move_to(entry, table)?;
        self.writing.write(change, console)
    }
}
