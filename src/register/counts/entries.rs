//! The entries themselves that conditions ask for: for whoever lists them instead of counting them.

use std::borrow::Cow;

use smallvec::SmallVec;

use super::cell::InColumn;
use super::known::KnownNames;
use super::meaning::{Reader, RowMeaning, UnknownName};
use super::names::Names;
use super::test::{Standing, all, ask_entry, ask_table, has_withdrawn, layer_value};
use super::{Answer, Test};
use crate::diagnostic::Place;
use crate::register::Register;
use crate::register::model::{Entry, EntryId};
use crate::text::{FileId, Span};

/// The entries that a row counts, or may count, in the order of the register.
pub fn counted_entries(register: &Register, tests: &[Test]) -> Vec<(EntryId, Answer)> {
    let of_tables = tables(register, tests);
    of_tables.flat_map(|(_, entries)| entries).collect()
}

/// The same table by table, each with its place.
pub(super) fn tables<'r>(
    register: &'r Register,
    tests: &'r [Test],
) -> impl Iterator<Item = (usize, Vec<(EntryId, Answer)>)> {
    let with_withdrawn = tests.contains(&Test::WithWithdrawn);
    let may_be_withdrawn = has_withdrawn(register);
    let (of_entry, of_table): (Vec<&Test>, Vec<&Test>) = tests.iter().partition(|test| test.is_about_entry());
    register.tables.iter().enumerate().filter_map(move |(index, table)| {
        let of_table = all(of_table.iter().map(|test| ask_table(register, index, table, test)));
        if of_table == Answer::No {
            return None;
        }
        let entries = register.entries_of(table).map(|(id, entry)| {
            let code = entry.code().unwrap_or_default();
            let of_entry = of_entry.iter().map(|test| ask_entry(register, &entry, &code, test));
            let standing = Standing::of(register, &entry, may_be_withdrawn);
            (id, all(of_entry).min(of_table).min(standing.counts(with_withdrawn)))
        });
        let entries: Vec<_> = entries.filter(|(_, answer)| *answer != Answer::No).collect();
        Some((index, entries))
    })
}

/// Conditions as `where` has them, read and asked one by one.
pub struct Conditions<'r> {
    register: &'r Register,
    names: Names,
    known: KnownNames<'r>,
}

impl<'r> Conditions<'r> {
    /// For a register.
    pub fn new(register: &'r Register) -> Self {
        Self {
            register,
            names: Names::new(register),
            known: KnownNames::new(register),
        }
    }

    /// What a condition asks for: a name that `where` takes, and a value.
    ///
    /// # Errors
    /// Where the name is that of nothing, with the one that was meant, perhaps; or where it is not clear what is meant, and
    /// then there is none.
    pub fn test(&self, name: &str, value: &str) -> Result<Test, Option<UnknownName>> {
        let reader = Reader::new(&self.known, &self.names, None);
        let place = Place::in_file(FileId(0), Span::default());
        match reader.condition(name, value, place, None) {
            Ok(test) => Ok(test),
            Err(RowMeaning::Unknown(unknown)) => Err(Some(unknown)),
            Err(_) => Err(None),
        }
    }

    /// Whether the entries of a table pass a test, where it is about tables.
    pub fn ask_table(&self, index: usize, test: &Test) -> Option<Answer> {
        let table = self.register.tables.get(index).filter(|_| !test.is_about_entry())?;
        Some(ask_table(self.register, index, table, test))
    }

    /// Whether an entry passes a test about entries.
    pub fn ask(&self, entry: &Entry, test: &Test) -> Answer {
        let code = self.register.of(entry).code().unwrap_or_default();
        ask_entry(self.register, entry, &code, test)
    }

    /// The values that an entry has in a column, by its place; nothing where they cannot be read.
    pub fn values<'e>(&self, entry: &'e Entry, column: u16) -> Option<SmallVec<[Cow<'e, str>; 1]>>
    where
        'r: 'e,
    {
        match InColumn::of(self.register, entry, column) {
            InColumn::Values(values) => Some(values),
            InColumn::Nothing => Some(SmallVec::new()),
            InColumn::Unread => None,
        }
    }

    /// The value of a layer of an entry's code; nothing where it is not known.
    pub fn layer(&self, entry: &Entry, layer: usize) -> Option<String> {
        let code = self.register.of(entry).code().unwrap_or_default();
        layer_value(self.register, entry, &code, layer).map(str::to_owned)
    }
}
