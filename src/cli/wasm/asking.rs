//! Nobody is asked: a page has no terminal.

use super::{Console, Failure};
use crate::messages::{Language, Message};

/// Whether somebody can be asked.
pub(super) fn can_ask() -> bool {
    false
}

/// What might be answered.
#[derive(Clone, Default)]
pub(super) struct Offers(pub(super) Vec<String>);

/// A question that nobody hears.
pub(super) struct Question<'q> {
    pub(super) message: &'q str,
    pub(super) help: Option<&'q str>,
    pub(super) default: Option<&'q str>,
    pub(super) offers: Offers,
}

/// Breaks off.
///
/// # Errors
/// Always.
pub(super) fn ask(
    _question: &Question<'_>,
    _is_right: impl Fn(&str) -> Result<(), Box<Message>>,
    _language: Language,
    _console: &mut Console<'_>,
) -> Result<String, Failure> {
    Err(Failure::told(Message::attribute("change-ask", "stopped")))
}
