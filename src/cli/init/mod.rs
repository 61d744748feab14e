//! `stdreg init`: a register to begin with, or a scheme file.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::{Console, Failure, Outcome};
use crate::messages::Message;
use crate::report::visible::visible;
use crate::workspace;

/// Where to write, and what.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The folder; the current one where there is none.
    #[arg(value_name = "DIR", default_value = ".", help = "cli-init-dir")]
    folder: PathBuf,
    /// What to begin with.
    #[arg(long, value_name = "NAME", default_value = "starter", help = "cli-init-template")]
    template: Template,
    /// Write a scheme file instead.
    #[arg(long, conflicts_with = "template", help = "cli-init-scheme")]
    scheme: bool,
}

/// A register to begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Template {
    /// A small one with a comment on each key.
    Starter,
    /// The standards system of “互联网+公安政务服务”, whole.
    InternetPlus,
    /// Codes that are the number in the structure.
    Path,
    /// A list without codes.
    Flat,
    /// A firm's system.
    Enterprise,
    /// A service organisation's system.
    Service,
}

/// A file to write: its name, and its text.
type NewFile = (&'static str, &'static str);

/// A register of `examples/`, with its scheme.
macro_rules! example {
    ($name:literal) => {
        &[
            (
                "register.toml",
                include_str!(concat!("../../../examples/", $name, "/register.toml")),
            ),
            (
                concat!($name, ".scheme.toml"),
                include_str!(concat!("../../../examples/", $name, "/", $name, ".scheme.toml")),
            ),
        ]
    };
}

const SCHEME: &[NewFile] = &[("my.scheme.toml", include_str!("starter.scheme.toml"))];

impl Template {
    /// The files, the register first.
    const fn files(self) -> &'static [NewFile] {
        match self {
            Self::Starter => &[("register.toml", include_str!("starter.toml"))],
            Self::InternetPlus => &[(
                "register.toml",
                include_str!("../../../tests/registers/internet-plus/register.toml"),
            )],
            Self::Path => example!("path"),
            Self::Flat => example!("flat"),
            Self::Enterprise => example!("enterprise"),
            Self::Service => example!("service"),
        }
    }
}

impl Arguments {
    /// Writes the files, unless one of them is there.
    pub(super) fn run(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        let files = if self.scheme { SCHEME } else { self.template.files() };
        fs::create_dir_all(&self.folder).map_err(|error| Failure::file(&self.folder, &error))?;
        let exists = |path: &Path| Failure::told(Message::attribute("cli-init", "exists").with("path", shown(path)));
        let paths: Vec<PathBuf> = files.iter().map(|(name, _)| self.folder.join(name)).collect();
        // All of them or none.
        if let Some(path) = paths.iter().find(|path| path.symlink_metadata().is_ok()) {
            return Err(exists(path));
        }
        for (path, (_, text)) in paths.iter().zip(files) {
            workspace::write_new(path, text.as_bytes()).map_err(|error| match error.kind() {
                io::ErrorKind::AlreadyExists => exists(path),
                _ => Failure::file(path, &error),
            })?;
        }
        let written: Vec<String> = paths.iter().map(|path| shown(path)).collect();
        let attribute = if self.scheme { "scheme-written" } else { "written" };
        let message = Message::attribute("cli-init", attribute)
            .with("path", written.join(", "))
            .with("folder", shown(&self.folder));
        writeln!(
            console.out,
            "{}",
            visible_lines(&message.render(console.language(None)))
        )?;
        Ok(Outcome::Clean)
    }
}

fn shown(path: &Path) -> String {
    let path = path.strip_prefix(".").unwrap_or(path).to_string_lossy();
    if path.is_empty() {
        ".".to_owned()
    } else {
        path.into_owned()
    }
}

fn visible_lines(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(visible).collect();
    lines.join("\n")
}
