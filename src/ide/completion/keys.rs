//! Keys that the table under the cursor does not have yet; on a line of its own also what may follow the table.

use super::draft::{Draft, Offers, Snippet};
use super::forms::string;
use super::required::placeholder;
use super::{CompletionKind, headers, selectors, statistics};
use crate::ide::hover;
use crate::keys::{CONDITIONS, Form, Key, TableKind, ValueType};
use crate::messages::Message;
use crate::syntax::Behind;
use crate::text::Span;
use crate::writer::layout::Layout;
use crate::writer::strings;
use crate::writer::strings::key as written_key;

/// Offers keys at the place of one.
pub(super) fn offer(offers: &mut Offers<'_>, word: Span, behind: Behind) {
    let spot = offers.spot;
    let table = spot.table;
    match table {
        Some(TableKind::Conditions) => conditions(offers, word, behind),
        Some(TableKind::Figures) => statistics::offer_columns(offers, word, behind),
        None => match spot.map {
            Some(ValueType::Conditions) => conditions(offers, word, behind),
            Some(ValueType::SeverityOfRules) => selectors::offer_keys(offers, word, behind),
            _ => {}
        },
        Some(table) => {
            let register = offers.context.register;
            let is_missing = |key: &Key<'_>| !spot.has(key.name) && register.has_use_for(table, key);
            let missing = register.columns.keys(table).filter(is_missing);
            let is_offered = |key: &Key<'_>| spot.is_inline || !is_headed(table, key);
            let (required, optional): (Vec<_>, Vec<_>) = missing
                .filter(is_offered)
                .partition(|key| register.requires(table, key));
            for key in required.iter().chain(&optional) {
                offer_key(offers, word, behind, (table, key));
            }
        }
    }
    let line = spot.line_before(word.start);
    let has_own_line = !spot.is_inline && line.trim_matches([' ', '\t', '\u{feff}']).is_empty();
    if has_own_line && behind == Behind::Nothing && !spot.is_followed() {
        headers::offer_new(offers, word);
    }
}

/// Whether what the key leads to has a header of its own: the entries of a table, and the tables of a file.
fn is_headed(table: TableKind, key: &Key<'_>) -> bool {
    let is_file = matches!(table, TableKind::Root | TableKind::Scheme | TableKind::Settings);
    match key.value.form() {
        Form::Tables(_) => is_file || table == TableKind::Table,
        Form::Table(_) => is_file,
        _ => false,
    }
}

fn offer_key(offers: &mut Offers<'_>, word: Span, behind: Behind, (table, key): (TableKind, &Key<'_>)) {
    let language = offers.context.language;
    let need = if offers.context.register.requires(table, key) {
        "required"
    } else {
        "optional"
    };
    let need = Message::attribute("completion-key", need).render(language);
    let help = key.help.get(language);
    let mut draft = Draft::new(CompletionKind::Key, key.name)
        .detail(format!("{help} · {need}"))
        .documentation(hover::key::known(offers.context, table, key))
        .found_by(key.heading.zh);
    let columns = &offers.context.register.columns;
    if let Some((_, column)) = columns
        .find(key.name)
        .filter(|_| offers.spot.table == Some(TableKind::Entry))
    {
        draft.found_by.extend(column.also.iter().cloned());
    }
    if behind == Behind::Equals {
        offers.text(word, written_key(key.name).into_owned(), key.name, draft);
        return;
    }
    let mut snippet = Snippet::default();
    snippet.text(&Layout::Inline.key(0, key.name));
    placeholder(offers, key, &mut snippet);
    offers.snippet(word, &snippet, key.name, draft);
}

/// What `where` may ask for: the words of the format, the layers of the scheme, and the columns of entries.
fn conditions(offers: &mut Offers<'_>, word: Span, behind: Behind) {
    let register = offers.context.register;
    let layers = register.scheme.layers.iter().filter(|layer| layer.literal.is_none());
    let layers = layers.map(|layer| (layer.name.as_str(), layer.title.as_str()));
    // The keys of the format come before the layers of the same name.
    let keys = CONDITIONS.iter().map(|key| (key.name, ""));
    let is_key = |name: &str| CONDITIONS.iter().any(|key| key.name == name);
    let columns = register.columns.iter().map(|(_, column)| column);
    let columns = columns.filter(|column| !is_key(&column.key) && register.scheme.layer_named(&column.key).is_none());
    let columns = columns.map(|column| (column.key.as_str(), column.title.as_str()));
    for (name, title) in keys.chain(layers.filter(|(name, _)| !is_key(name))).chain(columns) {
        if offers.spot.has(name) {
            continue;
        }
        let draft = Draft::new(CompletionKind::Key, name).detail(title).found_by(title);
        if behind == Behind::Equals {
            offers.text(word, strings::key(name).into_owned(), name, draft);
            continue;
        }
        let mut snippet = Snippet::default();
        string(snippet.text(&Layout::Inline.key(0, name)), "");
        offers.snippet(word, &snippet, name, draft);
    }
}
