//! The registers that a command is about, which for most is one.

use std::path::{Path, PathBuf};

use super::Failure;
use super::input::Input;
use crate::analysis::configure::{self, Cache, Overrides};
use crate::messages::Message;
use crate::register::{Register, SourceFile};
use crate::workspace::{self, Excluded, Loaded, SettingsError, SettingsFinder, Unowned};

/// Reads the register that the only path of the input means.
pub(super) fn load(input: &Input) -> Result<Loaded, Failure> {
    load_by(&SettingsFinder::default(), input)
}

/// Reads it to be judged by its settings: with the catalogues that it is held against.
pub(super) fn load_to_judge(input: &Input) -> Result<Loaded, Failure> {
    load_by(&configure::judging(&Overrides::default(), Cache::Used), input)
}

fn load_by(finder: &SettingsFinder, input: &Input) -> Result<Loaded, Failure> {
    read(finder, input, &root(input)?)
}

/// The root of the register that the only path of the input means.
pub(super) fn root(input: &Input) -> Result<PathBuf, Failure> {
    match roots(input)?.as_slice() {
        [root] => Ok(root.clone()),
        [] => Err(none(input)),
        [one, other, rest @ ..] => {
            let message = Message::attribute("one-register", "several")
                .with("path", named(input))
                .with("count", rest.len() + 2)
                .with("one", input.names.show(one))
                .with("other", input.names.show(other));
            Err(Failure::told(message))
        }
    }
}

/// Reads the registers that the paths of the input mean, of which there is at least one.
pub(super) fn load_all(input: &Input) -> Result<Vec<Loaded>, Failure> {
    let roots = roots(input)?;
    let finder = SettingsFinder::default();
    roots.iter().map(|root| read(&finder, input, root)).collect()
}

/// The roots of these registers.
pub(super) fn roots(input: &Input) -> Result<Vec<PathBuf>, Failure> {
    let finder = SettingsFinder::default();
    let discovery = workspace::discover(&input.files, &finder, &input.paths, Excluded::Checked, Unowned::Checked);
    if let Some(problem) = discovery.problems.first() {
        return Err(Failure::unread(&problem.path, &problem.error));
    }
    if let Some(error) = discovery.settings_errors.first() {
        return Err(settings(input, error));
    }
    if discovery.registers.is_empty() {
        return Err(none(input));
    }
    Ok(discovery.registers.into_iter().map(|request| request.root).collect())
}

fn read(finder: &SettingsFinder, input: &Input, root: &Path) -> Result<Loaded, Failure> {
    let loaded = workspace::load(&input.files, finder, root, &input.names);
    loaded.map_err(|error| match error {
        workspace::LoadError::Root(error) => Failure::unread(root, &error),
        workspace::LoadError::Settings(error) => settings(input, &error),
    })
}

/// Whether all of the register could be read, as far as TOML goes.
pub(super) fn is_read(register: &Register) -> bool {
    let has_errors = |file: &SourceFile| {
        file.problem.is_some() || file.document.faulty().any(|(_, segment)| !segment.errors.is_empty())
    };
    register.include_problems.is_empty() && !register.files.iter().any(|file| has_errors(file))
}

fn none(input: &Input) -> Failure {
    Failure::told(Message::attribute("one-register", "none").with("path", named(input)))
}

fn settings(input: &Input, error: &SettingsError) -> Failure {
    let message = error.messages(&input.names).into_iter().next();
    message.map_or_else(|| none(input), Failure::told)
}

fn named(input: &Input) -> String {
    let first = input.paths.first();
    first.map_or_else(String::new, |path| path.to_string_lossy().into_owned())
}
