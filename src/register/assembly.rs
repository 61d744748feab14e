//! Puts what the segments hold in its place, in the order of the text.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::completeness::has_lost_header;
use super::faults::{Fault, FaultKind};
use super::model::{Category, Entry, Head, Revision, Site, Statistics, Subsystem, Table, Term};
use super::read::{self, Fragment, Item, Reading, may_open};
use super::reuse::{Entries, Origin, Reuse};
use super::source::{FileRole, SourceFile};
use super::vocabulary::Vocabulary;
use crate::diagnostic::Place;
use crate::fields::Asked;
use crate::keys::{Certainty, ColumnRole, Columns, TableKind};
use crate::scheme::columns::{self, Writer};
use crate::scheme::{self, Scheme};
use crate::syntax::{Redefinition, Segment};
use crate::text::{FileId, SegmentId, Span};

/// How many segments are read before what they hold is put in its place: enough to keep the threads busy, few enough
/// that the register is not held twice.
const BATCH: usize = 4096;

/// What a register says of its entries before they can be read: the words and the columns.
pub(super) struct Terms {
    pub(super) vocabulary: Vocabulary,
    pub(super) columns: Columns,
    /// What is wrong with its own `[[column]]`s.
    pub(super) faults: Vec<(Place, scheme::FaultKind)>,
}

/// The tables that [`terms`] looks at.
pub(super) const TERMS: [&str; 3] = ["status", "level", "column"];

/// The words and columns of a register: those of its scheme, and its own `[[status]]`, `[[level]]` and `[[column]]`.
pub(super) fn terms(files: &[Arc<SourceFile>], scheme: &Scheme, certainty: Certainty) -> Terms {
    let (bare, none) = (Vocabulary::default(), Columns::default());
    let meaning = Reading {
        scheme,
        vocabulary: &bare,
        columns: &none,
        asked: Asked::NOTHING,
    };
    let mut statuses: Vec<(Term, &str)> = Vec::new();
    let mut levels: Vec<(Term, &str)> = Vec::new();
    let mut own = Vec::new();
    let mut faults = Vec::new();
    let files = (0..).map(FileId).zip(files);
    for (file, source) in files.filter(|(_, source)| source.is_of_register()) {
        for (id, segment) in source.document.iter() {
            let text = source.document.text(&source.text, id);
            if !may_open(segment, text, &TERMS) {
                continue;
            }
            for item in read::read(file, id, segment, text, meaning).items {
                match item {
                    Item::Status(term) => statuses.push((*term, text)),
                    Item::Level(term) => levels.push((*term, text)),
                    Item::Column(column) if source.role == FileRole::Root => {
                        own.push(column.written);
                        faults.extend(column.faults);
                    }
                    Item::Column(column) => faults.push((column.written.header, scheme::FaultKind::ColumnOfPart)),
                    _ => {}
                }
            }
        }
    }
    let vocabulary = Vocabulary::new(
        scheme,
        statuses.iter().map(|(term, text)| (term, *text)),
        levels.iter().map(|(term, text)| (term, *text)),
    );
    let (mut columns, at_odds) = columns::resolve(&scheme.columns, &own, Writer::Register);
    faults.extend(at_odds);
    if certainty == Certainty::Uncertain {
        columns.certainty = certainty;
    }
    // What the system has no words or no codes for, its entries have no column for.
    let absent = [
        (ColumnRole::Status, vocabulary.statuses.is_empty()),
        (ColumnRole::Level, vocabulary.levels.is_empty()),
        (ColumnRole::Code, scheme.layers.is_empty()),
    ];
    let absent: Vec<ColumnRole> = absent
        .iter()
        .filter(|(_, is_absent)| *is_absent)
        .map(|(role, _)| *role)
        .collect();
    Terms {
        vocabulary,
        columns: columns.without(&absent),
        faults,
    }
}

/// A register in the making.
#[derive(Default)]
pub(super) struct Assembly {
    pub(super) head: Option<Head>,
    pub(super) extra_heads: Vec<Head>,
    pub(super) revisions: Vec<Revision>,
    pub(super) subsystems: Vec<Subsystem>,
    pub(super) categories: Vec<Category>,
    pub(super) tables: Vec<Table>,
    pub(super) entries: Entries,
    pub(super) statistics: Vec<Statistics>,
    pub(super) faults: Vec<Fault>,
    /// For each of the faults the segment at whose turn it was found, which is not always the one that it is in.
    pub(super) origins: Vec<Origin>,
    /// Whether a table, or statistics, has been opened in the file at hand.
    has_table: bool,
    has_statistics: bool,
    /// Whether a header was lost since: nobody knows which table an entry that follows stands in.
    has_lost_header: bool,
}

/// What a segment holds.
enum Holding {
    /// The entry that it held before an edit, by its place then.
    Known(usize),
    /// What was read.
    Read(Fragment),
}

impl Assembly {
    /// Nothing yet, but for the entries that may be taken over.
    pub(super) fn of(entries: Entries) -> Self {
        Self {
            entries,
            ..Self::default()
        }
    }

    /// Adds what a file holds.
    pub(super) fn file(&mut self, file: FileId, source: &SourceFile, meaning: Reading<'_>, reuse: &Reuse) {
        self.has_table = false;
        self.has_statistics = false;
        self.has_lost_header = false;
        let heads_before = self.head.is_some();
        let redefined: FxHashSet<SegmentId> = source
            .document
            .redefinitions
            .iter()
            .map(|Redefinition { segment, .. }| *segment)
            .collect();
        // Nearly every segment is an entry.
        self.entries.reserve(source.document.segments.len());
        let mut first = 0;
        for batch in source.document.segments.chunks(BATCH) {
            let entries = &self.entries;
            let holdings: Vec<Holding> = batch
                .par_iter()
                .enumerate()
                .with_min_len(64)
                .map(|(index, segment)| {
                    let id = SegmentId(crate::text::to_u32(first + index));
                    if redefined.contains(&id) {
                        return Holding::Read(Fragment::default());
                    }
                    reuse.place(entries, id, segment).map_or_else(
                        || {
                            let text = source.document.text(&source.text, id);
                            Holding::Read(read::read(file, id, segment, text, meaning))
                        },
                        Holding::Known,
                    )
                })
                .collect();
            for (index, (holding, segment)) in holdings.into_iter().zip(batch).enumerate() {
                let id = SegmentId(crate::text::to_u32(first + index));
                let text = source.document.text(&source.text, id);
                let is_header_lost = has_lost_header(id, segment, text);
                let fragment = match holding {
                    Holding::Known(place) => {
                        self.keep(place, id);
                        self.has_lost_header |= is_header_lost && !segment.doubled.is_empty();
                        self.origins.resize(self.faults.len(), (file, id));
                        continue;
                    }
                    Holding::Read(fragment) => fragment,
                };
                let is_lost = fragment.is_lost
                    || redefined.contains(&id)
                    || is_header_lost && (fragment.items.is_empty() || !segment.doubled.is_empty());
                self.faults.extend(fragment.faults);
                for item in fragment.items {
                    self.place(item, source.role);
                }
                self.has_lost_header |= is_lost;
                self.origins.resize(self.faults.len(), (file, id));
            }
            first += batch.len();
        }
        self.end_statistics();
        let has_head = self.head.is_some() != heads_before;
        let is_told = || self.faults.iter().any(|fault| is_other_head(file, fault));
        if source.role == FileRole::Root
            && !has_head
            && !is_told()
            && source.problem.is_none()
            && !may_have_lost_its_head(source)
        {
            self.missing_head(file, source);
        }
        self.origins.resize(self.faults.len(), (file, SegmentId::FILE));
    }

    fn missing_head(&mut self, file: FileId, source: &SourceFile) {
        let first_line = source.text.lines().next().unwrap_or_default().trim_end();
        let bom = if first_line.starts_with('\u{feff}') {
            '\u{feff}'.len_utf8()
        } else {
            0
        };
        self.faults.push(Fault {
            place: Place::in_file(file, Span::of(bom..first_line.len())),
            kind: FaultKind::MissingKey {
                name: "register".into(),
                table: TableKind::Root,
            },
        });
    }

    fn place(&mut self, item: Item, role: FileRole) {
        match item {
            Item::Head(head) if role == FileRole::Part => self.extra_heads.push(*head),
            Item::Head(head) => {
                self.head.get_or_insert(*head);
            }
            Item::Revision(revision) => self.revisions.push(revision),
            Item::Subsystem(subsystem) => self.subsystems.push(subsystem),
            Item::Category(category) => self.categories.push(*category),
            Item::Required(required) => match self.categories.last_mut() {
                Some(category) => category.requires.push(required),
                None => self.orphan(&required.site, "category"),
            },
            Item::Table(table) => self.table(*table),
            Item::Entry(entry) => self.entry(*entry),
            Item::Statistics(statistics) => {
                self.end_statistics();
                self.has_statistics = true;
                self.statistics.push(statistics);
            }
            Item::Row(row) => {
                if let Some(statistics) = self.statistics_of(&row.site) {
                    statistics.rows.push(*row);
                }
            }
            Item::Conditions(conditions) => {
                let row = self
                    .statistics
                    .last_mut()
                    .and_then(|statistics| statistics.rows.last_mut());
                if let Some(row) = row {
                    row.conditions.get_or_insert_default().extend(conditions);
                }
            }
            Item::StatisticsColumn(column) => {
                if let Some(statistics) = self.statistics_of(&column.site) {
                    statistics.columns.push(column);
                }
            }
            Item::ColumnConditions(conditions) => {
                let column = self
                    .statistics
                    .last_mut()
                    .and_then(|statistics| statistics.columns.last_mut());
                if let Some(column) = column {
                    column.conditions.get_or_insert_default().extend(conditions);
                }
            }
            Item::Figures(figures) => {
                let row = self
                    .statistics
                    .last_mut()
                    .and_then(|statistics| statistics.rows.last_mut());
                if let Some(row) = row {
                    row.figures.extend(figures);
                }
            }
            Item::Status(_) | Item::Level(_) | Item::Column(_) => {}
        }
    }

    /// The statistics table that a row or a column belongs to: told, and made, where there is none.
    fn statistics_of(&mut self, site: &Site) -> Option<&mut Statistics> {
        if !self.has_statistics {
            self.orphan(site, "statistics");
            self.has_statistics = true;
            self.statistics.push(Statistics {
                site: *site,
                ..Statistics::default()
            });
        }
        self.statistics.last_mut()
    }

    fn table(&mut self, mut table: Table) {
        table.entries = self.entries.len()..self.entries.len();
        self.has_table = true;
        self.has_lost_header = false;
        self.tables.push(table);
    }

    fn entry(&mut self, mut entry: Entry) {
        entry.table = self.table_for(&entry.site);
        self.entries.push(entry);
        self.end_table();
    }

    /// Puts an entry in place that an edit left alone, by its place before that.
    fn keep(&mut self, place: usize, segment: SegmentId) {
        let Some(entry) = self.entries.before(place) else {
            return;
        };
        let site = Site { segment, ..entry.site };
        let table = self.table_for(&site);
        if let Some(entry) = self.entries.keep(place) {
            entry.site = site;
            entry.table = table;
        }
        self.end_table();
    }

    /// The table of an entry: the last one, which is made where none stands before.
    fn table_for(&mut self, entry: &Site) -> u32 {
        if self.has_lost_header {
            // To hold it against the table before would be to tell the lost header again, at every entry after it.
            self.table(Table {
                site: Site {
                    is_broken: true,
                    ..*entry
                },
                ..Table::default()
            });
        } else if !self.has_table {
            self.orphan(entry, "table");
            self.table(Table {
                site: *entry,
                ..Table::default()
            });
        }
        crate::text::to_u32(self.tables.len().saturating_sub(1))
    }

    /// Has the table at hand end with the last entry.
    fn end_table(&mut self) {
        let end = self.entries.len();
        if let Some(table) = self.tables.last_mut() {
            table.entries.end = end;
        }
    }

    /// Tells an element of `table.entry` or `statistics.rows` that no table stands before.
    fn orphan(&mut self, site: &Site, name: &'static str) {
        if !site.is_broken {
            self.faults.push(Fault {
                place: site.header(),
                kind: FaultKind::MissingKey {
                    name: name.into(),
                    table: TableKind::Root,
                },
            });
        }
    }

    /// Statistics that are complete: rows may stand in the key or under headers, but they must be there.
    fn end_statistics(&mut self) {
        let has_statistics = std::mem::take(&mut self.has_statistics);
        let Some(statistics) = self.statistics.last().filter(|_| has_statistics) else {
            return;
        };
        // Where there are further columns, a row need not say what it comes to in all.
        if statistics.columns.is_empty() {
            for row in statistics.rows.iter().filter(|row| !row.site.is_broken) {
                self.faults.extend(row.lacking.iter().map(|name| Fault {
                    place: row.site.header(),
                    kind: FaultKind::MissingKey {
                        name: (*name).into(),
                        table: TableKind::Row,
                    },
                }));
            }
        }
        // A column may have its conditions under a header of their own, which is not there.
        for column in &statistics.columns {
            if column.conditions.is_none() && column.lacks_conditions && !column.site.is_broken {
                self.faults.push(Fault {
                    place: column.site.header(),
                    kind: FaultKind::MissingKey {
                        name: "where".into(),
                        table: TableKind::StatisticsColumn,
                    },
                });
            }
        }
        if statistics.missing_rows && statistics.rows.is_empty() && !statistics.site.is_broken {
            self.faults.push(Fault {
                place: statistics.site.header(),
                kind: FaultKind::MissingKey {
                    name: "rows".into(),
                    table: TableKind::Statistics,
                },
            });
        }
    }
}

/// Whether a fault tells that the head of a file is misspelt, or something else than a table.
pub(super) fn is_other_head(file: FileId, fault: &Fault) -> bool {
    let is_head = match &fault.kind {
        FaultKind::UnknownKey {
            name,
            table: table @ TableKind::Root,
        } => table.nearest_key(name).is_some_and(|(_, key)| key.name == "register"),
        FaultKind::WrongType { name, .. } => name == "register",
        _ => false,
    };
    is_head && fault.place.file == file
}

/// Whether a file has syntax errors that may have swallowed its `[register]`.
fn may_have_lost_its_head(source: &SourceFile) -> bool {
    let document = &source.document;
    let is_header_lost = |segment: &Segment| segment.header.is_none() && !segment.errors.is_empty();
    let is_defined_again = !document.redefinitions.is_empty();
    is_defined_again || document.faulty().any(|(_, segment)| is_header_lost(segment))
}
