//! The `stdreg` binary: hands the arguments to [`stdreg::cli`].

fn main() -> std::process::ExitCode {
    stdreg::cli::run(std::env::args_os())
}
