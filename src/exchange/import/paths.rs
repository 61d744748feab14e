//! Where something belongs in the structure: by columns, by clauses, and what names of sheets say.

use super::draft::Path;
use super::grid::{Cell, Filled, Row};
use super::headings::{Header, Level, Meaning};
use super::{lines, values};

/// What the columns of the row above say of where it belongs, and so a row in which they are blank.
#[derive(Default)]
pub(super) struct Carried {
    structure: Vec<(usize, String)>,
    /// The columns of the structure in which a row says the same as the one above: a blank cell there means nothing.
    repeating: Vec<usize>,
    table: Vec<(usize, String)>,
}

impl Carried {
    /// The number and the title of the table that the row says it belongs to; none where there are no such columns.
    pub(super) fn table(&mut self, row: &Row, header: &Header) -> Option<(Option<String>, Option<String>)> {
        let mut text = |meaning: &Meaning| {
            let place = header
                .columns
                .iter()
                .position(|column| column.meaning.as_ref() == Some(meaning))?;
            let text = row.cells.get(place).map(Cell::shown).unwrap_or_default();
            let known = self.table.iter().find(|(column, _)| *column == place);
            let text = match known {
                Some((_, before)) if values::is_nothing(&text) => before.clone(),
                _ => text,
            };
            self.table.retain(|(column, _)| *column != place);
            self.table.push((place, text.clone()));
            (!values::is_nothing(&text)).then_some(text)
        };
        let (id, title) = (text(&Meaning::Table), text(&Meaning::TableTitle));
        (id.is_some() || title.is_some()).then_some((id, title))
    }

    /// The levels of the structure that the row's own columns name, those of the row above where they are blank; none where there
    /// are no such columns.
    pub(super) fn levels(&mut self, row: &Row, header: &Header) -> Option<Vec<(Level, String)>> {
        let mut levels = Vec::new();
        let mut is_new = false;
        let columns = header.columns.iter().enumerate();
        let structure = columns.filter_map(|(place, column)| match &column.meaning {
            Some(Meaning::Structure(level)) => Some((place, *level)),
            _ => None,
        });
        let mut carried = Vec::new();
        for (place, level) in structure {
            let text = row.cells.get(place).map(Cell::shown).unwrap_or_default();
            let before = self.structure.iter().find(|(column, _)| *column == place);
            let is_repeated = before.is_some_and(|(_, before)| *before == text && !text.is_empty());
            let is_own = row.cells.get(place).is_some_and(|cell| cell.filled == Filled::Not);
            if is_repeated && is_own && !self.repeating.contains(&place) {
                self.repeating.push(place);
            }
            let text = match before {
                // Below a new title nothing is carried.
                Some((_, before)) if values::is_nothing(&text) && !is_new && !self.repeating.contains(&place) => {
                    before.clone()
                }
                _ if values::is_nothing(&text) => String::new(),
                _ => text,
            };
            is_new |= before.is_none_or(|(_, before)| *before != text);
            carried.push((place, text.clone()));
            levels.push((level, text));
        }
        self.structure = carried;
        (!levels.is_empty()).then_some(levels)
    }
}

/// Where rows belong by the columns that say so. A single column may hold the whole path.
pub(super) fn path_of_levels(levels: &[(Level, String)]) -> Path {
    let titles: Vec<(Level, String)> = match levels {
        [(level, whole)] if whole.contains('/') => {
            let parts: Vec<&str> = whole.split('/').filter(|part| !part.trim().is_empty()).collect();
            let last = parts.len().saturating_sub(1);
            let level_of = |place: usize| match place {
                0 if last > 0 => Level::Subsystem,
                _ if place == last => Level::Category,
                0 => *level,
                _ => Level::Between,
            };
            let parts = parts.iter().enumerate();
            parts
                .map(|(place, part)| (level_of(place), lines::without_ordinal(part.trim()).to_owned()))
                .collect()
        }
        _ => levels
            .iter()
            .map(|(level, title)| (*level, lines::without_ordinal(title).to_owned()))
            .collect(),
    };
    let mut path = Path::default();
    for (level, title) in titles.into_iter().filter(|(_, title)| !title.is_empty()) {
        match (level, &path.subsystem, &path.category) {
            (Level::Subsystem, None, _) | (Level::Between, None, _) => path.subsystem = Some(title),
            (Level::Category, _, None) => path.category = Some(title),
            (Level::Category, _, Some(_)) => {
                path.between.extend(path.category.replace(title));
            }
            (Level::Subsystem | Level::Between, Some(_), _) => path.between.push(title),
        }
    }
    // The innermost level that is named is the category.
    if path.category.is_none() {
        path.category = path.between.pop();
    }
    path
}

/// What the parts of a document are headed in English.
const FRAMES: [&str; 3] = ["Structure", "Detail tables", "Statistics"];

/// Where a table belongs by the clauses that it stands below, and its own title where a clause is its alone.
pub(super) fn path_of_clauses(clauses: &[(u8, String)]) -> (Path, Option<String>) {
    let is_structure = |title: &&String| {
        let is_frame = title.ends_with("明细表") || title.ends_with("标准体系") || title.ends_with("体系表");
        let is_frame = is_frame || FRAMES.contains(&title.as_str());
        !is_frame && !title.starts_with("附录") && !title.starts_with("附 录")
    };
    let mut titles = clauses.iter().map(|(_, title)| title).filter(is_structure);
    let path = Path {
        subsystem: titles.next().cloned(),
        between: Vec::new(),
        category: titles.next().cloned(),
    };
    (path, titles.next_back().cloned())
}

/// Whether a sheet has the name that it was born with.
pub(super) fn is_default_name(sheet: &str) -> bool {
    let bare = sheet.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '(' | ')' | ' '));
    matches!(bare, "Sheet" | "sheet" | "工作表" | "表" | "Table" | "")
}
