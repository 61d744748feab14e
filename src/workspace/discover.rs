//! From the paths of a command line to the registers that are to be checked.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use ignore::{DirEntry, WalkBuilder, WalkState};

use super::files::{EntryKind, FileError, Files, ReadError};
use super::names::Names;
use super::roots::{Finder, is_root_name, is_scheme_name, repository_of};
use super::settings::{self, Settings};

/// Which files of a register were asked for: only findings in them are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// All: a folder was named that the root lies in.
    All,
    /// These, absolute.
    Files(BTreeSet<PathBuf>),
}

impl Asked {
    /// Whether a file, an absolute path, was asked for.
    pub fn covers(&self, path: &Path) -> bool {
        match self {
            Self::All => true,
            Self::Files(files) => files.contains(path),
        }
    }
}

/// A register to check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterRequest {
    /// The root, absolute.
    pub root: PathBuf,
    /// Which of its files were asked for.
    pub asked: Asked,
}

/// What was left out because the settings exclude it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skipped {
    /// The file, or the folder with all that is below it; absolute.
    pub path: PathBuf,
    /// The settings file whose `exclude` matches.
    pub settings: PathBuf,
}

/// What becomes of a named file that the settings exclude. What is found in a folder is always left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExcludedFiles {
    /// It is checked: whoever names a file means it.
    #[default]
    Check,
    /// It is left out, as `--force-exclude` asks: a hook names files that nobody chose.
    Skip,
}

/// What is to be checked.
#[derive(Debug)]
pub struct Discovery {
    /// The registers, sorted by root, each once.
    pub registers: Vec<RegisterRequest>,
    /// Scheme files that were named: each is checked as a scheme.
    pub schemes: BTreeSet<PathBuf>,
    /// Settings files that were named: each is checked as settings.
    pub settings: BTreeSet<PathBuf>,
    /// What was named and cannot be had, and folders that cannot be looked into; sorted.
    pub problems: Vec<FileError>,
    /// What was left out; sorted.
    pub skipped: Vec<Skipped>,
    /// What the paths are called where they are shown.
    pub names: Names,
}

/// Finds the registers that the named paths mean: a folder, every root below it; a file, the register that it belongs
/// to. No path at all means the working directory.
pub fn discover(files: &Files, paths: &[PathBuf], excluded: ExcludedFiles) -> Discovery {
    let here = [PathBuf::from(".")];
    let named = if paths.is_empty() { &here } else { paths };
    let mut search = Search::new(files, excluded);
    for path in named {
        let path = files.locate(path);
        match files.kind(&path) {
            Ok(EntryKind::Folder) => search.folder(&path),
            Ok(EntryKind::File) => search.file(path),
            Err(error) => search.problems.push(FileError { path, error }),
        }
    }
    search.finish(Names::new(files, paths))
}

struct Search<'f> {
    files: &'f Files,
    excluded: ExcludedFiles,
    finder: Finder<'f>,
    registers: BTreeMap<PathBuf, Asked>,
    schemes: BTreeSet<PathBuf>,
    settings: BTreeSet<PathBuf>,
    problems: Vec<FileError>,
    skipped: BTreeSet<Skipped>,
}

impl<'f> Search<'f> {
    fn new(files: &'f Files, excluded: ExcludedFiles) -> Self {
        Self {
            files,
            excluded,
            finder: Finder::new(files),
            registers: BTreeMap::new(),
            schemes: BTreeSet::new(),
            settings: BTreeSet::new(),
            problems: Vec::new(),
            skipped: BTreeSet::new(),
        }
    }

    /// A named file.
    fn file(&mut self, path: PathBuf) {
        if self.excluded == ExcludedFiles::Skip
            && let Some(by) = settings::excluded_by(self.files, &path, EntryKind::File)
        {
            self.skipped.extend(skipped(path, &by));
            return;
        }
        // A part that cannot be read would otherwise be a fault of its root only, which was not asked for.
        if let Err(error) = self.files.check(&path) {
            self.problems.push(FileError { path, error });
        } else if path.ends_with(settings::FILE_NAME) {
            self.settings.insert(path);
        } else if is_scheme_name(&path) {
            self.schemes.insert(path);
        } else {
            for root in self.finder.roots_of(&path) {
                let asked = self.registers.entry(root);
                let asked = asked.or_insert_with(|| Asked::Files(BTreeSet::new()));
                if let Asked::Files(files) = asked {
                    files.insert(path.clone());
                }
            }
        }
    }

    /// A named folder.
    fn folder(&mut self, folder: &Path) {
        if let Some(by) = settings::excluded_by(self.files, folder, EntryKind::Folder) {
            self.skipped.extend(skipped(folder.to_owned(), &by));
            return;
        }
        let walked = Walked::default();
        let seen = Mutex::new(walked);
        walk(folder).build_parallel().run(|| {
            Box::new(|entry| {
                let (seen_here, next) = self.look(folder, entry);
                if let Some(seen_here) = seen_here {
                    seen.lock().unwrap_or_else(PoisonError::into_inner).add(seen_here);
                }
                next
            })
        });
        let walked = seen.into_inner().unwrap_or_else(PoisonError::into_inner);
        self.problems.extend(walked.problems);
        self.skipped.extend(walked.skipped);
        for root in walked.roots.into_iter().chain(self.overlaid_roots(folder)) {
            self.registers.insert(root, Asked::All);
        }
    }

    /// Looks at one entry of a walk: is it a root, and does the walk go on below it?
    fn look(&self, folder: &Path, entry: Result<DirEntry, ignore::Error>) -> (Option<Seen>, WalkState) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => return (problem(folder, &error).map(Seen::Problem), WalkState::Continue),
        };
        let Some(kind) = entry.file_type().filter(|_| entry.depth() > 0) else {
            return (None, WalkState::Continue);
        };
        let kind = match (kind.is_dir(), kind.is_file()) {
            (true, _) => EntryKind::Folder,
            (false, true) if is_root_name(entry.path()) => EntryKind::File,
            _ => return (None, WalkState::Continue),
        };
        let path = entry.into_path();
        let excluded = settings::entry_excluded_by(self.files, &path, kind);
        if let Some(skipped) = excluded.and_then(|by| skipped(path.clone(), &by)) {
            return (Some(Seen::Skipped(skipped)), WalkState::Skip);
        }
        let root = (kind == EntryKind::File).then_some(Seen::Root(path));
        (root, WalkState::Continue)
    }

    /// Roots below a folder that exist as open buffers; those on disk as well are found twice, and count once.
    fn overlaid_roots(&self, folder: &Path) -> Vec<PathBuf> {
        let roots = self.files.overlaid_below(folder).filter(|path| is_root_name(path));
        let only_open = roots.filter(|path| !path.exists());
        let not_excluded = only_open.filter(|path| settings::excluded_by(self.files, path, EntryKind::File).is_none());
        not_excluded.map(Path::to_owned).collect()
    }

    fn finish(mut self, names: Names) -> Discovery {
        self.problems.sort_by(|one, other| one.path.cmp(&other.path));
        self.problems.dedup_by(|one, other| one.path == other.path);
        let registers = self.registers.into_iter();
        Discovery {
            registers: registers.map(|(root, asked)| RegisterRequest { root, asked }).collect(),
            schemes: self.schemes,
            settings: self.settings,
            problems: self.problems,
            skipped: self.skipped.into_iter().collect(),
            names,
        }
    }
}

/// The walk of a folder: what `.gitignore` ignores and hidden names are left out, symbolic links are not followed.
///
/// In a repository its `.gitignore` files hold from its root on, and those around it do not. Without one only those in
/// the folder hold: nothing says where others would begin, and one in the home folder may well ignore everything.
fn walk(folder: &Path) -> WalkBuilder {
    let is_in_repository = repository_of(&folder.join("below")).is_some();
    let mut builder = WalkBuilder::new(folder);
    builder
        .require_git(is_in_repository)
        .parents(is_in_repository)
        .ignore(false)
        .follow_links(false);
    builder
}

fn skipped(path: PathBuf, by: &Settings) -> Option<Skipped> {
    let settings = by.path.clone()?;
    Some(Skipped { path, settings })
}

/// What a walk came upon.
enum Seen {
    Root(PathBuf),
    Skipped(Skipped),
    Problem(FileError),
}

#[derive(Default)]
struct Walked {
    roots: Vec<PathBuf>,
    skipped: Vec<Skipped>,
    problems: Vec<FileError>,
}

impl Walked {
    fn add(&mut self, seen: Seen) {
        match seen {
            Seen::Root(root) => self.roots.push(root),
            Seen::Skipped(skipped) => self.skipped.push(skipped),
            Seen::Problem(problem) => self.problems.push(problem),
        }
    }
}

/// A folder that could not be looked into. What went away in the meantime is no problem, nor is a line of a
/// `.gitignore` that makes no sense.
fn problem(folder: &Path, error: &ignore::Error) -> Option<FileError> {
    let kind = error.io_error()?.kind();
    if kind == std::io::ErrorKind::NotFound {
        return None;
    }
    let path = path_of(error).unwrap_or(folder).to_owned();
    let error = ReadError::System(std::io::Error::new(kind, error.io_error()?.to_string()));
    Some(FileError { path, error })
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}
