//! What changed as 修订说明 on a page that needs nothing beside it.

use super::Comparison;
use super::sections::{self, Section, sections};
use crate::exchange::html::{escape, page_of};
use crate::messages::Language;

pub(super) fn render(comparison: &Comparison, language: Language) -> String {
    let title = sections::title(comparison, language);
    let mut body = String::new();
    element("h1", &title, &mut body);
    element("p", &sections::subtitle(comparison, language), &mut body);
    if comparison.same {
        element("p", &sections::nothing(language), &mut body);
    }
    for section in sections(comparison, language) {
        of_section("h2", &section, &mut body);
    }
    page_of(&title, &body, language)
}

/// A section below a heading.
pub(super) fn of_section(heading: &str, section: &Section, body: &mut String) {
    element(heading, &section.title, body);
    body.push_str("<table>\n<thead><tr>");
    section.head.iter().for_each(|cell| element("th", cell, body));
    body.push_str("</tr></thead>\n<tbody>\n");
    for row in &section.rows {
        body.push_str("<tr>");
        row.iter().for_each(|cell| element("td", cell, body));
        body.push_str("</tr>\n");
    }
    body.push_str("</tbody>\n</table>\n");
}

pub(super) fn element(tag: &str, text: &str, html: &mut String) {
    html.push('<');
    html.push_str(tag);
    html.push('>');
    escape(text, html);
    html.push_str("</");
    html.push_str(tag);
    html.push('>');
    if tag.len() == 2 && !matches!(tag, "td" | "th") || tag == "p" {
        html.push('\n');
    }
}
