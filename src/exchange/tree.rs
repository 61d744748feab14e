//! The structure as boxes and what leads from box to box: the register, its subsystems, their categories, their tables. All
//! diagrams are drawn from it.

use rustc_hash::FxHashMap;

use super::printed::{Printed, Section, Text};
use crate::diagnostic::Place;

/// What a box stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    Register,
    Subsystem,
    Category,
    Table,
}

/// A box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) level: Level,
    pub(super) text: String,
    /// Where it comes from.
    pub(super) place: Option<Place>,
    /// The box that it belongs to, by its place.
    pub(super) above: Option<usize>,
    /// How many boxes it stands below.
    pub(super) depth: usize,
}

/// What is drawn.
#[derive(Default)]
pub(super) struct Tree {
    /// The boxes, each behind the one that it belongs to and before what belongs to the next one.
    pub(super) nodes: Vec<Node>,
    /// Which box guides which: the dashed lines (seed, figure 1).
    pub(super) guides: Vec<(usize, usize)>,
}

/// The structure of a page. `untitled` is said of subsystems without a title.
pub(super) fn tree(printed: &Printed, untitled: &str) -> Tree {
    let mut tree = Tree::default();
    tree.add(Level::Register, "", &printed.title, None);
    let mut places = FxHashMap::default();
    // The boxes that the next subsystem may belong to, from the outermost.
    let mut path = vec![0];
    for chapter in &printed.chapters {
        path.truncate(chapter.depth + 1);
        let above = path.last().copied();
        let place = tree.add(Level::Subsystem, &chapter.code, &chapter.title, above);
        if let Some(node) = tree.nodes.last_mut().filter(|node| node.text.is_empty()) {
            node.text = untitled.to_owned();
        }
        path.push(place);
        if let Some(index) = chapter.index {
            places.insert(index, place);
        }
        for section in &chapter.sections {
            tree.section(section, place);
        }
    }
    for chapter in &printed.chapters {
        let own = chapter.index.and_then(|index| places.get(&index).copied());
        let guided = chapter.guides.iter().filter_map(|guided| places.get(guided).copied());
        let guides = guided.filter_map(|guided| Some((own?, guided)));
        tree.guides.extend(guides.filter(|(guide, guided)| guide != guided));
    }
    tree
}

impl Tree {
    fn section(&mut self, section: &Section, above: usize) {
        let place = match (section.code.as_str(), section.title.text.as_str()) {
            // Tables of no category belong to the box above.
            ("", "") => above,
            _ => self.add(Level::Category, &section.code, &section.title, Some(above)),
        };
        for table in &section.tables {
            self.add(Level::Table, &table.id, &table.title, Some(place));
        }
    }

    fn add(&mut self, level: Level, code: &str, title: &Text, above: Option<usize>) -> usize {
        let depth = above
            .and_then(|above| self.nodes.get(above))
            .map_or(0, |above| above.depth + 1);
        self.nodes.push(Node {
            level,
            text: format!("{code} {}", title.text).trim().to_owned(),
            place: title.place,
            above,
            depth,
        });
        self.nodes.len() - 1
    }
}
