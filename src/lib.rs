//! stdreg: one analysis engine for register files (标准体系表 in TOML), with two faces, the linter and the language server.
//!
//! Data flows one way:
//!
//! ```text
//! bytes → text → syntax → register → rules → findings → a face (terminal, JSON, …)
//! ```
//!
//! The rooms, from the ground up; a room imports only from lower floors, which `tests/architecture.rs` holds:
//!
//! 0. [`text`]: byte spans, line starts, edits. The only place where columns exist.
//! 1. [`messages`]: what is said, in Chinese and English.
//! 2. [`keys`]: the one table of keys, of registers, schemes and settings.
//! 3. [`syntax`]: the recovering TOML reader. It knows nothing of registers.
//! 4. [`fields`]: the values of a table by the table of keys, the one reader of registers, schemes and settings.
//! 5. [`diagnostic`]: findings as data. [`scheme`]: code schemes as data. [`code`], [`number`]: a code into its layers, a
//!    standard number into its parts.
//!    Above them [`catalogue`]: published standards, which registers are held against.
//! 6. [`register`]: the typed register and the index over it.
//! 7. [`query`]: the entries that an expression finds.
//! 8. [`writer`]: the one place that writes TOML: tables, entries, rows and values as text, and the form of files.
//! 9. [`workspace`]: which files make which register, and the settings. The file system starts here.
//! 10. [`rules`]: a file a rule, and the one list.
//! 11. [`analysis`]: which rules run where, levels, suppressions, fixes to a fixed point.
//! 12. [`ide`]: what an editor can be told, as plain data, a file a feature.
//! 13. [`report`]: findings as text, a file a format. [`exchange`]: registers in other forms, a file a form.
//! 14. [`cli`]: a file a subcommand. [`lsp`]: the language server. They never see each other; `main` joins them.
//!
//! Invariants:
//!
//! - Reading never fails. What is wrong is data beside what could be read, and nothing that a file holds makes the
//!   engine panic.
//! - Offsets inside are bytes, relative to the segment they are in; what leaves [`analysis`] is relative to its file.
//! - A finding is data: no rule prints, decides a level, or knows a terminal or an editor; no face adds meaning.
//! - Findings are the same, in the same order, whatever the number of threads and the order of files.
//! - Rooms below [`workspace`] do no I/O and are synchronous.

// What only the server, a terminal or an operating system asks for stays, and nobody asks for it there.
#![cfg_attr(target_family = "wasm", allow(dead_code))]

pub mod analysis;
pub mod catalogue;
pub mod cli;
pub mod code;
pub mod diagnostic;
pub mod exchange;
pub mod fields;
pub mod ide;
pub mod keys;
#[cfg(not(target_family = "wasm"))]
pub mod lsp;
pub mod messages;
pub mod number;
pub mod query;
pub mod register;
pub mod report;
pub mod rules;
pub mod scheme;
pub mod syntax;
pub mod text;
pub mod workspace;
pub mod writer;
