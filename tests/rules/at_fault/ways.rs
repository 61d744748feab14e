//! The ways to spoil headers: doubled, dropped, without a key.

use std::ops::Range;

use stdreg::syntax::{HeaderKind, Segment};

use super::Whole;
use super::spoilt::{Line, Spoilt};

/// How many headers of a kind are spoilt in a case, one after the other.
const MOST: usize = 2;

/// The case with headers doubled and dropped.
pub(super) fn headers(whole: &Whole) -> Vec<Spoilt> {
    let mut all = Vec::new();
    for way in &WAYS {
        for (file, lines) in tables(whole, way.table).into_iter().take(MOST) {
            let mut spoilt = Spoilt::new(whole, format!("[[{}]] {}", way.table, way.name), way.telling);
            let file = File { whole, place: file };
            if (way.spoil)(file, spoilt.lines(file.place), lines).is_some() {
                all.push(spoilt);
            }
        }
    }
    all
}

/// A way to spoil a header.
struct Way {
    table: &'static str,
    name: &'static str,
    /// The rules that tell it. That figures are not checked, and why, is said where they stand.
    telling: &'static [&'static str],
    /// Spoils the lines of a header, given those of its file. Nothing where the way is not one for it.
    spoil: fn(File<'_>, &mut Vec<Line>, Range<usize>) -> Option<()>,
}

/// A file of the whole case.
#[derive(Clone, Copy)]
struct File<'a> {
    whole: &'a Whole,
    place: usize,
}

const WAYS: [Way; 7] = [
    Way {
        table: "category",
        name: "stands twice",
        telling: &["duplicate-definition", "unchecked-figure"],
        spoil: twice,
    },
    Way {
        table: "category",
        name: "stands twice, in another subsystem",
        telling: &[
            "duplicate-definition",
            "unknown-category",
            // The copy is one more category, of which this is true.
            "empty-category",
            "unknown-parent",
            "unchecked-figure",
        ],
        spoil: |file, lines, range| {
            let mut copy = lines[range.clone()].to_vec();
            let own = value(&copy, "subsystem")?;
            // Some have categories, and may have more.
            let register = &file.whole.register;
            // A path says itself what it stands below.
            if register.scheme.layers.iter().any(|layer| layer.path.is_some()) {
                return None;
            }
            let own = register.subsystem_named(&own);
            let others = register.categories().map(|category| category.above);
            let other = others.filter(|above| *above != own).find_map(|above| above.target())?;
            set(&mut copy, "subsystem", &register.subsystem(other)?.title()?);
            insert(lines, range.end, copy)
        },
    },
    Way {
        table: "category",
        name: "stands twice, of another class",
        telling: &["duplicate-definition", "unchecked-figure"],
        spoil: |_, lines, range| {
            let mut copy = lines[range.clone()].to_vec();
            // Of the classes of the built-in scheme.
            let other = match value(&copy, "class")?.as_str() {
                "1" => "2",
                "2" | "3" => "1",
                _ => return None,
            };
            set(&mut copy, "class", other);
            insert(lines, range.end, copy)
        },
    },
    Way {
        table: "category",
        name: "is gone",
        // Codes in other tables may name it.
        telling: &["unknown-category", "code-layer-value", "unchecked-figure"],
        spoil: gone,
    },
    Way {
        table: "subsystem",
        name: "stands twice",
        telling: &["duplicate-definition", "unchecked-figure"],
        spoil: twice,
    },
    Way {
        table: "subsystem",
        name: "is gone",
        telling: &["unknown-subsystem", "unknown-parent", "unchecked-figure"],
        spoil: gone,
    },
    Way {
        table: "table",
        name: "has no category",
        telling: &["missing-key"],
        spoil: |_, lines, range| {
            let key = lines[range.clone()].iter().position(|line| is_key(line, "category"))?;
            lines.remove(range.start + key);
            Some(())
        },
    },
];

fn twice(_: File<'_>, lines: &mut Vec<Line>, range: Range<usize>) -> Option<()> {
    let copy = lines[range.clone()].to_vec();
    insert(lines, range.end, copy)
}

fn gone(file: File<'_>, lines: &mut Vec<Line>, range: Range<usize>) -> Option<()> {
    // Without what is wrong there is less wrong, or something else.
    file.whole.is_right(file.place, &range).then(|| {
        lines.drain(range);
    })
}

fn insert(lines: &mut Vec<Line>, place: usize, copy: Vec<Line>) -> Option<()> {
    lines.splice(place..place, copy);
    Some(())
}

fn is_key((_, line): &Line, key: &str) -> bool {
    line.split('=').next().is_some_and(|name| name.trim() == key)
}

/// The string of a key that has a line of its own.
fn value(lines: &[Line], key: &str) -> Option<String> {
    let (_, line) = lines.iter().find(|line| is_key(line, key))?;
    Some(line.split('"').nth(1)?.to_owned())
}

fn set(lines: &mut [Line], key: &str, value: &str) {
    if let Some((_, line)) = lines.iter_mut().find(|line| is_key(line, key)) {
        *line = format!("{key} = \"{value}\"\n");
    }
}

/// The tables of a name that have headers of their own, by file and lines.
fn tables(whole: &Whole, name: &str) -> Vec<(usize, Range<usize>)> {
    let mut tables = Vec::new();
    let files = whole.files.iter().enumerate();
    for (file, (path, _)) in files.filter(|(_, (path, _))| {
        ![".scheme.toml", ".csv", "stdreg.toml"]
            .iter()
            .any(|end| path.ends_with(end))
    }) {
        let source = whole.register.files.iter().find(|source| source.path == *path).unwrap();
        let (text, document) = (&source.text, &source.document);
        let line_of = |offset: u32| text[..offset as usize].matches('\n').count();
        let is_named = |segment: &Segment, text: &str| {
            let header = segment.header.as_ref();
            header.is_some_and(|header| header.keys[0].name(text) == name)
        };
        let is_element = |segment: &Segment| {
            let header = segment.header.as_ref();
            header.is_some_and(|header| header.kind == HeaderKind::Element && header.keys.len() == 1)
        };
        let mut segments = document.iter().peekable();
        while let Some((id, segment)) = segments.next() {
            if !is_named(segment, document.text(text, id)) || !is_element(segment) || !segment.errors.is_empty() {
                continue;
            }
            let start = document.start(id);
            let mut end = start + segment.length;
            // What a header of its own adds to it goes with it; entries are in the way.
            let is_added = |id, segment: &Segment| is_named(segment, document.text(text, id)) && !is_element(segment);
            while let Some((_, added)) = segments.next_if(|(id, segment)| name != "table" && is_added(*id, segment)) {
                end += added.length;
            }
            let is_last_line = end as usize == text.len() && !text.ends_with('\n');
            tables.push((file, line_of(start)..line_of(end) + usize::from(is_last_line)));
        }
    }
    tables
}
