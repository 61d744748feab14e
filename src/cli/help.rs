//! The texts of `--help`, in the language that is spoken.
//!
//! The arguments are declared with the keys of their messages. Here the keys are replaced by the messages, the
//! headings are named, and what clap would add in English of its own is said in the same language.

use clap::builder::Arg;
use clap::{ArgAction, CommandFactory};

use super::{Console, Failure, Outcome, failure};
use crate::keys::TableKind;
use crate::messages::{self, Language, Message};

/// Where the options stand that every subcommand has: after its own.
pub(super) const LAST: usize = 900;

/// Whose help is asked for.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The command, by its name; `catalogue check` has two.
    #[arg(value_name = "COMMAND", help = "cli-help-of-command")]
    command: Vec<String>,
}

impl Arguments {
    /// Writes the help of the command, as its `--help` does; that of the program where none is named.
    pub(super) fn run(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        let language = console.language(None);
        let names = self.command.iter().map(String::as_str);
        let arguments = ["stdreg"].into_iter().chain(names).chain(["--help"]);
        let Err(error) = command(language).try_get_matches_from(arguments) else {
            return Ok(Outcome::Clean);
        };
        let is_help = !error.use_stderr();
        failure::explain(&error, language, console.out, console.err)?;
        Ok(if is_help { Outcome::Clean } else { Outcome::Incomplete })
    }
}

/// The program's arguments with their help.
pub(super) fn command(language: Language) -> clap::Command {
    let help = Arg::new("help")
        .short('h')
        .long("help")
        .action(ArgAction::Help)
        .help("cli-help")
        .display_order(LAST + 3);
    let version = Arg::new("version")
        .short('V')
        .long("version")
        .action(ArgAction::Version)
        .help("cli-version")
        .display_order(LAST + 4);
    let command = super::Arguments::command()
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .arg_required_else_help(true)
        .arg(help.global(true))
        .arg(version);
    translate(command, language)
}

fn translate(command: clap::Command, language: Language) -> clap::Command {
    let heading = |attribute| heading(attribute, language);
    let key = command.get_about().map(ToString::to_string).unwrap_or_default();
    let about = messages::lookup(&key, None, language).unwrap_or_else(|| key.clone());
    let examples = messages::lookup(&key, Some("examples"), language).map(|text| {
        let lines: Vec<_> = text.lines().map(|line| format!("  {line}")).collect();
        format!("{}\n{}", heading("examples"), lines.join("\n"))
    });
    let examples = match (&*key, examples) {
        ("cli-config", Some(examples)) => Some(format!("{}\n\n{examples}", settings(&heading("settings"), language))),
        (_, examples) => examples,
    };
    let command = match examples {
        Some(examples) => command.after_help(examples),
        None => command,
    };
    command
        .about(about)
        .help_template(format!(
            "{{about-with-newline}}\n{}{{usage}}\n\n{{all-args}}{{after-help}}",
            heading("usage")
        ))
        .subcommand_help_heading(heading("commands"))
        .mut_args(|argument| translate_argument(argument, language))
        .mut_subcommands(|subcommand| translate(subcommand, language))
}

/// What stands above a part of the help.
pub(super) fn heading(attribute: &'static str, language: Language) -> String {
    Message::attribute("cli-heading", attribute).render(language)
}

/// The settings, a line each.
fn settings(heading: &str, language: Language) -> String {
    let mut text = heading.to_owned();
    let keys = TableKind::Settings.keys();
    let width = keys.iter().map(|key| key.name.len()).max().unwrap_or_default();
    for key in keys {
        text.push_str(&format!("\n  {:width$}  {}", key.name, key.help.get(language)));
    }
    text
}

fn translate_argument(argument: Arg, language: Language) -> Arg {
    let key = argument.get_help().map(ToString::to_string).unwrap_or_default();
    let text = |attribute| messages::lookup(&key, attribute, language);
    let mut help = text(None).unwrap_or_else(|| key.clone());
    let takes_values = argument.get_action().takes_values();
    let values: Vec<String> = argument
        .get_possible_values()
        .iter()
        .filter(|_| takes_values)
        .map(|value| value.get_name().to_owned())
        .collect();
    let defaults: Vec<String> = argument
        .get_default_values()
        .iter()
        .filter(|_| takes_values)
        .map(|value| value.to_string_lossy().into_owned())
        .collect();
    for (attribute, list) in [("values", values), ("default", defaults)] {
        if !list.is_empty() {
            let list = Message::attribute("cli-heading", attribute).with("list", list);
            help.push_str(&list.render(language));
        }
    }
    let heading = if argument.is_positional() {
        "arguments"
    } else {
        "options"
    };
    argument
        .help(help)
        .hide_possible_values(takes_values)
        .hide_default_value(takes_values)
        .help_heading(self::heading(heading, language))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every argument and subcommand has its text, in both languages, and clap finds nothing wrong with them.
    #[test]
    fn help_is_complete() {
        for language in Language::ALL {
            let mut root = command(language);
            root.clone().debug_assert();
            root.build();
            check(&root);
        }
    }

    fn check(command: &clap::Command) {
        let about = command.get_about().unwrap().to_string();
        assert!(!about.starts_with("cli-"), "{about}");
        for argument in command.get_arguments() {
            let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
            assert!(!help.is_empty() && !help.contains("cli-"), "{argument:?}: {help:?}");
        }
        command.get_subcommands().for_each(check);
    }
}
