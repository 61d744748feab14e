//! `stdreg replace`: an entry that another one replaces.

use super::Writing;
use crate::cli::{Console, Failure, Outcome};
use crate::ide::changes;

/// Which entry, and by which.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Arguments {
    /// The entry that is replaced.
    #[arg(value_name = "OLD", help = "cli-replace-old")]
    old: String,
    /// The entry that replaces it.
    #[arg(value_name = "NEW", help = "cli-replace-new")]
    new: String,
    #[command(flatten)]
    writing: Writing,
}

impl Arguments {
    /// Changes the register.
    pub(in crate::cli) fn run(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        let mut change = self.writing.open(console)?;
        let register = change.changing.register();
        let (old, _) = changes::entry(register, &self.old)?;
        let (new, _) = changes::entry(register, &self.new)?;
        change.changing.replace(old, new)?;
        self.writing.write(change, console)
    }
}
