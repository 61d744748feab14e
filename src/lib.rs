//! stdreg: one analysis engine for register files.
pub mod analysis;
pub mod code;
pub mod diagnostic;
pub mod messages;
pub mod number;
pub mod register;
pub mod rules;
pub mod scheme;
pub mod syntax;
pub mod text;
pub mod workspace;
