//! `--since REV`: only findings on lines that differ from a revision of git.
//!
//! A line differs where it is not in the revision, be the change committed, staged, in the working tree or in a file that
//! git does not know yet. A finding counts where it, or a place that it is related to, touches such a line; a finding at
//! the header of a table, as of a missing key, where the table does. What a change does to lines that it leaves alone,
//! as to a total far below, is not told: that is what `--baseline` is for.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::patch::{self, Lines};
use crate::cli::Failure;
use crate::diagnostic::Place;
use crate::messages::Message;
use crate::register::SourceFile;
use crate::report::Finding;
use crate::text::Span;
use crate::text::lines::LineIndex;
use crate::workspace;

/// What differs from a revision.
#[derive(Debug)]
pub(super) struct Since {
    /// The folder of the repository.
    root: PathBuf,
    /// The lines of each file, by its absolute path. A file that is not there is as it was.
    changed: FxHashMap<PathBuf, Lines>,
}

impl Since {
    /// Asks git what differs from a revision. `REV...` is the commit at which the branch left `REV`.
    ///
    /// # Errors
    /// Where there is no git, no repository or no such revision.
    pub(super) fn new(revision: &str) -> Result<Self, Failure> {
        let here = std::env::current_dir().map_err(|error| Failure::file(Path::new("."), &error))?;
        let root = git(&here, ["rev-parse", "--show-toplevel"].map(OsStr::new))?;
        let root = PathBuf::from(root.trim_end_matches(['\n', '\r']));
        let unknown = |_| Failure::told(Message::attribute("since-fault", "revision").with("revision", revision));
        let wanted = revision.strip_suffix("...").unwrap_or(revision);
        let commit = format!("{wanted}^{{commit}}");
        let verify = ["rev-parse", "--verify", "--quiet", "--end-of-options", &commit];
        let mut commit = git(&root, verify.map(OsStr::new)).map_err(unknown)?;
        if revision.ends_with("...") {
            let base = ["merge-base", commit.trim_end(), "HEAD"].map(OsString::from);
            commit = git(&root, base.iter().map(OsString::as_os_str)).map_err(unknown)?;
        }
        let diff = [
            "-c",
            "core.quotepath=off",
            "diff",
            "--no-ext-diff",
            "--no-textconv",
            "--no-color",
            "--no-renames",
            "--unified=0",
            "--src-prefix=a/",
            "--dst-prefix=b/",
            commit.trim_end(),
            "--",
        ];
        let mut changed = FxHashMap::default();
        for (path, lines) in patch::changed_lines(&git(&root, diff.map(OsStr::new))?) {
            changed.insert(workspace::absolute(&root.join(path)), lines);
        }
        let others = ["ls-files", "--others", "--exclude-standard", "-z"].map(OsStr::new);
        for path in git(&root, others)?.split('\0').filter(|path| !path.is_empty()) {
            changed.insert(workspace::absolute(&root.join(path)), Lines::All);
        }
        Ok(Self { root, changed })
    }

    /// Leaves the findings that count.
    ///
    /// # Errors
    /// Where a finding stands in a file outside the repository.
    pub(super) fn narrow(&self, findings: &mut Vec<Finding>) -> Result<(), Failure> {
        let outside = findings.iter().find_map(|finding| {
            let path = real(finding.path());
            (!path.starts_with(&self.root)).then(|| finding.path().to_owned())
        });
        if let Some(path) = outside {
            return Err(Failure::told(
                Message::attribute("since-fault", "outside").with("path", path),
            ));
        }
        let mut texts = Texts::default();
        findings.retain(|finding| {
            let related = finding.diagnostic.related.iter().map(|label| label.place);
            let mut places = std::iter::once(finding.diagnostic.place).chain(related);
            places.any(|place| self.has_changed(finding, place, &mut texts))
        });
        Ok(())
    }

    fn has_changed(&self, finding: &Finding, place: Place, texts: &mut Texts) -> bool {
        let Some(file) = finding.file(place.file) else {
            return false;
        };
        let text = texts.of(file);
        match self.changed.get(&text.path) {
            None => false,
            Some(Lines::All) => true,
            Some(Lines::Some(ranges)) => {
                let line = |offset| text.lines.line(offset) + 1;
                let mut ranges = ranges.iter();
                match table_at(file, place.span) {
                    Some(table) => ranges.any(|range| range.touches_table(line(table.start), line(table.end))),
                    None => ranges.any(|range| range.touches(line(place.span.start), line(place.span.end))),
                }
            }
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

/// The path of a file as git knows it: without symbolic links on the way.
fn real(shown: &str) -> PathBuf {
    let path = workspace::absolute(Path::new(shown));
    let folder = path.parent().and_then(|folder| folder.canonicalize().ok());
    match (folder, path.file_name()) {
        (Some(folder), Some(name)) => folder.join(name),
        _ => path,
    }
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
fn git<'a>(folder: &Path, arguments: impl IntoIterator<Item = &'a OsStr>) -> Result<String, Failure> {
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(arguments)
        // Asking must change nothing, not even what git keeps to be faster.
        .env("GIT_OPTIONAL_LOCKS", "0")
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
