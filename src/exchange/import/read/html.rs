//! Tables of web pages, with the headings and paragraphs between them. Read as browsers read them; the tree is walked without
//! recursion, however deep it is.

use html5ever::tendril::TendrilSink as _;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

use super::{Problem, Request};
use crate::exchange::import::grid::{Cell, Grid, MOST_CELLS, Merge, Row, RowKind};
use crate::text::foreign;

/// The most columns or rows that a cell may span.
const WIDEST: usize = 1024;

/// Reads a page.
pub(super) fn read(bytes: &[u8], request: &Request<'_>) -> Result<(Grid, foreign::Decoded), Problem> {
    let named = request.encoding.map(ToOwned::to_owned).or_else(|| said(bytes));
    let decoded = foreign::decode(bytes, named.as_deref())
        .or_else(|_| foreign::decode(bytes, request.encoding))
        .map_err(|unknown| Problem::Encoding(unknown.0))?;
    if is_too_deep(&decoded.text) {
        return Err(Problem::Nested);
    }
    let page: RcDom = parse_document(RcDom::default(), ParseOpts::default()).one(decoded.text.as_str());
    let mut reader = Page {
        room: MOST_CELLS,
        ..Page::default()
    };
    let mut open = vec![Step::Enter(page.document.clone())];
    while let Some(step) = open.pop() {
        match step {
            Step::Leave(name) => reader.leave(&name)?,
            Step::Enter(node) => {
                match &node.data {
                    NodeData::Text { contents } => reader.text.push_str(&contents.borrow()),
                    NodeData::Element { name, .. } => {
                        let name = name.local.to_string();
                        if matches!(
                            name.as_str(),
                            "script" | "style" | "template" | "noscript" | "svg" | "math"
                        ) {
                            continue;
                        }
                        reader.enter(&name, &node);
                        open.push(Step::Leave(name));
                    }
                    _ => {}
                }
                open.extend(
                    node.children
                        .borrow()
                        .iter()
                        .rev()
                        .map(|child| Step::Enter(child.clone())),
                );
            }
        }
    }
    reader.flush(None);
    reader.grid.has_columns = true;
    Ok((reader.grid, decoded))
}

enum Step {
    Enter(Handle),
    Leave(String),
}

#[derive(Default)]
struct Page {
    grid: Grid,
    text: String,
    /// How many tables are open.
    depth: usize,
    row: Vec<Cell>,
    /// Cells of rows above that reach down, as so many rows from here on, by their columns.
    reaching: Vec<usize>,
    /// The first row of the table that is open.
    first: u32,
    spans: (usize, usize),
    merges: Vec<Merge>,
    room: usize,
}

impl Page {
    fn next_number(&self) -> u32 {
        self.grid.rows.last().map_or(1, |row| row.number + 1)
    }

    fn enter(&mut self, name: &str, node: &Handle) {
        match name {
            "table" => {
                self.depth += 1;
                if self.depth == 1 {
                    self.flush(None);
                    self.first = self.next_number();
                    self.grid.tables.push(self.first);
                    self.reaching.clear();
                }
            }
            "td" | "th" if self.depth == 1 => {
                self.text.clear();
                self.spans = (span(node, "rowspan"), span(node, "colspan"));
            }
            "br" => self.text.push('\n'),
            "caption" | "p" | "div" | "li" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if self.depth == 0 => {
                self.flush(None)
            }
            "caption" if self.depth == 1 => self.text.clear(),
            "p" | "div" | "li" | "tr" => self.text.push('\n'),
            _ => {}
        }
    }

    fn leave(&mut self, name: &str) -> Result<(), Problem> {
        match name {
            "table" => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    let number = self.next_number();
                    let merges = std::mem::take(&mut self.merges);
                    self.grid.fill(&merges);
                    self.grid.rows.push(Row {
                        number,
                        kind: RowKind::Break,
                        cells: Vec::new(),
                    });
                    self.text.clear();
                }
            }
            "td" | "th" if self.depth == 1 => return self.end_of_cell(),
            "tr" if self.depth == 1 => self.end_of_row(),
            // What stands above a table is said before it.
            "caption" if self.depth == 1 => self.flush(None),
            "p" | "div" | "li" if self.depth == 0 => self.flush(None),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if self.depth == 0 => {
                let level = name.strip_prefix('h').and_then(|level| level.parse().ok());
                self.flush(level);
            }
            _ => {}
        }
        Ok(())
    }

    fn flush(&mut self, level: Option<u8>) {
        let text = std::mem::take(&mut self.text);
        if !text.trim().is_empty() {
            let number = self.next_number();
            self.grid.rows.push(Row::prose(number, &text, level));
            if self.depth == 1
                && let Some(first) = self.grid.tables.last_mut()
            {
                *first = number + 1;
            }
        }
    }

    fn end_of_cell(&mut self) -> Result<(), Problem> {
        // Columns that a cell of a row above reaches down into are taken.
        while self.reaching.get(self.row.len()).is_some_and(|rows| *rows > 0) {
            self.row.push(Cell::default());
        }
        let (rows, columns) = self.spans;
        let left = self.row.len();
        let text = std::mem::take(&mut self.text);
        // Blanks and line ends of the source are one blank; those of `<br>` part lines.
        let lines: Vec<String> = text
            .lines()
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect();
        self.row.push(Cell::text(lines.join("\n")));
        self.row.resize(left + columns, Cell::default());
        self.room = self.room.checked_sub(columns).ok_or(Problem::TooLarge)?;
        if self.reaching.len() < left + columns {
            self.reaching.resize(left + columns, 0);
        }
        self.reaching
            .get_mut(left..left + columns)
            .unwrap_or_default()
            .fill(rows);
        if rows > 1 || columns > 1 {
            let number = self.next_number();
            self.merges.push(Merge {
                rows: (number, number.saturating_add(u32::try_from(rows - 1).unwrap_or(0))),
                columns: (left, left + columns - 1),
            });
        }
        Ok(())
    }

    fn end_of_row(&mut self) {
        let number = self.next_number();
        for rows in &mut self.reaching {
            *rows = rows.saturating_sub(1);
        }
        self.grid.rows.push(Row {
            number,
            kind: RowKind::Cells,
            cells: std::mem::take(&mut self.row),
        });
        self.text.clear();
    }
}

fn span(node: &Handle, name: &str) -> usize {
    let NodeData::Element { attrs, .. } = &node.data else {
        return 1;
    };
    let attributes = attrs.borrow();
    let value = attributes.iter().find(|attribute| &*attribute.name.local == name);
    value
        .and_then(|attribute| attribute.value.trim().parse().ok())
        .unwrap_or(1)
        .clamp(1, WIDEST)
}

/// How deep elements may stand in each other. For each that begins, those that it stands in are looked at.
const DEEPEST: usize = 2_000;

/// Whether elements that must be closed are not, more often than a page could mean.
fn is_too_deep(text: &str) -> bool {
    const CLOSED_BY_OTHERS: &[&str] = &[
        "td", "th", "tr", "p", "li", "thead", "tbody", "tfoot", "col", "dt", "dd", "option", "br", "hr", "img",
        "input", "link", "meta", "wbr", "source", "base", "area", "embed", "track", "param",
    ];
    let mut depth = 0_usize;
    for after in text.split('<').skip(1) {
        let is_end = after.starts_with('/');
        let name = after.trim_start_matches('/');
        let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        let name = name.get(..end).unwrap_or_default();
        if name.is_empty() || CLOSED_BY_OTHERS.iter().any(|other| name.eq_ignore_ascii_case(other)) {
            continue;
        }
        depth = if is_end { depth.saturating_sub(1) } else { depth + 1 };
        if depth > DEEPEST {
            return true;
        }
    }
    false
}

/// The encoding that a page says it is in.
fn said(bytes: &[u8]) -> Option<String> {
    let start = String::from_utf8_lossy(bytes.get(..1024).unwrap_or(bytes)).to_ascii_lowercase();
    let (_, after) = start.split_once("charset=")?;
    let name = after.trim_start_matches(['"', '\'']);
    let end = name
        .find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_'))
        .unwrap_or(name.len());
    name.get(..end).filter(|name| !name.is_empty()).map(ToOwned::to_owned)
}
