//! Which registers there are: those of open documents and those of the workspace; and what changes them from outside.

use std::path::{Path, PathBuf};
use std::time::Instant;

use serde_json::Value;
use tower_lsp::lsp_types::request::WorkspaceConfiguration;
use tower_lsp::lsp_types::{ConfigurationItem, ConfigurationParams, Url};

use super::progress::Progress;
use super::{Event, State};
use crate::lsp::client::path_of;
use crate::lsp::configuration::{Configuration, SECTION};
use crate::messages::Message;
use crate::rules;
use crate::workspace::{absolute, is_root_name, is_scheme_name, is_settings_name, roots_of, today};

/// How many bytes of text of the workspace are held that no open document asked for. More would be a workspace of some
/// forty large registers; the rest is loaded when it is opened.
const MAX_WORKSPACE_BYTES: usize = 256 << 20;

impl State {
    /// The client is ready: it is asked for its settings and to watch files, and its folders are searched.
    pub(super) fn initialized(&mut self) {
        self.register();
        self.ask_configuration();
        self.discover();
    }

    /// Asks the client for its settings; they come as an event.
    fn ask_configuration(&mut self) {
        self.configurations += 1;
        if !self.client.answers_configuration() {
            return;
        }
        let item = ConfigurationItem {
            scope_uri: None,
            section: Some(SECTION.to_owned()),
        };
        let asked = self
            .outgoing
            .request::<WorkspaceConfiguration>(ConfigurationParams { items: vec![item] });
        let events = self.events.clone();
        let number = self.configurations;
        self.runtime.spawn(async move {
            let answered = asked.await.and_then(|values| values.into_iter().next());
            if let Some(section) = answered.filter(|section| !section.is_null()) {
                let _ = events.send(Event::Configured(number, serde_json::json!({ SECTION: section })));
            }
        });
    }

    /// The client says that its settings changed: it says to what, or it is asked.
    pub(super) fn reconfigure(&mut self, value: &Value) {
        if value.get(SECTION).is_some_and(|section| !section.is_null()) {
            self.configurations += 1;
            self.configure(value);
        } else {
            self.ask_configuration();
        }
    }

    /// Takes over settings of the client.
    pub(super) fn configure(&mut self, value: &Value) {
        let (configuration, wrong) = Configuration::read(value);
        for option in wrong {
            let option = option.trim_start_matches('/').replace('/', ".");
            self.warn(&Message::attribute("server-notice", "option").with("option", option));
        }
        for (option, name) in configuration.unknown_rules() {
            self.warn(&unknown_rule(option, name));
        }
        if configuration == *self.configuration {
            return;
        }
        let scope = self.configuration.scope;
        self.configuration = configuration.into();
        let overrides = self.configuration.overrides();
        for (root, judged) in &mut self.judged {
            judged.judge_again(&overrides, today());
            self.published.touch(root);
        }
        if scope != self.configuration.scope {
            self.discover();
        }
    }

    /// The registers of the workspace are known: those that are not loaded wait for their turn, those that are gone go.
    pub(super) fn discovered(&mut self, roots: Vec<PathBuf>) {
        let before = std::mem::replace(&mut self.roots, roots.into_iter().collect());
        for root in before {
            if !self.is_wanted(&root) {
                self.drop_root(&root);
            }
        }
        let is_new = |root: &&PathBuf| !self.judged.contains_key(*root) && !self.unread.contains(*root);
        self.waiting = self.roots.iter().filter(is_new).cloned().collect();
        // The last one ends before the next begins.
        self.progress = None;
        if !self.waiting.is_empty() && self.client.shows_progress() {
            let title = self.say(&Message::attribute("server-progress", "title"));
            let progress = Progress::begin(&self.outgoing, &self.runtime, title, self.waiting.len());
            self.progress = Some(progress);
        }
    }

    /// Loads the next register of the workspace that waits. False where none does.
    pub(super) fn load_next(&mut self) -> bool {
        let Some(root) = self.waiting.pop_front() else {
            self.progress = None;
            return false;
        };
        let held: usize = self.judged.values().map(super::OpenRegister::size).sum();
        if held > MAX_WORKSPACE_BYTES {
            let left = self.waiting.len() + 1;
            self.waiting.clear();
            self.warn(&Message::attribute("server-notice", "limit").with("count", left));
            return true;
        }
        if let Some(progress) = &mut self.progress {
            progress.step(&root.display().to_string());
        }
        if !self.judged.contains_key(&root) {
            self.unread.insert(root);
        }
        true
    }

    /// The roots of what a document is judged with; none where it has nothing to do with registers.
    pub(super) fn roots_of(&self, path: &Path) -> Vec<PathBuf> {
        if is_settings_name(path) || is_scheme_name(path) {
            return vec![path.to_owned()];
        }
        let roots = roots_of(&self.documents.files(), path);
        let is_own = roots.as_slice() == [path];
        if is_own && !self.is_relevant(path) {
            return Vec::new();
        }
        roots
    }

    /// Whether a document is a register by itself. A client may well send every TOML file that it opens, and a
    /// `Cargo.toml` is not to be told that it lacks a `[register]`.
    pub(super) fn is_relevant(&self, path: &Path) -> bool {
        let is_named = is_root_name(path) || is_scheme_name(path) || is_settings_name(path);
        let document = self.documents.get(path);
        is_named
            || document.is_some_and(|document| {
                document.language_id == "stdreg" || document.text.lines().any(|line| line.trim() == "[register]")
            })
    }

    /// A document changed that others may go by: settings hold for the files below their folder, a scheme for the
    /// registers that name it.
    pub(super) fn settings_changed(&mut self, path: &Path) {
        if !is_settings_name(path) && !is_scheme_name(path) {
            return;
        }
        let folder = path.parent().unwrap_or(path);
        for (root, judged) in &self.judged {
            let is_below = is_settings_name(path) && root.starts_with(folder);
            if (is_below || judged.file_at(path).is_some()) && root != path {
                self.unread.insert(root.clone());
            }
        }
    }

    /// Looks whether files on disk changed without anybody telling.
    pub(super) fn look_at_disk(&mut self) {
        self.looked = Instant::now();
        self.look_at_date();
        let is_open = |path: &Path| self.documents.get(path).is_some();
        for (root, judged) in &self.judged {
            let is_shown = judged.paths().any(|(_, path)| is_open(path));
            if is_shown && judged.is_outdated(&self.documents) {
                self.unread.insert(root.clone());
            }
        }
    }

    /// Some findings hang on the date, and an editor may be open for days.
    fn look_at_date(&mut self) {
        let now = today();
        if std::mem::replace(&mut self.date, now) == now {
            return;
        }
        let overrides = self.configuration.overrides();
        for (root, judged) in &mut self.judged {
            judged.judge_again(&overrides, now);
            self.published.touch(root);
        }
    }

    /// Files changed on disk. An open document goes before its file.
    pub(super) fn watched(&mut self, uris: &[Url]) {
        let paths = uris.iter().filter_map(path_of);
        let closed: Vec<PathBuf> = paths.filter(|path| self.documents.get(path).is_none()).collect();
        let mut must_discover = false;
        for path in &closed {
            must_discover |= is_root_name(path) && self.roots.contains(path) != path.exists();
            self.settings_changed(path);
            let held_against = self
                .judged
                .iter()
                .filter(|(_, judged)| judged.catalogues().contains(path));
            self.unread.extend(held_against.map(|(root, _)| root.clone()));
            let is_held = self.holders.contains_key(path);
            for root in self.holders.get(path).into_iter().flatten() {
                self.unread.insert(root.clone());
            }
            // A file that came may be a part of any register above it, and one that an `include` found may go.
            if !is_held {
                let above = self.judged.keys().filter(|root| {
                    let folder = root.parent().unwrap_or(root);
                    path.starts_with(folder)
                });
                self.unread.extend(above.cloned());
            }
        }
        if must_discover {
            self.discover();
        }
    }

    /// The workspace has other folders.
    pub(super) fn change_folders(&mut self, added: &[Url], removed: &[Url]) {
        let mut client = super::Client::clone(&self.client);
        let removed: Vec<PathBuf> = removed.iter().filter_map(path_of).collect();
        client.folders.retain(|folder| !removed.contains(&absolute(folder)));
        for folder in added.iter().filter_map(path_of) {
            if !client.folders.contains(&folder) {
                client.folders.push(folder);
            }
        }
        self.client = client.into();
        self.discover();
    }
}

/// That a name in the client's settings is that of no rule.
fn unknown_rule(option: &'static str, name: &str) -> Message {
    let message = match rules::nearest(name) {
        Some(nearest) => Message::attribute("server-notice", "nearest-rule").with("nearest", nearest),
        None => Message::attribute("server-notice", "rule"),
    };
    message.with("option", option).with("name", name)
}
