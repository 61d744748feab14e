//! The files of a folder as they were at another time, in place of those on disk.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt::Debug;
use std::fs;
use std::ops::Bound;
use std::path::{Component, Path, PathBuf};

use super::entry::{NameKind, ReadError};

/// How many symbolic links are followed on the way to a file.
const MOST_LINKS: usize = 40;

/// Where the contents of old files come from.
pub trait Contents: Debug + Send + Sync {
    /// The bytes of a file by what [`Kept::File`] holds.
    ///
    /// # Errors
    /// Where they cannot be had.
    fn read(&self, object: &str) -> Result<Vec<u8>, ReadError>;
}

/// What was kept of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// A file, by what its contents are read by.
    File(String),
    /// A symbolic link, and what it holds.
    Link(PathBuf),
}

/// A folder as it was.
#[derive(Debug)]
pub struct Snapshot {
    root: PathBuf,
    /// The folder without symbolic links on the way.
    real: PathBuf,
    /// By their paths in the folder.
    entries: BTreeMap<PathBuf, Kept>,
    contents: Box<dyn Contents>,
}

/// What stands at a path, symbolic links followed.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found<'s> {
    File(&'s str),
    Folder,
    Nothing,
    /// The way leads out of the folder, to this path on disk.
    Outside(PathBuf),
}

impl Snapshot {
    /// The folder, absolute, with what it held, by paths relative to it.
    pub fn new(root: &Path, entries: BTreeMap<PathBuf, Kept>, contents: impl Contents + 'static) -> Self {
        Self {
            root: root.to_owned(),
            real: fs::canonicalize(root).unwrap_or_else(|_| root.to_owned()),
            entries,
            contents: Box::new(contents),
        }
    }

    /// The path of what lies in the folder, relative to it, be the folder named by a symbolic link or not.
    pub(super) fn relative(&self, path: &Path) -> Option<PathBuf> {
        let below = path.strip_prefix(&self.root).or_else(|_| path.strip_prefix(&self.real));
        if let Ok(below) = below {
            return Some(below.to_owned());
        }
        let real = fs::canonicalize(path).ok()?;
        Some(real.strip_prefix(&self.real).ok()?.to_owned())
    }

    /// What stands at a path in the folder.
    pub(super) fn find(&self, relative: &Path) -> Found<'_> {
        match self.resolve(relative) {
            Err(outside) => outside.map_or(Found::Nothing, Found::Outside),
            Ok(path) => match self.entries.get(&path) {
                Some(Kept::File(object)) => Found::File(object),
                Some(Kept::Link(_)) => Found::Nothing,
                None if self.below(&path).next().is_some() => Found::Folder,
                None => Found::Nothing,
            },
        }
    }

    /// The path in the folder without symbolic links on the way, whether anything is there or not; else the path outside
    /// to which it leads, or nothing where it leads in a circle.
    pub(super) fn resolve(&self, relative: &Path) -> Result<PathBuf, Option<PathBuf>> {
        let names = |path: &Path| -> Vec<OsString> {
            let components = path.components().rev();
            components.map(|component| component.as_os_str().to_owned()).collect()
        };
        let mut pending = names(relative);
        let mut path = PathBuf::new();
        let mut links = 0;
        while let Some(name) = pending.pop() {
            match Path::new(&name).components().next() {
                Some(Component::ParentDir) if !path.pop() => {
                    let above = self.real.parent().unwrap_or(&self.real);
                    return Err(Some(above.join(pending.iter().rev().collect::<PathBuf>())));
                }
                Some(Component::Normal(name)) => path.push(name),
                _ => {}
            }
            if let Some(Kept::Link(target)) = self.entries.get(&path) {
                links += 1;
                if links > MOST_LINKS {
                    return Err(None);
                }
                if target.has_root() {
                    return Err(Some(target.join(pending.iter().rev().collect::<PathBuf>())));
                }
                path.pop();
                pending.extend(names(target));
            }
        }
        Ok(path)
    }

    /// Whether a symbolic link stands at a path in the folder.
    pub(super) fn is_link(&self, relative: &Path) -> bool {
        matches!(self.entries.get(relative), Some(Kept::Link(_)))
    }

    /// What lies below a path in the folder, at any depth, by paths relative to the folder.
    pub(super) fn below<'s>(&'s self, relative: &Path) -> impl Iterator<Item = (&'s Path, &'s Kept)> + use<'s> {
        let folder = relative.to_owned();
        let from = (Bound::Excluded(folder.clone()), Bound::Unbounded);
        let after = self.entries.range(from).map(|(path, kept)| (path.as_path(), kept));
        // Paths are sorted name by name, so that what is below a folder stands together.
        after.take_while(move |(path, _)| path.starts_with(&folder))
    }

    /// The names in a folder, each with what it stands for.
    pub(super) fn names(&self, relative: &Path) -> BTreeMap<OsString, NameKind> {
        let depth = relative.components().count();
        let mut names = BTreeMap::new();
        for (path, kept) in self.below(relative) {
            let mut components = path.components().skip(depth);
            let (Some(name), more) = (components.next(), components.next()) else {
                continue;
            };
            let kind = match (more, kept) {
                (Some(_), _) => NameKind::Folder,
                (None, Kept::File(_)) => NameKind::File,
                (None, Kept::Link(_)) => NameKind::Link,
            };
            names.insert(name.as_os_str().to_owned(), kind);
        }
        names
    }

    pub(super) fn read(&self, object: &str) -> Result<Vec<u8>, ReadError> {
        self.contents.read(object)
    }

    /// The folder.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// The folder without symbolic links on the way.
    pub(super) fn real(&self) -> &Path {
        &self.real
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Names;

    impl Contents for Names {
        fn read(&self, object: &str) -> Result<Vec<u8>, ReadError> {
            Ok(object.as_bytes().to_vec())
        }
    }

    fn snapshot() -> Snapshot {
        let file = |name: &str| (PathBuf::from(name), Kept::File(name.to_owned()));
        let link = |name: &str, target: &str| (PathBuf::from(name), Kept::Link(PathBuf::from(target)));
        let entries = [
            file("a/x.toml"),
            file("a/b/y.toml"),
            file("a.toml"),
            link("l", "a/b"),
            link("a/up", "../a.toml"),
            link("out", "../other"),
            link("round", "round"),
            link("root", "/etc"),
        ];
        Snapshot::new(Path::new("/no/such/folder"), entries.into(), Names)
    }

    #[test]
    fn links_are_followed_in_the_folder_and_out_of_it() {
        let snapshot = snapshot();
        let find = |path: &str| snapshot.find(Path::new(path));
        assert_eq!(find("a/x.toml"), Found::File("a/x.toml"));
        assert_eq!(find("l/y.toml"), Found::File("a/b/y.toml"));
        assert_eq!(find("a/up"), Found::File("a.toml"));
        assert_eq!(find("a"), Found::Folder);
        assert_eq!(find(""), Found::Folder);
        assert_eq!(find("round/x"), Found::Nothing);
        assert_eq!(find("a/none"), Found::Nothing);
        assert_eq!(find("out/x"), Found::Outside(PathBuf::from("/no/such/other/x")));
        assert_eq!(find("root/x"), Found::Outside(PathBuf::from("/etc/x")));
    }

    #[test]
    fn a_folder_has_the_names_that_are_below_it() {
        let snapshot = snapshot();
        let names = snapshot.names(Path::new("a"));
        let names: Vec<_> = names
            .iter()
            .map(|(name, kind)| (name.to_str().unwrap(), *kind))
            .collect();
        let expected = [
            ("b", NameKind::Folder),
            ("up", NameKind::Link),
            ("x.toml", NameKind::File),
        ];
        assert_eq!(names, expected);
        assert_eq!(snapshot.below(Path::new("")).count(), 8);
    }
}
