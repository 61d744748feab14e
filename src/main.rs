//! The `stdreg` binary: hands the arguments to [`stdreg::cli`], and joins it to [`stdreg::lsp`], which it does not know.

use stdreg::{cli, lsp};

fn main() -> std::process::ExitCode {
    cli::run(std::env::args_os(), |server| {
        lsp::run(&lsp::Options {
            socket: server.socket,
            log_file: server.log_file,
            log_level: server.log_level,
        })
    })
}
