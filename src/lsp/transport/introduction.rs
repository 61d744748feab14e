//! What the client said of itself in `initialize`, as it came: the types of the protocol leave things out (lsp-types
//! 0.94 misspells `workspace.diagnostics`, and `refreshSupport` is lost).

use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;
use tokio::sync::watch;

use super::parent;
use crate::messages::Language;

/// The parameters of `initialize`, and whether it was answered. Clones are of the same.
#[derive(Clone, Debug)]
pub struct Introduction {
    params: Arc<Mutex<Arc<Value>>>,
    /// The client's process, where it can be seen.
    process: Arc<Mutex<Option<i32>>>,
    answered: watch::Sender<bool>,
}

impl Default for Introduction {
    fn default() -> Self {
        Self {
            params: Arc::default(),
            process: Arc::default(),
            answered: watch::Sender::new(false),
        }
    }
}

impl Introduction {
    /// The parameters as they came; null before `initialize`. Its handler sees them already.
    pub fn params(&self) -> Arc<Value> {
        Arc::clone(&self.params.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Notes the parameters. Those of a second `initialize`, which is refused, are not.
    pub(super) fn note(&self, params: &Value) {
        if !self.is_answered() {
            // Looked for before the client has its answer: from then on it may be gone at any time.
            *self.process.lock().unwrap_or_else(PoisonError::into_inner) = parent::seen(params);
            *self.params.lock().unwrap_or_else(PoisonError::into_inner) = Arc::new(params.clone());
        }
    }

    /// Waits until `initialize` was answered, and then until the client's process is gone; for ever where it named none,
    /// or one that could not be seen when it did.
    pub(super) async fn parent_gone(&self) {
        self.answered().await;
        let process = *self.process.lock().unwrap_or_else(PoisonError::into_inner);
        parent::gone(process).await;
    }

    /// Notes that `initialize` was answered with a result.
    pub(in crate::lsp) fn answer(&self) {
        self.answered.send_replace(true);
    }

    /// Whether `initialize` was answered with a result.
    pub(super) fn is_answered(&self) -> bool {
        *self.answered.borrow()
    }

    /// Waits until it is.
    pub(super) async fn answered(&self) {
        let _ = self.answered.subscribe().wait_for(|answered| *answered).await;
    }

    /// The language of the client's locale.
    pub(super) fn language(&self) -> Language {
        let params = self.params();
        let locale = params.get("locale").and_then(Value::as_str);
        locale.map_or(Language::En, Language::of_locale)
    }
}
