//! What the server tells about findings: pushed or pulled, in which language, with what beside them.

use std::fs;

use serde_json::{Value, json};

use crate::client::{Client, capabilities, uri};

const REGISTER: &str = "[register]\ntitle = \"示例\"\n\n[[subsystem]]\ntitle = \"s\"\n\n[[category]]\ncode = \"21\"\ntitle = \"c\"\nsubsystem = \"s\"\nclass = \"2\"\n\n[[table]]\nid = \"A.1\"\ntitle = \"t\"\ncategory = \"22\"\n";

fn codes(diagnostics: &[Value]) -> Vec<&str> {
    diagnostics
        .iter()
        .map(|diagnostic| diagnostic["code"].as_str().unwrap())
        .collect()
}

#[test]
fn a_finding_has_its_rule_its_page_its_related_places_and_its_tags() {
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::start(folder.path());
    let uri = uri(&folder.path().join("register.toml"));
    let text =
        format!("{REGISTER}# stdreg: ignore[code-length]\n[[table]]\nid = \"A.1\"\ntitle = \"u\"\ncategory = \"21\"\n")
            .replace("\"22\"", "\"21\"");
    client.open(&uri, &text);
    let found = client.findings(&uri, Some(1));
    let of = |code: &str| {
        found
            .iter()
            .find(|found| found["code"] == code)
            .unwrap_or_else(|| panic!("{code}: {found:?}"))
    };
    let doubled = of("R003");
    assert_eq!(
        (doubled["source"].as_str(), doubled["severity"].as_u64()),
        (Some("stdreg"), Some(1))
    );
    assert_eq!(doubled["relatedInformation"][0]["location"]["uri"], uri);
    let page = doubled["codeDescription"]["href"].as_str().unwrap();
    let page = tower_lsp::lsp_types::Url::parse(page).unwrap().to_file_path().unwrap();
    assert!(
        fs::read_to_string(page)
            .unwrap()
            .starts_with("# R003 duplicate-definition")
    );
    // While headers are at fault, nobody knows what a suppression is for.
    assert!(!codes(&found).contains(&"X001"));
    let text = text.replace("id = \"A.1\"\ntitle = \"u\"", "id = \"A.2\"\ntitle = \"u\"");
    client.change(&uri, 2, json!([{ "text": text }]));
    let found = client.findings(&uri, Some(2));
    let unused = found.iter().find(|found| found["code"] == "X001").unwrap();
    assert_eq!(unused["tags"], json!([1]));
}

#[test]
fn a_client_that_pulls_is_not_pushed_to() {
    let folder = tempfile::tempdir().unwrap();
    let mut capabilities = capabilities();
    capabilities["textDocument"]["diagnostic"] = json!({ "dynamicRegistration": false });
    capabilities["workspace"]["diagnostics"] = json!({ "refreshSupport": true });
    let root = folder.path().join("register.toml");
    fs::write(folder.path().join("part.toml"), "[[table]]\nid = \"A.9\"\n").unwrap();
    fs::write(&root, "").unwrap();
    let mut client = Client::start_with(folder.path(), json!({ "capabilities": capabilities, "locale": "en" }));
    assert_eq!(
        client.initialized["capabilities"]["diagnosticProvider"]["interFileDependencies"],
        true
    );
    let uri = uri(&root);
    let text = REGISTER.replace("title = \"示例\"\n", "title = \"示例\"\ninclude = [\"part.toml\"]\n");
    client.open(&uri, &text);
    let params = json!({ "textDocument": { "uri": uri } });
    let report = client.request("textDocument/diagnostic", params.clone());
    assert_eq!(report["kind"], "full");
    let items: Vec<Value> = serde_json::from_value(report["items"].clone()).unwrap();
    assert!(codes(&items).contains(&"R001"), "{items:?}");
    let mut params = params;
    params["previousResultId"] = report["resultId"].clone();
    assert_eq!(client.request("textDocument/diagnostic", params)["kind"], "unchanged");

    let whole = client.request("workspace/diagnostic", json!({ "previousResultIds": [] }));
    let part = crate::client::uri(&folder.path().join("part.toml"));
    let of_part = whole["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|item| item["uri"] == part)
        .unwrap();
    assert!(of_part["items"].to_string().contains("T003"), "{of_part}");

    client.edit(&uri, 2, [2, 0, 3, 0], "");
    client.wait_asked("workspace/diagnostic/refresh");
    let whole = client.request(
        "workspace/diagnostic",
        json!({ "previousResultIds": [{ "uri": part, "value": "x" }] }),
    );
    let of_part = whole["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|item| item["uri"] == part)
        .unwrap();
    assert_eq!(
        of_part["items"],
        json!([]),
        "a file that is no part any more has no findings"
    );
    let pushed = client.pending();
    assert!(
        pushed
            .iter()
            .all(|note| note["method"] != "textDocument/publishDiagnostics"),
        "{pushed:?}"
    );
}

#[test]
fn messages_are_in_the_language_that_was_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let message = |options: Value, settings: Option<&str>| {
        if let Some(settings) = settings {
            fs::write(folder.path().join("stdreg.toml"), settings).unwrap();
        }
        let mut client = Client::start_with(folder.path(), options);
        let uri = uri(&folder.path().join("register.toml"));
        client.open(&uri, REGISTER);
        client.findings(&uri, Some(1))[0]["message"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let is_chinese = |message: &str| {
        message
            .chars()
            .any(|character| ('\u{4e00}'..'\u{9fff}').contains(&character))
    };
    assert!(is_chinese(&message(json!({ "locale": "zh-cn" }), None)));
    assert!(!is_chinese(&message(json!({ "locale": "en-GB" }), None)));
    assert!(is_chinese(&message(json!({ "locale": "en" }), Some("lang = \"zh\"\n"))));
    let options = json!({ "locale": "zh", "initializationOptions": { "language": "en" } });
    assert!(!is_chinese(&message(options, None)));
}

#[test]
fn settings_of_the_client_change_what_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let mut client = Client::spawn(folder.path());
    client.answers.insert(
        "workspace/configuration".to_owned(),
        json!([{ "ignore": ["R001"], "select": null }]),
    );
    let params =
        json!({ "capabilities": capabilities(), "processId": null, "rootUri": null, "initializationOptions": null });
    client.initialized = client.request("initialize", params);
    client.notify("initialized", json!({}));
    client.wait_asked("workspace/configuration");
    let uri = uri(&folder.path().join("register.toml"));
    client.open(&uri, REGISTER);
    assert!(!codes(&client.findings(&uri, Some(1))).contains(&"R001"));
    // eglot sends `null` and expects to be asked again.
    client
        .answers
        .insert("workspace/configuration".to_owned(), json!([null]));
    client.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
    client.wait_asked("workspace/configuration");
    client.notify(
        "workspace/didChangeConfiguration",
        json!({ "settings": { "stdreg": { "ignore": ["R004"] } } }),
    );
    let found = client.findings(&uri, None);
    assert!(codes(&found).contains(&"R001"), "{found:?}");
}

/// What a client gets at each key is bounded: the gravest are shown, the others are counted by rule.
#[test]
fn of_very_many_findings_a_thousand_are_published() {
    let folder = tempfile::tempdir().unwrap();
    let mut capabilities = capabilities();
    capabilities["textDocument"]["diagnostic"] = json!({ "dynamicRegistration": false });
    let mut pulling = Client::start_with(folder.path(), json!({ "capabilities": capabilities, "locale": "en" }));
    let mut client = Client::start_with(
        folder.path(),
        json!({ "capabilities": self::capabilities(), "locale": "en" }),
    );
    let uri = uri(&folder.path().join("register.toml"));
    // Each key of the head is a warning, and each line of no meaning an error.
    let keys: String = (0..600).map(|key| format!("key{key} = 1\n")).collect();
    let head = REGISTER.replacen("title = \"示例\"\n", &format!("title = \"示例\"\n{keys}"), 1);
    let text = |lines: usize| format!("{head}{}", "x\n".repeat(lines));
    let judge = |found: &[Value], errors: usize, left_out: usize| {
        assert_eq!(found.len(), 1001);
        let count = |severity: u64| found.iter().filter(|found| found["severity"] == severity).count();
        assert_eq!((count(1), count(2), count(3)), (errors, 1000 - errors, 1));
        let told = found.iter().find(|found| found["code"] == "X003").unwrap();
        let message = told["message"].as_str().unwrap();
        let expected = format!("shown: 1000; not shown from here on: {left_out} (T002 × ");
        assert!(message.contains(&expected), "{message}");
    };
    client.open(&uri, &text(900));
    judge(&client.findings(&uri, Some(1)), 900, 500);
    // One error more, one warning less.
    client.edit(&uri, 2, [0, 0, 0, 0], "x\n");
    judge(&client.findings(&uri, Some(2)), 901, 501);
    pulling.open(&uri, &text(900));
    let report = pulling.request("textDocument/diagnostic", json!({ "textDocument": { "uri": uri } }));
    judge(report["items"].as_array().unwrap(), 900, 500);
    // It is said where most can be seen of it, and the settings may say how many.
    fs::write(folder.path().join("stdreg.toml"), "max-findings = 7\n").unwrap();
    let mut client = Client::start(folder.path());
    client.open(&uri, &text(900));
    assert_eq!(client.findings(&uri, Some(1)).len(), 8);
}
