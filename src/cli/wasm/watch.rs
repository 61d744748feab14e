//! `--watch` where no system tells of files that change.

use super::Arguments;
use super::outputs::Outputs;
use crate::cli::{Console, Failure, Outcome};

/// Says that it cannot be had.
///
/// # Errors
/// Always.
pub(super) fn run(_arguments: &Arguments, _outputs: &Outputs, _console: &mut Console<'_>) -> Result<Outcome, Failure> {
    Err(Failure::told(crate::cli::absent("--watch")))
}
