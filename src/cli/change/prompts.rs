//! What is asked on a terminal. Where there is none, or nobody sits at it, nothing is.

use std::io::{self, IsTerminal as _};

use inquire::autocompletion::{Autocomplete, Replacement};
use inquire::ui::RenderConfig;
use inquire::{CustomUserError, InquireError, Text};

use super::Change;
use crate::cli::{Console, Failure, When};
use crate::ide::changes::{self, Asked};
use crate::messages::{Language, Message};
use crate::report::visible::visible;

/// How many of what may be answered are shown at once.
const SHOWN: usize = 8;

/// Whether somebody can be asked: at a terminal, of which both sides are there, and not in CI.
pub(super) fn can_ask() -> bool {
    let is_in_ci = std::env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false");
    !is_in_ci && io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// What may be answered.
#[derive(Clone)]
struct Offers(Vec<String>);

impl Offers {
    fn like(&self, input: &str) -> Vec<String> {
        let input = input.to_lowercase();
        let mut found: Vec<&String> = self
            .0
            .iter()
            .filter(|offer| offer.to_lowercase().contains(&input))
            .collect();
        found.sort_by_key(|offer| !offer.to_lowercase().starts_with(&input));
        found.into_iter().cloned().collect()
    }
}

impl Autocomplete for Offers {
    fn get_suggestions(&mut self, input: &str) -> Result<Vec<String>, CustomUserError> {
        Ok(self.like(input))
    }

    fn get_completion(&mut self, input: &str, highlighted: Option<String>) -> Result<Replacement, CustomUserError> {
        Ok(highlighted.or_else(|| self.like(input).into_iter().next()))
    }
}

/// Asks for a table; gives its id or title.
pub(super) fn table(change: &Change, console: &mut Console<'_>) -> Result<String, Failure> {
    let register = change.changing.register();
    let tables = register.tables().map(|table| match (table.id(), table.title()) {
        (Some(id), Some(title)) => format!("{id}  {title}"),
        (id, title) => id.or(title).unwrap_or_default().into_owned(),
    });
    let offers = Offers(tables.collect());
    let name = |answer: &str| answer.split("  ").next().unwrap_or_default().trim().to_owned();
    let language = change.language;
    let is_there = |answer: &str| changes::table(register, &name(answer)).map(drop);
    let message = Message::attribute("change-ask", "table").render(language);
    let question = Question {
        message: &message,
        help: None,
        default: None,
        offers,
    };
    let answer = ask(&question, is_there, language, console)?;
    Ok(name(&answer))
}

/// Asks for what some pairs leave open of an entry, and gives all of its pairs.
pub(super) fn pairs(
    change: &mut Change,
    table: usize,
    pairs: &[String],
    console: &mut Console<'_>,
) -> Result<Vec<String>, Failure> {
    let language = change.language;
    let mut pairs = pairs.to_vec();
    let keys: Vec<String> = change
        .changing
        .open_columns(&pairs, language)?
        .into_iter()
        .map(|column| column.key)
        .collect();
    for key in keys {
        // What is needed depends on what was answered.
        let open = change.changing.open_columns(&pairs, language)?;
        let Some(column) = open.into_iter().find(|column| column.key == key) else {
            continue;
        };
        let answer = column_of(change, table, &pairs, &column, console)?;
        if !answer.is_empty() {
            pairs.push(format!("{key}={answer}"));
        }
    }
    Ok(pairs)
}

fn column_of(
    change: &mut Change,
    table: usize,
    pairs: &[String],
    column: &Asked,
    console: &mut Console<'_>,
) -> Result<String, Failure> {
    let language = change.language;
    let offers = Offers(change.changing.offers(table, pairs, &column.key, language)?);
    let is_code = column.key == change.changing.register().columns.key_of(crate::keys::ColumnRole::Code);
    let next = change.changing.next_code(table).filter(|_| is_code);
    let attribute = if column.is_needed { "needed" } else { "open" };
    let help = Message::attribute("change-ask", attribute).with("help", column.help.as_str());
    let help = visible(&help.render(language)).into_owned();
    let message = format!("{}:", visible(&column.heading));
    let question = Question {
        message: &message,
        help: Some(&help),
        default: next.as_deref(),
        offers,
    };
    let changing = &change.changing;
    let is_right = |answer: &str| match answer.trim() {
        "" if column.is_needed => {
            let message = Message::attribute("change-ask", "empty").with("key", column.heading.as_str());
            Err(Box::new(message))
        }
        "" => Ok(()),
        answer => changing.check_pair(&format!("{}={answer}", column.key)),
    };
    let answer = ask(&question, is_right, language, console)?;
    Ok(answer.trim().to_owned())
}

/// A question.
struct Question<'q> {
    message: &'q str,
    help: Option<&'q str>,
    default: Option<&'q str>,
    offers: Offers,
}

/// Asks until the answer is right.
fn ask(
    question: &Question<'_>,
    is_right: impl Fn(&str) -> Result<(), Box<Message>>,
    language: Language,
    console: &mut Console<'_>,
) -> Result<String, Failure> {
    console.out.flush()?;
    loop {
        let mut text = Text::new(question.message)
            .with_autocomplete(question.offers.clone())
            .with_page_size(SHOWN);
        text.help_message = question.help;
        text.default = question.default;
        if console.shared.color == When::Never {
            text = text.with_render_config(RenderConfig::empty());
        }
        let answer = text.prompt().map_err(|error| match error {
            InquireError::OperationCanceled | InquireError::OperationInterrupted => {
                Failure::told(Message::attribute("change-ask", "stopped"))
            }
            InquireError::IO(error) => Failure::Output(error),
            other => Failure::Output(io::Error::other(other.to_string())),
        })?;
        match is_right(&answer) {
            Ok(()) => return Ok(answer),
            Err(reason) => writeln!(console.err, "{}", visible(&reason.render(language)))?,
        }
    }
}
