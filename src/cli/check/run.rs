//! What came of all registers of a run, and what could not be done.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;

use super::Input;
use super::baseline::Suppressed;
use super::judge::{Change, CheckedRegister};
use super::shown::Most;
use crate::cli::Failure;
use crate::diagnostic::Severity;
use crate::messages::{Language, Message};
use crate::report::Finding;
use crate::workspace::{LoadError, SettingsError};

/// The threads that registers are checked by: so many or, where it is not said, as many as the machine has.
pub(super) fn threads(jobs: Option<NonZeroUsize>) -> Result<rayon::ThreadPool, Failure> {
    let mut pool = rayon::ThreadPoolBuilder::new();
    if let Some(jobs) = jobs {
        pool = pool.num_threads(jobs.get());
    }
    // There is one thread, which is this one.
    #[cfg(target_family = "wasm")]
    let pool = pool.num_threads(1).use_current_thread();
    pool.build().map_err(|error| Failure::Output(io::Error::other(error)))
}

/// What came of all registers.
#[derive(Default)]
pub(super) struct Run {
    pub(super) findings: Vec<Finding>,
    /// The files that were asked for, as findings show them: a part of two registers is one file.
    pub(super) files: BTreeSet<String>,
    /// How many findings are shown of files, as findings show them.
    pub(super) limits: FxHashMap<String, Most>,
    /// The files, as findings show them, of which all findings are there: also settings and schemes.
    pub(super) covered: Vec<String>,
    /// The files that were read.
    pub(super) read: BTreeSet<PathBuf>,
    pub(super) changes: Vec<Change>,
    /// The place of the last change of each file.
    changed: BTreeMap<PathBuf, usize>,
    pub(super) fixed: usize,
    /// The files, as findings show them, that fixes would change if the settings did not exclude them.
    pub(super) left: BTreeSet<String>,
    /// The text of standard input after the fixes, if they change it.
    pub(super) fixed_input: Option<String>,
    /// Whether the text of standard input went to standard output.
    pub(super) has_fixed_input: bool,
    pub(super) problems: Vec<Problem>,
    pub(super) excluded: usize,
    /// How many named files belong to no register, and were left alone.
    pub(super) unowned: usize,
    pub(super) language: Option<Language>,
    pub(super) fail_on: Option<Severity>,
    /// The folders of the registers.
    pub(super) folders: Vec<PathBuf>,
    /// What a baseline made of the findings.
    pub(super) told: Suppressed,
}

impl Run {
    pub(super) fn add(&mut self, judged: CheckedRegister) {
        self.findings.extend(judged.findings);
        self.files.extend(judged.files);
        self.limits.extend(judged.limits);
        self.covered.extend(judged.covered);
        self.read.extend(judged.read);
        self.left.extend(judged.left);
        self.add_changes(judged.changes, judged.fixed);
        self.language = self.language.or(judged.language);
        // Of several settings the strictest counts: a run has one exit code.
        self.fail_on = match (self.fail_on, judged.fail_on) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
    }

    /// Adds changes, and how many fixes they took. A part of two registers that both repair it alike is repaired once.
    fn add_changes(&mut self, changes: Vec<Change>, fixed: usize) {
        let is_known = |change: &Change| {
            let known = self
                .changed
                .get(&change.path)
                .and_then(|&place| self.changes.get(place));
            known.is_some_and(|known| known.after == change.after)
        };
        let count = changes.len();
        let new: Vec<Change> = changes.into_iter().filter(|change| !is_known(change)).collect();
        if count == 0 || !new.is_empty() {
            self.fixed += fixed;
        }
        for change in new {
            self.changed.insert(change.path.clone(), self.changes.len());
            self.changes.push(change);
        }
    }

    /// Adds what could not be done, each once.
    pub(super) fn add_problems(&mut self, problems: Vec<Problem>) {
        for problem in problems {
            if !self.problems.contains(&problem) {
                self.problems.push(problem);
            }
        }
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

/// Why a register, or a file by itself, could not be looked at.
pub(super) fn problems_of(path: &Path, error: LoadError, input: &Input) -> Vec<Problem> {
    match error {
        LoadError::Root(error) => vec![Problem::Path {
            path: input.names.show(path),
            reason: Box::new(error.message()),
        }],
        LoadError::Settings(error) => problems_of_settings(&error, input),
    }
}

pub(super) fn problems_of_settings(error: &SettingsError, input: &Input) -> Vec<Problem> {
    let messages = error.messages(&input.names).into_iter();
    messages.map(|message| Problem::Settings(Box::new(message))).collect()
}

/// Why nothing was done: how many files the settings exclude, and how many that were named belong to no register.
pub(in crate::cli) fn nothing(excluded: usize, unowned: usize) -> Message {
    match (excluded, unowned) {
        (0, 0) => Message::attribute("check-nothing", "none"),
        (0, unowned) => Message::attribute("hook-nothing", "unowned").with("count", unowned),
        (excluded, _) => Message::attribute("check-nothing", "excluded").with("count", excluded),
    }
}
