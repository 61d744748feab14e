//! The structure diagram as a group of shapes, which Word, WPS and LibreOffice draw and let people edit. What is higher than a
//! page is cut into bands between its boxes.

use std::fmt::Write as _;
use std::ops::Range;

use super::page::{Orientation, Page};
use crate::exchange::html::escape;
use crate::exchange::layout::{BRANCH, Layout, Placed};
use crate::exchange::tree::Tree;

/// English metric units in a twentieth of a point and in a pixel. So many of them are in a page that a number of 32 bits has no room for
/// a thousand times as many.
const TWIP: u64 = 635;
const PIXEL: u64 = 9_525;
/// The least scale, in thousandths: what is smaller nobody reads.
const SMALLEST: u64 = 600;
/// More boxes than a document can hold as shapes.
const MOST_BOXES: usize = 2_000;
/// What a caption and the headings take of a page, in twentieths of a point.
const CAPTION: usize = 1_800;
/// The size of text, in halves of a point: 13 pixels.
const TEXT: u64 = 19;
/// How far dashed lines stay at the left of the boxes, and how far from their middles; in pixels.
const GUIDE_OUT: usize = 8;
const GUIDE_OFF: usize = 5;

/// A diagram that fits on pages.
pub(super) struct Drawing<'l, 't> {
    layout: &'l Layout<'t>,
    tree: &'t Tree,
    pub(super) orientation: Orientation,
    /// In thousandths.
    scale: u64,
    /// What stands on each page, from the top, in pixels.
    pub(super) bands: Vec<Range<usize>>,
}

/// The diagram, where a page can hold it.
pub(super) fn fitting<'l, 't>(layout: &'l Layout<'t>, tree: &'t Tree, page: &Page) -> Option<Drawing<'l, 't>> {
    if layout.boxes.len() > MOST_BOXES {
        return None;
    }
    let scale = |orientation| {
        let needed = layout.width.max(1) as u64 * PIXEL;
        (page.width(orientation) as u64 * TWIP * 1_000 / needed).min(1_000)
    };
    let orientation = match scale(Orientation::AsItIs) < SMALLEST {
        true => page.widest(),
        false => Orientation::AsItIs,
    };
    let scale = scale(orientation);
    if scale < SMALLEST {
        return None;
    }
    let room = page.height(orientation).saturating_sub(CAPTION) as u64 * TWIP;
    // What is a little too high is drawn a little smaller.
    let needed = layout.height.max(1) as u64 * PIXEL;
    let scale = match room * 1_000 / needed {
        fitting if fitting >= SMALLEST => scale.min(fitting),
        _ => scale,
    };
    Some(Drawing {
        layout,
        tree,
        orientation,
        scale,
        bands: bands(
            layout,
            usize::try_from(room * 1_000 / (PIXEL * scale)).unwrap_or(usize::MAX),
        ),
    })
}

/// Cuts a diagram where no box is cut, into bands that are no higher than a page.
fn bands(layout: &Layout<'_>, most: usize) -> Vec<Range<usize>> {
    let mut boxes: Vec<(usize, usize)> = layout
        .boxes
        .iter()
        .map(|placed| (placed.top(), placed.top() + placed.height()))
        .collect();
    boxes.sort_unstable();
    let mut bands = Vec::new();
    let (mut start, mut cut, mut bottom) = (0, 0, 0);
    for (top, end) in boxes {
        if bottom <= top {
            // Nothing reaches from above to below.
            cut = top.saturating_sub(2);
        }
        bottom = bottom.max(end);
        if bottom > start + most {
            let at = if cut > start { cut } else { top.max(start + 1) };
            bands.push(start..at);
            start = at;
        }
    }
    bands.push(start..layout.height.max(start + 1));
    bands
}

impl Drawing<'_, '_> {
    /// Writes the paragraph with one band.
    pub(super) fn write(&self, band: &Range<usize>, number: usize, title: &str, out: &mut String) {
        let (width, height) = (self.emu(self.layout.width), self.emu(band.len()));
        out.push_str(
            "<w:p><w:pPr><w:keepNext/><w:spacing w:before=\"120\" w:after=\"0\"/><w:ind w:firstLine=\"0\"/><w:jc w:val=\"center\"/></w:pPr><w:r>\
             <mc:AlternateContent xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
             xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
             xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
             xmlns:wpg=\"http://schemas.microsoft.com/office/word/2010/wordprocessingGroup\" \
             xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\"><mc:Choice Requires=\"wpg\"><w:drawing>",
        );
        let _ = write!(
            out,
            "<wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{width}\" cy=\"{height}\"/>\
             <wp:docPr id=\"{number}\" name=\"{number}\" descr=\""
        );
        escape(title, out);
        let _ = writeln!(
            out,
            "\"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri=\"http://schemas.microsoft.com/office/word/2010/wordprocessingGroup\">\
             <wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{width}\" cy=\"{height}\"/>\
             <a:chOff x=\"0\" y=\"0\"/><a:chExt cx=\"{width}\" cy=\"{height}\"/></a:xfrm></wpg:grpSpPr>"
        );
        let mut shapes = Shapes {
            drawing: self,
            band,
            number: number * (MOST_BOXES * 8),
            out,
        };
        shapes.all();
        out.push_str(
            "</wpg:wgp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback/></mc:AlternateContent></w:r></w:p>\n",
        );
    }

    fn emu(&self, pixels: usize) -> u64 {
        pixels as u64 * PIXEL * self.scale / 1_000
    }
}

/// How a line is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Line {
    Plain,
    Dashed,
    /// Dashed, and leads somewhere.
    Arrow,
}

struct Shapes<'d, 'o> {
    drawing: &'d Drawing<'d, 'd>,
    band: &'d Range<usize>,
    number: usize,
    out: &'o mut String,
}

impl Shapes<'_, '_> {
    fn all(&mut self) {
        let layout = self.drawing.layout;
        // Where the lines of each box reach down or up to: to the first and the last box that belongs to it.
        let mut trunks: Vec<Option<(usize, usize)>> = vec![None; layout.boxes.len()];
        for placed in &layout.boxes {
            if let Some(trunk) = placed.node.above.and_then(|above| trunks.get_mut(above)) {
                let (first, last) = trunk.unwrap_or((placed.middle, placed.middle));
                *trunk = Some((first.min(placed.middle), last.max(placed.middle)));
                let (left, _) = layout.column(placed);
                self.across(left.saturating_sub(BRANCH / 2), left, placed.middle, Line::Plain);
            }
        }
        for (placed, trunk) in layout.boxes.iter().zip(trunks) {
            let (left, width) = layout.column(placed);
            if let Some((first, last)) = trunk {
                let right = left + width;
                self.across(right, right + BRANCH / 2, placed.middle, Line::Plain);
                self.down(
                    right + BRANCH / 2,
                    first.min(placed.middle),
                    last.max(placed.middle),
                    Line::Plain,
                );
            }
            if self.band.contains(&placed.top()) {
                self.text(placed, left, width);
            }
        }
        for (guide, guided) in &self.drawing.tree.guides {
            if let (Some(guide), Some(guided)) = (layout.boxes.get(*guide), layout.boxes.get(*guided)) {
                let (left, to) = (layout.column(guide).0, layout.column(guided).0);
                let (from, end) = (guide.middle + GUIDE_OFF, guided.middle.saturating_sub(GUIDE_OFF));
                let knee = left.min(to).saturating_sub(GUIDE_OUT);
                self.across(knee, left, from, Line::Dashed);
                self.down(knee, from.min(end), from.max(end), Line::Dashed);
                self.across(knee, to, end, Line::Arrow);
            }
        }
    }

    /// A line across, if it is in the band.
    fn across(&mut self, from: usize, to: usize, at: usize, line: Line) {
        if self.band.contains(&at) {
            let y = at - self.band.start;
            self.line((from, y), (to.saturating_sub(from), 0), line);
        }
    }

    /// What is in the band of a line downwards.
    fn down(&mut self, at: usize, from: usize, to: usize, line: Line) {
        let (from, to) = (from.max(self.band.start), to.min(self.band.end));
        if from < to {
            self.line((at, from - self.band.start), (0, to - from), line);
        }
    }

    fn line(&mut self, (x, y): (usize, usize), (width, height): (usize, usize), line: Line) {
        self.begin("<wps:cNvCnPr/>", (x, y), (width, height), "line");
        self.out
            .push_str("<a:ln w=\"9525\"><a:solidFill><a:srgbClr val=\"000000\"/></a:solidFill>");
        self.out.push_str(match line {
            Line::Plain => "",
            Line::Dashed => "<a:prstDash val=\"dash\"/>",
            Line::Arrow => "<a:prstDash val=\"dash\"/><a:tailEnd type=\"triangle\"/>",
        });
        self.out.push_str("</a:ln></wps:spPr><wps:bodyPr/></wps:wsp>\n");
    }

    /// A box with its text.
    fn text(&mut self, placed: &Placed<'_>, left: usize, width: usize) {
        let top = placed.top() - self.band.start;
        self.begin("<wps:cNvSpPr/>", (left, top), (width, placed.height()), "rect");
        let line = if placed.node.depth < 2 { 15_875 } else { 9_525 };
        let size = TEXT * self.drawing.scale / 1_000;
        let _ = write!(
            self.out,
            "<a:noFill/><a:ln w=\"{line}\"><a:solidFill><a:srgbClr val=\"000000\"/></a:solidFill></a:ln></wps:spPr>\
             <wps:txbx><w:txbxContent><w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/>\
             <w:ind w:firstLine=\"0\"/><w:jc w:val=\"center\"/></w:pPr><w:r><w:rPr><w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr>"
        );
        super::lines(&placed.lines.join("\n"), self.out);
        self.out.push_str(
            "</w:r></w:p></w:txbxContent></wps:txbx><wps:bodyPr wrap=\"square\" lIns=\"0\" tIns=\"0\" rIns=\"0\" bIns=\"0\" anchor=\"ctr\">\
             <a:noAutofit/></wps:bodyPr></wps:wsp>\n",
        );
    }

    fn begin(&mut self, kind: &str, (x, y): (usize, usize), (width, height): (usize, usize), shape: &str) {
        self.number += 1;
        let emu = |pixels| self.drawing.emu(pixels);
        let (x, y, width, height) = (emu(x), emu(y), emu(width), emu(height));
        let number = self.number;
        let _ = write!(
            self.out,
            "<wps:wsp><wps:cNvPr id=\"{number}\" name=\"{number}\"/>{kind}<wps:spPr><a:xfrm><a:off x=\"{x}\" y=\"{y}\"/>\
             <a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm><a:prstGeom prst=\"{shape}\"><a:avLst/></a:prstGeom>"
        );
    }
}
