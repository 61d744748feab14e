//! Where something belongs in the structure: by columns, by clauses, and what names of sheets say.

use super::draft::Path;
use super::headings::Level;
use super::lines;

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

/// Where a table belongs by the clauses that it stands below, and its own title where a clause is its alone.
pub(super) fn path_of_clauses(clauses: &[(u8, String)]) -> (Path, Option<String>) {
    let is_structure = |title: &&String| {
        let is_frame = title.ends_with("明细表") || title.ends_with("标准体系") || title.ends_with("体系表");
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
