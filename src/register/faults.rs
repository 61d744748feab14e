//! What reading could not make sense of: keys and types. The rules about keys turn these into findings.

use std::borrow::Cow;

use crate::diagnostic::Place;
use crate::keys::{Form, TableKind};
use crate::syntax::Kind;

/// One fault of reading.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// What is at fault.
    pub place: Place,
    /// How.
    pub kind: FaultKind,
}

/// The faults of reading.
#[derive(Clone, Debug, PartialEq)]
pub enum FaultKind {
    /// A key that the table does not have (T002). The place is the key.
    UnknownKey {
        /// The key as it is read.
        name: String,
        /// The table.
        table: TableKind,
    },
    /// A required key is absent (T003), and no unknown key of the table looks like a misspelling of it. The place is
    /// the header.
    MissingKey {
        /// The key.
        name: &'static str,
        /// The table.
        table: TableKind,
    },
    /// A value of another type (T004). The place is the value, or the header of a table in the wrong form.
    WrongType {
        /// The key; in `where` one that no table of keys lists.
        name: Cow<'static, str>,
        /// What it takes.
        expected: Form,
        /// What stands there.
        found: Kind,
        /// The value in the right type, where it converts without loss.
        repair: Option<String>,
    },
}
