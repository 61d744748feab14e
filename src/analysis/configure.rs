//! Settings and the command line into the severities of rules, and what is to be said about the names and patterns in
//! settings (X002, T009).

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::severities::Severities;
use super::suppressions::unknown;
use crate::diagnostic::{Diagnostic, Place};
use crate::rules::{self, Needs, RuleId, UNKNOWN_RULE};
use crate::text::{FileId, Span};
use crate::workspace::{Catalogues, Selector, Settings, SettingsFinder};

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

impl Overrides {
    /// Whether a rule, by its code, is not left out by what is said here.
    pub fn leaves(&self, code: &str) -> bool {
        let Some(rule) = rules::find(code) else {
            return true;
        };
        let names = |selectors: &[String]| selectors.iter().any(|name| rules::select(name).contains(rule));
        let is_selected = self.select.is_empty() || names(&self.select) || names(&self.extend_select);
        is_selected && !names(&self.ignore)
    }
}

/// A finder for who judges: it reads catalogues where a rule is on that holds registers against them.
pub fn judging(overrides: &Overrides, cache: Cache) -> SettingsFinder {
    let overrides = overrides.clone();
    let needs_catalogue = |severities: &Severities| {
        let mut rules = rules::ALL.iter().filter(|rule| rule.needs == Needs::Catalogue);
        rules.any(|rule| rules::find(rule.rule.code).is_some_and(|rule| severities.of(rule).is_some()))
    };
    let catalogues = Catalogues::of_environment(move |settings, paths| {
        of_files(settings, paths, &overrides).iter().any(needs_catalogue)
    });
    SettingsFinder::default().with_catalogues(match cache {
        Cache::Used => catalogues,
        Cache::Unused => catalogues.without_cache(),
    })
}

/// Whether what was made of catalogues is looked for, and kept, in the user's cache.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cache {
    /// It is.
    #[default]
    Used,
    /// It is not.
    Unused,
}

/// The severities of each of some files, whose settings and paths stand in the same order.
pub fn of_files(settings: &[Arc<Settings>], paths: &[PathBuf], overrides: &Overrides) -> Vec<Severities> {
    let of_files = settings.iter().zip(paths);
    of_files
        .map(|(settings, path)| severities(settings, overrides, path))
        .collect()
}

/// The severities of rules in a file: the rules' own, then what the settings choose, then what is said over them, then
/// what is off in this file alone.
pub fn severities(settings: &Settings, overrides: &Overrides, path: &Path) -> Severities {
    let mut severities = Severities::default();
    if let Some(select) = &settings.select {
        severities.select(names(select));
        // A misspelt name chooses nothing: what tells of it must not be among what it leaves out.
        if names(select).any(|name| rules::select(name).is_empty()) {
            severities.extend_select([UNKNOWN_RULE.rule.code]);
        }
    }
    severities.extend_select(names(&settings.extend_select));
    severities.ignore(names(&settings.ignore));
    if !overrides.select.is_empty() {
        severities.select(overrides.select.iter().map(String::as_str));
    }
    severities.extend_select(overrides.extend_select.iter().map(String::as_str));
    severities.ignore(overrides.ignore.iter().map(String::as_str));
    for (selector, severity) in &settings.severity {
        severities.set(&selector.name, *severity);
    }
    severities.ignore(
        settings
            .ignored_in(path)
            .into_iter()
            .map(|selector| selector.name.as_str()),
    );
    severities
}

/// What in the settings file decided on the severity of a rule, as [`severities`] does without overrides: the selector, or the key where the rule is off because `select` does not name it. None where the rule's own
/// severity holds because nothing names it.
pub fn decided_by(settings: &Settings, path: &Path, rule: RuleId) -> Option<Span> {
    let names = |selector: &&Selector| rules::select(&selector.name).contains(rule);
    let last = |selectors: &[Selector]| Some(selectors.iter().rfind(names)?.span);
    let ignored = settings
        .ignored_in(path)
        .into_iter()
        .rfind(names)
        .map(|selector| selector.span);
    if let Some(off) = ignored.or_else(|| last(&settings.ignore)) {
        return Some(off);
    }
    let selected = last(&settings.extend_select).or_else(|| last(settings.select.as_deref().unwrap_or_default()));
    if selected.is_none() && settings.select.is_some() {
        return settings.place(&["select"]);
    }
    let pairs = settings.severity.iter().map(|(selector, _)| selector);
    let severity = pairs.rev().find(names).map(|selector| selector.span);
    severity.or(selected)
}

fn names(selectors: &[Selector]) -> impl Iterator<Item = &str> {
    selectors.iter().map(|selector| selector.name.as_str())
}

/// The names in settings that no rule has.
fn unknown_names(settings: &Settings, file: FileId) -> Vec<Diagnostic> {
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

/// What is to be said about a settings file: names that no rule has, and patterns that can match nothing. `file` is the
/// settings file among the files of the findings.
pub(super) fn findings(settings: &Settings, file: FileId) -> Vec<Diagnostic> {
    let useless = settings.useless_patterns().map(|(pattern, reason)| {
        let message = rules::useless_pattern_message(&pattern.name, reason);
        Diagnostic::new(
            &rules::USELESS_PATTERN.rule,
            Place::in_file(file, pattern.span),
            message,
        )
    });
    let mut found = unknown_names(settings, file);
    found.extend(useless);
    found.sort_by_key(|diagnostic| diagnostic.place);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::{Files, SettingsFinder};

    #[test]
    fn a_misspelt_choice_is_told_although_it_chooses_nothing() {
        let unknown = rules::find("unknown-rule").unwrap();
        for (text, expected) in [
            ("select = [\"Q999\"]\n", true),
            ("select = [\"C\", \"L0O1\"]\n", true),
            ("select = [\"C\"]\nignore = [\"Q999\"]\n", false),
            ("select = [\"Q999\"]\nignore = [\"X002\"]\n", false),
        ] {
            let mut files = Files::default();
            files.overlay(Path::new("/project/stdreg.toml"), text.as_bytes());
            let path = Path::new("/project/a.toml");
            let settings = SettingsFinder::default().find(&files, path).unwrap();
            let severities = severities(&settings, &Overrides::default(), path);
            assert_eq!(severities.of(unknown).is_some(), expected, "{text}");
        }
    }

    #[test]
    fn the_last_that_speaks_of_a_rule_decides() {
        let text = "select = [\"E\", \"L\"]\nextend-select = [\"S001\"]\nignore = [\"E015\"]\n\
            [severity]\nE = \"info\"\nE011 = \"error\"\nE015 = \"error\"\n[per-file-ignores]\n\"a.toml\" = [\"E001\"]\n";
        let mut files = Files::default();
        files.overlay(Path::new("/project/stdreg.toml"), text.as_bytes());
        let path = Path::new("/project/a.toml");
        let settings = SettingsFinder::default().find(&files, path).unwrap();
        let decided = |name: &str| {
            let rule = rules::find(name).unwrap();
            let span = decided_by(&settings, path, rule).unwrap();
            (span.of_text(text), settings.line(span))
        };
        assert_eq!(decided("C001"), ("select", 1));
        assert_eq!(decided("L001"), ("L", 1));
        assert_eq!(decided("S001"), ("S001", 2));
        assert_eq!(decided("E015"), ("E015", 3));
        assert_eq!(decided("E002"), ("E", 5));
        assert_eq!(decided("E011"), ("E011", 6));
        assert_eq!(decided("E001"), ("E001", 9));
        let built_in = Settings::built_in();
        assert!(RuleId::all().all(|rule| decided_by(&built_in, path, rule).is_none()));
    }
}
