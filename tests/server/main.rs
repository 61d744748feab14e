//! `stdreg lsp` as an editor sees it: the real binary over real pipes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail"
)]

#[path = "../common/child.rs"]
mod child;
mod client;
mod oracle;
#[path = "../common/random.rs"]
mod random;

mod actions;
mod catalogue;
mod edits;
mod files;
mod findings;
mod formatting;
mod navigation;
mod own;
mod reading;
mod robustness;
mod synchronisation;
mod workspace;
