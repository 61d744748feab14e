//! The file system as a run or an editor sees it: the disk, with texts that are not saved yet laid over it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf, Prefix, PrefixComponent};
use std::sync::Arc;

use super::disk::{open, read, within};
use super::entry::Limit;
pub(super) use super::entry::NameKind;
pub use super::entry::{EntryKind, ReadError};
use super::snapshot::{Found, Kept, Snapshot};
use crate::text::encoding::{self, NotUtf8};

/// The files as one run of the linter, or one state of an editor, sees them. A clone shares what is laid over the disk
/// at that moment, and is cheap.
#[derive(Clone, Debug, Default)]
pub struct Files {
    overlay: BTreeMap<PathBuf, Overlaid>,
    /// What stands in for a folder of the disk.
    snapshot: Option<Arc<Snapshot>>,
}

/// What is laid over a file. A clone shares it.
#[derive(Clone, Debug)]
pub enum Overlaid {
    /// Bytes, of whatever encoding.
    Bytes(Arc<[u8]>),
    /// A text, which somebody else may hold.
    Text(Arc<String>),
}

impl Overlaid {
    fn bytes(&self) -> &[u8] {
        match self {
            Self::Bytes(bytes) => bytes,
            Self::Text(text) => text.as_bytes(),
        }
    }
}

impl<T: Into<Arc<[u8]>>> From<T> for Overlaid {
    fn from(bytes: T) -> Self {
        Self::Bytes(bytes.into())
    }
}

/// Where something is to be looked for.
enum Whereabouts<'f> {
    Disk(Cow<'f, Path>),
    Snapshot(&'f Snapshot, Found<'f>),
}

impl Files {
    /// The files with a folder as it was at another time; what lies elsewhere is on disk.
    pub fn at(snapshot: Snapshot) -> Self {
        Self {
            snapshot: Some(Arc::new(snapshot)),
            ..Self::default()
        }
    }

    /// Where an absolute path is to be looked for.
    fn whereabouts<'f>(&'f self, path: &'f Path) -> Whereabouts<'f> {
        let kept = self.snapshot.as_deref();
        let kept = kept.and_then(|snapshot| Some((snapshot, snapshot.relative(path)?)));
        match kept.map(|(snapshot, relative)| (snapshot, snapshot.find(&relative))) {
            None => Whereabouts::Disk(Cow::Borrowed(path)),
            Some((_, Found::Outside(path))) => Whereabouts::Disk(Cow::Owned(path)),
            Some((snapshot, found)) => Whereabouts::Snapshot(snapshot, found),
        }
    }

    /// Lays a text over a file, which need not be there: standard input, or an open buffer.
    pub fn overlay(&mut self, path: &Path, contents: impl Into<Overlaid>) {
        self.overlay.insert(absolute(path), contents.into());
    }

    /// The bytes of a file.
    ///
    /// # Errors
    /// See [`ReadError`]. Never waits: only regular files are opened.
    pub fn read(&self, path: &Path, limit: Limit) -> Result<Vec<u8>, ReadError> {
        let path = absolute(path);
        match self.overlay.get(&path) {
            Some(contents) => {
                let bytes = contents.bytes();
                within(limit, bytes.len() as u64).map(|()| bytes.to_vec())
            }
            None => match self.whereabouts(&path) {
                Whereabouts::Disk(path) => read(&path, limit),
                Whereabouts::Snapshot(snapshot, Found::File(object)) => {
                    let bytes = snapshot.read(object)?;
                    within(limit, bytes.len() as u64).map(|()| bytes)
                }
                Whereabouts::Snapshot(_, Found::Folder) => Err(ReadError::Folder),
                Whereabouts::Snapshot(..) => Err(ReadError::Missing),
            },
        }
    }

    /// The text of a file.
    ///
    /// # Errors
    /// Likewise, and where it is not UTF-8.
    pub(super) fn read_text(&self, path: &Path, limit: Limit) -> Result<Result<String, NotUtf8>, ReadError> {
        Ok(match self.overlay.get(&absolute(path)) {
            Some(Overlaid::Text(text)) => {
                within(limit, text.len() as u64).map(|()| encoding::of_text(text.to_string()))?
            }
            _ => encoding::decode(self.read(path, limit)?),
        })
    }

    /// Where a file is read from on disk; none where something is laid over it, or stands in for it.
    pub(super) fn on_disk(&self, path: &Path) -> Option<PathBuf> {
        let path = absolute(path);
        match self.whereabouts(&path) {
            Whereabouts::Disk(disk) if !self.overlay.contains_key(&path) => Some(disk.into_owned()),
            _ => None,
        }
    }

    /// By what the contents of a file are read that is kept, symbolic links followed: the same for the same contents.
    pub(super) fn object(&self, path: &Path) -> Option<String> {
        let path = absolute(path);
        if self.overlay.contains_key(&path) {
            return None;
        }
        match self.whereabouts(&path) {
            Whereabouts::Snapshot(_, Found::File(object)) => Some(object.to_owned()),
            _ => None,
        }
    }

    /// Whether a file can be read, without reading it.
    ///
    /// # Errors
    /// As [`Files::read`] would.
    pub(super) fn check(&self, path: &Path, limit: Limit) -> Result<(), ReadError> {
        let path = absolute(path);
        match self.overlay.get(&path) {
            Some(contents) => within(limit, contents.bytes().len() as u64),
            None => match self.whereabouts(&path) {
                Whereabouts::Disk(path) => open(&path, limit).map(|_| ()),
                Whereabouts::Snapshot(_, Found::File(_)) => Ok(()),
                Whereabouts::Snapshot(_, Found::Folder) => Err(ReadError::Folder),
                Whereabouts::Snapshot(..) => Err(ReadError::Missing),
            },
        }
    }

    /// What stands at a path; symbolic links are followed. A text laid over it makes it a file.
    ///
    /// # Errors
    /// Where nothing is there, something that is neither file nor folder, or the system does not tell.
    pub fn kind(&self, path: &Path) -> Result<EntryKind, ReadError> {
        let path = absolute(path);
        if self.overlay.contains_key(&path) {
            return Ok(EntryKind::File);
        }
        match self.whereabouts(&path) {
            Whereabouts::Disk(path) => {
                let metadata = fs::metadata(path)?;
                match (metadata.is_dir(), metadata.is_file()) {
                    (true, _) => Ok(EntryKind::Folder),
                    (false, true) => Ok(EntryKind::File),
                    (false, false) => Err(ReadError::Special),
                }
            }
            Whereabouts::Snapshot(_, Found::File(_)) => Ok(EntryKind::File),
            Whereabouts::Snapshot(_, Found::Folder) => Ok(EntryKind::Folder),
            Whereabouts::Snapshot(..) => Err(ReadError::Missing),
        }
    }

    /// Whether there is a file at a path.
    pub fn is_file(&self, path: &Path) -> bool {
        self.kind(path).is_ok_and(|kind| kind == EntryKind::File)
    }

    /// Whether there is a symbolic link at a path that leads nowhere.
    pub(super) fn is_lost_link(&self, path: &Path) -> bool {
        !self.overlay.contains_key(path) && self.is_link(path) && self.resolve(path).is_none()
    }

    /// Whether there is a symbolic link at an absolute path.
    pub(super) fn is_link(&self, path: &Path) -> bool {
        self.name_kind(path) == Some(NameKind::Link)
    }

    /// What stands at an absolute path by itself; texts laid over it are not looked at.
    pub(super) fn name_kind(&self, path: &Path) -> Option<NameKind> {
        let kept = self.snapshot.as_deref();
        if let Some((snapshot, relative)) = kept.and_then(|snapshot| Some((snapshot, snapshot.relative(path)?)))
            && snapshot.is_link(&relative)
        {
            return Some(NameKind::Link);
        }
        match self.whereabouts(path) {
            Whereabouts::Disk(path) => Some(NameKind::of(fs::symlink_metadata(path).ok()?.file_type())),
            Whereabouts::Snapshot(_, Found::File(_)) => Some(NameKind::File),
            Whereabouts::Snapshot(_, Found::Folder) => Some(NameKind::Folder),
            Whereabouts::Snapshot(..) => None,
        }
    }

    /// The absolute path without symbolic links on the way, where something is there on disk.
    pub(super) fn resolve(&self, path: &Path) -> Option<PathBuf> {
        match self.whereabouts(path) {
            Whereabouts::Disk(path) => fs::canonicalize(path).ok(),
            Whereabouts::Snapshot(_, Found::Nothing) => None,
            Whereabouts::Snapshot(snapshot, _) => {
                let relative = snapshot.resolve(&snapshot.relative(path)?).ok()?;
                Some(snapshot.real().join(relative))
            }
        }
    }

    /// The names in a folder, an absolute path, without those that only have a text laid over them.
    pub(super) fn names(&self, folder: &Path) -> Vec<(PathBuf, NameKind)> {
        match self.whereabouts(folder) {
            Whereabouts::Disk(on_disk) => {
                let entries = fs::read_dir(on_disk).into_iter().flatten().flatten();
                let name = |entry: fs::DirEntry| {
                    let kind = NameKind::of(entry.file_type().ok()?);
                    Some((folder.join(entry.file_name()), kind))
                };
                entries.filter_map(name).collect()
            }
            Whereabouts::Snapshot(snapshot, Found::Folder) => {
                let relative = snapshot.relative(folder).and_then(|path| snapshot.resolve(&path).ok());
                let names = relative.map(|relative| snapshot.names(&relative)).unwrap_or_default();
                names
                    .into_iter()
                    .map(|(name, kind)| (folder.join(name), kind))
                    .collect()
            }
            Whereabouts::Snapshot(..) => Vec::new(),
        }
    }

    /// Whether a path, which is absolute, lies in the folder that is not looked for on disk.
    pub(super) fn is_kept(&self, path: &Path) -> bool {
        let snapshot = self.snapshot.as_deref();
        snapshot.is_some_and(|snapshot| path.starts_with(snapshot.root()))
    }

    /// All files of what stands in for the disk.
    pub(super) fn kept(&self) -> Vec<PathBuf> {
        self.snapshot
            .as_deref()
            .map_or_else(Vec::new, |snapshot| self.kept_below(snapshot.root()))
    }

    /// The files below a folder, at any depth, of what stands in for the disk.
    pub(super) fn kept_below(&self, folder: &Path) -> Vec<PathBuf> {
        let Some(snapshot) = self.snapshot.as_deref() else {
            return Vec::new();
        };
        let (base, relative) = if snapshot.root().starts_with(folder) {
            (snapshot.root(), PathBuf::new())
        } else {
            match snapshot.relative(folder) {
                Some(relative) => (folder, relative),
                None => return Vec::new(),
            }
        };
        let files = snapshot
            .below(&relative)
            .filter(|(_, kept)| matches!(kept, Kept::File(_)));
        let path = |path: &Path| Some(base.join(path.strip_prefix(&relative).ok()?));
        files.filter_map(|(relative, _)| path(relative)).collect()
    }

    /// The paths below a folder that have a text laid over them.
    pub(super) fn overlaid_below<'f>(&'f self, folder: &'f Path) -> impl Iterator<Item = &'f Path> {
        self.overlay
            .keys()
            .map(PathBuf::as_path)
            .filter(move |path| *path != folder && path.starts_with(folder))
    }
}

/// The path as this room knows it: from the root of the file system on, without `.` and `..`. A name and the `..` after
/// it cancel each other out, be it a symbolic link or not; [`located`] is for what a user named.
pub fn absolute(path: &Path) -> PathBuf {
    normalise(&std::path::absolute(path).unwrap_or_else(|_| path.to_owned()))
}

/// Where a path leads through all symbolic links, as this room knows paths: the system's own form of it may be another.
///
/// # Errors
/// Where it leads nowhere.
pub fn canonical(path: &Path) -> io::Result<PathBuf> {
    fs::canonicalize(path).map(|meant| normalise(&meant))
}

/// Like [`absolute`], for a path that a user named: where a `..` follows a symbolic link, the system goes to the folder
/// above the link's target, and so does this.
pub(super) fn located(path: &Path) -> PathBuf {
    let lexical = absolute(path);
    let mut components = path
        .components()
        .skip_while(|component| !matches!(component, Component::Normal(_)));
    if !components.any(|component| component == Component::ParentDir) {
        return lexical;
    }
    match canonical(path) {
        Ok(meant) if canonical(&lexical).is_ok_and(|found| found == meant) => lexical,
        Ok(meant) => meant,
        Err(_) => lexical,
    }
}

/// A path without `.` and `..`, by its letters alone: nothing is asked of the file system. A `..` that climbs above
/// the root of an absolute path is dropped, one at the start of a relative path stays. A drive or share of Windows has its
/// usual name.
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
            Component::Prefix(prefix) => result.push(plain(prefix)),
            Component::RootDir | Component::Normal(_) => result.push(component),
        }
    }
    result
}

/// The drive or share as everybody writes it: the system itself gives paths that begin with `\\?\`, which few programs take,
/// and which have no form with `/`.
fn plain(prefix: PrefixComponent<'_>) -> OsString {
    match prefix.kind() {
        Prefix::VerbatimDisk(letter) => format!("{}:", char::from(letter)).into(),
        Prefix::VerbatimUNC(server, share) => {
            let mut name = OsString::from("\\\\");
            name.push(server);
            name.push("\\");
            name.push(share);
            name
        }
        _ => prefix.as_os_str().to_owned(),
    }
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

    #[cfg(windows)]
    #[test]
    fn drives_and_shares_have_their_usual_names() {
        for (path, expected) in [
            (r"\\?\C:\a\b.toml", r"C:\a\b.toml"),
            (r"\\?\UNC\server\share\b.toml", r"\\server\share\b.toml"),
            (r"c:/a/../b.toml", r"C:\b.toml"),
        ] {
            assert_eq!(normalise(Path::new(path)), Path::new(expected), "{path}");
            assert!(!with_slashes(&normalise(Path::new(path))).contains('?'), "{path}");
        }
    }

    #[test]
    fn what_is_no_regular_file_is_an_error_and_no_wait() {
        let folder = tempfile::tempdir().unwrap();
        let read = |name: &str| Files::default().read(&folder.path().join(name), Limit::Settings);
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
        let large = fs::File::create(folder.path().join("large")).unwrap();
        large.set_len(Limit::Settings.bytes() + 1).unwrap();
        assert!(matches!(read("large"), Err(ReadError::TooLarge(Limit::Settings))));
        large.set_len(Limit::Settings.bytes()).unwrap();
        assert_eq!(read("large").unwrap().len() as u64, Limit::Settings.bytes());
    }

    #[test]
    fn a_text_lies_over_the_disk() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a"), "disk").unwrap();
        let path = folder.path().join("a");
        let mut files = Files::default();
        files.overlay(&folder.path().join("./x/../a"), *b"buffer");
        assert_eq!(files.read(&path, Limit::Register).unwrap(), b"buffer");
    }
}
