//! What the user is told beside findings, in their language: once each, or where it answers what they just asked for.

use std::path::Path;

use tower_lsp::lsp_types::notification::ShowMessage;
use tower_lsp::lsp_types::request::ShowDocument;
use tower_lsp::lsp_types::{MessageType, Range, ShowDocumentParams, ShowMessageParams, Url};

use super::State;
use super::judged::OpenRegister;
use crate::messages::Message;
use crate::workspace::{LoadError, ReadError};

impl State {
    /// A message in the language of the user.
    pub(super) fn say(&self, message: &Message) -> String {
        message.render(self.language(None))
    }

    /// Shows a warning, once.
    pub(super) fn warn(&mut self, message: &Message) {
        self.show(MessageType::WARNING, message);
    }

    fn show(&mut self, kind: MessageType, message: &Message) {
        let message = self.say(message);
        if self.said.insert(message.clone()) {
            tracing::warn!("{message}");
            self.outgoing
                .notify::<ShowMessage>(ShowMessageParams { typ: kind, message });
        }
    }

    /// Shows a warning about what the user just asked for, every time.
    pub(super) fn tell(&mut self, message: &Message) {
        let message = self.say(message);
        tracing::warn!("{message}");
        let typ = MessageType::WARNING;
        self.outgoing.notify::<ShowMessage>(ShowMessageParams { typ, message });
    }

    /// Has the client show a range of a document. Whether it does is its own affair.
    pub(super) fn reveal(&self, uri: Url, range: Range) {
        let shown = self.outgoing.request::<ShowDocument>(ShowDocumentParams {
            uri,
            external: Some(false),
            take_focus: Some(true),
            selection: Some(range),
        });
        drop(shown);
    }

    /// A message about a document that was never opened.
    pub(super) fn log_unknown(&self, uri: &Url) {
        tracing::warn!("a change of {uri}, which is not open, was left aside");
    }

    /// A register cannot be read at all. That its file is gone, or that something else took its place, is for the log; what
    /// keeps a file from being checked that is there is told.
    pub(super) fn tell_unreadable(&mut self, root: &Path, error: &LoadError) {
        tracing::info!("{}: {error}", root.display());
        if let LoadError::Root(error @ (ReadError::TooLarge(_) | ReadError::System(_))) = error {
            let message = Message::attribute("server-notice", "unreadable")
                .with("path", root.display().to_string())
                .with("reason", error.message());
            self.warn(&message);
        }
    }

    /// The analysis of a register panicked: a fault of stdreg. It is said once for a register.
    pub(super) fn tell_panic(&mut self, root: &Path) {
        let path = root.display().to_string();
        self.show(
            MessageType::ERROR,
            &Message::attribute("server-notice", "panic").with("path", path),
        );
    }

    /// Settings cannot be used: the built-in ones hold.
    pub(super) fn tell_troubles(&mut self, judged: &OpenRegister) {
        for trouble in &judged.troubles {
            let message = Message::attribute("server-notice", "settings")
                .with("path", trouble.path.display().to_string())
                .with("reason", trouble.reason.clone());
            self.warn(&message);
        }
    }
}
