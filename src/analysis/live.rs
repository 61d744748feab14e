//! A register under edit: the findings of its text as it is now, brought up to date by what an edit touches.

use std::sync::Arc;

use super::levels::Levels;
use super::{Options, check};
use crate::diagnostic::Diagnostic;
use crate::register::{FileRole, Register, SchemeChoice, SourceFile};
use crate::syntax::Date;
use crate::text::FileId;

/// A register with its findings, which always are what a fresh [`check()`] of the same texts gives.
#[derive(Debug)]
pub struct Live {
    register: Arc<Register>,
    found: Arc<[Diagnostic]>,
    levels: Vec<Levels>,
    today: Date,
}

impl Live {
    /// Takes over a register as it was read, and checks it. `levels` are those of its files, by their ids.
    pub fn new(register: Register, levels: Vec<Levels>, today: Date) -> Self {
        let mut live = Self {
            register: Arc::new(register),
            found: Arc::default(),
            levels,
            today,
        };
        live.check();
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
        let Some(old) = self.register.file(file) else {
            return;
        };
        if !matches!(old.role, FileRole::Root | FileRole::Part) {
            return;
        }
        let mut files = self.register.files.clone();
        let new = Arc::new(SourceFile::register(old.path.clone(), old.role, text));
        if let Some(place) = files.get_mut(file.0 as usize) {
            *place = new;
        }
        let scheme = SchemeChoice {
            scheme: Arc::clone(&self.register.scheme),
            problem: self.register.scheme_problem.clone(),
        };
        self.register = Arc::new(Register::read(files, scheme, self.register.include_problems.clone()));
        self.check();
    }

    /// Checks again with other levels, or on another day.
    pub fn set_options(&mut self, levels: Vec<Levels>, today: Date) {
        self.levels = levels;
        self.today = today;
        self.check();
    }

    fn check(&mut self) {
        let options = Options {
            levels: &self.levels,
            today: self.today,
        };
        self.found = check(&self.register, options).into();
    }
}
