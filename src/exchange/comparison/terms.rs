//! What changed in the words, columns and layers that hold for a register, wherever they are set out, and in the text that
//! `notes` names.
//!
//! A scheme's file keeps its name when somebody edits it. So what it comes to is compared, together with what the register
//! adds to it.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::part::{BETWEEN, Kind, Part, values};
use super::{Change, Heading, PartChange, ValueChange};
use crate::exchange::html::heading_of_key;
use crate::keys::{Column, TableKind};
use crate::register::{Notes, Register};
use crate::scheme::{Layer, Level, Status};

fn list<'t>(texts: impl Iterator<Item = &'t str>) -> Cow<'static, str> {
    texts.collect::<Vec<_>>().join(BETWEEN).into()
}

pub(super) fn statuses(register: &Register) -> Vec<Part<'_>> {
    let part = |status: &'_ Status| {
        let values = values([
            ("name", status.name.clone().into()),
            ("phase", status.phase.name().into()),
            ("also", list(status.also.iter().map(String::as_str))),
        ]);
        Part::new(status.name.clone(), values, &[&["name"]])
    };
    register.vocabulary.statuses.iter().map(part).collect()
}

pub(super) fn levels(register: &Register) -> Vec<Part<'_>> {
    let part = |level: &'_ Level| {
        let values = values([
            ("name", level.name.clone().into()),
            ("value", level.value.clone().into()),
            ("alias", list(level.alias.iter().map(String::as_str))),
        ]);
        Part::new(level.name.clone(), values, &[&["name"]])
    };
    register.vocabulary.levels.iter().map(part).collect()
}

pub(super) fn columns(register: &Register) -> Vec<Part<'_>> {
    let part = |(_, column): (usize, &'_ Column)| {
        let values = values([
            ("key", column.key.clone().into()),
            ("title", column.title.clone().into()),
            ("type", column.column_type.name().into()),
            ("words", list(column.words.iter())),
            ("role", column.role.map_or("", |role| role.name()).into()),
        ]);
        Part::new(column.title.clone(), values, &[&["key"], &["role"]])
    };
    register.columns.iter().map(part).collect()
}

pub(super) fn layers(register: &Register) -> Vec<Part<'_>> {
    let part = |layer: &'_ Layer| {
        let all = layer
            .values
            .iter()
            .map(|(value, meaning)| format!("{value} {meaning}").trim().to_owned());
        let open = layer.open.map(|(first, last)| format!("{first}-{last}"));
        let values = values([
            ("name", layer.name.clone().into()),
            ("title", layer.title.clone().into()),
            ("width", layer.width.to_string().into()),
            ("values", all.collect::<Vec<_>>().join(BETWEEN).into()),
            ("open", open.unwrap_or_default().into()),
            ("role", layer.role.map_or("", |role| role.name()).into()),
            ("literal", layer.literal.clone().unwrap_or_default().into()),
        ]);
        Part::new(layer.title_or_name().to_owned(), values, &[&["name"]])
    };
    register.scheme.layers.iter().map(part).collect()
}

/// The lines of the explanatory notes that went and that came. Lines that only moved are the same.
pub(super) fn notes(old: &Register, new: &Register) -> Option<PartChange> {
    let text = |register: &Register| match &register.notes {
        Some(Notes::Read(text)) => Some(std::sync::Arc::clone(text)),
        Some(Notes::Outside | Notes::Unreadable(_)) | None => None,
    };
    // Where one of them has none, that is told of the head.
    let (before, after) = (text(old)?, text(new)?);
    if before == after {
        return None;
    }
    let (before, after) = (lines(&before), lines(&after));
    let heading = heading_of_key(TableKind::Register, "notes");
    let value = |old: Option<&str>, new: Option<&str>| ValueChange {
        key: "notes".to_owned(),
        heading: Heading::new(heading),
        old: old.map(str::to_owned),
        new: new.map(str::to_owned),
    };
    let went = missing(&before, &after).map(|line| value(Some(line), None));
    let came = missing(&after, &before).map(|line| value(None, Some(line)));
    let values: Vec<_> = went.chain(came).collect();
    (!values.is_empty()).then(|| PartChange {
        kind: Kind::Notes,
        change: Change::Changed,
        name: new.head().notes().unwrap_or_default().into_owned(),
        values,
    })
}

fn lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

/// Those of some lines that there are more of than of others.
fn missing<'t>(lines: &[&'t str], others: &[&str]) -> impl Iterator<Item = &'t str> {
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    for line in others {
        *counts.entry(line).or_default() += 1;
    }
    let missing = lines.iter().filter(|line| match counts.get_mut(**line) {
        Some(count @ 1..) => {
            *count -= 1;
            false
        }
        _ => true,
    });
    missing.copied().collect::<Vec<_>>().into_iter()
}
