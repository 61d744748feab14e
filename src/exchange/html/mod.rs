//! The printed form as HTML: a fragment for the page of an editor's preview, or a whole page for a browser.
//!
//! There is no script and no inline style in it, so that a page may forbid both. An element that stands for a place in the
//! text has `data-line`, from 0, and `data-uri` where the place is not in the file at hand. All text of the register is
//! escaped: it is anyone's.

pub(super) mod diagram;
pub(super) mod notes;

use std::fmt::Write as _;

use super::printed::{Chapter, Column, Detail, Figures, Printed, Section, Standard, Text};
use crate::diagnostic::Place;
use crate::keys::{ColumnRole, TableKind};
use crate::messages::{Bilingual, Language, Message};

/// How many entries are shown: what a browser still lays out at once.
const MOST_ENTRIES: usize = 20_000;

/// The style of [`page`]. A page of one's own may want other colours.
const STYLE: &str = include_str!("page.css");

/// Where a place is, for whoever shows the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// The line, from 0.
    pub line: u32,
    /// The URI of the file; none where that is the file at hand.
    pub uri: Option<String>,
}

/// Finds the anchor of a place; none for a place that cannot be shown.
type Anchors<'a> = &'a dyn Fn(Place) -> Option<Anchor>;

/// The printed form as what stands in a page's body.
pub fn fragment(printed: &Printed, anchors: Anchors<'_>, language: Language) -> String {
    let mut writer = Writer {
        html: String::new(),
        anchors,
        language,
        left: MOST_ENTRIES,
    };
    writer.all(printed);
    writer.html
}

/// What the title page says besides title, number and code, and what was changed when.
pub(super) fn title_page(printed: &Printed, language: Language) -> String {
    part(language, |writer| writer.title_page(printed))
}

/// The explanatory notes alone.
pub(super) fn explanation(printed: &Printed, language: Language) -> String {
    part(language, |writer| writer.notes(printed))
}

/// The statistics tables alone.
pub(super) fn statistics(printed: &Printed, language: Language) -> String {
    part(language, |writer| {
        for figures in &printed.statistics {
            writer.figures(figures);
        }
    })
}

/// What is written of a page of which no place is shown.
fn part(language: Language, write: impl FnOnce(&mut Writer<'_>)) -> String {
    let mut writer = Writer {
        html: String::new(),
        anchors: &|_| None,
        language,
        left: MOST_ENTRIES,
    };
    write(&mut writer);
    writer.html
}

/// The printed form as a page that needs nothing beside it.
pub fn page(printed: &Printed, language: Language) -> String {
    pages(std::slice::from_ref(printed), language)
}

/// Several of them on one page, which has the title of the first.
pub(super) fn pages(all: &[Printed], language: Language) -> String {
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<title>",
        language.tag()
    );
    escape(all.first().map_or("", |printed| &printed.title.text), &mut page);
    page.push_str("</title>\n<style>\n");
    page.push_str(STYLE);
    page.push_str("</style>\n</head>\n<body>\n");
    for printed in all {
        page.push_str(&fragment(printed, &|_| None, language));
    }
    page.push_str("</body>\n</html>\n");
    page
}

/// The columns of a statistics table (seed, annex B).
struct Writer<'a> {
    html: String,
    anchors: Anchors<'a>,
    language: Language,
    /// How many entries may still be shown.
    left: usize,
}

impl Writer<'_> {
    fn all(&mut self, printed: &Printed) {
        self.element("h1", &printed.title);
        let document: Vec<&str> = [printed.standard.as_str(), printed.code.as_str()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        if !document.is_empty() {
            self.plain("p", "document", &document.join("　"));
        }
        self.title_page(printed);
        if printed.entries > MOST_ENTRIES {
            let message = Message::new("print-cut")
                .with("shown", MOST_ENTRIES)
                .with("entries", printed.entries);
            self.plain("p", "notice", &message.render(self.language));
        }
        if !printed.chapters.is_empty() {
            self.heading("structure");
            let untitled = self.word("print-untitled", "subsystem");
            self.html.push_str("<div class=\"structure\">\n");
            diagram::write(printed, self.anchors, &untitled, "", &mut self.html);
            self.html.push_str("</div>\n");
            self.heading("tables");
            for chapter in &printed.chapters {
                self.chapter(&printed.columns, chapter);
            }
        }
        if !printed.statistics.is_empty() {
            self.heading("statistics");
            for figures in &printed.statistics {
                self.figures(figures);
            }
        }
        self.notes(printed);
    }

    /// What the title page says besides title, number and code, and what was changed when.
    fn title_page(&mut self, printed: &Printed) {
        let language = self.language;
        if !printed.facts.is_empty() {
            self.html.push_str("<dl class=\"title-page\">\n");
            for (key, parts) in &printed.facts {
                self.plain("dt", "", heading_of_key(TableKind::Register, key).get(language));
                parts.iter().for_each(|part| self.plain("dd", "", part));
            }
            self.html.push_str("</dl>\n");
        }
        if printed.revisions.is_empty() {
            return;
        }
        self.plain("h2", "", heading_of_key(TableKind::Root, "revision").get(language));
        self.html.push_str("<table class=\"revisions\">\n");
        let keys = TableKind::Revision.keys().iter();
        self.header(keys.map(|key| key.heading.get(language).to_owned()));
        self.html.push_str("<tbody>\n");
        for revision in &printed.revisions {
            self.open("tr", "", revision.place);
            for cell in &revision.cells {
                self.html.push_str("<td>");
                self.cell(cell);
                self.html.push_str("</td>");
            }
            self.html.push_str("</tr>\n");
        }
        self.html.push_str("</tbody>\n</table>\n");
    }

    fn notes(&mut self, printed: &Printed) {
        if let Some(text) = &printed.notes {
            self.plain(
                "h2",
                "",
                heading_of_key(TableKind::Register, "notes").get(self.language),
            );
            self.html.push_str("<div class=\"notes\">\n");
            notes::write(text, &mut self.html);
            self.html.push_str("</div>\n");
        }
    }

    fn chapter(&mut self, columns: &[Column], chapter: &Chapter) {
        let depth = chapter.depth;
        let mut title = chapter.title.clone();
        if title.text.is_empty() {
            title.text = self.word("print-untitled", "subsystem");
        }
        if !chapter.code.is_empty() {
            title.text = format!("{}　{}", chapter.code, title.text);
        }
        self.element(heading_of(depth), &title);
        self.scope(&chapter.scope);
        for section in &chapter.sections {
            self.section(columns, section, depth + 1);
        }
    }

    /// What a subsystem or a category covers.
    fn scope(&mut self, scope: &str) {
        if !scope.is_empty() {
            self.plain("p", "scope", scope.trim());
        }
    }

    fn section(&mut self, columns: &[Column], section: &Section, depth: usize) {
        let text = match (section.code.as_str(), section.title.text.as_str()) {
            ("", "") => self.word("print-untitled", "category"),
            ("", title) => title.to_owned(),
            (code, title) => format!("{code}　{title}"),
        };
        let place = section.title.place;
        self.element(heading_of(depth), &Text { text, place });
        self.scope(&section.scope);
        for table in &section.tables {
            self.detail(columns, table);
        }
    }

    fn detail(&mut self, columns: &[Column], table: &Detail) {
        let caption = Message::new("print-table")
            .with("id", table.id.as_str())
            .with("title", table.title.text.as_str())
            .render(self.language);
        self.html.push_str("<table class=\"detail\">\n");
        let place = table.title.place;
        self.element("caption", &Text { text: caption, place });
        let titles: Vec<String> = columns.iter().map(|column| column.heading(self.language)).collect();
        self.header(titles);
        self.html.push_str("<tbody>\n");
        for group in &table.groups {
            if !group.title.is_empty() {
                let columns = columns.len();
                let _ = write!(
                    self.html,
                    "<tr class=\"group\"><th colspan=\"{columns}\" scope=\"rowgroup\">"
                );
                escape(&group.title, &mut self.html);
                self.html.push_str("</th></tr>\n");
            }
            for standard in group.standards.iter().take(self.left) {
                self.standard(columns, standard);
            }
            self.left = self.left.saturating_sub(group.standards.len());
        }
        self.html.push_str("</tbody>\n</table>\n");
    }

    fn standard(&mut self, columns: &[Column], standard: &Standard) {
        self.open("tr", "", standard.place);
        for (column, cell) in columns.iter().zip(&standard.cells) {
            let _ = write!(
                self.html,
                "<td class=\"{}\">",
                column.role.map_or("other", ColumnRole::name)
            );
            let text = cell.shown(self.language);
            self.cell(&text);
            self.html.push_str("</td>");
        }
        self.html.push_str("</tr>\n");
    }

    /// What a printed table leaves blank it prints as a dash.
    fn cell(&mut self, text: &str) {
        escape(if text.is_empty() { "-" } else { text }, &mut self.html);
    }

    fn figures(&mut self, figures: &Figures) {
        self.html.push_str("<table class=\"statistics\">\n");
        let (text, place) = (figures.caption(self.language), figures.place);
        self.element("caption", &Text { text, place });
        self.header(figures.heads(self.language));
        self.html.push_str("<tbody>\n");
        let places = figures.heads(self.language).len();
        for row in &figures.rows {
            self.open("tr", "", row.item.place);
            for (place, cell) in figures.cells(row).iter().enumerate() {
                match place {
                    0 => {
                        self.html.push_str("<th scope=\"row\">");
                        self.cell(cell);
                        self.html.push_str("</th>");
                    }
                    _ if figures.has_remarks && place + 1 == places => {
                        self.html.push_str("<td>");
                        self.cell(cell);
                        self.html.push_str("</td>");
                    }
                    _ => self.figure(cell),
                }
            }
            self.html.push_str("</tr>\n");
        }
        self.html.push_str("</tbody>\n</table>\n");
    }

    fn figure(&mut self, figure: &str) {
        self.html.push_str("<td class=\"figure\">");
        self.cell(figure);
        self.html.push_str("</td>");
    }

    fn header(&mut self, columns: impl IntoIterator<Item = String>) {
        self.html.push_str("<thead><tr>");
        for column in columns {
            self.html.push_str("<th scope=\"col\">");
            escape(&column, &mut self.html);
            self.html.push_str("</th>");
        }
        self.html.push_str("</tr></thead>\n");
    }

    fn heading(&mut self, name: &'static str) {
        let text = self.word("print-heading", name);
        self.plain("h2", "", &text);
    }

    fn word(&self, key: &'static str, attribute: &'static str) -> String {
        Message::attribute(key, attribute).render(self.language)
    }

    fn plain(&mut self, tag: &str, class: &str, text: &str) {
        self.open(tag, class, None);
        escape(text, &mut self.html);
        let _ = writeln!(self.html, "</{tag}>");
    }

    fn element(&mut self, tag: &str, text: &Text) {
        self.open(tag, "", text.place);
        escape(&text.text, &mut self.html);
        let _ = writeln!(self.html, "</{tag}>");
    }

    fn open(&mut self, tag: &str, class: &str, place: Option<Place>) {
        let _ = write!(self.html, "<{tag}");
        if !class.is_empty() {
            let _ = write!(self.html, " class=\"{class}\"");
        }
        attributes(place, self.anchors, &mut self.html);
        self.html.push('>');
    }
}

/// What a key is called in print.
pub(super) fn heading_of_key(kind: TableKind, key: &str) -> Bilingual<'static> {
    kind.key(key)
        .map_or(Bilingual { zh: "", en: "" }, |(_, key)| key.heading)
}

/// The heading of what is below so many others in the tree. There are no more than six.
fn heading_of(depth: usize) -> &'static str {
    match depth {
        0 => "h3",
        1 => "h4",
        2 => "h5",
        _ => "h6",
    }
}

/// Writes `data-line` and `data-uri`, each after a blank.
fn attributes(place: Option<Place>, anchors: Anchors<'_>, html: &mut String) {
    if let Some(anchor) = place.and_then(anchors) {
        let _ = write!(html, " data-line=\"{}\"", anchor.line);
        if let Some(uri) = &anchor.uri {
            html.push_str(" data-uri=\"");
            escape(uri, html);
            html.push('"');
        }
    }
}

/// Writes text so that it is nothing but text, in an element or in a quoted attribute. What neither HTML nor XML has, such
/// as control characters, becomes U+FFFD.
pub(super) fn escape(text: &str, html: &mut String) {
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\n' | '\t' => html.push(character),
            '\u{FFFE}' | '\u{FFFF}' => html.push(char::REPLACEMENT_CHARACTER),
            _ if character.is_control() => html.push(char::REPLACEMENT_CHARACTER),
            _ => html.push(character),
        }
    }
}

#[cfg(test)]
mod tests;
