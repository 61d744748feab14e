//! What the server says of its own accord: notifications in order, requests with a time limit. Nothing here waits for
//! the client but whoever awaits an answer.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use futures::{Stream, StreamExt};
use tokio::runtime::Handle;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::sync::oneshot;
use tower_lsp::Client;
use tower_lsp::jsonrpc;
use tower_lsp::lsp_types::notification::Notification;
use tower_lsp::lsp_types::request::Request;

use super::Introduction;
use super::output::Output;

/// How long a request of the server waits for its answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// Something that is said to the client.
type Saying = Pin<Box<dyn Future<Output = ()> + Send>>;

/// What sends to the client without waiting. Clones send to the same client, in one order.
#[derive(Clone)]
pub struct Outgoing {
    client: Client,
    sayings: UnboundedSender<Saying>,
}

impl fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Outgoing")
    }
}

impl Outgoing {
    /// Starts sending, on a runtime. What is said before `initialize` is answered is kept until then.
    pub fn new(client: Client, introduction: Introduction, runtime: &Handle) -> Self {
        let (sayings, mut said) = unbounded_channel::<Saying>();
        runtime.spawn(async move {
            introduction.answered().await;
            while let Some(mut saying) = said.recv().await {
                // The first poll sends. What is left is to wait for the answer, beside what is said next.
                if futures::poll!(&mut saying).is_pending() {
                    tokio::spawn(saying);
                }
            }
        });
        Self { client, sayings }
    }

    /// Sends a notification.
    pub fn notify<N>(&self, params: N::Params)
    where
        N: Notification,
        N::Params: Send + 'static,
    {
        let client = self.client.clone();
        self.say(async move { client.send_notification::<N>(params).await });
    }

    /// Sends a request, whether or not the answer is awaited. Gives the answer; none where the client answers with an
    /// error, with something of another type, or not in time.
    pub fn request<R>(&self, params: R::Params) -> impl Future<Output = Option<R::Result>> + Send + 'static + use<R>
    where
        R: Request,
        R::Params: Send + 'static,
        R::Result: Send + 'static,
    {
        let client = self.client.clone();
        let (answer, answered) = oneshot::channel();
        // The request is never dropped: tower-lsp panics at an answer that nobody waits for any more.
        self.say(async move {
            let result = client.send_request::<R>(params).await;
            if let Err(error) = &result {
                tracing::warn!("the client answers {} with an error: {error}", R::METHOD);
            }
            let _ = answer.send(result.ok());
        });
        async move {
            match tokio::time::timeout(PATIENCE, answered).await {
                Ok(answer) => answer.ok().flatten(),
                Err(_) => {
                    tracing::warn!("the client does not answer {}", R::METHOD);
                    None
                }
            }
        }
    }

    fn say(&self, saying: impl Future<Output = ()> + Send + 'static) {
        let _ = self.sayings.send(Box::pin(saying));
    }
}

/// Brings what tower-lsp's client has to say to the output.
pub(super) async fn forward(mut requests: impl Stream<Item = jsonrpc::Request> + Unpin, output: Output) {
    while let Some(request) = requests.next().await {
        output.send(&request);
    }
}
