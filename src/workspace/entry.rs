//! What stands at a path, or why it cannot be had.

use std::path::PathBuf;
use std::sync::OnceLock;
use std::{fs, io};

use crate::messages::Language;

/// What the caller of this process set for [`Limit::Register`], in MiB. All that reads goes by it, as by a limit of the
/// system.
static OF_REGISTERS: OnceLock<u64> = OnceLock::new();

/// How much of something is read at the most. Nothing is read without a limit: a file may be sparse, and a stream need not
/// end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Registers, and baselines, catalogues and lists, which grow with them: 256 MiB, or what the caller set. A register of
    /// a million entries has 230.
    Register,
    /// What is written by hand and belongs to a register, as its scheme and the settings: 16 MiB.
    Settings,
}

impl Limit {
    /// What holds for registers where nobody sets it, in MiB.
    pub const REGISTER: u64 = 256;
    /// The most that may be set for registers, in MiB. Offsets are `u32`, and fixes need room for what they add.
    pub const MOST: u64 = 1024;

    /// Sets the limit for registers, in MiB, once for the process and before anything is read. It is for the caller to set:
    /// nothing that a repository holds may have more read than its reader wants.
    pub fn set_for_registers(mebibytes: u64) {
        let _ = OF_REGISTERS.set(mebibytes.min(Self::MOST));
    }

    /// Whether the caller may set a higher one.
    pub(super) fn may_be_raised(self) -> bool {
        self == Self::Register && self.mebibytes() < Self::MOST
    }

    /// In bytes.
    pub fn bytes(self) -> u64 {
        self.mebibytes() << 20
    }

    /// In the unit that people are told.
    pub(super) fn mebibytes(self) -> u64 {
        match self {
            Self::Register => OF_REGISTERS.get().copied().unwrap_or(Self::REGISTER),
            Self::Settings => 16,
        }
    }
}

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
    /// It is a table or document of an office program, which is imported and not checked.
    Table(PathBuf),
    /// It is larger than what is read.
    TooLarge(Limit),
    /// What the system says.
    System(#[source] io::Error),
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            // A path that goes on below a file (`register.toml/x`) names nothing either.
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Missing,
            io::ErrorKind::IsADirectory => Self::Folder,
            // The system calls it a file, and yet has nothing to give until something happens (`/proc/kmsg`).
            io::ErrorKind::WouldBlock => Self::Special,
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
            ReadError::Special | ReadError::Outside | ReadError::Table(_) | ReadError::TooLarge(_) => {
                Self::other(error)
            }
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
