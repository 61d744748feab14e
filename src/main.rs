//! The `stdreg` binary: hands the arguments to [`stdreg::cli`], and joins it to [`stdreg::lsp`], which it does not know.

use stdreg::{cli, lsp};

fn main() -> std::process::ExitCode {
    cli::run(std::env::args_os(), |server| {
        lsp::run(server.log_file.as_deref(), server.log_level)
    })
}
