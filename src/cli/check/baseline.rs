//! A baseline: the findings that are known, so that only new ones are told. It makes an old register, with its thousand
//! findings, one that can be held to the rules from today on.
//!
//! A finding is known by its rule, its file and what it is about ([`Key`]), and by how often; not by its line. The file is
//! for people's eyes too: sorted, a finding on a line, so that a review shows what came and what went.

use std::fs;
use std::path::{Path, PathBuf};

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use crate::analysis::configure::Overrides;
use crate::cli::Failure;
use crate::cli::known::{Key, Known};
use crate::messages::Message;
use crate::report::Finding;
use crate::workspace::{self, Limit, Names, ReadError, WriteError};

/// The version of the file's form.
const VERSION: u32 = 1;

/// The form of the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    version: u32,
    findings: Vec<Line>,
}

/// A line of the file.
#[derive(Serialize, Deserialize)]
struct Line {
    #[serde(flatten)]
    key: Key,
    #[serde(default = "one", skip_serializing_if = "is_one")]
    count: u32,
}

const fn one() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
const fn is_one(count: &u32) -> bool {
    *count == 1
}

/// The known findings of a file.
#[derive(Debug)]
pub(super) struct Baseline {
    folder: PathBuf,
    names: Names,
    /// The names from where the folder really is, if it was named by a symbolic link.
    real_names: Names,
    known: Known,
}

/// What a run looked at.
#[derive(Clone, Copy)]
pub(super) struct Coverage<'r> {
    /// The files, as findings show them, of which all findings are there.
    pub(super) files: &'r [String],
    /// The folders, absolute, of which all findings are there, whatever files they hold.
    pub(super) folders: &'r [PathBuf],
    /// The command line may leave rules out.
    pub(super) overrides: &'r Overrides,
}

/// What a baseline made of the findings of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Suppressed {
    /// How many findings are known, and not told.
    pub(super) known: usize,
    /// How many known findings are there no more.
    pub(super) gone: usize,
}

fn fault(attribute: &'static str, path: &Path) -> Message {
    Message::attribute("baseline-fault", attribute).with("path", path.to_string_lossy())
}

impl Baseline {
    /// Reads a baseline.
    ///
    /// # Errors
    /// Where it cannot be read, or is none.
    pub(super) fn read(path: &Path) -> Result<Self, Failure> {
        let bytes = workspace::read(path, Limit::Register).map_err(|error| match error {
            ReadError::Missing => Failure::told(fault("missing", path)),
            error => Failure::unread(path, &error),
        })?;
        Self::parse(path, &bytes).map_err(|reason| Failure::told(fault("malformed", path).with("reason", *reason)))
    }

    /// What a file that is about to be written knows so far: nothing where it is not there, is empty or is no file but a
    /// device or pipe.
    ///
    /// # Errors
    /// Where it holds something that is no baseline: whoever wrote that did not mean it to go. And where it cannot be read.
    pub(super) fn before(path: &Path) -> Result<Self, Failure> {
        if fs::metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
            return Ok(Self::empty(path));
        }
        let occupied = |reason: Message| Failure::told(fault("occupied", path).with("reason", reason));
        match workspace::read(path, Limit::Register) {
            Ok(bytes) if bytes.trim_ascii().is_empty() => Ok(Self::empty(path)),
            Ok(bytes) => Self::parse(path, &bytes).map_err(|reason| occupied(*reason)),
            Err(ReadError::Missing) => Ok(Self::empty(path)),
            Err(error) => Err(Failure::unread(path, &error)),
        }
    }

    /// Reads the text of a baseline, or says why it is none.
    fn parse(path: &Path, bytes: &[u8]) -> Result<Self, Box<Message>> {
        let says = |reason: String| Box::new(Message::attribute("file-fault", "system").with("reason", reason));
        // Editors on Windows put a byte order mark there.
        let bytes = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes);
        let form: Form = serde_json::from_slice(bytes).map_err(|error| says(error.to_string()))?;
        if form.version != VERSION {
            return Err(says(format!("version {}", form.version)));
        }
        let mut baseline = Self::empty(path);
        for Line { key, count } in form.findings {
            baseline.known.add(key, count);
        }
        Ok(baseline)
    }

    fn empty(path: &Path) -> Self {
        let path = workspace::absolute(path);
        let folder = path.parent().unwrap_or(&path).to_owned();
        // What is not below the folder is shown on the way there.
        let names = |folder: &Path| Names::new(folder, &[PathBuf::from("..")]);
        Self {
            names: names(&folder),
            real_names: names(&folder.canonicalize().unwrap_or_else(|_| folder.clone())),
            folder,
            known: Known::default(),
        }
    }

    /// Takes what is known out of the findings, which are sorted. What is known beyond the scope of the run is not gone.
    pub(super) fn narrow(&self, findings: &mut Vec<Finding>, scope: Coverage<'_>) -> Suppressed {
        let before = findings.len();
        let left = self.known.clone().take_out_of(findings, |file| self.name(file));
        let is_covered = self.covered(scope);
        let gone = left.iter().filter(|(key, _)| is_covered(key));
        Suppressed {
            known: before - findings.len(),
            gone: gone.map(|(_, count)| count as usize).sum(),
        }
    }

    /// Writes findings as what is known from now on. What was known beyond the scope of the run stays known.
    ///
    /// # Errors
    /// Where the file cannot be written; it is then as it was.
    pub(super) fn write(&self, path: &Path, findings: &[Finding], scope: Coverage<'_>) -> Result<(), WriteError> {
        let mut found = Known::of(findings, |file| self.name(file));
        let is_covered = self.covered(scope);
        for (key, count) in self.known.iter().filter(|(key, _)| !is_covered(key)) {
            found.keep(key.clone(), count);
        }
        let text = text(&found);
        // What the next run would not read is no baseline.
        if text.len() as u64 > Limit::Register.bytes() {
            return Err(WriteError::System {
                path: path.to_owned(),
                error: ReadError::TooLarge(Limit::Register).into(),
            });
        }
        workspace::write_output(path, text.as_bytes())
    }

    /// Whether a run whose scope this is would have found again what is known: its file and rule were looked at, or the
    /// file is there no more, be it deleted or under another name.
    fn covered(&self, scope: Coverage<'_>) -> impl Fn(&Key) -> bool {
        let files: FxHashSet<String> = scope.files.iter().map(|file| self.name(file)).collect();
        let mut lost: FxHashSet<&str> = FxHashSet::default();
        let mut searched: FxHashSet<&str> = FxHashSet::default();
        let mut names: Vec<&str> = self.known.iter().map(|(key, _)| key.file.as_str()).collect();
        names.dedup();
        for name in names {
            let path = workspace::normalise(&self.folder.join(workspace::named(name)));
            if !path.exists() {
                lost.insert(name);
            } else if scope.folders.iter().any(|folder| path.starts_with(folder)) {
                searched.insert(name);
            }
        }
        move |key| {
            let file = key.file.as_str();
            let is_read = || files.contains(file) || searched.contains(file);
            lost.contains(file) || (is_read() && scope.overrides.leaves(&key.rule))
        }
    }

    /// The name of a file, as findings show it, from the baseline's folder on.
    fn name(&self, shown: &str) -> String {
        let path = workspace::absolute(&workspace::named(shown));
        if path.starts_with(&self.folder) {
            return self.names.show(&path);
        }
        // One of the two may have been named by a symbolic link.
        self.real_names.show(&workspace::canonical(&path).unwrap_or(path))
    }
}

/// The text of a baseline.
fn text(known: &Known) -> String {
    let lines = known.iter().filter_map(|(key, count)| {
        let key = key.clone();
        serde_json::to_string(&Line { key, count }).ok()
    });
    let lines: Vec<String> = lines.map(|line| format!("\n    {line}")).collect();
    let end = if lines.is_empty() { "" } else { "\n  " };
    let lines = lines.join(",");
    format!("{{\n  \"version\": {VERSION},\n  \"findings\": [{lines}{end}]\n}}\n")
}
