//! Lists as text: whatever is imported, no row is lost, and what comes of it is a register.

use stdreg::exchange::import::{self, Options, Source};
use stdreg::messages::Language;
use stdreg::scheme::Scheme;

#[path = "../../import/holds.rs"]
mod holds;

/// The endings of the names of lists that are text.
const ENDINGS: [&str; 6] = ["csv", "txt", "md", "html", "tsv", "json"];

/// The first byte of an input says what sort of list the rest is.
pub fn check(data: &[u8]) {
    let Some((kind, bytes)) = data.split_first() else {
        return;
    };
    let ending = ENDINGS[usize::from(*kind) % ENDINGS.len()];
    import(format!("list.{ending}"), bytes.to_vec());
}

/// Imports a file, and holds what came of it to what must hold of every import.
pub fn import(name: String, bytes: Vec<u8>) {
    let options = Options {
        scheme: Scheme::built_in(),
        scheme_path: None,
        title: None,
        map: Vec::new(),
        sheets: Vec::new(),
        max_unpacked: 1 << 20,
        header_row: None,
        encoding: None,
        language: Language::En,
    };
    match import::import(&[Source { name, bytes }], &options) {
        Ok(imported) => {
            let register = super::register(std::slice::from_ref(&imported.text));
            holds::hold(&imported, &register, &super::found(&register));
            for language in Language::ALL {
                imported.notes.iter().for_each(|note| drop(note.render(language)));
            }
        }
        Err(problem) => assert!(!problem.render(Language::Zh).is_empty()),
    }
}
