//! Settings and the command line into the levels of rules, and what is to be said about the names in settings (X002).

use std::path::Path;

use super::levels::Levels;
use super::suppressions::unknown;
use crate::diagnostic::Diagnostic;
use crate::rules;
use crate::text::FileId;
use crate::workspace::{Selector, Settings};

/// What the command line, or a client, says about rules. It goes before the settings.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// Only these rules; empty where nothing is said.
    pub select: Vec<String>,
    /// These rules too.
    pub extend_select: Vec<String>,
    /// Not these rules.
    pub ignore: Vec<String>,
}

/// The levels of rules in a file: the rules' own, then what the settings choose, then what is said over them, then
/// what is off in this file alone.
pub fn levels(settings: &Settings, overrides: &Overrides, path: &Path) -> Levels {
    let mut levels = Levels::default();
    if let Some(select) = &settings.select {
        levels.select(names(select));
    }
    levels.extend_select(names(&settings.extend_select));
    levels.ignore(names(&settings.ignore));
    if !overrides.select.is_empty() {
        levels.select(overrides.select.iter().map(String::as_str));
    }
    levels.extend_select(overrides.extend_select.iter().map(String::as_str));
    levels.ignore(overrides.ignore.iter().map(String::as_str));
    for (selector, severity) in &settings.severity {
        levels.set(&selector.name, *severity);
    }
    levels.ignore(
        settings
            .ignored_in(path)
            .into_iter()
            .map(|selector| selector.name.as_str()),
    );
    levels
}

fn names(selectors: &[Selector]) -> impl Iterator<Item = &str> {
    selectors.iter().map(|selector| selector.name.as_str())
}

/// The names in settings that no rule has. `file` is the settings file among the files of the findings.
pub fn unknown_names(settings: &Settings, file: FileId) -> Vec<Diagnostic> {
    let unknown_selectors = settings
        .selectors()
        .filter(|selector| rules::select(&selector.name).is_empty());
    let of = |selector: &Selector| {
        unknown(
            file,
            selector.span,
            &selector.name,
            rules::nearest(&selector.name),
            "name",
        )
    };
    unknown_selectors.map(of).collect()
}
