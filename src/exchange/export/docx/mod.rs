//! A document of Word, as GB/T 1.1 sets such annexes: the structure as a figure, the detail tables and the statistics as annexes
//! with their clauses, captions and heads that are repeated on each page. Captions and clauses are literal text: they say what
//! the register says, whatever stands around them.
//!
//! What is needed of WordprocessingML is a dozen elements, which are written here: a library has hundreds, and costs as much to
//! build as all of the office files else. [`template`] is what the text goes into: a document of one's own, or the one that is
//! built in. The same register gives the same bytes.

mod drawing;
mod notes;
mod page;
mod table;
mod template;

use std::fmt::Write as _;

use self::page::Orientation;
use self::table::{Align, Grid};
use self::template::Template;
use super::{Export, Part, Problem};
use crate::exchange::html::{escape, heading_of_key};
use crate::exchange::layout::Layout;
use crate::exchange::printed::{Chapter, Detail, Figures};
use crate::exchange::tree::tree;
use crate::keys::{BY, ColumnRole, TableKind};
use crate::messages::Message;

/// The deepest clause that has a number of its own; those below have titles alone.
const DEEPEST_NUMBER: usize = 7;
/// The deepest heading.
const DEEPEST_HEADING: usize = 4;
/// Text is handed on when so much has come together.
const PIECE: usize = 1 << 20;
/// What a blank cell is filled with (GB/T 1.1).
const BLANK: &str = "—";

pub(super) fn write(export: &Export<'_>) -> Result<Vec<u8>, Problem> {
    let template = match export.template {
        Some(bytes) => Template::read(bytes)?,
        None => Template::built_in(export),
    };
    let mut file = template.begin()?;
    let mut writer = Writer {
        export,
        template: &template,
        file: &mut file,
        text: String::new(),
        orientation: Orientation::AsItIs,
        sections: 0,
        drawings: 0,
    };
    writer.all()?;
    file.end()
}

/// What a paragraph is. Each has a style of the document, where the document has such a one, or else looks of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Title,
    /// From 1.
    Heading(usize),
    Caption,
    Body,
    Centred,
}

struct Writer<'e, 'r, 'f> {
    export: &'e Export<'r>,
    template: &'e Template<'e>,
    file: &'f mut template::File<'e>,
    text: String,
    /// How the pages lie on which is written.
    orientation: Orientation,
    /// How many sections and drawings there are so far.
    sections: usize,
    drawings: usize,
}

impl Writer<'_, '_, '_> {
    fn all(&mut self) -> Result<(), Problem> {
        let export = self.export;
        let printed = &export.printed;
        if !printed.title.text.is_empty() {
            self.paragraph(Style::Title, &printed.title.text);
        }
        self.title_page();
        if export.has(Part::Structure) && !printed.chapters.is_empty() {
            self.structure()?;
        }
        if export.has(Part::Tables) && !printed.chapters.is_empty() {
            self.tables()?;
        }
        if export.has(Part::Statistics) && !printed.statistics.is_empty() {
            self.statistics()?;
        }
        self.lie(Orientation::AsItIs);
        if let Some(notes) = printed.notes.as_deref().filter(|_| export.has(Part::Notes)) {
            let heading = heading_of_key(TableKind::Register, "notes").get(export.language);
            self.paragraph(Style::Heading(1), heading);
            self.notes(notes)?;
        }
        self.template
            .page
            .section(self.sections, self.orientation, &mut self.text);
        self.flush()
    }

    /// What the title page says, and what was changed when.
    fn title_page(&mut self) {
        let export = self.export;
        let (printed, language) = (&export.printed, export.language);
        for line in [&printed.standard, &printed.code] {
            if !line.trim().is_empty() {
                self.paragraph(Style::Centred, line);
            }
        }
        let said = |key: &str, parts: &[String]| {
            let message = Message::attribute("export-document", "fact").with("name", key);
            message.with("text", parts.to_vec()).render(language)
        };
        for (key, parts) in &printed.facts {
            let key = heading_of_key(TableKind::Register, key).get(language);
            self.paragraph(Style::Body, &said(key, parts));
        }
        if !printed.revisions.is_empty() {
            let key = heading_of_key(TableKind::Root, "revision").get(language);
            self.paragraph(Style::Body, said(key, &[]).trim_end());
        }
        for revision in &printed.revisions {
            let cells: Vec<&str> = revision
                .cells
                .iter()
                .map(String::as_str)
                .filter(|cell| !cell.is_empty())
                .collect();
            self.paragraph(Style::Body, &format!("——{}", cells.join("　")));
        }
    }

    /// The figure: as boxes where a page can hold them, else as a list.
    fn structure(&mut self) -> Result<(), Problem> {
        let export = self.export;
        let tree = tree(&export.printed, &export.word("print-untitled", "subsystem"));
        let layout = Layout::new(&tree);
        let figure = Message::attribute("export-document", "figure").with("title", export.printed.title.text.as_str());
        let caption = figure.render(export.language);
        let Some(drawing) = drawing::fitting(&layout, &tree, &self.template.page) else {
            let heading = export.word("print-heading", "structure");
            self.paragraph(Style::Heading(1), &heading);
            for node in tree.nodes.iter().skip(1) {
                let indent = "　".repeat(node.depth.saturating_sub(1).min(DEEPEST_NUMBER));
                self.paragraph(Style::Body, &format!("{indent}{}", node.text));
                self.flush_piece()?;
            }
            return Ok(());
        };
        self.lie(drawing.orientation);
        for (place, band) in drawing.bands.iter().enumerate() {
            self.drawings += 1;
            drawing.write(band, self.drawings, &caption, &mut self.text);
            match place {
                0 => self.paragraph(Style::Caption, &caption),
                _ => {
                    let more = Message::attribute("export-document", "continued").with("caption", caption.as_str());
                    self.paragraph(Style::Caption, &more.render(export.language));
                }
            }
        }
        self.flush()
    }

    fn tables(&mut self) -> Result<(), Problem> {
        let export = self.export;
        let printed = &export.printed;
        let mut grid = Grid::new(printed.columns.iter().map(|column| {
            let align = match column.role {
                Some(ColumnRole::Title | ColumnRole::Owner | ColumnRole::Remarks | ColumnRole::Replaces) => {
                    Align::Start
                }
                Some(_) => Align::Centre,
                None => Align::Start,
            };
            (column.heading(export.language), align)
        }));
        let sections = || printed.chapters.iter().flat_map(|chapter| &chapter.sections);
        let details = || sections().flat_map(|section| &section.tables);
        for standard in details()
            .flat_map(|table| &table.groups)
            .flat_map(|group| &group.standards)
        {
            let cells = standard.cells.iter();
            grid.measure(cells.map(|cell| cell.shown(export.language)));
        }
        self.lie(grid.fit(&self.template.page)?);
        let letter = letter_of(details().map(|table| table.id.as_str()));
        self.annex(letter, "normative", "tables");
        let mut numbers: Vec<usize> = Vec::new();
        for chapter in &printed.chapters {
            self.chapter(chapter, letter, &mut numbers, &grid)?;
        }
        Ok(())
    }

    fn chapter(
        &mut self,
        chapter: &Chapter,
        letter: Option<char>,
        numbers: &mut Vec<usize>,
        grid: &Grid,
    ) -> Result<(), Problem> {
        let export = self.export;
        let title = match chapter.title.text.as_str() {
            "" => export.word("print-untitled", "subsystem"),
            title => title.to_owned(),
        };
        self.clause(chapter.depth, &title, letter, numbers);
        self.scope(&chapter.scope);
        for section in &chapter.sections {
            let title = match (section.title.text.as_str(), section.code.as_str()) {
                ("", "") => export.word("print-untitled", "category"),
                ("", code) => code.to_owned(),
                (title, _) => title.to_owned(),
            };
            self.clause(chapter.depth + 1, &title, letter, numbers);
            self.scope(&section.scope);
            for table in &section.tables {
                self.detail(table, grid)?;
            }
        }
        Ok(())
    }

    /// The heading of a clause, with the number that it has by its place.
    fn clause(&mut self, depth: usize, title: &str, letter: Option<char>, numbers: &mut Vec<usize>) {
        let mut heading = String::new();
        if depth < DEEPEST_NUMBER {
            numbers.truncate(depth + 1);
            numbers.resize(depth + 1, 0);
            if let Some(last) = numbers.last_mut() {
                *last += 1;
            }
            if let Some(letter) = letter {
                heading.push(letter);
                for number in numbers.iter() {
                    let _ = write!(heading, ".{number}");
                }
                heading.push('　');
            }
        }
        heading.push_str(title);
        self.paragraph(Style::Heading((depth + 2).min(DEEPEST_HEADING)), &heading);
    }

    fn scope(&mut self, scope: &str) {
        if !scope.trim().is_empty() {
            self.paragraph(Style::Body, scope);
        }
    }

    fn detail(&mut self, table: &Detail, grid: &Grid) -> Result<(), Problem> {
        let export = self.export;
        let of_table = |message: Message| {
            let message = message
                .with("id", table.id.as_str())
                .with("title", table.title.text.as_str());
            message.render(export.language)
        };
        if !table.id.is_empty() {
            let see = of_table(Message::attribute("export-document", "see-table"));
            self.paragraph(Style::Body, &see);
        }
        self.paragraph(Style::Caption, &of_table(Message::new("print-table")));
        grid.begin(&mut self.text);
        for group in &table.groups {
            if !group.title.is_empty() {
                grid.across(&group.title, &mut self.text);
            }
            for standard in &group.standards {
                let cells = standard.cells.iter().map(|cell| cell.shown(export.language));
                grid.row(cells, &mut self.text);
                self.flush_piece()?;
            }
        }
        grid.end(&mut self.text);
        Ok(())
    }

    fn statistics(&mut self) -> Result<(), Problem> {
        let export = self.export;
        let all = &export.printed.statistics;
        let grids: Vec<Grid> = all.iter().map(|figures| self.grid_of(figures)).collect();
        let mut orientation = Orientation::AsItIs;
        let mut fitted = Vec::with_capacity(grids.len());
        for mut grid in grids {
            if grid.fit(&self.template.page)? == Orientation::Landscape {
                orientation = Orientation::Landscape;
            }
            fitted.push(grid);
        }
        self.lie(orientation);
        self.annex(
            letter_of(all.iter().map(|figures| figures.id.as_str())),
            "informative",
            "statistics",
        );
        for (figures, mut grid) in all.iter().zip(fitted) {
            grid.fit_into(&self.template.page, orientation);
            let title = match figures.title.as_str() {
                "" => {
                    let by = BY.iter().copied().find(|by| *by == figures.by);
                    export.word("print-statistics", by.unwrap_or("other"))
                }
                title => title.to_owned(),
            };
            let caption = match figures.id.as_str() {
                "" => title,
                id => Message::attribute("export-document", "statistics")
                    .with("id", id)
                    .with("title", title)
                    .render(export.language),
            };
            self.paragraph(Style::Caption, &caption);
            grid.begin(&mut self.text);
            for row in &figures.rows {
                grid.row(cells_of(figures, row), &mut self.text);
                self.flush_piece()?;
            }
            grid.end(&mut self.text);
        }
        Ok(())
    }

    fn grid_of(&self, figures: &Figures) -> Grid {
        let export = self.export;
        let word = |name| export.word("print-figure", name);
        let whole = ["expected", "existing", "ratio"];
        let whole = whole.into_iter().filter(|_| figures.has_whole).map(word);
        let heads = std::iter::once((word("item"), Align::Start))
            .chain(
                whole
                    .chain(figures.columns.iter().cloned())
                    .map(|head| (head, Align::Centre)),
            )
            .chain(figures.has_remarks.then(|| (word("remarks"), Align::Start)));
        let mut grid = Grid::new(heads);
        for row in &figures.rows {
            grid.measure(cells_of(figures, row));
        }
        grid
    }

    /// The heading of an annex; `kind` is whether it is normative.
    fn annex(&mut self, letter: Option<char>, kind: &'static str, title: &'static str) {
        let export = self.export;
        let title = export.word("print-heading", title);
        let heading = match letter {
            None => title,
            Some(letter) => {
                let annex = Message::attribute("export-document", "annex").with("letter", letter.to_string());
                let kind = export.word("export-document", kind);
                [annex.render(export.language), kind, title].join("\n")
            }
        };
        self.paragraph(Style::Heading(1), &heading);
    }

    fn paragraph(&mut self, style: Style, text: &str) {
        self.text.push_str("<w:p>");
        let run = self.template.looks(style, &mut self.text);
        self.text.push_str("<w:r>");
        self.text.push_str(run);
        lines(text, &mut self.text);
        self.text.push_str("</w:r></w:p>\n");
    }

    /// Ends the pages that lie another way, if any do.
    fn lie(&mut self, orientation: Orientation) {
        if self.orientation != orientation {
            // In a paragraph as small as can be, which is on the last of those pages.
            self.text.push_str(
                "<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"20\" w:lineRule=\"exact\"/>\
                 <w:rPr><w:sz w:val=\"2\"/></w:rPr>",
            );
            self.template
                .page
                .section(self.sections, self.orientation, &mut self.text);
            self.text.push_str("</w:pPr></w:p>\n");
            self.orientation = orientation;
            self.sections += 1;
        }
    }

    /// Hands on what was written once it is much: a large register is not twice in memory.
    fn flush_piece(&mut self) -> Result<(), Problem> {
        match self.text.len() > PIECE {
            true => self.flush(),
            false => Ok(()),
        }
    }

    fn flush(&mut self) -> Result<(), Problem> {
        self.file.write(&self.text)?;
        self.text.clear();
        Ok(())
    }
}

fn cells_of<'f>(
    figures: &'f Figures,
    row: &'f crate::exchange::printed::FiguresRow,
) -> impl Iterator<Item = std::borrow::Cow<'f, str>> {
    let whole = [&row.expected, &row.existing, &row.ratio];
    let whole = whole.into_iter().filter(|_| figures.has_whole);
    let further = (0..figures.columns.len()).map(|column| {
        row.figures
            .get(column)
            .map_or_else(String::new, |cell| cell.join(" / "))
    });
    std::iter::once(row.item.text.as_str().into())
        .chain(whole.map(|cell| cell.as_str().into()))
        .chain(further.map(Into::into))
        .chain(figures.has_remarks.then(|| row.remarks.as_str().into()))
}

/// The letter of the annex that tables are in: with which all of their numbers begin, `A.4`.
fn letter_of<'t>(mut ids: impl Iterator<Item = &'t str>) -> Option<char> {
    let letter = |id: &str| {
        let (letter, number) = id.split_once('.')?;
        let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        let mut characters = letter.chars();
        let first = characters.next().filter(char::is_ascii_uppercase)?;
        (is_number && characters.next().is_none()).then_some(first)
    };
    let first = letter(ids.next()?)?;
    ids.all(|id| letter(id) == Some(first)).then_some(first)
}

/// Writes text that may have several lines.
fn lines(text: &str, out: &mut String) {
    for (number, line) in text.lines().enumerate() {
        if number > 0 {
            out.push_str("<w:br/>");
        }
        out.push_str("<w:t xml:space=\"preserve\">");
        escape(line, out);
        out.push_str("</w:t>");
    }
}
