//! The state in-process, with a reader of registers that panics where a test wants it to.

use std::path::Path;
use std::time::Duration;

use futures::StreamExt as _;
use serde_json::{Value, json};
use tower::{Service as _, ServiceExt as _};
use tower_lsp::jsonrpc::Request;
use tower_lsp::{ClientSocket, LspService};

use super::{Setup, start};
use crate::lsp::backend::Backend;
use crate::lsp::transport::{Introduction, Outgoing, Room};
use crate::lsp::uris::ClientUris;
use crate::workspace::{self, Files, LoadError, Loaded, Names, SettingsFinder};

/// Reads a register, unless it holds the word that makes this panic; or waits for a file beside it before, and says by another that it waits.
fn spiteful(files: &Files, finder: &SettingsFinder, root: &Path, names: &Names) -> Result<Loaded, LoadError> {
    let loaded = workspace::load(files, finder, root, names)?;
    let text = &loaded.register.files[0].text;
    assert!(!text.contains("PANIC"), "as the test wants it");
    if text.contains("WAIT") {
        std::fs::write(root.with_file_name("waits"), "").unwrap();
        while !root.with_file_name("go").exists() {
            std::thread::sleep(Duration::from_millis(5));
        }
    }
    Ok(loaded)
}

struct Server {
    service: LspService<Backend>,
    socket: ClientSocket,
    /// How many messages were shown to the user.
    shown: usize,
}

impl Server {
    async fn start() -> Self {
        Self::start_in(&json!(null)).await
    }

    /// With folders of a workspace.
    async fn start_in(folders: &Value) -> Self {
        let runtime = tokio::runtime::Handle::current();
        let introduction = Introduction::default();
        let (service, socket) = LspService::new(|client| {
            let setup = Setup {
                room: Room::default(),
                outgoing: Outgoing::new(client, introduction.clone(), &runtime),
                uris: ClientUris::default(),
                runtime: runtime.clone(),
                load: spiteful,
            };
            Backend::new(start(setup).unwrap(), introduction.clone())
        });
        let mut server = Self {
            service,
            socket,
            shown: 0,
        };
        let params = json!({ "capabilities": {}, "locale": "en", "workspaceFolders": folders });
        server.send("initialize", params, Some(1)).await;
        introduction.answer();
        server.send("initialized", json!({}), None).await;
        server
    }

    async fn send(&mut self, method: &'static str, params: Value, id: Option<i64>) {
        let request = Request::build(method).params(params);
        let request = match id {
            Some(id) => request.id(id),
            None => request,
        };
        let service = self.service.ready().await.unwrap();
        service.call(request.finish()).await.unwrap();
    }

    async fn open(&mut self, uri: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": "toml", "version": 1, "text": text });
        self.send("textDocument/didOpen", json!({ "textDocument": document }), None)
            .await;
    }

    async fn replace(&mut self, uri: &str, version: i64, text: &str) {
        let params =
            json!({ "textDocument": { "uri": uri, "version": version }, "contentChanges": [{ "text": text }] });
        self.send("textDocument/didChange", params, None).await;
    }

    /// The next message of the server of a method.
    async fn next(&mut self, method: &str) -> Value {
        loop {
            let message = tokio::time::timeout(Duration::from_secs(30), self.socket.next()).await;
            let message = message.expect("the server says something").unwrap();
            self.shown += usize::from(message.method() == "window/showMessage");
            if message.method() == method {
                return message.params().cloned().unwrap();
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_is_told_once_and_costs_no_other_document_its_findings() {
    let mut server = Server::start().await;
    let (bad, good) = (
        "file:///nowhere/bad/register.toml",
        "file:///nowhere/good/register.toml",
    );
    server.open(bad, "# PANIC\n[register]\n").await;
    let told = server.next("window/showMessage").await;
    assert!(
        told["message"].as_str().unwrap().contains("bad/register.toml"),
        "{told}"
    );
    server.open(good, "[register]\n").await;
    let published = server.next("textDocument/publishDiagnostics").await;
    assert_eq!(
        (published["uri"].as_str(), &published["diagnostics"][0]["code"]),
        (Some(good), &json!("T003"))
    );
    // Still a panic, and nothing is said about it again; once the text allows it, the register is judged.
    server.replace(bad, 2, "# PANIC still\n[register]\n").await;
    server.replace(bad, 3, "[register]\n").await;
    let published = server.next("textDocument/publishDiagnostics").await;
    assert_eq!(
        (published["uri"].as_str(), published["version"].as_i64()),
        (Some(bad), Some(3))
    );
    server.replace(good, 2, "[register]\ntitle = 1\n").await;
    let published = server.next("textDocument/publishDiagnostics").await;
    assert_eq!(published["diagnostics"][0]["code"], "T004");
    assert_eq!(server.shown, 1);
}

/// The URI of a path.
fn uri(path: &Path) -> String {
    tower_lsp::lsp_types::Url::from_file_path(path).unwrap().to_string()
}

/// A document is opened and closed while the server reads another one.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_closed_before_it_was_read_is_not_read_any_more() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().canonicalize().unwrap().join(name);
    for name in ["a", "z"] {
        std::fs::create_dir(path(name)).unwrap();
    }
    let (slow, closed, other) = ("a/register.toml", "stdreg.toml", "z/register.toml");
    let settings = "ignore = [\"NONE\"]\n";
    std::fs::write(path(closed), settings).unwrap();
    let mut server = Server::start().await;
    server.open(&uri(&path(slow)), "# WAIT\n[register]\n").await;
    while !path("a/waits").exists() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    server.open(&uri(&path(closed)), settings).await;
    let document = json!({ "textDocument": { "uri": uri(&path(closed)) } });
    server.send("textDocument/didClose", document, None).await;
    server.open(&uri(&path(other)), "[register]\n").await;
    std::fs::write(path("a/go"), "").unwrap();
    // What there is to say of the others is said once more after all else.
    let mut version = 1;
    while version < 3 {
        let published = server.next("textDocument/publishDiagnostics").await;
        assert_ne!(published["uri"], json!(uri(&path(closed))), "{published}");
        if published["uri"] == json!(uri(&path(other))) {
            version += 1;
            server.replace(&uri(&path(other)), version, "[register]\nx = 1\n").await;
        }
    }
}

/// A part is opened while its register, which the workspace has, waits to be read; before that, only open files are to be told.
#[tokio::test(flavor = "multi_thread")]
async fn a_register_that_waits_is_read_for_a_document_though_the_workspace_no_longer_asks() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| workspace::absolute(&folder.path().canonicalize().unwrap()).join(name);
    for name in ["a", "b"] {
        std::fs::create_dir(path(name)).unwrap();
    }
    std::fs::write(path("a/register.toml"), "# WAIT\n[register]\n").unwrap();
    std::fs::write(
        path("b/register.toml"),
        "[register]\ntitle = \"x\"\ninclude = [\"part.toml\"]\n",
    )
    .unwrap();
    std::fs::write(path("b/part.toml"), "[[table]]\nid = 7\n").unwrap();
    let mut server = Server::start_in(&json!([{ "uri": uri(&path("")), "name": "x" }])).await;
    while !path("a/waits").exists() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let part = uri(&path("b/part.toml"));
    server.open(&part, "[[table]]\nid = 7\n").await;
    let scope = json!({ "stdreg": { "diagnostics": { "scope": "openFiles" } } });
    server
        .send("workspace/didChangeConfiguration", json!({ "settings": scope }), None)
        .await;
    std::fs::write(path("a/go"), "").unwrap();
    loop {
        let published = server.next("textDocument/publishDiagnostics").await;
        if published["uri"] == json!(part) {
            assert!(published["diagnostics"].to_string().contains("T004"), "{published}");
            return;
        }
    }
}
