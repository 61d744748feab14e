//! Bytes into messages: a head that tells the length, a blank line, a body.
//!
//! What is no head is passed over until the next `Content-Length:`, wherever in a line it stands: a length that was too
//! small leaves the rest of a body before it. A fault is told once for such a run of bytes.

use memchr::memchr;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, BufReader};

use crate::workspace::Limit;

/// The longest body that is read, in bytes: that of the longest register, half of which may be what JSON escapes.
fn longest_body() -> u64 {
    2 * Limit::Register.bytes()
}

/// The longest line that is kept whole while a head is looked for, in bytes.
const LONGEST_LINE: usize = 8 << 10;

/// The header that counts, in lower case.
const LENGTH: &[u8] = b"content-length:";

/// A message, or why there is none.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Frame {
    /// The bytes of a message.
    Body(Vec<u8>),
    /// Bytes that are no message, and what is wrong with them.
    Fault(&'static str),
}

impl Frame {
    /// How many bytes it has.
    pub(super) const fn length(&self) -> usize {
        match self {
            Self::Body(body) => body.len(),
            Self::Fault(reason) => reason.len(),
        }
    }
}

/// The messages of an input.
pub(super) struct Frames<R> {
    input: BufReader<R>,
    /// The length that the head names, as far as it was read; `Err` where it is none.
    length: Option<Result<usize, &'static str>>,
    /// Whether a line of a head was read.
    has_head: bool,
    /// Whether the bytes that come belong to a fault that was told.
    is_lost: bool,
}

impl<R: AsyncRead + Unpin> Frames<R> {
    pub(super) fn new(input: R) -> Self {
        Self {
            input: BufReader::new(input),
            length: None,
            has_head: false,
            is_lost: false,
        }
    }

    /// Says that the last body was wrong, so that its length may have been, too: what follows it is not told again.
    pub(super) const fn expect_garbage(&mut self) {
        self.is_lost = true;
    }

    /// The next message or fault; none at the end of the input.
    pub(super) async fn next(&mut self) -> Option<Frame> {
        loop {
            let line = self.line().await?;
            let line = line.trim_ascii();
            let fault = if line.is_empty() {
                match (self.length.take(), std::mem::take(&mut self.has_head)) {
                    (Some(Ok(length)), _) => return self.body(length).await,
                    (Some(Err(reason)), _) => Some(reason),
                    (None, true) => Some("the head names no Content-Length"),
                    (None, false) => None,
                }
            } else {
                self.has_head = true;
                self.header(line)
            };
            if let Some(reason) = fault.filter(|_| !self.is_lost) {
                self.is_lost = true;
                return Some(Frame::Fault(reason));
            }
        }
    }

    /// Reads a line of a head. Gives what is wrong before the header in it.
    fn header(&mut self, line: &[u8]) -> Option<&'static str> {
        let start = line
            .windows(LENGTH.len())
            .position(|window| window.eq_ignore_ascii_case(LENGTH))?;
        self.length = Some(length(line.get(start + LENGTH.len()..).unwrap_or_default()));
        (start > 0).then_some("there are bytes before the head")
    }

    async fn body(&mut self, length: usize) -> Option<Frame> {
        let mut body = Vec::new();
        let wanted = u64::try_from(length).unwrap_or(u64::MAX);
        let read = (&mut self.input).take(wanted).read_to_end(&mut body).await;
        if read.is_err() || body.len() < length {
            tracing::warn!("the input ended within a message");
            return None;
        }
        self.is_lost = false;
        Some(Frame::Body(body))
    }

    /// The next line; of one that is too long, its end. None at the end of the input.
    async fn line(&mut self) -> Option<Vec<u8>> {
        let mut line = Vec::new();
        loop {
            let available = self.input.fill_buf().await.ok()?;
            if available.is_empty() {
                return None;
            }
            let end = memchr(b'\n', available);
            let taken = end.map_or(available.len(), |end| end + 1);
            line.extend(available.iter().take(taken));
            self.input.consume(taken);
            if end.is_some() {
                return Some(line);
            }
            if line.len() > LONGEST_LINE {
                line.drain(..line.len() - LENGTH.len());
            }
        }
    }
}

fn length(value: &[u8]) -> Result<usize, &'static str> {
    let value = std::str::from_utf8(value).unwrap_or_default().trim();
    let length = value.parse().map_err(|_| "Content-Length is no length")?;
    if length as u64 > longest_body() {
        return Err("Content-Length is too large");
    }
    Ok(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The frames of an input, bodies as text, faults as `!`.
    fn frames(input: &str) -> Vec<String> {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let mut frames = Frames::new(input.as_bytes());
            let mut found = Vec::new();
            while let Some(frame) = frames.next().await {
                found.push(match frame {
                    Frame::Body(body) => String::from_utf8(body).unwrap(),
                    Frame::Fault(_) => "!".to_owned(),
                });
            }
            found
        })
    }

    #[test]
    fn heads_are_read_as_clients_write_them() {
        assert_eq!(frames("Content-Length: 2\r\n\r\n{}"), ["{}"]);
        assert_eq!(frames("content-length:2\n\n{}"), ["{}"]);
        let with_type = "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\n";
        assert_eq!(frames(&format!("{with_type}Content-Length: 2\r\n\r\n[]")), ["[]"]);
        assert_eq!(frames(&format!("Content-Length: 2\r\n{with_type}\r\n[]")), ["[]"]);
        assert_eq!(
            frames("Content-Length: 2\r\n\r\n{}\r\nContent-Length: 2\r\n\r\n[]"),
            ["{}", "[]"]
        );
    }

    #[test]
    fn after_a_bad_head_the_next_message_is_found() {
        for head in [
            "Content-Length: -1\r\n\r\n{\"a\":1}",
            "Content-Length: twelve\r\n\r\n{}",
            "Content-Length: 99999999999999999999999\r\n\r\n{}",
            "Content-Length: 9999999999999\r\n\r\n{}\n\n{}",
            "Content-Type: text\r\n\r\n{}",
            "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
            "{\"no\":\"head\"}",
            &"x".repeat(100_000),
        ] {
            let input = format!("{head}Content-Length: 4\r\n\r\ntrue");
            assert_eq!(frames(&input), ["!", "true"], "{head:.60}");
        }
    }

    #[test]
    fn what_is_left_of_a_body_is_passed_over() {
        assert_eq!(
            frames("Content-Length: 3\r\n\r\ntrueContent-Length: 4\r\n\r\nnull"),
            ["tru", "!", "null"]
        );
        assert_eq!(frames("Content-Length: 9\r\n\r\ntrue"), Vec::<String>::new());
    }
}
