//! The file system with open buffers laid over it.

use std::fs;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashMap;

/// The largest file that is read, in bytes. Offsets are kept in 32 bits, and a register of this size has millions of
/// entries.
pub const MAX_FILE_SIZE: u64 = 1 << 30;

/// Files on disk, and texts that are laid over them.
#[derive(Clone, Debug, Default)]
pub struct Files {
    overlay: FxHashMap<PathBuf, Arc<[u8]>>,
}

impl Files {
    /// Lays a text over a file, whether it exists or not.
    pub fn overlay(&mut self, path: &Path, content: impl Into<Arc<[u8]>>) {
        self.overlay.insert(absolute(path), content.into());
    }

    /// Takes a text away again.
    pub fn uncover(&mut self, path: &Path) {
        self.overlay.remove(&absolute(path));
    }

    /// The texts that are laid over files.
    pub fn overlaid(&self) -> impl Iterator<Item = (&Path, &Arc<[u8]>)> {
        self.overlay.iter().map(|(path, text)| (path.as_path(), text))
    }

    /// The bytes of a file. What is no regular file (a folder, a pipe, a device) and what is too large is an error, told
    /// before anything is read.
    pub fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        if let Some(text) = self.overlay.get(&absolute(path)) {
            return Ok(text.to_vec());
        }
        let metadata = fs::metadata(path)?;
        if !metadata.is_file() {
            let kind = if metadata.is_dir() {
                "a folder"
            } else {
                "no regular file"
            };
            return Err(io::Error::other(format!("it is {kind}")));
        }
        if metadata.len() > MAX_FILE_SIZE {
            let reason = format!(
                "it has {} bytes; {MAX_FILE_SIZE} are the most that is read",
                metadata.len()
            );
            return Err(io::Error::other(reason));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0) + 1);
        fs::File::open(path)?.take(MAX_FILE_SIZE + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > MAX_FILE_SIZE {
            return Err(io::Error::other("it grew over the largest size that is read"));
        }
        Ok(bytes)
    }

    /// Whether a path is a file, on disk or laid over it.
    pub fn is_file(&self, path: &Path) -> bool {
        self.overlay.contains_key(&absolute(path)) || fs::metadata(path).is_ok_and(|metadata| metadata.is_file())
    }

    /// The files right in a folder, sorted; none where it cannot be read.
    pub fn in_folder(&self, folder: &Path) -> Vec<PathBuf> {
        let on_disk = fs::read_dir(folder)
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path());
        let mut files: Vec<PathBuf> = on_disk.filter(|path| self.is_file(path)).collect();
        let folder = absolute(folder);
        files.extend(
            self.overlay
                .keys()
                .filter(|path| path.parent() == Some(&folder))
                .cloned(),
        );
        files.sort();
        files.dedup();
        files
    }
}

/// Whether a file is the root of a register by its name: `register.toml` or `NAME.register.toml`.
pub fn is_root_name(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name == "register.toml" || name.ends_with(".register.toml")
}

/// A path from the root of the file system on, normalised: by what files are known and compared.
pub fn absolute(path: &Path) -> PathBuf {
    normalise(&std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf()))
}

/// A path without `.` and with `..` resolved by the letters alone: links are not followed, the disk is not asked.
pub fn normalise(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => match normal.components().next_back() {
                Some(Component::Normal(_)) => {
                    normal.pop();
                }
                Some(Component::RootDir | Component::Prefix(_)) => {}
                _ => normal.push(".."),
            },
            other => normal.push(other),
        }
    }
    normal
}

/// A path as findings show it: relative to a folder where it lies below it, with `/`.
pub fn shown(path: &Path, current: &Path) -> String {
    let path = normalise(path);
    let relative = path.strip_prefix(normalise(current)).unwrap_or(&path);
    let shown = relative.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '\\' {
        shown.replace('\\', "/")
    } else {
        shown.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_normalised_by_their_letters() {
        for (path, normal) in [
            ("a/./b/../c", "a/c"),
            ("../a", "../a"),
            ("/../a", "/a"),
            ("./", ""),
            ("a/../..", ".."),
        ] {
            assert_eq!(normalise(Path::new(path)), Path::new(normal), "{path}");
        }
        assert_eq!(shown(Path::new("/w/a/./b.toml"), Path::new("/w")), "a/b.toml");
        assert_eq!(shown(Path::new("/x/b.toml"), Path::new("/w")), "/x/b.toml");
    }

    #[test]
    fn what_is_laid_over_a_file_is_read_in_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("register.toml");
        let mut files = Files::default();
        assert!(files.read(folder.path()).is_err());
        files.overlay(&folder.path().join("./register.toml"), *b"over");
        assert_eq!(files.read(&path).unwrap(), b"over");
        assert_eq!(files.in_folder(folder.path()), std::slice::from_ref(&path));
        files.uncover(&path);
        assert!(!files.is_file(&path));
    }
}
