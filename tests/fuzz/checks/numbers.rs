//! Numbers of standards and of plans, and codes: any text is read, what is at fault is within it, and a repaired number is right.

use stdreg::code::{self, Code};
use stdreg::number::plan::{Form, parse_plan};
use stdreg::number::{self, Fault};
use stdreg::scheme::Scheme;
use stdreg::text::Span;

/// Reads each part of an input as a number, as a plan, as the form of one, and as a code.
pub fn check(data: &[u8]) {
    for text in super::texts(data).iter().take(4) {
        for scheme in [Scheme::built_in(), super::other_scheme()] {
            of_number(text, &scheme);
            of_plan(text, &scheme);
            of_code(text, &scheme);
        }
        Form::parse(text);
    }
}

fn of_number(text: &str, scheme: &Scheme) {
    let grammar = &scheme.grammar;
    let is_within = |span: Span| text.get(span.range()).is_some();
    let parsed = number::parse(text, grammar);
    assert!(
        parsed.faults.iter().map(|fault| fault.span()).all(is_within),
        "{text:?}: {parsed:?}"
    );
    assert!(parsed.number.is_some() || !parsed.faults.is_empty(), "{text:?}");
    if let Some(read) = &parsed.number {
        let spans = [read.prefix, read.number, read.parts, read.last, read.amendment];
        let year = read.year.map(|year| year.span);
        assert!(spans.into_iter().chain(year).all(is_within), "{text:?}: {read:?}");
        assert!(read.prefix_is(text, read.prefix_text(text)), "{text:?}");
        assert_eq!(read.same_standard_key(text), read.same_standard_key(text));
    }
    if let Some(canonical) = &parsed.canonical {
        assert_ne!(canonical, text, "a repair changes something: {parsed:?}");
        let again = number::parse(canonical, grammar);
        assert!(
            again.is_well_formed(),
            "{text:?} is repaired to {canonical:?}: {again:?}"
        );
        let (before, after) = (parsed.number.expect("it was read"), again.number.expect("it is read"));
        assert_eq!(
            before.same_standard_key(text),
            after.same_standard_key(canonical),
            "{text:?} is repaired to another number, {canonical:?}"
        );
        let is_plan = |fault: &Fault| matches!(fault, Fault::Plan(_));
        assert!(!parsed.faults.iter().any(is_plan));
    }
    number::is_several(text, grammar);
}

fn of_plan(text: &str, scheme: &Scheme) {
    match parse_plan(text, &scheme.grammar, super::TODAY.year) {
        Ok(plan) => assert!(
            plan.year.is_none_or(|year| text.get(year.range()).is_some()),
            "{text:?}"
        ),
        Err(fault) => assert!(text.get(fault.span().range()).is_some(), "{text:?}"),
    }
}

fn of_code(text: &str, scheme: &Scheme) {
    let code = Code::parse(scheme, text);
    assert_eq!(code.length as usize, text.chars().count());
    let mut last = 0;
    for layer in 0..scheme.layers.len() + 1 {
        let span = code::layer_span(scheme, layer, text);
        assert!(text.get(span.range()).is_some(), "{text:?}");
        if code.has_right_length() && layer < scheme.layers.len() {
            assert!(span.start >= last, "{text:?}: layers follow each other");
            last = span.end;
        }
        if let Some(value) = code.value_at(scheme, text, layer) {
            assert_eq!(code::layer_text(scheme, layer, text), Some(value));
            assert_eq!(span.of_text(text), value);
        }
    }
    if code.is_well_formed(scheme) {
        let layers = (0..scheme.layers.len()).map(|layer| code.value_at(scheme, text, layer).unwrap_or_default());
        assert_eq!(layers.collect::<String>(), text, "a code is its layers");
    }
    for (offset, _) in text.char_indices() {
        let (_, start) = code::layer_in_writing(scheme, &text[..offset]).unwrap_or_default();
        assert!(text.is_char_boundary(start) && start <= offset);
    }
    code::key(text);
}
