//! The explanatory notes (编制说明), which are Markdown, as paragraphs and tables. Of images and links the words stand.

use std::borrow::Cow;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::table::{Align, Grid};
use super::{DEEPEST_NUMBER, Orientation, Style, Writer};
use crate::exchange::export::Problem;

/// What is open at a place of the notes.
#[derive(Default)]
struct Open {
    text: String,
    heading: Option<usize>,
    /// The lists that it is in, with the number of the next item of those that are counted.
    lists: Vec<Option<u64>>,
    /// What stands before the first paragraph of an item.
    mark: String,
    rows: Vec<Vec<String>>,
}

impl Writer<'_, '_, '_> {
    pub(super) fn notes(&mut self, markdown: &str) -> Result<(), Problem> {
        let mut open = Open::default();
        for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
            match event {
                Event::Start(tag) => self.open(&tag, &mut open),
                Event::End(tag) => self.close(tag, &mut open)?,
                Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) | Event::Code(text) => {
                    open.text.push_str(&text);
                }
                // Between two Chinese characters a line ends where there is nothing.
                Event::SoftBreak if open.text.ends_with(|c: char| c.is_ascii()) => open.text.push(' '),
                Event::HardBreak => open.text.push('\n'),
                _ => {}
            }
            self.flush_piece()?;
        }
        Ok(())
    }

    fn open(&mut self, tag: &Tag<'_>, open: &mut Open) {
        match tag {
            Tag::Heading { level, .. } => {
                open.heading = Some(match level {
                    HeadingLevel::H1 => 2,
                    HeadingLevel::H2 => 3,
                    _ => 4,
                });
            }
            Tag::List(first) => {
                // What an item says before a list in it.
                self.end_of_text(open);
                open.lists.push(*first);
            }
            Tag::Item => {
                let depth = open.lists.len().saturating_sub(1).min(DEEPEST_NUMBER);
                open.mark = "　".repeat(depth);
                match open.lists.last_mut() {
                    Some(Some(number)) => {
                        open.mark.push_str(&format!("{number}）"));
                        *number = number.saturating_add(1);
                    }
                    _ => open.mark.push_str("——"),
                }
            }
            Tag::TableHead | Tag::TableRow => open.rows.push(Vec::new()),
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd, open: &mut Open) -> Result<(), Problem> {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::CodeBlock | TagEnd::HtmlBlock => {
                self.end_of_text(open);
            }
            TagEnd::List(_) => {
                open.lists.pop();
            }
            TagEnd::TableCell => {
                let text = std::mem::take(&mut open.text);
                if let Some(row) = open.rows.last_mut() {
                    row.push(text);
                }
            }
            TagEnd::Table => {
                let mut rows = std::mem::take(&mut open.rows).into_iter();
                let heads = rows
                    .next()
                    .unwrap_or_default()
                    .into_iter()
                    .map(|head| (head, Align::Start));
                let mut grid = Grid::new(heads);
                let cells = |row: &Vec<String>| row.clone().into_iter().map(Cow::Owned);
                rows.as_slice().iter().for_each(|row| grid.measure(cells(row)));
                grid.fit(&self.template.page)?;
                grid.fit_into(&self.template.page, Orientation::AsItIs);
                grid.begin(&mut self.text);
                for row in rows.as_slice() {
                    grid.row(cells(row), &mut self.text);
                }
                grid.end(&mut self.text);
            }
            _ => {}
        }
        Ok(())
    }

    fn end_of_text(&mut self, open: &mut Open) {
        let text = std::mem::take(&mut open.text);
        let style = open.heading.take().map_or(Style::Body, Style::Heading);
        if !text.trim().is_empty() {
            let mark = std::mem::take(&mut open.mark);
            self.paragraph(style, &format!("{mark}{}", text.trim_end()));
        }
    }
}
