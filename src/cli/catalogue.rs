//! `stdreg catalogue`: what is wrong with a catalogue of published standards, and one made out of registers.

use std::path::{Path, PathBuf};

use super::input::Input;
use super::{Console, Failure, Outcome, one};
use crate::catalogue::Builder;
use crate::exchange::catalogue::Collection;
use crate::messages::Message;
use crate::number::Grammar;
use crate::report::visible::visible;
use crate::text::foreign;
use crate::workspace::{self, Limit};

/// What is done with catalogues.
#[derive(Debug, clap::Subcommand)]
pub(super) enum Command {
    #[command(about = "cli-catalogue-check")]
    Check(Check),
    #[command(about = "cli-catalogue-build")]
    Build(Build),
}

/// Which catalogues are checked.
#[derive(Debug, clap::Args)]
pub(super) struct Check {
    /// The files.
    #[arg(value_name = "FILE", required = true, help = "cli-catalogue-check-files")]
    files: Vec<PathBuf>,
}

/// Out of which registers a catalogue is made.
#[derive(Debug, clap::Args)]
pub(super) struct Build {
    /// The registers.
    #[arg(value_name = "REGISTER", required = true, help = "cli-catalogue-build-registers")]
    registers: Vec<PathBuf>,
    /// What stands as the source.
    #[arg(long, value_name = "TEXT", help = "cli-catalogue-build-source")]
    source: Option<String>,
}

impl Command {
    /// Checks, or makes one.
    pub(super) fn run(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        match self {
            Self::Check(check) => check.run(console),
            Self::Build(build) => build.run(console),
        }
    }
}

impl Check {
    fn run(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        let language = console.language(None);
        let mut outcome = Outcome::Clean;
        for path in &self.files {
            let shown = path.to_string_lossy();
            let text = read(path)?;
            let mut builder = Builder::new(&Grammar::default());
            builder.add(&shown, &text);
            let faults = builder.take_faults();
            let says = |attribute| Message::attribute("cli-catalogue-told", attribute).with("path", &*shown);
            for fault in &faults {
                let message = says("fault")
                    .with("line", fault.line)
                    .with("reason", fault.kind.message());
                writeln!(console.out, "{}", visible(&message.render(language)))?;
            }
            if faults.is_empty() {
                let message = says("clean").with("count", builder.finish().len());
                writeln!(console.out, "{}", visible(&message.render(language)))?;
            } else {
                outcome = Outcome::Findings;
            }
        }
        Ok(outcome)
    }
}

fn read(path: &Path) -> Result<String, Failure> {
    let bytes = workspace::read(path, Limit::Register).map_err(|error| Failure::unread(path, &error))?;
    match foreign::decode(&bytes, None) {
        Ok(decoded) if decoded.lost == 0 => Ok(decoded.text),
        _ => {
            let message = Message::attribute("cli-failure", "file").with("path", path.to_string_lossy());
            Err(Failure::told(
                message.with("reason", Message::attribute("catalogue-fault", "encoding")),
            ))
        }
    }
}

impl Build {
    fn run(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        let input = Input::new(&self.registers, None)?;
        let mut collection = Collection::default();
        for loaded in one::load_all(&input)? {
            let root = loaded
                .paths
                .first()
                .map(|path| input.names.show(path))
                .unwrap_or_default();
            collection.add(&loaded.register, self.source.as_deref().unwrap_or(&root));
        }
        if collection.is_empty() {
            let named: Vec<_> = self.registers.iter().map(|path| path.to_string_lossy()).collect();
            return Err(Failure::told(
                Message::attribute("one-register", "none").with("path", named.join(", ")),
            ));
        }
        write!(console.out, "{}", collection.csv())?;
        Ok(Outcome::Clean)
    }
}
