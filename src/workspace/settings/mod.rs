//! `stdreg.toml`: lint settings for the files below its folder. The nearest one upward wins.

mod catalogue;
mod read;

pub use self::catalogue::{CATALOGUES_VARIABLE, Catalogues};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rustc_hash::FxHashMap;

use super::files::{EntryKind, Files, absolute, relative_to};
use super::names::Names;
use super::patterns::PathPattern;
use crate::diagnostic::Severity;
use crate::fields;
use crate::keys::TableKind;
use crate::messages::{Language, Message};
use crate::text::Span;
use crate::text::lines::{ColumnUnit, LineIndex};

/// The name of a settings file.
pub const FILE_NAME: &str = "stdreg.toml";

/// A word of the settings: what names rules (a code, a name, a family), or a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selector {
    /// The word.
    pub name: String,
    /// Where it stands in the settings file, in bytes, quotes left out.
    pub span: Span,
}

/// A pattern, as it is matched and as it is written.
#[derive(Clone, Debug)]
struct Pattern {
    /// The pattern, or why it can match nothing.
    matcher: Result<PathPattern, Box<Message>>,
    written: Selector,
}

impl Pattern {
    fn matches(&self, relative: &str, kind: EntryKind) -> bool {
        self.matcher
            .as_ref()
            .is_ok_and(|matcher| matcher.matches(relative, kind))
    }

    fn covers(&self, relative: &str) -> bool {
        self.matcher.as_ref().is_ok_and(|matcher| matcher.covers(relative))
    }
}

/// What is ignored in the files that a pattern matches.
#[derive(Clone, Debug)]
struct PerFileIgnores {
    pattern: Pattern,
    selectors: Vec<Selector>,
}

/// Why a path is left out.
#[derive(Clone, Debug)]
pub struct Exclusion {
    /// The settings whose `exclude` matches.
    pub settings: Arc<Settings>,
    /// The pattern that matches.
    pub pattern: Selector,
}

/// What a settings file says. Whether its selectors name rules is not known here: that is a finding (X002), not an
/// unreadable file.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The file, absolute; none for the settings that hold where there is no file.
    pub path: Option<PathBuf>,
    /// The text of the file.
    pub text: String,
    /// `lang`: the language of messages.
    pub language: Option<Language>,
    /// `select`: the rules that are on, all others being off. None where the key is not there.
    pub select: Option<Vec<Selector>>,
    /// `extend-select`: rules that are on as well.
    pub extend_select: Vec<Selector>,
    /// `ignore`: rules that are off.
    pub ignore: Vec<Selector>,
    /// `fail-on`: the lowest severity that makes a run fail.
    pub fail_on: Option<Severity>,
    /// `max-findings`: how many findings of a file are shown.
    pub max_findings: Option<u32>,
    /// `[severity]`: other severities, in the order of the file.
    pub severity: Vec<(Selector, Severity)>,
    /// `files` in `[catalogue]`: the catalogues that registers are held against.
    pub catalogue: Vec<Selector>,
    /// `align` in `[format]`: whether `=` stand under each other, which they do where nothing is said.
    pub align: Option<bool>,
    exclude: Vec<Pattern>,
    per_file_ignores: Vec<PerFileIgnores>,
}

impl Settings {
    /// The settings where there is no file.
    pub fn built_in() -> Arc<Self> {
        static BUILT_IN: OnceLock<Arc<Settings>> = OnceLock::new();
        Arc::clone(BUILT_IN.get_or_init(Arc::default))
    }

    /// What `per-file-ignores` ignores in a file, or in a folder that it lies in, beside `ignore`.
    pub fn ignored_in(&self, path: &Path) -> Vec<&Selector> {
        let Some(relative) = self.relative(&absolute(path)) else {
            return Vec::new();
        };
        let of_file = self
            .per_file_ignores
            .iter()
            .filter(|ignores| ignores.pattern.covers(&relative));
        of_file.flat_map(|ignores| &ignores.selectors).collect()
    }

    /// Every selector of the file, for whoever tells which of them name no rule.
    pub fn selectors(&self) -> impl Iterator<Item = &Selector> {
        self.select
            .iter()
            .flatten()
            .chain(&self.extend_select)
            .chain(&self.ignore)
            .chain(self.severity.iter().map(|(selector, _)| selector))
            .chain(self.per_file_ignores.iter().flat_map(|ignores| &ignores.selectors))
    }

    /// The patterns of `exclude`, in the order of the file.
    pub fn exclude(&self) -> impl Iterator<Item = &Selector> {
        self.exclude.iter().map(|pattern| &pattern.written)
    }

    /// The patterns of `per-file-ignores` and what they ignore, in the order of the file.
    pub fn per_file_ignores(&self) -> impl Iterator<Item = (&Selector, &[Selector])> {
        let ignores = self.per_file_ignores.iter();
        ignores.map(|ignores| (&ignores.pattern.written, ignores.selectors.as_slice()))
    }

    /// The patterns that can match nothing, with the reason, in the order of the keys.
    pub fn useless_patterns(&self) -> impl Iterator<Item = (&Selector, &Message)> {
        let of_files = self.per_file_ignores.iter().map(|ignores| &ignores.pattern);
        let patterns = self.exclude.iter().chain(of_files);
        patterns.filter_map(|pattern| Some((&pattern.written, pattern.matcher.as_ref().err()?.as_ref())))
    }

    /// Where a key stands in the file, by its path (`["format", "align"]`): the key itself, in bytes. None where the file
    /// does not have it.
    pub fn place(&self, path: &[&str]) -> Option<Span> {
        fields::read(&self.text, TableKind::Settings).0.place(path)
    }

    /// The line, from 1, on which a span of the file begins.
    pub fn line(&self, span: Span) -> u32 {
        LineIndex::new(&self.text)
            .position(&self.text, span.start, ColumnUnit::Utf8)
            .line
            + 1
    }

    /// The pattern of `exclude` that matches the entry itself; the folders above it are not looked at.
    fn excludes(&self, path: &Path, kind: EntryKind) -> Option<&Selector> {
        if self.exclude.is_empty() {
            return None;
        }
        let relative = self.relative(path)?;
        let pattern = self.exclude.iter().find(|pattern| pattern.matches(&relative, kind))?;
        Some(&pattern.written)
    }

    fn relative(&self, path: &Path) -> Option<String> {
        relative_to(path, self.path.as_deref()?.parent()?)
    }
}

/// Settings that cannot be read: the run cannot be done as asked.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{}", self.lines())]
pub struct SettingsError {
    /// The file, absolute.
    pub path: PathBuf,
    /// What is wrong, in the order of the text; at least one.
    pub faults: Vec<SettingsFault>,
}

/// One thing that is wrong with settings.
#[derive(Clone, Debug, PartialEq)]
pub struct SettingsFault {
    /// Line and column, both from 1; columns count Unicode scalar values. None for the file as a whole.
    pub position: Option<(u32, u32)>,
    /// What is wrong.
    pub reason: Box<Message>,
}

impl SettingsError {
    /// The error in words, a message for each fault, with its place as `names` show it.
    pub fn messages(&self, names: &Names) -> Vec<Message> {
        let path = names.show(&self.path);
        let message = |fault: &SettingsFault| {
            Message::new("settings-problem")
                .with("place", fault.place(&path))
                .with("reason", Message::clone(&fault.reason))
        };
        self.faults.iter().map(message).collect()
    }

    fn lines(&self) -> String {
        let path = self.path.display().to_string();
        let line = |fault: &SettingsFault| format!("{}: {}", fault.place(&path), fault.reason.render(Language::En));
        self.faults.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}

impl SettingsFault {
    fn place(&self, path: &str) -> String {
        match self.position {
            Some((line, column)) => format!("{path}:{line}:{column}"),
            None => path.to_owned(),
        }
    }
}

/// The settings of a folder, once found.
type Found = Result<Arc<Settings>, SettingsError>;

/// Finds settings, the one way to them for the linter as for the server, and keeps what it found: as long as a finder
/// lives, settings files are taken to stay as they are. A server makes a new one when files change.
#[derive(Debug, Default)]
pub struct SettingsFinder {
    known: Mutex<FxHashMap<PathBuf, Found>>,
    catalogues: Mutex<Vec<catalogue::Read>>,
    /// Which catalogues are read; none for who does not judge.
    reads: Option<Catalogues>,
    lenience: Lenience,
}

/// What a finder does about settings that cannot be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Lenience {
    /// They are an error: a run that was asked for cannot be done.
    #[default]
    None,
    /// The built-in ones hold: an editor shows what it can, and what is wrong with the settings beside it.
    BuiltIn,
}

impl SettingsFinder {
    /// A finder that never fails: where settings cannot be read the built-in ones hold, and [`Self::errors`] has why.
    pub fn lenient() -> Self {
        Self {
            lenience: Lenience::BuiltIn,
            ..Self::default()
        }
    }

    /// Why settings that were asked for could not be read, each file once, sorted by path.
    pub fn errors(&self) -> Vec<SettingsError> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let mut errors: Vec<SettingsError> = known.values().filter_map(|found| found.clone().err()).collect();
        errors.extend(self.errors_of_catalogues());
        errors.sort_by(|one, other| one.path.cmp(&other.path));
        errors.dedup();
        errors
    }

    /// The settings that hold for a file: those of the nearest `stdreg.toml` in its folder or a folder above it, or the
    /// built-in ones.
    ///
    /// # Errors
    /// Where the nearest `stdreg.toml` cannot be read: one further up does not stand in for it.
    pub fn find(&self, files: &Files, path: &Path) -> Result<Arc<Settings>, SettingsError> {
        let path = absolute(path);
        self.of_folder(files, path.parent().unwrap_or(&path))
    }

    /// The files that are looked for, the nearest first, until one is there: what [`Self::find`] goes by. Absolute.
    pub fn candidates(path: &Path) -> Vec<PathBuf> {
        let path = absolute(path);
        path.ancestors().skip(1).map(|folder| folder.join(FILE_NAME)).collect()
    }

    /// The settings that hold in a folder. What is found is kept for all folders on the way.
    fn of_folder(&self, files: &Files, folder: &Path) -> Found {
        let mut asked = Vec::new();
        let found = folder.ancestors().find_map(|folder| {
            self.known(folder).or_else(|| {
                asked.push(folder);
                let path = folder.join(FILE_NAME);
                // A link that leads nowhere is no reason to go by other settings in silence.
                let is_there = files.is_file(&path) || files.is_lost_link(&path);
                is_there.then(|| read::read(files, path))
            })
        });
        let found = found.unwrap_or_else(|| Ok(Settings::built_in()));
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.extend(asked.into_iter().map(|folder| (folder.to_owned(), found.clone())));
        match self.lenience {
            Lenience::None => found,
            Lenience::BuiltIn => Ok(found.unwrap_or_else(|_| Settings::built_in())),
        }
    }

    fn known(&self, folder: &Path) -> Option<Found> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(folder).cloned()
    }

    /// What excludes a file or one of the folders that it lies in; none where it is not excluded. Each folder is judged by the settings of the folder around it: a `stdreg.toml` inside an excluded
    /// folder does not bring it back.
    ///
    /// # Errors
    /// Where settings on the way cannot be read.
    pub fn excluded_by(&self, files: &Files, path: &Path) -> Result<Option<Exclusion>, SettingsError> {
        let path = absolute(path);
        let mut entries: Vec<&Path> = path.ancestors().collect();
        entries.reverse();
        for pair in entries.windows(2) {
            let [folder, entry] = pair else { continue };
            let kind = if *entry == path {
                EntryKind::File
            } else {
                EntryKind::Folder
            };
            let settings = self.of_folder(files, folder)?;
            if let Some(pattern) = settings.excludes(entry, kind).cloned() {
                return Ok(Some(Exclusion { settings, pattern }));
            }
        }
        Ok(None)
    }
}
