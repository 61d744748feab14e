//! Replaces a file as a whole or not at all, and only where nothing of it is lost but its old content.

use std::fs::{self, Metadata, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use super::disk::{read as read_disk, within};
use super::entry::Limit;
use super::files::ReadError;
use super::temporary::{Access, HAS_PERMISSIONS, Lost, Temporary};
use crate::messages::Language;

/// Why a file was not replaced. It is as it was.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message().render(Language::En))]
pub enum WriteError {
    /// It cannot be read any more.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        error: ReadError,
    },
    /// Somebody else wrote it after it was read.
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// It is write-protected. Its folder would let it be replaced all the same, but that is not what its owner asked.
    Protected {
        /// The file.
        path: PathBuf,
    },
    /// It has further names (hard links), which would keep the old content.
    Linked {
        /// The file.
        path: PathBuf,
    },
    /// It belongs to another user or group, and would become one's own.
    Owner {
        /// The file.
        path: PathBuf,
    },
    /// It has an attribute, such as an access control list, that would be lost.
    Attribute {
        /// The file.
        path: PathBuf,
        /// What the system calls the attribute.
        name: String,
    },
    /// What the system says.
    System {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        error: io::Error,
    },
}

/// Replaces the content of a file, which must still be what was `read`, by another. A reader sees the old content or
/// the new one, also after a crash. Owner, mode and attributes are kept; through a symbolic link the target is replaced,
/// not the link. Nothing is written where the content is the same.
///
/// # Errors
/// See [`WriteError`]; the file is then as it was.
pub fn write(path: &Path, read: &[u8], new: &[u8]) -> Result<(), WriteError> {
    let (target, mut temporary) = ready(path, read)?;
    if read == new {
        return Ok(());
    }
    let system = |error| WriteError::system(path, error);
    // What the next run would not read is not what whoever has it repaired wants.
    within(Limit::Register, new.len() as u64).map_err(|error| system(error.into()))?;
    temporary.fill(new).map_err(system)?;
    // As late as can be: what is written between here and the renaming is lost, and no system offers better.
    is_unchanged(path, &target, read)?;
    temporary.replace(&target).map_err(system)
}

/// Whether [`write()`] would replace a file, as far as can be known before.
///
/// # Errors
/// As [`write()`].
pub fn check_write(path: &Path, read: &[u8]) -> Result<(), WriteError> {
    ready(path, read).map(|_| ())
}

/// The file that a path means, and an empty one that may take its place.
fn ready(path: &Path, read: &[u8]) -> Result<(PathBuf, Temporary), WriteError> {
    let unreadable = |error: io::Error| WriteError::unreadable(path, error.into());
    let target = fs::canonicalize(path).map_err(unreadable)?;
    let metadata = fs::metadata(&target).map_err(unreadable)?;
    is_unchanged(path, &target, read)?;
    let temporary = stand_in(path, &target, &metadata)?;
    Ok((target, temporary))
}

fn is_unchanged(path: &Path, target: &Path, read: &[u8]) -> Result<(), WriteError> {
    match read_disk(target, Limit::Register) {
        Ok(now) if now == read => Ok(()),
        Ok(_) => Err(WriteError::Changed { path: path.to_owned() }),
        Err(error) => Err(WriteError::unreadable(path, error)),
    }
}

/// An empty file beside another that may take its place: with its owner, mode and attributes.
fn stand_in(path: &Path, target: &Path, metadata: &Metadata) -> Result<Temporary, WriteError> {
    // The superuser may write to it all the same, but that is not what its owner asked. Nor is its folder's letting it be
    // replaced.
    if HAS_PERMISSIONS && metadata.permissions().readonly() {
        return Err(WriteError::Protected { path: path.to_owned() });
    }
    if has_further_names(metadata) {
        return Err(WriteError::Linked { path: path.to_owned() });
    }
    let system = |error| WriteError::system(path, error);
    let folder = target.parent().unwrap_or(target);
    let temporary = Temporary::new(folder, Access::Owner).map_err(system)?;
    temporary.take_after(target, metadata).map_err(|lost| match lost {
        Lost::Owner => WriteError::Owner { path: path.to_owned() },
        Lost::Attribute(name) => WriteError::Attribute {
            path: path.to_owned(),
            name,
        },
    })?;
    match OpenOptions::new().write(true).open(target) {
        Ok(_) => Ok(temporary),
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            Err(WriteError::Protected { path: path.to_owned() })
        }
        Err(error) => Err(system(error)),
    }
}

#[cfg(unix)]
fn has_further_names(metadata: &Metadata) -> bool {
    std::os::unix::fs::MetadataExt::nlink(metadata) > 1
}

#[cfg(not(unix))]
fn has_further_names(_metadata: &Metadata) -> bool {
    false
}

/// Writes a file that is made from others, such as a report, whatever was there before. A reader sees the old content or
/// the new one. Folders that are not there are made. What is no file but a device or pipe is written to as it is.
///
/// # Errors
/// See [`WriteError`]; a file is then as it was.
pub fn write_output(path: &Path, content: &[u8]) -> Result<(), WriteError> {
    let system = |error| WriteError::system(path, error);
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => Err(system(io::ErrorKind::IsADirectory.into())),
        Ok(metadata) if !metadata.is_file() => fs::write(path, content).map_err(system),
        Ok(metadata) => {
            let target = fs::canonicalize(path).map_err(system)?;
            let mut temporary = stand_in(path, &target, &metadata)?;
            temporary.fill(content).map_err(system)?;
            temporary.replace(&target).map_err(system)
        }
        Err(_) => {
            make_folder(folder_of(path)).map_err(system)?;
            write_new(path, content).map_err(system)
        }
    }
}

/// Makes a folder, and those that it is in.
///
/// # Errors
/// Where the system refuses it; where a part of the path is a file, the error is that it is no folder.
pub fn make_folder(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path).map_err(|error| match error.kind() {
        // Of the file, the system says that it is there.
        io::ErrorKind::AlreadyExists => io::ErrorKind::NotADirectory.into(),
        _ => error,
    })
}

/// Writes a file that must not be there yet, as a whole or not at all.
///
/// # Errors
/// Where it is there, and where the system fails.
pub fn write_new(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut temporary = Temporary::new(folder_of(path), Access::New)?;
    temporary.fill(content)?;
    temporary.create(path)
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

impl WriteError {
    fn unreadable(path: &Path, error: ReadError) -> Self {
        let path = path.to_owned();
        Self::Unreadable { path, error }
    }

    fn system(path: &Path, error: io::Error) -> Self {
        let path = path.to_owned();
        Self::System { path, error }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names_in(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> = entries
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_that_changed_in_the_meantime_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.toml");
        fs::write(&path, "theirs").unwrap();
        let error = write(&path, b"read", b"ours").unwrap_err();
        assert!(matches!(error, WriteError::Changed { .. }));
        assert_eq!(fs::read(&path).unwrap(), b"theirs");
        assert_eq!(names_in(folder.path()), ["a.toml"]);
        let gone = folder.path().join("b.toml");
        assert!(matches!(
            write(&gone, b"", b"x"),
            Err(WriteError::Unreadable {
                error: ReadError::Missing,
                ..
            })
        ));
    }

    #[test]
    fn a_report_is_written_whatever_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out/报告/a.sarif");
        for content in ["one", "two"] {
            write_output(&path, content.as_bytes()).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), content);
        }
        assert_eq!(names_in(path.parent().unwrap()), ["a.sarif"]);
        let error = write_output(folder.path(), b"x").unwrap_err();
        assert!(matches!(error, WriteError::System { .. }), "{error}");
        let below_a_file = write_output(&path.join("b"), b"x");
        assert!(matches!(below_a_file, Err(WriteError::System { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn mode_and_link_are_kept() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("real/a.toml");
        fs::create_dir(folder.path().join("real")).unwrap();
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o664)).unwrap();
        let link = folder.path().join("link.toml");
        symlink("real/a.toml", &link).unwrap();
        write(&link, b"old", b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o664);
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(names_in(folder.path()), ["link.toml", "real"]);
        assert_eq!(names_in(&folder.path().join("real")), ["a.toml"]);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
        assert!(matches!(write(&path, b"new", b"x"), Err(WriteError::Protected { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn what_has_further_names_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.toml");
        fs::write(&path, "old").unwrap();
        fs::hard_link(&path, folder.path().join("b")).unwrap();
        assert!(matches!(write(&path, b"old", b"new"), Err(WriteError::Linked { .. })));
        assert!(matches!(check_write(&path, b"old"), Err(WriteError::Linked { .. })));
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(names_in(folder.path()), ["a.toml", "b"]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn attributes_are_kept() {
        use rustix::fs::{XattrFlags, getxattr, setxattr};
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.toml");
        fs::write(&path, "old").unwrap();
        // A list that lets user 7 read and write: version 2, then tag, permissions and id of each line.
        let mut list = 2_u32.to_le_bytes().to_vec();
        for (tag, permissions, id) in [
            (1_u16, 6_u16, u32::MAX),
            (2, 6, 7),
            (4, 4, u32::MAX),
            (16, 6, u32::MAX),
            (32, 4, u32::MAX),
        ] {
            list.extend(tag.to_le_bytes());
            list.extend(permissions.to_le_bytes());
            list.extend(id.to_le_bytes());
        }
        let wanted = [("user.note", b"x".to_vec()), ("system.posix_acl_access", list)];
        // Not every file system has both.
        let kept: Vec<_> = wanted
            .iter()
            .filter(|(name, value)| setxattr(&path, *name, value, XattrFlags::empty()).is_ok())
            .collect();
        write(&path, b"old", b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        for (name, value) in kept {
            let mut now = [0; 256];
            let length = getxattr(&path, *name, &mut now).unwrap();
            assert_eq!(&now[..length], value.as_slice(), "{name}");
        }
    }

    #[test]
    fn a_new_file_is_never_written_over_another() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        write_new(&path, b"one").unwrap();
        assert_eq!(
            write_new(&path, b"two").unwrap_err().kind(),
            io::ErrorKind::AlreadyExists
        );
        assert_eq!(fs::read(&path).unwrap(), b"one");
        assert_eq!(names_in(folder.path()), ["a"]);
    }
}
