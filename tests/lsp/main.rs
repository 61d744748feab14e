//! The transport over real pipes. What no handler of stdreg does (sleep, panic, wait for the client) is done by a server
//! of these tests: this binary, which runs itself once more with [`SERVER`] set.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    missing_docs,
    reason = "a test may fail"
)]

#[path = "../common/child.rs"]
mod child;
mod server;
mod transport;
mod wire;

use libtest_mimic::{Arguments, Trial};

/// The variable that makes this binary a server.
pub const SERVER: &str = "STDREG_TEST_SERVER";

fn main() -> std::process::ExitCode {
    if std::env::var_os(SERVER).is_some() {
        return server::run();
    }
    let trials = transport::ALL
        .iter()
        .map(|(name, test)| {
            Trial::test(*name, move || {
                test();
                Ok(())
            })
        })
        .collect();
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}
