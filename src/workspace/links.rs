//! Symbolic links: where they may lead.
//!
//! A repository may be of somebody whom nobody trusts. What its own files name (a root that is found, a part, a scheme,
//! settings) is followed through a link only within it, so that no finding quotes another file of the machine and no fix
//! is written there. What a user names by hand is theirs to answer for.

use std::path::{Path, PathBuf};

use super::files::{EntryKind, Files, ReadError};

/// The folder of the repository that a path lies in: the nearest one upward that has a `.git`, which is a file where
/// the repository is a submodule or a work tree.
pub fn repository_of(path: &Path) -> Option<&Path> {
    path.ancestors().skip(1).find(|folder| folder.join(".git").exists())
}

/// The folder that links of a file may lead within: its repository, or else the folder that it stands in.
pub(super) fn tree_of(path: &Path) -> &Path {
    repository_of(path).or(path.parent()).unwrap_or(path)
}

/// Whether a path leads out of a folder through a symbolic link. What is not there leads nowhere.
pub(super) fn leads_out(files: &Files, path: &Path, folder: &Path) -> bool {
    let Some(target) = files.resolve(path) else {
        return false;
    };
    !files.resolve(folder).is_some_and(|folder| target.starts_with(folder))
}

/// What links that have the name of a root come to.
#[derive(Debug, Default)]
pub(super) struct Followed {
    /// The links to files.
    pub(super) roots: Vec<PathBuf>,
    /// Links that lead out of the tree, or nowhere.
    pub(super) problems: Vec<(PathBuf, ReadError)>,
}

/// Follows links that have the name of a root, within the tree of each. A link to one of the `found` roots, or to what
/// another link leads to, is that root once more, and is left out: all of its findings would be doubled.
pub(super) fn follow(
    files: &Files,
    mut links: Vec<PathBuf>,
    found: &[PathBuf],
    tree: impl Fn(&Path) -> PathBuf,
) -> Followed {
    let mut followed = Followed::default();
    if links.is_empty() {
        return followed;
    }
    links.sort();
    let mut targets: Vec<PathBuf> = found.iter().filter_map(|root| files.resolve(root)).collect();
    for link in links {
        let target = files.resolve(&link).unwrap_or_default();
        match files.kind(&link) {
            Err(error @ (ReadError::Missing | ReadError::System(_))) => followed.problems.push((link, error)),
            Ok(EntryKind::Folder) => {}
            _ if targets.contains(&target) => {}
            _ if leads_out(files, &link, &tree(&link)) => followed.problems.push((link, ReadError::Outside)),
            _ => {
                targets.push(target);
                followed.roots.push(link);
            }
        }
    }
    followed
}
