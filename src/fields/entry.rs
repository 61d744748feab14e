//! Reads the keys of an entry, which are the columns of its register.

use super::{FaultKind, Fields, Present, Value};
use crate::keys::{Column, Columns, Need, Phase, TableKind};
use crate::syntax::{Kind, Node};
use crate::text::Span;

impl<'a> Fields<'a> {
    /// Reads keys of an entry, and hands each value to `set` with its column and the place of that, or nothing where there is
    /// one that could not be read. Gives which were there.
    pub(crate) fn read_entry(
        &mut self,
        columns: &Columns,
        nodes: impl Iterator<Item = (usize, &'a Node)>,
        present: &mut Present,
        mut set: impl FnMut(usize, &Column, Option<Value>),
    ) {
        let mut next = 0;
        for (index, node) in nodes {
            let name = node.key.name(self.text);
            let place = columns.place(&name, next);
            let column = place.and_then(|place| Some((place, columns.get(place)?)));
            let Some((place, column)) = column.filter(|(_, column)| !column.is_hidden) else {
                if let Some(meant) = self.unknown_column(columns, &name, node.key.span, present)
                    && let Some(column) = columns.get(meant)
                {
                    set(meant, column, None);
                }
                continue;
            };
            next = place + 1;
            if present.add(place) || node.kind == Kind::Dotted {
                set(place, column, self.value(column.into(), index, node));
            }
        }
    }

    /// Tells a key that is no column's. Gives the place of the column that was meant, perhaps.
    fn unknown_column(&mut self, columns: &Columns, name: &str, span: Span, present: &mut Present) -> Option<usize> {
        // An empty key is a syntax error, told already.
        if name.is_empty() {
            return None;
        }
        let meant = columns
            .nearest_key(TableKind::Entry, name)
            .filter(|_| !columns.is_hidden(name))
            .map(|(meant, _)| meant);
        if let Some(meant) = meant {
            present.add_misspelt(meant);
        }
        let kind = FaultKind::UnknownKey {
            name: name.to_owned(),
            table: TableKind::Entry,
        };
        self.fault(span, kind);
        meant
    }

    /// Tells the columns that an entry lacks: those that it must have always, and those that it must have in its phase.
    pub(crate) fn tell_missing_columns(
        &mut self,
        columns: &Columns,
        phase: Option<Phase>,
        header: Span,
        present: &Present,
    ) {
        let of_phase = columns.needed_in_phases().filter(|place| {
            let need = columns.get(*place).map(|column| column.need);
            phase.is_some_and(|phase| matches!(need, Some(Need::In(phases)) if phases.has(phase)))
        });
        for place in columns
            .required()
            .chain(of_phase)
            .filter(|place| present.is_missing(*place))
        {
            if let Some(column) = columns.get(place) {
                let kind = FaultKind::MissingKey {
                    name: column.key.clone().into(),
                    table: TableKind::Entry,
                };
                self.fault(header, kind);
            }
        }
    }
}
