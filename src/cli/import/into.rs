//! `--into`: what is read changes a register that is there.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use clap::builder::PossibleValue;

use super::{Arguments, TOLD, counts, report_line};
use crate::cli::input::Input;
use crate::cli::one;
use crate::cli::progress::Progress;
use crate::cli::{Console, Failure, Outcome};
use crate::exchange::import::{self, Blank, Merged, Missing};
use crate::messages::{Language, Message};
use crate::report;
use crate::report::visible::visible;
use crate::text::FileId;
use crate::workspace::{self, Loaded};

/// Which register, and what is done to it.
#[derive(Debug, clap::Args)]
pub(super) struct Into {
    /// The register that is changed.
    #[arg(long, value_name = "REGISTER", conflicts_with_all = ["output", "force", "scheme"], help = "cli-import-into")]
    into: Option<PathBuf>,
    /// What a blank cell does.
    #[arg(
        long,
        value_name = "WHAT",
        default_value = "keep",
        requires = "into",
        help = "cli-import-blank"
    )]
    blank: Blank,
    /// Take away what the file lacks.
    #[arg(long, requires = "into", help = "cli-import-delete")]
    delete: bool,
    /// Show what would change, and write nothing.
    #[arg(long, requires = "into", help = "cli-import-diff")]
    diff: bool,
}

impl Into {
    /// The register that is meant.
    pub(super) fn register(&self) -> Option<&Path> {
        self.into.as_deref()
    }

    fn missing(&self) -> Missing {
        match self.delete {
            true => Missing::Delete,
            false => Missing::Keep,
        }
    }
}

impl ValueEnum for Blank {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Keep, Self::Clear]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Self::Keep => "keep",
            Self::Clear => "clear",
        }))
    }
}

/// A file that changes.
struct Change<'l> {
    name: &'l str,
    path: &'l Path,
    before: &'l str,
    after: &'l str,
}

impl Arguments {
    /// Imports into a register.
    pub(super) fn run_into(&self, register: &Path, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        let failure = |attribute| {
            let path = register.to_string_lossy();
            Failure::told(Message::attribute("import-failure", attribute).with("path", path))
        };
        if register.as_os_str() == "-" {
            return Err(failure("into-standard-input"));
        }
        let input = Input::new(&[register.to_owned()], None)?;
        let loaded = one::load(&input)?;
        let language = console.language(loaded.settings.first().and_then(|settings| settings.language));
        // What cannot be read would be taken for what is not there.
        if !one::is_read(&loaded.register) || loaded.register.scheme_problem.is_some() {
            return Err(failure("unread"));
        }
        let (options, into) = (self.options(language)?, &self.into);
        let progress = if self.quiet {
            Progress::hidden()
        } else {
            Progress::of_work()
        };
        let watch = |done, all| progress.reach(done, all);
        let (sources, missing) = (super::sources(&self.files)?, into.missing());
        let merged = import::import_into(&sources, &options, &loaded.register, into.blank, missing, &watch);
        let merged = merged.map_err(Failure::Told)?;
        drop(progress);
        let changes: Vec<Change<'_>> = merged.files.iter().filter_map(|file| change(&loaded, file)).collect();
        if into.diff {
            let color = console.color();
            for change in &changes {
                report::diff::write(change.name, change.before, change.after, color, console.out)?;
            }
            console.out.flush()?;
        } else {
            write(&loaded, &merged, &changes)?;
        }
        if !self.quiet {
            tell(&merged, &changes, into.diff, language, console);
        }
        Ok(match merged.reports.is_empty() && (!into.diff || changes.is_empty()) {
            true => Outcome::Clean,
            false => Outcome::Findings,
        })
    }
}

fn change<'l>(loaded: &'l Loaded, (id, after): &'l (FileId, String)) -> Option<Change<'l>> {
    let file = loaded.register.file(*id)?;
    Some(Change {
        name: &file.path,
        path: loaded.paths.get(id.0 as usize)?,
        before: &file.text,
        after,
    })
}

/// Writes the files, all of them or, as far as can be known before, none.
fn write(loaded: &Loaded, merged: &Merged, changes: &[Change<'_>]) -> Result<(), Failure> {
    let excluded = merged.files.iter().find(|(id, _)| loaded.is_excluded(*id));
    if let Some(file) = excluded.and_then(|(id, _)| loaded.register.file(*id)) {
        let message = Message::attribute("write-fault", "excluded").with("path", file.path.as_str());
        return Err(Failure::told(message));
    }
    let told = |error: workspace::WriteError| Failure::told(error.message());
    for change in changes {
        workspace::check_write(change.path, change.before.as_bytes()).map_err(told)?;
    }
    for change in changes {
        workspace::write(change.path, change.before.as_bytes(), change.after.as_bytes()).map_err(told)?;
    }
    Ok(())
}

/// Says on standard error what came of it. That nobody reads it is no failure.
fn tell(merged: &Merged, changes: &[Change<'_>], is_trial: bool, language: Language, console: &mut Console<'_>) {
    let mut line = |message: Message, indent: &str| {
        let _ = writeln!(console.err, "{indent}{}", visible(&message.render(language)));
    };
    let said = |attribute| Message::attribute("import-merge", attribute);
    line(counts(merged.tally), "");
    line(
        said("changes")
            .with("matched", merged.changes.matched)
            .with("changed", merged.changes.changed)
            .with("added", merged.changes.added)
            .with("removed", merged.changes.removed)
            .with("figures", merged.changes.figures),
        "",
    );
    for note in &merged.notes {
        line(note.clone(), "");
    }
    if !merged.missing.is_empty() {
        line(said("missing").with("count", merged.missing.len()), "");
        for entry in merged.missing.iter().take(TOLD) {
            line(said("entry").with("entry", entry.as_str()), "  ");
        }
        let more = merged.missing.len().saturating_sub(TOLD);
        if more > 0 {
            line(said("more").with("count", more), "  ");
        }
    }
    if !merged.reports.is_empty() {
        line(said("reports").with("count", merged.reports.len()), "");
        // None of it is written anywhere: all of it is told.
        for report in &merged.reports {
            line(report_line(report), "  ");
        }
    }
    match changes {
        [] => line(said("same"), ""),
        _ if is_trial => {}
        changes => {
            for change in changes {
                line(said("written").with("path", change.name), "");
            }
        }
    }
}
