//! Files that are checked by themselves and not as a part of a register: scheme files.

use crate::diagnostic::{Diagnostic, Place};
use crate::rules;
use crate::scheme;
use crate::text::FileId;

/// What is wrong with a scheme file (T008), in the order of the text. `file` is the scheme's file among those of the
/// findings.
pub fn scheme(text: &str, file: FileId) -> Vec<Diagnostic> {
    let (_, faults) = scheme::read(text);
    let Some((_, definition)) = rules::find("scheme-problem") else {
        return Vec::new();
    };
    let of = |fault: scheme::Fault| {
        let place = Place::in_file(file, fault.span);
        Diagnostic::new(&definition.rule, place, fault.kind.message())
    };
    faults.into_iter().map(of).collect()
}
