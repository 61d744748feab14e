//! `stdreg diff`: what changed from one state of a register to another.
//!
//! A state is on disk, or in a revision of git, which is read as `check --since` reads it: nothing is checked out, and nothing
//! of the repository is run. Git itself may run this as its external diff, with seven arguments or nine.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use clap::builder::PossibleValue;

use super::input::Input;
use super::{Console, Failure, Outcome, git, one};
use crate::exchange::comparison::{Form, Step, compare};
use crate::messages::Message;
use crate::report::visible::visible;
use crate::workspace::{self, Files, Limit, Loaded, Names};

/// Which states, and in which form.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// OLD and NEW, or what git gives an external diff.
    #[arg(value_names = ["OLD", "NEW"], num_args = 1..=9, required = true, help = "cli-diff-states")]
    states: Vec<OsString>,
    /// The form.
    #[arg(long, value_name = "FORMAT", default_value = "text", help = "cli-diff-output-format")]
    output_format: Form,
    /// Which steps of a status fail.
    #[arg(long, value_name = "STEP", value_delimiter = ',', help = "cli-diff-fail-on-step")]
    fail_on_step: Vec<Step>,
}

impl ValueEnum for Form {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Text, Self::Markdown, Self::Html, Self::Json]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Self::Text => "text",
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Json => "json",
        }))
    }
}

impl ValueEnum for Step {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Back, Self::Skip]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        match self {
            Self::Back => Some(PossibleValue::new("back")),
            Self::Skip => Some(PossibleValue::new("skip")),
            Self::Forward => None,
        }
    }
}

/// What git sets for an external diff.
const OF_GIT: &str = "GIT_DIFF_PATH_TOTAL";

fn fault(attribute: &'static str) -> Message {
    Message::attribute("diff-fault", attribute)
}

/// A state, and what it is called.
struct State {
    name: String,
    input: Input,
}

/// Who asks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Caller {
    User,
    /// For which a difference is no failure.
    Git,
}

impl Arguments {
    /// Compares.
    pub(super) fn run(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        let (states, caller) = match self.states.as_slice() {
            [path] if std::env::var_os(OF_GIT).is_some() => {
                let message = Message::new("diff-unmerged").with("path", path.to_string_lossy());
                writeln!(console.out, "{}", visible(&message.render(console.language(None))))?;
                return Ok(Outcome::Clean);
            }
            [old] => (of_one(old)?, Caller::User),
            [old, new] if old == "-" && new == "-" => return Err(Failure::told(fault("standard-input"))),
            [old, new] => ([state(old)?, state(new)?], Caller::User),
            [path, old, _, _, new, _, _] => ([of_git(path, old, "a")?, of_git(path, new, "b")?], Caller::Git),
            [path, old, _, _, new, _, _, renamed, _] => {
                ([of_git(path, old, "a")?, of_git(renamed, new, "b")?], Caller::Git)
            }
            other => return Err(Failure::told(fault("count").with("count", other.len()))),
        };
        let [old, new] = &states;
        let (before, after) = rayon::join(|| old.load(), || new.load());
        let (before, after) = (before?, after?);
        let language = console.language(after.settings.first().and_then(|settings| settings.language));
        let comparison = compare((&before.register, &old.name), (&after.register, &new.name));
        let text = comparison.render(self.output_format, language);
        if self.output_format == Form::Text {
            for line in text.lines() {
                writeln!(console.out, "{}", visible(line))?;
            }
        } else {
            console.out.write_all(text.as_bytes())?;
        }
        let unread = [(&before, old), (&after, new)]
            .into_iter()
            .filter(|(loaded, _)| !one::is_read(&loaded.register));
        let unread: Vec<_> = unread
            .map(|(_, state)| fault("unread").with("state", state.name.as_str()))
            .collect();
        if !unread.is_empty() {
            console.out.flush()?;
            unread.iter().for_each(|message| console.tell(message, language));
        }
        let fails = match self.fail_on_step.as_slice() {
            [] => !comparison.same,
            steps => steps.iter().any(|step| comparison.has_step(*step)),
        };
        Ok(match (caller, unread.is_empty(), fails) {
            // Git takes any other code for an end of the program, and shows no more files.
            (Caller::Git, ..) | (Caller::User, true, false) => Outcome::Clean,
            (Caller::User, true, true) => Outcome::Findings,
            (Caller::User, false, _) => Outcome::Incomplete,
        })
    }
}

impl State {
    fn load(&self) -> Result<Loaded, Failure> {
        one::load(&self.input).map_err(|failure| match failure {
            Failure::Told(reason) => {
                Failure::told(fault("state").with("state", self.name.as_str()).with("reason", *reason))
            }
            failure @ Failure::Output(_) => failure,
        })
    }

    fn on_disk(path: &Path) -> Result<Self, Failure> {
        Ok(Self {
            name: path.to_string_lossy().into_owned(),
            input: Input::new(&[path.to_owned()], None)?,
        })
    }

    /// A path in a revision; that of the current folder where there is none.
    fn of_revision(revision: &str, path: Option<&str>) -> Result<Self, Failure> {
        let here = Here::new()?;
        let Some(root) = &here.root else {
            return Err(Failure::told(fault("no-repository").with("revision", revision)));
        };
        let paths = vec![path.map_or_else(|| here.current.clone(), |path| here.path(path))];
        Ok(Self {
            name: path.map_or_else(|| revision.to_owned(), |path| format!("{revision}:{path}")),
            input: Input {
                files: git::snapshot(root, revision)?,
                names: Names::new(&here.current, &paths),
                paths,
                standard_input: None,
                today: workspace::today(),
            },
        })
    }
}

/// The current folder, and the repository that it lies in.
struct Here {
    current: PathBuf,
    root: Option<PathBuf>,
}

impl Here {
    fn new() -> Result<Self, Failure> {
        let current = std::env::current_dir().map_err(|error| Failure::file(Path::new("."), &error))?;
        let root = workspace::repository_of(&current.join("below")).map(Path::to_owned);
        Ok(Self { current, root })
    }

    /// What the path of a revision means: as in git it begins at the root of the repository, unless it says otherwise.
    fn path(&self, path: &str) -> PathBuf {
        let is_relative = path.starts_with("./") || path.starts_with("../");
        let root = self.root.as_ref().filter(|_| !is_relative);
        root.unwrap_or(&self.current).join(path)
    }
}

fn is_on_disk(argument: &OsStr) -> bool {
    argument == "-" || Path::new(argument).exists()
}

/// `REV` or `REV:PATH`.
fn revision(argument: &OsStr) -> Option<(&str, Option<&str>)> {
    let argument = argument.to_str()?;
    Some(match argument.split_once(':') {
        Some((revision, path)) => (revision, Some(path)),
        None => (argument, None),
    })
}

fn state(argument: &OsStr) -> Result<State, Failure> {
    match revision(argument).filter(|_| !is_on_disk(argument)) {
        None => State::on_disk(Path::new(argument)),
        // What looks like a path is one that is not there.
        Some((name, None)) if name.ends_with(".toml") => State::on_disk(Path::new(argument)),
        Some((revision, path)) => State::of_revision(revision, path),
    }
}

/// Both states where one argument names them.
fn of_one(argument: &OsStr) -> Result<[State; 2], Failure> {
    let only = || Failure::told(fault("one").with("old", argument.to_string_lossy()));
    let (range, path) = revision(argument).filter(|_| !is_on_disk(argument)).ok_or_else(only)?;
    let head = |name: &str| {
        if name.is_empty() {
            "HEAD".to_owned()
        } else {
            name.to_owned()
        }
    };
    let [old, new] = match (range.split_once("..."), range.split_once("..")) {
        // What the branch changed, with what is not committed yet.
        (Some((_, "")), _) => [range.to_owned(), String::new()],
        (Some((old, new)), _) => [format!("{}...{new}", head(old)), new.to_owned()],
        (None, Some((old, new))) => [head(old), head(new)],
        (None, None) => [range.to_owned(), String::new()],
    };
    let after = match (new.as_str(), path) {
        ("", None) => State::on_disk(Path::new("."))?,
        ("", Some(path)) => State::on_disk(&Here::new()?.path(path))?,
        (new, path) => State::of_revision(new, path)?,
    };
    Ok([State::of_revision(&old, path)?, after])
}

/// A file as git hands it over, in its place among the others as they are on disk: its text is laid over them.
fn of_git(path: &OsStr, file: &OsStr, side: &str) -> Result<State, Failure> {
    let (path, file) = (Path::new(path), Path::new(file));
    // What git says of a file that is not there, on every system.
    let bytes = if file == Path::new("/dev/null") || file == Path::new("nul") {
        Vec::new()
    } else {
        workspace::read(file, Limit::Register).map_err(|error| Failure::unread(file, &error))?
    };
    let mut input = Input::new(&[PathBuf::from(path)], None)?;
    let mut files = Files::default();
    files.overlay(path, bytes);
    input.files = files;
    Ok(State {
        name: format!("{side}/{}", path.display()),
        input,
    })
}
