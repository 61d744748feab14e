//! What the server ought to find: a fresh check of the same files, with positions counted here by hand.

use std::path::Path;

use serde_json::Value;
use stdreg::analysis::{self, Options, severities::Severities};
use stdreg::messages::Language;
use stdreg::syntax::Date;
use stdreg::workspace::{Files, Names, SettingsFinder, load};

/// A finding, as far as it is compared: rule, message, and where it starts and ends.
pub type Found = (String, String, [u64; 4]);

/// How a column of the protocol is counted.
#[derive(Clone, Copy)]
pub enum Unit {
    /// Bytes.
    Utf8,
    /// UTF-16 code units.
    Utf16,
    /// Characters.
    Utf32,
}

/// What a fresh check finds in a file, sorted. `texts` lie over the disk.
pub fn check(root: &Path, file: &Path, texts: &[(&Path, &str)], unit: Unit) -> Vec<Found> {
    let mut files = Files::default();
    for (path, text) in texts {
        files.overlay(path, text.as_bytes());
    }
    let names = Names::new(root.parent().unwrap(), &[]);
    let loaded = load(&files, &SettingsFinder::default(), root, &names).unwrap();
    let id = loaded.file_at(file).unwrap();
    let severities = vec![Severities::default()];
    let options = Options {
        severities: &severities,
        today: today(),
    };
    let text = loaded.register.file(id).unwrap().text.clone();
    let found = analysis::check(&loaded.register, options);
    let mut found: Vec<Found> = found
        .into_iter()
        .filter(|found| found.place.file == id)
        .map(|found| {
            let [line, column] = position(&text, found.place.span.start as usize, unit);
            let [end_line, end_column] = position(&text, found.place.span.end as usize, unit);
            let range = [line, column, end_line, end_column];
            (found.rule.code.to_owned(), found.message.render(Language::Zh), range)
        })
        .collect();
    found.sort();
    found
}

/// What the server published, in the same form.
pub fn published(diagnostics: &[Value]) -> Vec<Found> {
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    let mut found: Vec<Found> = diagnostics
        .iter()
        .map(|diagnostic| {
            let at = |end: &str, part: &str| diagnostic["range"][end][part].as_u64().unwrap();
            let range = [
                at("start", "line"),
                at("start", "character"),
                at("end", "line"),
                at("end", "character"),
            ];
            (word(&diagnostic["code"]), word(&diagnostic["message"]), range)
        })
        .collect();
    found.sort();
    found
}

/// Line and column, both from 0, of a byte offset.
pub fn position(text: &str, offset: usize, unit: Unit) -> [u64; 2] {
    let before = &text[..offset];
    let bytes = text.as_bytes();
    let mut line = 0;
    let mut start = 0;
    for (at, byte) in before.bytes().enumerate() {
        if byte == b'\n' || (byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')) {
            line += 1;
            start = at + 1;
        }
    }
    let column = match unit {
        Unit::Utf8 => before[start..].len(),
        Unit::Utf16 => before[start..].encode_utf16().count(),
        Unit::Utf32 => before[start..].chars().count(),
    };
    [line, column as u64]
}

fn today() -> Date {
    let date = jiff::ZonedDateTime::now().date();
    Date {
        year: u16::try_from(date.year()).unwrap(),
        month: u8::try_from(date.month()).unwrap(),
        day: u8::try_from(date.day()).unwrap(),
    }
}
