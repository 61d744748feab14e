//! The name of a rule in a comment that silences it: the rule's page in short.

use super::page::Page;
use super::{Context, Cursor};
use crate::analysis::suppressions;
use crate::diagnostic::Place;
use crate::messages::{Language, Message};
use crate::rules::{self, Definition, FAMILIES, RuleId};

/// Explains what the cursor names in a suppression, with its place; nothing for a name that no rule has.
pub(super) fn page(context: Context<'_>, cursor: Cursor) -> Option<(Page, Place)> {
    let source = context.file(cursor.file)?;
    let (span, rules) = suppressions::named_at(source, cursor.offset)?;
    let place = Place::in_file(cursor.file, span);
    let definitions: Vec<&Definition> = rules.iter().map(RuleId::definition).collect();
    match definitions.as_slice() {
        [] => None,
        [definition] => Some((short(definition, context.language), place)),
        many => Some((family(span.of_text(&source.text), many, context.language), place)),
    }
}

/// A rule: its name, severity and fix, and its page without the examples.
pub(in crate::ide) fn short(definition: &Definition, language: Language) -> Page {
    let Definition { rule, page: text, .. } = definition;
    let facts = [
        Message::attribute("report-severity", rule.severity.name()).render(language),
        Message::attribute("cli-rule-fix", rule.fix.name()).render(language),
    ];
    let mut page = Page::new(format!("{} {}", rule.code, rule.name), facts.join(" · "));
    page.line(text.what.get(language));
    page.line(text.why.get(language));
    page.line(text.fix.get(language));
    page
}

/// A selector that stands for several rules: a family's letter, or all.
/// What a selector in settings stands for; nothing where no rule has the name.
pub(super) fn of_selector(selector: &str, language: Language) -> Option<Page> {
    let chosen = rules::select(selector);
    let definitions: Vec<&Definition> = chosen.iter().map(RuleId::definition).collect();
    match definitions.as_slice() {
        [] => None,
        [definition] => Some(short(definition, language)),
        many => Some(family(selector, many, language)),
    }
}

fn family(selector: &str, definitions: &[&Definition], language: Language) -> Page {
    let family = FAMILIES
        .iter()
        .find(|(letter, _)| selector.len() == 1 && selector.starts_with(*letter));
    let count = Message::attribute("hover-rule", "count")
        .with("count", definitions.len())
        .render(language);
    let what = family.map_or_else(
        || count.clone(),
        |(_, title)| format!("{} · {count}", title.get(language)),
    );
    let mut page = Page::new(selector, what);
    // All rules of all families are too many to read.
    if family.is_some() {
        for definition in definitions {
            page.item(format!("{} {}", definition.rule.code, definition.rule.name));
        }
    }
    page
}
