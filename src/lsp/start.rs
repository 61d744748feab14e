//! The start of the server: the log, the runtime, standard input and output, and what stands between them.

use std::fs::OpenOptions;
use std::future::Future;
use std::io;
use std::path::Path;
use std::process::ExitCode;

use serde_json::Value;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::runtime::{Builder, Handle, Runtime};
use tower_lsp::LspService;
use tower_lsp::jsonrpc::Request;
use tower_lsp::lsp_types::notification::{DidOpenTextDocument, Notification};
use tracing::Level;

use super::backend::Backend;
use super::log;
use super::requests::preview;
use super::state::{self, Setup};
use super::transport::{Introduction, Outgoing, Room, serve};
use super::uris::ClientUris;
use crate::messages::Message;
use crate::workspace;

/// Runs a server until its client goes away. Gives the exit code: 0 where the client asked for `shutdown` before, else 1.
///
/// `log_file` is the file that the log is appended to, with what is at least as important as `log_level`.
///
/// # Errors
/// Where it cannot start: a log file that cannot be written, a system that gives no threads.
pub fn run(log_file: Option<&Path>, log_level: Level) -> Result<ExitCode, Box<Message>> {
    let log_file = log_file.map(|path| {
        let file = OpenOptions::new().create(true).append(true).open(path);
        file.map_err(|error| {
            let message = Message::attribute("server-start", "log");
            Box::new(
                message
                    .with("path", path.display().to_string())
                    .with("reason", workspace::system_message(&error)),
            )
        })
    });
    let log_file = log_file.transpose()?;
    let runtime = runtime().map_err(|error| cannot_start(&error))?;
    let start_log = |outgoing| log::start(log_file, log_level, outgoing);
    let served = runtime.block_on(async { Ok(serve_on(tokio::io::stdin(), tokio::io::stdout(), start_log)?.await) });
    // A thread still waits for standard input, and it would be waited for.
    runtime.shutdown_background();
    served.map_err(|error: io::Error| cannot_start(&error))
}

fn cannot_start(error: &io::Error) -> Box<Message> {
    Box::new(Message::attribute("server-start", "system").with("reason", workspace::system_message(error)))
}

/// Messages are little work; what is much runs on threads of its own.
fn runtime() -> io::Result<Runtime> {
    Builder::new_multi_thread().worker_threads(2).enable_time().build()
}

/// A server on a connection, with everything behind it.
///
/// # Errors
/// Where the system gives no thread.
fn serve_on(
    input: impl AsyncRead + Unpin + Send,
    output: impl AsyncWrite + Unpin + Send + 'static,
    start_log: impl FnOnce(Outgoing),
) -> io::Result<impl Future<Output = ExitCode>> {
    let introduction = Introduction::default();
    let uris = ClientUris::default();
    let room = Room::default();
    let runtime = Handle::current();
    let mut failure = None;
    let (service, socket) = LspService::build(|client| {
        let outgoing = Outgoing::new(client, introduction.clone(), &runtime);
        start_log(outgoing.clone());
        let setup = Setup {
            outgoing,
            uris: uris.clone(),
            room: room.clone(),
            runtime: runtime.clone(),
            load: workspace::load,
        };
        let events = state::start(setup).unwrap_or_else(|error| {
            failure = Some(error);
            std::sync::mpsc::channel().0
        });
        Backend::new(events, introduction.clone())
    })
    .custom_method(preview::METHOD, Backend::preview)
    .finish();
    match failure {
        None => Ok(serve(
            service,
            socket,
            (input, output),
            (introduction, room),
            move |request| {
                note_name(request, &uris);
            },
        )),
        Some(error) => Err(error),
    }
}

/// Notes what the client calls a document that it opens.
fn note_name(request: &Request, uris: &ClientUris) {
    if request.method() == DidOpenTextDocument::METHOD {
        let uri = request.params().and_then(|params| params.pointer("/textDocument/uri"));
        if let Some(uri) = uri.and_then(Value::as_str) {
            uris.note(uri);
        }
    }
}
