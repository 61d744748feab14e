//! A register under edit: the findings of its text as it is now, brought up to date by what an edit touches.
//!
//! What a rule says of an entry rests on the entry and on what entries are held against. So after an edit that leaves
//! the latter alone the rules about entries look at what was edited, and what they said of the others is kept, in places
//! relative to their segments. The other rules look at everything, by the index, and run again.

use std::sync::Arc;

use super::levels::Levels;
use super::{Options, finish, run_on_entries, run_on_others};
use crate::diagnostic::{Diagnostic, Place};
use crate::register::model::EntryId;
use crate::register::update::{Surroundings, Update};
use crate::register::{Register, SourceFile};
use crate::syntax::{Change, Date};
use crate::text::{FileId, to_u32};

/// A register with its findings, which always are what a fresh [`check()`](super::check) of the same texts gives.
#[derive(Debug)]
pub struct Live {
    register: Arc<Register>,
    found: Arc<[Diagnostic]>,
    levels: Vec<Levels>,
    today: Date,
    /// What was found in each entry, in the order of the entries and before anything is done about levels, places and
    /// suppressions.
    of_entries: Vec<(EntryId, Diagnostic)>,
}

impl Live {
    /// Takes over a register as it was read, and checks it. `levels` are those of its files, by their ids.
    pub fn new(register: Register, levels: Vec<Levels>, today: Date) -> Self {
        let mut live = Self {
            register: Arc::new(register),
            found: Arc::default(),
            levels,
            today,
            of_entries: Vec::new(),
        };
        live.check_entries();
        live.check_others();
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
    /// anew when its `include` or `scheme` changes.
    pub fn set_text(&mut self, file: FileId, text: String) {
        // To copy the register for a text that is the same would be for nothing.
        let is_same = |source: &SourceFile| source.problem.is_none() && source.text == text;
        if self.register.file(file).is_none_or(is_same) {
            return;
        }
        let Some(update) = Arc::make_mut(&mut self.register).set_text(file, text) else {
            return;
        };
        if update.surroundings == Surroundings::Other || !self.keep(&update) {
            self.check_entries();
        }
        self.check_others();
    }

    /// Checks again with other levels, or on another day.
    pub fn set_options(&mut self, levels: Vec<Levels>, today: Date) {
        self.levels = levels;
        self.today = today;
        self.check_entries();
        self.check_others();
    }

    /// Keeps what was found in entries that an edit left alone, and looks at the others. Gives whether all of it could
    /// be kept.
    fn keep(&mut self, update: &Update) -> bool {
        let Update {
            file,
            segments,
            old_entries,
            new_entries,
            ..
        } = update;
        let before = |place: usize| {
            let id = EntryId(to_u32(place));
            self.of_entries.partition_point(|(entry, _)| *entry < id)
        };
        let range = before(old_entries.start)..before(old_entries.end);
        let options = Options {
            levels: &self.levels,
            today: self.today,
        };
        let found = run_on_entries(&self.register, options, new_entries.clone(), |id, diagnostic| {
            (id, diagnostic)
        });
        let mut are_all_there = true;
        for (place, (entry, diagnostic)) in self.of_entries.iter_mut().enumerate() {
            if range.contains(&place) {
                continue;
            }
            if range.end <= place {
                *entry = EntryId(to_u32(entry.0 as usize - old_entries.end + new_entries.end));
            }
            are_all_there &= move_on(diagnostic, *file, segments);
        }
        self.of_entries.splice(range, found);
        are_all_there
    }

    fn check_entries(&mut self) {
        let options = Options {
            levels: &self.levels,
            today: self.today,
        };
        let all = 0..self.register.entries.len();
        self.of_entries = run_on_entries(&self.register, options, all, |id, diagnostic| (id, diagnostic));
    }

    fn check_others(&mut self) {
        let options = Options {
            levels: &self.levels,
            today: self.today,
        };
        let mut found: Vec<Diagnostic> = self
            .of_entries
            .iter()
            .map(|(_, diagnostic)| diagnostic.clone())
            .collect();
        found.extend(run_on_others(&self.register, options));
        self.found = finish(&self.register, found, options).into();
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
    for edit in diagnostic.fix.iter_mut().flat_map(|fix| &mut fix.edits) {
        move_place(&mut edit.place);
    }
    is_there
}
