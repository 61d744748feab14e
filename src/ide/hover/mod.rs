//! What an editor shows where the pointer rests: a file a kind of thing.
//!
//! A hover explains, it does not judge: what is wrong is a finding, which editors show beside it. Text is escaped in
//! [`page`](super::page) alone.

mod block;
#[cfg(test)]
mod catalogue_tests;
mod code;
mod date;
mod figure;
mod header;
pub(super) mod key;
mod number;
mod option;
mod plan;
pub(super) mod rule;
mod structure;
mod term;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use super::page::{self, Page};
use super::tally::{Tally, phase, published_word};
use super::target::{self, Item, Target, What};
use super::{Context, Cursor};
use crate::diagnostic::Place;
use crate::keys::{Form, TableKind, ValueType};
use crate::messages::Message;
use crate::register::handle::{EntryRef, TableRef};
use crate::scheme::Phase;
use crate::text::Span;

/// How many things of a kind are named before the rest is only counted.
const NAMED: usize = 8;

/// An explanation of what stands at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// What is explained, relative to its file; it contains the cursor.
    pub place: Place,
    /// The explanation as Markdown: CommonMark with tables.
    pub markdown: String,
    /// The same as plain text.
    pub plain: String,
}

/// Explains what stands at the cursor; nothing where there is nothing to explain.
pub fn hover(context: Context<'_>, cursor: Cursor) -> Option<Hover> {
    let target = target::at(context.register, cursor)?;
    let asked = Asked { context, target };
    let (page, place) = match target.what {
        What::Comment => rule::page(context, cursor)?,
        What::Header => (header::page(asked)?, target.place),
        What::Key(_) => (key::page(asked)?, target.place),
        What::Text(string) => {
            let segment_text = asked.segment_text()?;
            (asked.value(&string.get(segment_text))?, target.place)
        }
        What::Value => {
            let text = target.place.span.of_text(asked.segment_text()?);
            (asked.value(text)?, target.place)
        }
        What::Blank => return None,
    };
    let place = context.register.absolute(place);
    // The quotes around a string belong to it, as far as a pointer goes.
    let offset = asked.offset_in_file();
    Some(Hover {
        place: place.with_span(place.span.cover(Span::empty(offset))),
        markdown: page.markdown(),
        plain: page.plain(),
    })
}

/// What is asked about.
#[derive(Clone, Copy)]
struct Asked<'a> {
    context: Context<'a>,
    target: Target<'a>,
}

impl<'a> Asked<'a> {
    /// The text of the segment that the target is in.
    fn segment_text(&self) -> Option<&'a str> {
        let place = self.target.place;
        let file = self.context.register.file(place.file)?;
        Some(file.document.text(&file.text, place.segment))
    }

    fn offset_in_file(&self) -> u32 {
        let place = self.target.place;
        let file = self.context.register.file(place.file);
        file.map_or(0, |file| file.document.start(place.segment)) + self.target.offset
    }

    /// The entry that the cursor is in.
    fn entry(&self) -> Option<EntryRef<'a>> {
        match self.target.item? {
            Item::Entry(id) => self.context.register.entry(id),
            _ => None,
        }
    }

    /// A value, by what it means.
    /// The category that the table under the cursor is, or belongs to.
    fn category_at(self) -> Option<usize> {
        match self.target.item? {
            Item::Category(index) => Some(index),
            Item::Table(index) => self.context.register.table(index)?.category_index,
            _ => None,
        }
    }

    /// The subsystem that is defined under the cursor.
    const fn subsystem_at(self, value: ValueType) -> Option<usize> {
        match (self.target.item, value) {
            (Some(Item::Subsystem(index)), ValueType::SubsystemName | ValueType::SubsystemCode) => Some(index),
            _ => None,
        }
    }

    fn value(self, text: &str) -> Option<Page> {
        let is_string = matches!(self.target.what, What::Text(_));
        if is_string && self.target.table == Some(TableKind::Conditions) {
            return figure::page(self, text);
        }
        if matches!(self.target.table, Some(TableKind::Figures | TableKind::Figure)) {
            return figure::in_column(self);
        }
        let in_map = || match self.target.map?.form() {
            Form::Map(value) => Some(*value),
            _ => None,
        };
        let value = self.target.key.map(|key| key.value).or_else(in_map)?;
        // Of another type than its own it means nothing.
        let is_of_strings = matches!(
            value.form(),
            Form::String
                | Form::OneOf(_)
                | Form::Block
                | Form::Strings
                | Form::StringOrStrings
                | Form::StringsOrTables(_)
        );
        if is_string != is_of_strings || text.trim().is_empty() {
            return None;
        }
        match value {
            ValueType::Code => Some(code::page(self, text)),
            ValueType::Standard | ValueType::Standards | ValueType::OtherStandard | ValueType::OtherStandards => {
                Some(number::page(self, text))
            }
            ValueType::Word => key::word(self, text),
            ValueType::Plan => Some(plan::page(self, text)),
            ValueType::Status | ValueType::StatusName => Some(term::status(self.context, text)),
            ValueType::Level | ValueType::LevelName => Some(term::level(self.context, text)),
            ValueType::Phase => term::phase_alone(self.context, text),
            ValueType::Owner => Some(structure::owner(self.context, text)),
            ValueType::CategoryTitle | ValueType::TableId | ValueType::TableTitle => header::page(self),
            ValueType::CategoryCode | ValueType::CategoryRef => {
                Some(structure::category(self.context, text, self.category_at()))
            }
            ValueType::SubsystemName
            | ValueType::SubsystemCode
            | ValueType::SubsystemRef
            | ValueType::SubsystemRefs => Some(structure::subsystem(self.context, text, self.subsystem_at(value))),
            // In `where` a table is told with its figures.
            ValueType::TableRef => Some(header::table(self.context, text)),
            ValueType::LayerOf(role) => structure::layer_value(self.context, role, text),
            ValueType::Block => block::page(self, text),
            ValueType::Date => date::page(self, text),
            ValueType::Item | ValueType::Expected | ValueType::Existing | ValueType::Ratio => figure::page(self, text),
            // What says all there is.
            ValueType::Text
            | ValueType::ColumnKey
            | ValueType::LayerName
            | ValueType::TextList
            | ValueType::Integer
            | ValueType::Day
            | ValueType::Number
            | ValueType::StandardTitle
            | ValueType::RequiredStandards
            | ValueType::Group
            | ValueType::Groups
            | ValueType::StatusSynonyms
            | ValueType::LevelSynonyms
            | ValueType::SchemeRef
            | ValueType::NotesRef
            | ValueType::By
            | ValueType::Patterns
            | ValueType::Table(_)
            | ValueType::Tables(_) => None,
            ValueType::Rules => rule::of_selector(text, self.context.language),
            ValueType::Characters
            | ValueType::Role
            | ValueType::ColumnType
            | ValueType::NumberKind
            | ValueType::NumberKinds
            | ValueType::Language
            | ValueType::Severity => option::page(self.context, value, text),
            // Of which the key says all there is.
            ValueType::Width
            | ValueType::Depth
            | ValueType::FindingCount
            | ValueType::ColumnRole
            | ValueType::Requirement
            | ValueType::Texts
            | ValueType::AnyOf
            | ValueType::Conditions
            | ValueType::Switch
            | ValueType::SeverityOfRules
            | ValueType::RulesOfPatterns => None,
        }
    }
}

impl<'a> Context<'a> {
    /// A message in the reader's language.
    fn say(&self, message: &Message) -> String {
        message.render(self.language)
    }

    /// An entry for a list: where it stands, its title and its status.
    fn entry_line(&self, entry: EntryRef<'_>) -> String {
        let register = self.register;
        let table = register.table_of(&entry).map(|table| self.table_name(table));
        let message = Message::attribute("hover-entry", "line")
            .with("table", table.unwrap_or_default())
            .with("number", entry.number.map_or(0, |number| number.value))
            .with("title", entry.title().unwrap_or_default())
            .with("status", entry.status().unwrap_or_default());
        self.say(&message)
    }

    /// A table by its id, or where it has none by its title.
    fn table_name(&self, table: TableRef<'a>) -> Cow<'a, str> {
        table.name()
    }

    /// How many entries there are, and how many of them are published.
    fn tally_line(&self, tally: Tally) -> String {
        let message = Message::attribute("hover-entry", "tally")
            .with("entries", tally.entries)
            .with("word", published_word(self))
            .with("published", tally.published);
        self.say(&message)
    }

    /// The first of several names, joined, and how many there are besides.
    fn names<'n>(&self, names: impl Iterator<Item = Cow<'n, str>>) -> String {
        let mut names: Vec<String> = names.filter(|name| !name.is_empty()).map(Cow::into_owned).collect();
        let more = names.len().saturating_sub(NAMED);
        names.truncate(NAMED);
        let message = Message::attribute("hover-entry", if more > 0 { "names-more" } else { "names" });
        self.say(&message.with("names", names).with("more", more))
    }

    /// The word for where a standard is in its life.
    fn phase_name(&self, phase: Phase) -> String {
        self.say(&Message::attribute("hover-phase", phase.name()))
    }

    /// Whether an entry is published, planned and so on, in words; empty where that cannot be told.
    fn entry_phase(&self, entry: EntryRef<'_>) -> String {
        phase(self.register, entry).map_or_else(String::new, |phase| self.phase_name(phase))
    }
}
