//! What a message is. Faults are answered as JSON-RPC says: with the id where one can be read, else with null.

use serde_json::{Map, Value};
use tower_lsp::jsonrpc::{Error, Id, Request, Response};

/// A message of the client.
#[derive(Debug)]
pub(super) enum Incoming {
    /// A request or a notification.
    Request(Request),
    /// The answer to a request of the server.
    Response(Response),
    /// No message.
    Fault {
        /// Why, for the log.
        reason: String,
        /// What is answered.
        answer: Response,
    },
}

impl Incoming {
    /// Bytes that cannot be read.
    pub(super) fn unreadable(reason: impl Into<String>) -> Self {
        Self::fault(reason, Id::Null, Error::parse_error())
    }

    fn invalid(reason: impl Into<String>, id: Id) -> Self {
        Self::fault(reason, id, Error::invalid_request())
    }

    fn fault(reason: impl Into<String>, id: Id, mut error: Error) -> Self {
        let reason = reason.into();
        error.data = Some(Value::from(reason.as_str()));
        Self::Fault {
            reason,
            answer: Response::from_error(id, error),
        }
    }
}

/// Reads a message.
pub(super) fn read(body: &[u8]) -> Incoming {
    let value = serde_json::from_slice(body).or_else(|error| match without_lone_surrogates(body) {
        Some(body) => serde_json::from_slice(&body),
        None => Err(error),
    });
    match value {
        Ok(Value::Object(members)) => of_object(members),
        Ok(Value::Array(_)) => Incoming::invalid("the protocol has no batches", Id::Null),
        Ok(_) => Incoming::invalid("a message is an object", Id::Null),
        Err(error) => Incoming::unreadable(error.to_string()),
    }
}

fn of_object(mut members: Map<String, Value>) -> Incoming {
    let id = members.get("id").map(|id| serde_json::from_value::<Id>(id.clone()));
    let known = match &id {
        Some(Ok(id)) => id.clone(),
        _ => Id::Null,
    };
    match members.get("method") {
        Some(Value::String(_)) => {}
        Some(_) => return Incoming::invalid("the method is no string", known),
        None if id.is_some() => {
            settle(&mut members);
            return serde_json::from_value(Value::Object(members)).map_or_else(
                |error| Incoming::invalid(error.to_string(), Id::Null),
                Incoming::Response,
            );
        }
        None => return Incoming::invalid("there is no method", known),
    }
    if members.get("params").is_some_and(Value::is_null) {
        members.remove("params");
    }
    serde_json::from_value(Value::Object(members))
        .map_or_else(|error| Incoming::invalid(error.to_string(), known), Incoming::Request)
}

/// An answer has either a result or an error. Some clients write both, one of them null; some write none for null.
fn settle(members: &mut Map<String, Value>) {
    if members.get("error").is_some_and(Value::is_null) {
        members.remove("error");
    }
    if members.contains_key("error") {
        members.remove("result");
    } else if !members.contains_key("result") {
        members.insert("result".to_owned(), Value::Null);
    }
}

/// JSON with each lone half of a surrogate pair replaced by U+FFFD, which is as long in UTF-16. Editors send such halves
/// in escapes where one edit tears a character in two, and JSON readers refuse them. None where there is no such half.
fn without_lone_surrogates(body: &[u8]) -> Option<Vec<u8>> {
    let unit = |at: usize| {
        let digits = body.get(at..at + 6)?.strip_prefix(b"\\u")?;
        u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
    };
    let mut mended = Vec::new();
    let (mut at, mut copied) = (0, 0);
    while let Some(found) = memchr::memchr(b'\\', body.get(at..)?) {
        at += found;
        at += match (unit(at), unit(at + 6)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => 12,
            (Some(0xD800..=0xDFFF), _) => {
                mended.extend(body.get(copied..at)?);
                mended.extend(b"\\ufffd");
                copied = at + 6;
                6
            }
            _ => 2,
        };
    }
    mended.extend(body.get(copied..)?);
    (copied > 0).then_some(mended)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `request ID`, `response ID`, or `CODE ID` of the answer to a fault.
    fn kind(body: &str) -> String {
        match read(body.as_bytes()) {
            Incoming::Request(request) => match request.id() {
                Some(id) => format!("request {id}"),
                None => "notification".to_owned(),
            },
            Incoming::Response(response) => format!("response {}", response.id()),
            Incoming::Fault { answer, .. } => format!("{} {}", answer.error().unwrap().code.code(), answer.id()),
        }
    }

    #[test]
    fn messages_are_told_apart() {
        for (body, expected) in [
            (r#"{"jsonrpc":"2.0","id":1,"method":"m"}"#, "request 1"),
            (
                r#"{"jsonrpc":"2.0","id":"a","method":"m","params":null}"#,
                "request \"a\"",
            ),
            (r#"{"jsonrpc":"2.0","method":"m","params":[]}"#, "notification"),
            (r#"{"jsonrpc":"2.0","id":1,"result":null}"#, "response 1"),
            (r#"{"jsonrpc":"2.0","id":1}"#, "response 1"),
            (
                r#"{"jsonrpc":"2.0","id":1,"error":{"code":1,"message":""},"result":null}"#,
                "response 1",
            ),
        ] {
            assert_eq!(kind(body), expected, "{body}");
        }
    }

    #[test]
    fn faults_are_answered() {
        for (body, expected) in [
            ("{", "-32700 null"),
            ("", "-32700 null"),
            ("\u{feff}{}", "-32700 null"),
            ("[]", "-32600 null"),
            (r#"[{"jsonrpc":"2.0","id":1,"method":"m"}]"#, "-32600 null"),
            ("7", "-32600 null"),
            (r#"{"jsonrpc":"2.0"}"#, "-32600 null"),
            (r#"{"jsonrpc":"2.0","id":1,"method":7}"#, "-32600 1"),
            (r#"{"jsonrpc":"1.0","id":1,"method":"m"}"#, "-32600 1"),
            (r#"{"id":1,"method":"m"}"#, "-32600 1"),
            (r#"{"jsonrpc":"2.0","id":{},"method":"m"}"#, "-32600 null"),
        ] {
            assert_eq!(kind(body), expected, "{body}");
        }
        assert!(matches!(read(b"\"\xff\""), Incoming::Fault { .. }));
        let deep = "[".repeat(100_000);
        assert_eq!(kind(&deep), "-32700 null");
    }

    #[test]
    fn an_error_beside_a_null_result_is_an_error() {
        let body = br#"{"jsonrpc":"2.0","id":1,"error":{"code":1,"message":""},"result":null}"#;
        let Incoming::Response(response) = read(body) else {
            panic!()
        };
        assert!(response.is_error());
    }

    #[test]
    fn halves_of_characters_are_replaced() {
        let params =
            |text: &str| match read(format!(r#"{{"jsonrpc":"2.0","method":"m","params":["{text}"]}}"#).as_bytes()) {
                Incoming::Request(request) => request.params().unwrap()[0].as_str().unwrap().to_owned(),
                other => panic!("{other:?}"),
            };
        assert_eq!(params(r"a\ud83db"), "a\u{fffd}b");
        assert_eq!(params(r"\ude00"), "\u{fffd}");
        assert_eq!(params(r"\ud83d\ud83d\ude00"), "\u{fffd}😀");
        assert_eq!(params(r"\\ud83d\ud83d"), "\\ud83d\u{fffd}");
    }
}
