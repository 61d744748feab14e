//! Comments that silence: the directives, and the names of rules in their lists.

use super::CompletionKind;
use super::draft::{Draft, Offers, Snippet};
use crate::ide::page::Page;
use crate::messages::Message;
use crate::rules::{self, RuleId, RuleSet};
use crate::text::{Span, to_u32};

/// What a comment that speaks to stdreg begins with, after `#`.
const MARK: &str = "stdreg:";

const DIRECTIVES: [&str; 2] = ["ignore", "ignore-file"];

/// What may separate names: whoever writes Chinese writes its commas too.
const SEPARATORS: [char; 3] = [',', '，', '、'];

/// Offers what may stand in a comment, which runs from its `#` to the end of its line.
pub(super) fn offer(offers: &mut Offers<'_>, comment: Span) {
    let before = Span::new(comment.start, offers.spot.cursor).of_text(offers.spot.text);
    let after = Span::new(offers.spot.cursor, comment.end).of_text(offers.spot.text);
    let words = before.trim_start_matches('#').trim_start_matches([' ', '\t']);
    let Some(words) = words.strip_prefix(MARK) else {
        return;
    };
    match words.split_once('[') {
        None => directives(offers, words, after),
        Some((directive, list)) if DIRECTIVES.contains(&directive.trim()) && !list.contains(']') => {
            names(offers, comment, list, after);
        }
        Some(_) => {}
    }
}

fn directives(offers: &mut Offers<'_>, before: &str, after: &str) {
    let word = before.trim_start_matches([' ', '\t']);
    if word.contains(|c: char| !c.is_ascii_alphabetic() && c != '-') {
        return;
    }
    let rest = after
        .find(|c: char| !c.is_ascii_alphabetic() && c != '-')
        .unwrap_or(after.len());
    let has_list = after.get(rest..).unwrap_or_default().trim_start().starts_with('[');
    let span = Span::new(
        offers.spot.cursor - to_u32(word.len()),
        offers.spot.cursor + to_u32(rest),
    );
    let lead = if before.is_empty() { " " } else { "" };
    for directive in DIRECTIVES {
        let attribute = if directive == "ignore" { "here" } else { "file" };
        let detail = Message::attribute("completion-ignore", attribute).render(offers.context.language);
        let draft = Draft::new(CompletionKind::Directive, directive).detail(detail);
        if has_list {
            offers.text(span, format!("{lead}{directive}"), directive, draft);
            continue;
        }
        let mut snippet = Snippet::default();
        snippet.text(&format!("{lead}{directive}[")).stop("").text("]");
        offers.snippet(span, &snippet, directive, draft);
    }
}

fn names(offers: &mut Offers<'_>, comment: Span, before: &str, after: &str) {
    let word = before.rsplit(SEPARATORS).next().unwrap_or_default();
    let word = word.trim_start_matches([' ', '\t']);
    let ends_word = |c: char| c.is_whitespace() || c == ']' || SEPARATORS.contains(&c);
    let rest = after.find(ends_word).unwrap_or(after.len());
    let span = Span::new(
        offers.spot.cursor - to_u32(word.len()),
        offers.spot.cursor + to_u32(rest),
    );
    let is_closed = after.contains(']');
    let others = before.get(..before.len() - word.len()).unwrap_or_default();
    let later = after
        .get(rest..)
        .unwrap_or_default()
        .split(']')
        .next()
        .unwrap_or_default();
    let listed: RuleSet = others
        .split(SEPARATORS)
        .chain(later.split(SEPARATORS))
        .flat_map(|name| rules::select(name.trim()).iter())
        .collect();
    let found = found_here(offers, comment);
    let mut offered: Vec<_> = RuleId::all().filter(|rule| !listed.contains(*rule)).collect();
    offered.sort_by_key(|rule| !found.contains(*rule));
    for definition in offered.into_iter().map(RuleId::definition) {
        let language = offers.context.language;
        let severity = Message::attribute("report-severity", definition.rule.severity.name()).render(language);
        let mut page = Page::default();
        page.line(definition.page.what.get(language));
        let draft = Draft::new(CompletionKind::Rule, definition.rule.name)
            .detail(format!("{} · {severity}", definition.rule.code))
            .documentation(page)
            .found_by(definition.rule.code);
        let end = if is_closed { "" } else { "]" };
        let text = format!("{}{end}", definition.rule.name);
        offers.text(span, text, definition.rule.name, draft);
    }
}

/// The rules with a finding on the comment's line or on the one below, which are what one wants to silence.
fn found_here(offers: &Offers<'_>, comment: Span) -> RuleSet {
    let text = offers.spot.text;
    let start = comment.start - to_u32(offers.spot.line_before(comment.start).len());
    let rest = text.get(comment.end as usize..).unwrap_or_default();
    let below: usize = rest.split_inclusive('\n').take(2).map(str::len).sum();
    let lines = Span::new(start, comment.end + to_u32(below));
    let found = offers.context.found.iter();
    found
        .filter(|found| found.place.file == offers.spot.file && lines.touches(found.place.span.start))
        .filter_map(|found| rules::find(found.rule.code))
        .collect()
}
