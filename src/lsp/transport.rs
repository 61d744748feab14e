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
//! - [`handling`] runs a handler. It is polled once before the next message is read, so that what a handler does
//!   before its first `.await` happens in the order of the messages; the rest of it runs beside all others.
//! - [`output`] writes, behind a queue without a bound: nothing here ever waits for the client to read.
//! - [`outgoing`] is what the server says of its own accord.
//! - [`introduction`] keeps what the client said of itself; [`parent`] ends the server when the client's process is gone.

mod frames;
mod handling;
mod introduction;
mod mending;
mod message;
mod outgoing;
mod output;
mod parent;

use std::process::ExitCode;
use std::time::Duration;

use futures::SinkExt;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::task::JoinSet;
use tower_lsp::jsonrpc::{Request, Response};
use tower_lsp::{ClientSocket, LanguageServer, LspService};

use self::frames::{Frame, Frames};
use self::handling::Handlers;
pub use self::introduction::Introduction;
use self::message::Incoming;
pub use self::outgoing::Outgoing;
use self::output::Output;

/// How long requests may take that still run when the input ends: whoever wrote it may still read.
const LAST_ANSWERS: Duration = Duration::from_secs(3);

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
/// `introduction` is filled from `initialize`. `seen` is shown each request and notification before its handler is
/// called, in the order in which they came. Gives 0 where the client asked for `shutdown` before, else 1.
pub async fn serve<S, I, O>(
    service: LspService<S>,
    socket: ClientSocket,
    (input, output): (I, O),
    introduction: Introduction,
    seen: impl FnMut(&Request) + Send,
) -> ExitCode
where
    S: LanguageServer,
    I: AsyncRead + Unpin + Send,
    O: AsyncWrite + Unpin + Send + 'static,
{
    let (requests, answers) = socket.split();
    let (output, mut writing) = Output::start(output);
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
        () = parent::gone(&introduction) => End::Parent,
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
        while let Some(frame) = frames.next().await {
            let incoming = match frame {
                Frame::Body(body) => message::read(&body),
                Frame::Fault(reason) => Incoming::unreadable(reason),
            };
            match incoming {
                Incoming::Request(request) if request.method() == "exit" => return End::Exit,
                Incoming::Request(request) => {
                    if let Some(request) = mending::mend(request) {
                        (self.seen)(&request);
                        self.handlers.call(request).await;
                    }
                }
                Incoming::Response(response) => {
                    if self.answers.send(response).await.is_err() {
                        tracing::warn!("an answer of the client could not be taken");
                    }
                }
                Incoming::Fault { reason, answer } => {
                    tracing::warn!("a message of the client is wrong: {reason}");
                    frames.expect_garbage();
                    self.output.send(&answer);
                }
            }
        }
        End::Input
    }
}
