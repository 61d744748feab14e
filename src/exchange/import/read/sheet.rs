//! What the library does not tell of a sheet, or reads the whole sheet once more for: what is hidden in it, and its merged ranges.

use std::ops::ControlFlow;

use super::Problem;
use super::hidden::Hidden;
use super::package::Package;
use super::tags::{self, Tag};
use crate::exchange::import::grid::{LAST_COLUMN, LAST_ROW, Merge};

/// The most merged ranges of a sheet: as many as it may have rows.
const MOST_MERGES: usize = LAST_ROW as usize;

/// What is known of a sheet beside its cells.
#[derive(Debug, Default)]
pub(super) struct Beside {
    pub(super) hidden: Hidden,
    pub(super) merges: Vec<Merge>,
}

/// The parts that the sheets of a workbook are, in the order in which it names them; an empty name for one that cannot be told.
pub(super) fn parts(package: &mut Package<'_>) -> Result<Vec<String>, Problem> {
    let root = relations(package, "_rels/.rels")?;
    let Some(workbook) = root
        .into_iter()
        .find(|relation| relation.kind.ends_with("/officeDocument"))
    else {
        return Ok(Vec::new());
    };
    let workbook = workbook.target.trim_start_matches('/').to_owned();
    let (folder, name) = workbook.split_at(workbook.rfind('/').map_or(0, |slash| slash + 1));
    let relations = relations(package, &format!("{folder}_rels/{name}.rels"))?;
    let mut parts = Vec::new();
    look(package, &workbook, |tag| {
        if tag.name == b"sheet" {
            let id = tag.attribute("id").unwrap_or_default();
            let relation = relations.iter().find(|relation| relation.id == id);
            parts.push(
                relation.map_or_else(String::new, |relation| match relation.target.strip_prefix('/') {
                    Some(whole) => whole.to_owned(),
                    None => format!("{folder}{}", relation.target),
                }),
            );
        }
        Ok(())
    })?;
    Ok(parts)
}

/// What is known of a sheet beside its cells, by its part.
pub(super) fn beside(package: &mut Package<'_>, part: &str) -> Result<Beside, Problem> {
    let mut beside = Beside::default();
    let mut number = 0;
    look(package, part, |tag| {
        match tag.name {
            b"row" => {
                let said = tag.attribute("r").and_then(|number| number.parse().ok());
                number = said.unwrap_or(number + 1).min(LAST_ROW);
                beside.hidden.rows.extend(tag.has("hidden").then_some(number));
            }
            b"col" if tag.has("hidden") => {
                let column = |name| tag.attribute(name)?.parse::<usize>().ok()?.checked_sub(1);
                if let (Some(first), Some(last)) = (column("min"), column("max")) {
                    beside.hidden.columns.push((first, last));
                }
            }
            b"mergeCell" => {
                beside.merges.extend(tag.attribute("ref").and_then(range));
                if beside.merges.len() > MOST_MERGES {
                    return Err(Problem::TooLarge);
                }
            }
            _ => {}
        }
        match beside.hidden.rows.len().max(beside.hidden.columns.len()) > LAST_ROW as usize {
            true => Err(Problem::TooLarge),
            false => Ok(()),
        }
    })?;
    Ok(beside)
}

/// Looks at the tags of a part, which need not be there.
fn look(
    package: &mut Package<'_>,
    name: &str,
    mut visit: impl FnMut(Tag<'_>) -> Result<(), Problem>,
) -> Result<(), Problem> {
    let Some((part, _)) = package.unpacked(name)? else {
        return Ok(());
    };
    let mut outcome = Ok(());
    let read = tags::each(part, |tag| {
        outcome = visit(tag);
        match outcome {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    });
    read.map_err(|error| Problem::Damaged(format!("{name}: {error}")))?;
    outcome
}

/// What a part has to do with another.
struct Relation {
    id: String,
    kind: String,
    target: String,
}

fn relations(package: &mut Package<'_>, name: &str) -> Result<Vec<Relation>, Problem> {
    let mut relations = Vec::new();
    look(package, name, |tag| {
        if tag.name == b"Relationship" {
            let said = |name| tag.attribute(name).unwrap_or_default().to_owned();
            relations.push(Relation {
                id: said("Id"),
                kind: said("Type"),
                target: said("Target"),
            });
        }
        Ok(())
    })?;
    Ok(relations)
}

/// A range as it is written: `A1:C2`. None for what is none, or outside of a sheet.
fn range(text: &str) -> Option<Merge> {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    let ((top, left), (bottom, right)) = (place(first)?, place(last)?);
    (top <= bottom && left <= right).then_some(Merge {
        rows: (top, bottom),
        columns: (left, right),
    })
}

/// The row of a cell, by its number, and its column, from 0.
fn place(text: &str) -> Option<(u32, usize)> {
    let mut column = 0_usize;
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, row) = text.split_at_checked(letters)?;
    for letter in letters.bytes() {
        column = column.saturating_mul(26) + usize::from(letter.to_ascii_uppercase() - b'A') + 1;
    }
    let row = row.parse().ok().filter(|row| (1..=LAST_ROW).contains(row))?;
    Some((row, column.checked_sub(1).filter(|column| *column < LAST_COLUMN)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_they_are_written() {
        let shown = |text| range(text).map(|merge| (merge.rows, merge.columns));
        assert_eq!(shown("A1:C2"), Some(((1, 2), (0, 2))));
        assert_eq!(shown("XFD1048576"), Some(((1_048_576, 1_048_576), (16_383, 16_383))));
        for text in ["", "A", "1:2", "A0:B1", "XFE1", "A1048577", "C2:A1", "A1:B2:C3", "é1"] {
            assert_eq!(shown(text), None, "{text}");
        }
    }
}
