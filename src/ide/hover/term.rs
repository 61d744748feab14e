//! A word for the status or the level.

use super::Context;
use super::page::Page;
use crate::messages::Message;
use crate::register::vocabulary::Usage;
use crate::scheme::{Phase, Role};

fn say(context: Context<'_>, attribute: &'static str, list: &[String]) -> String {
    context.say(&Message::attribute("hover-term", attribute).with("list", list.to_vec()))
}

/// Explains a status.
pub(super) fn status(context: Context<'_>, word: &str) -> Page {
    let vocabulary = &context.register.vocabulary;
    let mut page = Page::new(word, say(context, "status", &[]));
    let known = vocabulary.status(word);
    let Some((place, usage, status)) =
        known.and_then(|(place, usage)| Some((place, usage, vocabulary.status_term(place)?)))
    else {
        let names: Vec<String> = vocabulary.statuses.iter().map(|status| status.name.clone()).collect();
        page.line(say(context, "unknown", &names));
        return page;
    };
    if usage == Usage::Alias {
        page.item(say(context, "alias-of", std::slice::from_ref(&status.name)));
    }
    page.item(say(context, "phase", &[context.phase_name(status.phase)]));
    if !status.also.is_empty() {
        page.item(say(context, "also", &status.also));
    }
    let entries = context.register.entries();
    let count = entries.filter(|entry| entry.status_term == Some(place)).count();
    page.item(context.say(&Message::attribute("hover-term", "used").with("count", count)));
    page
}

/// Explains a phase, the word that a `[[status]]` gives.
pub(super) fn phase_alone(context: Context<'_>, word: &str) -> Option<Page> {
    let phase = Phase::named(word)?;
    Some(Page::new(word, context.phase_name(phase)))
}

/// Explains a level.
pub(super) fn level(context: Context<'_>, word: &str) -> Page {
    let register = context.register;
    let vocabulary = &register.vocabulary;
    let mut page = Page::new(word, say(context, "level", &[]));
    let known = vocabulary.level(word);
    let Some((place, usage, level)) =
        known.and_then(|(place, usage)| Some((place, usage, vocabulary.level_term(place)?)))
    else {
        let names: Vec<String> = vocabulary.levels.iter().map(|level| level.name.clone()).collect();
        page.line(say(context, "unknown", &names));
        return page;
    };
    if usage == Usage::Alias {
        page.item(say(context, "alias-of", std::slice::from_ref(&level.name)));
    }
    let index = register.scheme.layer_of(Role::Level);
    if let Some((index, layer)) = index.and_then(|index| Some((index, register.scheme.layers.get(index)?))) {
        let message = Message::attribute("hover-term", "layer")
            .with("number", index + 1)
            .with("title", layer.title.as_str())
            .with("value", level.value.as_str())
            .with("meaning", layer.meaning(&level.value).unwrap_or("–"));
        page.item(context.say(&message));
    }
    if !level.alias.is_empty() {
        page.item(say(context, "aliases", &level.alias));
    }
    let entries = register.entries();
    let count = entries.filter(|entry| entry.level_term == Some(place)).count();
    page.item(context.say(&Message::attribute("hover-term", "used").with("count", count)));
    page
}
