//! A register as it was, revision by revision, back from the one that is checked out.
//!
//! A revision is one of the main line: what a merge brought is told of the merge. Only those are given that changed a file of
//! the register. Each state is read once, and of it only the files that are not those of the state after it.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashSet;

use super::git::{History, Revision, Since, Stay, Step};
use super::input::Input;
use super::{Failure, one};
use crate::exchange::comparison::chronicle;
use crate::messages::{Language, Message};
use crate::register::Register;
use crate::syntax;
use crate::workspace::{self, Files, Gathered, Names, ReadError, SettingsFinder, Sources};

/// A state of the register.
pub(super) struct State {
    gathered: Gathered,
    register: OnceLock<Arc<Register>>,
}

impl State {
    /// The register, which is put together where it is asked for.
    pub(super) fn register(&self) -> &Arc<Register> {
        self.register.get_or_init(|| Arc::new(self.gathered.read()))
    }
}

/// A revision that changed the register.
pub(super) struct Change {
    pub(super) revision: chronicle::Revision,
    /// The time in seconds since 1970.
    pub(super) seconds: i64,
    /// The register before it, where there was one.
    pub(super) before: Option<Arc<State>>,
    /// The register after it, where there is one.
    pub(super) after: Option<Arc<State>>,
}

/// The revisions of a register.
pub(super) struct Walk {
    history: History,
    names: Names,
    sources: Sources,
    /// Where the root is, or was, as an absolute path.
    root: PathBuf,
    /// The state that the next revision left.
    state: Option<Arc<State>>,
    /// The files of that state.
    paths: FxHashSet<PathBuf>,
    /// The revision behind which the history is cut.
    pub(super) cut: Option<chronicle::Revision>,
    /// The language of the settings.
    pub(super) language: Option<Language>,
}

/// From when on: a day, a month or a year, or else a revision.
pub(super) fn since(text: &str) -> Since {
    let is_of_digits = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let day = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.to_owned(),
    };
    match syntax::date(&day).filter(|_| is_of_digits) {
        Some(_) => Since::Day(day),
        None => Since::Revision(text.to_owned()),
    }
}

impl Walk {
    /// The revisions of the register that a path means in the revision that is checked out.
    ///
    /// # Errors
    /// Where the path is in no repository, or no register, or the history cannot be read.
    pub(super) fn new(path: &Path, since: Option<&Since>) -> Result<Self, Failure> {
        let mut input = Input::new(&[path.to_owned()], None)?;
        let below = workspace::absolute(path).join("below");
        let root = workspace::repository_of(&below).map(Path::to_owned).or_else(|| {
            let real = workspace::canonical(path).ok()?.join("below");
            workspace::repository_of(&real).map(Path::to_owned)
        });
        let Some(root) = root.filter(|_| input.standard_input.is_none()) else {
            let message = Message::attribute("log-fault", "no-repository");
            return Err(Failure::told(message.with("path", path.to_string_lossy())));
        };
        let history = History::new(&root, since)?;
        input.files = history.files();
        let root = one::root(&input)?;
        let settings = SettingsFinder::default().find(&input.files, &root);
        let mut walk = Self {
            language: settings.ok().and_then(|settings| settings.language),
            history,
            names: input.names,
            sources: Sources::default(),
            root,
            state: None,
            paths: FxHashSet::default(),
            cut: None,
        };
        walk.state = walk.gather(&input.files)?.map(Arc::new);
        walk.note_paths();
        Ok(walk)
    }

    /// The register as it is now.
    pub(super) fn now(&self) -> Option<&Arc<State>> {
        self.state.as_ref()
    }

    /// What the root is called.
    pub(super) fn file(&self) -> String {
        self.names.show(&self.root)
    }

    /// The next older revision that changed the register; nothing at the end.
    ///
    /// # Errors
    /// Where a state cannot be read.
    pub(super) fn next(&mut self) -> Result<Option<Change>, Failure> {
        while let Some(step) = self.history.step()? {
            if !self.concerns(&step) {
                continue;
            }
            let files = self.history.files();
            self.go_by_other_name(&step, &files);
            let before = self.gather(&files)?.map(Arc::new);
            let is_same = match (&before, &self.state) {
                (Some(before), Some(after)) => before.gathered.is_same_as(&after.gathered),
                (None, None) => true,
                _ => false,
            };
            if is_same {
                continue;
            }
            let seconds = step.revision.seconds;
            let is_cut = before.is_none() && self.history.is_cut_behind(&step.revision);
            let revision = told(step.revision);
            let after = std::mem::replace(&mut self.state, before.clone());
            self.note_paths();
            self.sources.forget_unused();
            if is_cut {
                self.cut = Some(revision);
                return Ok(None);
            }
            return Ok(Some(Change {
                revision,
                seconds,
                before,
                after,
            }));
        }
        Ok(None)
    }

    /// Whether a revision may have changed the register.
    fn concerns(&self, step: &Step) -> bool {
        let folder = self.root.parent().unwrap_or(&self.root);
        let mut paths = step.paths.iter();
        // What comes or goes may be taken in by a pattern, and what is elsewhere by a symbolic link.
        self.history.has_links() && !step.paths.is_empty()
            || paths.any(|(path, stay)| {
                let path = self.history.root().join(path);
                self.paths.contains(&path) || *stay == Stay::Changes && path.starts_with(folder)
            })
    }

    /// Where the root has its name from a revision, goes on with the name that it had before.
    fn go_by_other_name(&mut self, step: &Step, files: &Files) {
        if self.state.is_none() || files.is_file(&self.root) {
            return;
        }
        let repository = self.history.root();
        let name = self.root.strip_prefix(repository).ok();
        let before = name.and_then(|name| self.history.name_before(&step.revision, name));
        if let Some(before) = before {
            self.root = repository.join(before);
        }
    }

    fn gather(&self, files: &Files) -> Result<Option<State>, Failure> {
        match workspace::gather(files, &self.root, &self.names, &self.sources) {
            Ok(gathered) => Ok(Some(State {
                gathered,
                register: OnceLock::new(),
            })),
            // What a partial clone lacks is missing too.
            Err(ReadError::Missing | ReadError::Folder) if !files.is_file(&self.root) => Ok(None),
            Err(error) => Err(Failure::unread(&self.root, &error)),
        }
    }

    fn note_paths(&mut self) {
        let state = self.state.as_ref();
        let paths = state.map_or(&[][..], |state| &state.gathered.paths);
        self.paths = paths.iter().cloned().collect();
        // Where it is no more, it may have been.
        self.paths.insert(self.root.clone());
        let notes = state.and_then(|state| state.gathered.notes_path());
        self.paths.extend(notes);
    }
}

fn told(revision: Revision) -> chronicle::Revision {
    let Revision {
        id,
        date,
        author,
        summary,
        ..
    } = revision;
    chronicle::Revision {
        revision: id,
        date,
        author,
        summary,
    }
}
