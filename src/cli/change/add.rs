//! `stdreg add`: an entry at the end of a table.

use super::Writing;
use crate::cli::{Console, Failure, Outcome};
use crate::ide::changes;

/// Which table, and what the entry has.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Arguments {
    /// The table.
    #[arg(value_name = "TABLE", help = "cli-add-table")]
    table: String,
    /// What it has.
    #[arg(value_name = "KEY=VALUE", required = true, help = "cli-change-pairs")]
    pairs: Vec<String>,
    #[command(flatten)]
    writing: Writing,
}

impl Arguments {
    /// Changes the register.
    pub(in crate::cli) fn run(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        let mut change = self.writing.open(console)?;
        let (table, _) = changes::table(change.changing.register(), &self.table)?;
        change.changing.add(table, &self.pairs)?;
        self.writing.write(change, console)
    }
}
