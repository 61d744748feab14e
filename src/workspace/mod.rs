//! Which files make which register, and which settings hold for a path, with open buffers laid over the disk.
//!
//! A face makes [`Files`], asks [`discover`](discover::discover) which registers the named paths belong to (or
//! [`roots_of`](roots::roots_of), for one file), and [`load`](load::load)s each. Both faces come this way, so that
//! they cannot disagree about what belongs together or which settings hold ([`settings::settings_for`]).
//!
//! Inside this room a path is absolute and free of `.` and `..` ([`Files::locate`]); what is shown is made by
//! [`Names`], and symbolic links stay as the user wrote them. Together with `cli` and `lsp` this room is the only one
//! that touches the file system. What the user asked for and cannot be had is an error value here, never a panic.

pub mod discover;
mod files;
pub mod include;
pub mod load;
mod names;
mod patterns;
pub mod roots;
pub mod settings;
pub mod write;

pub use files::{EntryKind, FileError, Files, MAX_BYTES, ReadError, normalise};
pub use names::Names;
