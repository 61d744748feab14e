//! A register under edit: the findings of its text as it is now, brought up to date by what an edit touches.
//!
//! What a rule says of an entry rests on the entry and on what entries are held against. So after an edit that leaves
//! the latter alone the rules about entries look at what was edited, and what they said of the others is kept, in places
//! relative to their segments. So it is with tables, and with the sequences in them, for which it counts too who else has or
//! had one. The rules about codes run again where a code changed, which few edits do; the others look at everything, by the
//! index, and always run again.

use std::sync::Arc;

use rayon::prelude::*;

use super::severities::Severities;
use super::{
    Looked, Options, finish, run_on_all_tables, run_on_entries, run_on_others, run_on_sequences, run_on_tables,
};
use crate::diagnostic::{Diagnostic, Place};
use crate::register::update::{Codes, ContextChange, Update};
use crate::register::{OldText, Register, SourceFile};
use crate::rules::{Check, OfTables, Sink};
use crate::syntax::{Change, Date};
use crate::text::FileId;
use crate::text::edit::NewText;

/// A register with its findings, which always are what a fresh [`check()`](super::check) of the same texts gives.
#[derive(Debug)]
pub struct Live {
    register: Arc<Register>,
    found: Arc<[Diagnostic]>,
    severities: Vec<Severities>,
    today: Date,
    /// The entries that something was found in, or whose rules looked beyond them, in their order: before anything is
    /// done about severities, places and suppressions.
    of_entries: Vec<Looked>,
    /// What was found in tables, by their places, likewise.
    of_tables: OfTables,
    /// What was found in the sequences of tables, likewise.
    of_sequences: OfTables,
    /// What was found in the codes, likewise.
    of_codes: Sink,
}

impl Live {
    /// Takes over a register as it was read, and checks it. `severities` are those of its files, by their ids.
    pub fn new(register: Register, severities: Vec<Severities>, today: Date) -> Self {
        let mut live = Self {
            register: Arc::new(register),
            found: Arc::default(),
            severities,
            today,
            of_entries: Vec::new(),
            of_tables: OfTables::default(),
            of_sequences: OfTables::default(),
            of_codes: Sink::new(),
        };
        live.check_all();
        live
    }

    /// The register as of now. It stays as it is when the text changes afterwards.
    pub fn register(&self) -> &Arc<Register> {
        &self.register
    }

    /// The findings as of now, sorted by file and position.
    pub fn found(&self) -> &Arc<[Diagnostic]> {
        &self.found
    }

    /// Replaces the text of a root or part. What else the register depends on stays: the caller reads the register
    /// anew when its `include` or `scheme` changes. Gives the text that was replaced, where another took its place.
    pub fn set_text<'t>(&mut self, file: FileId, text: impl Into<NewText<'t>>) -> Option<OldText> {
        let text = text.into();
        // To copy the register for a text that is the same would be for nothing.
        let is_same = |source: &SourceFile| source.problem.is_none() && !text.differs_from(&source.text);
        if self.register.file(file).is_none_or(is_same) {
            return None;
        }
        let update = Arc::make_mut(&mut self.register).set_text(file, text)?;
        if update.context_change == ContextChange::Other || !self.keep(&update) {
            self.check_entries();
        }
        if update.context_change != ContextChange::Same || !self.keep_tables(&update) {
            self.check_tables();
        }
        if update.codes == Codes::Same {
            let of_others = self.look_at_others();
            self.finish(of_others);
        } else {
            self.check_codes_and_others();
        }
        Some(update.before)
    }

    /// Checks again with other severities, or on another day.
    pub fn set_options(&mut self, severities: Vec<Severities>, today: Date) {
        self.severities = severities;
        self.today = today;
        self.check_all();
    }

    /// Keeps what was found in entries that an edit left alone, and looks at the others again. Gives whether all of it
    /// could be kept.
    fn keep(&mut self, update: &Update) -> bool {
        let mut again = update.again.clone();
        let mut kept = Vec::with_capacity(self.of_entries.len());
        for mut of_entry in std::mem::take(&mut self.of_entries) {
            let Some(entry) = update.moved(of_entry.entry) else {
                continue;
            };
            of_entry.entry = entry;
            if of_entry.is_beyond && update.context_change == ContextChange::Beyond {
                again.push(entry.0 as usize);
            } else {
                kept.push(of_entry);
            }
        }
        again.sort_unstable();
        again.dedup();
        kept.retain(|of_entry| again.binary_search(&(of_entry.entry.0 as usize)).is_err());
        let mut found = kept.iter_mut().flat_map(|of_entry| &mut of_entry.found);
        if !found.all(|diagnostic| move_on(diagnostic, update.file, &update.segments)) {
            return false;
        }
        kept.extend(self.look_at(again.into_par_iter()));
        kept.sort_by_key(|of_entry| of_entry.entry);
        self.of_entries = kept;
        true
    }

    /// Keeps what was found in tables that an edit left alone, and looks at the others again. Gives whether all of it could be
    /// kept.
    fn keep_tables(&mut self, update: &Update) -> bool {
        let again = update.tables(&self.register);
        let mut of_sequences = again.clone();
        if update.codes != Codes::Same {
            of_sequences.extend(update.tables_of_sequences(&self.register));
            of_sequences.extend(&self.of_sequences.beyond);
            of_sequences.sort_unstable();
            of_sequences.dedup();
        }
        let renew = |before: OfTables, again: &[usize], new: OfTables| {
            let is_again = |table: usize| again.binary_search(&table).is_ok();
            let mut kept = before;
            kept.found.retain(|(table, _)| !is_again(*table));
            kept.beyond.retain(|table| !is_again(*table));
            let mut found = kept.found.iter_mut();
            let is_there = found.all(|(_, diagnostic)| move_on(diagnostic, update.file, &update.segments));
            is_there.then(|| kept.with(new))
        };
        let of_tables = run_on_tables(&self.register, self.options(), &again);
        let found_in_sequences = run_on_sequences(&self.register, self.options(), &of_sequences);
        let before = std::mem::take(&mut self.of_tables);
        let before_in_sequences = std::mem::take(&mut self.of_sequences);
        let of_tables = renew(before, &again, of_tables);
        let in_sequences = renew(before_in_sequences, &of_sequences, found_in_sequences);
        let (Some(of_tables), Some(in_sequences)) = (of_tables, in_sequences) else {
            return false;
        };
        self.of_tables = of_tables;
        self.of_sequences = in_sequences;
        true
    }

    fn look_at(&self, entries: impl IndexedParallelIterator<Item = usize>) -> Vec<Looked> {
        run_on_entries(&self.register, self.options(), entries, |looked, all| {
            if looked.is_beyond || !looked.found.is_empty() {
                all.push(looked);
            }
        })
    }

    fn options(&self) -> Options<'_> {
        Options {
            severities: &self.severities,
            today: self.today,
        }
    }

    fn look_at_others(&self) -> Sink {
        run_on_others(&self.register, self.options(), |check| !check.is_of_codes())
    }

    fn check_all(&mut self) {
        self.check_entries();
        self.check_tables();
        self.check_codes_and_others();
    }

    fn check_entries(&mut self) {
        self.of_entries = self.look_at((0..self.register.entries().len()).into_par_iter());
    }

    fn check_tables(&mut self) {
        (self.of_tables, self.of_sequences) = run_on_all_tables(&self.register, self.options());
    }

    fn check_codes_and_others(&mut self) {
        let (of_codes, of_others) = rayon::join(
            || run_on_others(&self.register, self.options(), Check::is_of_codes),
            || self.look_at_others(),
        );
        self.of_codes = of_codes;
        self.finish(of_others);
    }

    fn finish(&mut self, of_others: Sink) {
        let of_entries = self.of_entries.iter().flat_map(|looked| &looked.found);
        let of_tables = self.of_tables.found.iter().chain(&self.of_sequences.found);
        let of_tables = of_tables.map(|(_, diagnostic)| diagnostic);
        let kept = of_entries.chain(of_tables).chain(&self.of_codes).cloned();
        let found = kept.chain(of_others).collect();
        self.found = finish(&self.register, found, self.options()).into();
    }
}

/// Moves the places of findings that an edit left alone to where their segments are now. Gives whether they all are
/// still there.
fn move_on(diagnostic: &mut Diagnostic, file: FileId, segments: &Change) -> bool {
    let mut is_there = true;
    let mut move_place = |place: &mut Place| {
        if place.file != file {
            return;
        }
        match segments.moved(place.segment) {
            Some(segment) => place.segment = segment,
            None => is_there = false,
        }
    };
    move_place(&mut diagnostic.place);
    for label in &mut diagnostic.related {
        move_place(&mut label.place);
    }
    for place in &mut diagnostic.elsewhere {
        move_place(place);
    }
    for edit in diagnostic.fix.iter_mut().flat_map(|fix| &mut fix.edits) {
        move_place(&mut edit.place);
    }
    is_there
}
