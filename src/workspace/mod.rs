//! Which files make which register, and which settings hold for them. The file system starts here.
//!
//! Open buffers and standard input are laid over the files on disk ([`Files`]), so that both faces see the same text.
//! [`discover`](discover()) finds the registers that paths mean, or [`roots_of`] those of one file; [`load`](load())
//! reads one with its parts, its scheme and the settings of each file, and [`write`](write()) puts a file back. Nothing
//! here judges.
//!
//! Inside this room a path is absolute and free of `.` and `..`; [`Names`] gives it the form that a user sees, and
//! symbolic links stay as the user wrote them. What was asked for and cannot be had is an error value, never a panic.

mod cache;
mod clock;
mod discover;
mod disk;
mod entry;
mod faults;
mod files;
mod glob;
mod include;
mod index;
mod links;
mod load;
mod names;
mod near;
mod offices;
mod patterns;
mod roots;
mod settings;
mod snapshot;
mod sources;
mod temporary;
mod write;

pub use cache::cache_folder;
pub use clock::today;
pub use discover::{
    Asked, Discovery, Excluded, PathProblem, Reach, RegisterRequest, Skipped, Unowned, discover, discover_before,
    discover_until,
};
pub use disk::{read, read_to_end};
pub use entry::Limit;
pub use faults::system as system_message;
pub use files::{EntryKind, Files, Overlaid, ReadError, absolute, canonical, normalise};
pub use include::{Include, Parts, includes};
pub use links::repository_of;
pub use load::{Gathered, LoadError, Loaded, gather, load, notes_of, parts_of};
pub use names::{Names, named};
pub use near::near;
pub use offices::{is_root_name, is_scheme_name, is_settings_name};
pub use roots::roots_of;
pub use settings::{
    CATALOGUES_VARIABLE, Catalogues, Exclusion, FILE_NAME as SETTINGS_FILE_NAME, Selector, Settings, SettingsError,
    SettingsFault, SettingsFinder,
};
pub use snapshot::{Contents, Kept, Snapshot};
pub use sources::Sources;
pub use write::{WriteError, check_write, make_folder, write, write_new, write_output};
