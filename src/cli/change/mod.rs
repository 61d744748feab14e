//! What the commands that change a register have in common: which register, and how the changed files are written.
//!
//! All files are written or none; statistics that were right stay right; and a change that would add an error is refused
//! unless `--force` is given.

pub(super) mod add;
pub(super) mod moving;
pub(super) mod next;
mod prompts;
pub(super) mod recode;
pub(super) mod renumber;
pub(super) mod replace;
pub(super) mod set;

use std::path::PathBuf;
use std::sync::Arc;

use super::input::Input;
use super::{Console, Failure, Outcome, one};
use crate::analysis::configure::{self, Overrides};
use crate::cli::known::Known;
use crate::diagnostic::{Diagnostic, Severity};
use crate::ide::changes::{Changed, Changing, Refusal};
use crate::messages::{Language, Message};
use crate::register::SourceFile;
use crate::report::visible::visible;
use crate::report::{self, Finding, Format, Paths, Repeats};
use crate::workspace;

/// The register that is changed, and how.
#[derive(Debug, clap::Args)]
pub(super) struct Writing {
    /// The register.
    #[arg(long, value_name = "REGISTER", default_value = ".", help = "cli-change-register")]
    pub(super) register: PathBuf,
    /// Whether it is only shown.
    #[arg(long, help = "cli-change-diff")]
    pub(super) diff: bool,
    /// Whether errors that come of it are of no account.
    #[arg(long, help = "cli-change-force")]
    pub(super) force: bool,
}

/// A register that a command changes.
pub(super) struct Change {
    pub(super) changing: Changing,
    pub(super) language: Language,
    paths: Vec<PathBuf>,
    excluded: Vec<bool>,
}

impl Writing {
    /// Reads the register.
    pub(super) fn open(&self, console: &Console<'_>) -> Result<Change, Failure> {
        let input = Input::new(std::slice::from_ref(&self.register), None)?;
        let loaded = one::load_to_judge(&input)?;
        let severities = configure::of_files(&loaded.settings, &loaded.paths, &Overrides::default());
        Ok(Change {
            language: console.language(loaded.settings.first().and_then(|settings| settings.language)),
            excluded: (0..)
                .take(loaded.paths.len())
                .map(|file| loaded.is_excluded(crate::text::FileId(file)))
                .collect(),
            paths: loaded.paths,
            changing: Changing::new(loaded.register, severities, input.today),
        })
    }

    /// Writes what was changed, or shows it.
    pub(super) fn write(&self, mut change: Change, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        change.changing.update_statistics();
        let changed = change.changing.changed();
        let new = change.new_errors();
        if !new.is_empty() && !self.force {
            let color = console.color_of_err();
            report::render(
                Format::Concise,
                &new,
                &Paths::default(),
                Repeats::Each,
                (change.language, color),
                console.err,
            )?;
            let message = Message::attribute("change-fault", "errors").with("count", new.len());
            return Err(Failure::told(message));
        }
        let excluded = |changed: &&Changed| {
            change
                .excluded
                .get(changed.file.0 as usize)
                .copied()
                .unwrap_or_default()
        };
        if let Some(changed) = changed.iter().find(excluded) {
            let problem = Message::attribute("write-fault", "excluded");
            return Err(Failure::told(problem.with("path", changed.before.path.as_str())));
        }
        if self.diff {
            let color = console.color();
            for Changed { before, after, .. } in &changed {
                report::diff::write(&before.path, &before.text, &after.text, color, console.out)?;
            }
            let outcome = if changed.is_empty() {
                Outcome::Clean
            } else {
                Outcome::Findings
            };
            change.leave();
            return Ok(outcome);
        }
        let on_disk = changed
            .iter()
            .filter_map(|changed| Some((change.paths.get(changed.file.0 as usize)?, changed)));
        for (path, Changed { before, .. }) in on_disk.clone() {
            workspace::check_write(path, before.text.as_bytes()).map_err(|error| Failure::told(error.message()))?;
        }
        for (path, Changed { before, after, .. }) in on_disk {
            workspace::write(path, before.text.as_bytes(), after.text.as_bytes())
                .map_err(|error| Failure::told(error.message()))?;
        }
        let message = if changed.is_empty() {
            Message::attribute("change-done", "nothing")
        } else {
            let names = changed.iter().map(|changed| changed.before.path.clone());
            Message::attribute("change-done", "written").with("files", names.collect::<Vec<_>>())
        };
        console.out.flush()?;
        let _ = writeln!(console.err, "{}", visible(&message.render(change.language)));
        change.leave();
        Ok(Outcome::Clean)
    }
}

impl Change {
    /// Leaves the register to the end of the process, which comes next: to free a large one piece by piece takes its time.
    fn leave(self) {
        std::mem::forget(self);
    }

    /// The errors that there were not before.
    fn new_errors(&self) -> Vec<Finding> {
        let changing = &self.changing;
        let columns = Arc::new(changing.register().columns.clone());
        let findings = |found: &mut dyn Iterator<Item = &Diagnostic>, files: &[Arc<SourceFile>]| {
            let files: Arc<[Arc<SourceFile>]> = files.into();
            let errors = found.filter(|found| found.severity == Severity::Error);
            let mut findings: Vec<Finding> = errors
                .map(|diagnostic| Finding {
                    columns: Arc::clone(&columns),
                    diagnostic: diagnostic.clone(),
                    files: Arc::clone(&files),
                })
                .collect();
            report::sort(&mut findings);
            findings
        };
        let before = findings(&mut changing.found_before().iter(), changing.files_before());
        let mut after = findings(&mut changing.found(), &changing.register().files);
        Known::of(&before, str::to_owned).take_out_of(&mut after, str::to_owned);
        after
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Told(refusal)
    }
}
