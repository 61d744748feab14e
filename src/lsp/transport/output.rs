//! The output: a task that writes, and a queue before it, so that nobody who has something to say waits for the client to
//! read. What bounds the queue is that no message of the client is taken while much is [unwritten](Output::room).

use std::time::Duration;

use serde::Serialize;
use tokio::io::{AsyncWrite, AsyncWriteExt, BufWriter};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::{oneshot, watch};
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

/// How many bytes may wait to be written before the client is asked to read: no new message of its is taken.
const MOST_UNWRITTEN: usize = 16 << 20;

/// How much the client has still to read, and so whether there is room for more. Clones are of the same.
#[derive(Clone, Debug)]
pub struct Room {
    /// How many bytes wait to be written.
    unwritten: watch::Sender<usize>,
}

impl Default for Room {
    fn default() -> Self {
        Self {
            unwritten: watch::Sender::new(0),
        }
    }
}

impl Room {
    /// Waits until there is room for more: until the client has read most of what was sent.
    pub(in crate::lsp) async fn wait(&self) {
        let mut unwritten = self.unwritten.subscribe();
        let _ = unwritten.wait_for(|unwritten| *unwritten < MOST_UNWRITTEN).await;
    }

    fn take(&self, bytes: usize) {
        self.unwritten.send_modify(|unwritten| *unwritten += bytes);
    }

    fn give_back(&self, bytes: usize) {
        let less = |unwritten: &mut usize| *unwritten = unwritten.saturating_sub(bytes);
        self.unwritten.send_modify(less);
    }
}

/// Where messages to the client go.
#[derive(Clone)]
pub(super) struct Output {
    items: UnboundedSender<Item>,
    room: Room,
}

impl Output {
    /// Starts writing. The task ends when the client does not read any more.
    pub(super) fn start(output: impl AsyncWrite + Unpin + Send + 'static, room: Room) -> (Self, JoinHandle<()>) {
        let (sender, items) = unbounded_channel();
        let left = room.clone();
        let writing = tokio::spawn(async move {
            if let Err(error) = write(output, items, &left).await {
                tracing::debug!("the output is closed: {error}");
            }
        });
        (Self { items: sender, room }, writing)
    }

    /// Sends a message, after those that were sent before.
    pub(super) fn send(&self, message: &impl Serialize) {
        match serde_json::to_vec(message) {
            Ok(body) => self.send_body(body),
            Err(error) => tracing::error!("a message cannot be written: {error}"),
        }
    }

    /// Likewise, a message that is written already.
    pub(super) fn send_body(&self, body: Vec<u8>) {
        self.room.take(body.len());
        let _ = self.items.send(Item::Body(body));
    }

    /// Waits until there is room for more: until the client has read most of what was sent.
    pub(super) async fn room(&self) {
        self.room.wait().await;
    }

    /// Waits until all that was sent is written, but not for a client that does not read.
    pub(super) async fn flush(&self) {
        let (done, is_done) = oneshot::channel();
        if self.items.send(Item::Flush(done)).is_ok() {
            let _ = tokio::time::timeout(LAST_WORDS, is_done).await;
        }
    }
}

async fn write(
    output: impl AsyncWrite + Unpin,
    mut items: UnboundedReceiver<Item>,
    room: &Room,
) -> std::io::Result<()> {
    let mut output = BufWriter::new(output);
    while let Some(item) = items.recv().await {
        match item {
            Item::Body(body) => {
                let head = format!("Content-Length: {}\r\n\r\n", body.len());
                output.write_all(head.as_bytes()).await?;
                output.write_all(&body).await?;
                room.give_back(body.len());
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
