//! `stdreg log`: what the revisions of a repository changed in a register, or in one entry of it.

use clap::Args;
use std::path::PathBuf;

use super::history::{self, Change, State, Walk};
use super::{Console, Failure, Outcome, one};
use crate::exchange::comparison::chronicle::{Chronicle, Event};
use crate::exchange::comparison::{self, Followed, Form, compare};
use crate::ide::changes::{self, Refusal};
use crate::messages::{Language, Message};
use crate::register::Register;
use crate::register::model::EntryId;
use crate::report::visible::visible;

/// Of what, how much, and in which form.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The entry.
    #[arg(value_name = "CODE", help = "cli-log-entry")]
    entry: Option<String>,
    /// The register.
    #[arg(long, value_name = "REGISTER", default_value = ".", help = "cli-log-register")]
    register: PathBuf,
    /// How many revisions.
    #[arg(short = 'n', long, value_name = "N", help = "cli-history-max-count")]
    max_count: Option<usize>,
    /// From when on.
    #[arg(long, value_name = "REV|DATE", help = "cli-history-since")]
    since: Option<String>,
    /// The form.
    #[arg(long, value_name = "FORMAT", default_value = "text", help = "cli-log-output-format")]
    output_format: Form,
}

/// The entry that is looked for.
struct Entry {
    /// What it is called in the states that are still to come.
    name: String,
    /// Which it is in the state that is next, where it is there.
    id: Option<EntryId>,
    /// Whether it was found in any state.
    is_found: bool,
    /// What it is called since a revision that is passed already.
    since: Option<String>,
}

impl Arguments {
    /// Tells of revision after revision.
    pub(super) fn run(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        let since = self.since.as_deref().map(history::since);
        let mut walk = Walk::new(&self.register, since.as_ref())?;
        let language = console.language(walk.language);
        let now = walk.now().cloned();
        let mut entry = match &self.entry {
            Some(name) => Some(Entry::new(name, now.as_deref())?),
            None => None,
        };
        let title = now.as_ref().and_then(|now| now.register().head().title());
        let mut chronicle = Chronicle::new(self.output_format, language, &title.unwrap_or_default());
        while self.max_count.is_none_or(|most| chronicle.count() < most) {
            let Some(change) = walk.next()? else { break };
            let event = match &mut entry {
                None => of_register(&change),
                Some(entry) => entry.follow(&change)?,
            };
            if let Some(event) = event {
                tell_what_is_unread(&change, language, console)?;
                self.write(&chronicle.add(&change.revision, &event), console)?;
            }
        }
        self.write(&chronicle.end(), console)?;
        console.out.flush()?;
        if let Some(revision) = &walk.cut {
            let message = Message::attribute("log-note", "cut").with("revision", revision.short());
            note(&message, language, console)?;
        }
        let Some(entry) = entry else {
            return Ok(Outcome::Clean);
        };
        if let Some(code) = entry.since {
            let message = Message::attribute("log-note", "since").with("code", code);
            note(&message, language, console)?;
        }
        if entry.is_found {
            return Ok(Outcome::Clean);
        }
        let message = Message::attribute("log-fault", "no-entry").with("name", entry.name);
        Err(Failure::told(message))
    }

    fn write(&self, text: &str, console: &mut Console<'_>) -> Result<(), Failure> {
        if self.output_format == Form::Text {
            for line in text.lines() {
                writeln!(console.out, "{}", visible(line))?;
            }
        } else {
            console.out.write_all(text.as_bytes())?;
        }
        Ok(())
    }
}

fn of_register(change: &Change) -> Option<Event> {
    let (before, after) = sides(change);
    Some(match (before, after) {
        (None, None) => return None,
        (None, Some(after)) => Event::Began(after.entries().len()),
        (Some(_), None) => Event::Ended,
        (Some(before), Some(after)) => {
            let comparison = compare((before, &name_before(change)), (after, change.revision.short()));
            if comparison.same {
                return None;
            }
            Event::Changed(Box::new(comparison))
        }
    })
}

fn sides(change: &Change) -> (Option<&Register>, Option<&Register>) {
    let [before, after] = [&change.before, &change.after].map(|state| state.as_ref().map(|state| &**state.register()));
    (before, after)
}

/// What the state before a revision is called, as git calls it.
fn name_before(change: &Change) -> String {
    format!("{}^", change.revision.short())
}

impl Entry {
    fn new(name: &str, now: Option<&State>) -> Result<Self, Failure> {
        let mut entry = Self {
            name: name.to_owned(),
            id: None,
            is_found: false,
            since: None,
        };
        if let Some(now) = now {
            entry.look(now.register())?;
        }
        Ok(entry)
    }

    /// Looks for it in a state.
    ///
    /// # Errors
    /// Where several entries have the name.
    fn look(&mut self, register: &Register) -> Result<(), Refusal> {
        let found = changes::entry_if_any(register, &self.name)?;
        self.id = found.map(|(id, _)| id);
        self.is_found |= self.id.is_some();
        Ok(())
    }

    /// What a revision did to it.
    fn follow(&mut self, change: &Change) -> Result<Option<Event>, Refusal> {
        let comparison = match sides(change) {
            (None, None) => return Ok(None),
            (None, Some(after)) => {
                let came = self.id.take();
                came.map(|id| comparison::came((after, change.revision.short()), id))
            }
            (Some(before), None) => {
                self.look(before)?;
                return Ok(self.id.map(|_| Event::Ended));
            }
            (Some(before), Some(after)) => {
                let names = (name_before(change), change.revision.short());
                let follow = |entry| comparison::follow((before, &names.0), (after, names.1), entry);
                match self.id.take() {
                    Some(id) => {
                        // Before it came, another entry may have had its name.
                        if let Some(code) = after.entry(id).and_then(|entry| entry.code()) {
                            self.name = code.into_owned();
                        }
                        let (comparison, was) = follow(Followed::Now(id));
                        self.id = was;
                        Some(comparison)
                    }
                    None => {
                        self.look(before)?;
                        self.id.map(|id| {
                            let (comparison, is) = follow(Followed::Before(id));
                            let is = is.and_then(|is| after.entry(is)?.code());
                            self.since = self.since.take().or_else(|| is.map(Into::into));
                            comparison
                        })
                    }
                }
            }
        };
        let told = comparison.filter(|comparison| !comparison.same);
        Ok(told.map(|comparison| Event::Changed(Box::new(comparison))))
    }
}

fn tell_what_is_unread(change: &Change, language: Language, console: &mut Console<'_>) -> Result<(), Failure> {
    let (before, after) = sides(change);
    let names = [
        (before, name_before(change)),
        (after, change.revision.short().to_owned()),
    ];
    for (register, name) in names {
        if register.is_some_and(|register| !one::is_read(register)) {
            console.out.flush()?;
            note(
                &Message::attribute("diff-fault", "unread").with("state", name),
                language,
                console,
            )?;
        }
    }
    Ok(())
}

fn note(message: &Message, language: Language, console: &mut Console<'_>) -> Result<(), Failure> {
    writeln!(console.err, "{}", visible(&message.render(language)))?;
    Ok(())
}
