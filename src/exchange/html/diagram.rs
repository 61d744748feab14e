//! The structure diagram as SVG.

use std::fmt::Write as _;

use super::super::layout::{BRANCH, LINE, Layout, PADDING, Placed};
use super::super::printed::Printed;
use super::super::tree::tree;
use super::{Anchors, attributes, escape};

/// How far dashed lines stay at the left of the boxes, how far from their middles, and how long their heads are.
const GUIDE_OUT: usize = 8;
const GUIDE_OFF: usize = 5;
const GUIDE_HEAD: usize = 6;

/// Writes the diagram. `untitled` is said of subsystems without a title, and `attributes` are those of an image that stands
/// on no page.
pub(in crate::exchange) fn write(
    printed: &Printed,
    anchors: Anchors<'_>,
    untitled: &str,
    attributes: &str,
    html: &mut String,
) {
    let tree = tree(printed, untitled);
    let layout = Layout::new(&tree);
    let (width, height) = (layout.width, layout.height);
    let blank = if attributes.is_empty() { "" } else { " " };
    let _ = writeln!(
        html,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" {attributes}{blank}width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         font-size=\"13\" fill=\"none\" stroke=\"currentColor\" role=\"img\">"
    );
    for placed in &layout.boxes {
        branch(placed, &layout, html);
        draw(placed, layout.column(placed), anchors, html);
    }
    for (guide, guided) in &tree.guides {
        if let (Some(guide), Some(guided)) = (layout.boxes.get(*guide), layout.boxes.get(*guided)) {
            dashed(guide, guided, &layout, html);
        }
    }
    html.push_str("</svg>\n");
}

/// The dashed line from a subsystem that guides to one that is guided (seed, figure 1): beside the boxes, at their left, with
/// a head where it leads to.
fn dashed(guide: &Placed<'_>, guided: &Placed<'_>, layout: &Layout<'_>, html: &mut String) {
    let (left, to) = (layout.column(guide).0, layout.column(guided).0);
    // The branches of the tree come to the middle of a box: these begin and end a little above and below it.
    let (from, to_middle) = (guide.middle + GUIDE_OFF, guided.middle.saturating_sub(GUIDE_OFF));
    let (knee, head) = (left.min(to).saturating_sub(GUIDE_OUT), to.saturating_sub(GUIDE_HEAD));
    let _ = writeln!(
        html,
        "<path class=\"guides\" stroke-dasharray=\"4 3\" d=\"M{left} {from}H{knee}V{to_middle}H{to}\"/>\
         <path class=\"guides\" fill=\"currentColor\" d=\"M{to} {to_middle}L{head} {}V{}Z\"/>",
        to_middle.saturating_sub(GUIDE_HEAD / 2),
        to_middle + GUIDE_HEAD / 2
    );
}

/// What leads from the box above to a box.
fn branch(placed: &Placed<'_>, layout: &Layout<'_>, html: &mut String) {
    let above = placed.node.above.and_then(|above| layout.boxes.get(above));
    if let Some(above) = above {
        let (left, _) = layout.column(placed);
        let _ = writeln!(
            html,
            "<path d=\"M{} {}H{}V{}H{left}\"/>",
            left.saturating_sub(BRANCH),
            above.middle,
            left.saturating_sub(BRANCH / 2),
            placed.middle
        );
    }
}

fn draw(placed: &Placed<'_>, (left, width): (usize, usize), anchors: Anchors<'_>, html: &mut String) {
    let (top, height) = (placed.top(), placed.height());
    let stroke = if placed.node.depth < 2 { 2 } else { 1 };
    html.push_str("<g pointer-events=\"all\"");
    attributes(placed.node.place, anchors, html);
    let _ = write!(
        html,
        "><rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" rx=\"2\" stroke-width=\"{stroke}\"/>\
         <text text-anchor=\"middle\" fill=\"currentColor\" stroke=\"none\">"
    );
    for (index, line) in placed.lines.iter().enumerate() {
        let baseline = top + PADDING / 2 + index * LINE + 13;
        let _ = write!(html, "<tspan x=\"{}\" y=\"{baseline}\">", left + width / 2);
        escape(line, html);
        html.push_str("</tspan>");
    }
    html.push_str("</text></g>\n");
}
