//! What changed as titled tables in a language: what the forms for people show, each in its way.

use super::entries::{Kind, Named};
use super::part::Kind as PartKind;
use super::{Change, Comparison, EntryChange, PartChange, ValueChange};
use crate::messages::{Language, Message};

/// What of one kind changed.
pub(super) struct Section {
    pub(super) title: String,
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
    /// The column of what was, before that of what is.
    pub(super) before: Option<usize>,
}

fn word(key: &'static str, attribute: &'static str, language: Language) -> String {
    Message::attribute(key, attribute).render(language)
}

/// What stands above all.
pub(super) fn title(comparison: &Comparison, language: Language) -> String {
    Message::attribute("diff-page", "title")
        .with("title", comparison.new.title.as_str())
        .render(language)
}

/// Which two states are compared.
pub(super) fn subtitle(comparison: &Comparison, language: Language) -> String {
    Message::attribute("diff-page", "states")
        .with("old", comparison.old.name.as_str())
        .with("new", comparison.new.name.as_str())
        .render(language)
}

/// That nothing changed.
pub(super) fn nothing(language: Language) -> String {
    word("diff-page", "nothing", language)
}

/// All sections in which there is something.
pub(super) fn sections(comparison: &Comparison, language: Language) -> Vec<Section> {
    let mut sections = Vec::new();
    let column = |name| word("diff-column", name, language);
    let structure = |part: &&PartChange| !matches!(part.kind, PartKind::Statistics | PartKind::Row);
    let (structure, written): (Vec<_>, Vec<_>) = comparison.parts.iter().partition(structure);
    let part_head = || ["kind", "name", "value", "old", "new"].map(column).to_vec();
    let parts = |parts: Vec<&PartChange>| parts.into_iter().flat_map(|part| of_part(part, language)).collect();
    sections.push(Section {
        title: word("diff-section", "structure", language),
        head: part_head(),
        rows: parts(structure),
        before: Some(3),
    });
    for changes in comparison.entries.chunk_by(|one, other| one.change == other.change) {
        if let Some(first) = changes.first() {
            sections.push(of_entries(first.change, changes, language));
        }
    }
    let figure = |figure: Option<i64>| figure.map_or_else(|| "?".to_owned(), |figure| figure.to_string());
    let coverage = comparison.statistics.iter().flat_map(|row| {
        let level = row.level.clone().unwrap_or_else(|| column("all"));
        let figures = [
            ("expected", row.old.expected, row.new.expected),
            ("existing", row.old.existing, row.new.existing),
        ];
        let figures = figures.into_iter().filter(|(_, old, new)| old != new);
        figures
            .map(|(name, old, new)| vec![level.clone(), column(name), figure(old), figure(new)])
            .collect::<Vec<_>>()
    });
    sections.push(Section {
        title: word("diff-section", "statistics", language),
        head: ["level", "count", "old", "new"].map(column).to_vec(),
        rows: coverage.collect(),
        before: Some(2),
    });
    sections.push(Section {
        title: word("diff-section", "written", language),
        head: part_head(),
        rows: parts(written),
        before: Some(3),
    });
    sections.retain(|section| !section.rows.is_empty());
    sections
}

/// A part that came or went is a row, one that changed a row for each value.
fn of_part(part: &PartChange, language: Language) -> Vec<Vec<String>> {
    let kind = word("diff-part", part.kind.name(), language);
    let row = |what: &str, old: &str, new: &str| {
        let cells = [kind.as_str(), &part.name, what, old, new];
        cells.map(str::to_owned).to_vec()
    };
    if part.change != Change::Changed {
        return vec![row(&word("diff-change", part.change.name(), language), "", "")];
    }
    let of_value = |value: &ValueChange| {
        row(
            value.heading.get(language),
            value.old.as_deref().unwrap_or_default(),
            value.new.as_deref().unwrap_or_default(),
        )
    };
    part.values.iter().map(of_value).collect()
}

fn of_entries(kind: Kind, changes: &[EntryChange], language: Language) -> Section {
    let column = |name| word("diff-column", name, language);
    let named = ["table", "code", "number", "title"];
    let (head, before): (Vec<_>, _) = match kind {
        Kind::Added | Kind::Removed | Kind::DoubtfulBefore => ([&named[..], &["status"]].concat(), None),
        Kind::Replaced | Kind::Recoded | Kind::Moved | Kind::Retitled => {
            ([&named[..], &["old", "new"]].concat(), Some(4))
        }
        Kind::Status => ([&named[..], &["old", "new", "remark"]].concat(), Some(4)),
        Kind::Changed => ([&named[..], &["value", "old", "new"]].concat(), Some(5)),
        Kind::Renumbered => (vec!["table", "entries"], None),
        Kind::Doubtful => ([&named[..], &["candidates"]].concat(), None),
    };
    let rows = changes.iter().map(|change| {
        let mut row = vec![change.entry.table.clone()];
        if kind != Kind::Renumbered {
            let Named {
                code, number, title, ..
            } = &change.entry;
            row.extend([code, number, title].map(|text| text.clone().unwrap_or_default()));
        }
        if before.is_none() && !matches!(kind, Kind::Renumbered | Kind::Doubtful) {
            row.push(change.entry.status.clone().unwrap_or_default());
        }
        if let Some(value) = &change.value {
            if kind == Kind::Changed {
                row.push(value.heading.get(language).to_owned());
            }
            row.extend([&value.old, &value.new].map(|text| text.clone().unwrap_or_default()));
        }
        row.extend(change.step.map(|step| word("diff-step", step.name(), language)));
        row.extend(change.count.map(|count| count.to_string()));
        if kind == Kind::Doubtful {
            let candidates = change.candidates.iter().map(|candidate| {
                let names = [&candidate.code, &candidate.number, &candidate.title];
                names
                    .into_iter()
                    .flatten()
                    .map(String::as_str)
                    .collect::<Vec<_>>()
                    .join(" ")
            });
            row.push(candidates.collect::<Vec<_>>().join("; "));
        }
        row
    });
    Section {
        title: word("diff-section", kind.name(), language),
        rows: rows.collect(),
        head: head.into_iter().map(column).collect(),
        before,
    }
}
