//! A standard's number, split into its parts.

use super::page::{Page, Row};
use super::{Asked, NAMED};
use crate::catalogue::Verdict;
use crate::keys::ValueType;
use crate::messages::Message;
use crate::number::{self, Number, Parsed, prefixes};
use crate::register::model::EntryId;
use crate::scheme::Role;
use crate::text::Span;

/// Explains a number: its parts, how it is spelt rightly, and who in the register has it.
pub(super) fn page(asked: Asked<'_>, text: &str) -> Page {
    let say = |attribute| Message::attribute("hover-number", attribute).render(asked.context.language);
    let parsed = number::parse(text, &asked.context.register.scheme.grammar);
    let mut page = Page::new(text, say("title"));
    match &parsed.number {
        Some(number) => {
            let head = ["part", "written", "meaning"].map(say).to_vec();
            page.table(head, parts(asked, text, number));
        }
        None => page.line(say("unreadable")),
    }
    faults(asked, text, &parsed, &mut page);
    if let Some(number) = &parsed.number {
        catalogued(asked, text, number, &mut page);
        same(asked, text, number, &mut page);
    }
    page
}

/// The parts, a row each, in the order of the text.
fn parts(asked: Asked<'_>, text: &str, number: &Number) -> Vec<Row> {
    let cursor = asked.target.offset_in_text();
    let mut rows = Vec::new();
    let mut add = |part: &'static str, written: &str, span: Span, meaning: String| {
        let is_at_cursor = cursor.is_some_and(|offset| span.start <= offset && offset < span.end);
        let part = Message::attribute("hover-number", part).render(asked.context.language);
        rows.push(Row {
            cells: vec![part, written.to_owned(), meaning],
            is_at_cursor,
        });
    };
    add(
        "prefix",
        number.prefix_text(text),
        number.prefix,
        prefix_meaning(asked, text, number),
    );
    if let Some(mark) = number.nature() {
        let letter = mark.letter();
        let written = if letter.is_empty() {
            String::new()
        } else {
            format!("/{letter}")
        };
        let span = Span::new(number.prefix.end, number.number.start);
        add("nature", &written, span, nature_meaning(asked, letter));
    }
    add("number", number.number.of_text(text), number.number, String::new());
    if !number.parts.is_empty() {
        add("parts", number.parts.of_text(text), number.parts, String::new());
    }
    if !number.last.is_empty() {
        add("last", number.last.of_text(text), number.last, String::new());
    }
    if let Some(year) = number.year {
        let written = year.span.of_text(text);
        let value = year.value.to_string();
        let meaning = if written == value { String::new() } else { value };
        add("year", written, year.span, meaning);
    }
    if number.all_parts {
        let span = Span::empty(0);
        add("all-parts", "", span, String::new());
    }
    if !number.amendment.is_empty() {
        add(
            "amendment",
            number.amendment.of_text(text),
            number.amendment,
            String::new(),
        );
    }
    rows
}

/// What the prefix stands for, and who issues such standards.
fn prefix_meaning(asked: Asked<'_>, text: &str, number: &Number) -> String {
    let kind = Message::attribute("hover-kind", number.kind.name());
    let listed = prefixes()
        .find(|(prefix, of_kind, _)| *of_kind == number.kind && number.prefix_is(text, prefix))
        .map(|(_, _, meaning)| meaning)
        .or_else(|| number::industry(number.prefix_text(text)).map(|industry| industry.name));
    let message = match listed {
        Some(meaning) => Message::attribute("hover-number", "meant").with("meaning", meaning),
        None => Message::attribute("hover-number", "of-kind"),
    };
    asked.context.say(&message.with("kind", kind))
}

/// What the scheme says that a mark means: `T` is 推荐性.
fn nature_meaning(asked: Asked<'_>, letter: &str) -> String {
    let scheme = &asked.context.register.scheme;
    let meaning = scheme.layer(Role::Nature).and_then(|layer| {
        let value = layer.value_of_mark(letter)?;
        layer.meaning(value)
    });
    meaning.unwrap_or_default().to_owned()
}

/// What is wrong with the number, and its right spelling where there is one.
fn faults(asked: Asked<'_>, text: &str, parsed: &Parsed, page: &mut Page) {
    let mut named: Vec<&str> = Vec::new();
    for fault in &parsed.faults {
        if !named.contains(&fault.name()) {
            named.push(fault.name());
            let reason = Message::attribute("malformed-number", fault.name()).with("part", fault.span().of_text(text));
            page.item(format!("⚠ {}", asked.context.say(&reason)));
        }
    }
    if let Some(canonical) = &parsed.canonical {
        let message = Message::attribute("hover-number", "canonical").with("canonical", canonical.as_str());
        page.item(asked.context.say(&message));
    }
}

/// What catalogues say: the row of the number, and that of a newer edition.
fn catalogued(asked: Asked<'_>, text: &str, number: &Number, page: &mut Page) {
    let context = asked.context;
    let Some(catalogue) = context.register.catalogue.as_deref() else {
        return;
    };
    let verdict = context.verdict(number, text);
    let newer = match &verdict {
        Verdict::Newer(_) => catalogue.find(number, text),
        _ => None,
    };
    let rows = newer.iter().chain(verdict.row());
    if rows.clone().next().is_none() {
        page.item(context.say(&Message::attribute("catalogue-row", "absent")));
    }
    for row in rows {
        context.add_row(row, page);
    }
}

/// The other entries with the number.
fn same(asked: Asked<'_>, text: &str, number: &Number, page: &mut Page) {
    let context = asked.context;
    let register = context.register;
    let own = match (asked.target.item, asked.target.key.map(|key| key.value)) {
        (Some(crate::ide::target::Item::Entry(id)), Some(ValueType::Standard)) => Some(id),
        _ => None,
    };
    let ids = register.index.numbers.get(number.same_standard_key(text));
    let others: Vec<EntryId> = ids.iter().copied().filter(|id| Some(*id) != own).collect();
    for entry in others.iter().take(NAMED).filter_map(|id| register.entry(*id)) {
        let message = Message::attribute("hover-number", "same").with("entry", context.entry_line(entry));
        page.item(context.say(&message));
    }
    if let Some(more) = others.len().checked_sub(NAMED).filter(|more| *more > 0) {
        page.item(context.say(&Message::attribute("hover-number", "more").with("more", more)));
    }
    let is_replaced = asked.target.key.is_some_and(|key| key.value == ValueType::Standards);
    if others.is_empty() && is_replaced {
        page.item(context.say(&Message::attribute("hover-number", "absent")));
    }
}
