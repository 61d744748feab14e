//! Whole new tables with what is known of them filled in: entries above all.

use rustc_hash::FxHashMap;

use super::codes::told;
use super::draft::{Draft, Offers, Snippet};
use super::forms::{NO_DATE, of_column, string};
use super::required::required;
use super::surroundings::commonest;
use super::{CompletionKind, statistics};
use crate::catalogue::Row;
use crate::ide::page::Page;
use crate::ide::wanted::{Wanted, level_of, number_at};
use crate::keys::{Columns, Key, TableKind, ValueType};
use crate::messages::Message;
use crate::number;
use crate::register::Register;
use crate::register::handle::TableRef;
use crate::register::model::EntryId;
use crate::scheme::Phase;
use crate::text::Span;
use crate::writer::layout::Layout;
use crate::writer::strings::escaped;

/// A new entry of a table, and its code.
pub(super) struct NewEntry {
    /// The code; empty where none is free.
    pub(super) code: String,
    number: i64,
    statuses: Vec<String>,
    level: String,
    owner: String,
    date: String,
    standard: String,
    title: String,
}

/// The keys of a new entry: those that a published one must have.
pub(super) fn keys(columns: &Columns) -> impl Iterator<Item = Key<'_>> {
    let keys = columns.keys(TableKind::Entry);
    keys.filter(|key| key.is_needed_in(Phase::Published))
}

impl NewEntry {
    /// A new entry of a table, where the cursor is: its number is the one behind that of the entry before it, and its code fits
    /// between the neighbours.
    pub(super) fn new(offers: &Offers<'_>, table: TableRef<'_>) -> Self {
        let register = offers.context.register;
        let place = offers.spot.place_in(register, table);
        let code = free_code(register, (table, place), None);
        let mut owners = commonest(register, None, Some(table), |entry| entry.owner).into_iter();
        let mut statuses: Vec<_> = register.vocabulary.statuses.iter().collect();
        statuses.sort_by_key(|status| status.phase != Phase::Published);
        Self {
            number: number_at(register, table, place),
            statuses: statuses.into_iter().map(|status| status.name.clone()).collect(),
            level: level_of(register, &code),
            owner: owners.next().map(|(owner, _)| owner.into_owned()).unwrap_or_default(),
            date: NO_DATE.to_owned(),
            standard: String::new(),
            title: String::new(),
            code,
        }
    }

    /// Adds the keys with their values.
    pub(super) fn write(&self, columns: &Columns, layout: Layout<'_>, snippet: &mut Snippet) {
        for (place, key) in keys(columns).enumerate() {
            snippet.text(&layout.key(place, key.name));
            match key.value {
                ValueType::Number => snippet.stop(&self.number.to_string()),
                ValueType::Code => snippet.text("\"").last_stop(&escaped(&self.code)).text("\""),
                ValueType::Status => snippet.text("\"").choice(&self.statuses).text("\""),
                ValueType::Level => string(snippet, &self.level),
                ValueType::Date => snippet.stop(&self.date),
                ValueType::Owner => string(snippet, &self.owner),
                ValueType::Standard if !self.standard.is_empty() => string(snippet, &self.standard),
                ValueType::StandardTitle if !self.title.is_empty() => string(snippet, &self.title),
                // Nothing is known of the others: their form is all there is.
                _ => of_column(columns, &key, snippet),
            };
        }
    }
}

/// The next free code of a table, for a standard with this number; empty where none is free.
fn free_code(register: &Register, (table, place): (TableRef<'_>, EntryId), standard: Option<&str>) -> String {
    if register.scheme_is_stand_in() {
        return String::new();
    }
    let wanted = Wanted {
        table,
        place,
        own: None,
        standard,
        level: None,
    };
    wanted.codes(register).into_iter().next().unwrap_or_default()
}

/// New entries of a table for rows of a catalogue. What is the same for standards of one kind is worked out once: a register
/// may be large.
pub(super) struct Template<'r> {
    table: TableRef<'r>,
    /// By what stands before the number proper, the code and the level of such a standard.
    known: FxHashMap<String, (String, String)>,
    new: Option<NewEntry>,
}

impl<'r> Template<'r> {
    /// For a table.
    pub(super) fn new(table: TableRef<'r>) -> Self {
        Self {
            table,
            known: FxHashMap::default(),
            new: None,
        }
    }

    /// The next entry of the table, for a row with this number.
    pub(super) fn entry(&mut self, offers: &Offers<'_>, row: &Row, number: &str) -> NewEntry {
        let register = offers.context.register;
        let place = offers.spot.place_in(register, self.table);
        let parsed = number::parse(number, &register.scheme.grammar).number;
        let head = parsed.and_then(|parsed| number.get(..parsed.number.start as usize));
        let (code, level) = self
            .known
            .entry(head.unwrap_or_default().to_owned())
            .or_insert_with(|| {
                let code = free_code(register, (self.table, place), Some(number));
                let level = level_of(register, &code);
                (code, level)
            });
        let new = self.new.get_or_insert_with(|| NewEntry::new(offers, self.table));
        let phase = match row.is_in_force(offers.context.today) {
            true => Phase::Published,
            false if row.end(offers.context.today).is_some() => Phase::Withdrawn,
            false => Phase::Upcoming,
        };
        let mut statuses: Vec<_> = register.vocabulary.statuses.iter().collect();
        statuses.sort_by_key(|status| status.phase != phase);
        NewEntry {
            code: code.clone(),
            level: level.clone(),
            number: new.number,
            statuses: statuses.into_iter().map(|status| status.name.clone()).collect(),
            owner: match row.owner() {
                "" => new.owner.clone(),
                owner => owner.to_owned(),
            },
            date: row.effective().map_or_else(|| new.date.clone(), |day| day.to_string()),
            standard: number.to_owned(),
            title: row.title().to_owned(),
        }
    }
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
            entry.write(&offers.context.register.columns, Layout::Inline, &mut snippet);
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
