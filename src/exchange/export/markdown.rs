//! The printed form as Markdown, for pages that show it: headings, the structure as a list, and tables as GitHub and most
//! others know them.

use std::fmt::Write as _;

use super::{Export, Part, Problem};
use crate::exchange::html::heading_of_key;
use crate::exchange::printed::{Chapter, Detail, Figures, Printed, Section};
use crate::keys::TableKind;
use crate::messages::{Language, Message};

/// How deep a list goes.
const DEEPEST: usize = 20;

pub(super) fn write(export: &Export<'_>) -> Result<Vec<u8>, Problem> {
    let mut writer = Writer {
        export,
        text: String::new(),
    };
    writer.all();
    let mut text = writer.text;
    text.truncate(text.trim_end().len());
    text.push('\n');
    Ok(text.into_bytes())
}

struct Writer<'e, 'r> {
    export: &'e Export<'r>,
    text: String,
}

impl Writer<'_, '_> {
    fn all(&mut self) {
        let export = self.export;
        let printed = &export.printed;
        self.heading(1, &printed.title.text);
        let document = [printed.standard.as_str(), printed.code.as_str()].map(plain);
        let document = document.join("　");
        if !document.trim().is_empty() {
            let _ = writeln!(self.text, "{}\n", document.trim());
        }
        self.title_page();
        if export.has(Part::Structure) && !printed.chapters.is_empty() {
            self.heading(2, &export.word("print-heading", "structure"));
            for chapter in &printed.chapters {
                self.outline(chapter);
            }
            self.text.push('\n');
        }
        if export.has(Part::Tables) && !printed.chapters.is_empty() {
            self.heading(2, &export.word("print-heading", "tables"));
            for chapter in &printed.chapters {
                self.chapter(chapter);
            }
        }
        if export.has(Part::Statistics) && !printed.statistics.is_empty() {
            self.heading(2, &export.word("print-heading", "statistics"));
            for figures in &printed.statistics {
                self.figures(figures);
            }
        }
        // They are Markdown as they are.
        if let Some(notes) = printed.notes.as_deref().filter(|_| export.has(Part::Notes)) {
            self.heading(2, heading_of_key(TableKind::Register, "notes").get(export.language));
            self.text.push_str(notes.trim());
            self.text.push('\n');
        }
    }

    /// What the title page says besides title, number and code, and what was changed when.
    fn title_page(&mut self) {
        let export = self.export;
        let (printed, language) = (&export.printed, export.language);
        for (key, parts) in &printed.facts {
            let key = heading_of_key(TableKind::Register, key).get(language);
            let parts: Vec<String> = parts.iter().map(|part| of_cell(part)).collect();
            let _ = writeln!(self.text, "- {}: {}", plain(key), parts.join("<br>"));
        }
        if !printed.facts.is_empty() {
            self.text.push('\n');
        }
        if !printed.revisions.is_empty() {
            self.heading(2, heading_of_key(TableKind::Root, "revision").get(language));
            let keys = TableKind::Revision.keys().iter();
            let heads: Vec<String> = keys.map(|key| key.heading.get(language).to_owned()).collect();
            self.head(&heads);
            for revision in &printed.revisions {
                self.row(&revision.cells.each_ref().map(|cell| of_cell(cell)));
            }
            self.text.push('\n');
        }
    }

    fn heading(&mut self, level: usize, text: &str) {
        let _ = writeln!(self.text, "{} {}\n", "#".repeat(level.min(6)), plain(text));
    }

    fn title_of(&self, chapter: &Chapter) -> String {
        match (chapter.code.as_str(), chapter.title.text.as_str()) {
            ("", "") => self.export.word("print-untitled", "subsystem"),
            (code, title) => format!("{code} {title}").trim().to_owned(),
        }
    }

    fn title_of_section(&self, section: &Section) -> String {
        match (section.code.as_str(), section.title.text.as_str()) {
            ("", "") => self.export.word("print-untitled", "category"),
            (code, title) => format!("{code} {title}").trim().to_owned(),
        }
    }

    /// What a subsystem or a category covers.
    fn scope(&mut self, scope: &str) {
        if !scope.trim().is_empty() {
            let _ = writeln!(self.text, "{}\n", of_cell(scope));
        }
    }

    fn outline(&mut self, chapter: &Chapter) {
        // Deeper ones stand with those: else the blanks of a deep tree would be more than its text.
        let depth = chapter.depth.min(DEEPEST);
        self.item(depth, &self.title_of(chapter));
        for section in &chapter.sections {
            self.item(depth + 1, &self.title_of_section(section));
            for table in &section.tables {
                self.item(depth + 2, format!("{} {}", table.id, table.title.text).trim());
            }
        }
    }

    fn item(&mut self, depth: usize, text: &str) {
        let _ = writeln!(self.text, "{}- {}", "  ".repeat(depth), plain(text));
    }

    fn chapter(&mut self, chapter: &Chapter) {
        let level = 3 + chapter.depth;
        self.heading(level, &self.title_of(chapter));
        self.scope(&chapter.scope);
        for section in &chapter.sections {
            self.heading(level + 1, &self.title_of_section(section));
            self.scope(&section.scope);
            for table in &section.tables {
                self.detail(table);
            }
        }
    }

    fn detail(&mut self, table: &Detail) {
        let export = self.export;
        let caption = Message::new("print-table")
            .with("id", table.id.as_str())
            .with("title", table.title.text.as_str());
        self.caption(&caption.render(export.language));
        let heads: Vec<String> = export
            .printed
            .columns
            .iter()
            .map(|column| column.heading(export.language))
            .collect();
        let width = heads.len();
        self.head(&heads);
        for group in &table.groups {
            if !group.title.is_empty() {
                let mut row = vec![format!("**{}**", plain(&group.title))];
                row.resize(width, String::new());
                self.row(&row);
            }
            for standard in &group.standards {
                let cells = standard.cells.iter().map(|cell| of_cell(&cell.shown(export.language)));
                let cells: Vec<String> = cells.collect();
                self.row(&cells);
            }
        }
        self.text.push('\n');
    }

    fn figures(&mut self, figures: &Figures) {
        table_of_figures(figures, self.export.language, &mut self.text);
    }

    fn caption(&mut self, text: &str) {
        caption(text, &mut self.text);
    }

    fn head(&mut self, titles: &[String]) {
        head(titles, &mut self.text);
    }

    fn row(&mut self, cells: &[String]) {
        row(cells, &mut self.text);
    }
}

/// The title of a page and its statistics alone.
pub(in crate::exchange) fn figures(printed: &Printed, language: Language) -> String {
    let mut text = format!("# {}\n\n", plain(&printed.title.text));
    for figures in &printed.statistics {
        table_of_figures(figures, language, &mut text);
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

fn table_of_figures(figures: &Figures, language: Language, text: &mut String) {
    caption(&figures.caption(language), text);
    head(&figures.heads(language), text);
    for figures_row in &figures.rows {
        let cells = figures.cells(figures_row);
        row(&cells.iter().map(|cell| of_cell(cell)).collect::<Vec<_>>(), text);
    }
    text.push('\n');
}

fn caption(caption: &str, text: &mut String) {
    let _ = writeln!(text, "**{}**\n", plain(caption));
}

fn head(titles: &[String], text: &mut String) {
    let titles: Vec<String> = titles.iter().map(|title| plain(title)).collect();
    row(&titles, text);
    row(&vec!["---".to_owned(); titles.len()], text);
}

fn row(cells: &[String], text: &mut String) {
    let _ = writeln!(text, "| {} |", cells.join(" | "));
}

/// What a printed table leaves blank it prints as a dash.
pub(in crate::exchange) fn of_cell(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(plain).filter(|line| !line.is_empty()).collect();
    match lines.join("<br>") {
        text if text.is_empty() => "-".to_owned(),
        text => text,
    }
}

/// Text of one line that is nothing but text: no Markdown, no HTML, no mathematics, no link. Blanks at its ends go, but for
/// full-width ones, which are seen; a tab or a line break is written by its number.
pub(in crate::exchange) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let bare = text.trim_matches(|c: char| c.is_ascii_whitespace());
    let mut characters = bare.chars().peekable();
    while let Some(character) = characters.next() {
        let is_first = plain.is_empty();
        let is_special = match character {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '$' | '#' | '&' => true,
            // An address would become a link by itself.
            ':' => characters.peek() == Some(&'/'),
            '@' => true,
            // What begins a list.
            '+' | '-' => is_first,
            '.' | ')' => is_number(&plain) || plain.ends_with("www"),
            _ => false,
        };
        if is_special {
            plain.push('\\');
        }
        match character {
            '\t' | '\n' | '\r' => {
                let _ = write!(plain, "&#{};", u32::from(character));
            }
            character if character.is_control() => plain.push(' '),
            character => plain.push(character),
        }
    }
    plain
}
