//! The language server: the engine's second face.
//!
//! Data flows one way here too:
//!
//! ```text
//! client → transport → backend → state → requests (on a snapshot) → convert → client
//! ```
//!
//! - [`transport`] closes what tower-lsp leaves open, and is all that stands between it and the pipe.
//! - [`backend`] is tower-lsp's trait: each handler sends an event to the state before its first `.await`, because the
//!   order of messages holds only up to there. It decides nothing.
//! - [`state`] is a thread that owns the documents and the registers. It takes events in the order in which they came,
//!   brings findings up to date when no event waits, and publishes them. It never waits for the client.
//! - [`requests`], a file each, turn a protocol question into one to [`crate::ide`] and its answer back. They see an
//!   immutable [`snapshot`] and run beside the state, so that a slow one holds nothing up.
//! - [`convert`] is the only place where offsets become positions.

mod backend;
mod capabilities;
mod client;
mod configuration;
mod convert;
mod file_findings;
mod log;
mod requests;
mod rule_pages;
mod snapshot;
mod start;
mod state;
pub mod transport;
mod uris;

pub use self::start::run;
