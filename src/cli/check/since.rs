//! `--since REV`: only findings that the same run on a revision of git does not have.
//!
//! The registers are checked twice: as they are, and as they were in the revision, with the settings and schemes of then. A
//! finding is new if there is none then that a baseline would take for the same, wherever the lines are that changed: a
//! total that a new entry of another file makes wrong is new, and so is what a deleted category leaves behind. A file that
//! was only given another name is the same one, as git would say.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHasher};

use super::Input;
use crate::cli::known::Known;
use crate::cli::{Failure, git};
use crate::messages::Message;
use crate::register::{FileRole, SourceFile};
use crate::report::Finding;
use crate::workspace::{self, Discovery, Files};

/// How many pairs of files are compared to find out which was given another name.
const MOST_PAIRS: usize = 2_500;

/// The revision that findings are compared with.
#[derive(Debug)]
pub(super) struct Since {
    /// The folder of the repository.
    root: PathBuf,
    /// The files as they were.
    files: Files,
}

fn fault(attribute: &'static str) -> Message {
    Message::attribute("since-fault", attribute)
}

impl Since {
    /// Reads the list of the files of a revision from the repository of what is to be checked. `REV...` is the commit at
    /// which the branch left `REV`.
    ///
    /// # Errors
    /// Where there is no git, no repository or no such revision, and where it is not files that are checked.
    pub(super) fn new(revision: &str, input: &Input, discovery: &Discovery) -> Result<Self, Failure> {
        if input.standard_input.is_some() {
            return Err(Failure::told(fault("standard-input")));
        }
        let root = repository(input, discovery)?;
        let files = git::snapshot(&root, revision)?;
        Ok(Self { root, files })
    }

    /// What the run of then reads.
    pub(super) fn input(&self, input: &Input) -> Input {
        Input {
            files: self.files.clone(),
            paths: input.paths.clone(),
            names: input.names.clone(),
            standard_input: None,
            today: input.today,
        }
    }

    /// Leaves the findings that are new, `before` being those of then; both are sorted.
    ///
    /// # Errors
    /// Where a finding stands in a file outside the repository, so that nothing is known of then.
    pub(super) fn narrow(&self, findings: &mut Vec<Finding>, before: &[Finding]) -> Result<(), Failure> {
        let now = files_of(findings);
        let outside = now.values().find(|file| {
            // Settings may well hold from outside, and are then the same in both runs.
            file.role != FileRole::Settings && !self.is_inside(&path_of(&file.path))
        });
        if let Some(file) = outside {
            return Err(Failure::told(fault("outside").with("path", file.path.as_str())));
        }
        let renamed = self.renamed(&now, &files_of(before));
        let name = |file: &str| renamed.get(file).map_or(file, |now| *now).to_owned();
        Known::of(before, name).take_out_of(findings, str::to_owned);
        Ok(())
    }

    /// Whether a file is in the repository, and not in another one inside of it, such as a submodule.
    fn is_inside(&self, path: &Path) -> bool {
        let is_of = |path: &Path, root: &Path| {
            let mut folders = path.ancestors().skip(1).take_while(|folder| *folder != root);
            path.starts_with(root) && folders.all(|folder| !folder.join(".git").exists())
        };
        let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
        is_of(path, &self.root) || is_of(&real(path), &real(&self.root))
    }

    /// Which files of then have another name now: of those that are there no more, and of those that were not there, those
    /// that have at least half of their text in common, the most alike first.
    fn renamed<'f>(&self, now: &Sources<'f>, before: &Sources<'f>) -> FxHashMap<&'f str, &'f str> {
        let came = now.iter().filter(|(name, _)| !self.files.is_file(&path_of(name)));
        let went = before.iter().filter(|(name, _)| !path_of(name).exists());
        let lines = |(name, file): (&&'f str, &&'f Arc<SourceFile>)| (*name, Lines::of(&file.text));
        let came: Vec<_> = came.map(lines).collect();
        let went: Vec<_> = went.map(lines).collect();
        let mut pairs = Vec::new();
        for (new, lines) in &came {
            for (old, others) in went.iter().take(MOST_PAIRS / came.len().max(1)) {
                let (common, most) = (lines.in_common(others), lines.bytes.max(others.bytes));
                if most > 0 && common * 2 >= most {
                    pairs.push((common * 1_000 / most, *old, *new));
                }
            }
        }
        pairs.sort_by(|one, other| other.0.cmp(&one.0).then_with(|| one.cmp(other)));
        let mut renamed = FxHashMap::default();
        let mut taken = BTreeSet::new();
        for (_, old, new) in pairs {
            if !renamed.contains_key(old) && taken.insert(new) {
                renamed.insert(old, new);
            }
        }
        renamed
    }
}

/// The folder of the repository that what is to be checked lies in.
fn repository(input: &Input, discovery: &Discovery) -> Result<PathBuf, Failure> {
    let roots = discovery.registers.iter().map(|request| request.root.clone());
    let lone = discovery.schemes.iter().chain(&discovery.settings).cloned();
    let named = input.paths.iter().map(|path| workspace::absolute(path).join("below"));
    let of = |path: PathBuf| {
        let lexical = workspace::repository_of(&path).map(Path::to_owned);
        lexical.or_else(|| {
            let real = workspace::canonical(path.parent()?).ok()?.join("below");
            workspace::repository_of(&real).map(Path::to_owned)
        })
    };
    // What was found in a folder may lie in a repository inside, or the folder around some.
    let mut all = named.chain(roots).chain(lone);
    all.find_map(of).ok_or_else(|| Failure::told(fault("no-repository")))
}

/// The path that a finding shows so.
fn path_of(shown: &str) -> PathBuf {
    workspace::absolute(&workspace::named(shown))
}

/// Files by their paths as findings show them.
type Sources<'f> = BTreeMap<&'f str, &'f Arc<SourceFile>>;

/// The files that findings stand in.
fn files_of(findings: &[Finding]) -> Sources<'_> {
    let files = findings
        .iter()
        .filter_map(|finding| finding.file(finding.diagnostic.place.file));
    files.map(|file| (file.path.as_str(), file)).collect()
}

/// The lines of a text, to see how much of it another has.
struct Lines {
    /// What stands for each line, and its length in bytes; sorted.
    lines: Vec<(u64, usize)>,
    bytes: usize,
}

impl Lines {
    fn of(text: &str) -> Self {
        let line = |line: &str| {
            let mut hasher = FxHasher::default();
            std::hash::Hash::hash(line, &mut hasher);
            (std::hash::Hasher::finish(&hasher), line.len() + 1)
        };
        let mut lines: Vec<_> = text.lines().map(line).collect();
        lines.sort_unstable();
        let bytes = lines.iter().map(|(_, length)| length).sum();
        Self { lines, bytes }
    }

    /// How many bytes of lines two texts have in common.
    fn in_common(&self, other: &Self) -> usize {
        let mut common = 0;
        let (mut ours, mut theirs) = (self.lines.iter().peekable(), other.lines.iter().peekable());
        while let (Some(one), Some(another)) = (ours.peek(), theirs.peek()) {
            match one.cmp(another) {
                std::cmp::Ordering::Less => ours.next(),
                std::cmp::Ordering::Greater => theirs.next(),
                std::cmp::Ordering::Equal => {
                    common += one.1;
                    theirs.next();
                    ours.next()
                }
            };
        }
        common
    }
}
