//! What stands between the pipe and the server: whatever bytes come, what is written is messages, and each request of a client that
//! keeps to the form has one answer.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use serde_json::Value;
use stdreg::lsp::transport::{Introduction, Room, serve};
use tokio::io::AsyncWrite;
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{InitializeParams, InitializeResult};
use tower_lsp::{LanguageServer, LspService, async_trait};

/// A server that does nothing.
struct Idle;

#[async_trait]
impl LanguageServer for Idle {
    async fn initialize(&self, _: InitializeParams) -> Result<InitializeResult> {
        tokio::task::yield_now().await;
        Ok(InitializeResult::default())
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }
}

impl Idle {
    async fn echo(&self, params: Value) -> Result<Value> {
        tokio::task::yield_now().await;
        Ok(params)
    }
}

/// What was written.
#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl AsyncWrite for Written {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let mut written = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        written.extend(bytes);
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

/// The parts of an input that begin with an odd byte are sent as they are, the others as bodies with a head.
pub fn check(data: &[u8]) {
    let mut sent = Vec::new();
    let mut bodies = Some(Vec::new());
    for part in super::parts(data).take(32) {
        let Some((kind, body)) = part.split_first() else {
            continue;
        };
        if kind % 2 == 0 {
            sent.extend(format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes());
            bodies.iter_mut().for_each(|bodies| bodies.push(body));
        } else {
            bodies = None;
        }
        sent.extend(body);
    }
    let answers = answers(&sent);
    if let Some((least, most)) = bodies.and_then(|bodies| expected(&bodies)) {
        let told = String::from_utf8_lossy(&sent);
        assert!(
            (least..=most).contains(&answers.len()),
            "{least} to {most} answers to {told:?}: {answers:?}"
        );
    }
}

/// What is answered to bytes.
fn answers(sent: &[u8]) -> Vec<Value> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    let written = Written::default();
    let output = written.clone();
    runtime.block_on(async {
        let (service, socket) = LspService::build(|_| Idle)
            .custom_method("test/echo", Idle::echo)
            .finish();
        serve(
            service,
            socket,
            (sent, output),
            (Introduction::default(), Room::default()),
            |_| (),
        )
        .await
    });
    let written = written.0.lock().unwrap_or_else(PoisonError::into_inner);
    let mut left: &[u8] = &written;
    let mut answers = Vec::new();
    while !left.is_empty() {
        let end = left
            .windows(4)
            .position(|window| window == b"\r\n\r\n")
            .expect("a head ends");
        let head = std::str::from_utf8(&left[..end]).expect("a head is text");
        let length = head.strip_prefix("Content-Length: ").expect("a head tells the length");
        let (body, rest) = left[end + 4..].split_at(length.parse().expect("a length is a number"));
        let message: Value = serde_json::from_slice(body).expect("what is written is JSON");
        assert_eq!(message["jsonrpc"], "2.0");
        if message.get("method").is_none() {
            answers.push(message);
        }
        left = rest;
    }
    answers
}

/// How many answers are due, at least and at the most; nothing where the client or its process goes.
fn expected(bodies: &[&[u8]]) -> Option<(usize, usize)> {
    let (mut least, mut most) = (0, 0);
    for body in bodies {
        let Ok(message) = serde_json::from_slice::<Value>(body) else {
            // It may be mended.
            most += 1;
            least += usize::from(!body.contains(&b'\\'));
            continue;
        };
        let method = message.get("method").and_then(Value::as_str);
        if method == Some("exit") || message.pointer("/params/processId").is_some() {
            return None;
        }
        most += 1;
        let is_request = method.is_some() && message.get("id").is_some_and(|id| id.is_string() || id.is_i64());
        let is_of_form = message.get("jsonrpc").is_some_and(|version| version == "2.0");
        least += usize::from(is_request && is_of_form || !message.is_object());
    }
    Some((least, most))
}
