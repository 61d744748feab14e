//! Answers that are written as they are worked out. tower-lsp makes a tree of values of every answer before it writes it, which for
//! an answer of many megabytes takes many times its room, and most of the time. So whoever works out a large answer writes it
//! into the [slot](Slot) of its request, and gives tower-lsp nothing; what is in the slot is sent in its place.

use std::cell::Cell;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};

use serde::de::DeserializeOwned;
use serde::{Serialize, Serializer};
use tower_lsp::jsonrpc::{Error, Id, Result};

/// What stands before an answer in its message.
const START: &[u8] = br#"{"jsonrpc":"2.0","result":"#;

/// An answer as JSON. What it is made of need not be held all at once.
#[derive(Debug)]
pub(in crate::lsp) struct Written(Vec<u8>);

impl Written {
    /// Writes an answer.
    ///
    /// # Errors
    /// Where it is none that JSON has.
    pub(in crate::lsp) fn of(answer: &impl Serialize) -> Result<Self> {
        let mut body = START.to_vec();
        serde_json::to_writer(&mut body, answer).map_err(|_| Error::internal_error())?;
        Ok(Self(body))
    }

    /// Writes a list, of which one item after the other is worked out.
    ///
    /// # Errors
    /// Likewise.
    pub(in crate::lsp) fn list<T: Serialize>(items: impl Iterator<Item = T>) -> Result<Self> {
        Self::of(&List(Cell::new(Some(items))))
    }

    /// What was written.
    ///
    /// # Errors
    /// Where it is no such answer.
    pub(in crate::lsp) fn read<T: DeserializeOwned>(&self) -> Result<T> {
        let written = self.0.get(START.len()..).unwrap_or_default();
        serde_json::from_slice(written).map_err(|_| Error::internal_error())
    }
}

/// The items of an iterator, to be written once.
struct List<I>(Cell<Option<I>>);

impl<I: Iterator<Item: Serialize>> Serialize for List<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.take().into_iter().flatten())
    }
}

tokio::task_local! {
    static CURRENT: Slot;
}

/// Where the answer to one request is written, as JSON. Clones are of the same.
#[derive(Clone, Debug, Default)]
pub(in crate::lsp) struct Slot(Arc<Mutex<Option<Written>>>);

impl Slot {
    /// The slot of the request that is being handled; none outside of a request.
    pub(in crate::lsp) fn current() -> Option<Self> {
        CURRENT.try_with(Self::clone).ok()
    }

    /// Runs the handler of a request, whose slot this is.
    pub(super) fn scope<F: Future>(&self, handler: F) -> impl Future<Output = F::Output> + use<F> {
        CURRENT.scope(self.clone(), handler)
    }

    /// Puts an answer in its place.
    pub(in crate::lsp) fn put(&self, answer: Written) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(answer);
    }

    /// The body of the message with the answer, where one was written.
    pub(super) fn message(&self, id: &Id) -> Option<Vec<u8>> {
        let Written(mut body) = self.0.lock().unwrap_or_else(PoisonError::into_inner).take()?;
        body.extend_from_slice(br#","id":"#);
        serde_json::to_writer(&mut body, id).ok()?;
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
            let answer = vec![json!({ "title": "标准\n" }), json!(null)];
            let slot = Slot::default();
            let expected = Response::from_ok(id.clone(), json!(answer));
            assert_eq!(slot.message(&id), None);
            let written = Written::list(answer.iter()).unwrap();
            assert_eq!(written.read(), Ok(answer));
            slot.put(written);
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
            .scope(async { Slot::current().map(|slot| slot.put(Written::of(&1).unwrap())) })
            .await;
        assert_eq!(rest, Some(()));
        assert!(
            slot.message(&Id::Number(1))
                .unwrap()
                .ends_with(br#""result":1,"id":1}"#)
        );
    }
}
