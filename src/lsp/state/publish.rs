//! What the client was told of findings, and what it is to be told now.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use tower_lsp::lsp_types::request::{CodeLensRefresh, InlayHintRefreshRequest, WorkspaceDiagnosticRefresh};
use tower_lsp::lsp_types::{Diagnostic, Url};

use super::State;
use crate::lsp::client::Refresh;
use crate::lsp::configuration::DiagnosticScope;
use crate::lsp::file_findings::FileFindings;
use crate::lsp::requests::diagnostics;
use crate::lsp::uris::{Publish, PublishParams};

/// What was published.
#[derive(Debug, Default)]
pub(super) struct Published {
    /// By file: what the client calls it, the version, and the findings.
    told: BTreeMap<PathBuf, Last>,
    /// The files that each root had when it was last published.
    files: BTreeMap<PathBuf, BTreeSet<PathBuf>>,
    /// The roots that changed since.
    touched: BTreeSet<PathBuf>,
}

#[derive(Debug)]
struct Last {
    uri: Url,
    version: Option<i32>,
    diagnostics: Vec<Diagnostic>,
}

impl Published {
    /// A root was judged, or is gone.
    pub(super) fn touch(&mut self, root: &Path) {
        self.touched.insert(root.to_owned());
    }

    /// A document was closed: what is published of it next has no version.
    pub(super) fn forget_version(&mut self, path: &Path) {
        if let Some(told) = self.told.get_mut(path) {
            told.version = None;
        }
    }
}

impl State {
    /// Tells the client what changed. False where nothing did.
    pub(super) fn publish(&mut self) -> bool {
        let touched = std::mem::take(&mut self.published.touched);
        if touched.is_empty() {
            return false;
        }
        let mut files = BTreeSet::new();
        let mut is_loaded = false;
        let mut is_shown_elsewhere = false;
        for root in touched {
            let now: BTreeSet<PathBuf> = self
                .judged
                .get(&root)
                .into_iter()
                .flat_map(|judged| judged.paths().map(|(_, path)| path.to_owned()))
                .collect();
            let before = self.published.files.remove(&root).unwrap_or_default();
            is_loaded |= before.is_empty() && !now.is_empty();
            let shown = now.iter().filter(|path| self.documents.get(path).is_some());
            is_shown_elsewhere |= shown.count() > 1;
            files.extend(before);
            files.extend(now.iter().cloned());
            if !now.is_empty() {
                self.published.files.insert(root, now);
            }
        }
        let others_changed = self.publish_files(&files);
        // A client that pulls may have asked before there was anything to tell.
        let pulls_anew = others_changed || is_loaded;
        // Hints and lenses of one file tell what others hold.
        let reads_anew = others_changed || is_shown_elsewhere;
        self.refresh_client(|refresh| match refresh {
            Refresh::Diagnostics => pulls_anew,
            Refresh::InlayHints | Refresh::CodeLenses => reads_anew,
        });
        true
    }

    /// Publishes what changed in files. True where findings of a file changed whose own text did not.
    fn publish_files(&mut self, files: &BTreeSet<PathBuf>) -> bool {
        let mut others_changed = false;
        for path in files {
            let now = self.findings_of(path);
            let is_new_text = now.version.is_some() && self.version_told(path) != now.version;
            let before = self.published.told.get(path);
            let is_same = match before {
                Some(before) => before.diagnostics == now.diagnostics,
                None => now.diagnostics.is_empty(),
            };
            others_changed |= !is_same && !is_new_text;
            if is_same && !is_new_text {
                continue;
            }
            let Some(uri) = now.uri.or_else(|| before.map(|before| before.uri.clone())) else {
                continue;
            };
            if !self.client.pulls() {
                self.outgoing.notify::<Publish>(PublishParams {
                    uri: self.uris.of(&uri),
                    diagnostics: now.diagnostics.clone(),
                    version: now.version,
                });
            }
            if now.diagnostics.is_empty() && now.version.is_none() {
                self.published.told.remove(path);
            } else {
                let told = Last {
                    uri,
                    version: now.version,
                    diagnostics: now.diagnostics,
                };
                self.published.told.insert(path.clone(), told);
            }
        }
        others_changed
    }

    /// The findings of one file, brought up to date first. A file that is of no register has none.
    pub(super) fn pull(&mut self, path: &Path) -> FileFindings {
        self.bring_up_to_date(path);
        self.findings_of(path)
    }

    /// The findings of every file of every register, brought up to date first.
    pub(super) fn pull_all(&mut self) -> Vec<FileFindings> {
        self.bring_all_up_to_date();
        let paths: BTreeSet<PathBuf> = self.holders.keys().cloned().collect();
        paths.iter().map(|path| self.findings_of(path)).collect()
    }

    fn version_told(&self, path: &Path) -> Option<i32> {
        self.published.told.get(path)?.version
    }

    /// The findings of a file: those of every register that it is in, each once.
    fn findings_of(&self, path: &Path) -> FileFindings {
        let document = self.documents.get(path);
        let mut now = FileFindings {
            uri: document.map(|document| document.uri.clone()),
            version: document.map(|document| document.version),
            diagnostics: Vec::new(),
        };
        let is_told = document.is_some() || self.configuration.scope == DiagnosticScope::Workspace;
        for root in self.holders.get(path).into_iter().flatten().filter(|_| is_told) {
            let Some((judged, file)) = self
                .judged
                .get(root)
                .and_then(|judged| Some((judged, judged.file_at(path)?)))
            else {
                continue;
            };
            let snapshot = self.snapshot(judged, file);
            now.uri = now
                .uri
                .or_else(|| snapshot.view(file).and_then(|view| view.uri.clone()));
            let mut found = diagnostics::of_file(&snapshot, judged.found_in(file), judged.most_shown(file));
            found.extend(
                judged
                    .troubles
                    .iter()
                    .filter(|trouble| trouble.path == path)
                    .map(|trouble| diagnostics::settings_error(&snapshot, trouble.span, &trouble.reason)),
            );
            found.retain(|diagnostic| !now.diagnostics.contains(diagnostic));
            now.diagnostics.append(&mut found);
        }
        now
    }

    /// Asks the client to fetch anew what it fetched from registers that changed under it.
    fn refresh_client(&self, is_due: impl Fn(&Refresh) -> bool) {
        for refresh in self.client.refreshes().into_iter().filter(is_due) {
            match refresh {
                Refresh::Diagnostics => {
                    self.runtime
                        .spawn(self.outgoing.request::<WorkspaceDiagnosticRefresh>(()));
                }
                Refresh::InlayHints => {
                    self.runtime.spawn(self.outgoing.request::<InlayHintRefreshRequest>(()));
                }
                Refresh::CodeLenses => {
                    self.runtime.spawn(self.outgoing.request::<CodeLensRefresh>(()));
                }
            }
        }
    }
}
