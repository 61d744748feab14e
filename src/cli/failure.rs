//! Why a run could not be done as asked, and what clap has to say about the arguments, in the language that is spoken.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::messages::{Language, Message};
use crate::report::visible::visible;
use crate::workspace::{self, ReadError};

/// The most threads that `--jobs` may ask for: more than the machine has cores is no use, and systems have a limit of their own.
pub(super) const MOST_JOBS: usize = 1024;

/// How many threads there may be, for a number that is none of them.
pub(super) fn range_of_jobs() -> Message {
    Message::attribute("cli-fault", "jobs").with("most", MOST_JOBS)
}

/// A run that could not be done as asked.
#[derive(Debug)]
pub(super) enum Failure {
    /// For this reason, which is told on standard error.
    Told(Box<Message>),
    /// The output could not be written.
    Output(io::Error),
}

impl Failure {
    /// A run that could not be done for this reason.
    pub(super) fn told(reason: Message) -> Self {
        Self::Told(Box::new(reason))
    }

    /// A file that could not be read or written.
    pub(super) fn file(path: &Path, error: &io::Error) -> Self {
        Self::about(path, workspace::system_message(error))
    }

    /// A file that could not be read.
    pub(super) fn unread(path: &Path, error: &ReadError) -> Self {
        Self::about(path, error.message())
    }

    fn about(path: &Path, reason: Message) -> Self {
        let message = Message::attribute("cli-failure", "file")
            .with("path", path.to_string_lossy())
            .with("reason", reason);
        Self::told(message)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::Output(error.into())
    }
}

/// Writes help where help was asked for, else what is wrong with the arguments.
pub(super) fn explain(
    error: &clap::Error,
    language: Language,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<ExitCode> {
    let is_colored = |choice| choice != anstream::ColorChoice::Never;
    if !error.use_stderr() {
        let text = error.render();
        let text = if is_colored(super::automatic(&io::stdout())) {
            text.ansi().to_string()
        } else {
            text.to_string()
        };
        out.write_all(punctuated(text, language).as_bytes())?;
        return Ok(ExitCode::SUCCESS);
    }
    match message(error) {
        Some(message) => {
            let message = Message::attribute("cli-failure", "told").with("reason", message);
            writeln!(err, "{}", visible(&message.render(language)))?;
            for tip in tips(error) {
                writeln!(err, "  {}", visible(&tip.render(language)))?;
            }
            let more = Message::attribute("cli-failure", "help").render(language);
            writeln!(err, "\n{more}")?;
        }
        None => write!(err, "{}", punctuated(error.render().to_string(), language))?,
    }
    Ok(ExitCode::from(2))
}

/// Help with the colons of the language: clap puts a half-width one behind each heading.
fn punctuated(help: String, language: Language) -> String {
    if language == Language::En {
        return help;
    }
    let heading = |attribute| Message::attribute("cli-heading", attribute).render(language);
    let headings = ["commands", "arguments", "options"].map(heading);
    headings.iter().fold(help, |help, heading| {
        help.replace(&format!("{heading}:"), &format!("{heading}："))
    })
}

/// The fault in our words; none for a fault that clap alone has words for.
fn message(error: &clap::Error) -> Option<Message> {
    let text = |kind| words(error.get(kind)?);
    let message = |attribute| Message::attribute("cli-fault", attribute);
    Some(match error.kind() {
        ErrorKind::UnknownArgument => message("unknown").with("argument", text(ContextKind::InvalidArg)?),
        ErrorKind::InvalidSubcommand => message("subcommand").with("argument", text(ContextKind::InvalidSubcommand)?),
        ErrorKind::MissingSubcommand => message("no-command"),
        ErrorKind::MissingRequiredArgument => message("missing").with("argument", text(ContextKind::InvalidArg)?),
        ErrorKind::ArgumentConflict => message("conflict")
            .with("argument", text(ContextKind::InvalidArg)?)
            .with("other", text(ContextKind::PriorArg)?),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let value = text(ContextKind::InvalidValue)?;
            if !value.is_empty() && text(ContextKind::InvalidArg)?.starts_with("--jobs") {
                return Some(range_of_jobs());
            }
            let attribute = if value.is_empty() { "no-value" } else { "value" };
            let message = message(attribute).with("argument", text(ContextKind::InvalidArg)?);
            if value.is_empty() {
                message
            } else {
                message.with("value", value)
            }
        }
        _ => return None,
    })
}

/// What was perhaps meant, and what can be said.
fn tips(error: &clap::Error) -> Vec<Message> {
    let suggestions = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ];
    let mut tips = Vec::new();
    for context in suggestions.into_iter().filter_map(|kind| error.get(kind)) {
        if let Some(meant) = best(context) {
            tips.push(Message::attribute("cli-fault", "meant").with("meant", meant));
        }
    }
    if let Some(ContextValue::Strings(values)) = error.get(ContextKind::ValidValue)
        && !values.is_empty()
    {
        tips.push(Message::attribute("cli-fault", "values").with("values", values.clone()));
    }
    tips
}

/// The best of what clap suggests, which is the last.
fn best(context: &ContextValue) -> Option<String> {
    match context {
        ContextValue::Strings(texts) => texts.last().cloned(),
        context => words(context),
    }
}

fn words(context: &ContextValue) -> Option<String> {
    match context {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => Some(texts.join(" ")),
        _ => None,
    }
}
