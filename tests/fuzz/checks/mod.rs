//! What must hold for any bytes, a file a target. Each function panics where it does not. `fuzz/` hands them what libFuzzer thinks of,
//! and `main.rs` above what is kept in `corpus/`: there is one of each, so that they cannot drift apart.
//!
//! An input that has several parts has the byte 0xFF between them, which no UTF-8 has.

pub mod edits;
pub mod fixes;
pub mod lists;
pub mod numbers;
pub mod office;
pub mod pages;
pub mod positions;
pub mod protocol;
pub mod registers;
pub mod settings;
pub mod suppressions;
pub mod toml;

use std::sync::Arc;

use stdreg::analysis::{self, Options};
use stdreg::diagnostic::Diagnostic;
use stdreg::register::{FileRole, Register, SchemeChoice, SourceFile};
use stdreg::scheme::{self, Scheme};
use stdreg::syntax::Date;

/// A target: its name, which is that of its corpus, and what must hold.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const ALL: &[Target] = &[
    ("edits", edits::check),
    ("fixes", fixes::check),
    ("lists", lists::check),
    ("numbers", numbers::check),
    ("office", office::check),
    ("pages", pages::check),
    ("positions", positions::check),
    ("protocol", protocol::check),
    ("registers", registers::check),
    ("settings", settings::check),
    ("suppressions", suppressions::check),
    ("toml", toml::check),
];

/// The day that is taken for today.
pub const TODAY: Date = Date {
    year: 2026,
    month: 6,
    day: 1,
};

/// The parts of an input.
pub fn parts(data: &[u8]) -> impl Iterator<Item = &[u8]> {
    data.split(|byte| *byte == 0xFF)
}

/// The parts of an input as texts.
pub fn texts(data: &[u8]) -> Vec<String> {
    parts(data)
        .map(|part| String::from_utf8_lossy(part).into_owned())
        .collect()
}

/// A register of a root and its parts. One that names a scheme of its own has the one of this repository whose codes name
/// subsystems and are of variable width.
pub fn register(texts: &[String]) -> Register {
    let sources = (0..).zip(texts).map(|(index, text)| {
        let role = if index == 0 { FileRole::Root } else { FileRole::Part };
        Arc::new(SourceFile::new(format!("{index}.toml"), role, text.clone()))
    });
    let sources: Vec<_> = sources.collect();
    let named = sources.first().and_then(|root| {
        let head = root.head()?;
        let text = root.document.text(&root.text, head.site.segment);
        Some(head.scheme?.get(text).into_owned())
    });
    let scheme = match named.as_deref() {
        Some("./icv.scheme.toml") => other_scheme(),
        _ => Scheme::built_in(),
    };
    Register::read(sources, SchemeChoice { scheme, problem: None }, Vec::new())
}

/// The scheme of `tests/registers/icv`.
pub fn other_scheme() -> Arc<Scheme> {
    static SCHEME: std::sync::OnceLock<Arc<Scheme>> = std::sync::OnceLock::new();
    let read = || {
        let (scheme, faults) = scheme::read(include_str!("../../registers/icv/icv.scheme.toml"));
        assert_eq!(faults, []);
        Arc::new(scheme.unwrap())
    };
    Arc::clone(SCHEME.get_or_init(read))
}

/// All findings of a register.
pub fn found(register: &Register) -> Vec<Diagnostic> {
    let options = Options {
        severities: &[],
        today: TODAY,
    };
    analysis::check(register, options)
}

/// A text after an edit that a part of an input stands for: two bytes say where, one how much goes, and the rest is what comes.
pub fn edited(text: &str, edit: &[u8]) -> String {
    let byte = |index: usize| usize::from(edit.get(index).copied().unwrap_or_default());
    let start = text.floor_char_boundary((byte(0) | byte(1) << 8) % (text.len() + 1));
    let end = text.floor_char_boundary((start + byte(2)).min(text.len())).max(start);
    let piece = String::from_utf8_lossy(edit.get(3..).unwrap_or_default());
    [&text[..start], &piece, &text[end..]].concat()
}
