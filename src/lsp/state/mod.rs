//! The thread that owns the documents and the registers.
//!
//! It takes [events](Event) in the order in which they came. An edit only changes the text; findings are brought up to
//! date when a request needs them, or when no event waits, so that of many edits in a row only the last is judged. What
//! was judged is published when it is still the newest. Requests run beside it, on [snapshots](Snapshot).

mod documents;
mod event;
mod judged;
mod notices;
mod progress;
mod publish;
mod registrations;
mod search;
mod snapshots;
#[cfg(test)]
mod tests;
mod trouble;
mod workspace;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::time::Instant;

use rustc_hash::FxHashMap;
use tokio::runtime::Handle;
use tokio::sync::Semaphore;
use tower_lsp::lsp_types::{TextDocumentContentChangeEvent, Url};

use self::documents::{Document, Documents};
use self::event::Events;
use self::judged::{LoadContext, OpenRegister};
use self::progress::Progress;
use self::publish::Published;
use self::search::Searches;
use super::client::{Client, path_of};
use super::configuration::Configuration;
use super::rule_pages::RulePages;
use super::transport::{Outgoing, Room};
use super::uris::ClientUris;
use crate::analysis::configure::Overrides;
use crate::messages::Language;
use crate::syntax::Date;
use crate::text::edit::Common;
use crate::workspace::{Names, is_settings_name, today};

pub(in crate::lsp) use self::event::Event;
pub(in crate::lsp) use self::judged::Load;
pub(in crate::lsp) use self::snapshots::Purpose;

/// What a state needs of its load_context.
pub(super) struct Setup {
    /// What sends to the client. It never waits.
    pub(super) outgoing: Outgoing,
    /// What the client calls its documents.
    pub(super) uris: ClientUris,
    /// Whether there is room for more answers.
    pub(super) room: Room,
    /// Where work beside the state runs.
    pub(super) runtime: Handle,
    /// Reads a register.
    pub(super) load: Load,
}

/// Starts the thread. It ends at [`Event::Stop`].
///
/// # Errors
/// Where the system gives no thread.
pub(super) fn start(setup: Setup) -> std::io::Result<Sender<Event>> {
    let (events, received) = channel();
    let again = events.clone();
    std::thread::Builder::new().name("state".to_owned()).spawn(move || {
        State::new(setup, again).run(received);
    })?;
    Ok(events)
}

/// The documents and registers.
struct State {
    outgoing: Outgoing,
    uris: ClientUris,
    room: Room,
    runtime: Handle,
    load: Load,
    /// For what is found out beside this thread.
    events: Sender<Event>,
    client: Arc<Client>,
    configuration: Arc<Configuration>,
    pages: RulePages,
    documents: Documents,
    judged: BTreeMap<PathBuf, OpenRegister>,
    /// How many states of registers there were.
    generation: u64,
    /// The roots of the registers that a file is in.
    holders: FxHashMap<PathBuf, BTreeSet<PathBuf>>,
    /// Roots whose texts changed.
    stale: BTreeSet<PathBuf>,
    /// Roots to load, now.
    unread: BTreeSet<PathBuf>,
    /// The roots of the workspace, whether loaded or not.
    roots: BTreeSet<PathBuf>,
    /// Those of them still to load when there is time.
    waiting: VecDeque<PathBuf>,
    progress: Option<Progress>,
    searches: Searches,
    /// How many times the client was asked for its settings, or told them.
    configurations: u64,
    /// How many answers may be worked out at a time.
    places: Arc<Semaphore>,
    published: Published,
    /// The open documents that are registered with the client as registers, and what it calls them.
    registered: BTreeMap<PathBuf, Url>,
    /// The catalogues that the client is asked to watch, besides what it watches all the time.
    watched_catalogues: BTreeSet<PathBuf>,
    /// When the disk was last looked at.
    looked: Instant,
    /// The date that findings are judged by.
    date: Date,
    /// What was said to the user already, so that nothing is said at every keystroke.
    said: BTreeSet<String>,
}

impl State {
    fn new(setup: Setup, events: Sender<Event>) -> Self {
        Self {
            outgoing: setup.outgoing,
            uris: setup.uris,
            room: setup.room,
            runtime: setup.runtime,
            load: setup.load,
            events,
            client: Arc::default(),
            configuration: Arc::default(),
            pages: RulePages::default(),
            documents: Documents::default(),
            judged: BTreeMap::new(),
            generation: 0,
            holders: FxHashMap::default(),
            stale: BTreeSet::new(),
            unread: BTreeSet::new(),
            roots: BTreeSet::new(),
            waiting: VecDeque::new(),
            progress: None,
            searches: Searches::default(),
            configurations: 0,
            places: Arc::new(Semaphore::new(MOST_ANSWERS)),
            published: Published::default(),
            registered: BTreeMap::new(),
            watched_catalogues: BTreeSet::new(),
            looked: Instant::now(),
            date: today(),
            said: BTreeSet::new(),
        }
    }

    /// Takes events until it is told to stop.
    fn run(mut self, received: Receiver<Event>) {
        let mut events = Events::new(received);
        loop {
            let event = match events.try_next() {
                Err(TryRecvError::Empty) if self.work() => continue,
                Err(TryRecvError::Empty) => events.next(),
                event => event.ok(),
            };
            match event {
                None | Some(Event::Stop) => return,
                Some(event) => self.handle(event),
            }
        }
    }

    /// Does one piece of what is to be done while no event waits. False where nothing is left.
    fn work(&mut self) -> bool {
        if let Some(root) = self.unread.first().or(self.stale.first()).cloned() {
            self.update(&root);
            return true;
        }
        self.register_documents();
        self.register_catalogues();
        if self.publish() {
            return true;
        }
        self.load_next()
    }

    fn handle(&mut self, event: Event) {
        match event {
            Event::Initialize(client, options) => {
                self.client = Arc::from(client);
                if self.client.shows_links() {
                    self.pages = RulePages::keep();
                }
                self.configure(&options);
            }
            Event::Initialized => self.initialized(),
            Event::Open(uri, language_id, version, text) => {
                if let Some(path) = self.documents.open(uri, language_id, version, text) {
                    self.look_at_disk();
                    self.opened(&path);
                    self.settings_changed(&path);
                }
            }
            Event::Change(uri, version, changes) => self.change(&uri, version, changes),
            Event::Save(uri) => self.saved(&uri),
            Event::Close(uri) => self.close(&uri),
            Event::Watched(uris) => self.watched(&uris),
            Event::Folders(added, removed) => self.change_folders(&added, &removed),
            Event::Configure(value) => self.reconfigure(&value),
            Event::Configured(number, value) if number == self.configurations => self.configure(&value),
            // Another question was asked since, or the client has told by itself.
            Event::Configured(..) => {}
            Event::Discovered(number, roots) => self.searched(number, roots),
            Event::Ask(uri, purpose, answer) => {
                let snapshot = path_of(&uri).and_then(|path| self.snapshot_for(purpose, &path));
                self.answer(move || answer(snapshot));
            }
            Event::AskShared(uri, purpose, answer) => {
                let snapshots = path_of(&uri).map(|path| self.snapshots_sharing(purpose, &path));
                self.answer(move || answer(snapshots.unwrap_or_default()));
            }
            Event::AskAll(purpose, answer) => {
                let snapshots = self.snapshots(purpose);
                self.answer(move || answer(snapshots));
            }
            Event::Pull(uri, answer) => {
                let found = path_of(&uri).map(|path| self.pull(&path)).unwrap_or_default();
                self.answer(move || answer(found));
            }
            Event::PullAll(answer) => {
                let found = self.pull_all();
                self.answer(move || answer(found));
            }
            Event::Reveal(uri, range) => self.reveal(uri, range),
            Event::Tell(message) => self.tell(&message),
            Event::Stop => {}
        }
    }

    /// Runs an answer beside this thread, once there is room for it. That it panics is its caller's to tell.
    fn answer(&self, answer: impl FnOnce() + Send + 'static) {
        let (places, room) = (Arc::clone(&self.places), self.room.clone());
        self.runtime.spawn(async move {
            // In the order of the requests. Only a closed semaphore gives none, and this one is never closed.
            let place = places.acquire_owned().await;
            room.wait().await;
            tokio::task::spawn_blocking(move || {
                answer();
                drop(place);
            });
        });
    }

    fn change(&mut self, uri: &Url, version: i32, changes: Vec<TextDocumentContentChangeEvent>) {
        let unit = self.client.unit.0;
        let document = path_of(uri).and_then(|path| Some((self.documents.get_mut(&path)?, path)));
        let Some((document, path)) = document else {
            self.log_unknown(uri);
            return;
        };
        let mut left = None;
        if is_settings_name(&path) {
            let change = |document: &mut Document| left = document.change(version, changes, unit);
            self.documents.change_settings(&path, change);
        } else {
            left = document.change(version, changes, unit);
        }
        self.changed(&path, left);
    }

    /// A document has another text: what holds it is out of date. `left` is what the text has in common with the one before.
    fn changed(&mut self, path: &Path, left: Option<Common>) {
        let holders = self.holders.get(path).cloned().unwrap_or_default();
        if holders.is_empty() && self.is_relevant(path) {
            self.opened(path);
        }
        for root in holders {
            if let Some(judged) = self.judged.get_mut(&root) {
                judged.touch(path, left);
            }
            self.stale.insert(root);
        }
        self.settings_changed(path);
        if self.looked.elapsed() >= LOOK_INTERVAL {
            self.look_at_disk();
        }
    }

    /// A document is saved: what settings say is meant, and what is wrong with them is told.
    fn saved(&mut self, uri: &Url) {
        self.look_at_disk();
        let Some(path) = path_of(uri).filter(|path| is_settings_name(path)) else {
            return;
        };
        if self.documents.saved(&path) {
            self.settings_changed(&path);
        }
        self.bring_up_to_date(&path);
        if let Some(judged) = self.judged.remove(&path) {
            self.tell_troubles(&judged);
            self.judged.insert(path, judged);
        }
    }

    /// Finds the registers that a document is in and has them judged with it.
    fn opened(&mut self, path: &Path) {
        for root in self.roots_of(path) {
            match self
                .judged
                .get_mut(&root)
                .filter(|judged| judged.file_at(path).is_some())
            {
                // The client may have another text than the disk.
                Some(judged) => {
                    judged.touch(path, None);
                    self.stale.insert(root);
                }
                None => {
                    self.unread.insert(root);
                }
            }
        }
    }

    fn close(&mut self, uri: &Url) {
        let Some(path) = path_of(uri) else { return };
        let roots = self.roots_of(&path);
        if self.documents.close(&path).is_none() {
            return;
        }
        // What was to be read for this document alone, and is not yet, would be held by nobody who could let it go.
        for root in roots {
            let waits = self.unread.contains(&root) && !self.judged.contains_key(&root);
            if waits && !self.is_wanted(&root) {
                self.drop_root(&root);
            }
        }
        self.published.forget_version(&path);
        for root in self.holders.get(&path).cloned().unwrap_or_default() {
            if self.is_wanted(&root) {
                self.unread.insert(root);
            } else {
                self.drop_root(&root);
            }
        }
        self.settings_changed(&path);
    }

    /// Whether a register is to be kept: it is of the workspace, or one of its files is open. Which files one has that is not read yet
    /// is not known: a document that was opened just now may be what it is to be read for.
    fn is_wanted(&self, root: &Path) -> bool {
        let is_open = |path: &Path| self.documents.get(path).is_some();
        self.roots.contains(root)
            || is_open(root)
            || self
                .judged
                .get(root)
                .is_some_and(|judged| judged.paths().any(|(_, path)| is_open(path)))
            || (self.unread.contains(root)
                && self
                    .documents
                    .iter()
                    .any(|(path, _)| self.roots_of(path).iter().any(|own| own == root)))
    }

    /// Brings one register up to date. A panic in it costs no other register its findings.
    fn update(&mut self, root: &Path) {
        let must_load = self.unread.remove(root);
        let is_stale = self.stale.remove(root);
        if !must_load && !is_stale {
            return;
        }
        let result = catch_unwind(AssertUnwindSafe(|| {
            let is_current = !must_load
                && match self.judged.get_mut(root) {
                    Some(judged) => judged.refresh(&self.documents),
                    None => false,
                };
            if !is_current {
                self.load(root);
            }
        }));
        if result.is_err() {
            self.drop_root(root);
            self.tell_panic(root);
        }
        self.generation += 1;
        if let Some(judged) = self.judged.get_mut(root) {
            judged.generation = self.generation;
        }
        self.published.touch(root);
    }

    fn load(&mut self, root: &Path) {
        let before = self.judged.remove(root);
        self.release(root, before.as_ref());
        let overrides = self.configuration.overrides();
        let names = self.names();
        let around = self.load_context(&overrides, &names);
        match OpenRegister::load(root, &around) {
            Ok(judged) => {
                for (_, path) in judged.paths() {
                    self.holders.entry(path.to_owned()).or_default().insert(root.to_owned());
                }
                // What is wrong with settings that are open is shown where it stands, and told when they are saved.
                if !is_settings_name(root) || self.documents.get(root).is_none() {
                    self.tell_troubles(&judged);
                }
                self.judged.insert(root.to_owned(), judged);
            }
            Err(error) => self.tell_unreadable(root, &error),
        }
    }

    fn load_context<'a>(&'a self, overrides: &'a Overrides, names: &'a Names) -> LoadContext<'a> {
        LoadContext {
            documents: &self.documents,
            names,
            overrides,
            today: today(),
            load: self.load,
        }
    }

    fn names(&self) -> Names {
        let folder = self.client.folders.first();
        let folder = folder.cloned().or_else(|| std::env::current_dir().ok());
        Names::new(&folder.unwrap_or_default(), &[])
    }

    /// Forgets a register. What was published of it is taken back.
    fn drop_root(&mut self, root: &Path) {
        let judged = self.judged.remove(root);
        self.release(root, judged.as_ref());
        self.unread.remove(root);
        self.stale.remove(root);
        self.published.touch(root);
    }

    fn release(&mut self, root: &Path, judged: Option<&OpenRegister>) {
        for (_, path) in judged.into_iter().flat_map(OpenRegister::paths) {
            if let Some(holders) = self.holders.get_mut(path) {
                holders.remove(root);
                if holders.is_empty() {
                    self.holders.remove(path);
                }
            }
        }
    }

    /// The language to speak: what the user set in the editor, else what the register's settings say, else the editor's
    /// own, else the system's.
    fn language(&self, of_settings: Option<Language>) -> Language {
        let of_system = || sys_locale::get_locale().map_or(Language::En, |locale| Language::of_locale(&locale));
        let chosen = self.configuration.language.or(of_settings).or(self.client.language);
        chosen.unwrap_or_else(of_system)
    }
}

/// How many answers are worked out at a time: each has a thread, and the others of a client that asks more wait.
const MOST_ANSWERS: usize = 32;

/// How often the disk is looked at while the author types. Not every editor tells when files change.
const LOOK_INTERVAL: std::time::Duration = std::time::Duration::from_secs(2);
