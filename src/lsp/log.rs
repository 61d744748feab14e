//! The log: lines with time and level, to a file where one is named, and to the editor's own log (`window/logMessage`).
//! Standard output carries the protocol and nothing else.

use std::fmt::{self, Write};
use std::fs::File;
use std::sync::Mutex;

use tower_lsp::lsp_types::notification::LogMessage;
use tower_lsp::lsp_types::{LogMessageParams, MessageType};
use tracing::field::{Field, Visit};
use tracing::level_filters::LevelFilter;
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::{Context, SubscriberExt};

use super::transport::Outgoing;

/// Starts logging from a level on, for the whole process; the editor is told nothing below `info`. Panics are logged
/// with their places. A second start changes nothing.
pub(super) fn start(file: Option<File>, level: Level, outgoing: Outgoing) {
    let to_file = file.map(|file| {
        tracing_subscriber::fmt::layer()
            .with_ansi(false)
            .with_writer(Mutex::new(file))
            .with_filter(LevelFilter::from_level(level))
    });
    let to_client = ToClient(outgoing).with_filter(LevelFilter::from_level(level.min(Level::INFO)));
    let subscriber = tracing_subscriber::registry().with(to_file).with(to_client);
    if tracing::subscriber::set_global_default(subscriber).is_ok() {
        let told = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            tracing::error!("{panic}");
            told(panic);
        }));
    }
}

/// Sends events to the editor.
struct ToClient(Outgoing);

impl<S: Subscriber> Layer<S> for ToClient {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        // What tower-lsp has to say of its sending would be sent in turn.
        if event.metadata().target().starts_with("tower_lsp") {
            return;
        }
        let mut text = Text::default();
        event.record(&mut text);
        let typ = match *event.metadata().level() {
            Level::ERROR => MessageType::ERROR,
            Level::WARN => MessageType::WARNING,
            Level::INFO => MessageType::INFO,
            _ => MessageType::LOG,
        };
        self.0.notify::<LogMessage>(LogMessageParams { typ, message: text.0 });
    }
}

/// The text of an event: its message, and its fields after it.
#[derive(Default)]
struct Text(String);

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let _ = match field.name() {
            "message" => write!(self.0, "{value:?}"),
            name => write!(self.0, " {name}={value:?}"),
        };
    }
}
