//! Which table of the file is which of the register: by its number, by its title, and where it has neither that is known, by
//! what stands in it.

use rustc_hash::FxHashMap;

use super::Row;
use crate::code::Code;
use crate::exchange::import::draft::{Draft, Table};
use crate::exchange::matching::Partner;
use crate::keys::ColumnRole;
use crate::register::Register;
use crate::register::model::EntryId;
use crate::scheme::Scheme;
use crate::text::to_u32;

/// Of so many tables of a category one may be the only one that takes a code: who has more says which.
const MOST_OF_CATEGORY: usize = 1_000;

/// How a table of the file was found in the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Home {
    /// By its number or title.
    Named(usize),
    /// By what stands in it.
    Inferred(usize),
    /// It has a number that no table of the register has.
    New,
    /// Nothing is known of it.
    Unknown,
}

/// For each table of the file that of the register.
pub(super) struct Homes(Vec<Home>);

impl Homes {
    /// The tables that are known by their number or their title, where only one has it.
    pub(super) fn named(register: &Register, draft: &Draft) -> Self {
        let mut by_id = Single::default();
        let mut by_title = Single::default();
        for (place, table) in register.tables().enumerate() {
            for (names, name) in [(&mut by_id, table.id()), (&mut by_title, table.title())] {
                if let Some(name) = name {
                    names.add(name.trim(), place);
                }
            }
            by_title.add(table.heading().trim(), place);
        }
        let home = |table: &Table| {
            let titled = || table.title.as_deref().and_then(|title| by_title.get(title));
            match table.id.as_deref() {
                Some(id) if by_id.has(id) => by_id.get(id).or_else(titled).map_or(Home::Unknown, Home::Named),
                Some(_) => Home::New,
                None => titled().map_or(Home::Unknown, Home::Named),
            }
        };
        Self(draft.tables.iter().map(home).collect())
    }

    /// Takes tables of which nothing is known for that in which all of their entries stand. Whether there were any.
    pub(super) fn infer<'m>(
        &mut self,
        register: &Register,
        partners: impl Iterator<Item = (usize, &'m Partner)>,
    ) -> bool {
        // None for one whose entries stand in several.
        let mut found: FxHashMap<usize, Option<usize>> = FxHashMap::default();
        for (table, partner) in partners {
            if let (Some(Home::Unknown), Partner::One(place)) = (self.0.get(table), partner)
                && let Some(entry) = register.entry(EntryId(to_u32(*place)))
            {
                let own = Some(entry.table as usize);
                found
                    .entry(table)
                    .and_modify(|known| *known = own.filter(|_| *known == own))
                    .or_insert(own);
            }
        }
        let mut is_changed = false;
        for (home, found) in (0..)
            .zip(&mut self.0)
            .filter_map(|(place, home)| Some((home, (*found.get(&place)?)?)))
        {
            *home = Home::Inferred(found);
            is_changed = true;
        }
        is_changed
    }

    /// The table of the register.
    pub(super) fn of(&self, table: usize) -> Option<usize> {
        match self.0.get(table)? {
            Home::Named(home) | Home::Inferred(home) => Some(*home),
            Home::New | Home::Unknown => None,
        }
    }

    /// The table of the register, where the file names it.
    pub(super) fn of_name(&self, table: usize) -> Option<usize> {
        match self.0.get(table)? {
            Home::Named(home) => Some(*home),
            _ => None,
        }
    }

    /// The tables of the register that the file has.
    pub(super) fn all(&self) -> impl Iterator<Item = usize> {
        (0..self.0.len()).filter_map(|table| self.of(table))
    }

    /// Where a new entry goes: into its table, or where nothing is known of that, into the one that its code names.
    pub(super) fn of_new(&self, row: &Row<'_>, register: &Register, scheme: &Scheme) -> Option<usize> {
        match self.0.get(row.table)? {
            Home::Named(home) | Home::Inferred(home) => return Some(*home),
            Home::New => return None,
            Home::Unknown => {}
        }
        let text = row.entry.text(scheme.columns.key_of(ColumnRole::Code))?;
        let code = Code::parse(scheme, text);
        let category = register.category_in(code, text)?;
        let tables = register.belonging.tables_of_category(register, category);
        let sequence = code.sequence(scheme, text)?;
        let mut has_block = false;
        let mut homes = tables.take(MOST_OF_CATEGORY + 1).filter(|table| {
            has_block |= table.block_range.is_some();
            table
                .block_range
                .is_none_or(|(first, last)| (first..=last).contains(&sequence))
        });
        let (home, None) = (homes.next()?, homes.next()) else {
            return None;
        };
        register.tables().position(|table| table == home)
    }
}

/// Names, and who alone has each.
#[derive(Default)]
struct Single(FxHashMap<String, Option<usize>>);

impl Single {
    fn add(&mut self, name: &str, place: usize) {
        let only = self.0.entry(name.to_owned()).or_insert(Some(place));
        *only = only.filter(|known| *known == place);
    }

    fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    fn get(&self, name: &str) -> Option<usize> {
        *self.0.get(name)?
    }
}
