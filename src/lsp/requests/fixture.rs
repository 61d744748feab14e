//! Snapshots for the tests of this room, of registers that stand in no folder.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use serde_json::{Value, json};
use tower_lsp::lsp_types::{InitializeParams, Url};

use crate::analysis::live::Live;
use crate::analysis::severities::Severities;
use crate::lsp::client::Client;
use crate::lsp::configuration::Configuration;
use crate::lsp::rule_pages::RulePages;
use crate::lsp::snapshot::{Snapshot, View};
use crate::messages::Language;
use crate::register::{FileRole, Register, SchemeChoice, SourceFile};
use crate::syntax::Date;
use crate::text::FileId;
use crate::writer::format::Alignment;

/// The folder of the register, which need not be there.
const FOLDER: &str = if cfg!(windows) { "C:/r" } else { "/r" };

/// The URI of a file of it, by its name as a URI has it.
pub(in crate::lsp) fn uri(name: &str) -> String {
    let slash = if FOLDER.starts_with('/') { "" } else { "/" };
    format!("file://{slash}{FOLDER}/{name}")
}

/// A snapshot of a register with these files (name and text, the root first), for a request about the first of them
/// by a client that says of itself what is given under `textDocument` and `workspace`.
pub(in crate::lsp) fn snapshot(texts: &[(&str, &str)], text_document: Value, workspace: Value) -> Snapshot {
    let role = |index: usize| if index == 0 { FileRole::Root } else { FileRole::Part };
    let files = texts.iter().enumerate().map(|(index, (name, text))| {
        let file = SourceFile::new((*name).to_owned(), role(index), (*text).to_owned());
        Arc::new(file)
    });
    let register = Register::read(files.collect(), SchemeChoice::built_in(), Vec::new());
    let today = Date {
        year: 2026,
        month: 6,
        day: 1,
    };
    let live = Live::new(register, vec![Severities::default()], today);
    let capabilities = json!({ "textDocument": text_document, "workspace": workspace });
    let params = InitializeParams {
        capabilities: serde_json::from_value(capabilities).unwrap(),
        ..InitializeParams::default()
    };
    let view = |(version, (name, _)): (i32, &(&str, &str))| {
        let path = PathBuf::from(format!("{FOLDER}/{name}"));
        Arc::new(View {
            uri: Url::from_file_path(&path).ok(),
            path,
            version: Some(version),
            lines: Arc::new(OnceLock::new()),
        })
    };
    Snapshot {
        register: Arc::clone(live.register()),
        found: Arc::clone(live.found()),
        generation: 0,
        alignment: Alignment::default(),
        severities: Arc::from([Severities::default()]),
        excluded: Arc::default(),
        views: (1..).zip(texts).map(view).collect(),
        file: FileId(0),
        client: Arc::new(Client::new(&params, None)),
        configuration: Arc::new(Configuration::default()),
        pages: RulePages::default(),
        language: Language::En,
        today,
    }
}
