//! Comments that silence findings: `# stdreg: ignore[rule]` and `# stdreg: ignore-file[rule]`.

use super::Options;
use crate::diagnostic::Diagnostic;
use crate::register::Register;

/// Takes out what is silenced, and adds what is to be said about the suppressions themselves.
pub(super) fn apply(_register: &Register, found: Vec<Diagnostic>, _options: Options<'_>) -> Vec<Diagnostic> {
    found
}
