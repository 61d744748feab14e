//! What changed in `[register]`, the revisions, the words, the structure and the written statistics.
//!
//! Subsystems, categories and tables are known by their titles before their codes and numbers: where one is put in, those
//! behind it get other numbers and are what they were.

use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::part::{BETWEEN, Kind, Part, values};
use super::{Change, Heading, PartChange, ValueChange, terms};
use crate::exchange::html::heading_of_key;
use crate::register::Register;
use crate::register::handle::{CategoryRef, ConditionRef, RevisionRef, StatisticsRef, SubsystemRef, TableRef};
use crate::register::model::Spanned;
use crate::syntax::{Date, Str};

/// The tables of the new register by those of the old: which is which.
pub(super) type Tables = Vec<Option<usize>>;

pub(super) fn compare(old: &Register, new: &Register) -> (Vec<PartChange>, Tables) {
    let mut changes = Vec::new();
    let notes = terms::notes(old, new);
    let mut all = |kind, parts: for<'r> fn(&'r Register) -> Vec<Part<'r>>| {
        let (old, new) = (parts(old), parts(new));
        let partners = partners(&old, &new);
        tell(kind, &old, &new, &partners, &mut changes);
        partners
    };
    all(Kind::Register, head);
    all(Kind::Revision, revisions);
    if !Arc::ptr_eq(&old.scheme, &new.scheme) {
        all(Kind::Layer, terms::layers);
    }
    all(Kind::Column, terms::columns);
    all(Kind::Status, terms::statuses);
    all(Kind::Level, terms::levels);
    all(Kind::Subsystem, |register| {
        register.subsystems().map(subsystem).collect()
    });
    all(Kind::Category, |register| register.categories().map(category).collect());
    let tables = all(Kind::Table, |register| register.tables().map(table).collect());
    all(Kind::Statistics, |register| {
        register.statistics().map(statistics).collect()
    });
    all(Kind::Row, |register| register.statistics().flat_map(rows).collect());
    let place = changes.iter().position(|change| change.kind != Kind::Register);
    let place = place.unwrap_or(changes.len());
    changes.splice(place..place, notes);
    (changes, tables)
}

/// The tables of the new register by those of the old, and nothing else.
pub(super) fn tables(old: &Register, new: &Register) -> Tables {
    let parts = |register| Register::tables(register).map(table).collect::<Vec<_>>();
    partners(&parts(old), &parts(new))
}

/// Which of the new ones is which of the old: by each name those that are the only ones of it.
fn partners(old: &[Part<'_>], new: &[Part<'_>]) -> Vec<Option<usize>> {
    let mut partners = vec![None; old.len()];
    let mut is_taken = vec![false; new.len()];
    let levels = old
        .iter()
        .chain(new)
        .map(|part| part.names.len())
        .max()
        .unwrap_or_default();
    for level in 0..levels {
        let mut named: FxHashMap<&str, (Vec<usize>, Vec<usize>)> = FxHashMap::default();
        for (place, part) in old
            .iter()
            .enumerate()
            .filter(|(place, _)| partners.get(*place) == Some(&None))
        {
            if let Some(name) = part.names.get(level).filter(|name| !name.is_empty()) {
                named.entry(name).or_default().0.push(place);
            }
        }
        for (place, part) in new
            .iter()
            .enumerate()
            .filter(|(place, _)| is_taken.get(*place) == Some(&false))
        {
            if let Some(name) = part.names.get(level).filter(|name| !name.is_empty()) {
                named.entry(name).or_default().1.push(place);
            }
        }
        for (old, new) in named.into_values() {
            // Those that are the same in everything find each other one by one.
            let is_sure = level == 0 || (old.len() == 1 && new.len() == 1);
            for (old, new) in old.into_iter().zip(new).filter(|_| is_sure) {
                if let (Some(partner), Some(taken)) = (partners.get_mut(old), is_taken.get_mut(new)) {
                    (*partner, *taken) = (Some(new), true);
                }
            }
        }
    }
    partners
}

fn tell(kind: Kind, old: &[Part<'_>], new: &[Part<'_>], partners: &[Option<usize>], changes: &mut Vec<PartChange>) {
    let mut came = vec![true; new.len()];
    let mut push = |change, part: &Part<'_>, values| {
        changes.push(PartChange {
            kind,
            change,
            name: part.name.clone(),
            values,
        });
    };
    for (part, partner) in old.iter().zip(partners) {
        let Some((place, now)) = partner.and_then(|place| Some((place, new.get(place)?))) else {
            push(Change::Removed, part, Vec::new());
            continue;
        };
        came.get_mut(place).into_iter().for_each(|came| *came = false);
        let values = differences(kind, part, now);
        if !values.is_empty() {
            push(Change::Changed, now, values);
        }
    }
    for (part, _) in new.iter().zip(came).filter(|(_, came)| *came) {
        push(Change::Added, part, Vec::new());
    }
}

fn differences(kind: Kind, old: &Part<'_>, new: &Part<'_>) -> Vec<ValueChange> {
    let find = |part: &Part<'_>, key: &str| {
        let value = part.values.iter().find(|(name, _)| name == key);
        value
            .map(|(_, value)| value.clone().into_owned())
            .filter(|value| !value.is_empty())
    };
    let has = |part: &Part<'_>, key: &str| part.values.iter().any(|(name, _)| name == key);
    let gone = old.values.iter().filter(|(key, _)| !has(new, key));
    let keys = new.values.iter().chain(gone).map(|(key, _)| key.as_ref());
    keys.filter_map(|key| {
        let (old, new) = (find(old, key), find(new, key));
        let heading = heading_of_key(kind.table(), key);
        let heading = match heading.zh {
            "" => Heading {
                zh: key.to_owned(),
                en: key.to_owned(),
            },
            _ => Heading::new(heading),
        };
        (old != new).then(|| ValueChange {
            key: key.to_owned(),
            heading,
            old,
            new,
        })
    })
    .collect()
}

fn list<'r>(values: impl Iterator<Item = (Str, Cow<'r, str>)>) -> Cow<'r, str> {
    values.map(|(_, value)| value).collect::<Vec<_>>().join(BETWEEN).into()
}

fn day(date: Option<Spanned<Date>>) -> Cow<'static, str> {
    date.map_or_else(String::new, |date| date.value.to_string()).into()
}

fn number(number: Option<Spanned<i64>>) -> Cow<'static, str> {
    number
        .map_or_else(String::new, |number| number.value.to_string())
        .into()
}

fn head(register: &Register) -> Vec<Part<'_>> {
    let head = register.head();
    let text = Option::unwrap_or_default;
    let values = values([
        ("title", text(head.title())),
        ("standard", text(head.standard())),
        ("code", text(head.code())),
        ("scheme", text(head.scheme())),
        ("domain", text(head.domain())),
        ("business", text(head.business())),
        ("version", text(head.version())),
        ("date", day(head.date)),
        ("proposer", text(head.proposer())),
        ("owner", text(head.owner())),
        ("drafters", list(head.drafters())),
        ("notes", text(head.notes())),
    ]);
    vec![Part {
        name: text(head.title()).into_owned(),
        values,
        // There is one.
        names: vec!["register".to_owned()],
    }]
}

fn revisions(register: &Register) -> Vec<Part<'_>> {
    let part = |revision: RevisionRef<'_>| {
        let [version, summary] = [revision.version(), revision.summary()].map(Option::unwrap_or_default);
        let date = day(revision.date);
        Part::new(
            format!("{version} {date} {summary}").trim().to_owned(),
            values([
                ("version", version.into_owned().into()),
                ("date", date),
                ("summary", summary.into_owned().into()),
            ]),
            &[&["version", "date"], &["version"], &["date"]],
        )
    };
    register.revisions().map(part).collect()
}

fn subsystem(subsystem: SubsystemRef<'_>) -> Part<'_> {
    let text = Option::unwrap_or_default;
    let values = values([
        ("title", text(subsystem.title())),
        ("code", text(subsystem.code())),
        ("parent", text(subsystem.parent())),
        ("scope", text(subsystem.scope())),
        ("guides", list(subsystem.guides())),
    ]);
    let known_by: [&[&str]; 4] = [&["title", "parent"], &["title"], &["code", "parent"], &["code"]];
    Part::new(subsystem.heading(), values, &known_by)
}

fn category(category: CategoryRef<'_>) -> Part<'_> {
    let text = Option::unwrap_or_default;
    let requires = category.requires().filter_map(|required| {
        let title = required.title()?;
        Some(match required.table() {
            Some(table) => format!("{title} ({table})"),
            None => title.into_owned(),
        })
    });
    let values = values([
        ("code", text(category.code())),
        ("title", text(category.title())),
        ("subsystem", text(category.subsystem())),
        ("class", text(category.class())),
        ("scope", text(category.scope())),
        ("requires", requires.collect::<Vec<_>>().join(BETWEEN).into()),
    ]);
    let known_by: [&[&str]; 5] = [
        &["title", "code", "subsystem"],
        &["title", "subsystem"],
        &["code", "subsystem"],
        &["title"],
        &["code"],
    ];
    Part::new(category.heading(), values, &known_by)
}

fn table(table: TableRef<'_>) -> Part<'_> {
    let text = Option::unwrap_or_default;
    let values = values([
        ("id", text(table.id())),
        ("title", text(table.title())),
        ("category", text(table.category())),
        ("subsystem", text(table.subsystem())),
        ("block", text(table.block())),
        ("groups", list(table.groups())),
    ]);
    let known_by: [&[&str]; 3] = [&["title", "id"], &["title"], &["id"]];
    Part::new(table.heading(), values, &known_by)
}

fn heading_of(statistics: StatisticsRef<'_>) -> String {
    let [id, title] = [statistics.id(), statistics.title()].map(Option::unwrap_or_default);
    format!("{id} {title}").trim().to_owned()
}

fn statistics(statistics: StatisticsRef<'_>) -> Part<'_> {
    let text = Option::unwrap_or_default;
    let columns = statistics.columns().map(|column| {
        let title = column.title().unwrap_or_default();
        format!("{title} {}", conditions(column.conditions())).trim().to_owned()
    });
    let values = values([
        ("id", text(statistics.id())),
        ("title", text(statistics.title())),
        ("by", text(statistics.by())),
        ("columns", columns.collect::<Vec<_>>().join(BETWEEN).into()),
    ]);
    let known_by: [&[&str]; 4] = [&["title", "id"], &["title"], &["id"], &["by"]];
    Part::new(heading_of(statistics), values, &known_by)
}

/// What a row asks for, in one text.
fn conditions<'r>(conditions: impl Iterator<Item = ConditionRef<'r>>) -> String {
    let conditions = conditions.map(|condition| format!("{} = {}", condition.get().name, list(condition.values())));
    conditions.collect::<Vec<_>>().join("; ")
}

fn rows(statistics: StatisticsRef<'_>) -> impl Iterator<Item = Part<'_>> {
    let heading = heading_of(statistics);
    statistics.rows().map(move |row| {
        let [item, ratio, remarks] = [row.item(), row.ratio(), row.remarks()].map(Option::unwrap_or_default);
        let mut names = [format!("{heading}\0{item}"), item.clone().into_owned()];
        if item.is_empty() {
            names = Default::default();
        }
        let name = format!("{heading} {item}").trim().to_owned();
        let mut values = values([
            ("item", item),
            ("expected", number(row.expected)),
            ("existing", number(row.existing)),
            ("ratio", ratio),
            ("where", conditions(row.conditions()).into()),
            ("remarks", remarks),
        ]);
        values.extend(row.figures().map(|figure| {
            let parts = [
                number(figure.expected),
                number(figure.existing),
                figure.ratio().unwrap_or_default(),
            ];
            let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            (figure.get().name.as_str().into(), parts.join("/").into())
        }));
        let mut part = Part::new(name, values, &[]);
        part.names.iter_mut().for_each(|whole| whole.insert_str(0, &heading));
        part.names.extend(names);
        part
    })
}
