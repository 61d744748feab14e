//! What is asked on a terminal. Where there is none, or nobody sits at it, nothing is.

#[cfg_attr(target_family = "wasm", path = "wasm/asking.rs")]
mod terminal;

pub(super) use self::terminal::{ask, can_ask};

/// What may be answered.
#[derive(Clone, Default)]
pub(super) struct Offers(pub(super) Vec<String>);

/// A question.
pub(super) struct Question<'q> {
    /// What is asked.
    pub(super) message: &'q str,
    /// What stands below it.
    pub(super) help: Option<&'q str>,
    /// What an empty answer means.
    pub(super) default: Option<&'q str>,
    /// What may be answered; anything else may be as well.
    pub(super) offers: Offers,
}
