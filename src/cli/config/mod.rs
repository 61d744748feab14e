//! `stdreg config`: which settings are in force for a file or folder, and where each comes from; or what the settings are.

mod in_force;
mod print;
mod reference;

use std::path::{Path, PathBuf};

use self::in_force::{InForce, Listed};
use super::input::Input;
use super::language;
use super::{Console, Failure, Outcome, TextOrJson};
use crate::messages::Message;
use crate::workspace::{EntryKind, SettingsError, SettingsFinder, absolute};

/// Of what, what of it, and how.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The file or folder.
    #[arg(value_name = "FILE", default_value = ".", help = "cli-config-path")]
    path: PathBuf,
    /// All rules, not only those at another level than their own.
    #[arg(long, help = "cli-config-rules")]
    rules: bool,
    /// What a setting is; what all are where none is named.
    #[arg(
        long,
        value_name = "KEY",
        num_args = 0..=1,
        default_missing_value = "",
        conflicts_with_all = ["path", "rules"],
        help = "cli-config-explain"
    )]
    explain: Option<String>,
    /// The form.
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "text",
        help = "cli-config-output-format"
    )]
    output_format: TextOrJson,
}

impl Arguments {
    /// Writes the settings.
    pub(super) fn run(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        if let Some(key) = &self.explain {
            return reference::explain(key, self.output_format, console);
        }
        let input = Input::new(std::slice::from_ref(&self.path), None)?;
        let asked = absolute(&self.path);
        let kind = input
            .files
            .kind(&asked)
            .map_err(|error| not_there(&self.path, &error))?;
        let finder = SettingsFinder::default();
        let found = InForce::find(&input, &finder, &asked, kind).map_err(|error| failure(&error, &input, console))?;
        let (language, origin) = language::decide(console.shared.lang, found.language());
        let listed = if self.rules { Listed::All } else { Listed::Differing };
        let report = found.report(&input, (language, origin), listed);
        match self.output_format {
            TextOrJson::Json => print::json(&report, console.out)?,
            TextOrJson::Text => print::text(&report, language, console.color(), console.out)?,
        }
        Ok(Outcome::Clean)
    }
}

/// Why settings cannot be used; what is wrong before the last thing is told at once.
fn failure(error: &SettingsError, input: &Input, console: &mut Console<'_>) -> Failure {
    let mut messages = error.messages(&input.names);
    let last = messages.pop().unwrap_or_else(|| Message::new("settings-problem"));
    let language = console.language(None);
    for message in &messages {
        console.tell(message, language);
    }
    Failure::told(last)
}

fn not_there(path: &Path, error: &crate::workspace::ReadError) -> Failure {
    let message = Message::attribute("cli-failure", "file")
        .with("path", path.to_string_lossy())
        .with("reason", error.message());
    Failure::told(message)
}

/// The file that stands for what is asked: itself, or for a folder the root that may be in it.
fn standing_for(asked: &Path, kind: EntryKind) -> PathBuf {
    match kind {
        EntryKind::File => asked.to_owned(),
        EntryKind::Folder => asked.join("register.toml"),
    }
}
