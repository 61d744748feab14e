//! Text as `pdftotext` writes it. A line has a row's cells with blanks between, a wrapped cell goes on in the next lines, and the
//! head comes again on each page, inside a row too. Where cells begin is told by the code, the number, the words for status and
//! level, and the date of each row ([`super::record`]); what is no row is prose.

use rustc_hash::FxHashSet;

use super::record::{self, Kind, Record};
use super::{Problem, Request};
use crate::exchange::import::grid::{Grid, Row};
use crate::exchange::import::headings::{Column, Header, HeaderKind, Meaning};
use crate::exchange::import::lines;
use crate::keys::{ColumnRole, Columns};
use crate::text::foreign;

/// Reads the lines of a text.
pub(super) fn read(bytes: &[u8], request: &Request<'_>) -> Result<(Grid, foreign::Decoded), Problem> {
    let decoded = foreign::decode(bytes, request.encoding).map_err(|unknown| Problem::Encoding(unknown.0))?;
    let mut reader = Reader {
        request,
        grid: Grid::default(),
        mode: Mode::Prose,
        open: None,
        owners: FxHashSet::default(),
        wrapped_at: 0,
    };
    let mut rest = decoded.text.as_str();
    for (number, line) in (1_u32..).zip(decoded.text.lines()) {
        rest = rest.split_once('\n').map_or("", |(_, rest)| rest);
        let below = rest.lines().take(LINES_BELOW).map(trimmed);
        reader.line(number, trimmed(line), below);
    }
    reader.close();
    Ok((reader.grid, decoded))
}

/// A line without the blanks around it, and without the mark of a new page.
fn trimmed(line: &str) -> &str {
    line.trim_matches(|c: char| c.is_whitespace() || c == '\u{c}')
}

/// What lines are taken for.
enum Mode {
    /// No table has begun.
    Prose,
    /// Rows of a detail table, with what its columns hold.
    Detail(Vec<Kind>),
    /// Rows of figures, so many columns.
    Figures(usize),
}

/// A record that may go on.
struct Open {
    number: u32,
    text: String,
    /// The head came again after its last line.
    is_over_page: bool,
    /// How many lines it has.
    lines: usize,
}

/// So many lines below one show whether it is the head of a matrix.
const LINES_BELOW: usize = 2;

/// The most columns of a matrix: a line with more words is a sentence.
const MOST_IN_MATRIX: usize = 64;

/// The most lines that a row has: what goes on for longer is no row.
const MOST_LINES: usize = 64;

struct Reader<'a> {
    request: &'a Request<'a>,
    grid: Grid,
    mode: Mode,
    open: Option<Open>,
    /// The last cells of rows that were whole, by which a wrapped one is known.
    owners: FxHashSet<String>,
    /// How many characters a line of a wrapped last cell has at the most.
    wrapped_at: usize,
}

impl Reader<'_> {
    fn line<'t>(&mut self, number: u32, line: &'t str, below: impl Iterator<Item = &'t str>) {
        if line.is_empty() {
            return;
        }
        if is_page_number(line) || lines::standard(line, &self.request.scheme.grammar).is_some() {
            self.grid.rows.push(Row::prose(number, line, None));
            return;
        }
        if let Some((row, header)) = self.header(number, line, below) {
            self.head(row, &header);
            return;
        }
        match &self.mode {
            Mode::Prose => self.prose(number, line),
            Mode::Figures(width) => match record::figures(line, *width) {
                Some(cells) => self.grid.rows.push(Row::of_texts(number, cells)),
                None => self.prose(number, line),
            },
            Mode::Detail(kinds) if record::is_start(line, kinds, self.request.scheme) => {
                self.close();
                self.open = Some(Open {
                    number,
                    text: line.to_owned(),
                    is_over_page: false,
                    lines: 1,
                });
            }
            Mode::Detail(_) => self.within_table(number, line),
        }
    }

    /// The head that a line is, as a row.
    fn header<'t>(&self, number: u32, line: &'t str, below: impl Iterator<Item = &'t str>) -> Option<(Row, Header)> {
        // As in a head of figures: what it counts stands on lines of its own, as its cell is a diagonal one.
        let of = |cells: Vec<&str>| {
            let row = Row::of_texts(number, cells);
            let header = self.request.headings.find(std::slice::from_ref(&row), false).ok()??;
            Some((row, header))
        };
        let cells: Vec<&str> = line.split_whitespace().collect();
        let Some((row, header)) = of(cells.clone()) else {
            return self.matrix(number, cells, below);
        };
        let has_item = header
            .columns
            .first()
            .is_some_and(|column| matches!(column.figure, Some(crate::exchange::import::headings::Figure::Item)));
        match header.kind {
            HeaderKind::Figures if !has_item => of([vec!["统计项"], cells].concat()),
            // A line of data has more than words.
            _ if header
                .columns
                .iter()
                .filter(|column| column.meaning.is_some() || column.figure.is_some())
                .count()
                * 2
                < header.columns.len() =>
            {
                None
            }
            _ => Some((row, header)),
        }
    }

    /// The head of a matrix that a line is: its columns are words that entries are counted by, which figures below them show.
    fn matrix<'t>(
        &self,
        number: u32,
        mut cells: Vec<&str>,
        below: impl Iterator<Item = &'t str>,
    ) -> Option<(Row, Header)> {
        // A heading of a word alone is in no row of figures.
        if cells.len() < 2 || cells.len() > MOST_IN_MATRIX {
            return None;
        }
        // Of a row that is as wide, the last figure would be taken for remarks.
        let figures = below.filter_map(|line| record::figures(line, usize::MAX));
        let below: Vec<Row> = figures.map(|cells| Row::of_texts(number, cells)).collect();
        let width = below.first()?.cells.len();
        if width == cells.len() + 1 {
            cells.insert(0, "统计项");
        }
        if width != cells.len() {
            return None;
        }
        let rows = [vec![Row::of_texts(number, cells)], below].concat();
        let header = self.request.headings.find(&rows, false).ok()??;
        let has_further = header.columns.iter().any(|column| column.further.is_some());
        (header.kind == HeaderKind::Figures && has_further)
            .then(|| (rows.into_iter().next().unwrap_or_default(), header))
    }

    fn head(&mut self, row: Row, header: &Header) {
        match header.kind {
            HeaderKind::Figures => {
                self.close();
                self.mode = Mode::Figures(header.columns.len());
            }
            HeaderKind::Detail | HeaderKind::Structure => {
                let columns = &self.request.scheme.columns;
                self.mode = Mode::Detail(header.columns.iter().map(|column| kind(column, columns)).collect());
                if let Some(open) = &mut self.open {
                    open.is_over_page = true;
                    return;
                }
            }
        }
        self.grid.rows.push(row);
    }

    fn prose(&mut self, number: u32, line: &str) {
        self.close();
        self.mode = Mode::Prose;
        self.grid.rows.push(Row::prose(number, line, None));
    }

    /// A line below a head that begins no row: more of the row above, a sub-heading, or the end of the table.
    fn within_table(&mut self, number: u32, line: &str) {
        if lines::caption(line).is_some() || lines::clause(line, None).is_some() || line.ends_with('。') {
            return self.prose(number, line);
        }
        if let Some(open) = &self.open {
            let record = self.record(&open.text);
            let goes_on = match &record {
                Some(record) if record.is_whole => open.is_over_page && self.is_rest(record, line),
                _ => open.lines < MOST_LINES,
            };
            if goes_on {
                if let Some(open) = &mut self.open {
                    open.text.push('\n');
                    open.text.push_str(line);
                    open.is_over_page = false;
                    open.lines += 1;
                }
                return;
            }
        }
        self.close();
        self.grid.rows.push(Row::of_texts(number, [line]));
    }

    /// Whether a line is the rest of a record's last cell, which the end of a page cut in two: together they are known, or the
    /// first part is as long as lines of such cells are.
    fn is_rest(&self, record: &Record, line: &str) -> bool {
        let cut = &record.last;
        self.owners.contains(&format!("{cut}{line}")) || (self.wrapped_at > 0 && cut.chars().count() == self.wrapped_at)
    }

    fn record(&self, text: &str) -> Option<Record> {
        match &self.mode {
            Mode::Detail(kinds) => record::read(text, kinds, self.request.scheme),
            Mode::Prose | Mode::Figures(_) => None,
        }
    }

    /// Ends the record that is open.
    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let row = match self.record(&open.text) {
            Some(record) => {
                self.wrapped_at = self.wrapped_at.max(record.wrapped_at);
                self.owners.insert(record.last);
                Row::of_texts(open.number, record.cells)
            }
            // A row that cannot be taken apart is told as a whole: it stands behind the last column.
            None => {
                let width = match &self.mode {
                    Mode::Detail(kinds) => kinds.len(),
                    Mode::Prose | Mode::Figures(_) => 1,
                };
                let mut cells = vec![String::new(); width];
                cells.push(open.text);
                Row::of_texts(open.number, cells)
            }
        };
        self.grid.rows.push(row);
    }
}

fn is_page_number(line: &str) -> bool {
    let is_roman = line.len() < 6 && line.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X'));
    is_roman || (line.len() < 5 && line.bytes().all(|byte| byte.is_ascii_digit()))
}

fn kind(column: &Column, columns: &Columns) -> Kind {
    let role = match &column.meaning {
        Some(Meaning::StandardOrPlan) => Some(ColumnRole::Standard),
        Some(Meaning::Key(key)) => columns.find(key).and_then(|(_, column)| column.role),
        _ => None,
    };
    Kind::of_role(role)
}
