//! An editor, as far as the tests need one: it starts `stdreg lsp`, speaks the protocol over its pipes, and keeps what
//! the server says.

use std::collections::{BTreeMap, VecDeque};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::child::{end, ended};

/// How long anything may take before the test gives up. No measure of speed.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A running server and the editor's end of it.
pub struct Client {
    child: Child,
    /// Open as long as the editor is there.
    input: Option<ChildStdin>,
    messages: Receiver<Value>,
    next_id: i64,
    /// Notifications not asked for yet.
    notes: VecDeque<Value>,
    /// What the server asked, in order.
    pub asked: Vec<Value>,
    /// What is answered to a method of the server; null where nothing is set.
    pub answers: BTreeMap<String, Value>,
    /// What `initialize` said.
    pub initialized: Value,
}

/// What an editor is able to do: much, and it is pushed to.
pub fn capabilities() -> Value {
    json!({
        "general": { "positionEncodings": ["utf-16"] },
        "workspace": {
            "configuration": true,
            "workspaceFolders": true,
            "didChangeWatchedFiles": { "dynamicRegistration": true },
            "didChangeConfiguration": { "dynamicRegistration": true },
            "workspaceEdit": { "documentChanges": true },
            "symbol": {},
        },
        "window": { "workDoneProgress": true },
        "textDocument": {
            "publishDiagnostics": {
                "relatedInformation": true,
                "versionSupport": true,
                "codeDescriptionSupport": true,
                "tagSupport": { "valueSet": [1, 2] },
            },
            "completion": { "completionItem": { "snippetSupport": true } },
            "hover": { "contentFormat": ["markdown", "plaintext"] },
            "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
            "definition": { "linkSupport": false },
            "codeAction": {
                "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix", "refactor", "source"] } },
                "dataSupport": true,
                "resolveSupport": { "properties": ["edit"] },
            },
            "rename": { "prepareSupport": true },
        },
    })
}

impl Client {
    /// Starts a server for a folder, with the capabilities above and Chinese messages.
    pub fn start(folder: &Path) -> Self {
        Self::start_with(folder, json!({ "capabilities": capabilities(), "locale": "zh-CN" }))
    }

    /// Starts a server; `options` go into `initialize`.
    pub fn start_with(folder: &Path, options: Value) -> Self {
        let mut client = Self::spawn(folder);
        client.initialize(folder, &options);
        client
    }

    /// Starts a server with options of the command line, otherwise as [`Client::start`] does.
    pub fn start_by(folder: &Path, arguments: &[&str]) -> Self {
        let mut client = Self::spawn_with(folder, arguments);
        client.initialize(folder, &json!({ "capabilities": capabilities(), "locale": "zh-CN" }));
        client
    }

    fn initialize(&mut self, folder: &Path, options: &Value) {
        let uri = uri(folder);
        let mut params = json!({
            "processId": std::process::id(),
            "rootUri": uri,
            "workspaceFolders": [{ "uri": uri, "name": "workspace" }],
            "capabilities": {},
        });
        for (name, value) in options.as_object().unwrap() {
            params[name] = value.clone();
        }
        self.initialized = self.request("initialize", params);
        self.notify("initialized", json!({}));
    }

    /// Starts a server and says nothing yet.
    pub fn spawn(folder: &Path) -> Self {
        Self::spawn_with(folder, &[])
    }

    fn spawn_with(folder: &Path, arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_stdreg"))
            .arg("lsp")
            .args(arguments)
            .current_dir(folder)
            .env("XDG_CACHE_HOME", folder.join(".cache"))
            .env("LOCALAPPDATA", folder.join(".cache"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let input = child.stdin.take();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            while let Some(message) = read_message(&mut output) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        Self {
            child,
            input,
            messages,
            next_id: 0,
            notes: VecDeque::new(),
            asked: Vec::new(),
            answers: BTreeMap::new(),
            initialized: Value::Null,
        }
    }

    /// Sends bytes as they are.
    pub fn send_raw(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().unwrap();
        input.write_all(bytes).unwrap();
        input.flush().unwrap();
    }

    fn send(&mut self, message: &Value) {
        let body = serde_json::to_vec(message).unwrap();
        let mut bytes = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
        bytes.extend(body);
        self.send_raw(&bytes);
    }

    /// Sends a notification.
    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request and does not wait. Gives its id.
    pub fn ask(&mut self, method: &str, params: Value) -> i64 {
        self.next_id += 1;
        let id = self.next_id;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        id
    }

    /// Sends a request and gives the whole answer.
    pub fn response(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        self.answer_to(id)
    }

    /// The whole answer to a request.
    pub fn answer_to(&mut self, id: i64) -> Value {
        let until = Instant::now() + PATIENCE;
        loop {
            let message = self
                .receive(until)
                .unwrap_or_else(|| panic!("no answer to request {id}"));
            if message.get("id") == Some(&json!(id)) && message.get("method").is_none() {
                return message;
            }
        }
    }

    /// Sends a request and gives its result; an error fails the test.
    pub fn request(&mut self, method: &str, params: Value) -> Value {
        let mut answer = self.response(method, params);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].take()
    }

    /// Takes in the next message: an answer as it is, else null, once a notification was kept or a request of the
    /// server answered.
    fn receive(&mut self, until: Instant) -> Option<Value> {
        let left = until.saturating_duration_since(Instant::now());
        let message = self.messages.recv_timeout(left).ok()?;
        match (message.get("method").and_then(Value::as_str), message.get("id")) {
            (Some(method), Some(id)) => {
                let answer = self.answers.get(method).cloned().unwrap_or(Value::Null);
                let answer = json!({ "jsonrpc": "2.0", "id": id, "result": answer });
                self.asked.push(message);
                self.send(&answer);
                Some(Value::Null)
            }
            (Some(_), None) => {
                self.notes.push_back(message);
                Some(Value::Null)
            }
            _ => Some(message),
        }
    }

    /// Waits for a notification that is wanted, and gives its parameters. The others stay.
    pub fn wait(&mut self, method: &str, is_wanted: impl Fn(&Value) -> bool) -> Value {
        let until = Instant::now() + PATIENCE;
        loop {
            let is_it = |note: &Value| note["method"] == method && is_wanted(&note["params"]);
            if let Some(place) = self.notes.iter().position(is_it) {
                return self.notes.remove(place).unwrap()["params"].take();
            }
            assert!(self.receive(until).is_some(), "{method} did not come");
        }
    }

    /// Waits until the server has asked something.
    pub fn wait_asked(&mut self, method: &str) -> Value {
        let until = Instant::now() + PATIENCE;
        loop {
            if let Some(place) = self.asked.iter().position(|asked| asked["method"] == method) {
                return self.asked.remove(place)["params"].take();
            }
            assert!(self.receive(until).is_some(), "{method} was not asked");
        }
    }

    /// The findings of a file when they next come; of a version, where one is given.
    pub fn findings(&mut self, uri: &str, version: Option<i64>) -> Vec<Value> {
        let is_wanted =
            |params: &Value| params["uri"] == uri && (version.is_none() || params["version"] == json!(version));
        let mut params = self.wait("textDocument/publishDiagnostics", is_wanted);
        serde_json::from_value(params["diagnostics"].take()).unwrap()
    }

    /// The notifications that came so far and were not asked for.
    pub fn pending(&mut self) -> Vec<Value> {
        // A request goes through the same queue as what would publish, so that all of that is here when it is answered.
        self.request("workspace/symbol", json!({ "query": "nothing is called this" }));
        let _ = self.receive(Instant::now() + Duration::from_millis(50));
        self.notes.drain(..).collect()
    }

    /// Opens a document as its first version.
    pub fn open(&mut self, uri: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": "toml", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Replaces a range `[line, column, line, column]` of a document.
    pub fn edit(&mut self, uri: &str, version: i64, range: [u32; 4], text: &str) {
        let change = json!({ "range": self::range(range), "text": text });
        self.change(uri, version, json!([change]));
    }

    /// Sends changes of a document.
    pub fn change(&mut self, uri: &str, version: i64, changes: Value) {
        let document = json!({ "uri": uri, "version": version });
        self.notify(
            "textDocument/didChange",
            json!({ "textDocument": document, "contentChanges": changes }),
        );
    }

    /// How many threads the server has; none where the system does not tell.
    pub fn threads(&self) -> Option<usize> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("Threads:"))?;
        line.trim().parse().ok()
    }

    /// Says goodbye and gives the exit code.
    pub fn stop(mut self) -> Option<i32> {
        self.request("shutdown", Value::Null);
        self.notify("exit", Value::Null);
        self.exit_code()
    }

    /// Waits for the end of the process.
    pub fn exit_code(&mut self) -> Option<i32> {
        let status = ended(&mut self.child, PATIENCE);
        status.expect("the server does not end").code()
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        self.input = None;
        end(&mut self.child);
    }
}

fn read_message(output: &mut impl BufRead) -> Option<Value> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(':')?;
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse::<usize>().ok();
        }
    }
    let mut body = vec![0; length?];
    output.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}

/// The URI of a path, as most editors write it.
pub fn uri(path: &Path) -> String {
    tower_lsp::lsp_types::Url::from_file_path(path).unwrap().to_string()
}

/// A range `[line, column, line, column]`.
pub fn range([line, column, end_line, end_column]: [u32; 4]) -> Value {
    json!({
        "start": { "line": line, "character": column },
        "end": { "line": end_line, "character": end_column },
    })
}
