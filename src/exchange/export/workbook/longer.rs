//! What names a list in a workbook is made as long as that has become.

use rustc_hash::FxHashMap;

use super::ranges::{self, Grown};
use super::{Problem, parts, unusable, unusable_for};
use crate::exchange::import::MAX_UNPACKED;
use crate::exchange::import::grid::Grid;
use crate::exchange::import::read::package::Package;

/// The rows of totals of tables of Excel, by sheets. In the place of one no standard can stand.
#[derive(Default)]
pub(super) struct Totals {
    book: Option<parts::Book>,
    rows: FxHashMap<String, Vec<u32>>,
}

impl Totals {
    /// Those of a sheet.
    pub(super) fn of(&mut self, grid: &Grid, bytes: &[u8]) -> Result<&[u32], Problem> {
        let sheet = grid.sheet.clone().unwrap_or_default();
        if !self.rows.contains_key(&sheet) {
            let mut package = Package::open(bytes, MAX_UNPACKED).map_err(|problem| unusable(problem.message()))?;
            let book = match self.book.take() {
                Some(book) => book,
                None => parts::Book::read(&mut package).map_err(unusable_for)?,
            };
            let mut rows = Vec::new();
            if let Some(part) = book.part_of(&sheet) {
                for table in parts::tables(&mut package, &part).map_err(unusable_for)? {
                    let text = parts::text(&mut package, &table).map_err(unusable_for)?;
                    let row = ranges::totals_row(&text);
                    rows.extend(row.map_err(|error| unusable(parts::damaged(&table, &error.to_string())))?);
                }
            }
            self.book = Some(book);
            self.rows.insert(sheet.clone(), rows);
        }
        Ok(self.rows.get(&sheet).map(Vec::as_slice).unwrap_or_default())
    }
}

/// Makes what names a list as long as that is now. `lists` are by the names of their sheets, `written` the parts that change.
pub(super) fn grow<'l>(
    package: &mut Package<'_>,
    book: &parts::Book,
    lists: impl Iterator<Item = (&'l str, &'l [Grown])>,
    written: &mut Vec<(String, String)>,
) -> Result<(), Problem> {
    let mut names: Option<String> = None;
    for (sheet, lists) in lists {
        let Some(name) = book.part_of(sheet) else { continue };
        let of_part = |text: &str, name: &str| {
            ranges::of_part(text, lists).map_err(|error| unusable(parts::damaged(name, &error.to_string())))
        };
        if let Some((_, text)) = written.iter_mut().find(|(known, _)| *known == name)
            && let Some(grown) = of_part(text, &name)?
        {
            *text = grown;
        }
        for table in parts::tables(package, &name).map_err(unusable_for)? {
            let text = parts::text(package, &table).map_err(unusable_for)?;
            let Some(grown) = of_part(&text, &table)? else {
                continue;
            };
            written.push((table, grown));
        }
        let text = match names.take() {
            Some(text) => text,
            None => parts::text(package, parts::BOOK).map_err(unusable_for)?,
        };
        let damaged = |error: quick_xml::Error| unusable(parts::damaged(parts::BOOK, &error.to_string()));
        names = Some(ranges::of_book(&text, sheet, lists).map_err(damaged)?.unwrap_or(text));
    }
    if let Some(text) = names
        && text != parts::text(package, parts::BOOK).map_err(unusable_for)?
    {
        written.push((parts::BOOK.to_owned(), text));
    }
    Ok(())
}
