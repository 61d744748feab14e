//! Questions at a terminal.

use std::io::{self, IsTerminal as _};

use inquire::autocompletion::{Autocomplete, Replacement};
use inquire::ui::RenderConfig;
use inquire::{CustomUserError, InquireError, Text};

use super::{Offers, Question};
use crate::cli::{Console, Failure, When};
use crate::messages::{Language, Message};
use crate::report::visible::visible;

/// How many of what may be answered are shown at once.
const SHOWN: usize = 8;

/// Whether somebody can be asked: at a terminal, of which both sides are there, and not in CI.
pub(in crate::cli) fn can_ask() -> bool {
    let is_in_ci = std::env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false");
    !is_in_ci && io::stdin().is_terminal() && io::stderr().is_terminal()
}

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

/// Asks until the answer is right.
///
/// # Errors
/// Where the questions are broken off, or the terminal cannot be written to.
pub(in crate::cli) fn ask(
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
