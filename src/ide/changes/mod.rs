//! Changes of a register that are asked for by name: an entry by its code, a table by its id. What a change does is what the
//! code action or rename of the same name does; here stand what is meant by a name, and what goes with a change: statistics
//! that were right before it are right after it.

mod moving;
mod offers;
mod stale;
mod subject;
mod values;

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashSet;

pub use self::offers::Asked;
pub use self::stale::Stale;
pub use self::subject::{entry, entry_if_any, table, tables};
use super::actions::FileEdits;
use super::next_code::{Guess, NextCodes};
use super::target::{self, Item};
use super::{Context, Cursor, actions};
use crate::analysis::fixes;
use crate::analysis::live::Live;
use crate::analysis::severities::Severities;
use crate::diagnostic::{Applicability, Diagnostic, Edit, Place, Rule, Severity};
use crate::keys::ColumnRole;
use crate::messages::{Language, Message};
use crate::register::handle::TableRef;
use crate::register::model::EntryId;
use crate::register::{OldText, Register, SourceFile};
use crate::scheme::Phase;
use crate::syntax::Date;
use crate::text::FileId;
use crate::text::edit;
use crate::writer::layout::{Pairs, Value};
use crate::writer::{entries, keys};

/// Why a change cannot be made.
pub type Refusal = Box<Message>;

/// A file that changes: its text before and after.
#[derive(Clone, Debug)]
pub struct Changed {
    /// The file.
    pub file: FileId,
    /// Its text before.
    pub before: String,
    /// What it is to be.
    pub after: Arc<SourceFile>,
}

/// A register while it is changed.
#[derive(Debug)]
pub struct Changing {
    live: Live,
    /// The texts of the files that changed, as they were before the first change.
    before: BTreeMap<FileId, String>,
    /// The statistics that were wrong before the first change, by their places.
    wrong: FxHashSet<usize>,
    today: Date,
}

impl Changing {
    /// Takes over a register as it was read. `severities` are those of its files. Looked for is what can stop a change, errors, and
    /// what is repaired with it, statistics.
    pub fn new(register: Register, mut severities: Vec<Severities>, today: Date) -> Self {
        for severities in &mut severities {
            severities
                .retain(|rule, severity| severity == Severity::Error || is_about_statistics(&rule.definition().rule));
        }
        let live = Live::new(register, severities, today);
        let wrong = live.found().iter();
        Self {
            before: BTreeMap::new(),
            wrong: wrong
                .filter_map(|found| statistics_of(live.register(), found))
                .collect(),
            live,
            today,
        }
    }

    /// The register as of now.
    pub fn register(&self) -> &Register {
        self.live.register()
    }

    /// What is found now, but for figures of statistics that were wrong before the first change.
    pub fn found(&self) -> impl Iterator<Item = &Diagnostic> {
        let was_wrong = |table| self.wrong.contains(&table);
        let found = self.live.found().iter();
        found.filter(move |found| !statistics_of(self.register(), found).is_some_and(was_wrong))
    }

    /// Ends the changes: gives the files whose text is another by now.
    pub fn take_changed(&mut self) -> Vec<Changed> {
        let before = std::mem::take(&mut self.before).into_iter();
        let changed = before.filter_map(|(file, before)| {
            let after = Arc::clone(self.register().files.get(file.0 as usize)?);
            (before != after.text).then_some(Changed { file, before, after })
        });
        changed.collect()
    }

    /// Numbers the entries of a table 1, 2, 3 … in their order.
    ///
    /// # Errors
    /// Where an entry of the table cannot be read.
    pub fn renumber(&mut self, table: usize) -> Result<(), Refusal> {
        let register = self.register();
        let Some(table) = register.table(table) else {
            return Ok(());
        };
        if is_broken(register, table) {
            return Err(Box::new(
                Message::attribute("change-fault", "broken").with("table", table.name()),
            ));
        }
        let edits = actions::renumber(register, table);
        self.apply(edits.unwrap_or_default());
        Ok(())
    }

    /// Gives an entry another code, in all files; the register's own goes with that of the entry which lists it.
    ///
    /// # Errors
    /// Where the entry has no code, or the new one is malformed or taken.
    pub fn recode(&mut self, entry: EntryId, new: &str) -> Result<(), Refusal> {
        let register = self.register();
        let context = self.context();
        let code = register.entry(entry).and_then(|entry| Some(entry.place(entry.code?)));
        let Some(place) = code else {
            return Err(Box::new(Message::attribute("change-fault", "no-code")));
        };
        let edits = moving::recoding(context, place, new)?;
        self.apply(by_file(edits));
        Ok(())
    }

    /// Moves an entry to the end of a table. Its number is the next one there; its code stays where it fits the table, and is
    /// the next free one elsewhere. Gives the code that it has then, if it has one.
    ///
    /// # Errors
    /// Where either is written in a way that cannot be taken apart, it stands there already, or no code is free.
    pub fn move_to(&mut self, entry: EntryId, table: usize) -> Result<Option<String>, Refusal> {
        let plan = moving::plan(self.context(), entry, table)?;
        self.apply(plan.edits);
        Ok(plan.code)
    }

    /// Sets columns of an entry, each given as `KEY=VALUE`; an empty value takes the key away.
    ///
    /// # Errors
    /// Where there is no such column, or a value is none of its type.
    pub fn set(&mut self, entry: EntryId, pairs: &[String]) -> Result<(), Refusal> {
        let register = self.register();
        let changes = values::changes(register, pairs)?;
        let edits = register
            .entry(entry)
            .map(|entry| keys::change(entry, &changes, rank(register)));
        self.apply_edits(edits.unwrap_or_default());
        Ok(())
    }

    /// Adds an entry at the end of a table, with what is given as `KEY=VALUE`; its number is the next one and its code the next
    /// free one where these are not given.
    ///
    /// # Errors
    /// Where there is no such column, a value is none of its type, or the table has no room for another entry.
    pub fn add(&mut self, table: usize, pairs: &[String]) -> Result<(), Refusal> {
        let place = table;
        let register = self.register();
        let Some(table) = register.table(table) else {
            return Ok(());
        };
        let changes = values::changes(register, pairs)?;
        let code = register.columns.key_of(ColumnRole::Code);
        let is_code_given = changes.iter().any(|(key, _)| key == code);
        let mut given: Vec<(String, Value)> = changes
            .into_iter()
            .filter_map(|(key, value)| Some((key, value?)))
            .collect();
        let last = register.entries_of(&table).last().map(|(_, entry)| entry);
        let mut unless_given = |role, value: Value| {
            let key = register.columns.key_of(role);
            if !key.is_empty() && given.iter().all(|(own, _)| own != key) {
                given.push((key.to_owned(), value));
            }
        };
        let number = last.map_or(Some(1), |last| {
            last.number.and_then(|number| number.value.checked_add(1))
        });
        if let Some(number) = number {
            unless_given(ColumnRole::Number, Value::Integer(number));
        }
        if register.scheme.layers.iter().any(|layer| layer.literal.is_none()) && !is_code_given {
            let code = next(register, table, None, 1)?.into_iter().next().unwrap_or_default();
            unless_given(ColumnRole::Code, Value::String(code));
        }
        self.insert(place, given)
    }

    /// Writes an entry at the end of a table.
    fn insert(&mut self, table: usize, mut values: Vec<(String, Value)>) -> Result<(), Refusal> {
        let register = self.register();
        let Some(table) = register.table(table) else {
            return Ok(());
        };
        let last = register.entries_of(&table).last().map(|(_, entry)| entry);
        values.sort_by_key(|(key, _)| rank(register)(key));
        let new: Pairs = values.into_iter().map(|(key, value)| (key.into(), value)).collect();
        let edit = entries::insertion(register, table, last, &[new]);
        let fault = || Box::new(Message::attribute("change-fault", "no-room").with("table", table.name()));
        let edit = edit.ok_or_else(fault)?;
        self.apply_edits(vec![edit]);
        Ok(())
    }

    /// Withdraws an entry that another one replaces, and has that one say so.
    ///
    /// # Errors
    /// Where the old entry has no number, or the vocabulary no word for what is withdrawn.
    pub fn replace(&mut self, old: EntryId, new: EntryId) -> Result<(), Refusal> {
        let register = self.register();
        let (Some(old_entry), Some(new_entry)) = (register.entry(old), register.entry(new)) else {
            return Ok(());
        };
        let fault = |attribute| Box::new(Message::attribute("change-fault", attribute));
        let number = old_entry.standard().ok_or_else(|| fault("no-number"))?.into_owned();
        let mut statuses = register.vocabulary.statuses.iter();
        let withdrawn = statuses.find(|status| status.phase == Phase::Withdrawn);
        let withdrawn = withdrawn.ok_or_else(|| fault("no-withdrawn"))?.name.clone();
        let mut replaced: Vec<String> = new_entry.replaces().map(|(_, number)| number.into_owned()).collect();
        if !replaced.contains(&number) {
            replaced.push(number);
        }
        let columns = &register.columns;
        let (status, replaces) = (columns.key_of(ColumnRole::Status), columns.key_of(ColumnRole::Replaces));
        if status.is_empty() || replaces.is_empty() {
            return Err(fault("no-replaces"));
        }
        let mut edits = keys::change(
            old_entry,
            &[(status.to_owned(), Some(Value::String(withdrawn)))],
            rank(register),
        );
        let links = [(replaces.to_owned(), Some(Value::strings(replaced)))];
        edits.extend(keys::change(new_entry, &links, rank(register)));
        self.apply_edits(edits);
        Ok(())
    }

    /// Brings the statistics that were right before the first change up to date. Those that were not stay as they are.
    pub fn update_statistics(&mut self) {
        self.fix(|changing, found| {
            let table = statistics_of(changing.register(), found);
            table.is_some_and(|table| !changing.wrong.contains(&table))
        });
    }

    /// Brings the figures of all statistics up to date. Gives what they said before, and what is not right even so.
    ///
    /// # Errors
    /// Where parts of the register cannot be read, so that nobody knows how much there is.
    pub fn write_statistics(&mut self) -> Result<Vec<Stale>, Refusal> {
        let before = Arc::clone(self.live.register());
        if !before.is_countable() {
            return Err(Box::new(Message::attribute("change-fault", "uncountable")));
        }
        let edits = actions::figures(&before).into_iter();
        let mut edits: Vec<(Place, String)> = edits.map(|edit| (before.absolute(edit.place), edit.text)).collect();
        edits.sort_by_key(|(place, _)| (place.file, place.span.start));
        self.apply(by_file(edits));
        // A ratio of nothing goes, which the rule about ratios knows how to do.
        self.fix(|_, found| found.rule.name == "ratio-mismatch");
        Ok(stale::all(&before, self.register()))
    }

    /// Applies safe fixes of findings that are meant, until there are none.
    fn fix(&mut self, is_meant: impl Fn(&Self, &Diagnostic) -> bool) {
        for _ in 0..fixes::MAX_ROUNDS {
            let found = self.live.found().iter();
            let meant: Vec<Diagnostic> = found.filter(|found| is_meant(self, found)).cloned().collect();
            let round = fixes::round(&meant, Applicability::Safe, |_| true);
            let Some(texts) = fixes::texts_after(self.register(), &round) else {
                break;
            };
            for (file, text) in texts {
                self.set_text(file, text);
            }
        }
    }

    fn apply(&mut self, edits: FileEdits) {
        for (file, edits) in edits {
            let text = self
                .register()
                .file(file)
                .and_then(|source| edit::apply(&source.text, &edits).ok());
            if let Some(text) = text {
                self.set_text(file, text);
            }
        }
    }

    fn set_text(&mut self, file: FileId, text: String) {
        let before = self.live.set_text(file, text).and_then(OldText::into_text);
        if let Some(before) = before {
            self.before.entry(file).or_insert(before);
        }
    }

    fn apply_edits(&mut self, edits: Vec<Edit>) {
        let register = self.register();
        let edits = edits.into_iter().map(|edit| (register.absolute(edit.place), edit.text));
        let mut edits: Vec<_> = edits.collect();
        edits.sort();
        self.apply(by_file(edits));
    }

    fn context(&self) -> Context<'_> {
        Context {
            register: self.register(),
            found: self.live.found(),
            // No title of an action is asked for.
            language: Language::default(),
            today: self.today,
        }
    }
}

/// The next free codes of a table, as many as are asked for, out of its block or another range of sequences. What nothing
/// determines is as in the table's last entry.
///
/// # Errors
/// Where the register says too little for a code, or there are not as many.
pub fn next(
    register: &Register,
    table: TableRef<'_>,
    range: Option<(u32, u32)>,
    count: usize,
) -> Result<Vec<String>, Refusal> {
    let codes = NextCodes::of_table(register, Guess::Last, table).several(table, range, count);
    let fault = |attribute| Box::new(Message::attribute("change-fault", attribute).with("table", table.name()));
    let codes = codes.ok_or_else(|| fault("undetermined"))?;
    if codes.len() < count {
        let message = *fault("full");
        return Err(Box::new(message.with("count", codes.len())));
    }
    Ok(codes)
}

/// The place of the statistics whose figures a finding is about.
fn statistics_of(register: &Register, found: &Diagnostic) -> Option<usize> {
    if !is_about_statistics(found.rule) {
        return None;
    }
    let Place { file, span, .. } = found.place;
    let cursor = Cursor {
        file,
        offset: span.start,
    };
    match target::at(register, cursor)?.item? {
        Item::Statistics(table) | Item::Row(table, _) => Some(table),
        _ => None,
    }
}

fn is_about_statistics(rule: &Rule) -> bool {
    rule.code.starts_with('N')
}

/// The order of the columns.
fn rank(register: &Register) -> impl Fn(&str) -> usize {
    |key| register.columns.find(key).map_or(usize::MAX, |(place, _)| place)
}

/// Whether a part of a table cannot be read, so that nobody knows what is in it.
fn is_broken(register: &Register, table: TableRef<'_>) -> bool {
    table.site.is_broken || register.entries_of(&table).any(|(_, entry)| entry.site.is_broken)
}

/// Edits by place as edits by file.
fn by_file(edits: Vec<(Place, String)>) -> FileEdits {
    let mut files: FileEdits = Vec::new();
    for (place, text) in edits {
        let edit = edit::TextEdit { span: place.span, text };
        match files.last_mut() {
            Some((file, edits)) if *file == place.file => edits.push(edit),
            _ => files.push((place.file, vec![edit])),
        }
    }
    files
}
