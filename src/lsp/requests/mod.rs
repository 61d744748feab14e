//! The protocol's requests, a file each: from the protocol's terms, one question to [`crate::ide`], and back.
//!
//! To add one: a file here with a function that takes the [`Snapshot`](super::snapshot::Snapshot) and the parameters and
//! gives the result; a handler of three lines in [`super::backend`] that calls it through `ask` (about a document) or
//! `ask_all` (about the workspace); what it offers in [`super::capabilities`].

pub(super) mod code_action;
pub(super) mod code_lenses;
pub(super) mod completion;
pub(super) mod definition;
pub(super) mod diagnostics;
pub(super) mod document_link;
pub(super) mod document_symbol;
pub(super) mod file_rename;
#[cfg(test)]
mod fixture;
pub(super) mod formatting;
pub(super) mod hover;
pub(super) mod inlay_hints;
mod pasted;
pub(super) mod preview;
pub(super) mod ranges;
pub(super) mod references;
pub(super) mod rename;
pub(super) mod semantic_tokens;
mod sharing;
mod workspace_edit;
pub(super) mod workspace_symbol;
