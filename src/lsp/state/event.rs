//! What happens, and in which order it is taken.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, TryRecvError};

use serde_json::Value;
use tower_lsp::lsp_types::{Range, TextDocumentContentChangeEvent, Url};

use super::Purpose;
use crate::lsp::client::Client;
use crate::lsp::file_findings::FileFindings;
use crate::lsp::snapshot::Snapshot;
use crate::messages::Message;

/// What happens, in the order in which it happens.
pub(in crate::lsp) enum Event {
    /// The client introduced itself.
    Initialize(Box<Client>, Value),
    /// The client is ready to be asked.
    Initialized,
    /// A document was opened: what the client calls it, its language, version and text.
    Open(Url, String, i32, String),
    /// A document was edited: its new version, and the changes.
    Change(Url, i32, Vec<TextDocumentContentChangeEvent>),
    /// A document was saved.
    Save(Url),
    /// A document was closed.
    Close(Url),
    /// Files changed on disk.
    Watched(Vec<Url>),
    /// Folders were added to the workspace, and others removed.
    Folders(Vec<Url>, Vec<Url>),
    /// The client's settings changed. Null where it does not say to what.
    Configure(Value),
    /// The client answered this question for its settings.
    Configured(u64, Value),
    /// This search of the workspace has ended, and found these registers.
    Discovered(u64, Vec<PathBuf>),
    /// A request about one document wants a snapshot; none where the document is of no register.
    Ask(Url, Purpose, Box<dyn FnOnce(Option<Snapshot>) + Send>),
    /// A request wants snapshots of a document in each register that has it or shares its scheme file, the document's own
    /// first.
    AskShared(Url, Purpose, Box<dyn FnOnce(Vec<Snapshot>) + Send>),
    /// A request wants snapshots of all registers.
    AskAll(Purpose, Box<dyn FnOnce(Vec<Snapshot>) + Send>),
    /// A request wants the findings of a document.
    Pull(Url, Box<dyn FnOnce(FileFindings) + Send>),
    /// A request wants the findings of all files.
    PullAll(Box<dyn FnOnce(Vec<FileFindings>) + Send>),
    /// The client is to show a range of a document.
    Reveal(Url, Range),
    /// The user is to be told something, now.
    Tell(Box<Message>),
    /// Nobody is left to serve.
    Stop,
}

/// The events that wait. Changes of one document that wait one behind the other are one: each by itself would move all of the text that
/// stands behind it, and nobody looks at what is between them.
pub(super) struct Events {
    received: Receiver<Event>,
    /// What was taken to see whether it belongs to the one before.
    ahead: Option<Event>,
}

impl Events {
    pub(super) const fn new(received: Receiver<Event>) -> Self {
        Self { received, ahead: None }
    }

    /// The next event, where one waits.
    ///
    /// # Errors
    /// Where none waits, or none can come any more.
    pub(super) fn try_next(&mut self) -> Result<Event, TryRecvError> {
        let mut event = self.ahead.take().map_or_else(|| self.received.try_recv(), Ok)?;
        if let Event::Change(uri, version, changes) = &mut event {
            while self.ahead.is_none() {
                match self.received.try_recv() {
                    Ok(Event::Change(other, newer, more)) if other == *uri => {
                        *version = newer;
                        changes.extend(more);
                    }
                    Ok(other) => self.ahead = Some(other),
                    Err(_) => break,
                }
            }
        }
        Ok(event)
    }

    /// The next event, which is waited for; none where none can come any more.
    pub(super) fn next(&mut self) -> Option<Event> {
        self.ahead.take().or_else(|| self.received.recv().ok())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    fn change(name: &str, version: i32) -> Event {
        let change = TextDocumentContentChangeEvent {
            range: None,
            range_length: None,
            text: version.to_string(),
        };
        Event::Change(Url::parse(&format!("file:///{name}")).unwrap(), version, vec![change])
    }

    fn shown(event: &Event) -> String {
        match event {
            Event::Change(uri, version, changes) => {
                let texts: Vec<&str> = changes.iter().map(|change| change.text.as_str()).collect();
                format!("{}@{version}:{}", uri.path(), texts.join(","))
            }
            Event::Save(uri) => format!("{} saved", uri.path()),
            _ => "other".to_owned(),
        }
    }

    #[test]
    fn changes_of_one_document_are_one_as_long_as_nothing_is_between_them() {
        let (sender, received) = channel();
        let mut events = Events::new(received);
        assert!(matches!(events.try_next(), Err(TryRecvError::Empty)));
        let saved = Event::Save(Url::parse("file:///a").unwrap());
        let sent = [
            change("a", 1),
            change("a", 2),
            change("b", 1),
            change("a", 3),
            change("a", 4),
            saved,
            change("a", 5),
        ];
        for event in sent {
            sender.send(event).unwrap();
        }
        drop(sender);
        let taken = std::iter::from_fn(|| events.try_next().ok());
        let taken: Vec<String> = taken.map(|event| shown(&event)).collect();
        assert_eq!(taken, ["/a@2:1,2", "/b@1:1", "/a@4:3,4", "/a saved", "/a@5:5"]);
        assert!(matches!(events.try_next(), Err(TryRecvError::Disconnected)));
        assert!(events.next().is_none());
    }
}
