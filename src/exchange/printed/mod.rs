//! The printed form of a register as data (seed, figure 2, annexes A and B): what stands on the page, in its order, and
//! where in the text it comes from. How it looks is for the forms.
//!
//! Nothing is left out for being at fault: a table of an unknown category stands in a chapter at the end, a missing cell
//! is empty, a figure is printed as it is written.

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::FxHashMap;

pub use super::cells::Column;
use super::cells::{PrintedColumn, columns, head_of, in_print};
use crate::diagnostic::Place;
use crate::keys::BY;
use crate::messages::{Bilingual, Language, Message};
use crate::register::counts::{CountedRow, CountedStatistics, MOST_COLUMNS};
use crate::register::handle::{
    CategoryRef, EntryRef, Handle, HeadRef, RowRef, Sited, StatisticsRef, SubsystemRef, TableRef,
};
use crate::register::model::Spanned;
use crate::register::{Notes, Register};

/// A text of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// The text as a person reads it; empty for what is not there.
    pub text: String,
    /// Where it comes from: the header of the table that it belongs to.
    pub place: Option<Place>,
}

/// A register as it is printed.
#[derive(Clone, Debug, Default)]
pub struct Printed {
    /// The name of the standards system.
    pub title: Text,
    /// The number of the document that publishes it; empty where there is none.
    pub standard: String,
    /// That document's own code; empty where there is none.
    pub code: String,
    /// What else the title page says: version, date, proposer, owner, drafters, each by its key, as far as it is there.
    pub(super) facts: Vec<(&'static str, Vec<String>)>,
    /// What was changed when, as it is written.
    pub(super) revisions: Vec<Revised>,
    /// The explanatory notes, which are Markdown; none where there are none, or they cannot be read.
    pub(super) notes: Option<Arc<str>>,
    /// The columns of the detail tables.
    pub columns: Vec<Column>,
    /// The subsystems with what they hold, each before those below it. The last may have no title: what belongs to none. A
    /// list and no tree: there may be a hundred thousand below each other.
    pub(super) chapters: Vec<Chapter>,
    /// The statistics tables.
    pub statistics: Vec<Figures>,
    /// How many entries there are in all.
    pub entries: usize,
}

/// What was changed when (修订记录).
#[derive(Clone, Debug, Default)]
pub(super) struct Revised {
    /// Its header.
    pub place: Option<Place>,
    /// Version, date and summary.
    pub cells: [String; 3],
}

/// A subsystem (子体系).
#[derive(Clone, Debug, Default)]
pub(super) struct Chapter {
    /// Its code; empty where it has none.
    pub code: String,
    /// Its title; empty for what belongs to no subsystem.
    pub title: Text,
    /// What it covers; empty where that is not said.
    pub scope: String,
    /// Its place among all subsystems; none for what belongs to none.
    pub index: Option<usize>,
    /// How many subsystems it stands below.
    pub depth: usize,
    /// The places of those that it guides.
    pub guides: Vec<usize>,
    /// Its categories. The last may have neither code nor title: tables of no category.
    pub sections: Vec<Section>,
}

/// A category (业务类型细目).
#[derive(Clone, Debug, Default)]
pub(super) struct Section {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: Text,
    /// What it covers; empty where that is not said.
    pub scope: String,
    /// Its tables.
    pub tables: Vec<Detail>,
}

/// A detail table (标准明细表).
#[derive(Clone, Debug, Default)]
pub(super) struct Detail {
    /// 表号.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// Its standards, those with one sub-heading together: in the order in which the table lists these, or else from the top.
    pub groups: Vec<Group>,
}

/// Standards of a table that follow each other and have the same `group`.
#[derive(Clone, Debug, Default)]
pub(in crate::exchange) struct Group {
    /// The sub-heading; empty where there is none.
    pub title: String,
    /// The standards below it.
    pub standards: Vec<Standard>,
}

/// A standard as the seed's annex A prints it.
#[derive(Clone, Debug, Default)]
pub(in crate::exchange) struct Standard {
    /// The entry's header.
    pub place: Option<Place>,
    /// What stands in each of [`Printed::columns`]; empty where there is nothing.
    pub cells: Vec<Cell>,
}

/// What stands in a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::exchange) struct Cell {
    /// The text.
    pub text: String,
    /// 代替的标准, which stand behind the text.
    pub replaces: Vec<String>,
}

impl Cell {
    /// What is shown of it. What is replaced stands behind the text.
    pub(super) fn shown(&self, language: Language) -> Cow<'_, str> {
        if self.replaces.is_empty() {
            return Cow::Borrowed(&self.text);
        }
        let mut text = self.text.clone();
        if !text.is_empty() {
            text.push_str(&Message::attribute("print-replaces", "separator").render(language));
        }
        let replaces = Message::new("print-replaces").with("numbers", self.replaces.clone());
        text.push_str(&replaces.render(language));
        Cow::Owned(text)
    }
}

/// A statistics table (标准统计表).
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// Its header.
    pub place: Option<Place>,
    /// 表号; empty where it has none.
    pub id: String,
    /// Its title; empty where it has none.
    pub title: String,
    /// What it counts by.
    pub by: String,
    /// What stands over the column that it counts by, in Chinese and English; empty where it counts by none.
    pub by_column: [String; 2],
    /// The titles of its further columns, as many as are counted.
    pub columns: Vec<String>,
    /// Whether some row says what it comes to in all, which rows of a table with columns need not.
    pub has_whole: bool,
    /// Whether some row has remarks.
    pub has_remarks: bool,
    /// Its rows.
    pub rows: Vec<FiguresRow>,
}

/// A row of a statistics table, as it is written.
#[derive(Clone, Debug, Default)]
pub struct FiguresRow {
    /// 统计项.
    pub item: Text,
    /// 应有数.
    pub expected: String,
    /// 现有数.
    pub existing: String,
    /// 现有数/应有数.
    pub ratio: String,
    /// What it says in the further columns, as many as there are: 应有数, or 应有数, 现有数 and 现有数/应有数.
    pub figures: Vec<Vec<String>>,
    /// 备注.
    pub remarks: String,
}

impl Figures {
    /// What stands over the table: its number and title, or else what it counts by.
    pub(super) fn caption(&self, language: Language) -> String {
        let named = format!("{} {}", self.id, self.title);
        if !named.trim().is_empty() {
            return named.trim().to_owned();
        }
        let [zh, en] = &self.by_column;
        let title = Bilingual { zh, en }.get(language);
        let message = match BY.iter().find(|by| **by == self.by) {
            Some(by) => Message::attribute("print-statistics", by),
            None if title.is_empty() => Message::attribute("print-statistics", "other"),
            None => Message::attribute("print-statistics", "column").with("title", title),
        };
        message.render(language)
    }

    /// What stands over its columns.
    pub(super) fn heads(&self, language: Language) -> Vec<String> {
        let word = |name| Message::attribute("print-figure", name).render(language);
        let whole: &[&'static str] = if self.has_whole { &WHOLE } else { &[] };
        let heads = std::iter::once(word("item")).chain(whole.iter().map(|name| word(name)));
        let remarks = self.has_remarks.then(|| word("remarks"));
        heads.chain(self.columns.iter().cloned()).chain(remarks).collect()
    }

    /// What a row has in these columns. Figures of one column stand together.
    pub(super) fn cells<'f>(&self, row: &'f FiguresRow) -> Vec<Cow<'f, str>> {
        let mut cells = vec![Cow::Borrowed(row.item.text.as_str())];
        if self.has_whole {
            cells.extend([&row.expected, &row.existing, &row.ratio].map(|cell| Cow::Borrowed(cell.as_str())));
        }
        cells.extend((0..self.columns.len()).map(|column| {
            let figures = row.figures.get(column).map(Vec::as_slice);
            Cow::Owned(figures.unwrap_or_default().join(" / "))
        }));
        cells.extend(self.has_remarks.then_some(Cow::Borrowed(row.remarks.as_str())));
        cells
    }
}

/// The figures of a row itself.
const WHOLE: [&str; 3] = ["expected", "existing", "ratio"];

impl Printed {
    /// The printed form of a register.
    pub fn new(register: &Register) -> Self {
        let head = register.head();
        let title = match head.is_there {
            true => text(head, head.title()),
            false => Text::default(),
        };
        let columns = columns(register);
        Self {
            title,
            standard: string(head.standard()),
            code: string(head.code()),
            facts: facts(head),
            revisions: revisions(register),
            notes: match &register.notes {
                Some(Notes::Read(text)) if !text.trim().is_empty() => Some(Arc::clone(text)),
                _ => None,
            },
            columns: columns.iter().map(|column| head_of(register, column)).collect(),
            chapters: chapters(register, &columns),
            statistics: register
                .statistics()
                .zip(&register.counts.0)
                .map(|(statistics, counted)| figures(register, statistics, counted))
                .collect(),
            entries: register.entries().len(),
        }
    }

    /// Leaves out all tables but those that are wanted, by their ids, and what has none of them.
    pub(super) fn keep(&mut self, is_wanted: impl Fn(&str) -> bool) {
        let mut last_kept: Option<usize> = None;
        // From the end: what is kept right behind a chapter and is deeper stands below it.
        let mut chapters: Vec<Chapter> = std::mem::take(&mut self.chapters)
            .into_iter()
            .rev()
            .filter_map(|mut chapter| {
                chapter.sections.retain_mut(|section| {
                    section.tables.retain(|table| is_wanted(&table.id));
                    !section.tables.is_empty()
                });
                let is_kept = !chapter.sections.is_empty() || last_kept.is_some_and(|depth| depth > chapter.depth);
                is_kept.then(|| {
                    last_kept = Some(chapter.depth);
                    chapter
                })
            })
            .collect();
        chapters.reverse();
        self.chapters = chapters;
    }
}

fn facts(head: HeadRef<'_>) -> Vec<(&'static str, Vec<String>)> {
    let date = head.date.map(|date| Cow::Owned(date.value.to_string()));
    let one = [
        ("version", head.version()),
        ("date", date),
        ("proposer", head.proposer()),
        ("owner", head.owner()),
    ];
    let one = one.map(|(key, fact)| (key, fact.into_iter().map(Cow::into_owned).collect()));
    let drafters = head.drafters().map(|(_, drafter)| drafter.into_owned());
    let all = one.into_iter().chain([("drafters", drafters.collect::<Vec<_>>())]);
    let is_said = |(_, fact): &(&str, Vec<String>)| fact.iter().any(|part| !part.is_empty());
    all.filter(is_said).collect()
}

/// Those of the root: parts have none of their own.
fn revisions(register: &Register) -> Vec<Revised> {
    let root = register.head().site.file;
    let revisions = register.revisions();
    let revisions = revisions.filter(|revision| revision.site.file == root);
    revisions
        .map(|revision| Revised {
            place: Some(revision.header()),
            cells: [
                string(revision.version()),
                revision.date.map(|date| date.value.to_string()).unwrap_or_default(),
                string(revision.summary()),
            ],
        })
        .collect()
}

fn chapters(register: &Register, columns: &[PrintedColumn<'_>]) -> Vec<Chapter> {
    let mut chapters = Vec::new();
    let tops = (0..register.subsystems().len()).filter(|index| register.upwards(*index).nth(1).is_none());
    let mut open: Vec<(usize, usize)> = tops.map(|index| (index, 0)).collect();
    open.reverse();
    while let Some((index, depth)) = open.pop() {
        if let Some(subsystem) = register.subsystem(index) {
            chapters.push(chapter(register, columns, index, depth, subsystem));
        }
        let below = register.belonging.subsystems_of_subsystem(index).iter().rev();
        open.extend(below.map(|below| (*below, depth + 1)));
    }
    let rest = register.categories().enumerate();
    let rest = rest.filter(|(_, category)| category.subsystem_index.is_none());
    let mut rest: Vec<Section> = rest
        .map(|(index, category)| section(register, columns, index, category))
        .collect();
    let homeless = register.tables().filter(|table| table.category_index.is_none());
    let tables: Vec<Detail> = homeless.map(|table| detail(register, columns, table)).collect();
    if !tables.is_empty() {
        rest.push(Section {
            tables,
            ..Section::default()
        });
    }
    if !rest.is_empty() {
        chapters.push(Chapter {
            sections: rest,
            ..Chapter::default()
        });
    }
    chapters
}

fn chapter(
    register: &Register,
    columns: &[PrintedColumn<'_>],
    index: usize,
    depth: usize,
    subsystem: SubsystemRef<'_>,
) -> Chapter {
    let categories = register.belonging.categories_of_subsystem(index).iter();
    let categories = categories.filter_map(|index| Some((*index, register.category(*index)?)));
    Chapter {
        code: string(subsystem.code()),
        title: text(subsystem, subsystem.title()),
        scope: string(subsystem.scope()),
        index: Some(index),
        depth,
        guides: subsystem.guided.iter().filter_map(|guided| guided.target()).collect(),
        sections: categories
            .map(|(index, category)| section(register, columns, index, category))
            .collect(),
    }
}

fn section(register: &Register, columns: &[PrintedColumn<'_>], index: usize, category: CategoryRef<'_>) -> Section {
    let tables = register.belonging.tables_of_category(register, index);
    Section {
        code: string(category.code()),
        title: text(category, category.title()),
        scope: string(category.scope()),
        tables: tables.map(|table| detail(register, columns, table)).collect(),
    }
}

fn detail(register: &Register, columns: &[PrintedColumn<'_>], table: TableRef<'_>) -> Detail {
    let mut listed: FxHashMap<Cow<'_, str>, usize> = FxHashMap::default();
    for (place, (_, group)) in (1..).zip(table.groups()) {
        listed.entry(group).or_insert(place);
    }
    let mut groups: Vec<Group> = Vec::new();
    for (_, entry) in register.entries_of(&table) {
        let title = entry.group().unwrap_or_default();
        let standard = standard(columns, entry);
        match groups.last_mut() {
            Some(group) if group.title == title => group.standards.push(standard),
            _ => groups.push(Group {
                title: title.into_owned(),
                standards: vec![standard],
            }),
        }
    }
    // What is below no sub-heading comes first, and what the table does not list last.
    groups.sort_by_key(|group| match group.title.as_str() {
        _ if listed.is_empty() => 0,
        "" => 0,
        title => listed.get(title).copied().unwrap_or(usize::MAX),
    });
    groups.dedup_by(|next, group| {
        let is_same = next.title == group.title;
        if is_same {
            group.standards.append(&mut next.standards);
        }
        is_same
    });
    Detail {
        id: string(table.id()),
        title: text(table, table.title()),
        groups,
    }
}

fn standard(columns: &[PrintedColumn<'_>], entry: EntryRef<'_>) -> Standard {
    let cell = |column: &PrintedColumn<'_>| {
        let mut replaces = Vec::new();
        if column.holds_replaced {
            replaces.extend(entry.replaces().map(|(_, replaced)| replaced.into_owned()));
        }
        Cell {
            text: in_print(entry, column),
            replaces,
        }
    };
    Standard {
        place: Some(entry.header()),
        cells: columns.iter().map(cell).collect(),
    }
}

fn heading_of(register: &Register, key: &str) -> [String; 2] {
    let column = register.columns.find(key);
    let heading = column.map(|(_, column)| column.as_key().heading);
    heading.map_or_else(Default::default, |heading| [heading.zh, heading.en].map(str::to_owned))
}

fn figures(register: &Register, statistics: StatisticsRef<'_>, counted: &CountedStatistics) -> Figures {
    let row = |(row, counted): (RowRef<'_>, &CountedRow)| FiguresRow {
        figures: in_columns(statistics, row, counted),
        remarks: string(row.remarks()),
        item: text(row, row.item()),
        expected: row.expected.map(|figure| figure.value.to_string()).unwrap_or_default(),
        existing: row.existing.map(|figure| figure.value.to_string()).unwrap_or_default(),
        ratio: string(row.ratio()),
    };
    Figures {
        place: Some(statistics.header()),
        id: string(statistics.id()),
        title: string(statistics.title()),
        by: string(statistics.by()),
        by_column: heading_of(register, &statistics.by().unwrap_or_default()),
        columns: statistics
            .columns()
            .take(MOST_COLUMNS)
            .map(|column| string(column.title()))
            .collect(),
        has_whole: statistics.columns.is_empty()
            || statistics
                .rows
                .iter()
                .any(|row| row.expected.is_some() || row.existing.is_some()),
        has_remarks: statistics.rows.iter().any(|row| row.remarks.is_some()),
        rows: statistics.rows().zip(&counted.rows).map(row).collect(),
    }
}

/// What a row says in each further column.
fn in_columns(statistics: StatisticsRef<'_>, row: RowRef<'_>, counted: &CountedRow) -> Vec<Vec<String>> {
    if row.figures.is_empty() {
        return Vec::new();
    }
    let mut columns = vec![Vec::new(); statistics.columns.len().min(MOST_COLUMNS)];
    for (figure, cell) in row.figures().zip(&counted.cells) {
        let Some(column) = cell.column.and_then(|column| columns.get_mut(column)) else {
            continue;
        };
        let number = |figure: Option<Spanned<i64>>| figure.map(|figure| figure.value.to_string());
        let all = [
            number(figure.expected),
            number(figure.existing),
            figure.ratio().map(Cow::into_owned),
        ];
        *column = all.into_iter().flatten().collect();
    }
    columns
}

fn text<T: Sited>(of: Handle<'_, T>, field: Option<Cow<'_, str>>) -> Text {
    Text {
        text: string(field),
        place: Some(of.header()),
    }
}

fn string(field: Option<Cow<'_, str>>) -> String {
    field.unwrap_or_default().into_owned()
}
