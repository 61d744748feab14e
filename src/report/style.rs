//! Colours of terminal output.

use std::io::{self, Write};

use crate::diagnostic::Severity;

/// Whether output is coloured. Whoever knows the terminal decides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Color {
    /// Plain text.
    #[default]
    Never,
    /// With ANSI escape sequences.
    Always,
}

/// A colour, as the parameters of its escape sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style(&'static str);

impl Style {
    /// What is taken away, and faults.
    pub const RED: Self = Self("31");
    /// What is added.
    pub(super) const GREEN: Self = Self("32");
    /// What is beside the matter.
    pub(super) const CYAN: Self = Self("36");
    /// What comes first.
    pub const BOLD: Self = Self("1");

    /// The colour of a severity's word.
    pub const fn of(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self("1;91"),
            Severity::Warning => Self("1;93"),
            Severity::Info => Self("1;96"),
        }
    }

    /// The colour of what is at fault.
    pub(super) const fn of_fault(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::RED,
            Severity::Warning => Self("33"),
            Severity::Info => Self::CYAN,
        }
    }
}

impl Color {
    /// Starts a colour.
    pub(super) fn start(self, style: Style, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Never => Ok(()),
            Self::Always => write!(out, "\x1b[{}m", style.0),
        }
    }

    /// Ends it.
    pub(super) fn end(self, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Never => Ok(()),
            Self::Always => out.write_all(b"\x1b[0m"),
        }
    }

    /// Writes a text in a colour.
    pub fn paint(self, style: Style, text: &str, out: &mut dyn Write) -> io::Result<()> {
        self.start(style, out)?;
        out.write_all(text.as_bytes())?;
        self.end(out)
    }
}
