//! Where the boxes of the structure diagram (标准体系结构图; seed, figure 2) stand: the register at the left, then its subsystems,
//! their categories, their tables. Each branch grows downwards only, so that a large register stays readable.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::tree::{Node, Tree};

/// How wide a column of text is, in pixels: half a Chinese character.
const COLUMN: usize = 7;
/// How high a line of text is.
pub(super) const LINE: usize = 18;
/// Between a box and its text.
pub(super) const PADDING: usize = 8;
/// Between a box and the one below it.
const GAP: usize = 8;
/// Between a box and those that belong to it, at the right.
pub(super) const BRANCH: usize = 28;
/// The widest text, in columns; longer text is wrapped.
const WIDEST: usize = 24;
/// The lines that a box may have; what is longer ends in `…`.
const MOST_LINES: usize = 4;

/// A box with its place on the page.
pub(super) struct Placed<'t> {
    pub(super) node: &'t Node,
    pub(super) lines: Vec<String>,
    /// How far its middle is from the top.
    pub(super) middle: usize,
}

impl Placed<'_> {
    pub(super) fn height(&self) -> usize {
        self.lines.len().max(1) * LINE + PADDING
    }

    pub(super) fn top(&self) -> usize {
        self.middle.saturating_sub(self.height() / 2)
    }

    fn width(&self) -> usize {
        let columns = self.lines.iter().map(|line| line.width()).max().unwrap_or_default();
        columns * COLUMN + 2 * PADDING
    }
}

/// The boxes of a diagram with their places, in pixels.
pub(super) struct Layout<'t> {
    /// In the order of the tree.
    pub(super) boxes: Vec<Placed<'t>>,
    /// Where the boxes of each depth begin, and how wide they are.
    columns: Vec<(usize, usize)>,
    pub(super) width: usize,
    pub(super) height: usize,
}

impl<'t> Layout<'t> {
    /// Finds a place for each box of a tree.
    pub(super) fn new(tree: &'t Tree) -> Self {
        let mut boxes: Vec<Placed<'t>> = Vec::with_capacity(tree.nodes.len());
        let mut widths: Vec<usize> = Vec::new();
        // The boxes whose branches are not at their end, with the top of each and the middles of its first and last one.
        let mut open: Vec<Open> = Vec::new();
        let mut bottom = 0;
        for (place, node) in tree.nodes.iter().enumerate() {
            while open.last().is_some_and(|last| Some(last.place) != node.above) {
                close(&mut open, &mut boxes, &mut bottom);
            }
            let placed = Placed {
                node,
                lines: wrapped(&node.text),
                middle: 0,
            };
            if widths.len() <= node.depth {
                widths.resize(node.depth + 1, 0);
            }
            if let Some(width) = widths.get_mut(node.depth) {
                *width = placed.width().max(*width);
            }
            boxes.push(placed);
            open.push(Open {
                place,
                top: bottom,
                ends: None,
            });
        }
        while !open.is_empty() {
            close(&mut open, &mut boxes, &mut bottom);
        }
        let columns = widths.iter().scan(1, |left, width| {
            let here = *left;
            *left += width + BRANCH;
            Some((here, *width))
        });
        let columns: Vec<(usize, usize)> = columns.collect();
        Self {
            boxes,
            width: columns.last().map_or(0, |(left, width)| left + width) + 1,
            columns,
            height: bottom,
        }
    }

    /// Where a box begins, and how wide it is: as all of its depth.
    pub(super) fn column(&self, placed: &Placed<'_>) -> (usize, usize) {
        self.columns.get(placed.node.depth).copied().unwrap_or_default()
    }
}

/// A box that others may belong to.
struct Open {
    place: usize,
    top: usize,
    ends: Option<(usize, usize)>,
}

/// Places a box of which all that belongs to it has its place.
fn close(open: &mut Vec<Open>, boxes: &mut [Placed<'_>], bottom: &mut usize) {
    let Some(Open { place, top, ends }) = open.pop() else {
        return;
    };
    let Some(placed) = boxes.get_mut(place) else { return };
    // Higher than all that belongs to it, it begins where they do, and what comes next begins below it.
    let least = top + placed.height() / 2 + 1;
    placed.middle = ends.map_or(least, |(first, last)| first.midpoint(last)).max(least);
    *bottom = (*bottom).max(placed.middle + placed.height().div_ceil(2) + GAP);
    if let Some(above) = open.last_mut() {
        let first = above.ends.map_or(placed.middle, |(first, _)| first);
        above.ends = Some((first, placed.middle));
    }
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
    use crate::exchange::tree::Level;

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
        let long = "很长的标题".repeat(9);
        let nodes = [
            (long.as_str(), None, 0),
            (&long, Some(0), 1),
            ("一", Some(1), 2),
            ("二", Some(0), 1),
            ("三", Some(3), 2),
            (&long, Some(3), 2),
            (&long, Some(0), 1),
        ];
        let nodes = nodes.map(|(text, above, depth)| Node {
            level: Level::Table,
            text: text.to_owned(),
            place: None,
            above,
            depth,
        });
        let tree = Tree {
            nodes: nodes.into(),
            guides: Vec::new(),
        };
        let Layout { boxes, height, .. } = Layout::new(&tree);
        for depth in 0..3 {
            let mut of_depth: Vec<_> = boxes.iter().filter(|placed| placed.node.depth == depth).collect();
            of_depth.sort_by_key(|placed| placed.middle);
            for pair in of_depth.windows(2) {
                let bottom = pair[0].middle + pair[0].height().div_ceil(2);
                assert!(bottom <= pair[1].top());
            }
            assert!(
                of_depth
                    .iter()
                    .all(|placed| placed.middle + placed.height() / 2 <= height)
            );
        }
        assert_eq!(boxes.len(), 7);
    }
}
