//! The output: a task that writes, and a queue without a bound before it, so that nobody waits for the client to read.

use std::time::Duration;

use serde::Serialize;
use tokio::io::{AsyncWrite, AsyncWriteExt, BufWriter};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// How long the end waits for a client to take what was said.
const LAST_WORDS: Duration = Duration::from_secs(2);

/// What is to be written.
enum Item {
    /// The body of a message.
    Body(Vec<u8>),
    /// A question whether all that came before is written.
    Flush(oneshot::Sender<()>),
}

/// Where messages to the client go.
#[derive(Clone)]
pub(super) struct Output(UnboundedSender<Item>);

impl Output {
    /// Starts writing. The task ends when the client does not read any more.
    pub(super) fn start(output: impl AsyncWrite + Unpin + Send + 'static) -> (Self, JoinHandle<()>) {
        let (sender, items) = unbounded_channel();
        let writing = tokio::spawn(async move {
            if let Err(error) = write(output, items).await {
                tracing::debug!("the output is closed: {error}");
            }
        });
        (Self(sender), writing)
    }

    /// Sends a message, after those that were sent before.
    pub(super) fn send(&self, message: &impl Serialize) {
        match serde_json::to_vec(message) {
            Ok(body) => drop(self.0.send(Item::Body(body))),
            Err(error) => tracing::error!("a message cannot be written: {error}"),
        }
    }

    /// Waits until all that was sent is written, but not for a client that does not read.
    pub(super) async fn flush(&self) {
        let (done, is_done) = oneshot::channel();
        if self.0.send(Item::Flush(done)).is_ok() {
            let _ = tokio::time::timeout(LAST_WORDS, is_done).await;
        }
    }
}

async fn write(output: impl AsyncWrite + Unpin, mut items: UnboundedReceiver<Item>) -> std::io::Result<()> {
    let mut output = BufWriter::new(output);
    while let Some(item) = items.recv().await {
        match item {
            Item::Body(body) => {
                let head = format!("Content-Length: {}\r\n\r\n", body.len());
                output.write_all(head.as_bytes()).await?;
                output.write_all(&body).await?;
                if items.is_empty() {
                    output.flush().await?;
                }
            }
            Item::Flush(done) => {
                output.flush().await?;
                let _ = done.send(());
            }
        }
    }
    output.flush().await
}
