//! The structure as boxes and what leads from box to box, for forms that others draw: the register, its subsystems, their
//! categories, their tables.

use rustc_hash::FxHashMap;

use super::Export;
use crate::exchange::printed::{Chapter, Section};

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
    /// The box that it belongs to, by its place.
    pub(super) above: Option<usize>,
}

/// What is drawn.
#[derive(Default)]
pub(super) struct Tree {
    /// The boxes, each behind the one that it belongs to.
    pub(super) nodes: Vec<Node>,
    /// Which box guides which: the dashed lines (seed, figure 1).
    pub(super) guides: Vec<(usize, usize)>,
}

/// The structure of what is wanted.
pub(super) fn tree(export: &Export<'_>) -> Tree {
    let printed = &export.printed;
    let mut nodes = vec![Node {
        level: Level::Register,
        text: printed.title.text.clone(),
        above: None,
    }];
    let untitled = export.word("print-untitled", "subsystem");
    let mut chapters = Vec::new();
    for chapter in &printed.chapters {
        of_chapter(chapter, &untitled, 0, &mut nodes, &mut chapters);
    }
    let places = chapters
        .iter()
        .filter_map(|(chapter, place)| Some((chapter.index?, *place)));
    let places: FxHashMap<usize, usize> = places.collect();
    let guides = chapters.iter().flat_map(|(chapter, place)| {
        let guided = chapter.guides.iter().filter_map(|guided| places.get(guided).copied());
        guided.map(|guided| (*place, guided))
    });
    Tree {
        guides: guides.filter(|(guide, guided)| guide != guided).collect(),
        nodes,
    }
}

fn of_chapter<'p>(
    chapter: &'p Chapter,
    untitled: &str,
    above: usize,
    nodes: &mut Vec<Node>,
    chapters: &mut Vec<(&'p Chapter, usize)>,
) {
    let text = match joined(&chapter.code, &chapter.title.text) {
        text if text.is_empty() => untitled.to_owned(),
        text => text,
    };
    let place = add(Level::Subsystem, text, above, nodes);
    chapters.push((chapter, place));
    for section in &chapter.sections {
        of_section(section, place, nodes);
    }
    for below in &chapter.chapters {
        of_chapter(below, untitled, place, nodes, chapters);
    }
}

fn of_section(section: &Section, above: usize, nodes: &mut Vec<Node>) {
    let place = match (section.code.as_str(), section.title.text.as_str()) {
        // Tables of no category belong to the box above.
        ("", "") => above,
        (code, title) => add(Level::Category, joined(code, title), above, nodes),
    };
    for table in &section.tables {
        add(Level::Table, joined(&table.id, &table.title.text), place, nodes);
    }
}

fn joined(code: &str, title: &str) -> String {
    format!("{code} {title}").trim().to_owned()
}

fn add(level: Level, text: String, above: usize, nodes: &mut Vec<Node>) -> usize {
    let above = Some(above);
    nodes.push(Node { level, text, above });
    nodes.len() - 1
}
