//! A `[[column]]` that a register writes.

use super::faults::FaultKind;
use super::model::Site;
use crate::diagnostic::Place;
use crate::fields::{Fields, MisfitKind, Present, Value};
use crate::keys::{ColumnRole, ColumnType, Form, Need, TableKind};
use crate::scheme;
use crate::scheme::columns::{WrittenColumn, need_in};
use crate::syntax::{Kind, Node, Str};

/// A `[[column]]` of the register. What is wrong with its words is told as the fault of a scheme is.
pub(super) struct OwnColumn {
    pub(super) written: WrittenColumn<Place>,
    pub(super) faults: Vec<(Place, scheme::FaultKind)>,
}

/// Reads a `[[column]]`.
pub(super) fn read<'a>(
    fields: &mut Fields<'a>,
    site: Site,
    nodes: impl Iterator<Item = (usize, &'a Node)>,
) -> OwnColumn {
    let text = fields.text;
    let mut written = WrittenColumn::new(site.header());
    let mut present = Present::default();
    let before = fields.faults.len();
    let placed = |string: Str| (string.get(text).into_owned(), site.place(string.span));
    let all = |strings: &[Str]| strings.iter().map(|string| string.get(text).into_owned()).collect();
    fields.read(TableKind::Column, nodes, &mut present, |name, value| {
        match (name, value) {
            ("key", Value::Str(value)) => written.key = Some(placed(value)),
            ("title", Value::Str(value)) => written.title = Some(placed(value).0),
            ("title-en", Value::Str(value)) => written.title_en = Some(placed(value).0),
            ("also", Value::Strings(values)) => written.also = Some(all(&values)),
            ("type", Value::Str(value)) => {
                let (word, place) = placed(value);
                written.column_type = ColumnType::named(&word).map(|column_type| (column_type, place));
            }
            ("words", Value::Strings(values)) => written.words = Some(values.into_iter().map(placed).collect()),
            ("required", Value::Boolean(true)) => written.need = Some(Need::Always),
            ("required", Value::Boolean(false)) => written.need = Some(Need::Never),
            ("required", Value::Strings(values)) => {
                let words: Vec<String> = all(&values);
                written.need = Some(need_in(words.iter().map(String::as_str)));
            }
            ("role", Value::Str(value)) => {
                let (word, place) = placed(value);
                written.role = ColumnRole::named(&word).map(|role| (role, place));
            }
            ("hidden", Value::Boolean(value)) => written.is_hidden = Some(value),
            ("help", Value::Str(value)) => written.help = Some(placed(value).0),
            ("help-en", Value::Str(value)) => written.help_en = Some(placed(value).0),
            _ => {}
        }
    });
    fields.tell_missing(TableKind::Column, site.header, &present);
    written.is_misread = site.is_broken || fields.faults.len() > before;
    // A word that is none is a fault of the scheme that the register writes here.
    let told = fields.faults.split_off(before);
    let mut faults = Vec::new();
    for (span, fault) in told {
        match wrong_word(&fault) {
            Some(kind) => faults.push((site.place(span), kind)),
            None => fields.faults.push((span, fault)),
        }
    }
    OwnColumn { written, faults }
}

/// A word of a `[[column]]` that is not one of those that there are.
fn wrong_word(fault: &FaultKind) -> Option<scheme::FaultKind> {
    let FaultKind::WrongType {
        name, expected, found, ..
    } = fault
    else {
        return None;
    };
    let is_word = matches!(expected, Form::OneOf(_) | Form::Requirement) && matches!(found, Kind::String(_));
    let (_, key) = TableKind::Column.key(name).filter(|_| is_word)?;
    let kind = MisfitKind::WrongValue {
        key: format!("{}.{name}", TableKind::Column.path()),
        expected: key.value,
    };
    Some(scheme::FaultKind::Misfit(kind))
}
