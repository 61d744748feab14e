//! What is registered with the client while the server runs: its files and settings are to be told, and, where the client
//! wants it so, what an editor takes from one server alone is offered for registers, schemes and settings and for no other TOML file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tower_lsp::lsp_types::request::{
    Formatting, RangeFormatting, RegisterCapability, Rename, Request, UnregisterCapability,
};
use tower_lsp::lsp_types::{
    DidChangeWatchedFilesRegistrationOptions, FileSystemWatcher, GlobPattern, Registration, RegistrationParams,
    Unregistration, UnregistrationParams, Url,
};

use super::State;
use crate::lsp::configuration::SECTION;

/// What is registered for single documents. Two that offer it make an editor ask which is meant, or the wrong one is taken.
const BY_DOCUMENT: [&str; 3] = [Formatting::METHOD, RangeFormatting::METHOD, Rename::METHOD];

impl State {
    /// Registers what holds for the whole run.
    pub(super) fn register(&self) {
        let mut registrations = Vec::new();
        if self.client.watches_files() {
            let watcher = FileSystemWatcher {
                glob_pattern: GlobPattern::String("**/*.toml".to_owned()),
                kind: None,
            };
            let options = DidChangeWatchedFilesRegistrationOptions {
                watchers: vec![watcher],
            };
            registrations.push(registration(
                "workspace/didChangeWatchedFiles",
                serde_json::to_value(options).ok(),
            ));
        }
        if self.client.registers_configuration() {
            let options = json!({ "section": SECTION });
            registrations.push(registration("workspace/didChangeConfiguration", Some(options)));
        }
        self.ask_to_register(registrations);
    }

    /// Registers the open documents that are files of stdreg by now, and takes back those that are none any more.
    pub(super) fn register_documents(&mut self) {
        if !self.client.registers_documents() {
            return;
        }
        let now: BTreeMap<PathBuf, Url> = self
            .documents
            .iter()
            .filter(|(path, _)| self.is_own(path))
            .map(|(path, document)| (path.to_owned(), document.uri.clone()))
            .collect();
        if now == self.registered {
            return;
        }
        let before = std::mem::replace(&mut self.registered, now);
        let is_new = |(path, uri): &(&PathBuf, &Url)| before.get(*path) != Some(*uri);
        let added = self.registered.iter().filter(is_new);
        let registrations = added.flat_map(|(path, uri)| BY_DOCUMENT.map(|method| of_document(method, path, uri)));
        self.ask_to_register(registrations.collect());
        let is_gone = |(path, uri): &(&PathBuf, &Url)| self.registered.get(*path) != Some(*uri);
        let unregisterations: Vec<Unregistration> = before
            .iter()
            .filter(is_gone)
            .flat_map(|(_, uri)| BY_DOCUMENT.map(|method| (id(method, uri), method)))
            .map(|(id, method)| Unregistration {
                id,
                method: method.to_owned(),
            })
            .collect();
        if !unregisterations.is_empty() {
            let params = UnregistrationParams { unregisterations };
            self.runtime
                .spawn(self.outgoing.request::<UnregisterCapability>(params));
        }
    }

    /// Has the client watch the catalogues that registers are held against by now, and no longer those that they were.
    pub(super) fn register_catalogues(&mut self) {
        if !self.client.watches_files() {
            return;
        }
        let catalogues = self.judged.values().flat_map(super::OpenRegister::catalogues);
        // Those in TOML are watched all the time.
        let is_other = |path: &&PathBuf| path.extension().is_none_or(|ending| ending != "toml");
        let now: BTreeSet<PathBuf> = catalogues.filter(is_other).cloned().collect();
        if now == self.watched_catalogues {
            return;
        }
        let before = std::mem::replace(&mut self.watched_catalogues, now);
        let id = "stdreg/catalogues".to_owned();
        let method = "workspace/didChangeWatchedFiles".to_owned();
        if !before.is_empty() {
            let unregisterations = vec![Unregistration {
                id: id.clone(),
                method: method.clone(),
            }];
            let params = UnregistrationParams { unregisterations };
            self.runtime
                .spawn(self.outgoing.request::<UnregisterCapability>(params));
        }
        let watchers = self.watched_catalogues.iter().map(|path| FileSystemWatcher {
            glob_pattern: GlobPattern::String(pattern(&path.to_string_lossy())),
            kind: None,
        });
        let watchers: Vec<FileSystemWatcher> = watchers.collect();
        if !watchers.is_empty() {
            let options = DidChangeWatchedFilesRegistrationOptions { watchers };
            self.ask_to_register(vec![Registration {
                id,
                method,
                register_options: serde_json::to_value(options).ok(),
            }]);
        }
    }

    /// Whether a document is a file of a register, a scheme or settings.
    fn is_own(&self, path: &Path) -> bool {
        let roots = self.holders.get(path).into_iter().flatten();
        let mut judged = roots.filter_map(|root| self.judged.get(root));
        judged.any(|judged| judged.file_at(path).is_some())
    }

    fn ask_to_register(&self, registrations: Vec<Registration>) {
        if !registrations.is_empty() {
            let params = RegistrationParams { registrations };
            self.runtime.spawn(self.outgoing.request::<RegisterCapability>(params));
        }
    }
}

fn registration(method: &str, options: Option<Value>) -> Registration {
    Registration {
        id: format!("stdreg/{method}"),
        method: method.to_owned(),
        register_options: options,
    }
}

fn of_document(method: &str, path: &Path, uri: &Url) -> Registration {
    // A text that is not saved yet has no path but its name.
    let pattern = match uri.scheme() {
        "file" => pattern(&path.to_string_lossy()),
        _ => pattern(uri.path()),
    };
    let selector = json!([{ "scheme": uri.scheme(), "pattern": pattern }]);
    let options = match method {
        Rename::METHOD => json!({ "documentSelector": selector, "prepareProvider": true }),
        _ => json!({ "documentSelector": selector }),
    };
    Registration {
        id: id(method, uri),
        method: method.to_owned(),
        register_options: Some(options),
    }
}

fn id(method: &str, uri: &Url) -> String {
    format!("stdreg/{method} {uri}")
}

/// The glob pattern that only this path matches.
fn pattern(path: &str) -> String {
    let mut pattern = String::new();
    for character in path.chars() {
        match character {
            '*' | '?' | '[' | ']' | '{' | '}' => pattern.extend(['[', character, ']']),
            // A backslash parts folders where it is no character of a name.
            '\\' if cfg!(windows) => pattern.push('/'),
            _ => pattern.push(character),
        }
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_takes_signs_of_patterns_for_themselves() {
        assert_eq!(pattern("/a/标准 [1]/{x}.toml"), "/a/标准 [[]1[]]/[{]x[}].toml");
    }
}
