//! Which files make which register, and which settings hold for them. The file system starts here.
//!
//! Open buffers and standard input are laid over the files on disk ([`Files`]), so that both faces see the same text.
//! [`discover`](discover()) finds the registers that paths mean, [`load`](load()) reads one with its parts, its scheme
//! and the settings of each file, and [`write`](write()) puts a file back. Nothing here judges.

mod discover;
mod files;
mod include;
mod load;
mod settings;
mod write;

pub use discover::{Asked, Discovery, Excluded, PathProblem, RegisterRequest, discover};
pub use files::{Files, MAX_FILE_SIZE, absolute, is_root_name, normalise, shown};
pub use load::{LoadError, Loaded, load};
pub use settings::{Selector, Settings, SettingsError, SettingsFinder};
pub use write::{WriteError, write};
