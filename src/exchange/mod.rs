//! Registers for other programs, a file a format.

pub mod schema;
