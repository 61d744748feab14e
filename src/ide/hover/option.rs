//! A word out of a fixed list: what it means.

use super::Context;
use super::page::Page;
use crate::keys::ValueType;
use crate::messages::Message;

/// Explains a word that a key takes out of a list; nothing for one that is not in the list.
pub(super) fn page(context: Context<'_>, value: ValueType, word: &str) -> Option<Page> {
    let (list, said): (&[&'static str], &'static str) = of(value)?;
    let word = list.iter().find(|known| **known == word)?;
    let meaning = Message::attribute(said, word);
    Some(Page::new(*word, context.say(&meaning)))
}

/// The words that such a value is one of, and the message that says what each means.
fn of(value: ValueType) -> Option<(&'static [&'static str], &'static str)> {
    use crate::keys::{Characters, ColumnType, LANGUAGES, NumberKinds, Role, SEVERITIES};
    match value {
        ValueType::Characters => Some((&Characters::NAMES, "completion-characters")),
        ValueType::Role => Some((&Role::NAMES, "completion-role")),
        ValueType::ColumnType => Some((&ColumnType::NAMES, "completion-column-type")),
        ValueType::NumberKind | ValueType::NumberKinds => Some((&NumberKinds::NAMES, "hover-kind")),
        ValueType::Language => Some((LANGUAGES, "completion-language")),
        ValueType::Severity => Some((SEVERITIES, "report-severity")),
        _ => None,
    }
}
