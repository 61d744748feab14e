//! Replaces a file as a whole or not at all.

use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::files::{ReadError, read_disk};
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
/// the new one, also after a crash. Mode and, where the system allows it, owner are kept; through a symbolic link the
/// target is replaced, not the link. Nothing is written where the content is the same.
///
/// # Errors
/// See [`WriteError`]; the file is then as it was.
pub fn write(path: &Path, read: &[u8], new: &[u8]) -> Result<(), WriteError> {
    let unreadable = |error| WriteError::Unreadable {
        path: path.to_owned(),
        error,
    };
    let target = fs::canonicalize(path).map_err(|error| unreadable(error.into()))?;
    let metadata = fs::metadata(&target).map_err(|error| unreadable(error.into()))?;
    if metadata.permissions().readonly() {
        return Err(WriteError::Protected { path: path.to_owned() });
    }
    let system = |error| WriteError::System {
        path: path.to_owned(),
        error,
    };
    let temporary = beside(&target, &metadata, new).map_err(system)?;
    // As late as can be: what is written between here and the renaming is lost, and no system offers better.
    if read_disk(&target).map_err(unreadable)? != read {
        return Err(WriteError::Changed { path: path.to_owned() });
    }
    if read == new {
        return Ok(());
    }
    temporary.persist(&target).map_err(|error| system(error.error))?;
    sync_folder(&target);
    Ok(())
}

/// Writes a file that is made from others, such as a report, whatever was there before. A reader sees the old content or
/// the new one. Folders that are not there are made. What is no file but a device or pipe is written to as it is.
///
/// # Errors
/// See [`WriteError`]; a file is then as it was.
pub fn write_output(path: &Path, content: &[u8]) -> Result<(), WriteError> {
    let system = |error| WriteError::System {
        path: path.to_owned(),
        error,
    };
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => Err(system(io::ErrorKind::IsADirectory.into())),
        Ok(metadata) if !metadata.is_file() => fs::write(path, content).map_err(system),
        Ok(metadata) if metadata.permissions().readonly() => Err(WriteError::Protected { path: path.to_owned() }),
        Ok(metadata) => {
            let target = fs::canonicalize(path).map_err(system)?;
            let temporary = beside(&target, &metadata, content).map_err(system)?;
            temporary.persist(&target).map_err(|error| system(error.error))?;
            sync_folder(&target);
            Ok(())
        }
        Err(_) => {
            fs::create_dir_all(folder).map_err(system)?;
            // The temporary file is for its owner alone; a new file is what the system makes it.
            let mut file = File::create_new(path).map_err(system)?;
            let written = file.write_all(content).and_then(|()| file.sync_all());
            written.map_err(|error| {
                let _ = fs::remove_file(path);
                system(error)
            })
        }
    }
}

/// A file with the content, safely on disk, beside the target: renaming works only within a file system. It goes away
/// again if it is not renamed.
fn beside(target: &Path, metadata: &Metadata, content: &[u8]) -> io::Result<NamedTempFile> {
    let folder = target.parent().unwrap_or(target);
    let mut temporary = tempfile::Builder::new()
        .prefix(".stdreg-")
        .suffix(".tmp")
        .tempfile_in(folder)?;
    temporary.write_all(content)?;
    temporary.flush()?;
    keep_owner(temporary.as_file(), metadata);
    temporary.as_file().set_permissions(metadata.permissions())?;
    temporary.as_file().sync_all()?;
    Ok(temporary)
}

/// Gives the file the owner of the one that it replaces. Only the superuser may do that in general; for everybody else
/// the file becomes their own, as with any editor.
#[cfg(unix)]
fn keep_owner(file: &File, metadata: &Metadata) {
    use std::os::unix::fs::{MetadataExt as _, fchown};
    let is_other = |own: &Metadata| (own.uid(), own.gid()) != (metadata.uid(), metadata.gid());
    if file.metadata().is_ok_and(|own| is_other(&own)) {
        let _ = fchown(file, Some(metadata.uid()), Some(metadata.gid()))
            .or_else(|_| fchown(file, None, Some(metadata.gid())));
    }
}

#[cfg(not(unix))]
fn keep_owner(_file: &File, _metadata: &Metadata) {}

/// Makes the renaming last. The file is whole either way, so a system that cannot do it does no harm.
fn sync_folder(target: &Path) {
    if let Some(folder) = target.parent()
        && let Ok(folder) = File::open(folder)
    {
        let _ = folder.sync_all();
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
}
