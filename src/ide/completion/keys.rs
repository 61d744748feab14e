//! Keys that the table under the cursor does not have yet; on a line of its own also what may follow the table.

use super::draft::{Draft, Offers, Snippet};
use super::entries::Layout;
use super::surroundings::next_number;
use super::{CompletionKind, headers};
use crate::keys::{CONDITIONS, Form, Key, TableKind, ValueType};
use crate::messages::Message;
use crate::text::Span;

/// Offers keys at the place of one.
pub(super) fn offer(offers: &mut Offers<'_>, word: Span, has_equals: bool) {
    let spot = offers.spot;
    let table = spot.table;
    match table {
        Some(TableKind::Conditions) => conditions(offers, word, has_equals),
        // What stands at the top level of a file has a header.
        Some(TableKind::Root) | None => {}
        Some(table) => {
            let missing = || table.keys().iter().filter(|key| !spot.has(key.name));
            // The entries of a table have headers of their own.
            let is_offered = |key: &&Key| spot.is_inline || !is_headed(table, key);
            let (required, optional): (Vec<_>, Vec<_>) =
                missing().filter(is_offered).partition(|key| key.is_required());
            for key in required.into_iter().chain(optional) {
                offer_key(offers, word, has_equals, key);
            }
        }
    }
    let line = spot.line_before(word.start);
    let has_own_line = !spot.is_inline && line.trim_matches([' ', '\t', '\u{feff}']).is_empty();
    if has_own_line && !has_equals && !spot.is_followed() {
        headers::offer_new(offers, word);
    }
}

fn is_headed(table: TableKind, key: &Key) -> bool {
    table == TableKind::Table && matches!(key.value.form(), Form::Tables(_))
}

fn offer_key(offers: &mut Offers<'_>, word: Span, has_equals: bool, key: &Key) {
    let language = offers.context.language;
    let need = if key.is_required() { "required" } else { "optional" };
    let need = Message::attribute("completion-key", need).render(language);
    let help = key.help.get(language);
    let draft = Draft::new(CompletionKind::Key, key.name)
        .detail(format!("{help} · {need}"))
        .found_by(key.heading.zh);
    if has_equals {
        offers.text(word, key.name.to_owned(), key.name, draft);
        return;
    }
    let mut snippet = Snippet::default();
    snippet.text(&format!("{} = ", key.name));
    placeholder(offers, key, &mut snippet);
    offers.snippet(word, &snippet, key.name, draft);
}

/// Adds the keys that a kind of table must have, with places for their values.
pub(super) fn required(offers: &Offers<'_>, table: TableKind, layout: Layout<'_>, snippet: &mut Snippet) {
    for (place, key) in required_keys(table).enumerate() {
        layout.key(snippet, place, key.name);
        placeholder(offers, key, snippet);
    }
}

/// The keys that a kind of table must have.
pub(super) fn required_keys(table: TableKind) -> impl Iterator<Item = &'static Key> {
    table.keys().iter().filter(|key| key.is_required())
}

/// What stands in the place of a key's value at first.
fn placeholder(offers: &Offers<'_>, key: &Key, snippet: &mut Snippet) {
    match key.value {
        ValueType::Number => {
            let register = offers.context.register;
            let table = offers.spot.detail_table(register);
            let number = table.map_or(1, |table| next_number(register, table, offers.spot.own_entry(register)));
            snippet.stop(&number.to_string());
        }
        ValueType::Date => {
            snippet.stop(&offers.context.today.to_string());
        }
        value => {
            empty(value, snippet);
        }
    }
}

/// Adds the form of a value of which nothing is known.
pub(super) fn empty(value: ValueType, snippet: &mut Snippet) -> &mut Snippet {
    match value.form() {
        Form::String | Form::Block => snippet.text("\"").stop("").text("\""),
        Form::OneOf(words) => {
            let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            snippet.text("\"").choice(&words).text("\"")
        }
        Form::Integer => snippet.stop("0"),
        Form::Count(_) => snippet.stop("1"),
        Form::Boolean => snippet.choice(&["true".to_owned(), "false".to_owned()]),
        Form::Date => snippet.stop(""),
        Form::Strings => snippet.text("[\"").stop("").text("\"]"),
        Form::Table(_) | Form::Map(_) => snippet.text("{ ").stop("").text(" }"),
        Form::Tables(_) => snippet.text("[").stop("").text("]"),
    }
}

/// What `where` may ask for: the layers of the scheme, and the words of the format.
fn conditions(offers: &mut Offers<'_>, word: Span, has_equals: bool) {
    let register = offers.context.register;
    let layers = register.scheme.layers.iter().filter(|layer| layer.literal.is_none());
    let layers = layers.map(|layer| (layer.name.as_str(), layer.title.as_str()));
    // The keys of the format come before the layers of the same name.
    let keys = CONDITIONS.iter().map(|key| (key.name, ""));
    let is_key = |name: &str| CONDITIONS.iter().any(|key| key.name == name);
    for (name, title) in keys.chain(layers.filter(|(name, _)| !is_key(name))) {
        if offers.spot.has(name) {
            continue;
        }
        let draft = Draft::new(CompletionKind::Key, name).detail(title).found_by(title);
        if has_equals {
            offers.text(word, name.to_owned(), name, draft);
            continue;
        }
        let mut snippet = Snippet::default();
        snippet.text(&format!("{name} = \"")).stop("").text("\"");
        offers.snippet(word, &snippet, name, draft);
    }
}
