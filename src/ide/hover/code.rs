//! A code, layer by layer.

use super::Asked;
use super::page::{Page, Row};
use crate::code::layer_span;
use crate::diagnostic::Place;
use crate::messages::Message;
use crate::register::decode::{DecodedLayer, decode_in};
use crate::scheme::{Layer, Scheme};
use crate::text::Span;

const WARNING: &str = "⚠";

/// Explains a code: what each layer means, what is wrong with it, and the clause that says so.
pub(super) fn page(asked: Asked<'_>, code: &str) -> Page {
    let context = asked.context;
    let scheme = &context.register.scheme;
    let text = |attribute| Message::attribute("hover-code", attribute).render(context.language);
    let mut page = Page::new(code, text("title"));
    let decoded = decode_in(code, context.register);
    let at_cursor = layer_at_cursor(asked, code, scheme);
    if context.register.scheme_is_stand_in() {
        page.line(format!("{WARNING} {}", text("stand-in")));
    }
    if let Some(fault) = &decoded.fault {
        page.line(format!("{WARNING} {}", fault.render(context.language)));
    }
    if decoded.layers.iter().any(|layer| layer.value.is_some()) {
        let rows = (1..).zip(&decoded.layers).map(|(number, layer)| Row {
            cells: vec![
                number.to_string(),
                name(layer.layer),
                layer.value.unwrap_or("–").to_owned(),
                meaning(asked, code, layer),
            ],
            is_at_cursor: at_cursor == Some(number - 1),
        });
        let head = ["layer", "name", "value", "meaning"].map(text).to_vec();
        page.table(head, rows.collect());
    }
    let clause = at_cursor.and_then(|index| scheme.layers.get(index)?.clause.as_deref());
    if let Some(clause) = clause {
        page.quote(clause);
    }
    let source = Message::attribute("hover-code", "source")
        .with("id", scheme.id.as_str())
        .with("title", scheme.title.as_str())
        .with("clause", scheme.clause.as_deref().unwrap_or_default());
    page.line(source.render(context.language).trim_end());
    page
}

/// A layer's title, or what else it is called; a separator has no name.
fn name(layer: &Layer) -> String {
    let name = if layer.title.is_empty() {
        &layer.name
    } else {
        &layer.title
    };
    name.clone()
}

/// What a layer's value means, and what is wrong with it: by itself, or by the findings of the register.
fn meaning(asked: Asked<'_>, code: &str, decoded: &DecodedLayer<'_>) -> String {
    let context = asked.context;
    if let Some(fault) = &decoded.fault {
        return format!("{WARNING} {}", fault.render(context.language));
    }
    let mut words: Vec<String> = Vec::new();
    words.extend(decoded.meaning.as_ref().map(|meaning| meaning.render(context.language)));
    let found = place_of(asked, code, decoded.index).map(|place| {
        let at_layer = context.found.iter().filter(move |found| found.place == place);
        at_layer.map(|found| format!("{WARNING} {} {}", found.rule.code, found.rule.name))
    });
    words.extend(found.into_iter().flatten());
    words.join(" ")
}

/// Where a layer stands, where the code stands letter by letter in the text.
fn place_of(asked: Asked<'_>, code: &str, layer: usize) -> Option<Place> {
    asked.target.offset_in_text()?;
    let place = asked.target.place;
    let span = layer_span(&asked.context.register.scheme, layer, code).shift(place.span.start);
    Some(asked.context.register.absolute(place.with_span(span)))
}

fn layer_at_cursor(asked: Asked<'_>, code: &str, scheme: &Scheme) -> Option<usize> {
    let offset = asked.target.offset_in_text()?;
    let holds = |span: Span| span.start <= offset && offset < span.end;
    let is_at_end = |span: Span| !span.is_empty() && span.end == offset;
    let spans = || (0..scheme.layers.len()).map(|layer| layer_span(scheme, layer, code));
    // Behind the last character the pointer is still on the layer before it.
    spans().position(holds).or_else(|| spans().position(is_at_end))
}
