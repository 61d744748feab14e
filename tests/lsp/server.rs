//! A server whose handlers misbehave on request.

use std::process::ExitCode;
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;

use serde_json::{Value, json};
use stdreg::lsp::transport::{Introduction, Outgoing, Room, serve};
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::notification::LogMessage;
use tower_lsp::lsp_types::request::WorkspaceConfiguration;
use tower_lsp::lsp_types::{
    ConfigurationParams, DidChangeTextDocumentParams, DidSaveTextDocumentParams, InitializeParams, InitializeResult,
    LogMessageParams, MessageType,
};
use tower_lsp::{LanguageServer, LspService, async_trait};

/// What the thread is told that stands for the state of a real server.
enum Event {
    Changed(i32),
    Seen(tokio::sync::oneshot::Sender<Vec<i32>>),
}

struct Misbehaving {
    events: Sender<Event>,
    outgoing: Outgoing,
    introduction: Introduction,
}

#[async_trait]
impl LanguageServer for Misbehaving {
    async fn initialize(&self, _: InitializeParams) -> Result<InitializeResult> {
        // Not even this answers at its first poll.
        tokio::task::yield_now().await;
        Ok(InitializeResult::default())
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        let _ = self.events.send(Event::Changed(params.text_document.version));
        tokio::task::yield_now().await;
    }

    async fn did_save(&self, _: DidSaveTextDocumentParams) {
        panic!("saving fails");
    }
}

impl Misbehaving {
    /// Takes as many milliseconds as it is told.
    async fn sleep(&self, milliseconds: u64) -> Result<u64> {
        tokio::time::sleep(Duration::from_millis(milliseconds)).await;
        Ok(milliseconds)
    }

    /// Gives an answer of as many bytes as it is told.
    async fn large(&self, bytes: usize) -> Result<String> {
        Ok("x".repeat(bytes))
    }

    async fn panic(&self) -> Result<()> {
        panic!("the handler fails");
    }

    async fn panic_late(&self) -> Result<()> {
        tokio::task::yield_now().await;
        panic!("the handler fails late");
    }

    /// The versions that were seen.
    async fn versions(&self) -> Result<Vec<i32>> {
        let (answer, answered) = tokio::sync::oneshot::channel();
        let _ = self.events.send(Event::Seen(answer));
        Ok(answered.await.unwrap())
    }

    /// What the client answers.
    async fn ask(&self) -> Result<Value> {
        let params = ConfigurationParams { items: Vec::new() };
        Ok(json!(self.outgoing.request::<WorkspaceConfiguration>(params).await))
    }

    /// Sends so many notifications.
    async fn say(&self, count: usize) -> Result<()> {
        for number in 0..count {
            let message = format!("{number} {}", "x".repeat(200));
            let typ = MessageType::LOG;
            self.outgoing.notify::<LogMessage>(LogMessageParams { typ, message });
        }
        Ok(())
    }

    /// A member of `initialize` as it came.
    async fn introduction(&self, pointer: String) -> Result<Value> {
        Ok(self
            .introduction
            .params()
            .pointer(&pointer)
            .cloned()
            .unwrap_or_default())
    }
}

/// Serves standard input and output.
pub fn run() -> ExitCode {
    let (events, received) = channel();
    std::thread::spawn(move || {
        let mut versions = Vec::new();
        for event in received {
            match event {
                Event::Changed(version) => versions.push(version),
                Event::Seen(answer) => drop(answer.send(versions.clone())),
            }
        }
    });
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    let introduction = Introduction::default();
    let code = runtime.block_on(async {
        let (service, socket) = LspService::build(|client| Misbehaving {
            events,
            outgoing: Outgoing::new(client, introduction.clone(), runtime.handle()),
            introduction: introduction.clone(),
        })
        .custom_method("test/sleep", Misbehaving::sleep)
        .custom_method("test/large", Misbehaving::large)
        .custom_method("test/panic", Misbehaving::panic)
        .custom_method("test/panicLate", Misbehaving::panic_late)
        .custom_method("test/versions", Misbehaving::versions)
        .custom_method("test/ask", Misbehaving::ask)
        .custom_method("test/say", Misbehaving::say)
        .custom_method("test/introduction", Misbehaving::introduction)
        .finish();
        let pipes = (tokio::io::stdin(), tokio::io::stdout());
        serve(service, socket, pipes, (introduction, Room::default()), |_| ()).await
    });
    runtime.shutdown_background();
    code
}
