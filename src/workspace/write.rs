//! Puts a file back: whole or not at all.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Why a file was not written. It is as it was.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// Something else wrote to it since it was read.
    #[error("{} changed on disk while it was checked; nothing was written to it, run again", path.display())]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// The system said no.
    #[error("{} was not written, and is as it was: {source}", path.display())]
    System {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// Replaces the content of a file: the new one is written to a file beside it, brought to the disk, and renamed. The
/// mode is kept; where the path is a link, what it leads to is replaced. `before` is what the file held when it was
/// read: if it holds something else by now, nothing is written.
pub fn write(path: &Path, before: &[u8], after: &[u8]) -> Result<(), WriteError> {
    let system = |source| WriteError::System {
        path: path.to_path_buf(),
        source,
    };
    let target = fs::canonicalize(path).map_err(system)?;
    let folder = target.parent().unwrap_or(Path::new("."));
    let permissions = fs::metadata(&target).map_err(system)?.permissions();
    let mut file = tempfile::Builder::new()
        .prefix(".stdreg-")
        .suffix(".tmp")
        .tempfile_in(folder)
        .map_err(system)?;
    file.write_all(after).map_err(system)?;
    fs::set_permissions(file.path(), permissions).map_err(system)?;
    file.as_file().sync_all().map_err(system)?;
    if fs::read(&target).map_err(system)? != before {
        return Err(WriteError::Changed {
            path: path.to_path_buf(),
        });
    }
    file.persist(&target).map_err(|error| system(error.error))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_only_if_it_is_what_was_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.toml");
        fs::write(&path, "one").unwrap();
        write(&path, b"one", b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert!(matches!(
            write(&path, b"one", b"three"),
            Err(WriteError::Changed { .. })
        ));
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn mode_and_link_are_kept() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("a.toml"), folder.path().join("b.toml"));
        fs::write(&path, "one").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&path, &link).unwrap();
        write(&link, b"one", b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    }
}
