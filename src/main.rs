//! The `stdreg` binary: hands the arguments to [`stdreg::cli`], and joins it to [`stdreg::lsp`], which it does not know.

use stdreg::cli;
#[cfg(not(target_family = "wasm"))]
use stdreg::lsp;

#[cfg(not(target_family = "wasm"))]
fn main() -> std::process::ExitCode {
    cli::run(std::env::args_os(), |server| {
        lsp::run(server.log_file.as_deref(), server.log_level)
    })
}

#[cfg(target_family = "wasm")]
fn main() -> std::process::ExitCode {
    cli::run(std::env::args_os(), |_server| Err(Box::new(cli::absent("stdreg lsp"))))
}
