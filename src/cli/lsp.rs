//! `stdreg lsp`: the language server. The command line does not know it; it is handed to [`super::run`].

use std::path::PathBuf;

use clap::ValueEnum;
use tracing::Level;

/// How the server is started.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct Arguments {
    /// Standard input and output, as without it: many clients say so.
    #[arg(long, help = "cli-lsp-stdio")]
    stdio: bool,
    /// The file of the log.
    #[arg(long, value_name = "FILE", help = "cli-lsp-log-file")]
    log_file: Option<PathBuf>,
    /// What is logged.
    #[arg(long, value_name = "LEVEL", default_value = "info", help = "cli-lsp-log-level")]
    log_level: LogLevel,
}

/// The least important level that is logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum LogLevel {
    Error,
    Warn,
    Info,
    Debug,
    Trace,
}

/// What a language server is told at its start.
#[derive(Clone, Debug)]
pub struct Server {
    /// The file that the log is appended to.
    pub log_file: Option<PathBuf>,
    /// The least important level that is logged.
    pub log_level: Level,
}

impl Arguments {
    /// What the server is told.
    pub(super) fn server(self) -> Server {
        Server {
            log_file: self.log_file,
            log_level: match self.log_level {
                LogLevel::Error => Level::ERROR,
                LogLevel::Warn => Level::WARN,
                LogLevel::Info => Level::INFO,
                LogLevel::Debug => Level::DEBUG,
                LogLevel::Trace => Level::TRACE,
            },
        }
    }
}
