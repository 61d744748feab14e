//! Nobody is asked: a page has no terminal.

use super::Question;
use crate::cli::{Console, Failure};
use crate::messages::{Language, Message};

/// Whether somebody can be asked.
pub(in crate::cli) fn can_ask() -> bool {
    false
}

/// Breaks off.
///
/// # Errors
/// Always.
pub(in crate::cli) fn ask(
    _question: &Question<'_>,
    _is_right: impl Fn(&str) -> Result<(), Box<Message>>,
    _language: Language,
    _console: &mut Console<'_>,
) -> Result<String, Failure> {
    Err(Failure::told(Message::attribute("change-ask", "stopped")))
}
