//! A register of any texts is read and judged: each finding stands on characters, and is told in both languages.

use stdreg::diagnostic::{Diagnostic, Place};
use stdreg::messages::{Language, Message};
use stdreg::register::Register;

/// Reads the parts of an input as a root and its parts.
pub fn check(data: &[u8]) {
    let mut texts = super::texts(data);
    texts.truncate(4);
    let register = super::register(&texts);
    hold(&register, &super::found(&register));
}

/// Holds findings to what must hold for any.
pub fn hold(register: &Register, found: &[Diagnostic]) {
    for diagnostic in found {
        let text_at = |place: Place| {
            let text = &register.file(place.file).expect("a place is in a file").text;
            let at = text.get(place.span.range());
            at.unwrap_or_else(|| panic!("{diagnostic:?} is off the characters"))
        };
        let related = diagnostic.related.iter().map(|label| label.place);
        let edits = diagnostic.fix.iter().flat_map(|fix| &fix.edits).map(|edit| edit.place);
        let elsewhere = diagnostic.elsewhere.iter().copied();
        for place in [diagnostic.place].into_iter().chain(related).chain(elsewhere) {
            assert!(
                !text_at(place).contains(['\n', '\r']),
                "{diagnostic:?} is in several lines"
            );
        }
        for place in edits {
            text_at(place);
        }
        told(&diagnostic.message);
        diagnostic.related.iter().for_each(|label| told(&label.message));
        diagnostic.fix.iter().for_each(|fix| told(&fix.title));
    }
    let is_sorted = found.is_sorted_by_key(|diagnostic| (diagnostic.place.file, diagnostic.place.span.start));
    assert!(is_sorted, "findings are in the order of the text");
}

fn told(message: &Message) {
    for language in Language::ALL {
        assert!(!message.render(language).is_empty(), "{message:?}");
    }
}
