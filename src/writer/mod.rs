//! The one place that writes TOML: text from values, keys, tables and statistics rows, and the form that a text should have.
//!
//! - [`strings`]: quotes and escapes. [`layout`]: values, and keys in braces or on lines, as the text around has them.
//! - [`keys`] and [`entries`]: keys of a table that is there, and entries among those of a table.
//! - [`rows`] and [`figures`]: statistics rows and their figures, written beside those that are there.
//! - [`register`](mod@register): a whole register from data. [`format`](mod@format): the form of files, which `stdreg fmt`
//!   gives them.
//! - [`difference`]: one text as edits of another.

pub mod difference;
pub mod entries;
pub mod figures;
pub mod format;
pub mod keys;
pub mod layout;
pub mod register;
pub mod rows;
pub mod strings;
