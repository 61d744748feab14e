//! A client down to its bytes: it answers nothing and waits for nothing that a test does not tell it to.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::child::{end, ended};

/// How long anything may take before a test gives up. No measure of speed.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A server process and the client's ends of its pipes.
pub struct Wire {
    child: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Value>,
    kept: VecDeque<Value>,
}

impl Wire {
    /// The server of these tests.
    pub fn misbehaving() -> Self {
        Self::start(Command::new(std::env::current_exe().unwrap()).env(crate::SERVER, "1"))
    }

    /// `stdreg lsp`.
    pub fn stdreg(arguments: &[&str]) -> Self {
        Self::start(Command::new(env!("CARGO_BIN_EXE_stdreg")).arg("lsp").args(arguments))
    }

    fn start(command: &mut Command) -> Self {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let input = child.stdin.take();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            while let Some(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        Self {
            child,
            input,
            messages,
            kept: VecDeque::new(),
        }
    }

    /// Introduces the client, under a process id, and waits for the answer.
    pub fn initialize(&mut self, params: Value) -> &mut Self {
        self.request(0, "initialize", params);
        assert!(self.answer(0).get("result").is_some());
        self.notify("initialized", json!({}));
        self
    }

    /// Sends bytes as they are.
    pub fn raw(&mut self, bytes: impl AsRef<[u8]>) {
        let input = self.input.as_mut().unwrap();
        input.write_all(bytes.as_ref()).unwrap();
        input.flush().unwrap();
    }

    /// Sends a body with its head.
    pub fn body(&mut self, body: impl AsRef<[u8]>) {
        let mut bytes = format!("Content-Length: {}\r\n\r\n", body.as_ref().len()).into_bytes();
        bytes.extend(body.as_ref());
        self.raw(bytes);
    }

    /// Sends a request.
    pub fn request(&mut self, id: i64, method: &str, params: Value) {
        self.body(json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }).to_string());
    }

    /// Sends a notification.
    pub fn notify(&mut self, method: &str, params: Value) {
        self.body(json!({ "jsonrpc": "2.0", "method": method, "params": params }).to_string());
    }

    /// The first message that is wanted, of those that came and those that come.
    pub fn wait(&mut self, is_wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(place) = self.kept.iter().position(&is_wanted) {
            return self.kept.remove(place).unwrap();
        }
        let until = Instant::now() + PATIENCE;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            let message = self
                .messages
                .recv_timeout(left)
                .expect("what is waited for does not come");
            if is_wanted(&message) {
                return message;
            }
            self.kept.push_back(message);
        }
    }

    /// The answer to a request.
    pub fn answer(&mut self, id: i64) -> Value {
        self.wait(|message| message.get("method").is_none() && message["id"] == id)
    }

    /// The code of the next error that answers a message without an id.
    pub fn fault(&mut self) -> i64 {
        let answer = self.wait(|message| message["id"].is_null() && message.get("error").is_some());
        answer["error"]["code"].as_i64().unwrap()
    }

    /// How many of the messages that came and were not waited for are wanted.
    pub fn came(&self, is_wanted: impl Fn(&Value) -> bool) -> usize {
        self.kept.iter().filter(|message| is_wanted(message)).count()
    }

    /// Closes the input.
    pub fn close(&mut self) {
        self.input = None;
    }

    /// Waits for the end of the process and gives its exit code. The input stays as it is.
    pub fn code(&mut self) -> Option<i32> {
        let status = ended(&mut self.child, PATIENCE);
        status.expect("the server does not end").code()
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.input = None;
        end(&mut self.child);
    }
}

fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut length = None;
    loop {
        let mut line = String::new();
        output.read_line(&mut line).ok().filter(|read| *read > 0)?;
        match line.trim_end().split_once(": ") {
            Some(("Content-Length", value)) => length = value.parse().ok(),
            Some(_) => panic!("{line}"),
            None => break,
        }
    }
    let mut body = vec![0; length.expect("only messages are on standard output")];
    output.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).unwrap())
}
