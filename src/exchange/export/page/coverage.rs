//! What is covered: of the standards of each category those that are published, and how many came into force in each year.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::element;
use crate::exchange::export::{Export, rows};
use crate::exchange::html::escape;
use crate::keys::Phase;
use crate::register::handle::EntryRef;

/// Of how many standards how many are there.
#[derive(Default)]
struct Covered {
    expected: usize,
    existing: usize,
}

pub(super) fn write(export: &Export<'_>, page: &mut String) {
    let register = export.register;
    let phase = |entry: &EntryRef<'_>| Some(register.vocabulary.status_term(entry.status_term?)?.phase);
    let mut categories: Vec<(Option<usize>, String, Covered)> = Vec::new();
    let mut places = rustc_hash::FxHashMap::default();
    let mut years: BTreeMap<u16, usize> = BTreeMap::new();
    for table in rows::tables(export) {
        let place = *places.entry(table.category_index).or_insert_with(|| {
            let category = register.category_of(&table);
            let code = category.and_then(|category| category.code()).unwrap_or_default();
            let title = category.and_then(|category| category.title()).unwrap_or_default();
            let title = match format!("{code} {title}").trim() {
                "" => export.word("print-untitled", "category"),
                title => title.to_owned(),
            };
            categories.push((table.category_index, title, Covered::default()));
            categories.len() - 1
        });
        for (_, entry) in register.entries_of(&table) {
            let phase = phase(&entry);
            let Some((_, _, covered)) = categories.get_mut(place) else {
                continue;
            };
            if phase == Some(Phase::Withdrawn) {
                continue;
            }
            covered.expected += 1;
            if phase.is_some_and(Phase::is_published) {
                covered.existing += 1;
                if let Some(date) = entry.effective {
                    *years.entry(date.value.year).or_default() += 1;
                }
            }
        }
    }
    if categories.iter().all(|(_, _, covered)| covered.expected == 0) {
        return;
    }
    // In the order of the register's own categories; what belongs to none comes last.
    categories.sort_by_key(|(index, _, _)| index.unwrap_or(usize::MAX));
    element("h2", "", &export.word("export-page", "coverage"), page);
    page.push_str("<div class=\"bars\">\n");
    let by_category = categories.iter().map(|(_, title, covered)| {
        let figures = format!("{} / {}", covered.existing, covered.expected);
        (title.clone(), covered.existing, covered.expected, figures)
    });
    bars(&export.word("export-page", "by-category"), by_category, page);
    let most = years.values().copied().max().unwrap_or_default();
    if most > 0 {
        let by_year = years
            .iter()
            .map(|(year, count)| (year.to_string(), *count, most, count.to_string()));
        bars(&export.word("export-page", "by-year"), by_year, page);
    }
    page.push_str("</div>\n");
}

fn bars(caption: &str, rows: impl Iterator<Item = (String, usize, usize, String)>, page: &mut String) {
    page.push_str("<table>");
    element("caption", "", caption, page);
    for (title, value, most, figures) in rows {
        page.push_str("<tr><th scope=\"row\">");
        escape(&title, page);
        // Without style sheets a bar has its length by its value alone.
        let _ = writeln!(
            page,
            "</th><td><progress value=\"{value}\" max=\"{}\"></progress></td><td class=\"figure\">{figures}</td></tr>",
            most.max(1)
        );
    }
    page.push_str("</table>\n");
}
