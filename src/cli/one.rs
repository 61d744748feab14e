//! The one register that a command is about.

use super::Failure;
use super::input::Input;
use crate::messages::Message;
use crate::workspace::{self, Excluded, Loaded, Names, RegisterRequest, SettingsError, SettingsFinder, Unowned};

/// Reads the register that the only path of the input means.
pub(super) fn load(input: &Input) -> Result<Loaded, Failure> {
    let finder = SettingsFinder::default();
    let discovery = workspace::discover(&input.files, &finder, &input.paths, Excluded::Checked, Unowned::Checked);
    if let Some(problem) = discovery.problems.first() {
        return Err(Failure::unread(&problem.path, &problem.error));
    }
    let named = || {
        input
            .paths
            .first()
            .map_or_else(String::new, |path| path.to_string_lossy().into_owned())
    };
    if let Some(error) = discovery.settings_errors.first() {
        return Err(settings(error, &input.names, &named()));
    }
    let request = match discovery.registers.as_slice() {
        [request] => request,
        [] => {
            return Err(Failure::told(
                Message::attribute("one-register", "none").with("path", named()),
            ));
        }
        [one, other, ..] => {
            let message = Message::attribute("one-register", "several")
                .with("path", named())
                .with("count", discovery.registers.len())
                .with("one", input.names.show(&one.root))
                .with("other", input.names.show(&other.root));
            return Err(Failure::told(message));
        }
    };
    read(input, &finder, request)
}

/// Reads a register that was found.
pub(super) fn read(input: &Input, finder: &SettingsFinder, request: &RegisterRequest) -> Result<Loaded, Failure> {
    workspace::load(&input.files, finder, &request.root, &input.names).map_err(|error| match error {
        workspace::LoadError::Root(error) => Failure::unread(&request.root, &error),
        workspace::LoadError::Settings(error) => settings(&error, &input.names, &request.root.to_string_lossy()),
    })
}

/// Settings that cannot be used: what is wrong first.
fn settings(error: &SettingsError, names: &Names, asked: &str) -> Failure {
    let message = error.messages(names).into_iter().next();
    Failure::told(message.unwrap_or_else(|| Message::attribute("one-register", "none").with("path", asked)))
}

/// Whether all of the register could be read, as far as TOML goes.
pub(super) fn is_read(loaded: &Loaded) -> bool {
    let register = &loaded.register;
    let has_errors = |file: &crate::register::SourceFile| {
        file.problem.is_some() || file.document.segments.iter().any(|segment| !segment.errors.is_empty())
    };
    register.include_problems.is_empty() && !register.files.iter().any(|file| has_errors(file))
}
