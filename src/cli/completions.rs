//! `stdreg completions`: what a shell needs to complete the command line.
//!
//! The script is made from the arguments themselves, with their help in the language that is spoken. Names of rules and
//! settings are completed too, although the arguments take more than these: codes, families, and names that nearly fit.

use std::io::{self, Write};

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap_complete::Shell;

use super::{Console, Failure, Outcome, help};
use crate::keys::TableKind;
use crate::rules;

/// The arguments that take names of rules, by subcommand.
const RULE_NAMES: &[(&str, &[&str])] = &[("check", &["select", "extend_select", "ignore"]), ("rule", &["name"])];

/// How the generated function for bash completes files: a name with a blank falls into two.
const BASH_FILES: &str = r#"COMPREPLY=($(compgen -f "${cur}"))"#;

/// What is added for bash: the generated function does not expect `--option=value` as bash takes it apart, and offers
/// options and the names of arguments such as `[PATH]...` where a file is to be named. Where it has nothing else to offer,
/// bash completes files by itself.
const BASH_FILTER: &str = r#"
_stdreg_words() {
    local current=$2 previous=$3
    if [[ $previous == "=" ]]; then
        previous=${COMP_WORDS[COMP_CWORD-2]}
    elif [[ $current == "=" ]]; then
        current=
    fi
    _stdreg "$1" "$current" "$previous"
    local word words=()
    for word in "${COMPREPLY[@]}"; do
        case $word in
            "["* | "<"*) ;;
            -*) [[ $2 == -* ]] && words+=("$word") ;;
            *) words+=("$word") ;;
        esac
    done
    COMPREPLY=("${words[@]}")
}
complete -F _stdreg_words -o bashdefault -o default stdreg
"#;

/// For which shell.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The shell.
    #[arg(value_name = "SHELL", help = "cli-completions-shell")]
    shell: Shell,
}

impl Arguments {
    /// Writes the script.
    pub(super) fn run(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        let mut command = without_help_of_values(help::command(console.language(None)));
        for (subcommand, arguments) in RULE_NAMES {
            command = command.mut_subcommand(subcommand, |subcommand| {
                arguments.iter().fold(subcommand, |subcommand, argument| {
                    subcommand.mut_arg(argument, |argument| argument.value_parser(rule_names()))
                })
            });
        }
        let commands = command
            .get_subcommands()
            .map(|subcommand| subcommand.get_name().to_owned());
        let commands = PossibleValuesParser::new(commands.collect::<Vec<_>>());
        command = command.mut_subcommand("man", |man| {
            man.mut_arg("command", |argument| argument.value_parser(commands))
        });
        command = command.mut_subcommand("config", |config| {
            config.mut_arg("explain", |argument| argument.value_parser(settings()))
        });
        // The generator panics where its output cannot be written, so it writes to memory.
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut command, "stdreg", &mut script);
        match self.shell {
            Shell::Bash => {
                let script = String::from_utf8_lossy(&script).replace(BASH_FILES, "COMPREPLY=()");
                write!(console.out, "{script}{BASH_FILTER}")?;
            }
            Shell::Fish => {
                console.out.write_all(&script)?;
                write_fish_values(&command, console.out)?;
            }
            _ => console.out.write_all(&script)?,
        }
        Ok(Outcome::Clean)
    }
}

/// A command whose values are named alone. What they mean is there in one language only, and is told by the argument's
/// own help where it needs to be.
fn without_help_of_values(command: clap::Command) -> clap::Command {
    command
        .mut_args(|argument| {
            let values: Vec<_> = argument
                .get_possible_values()
                .iter()
                .map(|value| value.get_name().to_owned())
                .collect();
            if values.is_empty() || !argument.get_action().takes_values() {
                argument
            } else {
                argument.value_parser(PossibleValuesParser::new(values))
            }
        })
        .mut_subcommands(without_help_of_values)
}

/// Writes for fish what arguments without a name may be, each with what it means: the generated script has it for
/// options alone.
fn write_fish_values(command: &clap::Command, out: &mut dyn Write) -> io::Result<()> {
    for subcommand in command.get_subcommands() {
        let values: Vec<_> = subcommand
            .get_positionals()
            .flat_map(|argument| argument.get_possible_values())
            .map(|value| match value.get_help() {
                Some(help) => format!(r"{}\t'{help}'", value.get_name()),
                None => value.get_name().to_owned(),
            })
            .collect();
        if !values.is_empty() {
            let condition = format!("__fish_stdreg_using_subcommand {}", subcommand.get_name());
            // fish reads the list once more when it completes; what parts two values there is a new line.
            let values = values.join("\n");
            writeln!(out, "complete -c stdreg -n \"{condition}\" -f -a \"{values}\"")?;
        }
    }
    Ok(())
}

fn settings() -> PossibleValuesParser {
    let keys = TableKind::Settings.keys().iter().map(|key| key.name);
    PossibleValuesParser::new(keys)
}

fn rule_names() -> PossibleValuesParser {
    let names = rules::ALL.iter().map(|definition| {
        let rule = &definition.rule;
        PossibleValue::new(rule.name).help(rule.code)
    });
    PossibleValuesParser::new(names)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    /// The arguments are named by strings; clap panics where one is not there.
    #[test]
    fn the_arguments_that_take_rules_are_there() {
        let command = super::super::Arguments::command();
        for (subcommand, arguments) in RULE_NAMES {
            let subcommand = command.find_subcommand(subcommand).expect("it is there");
            for name in *arguments {
                assert!(subcommand.get_arguments().any(|argument| argument.get_id() == name));
            }
        }
    }
}
