//! Answers that are written as they are worked out. tower-lsp makes a tree of values of every answer before it writes it, which for
//! an answer of many megabytes takes many times its room, and most of the time. So whoever works out a large answer writes it
//! into the [slot](Slot) of its request, and gives tower-lsp nothing; what is in the slot is sent in its place.

use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;
use tower_lsp::jsonrpc::Id;

tokio::task_local! {
    static CURRENT: Slot;
}

/// Where the answer to one request is written, as JSON. Clones are of the same.
#[derive(Clone, Debug, Default)]
pub(in crate::lsp) struct Slot(Arc<Mutex<Option<Vec<u8>>>>);

impl Slot {
    /// The slot of the request that is being handled; none outside of a request.
    pub(in crate::lsp) fn current() -> Option<Self> {
        CURRENT.try_with(Self::clone).ok()
    }

    /// Runs the handler of a request, whose slot this is.
    pub(super) fn scope<F: Future>(&self, handler: F) -> impl Future<Output = F::Output> + use<F> {
        CURRENT.scope(self.clone(), handler)
    }

    /// Writes an answer, and gives what is left for tower-lsp to answer.
    pub(in crate::lsp) fn write<T: Serialize + Default>(&self, answer: T) -> T {
        match serde_json::to_vec(&answer) {
            Ok(written) => {
                *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(written);
                T::default()
            }
            Err(_) => answer,
        }
    }

    /// The body of the message with the answer, where one was written.
    pub(super) fn message(&self, id: &Id) -> Option<Vec<u8>> {
        let result = self.0.lock().unwrap_or_else(PoisonError::into_inner).take()?;
        let id = serde_json::to_vec(id).ok()?;
        let mut body = Vec::with_capacity(result.len() + id.len() + 40);
        body.extend_from_slice(br#"{"jsonrpc":"2.0","result":"#);
        body.extend_from_slice(&result);
        body.extend_from_slice(br#","id":"#);
        body.extend_from_slice(&id);
        body.push(b'}');
        Some(body)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use tower_lsp::jsonrpc::Response;

    use super::*;

    #[test]
    fn a_written_answer_is_what_tower_lsp_would_write() {
        for id in [Id::Number(7), Id::String("标\"准".to_owned())] {
            let answer = Some(vec![json!({ "title": "标准\n" })]);
            let slot = Slot::default();
            let expected = Response::from_ok(id.clone(), json!(answer));
            assert_eq!(slot.message(&id), None);
            assert_eq!(slot.write(answer), None);
            let message = slot.message(&id).unwrap();
            assert_eq!(
                String::from_utf8_lossy(&message),
                serde_json::to_string(&expected).unwrap()
            );
            assert_eq!(slot.message(&id), None);
        }
    }

    #[tokio::test]
    async fn a_slot_is_of_its_own_request() {
        assert!(Slot::current().is_none());
        let slot = Slot::default();
        let rest = slot
            .scope(async { Slot::current().map(|slot| slot.write(Some(1))) })
            .await;
        assert_eq!(rest, Some(None));
        assert!(
            slot.message(&Id::Number(1))
                .unwrap()
                .ends_with(br#""result":1,"id":1}"#)
        );
    }
}
