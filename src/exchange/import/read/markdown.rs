//! Tables of Markdown, with the headings and paragraphs between them.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::{Problem, Request};
use crate::exchange::import::grid::{Cell, Grid, MOST_CELLS, Row, RowKind};
use crate::text::foreign;

/// Reads a text.
pub(super) fn read(bytes: &[u8], request: &Request<'_>) -> Result<(Grid, foreign::Decoded), Problem> {
    let decoded = foreign::decode(bytes, request.encoding).map_err(|unknown| Problem::Encoding(unknown.0))?;
    let mut grid = Grid::default();
    let mut lines = Lines::new(&decoded.text);
    let (mut cells, mut room) = (Vec::new(), MOST_CELLS);
    let mut text = String::new();
    let mut level = None;
    let mut is_table = false;
    let mut lists = 0_u8;
    for (event, span) in Parser::new_ext(&decoded.text, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level: of_heading, .. }) => {
                level = Some(depth(of_heading));
                text.clear();
            }
            Event::Start(Tag::Table(_)) => is_table = true,
            // An item ends where the list below it begins, or at its own end.
            Event::Start(Tag::List(_)) => {
                item(&mut grid, &mut lines, &mut text, lists, span.start);
                lists = lists.saturating_add(1);
            }
            Event::End(TagEnd::List(_)) => lists = lists.saturating_sub(1),
            Event::End(TagEnd::Item) => item(&mut grid, &mut lines, &mut text, lists, span.start),
            Event::Start(Tag::Paragraph | Tag::TableCell | Tag::Item) => text.clear(),
            Event::End(TagEnd::Paragraph) if lists > 0 => item(&mut grid, &mut lines, &mut text, lists, span.start),
            Event::End(TagEnd::TableCell) => {
                room = room.checked_sub(1).ok_or(Problem::TooLarge)?;
                cells.push(Cell::text(std::mem::take(&mut text)));
            }
            Event::End(TagEnd::TableHead | TagEnd::TableRow) => grid.rows.push(Row {
                number: lines.number(span.start),
                kind: RowKind::Cells,
                cells: std::mem::take(&mut cells),
            }),
            Event::End(TagEnd::Table) => {
                is_table = false;
                grid.rows.push(Row {
                    number: lines.number(span.start),
                    kind: RowKind::Break,
                    cells: Vec::new(),
                });
            }
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_)) if !is_table => {
                if !text.trim().is_empty() {
                    grid.rows.push(Row::prose(lines.number(span.start), &text, level));
                }
                text.clear();
                level = None;
            }
            Event::Text(piece) | Event::Code(piece) => text.push_str(&piece),
            Event::SoftBreak | Event::HardBreak => text.push('\n'),
            Event::InlineHtml(tag) if tag.starts_with("<br") => text.push('\n'),
            _ => {}
        }
    }
    Ok((grid, decoded))
}

/// Adds what an item of a list says, if that was not added before the list below it.
fn item(grid: &mut Grid, lines: &mut Lines<'_>, text: &mut String, depth: u8, at: usize) {
    if depth > 0 && !text.trim().is_empty() {
        grid.rows.push(Row {
            kind: RowKind::Item(depth),
            ..Row::prose(lines.number(at), text, None)
        });
    }
    text.clear();
}

fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// Numbers of lines, asked for in their order.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    number: u32,
}

impl<'t> Lines<'t> {
    const fn new(text: &'t str) -> Self {
        Self { text, at: 0, number: 1 }
    }

    fn number(&mut self, at: usize) -> u32 {
        if let Some(between) = self.text.get(self.at..at) {
            self.number += u32::try_from(between.matches('\n').count()).unwrap_or(0);
            self.at = at;
        }
        self.number
    }
}
