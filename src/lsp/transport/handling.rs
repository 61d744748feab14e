//! Handlers, run so that none can hold up or end the others.

use std::collections::BTreeSet;
use std::future::poll_fn;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures::FutureExt;
use serde_json::{Value, json};
use tokio::task::JoinSet;
use tower_lsp::jsonrpc::{Error, Request, Response};
use tower_lsp::{LanguageServer, LspService};
use tower_service::Service;

use super::Introduction;
use super::notification::Notification;
use super::output::Output;
use super::written::Slot;
use crate::messages::Message;

/// How long messages after `initialize` wait for it to be answered. Clients should wait themselves; scripts do not.
const INITIALIZATION: Duration = Duration::from_secs(10);

/// tower-lsp's handlers, and those that run.
pub(super) struct Handlers<S> {
    service: LspService<S>,
    output: Output,
    introduction: Introduction,
    running: JoinSet<()>,
    /// Methods whose handler panicked, which was told.
    told: Arc<Mutex<BTreeSet<String>>>,
    is_shut_down: bool,
}

impl<S: LanguageServer> Handlers<S> {
    pub(super) fn new(service: LspService<S>, output: Output, introduction: Introduction) -> Self {
        Self {
            service,
            output,
            introduction,
            running: JoinSet::new(),
            told: Arc::default(),
            is_shut_down: false,
        }
    }

    /// Whether the client asked for `shutdown`.
    pub(super) const fn is_shut_down(&self) -> bool {
        self.is_shut_down
    }

    /// Calls the handler of a request or notification, and polls it once. What is left of it runs beside.
    pub(super) async fn call(&mut self, request: Request) {
        while self.running.try_join_next().is_some() {}
        let method = request.method().to_owned();
        match Notification::read(request) {
            Ok(notification) => self.notify(method, notification).await,
            Err(request) => self.route(method, request).await,
        }
    }

    /// Gives a notification to its handler, which waits for nothing. Outside of `initialize` and `shutdown` it is left aside.
    async fn notify(&self, method: String, notification: Option<Notification>) {
        let Some(notification) = notification.filter(|_| self.introduction.is_answered() && !self.is_shut_down) else {
            return;
        };
        let given = AssertUnwindSafe(notification.give(self.service.inner()));
        if given.catch_unwind().await.is_err() {
            tell_panic(&self.told, method, &self.output, &self.introduction);
        }
    }

    /// Has tower-lsp find the handler of a message.
    async fn route(&mut self, method: String, request: Request) {
        let id = request.id().cloned();
        let is_initialize = method == "initialize" && id.is_some();
        if is_initialize {
            self.introduction.note(request.params().unwrap_or(&Value::Null));
        }
        self.is_shut_down |= method == "shutdown" && id.is_some() && self.introduction.is_answered();
        if poll_fn(|cx| self.service.poll_ready(cx)).await.is_err() {
            return;
        }
        let slot = Slot::default();
        let handler = AssertUnwindSafe(slot.scope(self.service.call(request))).catch_unwind();
        let (output, introduction, told) = (self.output.clone(), self.introduction.clone(), Arc::clone(&self.told));
        let mut answering = Box::pin(async move {
            let response = match handler.await {
                // tower-lsp answers no method that begins with `$/` and that it does not know: a request must be answered.
                Ok(Ok(None)) => id.map(|id| Response::from_error(id, Error::method_not_found())),
                Ok(response) => response.ok().flatten(),
                Err(_) => {
                    tell_panic(&told, method, &output, &introduction);
                    id.map(|id| Response::from_error(id, Error::internal_error()))
                }
            };
            let Some(response) = response else { return };
            match slot.message(response.id()).filter(|_| response.is_ok()) {
                Some(body) => output.send_body(body),
                None => output.send(&response),
            }
            if is_initialize && response.is_ok() {
                introduction.answer();
            }
        });
        let is_pending = if is_initialize {
            tokio::time::timeout(INITIALIZATION, &mut answering).await.is_err()
        } else {
            futures::poll!(&mut answering).is_pending()
        };
        if is_pending {
            self.running.spawn(answering);
        }
    }

    /// Waits for those that run, up to a limit.
    pub(super) async fn finish(&mut self, limit: Duration) {
        let all = async { while self.running.join_next().await.is_some() {} };
        let _ = tokio::time::timeout(limit, all).await;
    }
}

/// Tells of a handler that panicked, once for each method.
fn tell_panic(told: &Mutex<BTreeSet<String>>, method: String, output: &Output, introduction: &Introduction) {
    let mut told = told.lock().unwrap_or_else(PoisonError::into_inner);
    if !told.contains(&method) {
        tracing::error!("the handler of {method} panicked");
        output.send(&panicked(&method, introduction));
        told.insert(method);
    }
}

/// What the user is told of a handler that panicked.
fn panicked(method: &str, introduction: &Introduction) -> Request {
    let message = Message::attribute("server-transport", "panic").with("method", method);
    let message = message.render(introduction.language());
    Request::build("window/showMessage")
        .params(json!({ "type": 1, "message": message }))
        .finish()
}
