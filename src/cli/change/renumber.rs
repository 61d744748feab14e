//! `stdreg renumber`: numbers 1, 2, 3 … down a table.

use super::Writing;
use crate::cli::{Console, Failure, Outcome};
use crate::ide::changes;

/// Which table.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Arguments {
    /// The table; all where none is named.
    #[arg(value_name = "TABLE", help = "cli-renumber-table")]
    table: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

impl Arguments {
    /// Renumbers.
    pub(in crate::cli) fn run(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        let mut change = self.writing.open(console)?;
        let register = change.changing.register();
        let tables = match &self.table {
            Some(table) => vec![changes::table(register, table)?.0],
            None => (0..register.tables().len()).collect(),
        };
        for table in tables {
            change.changing.renumber(table)?;
        }
        self.writing.write(change, console)
    }
}
