//! `stdreg add`: an entry at the end of a table.

use super::{Writing, prompts};
use crate::cli::asking;
use crate::cli::{Console, Failure, Outcome};
use crate::ide::changes;
use crate::messages::Message;
use crate::register::Register;

/// Which table, and what the entry has.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Arguments {
    /// The table.
    #[arg(value_name = "TABLE", help = "cli-add-table")]
    table: Option<String>,
    /// What it has.
    #[arg(value_name = "KEY=VALUE", help = "cli-add-pairs")]
    pairs: Vec<String>,
    #[command(flatten)]
    writing: Writing,
}

impl Arguments {
    /// Changes the register.
    pub(in crate::cli) fn run(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        let mut change = self.writing.open(console)?;
        let is_asking = asking::can_ask();
        let (name, pairs) = self.given(change.changing.register());
        let name = match name {
            Some(name) => name.clone(),
            None if is_asking => prompts::table(&change, console)?,
            None => return Err(missing("<TABLE>")),
        };
        let (table, _) = changes::table(change.changing.register(), &name)?;
        let open = change.changing.open_columns(&pairs, change.language)?;
        // What is there is enough for an entry: whoever gave it wants no questions.
        let is_enough = !pairs.is_empty() && !open.iter().any(|column| column.is_needed);
        let pairs = if is_asking && !is_enough {
            prompts::pairs(&mut change, table, &pairs, console)?
        } else if pairs.is_empty() {
            return Err(missing("<KEY=VALUE>..."));
        } else {
            pairs
        };
        change.changing.add(table, &pairs)?;
        self.writing.write(change, console)
    }

    /// The table and the pairs: what looks like a pair, and is no table, is one.
    fn given(&self, register: &Register) -> (Option<&String>, Vec<String>) {
        let is_pair = |name: &&String| name.contains(['=', '＝']) && changes::table(register, name).is_err();
        let first = self.table.iter().filter(is_pair);
        let pairs = first.chain(&self.pairs).cloned().collect();
        (self.table.as_ref().filter(|name| !is_pair(name)), pairs)
    }
}

fn missing(argument: &'static str) -> Failure {
    Failure::told(Message::attribute("cli-fault", "missing").with("argument", argument))
}
