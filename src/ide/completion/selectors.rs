//! What names rules in settings: their codes and names, the letters of their families, and all of them.

use super::CompletionKind;
use super::draft::{Draft, Offers, Snippet};
use crate::ide::hover::rule;
use crate::messages::Message;
use crate::rules::{FAMILIES, RuleId};
use crate::syntax::{Behind, Typed};
use crate::text::Span;
use crate::writer::layout::Layout;

/// What stands for every rule.
const ALL: &str = "ALL";

/// Offers what an element of a list of rules may be.
pub(super) fn offer(offers: &mut Offers<'_>, typed: Typed) {
    for (selector, draft) in selectors(offers) {
        if !offers.has(&selector) {
            offers.string(typed, &selector, draft);
        }
    }
}

/// Offers the keys of a table from rules to their severity.
pub(super) fn offer_keys(offers: &mut Offers<'_>, word: Span, behind: Behind) {
    for (selector, draft) in selectors(offers) {
        if offers.spot.has(&selector) {
            continue;
        }
        if behind == Behind::Equals {
            offers.text(word, selector.clone(), &selector, draft);
            continue;
        }
        let mut snippet = Snippet::default();
        let severities: Vec<String> = crate::keys::SEVERITIES.iter().map(|name| (*name).to_owned()).collect();
        snippet.text(&Layout::Inline.key(0, &selector));
        snippet.text("\"").choice(&severities).text("\"");
        offers.snippet(word, &snippet, &selector, draft);
    }
}

/// Every selector with what is said of it: the rules by their codes, then the families.
fn selectors(offers: &Offers<'_>) -> Vec<(String, Draft)> {
    let language = offers.context.language;
    let mut selectors = Vec::new();
    for definition in RuleId::all().map(RuleId::definition) {
        let rule = &definition.rule;
        let severity = Message::attribute("report-severity", rule.severity.name()).render(language);
        let draft = Draft::new(CompletionKind::Rule, rule.code)
            .detail(format!("{} · {severity}", rule.name))
            .documentation(rule::short(definition, language))
            .found_by(rule.name);
        selectors.push((rule.code.to_owned(), draft));
    }
    for (letter, title) in FAMILIES {
        let letter = letter.to_string();
        let draft = Draft::new(CompletionKind::Rule, letter.as_str()).detail(title.get(language));
        selectors.push((letter, draft));
    }
    let all = Message::attribute("hover-rule", "count").with("count", RuleId::all().count());
    let draft = Draft::new(CompletionKind::Rule, ALL).detail(all.render(language));
    selectors.push((ALL.to_owned(), draft));
    selectors
}
