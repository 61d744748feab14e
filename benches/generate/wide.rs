//! The scheme of the large registers.

/// The name of its file, beside the register.
pub(crate) const FILE_NAME: &str = "wide.scheme.toml";

/// How registers name it.
pub(crate) const REFERENCE: &str = "./wide.scheme.toml";

/// Its text.
pub(crate) const TEXT: &str = include_str!("wide.scheme.toml");
