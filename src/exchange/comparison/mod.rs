//! What changed from one state of a register to another: its head, its structure, its entries, what its statistics come to.
//! What is the same in both is not in it; nor are comments, the form of the text and the order of entries.
//!
//! [`compare`] finds out, in time that grows with the two registers, and a file a form says it: [`text`](Form::Text) for a
//! terminal, [`Markdown`](Form::Markdown) and [`HTML`](Form::Html) to be printed as 修订说明, [`JSON`](Form::Json) for
//! programs. The first three show the same [`sections`].

pub mod chronicle;
mod coverage;
mod entries;
mod html;
mod markdown;
mod part;
mod parts;
mod sections;
mod terms;
mod text;

use serde::Serialize;

pub use self::entries::{Followed, Step};
use crate::messages::{Bilingual, Language};
use crate::register::Register;
use crate::register::model::EntryId;

/// A form in which a comparison is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// For a terminal.
    #[default]
    Text,
    /// 修订说明 in Markdown.
    Markdown,
    /// 修订说明 as a page.
    Html,
    /// For programs.
    Json,
}

/// What changed.
#[derive(Clone, Debug, Serialize)]
pub struct Comparison {
    /// The state before.
    pub old: State,
    /// The state after.
    pub new: State,
    /// Whether nothing changed.
    pub same: bool,
    /// What is told of the register itself, its structure and its written statistics.
    parts: Vec<PartChange>,
    /// What is told of entries, kind by kind.
    entries: Vec<EntryChange>,
    /// What the statistics come to.
    statistics: Vec<Coverage>,
}

/// A state of the register.
#[derive(Clone, Debug, Serialize)]
pub struct State {
    /// What it was called by whoever asked.
    pub name: String,
    /// 标准体系的名称.
    title: String,
}

/// What a value is called in both languages.
#[derive(Clone, Debug, Default)]
struct Heading {
    zh: String,
    en: String,
}

impl Heading {
    fn new(heading: Bilingual<'_>) -> Self {
        Self {
            zh: heading.zh.to_owned(),
            en: heading.en.to_owned(),
        }
    }

    fn get(&self, language: Language) -> &str {
        let Self { zh, en } = self;
        Bilingual { zh, en }.get(language)
    }
}

/// A table of the register files, other than an entry, that came, went or changed.
#[derive(Clone, Debug, Serialize)]
struct PartChange {
    kind: part::Kind,
    change: Change,
    name: String,
    /// What changed of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    values: Vec<ValueChange>,
}

/// What became of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Change {
    Added,
    Removed,
    Changed,
}

impl Change {
    const fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
        }
    }
}

/// A value that changed; none where there was or is none.
#[derive(Clone, Debug, Serialize)]
struct ValueChange {
    key: String,
    #[serde(skip)]
    heading: Heading,
    old: Option<String>,
    new: Option<String>,
}

/// Something that is told of an entry.
#[derive(Clone, Debug, Serialize)]
struct EntryChange {
    change: entries::Kind,
    /// The entry as it is now, or as it was if it is gone; none for what is told of a table.
    entry: entries::Named,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    value: Option<ValueChange>,
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<Step>,
    /// How many entries.
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<usize>,
    /// The entries of then that it may be.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    candidates: Vec<entries::Named>,
}

/// What a row of the statistics comes to, before and after.
#[derive(Clone, Debug, Serialize)]
struct Coverage {
    /// A level, or nothing for all entries.
    level: Option<String>,
    old: Figures,
    new: Figures,
}

/// 应有数 and 现有数, as far as they can be known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
struct Figures {
    expected: Option<i64>,
    existing: Option<i64>,
}

/// Compares two states of a register, each with what it is called.
pub fn compare(old: (&Register, &str), new: (&Register, &str)) -> Comparison {
    let (parts, tables) = parts::compare(old.0, new.0);
    let entries = entries::compare(old.0, new.0, &tables);
    let statistics = coverage::compare(old.0, new.0);
    Comparison {
        old: State::of(old),
        new: State::of(new),
        same: parts.is_empty() && entries.is_empty() && statistics.is_empty(),
        parts,
        entries,
        statistics,
    }
}

/// What became of one entry; and which it is in the other state, where that is known.
pub fn follow(old: (&Register, &str), new: (&Register, &str), entry: Followed) -> (Comparison, Option<EntryId>) {
    let tables = parts::tables(old.0, new.0);
    let (changes, other) = entries::follow(old.0, new.0, &tables, entry);
    (Comparison::of_entry(State::of(old), State::of(new), changes), other)
}

/// An entry that came with its register.
pub fn came((register, name): (&Register, &str), entry: EntryId) -> Comparison {
    let before = State {
        name: String::new(),
        title: String::new(),
    };
    Comparison::of_entry(before, State::of((register, name)), entries::came(register, entry))
}

impl State {
    fn of((register, name): (&Register, &str)) -> Self {
        Self {
            name: name.to_owned(),
            title: register.head().title().unwrap_or_default().into_owned(),
        }
    }
}

impl Comparison {
    fn of_entry(old: State, new: State, entries: Vec<EntryChange>) -> Self {
        Self {
            old,
            new,
            same: entries.is_empty(),
            parts: Vec::new(),
            entries,
            statistics: Vec::new(),
        }
    }

    /// Whether the status of an entry made such a step.
    pub fn has_step(&self, step: Step) -> bool {
        self.entries.iter().any(|change| change.step == Some(step))
    }

    /// The comparison in a form.
    pub fn render(&self, form: Form, language: Language) -> String {
        match form {
            Form::Text => text::render(self, language),
            Form::Markdown => markdown::render(self, language),
            Form::Html => html::render(self, language),
            Form::Json => {
                // It writes to memory, and has nothing in it that cannot be a key.
                let mut json = serde_json::to_string_pretty(self).unwrap_or_default();
                json.push('\n');
                json
            }
        }
    }
}

#[cfg(test)]
mod tests;
