//! What requests are given to look at: registers as they are when the request is taken, brought up to date first.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::State;
use super::judged::OpenRegister;
use crate::lsp::snapshot::Snapshot;
use crate::register::FileRole;
use crate::text::FileId;
use crate::workspace::{is_scheme_name, is_settings_name, today};

/// What a snapshot is wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lsp) enum Purpose {
    /// To tell something.
    Look,
    /// To offer actions, with their edits where the client does not ask for them later.
    Offer,
    /// To edit files.
    Edit,
}

impl State {
    /// A snapshot for a request about a document.
    pub(super) fn snapshot_for(&mut self, purpose: Purpose, path: &Path) -> Option<Snapshot> {
        let has_edits = match purpose {
            Purpose::Look => false,
            Purpose::Offer => !self.client.resolves_actions(),
            Purpose::Edit => true,
        };
        if has_edits {
            self.read_again(path);
        }
        self.snapshot_of(path)
    }

    /// A snapshot for a request about a document, brought up to date first. A document of several registers is seen
    /// in the first of them; a scheme or settings file by itself, whatever goes by it, for there alone it can be edited.
    fn snapshot_of(&mut self, path: &Path) -> Option<Snapshot> {
        self.bring_up_to_date(path);
        let holders = self.holders.get(path)?;
        let by_itself = holders
            .get(path)
            .filter(|_| is_scheme_name(path) || is_settings_name(path));
        let root = by_itself.or(holders.first())?;
        let judged = self.judged.get(root)?;
        Some(self.snapshot(judged, judged.file_at(path)?))
    }

    /// Has what a document is judged with loaded anew where the files on disk are others by now. Those that are not open
    /// may have changed with nobody telling, and an edit of what they were would spoil what they are.
    fn read_again(&mut self, path: &Path) {
        self.bring_up_to_date(path);
        let holders = self.holders.get(path).into_iter().flatten();
        let is_other = |root: &&PathBuf| {
            let judged = self.judged.get(*root);
            judged.is_some_and(|judged| judged.is_other_on_disk(&self.documents))
        };
        let outdated: Vec<PathBuf> = holders.filter(is_other).cloned().collect();
        self.unread.extend(outdated);
    }

    /// Snapshots for a request about a document whose names other registers may use: of each register that has the
    /// document, and of those that go by the same scheme file. The first is about the document; the others too where they
    /// have it, else about their scheme.
    pub(super) fn snapshots_sharing(&mut self, purpose: Purpose, path: &Path) -> Vec<Snapshot> {
        self.bring_up_to_date(path);
        let schemes = self.schemes_of(path);
        // Those of the workspace that are not loaded, be it by settings or because their turn has not come.
        let others = self.roots_naming(&schemes);
        self.unread.extend(others.iter().cloned());
        let of_schemes = schemes.iter().filter(|scheme| scheme.as_path() != path);
        let paths: Vec<PathBuf> = std::iter::once(path.to_owned()).chain(of_schemes.cloned()).collect();
        for path in &paths {
            match purpose {
                Purpose::Look | Purpose::Offer => {}
                Purpose::Edit => self.read_again(path),
            }
            self.bring_up_to_date(path);
        }
        let mut seen = BTreeSet::new();
        let mut snapshots = Vec::new();
        for path in &paths {
            for root in self.holders.get(path).into_iter().flatten() {
                let judged = self.judged.get(root);
                if let Some(judged) = judged.filter(|_| seen.insert(root.clone()))
                    && let Some(file) = judged.file_at(path)
                {
                    snapshots.push(self.snapshot(judged, file));
                }
            }
        }
        for root in others {
            if !self.is_wanted(&root) {
                self.drop_root(&root);
            }
        }
        snapshots
    }

    /// The scheme files of the registers that have a document; the document itself where it is one.
    fn schemes_of(&self, path: &Path) -> BTreeSet<PathBuf> {
        let holders = self.holders.get(path).into_iter().flatten();
        let judged = holders.filter_map(|root| self.judged.get(root));
        let files = judged.flat_map(|judged| judged.paths().map(move |(file, path)| (judged, file, path)));
        let is_scheme = |judged: &OpenRegister, file| {
            let source = judged.subject().file(file);
            source.is_some_and(|source| source.role == FileRole::Scheme)
        };
        let schemes = files.filter(|(judged, file, _)| is_scheme(judged, *file));
        schemes.map(|(_, _, path)| path.to_owned()).collect()
    }

    /// Snapshots of all registers, brought up to date first; each is about its root.
    pub(super) fn snapshots(&mut self, purpose: Purpose) -> Vec<Snapshot> {
        self.bring_all_up_to_date();
        if purpose == Purpose::Edit {
            let roots: Vec<PathBuf> = self.judged.keys().cloned().collect();
            for root in roots {
                self.read_again(&root);
            }
            self.bring_all_up_to_date();
        }
        self.judged
            .values()
            .map(|judged| self.snapshot(judged, FileId(0)))
            .collect()
    }

    /// Brings up to date what a document is judged with. Which register that is may hang on one that is still to load.
    pub(super) fn bring_up_to_date(&mut self, path: &Path) {
        let unread: Vec<PathBuf> = self.unread.iter().cloned().collect();
        let holders = self.holders.get(path).cloned().unwrap_or_default();
        for root in unread.iter().chain(&holders) {
            self.update(root);
        }
    }

    pub(super) fn bring_all_up_to_date(&mut self) {
        while self.load_next() {}
        let outdated: Vec<PathBuf> = self.unread.iter().chain(&self.stale).cloned().collect();
        for root in outdated {
            self.update(&root);
        }
    }

    pub(super) fn snapshot(&self, judged: &OpenRegister, file: FileId) -> Snapshot {
        Snapshot {
            register: Arc::clone(judged.subject()),
            found: Arc::clone(judged.found()),
            generation: judged.generation,
            severities: Arc::clone(judged.severities()),
            excluded: judged.excluded(),
            alignment: judged.alignment(file),
            views: judged.shared_views(),
            file,
            client: Arc::clone(&self.client),
            configuration: Arc::clone(&self.configuration),
            pages: self.pages.clone(),
            language: self.language(judged.language()),
            today: today(),
        }
    }
}
