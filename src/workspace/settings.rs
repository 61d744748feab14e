//! Lint settings: the nearest `stdreg.toml` upward from a file. Both faces find them here and nowhere else.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde_spanned::Spanned;

use super::files::{Files, absolute};
use crate::diagnostic::Severity;
use crate::messages::Language;
use crate::text::Span;
use crate::text::lines::{ColumnUnit, LineIndex};

/// The name of a settings file.
pub(super) const NAME: &str = "stdreg.toml";

/// What settings name a rule by: a code, a name, a family letter, or `ALL`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selector {
    /// The word.
    pub name: String,
    /// Where it stands in the settings file, in bytes, without the quotes.
    pub span: Span,
}

/// The settings for the files below a folder.
#[derive(Debug, Default)]
pub struct Settings {
    /// The settings file; none where nobody wrote one.
    pub path: Option<PathBuf>,
    /// Its text.
    pub text: String,
    /// The language of messages.
    pub language: Option<Language>,
    /// From which severity on a run fails.
    pub fail_on: Option<Severity>,
    /// Only these rules; none where the key is absent.
    pub select: Option<Vec<Selector>>,
    /// These rules too.
    pub extend_select: Vec<Selector>,
    /// Not these rules.
    pub ignore: Vec<Selector>,
    /// Other severities for rules, in the order of the file.
    pub severity: Vec<(Selector, Severity)>,
    per_file_ignores: Vec<(GlobSet, Vec<Selector>)>,
    exclude: GlobSet,
}

impl Settings {
    /// The folder that the settings hold for.
    fn folder(&self) -> Option<&Path> {
        self.path.as_deref()?.parent()
    }

    fn relative<'p>(&self, path: &'p Path) -> Option<&'p Path> {
        path.strip_prefix(self.folder()?).ok()
    }

    /// Whether a file, or a folder that it is in, is excluded. Only what lies below the settings' folder can be.
    pub fn excludes(&self, path: &Path) -> bool {
        let path = absolute(path);
        let relative = self.relative(&path);
        relative.is_some_and(|relative| relative.ancestors().any(|path| self.exclude.is_match(path)))
    }

    /// The rules that are off for a file alone.
    pub fn ignored_in<'s>(&'s self, path: &Path) -> Vec<&'s Selector> {
        let path = absolute(path);
        let Some(relative) = self.relative(&path) else {
            return Vec::new();
        };
        let of_file = self
            .per_file_ignores
            .iter()
            .filter(|(globs, _)| globs.is_match(relative));
        of_file.flat_map(|(_, selectors)| selectors).collect()
    }

    /// All selectors that stand in the settings file, for whoever must say which name no rule.
    pub fn selectors(&self) -> impl Iterator<Item = &Selector> {
        let lists = self
            .select
            .iter()
            .flatten()
            .chain(&self.extend_select)
            .chain(&self.ignore);
        let severities = self.severity.iter().map(|(selector, _)| selector);
        let per_file = self.per_file_ignores.iter().flat_map(|(_, selectors)| selectors);
        lists.chain(severities).chain(per_file)
    }
}

/// Settings that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{path}:{line}:{column}: {reason}")]
pub struct SettingsError {
    /// The settings file.
    pub path: String,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in characters.
    pub column: u32,
    /// What is wrong.
    pub reason: String,
}

/// Finds settings, and keeps what it found.
#[derive(Debug, Default)]
pub struct SettingsFinder {
    by_folder: Mutex<FxHashMap<PathBuf, Result<Arc<Settings>, SettingsError>>>,
}

impl SettingsFinder {
    /// The settings for a file: those of the nearest `stdreg.toml` in its folder or above, else the defaults.
    pub fn find(&self, files: &Files, path: &Path) -> Result<Arc<Settings>, SettingsError> {
        let path = absolute(path);
        let folder = path.parent().unwrap_or(&path);
        let known = |folder: &Path| self.by_folder.lock().ok().and_then(|map| map.get(folder).cloned());
        if let Some(settings) = known(folder) {
            return settings;
        }
        let nearest = folder
            .ancestors()
            .map(|folder| folder.join(NAME))
            .find(|path| files.is_file(path));
        let settings = match nearest {
            Some(path) => match known(&path) {
                Some(settings) => settings,
                None => read(files, &path).map(Arc::new),
            },
            None => Ok(Arc::default()),
        };
        if let Ok(mut map) = self.by_folder.lock() {
            map.insert(folder.to_path_buf(), settings.clone());
        }
        settings
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Table {
    lang: Option<Language>,
    fail_on: Option<Severity>,
    select: Option<Vec<Spanned<String>>>,
    #[serde(default)]
    extend_select: Vec<Spanned<String>>,
    #[serde(default)]
    ignore: Vec<Spanned<String>>,
    #[serde(default)]
    exclude: Vec<Spanned<String>>,
    #[serde(default)]
    severity: BTreeMap<Spanned<String>, Severity>,
    #[serde(default)]
    per_file_ignores: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
}

fn read(files: &Files, path: &Path) -> Result<Settings, SettingsError> {
    let fail = |text: &str, offset: usize, reason: String| {
        let position = LineIndex::new(text).position(text, crate::text::to_u32(offset), ColumnUnit::Utf32);
        SettingsError {
            path: path.to_string_lossy().into_owned(),
            line: position.line + 1,
            column: position.column + 1,
            reason,
        }
    };
    let bytes = files.read(path).map_err(|error| fail("", 0, error.to_string()))?;
    let text = crate::text::encoding::decode(bytes).map_err(|_| fail("", 0, "not UTF-8".to_owned()))?;
    let table: Table = toml_edit::de::from_str(&text).map_err(|error| {
        fail(
            &text,
            error.span().map_or(0, |span| span.start),
            error.message().to_owned(),
        )
    })?;
    let globs = |patterns: &[&Spanned<String>]| globs(patterns).map_err(|(offset, reason)| fail(&text, offset, reason));
    let selectors = |words: &[Spanned<String>]| words.iter().map(|word| selector(&text, word)).collect::<Vec<_>>();
    let mut severity: Vec<_> = table
        .severity
        .iter()
        .map(|(word, severity)| (selector(&text, word), *severity))
        .collect();
    severity.sort_by_key(|(selector, _)| selector.span);
    let mut per_file_ignores = Vec::new();
    for (pattern, words) in &table.per_file_ignores {
        per_file_ignores.push((globs(&[pattern])?, selectors(words)));
    }
    Ok(Settings {
        path: Some(path.to_path_buf()),
        language: table.lang,
        fail_on: table.fail_on,
        select: table.select.as_deref().map(selectors),
        extend_select: selectors(&table.extend_select),
        ignore: selectors(&table.ignore),
        severity,
        per_file_ignores,
        exclude: globs(&table.exclude.iter().collect::<Vec<_>>())?,
        text,
    })
}

fn selector(text: &str, word: &Spanned<String>) -> Selector {
    let span = Span::of(word.span());
    let raw = span.of_text(text);
    let is_quoted = raw.len() >= 2 && raw.starts_with(['"', '\'']);
    Selector {
        name: word.get_ref().clone(),
        span: if is_quoted {
            Span::new(span.start + 1, span.end - 1)
        } else {
            span
        },
    }
}

/// Patterns relative to the settings' folder. One without `/` but at its end holds at any depth, as in `.gitignore`.
fn globs(patterns: &[&Spanned<String>]) -> Result<GlobSet, (usize, String)> {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        let fail = |error: globset::Error| (pattern.span().start, error.kind().to_string());
        let text = pattern.get_ref().trim_end_matches('/').trim_start_matches("./");
        let text = match text.strip_prefix('/') {
            Some(anchored) => anchored.to_owned(),
            None if text.contains('/') => text.to_owned(),
            None => format!("**/{text}"),
        };
        set.add(GlobBuilder::new(&text).literal_separator(true).build().map_err(fail)?);
    }
    let start = patterns.first().map_or(0, |pattern| pattern.span().start);
    set.build().map_err(|error| (start, error.to_string()))
}
