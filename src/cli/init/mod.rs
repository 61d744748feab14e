//! `stdreg init`: a register to begin with.

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
}

/// A register to begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Template {
    /// A small one with a comment on each key.
    Starter,
    /// The standards system of “互联网+公安政务服务”, whole.
    InternetPlus,
}

impl Template {
    const fn text(self) -> &'static str {
        match self {
            Self::Starter => include_str!("starter.toml"),
            Self::InternetPlus => include_str!("../../../tests/registers/internet-plus/register.toml"),
        }
    }
}

impl Arguments {
    /// Writes the register, unless there is one.
    pub(super) fn run(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        let path = self.folder.join("register.toml");
        fs::create_dir_all(&self.folder).map_err(|error| Failure::file(&self.folder, &error))?;
        match workspace::write_new(&path, self.template.text().as_bytes()) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                let message = Message::attribute("cli-init", "exists").with("path", shown(&path));
                return Err(Failure::told(message));
            }
            Err(error) => return Err(Failure::file(&path, &error)),
        }
        let message = Message::attribute("cli-init", "written")
            .with("path", shown(&path))
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
