//! `--since REV`: only findings on lines that differ from a revision of git.
//!
//! A line differs where it is not in the revision, be the change committed, staged, in the working tree or in a file that
//! git does not know; in a file that was only renamed none does. A finding counts where it, or a place that it is
//! related to, touches such a line; a finding at the header of a table, as of a missing key, where the table does. What a
//! change does to lines that it leaves alone, as to a total far below, is not told: that is what `--baseline` is for.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Input;
use super::patch::{self, Range};
use crate::cli::Failure;
use crate::diagnostic::Place;
use crate::messages::Message;
use crate::register::SourceFile;
use crate::report::Finding;
use crate::text::Span;
use crate::text::lines::LineIndex;
use crate::workspace;

/// The revision that files are compared with.
#[derive(Debug)]
pub(super) struct Since {
    /// The folder of the repository.
    root: PathBuf,
    commit: String,
}

impl Since {
    /// Asks git for a revision. `REV...` is the commit at which the branch left `REV`.
    ///
    /// # Errors
    /// Where there is no git, no repository or no such revision, and where it is not files that are checked.
    pub(super) fn new(revision: &str, input: &Input) -> Result<Self, Failure> {
        let fault = |attribute| Message::attribute("since-fault", attribute);
        if input.standard_input.is_some() {
            return Err(Failure::told(fault("standard-input")));
        }
        let here = std::env::current_dir().map_err(|error| Failure::file(Path::new("."), &error))?;
        let root = git(&here, ["rev-parse", "--show-toplevel"])?;
        let root = PathBuf::from(root.trim_end_matches(['\n', '\r']));
        let is_shallow =
            || git(&root, ["rev-parse", "--is-shallow-repository"]).is_ok_and(|said| said.trim() == "true");
        let fault = |attribute| {
            let attribute = if is_shallow() { "shallow" } else { attribute };
            Failure::told(fault(attribute).with("revision", revision))
        };
        let object = |name: &str| {
            let verify = ["rev-parse", "--verify", "--quiet", "--end-of-options", name];
            git(&root, verify).map_err(|_| fault("revision"))
        };
        let named = object(revision.strip_suffix("...").unwrap_or(revision))?;
        let mut commit = object(&format!("{}^{{commit}}", named.trim_end()))?;
        if revision.ends_with("...") {
            commit = git(&root, ["merge-base", commit.trim_end(), "HEAD"]).map_err(|_| fault("unrelated"))?;
        }
        let commit = commit.trim_end().to_owned();
        Ok(Self { root, commit })
    }

    /// Leaves the findings that count.
    ///
    /// # Errors
    /// Where git does not say what differs, and where a finding stands in a file outside the repository.
    pub(super) fn narrow(&self, findings: &mut Vec<Finding>) -> Result<(), Failure> {
        let outside = findings.iter().find(|finding| !self.is_inside(&real(finding.path())));
        if let Some(finding) = outside {
            let message = Message::attribute("since-fault", "outside");
            return Err(Failure::told(message.with("path", finding.path())));
        }
        let changes = self.changes()?;
        let mut texts = Texts::default();
        findings.retain(|finding| {
            let related = finding.diagnostic.related.iter().map(|label| label.place);
            let mut places = std::iter::once(finding.diagnostic.place).chain(related);
            places.any(|place| changes.has(finding, place, &mut texts))
        });
        Ok(())
    }

    /// Whether a file is in the repository, and not in another one inside of it, such as a submodule.
    fn is_inside(&self, path: &Path) -> bool {
        let mut folders = path.ancestors().skip(1).take_while(|folder| *folder != self.root);
        path.starts_with(&self.root) && folders.all(|folder| !folder.join(".git").exists())
    }

    /// Asks git what differs from the revision now.
    fn changes(&self) -> Result<Changes<'_>, Failure> {
        let diff = [
            "-c",
            "core.quotepath=off",
            "diff",
            "--no-ext-diff",
            "--no-textconv",
            "--no-color",
            "--no-relative",
            "--find-renames",
            "--text",
            "--unified=0",
            "--inter-hunk-context=0",
            "--src-prefix=a/",
            "--dst-prefix=b/",
            &self.commit,
            "--",
        ];
        let lines = patch::changed_lines(&git(&self.root, diff)?);
        let known = git(&self.root, ["ls-files", "-z"])?;
        Ok(Changes {
            root: &self.root,
            lines: lines.into_iter().map(|(path, lines)| (path.into(), lines)).collect(),
            known: known.split('\0').map(PathBuf::from).collect(),
        })
    }
}

/// What differs from a revision.
struct Changes<'s> {
    root: &'s Path,
    /// The lines of each file, by its path in the repository. A known file that is not there is as it was.
    lines: FxHashMap<PathBuf, Vec<Range>>,
    /// The files that git knows. All of any other is new.
    known: FxHashSet<PathBuf>,
}

impl Changes<'_> {
    /// Whether a place of a finding has changed.
    fn has(&self, finding: &Finding, place: Place, texts: &mut Texts) -> bool {
        let Some(file) = finding.file(place.file) else {
            return false;
        };
        let text = texts.of(file);
        let path = text.path.strip_prefix(self.root).unwrap_or(&text.path);
        let Some(ranges) = self.lines.get(path) else {
            return !self.known.contains(path);
        };
        if file.problem.is_some() {
            // It cannot be read, so that no line of it is known.
            return !ranges.is_empty();
        }
        let line = |offset| text.lines.line(offset) + 1;
        let mut ranges = ranges.iter();
        match table_at(file, place.span) {
            Some(table) => ranges.any(|range| range.touches_table(line(table.start), line(table.end))),
            None => ranges.any(|range| range.touches(line(place.span.start), line(place.span.end))),
        }
    }
}

/// The table whose header a place is: its span, without the blank lines behind it.
fn table_at(file: &SourceFile, span: Span) -> Option<Span> {
    let id = file.document.segment_at(span.start);
    let start = file.document.start(id);
    let header = file.document.segment(id)?.header.as_ref()?;
    let text = file.document.text(&file.text, id);
    let end = start + crate::text::to_u32(text.trim_end().len());
    header
        .span
        .shift(start)
        .touches(span.start)
        .then(|| Span::new(span.start, end.max(span.end)))
}

/// The path of a file as git knows it: without symbolic links on the way, and where it is one itself that of the file
/// whose text is read.
fn real(shown: &str) -> PathBuf {
    let path = workspace::absolute(Path::new(shown));
    path.canonicalize().unwrap_or(path)
}

/// The files of the findings, by their addresses: findings of one register share them.
#[derive(Default)]
struct Texts(FxHashMap<usize, Text>);

struct Text {
    path: PathBuf,
    lines: LineIndex,
}

impl Texts {
    fn of(&mut self, file: &Arc<SourceFile>) -> &Text {
        self.0.entry(Arc::as_ptr(file).addr()).or_insert_with(|| Text {
            path: real(&file.path),
            lines: LineIndex::new(&file.text),
        })
    }
}

/// What git has to say, in its folder.
fn git<const N: usize>(folder: &Path, arguments: [&str; N]) -> Result<String, Failure> {
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(arguments)
        // Asking must change nothing, not even what git keeps to be faster.
        .env("GIT_OPTIONAL_LOCKS", "0")
        // It would go before what is asked for here.
        .env_remove("GIT_DIFF_OPTS")
        .stdin(Stdio::null())
        .output();
    let fault = |reason: String| Failure::told(Message::attribute("since-fault", "git").with("reason", reason));
    let output = output.map_err(|error| fault(error.to_string()))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(fault(said.trim().to_owned()));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
