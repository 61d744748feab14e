//! What may be wrong with a catalogue.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::headings::Field;
use crate::messages::Message;

/// Something that is wrong with a catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The line, from 1.
    pub line: u32,
    /// What is wrong.
    pub kind: FaultKind,
}

/// What is wrong with a catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FaultKind {
    /// The text cannot be read in its form (`CSV`, `TOML`, `JSON`).
    Form(Cow<'static, str>),
    /// There is no array of tables, or of objects.
    NoRows,
    /// No column is for numbers.
    NoNumbers,
    /// Two columns are for the same.
    Twice(Field, String),
    /// A column looks like one that is known, and is not: what was found, what may be meant.
    Column(String, Cow<'static, str>),
    /// A row has neither number nor plan.
    NoNumber,
    /// What stands for a number is none.
    BadNumber(String),
    /// What stands for a day is none.
    BadDate(Field, String),
    /// Nobody knows what the status means.
    UnknownStatus(String),
    /// The number has a row in this line already.
    Again(u32),
    /// There is more of it than fits.
    TooLarge,
}

impl FaultKind {
    /// Whether nothing can be made of the catalogue; else of a row, or of one of its values.
    pub const fn is_of_all(&self) -> bool {
        matches!(
            self,
            Self::Form(_) | Self::NoRows | Self::NoNumbers | Self::Twice(..) | Self::TooLarge
        )
    }

    /// The fault in words.
    pub fn message(&self) -> Message {
        let says = |attribute| Message::attribute("catalogue-fault", attribute);
        match self {
            Self::Form(form) => says("form").with("form", &**form),
            Self::NoRows => says("no-rows"),
            Self::NoNumbers => says("no-numbers").with("known", Field::keys().collect::<Vec<_>>().join(", ")),
            Self::Twice(field, heading) => says("twice").with("key", field.key()).with("found", heading.as_str()),
            Self::Column(found, nearest) => says("column").with("found", found.as_str()).with("nearest", &**nearest),
            Self::NoNumber => says("no-number"),
            Self::BadNumber(found) => says("number").with("found", found.as_str()),
            Self::BadDate(field, found) => says("date").with("key", field.key()).with("found", found.as_str()),
            Self::UnknownStatus(found) => says("status").with("found", found.as_str()),
            Self::Again(first) => says("again").with("first", *first),
            Self::TooLarge => says("too-large"),
        }
    }
}
