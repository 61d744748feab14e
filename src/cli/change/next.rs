//! `stdreg next`: the next free codes of a table.

use std::path::PathBuf;

use crate::cli::input::Input;
use crate::cli::{Console, Failure, Outcome, one};
use crate::fields;
use crate::ide::changes::{self, Refusal};
use crate::messages::Message;

/// Of which table, and how many.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Arguments {
    /// The table or category.
    #[arg(value_name = "TABLE", help = "cli-next-table")]
    table: String,
    /// How many.
    #[arg(short = 'n', long, value_name = "N", default_value_t = 1, help = "cli-next-count")]
    count: usize,
    /// The range of sequences.
    #[arg(long, value_name = "FIRST-LAST", help = "cli-next-block")]
    block: Option<String>,
    /// The register.
    #[arg(long, value_name = "REGISTER", default_value = ".", help = "cli-change-register")]
    register: PathBuf,
}

impl Arguments {
    /// Writes the codes, a line each.
    pub(in crate::cli) fn run(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        let input = Input::new(std::slice::from_ref(&self.register), None)?;
        let loaded = one::load(&input)?;
        let register = &loaded.register;
        let block = self.block.as_deref().map(|block| {
            let range = fields::block(block);
            range.ok_or_else(|| Failure::told(Message::attribute("change-fault", "block").with("block", block)))
        });
        let block = block.transpose()?;
        let mut refusal: Option<Refusal> = None;
        for table in changes::tables(register, &self.table)? {
            match changes::next(register, table, block, self.count) {
                Ok(codes) => {
                    for code in codes {
                        writeln!(console.out, "{code}")?;
                    }
                    return Ok(Outcome::Clean);
                }
                Err(fault) => refusal = Some(fault),
            }
        }
        Err(refusal.map_or_else(
            || Failure::told(Message::attribute("change-fault", "undetermined").with("table", self.table.as_str())),
            Failure::from,
        ))
    }
}
