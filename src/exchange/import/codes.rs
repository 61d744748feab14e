//! What the codes of tables say of the structure. Each code is read once, however much is asked of it.

use rustc_hash::FxHashMap;

use super::draft::Table;
use crate::code::Code;
use crate::keys::ColumnRole;
use crate::scheme::{Role, Scheme};

/// The codes of a table, each read once.
#[derive(Default)]
pub(super) struct Codes<'t> {
    codes: Vec<(&'t str, Code)>,
    /// Whether an entry has none.
    is_missing: bool,
}

impl<'t> Codes<'t> {
    pub(super) fn of(table: &'t Table, scheme: &Scheme) -> Self {
        let key = scheme.columns.key_of(ColumnRole::Code);
        let mut codes = Self::default();
        for entry in table.entries() {
            match entry.text(key) {
                Some(text) => codes.codes.push((text, Code::parse(scheme, text))),
                None => codes.is_missing = true,
            }
        }
        codes
    }

    /// The block that the table's sequences are in, by hundreds as such tables are laid out: 001-099, 101-199. None where the
    /// scheme has no sequence of three digits, or a code cannot be read.
    pub(super) fn hundreds(&self, scheme: &Scheme) -> Option<(u32, u32)> {
        scheme
            .layer(Role::Sequence)
            .filter(|layer| layer.width.fixed() == Some(3) && !self.is_missing)?;
        let mut bounds: Option<(u32, u32)> = None;
        for (text, code) in &self.codes {
            let sequence = code.sequence(scheme, text)?;
            let (first, last) = bounds.get_or_insert((sequence, sequence));
            (*first, *last) = ((*first).min(sequence), (*last).max(sequence));
        }
        let (first, last) = bounds?;
        Some((first / 100 * 100 + 1, last / 100 * 100 + 99))
    }
}

/// What most codes of some tables say for the layer with a role; the first of those that are equally many.
pub(super) fn majority<'t>(tables: impl Iterator<Item = &'t Table>, scheme: &Scheme, role: Role) -> Option<String> {
    let codes: Vec<Codes<'_>> = tables.map(|table| Codes::of(table, scheme)).collect();
    most(codes.iter(), scheme, role)
}

/// [`majority`] of codes that are read.
pub(super) fn most<'c, 't: 'c>(
    tables: impl Iterator<Item = &'c Codes<'t>>,
    scheme: &Scheme,
    role: Role,
) -> Option<String> {
    let layer = scheme.layer_of(role)?;
    let mut counts: Vec<(&str, usize)> = Vec::new();
    let mut places: FxHashMap<&str, usize> = FxHashMap::default();
    for (text, code) in tables.flat_map(|table| &table.codes) {
        let Some(value) = code.value_at(scheme, text, layer) else {
            continue;
        };
        let place = *places.entry(value).or_insert_with(|| {
            counts.push((value, 0));
            counts.len() - 1
        });
        counts.get_mut(place).into_iter().for_each(|(_, count)| *count += 1);
    }
    let best = counts.into_iter().rev().max_by_key(|(_, count)| *count)?;
    Some(best.0.to_owned())
}
