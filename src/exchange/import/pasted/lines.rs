//! Which lines of a register are rows of a spreadsheet: those with tabs that are no TOML.

use crate::register::SourceFile;
use crate::text::lines::{line_end, line_start, next_line};
use crate::text::{SegmentId, Span};

/// The most lines that one cell has.
const MOST_LINES: usize = 64;

/// The lines of a segment.
struct Lines<'t> {
    text: &'t str,
    whole: Span,
    /// The values that have several lines, in which anything may stand.
    long: Vec<Span>,
}

/// The rows that a selection holds, or those around a cursor.
pub(super) fn find(source: &SourceFile, id: SegmentId, span: Span) -> Option<Span> {
    let text = source.text.as_str();
    let segment = source.document.segment(id)?;
    let start = source.document.start(id);
    let values = segment.statements().map(|(_, node)| node.span.shift(start));
    let lines = Lines {
        text,
        whole: Span::new(start, start + segment.length),
        long: values.filter(|value| value.of_text(text).contains('\n')).collect(),
    };
    let is_selection = line_start(text, span.start) != line_start(text, span.end);
    let mut first = lines.at(span.start);
    while !lines.is_row(first) && is_selection {
        first = lines.below(first).filter(|line| line.start < span.end)?;
    }
    if !lines.is_row(first) {
        return None;
    }
    let mut found = first;
    if !is_selection {
        let above = std::iter::successors(lines.above(first), |line| lines.above(*line));
        found = found.cover(lines.run(first, above));
    }
    let limit = if is_selection { span.end } else { lines.whole.end };
    let top = lines.at(found.start);
    let below = std::iter::successors(lines.below(top), |line| lines.below(*line));
    let found = lines.run(top, below.take_while(|line| line.start < limit));
    // Blanks alone may be tabs as well, and so may what a line is indented by.
    let is_parted = |line: &str| line.trim().contains('\t');
    found.of_text(text).lines().any(is_parted).then_some(found)
}

/// Whether a cell of a line opens with a quote that the line does not close.
pub(super) fn has_open_quote(line: &str) -> bool {
    line.split('\t')
        .any(|cell| cell.starts_with('"') && has_odd_quotes(cell))
}

fn has_odd_quotes(text: &str) -> bool {
    text.bytes().filter(|byte| *byte == b'"').count() % 2 == 1
}

impl Lines<'_> {
    fn at(&self, offset: u32) -> Span {
        let start = line_start(self.text, offset);
        Span::new(start, line_end(self.text, start))
    }

    fn above(&self, line: Span) -> Option<Span> {
        (line.start > self.whole.start).then(|| self.at(line.start - 1))
    }

    fn below(&self, line: Span) -> Option<Span> {
        let next = next_line(self.text, line.end);
        (next < self.whole.end && next > line.end).then(|| self.at(next))
    }

    /// From a line over those that follow, as long as they are rows, or the lines of a cell in quotes.
    fn run(&self, first: Span, rest: impl Iterator<Item = Span>) -> Span {
        let mut found = first;
        let mut open = has_odd_quotes(first.of_text(self.text)).then_some(0);
        for line in rest {
            let ends = has_odd_quotes(line.of_text(self.text));
            let goes_on = match open {
                Some(count) => count < MOST_LINES && self.is_of_cell(line),
                None => self.is_row(line),
            };
            if !goes_on {
                break;
            }
            open = match (open, ends) {
                (Some(_), true) | (None, false) => None,
                (Some(count), false) => Some(count + 1),
                (None, true) => Some(0),
            };
            // A quote that nothing closes is one of the text, and what follows it is no row.
            if open.is_none() || self.is_row(line) {
                found = found.cover(line);
            }
        }
        found
    }

    fn is_row(&self, line: Span) -> bool {
        line.of_text(self.text).contains('\t') && self.is_of_cell(line)
    }

    /// Whether a line is neither TOML nor blank.
    fn is_of_cell(&self, line: Span) -> bool {
        let text = line.of_text(self.text).trim();
        let after = self.long.partition_point(|value| value.start < line.start);
        let before = after.checked_sub(1).and_then(|before| self.long.get(before));
        let is_within = before.is_some_and(|value| value.end > line.start);
        !text.is_empty() && !text.starts_with(['#', '[']) && !is_statement(text) && !is_within
    }
}

/// Whether a line opens as a key with a value does, whether that can be read or not.
fn is_statement(line: &str) -> bool {
    let Some((key, _)) = line.split_once('=') else {
        return false;
    };
    let key = key.trim_end();
    let is_quoted =
        |quote: char| key.len() > 1 && key.starts_with(quote) && key.ends_with(quote) && !key.contains('\t');
    let is_of_key = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    !key.is_empty() && (key.chars().all(is_of_key) || is_quoted('"') || is_quoted('\''))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::FileRole;
    use crate::text::to_u32;

    fn found(marked: &str) -> Option<String> {
        let start = marked.find('|').unwrap();
        let rest = marked.replacen('|', "", 1);
        let end = rest.find('|').unwrap_or(start);
        let text = rest.replacen('|', "", 1);
        let source = SourceFile::new("r.toml".to_owned(), FileRole::Root, text.clone());
        let span = Span::new(to_u32(start), to_u32(end));
        let span = find(&source, source.document.segment_at(span.start), span)?;
        Some(span.of_text(&text).to_owned())
    }

    #[test]
    fn rows_are_lines_with_tabs_that_are_no_toml() {
        for (text, expected) in [
            (
                "[[table]]\nid = \"A\"\n1\ta\n2|\tb\n3\tc\n\n4\td\n",
                Some("1\ta\n2\tb\n3\tc"),
            ),
            ("[[table]]\n1\ta\r\n2|\tb\r\n# c\td\r\n", Some("1\ta\r\n2\tb")),
            ("[[table]]\n1\ta\n2|\tb\nid = 1\n", Some("1\ta\n2\tb")),
            // A selection holds what it holds.
            ("[[table]]\n1\ta\n|2\tb\n3\tc\n|4\td\n", Some("2\tb\n3\tc")),
            ("[[table]]\n|id\t=\t1\n1\ta\n2\tb|\n3\tc\n", Some("1\ta\n2\tb")),
            ("[[table]]\n1\t|a", Some("1\ta")),
            // A cell with lines is one.
            ("[[table]]\n1|\t\"a\nb\"\tc\n2\td\n", Some("1\t\"a\nb\"\tc\n2\td")),
            ("[[table]]\n1\t\"a\nb\"\tc\n2|\td\n", Some("1\t\"a\nb\"\tc\n2\td")),
            ("[[table]]\n1|\t\"a\nb\nid = 1\n", Some("1\t\"a")),
            ("[[table]]\nx|\n1\ta\n", None),
            ("[[table]]\n\ti|d\t=\t1\n", None),
            ("[[table]]\n\"a b\"\t=|\t1\n", None),
            ("[[table]]\n\tx|\n", None),
            ("[[table]]\n# 1\t|a\n", None),
            ("[[table]]\nid = 1 # 1\t|a\n", None),
            ("[[table]]\nscope = \"\"\"\n1\t|a\n2\tb\n\"\"\"\n", None),
            ("[[table]]\ngroups = [\n\t\"a\",\t|\"b\"\n]\n", None),
            ("[[table]]\n|", None),
        ] {
            assert_eq!(found(text).as_deref(), expected, "{text:?}");
        }
    }
}
