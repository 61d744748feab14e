//! Registers in other forms, a file a form: pure renderers that give text or bytes, and what reads them.
//!
//! - [`printed`]: what a standard prints of a register, as data: the structure diagram, the detail tables (标准明细表), the
//!   statistics tables (标准统计表). Every form for people is made from it.
//! - [`export`]: a register as a file for others: data, a spreadsheet, a diagram.
//! - [`html`]: the printed form for a browser and for the preview of an editor.
//! - [`import`]: registers from the tables that people have.
//! - [`matching`]: which entry of one list is which of another.
//! - [`listing`]: some of the entries of a register, as data.
//! - [`stats`]: statistics that are counted anew.
//! - [`comparison`]: what changed from one state of a register to another.
//! - [`schema`]: the format itself, for other editors and validators.

pub mod catalogue;
mod cells;
pub mod comparison;
pub mod export;
pub mod html;
pub mod import;
mod layout;
pub mod listing;
mod matching;
pub mod printed;
pub mod schema;
pub mod stats;
mod tree;
mod written;
