//! Which registers paths mean, and which of their files are asked for.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use ignore::{WalkBuilder, WalkState};

use super::files::{Files, absolute, is_root_name};
use super::include::Include;
use super::settings::{SettingsError, SettingsFinder};
use crate::register::{FileRole, SourceFile};

/// Which files of a register are asked for. The register is judged whole in any case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// All of them.
    All,
    /// These, as absolute paths.
    Files(BTreeSet<PathBuf>),
}

impl Asked {
    /// Whether a file is asked for.
    pub fn has(&self, path: &Path) -> bool {
        match self {
            Self::All => true,
            Self::Files(files) => files.contains(&absolute(path)),
        }
    }

    fn add(&mut self, other: Self) {
        match (&mut *self, other) {
            (Self::Files(files), Self::Files(more)) => files.extend(more),
            _ => *self = Self::All,
        }
    }
}

/// A register to check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterRequest {
    /// Its root, as an absolute path.
    pub root: PathBuf,
    /// What of it is asked for.
    pub asked: Asked,
}

/// A named path that cannot be checked.
#[derive(Debug)]
pub struct PathProblem {
    /// The path as it was named.
    pub path: PathBuf,
    /// Why.
    pub error: io::Error,
}

/// What paths come to.
#[derive(Debug, Default)]
pub struct Discovery {
    /// The registers, by their roots.
    pub registers: Vec<RegisterRequest>,
    /// Scheme files that were named: they are checked by themselves.
    pub schemes: Vec<PathBuf>,
    /// Named paths that cannot be checked.
    pub problems: Vec<PathProblem>,
    /// Settings that cannot be used, once each.
    pub settings_errors: Vec<SettingsError>,
    /// How many files were left out because the settings exclude them.
    pub excluded: usize,
}

/// What is done about named files that the settings exclude.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Excluded {
    /// They are checked: who names a file means it.
    Checked,
    /// They are left out too, for hooks that name whatever changed.
    LeftOut,
}

/// Finds the registers that paths mean: those below a folder, that of a file.
pub fn discover(files: &Files, settings: &SettingsFinder, paths: &[PathBuf], excluded: Excluded) -> Discovery {
    let mut search = Search {
        files,
        settings,
        excluded,
        registers: BTreeMap::new(),
        includes: BTreeMap::new(),
        found: Discovery::default(),
    };
    for path in paths {
        search.path(path);
    }
    let Search {
        registers, mut found, ..
    } = search;
    found.registers = registers
        .into_iter()
        .map(|(root, asked)| RegisterRequest { root, asked })
        .collect();
    found.schemes.sort();
    found.schemes.dedup();
    found
}

struct Search<'f> {
    files: &'f Files,
    settings: &'f SettingsFinder,
    excluded: Excluded,
    registers: BTreeMap<PathBuf, Asked>,
    /// The patterns of roots that were looked at: a hook may name hundreds of parts.
    includes: BTreeMap<PathBuf, Option<Arc<Include>>>,
    found: Discovery,
}

impl Search<'_> {
    fn path(&mut self, named: &Path) {
        let path = absolute(named);
        if self.files.is_file(&path) {
            return self.named_file(&path);
        }
        match std::fs::metadata(&path) {
            Ok(metadata) if metadata.is_dir() => self.folder(&path),
            // Reading it says what it is instead.
            Ok(_) => match self.files.read(&path) {
                Ok(_) => self.named_file(&path),
                Err(error) => self.problem(named, error),
            },
            Err(error) => self.problem(named, error),
        }
    }

    fn problem(&mut self, path: &Path, error: io::Error) {
        let path = path.to_path_buf();
        self.found.problems.push(PathProblem { path, error });
    }

    /// Every root below a folder, what git ignores left out. Links are not followed, so that a circle does no harm.
    fn folder(&mut self, folder: &Path) {
        let roots = Mutex::new(Vec::new());
        let walk = WalkBuilder::new(folder)
            .require_git(false)
            .follow_links(false)
            .build_parallel();
        walk.run(|| {
            Box::new(|entry| {
                let Ok(entry) = entry else {
                    return WalkState::Continue;
                };
                let is_file = entry
                    .file_type()
                    .is_some_and(|kind| kind.is_file() || kind.is_symlink());
                if is_file && is_root_name(entry.path()) && self.files.is_file(entry.path()) {
                    roots
                        .lock()
                        .unwrap_or_else(std::sync::PoisonError::into_inner)
                        .push(entry.into_path());
                }
                WalkState::Continue
            })
        });
        let mut roots = roots.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        let open = self.files.overlaid().map(|(path, _)| path.to_path_buf());
        roots.extend(open.filter(|path| path.starts_with(folder) && is_root_name(path)));
        roots.sort();
        roots.dedup();
        for root in roots {
            if self.is_excluded(&root) {
                self.found.excluded += 1;
            } else {
                self.add(&root, Asked::All);
            }
        }
    }

    fn named_file(&mut self, path: &Path) {
        if self.excluded == Excluded::LeftOut && self.is_excluded(path) {
            self.found.excluded += 1;
            return;
        }
        if path.to_string_lossy().ends_with(".scheme.toml") {
            self.found.schemes.push(path.to_path_buf());
            return;
        }
        let asked = Asked::Files(BTreeSet::from([path.to_path_buf()]));
        let root = if is_root_name(path) { None } else { self.root_of(path) };
        self.add(&root.unwrap_or_else(|| path.to_path_buf()), asked);
    }

    /// The root that a part belongs to: in the nearest folder upward, up to the repository's own, that holds one whose
    /// `include` matches the part. A file that holds `[register]` is a root whatever it is called.
    fn root_of(&mut self, part: &Path) -> Option<PathBuf> {
        if self.include_of(part).is_some() {
            return None;
        }
        for folder in part.parent()?.ancestors() {
            for root in self
                .files
                .in_folder(folder)
                .into_iter()
                .filter(|path| is_root_name(path))
            {
                if self.include_of(&root).is_some_and(|include| include.matches(part)) {
                    return Some(root);
                }
            }
            if folder.join(".git").exists() {
                return None;
            }
        }
        None
    }

    /// The patterns of a file's `include`; none for a file without `[register]`.
    fn include_of(&mut self, root: &Path) -> Option<Arc<Include>> {
        if let Some(include) = self.includes.get(root) {
            return include.clone();
        }
        let include = self.read_include(root).map(Arc::new);
        self.includes.insert(root.to_path_buf(), include.clone());
        include
    }

    fn read_include(&self, root: &Path) -> Option<Include> {
        let bytes = self.files.read(root).ok()?;
        let text = crate::text::encoding::decode(bytes).ok()?;
        memchr::memmem::find(text.as_bytes(), b"register")?;
        let source = SourceFile::register(String::new(), FileRole::Root, text);
        let head = source.head()?;
        let patterns = super::load::patterns(&source, &head);
        Some(Include::new(root.parent().unwrap_or(Path::new("")), &patterns))
    }

    fn is_excluded(&mut self, path: &Path) -> bool {
        match self.settings.find(self.files, path) {
            Ok(settings) => settings.excludes(path),
            Err(error) => {
                if !self.found.settings_errors.contains(&error) {
                    self.found.settings_errors.push(error);
                }
                false
            }
        }
    }

    fn add(&mut self, root: &Path, asked: Asked) {
        match self.registers.get_mut(root) {
            Some(known) => known.add(asked),
            None => {
                self.registers.insert(root.to_path_buf(), asked);
            }
        }
    }
}
