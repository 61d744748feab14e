//! The file that takes the place of another: whole on disk before anybody sees it, with the owner, the mode and the
//! attributes of the one that it replaces.
//!
//! Where the system has files without a name, it has none until it is whole, so that nothing stays behind when the
//! program is ended in the meantime. Elsewhere, and in the moment between its name and its place, it is called
//! `.stdreg-XXXXXX.tmp` and locked by the program that writes it. A file of that name that nobody has locked is what a
//! program left that is no more: [`sweep`] takes it away.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, PoisonError};

use rustc_hash::FxHashSet;
use tempfile::TempPath;

const PREFIX: &str = ".stdreg-";
const SUFFIX: &str = ".tmp";
/// How often a name is tried that somebody else may be sweeping away.
const TRIALS: usize = 8;
/// Whether files have permissions. Those of WebAssembly have none, which looks as if nobody might write to them.
pub(super) const HAS_PERMISSIONS: bool = cfg!(not(target_family = "wasm"));

/// Whom a file is for while it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    /// Its owner alone: it gets the mode of the file that it replaces.
    Owner,
    /// Whom new files of this user are for.
    New,
}

/// A file on the way to its place.
#[derive(Debug)]
pub(super) struct Temporary {
    file: File,
    folder: PathBuf,
    /// Its name while it has one; it goes away with this.
    name: Option<TempPath>,
}

impl Temporary {
    /// An empty file in a folder: a file is renamed only within a file system.
    pub(super) fn new(folder: &Path, access: Access) -> io::Result<Self> {
        sweep_once(folder);
        let (file, name) = match unnamed(folder, access) {
            Some(file) => {
                let _ = file.try_lock();
                (file, None)
            }
            None => named(folder, access).map(|(file, name)| (file, Some(name)))?,
        };
        let folder = folder.to_owned();
        Ok(Self { file, folder, name })
    }

    /// Writes the whole content, and leaves it to the system when that reaches the disk: for what can be made anew, and is
    /// looked at when it is read.
    pub(super) fn fill_in_time(&mut self, content: &[u8]) -> io::Result<()> {
        self.file.write_all(content)
    }

    /// Writes all that it is to hold. It is on disk afterwards.
    pub(super) fn fill(&mut self, content: &[u8]) -> io::Result<()> {
        self.file.write_all(content)?;
        self.file.sync_all()
    }

    /// Gives it what the file has that it is to replace. `Err` names what cannot be kept.
    pub(super) fn take_after(&self, target: &Path, metadata: &Metadata) -> Result<(), Lost> {
        keep_owner(&self.file, metadata)?;
        attributes::keep(&self.file, target)?;
        // A changed owner takes bits of the mode away, and an access control list shows in it.
        match HAS_PERMISSIONS {
            true => self
                .file
                .set_permissions(metadata.permissions())
                .map_err(|_| Lost::Owner),
            false => Ok(()),
        }
    }

    /// Puts it in the place of a file, which a reader sees as it was or as it is now.
    pub(super) fn replace(self, target: &Path) -> io::Result<()> {
        let (file, name) = self.into_named()?;
        name.persist(target).map_err(|error| error.error)?;
        // Closed last: it is locked as long as it has a name to be swept by.
        drop(file);
        sync_folder(target);
        Ok(())
    }

    /// Puts it where no file is yet.
    pub(super) fn create(self, target: &Path) -> io::Result<()> {
        match self.name {
            None => link(&self.file, target)?,
            Some(name) => name.persist_noclobber(target).map_err(|error| error.error)?,
        }
        sync_folder(target);
        Ok(())
    }

    fn into_named(self) -> io::Result<(File, TempPath)> {
        let Self { file, folder, name } = self;
        let name = match name {
            Some(name) => name,
            None => {
                let linked = builder().make_in(folder, |path| link(&file, path))?;
                linked.into_temp_path()
            }
        };
        Ok((file, name))
    }
}

/// What a file would lose that took the place of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Lost {
    /// Its owner or group.
    Owner,
    /// An attribute, such as an access control list, by its name.
    #[cfg_attr(
        not(any(target_os = "linux", target_os = "macos")),
        expect(dead_code, reason = "nothing is known of attributes there")
    )]
    Attribute(String),
}

fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
    builder
}

/// A file without a name, where the system and the file system have such files, and can give it one later.
#[cfg(target_os = "linux")]
fn unnamed(folder: &Path, access: Access) -> Option<File> {
    use rustix::fs::{Mode, OFlags};
    let mode = match access {
        Access::Owner => Mode::from_raw_mode(0o600),
        Access::New => Mode::from_raw_mode(0o666),
    };
    let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
    let file = File::from(rustix::fs::open(folder, flags, mode).ok()?);
    handle(&file).exists().then_some(file)
}

#[cfg(not(target_os = "linux"))]
fn unnamed(_folder: &Path, _access: Access) -> Option<File> {
    None
}

/// Gives a file without a name one that no file has yet.
#[cfg(target_os = "linux")]
fn link(file: &File, path: &Path) -> io::Result<()> {
    use rustix::fs::{AtFlags, CWD};
    rustix::fs::linkat(CWD, handle(file), CWD, path, AtFlags::SYMLINK_FOLLOW)?;
    Ok(())
}

/// By what name an open file is known to whoever has it open.
#[cfg(target_os = "linux")]
fn handle(file: &File) -> PathBuf {
    use std::os::fd::AsRawFd as _;
    PathBuf::from(format!("/proc/self/fd/{}", file.as_raw_fd()))
}

#[cfg(not(target_os = "linux"))]
fn link(_file: &File, _path: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// A file with a name that nobody sweeps away: it is locked. Where locks are unknown, nobody sweeps.
fn named(folder: &Path, access: Access) -> io::Result<(File, TempPath)> {
    let mut builder = builder();
    give_access(&mut builder, access);
    for _ in 0..TRIALS {
        let (file, name) = builder.tempfile_in(folder)?.into_parts();
        let _ = file.try_lock();
        // Somebody may have taken it for left behind before it was locked.
        if name.exists() {
            return Ok((file, name));
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Whom the file is for; by itself it is for its owner.
#[cfg(unix)]
fn give_access(builder: &mut tempfile::Builder<'_, '_>, access: Access) {
    use std::os::unix::fs::PermissionsExt as _;
    if access == Access::New {
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
}

/// Elsewhere a file is for whom its folder is.
#[cfg(not(unix))]
fn give_access(_builder: &mut tempfile::Builder<'_, '_>, _access: Access) {}

/// Sweeps a folder the first time that something is written to it.
fn sweep_once(folder: &Path) {
    static SWEPT: LazyLock<Mutex<FxHashSet<PathBuf>>> = LazyLock::new(Mutex::default);
    let mut swept = SWEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if swept.insert(folder.to_owned()) {
        sweep(folder);
    }
}

/// Takes away what programs left behind that were ended while they wrote. A file that another program still writes is
/// locked, and stays.
fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let is_ours = name.to_str().is_some_and(|name| {
            let middle = name.strip_prefix(PREFIX).and_then(|name| name.strip_suffix(SUFFIX));
            middle.is_some_and(|middle| middle.len() == 6 && middle.bytes().all(|byte| byte.is_ascii_alphanumeric()))
        });
        if !is_ours || !entry.file_type().is_ok_and(|kind| kind.is_file()) {
            continue;
        }
        let path = entry.path();
        let Ok(file) = OpenOptions::new().read(true).write(true).open(&path) else {
            continue;
        };
        if file.try_lock().is_ok() {
            let _ = fs::remove_file(path);
        }
    }
}

/// Gives the file the owner and the group of the one that it replaces, where it does not have them. Only the superuser
/// may give files away, and others only to a group that they are in.
#[cfg(unix)]
fn keep_owner(file: &File, metadata: &Metadata) -> Result<(), Lost> {
    use std::os::unix::fs::{MetadataExt as _, fchown};
    let own = file.metadata().map_err(|_| Lost::Owner)?;
    let user = (own.uid() != metadata.uid()).then_some(metadata.uid());
    let group = (own.gid() != metadata.gid()).then_some(metadata.gid());
    if user.is_none() && group.is_none() {
        return Ok(());
    }
    fchown(file, user, group).map_err(|_| Lost::Owner)
}

#[cfg(not(unix))]
fn keep_owner(_file: &File, _metadata: &Metadata) -> Result<(), Lost> {
    Ok(())
}

/// Makes the renaming last. The file is whole either way, so a system that cannot do it does no harm.
fn sync_folder(target: &Path) {
    if let Some(folder) = target.parent()
        && let Ok(folder) = File::open(folder)
    {
        let _ = folder.sync_all();
    }
}

/// Extended attributes, of which access control lists are some.
#[cfg(any(target_os = "linux", target_os = "macos"))]
mod attributes {
    use std::ffi::{CStr, CString};
    use std::fs::File;
    use std::path::Path;

    use rustix::fs::{XattrFlags, fgetxattr, flistxattr, fremovexattr, fsetxattr, getxattr, listxattr};
    use rustix::io::{Errno, Result};

    use super::Lost;

    /// The most that Linux keeps in one attribute, and in the list of their names.
    const MOST: usize = 1 << 16;

    /// Gives a file the attributes of another, and no others.
    pub(super) fn keep(file: &File, of: &Path) -> std::result::Result<(), Lost> {
        let wanted = names(|list| listxattr(of, list))?;
        let own = names(|list| flistxattr(file, list))?;
        for name in &wanted {
            let value = value(|value| getxattr(of, name.as_c_str(), value)).map_err(|_| lost(name))?;
            let is_so = value_of(file, name).is_ok_and(|own| own == value);
            if !is_so && fsetxattr(file, name.as_c_str(), &value, XattrFlags::empty()).is_err() && !is_system(name) {
                return Err(lost(name));
            }
        }
        // A folder may give a list of its own to every file that is made in it.
        for name in own.iter().filter(|name| !wanted.contains(name)) {
            if fremovexattr(file, name.as_c_str()).is_err() && !is_system(name) {
                return Err(lost(name));
            }
        }
        Ok(())
    }

    fn lost(name: &CStr) -> Lost {
        Lost::Attribute(name.to_string_lossy().into_owned())
    }

    /// Whether the system gives an attribute by itself, as a label of SELinux or the provenance of macOS: where it does not
    /// let it be given, the one that it gave is right.
    fn is_system(name: &CStr) -> bool {
        let name = name.to_bytes();
        name.starts_with(b"security.") || name.starts_with(b"com.apple.")
    }

    fn value_of(file: &File, name: &CStr) -> Result<Vec<u8>> {
        value(|value| fgetxattr(file, name, value))
    }

    fn value(get: impl Fn(&mut [u8]) -> Result<usize>) -> Result<Vec<u8>> {
        let mut value = vec![0; MOST];
        let length = get(&mut value)?;
        value.truncate(length);
        Ok(value)
    }

    fn names(list: impl Fn(&mut [u8]) -> Result<usize>) -> std::result::Result<Vec<CString>, Lost> {
        match value(list) {
            Ok(names) => Ok(names
                .split_inclusive(|byte| *byte == 0)
                .filter_map(|name| CStr::from_bytes_with_nul(name).ok().map(CStr::to_owned))
                .collect()),
            // A file system without attributes has none to lose.
            Err(Errno::NOTSUP) => Ok(Vec::new()),
            Err(error) => Err(Lost::Attribute(error.to_string())),
        }
    }
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
mod attributes {
    use std::fs::File;
    use std::path::Path;

    use super::Lost;

    #[allow(clippy::unnecessary_wraps, reason = "other systems have attributes")]
    pub(super) fn keep(_file: &File, _of: &Path) -> Result<(), Lost> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names_in(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn what_was_left_behind_is_swept_and_what_is_written_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        for name in [
            ".stdreg-aB3xyz.tmp",
            ".stdreg-locked.tmp",
            ".stdreg-notes.tmp.toml",
            ".stdreg-.tmp",
        ] {
            fs::write(path(name), "half").unwrap();
        }
        fs::create_dir(path(".stdreg-folder.tmp")).unwrap();
        let writing = File::open(path(".stdreg-locked.tmp")).unwrap();
        writing.lock().unwrap();
        sweep(folder.path());
        let left = [
            ".stdreg-.tmp",
            ".stdreg-folder.tmp",
            ".stdreg-locked.tmp",
            ".stdreg-notes.tmp.toml",
        ];
        assert_eq!(names_in(folder.path()), left);
        drop(writing);
        sweep(folder.path());
        assert!(!path(".stdreg-locked.tmp").exists());
    }

    #[test]
    fn a_file_with_a_name_is_locked_until_it_is_in_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let (file, name) = named(folder.path(), Access::Owner).unwrap();
        sweep(folder.path());
        assert!(name.exists());
        let mut temporary = Temporary {
            file,
            folder: folder.path().to_owned(),
            name: Some(name),
        };
        temporary.fill(b"new").unwrap();
        let target = folder.path().join("a");
        fs::write(&target, "old").unwrap();
        temporary.replace(&target).unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"new");
        assert_eq!(names_in(folder.path()), ["a"]);
        let (file, name) = named(folder.path(), Access::New).unwrap();
        let (folder_path, name) = (folder.path().to_owned(), Some(name));
        let temporary = Temporary {
            file,
            folder: folder_path,
            name,
        };
        let error = temporary.create(&target).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(names_in(folder.path()), ["a"]);
    }

    /// Of a program that is ended while it writes nothing stays.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_file_has_no_name_before_it_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let mut temporary = Temporary::new(folder.path(), Access::New).unwrap();
        temporary.fill(b"half").unwrap();
        if temporary.name.is_some() {
            // The file system has no files without a name; then the name is one that is swept.
            assert!(names_in(folder.path())[0].starts_with(PREFIX));
        } else {
            assert_eq!(names_in(folder.path()), Vec::<String>::new());
        }
        temporary.create(&folder.path().join("a")).unwrap();
        assert_eq!(names_in(folder.path()), ["a"]);
    }
}
