//! Between the pipe and tower-lsp.
//!
//! tower-lsp routes messages to their handlers, keeps the protocol's state and cancels requests: its [`LspService`] is
//! used as it is. Its loop over the pipe (`tower_lsp::Server`, 0.20.0) is not. That loop ends at the first message that
//! is not JSON, at a handler that panics, and at no `exit` while the input stays open; it reads nothing more while a few
//! requests are slow or the client does not read. So the loop is here:
//!
//! - [`frames`] cuts the bytes into messages, and finds the next one after bytes that are none.
//! - [`message`] says what a message is: a request, an answer, or a fault that is answered.
//! - [`mending`] makes good what clients send and tower-lsp would not take.
//! - [`notification`] reads notifications, once, and says in the log what is wrong with one.
//! - [`handling`] runs a handler. It is polled once before the next message is read, so that what a handler does
//!   before its first `.await` happens in the order of the messages; the rest of it runs beside all others.
//! - [`output`] writes, behind a queue: who has something to say never waits for the client to read. Only the loop does:
//!   while very much is unwritten, messages of the client are read and kept, up to a limit, and not begun; and answers that
//!   were begun wait for [room](Room). So a client that does not read costs bounded memory, and one that reads late loses nothing.
//! - [`written`] holds answers that are written as they are worked out, which tower-lsp then does not see.
//! - [`outgoing`] is what the server says of its own accord.
//! - [`introduction`] keeps what the client said of itself; [`parent`] ends the server when the client's process is gone.

mod frames;
mod handling;
mod introduction;
mod mending;
mod message;
mod notification;
mod outgoing;
mod output;
mod parent;
mod written;

use std::pin::pin;
use std::process::ExitCode;
use std::time::Duration;

use futures::{FutureExt, SinkExt};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::mpsc::unbounded_channel;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tower_lsp::jsonrpc::{Request, Response};
use tower_lsp::{ClientSocket, LanguageServer, LspService};

use self::frames::{Frame, Frames};
use self::handling::Handlers;
pub use self::introduction::Introduction;
use self::message::Incoming;
pub use self::outgoing::Outgoing;
use self::output::Output;
pub use self::output::Room;
pub(in crate::lsp) use self::written::{Slot, Written};

/// How long requests may take that still run when the input ends: whoever wrote it may still read.
const LAST_ANSWERS: Duration = Duration::from_secs(3);

/// How many bytes of messages that are not begun are kept.
const MOST_KEPT: usize = 64 << 20;

/// Why serving ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// The client said `exit`.
    Exit,
    /// The input ended.
    Input,
    /// Nobody reads what is written.
    Output,
    /// The client's process is gone.
    Parent,
}

/// Serves until the client goes away: by `exit`, by the end of the input or of the output, or with its process.
///
/// `introduction` is filled from `initialize`; `room` tells how much the client has still to read. `seen` is shown each request and notification before its handler is
/// called, in the order in which they came. Gives 0 where the client asked for `shutdown` before, else 1.
pub async fn serve<S, I, O>(
    service: LspService<S>,
    socket: ClientSocket,
    (input, output): (I, O),
    (introduction, room): (Introduction, Room),
    seen: impl FnMut(&Request) + Send,
) -> ExitCode
where
    S: LanguageServer,
    I: AsyncRead + Unpin + Send,
    O: AsyncWrite + Unpin + Send + 'static,
{
    let (requests, answers) = socket.split();
    let (output, mut writing) = Output::start(output, room);
    let mut beside = JoinSet::new();
    beside.spawn(outgoing::forward(requests, output.clone()));
    let mut connection = Connection {
        handlers: Handlers::new(service, output.clone(), introduction.clone()),
        answers,
        output: output.clone(),
        seen,
    };
    let end = tokio::select! {
        end = connection.read(Frames::new(input)) => end,
        () = introduction.parent_gone() => End::Parent,
        _ = &mut writing => End::Output,
    };
    tracing::debug!("serving ends: {end:?}");
    if end == End::Input {
        connection.handlers.finish(LAST_ANSWERS).await;
    }
    output.flush().await;
    match connection.handlers.is_shut_down() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}

/// The client's end of the conversation.
struct Connection<S, A, F> {
    handlers: Handlers<S>,
    /// Where its answers to requests of the server go.
    answers: A,
    output: Output,
    seen: F,
}

impl<S, A, F> Connection<S, A, F>
where
    S: LanguageServer,
    A: futures::Sink<Response> + Unpin,
    F: FnMut(&Request),
{
    /// Takes messages until there are no more, or one says that it is the last.
    async fn read(&mut self, mut frames: Frames<impl AsyncRead + Unpin>) -> End {
        let (sender, mut waiting) = unbounded_channel();
        let kept = watch::Sender::new(0);
        let is_leaving = watch::Sender::new(false);
        let reading = async {
            while let Some(frame) = frames.next().await {
                let length = frame.length();
                let incoming = match frame {
                    Frame::Body(body) => message::read(&body),
                    Frame::Fault(reason) => Incoming::unreadable(reason),
                };
                match &incoming {
                    Incoming::Request(request) if request.method() == "exit" => {
                        is_leaving.send_replace(true);
                    }
                    Incoming::Fault { .. } => frames.expect_garbage(),
                    Incoming::Request(_) | Incoming::Response(_) => {}
                }
                kept.send_modify(|kept| *kept += length);
                let _ = sender.send((length, incoming));
                let _ = kept.subscribe().wait_for(|kept| *kept < MOST_KEPT).await;
            }
            drop(sender);
        };
        let taking = async {
            while let Some((length, incoming)) = waiting.recv().await {
                let has_room = self.has_room(&is_leaving).await;
                kept.send_modify(|kept| *kept = kept.saturating_sub(length));
                match incoming {
                    Incoming::Request(request) if request.method() == "exit" => return End::Exit,
                    // Nobody is there to read the answer.
                    Incoming::Request(request) if !has_room && request.method() != "shutdown" => {}
                    incoming => self.take(incoming).await,
                }
            }
            End::Input
        };
        let (mut reading, mut taking) = (pin!(reading.fuse()), pin!(taking.fuse()));
        loop {
            futures::select! {
                () = reading => {}
                end = taking => return end,
            }
        }
    }

    /// Waits until there is room for an answer. False where there is none and the client is leaving.
    async fn has_room(&self, is_leaving: &watch::Sender<bool>) -> bool {
        let mut leaving = is_leaving.subscribe();
        tokio::select! {
            biased;
            () = self.output.room() => true,
            _ = leaving.wait_for(|is_leaving| *is_leaving) => false,
        }
    }

    async fn take(&mut self, incoming: Incoming) {
        match incoming {
            Incoming::Request(request) => {
                let request = mending::mend(request);
                (self.seen)(&request);
                self.handlers.call(request).await;
            }
            Incoming::Response(response) => {
                if self.answers.send(response).await.is_err() {
                    tracing::warn!("an answer of the client could not be taken");
                }
            }
            Incoming::Fault { reason, answer } => {
                tracing::warn!("a message of the client is wrong: {reason}");
                self.output.send(&answer);
            }
        }
    }
}
