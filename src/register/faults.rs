//! What reading could not make sense of: keys and types. The rules about keys turn these into findings.

use crate::diagnostic::Place;
pub use crate::fields::FaultKind;
use crate::keys::TableKind;

/// One fault of reading.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// What is at fault.
    pub place: Place,
    /// How.
    pub kind: FaultKind,
}

impl Fault {
    /// Whether it is about what stands at the root of a file.
    pub(super) const fn is_about_root(&self) -> bool {
        matches!(
            self.kind,
            FaultKind::UnknownKey {
                table: TableKind::Root,
                ..
            } | FaultKind::MissingKey {
                table: TableKind::Root,
                ..
            }
        )
    }
}
