//! Tables: the widths of their columns, and their rows.

use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::page::{Orientation, Page};
use super::{BLANK, lines};
use crate::exchange::export::{Format, Problem};

/// The most columns that a table of Word has.
const MOST_COLUMNS: usize = 63;
/// How wide half a Chinese character of a cell is, in twentieths of a point; what stands at both sides of the text, and what a
/// column is given for it.
const HALF: usize = 90;
const PADDING: usize = 120;
const SIDES: usize = 180;
/// As wide as a column is to be at least where there is room, and as a word without a place to break it may make it; both in
/// half characters.
const COMFORTABLE: usize = 24;
const WIDEST_WORD: usize = 26;
/// A heading or a short word is not broken below this.
const NARROWEST: usize = 8;
/// The widest cell that is looked at: a text of ten thousand characters must not take all of the page.
const WIDEST: usize = 80;

/// Where the text of a column stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Align {
    Start,
    Centre,
}

struct Column {
    heading: String,
    align: Align,
    /// The widest cell.
    natural: usize,
    /// The widest that cannot be broken.
    least: usize,
    /// In twentieths of a point.
    width: usize,
}

/// The columns of a table.
pub(super) struct Grid {
    columns: Vec<Column>,
}

impl Grid {
    pub(super) fn new(heads: impl Iterator<Item = (String, Align)>) -> Self {
        let columns = heads.map(|(heading, align)| {
            let mut column = Column {
                heading: String::new(),
                align,
                natural: 0,
                least: 4,
                width: 0,
            };
            column.measure(&heading);
            column.heading = heading;
            column
        });
        Self {
            columns: columns.collect(),
        }
    }

    /// Takes a row into account.
    pub(super) fn measure<'c>(&mut self, cells: impl Iterator<Item = Cow<'c, str>>) {
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            column.measure(&cell);
        }
    }

    /// Gives the columns their widths; how the page must lie for them.
    pub(super) fn fit(&mut self, page: &Page) -> Result<Orientation, Problem> {
        if self.columns.len() > MOST_COLUMNS {
            return Err(Problem::TooLarge { format: Format::Docx });
        }
        let wanted = self.columns.iter().map(|column| column.in_twips(column.comfortable()));
        let orientation = match wanted.sum::<usize>() > page.width(Orientation::AsItIs) {
            true => page.widest(),
            false => Orientation::AsItIs,
        };
        self.fit_into(page, orientation);
        Ok(orientation)
    }

    /// Gives the columns their widths on a page that lies in this way.
    pub(super) fn fit_into(&mut self, page: &Page, orientation: Orientation) {
        let room = page.width(orientation);
        let least: usize = self.columns.iter().map(|column| column.in_twips(column.least)).sum();
        let natural: usize = self.columns.iter().map(|column| column.in_twips(column.natural)).sum();
        // What is left when nothing is broken that cannot be goes to those that want more, by how much they want.
        let (left, wanted) = (room.saturating_sub(least), natural.saturating_sub(least).max(1));
        for column in &mut self.columns {
            let own = column.in_twips(column.least);
            let more = column.in_twips(column.natural).saturating_sub(own);
            column.width = match least > room {
                true => own * room / least.max(1),
                false => own + left * more / wanted,
            };
        }
        // A narrow table is as wide as the page all the same, as tables of standards are.
        let used: usize = self.columns.iter().map(|column| column.width).sum();
        let (rest, count) = (room.saturating_sub(used), self.columns.len().max(1));
        for column in &mut self.columns {
            column.width += rest / count;
        }
    }

    /// Writes the head, which is repeated on each page.
    pub(super) fn begin(&self, out: &mut String) {
        let width: usize = self.columns.iter().map(|column| column.width).sum();
        let _ = write!(
            out,
            "<w:tbl><w:tblPr><w:tblW w:w=\"{width}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/><w:tblBorders>"
        );
        for (side, size) in [
            ("top", 8),
            ("left", 8),
            ("bottom", 8),
            ("right", 8),
            ("insideH", 4),
            ("insideV", 4),
        ] {
            let _ = write!(
                out,
                "<w:{side} w:val=\"single\" w:sz=\"{size}\" w:space=\"0\" w:color=\"auto\"/>"
            );
        }
        let side = PADDING / 2;
        let _ = write!(
            out,
            "</w:tblBorders><w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"{side}\" w:type=\"dxa\"/>\
             <w:right w:w=\"{side}\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>"
        );
        for column in &self.columns {
            let _ = write!(out, "<w:gridCol w:w=\"{}\"/>", column.width);
        }
        out.push_str("</w:tblGrid>\n<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        for column in &self.columns {
            const UNDER: &str =
                "<w:tcBorders><w:bottom w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"auto\"/></w:tcBorders>";
            cell(
                &column.heading,
                column.width,
                Row {
                    properties: UNDER,
                    keeps: KEEP,
                },
                Align::Centre,
                out,
            );
        }
        out.push_str("</w:tr>\n");
    }

    /// Writes a row.
    pub(super) fn row<'c>(&self, cells: impl Iterator<Item = Cow<'c, str>>, out: &mut String) {
        out.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        for (column, text) in self.columns.iter().zip(cells) {
            match text.trim() {
                "" => cell(BLANK, column.width, Row::default(), Align::Centre, out),
                _ => cell(&text, column.width, Row::default(), column.align, out),
            }
        }
        out.push_str("</w:tr>\n");
    }

    /// Writes a row with one cell: a sub-heading.
    pub(super) fn across(&self, text: &str, out: &mut String) {
        let width: usize = self.columns.iter().map(|column| column.width).sum();
        let span = format!("<w:gridSpan w:val=\"{}\"/>", self.columns.len());
        out.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        cell(
            text,
            width,
            Row {
                properties: &span,
                keeps: KEEP,
            },
            Align::Start,
            out,
        );
        out.push_str("</w:tr>\n");
    }

    pub(super) fn end(&self, out: &mut String) {
        // Two tables with nothing between them would become one.
        out.push_str("</w:tbl>\n<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\"/></w:pPr></w:p>\n");
    }
}

impl Column {
    fn measure(&mut self, text: &str) {
        for line in text.lines() {
            self.natural = self.natural.max(line.width().min(WIDEST));
            let mut word = 0_usize;
            for character in line.chars() {
                let width = character.width().unwrap_or_default();
                word = match width {
                    1 if character != ' ' => word + 1,
                    _ => 0,
                };
                // A digit is as wide as half a Chinese character, or wider, which depends on the font; a capital is wider.
                self.least = self.least.max((word + word.div_ceil(4)).min(WIDEST_WORD));
            }
        }
        self.natural = self.natural.max(self.least);
        self.least = self.least.max(self.natural.min(NARROWEST));
    }

    fn comfortable(&self) -> usize {
        self.natural.min(COMFORTABLE).max(self.least)
    }

    fn in_twips(&self, halves: usize) -> usize {
        halves * HALF + SIDES
    }
}

/// What the cells of a row have in common.
#[derive(Clone, Copy, Default)]
struct Row<'p> {
    properties: &'p str,
    keeps: &'static str,
}

/// A head or a sub-heading does not stand at the end of a page by itself.
const KEEP: &str = "<w:keepNext/>";

/// Writes a cell. Its looks are its own: no style of a template is for them.
fn cell(text: &str, width: usize, Row { properties, keeps }: Row<'_>, align: Align, out: &mut String) {
    let align = match align {
        Align::Start => "left",
        Align::Centre => "center",
    };
    let _ = write!(
        out,
        "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{properties}<w:vAlign w:val=\"center\"/></w:tcPr><w:p><w:pPr>{keeps}\
         <w:spacing w:before=\"20\" w:after=\"20\" w:line=\"240\" w:lineRule=\"auto\"/><w:ind w:firstLine=\"0\"/><w:jc w:val=\"{align}\"/></w:pPr>\
         <w:r><w:rPr><w:sz w:val=\"18\"/><w:szCs w:val=\"18\"/></w:rPr>"
    );
    lines(text, out);
    out.push_str("</w:r></w:p></w:tc>");
}
