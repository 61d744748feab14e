//! What clients do to a server, and what tower-lsp alone would make of it.

use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

use crate::wire::Wire;

/// A test.
type Test = fn();

macro_rules! tests {
    ($($name:ident),* $(,)?) => {
        /// All tests, by name.
        pub const ALL: &[(&str, Test)] = &[$((stringify!($name), $name)),*];
    };
}

tests![
    a_client_that_is_newer_than_the_types_is_served,
    a_panicking_handler_is_an_error_of_its_request_alone,
    a_request_is_cancelled_beside_forty_slow_ones,
    a_response_that_comes_too_late_is_left_aside,
    bad_messages_are_answered_and_the_next_is_heard,
    bytes_that_are_no_message_are_passed_over,
    a_client_that_does_not_read_costs_bounded_memory,
    edits_stay_in_order,
    exit_ends_the_server_while_input_stays_open,
    half_a_character_does_not_lose_an_edit,
    initialize_is_kept_as_it_came,
    messages_may_be_sent_without_waiting_for_initialize,
    nothing_waits_for_a_client_that_does_not_answer,
    nothing_waits_for_a_client_that_does_not_read,
    parameters_of_the_wrong_type_are_told,
    shutdown_takes_null_parameters,
    the_end_of_input_is_the_end,
    the_log_is_in_a_file_and_in_the_editor,
    the_server_goes_with_the_client_s_process,
    the_state_of_the_protocol_is_kept,
    what_cannot_be_started_is_told,
];

fn capable() -> Value {
    json!({ "processId": null, "capabilities": {} })
}

fn started() -> Wire {
    let mut wire = Wire::misbehaving();
    wire.initialize(capable());
    wire
}

fn change(version: usize) -> Value {
    json!({
        "textDocument": { "uri": "file:///a.toml", "version": version },
        "contentChanges": [{ "text": "" }],
    })
}

/// Both servers: that of these tests, and `stdreg lsp` as some clients start it.
fn both() -> [Wire; 2] {
    let mut both = [Wire::misbehaving(), Wire::stdreg(&["--stdio"])];
    for wire in &mut both {
        wire.initialize(capable());
    }
    both
}

fn shutdown_takes_null_parameters() {
    for params in ["", r#","params":null"#, r#","params":{}"#] {
        for mut wire in both() {
            wire.body(format!(r#"{{"jsonrpc":"2.0","id":1,"method":"shutdown"{params}}}"#));
            let answer = wire.answer(1);
            assert!(answer.get("error").is_none() && answer["result"].is_null(), "{answer}");
        }
    }
}

fn exit_ends_the_server_while_input_stays_open() {
    for mut wire in both() {
        wire.request(1, "shutdown", Value::Null);
        wire.notify("exit", Value::Null);
        assert_eq!(wire.code(), Some(0));
        assert!(
            wire.answer(1)["result"].is_null(),
            "the answer is written before the end"
        );
    }
    for mut wire in both() {
        wire.notify("exit", Value::Null);
        assert_eq!(wire.code(), Some(1));
    }
    let mut uninitialized = Wire::stdreg(&[]);
    uninitialized.request(1, "shutdown", Value::Null);
    uninitialized.notify("exit", Value::Null);
    assert_eq!(uninitialized.code(), Some(1));
    let mut busy = started();
    busy.request(1, "test/sleep", json!(3_600_000));
    busy.notify("exit", Value::Null);
    assert_eq!(busy.code(), Some(1));
}

fn the_end_of_input_is_the_end() {
    for mut wire in both() {
        wire.close();
        assert_eq!(wire.code(), Some(1));
    }
    for mut wire in both() {
        wire.request(1, "shutdown", Value::Null);
        wire.close();
        assert_eq!(wire.code(), Some(0));
    }
    let mut within_a_message = started();
    within_a_message.raw("Content-Length: 100\r\n\r\n{");
    within_a_message.close();
    assert_eq!(within_a_message.code(), Some(1));
    let mut busy = started();
    busy.request(1, "test/sleep", json!(50));
    busy.request(2, "test/sleep", json!(3_600_000));
    busy.close();
    assert_eq!(busy.answer(1)["result"], 50, "what can be answered is");
    assert_eq!(busy.code(), Some(1));
}

fn the_state_of_the_protocol_is_kept() {
    for mut wire in [Wire::misbehaving(), Wire::stdreg(&[])] {
        wire.request(1, "textDocument/hover", json!({}));
        assert_eq!(wire.answer(1)["error"]["code"], -32002);
        wire.notify("textDocument/didChange", change(1));
        wire.initialize(capable());
        wire.request(2, "initialize", capable());
        assert_eq!(wire.answer(2)["error"]["code"], -32600);
        wire.request(3, "no/such", json!({}));
        assert_eq!(wire.answer(3)["error"]["code"], -32601);
        wire.notify("$/unknown", json!({}));
        wire.request(6, "$/unknown", json!({}));
        assert_eq!(
            wire.answer(6)["error"]["code"],
            -32601,
            "a request is answered whatever it is called"
        );
        wire.request(4, "shutdown", Value::Null);
        assert!(wire.answer(4).get("error").is_none());
        wire.request(5, "textDocument/hover", json!({}));
        assert_eq!(wire.answer(5)["error"]["code"], -32600);
    }
}

fn messages_may_be_sent_without_waiting_for_initialize() {
    let mut wire = Wire::misbehaving();
    wire.request(0, "initialize", capable());
    wire.body(r#"{"jsonrpc":"2.0","method":"initialized"}"#);
    wire.notify("textDocument/didChange", change(1));
    wire.request(1, "test/versions", Value::Null);
    assert_eq!(wire.answer(1)["result"], json!([1]));
}

fn initialize_is_kept_as_it_came() {
    let mut wire = Wire::misbehaving();
    wire.initialize(json!({ "capabilities": { "workspace": { "diagnostics": { "refreshSupport": true } } } }));
    wire.request(
        1,
        "test/introduction",
        json!("/capabilities/workspace/diagnostics/refreshSupport"),
    );
    assert_eq!(wire.answer(1)["result"], true);
}

fn a_client_that_is_newer_than_the_types_is_served() {
    for mut wire in [Wire::misbehaving(), Wire::stdreg(&[])] {
        wire.initialize(json!({ "trace": "compact", "capabilities": { "textDocument": { "hover": 7 } } }));
    }
}

fn a_request_is_cancelled_beside_forty_slow_ones() {
    for count in [4, 40] {
        let mut wire = started();
        for id in 1..=count {
            wire.request(id, "test/sleep", json!(3_600_000));
        }
        wire.notify("textDocument/didChange", change(7));
        wire.request(100, "test/versions", Value::Null);
        assert_eq!(wire.answer(100)["result"], json!([7]), "edits pass");
        wire.notify("$/cancelRequest", json!({ "id": count }));
        assert_eq!(wire.answer(count)["error"]["code"], -32800);
        wire.notify("$/cancelRequest", json!({ "id": 1 }));
        assert_eq!(wire.answer(1)["error"]["code"], -32800);
        wire.notify("$/cancelRequest", json!({ "id": 1 }));
        wire.notify("$/cancelRequest", json!({ "id": "never sent" }));
        wire.request(101, "test/sleep", json!(0));
        assert_eq!(wire.answer(101)["result"], 0);
    }
}

fn edits_stay_in_order() {
    let mut wire = started();
    for version in 0..20_000 {
        wire.notify("textDocument/didChange", change(version));
    }
    wire.request(1, "test/versions", Value::Null);
    let expected: Vec<_> = (0..20_000).collect();
    assert!(wire.answer(1)["result"] == json!(expected));
}

fn a_panicking_handler_is_an_error_of_its_request_alone() {
    let mut wire = Wire::misbehaving();
    wire.initialize(json!({ "capabilities": {}, "locale": "zh-CN" }));
    wire.request(1, "test/sleep", json!(200));
    for (id, method) in [(2, "test/panic"), (3, "test/panicLate"), (4, "test/panic")] {
        wire.request(id, method, Value::Null);
        assert_eq!(wire.answer(id)["error"]["code"], -32603);
    }
    let document = json!({ "uri": "file:///a.toml" });
    wire.notify("textDocument/didSave", json!({ "textDocument": document }));
    assert_eq!(wire.answer(1)["result"], 200, "a request that ran goes on");
    wire.request(5, "test/sleep", json!(0));
    assert_eq!(wire.answer(5)["result"], 0);
    let told = |method: &str| {
        let is_it = |message: &Value| {
            let text = message["params"]["message"].as_str().unwrap_or_default();
            message["method"] == "window/showMessage"
                && text.contains(&format!(" {method} "))
                && text.contains("内部出错")
        };
        wire.came(is_it)
    };
    for method in ["test/panic", "test/panicLate", "textDocument/didSave"] {
        assert_eq!(told(method), 1, "{method} is told once");
    }
}

fn nothing_waits_for_a_client_that_does_not_answer() {
    let mut wire = started();
    for id in 1..=50 {
        wire.request(id, "test/ask", Value::Null);
    }
    wire.notify("textDocument/didChange", change(1));
    wire.request(100, "test/versions", Value::Null);
    assert_eq!(wire.answer(100)["result"], json!([1]));
    assert_eq!(wire.answer(1)["result"], Value::Null, "the server gives up");
    assert_eq!(wire.answer(50)["result"], Value::Null);
}

fn a_response_that_comes_too_late_is_left_aside() {
    let asked = |message: &Value| message["method"] == "workspace/configuration";
    let mut wire = started();
    wire.request(1, "test/ask", Value::Null);
    let late = wire.wait(asked)["id"].clone();
    wire.request(2, "test/ask", Value::Null);
    let other = wire.wait(asked)["id"].clone();
    wire.request(3, "test/sleep", json!(3_600_000));
    wire.body(json!({ "jsonrpc": "2.0", "id": other, "result": ["now"] }).to_string());
    assert_eq!(
        wire.answer(2)["result"],
        json!(["now"]),
        "answers are read while requests hang"
    );
    assert_eq!(wire.answer(1)["result"], Value::Null);
    for id in [late.clone(), late, other, json!("never asked"), Value::Null] {
        wire.body(json!({ "jsonrpc": "2.0", "id": id, "result": ["late"] }).to_string());
    }
    wire.request(4, "test/ask", Value::Null);
    let id = wire.wait(asked)["id"].clone();
    wire.body(
        json!({ "jsonrpc": "2.0", "id": id, "result": null, "error": { "code": 1, "message": "no" } }).to_string(),
    );
    assert_eq!(wire.answer(4)["result"], Value::Null);
}

/// A client that writes and only then reads: pipes hold 64 KiB.
fn nothing_waits_for_a_client_that_does_not_read() {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .env(crate::SERVER, "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let send = |input: &mut dyn Write, message: Value| {
        let body = message.to_string();
        write!(input, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
    };
    send(
        &mut input,
        json!({ "jsonrpc": "2.0", "id": 0, "method": "initialize", "params": capable() }),
    );
    let say = json!({ "jsonrpc": "2.0", "id": 1, "method": "test/say", "params": 2_000 });
    send(&mut input, say);
    for version in 0..5_000 {
        let params = change(version);
        let edit = json!({ "jsonrpc": "2.0", "method": "textDocument/didChange", "params": params });
        send(&mut input, edit);
        let ask = json!({ "jsonrpc": "2.0", "id": version + 2, "method": "test/sleep", "params": 0 });
        send(&mut input, ask);
    }
    drop(input);
    let mut output = String::new();
    child.stdout.take().unwrap().read_to_string(&mut output).unwrap();
    child.wait().unwrap();
    assert_eq!(output.matches("window/logMessage").count(), 2_000);
    assert_eq!(output.matches("\"result\"").count(), 5_002);
    let mut numbers = output
        .split("\"message\":\"")
        .skip(1)
        .map(|rest| rest.split(' ').next().unwrap());
    assert!(
        numbers
            .by_ref()
            .take(2_000)
            .eq((0..2_000).map(|number| number.to_string())),
        "in order"
    );
}

/// Three hundred answers of a megabyte that nobody reads for a while: they are not all worked out, and none is lost.
fn a_client_that_does_not_read_costs_bounded_memory() {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .env(crate::SERVER, "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut send = |message: Value| {
        let body = message.to_string();
        write!(input, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
    };
    send(json!({ "jsonrpc": "2.0", "id": 0, "method": "initialize", "params": capable() }));
    for id in 1..=300 {
        send(json!({ "jsonrpc": "2.0", "id": id, "method": "test/large", "params": 1 << 20 }));
    }
    std::thread::sleep(Duration::from_secs(2));
    // In kilobytes; the answers together have three hundred megabytes.
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak.and_then(|peak| peak.trim().trim_end_matches(" kB").parse::<usize>().ok());
    assert!(peak.is_none_or(|peak| peak < 150_000), "{peak:?} kB");
    drop(input);
    let mut output = String::new();
    child.stdout.take().unwrap().read_to_string(&mut output).unwrap();
    child.wait().unwrap();
    assert_eq!(output.matches("\"result\"").count(), 301);
}

fn bad_messages_are_answered_and_the_next_is_heard() {
    let bad: [(&[u8], i64); 9] = [
        (b"{\"jsonrpc\":", -32700),
        (b"", -32700),
        (b"{\"jsonrpc\":\"2.0\",\"method\":\"\xff\xfe\"}", -32700),
        (b"[]", -32600),
        (br#"[{"jsonrpc":"2.0","id":1,"method":"shutdown"}]"#, -32600),
        (b"null", -32600),
        (br#"{"jsonrpc":"2.0"}"#, -32600),
        (br#"{"method":"initialized"}"#, -32600),
        (br#"{"jsonrpc":"2.0","id":[],"method":"shutdown"}"#, -32600),
    ];
    for mut wire in both() {
        for (body, code) in bad {
            wire.body(body);
            assert_eq!(wire.fault(), code, "{}", String::from_utf8_lossy(body));
        }
        wire.request(1, "shutdown", Value::Null);
        assert!(wire.answer(1).get("error").is_none());
    }
}

fn bytes_that_are_no_message_are_passed_over() {
    for mut wire in both() {
        for bytes in [
            "Content-Length: -5\r\n\r\nhello",
            "Content-Length: x\r\n\r\n",
            "Content-Length: 99999999999999999999\r\n\r\n{}",
            "Content-Length: 9999999999999\r\n\r\n{}",
            "Content-Type: application/vscode-jsonrpc\r\n\r\n{}",
            "POST / HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "Content-Length: 4\r\n\r\n{\"jsonrpc\":\"2.0\",\"method\":\"x\"}",
        ] {
            wire.raw(bytes);
            wire.request(1, "no/such", Value::Null);
            assert_eq!(wire.fault(), -32700, "{bytes}");
            assert_eq!(wire.answer(1)["error"]["code"], -32601, "{bytes}");
        }
        wire.raw("x".repeat(1 << 20));
        wire.request(2, "shutdown", Value::Null);
        assert!(wire.answer(2).get("error").is_none());
    }
}

fn half_a_character_does_not_lose_an_edit() {
    let mut wire = started();
    let edit = r#"{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///a","version":3},"contentChanges":[{"text":"\ud83d"}]}}"#;
    wire.body(edit);
    wire.request(1, "test/versions", Value::Null);
    assert_eq!(wire.answer(1)["result"], json!([3]));
}

fn parameters_of_the_wrong_type_are_told() {
    let mut wire = Wire::stdreg(&[]);
    wire.initialize(capable());
    for (id, params) in [
        (1, json!({})),
        (2, json!(7)),
        (3, json!({ "textDocument": 7 })),
        (4, Value::Null),
    ] {
        wire.request(id, "textDocument/hover", params);
        assert_eq!(wire.answer(id)["error"]["code"], -32602);
    }
    for method in ["textDocument/didOpen", "textDocument/didChange", "$/cancelRequest"] {
        wire.notify(method, json!({ "textDocument": 7 }));
        let told = wire.wait(|message| {
            let text = message["params"]["message"].as_str().unwrap_or_default();
            message["method"] == "window/logMessage" && text.contains(method)
        });
        assert_eq!(told["params"]["type"], 2);
    }
}

fn the_log_is_in_a_file_and_in_the_editor() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("日志 1.log");
    let mut wire = Wire::stdreg(&["--log-file", path.to_str().unwrap(), "--log-level", "debug"]);
    wire.initialize(capable());
    wire.body("{");
    let told = wire.wait(|message| message["method"] == "window/logMessage");
    assert_eq!(told["params"]["type"], 2);
    wire.notify("exit", Value::Null);
    wire.code();
    let log = std::fs::read_to_string(path).unwrap();
    let line = log
        .lines()
        .find(|line| line.contains("a message of the client is wrong"))
        .unwrap();
    assert!(line.starts_with("20") && line.contains(" WARN "), "{line}");
    assert!(log.contains("DEBUG"), "{log}");
}

/// The pipes stay open: only the process of the client is gone.
fn the_server_goes_with_the_client_s_process() {
    if !cfg!(unix) {
        return;
    }
    let mut client = Command::new("sleep").arg("3600").spawn().unwrap();
    let [mut one, mut other] = [Wire::misbehaving(), Wire::stdreg(&[])];
    for wire in [&mut one, &mut other] {
        wire.initialize(json!({ "processId": client.id(), "capabilities": {} }));
    }
    client.kill().unwrap();
    client.wait().unwrap();
    // A process that was never there says nothing: the client counts its processes apart.
    let mut apart = Wire::misbehaving();
    apart.initialize(json!({ "processId": client.id(), "capabilities": {} }));
    assert_eq!((one.code(), other.code()), (Some(1), Some(1)));
    apart.request(1, "shutdown", Value::Null);
    assert!(apart.answer(1).get("error").is_none());
}

fn what_cannot_be_started_is_told() {
    let output = Command::new(env!("CARGO_BIN_EXE_stdreg"))
        .args(["--lang", "zh", "lsp", "--log-file", "/no/such/folder/x.log"])
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("无法写入日志文件") && output.stdout.is_empty(), "{said}");
}
