//! The `stdreg` binary: hands the arguments to [`stdreg::cli`].

fn main() -> std::process::ExitCode {
    if std::env::args().nth(1).as_deref() == Some("lsp") {
        return stdreg::lsp::transport::run_stub();
    }
    stdreg::cli::run(std::env::args_os())
}
