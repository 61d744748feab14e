//! What reading could not make sense of: keys and types. The rules about keys turn these into findings.

use crate::diagnostic::Place;
pub use crate::fields::FaultKind;

/// One fault of reading.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// What is at fault.
    pub place: Place,
    /// How.
    pub kind: FaultKind,
}
