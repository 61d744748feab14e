//! The files of a repository revision by revision, back from the one that is checked out.
//!
//! Git lists each revision with what it changed of the one before it, the first parent of a merge: so the files are taken back
//! from one to the next, and no tree is listed but the newest. What git lists is read as it comes, and it is stopped where no
//! more is wanted.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader, ErrorKind};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Stdio};
use std::sync::Arc;

use super::{Objects, ask, command, fault, files, name, not_there, path_of};
use crate::cli::Failure;
use crate::messages::Message;
use crate::workspace::{self, Contents, Files, Kept, ReadError, Snapshot};

/// A revision.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::cli) struct Revision {
    /// The name of the commit.
    pub(in crate::cli) id: String,
    /// When it was committed, in the form of ISO 8601.
    pub(in crate::cli) date: String,
    /// The same in seconds since 1970.
    pub(in crate::cli) seconds: i64,
    /// Who wrote it.
    pub(in crate::cli) author: String,
    /// What it says of itself in its first line.
    pub(in crate::cli) summary: String,
}

/// A revision with what it changed.
#[derive(Clone, Debug, Default)]
pub(in crate::cli) struct Step {
    pub(in crate::cli) revision: Revision,
    /// The paths in the repository.
    pub(in crate::cli) paths: Vec<(PathBuf, Stay)>,
}

/// What became of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Stay {
    /// There is a file before and after.
    Stays,
    /// One came or went.
    Changes,
}

/// From when on revisions are wanted.
#[derive(Clone, Debug)]
pub(in crate::cli) enum Since {
    /// Those after this one.
    Revision(String),
    /// Those of this day or later: `2026-01-31`.
    Day(String),
}

/// The revisions of a repository, the newest first.
#[derive(Debug)]
pub(in crate::cli) struct History {
    root: PathBuf,
    child: Child,
    output: BufReader<ChildStdout>,
    /// What was read too far: the name of the next revision.
    next: Option<Vec<u8>>,
    /// As of the revision that is next.
    entries: BTreeMap<PathBuf, Kept>,
    objects: Shared,
}

/// The objects, which all states share.
#[derive(Clone, Debug)]
struct Shared(Arc<Objects>);

impl Contents for Shared {
    fn read(&self, object: &str) -> Result<Vec<u8>, ReadError> {
        self.0.read(object)
    }
}

/// What git lists of a revision, its parts ended by zeros.
const FORMAT: &str = "--format=%H%x00%cI%x00%ct%x00%an%x00%s";

impl History {
    /// The revisions of the repository with this folder.
    ///
    /// # Errors
    /// Where there is no git, no repository, no commit in it, or no such revision as the last one.
    pub(in crate::cli) fn new(root: &Path, since: Option<&Since>) -> Result<Self, Failure> {
        ask(root, ["rev-parse", "--git-dir"])?;
        let verify = |named: &str| {
            let object = format!("{named}^{{commit}}");
            name(root, ["rev-parse", "--verify", "--quiet", "--end-of-options", &object])
        };
        let log_fault = |attribute| Message::attribute("log-fault", attribute);
        let head = verify("HEAD").map_err(|_| Failure::told(log_fault("no-revisions")))?;
        let mut list = command(root);
        list.args(["-c", "log.showRoot=true", "log", "-z", "--raw"])
            .args(["--no-renames", "--no-abbrev", "--no-relative", "--no-ext-diff"])
            .args(["--first-parent", "--diff-merges=first-parent"])
            .args(["--no-notes", "--no-mailmap", "--no-show-signature", "--no-color"])
            .args(["--encoding=UTF-8", FORMAT]);
        match since {
            None => {}
            Some(Since::Day(day)) => {
                // Without a time git takes that of now.
                list.arg(format!("--since={day}T00:00:00"));
            }
            Some(Since::Revision(revision)) => {
                let missing = || Failure::told(log_fault("since").with("since", revision.as_str()));
                let commit = verify(revision).map_err(|_| missing())?;
                list.arg(format!("^{commit}"));
            }
        }
        let objects = Objects::new(root).map_err(|error| not_there(&error))?;
        let entries = files(root, &head, &objects)?;
        list.arg(head).arg("--");
        list.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = list.spawn().map_err(|error| not_there(&error))?;
        let output = child.stdout.take();
        let output = output.ok_or_else(|| not_there(&ErrorKind::BrokenPipe.into()))?;
        Ok(Self {
            root: root.to_owned(),
            child,
            output: BufReader::new(output),
            next: None,
            entries,
            objects: Shared(Arc::new(objects)),
        })
    }

    /// The folder of the repository.
    pub(in crate::cli) fn root(&self) -> &Path {
        &self.root
    }

    /// The files as of the revision that is next; at the end, those before the last one.
    pub(in crate::cli) fn files(&self) -> Files {
        Files::at(Snapshot::new(&self.root, self.entries.clone(), self.objects.clone()))
    }

    /// Whether a symbolic link is among the files, so that a path may be another's.
    pub(in crate::cli) fn has_links(&self) -> bool {
        self.entries.values().any(|kept| matches!(kept, Kept::Link(_)))
    }

    /// Takes the files back before the next revision, and gives that; nothing at the end.
    ///
    /// # Errors
    /// Where git ends in between.
    pub(in crate::cli) fn step(&mut self) -> Result<Option<Step>, Failure> {
        let id = match self.next.take() {
            Some(id) => Some(id),
            None => self.part()?,
        };
        let Some(id) = id else { return Ok(None) };
        let (date, seconds) = (self.field()?, self.field()?);
        let (author, summary) = (self.field()?, self.field()?);
        let mut step = Step {
            revision: Revision {
                id: text(&id),
                seconds: seconds.parse().unwrap_or_default(),
                date,
                author,
                summary,
            },
            paths: Vec::new(),
        };
        while let Some(part) = self.part()? {
            let part = part.strip_prefix(b"\n").unwrap_or(&part);
            // `:OLD-MODE NEW-MODE OLD-OBJECT NEW-OBJECT STATUS`, then the path.
            let Some(change) = part.strip_prefix(b":") else {
                if part.is_empty() {
                    continue;
                }
                self.next = Some(part.to_vec());
                break;
            };
            let Some(path) = self.part()? else { break };
            let path = path_of(&path);
            let stay = self.take_back(change, &path);
            step.paths.push((path, stay));
        }
        Ok(Some(step))
    }

    /// Takes a change back.
    fn take_back(&mut self, change: &[u8], path: &Path) -> Stay {
        let mut words = change.split(|byte| *byte == b' ').map(<[u8]>::to_vec);
        let mut word = || words.next().unwrap_or_default();
        let (old_mode, new_mode, object) = (word(), word(), word());
        // 0 is nothing, and 16 another repository inside of this one.
        let is_file = |mode: &[u8]| mode.starts_with(b"10") || mode.starts_with(b"12");
        if is_file(&old_mode) {
            let kept = self.objects.0.kept(&old_mode, text(&object));
            self.entries.insert(path.to_owned(), kept);
        } else {
            self.entries.remove(path);
        }
        // What was a link may be a file now.
        if is_file(&old_mode) && is_file(&new_mode) && old_mode.get(..2) == new_mode.get(..2) {
            Stay::Stays
        } else {
            Stay::Changes
        }
    }

    fn field(&mut self) -> Result<String, Failure> {
        Ok(text(&self.part()?.unwrap_or_default()))
    }

    /// What git lists next, up to a zero; nothing at the end.
    fn part(&mut self) -> Result<Option<Vec<u8>>, Failure> {
        let mut part = Vec::new();
        let read = self.output.read_until(0, &mut part);
        read.map_err(|error| fault(workspace::system_message(&error)))?;
        if part.is_empty() {
            return match self.child.wait() {
                Ok(status) if status.success() => Ok(None),
                _ => Err(Failure::told(Message::attribute("log-fault", "git"))),
            };
        }
        if part.last() == Some(&0) {
            part.pop();
        }
        Ok(Some(part))
    }

    /// The name that a file had before a revision which gave it its name, where git takes it for the same.
    pub(in crate::cli) fn name_before(&self, revision: &Revision, path: &Path) -> Option<PathBuf> {
        let parent = format!("{}^1", revision.id);
        let [a, b, c, d] = ["--no-ext-diff", "--no-relative", "--diff-filter=R", "--name-status"];
        let list = ask(
            &self.root,
            ["diff-tree", "-r", "-z", "-M", a, b, c, d, &parent, &revision.id],
        );
        let list = list.ok()?;
        // `R100`, the path before, the path after.
        let parts: Vec<&[u8]> = list.split(|byte| *byte == 0).collect();
        let (renamed, _) = parts.as_chunks::<3>();
        let found = renamed.iter().find(|[_, _, after]| path_of(after) == path);
        found.map(|[_, before, _]| path_of(before))
    }

    /// Whether the history is cut behind a revision, so that nobody knows what there was before it.
    pub(in crate::cli) fn is_cut_behind(&self, revision: &Revision) -> bool {
        let Ok(shallow) = name(&self.root, ["rev-parse", "--git-path", "shallow"]) else {
            return false;
        };
        let commits = fs::read_to_string(self.root.join(shallow)).unwrap_or_default();
        commits.lines().any(|commit| commit == revision.id)
    }
}

impl Drop for History {
    fn drop(&mut self) {
        // It may still be listing.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
