//! `stdreg set`: columns of an entry.

use super::Writing;
use crate::cli::{Console, Failure, Outcome};
use crate::ide::changes;

/// Which entry, and what is set.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Arguments {
    /// The entry.
    #[arg(value_name = "CODE", help = "cli-change-entry")]
    entry: String,
    /// What is set.
    #[arg(value_name = "KEY=VALUE", required = true, help = "cli-change-pairs")]
    pairs: Vec<String>,
    #[command(flatten)]
    writing: Writing,
}

impl Arguments {
    /// Changes the register.
    pub(in crate::cli) fn run(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        let mut change = self.writing.open(console)?;
        let (entry, _) = changes::entry(change.changing.register(), &self.entry)?;
        change.changing.set(entry, &self.pairs)?;
        self.writing.write(change, console)
    }
}
