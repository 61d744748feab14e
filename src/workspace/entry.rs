//! What stands at a path, or why it cannot be had.

use std::{fs, io};

use crate::messages::Language;

/// The largest file that is read, in bytes: 1 GiB. Offsets are `u32`, and a fix must not push a text past them.
pub const MAX_FILE_SIZE: u64 = 1 << 30;

/// Why a file cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message().render(Language::En))]
pub enum ReadError {
    /// There is nothing of that name, or a symbolic link that points nowhere.
    Missing,
    /// It is a folder.
    Folder,
    /// It is a pipe, a socket or a device: reading it could wait for ever.
    Special,
    /// It is a symbolic link, or lies behind one, that leads out of the folder in which it has a say.
    Outside,
    /// It is larger than [`MAX_FILE_SIZE`].
    TooLarge {
        /// Its size in bytes, or the limit and one where it grew while it was read.
        bytes: u64,
    },
    /// What the system says.
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

impl From<ReadError> for io::Error {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::System(error) => error,
            ReadError::Missing => Self::new(io::ErrorKind::NotFound, error),
            ReadError::Folder => Self::new(io::ErrorKind::IsADirectory, error),
            ReadError::Special | ReadError::Outside | ReadError::TooLarge { .. } => Self::other(error),
        }
    }
}

/// What a name in a folder stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// A file.
    File,
    /// A folder.
    Folder,
}

/// What a name in a folder stands for by itself; symbolic links are not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NameKind {
    File,
    Folder,
    Link,
    /// A pipe, a socket or a device.
    Special,
}

impl NameKind {
    pub(super) fn of(kind: fs::FileType) -> Self {
        match (kind.is_file(), kind.is_dir(), kind.is_symlink()) {
            (true, ..) => Self::File,
            (_, true, _) => Self::Folder,
            (_, _, true) => Self::Link,
            _ => Self::Special,
        }
    }
}
