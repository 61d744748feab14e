//! From the paths of a command line to the registers that are to be checked.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use ignore::{DirEntry, WalkBuilder, WalkState};

use super::entry::Limit;
use super::files::{EntryKind, Files, ReadError, located};
use super::links::{self, repository_of};
use super::load::{self, Loaded};
use super::offices::{is_root_name, is_scheme_name, is_settings_name, is_table_name};
use super::roots::{Finder, roots_in};
use super::settings::{SettingsError, SettingsFinder};
use crate::text::FileId;

/// Which files of a register are asked for: only findings in them are shown. The register is judged whole in any case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// All that the settings do not exclude: a folder was named that the root lies in. Beside them these, which were
    /// named, as absolute paths.
    All(BTreeSet<PathBuf>),
    /// These, as absolute paths.
    Files(BTreeSet<PathBuf>),
}

impl Default for Asked {
    fn default() -> Self {
        Self::Files(BTreeSet::new())
    }
}

impl Asked {
    /// Whether no file is asked for: the register is only to be looked at.
    pub fn is_nothing(&self) -> bool {
        matches!(self, Self::Files(files) if files.is_empty())
    }
}

/// A register to check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterRequest {
    /// Its root, as an absolute path.
    pub root: PathBuf,
    /// Which of its files are asked for.
    pub asked: Asked,
    /// Whether findings in others are to be shown as well.
    pub reach: Reach,
}

/// In which files of a register findings are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// In those that are asked for.
    #[default]
    Asked,
    /// In all that the settings do not exclude: its settings or its scheme were named, on which all of it rests.
    Register,
}

impl RegisterRequest {
    /// Whether a file of the register, as it was read, is asked for.
    pub fn asks_for(&self, loaded: &Loaded, file: FileId) -> bool {
        let Some(path) = loaded.paths.get(file.0 as usize) else {
            return false;
        };
        match &self.asked {
            Asked::All(named) => !loaded.is_excluded(file) || named.contains(path),
            Asked::Files(named) => named.contains(path),
        }
    }
}

/// A named path that cannot be checked, or a folder that cannot be looked into.
#[derive(Debug)]
pub struct PathProblem {
    /// The path, as it was named if it was.
    pub path: PathBuf,
    /// Why.
    pub error: ReadError,
}

/// What was left out because the settings exclude it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skipped {
    /// The root, or the named file, as an absolute path.
    pub path: PathBuf,
    /// The settings file whose `exclude` matches.
    pub settings: PathBuf,
}

/// What is done about named files that the settings exclude. Roots found in a folder are always left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Excluded {
    /// They are checked: who names a file means it.
    Checked,
    /// They are left out too, for hooks that name whatever changed.
    LeftOut,
}

/// What is done about named files that belong to no register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unowned {
    /// They are checked as roots: who names a file means it.
    Checked,
    /// They are left alone, for hooks that name every TOML file that changed. Parts may have any name, so that no
    /// pattern of a hook tells them from other TOML files.
    LeftAlone,
}

/// What is to be checked.
#[derive(Debug, Default)]
pub struct Discovery {
    /// The registers, sorted by root, each once.
    pub registers: Vec<RegisterRequest>,
    /// Scheme files that were named: they are checked by themselves, and the registers that use them.
    pub schemes: BTreeSet<PathBuf>,
    /// Settings files that were named: they are checked by themselves, and the registers that use them.
    pub settings: BTreeSet<PathBuf>,
    /// What was named and cannot be had, and folders that cannot be looked into.
    pub problems: Vec<PathProblem>,
    /// Folders, as they were named, that hold no register; one that the settings exclude is one all the same.
    pub empty: Vec<PathBuf>,
    /// Settings that cannot be used, each once.
    pub settings_errors: Vec<SettingsError>,
    /// What was left out.
    pub skipped: BTreeSet<Skipped>,
    /// How many named files were left alone because they belong to no register.
    pub unowned: usize,
}

/// Finds the registers that paths mean: a folder, every root below it; a file, the register that it belongs to; settings
/// and a scheme, the registers that use them.
pub fn discover(
    files: &Files,
    settings: &SettingsFinder,
    paths: &[PathBuf],
    excluded: Excluded,
    unowned: Unowned,
) -> Discovery {
    discover_until(&AtomicBool::new(false), files, settings, paths, excluded, unowned)
}

/// Likewise, until it is told to stop. What has been found by then is no answer.
pub fn discover_until(
    stop: &AtomicBool,
    files: &Files,
    settings: &SettingsFinder,
    paths: &[PathBuf],
    excluded: Excluded,
    unowned: Unowned,
) -> Discovery {
    let mut search = Search {
        stop,
        files,
        settings,
        excluded,
        unowned,
        finder: Finder::new(files),
        registers: BTreeMap::new(),
        found: Discovery::default(),
    };
    for path in paths {
        search.path(path);
    }
    search.users();
    let registers = search.registers.into_iter();
    let request = |(root, (asked, reach))| RegisterRequest { root, asked, reach };
    Discovery {
        registers: registers.map(request).collect(),
        ..search.found
    }
}

/// The registers as they were, of which those that paths mean now may have come: what the paths meant then, the registers
/// of now, and where a root is new those whose roots are there no more. `files` are those of then; all of a register is asked
/// for.
pub fn discover_before(files: &Files, settings: &SettingsFinder, paths: &[PathBuf], now: &Discovery) -> Discovery {
    let before = discover(files, settings, paths, Excluded::Checked, Unowned::Checked);
    let of_then = before.registers.iter().map(|request| &request.root);
    let of_now = now.registers.iter().map(|request| &request.root);
    let mut roots: BTreeSet<PathBuf> = of_then.chain(of_now.clone()).cloned().collect();
    if of_now.clone().any(|root| !files.is_file(root)) {
        let kept = files.kept().into_iter();
        roots.extend(kept.filter(|path| is_root_name(path) && !path.exists()));
    }
    // What the settings exclude is shown where it was named, and may be known from then.
    let named = |root: &Path| {
        let place = now
            .registers
            .binary_search_by(|request| request.root.as_path().cmp(root));
        let request = place.ok().and_then(|place| now.registers.get(place))?;
        let (Asked::All(named) | Asked::Files(named)) = &request.asked;
        Some(named.clone())
    };
    let request = |root: PathBuf| RegisterRequest {
        asked: Asked::All(named(&root).unwrap_or_default()),
        reach: Reach::Register,
        root,
    };
    Discovery {
        registers: roots
            .into_iter()
            .filter(|root| files.is_file(root))
            .map(request)
            .collect(),
        ..before
    }
}

struct Search<'f> {
    stop: &'f AtomicBool,
    files: &'f Files,
    settings: &'f SettingsFinder,
    excluded: Excluded,
    unowned: Unowned,
    finder: Finder<'f>,
    registers: BTreeMap<PathBuf, (Asked, Reach)>,
    found: Discovery,
}

impl Search<'_> {
    fn path(&mut self, named: &Path) {
        let path = located(named);
        match self.files.kind(&path) {
            Ok(EntryKind::Folder) => self.folder(named, &path),
            // A part that cannot be read would else be a fault of its root alone, which was not asked for.
            Ok(EntryKind::File) => match self.files.check(&path, Limit::Register) {
                Ok(()) => self.file(named, path),
                Err(error) => self.problem(named, error),
            },
            Err(error) => self.problem(named, error),
        }
    }

    fn problem(&mut self, path: &Path, error: ReadError) {
        let path = path.to_owned();
        self.found.problems.push(PathProblem { path, error });
    }

    /// A named file.
    fn file(&mut self, named: &Path, path: PathBuf) {
        if self.excluded == Excluded::LeftOut && self.skips(&path) {
            return;
        }
        if self.unowned == Unowned::Checked && is_table_name(&path) {
            self.problem(named, ReadError::Table(named.to_owned()));
            return;
        }
        let is_settings = is_settings_name(&path);
        // A hook names what a commit brings, and nobody has looked at that yet.
        if self.unowned == Unowned::LeftAlone && links::leads_out(self.files, &path, links::tree_of(&path)) {
            if is_settings || is_scheme_name(&path) || is_root_name(&path) {
                self.problem(named, ReadError::Outside);
            } else {
                self.found.unowned += 1;
            }
        } else if is_settings {
            self.found.settings.insert(path);
        } else if is_scheme_name(&path) {
            self.found.schemes.insert(path);
        } else {
            let roots = match self.unowned {
                Unowned::Checked => self.finder.roots_of(&path),
                Unowned::LeftAlone => self.finder.registers_of(&path),
            };
            self.found.unowned += usize::from(roots.is_empty());
            for root in roots {
                self.file_of(root, &path);
            }
        }
    }

    /// A named file of a register. Where the root is left out, its parts are as well: so it is when a folder is checked.
    fn file_of(&mut self, root: PathBuf, path: &Path) {
        if self.excluded == Excluded::LeftOut && self.skips(&root) {
            return;
        }
        let (Asked::All(named) | Asked::Files(named)) = &mut self.registers.entry(root).or_default().0;
        named.insert(path.to_owned());
    }

    /// The registers that use the settings and schemes that were named.
    fn users(&mut self) {
        let named: Vec<PathBuf> = self.found.settings.iter().chain(&self.found.schemes).cloned().collect();
        for file in named {
            for root in users_of(self.files, self.settings, &file, self.stop) {
                if !self.skips(&root) {
                    self.registers.entry(root).or_default().1 = Reach::Register;
                }
            }
        }
    }

    /// A named folder.
    fn folder(&mut self, named: &Path, folder: &Path) {
        let mut seen = roots_below(self.files, folder, self.stop);
        let is_empty = seen.roots.is_empty() && seen.lost.is_empty() && seen.problems.is_empty();
        if is_empty && !self.found.empty.iter().any(|empty| empty == named) {
            self.found.empty.push(named.to_owned());
        }
        for root in seen.roots {
            if self.stop.load(Ordering::Relaxed) {
                return;
            }
            if !self.skips(&root) {
                let (asked, _) = self.registers.entry(root).or_default();
                if let Asked::Files(named) = asked {
                    *asked = Asked::All(std::mem::take(named));
                }
            }
        }
        for (link, error) in seen.lost {
            if self.excluded_by(&link).is_none() {
                self.problem(&link, error);
            }
        }
        seen.problems.sort_by(|one, other| one.path.cmp(&other.path));
        for problem in seen.problems {
            // A folder that is excluded need not be looked into, so it may be one that cannot.
            if self.excluded_by(&problem.path.join("below")).is_none() {
                self.found.problems.push(problem);
            }
        }
    }

    /// Whether the settings exclude a path, which is noted.
    fn skips(&mut self, path: &Path) -> bool {
        let settings = self.excluded_by(path);
        let path = path.to_owned();
        let skipped = settings.map(|settings| Skipped { path, settings });
        let is_skipped = skipped.is_some();
        self.found.skipped.extend(skipped);
        is_skipped
    }

    /// The settings file that excludes a path. Settings that cannot be read exclude nothing, and are told.
    fn excluded_by(&mut self, path: &Path) -> Option<PathBuf> {
        match self.settings.excluded_by(self.files, path) {
            Ok(exclusion) => exclusion?.settings.path.clone(),
            Err(error) => {
                if !self.found.settings_errors.contains(&error) {
                    self.found.settings_errors.push(error);
                }
                None
            }
        }
    }
}

/// The roots below a folder, and what could not be looked into.
fn roots_below(files: &Files, folder: &Path, stop: &AtomicBool) -> Seen {
    let seen = Mutex::new(Seen::default());
    walk(folder).build_parallel().run(|| {
        Box::new(|entry| {
            let seen = || seen.lock().unwrap_or_else(PoisonError::into_inner);
            match entry {
                Ok(entry) => match kind_of_root(&entry) {
                    Some(RootKind::File) => seen().roots.push(entry.into_path()),
                    Some(RootKind::Link) => seen().links.push(entry.into_path()),
                    None => {}
                },
                Err(error) => seen().problems.extend(problem(folder, &error)),
            }
            if stop.load(Ordering::Relaxed) {
                return WalkState::Quit;
            }
            WalkState::Continue
        })
    });
    let mut seen = seen.into_inner().unwrap_or_else(PoisonError::into_inner);
    seen.roots.retain(|path| !files.is_kept(path));
    seen.links.retain(|path| !files.is_kept(path));
    let kept = files.kept_below(folder).into_iter();
    let is_found = |path: &PathBuf| is_root_name(path) && !is_hidden_below(path, folder);
    seen.roots.extend(kept.filter(is_found));
    let overlaid = files.overlaid_below(folder).filter(|path| is_root_name(path));
    // What git ignores on disk is ignored in an editor as well.
    let overlaid: Vec<PathBuf> = overlaid.filter(|path| !path.exists()).map(Path::to_owned).collect();
    // A text may be laid over a link that leads nowhere.
    seen.links.retain(|link| !overlaid.contains(link));
    seen.roots.extend(overlaid);
    let tree = |link: &Path| repository_of(link).unwrap_or(folder).to_owned();
    let followed = links::follow(files, std::mem::take(&mut seen.links), &seen.roots, tree);
    seen.roots.extend(followed.roots);
    seen.roots.sort();
    seen.lost = followed.problems;
    seen
}

fn is_hidden_below(path: &Path, folder: &Path) -> bool {
    let mut below = path.strip_prefix(folder).unwrap_or(path).components();
    below.any(|name| name.as_os_str().as_encoded_bytes().starts_with(b"."))
}

/// The roots of the registers that use a settings or scheme file: whose files it holds for, or which name it. Looked for are
/// those that a walk would find: for settings below their folder and, as a part may lie there, in the folders above; for
/// a scheme, which may be named from anywhere in its repository, in all of that.
fn users_of(files: &Files, settings: &SettingsFinder, file: &Path, stop: &AtomicBool) -> Vec<PathBuf> {
    let folder = file.parent().unwrap_or(file);
    let repository = repository_of(file);
    let top = repository.filter(|_| is_scheme_name(file)).unwrap_or(folder);
    let mut roots = roots_below(files, top, stop).roots;
    for folder in folder.ancestors().skip(1) {
        roots.extend(roots_in(files, folder));
        if Some(folder) == repository {
            break;
        }
    }
    roots.sort();
    roots.dedup();
    roots.retain(|root| load::uses(files, settings, root, file));
    roots
}

/// The walk of a folder: what `.gitignore` ignores and hidden names are left out, symbolic links to folders are not
/// followed.
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

/// What a walk has come upon.
#[derive(Default)]
struct Seen {
    roots: Vec<PathBuf>,
    /// Symbolic links that have the name of a root.
    links: Vec<PathBuf>,
    /// Those of them that lead out of the tree, or nowhere.
    lost: Vec<(PathBuf, ReadError)>,
    problems: Vec<PathProblem>,
}

/// What stands under the name of a root.
enum RootKind {
    File,
    Link,
}

/// Whether an entry of a walk is a root: by its name, and a file or a link to one. A folder may well be called so.
fn kind_of_root(entry: &DirEntry) -> Option<RootKind> {
    let kind = entry.file_type().filter(|_| is_root_name(entry.path()))?;
    match (kind.is_file(), kind.is_symlink()) {
        (true, _) => Some(RootKind::File),
        (false, true) => Some(RootKind::Link),
        (false, false) => None,
    }
}

/// A folder that could not be looked into. What went away in the meantime is no problem, nor is a line of a
/// `.gitignore` that makes no sense.
fn problem(folder: &Path, error: &ignore::Error) -> Option<PathProblem> {
    let reason = error.io_error()?;
    if reason.kind() == io::ErrorKind::NotFound {
        return None;
    }
    let reason = reason
        .raw_os_error()
        .map_or_else(|| io::Error::other(reason.to_string()), io::Error::from_raw_os_error);
    Some(PathProblem {
        path: path_of(error).unwrap_or(folder).to_owned(),
        error: ReadError::System(reason),
    })
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}
