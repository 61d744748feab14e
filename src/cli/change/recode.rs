//! `stdreg recode`: another code for an entry, in all files.

use super::Writing;
use crate::cli::{Console, Failure, Outcome};
use crate::ide::changes;

/// Which entry, and its new code.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Arguments {
    /// The entry.
    #[arg(value_name = "CODE", help = "cli-change-entry")]
    entry: String,
    /// The new code.
    #[arg(value_name = "NEW", help = "cli-recode-new")]
    new: String,
    #[command(flatten)]
    writing: Writing,
}

impl Arguments {
    /// Gives the entry its new code.
    pub(in crate::cli) fn run(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        let mut change = self.writing.open(console)?;
        let (entry, _) = changes::entry(change.changing.register(), &self.entry)?;
        change.changing.recode(entry, &self.new)?;
        self.writing.write(change, console)
    }
}
