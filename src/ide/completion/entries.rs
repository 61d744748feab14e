//! Whole new tables with what is known of them filled in: entries above all.

use super::codes::told;
use super::draft::{Draft, Offers, Snippet};
use super::forms::{empty, string};
use super::required::required;
use super::surroundings::{commonest, last_number};
use super::wanted::Wanted;
use super::{CompletionKind, statistics};
use crate::ide::page::Page;
use crate::keys::{Key, TableKind, ValueType};
use crate::messages::Message;
use crate::register::Register;
use crate::register::handle::TableRef;
use crate::scheme::{Phase, Role};
use crate::text::Span;
use crate::writer::layout::Layout;

/// A new entry of a table, and its code.
pub(super) struct NewEntry {
    /// The code; empty where none is free.
    pub(super) code: String,
    number: i64,
    statuses: Vec<String>,
    level: String,
    owner: String,
    date: String,
}

/// The keys of a new entry: those that a published one must have.
pub(super) fn keys() -> impl Iterator<Item = &'static Key> {
    let keys = TableKind::Entry.keys().iter();
    keys.filter(|key| key.is_needed_in(Phase::Published))
}

impl NewEntry {
    /// The next entry of a table.
    pub(super) fn new(offers: &Offers<'_>, table: TableRef<'_>) -> Self {
        let register = offers.context.register;
        let wanted = Wanted {
            table,
            own: None,
            standard: None,
            level: None,
        };
        let codes = if register.scheme_is_stand_in() {
            Vec::new()
        } else {
            wanted.codes(register)
        };
        let code = codes.into_iter().next().unwrap_or_default();
        let mut owners = commonest(register, None, Some(table), |entry| entry.owner).into_iter();
        // The date is filled in, which only what is published has.
        let mut statuses: Vec<_> = register.vocabulary.statuses.iter().collect();
        statuses.sort_by_key(|status| status.phase != Phase::Published);
        Self {
            number: last_number(register, table, None),
            statuses: statuses.into_iter().map(|status| status.name.clone()).collect(),
            level: level_of(register, &code),
            owner: owners.next().map(|(owner, _)| owner.into_owned()).unwrap_or_default(),
            date: offers.context.today.to_string(),
            code,
        }
    }

    /// Adds the keys with their values.
    pub(super) fn write(&self, layout: Layout<'_>, snippet: &mut Snippet) {
        for (place, key) in keys().enumerate() {
            snippet.text(&layout.key(place, key.name));
            match key.value {
                ValueType::Number => snippet.stop(&self.number.to_string()),
                ValueType::Code => string(snippet, &self.code),
                ValueType::Status => snippet.text("\"").choice(&self.statuses).text("\""),
                ValueType::Level => string(snippet, &self.level),
                ValueType::Date => snippet.stop(&self.date),
                ValueType::Owner => string(snippet, &self.owner),
                // Nothing is known of the others: their form is all there is.
                _ => empty(key.value, snippet),
            };
        }
    }
}

/// The level of a code: the word of the vocabulary for what its level layer says.
fn level_of(register: &Register, code: &str) -> String {
    let parsed = crate::code::Code::parse(&register.scheme, code);
    let value = parsed.value(&register.scheme, code, Role::Level);
    let mut levels = register.vocabulary.levels.iter();
    let level = levels.find(|level| Some(level.value.as_str()) == value);
    level.map(|level| level.name.clone()).unwrap_or_default()
}

/// What is said of a new entry: its code in words.
pub(super) fn draft(offers: &Offers<'_>, label: &str, entry: &NewEntry) -> Draft {
    let language = offers.context.language;
    let detail = Message::new("completion-entry").with("number", entry.number);
    let draft = Draft::new(CompletionKind::Entry, label).detail(detail.render(language));
    if entry.code.is_empty() {
        return draft;
    }
    draft.documentation(Page::new(&entry.code, told(offers, &entry.code)))
}

/// Offers tables in braces at the place of an element of an array of tables.
pub(super) fn offer_element(offers: &mut Offers<'_>, kind: TableKind) {
    let span = Span::empty(offers.spot.cursor);
    match kind {
        TableKind::Entry => {
            let Some(table) = offers.spot.detail_table(offers.context.register) else {
                return;
            };
            let entry = NewEntry::new(offers, table);
            let mut snippet = Snippet::default();
            snippet.text("{ ");
            entry.write(Layout::Inline, &mut snippet);
            snippet.text(" }");
            let draft = draft(offers, "{ entry }", &entry);
            offers.snippet(span, &snippet, "{ entry }", draft);
        }
        TableKind::Row => statistics::offer_rows(offers, span),
        kind => {
            let mut snippet = Snippet::default();
            snippet.text("{ ");
            required(offers, kind, Layout::Inline, &mut snippet);
            snippet.text(" }");
            let draft = Draft::new(CompletionKind::Entry, format!("{{ {} }}", kind.path()));
            offers.snippet(span, &snippet, "{", draft);
        }
    }
}
