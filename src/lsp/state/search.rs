//! The search of the workspace's folders for registers: beside the state, one at a time. Only the one that was asked for
//! last counts, for the folders and settings that others went by are no more.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::{Event, State};
use crate::lsp::configuration::DiagnosticScope;
use crate::workspace::{Asked, Excluded, Limit, SettingsFinder, Unowned, discover_until};

/// The searches of a run.
#[derive(Debug, Default)]
pub(super) struct Searches {
    /// How many were asked for: the number of the last.
    asked: u64,
    /// What stops the one that runs.
    running: Option<Arc<AtomicBool>>,
    /// Whether another was asked for while it ran.
    is_due: bool,
}

impl Searches {
    /// Another is asked for, or none any more: the one that runs is out of date.
    fn supersede(&mut self) {
        self.asked += 1;
        self.is_due = false;
        if let Some(stop) = &self.running {
            stop.store(true, Ordering::Relaxed);
        }
    }
}

impl State {
    /// Searches the folders of the workspace. What an earlier search finds from now on is left aside.
    pub(super) fn discover(&mut self) {
        self.searches.supersede();
        if self.configuration.scope == DiagnosticScope::OpenFiles || self.client.folders.is_empty() {
            self.discovered(Vec::new());
        } else if self.searches.running.is_some() {
            self.searches.is_due = true;
        } else {
            self.search();
        }
    }

    fn search(&mut self) {
        let stop = Arc::new(AtomicBool::new(false));
        self.searches.running = Some(Arc::clone(&stop));
        let number = self.searches.asked;
        let folders = self.client.folders.clone();
        let files = self.documents.files();
        let events = self.events.clone();
        self.runtime.spawn_blocking(move || {
            // Even one that fails has ended.
            let found = catch_unwind(AssertUnwindSafe(|| {
                let (excluded, unowned) = (Excluded::LeftOut, Unowned::Checked);
                discover_until(&stop, &files, &SettingsFinder::lenient(), &folders, excluded, unowned)
            }));
            let registers = found.map(|found| found.registers).unwrap_or_default();
            let of_folders = registers
                .into_iter()
                .filter(|request| matches!(request.asked, Asked::All(_)));
            let _ = events.send(Event::Discovered(
                number,
                of_folders.map(|request| request.root).collect(),
            ));
        });
    }

    /// The roots in the folders of the workspace that are not loaded and may name one of some scheme files. Searched for
    /// here and now: an edit must know them all.
    pub(super) fn roots_naming(&self, schemes: &BTreeSet<PathBuf>) -> Vec<PathBuf> {
        let names = schemes.iter().filter_map(|scheme| scheme.file_name()?.to_str());
        let names: Vec<&str> = names.collect();
        if names.is_empty() {
            return Vec::new();
        }
        let files = self.documents.files();
        let (stop, finder) = (AtomicBool::new(false), SettingsFinder::lenient());
        let (excluded, unowned) = (Excluded::LeftOut, Unowned::Checked);
        let found = discover_until(&stop, &files, &finder, &self.client.folders, excluded, unowned);
        let may_name = |root: &PathBuf| {
            let bytes = files.read(root, Limit::Register).unwrap_or_default();
            names
                .iter()
                .any(|name| memchr::memmem::find(&bytes, name.as_bytes()).is_some())
        };
        let roots = found.registers.into_iter().map(|request| request.root);
        let unread = roots.filter(|root| !self.judged.contains_key(root));
        unread.filter(may_name).collect()
    }

    /// A search has ended.
    pub(super) fn searched(&mut self, number: u64, roots: Vec<PathBuf>) {
        self.searches.running = None;
        if std::mem::take(&mut self.searches.is_due) {
            self.search();
        } else if number == self.searches.asked {
            self.discovered(roots);
        }
    }
}
