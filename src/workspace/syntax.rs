//! What is no TOML in files beside the registers: settings and schemes.

use crate::messages::Message;
use crate::scheme::{self, Fault, FaultKind, Scheme};
use crate::syntax::Document;
use crate::text::Span;

/// Where a text is no TOML and why, in the order of the text: also where a key or table stands twice.
pub(super) fn syntax_faults(text: &str) -> Vec<(Span, Box<Message>)> {
    let document = Document::parse(text);
    let in_segments = document.iter().flat_map(|(id, segment)| {
        let (start, text) = (document.start(id), document.text(text, id));
        let errors = segment.errors.iter();
        let errors = errors.map(move |error| (error.span.shift(start), Box::new(error.message(text))));
        let doubled = segment.doubled.iter().map(move |doubled| {
            let message = Message::new("duplicate-key").with("key", doubled.key.of_text(text));
            (doubled.key.shift(start), Box::new(message))
        });
        errors.chain(doubled)
    });
    let twice = document.redefinitions.iter().map(|twice| {
        let (start, text) = (document.start(twice.segment), document.text(text, twice.segment));
        let message = Message::attribute("duplicate-key", "table").with("key", twice.key.of_text(text));
        (twice.key.shift(start), Box::new(message))
    });
    let mut faults: Vec<_> = in_segments.chain(twice).collect();
    faults.sort_by_key(|(span, _)| *span);
    faults
}

/// Reads a scheme file, as [`scheme::read`] does. Where it is no TOML, every place that is at fault is told, in words that
/// exist in both languages.
pub fn read_scheme(text: &str) -> (Option<Scheme>, Vec<Fault>) {
    let (scheme, faults) = scheme::read(text);
    let is_unreadable = |fault: &Fault| matches!(fault.kind, FaultKind::Unreadable(_));
    if !faults.iter().any(is_unreadable) {
        return (scheme, faults);
    }
    let of_syntax: Vec<Fault> = syntax_faults(text)
        .into_iter()
        .map(|(span, message)| Fault {
            span,
            kind: FaultKind::Syntax(message),
        })
        .collect();
    let faults = if of_syntax.is_empty() { faults } else { of_syntax };
    (scheme, faults)
}
