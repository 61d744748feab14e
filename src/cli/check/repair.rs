//! Puts repaired files back. What cannot be written is not repaired: its register is judged again without the fixes of that
//! file, so that its findings stay, and no other file is written as if it had been repaired.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::Repair;
use super::judge::{Change, CheckedRegister, Judge, Sort};
use super::run::Problem;
use crate::workspace::{self, LoadError, RegisterRequest, WriteError};

/// What came of putting files back.
#[derive(Default)]
pub(super) struct Written {
    /// Why files could not be.
    pub(super) problems: Vec<Problem>,
    /// The text of standard input after the fixes, if they change it.
    pub(super) standard_input: Option<String>,
    /// The files that were, with their texts. Registers may share a part.
    files: BTreeMap<PathBuf, String>,
}

impl Written {
    /// Writes what the fixes of a register change, and gives what is left to be said of it. `standard_input` is the file
    /// whose text is not on disk.
    pub(super) fn register(
        &mut self,
        judge: &Judge<'_>,
        request: &RegisterRequest,
        mut judged: CheckedRegister,
        standard_input: Option<&PathBuf>,
    ) -> Result<CheckedRegister, LoadError> {
        let mut locked = BTreeSet::new();
        if judged.read.iter().any(|path| self.files.contains_key(path)) {
            // Another register had it repaired in the meantime.
            judged = judge.register(request, &locked)?;
        }
        let is_on_disk = |change: &Change| standard_input != Some(&change.path);
        loop {
            let on_disk = judged.changes.iter().filter(|change| is_on_disk(change));
            let refused: Vec<(PathBuf, WriteError)> = on_disk
                .filter_map(|change| {
                    let error = workspace::check_write(&change.path, change.before.as_bytes()).err()?;
                    Some((change.path.clone(), error))
                })
                .collect();
            if refused.is_empty() {
                break;
            }
            for (path, error) in refused {
                self.fails(&error);
                locked.insert(path);
            }
            judged = judge.register(request, &locked)?;
        }
        let mut has_failed = false;
        for change in std::mem::take(&mut judged.changes) {
            if !is_on_disk(&change) {
                self.standard_input = Some(change.after);
                continue;
            }
            match workspace::write(&change.path, change.before.as_bytes(), change.after.as_bytes()) {
                Ok(()) => {
                    self.files.insert(change.path, change.after);
                }
                Err(error) => {
                    has_failed = true;
                    self.fails(&error);
                }
            }
        }
        if !has_failed {
            return Ok(judged);
        }
        // What nobody could foresee, as a disk that is full: the files are looked at as they are now.
        let before = judged.found_before;
        let as_it_is = Judge {
            repair: Repair::Tell,
            ..*judge
        };
        let mut judged = as_it_is.register(request, &BTreeSet::new())?;
        judged.fixed = before.saturating_sub(judged.found_before);
        Ok(judged)
    }

    /// Judges a file that is no part of a register, writes what its fixes change, and gives what is left to be said of it.
    /// `standard_input` is the file whose text is not on disk.
    pub(super) fn lone(
        &mut self,
        judge: &Judge<'_>,
        sort: Sort,
        path: &Path,
        standard_input: Option<&PathBuf>,
    ) -> Result<CheckedRegister, LoadError> {
        let mut judged = judge.lone(sort, path)?;
        if !matches!(judge.repair, Repair::Apply(_)) {
            return Ok(judged);
        }
        for change in std::mem::take(&mut judged.changes) {
            if standard_input == Some(&change.path) {
                self.standard_input = Some(change.after);
                continue;
            }
            let (path, before, after) = (&change.path, change.before.as_bytes(), change.after.as_bytes());
            let written = workspace::check_write(path, before).and_then(|()| workspace::write(path, before, after));
            if let Err(error) = written {
                self.fails(&error);
                let as_it_is = Judge {
                    repair: Repair::Tell,
                    ..*judge
                };
                return as_it_is.lone(sort, path);
            }
        }
        Ok(judged)
    }

    fn fails(&mut self, error: &WriteError) {
        let problem = Problem::Write(Box::new(error.message()));
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }
}
