//! The command line: a file a subcommand. clap lives here only.
//!
//! A subcommand is a struct of its arguments and a `run` that writes to the [`Console`] it is given and says how it
//! went: an [`Outcome`], or a [`Failure`] that is told on standard error. Exit codes: 0 nothing wrong, 1 findings, 2
//! the run could not be done as asked.
//!
//! `help = "cli-…"` in an argument names a message: [`help`] puts the text of the chosen language in its place.

mod asking;
mod catalogue;
mod change;
mod check;
mod completions;
mod config;
mod decode;
mod diff;
mod docs;
mod export;
mod failure;
mod fmt;
mod git;
mod help;
mod history;
mod import;
mod init;
mod input;
mod known;
mod language;
mod log;
mod lsp;
mod man;
mod one;
mod output;
#[cfg_attr(target_family = "wasm", path = "wasm/progress.rs")]
mod progress;
mod query;
mod rule;
mod schema;
mod stats;
mod table;

use std::ffi::OsString;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use anstream::AutoStream;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{FromArgMatches, Parser, Subcommand, ValueEnum};

use self::failure::Failure;
pub use self::lsp::Server;
use self::output::{Output, Stream};
use crate::messages::{Language, Message};
use crate::report::visible::visible;
use crate::report::{Color, Style};
use crate::workspace::{self, Limit};

/// Everything that can be said on the command line.
#[derive(Debug, Parser)]
#[command(name = "stdreg", bin_name = "stdreg", version, about = "cli-about")]
struct Arguments {
    #[command(flatten)]
    shared: Shared,
    #[command(subcommand)]
    command: Command,
}

/// The options that every subcommand has.
#[derive(Clone, Copy, Debug, clap::Args)]
struct Shared {
    /// The language of messages and help.
    #[arg(long, global = true, value_name = "LANG", value_parser = languages(), help = "cli-lang", display_order = help::LAST)]
    lang: Option<Language>,
    /// When to colour.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", help = "cli-color", display_order = help::LAST + 1)]
    color: When,
    /// How much of a file is read, in MiB.
    #[arg(long, global = true, value_name = "MIB", default_value_t = Limit::REGISTER, value_parser = clap::value_parser!(u64).range(1..=Limit::MOST), help = "cli-max-file-size", display_order = help::LAST + 2)]
    max_file_size: u64,
}

/// When output is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum When {
    /// On a terminal, unless the environment says otherwise (`NO_COLOR`, `FORCE_COLOR`, `CLICOLOR`, `TERM`).
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

#[derive(Debug, Subcommand)]
enum Command {
    #[command(flatten)]
    Once(Once),
    #[command(about = "cli-lsp")]
    Lsp(lsp::Arguments),
}

/// The subcommands that write what they have to say and end.
#[derive(Debug, Subcommand)]
enum Once {
    #[command(about = "cli-check")]
    Check(Box<check::Arguments>),
    #[command(about = "cli-fmt")]
    Fmt(fmt::Arguments),
    #[command(about = "cli-rule")]
    Rule(rule::Arguments),
    #[command(about = "cli-docs")]
    Docs(docs::Arguments),
    #[command(about = "cli-decode")]
    Decode(decode::Arguments),
    #[command(about = "cli-init")]
    Init(init::Arguments),
    #[command(about = "cli-import")]
    Import(import::Arguments),
    #[command(about = "cli-query")]
    Query(query::Arguments),
    #[command(about = "cli-stats")]
    Stats(stats::Arguments),
    #[command(about = "cli-next")]
    Next(change::next::Arguments),
    #[command(about = "cli-move", name = "move")]
    Move(change::moving::Arguments),
    #[command(about = "cli-recode")]
    Recode(change::recode::Arguments),
    #[command(about = "cli-renumber")]
    Renumber(change::renumber::Arguments),
    #[command(about = "cli-set")]
    Set(change::set::Arguments),
    #[command(about = "cli-add")]
    Add(change::add::Arguments),
    #[command(about = "cli-replace")]
    Replace(change::replace::Arguments),
    #[command(about = "cli-diff")]
    Diff(diff::Arguments),
    #[command(about = "cli-log")]
    Log(log::Arguments),
    #[command(about = "cli-config")]
    Config(config::Arguments),
    #[command(about = "cli-export")]
    Export(export::Arguments),
    #[command(about = "cli-catalogue", subcommand)]
    Catalogue(catalogue::Command),
    #[command(about = "cli-schema")]
    Schema(schema::Arguments),
    #[command(about = "cli-completions")]
    Completions(completions::Arguments),
    #[command(about = "cli-man")]
    Man(man::Arguments),
    #[command(about = "cli-help-of")]
    Help(help::Arguments),
}

/// The form of what `rule`, `decode` and `config` write.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum TextOrJson {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
}

/// How a run that could be done went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Nothing is wrong.
    Clean,
    /// Something is.
    Findings,
    /// Something is wrong with a part of what was asked, which was told, and the rest was done.
    Incomplete,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Clean => Self::SUCCESS,
            Outcome::Findings => Self::from(1),
            Outcome::Incomplete => Self::from(2),
        }
    }
}

/// Where a subcommand writes, and how.
struct Console<'o> {
    shared: Shared,
    out: &'o mut dyn Stream,
    err: &'o mut dyn Write,
}

impl Console<'_> {
    /// The language: that of `--lang`, else that of the settings where they name one, else that of the system.
    fn language(&self, of_settings: Option<Language>) -> Language {
        language::choose(self.shared.lang, of_settings)
    }

    /// Whether standard output is coloured.
    fn color(&self) -> Color {
        color(self.shared.color, automatic(&io::stdout()))
    }

    /// Whether standard error is coloured.
    fn color_of_err(&self) -> Color {
        color(self.shared.color, automatic(&io::stderr()))
    }

    /// Tells on standard error why something could not be done. That it cannot be told is no further failure.
    fn tell(&mut self, reason: &Message, language: Language) {
        let color = self.color_of_err();
        let message = Message::attribute("cli-failure", "told").with("reason", reason.clone());
        let _ = color.paint(Style::RED, &visible(&message.render(language)), self.err);
        let _ = writeln!(self.err);
    }
}

/// Whether the environment and the stream ask for colour: `NO_COLOR` goes before `FORCE_COLOR`, and that before what
/// anstream looks at (`CLICOLOR_FORCE`, `CLICOLOR`, `TERM`, a terminal), which does not know it.
fn automatic<S: anstream::stream::RawStream>(stream: &S) -> anstream::ColorChoice {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    match set("FORCE_COLOR") {
        Some(value) if set("NO_COLOR").is_none() => match value.to_str() {
            // Programs that set it for others to hear mean this by these; its page has none of them.
            Some("0" | "false") => anstream::ColorChoice::Never,
            _ => anstream::ColorChoice::Always,
        },
        _ => AutoStream::choice(stream),
    }
}

fn color(asked: When, automatic: anstream::ColorChoice) -> Color {
    match (asked, automatic) {
        (When::Never, _) | (When::Auto, anstream::ColorChoice::Never) => Color::Never,
        (When::Always | When::Auto, _) => Color::Always,
    }
}

fn languages() -> impl TypedValueParser<Value = Language> {
    PossibleValuesParser::new(Language::ALL.map(Language::tag)).map(|tag| Language::of_tag(&tag).unwrap_or_default())
}

/// Runs the program: `arguments` as the system hands them over, the program's name first. `serve` is the language server:
/// it gives its exit code, or why it cannot start.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    serve: impl FnOnce(Server) -> Result<ExitCode, Box<Message>>,
) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let foreseen = language::foreseen(&arguments);
    let parsed = help::command(foreseen)
        .try_get_matches_from(arguments)
        .and_then(|matches| Arguments::from_arg_matches(&matches));
    // Not locked: the progress bar draws from a thread of its own, and would be waited for while it waits.
    let mut err = AutoStream::always_ansi(io::stderr());
    let (shared, command) = match parsed {
        Ok(arguments) => (arguments.shared, arguments.command),
        Err(error) => {
            return write_all(&mut err, foreseen, |out, err| {
                failure::explain(&error, foreseen, out, err)
            });
        }
    };
    Limit::set_for_registers(shared.max_file_size);
    match command {
        Command::Once(command) => write_all(&mut err, foreseen, |out, err| {
            dispatch(&command, &mut Console { shared, out, err })
        }),
        Command::Lsp(arguments) => {
            // The server writes to both streams itself.
            serve(arguments.server()).unwrap_or_else(|reason| {
                let (out, err) = (&mut Output::new(io::sink()), &mut err);
                Console { shared, out, err }.tell(&reason, foreseen);
                ExitCode::from(2)
            })
        }
    }
}

/// That the program for WebAssembly lacks something which needs threads or an operating system.
#[cfg(target_family = "wasm")]
pub fn absent(what: &str) -> Message {
    Message::attribute("cli-failure", "wasm").with("what", what)
}

/// Has something written to standard output and error, and sees to it that it arrives.
fn write_all(
    err: &mut dyn Write,
    language: Language,
    write: impl FnOnce(&mut dyn Stream, &mut dyn Write) -> io::Result<ExitCode>,
) -> ExitCode {
    // The stream is in no way changed by `always_ansi`, except that Windows is told to understand the sequences.
    let mut out = Output::new(BufWriter::new(AutoStream::always_ansi(io::stdout().lock())));
    match write(&mut out, err).and_then(|code| out.flush().map(|()| code)) {
        Ok(code) => code,
        Err(error) => {
            let reason = Message::attribute("cli-failure", "output").with("reason", workspace::system_message(&error));
            let message = Message::attribute("cli-failure", "told").with("reason", reason);
            let _ = writeln!(err, "{}", visible(&message.render(language)));
            ExitCode::from(2)
        }
    }
}

/// Runs a subcommand. A failure is told here, once; what is left of it is the error of the output itself.
fn dispatch(command: &Once, console: &mut Console<'_>) -> io::Result<ExitCode> {
    let result = match command {
        Once::Check(arguments) => arguments.run(console),
        Once::Fmt(arguments) => arguments.run(console),
        Once::Rule(arguments) => arguments.run(console),
        Once::Docs(arguments) => arguments.run(console),
        Once::Decode(arguments) => arguments.run(console),
        Once::Init(arguments) => arguments.run(console),
        Once::Import(arguments) => arguments.run(console),
        Once::Query(arguments) => arguments.run(console),
        Once::Stats(arguments) => arguments.run(console),
        Once::Next(arguments) => arguments.run(console),
        Once::Move(arguments) => arguments.run(console),
        Once::Recode(arguments) => arguments.run(console),
        Once::Renumber(arguments) => arguments.run(console),
        Once::Set(arguments) => arguments.run(console),
        Once::Add(arguments) => arguments.run(console),
        Once::Replace(arguments) => arguments.run(console),
        Once::Diff(arguments) => arguments.run(console),
        Once::Log(arguments) => arguments.run(console),
        Once::Config(arguments) => arguments.run(console),
        Once::Export(arguments) => arguments.run(console),
        Once::Catalogue(command) => command.run(console),
        Once::Schema(arguments) => arguments.run(console),
        Once::Completions(arguments) => arguments.run(console),
        Once::Man(arguments) => arguments.run(console),
        Once::Help(arguments) => arguments.run(console),
    };
    match result {
        Ok(outcome) => Ok(outcome.into()),
        Err(Failure::Output(error)) => Err(error),
        Err(Failure::Told(reason)) => {
            console.out.flush()?;
            let language = console.language(None);
            console.tell(&reason, language);
            Ok(ExitCode::from(2))
        }
    }
}
