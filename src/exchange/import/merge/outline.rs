//! What the rows of a list of the structure name and the register has not got: subsystems, categories, and tables without
//! entries. What is there is not changed by such a row; where it says something else of that, this is told.

use super::Merge;
use super::known::{Filled, Known, New, written};
use crate::exchange::import::draft::{OutlineRow, Report, Titled};
use crate::exchange::import::write::text;
use crate::keys::TableKind;
use crate::messages::Message;

impl Merge<'_> {
    /// What the rows of lists of the structure add. `all` are the tables of the file, `new` those of them that are new.
    pub(super) fn outline(
        &mut self,
        rows: &[OutlineRow],
        all: &Filled<'_>,
        new: &Filled<'_>,
        known: &mut Known,
    ) -> Vec<New> {
        let mut added = Vec::new();
        for row in rows {
            // A list in a text has no rows of its own, and names the tables that stand below it.
            let Some(address) = &row.address else { continue };
            match outline_row(row, all, new, known) {
                Ok(more) => added.extend((!more.is_empty()).then_some(more)),
                Err(attribute) => self.reports.push(Report {
                    address: address.clone(),
                    reason: Message::attribute("import-reason", attribute),
                    content: shown(row),
                }),
            }
        }
        added
    }
}

/// What a row adds, or why it cannot.
fn outline_row(row: &OutlineRow, all: &Filled<'_>, new: &Filled<'_>, known: &mut Known) -> Result<New, &'static str> {
    let mut added = New::default();
    let mut above: Option<&str> = None;
    for subsystem in &row.subsystems {
        let Some(title) = subsystem.title.as_deref().or(subsystem.code.as_deref()) else {
            continue;
        };
        if known.subsystems.insert(title.to_owned()) {
            let statements = [
                Some(text("title", title)),
                subsystem.code.as_deref().map(|code| text("code", code)),
                above.map(|above| text("parent", above)),
            ];
            added.subsystems.push(written(TableKind::Subsystem, statements));
        }
        above = Some(title);
    }
    let category = match &row.category {
        Some(category) => Some(category_of(category, above, known, &mut added)?),
        None => None,
    };
    let Some(table) = &row.table else { return Ok(added) };
    if known.has_table(table) {
        return Ok(added);
    }
    let category = category.ok_or("no-place")?;
    let title = table.title.as_ref().or(table.code.as_ref()).ok_or("no-place")?;
    if new.has(table) {
        // It comes with its entries, and this says where it belongs.
        for name in [&table.code, &table.title].into_iter().flatten() {
            known.homes.insert(name.clone(), (category.clone(), title.clone()));
        }
        return Ok(added);
    }
    if all.has(table) {
        return Err("renumbered");
    }
    let id = table.code.clone().unwrap_or_else(|| known.free_id());
    known.add_table(&id, title);
    let subsystem = above.filter(|_| known.is_ambiguous(&category));
    let statements = [
        Some(text("id", &id)),
        Some(text("title", title)),
        Some(text("category", &category)),
        subsystem.map(|subsystem| text("subsystem", subsystem)),
    ];
    added.id = Some(id);
    added.table.push(written(TableKind::Table, statements));
    Ok(added)
}

/// The code of a category, which is new if the register has no such.
fn category_of(
    category: &Titled,
    subsystem: Option<&str>,
    known: &mut Known,
    added: &mut New,
) -> Result<String, &'static str> {
    let of_subsystem = subsystem.unwrap_or_default().to_owned();
    let by_title = category.title.as_ref().and_then(|title| {
        let key = (of_subsystem.clone(), title.clone());
        known.categories.get(&key).cloned().flatten()
    });
    match (by_title, &category.code, &category.title) {
        (Some(own), Some(code), _) if own != *code => Err("structure-differs"),
        (Some(own), ..) => Ok(own),
        (None, Some(code), title) => match known.titles.get(&(of_subsystem.clone(), code.clone())) {
            Some(own) if title.as_ref().is_some_and(|title| title != own) => Err("structure-differs"),
            Some(_) => Ok(code.clone()),
            None if known.codes.contains_key(code) && (subsystem.is_none() || title.is_none()) => Ok(code.clone()),
            None => {
                let (Some(title), Some(subsystem)) = (title, subsystem) else {
                    return Err("no-place");
                };
                let statements = [
                    Some(text("code", code)),
                    Some(text("title", title)),
                    Some(text("subsystem", subsystem)),
                ];
                added.category = Some(written(TableKind::Category, statements));
                known.add_category(of_subsystem, title.clone(), code.clone());
                Ok(code.clone())
            }
        },
        (None, None, _) => Err("no-code"),
    }
}

/// What a row says, for people.
fn shown(row: &OutlineRow) -> String {
    let items = row.subsystems.iter().chain(&row.category).chain(&row.table);
    let texts = items.flat_map(|item| [&item.code, &item.title]).flatten();
    texts.map(String::as_str).collect::<Vec<_>>().join(" | ")
}
