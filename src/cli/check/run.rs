//! What came of all registers of a run, and what could not be done.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::Input;
use super::baseline::Told;
use super::judge::{Change, Judged};
use crate::diagnostic::Severity;
use crate::messages::{Language, Message};
use crate::report::Finding;
use crate::workspace::LoadError;

/// What came of all registers.
#[derive(Default)]
pub(super) struct Run {
    pub(super) findings: Vec<Finding>,
    pub(super) files: Vec<String>,
    /// The files, as findings show them, of which all findings are there: also settings and schemes.
    pub(super) covered: Vec<String>,
    /// The files that were read.
    pub(super) read: BTreeSet<PathBuf>,
    pub(super) changes: Vec<Change>,
    pub(super) fixed: usize,
    /// The text of standard input after the fixes, if they change it.
    pub(super) fixed_input: Option<Vec<u8>>,
    /// Whether the text of standard input went to standard output.
    pub(super) has_fixed_input: bool,
    pub(super) problems: Vec<Problem>,
    pub(super) excluded: usize,
    /// How many named files belong to no register, and were left alone.
    pub(super) strangers: usize,
    pub(super) language: Option<Language>,
    pub(super) fail_on: Option<Severity>,
    /// The folders of the registers.
    pub(super) folders: Vec<PathBuf>,
    /// What a baseline made of the findings.
    pub(super) told: Told,
}

impl Run {
    pub(super) fn add(&mut self, judged: Judged) {
        self.findings.extend(judged.findings);
        self.files.extend(judged.files);
        self.covered.extend(judged.covered);
        self.read.extend(judged.read);
        self.changes.extend(judged.changes);
        self.fixed += judged.fixed;
        self.language = self.language.or(judged.language);
        // Of several settings the strictest counts: a run has one exit code.
        self.fail_on = match (self.fail_on, judged.fail_on) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
    }

    /// Whether a file is one of those that were read, by whatever path.
    pub(super) fn has_read(&self, path: &Path) -> bool {
        let Ok(path) = path.canonicalize() else { return false };
        let mut read = self.read.iter();
        read.any(|read| read.canonicalize().is_ok_and(|read| read == path))
    }

    pub(super) fn has_failed(&self, asked: Option<Severity>) -> bool {
        let fail_on = asked.or(self.fail_on).unwrap_or(Severity::Error);
        self.findings
            .iter()
            .any(|finding| finding.diagnostic.severity >= fail_on)
    }
}

/// Something that could not be done as asked.
#[derive(Debug, PartialEq)]
pub(super) enum Problem {
    Path {
        path: String,
        reason: Box<Message>,
    },
    Settings(Box<Message>),
    Write(Box<Message>),
    /// A report that would take the place of what it reports on.
    Source(String),
}

impl Problem {
    pub(super) fn message(&self) -> Message {
        match self {
            Self::Path { path, reason } => Message::attribute("cli-failure", "file")
                .with("path", path.as_str())
                .with("reason", Message::clone(reason)),
            Self::Settings(message) | Self::Write(message) => Message::clone(message),
            Self::Source(path) => Message::attribute("output-fault", "source").with("path", path.as_str()),
        }
    }
}

pub(super) fn problem_of(root: &Path, error: LoadError, input: &Input) -> Problem {
    match error {
        LoadError::Root(error) => Problem::Path {
            path: input.names.show(root),
            reason: Box::new(error.message()),
        },
        LoadError::Settings(error) => Problem::Settings(Box::new(error.message(&input.names))),
    }
}
