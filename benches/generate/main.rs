//! Writes large registers for the benchmarks: faultless ones, so that checking is measured and not printing. The
//! same arguments always give the same bytes.
//!
//! ```text
//! cargo bench --bench generate -- --entries 100000 --out /tmp/big/register.toml
//! cargo bench --bench generate -- --entries 100000 --files 50 --out /tmp/parts/register.toml
//! cargo bench --bench generate -- --form paths --out /tmp/paths/register.toml
//! cargo bench --bench generate -- --folder 1000 --out /tmp/folder
//! ```
//!
//! A register of the built-in scheme has room for 90 categories of 999 entries and could not hold 100,000, so a large
//! one brings a scheme beside it, as its [`form`] says.

mod arguments;
mod files;
mod form;
mod model;
mod random;
mod register_text;
mod statistics;
mod titles;
mod vocabulary;

use std::env;
use std::io::{self, Write};
use std::process::ExitCode;

use arguments::{Arguments, USAGE};

fn main() -> ExitCode {
    let outcome = match arguments::read(env::args().skip(1)) {
        Ok(Some(arguments)) => generate(&arguments).map_err(|error| error.to_string()),
        Ok(None) => io::stdout()
            .write_all(USAGE.as_bytes())
            .map_err(|error| error.to_string()),
        Err(message) => Err(message),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            // Where even standard error is closed, the exit code is all that is left to say it with.
            let _ = writeln!(io::stderr(), "generate: {message}");
            ExitCode::from(2)
        }
    }
}

fn generate(arguments: &Arguments) -> io::Result<()> {
    match arguments {
        Arguments::Stream { entries, form } => files::to_standard_output(&model::large(*entries, *form)),
        Arguments::File { entries, form, path } => files::one(&model::large(*entries, *form), path),
        Arguments::Parts {
            entries,
            form,
            parts,
            path,
        } => files::parts(&model::large(*entries, *form), *parts, path),
        Arguments::Folder { registers, folder } => files::folder(*registers, folder),
    }
}
