//! CSV and TSV. Every cell is text: nothing is taken for a number because it looks like one, so that codes keep their zeros. The
//! mark that keeps a spreadsheet from taking a text for a formula (`'=1+1`) is none of it.

use super::Problem;
use crate::exchange::cells::unguarded;
use crate::exchange::import::grid::{Grid, MOST_CELLS, Row};
use crate::text::foreign;

/// Reads cells parted by commas, semicolons or tabs, whichever the first lines have most of. `is_tabs` is for a file that says so.
pub(super) fn read(bytes: &[u8], encoding: Option<&str>, is_tabs: bool) -> Result<(Grid, foreign::Decoded), Problem> {
    let decoded = foreign::decode(bytes, encoding).map_err(|unknown| Problem::Encoding(unknown.0))?;
    let text = decoded.text.as_str();
    let delimiter = if is_tabs { b'\t' } else { delimiter(text) };
    if let Some(line) = unclosed_quote(text, delimiter) {
        return Err(Problem::UnclosedQuote(line));
    }
    let mut reader = csv::ReaderBuilder::new();
    // Rows may be shorter or longer than the first: that is told row by row.
    let mut reader = reader
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut grid = Grid {
        has_columns: true,
        ..Grid::default()
    };
    let mut record = csv::StringRecord::new();
    let (mut last, mut room) = (0, MOST_CELLS);
    while reader
        .read_record(&mut record)
        .map_err(|error| Problem::Damaged(error.to_string()))?
    {
        last += 1;
        room = room.checked_sub(record.len()).ok_or(Problem::TooLarge)?;
        grid.rows.push(Row::of_texts(last, record.iter().map(unguarded)));
    }
    // The reader passes over blank lines, which spreadsheets count.
    number_rows(&mut grid, text, delimiter);
    Ok((grid, decoded))
}

/// Numbers the rows as a spreadsheet does: blank lines are rows, and a row with line breaks in quotes is one.
fn number_rows(grid: &mut Grid, text: &str, delimiter: u8) {
    let mut numbers = Numbers::new(text, delimiter);
    for row in &mut grid.rows {
        match numbers.next() {
            Some(number) => row.number = number,
            None => break,
        }
    }
}

/// The numbers of the rows that are not blank.
struct Numbers<'t> {
    rest: std::iter::Peekable<std::str::Bytes<'t>>,
    delimiter: u8,
    row: u32,
}

impl<'t> Numbers<'t> {
    fn new(text: &'t str, delimiter: u8) -> Self {
        Self {
            rest: text.bytes().peekable(),
            delimiter,
            row: 0,
        }
    }
}

impl Iterator for Numbers<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        loop {
            self.rest.peek()?;
            self.row += 1;
            let (mut is_blank, mut is_quoted, mut is_start) = (true, false, true);
            while let Some(byte) = self.rest.next() {
                match byte {
                    b'"' if is_start || is_quoted => is_quoted = !is_quoted,
                    b'\r' if !is_quoted => {
                        self.rest.next_if_eq(&b'\n');
                        break;
                    }
                    b'\n' if !is_quoted => break,
                    _ => {}
                }
                is_blank = false;
                is_start = !is_quoted && (byte == self.delimiter || (byte == b'"' && is_start));
            }
            if !is_blank {
                return Some(self.row);
            }
        }
    }
}

/// What parts the cells: of what stands outside of quotes in the first lines, the commonest.
fn delimiter(text: &str) -> u8 {
    let mut counts = [(b',', 0_usize), (b'\t', 0), (b';', 0)];
    let mut is_quoted = false;
    for byte in text.bytes().take(1 << 14) {
        if byte == b'"' {
            is_quoted = !is_quoted;
        } else if !is_quoted {
            counts
                .iter_mut()
                .filter(|(delimiter, _)| *delimiter == byte)
                .for_each(|(_, count)| *count += 1);
        }
    }
    let best = counts.iter().rev().max_by_key(|(_, count)| *count);
    best.map_or(b',', |(delimiter, _)| *delimiter)
}

/// The line of a quote that is never closed: all that follows would be one cell.
fn unclosed_quote(text: &str, delimiter: u8) -> Option<usize> {
    let (mut line, mut opened) = (1, None);
    let mut is_start = true;
    for byte in text.bytes() {
        match (byte, opened) {
            (b'"', None) if is_start => opened = Some(line),
            (b'"', Some(_)) => opened = None,
            _ => {}
        }
        if byte == b'\n' {
            line += 1;
        }
        // A doubled quote inside quotes opens them anew.
        is_start = opened.is_none() && (byte == delimiter || matches!(byte, b'\n' | b'\r' | b'"'));
    }
    opened
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::import::grid::Cell;

    fn rows(text: &str) -> Vec<(u32, Vec<String>)> {
        let (grid, _) = read(text.as_bytes(), None, false).unwrap();
        let shown = |row: &Row| (row.number, row.cells.iter().map(Cell::shown).collect());
        grid.rows.iter().map(shown).collect()
    }

    #[test]
    fn cells_are_parted_as_the_first_lines_show() {
        for text in ["a,b\nc,d\n", "a\tb\nc\td\n", "a;b\nc;d\n", "a,b\r\nc,d\r\n"] {
            assert_eq!(
                rows(text),
                [(1, vec!["a".into(), "b".into()]), (2, vec!["c".into(), "d".into()])]
            );
        }
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_numbers_them() {
        let numbers = |text: &str| rows(text).iter().map(|(number, _)| *number).collect::<Vec<_>>();
        assert_eq!(numbers("a,b\n\n\"c\nd\",e\n\nf,g\n"), [1, 3, 5]);
        assert_eq!(numbers("a,b\r\n\r\n\"c\"\"\r\nd\",e\r\nf,g"), [1, 3, 4]);
    }

    #[test]
    fn codes_keep_their_zeros_and_quotes_their_commas() {
        assert_eq!(rows("001,\"a,b\",\"c\"\"d\"\n")[0].1, ["001", "a,b", "c\"d"]);
    }

    #[test]
    fn a_quote_that_is_never_closed_is_told() {
        let problem = |text: &str| read(text.as_bytes(), None, false).err();
        assert!(matches!(problem("a,b\nc,\"d\ne,f\n"), Some(Problem::UnclosedQuote(2))));
        // In the middle of a cell a quote is a character: 19″ screens.
        assert!(problem("a,b\nc,19\" rack\n").is_none());
        assert!(problem("a,\"b\"\"\"\n\"\",c\n").is_none());
    }
}
