//! A table on a terminal: columns as wide as what stands in them, a Chinese character counting two.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::rule::padded;
use crate::report::visible::visible;
use crate::report::{Color, Style};

/// Where what stands in a column stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Align {
    /// On the left, as text.
    Left,
    /// On the right, as figures.
    Right,
}

/// Writes rows below their heads; those of which no alignment is given stand on the left. `after` is what stands behind each
/// row.
pub(super) fn write(
    heads: &[String],
    rows: &[Vec<String>],
    aligns: &[Align],
    after: impl Fn(usize) -> String,
    color: Color,
    out: &mut dyn Write,
) -> io::Result<()> {
    let shown =
        |cells: &[String]| -> Vec<String> { cells.iter().map(|cell| visible(cell).replace('\n', " ")).collect() };
    let heads = shown(heads);
    let rows: Vec<Vec<String>> = rows.iter().map(|row| shown(row)).collect();
    let mut widths: Vec<usize> = heads.iter().map(|head| head.width()).collect();
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.width());
        }
    }
    let line = |cells: &[String]| {
        let cells = cells
            .iter()
            .zip(&widths)
            .enumerate()
            .map(|(place, (cell, width))| match aligns.get(place) {
                Some(Align::Right) => format!("{}{cell}", " ".repeat(width.saturating_sub(cell.width()))),
                Some(Align::Left) | None => padded(cell, *width),
            });
        cells.collect::<Vec<_>>().join("  ")
    };
    color.paint(Style::BOLD, line(&heads).trim_end(), out)?;
    writeln!(out)?;
    for (place, row) in rows.iter().enumerate() {
        let text = format!("{}  {}", line(row), after(place));
        writeln!(out, "{}", text.trim_end())?;
    }
    Ok(())
}
