//! What an editor can be told about a register: a file a feature.
//!
//! A feature is a function of a [`Context`] and, mostly, a [`Cursor`]. It takes byte offsets of a file and gives plain
//! data with [`Place`](crate::diagnostic::Place)s relative to their files: no protocol type, no line, no column. Text
//! for people is in the context's language. Where there is nothing to tell, the answer is empty; nothing fails.

pub mod actions;
mod catalogued;
pub mod changes;
pub mod completion;
mod declared;
pub mod definition;
pub mod extents;
mod files;
#[cfg(test)]
pub(crate) mod fixture;
pub mod folding;
pub mod highlights;
pub mod hints;
pub mod hover;
#[cfg(test)]
mod key_tests;
mod latin;
pub mod lens;
pub mod links;
pub mod mentions;
pub mod next_code;
pub mod outline;
#[cfg(test)]
mod own_tests;
pub mod page;
pub mod references;
pub mod referent;
pub mod rename;
pub mod selection;
#[cfg(test)]
mod structure_tests;
pub mod tally;
pub mod target;
pub mod terms;
pub mod tokens;
mod visible;
mod wanted;
mod words;
pub mod workspace_symbols;

use crate::diagnostic::Diagnostic;
use crate::messages::Language;
use crate::register::{Register, SourceFile};
use crate::syntax::Date;
use crate::text::FileId;

/// What a feature looks at: a register as of one moment, and for whom the answer is.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The register.
    pub register: &'a Register,
    /// Its findings: levels decided, suppressions applied, places relative to their files.
    pub found: &'a [Diagnostic],
    /// The language of what people read.
    pub language: Language,
    /// Today's date.
    pub today: Date,
}

/// A place in a file that an editor asks about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The file.
    pub file: FileId,
    /// The offset in bytes of the file.
    pub offset: u32,
}

impl<'a> Context<'a> {
    /// A file of the register.
    fn file(&self, id: FileId) -> Option<&'a SourceFile> {
        self.register.file(id)
    }

    /// The text of a file; empty for one that is not there.
    fn text(&self, id: FileId) -> &'a str {
        self.register.file(id).map_or("", |file| file.text.as_str())
    }
}
