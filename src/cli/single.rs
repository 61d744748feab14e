//! The one register that a command is about.

use std::path::Path;

use super::Failure;
use super::input::Input;
use crate::messages::Message;
use crate::workspace::{self, Excluded, Loaded, Names, SettingsFinder, Unowned};

/// The one register that a path means, which is that of the input.
///
/// # Errors
/// Where there is none, or several, or it cannot be read.
pub(super) fn load(input: &Input, path: &Path) -> Result<Loaded, Failure> {
    let finder = SettingsFinder::default();
    let discovery = workspace::discover(&input.files, &finder, &input.paths, Excluded::Checked, Unowned::Checked);
    if let Some(problem) = discovery.problems.first() {
        return Err(Failure::unread(&problem.path, &problem.error));
    }
    let settings = |error: &workspace::SettingsError, names: &Names| {
        let message = error.messages(names).into_iter().next();
        Failure::told(message.unwrap_or_else(|| Message::attribute("export-failure", "unread")))
    };
    if let Some(error) = discovery.settings_errors.first() {
        return Err(settings(error, &input.names));
    }
    let request = match discovery.registers.as_slice() {
        [request] => request,
        [] => {
            let message = Message::attribute("export-failure", "none");
            return Err(Failure::told(message.with("path", path.to_string_lossy())));
        }
        [one, other, ..] => {
            let message = Message::attribute("export-failure", "several")
                .with("path", path.to_string_lossy())
                .with("count", discovery.registers.len())
                .with("one", input.names.show(&one.root))
                .with("other", input.names.show(&other.root));
            return Err(Failure::told(message));
        }
    };
    workspace::load(&input.files, &finder, &request.root, &input.names).map_err(|error| match error {
        workspace::LoadError::Root(error) => Failure::unread(&request.root, &error),
        workspace::LoadError::Settings(error) => settings(&error, &input.names),
    })
}

/// Whether all of the register could be read, as far as TOML goes.
pub(super) fn is_read(loaded: &Loaded) -> bool {
    let register = &loaded.register;
    let has_errors = |file: &crate::register::SourceFile| {
        file.problem.is_some() || file.document.segments.iter().any(|segment| !segment.errors.is_empty())
    };
    register.include_problems.is_empty() && !register.files.iter().any(|file| has_errors(file))
}
