//! Why settings cannot be used, and where in their file.

use std::path::{Path, PathBuf};

use crate::messages::Message;
use crate::text::lines::{ColumnUnit, LineIndex, Position};
use crate::text::{Span, to_u32};
use crate::workspace::{SettingsError, SettingsFault};

/// Why settings cannot be used.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Trouble {
    /// The settings file.
    pub(super) path: PathBuf,
    /// Where, in bytes of the file.
    pub(super) span: Span,
    /// Why.
    pub(super) reason: Message,
}

impl Trouble {
    /// `text` is that of the settings file, for the places; empty where they are not asked for.
    pub(super) fn all(error: &SettingsError, text: &str) -> Vec<Self> {
        let lines = LineIndex::new(text);
        let faults = error.faults.iter();
        faults
            .map(|fault| Self::new(&error.path, fault, (text, &lines)))
            .collect()
    }

    fn new(path: &Path, fault: &SettingsFault, (text, lines): (&str, &LineIndex)) -> Self {
        let span = match fault.position {
            Some((line, column)) => {
                let position = Position {
                    line: line.saturating_sub(1),
                    column: column.saturating_sub(1),
                };
                let start = lines.offset(text, position, ColumnUnit::Utf32);
                Span::new(start, lines.content(text, position.line).end)
            }
            None => Span::new(0, lines.content(text, 0).end.min(to_u32(text.len()))),
        };
        Self {
            path: path.to_owned(),
            span,
            reason: Message::clone(&fault.reason),
        }
    }
}
