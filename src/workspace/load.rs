//! Reads a register: its root, its parts, its scheme, and the settings of each.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::entry::Limit;
use super::faults::not_utf8;
use super::files::{Files, ReadError, absolute, normalise};
use super::include::{Include, Parts};
use super::links::{self, repository_of};
use super::names::Names;
use super::settings::{Settings, SettingsError, SettingsFinder};
use super::sources::{self, Sources};
use crate::messages::Message;
use crate::register::{FileRole, Head, IncludeProblem, Notes, Register, SchemeChoice, SchemeProblem, SourceFile};
use crate::scheme::{self, Scheme};
use crate::text::encoding;
use crate::text::{FileId, to_u32};

/// A register with what surrounds it.
#[derive(Debug)]
pub struct Loaded {
    /// The register. Its files are the root, the parts in the order of their paths, and the scheme's file if it has one
    /// of its own.
    pub register: Register,
    /// The absolute path of each file, by its [`FileId`].
    pub paths: Vec<PathBuf>,
    /// The settings that hold for each file, by its [`FileId`].
    pub settings: Vec<Arc<Settings>>,
    /// Whether the settings exclude the file, by its [`FileId`]: the register is judged with it, and nothing is told of
    /// it or written to it.
    excluded: Vec<bool>,
}

impl Loaded {
    /// The file at an absolute path.
    pub fn file_at(&self, path: &Path) -> Option<FileId> {
        let index = self.paths.iter().position(|file| file == path)?;
        Some(FileId(to_u32(index)))
    }

    /// Whether the settings exclude a file: no run writes it, and findings in it are told only where it was named.
    pub fn is_excluded(&self, file: FileId) -> bool {
        self.excluded.get(file.0 as usize).copied().unwrap_or_default()
    }
}

/// Why a register could not be read at all.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// Its root cannot be read.
    #[error("{0}")]
    Root(#[from] ReadError),
    /// Settings cannot be used.
    #[error("{0}")]
    Settings(#[from] SettingsError),
}

/// Reads the register of a root. `names` gives paths the form that findings show.
///
/// # Errors
/// Where the root, or the settings of a file, cannot be read. What is wrong with anything else is in the result.
pub fn load(files: &Files, finder: &SettingsFinder, root: &Path, names: &Names) -> Result<Loaded, LoadError> {
    let gathered = gather(files, root, names, &Sources::default())?;
    let paths = gathered.paths.clone();
    let settings = paths.iter().map(|path| finder.find(files, path));
    let settings = settings.collect::<Result<Vec<Arc<Settings>>, _>>()?;
    // Settings further up that cannot be read exclude nothing; discovery tells of them.
    let is_excluded = |path: &PathBuf| matches!(finder.excluded_by(files, path), Ok(Some(_)));
    let excluded = paths.iter().map(is_excluded).collect();
    let mut register = gathered.read();
    if let Some(settings) = settings.first().filter(|_| finder.wants_catalogue(&settings, &paths)) {
        register.catalogue = finder.catalogue(files, settings, &register.scheme.grammar)?;
    }
    Ok(Loaded {
        register,
        paths,
        settings,
        excluded,
    })
}

/// The files of a register, read and not put together yet.
#[derive(Debug)]
pub struct Gathered {
    /// The absolute path of each file.
    pub paths: Vec<PathBuf>,
    sources: Vec<Arc<SourceFile>>,
    scheme: SchemeChoice,
    problems: Vec<IncludeProblem>,
    notes: Option<Notes>,
}

impl Gathered {
    /// The absolute path of the file that `notes` of the root names, whether it is there or not.
    pub fn notes_path(&self) -> Option<PathBuf> {
        let (source, root) = (self.sources.first()?, self.paths.first()?);
        let head = source.head()?;
        let written = head.notes?.get(source.document.text(&source.text, head.site.segment));
        Some(normalise(&root.parent().unwrap_or(root).join(&*written)))
    }

    /// Puts them together.
    pub fn read(&self) -> Register {
        let mut register = Register::read(self.sources.clone(), self.scheme.clone(), self.problems.clone());
        register.notes.clone_from(&self.notes);
        register
    }

    /// Whether others are the same files, read once for both by the same [`Sources`].
    pub fn is_same_as(&self, other: &Self) -> bool {
        let mut files = self.sources.iter().zip(&other.sources);
        self.sources.len() == other.sources.len()
            && files.all(|(one, other)| Arc::ptr_eq(one, other))
            && self.notes == other.notes
            && self.problems.len() == other.problems.len()
    }
}

/// Reads the files of the register of a root. What was read before and is held by somebody is taken from `sources`.
///
/// # Errors
/// Where the root cannot be read. What is wrong with anything else is in the result.
pub fn gather(files: &Files, root: &Path, names: &Names, sources: &Sources) -> Result<Gathered, ReadError> {
    let root = absolute(root);
    let source = sources.read(files, &root, FileRole::Root, names.show(&root))?;
    let head = source.head();
    let asked = scheme_of(&source, head.as_ref());
    let parts = Include::new(&root, &source, head.as_ref()).parts(files);
    let notes = notes_of(files, &root, &source);
    let mut loading = Loading {
        files,
        names,
        known: sources,
        sources: vec![Arc::clone(&source)],
        paths: vec![root.clone()],
    };
    let problems = loading.parts(parts);
    let scheme = loading.scheme(&root, asked.as_deref());
    Ok(Gathered {
        paths: loading.paths,
        sources: loading.sources,
        scheme,
        problems,
        notes,
    })
}

/// Whether a register rests on a settings file, be it for one of its parts, or on a scheme file.
pub(super) fn uses(files: &Files, finder: &SettingsFinder, root: &Path, file: &Path) -> bool {
    let holds_for = |path: &Path| match finder.find(files, path) {
        Ok(settings) => settings.path.as_deref() == Some(file),
        // Whoever checks the register will tell why its settings cannot be used.
        Err(error) => error.path == file,
    };
    if holds_for(root) {
        return true;
    }
    let Ok(source) = sources::head_of(files, root) else {
        return false;
    };
    let folder = root.parent().unwrap_or(root);
    let head = source.head();
    let scheme = scheme_of(&source, head.as_ref()).filter(|scheme| is_path(scheme));
    let parts = || Include::new(root, &source, head.as_ref()).parts(files).paths;
    scheme.is_some_and(|scheme| normalise(&folder.join(scheme)) == file)
        || parts().iter().any(|(path, _)| holds_for(path))
}

/// The files that a root takes in by now: whoever compares them to those that were loaded sees what came and went. Files
/// that cannot be read are none of them, as they are none of [`Loaded::paths`].
pub fn parts_of(files: &Files, path: &Path, root: &SourceFile) -> Vec<PathBuf> {
    let parts = Include::of(path, root).parts(files).paths.into_iter();
    parts
        .map(|(path, _)| path)
        .filter(|path| files.check(path, Limit::Register).is_ok())
        .collect()
}

/// The file that `notes` of a root names, as it is by now: where the root stands is an absolute path.
pub fn notes_of(files: &Files, root: &Path, source: &SourceFile) -> Option<Notes> {
    let head = source.head()?;
    let written = head
        .notes?
        .get(source.document.text(&source.text, head.site.segment))
        .into_owned();
    let folder = root.parent().unwrap_or(root);
    let path = normalise(&folder.join(&written));
    if Path::new(&written).has_root() || !path.starts_with(folder) || links::leads_out(files, &path, folder) {
        return Some(Notes::Outside);
    }
    Some(match files.read(&path, Limit::Settings).map(encoding::decode) {
        Ok(Ok(text)) => Notes::Read(text.into()),
        Ok(Err(problem)) => Notes::Unreadable(Box::new(not_utf8(problem))),
        Err(error) => Notes::Unreadable(Box::new(error.message())),
    })
}

/// What the register's `scheme` says.
fn scheme_of(root: &SourceFile, head: Option<&Head>) -> Option<String> {
    let head = head?;
    let text = root.document.text(&root.text, head.site.segment);
    Some(head.scheme.as_ref()?.get(text).into_owned())
}

struct Loading<'l> {
    files: &'l Files,
    names: &'l Names,
    known: &'l Sources,
    sources: Vec<Arc<SourceFile>>,
    paths: Vec<PathBuf>,
}

impl Loading<'_> {
    fn add(&mut self, path: PathBuf, source: Arc<SourceFile>) -> FileId {
        self.sources.push(source);
        self.paths.push(path);
        FileId(to_u32(self.sources.len() - 1))
    }

    /// Reads the parts, and gives what is wrong with `include`.
    fn parts(&mut self, parts: Parts) -> Vec<IncludeProblem> {
        let mut problems = parts.problems;
        let files = self.files;
        let names = self.names;
        let known = self.known;
        let read: Vec<_> = parts
            .paths
            .into_par_iter()
            .map(|(path, pattern)| {
                let source = known.read(files, &path, FileRole::Part, names.show(&path));
                (source, path, pattern)
            })
            .collect();
        for (source, path, pattern) in read {
            match source {
                Ok(source) => {
                    self.add(path, source);
                }
                Err(error) => problems.push(IncludeProblem::Unreadable {
                    pattern,
                    path: self.names.show(&path),
                    reason: Box::new(error.message()),
                }),
            }
        }
        problems
    }

    /// Finds the scheme: a built-in one by its id, or a file.
    fn scheme(&mut self, root: &Path, asked: Option<&str>) -> SchemeChoice {
        let Some(asked) = asked else {
            return SchemeChoice::built_in();
        };
        if let Some(scheme) = Scheme::by_id(asked) {
            return SchemeChoice { scheme, problem: None };
        }
        if !is_path(asked) {
            return instead(SchemeProblem::Unknown);
        }
        match self.scheme_text(root, asked) {
            Ok((path, text)) => self.scheme_file(path, text),
            Err(reason) => instead(SchemeProblem::Unreadable(reason)),
        }
    }

    fn scheme_text(&self, root: &Path, asked: &str) -> Result<(PathBuf, String), Box<Message>> {
        let folder = root.parent().unwrap_or(root);
        let path = normalise(&folder.join(asked));
        let tree = repository_of(root).unwrap_or(folder);
        if Path::new(asked).has_root() || !path.starts_with(tree) || links::leads_out(self.files, &path, tree) {
            return Err(Box::new(Message::attribute("file-fault", "outside")));
        }
        let bytes = self
            .files
            .read(&path, Limit::Settings)
            .map_err(|error| Box::new(error.message()))?;
        let text = encoding::decode(bytes).map_err(|problem| Box::new(not_utf8(problem)))?;
        Ok((path, text))
    }

    fn scheme_file(&mut self, path: PathBuf, text: String) -> SchemeChoice {
        let shown = self.names.show(&path);
        let source = self.known.scheme(self.files, &path, shown, text);
        let (scheme, faults) = scheme::read_document(&source.text, &source.document);
        let file = self.add(path, source);
        SchemeChoice {
            scheme: scheme.map_or_else(Scheme::built_in, Arc::new),
            problem: (!faults.is_empty()).then_some(SchemeProblem::Faulty { file, faults }),
        }
    }
}

/// Whether a scheme is named by its file: an id may well hold a `/`, but does not look like this.
fn is_path(scheme: &str) -> bool {
    scheme.starts_with("./") || scheme.starts_with("../") || scheme.ends_with(".toml")
}

/// The built-in scheme in the place of one that cannot be used.
fn instead(problem: SchemeProblem) -> SchemeChoice {
    SchemeChoice {
        problem: Some(problem),
        ..SchemeChoice::built_in()
    }
}
