//! What a row or a column of statistics asks of entries, in the words of people: the notes of findings and hover say the
//! same.

use super::listing::first_few;
use crate::messages::{Argument, Language, Message};
use crate::register::Register;
use crate::register::counts::Test;

/// How many alternatives of a condition are named before the rest is left out.
const NAMED: usize = 8;

/// All conditions as one text; none where nothing is asked of entries.
pub(super) fn all_in_words(register: &Register, tests: &[Test]) -> Option<Argument> {
    let asks = |test: &&Test| !matches!(test, Test::WithWithdrawn | Test::Filled(_));
    let words: Vec<Message> = tests
        .iter()
        .filter(asks)
        .filter_map(|test| in_words(register, test))
        .collect();
    (!words.is_empty()).then(|| joined(&words, ["，且", " and "]))
}

/// What a test asks of entries; nothing for one that asks nothing.
pub(crate) fn in_words(register: &Register, test: &Test) -> Option<Message> {
    let named = |kind, name: String| Message::attribute("hover-figure-test", kind).with("name", name);
    Some(match test {
        Test::WithWithdrawn => return None,
        Test::Any(tests) => {
            let words = tests.iter().filter_map(|test| in_words(register, test));
            let words: Vec<Message> = words.take(NAMED + 1).collect();
            Message::attribute("hover-figure-test", "any").with("tests", joined(&words, ["或", " or "]))
        }
        Test::Table(index) => {
            let table = register.table(*index);
            named("table", table.map(|table| table.heading()).unwrap_or_default())
        }
        Test::Category(index) => {
            let category = register.category(*index);
            named(
                "category",
                category.map(|category| category.heading()).unwrap_or_default(),
            )
        }
        Test::Subsystem(index) => {
            let title = register.subsystem(*index).and_then(|subsystem| subsystem.title());
            named("subsystem", title.unwrap_or_default().into_owned())
        }
        Test::Status(term) => {
            let term = register.vocabulary.status_term(*term);
            named("status", term.map(|term| term.name.clone()).unwrap_or_default())
        }
        Test::Phase(phase) => Message::attribute("hover-figure-test", "phase")
            .with("name", Message::attribute("hover-phase", phase.name())),
        Test::Level(term) => {
            let term = register.vocabulary.level_term(*term);
            named("level", term.map(|term| term.name.clone()).unwrap_or_default())
        }
        Test::Column { column, value } => {
            let attribute = if value.is_empty() { "blank" } else { "column" };
            named(attribute, value.clone()).with("title", heading(register, *column))
        }
        Test::Filled(column) => {
            Message::attribute("hover-figure-test", "filled").with("title", heading(register, *column))
        }
        Test::Layer { layer: index, value } => {
            let layer = register.scheme.layers.get(*index);
            let meaning = layer.and_then(|layer| layer.meaning(value)).unwrap_or("–");
            let title = layer.map_or_else(
                || Argument::from(""),
                |layer| {
                    let zh = if layer.title.is_empty() {
                        &layer.name
                    } else {
                        &layer.title
                    };
                    Argument::names(zh.clone(), layer.name.clone())
                },
            );
            Message::attribute("hover-figure-test", "layer")
                .with("number", *index + 1)
                .with("title", title)
                .with("value", value.as_str())
                .with("meaning", meaning)
        }
    })
}

/// What stands over a column of entries, in either language.
pub(super) fn heading(register: &Register, column: u16) -> Argument {
    let column = register.columns.get(usize::from(column));
    column.map_or_else(|| Argument::from(""), |column| column.as_key().heading.into())
}

/// Several texts as one, by the words that join them in Chinese and in English.
fn joined(messages: &[Message], [zh, en]: [&str; 2]) -> Argument {
    let texts = |language| first_few(messages.iter().map(|message| message.render(language)), NAMED);
    Argument::names(texts(Language::Zh).join(zh), texts(Language::En).join(en))
}
