//! `--watch`: checks again whenever a file changes that has to do with the registers.
//!
//! Watched are the folders that were named and those of the registers that named files belong to, with all below them,
//! the folders above in which settings are or may come, and the baseline. An editor saves by writing, or by putting another
//! file in its place, in several steps: a run begins when it has been quiet for a moment. What a run repairs makes one more
//! run, in which nothing is left to repair; what it reports makes none.

use std::collections::BTreeSet;
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use notify::event::ModifyKind;
use notify::{Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use super::outputs::Outputs;
use super::{Arguments, Pass};
use crate::cli::{Console, Failure, Outcome};
use crate::messages::Message;
use crate::workspace;

/// How long it must be quiet before a run.
const QUIET: Duration = Duration::from_millis(60);
/// How long a run waits at most while it is not quiet.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often files are looked at where the system does not tell of changes.
const INTERVAL: Duration = Duration::from_secs(1);

/// Clears the screen and what was scrolled out of it.
const CLEAR: &str = "\x1b[2J\x1b[3J\x1b[H";

/// Checks, and checks again after each change, until the output has no reader any more or the program is ended.
pub(super) fn run(arguments: &Arguments, outputs: &Outputs, console: &mut Console<'_>) -> Result<Outcome, Failure> {
    if arguments.paths.iter().any(|path| path.as_os_str() == "-") {
        return Err(Failure::told(Message::attribute("watch", "standard-input")));
    }
    let (sender, events) = channel();
    let mut watch = Watch::new(move |event| {
        let _ = sender.send(event);
    })?;
    watch.reports = outputs.to_files().map(|(_, path)| workspace::absolute(path)).collect();
    watch.named(&arguments.paths);
    if let Some(baseline) = &arguments.baseline {
        watch.file(workspace::absolute(baseline));
    }
    let is_terminal = io::stdout().is_terminal();
    loop {
        if is_terminal {
            write!(console.out, "{CLEAR}")?;
        }
        let outcome = match arguments.pass(outputs, console) {
            Ok(Pass { outcome, folders, read }) => {
                for folder in folders {
                    watch.below(&folder);
                }
                watch.files.extend(read);
                Some(outcome)
            }
            // Settings in mid-edit are no reason to give up.
            Err(Failure::Told(reason)) => {
                console.out.flush()?;
                let language = console.language(None);
                console.tell(&reason, language);
                None
            }
            Err(failure) => return Err(failure),
        };
        console.out.flush()?;
        tell_time(console);
        if !console.out.has_reader() || wait(&events, &mut watch).is_none() {
            return Ok(outcome.unwrap_or(Outcome::Incomplete));
        }
    }
}

/// The line that parts one run from the next.
fn tell_time(console: &mut Console<'_>) {
    let time = jiff::ZonedDateTime::now().strftime("%H:%M:%S").to_string();
    let line = Message::attribute("watch", "waiting").with("time", time);
    let line = line.render(console.language(None));
    let _ = writeln!(console.err, "{line}");
    let _ = console.err.flush();
}

/// Waits for a change that matters, and until it is quiet again; nothing where no change will be told any more.
fn wait(events: &Receiver<notify::Result<Event>>, watch: &mut Watch) -> Option<()> {
    loop {
        let event = events.recv().ok()?;
        watch.note(&event);
        if watch.is_stale || watch.has_to_do_with(&event) {
            break;
        }
    }
    let end = Instant::now() + PATIENCE;
    while Instant::now() < end {
        match events.recv_timeout(QUIET) {
            Ok(event) => watch.note(&event),
            Err(RecvTimeoutError::Timeout) => break,
            Err(RecvTimeoutError::Disconnected) => return None,
        }
    }
    watch.renew();
    Some(())
}

/// What is watched.
struct Watch {
    watcher: Box<dyn Watcher>,
    /// Folders with all below them.
    below: BTreeSet<PathBuf>,
    /// Folders of which only what they hold themselves is watched.
    within: BTreeSet<PathBuf>,
    /// What was named and what was read, whatever it is called.
    files: BTreeSet<PathBuf>,
    /// What a run writes: no change of it is one of a register.
    reports: Vec<PathBuf>,
    /// Whether a folder that is watched went, or came back.
    is_stale: bool,
}

impl Watch {
    /// Watches nothing yet. Where the system does not tell of changes, files are looked at again and again.
    fn new(tell: impl Fn(notify::Result<Event>) + Clone + Send + 'static) -> Result<Self, Failure> {
        let config = || {
            Config::default()
                .with_poll_interval(INTERVAL)
                .with_compare_contents(true)
        };
        let watcher: Box<dyn Watcher> = match RecommendedWatcher::new(tell.clone(), config()) {
            Ok(watcher) => Box::new(watcher),
            Err(_) => Box::new(PollWatcher::new(tell, config()).map_err(|error| {
                let message = Message::attribute("watch", "fault");
                Failure::told(message.with("reason", error.to_string()))
            })?),
        };
        Ok(Self {
            watcher,
            below: BTreeSet::new(),
            within: BTreeSet::new(),
            files: BTreeSet::new(),
            reports: Vec::new(),
            is_stale: false,
        })
    }

    /// Watches what was named: a folder with all below it, a file in its folder; and where settings are or may come: up to
    /// the root of the repository, or the highest that there are.
    fn named(&mut self, paths: &[PathBuf]) {
        let here = [PathBuf::from(".")];
        let paths = if paths.is_empty() { &here[..] } else { paths };
        for path in paths {
            let path = workspace::absolute(path);
            if path.is_dir() {
                self.below(&path);
            }
            let is_end =
                |folder: &&Path| folder.join(".git").exists() || folder.join(workspace::SETTINGS_FILE_NAME).exists();
            let above: Vec<&Path> = path.ancestors().skip(1).collect();
            let end = above.iter().rposition(is_end).unwrap_or_default();
            for folder in above.iter().take(end + 1) {
                self.within(folder);
            }
            self.files.insert(path);
        }
    }

    /// Watches a file in its folder.
    fn file(&mut self, path: PathBuf) {
        if let Some(folder) = path.parent() {
            self.within(folder);
        }
        self.files.insert(path);
    }

    /// Notes what an event means for the watch itself: a folder that is removed and made again is another one to the
    /// system, whatever it is called.
    fn note(&mut self, event: &notify::Result<Event>) {
        let Ok(event) = event else { return };
        let is_of_folders = event.kind.is_create()
            || event.kind.is_remove()
            || matches!(event.kind, EventKind::Modify(ModifyKind::Name(_)));
        let is_watched = |path: &PathBuf| self.below.contains(path) || self.within.contains(path);
        self.is_stale |= is_of_folders && event.paths.iter().any(is_watched);
    }

    /// Watches anew what was watched, where a folder of it is another one now. The run that follows sees what was missed.
    fn renew(&mut self) {
        if !std::mem::take(&mut self.is_stale) {
            return;
        }
        for folder in self.below.iter().chain(&self.within) {
            let _ = self.watcher.unwatch(folder);
        }
        let below = self.below.iter().map(|folder| (folder, RecursiveMode::Recursive));
        let within = self.within.iter().map(|folder| (folder, RecursiveMode::NonRecursive));
        for (folder, mode) in below.chain(within) {
            // What is not there is watched when it comes back, which the folder around it tells.
            let _ = self.watcher.watch(folder, mode);
        }
    }

    fn below(&mut self, folder: &Path) {
        if !self.is_below(folder) && self.watcher.watch(folder, RecursiveMode::Recursive).is_ok() {
            self.below.insert(folder.to_owned());
        }
    }

    fn within(&mut self, folder: &Path) {
        let is_known = self.within.contains(folder) || self.is_below(folder);
        if !is_known && self.watcher.watch(folder, RecursiveMode::NonRecursive).is_ok() {
            self.within.insert(folder.to_owned());
        }
    }

    fn is_below(&self, path: &Path) -> bool {
        self.below.iter().any(|folder| path.starts_with(folder))
    }

    /// Whether a change may be one of a register. Where the system lost count, anything may have changed.
    fn has_to_do_with(&self, event: &notify::Result<Event>) -> bool {
        let Ok(event) = event else { return true };
        // A file without a name, such as stdreg and others write to before it has one, is told of by one that is not there.
        let may_be_gone = !matches!(
            event.kind,
            EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Metadata(_))
        );
        let matters = |path: &PathBuf| self.matters(path) && (may_be_gone || path.exists());
        !event.kind.is_access() && (event.need_rescan() || event.paths.iter().any(matters))
    }

    /// Whether a file or folder may be of a register: what was named or read, settings, and below the folders a TOML file, a folder,
    /// and what says which files are ignored.
    fn matters(&self, path: &Path) -> bool {
        if self.reports.iter().any(|report| report == path) {
            return false;
        }
        if self.files.contains(path) || workspace::is_settings_name(path) {
            return true;
        }
        let is_of_git = path.components().any(|component| component.as_os_str() == ".git");
        if is_of_git || !self.is_below(path) {
            return false;
        }
        let extension = path.extension();
        let is_toml = extension.is_some_and(|extension| extension.eq_ignore_ascii_case("toml"));
        let says_what_is_ignored = [".gitignore", ".ignore"].iter().any(|name| path.ends_with(name));
        // What is gone was perhaps a folder. What stdreg writes itself, such as a report, is there and is none.
        let is_folder = extension.is_none() && (path.is_dir() || !path.exists());
        is_toml || says_what_is_ignored || is_folder
    }
}
