//! A baseline: the findings that are known, so that only new ones are told. It makes an old register, with its thousand
//! findings, one that can be held to the rules from today on.
//!
//! A finding is known by its rule, its file and what it is about ([`Identity`]), and by how often; not by its line. The
//! file is for people's eyes too: sorted, a finding on a line, so that a review shows what came and what went.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use crate::cli::Failure;
use crate::messages::Message;
use crate::report::Finding;
use crate::report::identity::Identity;
use crate::workspace::{self, Names, WriteError};

/// The version of the file's form.
const VERSION: u32 = 1;

/// What findings are known by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Key {
    /// Relative to the folder of the baseline, with `/`.
    file: String,
    rule: String,
    subject: String,
}

/// The form of the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    version: u32,
    findings: Vec<Known>,
}

/// A line of the file.
#[derive(Serialize, Deserialize)]
struct Known {
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
    path: PathBuf,
    names: Names,
    known: BTreeMap<Key, u32>,
}

/// What a baseline made of the findings of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Told {
    /// How many findings are known, and not told.
    pub(super) known: usize,
    /// How many known findings are there no more.
    pub(super) gone: usize,
}

impl Baseline {
    /// Reads a baseline.
    ///
    /// # Errors
    /// Where it cannot be read, or is none.
    pub(super) fn read(path: &Path) -> Result<Self, Failure> {
        let text = fs::read_to_string(path).map_err(|error| {
            if error.kind() == io::ErrorKind::NotFound {
                let message = Message::attribute("baseline-fault", "missing");
                return Failure::told(message.with("path", path.to_string_lossy()));
            }
            Failure::file(path, &error)
        })?;
        let malformed = |reason: String| {
            let message = Message::attribute("baseline-fault", "malformed").with("path", path.to_string_lossy());
            Failure::told(message.with("reason", reason))
        };
        let form: Form = serde_json::from_str(&text).map_err(|error| malformed(error.to_string()))?;
        if form.version != VERSION {
            return Err(malformed(format!("version {}", form.version)));
        }
        let mut baseline = Self::empty(path);
        for Known { key, count } in form.findings {
            *baseline.known.entry(key).or_insert(0) += count;
        }
        Ok(baseline)
    }

    fn empty(path: &Path) -> Self {
        let path = workspace::absolute(path);
        let folder = path.parent().unwrap_or(&path);
        // What is not below the folder is shown on the way there.
        let names = Names::new(folder, &[PathBuf::from("..")]);
        Self {
            path,
            names,
            known: BTreeMap::new(),
        }
    }

    /// Takes what is known out of the findings, which are sorted. `checked` are the files of the run as findings show
    /// them: what is known of others is not gone.
    pub(super) fn narrow(&self, findings: &mut Vec<Finding>, checked: &[String]) -> Told {
        let mut left = self.known.clone();
        let mut identities = Identity::of(findings).into_iter();
        let before = findings.len();
        findings.retain(|_| {
            let known = identities
                .next()
                .and_then(|identity| left.get_mut(&self.key(&identity)));
            match known.filter(|count| **count > 0) {
                Some(count) => {
                    *count -= 1;
                    false
                }
                None => true,
            }
        });
        let checked: FxHashSet<String> = checked.iter().map(|file| self.name(file)).collect();
        let gone = left.iter().filter(|(key, _)| checked.contains(&key.file));
        Told {
            known: before - findings.len(),
            gone: gone.map(|(_, count)| *count as usize).sum(),
        }
    }

    /// Writes findings as what is known from now on. What was known of files that were not checked stays known, as long
    /// as they are there.
    ///
    /// # Errors
    /// Where the file cannot be written; it is then as it was.
    pub(super) fn write(path: &Path, findings: &[Finding], checked: &[String]) -> Result<(), WriteError> {
        let mut new = Self::empty(path);
        if let Ok(old) = Self::read(path) {
            let checked: FxHashSet<String> = checked.iter().map(|file| new.name(file)).collect();
            let folder = new.path.parent().unwrap_or(&new.path);
            let stays = |key: &Key| !checked.contains(&key.file) && folder.join(&key.file).exists();
            new.known = old.known.into_iter().filter(|(key, _)| stays(key)).collect();
        }
        for identity in Identity::of(findings) {
            let key = new.key(&identity);
            *new.known.entry(key).or_insert(0) += 1;
        }
        workspace::write_output(path, new.text().as_bytes())
    }

    fn text(&self) -> String {
        let lines = self.known.iter().filter_map(|(key, count)| {
            let known = Known {
                key: key.clone(),
                count: *count,
            };
            serde_json::to_string(&known).ok()
        });
        let lines: Vec<String> = lines.map(|line| format!("    {line}")).collect();
        let separator = if lines.is_empty() { "" } else { "\n" };
        let lines = lines.join(",\n");
        format!("{{\n  \"version\": {VERSION},\n  \"findings\": [{separator}{lines}{separator}  ]\n}}\n")
    }

    fn key(&self, identity: &Identity) -> Key {
        Key {
            file: self.name(&identity.file),
            rule: identity.rule.to_owned(),
            subject: identity.subject.clone(),
        }
    }

    /// The name of a file, as findings show it, from the baseline's folder on.
    fn name(&self, shown: &str) -> String {
        self.names.show(&workspace::absolute(Path::new(shown)))
    }
}
