//! The structure diagram (标准体系结构图; seed, figure 2) as SVG: the register at the left, then its subsystems, their
//! categories, their tables. Each branch grows downwards only, so that a large register stays readable.

use std::fmt::Write as _;

use rustc_hash::FxHashMap;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::super::printed::{Chapter, Printed, Section};
use super::{Anchors, attributes, escape};
use crate::diagnostic::Place;

/// How wide a column of text is, in pixels: half a Chinese character.
const COLUMN: usize = 7;
/// How high a line of text is.
const LINE: usize = 18;
/// Between a box and its text.
const PADDING: usize = 8;
/// Between a box and the one below it.
const GAP: usize = 8;
/// Between a box and those that belong to it, at the right.
const BRANCH: usize = 28;
/// The widest text, in columns; longer text is wrapped.
const WIDEST: usize = 24;
/// The lines that a box may have; what is longer ends in `…`.
const MOST_LINES: usize = 4;

/// How far dashed lines stay at the left of the boxes, how far from their middles, and how long their heads are.
const GUIDE_OUT: usize = 8;
const GUIDE_OFF: usize = 5;
const GUIDE_HEAD: usize = 6;

/// A box and those that belong to it.
struct Node {
    lines: Vec<String>,
    place: Option<Place>,
    /// The subsystem that it is, by its place among them.
    subsystem: Option<usize>,
    /// Those that it guides.
    guides: Vec<usize>,
    children: Vec<Self>,
}

impl Node {
    fn new(text: &str, place: Option<Place>, children: Vec<Self>) -> Self {
        Self {
            lines: wrapped(text),
            place,
            subsystem: None,
            guides: Vec::new(),
            children,
        }
    }

    fn height(&self) -> usize {
        self.lines.len().max(1) * LINE + PADDING
    }

    fn width(&self) -> usize {
        let columns = self.lines.iter().map(|line| line.width()).max().unwrap_or_default();
        columns * COLUMN + 2 * PADDING
    }
}

/// A box with its place on the page: its middle at the left.
struct Placed<'n> {
    node: &'n Node,
    depth: usize,
    middle: usize,
    children: Vec<usize>,
}

/// Writes the diagram. `untitled` is said of subsystems without a title, and `attributes` are those of an image that stands
/// on no page.
pub(in crate::exchange) fn write(
    printed: &Printed,
    anchors: Anchors<'_>,
    untitled: &str,
    attributes: &str,
    html: &mut String,
) {
    let chapters = printed.chapters.iter().map(|chapter| of_chapter(chapter, untitled));
    let root = Node::new(&printed.title.text, printed.title.place, chapters.collect());
    let mut boxes = Vec::new();
    let mut widths = Vec::new();
    let height = place(&root, 0, 0, &mut boxes, &mut widths);
    let lefts: Vec<usize> = widths
        .iter()
        .scan(1, |left, width| {
            let here = *left;
            *left += width + BRANCH;
            Some(here)
        })
        .collect();
    let width = lefts.last().zip(widths.last()).map_or(0, |(left, width)| left + width) + 1;
    let blank = if attributes.is_empty() { "" } else { " " };
    let _ = writeln!(
        html,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" {attributes}{blank}width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         font-size=\"13\" fill=\"none\" stroke=\"currentColor\" role=\"img\">"
    );
    for placed in &boxes {
        let left = lefts.get(placed.depth).copied().unwrap_or_default();
        let width = widths.get(placed.depth).copied().unwrap_or_default();
        branches(placed, &boxes, left + width, html);
        draw(placed, left, width, anchors, html);
    }
    guides(&boxes, &lefts, html);
    html.push_str("</svg>\n");
}

/// The dashed lines from the subsystems that guide to those that are guided (seed, figure 1): beside the boxes, at their
/// left, with a head where they lead to.
fn guides(boxes: &[Placed<'_>], lefts: &[usize], html: &mut String) {
    let of_subsystem = |placed: &Placed<'_>| {
        let left = lefts.get(placed.depth).copied().unwrap_or_default();
        Some((placed.node.subsystem?, (left, placed.middle)))
    };
    let places: FxHashMap<usize, (usize, usize)> = boxes.iter().filter_map(of_subsystem).collect();
    for placed in boxes {
        let own = placed.node.subsystem.and_then(|index| places.get(&index));
        let guided = placed.node.guides.iter().filter_map(|index| places.get(index));
        for (own, guided) in own
            .into_iter()
            .flat_map(|own| guided.clone().map(move |guided| (own, guided)))
        {
            let ((left, middle), (to, end)) = (own, guided);
            if own == guided {
                continue;
            }
            // The branches of the tree come to the middle of a box: these begin and end a little above and below it.
            let (from, to_middle) = (middle + GUIDE_OFF, end.saturating_sub(GUIDE_OFF));
            let (knee, head) = (left.min(to).saturating_sub(GUIDE_OUT), to.saturating_sub(GUIDE_HEAD));
            let _ = writeln!(
                html,
                "<path class=\"guides\" stroke-dasharray=\"4 3\" d=\"M{left} {from}H{knee}V{to_middle}H{to}\"/>\
                 <path class=\"guides\" fill=\"currentColor\" d=\"M{to} {to_middle}L{head} {}V{}Z\"/>",
                to_middle.saturating_sub(GUIDE_HEAD / 2),
                to_middle + GUIDE_HEAD / 2
            );
        }
    }
}

fn of_chapter(chapter: &Chapter, untitled: &str) -> Node {
    let title = match chapter.title.text.as_str() {
        "" => untitled,
        title => title,
    };
    let text = format!("{} {title}", chapter.code);
    let sections = chapter.sections.iter().map(of_section);
    let below = chapter.chapters.iter().map(|chapter| of_chapter(chapter, untitled));
    Node {
        subsystem: chapter.index,
        guides: chapter.guides.clone(),
        ..Node::new(text.trim(), chapter.title.place, sections.chain(below).collect())
    }
}

fn of_section(section: &Section) -> Node {
    let tables = section.tables.iter().map(|table| {
        let text = format!("{} {}", table.id, table.title.text);
        Node::new(text.trim(), table.title.place, Vec::new())
    });
    let text = format!("{} {}", section.code, section.title.text);
    Node::new(text.trim(), section.title.place, tables.collect())
}

/// Places a box and what belongs to it below `top`; gives the height down to which they reach.
fn place<'n>(node: &'n Node, depth: usize, top: usize, boxes: &mut Vec<Placed<'n>>, widths: &mut Vec<usize>) -> usize {
    if widths.len() <= depth {
        widths.resize(depth + 1, 0);
    }
    if let Some(width) = widths.get_mut(depth) {
        *width = node.width().max(*width);
    }
    let mut bottom = top;
    let mut children = Vec::with_capacity(node.children.len());
    for child in &node.children {
        bottom = place(child, depth + 1, bottom, boxes, widths);
        children.push(boxes.len() - 1);
    }
    let middle_of = |index: Option<&usize>| index.and_then(|index| boxes.get(*index)).map(|child| child.middle);
    let ends = middle_of(children.first()).zip(middle_of(children.last()));
    // Higher than all that belongs to it, it begins where they do, and what comes next begins below it.
    let least = top + node.height() / 2 + 1;
    let middle = ends.map_or(least, |(first, last)| first.midpoint(last)).max(least);
    boxes.push(Placed {
        node,
        depth,
        middle,
        children,
    });
    bottom.max(middle + node.height().div_ceil(2) + GAP)
}

fn branches(placed: &Placed<'_>, boxes: &[Placed<'_>], right: usize, html: &mut String) {
    let knee = right + BRANCH / 2;
    for child in placed.children.iter().filter_map(|index| boxes.get(*index)) {
        let _ = writeln!(
            html,
            "<path d=\"M{right} {}H{knee}V{}H{}\"/>",
            placed.middle,
            child.middle,
            right + BRANCH
        );
    }
}

fn draw(placed: &Placed<'_>, left: usize, width: usize, anchors: Anchors<'_>, html: &mut String) {
    let Placed {
        node, depth, middle, ..
    } = placed;
    let height = node.height();
    let top = middle.saturating_sub(height / 2);
    let stroke = if *depth < 2 { 2 } else { 1 };
    html.push_str("<g pointer-events=\"all\"");
    attributes(node.place, anchors, html);
    let _ = write!(
        html,
        "><rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" rx=\"2\" stroke-width=\"{stroke}\"/>\
         <text text-anchor=\"middle\" fill=\"currentColor\" stroke=\"none\">"
    );
    for (index, line) in node.lines.iter().enumerate() {
        let baseline = top + PADDING / 2 + index * LINE + 13;
        let _ = write!(html, "<tspan x=\"{}\" y=\"{baseline}\">", left + width / 2);
        escape(line, html);
        html.push_str("</tspan>");
    }
    html.push_str("</text></g>\n");
}

/// Text in lines that are not too wide. Chinese may break anywhere, other text at blanks where it can.
fn wrapped(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in words(text) {
        let Some(line) = lines.last_mut() else { break };
        if !line.is_empty() && line.trim_end().width() + word.trim_end().width() > WIDEST {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(&word);
        }
    }
    for line in &mut lines {
        line.truncate(line.trim_end().len());
    }
    if lines.len() > MOST_LINES {
        lines.truncate(MOST_LINES);
        if let Some(line) = lines.last_mut() {
            line.push('…');
        }
    }
    lines
}

/// The pieces of text that a line may end after: wide characters one by one, with the signs that cannot begin a line, and
/// runs of others up to a blank or to half of what fits.
fn words(text: &str) -> Vec<String> {
    const NOT_FIRST: &str = "，。、；：？！）》”’」】〉…";
    const NOT_LAST: &str = "（《“‘「【〈";
    let mut words: Vec<String> = Vec::new();
    let mut joins = false;
    for character in text.chars() {
        let is_wide = character.width().unwrap_or_default() > 1;
        let goes_on = words.last().and_then(|word| word.chars().last()).is_some_and(|last| {
            let is_run = !is_wide && last.width().unwrap_or_default() < 2 && last != ' ';
            joins || NOT_FIRST.contains(character) || character == ' ' || is_run
        });
        let is_long = words.last().is_some_and(|word| word.width() >= WIDEST / 2);
        match words.last_mut() {
            Some(word) if goes_on && !is_long => word.push(character),
            _ => words.push(character.to_string()),
        }
        joins = NOT_LAST.contains(character);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_titles_are_wrapped_where_a_line_may_end() {
        assert_eq!(wrapped("数据元"), ["数据元"]);
        assert_eq!(wrapped(""), [""]);
        assert_eq!(
            wrapped("“互联网+公安政务服务”标准体系表（试行）"),
            ["“互联网+公安政务服务”标", "准体系表（试行）"]
        );
        assert_eq!(
            wrapped("information security techniques"),
            ["information security", "techniques"]
        );
    }

    #[test]
    fn what_no_box_holds_is_cut_and_says_so() {
        let lines = wrapped(&"数".repeat(1_000));
        assert_eq!(lines.len(), MOST_LINES);
        assert!(lines[MOST_LINES - 1].ends_with('…'));
        let long = wrapped(&"x".repeat(1_000));
        assert!(long.iter().all(|line| line.width() <= WIDEST + 1), "{long:?}");
    }

    #[test]
    fn boxes_of_one_column_do_not_overlap() {
        let leaf = |text: &str| Node::new(text, None, Vec::new());
        let long = "很长的标题".repeat(9);
        let root = Node::new(
            &long,
            None,
            vec![
                Node::new(&long, None, vec![leaf("一")]),
                Node::new("二", None, vec![leaf("三"), leaf(&long)]),
                leaf(&long),
            ],
        );
        let mut boxes = Vec::new();
        let height = place(&root, 0, 0, &mut boxes, &mut Vec::new());
        for depth in 0..3 {
            let mut of_depth: Vec<_> = boxes.iter().filter(|placed| placed.depth == depth).collect();
            of_depth.sort_by_key(|placed| placed.middle);
            for pair in of_depth.windows(2) {
                let bottom = pair[0].middle + pair[0].node.height().div_ceil(2);
                assert!(bottom <= pair[1].middle - pair[1].node.height() / 2);
            }
            assert!(
                of_depth
                    .iter()
                    .all(|placed| placed.middle + placed.node.height() / 2 <= height)
            );
        }
        assert_eq!(boxes.len(), 7);
    }
}
