//! What several tests share: registers made of texts in memory, and their findings.
#![allow(dead_code, reason = "each test uses what it needs")]

pub mod difference;

use std::sync::Arc;

use stdreg::analysis::{self, Options};
use stdreg::diagnostic::Diagnostic;
use stdreg::messages::{Language, Message};
use stdreg::register::{FileRole, Register, SchemeChoice, SchemeProblem, SourceFile};
use stdreg::scheme::{self, Scheme};
use stdreg::syntax::Date;
use stdreg::text::{FileId, encoding};
use stdreg::workspace::Include;

/// Paths and texts. The first is the root, the others are its parts, or its scheme file.
pub type Files = Vec<(String, String)>;

/// The date that tests take for today.
pub const TODAY: Date = Date {
    year: 2026,
    month: 6,
    day: 1,
};

/// The seed's own register.
pub const SEED: &str = include_str!("../registers/internet-plus/register.toml");

/// Reads a register from texts.
pub fn load(files: &[(String, String)]) -> Register {
    let mut sources = Vec::new();
    let mut choice = SchemeChoice::built_in();
    for (index, (path, text)) in files.iter().enumerate() {
        if path.ends_with(".scheme.toml") {
            let (scheme, faults) = scheme::read(text);
            if !faults.is_empty() {
                let file = FileId(u32::try_from(index).unwrap());
                choice.problem = Some(SchemeProblem::Faulty { file, faults });
            }
            choice.scheme = scheme.map_or_else(Scheme::built_in, Arc::new);
            let source = SourceFile::new(path.clone(), FileRole::Scheme, text.clone());
            sources.push(Arc::new(source));
            continue;
        }
        // What `notes` may name, settings, and what those may name.
        if path.ends_with(".md") || path == "stdreg.toml" || path.ends_with(".csv") {
            continue;
        }
        let role = if index == 0 { FileRole::Root } else { FileRole::Part };
        sources.push(Arc::new(match encoding::decode(bytes(path, text)) {
            Ok(text) => SourceFile::new(path.clone(), role, text),
            Err(problem) => SourceFile::unreadable(path.clone(), role, problem),
        }));
    }
    match asked_scheme(&sources[0]) {
        Some(id) if !id.starts_with("./") && Scheme::by_id(&id).is_none() => {
            choice.problem = Some(SchemeProblem::Unknown);
        }
        Some(id) if id.starts_with("./") && sources.iter().all(|source| source.role != FileRole::Scheme) => {
            choice.problem = Some(SchemeProblem::Unreadable(Box::new(Message::attribute(
                "file-fault",
                "missing",
            ))));
        }
        _ => {}
    }
    let (folder, overlaid) = overlaid(files.get(1..).unwrap_or_default());
    let root = folder.join("register.toml");
    let problems = Include::of(&root, &sources[0]).parts(&overlaid).problems;
    let notes = stdreg::workspace::notes_of(&overlaid, &root, &sources[0]);
    let mut register = Register::read(sources, choice, problems);
    register.notes = notes;
    let finder = stdreg::workspace::SettingsFinder::default();
    let settings = finder.find(&overlaid, &root).unwrap();
    let grammar = &register.scheme.grammar;
    register.catalogue = finder.catalogue(&overlaid, &settings, grammar).unwrap();
    register
}

/// The bytes of a file; its name says where they are not UTF-8.
pub fn bytes(path: &str, text: &str) -> Vec<u8> {
    if path.contains(".gb18030.") {
        return encoding_rs::GB18030.encode(text).0.into_owned();
    }
    if path.contains(".big5.") {
        return encoding_rs::BIG5.encode(text).0.into_owned();
    }
    if path.contains(".utf16le.") {
        return text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    }
    let mut bytes = text.as_bytes().to_vec();
    if path.contains(".bytes.") {
        bytes.push(0xFF);
    }
    bytes
}

/// The files beside the root, which are all there are, in a folder that is not there.
fn overlaid(others: &[(String, String)]) -> (std::path::PathBuf, stdreg::workspace::Files) {
    let folder = std::env::temp_dir().join("stdreg: no folder");
    let mut overlaid = stdreg::workspace::Files::default();
    for (path, text) in others {
        overlaid.overlay(&folder.join(path), text.as_bytes());
    }
    (folder, overlaid)
}

fn asked_scheme(root: &SourceFile) -> Option<String> {
    let head = root.head()?;
    let text = root.document.text(&root.text, head.site.segment);
    Some(head.scheme?.get(text).into_owned())
}

/// A register of one file.
pub fn load_one(text: &str) -> Register {
    load(&[("register.toml".to_owned(), text.to_owned())])
}

/// All findings, each rule at its own level.
pub fn check(register: &Register, today: Date) -> Vec<Diagnostic> {
    analysis::check(register, Options { severities: &[], today })
}

/// What a finding says, without its place: the rule, the message, and the text at fault.
pub fn essence(register: &Register, diagnostic: &Diagnostic) -> String {
    let text = register.text_at(diagnostic.place).trim_end_matches('\r');
    format!(
        "{} {:?} {text:?}",
        diagnostic.rule.name,
        diagnostic.message.render(Language::En)
    )
}
