//! The file system as a run or an editor sees it: the disk, with texts that are not saved yet laid over it.

use std::collections::BTreeMap;
use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::settings::Cache;

/// The largest file that is read, in bytes: 1 GiB. Offsets are `u32`, and a fix must not push a text past them.
pub const MAX_BYTES: u64 = 1 << 30;

/// Why a file cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// There is nothing of that name, or a symbolic link that points nowhere.
    #[error("no such file or directory")]
    Missing,
    /// It is a folder.
    #[error("it is a folder, not a file")]
    Folder,
    /// It is a pipe, a socket or a device: reading it could wait for ever.
    #[error("it is not a regular file")]
    Special,
    /// It is larger than [`MAX_BYTES`].
    #[error("it has {bytes} bytes, more than the limit of {MAX_BYTES}")]
    TooLarge {
        /// Its size in bytes, or the limit and one where it grew while it was read.
        bytes: u64,
    },
    /// What the system says.
    #[error("{0}")]
    System(#[source] io::Error),
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            // A path that goes on below a file (`register.toml/x`) names nothing either.
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Missing,
            io::ErrorKind::IsADirectory => Self::Folder,
            _ => Self::System(error),
        }
    }
}

/// A file or folder that something was to be done with, and why it could not be.
#[derive(Debug, thiserror::Error)]
#[error("{}: {error}", path.display())]
pub struct FileError {
    /// The path, absolute.
    pub path: PathBuf,
    /// Why.
    #[source]
    pub error: ReadError,
}

/// What a name in a folder stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// A file.
    File,
    /// A folder.
    Folder,
}

/// The files as one run of the linter, or one state of an editor, sees them. A clone shares what is laid over the disk
/// at that moment, and is cheap.
#[derive(Clone, Debug)]
pub struct Files {
    working_directory: PathBuf,
    overlay: BTreeMap<PathBuf, Arc<[u8]>>,
    /// The settings that were found. Here because they hold as long as the files stay as they are.
    pub(super) settings: Arc<Cache>,
}

impl Files {
    /// The disk as it is, with the folder that relative paths are relative to; an absolute path.
    pub fn new(working_directory: impl Into<PathBuf>) -> Self {
        Self {
            working_directory: normalise(&working_directory.into()),
            overlay: BTreeMap::new(),
            settings: Arc::default(),
        }
    }

    /// The disk as it is, seen from the current folder of the process.
    ///
    /// # Errors
    /// What the system says where there is no current folder.
    pub fn here() -> io::Result<Self> {
        std::env::current_dir().map(Self::new)
    }

    /// The folder that relative paths are relative to.
    pub fn working_directory(&self) -> &Path {
        &self.working_directory
    }

    /// Lays a text over a file, which need not be there: standard input, or an open buffer.
    pub fn overlay(&mut self, path: &Path, text: impl Into<Arc<[u8]>>) {
        self.overlay.insert(self.absolute(path), text.into());
        self.forget();
    }

    /// Takes a text away again: the disk shows through.
    pub fn uncover(&mut self, path: &Path) {
        self.overlay.remove(&self.absolute(path));
        self.forget();
    }

    /// Forgets the settings that were found, because files on disk may have changed.
    pub fn forget(&mut self) {
        self.settings = Arc::default();
    }

    /// The path as this room knows it: absolute, without `.` and `..`. A name and the `..` after it cancel each other
    /// out, be it a symbolic link or not; [`Files::locate`] is for what a user named.
    pub fn absolute(&self, path: &Path) -> PathBuf {
        normalise(&self.working_directory.join(path))
    }

    /// Like [`Files::absolute`], for a path that a user named: where a `..` follows a symbolic link, the system goes to
    /// the folder above the link's target, and so does this.
    pub fn locate(&self, path: &Path) -> PathBuf {
        let lexical = self.absolute(path);
        let mut components = path
            .components()
            .skip_while(|component| !matches!(component, Component::Normal(_)));
        if !components.any(|component| component == Component::ParentDir) {
            return lexical;
        }
        match fs::canonicalize(self.working_directory.join(path)) {
            Ok(meant) if fs::canonicalize(&lexical).is_ok_and(|found| found == meant) => lexical,
            Ok(meant) => meant,
            Err(_) => lexical,
        }
    }

    /// The bytes of a file.
    ///
    /// # Errors
    /// See [`ReadError`]. Never waits: only regular files are opened.
    pub fn read(&self, path: &Path) -> Result<Vec<u8>, ReadError> {
        let path = self.absolute(path);
        match self.overlay.get(&path) {
            Some(text) => within_limit(text.len() as u64).map(|()| text.to_vec()),
            None => read_disk(&path),
        }
    }

    /// Whether a file can be read, without reading it.
    ///
    /// # Errors
    /// As [`Files::read`] would.
    pub fn check(&self, path: &Path) -> Result<(), ReadError> {
        let path = self.absolute(path);
        match self.overlay.get(&path) {
            Some(text) => within_limit(text.len() as u64),
            None => open(&path).map(|_| ()),
        }
    }

    /// What stands at a path; symbolic links are followed. A text laid over it makes it a file.
    ///
    /// # Errors
    /// Where nothing is there, something that is neither file nor folder, or the system does not tell.
    pub fn kind(&self, path: &Path) -> Result<EntryKind, ReadError> {
        let path = self.absolute(path);
        if self.overlay.contains_key(&path) {
            return Ok(EntryKind::File);
        }
        let metadata = fs::metadata(path)?;
        match (metadata.is_dir(), metadata.is_file()) {
            (true, _) => Ok(EntryKind::Folder),
            (false, true) => Ok(EntryKind::File),
            (false, false) => Err(ReadError::Special),
        }
    }

    /// Whether there is a file at a path.
    pub fn is_file(&self, path: &Path) -> bool {
        self.kind(path).is_ok_and(|kind| kind == EntryKind::File)
    }

    /// The paths below a folder that have a text laid over them.
    pub(super) fn overlaid_below<'f>(&'f self, folder: &'f Path) -> impl Iterator<Item = &'f Path> {
        self.overlay
            .keys()
            .map(PathBuf::as_path)
            .filter(move |path| *path != folder && path.starts_with(folder))
    }
}

/// The bytes of a regular file on disk.
pub(super) fn read_disk(path: &Path) -> Result<Vec<u8>, ReadError> {
    let (file, metadata) = open(path)?;
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or_default() + 1);
    // The file may grow while it is read; one byte past the limit is enough to know.
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    within_limit(bytes.len() as u64)?;
    Ok(bytes)
}

fn open(path: &Path) -> Result<(File, Metadata), ReadError> {
    // Looked at before it is opened, because opening a pipe waits until somebody writes to it.
    let metadata = fs::metadata(path)?;
    if metadata.is_dir() {
        return Err(ReadError::Folder);
    }
    if !metadata.is_file() {
        return Err(ReadError::Special);
    }
    within_limit(metadata.len())?;
    Ok((File::open(path)?, metadata))
}

fn within_limit(bytes: u64) -> Result<(), ReadError> {
    if bytes > MAX_BYTES {
        return Err(ReadError::TooLarge { bytes });
    }
    Ok(())
}

/// A path without `.` and `..`, by its letters alone: nothing is asked of the file system. A `..` that climbs above
/// the root of an absolute path is dropped, one at the start of a relative path stays.
pub fn normalise(path: &Path) -> PathBuf {
    let mut result = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => match result.components().next_back() {
                Some(Component::Normal(_)) => {
                    result.pop();
                }
                Some(Component::RootDir | Component::Prefix(_)) => {}
                Some(Component::ParentDir | Component::CurDir) | None => result.push(".."),
            },
            Component::Prefix(_) | Component::RootDir | Component::Normal(_) => result.push(component),
        }
    }
    result
}

/// A path below a folder as patterns see it: relative to the folder, with `/`.
pub(super) fn relative_to(path: &Path, folder: &Path) -> Option<String> {
    path.strip_prefix(folder).ok().map(with_slashes)
}

/// A path with `/` between its names, whatever the system uses. What is not Unicode is shown as `�`.
pub(super) fn with_slashes(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' {
        text.into_owned()
    } else {
        text.replace(std::path::MAIN_SEPARATOR, "/")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_go_by_letters_alone() {
        for (path, expected) in [
            ("/a/./b/../c", "/a/c"),
            ("/../a", "/a"),
            ("../a/b/..", "../a"),
            ("a/../../b", "../b"),
            ("./tables/a.toml", "tables/a.toml"),
        ] {
            assert_eq!(normalise(Path::new(path)), Path::new(expected), "{path}");
        }
    }

    #[test]
    fn what_is_no_regular_file_is_an_error_and_no_wait() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::new(folder.path());
        let read = |name: &str| files.read(Path::new(name));
        assert!(matches!(read("."), Err(ReadError::Folder)));
        assert!(matches!(read("nothing"), Err(ReadError::Missing)));
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("nowhere", folder.path().join("dangling")).unwrap();
            assert!(matches!(read("dangling"), Err(ReadError::Missing)));
            let made = std::process::Command::new("mkfifo")
                .arg(folder.path().join("pipe"))
                .status();
            if made.is_ok_and(|status| status.success()) {
                assert!(matches!(read("pipe"), Err(ReadError::Special)));
            }
        }
        let large = File::create(folder.path().join("large")).unwrap();
        large.set_len(MAX_BYTES + 1).unwrap();
        assert!(matches!(read("large"), Err(ReadError::TooLarge { bytes }) if bytes == MAX_BYTES + 1));
    }

    #[test]
    fn a_text_lies_over_the_disk_until_it_is_taken_away() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a"), "disk").unwrap();
        let mut files = Files::new(folder.path());
        files.overlay(Path::new("./x/../a"), *b"buffer");
        assert_eq!(files.read(Path::new("a")).unwrap(), b"buffer");
        files.uncover(Path::new("a"));
        assert_eq!(files.read(Path::new("a")).unwrap(), b"disk");
    }
}
