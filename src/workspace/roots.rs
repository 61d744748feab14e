//! Which register a file belongs to.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::entry::Limit;
use super::files::{Files, NameKind, absolute};
use super::include::Include;
use super::links::{self, repository_of};
use super::offices::is_root_name;
use super::sources;
use crate::register::SourceFile;
use crate::text::encoding;

/// The roots of the registers that a file belongs to, at least one, sorted.
///
/// A root, by its name or because it holds `[register]`, is its own. Any other file belongs to the roots whose `include`
/// matches it, in the nearest folder upward that has such a root, up to the root of its repository; where there is none,
/// the file is judged as a root by itself. Several roots in one folder may include the same part; it is judged in each.
pub fn roots_of(files: &Files, path: &Path) -> Vec<PathBuf> {
    Finder::new(files).roots_of(path)
}

/// Finds the roots of many files, and reads each root once.
pub(super) struct Finder<'f> {
    files: &'f Files,
    /// The roots in each folder that was looked at.
    folders: FxHashMap<PathBuf, Arc<[Candidate]>>,
}

struct Candidate {
    root: PathBuf,
    include: Include,
}

impl<'f> Finder<'f> {
    pub(super) fn new(files: &'f Files) -> Self {
        Self {
            files,
            folders: FxHashMap::default(),
        }
    }

    /// The roots of the registers that a file belongs to; a file without one is its own.
    pub(super) fn roots_of(&mut self, path: &Path) -> Vec<PathBuf> {
        let roots = self.registers_of(path);
        if roots.is_empty() { vec![absolute(path)] } else { roots }
    }

    /// The roots of the registers that a file belongs to; none where it belongs to none.
    pub(super) fn registers_of(&mut self, path: &Path) -> Vec<PathBuf> {
        let path = absolute(path);
        if is_root_name(&path) || has_head(self.files, &path) {
            return vec![path];
        }
        let top = repository_of(&path);
        for folder in path.ancestors().skip(1) {
            let candidates = self.candidates(folder);
            let matching = candidates
                .iter()
                .filter(|candidate| candidate.include.matches(self.files, &path));
            let roots: Vec<PathBuf> = matching.map(|candidate| candidate.root.clone()).collect();
            if !roots.is_empty() {
                return roots;
            }
            if Some(folder) == top {
                break;
            }
        }
        Vec::new()
    }

    fn candidates(&mut self, folder: &Path) -> Arc<[Candidate]> {
        if let Some(candidates) = self.folders.get(folder) {
            return Arc::clone(candidates);
        }
        let candidates: Arc<[Candidate]> = roots_in(self.files, folder)
            .into_iter()
            .filter_map(|root| {
                let include = Include::of(&root, &sources::head_of(self.files, &root).ok()?);
                Some(Candidate { root, include })
            })
            .collect();
        self.folders.insert(folder.to_owned(), Arc::clone(&candidates));
        candidates
    }
}

/// Whether a file holds `[register]`. Most parts are told apart by a search of their bytes alone.
fn has_head(files: &Files, path: &Path) -> bool {
    let bytes = files.read(path, Limit::Register).unwrap_or_default();
    let is_candidate = memchr::memmem::find(&bytes, b"register").is_some();
    is_candidate && encoding::decode(bytes).is_ok_and(|text| SourceFile::of_head(&text).head().is_some())
}

/// The roots in a folder, by their names, sorted. Like discovery, it follows symbolic links to files within the tree.
pub(super) fn roots_in(files: &Files, folder: &Path) -> Vec<PathBuf> {
    let names = files.names(folder).into_iter();
    let named = names.filter(|(path, _)| is_root_name(path));
    let mut roots = Vec::new();
    let mut links = Vec::new();
    for (path, kind) in named {
        match kind {
            NameKind::File => roots.push(path),
            NameKind::Link => links.push(path),
            NameKind::Folder | NameKind::Special => {}
        }
    }
    let of_folder = |path: &&Path| is_root_name(path) && path.parent() == Some(folder);
    let overlaid = files.overlaid_below(folder).filter(of_folder).map(Path::to_owned);
    // What is laid over a link is its text, if the link counts.
    let overlaid = overlaid.filter(|path| !links.contains(path) || files.resolve(path).is_none());
    let overlaid: Vec<PathBuf> = overlaid.collect();
    let tree = |link: &Path| links::tree_of(link).to_owned();
    let followed = links::follow(files, links, &roots, tree);
    roots.extend(followed.roots.into_iter().chain(overlaid));
    roots.sort();
    roots.dedup();
    roots
}
