//! What changed from one revision to the next, over many of them: the newest first, each below what is known of the revision.
//!
//! What is said is given piece by piece, so that a long history is shown while it is read.

use serde::Serialize;

use super::sections::{self, sections};
use super::{Comparison, Form, html, markdown, text};
use crate::exchange::export::markdown::plain;
use crate::exchange::html::page_of;
use crate::messages::{Language, Message};

/// A revision of a register.
#[derive(Clone, Debug, Serialize)]
pub struct Revision {
    /// What it is called.
    pub revision: String,
    /// When it was made, in the form of ISO 8601.
    pub date: String,
    /// Who made it.
    pub author: String,
    /// What it says of itself.
    pub summary: String,
}

impl Revision {
    /// How much of a name is shown.
    const SHORT: usize = 10;

    /// The name as people use it.
    pub fn short(&self) -> &str {
        self.revision.get(..Self::SHORT).unwrap_or(&self.revision)
    }

    /// The day.
    pub fn day(&self) -> &str {
        self.date.get(..10).unwrap_or(&self.date)
    }

    fn heading(&self) -> String {
        let parts = [self.day(), self.short(), &self.author, &self.summary];
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join("  ")
    }
}

/// What a revision did.
#[derive(Clone, Debug)]
pub enum Event {
    /// The register is there from then on, with so many entries.
    Began(usize),
    /// It is there no more.
    Ended,
    /// It changed.
    Changed(Box<Comparison>),
}

#[derive(Serialize)]
struct Object<'c> {
    #[serde(flatten)]
    revision: &'c Revision,
    event: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    entries: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    changes: Option<&'c Comparison>,
}

/// What is said of many revisions.
#[derive(Debug)]
pub struct Chronicle {
    form: Form,
    language: Language,
    title: String,
    /// What is said once all is known.
    kept: String,
    count: usize,
}

impl Chronicle {
    /// Begins, under the title of a register.
    pub fn new(form: Form, language: Language, register: &str) -> Self {
        let title = Message::attribute("log-page", "title").with("title", register);
        Self {
            form,
            language,
            title: title.render(language),
            kept: String::new(),
            count: 0,
        }
    }

    /// How many revisions were told of.
    pub const fn count(&self) -> usize {
        self.count
    }

    /// Tells of a revision, which is older than all before.
    pub fn add(&mut self, revision: &Revision, event: &Event) -> String {
        let is_first = self.count == 0;
        self.count += 1;
        let language = self.language;
        let plainly = match event {
            Event::Began(entries) => Some(Message::attribute("log-event", "began").with("count", *entries)),
            Event::Ended => Some(Message::attribute("log-event", "ended")),
            Event::Changed(_) => None,
        };
        let plainly = plainly.map(|message| message.render(language));
        let told = match event {
            Event::Changed(comparison) => sections(comparison, language),
            Event::Began(_) | Event::Ended => Vec::new(),
        };
        match self.form {
            Form::Text => {
                let mut text = if is_first { String::new() } else { "\n".to_owned() };
                text.push_str(&revision.heading());
                text.push('\n');
                let parts = plainly
                    .map(|line| line + "\n")
                    .into_iter()
                    .chain(told.iter().map(text::of_section));
                for line in parts.collect::<String>().lines() {
                    text.push_str("  ");
                    text.push_str(line);
                    text.push('\n');
                }
                text
            }
            Form::Markdown => {
                let mut text = if is_first {
                    format!("# {}\n", plain(&self.title))
                } else {
                    String::new()
                };
                text.push_str(&format!("\n## {}\n", plain(&revision.heading())));
                text.extend(plainly.map(|line| format!("\n{}\n", plain(&line))));
                text.extend(told.iter().map(|section| markdown::of_section("###", section)));
                text
            }
            Form::Html => {
                let body = &mut self.kept;
                html::element("h2", &revision.heading(), body);
                plainly.iter().for_each(|line| html::element("p", line, body));
                told.iter().for_each(|section| html::of_section("h3", section, body));
                String::new()
            }
            Form::Json => {
                let (event, entries, changes) = match event {
                    Event::Began(entries) => ("began", Some(*entries), None),
                    Event::Ended => ("ended", None, None),
                    Event::Changed(comparison) => ("changed", None, Some(&**comparison)),
                };
                let object = Object {
                    revision,
                    event,
                    entries,
                    changes,
                };
                // It writes to memory, and has nothing in it that cannot be a key.
                let json = serde_json::to_string_pretty(&object).unwrap_or_default();
                let before = if is_first { "[\n" } else { ",\n" };
                format!("{before}{json}")
            }
        }
    }

    /// What stands behind the last revision.
    pub fn end(&self) -> String {
        let nothing = || sections::nothing(self.language);
        match (self.form, self.count) {
            (Form::Json, 0) => "[]\n".to_owned(),
            (Form::Json, _) => "\n]\n".to_owned(),
            (Form::Text, _) | (Form::Markdown, 1..) => String::new(),
            (Form::Markdown, 0) => format!("# {}\n\n{}\n", plain(&self.title), plain(&nothing())),
            (Form::Html, count) => {
                let mut body = String::new();
                html::element("h1", &self.title, &mut body);
                if count == 0 {
                    html::element("p", &nothing(), &mut body);
                }
                body.push_str(&self.kept);
                page_of(&self.title, &body, self.language)
            }
        }
    }
}
