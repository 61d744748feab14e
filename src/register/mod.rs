//! The register: what its files hold, typed, lenient, with spans, and the index over it.
//!
//! The files of a register are read segment by segment ([`read`]), in parallel, and put together here in the order of
//! the text: the root first, then the parts in the order of their paths. What could not be understood is a
//! [`Fault`](faults::Fault) and the rest is there all the same. Nothing here judges; that is [`crate::rules`].

pub mod faults;
mod fields;
pub mod index;
pub mod keys;
pub mod model;
mod read;
pub mod vocabulary;

use std::borrow::Cow;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use self::faults::{Fault, FaultKind};
use self::index::Index;
use self::keys::TableKind;
use self::model::{Category, Entry, EntryId, Head, Site, Statistics, Subsystem, Table, Term, text_of};
use self::read::{Fragment, Item, Meaning};
use self::vocabulary::Vocabulary;
use crate::diagnostic::Place;
use crate::scheme::Scheme;
use crate::syntax::{Document, Redefinition, Segment, Str};
use crate::text::encoding::NotUtf8;
use crate::text::{FileId, SegmentId, Span};

/// How many segments are read before what they hold is put in its place: enough to keep the threads busy, few enough
/// that the register is not held twice.
const BATCH: usize = 4096;

/// What a file is to a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileRole {
    /// It holds `[register]`.
    Root,
    /// The root includes it.
    Part,
    /// It holds the register's scheme. It is no text of the register, only a place to point at.
    Scheme,
    /// It holds settings. Likewise.
    Settings,
}

/// A file of a register with its text.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The path as it was named or found, with `/`: what findings show.
    pub path: String,
    /// What the file is.
    pub role: FileRole,
    /// The text; empty where there is a problem.
    pub text: String,
    /// The text as TOML; empty for a scheme and for settings.
    pub document: Document,
    /// Why there is no text.
    pub problem: Option<NotUtf8>,
}

impl SourceFile {
    /// A root or part with its text, read as TOML.
    pub fn register(path: String, role: FileRole, text: String) -> Self {
        let document = Document::parse(&text);
        Self {
            path,
            role,
            text,
            document,
            problem: None,
        }
    }

    /// A file that is not UTF-8.
    pub fn unreadable(path: String, role: FileRole, problem: NotUtf8) -> Self {
        Self {
            path,
            role,
            text: String::new(),
            document: Document::parse(""),
            problem: Some(problem),
        }
    }

    /// A file that findings may point at, and that is no text of the register.
    pub fn beside(path: String, role: FileRole, text: String) -> Self {
        Self {
            path,
            role,
            text,
            document: Document::default(),
            problem: None,
        }
    }

    /// What `[register]` of this file says, for whoever must know it before the register can be read: the workspace.
    pub fn head(&self) -> Option<Head> {
        let scheme = Scheme::built_in();
        let vocabulary = Vocabulary::default();
        let meaning = Meaning {
            scheme: &scheme,
            vocabulary: &vocabulary,
        };
        let mut items = self.document.iter().flat_map(|(id, segment)| {
            let text = self.document.text(&self.text, id);
            if may_open(segment, text, &["register"]) {
                read::read(FileId(0), id, segment, text, meaning).items
            } else {
                Default::default()
            }
        });
        items.find_map(|item| match item {
            Item::Head(head) => Some(*head),
            _ => None,
        })
    }
}

/// What is wrong with the scheme that a register asks for (T008).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemeProblem {
    /// No built-in scheme has the id.
    Unknown,
    /// The file cannot be read; the reason as the system gives it.
    Unreadable(String),
    /// The file is at odds with itself.
    Faulty {
        /// The scheme's file, by its place in [`Register::files`].
        file: FileId,
        /// What is wrong, at least one.
        faults: Vec<crate::scheme::Fault>,
    },
}

/// What is wrong with a pattern of `include`, or with a part that it names (T006).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IncludeProblem {
    /// The pattern is no glob pattern; the reason as the library gives it.
    Malformed {
        /// The pattern, by its place in `include`.
        pattern: usize,
        /// Why.
        reason: String,
    },
    /// The pattern leaves the root's folder.
    Outside {
        /// The pattern.
        pattern: usize,
    },
    /// The pattern matches no file.
    Nothing {
        /// The pattern.
        pattern: usize,
    },
    /// A file that the pattern matches could not be read.
    Unreadable {
        /// The pattern.
        pattern: usize,
        /// The file.
        path: String,
        /// Why.
        reason: String,
    },
}

/// The scheme of a register, and what is wrong with it.
#[derive(Clone, Debug)]
pub struct SchemeChoice {
    /// The scheme in force: the built-in one where the register's own cannot be used.
    pub scheme: Arc<Scheme>,
    /// What is wrong with the one that was asked for.
    pub problem: Option<SchemeProblem>,
}

impl SchemeChoice {
    /// The built-in scheme.
    pub fn built_in() -> Self {
        Self {
            scheme: Scheme::built_in(),
            problem: None,
        }
    }
}

/// A register as it was read.
#[derive(Debug)]
pub struct Register {
    /// The files: the root first, then the parts in the order of their paths, then what is beside them.
    pub files: Vec<Arc<SourceFile>>,
    /// `[register]`.
    pub head: Head,
    /// The subsystems.
    pub subsystems: Vec<Subsystem>,
    /// The categories.
    pub categories: Vec<Category>,
    /// The tables.
    pub tables: Vec<Table>,
    /// The entries of all tables.
    pub entries: Vec<Entry>,
    /// The statistics tables.
    pub statistics: Vec<Statistics>,
    /// The scheme in force.
    pub scheme: Arc<Scheme>,
    /// What is wrong with the scheme that was asked for.
    pub scheme_problem: Option<SchemeProblem>,
    /// What is wrong with `include`.
    pub include_problems: Vec<IncludeProblem>,
    /// Heads of parts: they have none of their own (T006).
    pub extra_heads: Vec<Head>,
    /// The words for status and level.
    pub vocabulary: Vocabulary,
    /// What reading could not make sense of.
    pub faults: Vec<Fault>,
    /// Who has which code, number, sequence, title.
    pub index: Index,
}

impl Register {
    /// Puts a register together from its files.
    pub fn read(files: Vec<Arc<SourceFile>>, scheme: SchemeChoice, include_problems: Vec<IncludeProblem>) -> Self {
        let vocabulary = vocabulary(&files, &scheme.scheme);
        let meaning = Meaning {
            scheme: &scheme.scheme,
            vocabulary: &vocabulary,
        };
        let mut assembly = Assembly::default();
        for (file, source) in (0..).map(FileId).zip(&files) {
            if matches!(source.role, FileRole::Root | FileRole::Part) {
                assembly.file(file, source, meaning);
            }
        }
        let mut register = Self {
            files,
            head: assembly.head.unwrap_or_default(),
            subsystems: assembly.subsystems,
            categories: assembly.categories,
            tables: assembly.tables,
            entries: assembly.entries,
            statistics: assembly.statistics,
            scheme: scheme.scheme,
            scheme_problem: scheme.problem,
            include_problems,
            extra_heads: assembly.extra_heads,
            vocabulary,
            faults: assembly.faults,
            index: Index::default(),
        };
        register.link();
        register.index = Index::new(&register);
        register
    }

    /// Finds the category of each table and the subsystem of each category.
    fn link(&mut self) {
        let mut subsystems = FxHashMap::default();
        for (index, subsystem) in self.subsystems.iter().enumerate() {
            if let Some(title) = subsystem.title {
                subsystems
                    .entry(self.string(&subsystem.site, title).into_owned())
                    .or_insert(index);
            }
        }
        let mut categories = FxHashMap::default();
        for (index, category) in self.categories.iter().enumerate() {
            if let Some(code) = category.code {
                categories
                    .entry(self.string(&category.site, code).into_owned())
                    .or_insert(index);
            }
        }
        let of_categories: Vec<_> = self
            .categories
            .iter()
            .map(|category| {
                subsystems
                    .get(self.optional(&category.site, category.subsystem).as_ref())
                    .copied()
            })
            .collect();
        let of_tables: Vec<_> = self
            .tables
            .iter()
            .map(|table| {
                categories
                    .get(self.optional(&table.site, table.category).as_ref())
                    .copied()
            })
            .collect();
        for (category, index) in self.categories.iter_mut().zip(of_categories) {
            category.subsystem_index = index;
        }
        for (table, index) in self.tables.iter_mut().zip(of_tables) {
            table.category_index = index;
        }
    }

    /// A file.
    pub fn file(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(id.0 as usize).map(Arc::as_ref)
    }

    /// The text of the segment that a site is in: what its spans are relative to.
    pub fn text(&self, site: &Site) -> &str {
        self.file(site.file)
            .map_or("", |file| file.document.text(&file.text, site.segment))
    }

    /// A string of a table at a site.
    pub fn string(&self, site: &Site, string: Str) -> Cow<'_, str> {
        string.get(self.text(site))
    }

    /// An optional string of a table at a site; empty where there is none.
    pub fn optional(&self, site: &Site, string: Option<Str>) -> Cow<'_, str> {
        text_of(string, self.text(site))
    }

    /// An entry by its id.
    pub fn entry(&self, id: EntryId) -> Option<&Entry> {
        self.entries.get(id.0 as usize)
    }

    /// The table that an entry stands in.
    pub fn table_of(&self, entry: &Entry) -> Option<&Table> {
        self.tables.get(entry.table as usize)
    }

    /// The category of a table, where it is defined.
    pub fn category_of(&self, table: &Table) -> Option<&Category> {
        self.categories.get(table.category_index?)
    }

    /// The subsystem of a category, where it is defined.
    pub fn subsystem_of(&self, category: &Category) -> Option<&Subsystem> {
        self.subsystems.get(category.subsystem_index?)
    }

    /// The entries of a table with their ids.
    pub fn entries_of(&self, table: &Table) -> impl Iterator<Item = (EntryId, &Entry)> {
        let range = table.entries.clone();
        let ids = range.clone().map(|index| EntryId(crate::text::to_u32(index)));
        ids.zip(self.entries.get(range).unwrap_or_default())
    }

    /// All entries with their ids.
    pub fn entries(&self) -> impl Iterator<Item = (EntryId, &Entry)> {
        (0..).map(EntryId).zip(&self.entries)
    }

    /// A place relative to its file: what leaves the engine.
    pub fn absolute(&self, place: Place) -> Place {
        let start = self
            .file(place.file)
            .map_or(0, |file| file.document.start(place.segment));
        match place.segment {
            SegmentId::FILE => place,
            _ => Place::in_file(place.file, place.span.shift(start)),
        }
    }

    /// The text that a place covers.
    pub fn text_at(&self, place: Place) -> &str {
        let text = self.file(place.file).map_or("", |file| file.text.as_str());
        self.absolute(place).span.of_text(text)
    }
}

/// The words of a register's scheme and of its own `[[status]]` and `[[level]]`.
fn vocabulary(files: &[Arc<SourceFile>], scheme: &Scheme) -> Vocabulary {
    let bare = Vocabulary::default();
    let meaning = Meaning {
        scheme,
        vocabulary: &bare,
    };
    let mut statuses: Vec<(Term, &str)> = Vec::new();
    let mut levels: Vec<(Term, &str)> = Vec::new();
    for (file, source) in (0..).map(FileId).zip(files) {
        for (id, segment) in source.document.iter() {
            let text = source.document.text(&source.text, id);
            if !may_open(segment, text, &["status", "level"]) {
                continue;
            }
            for item in read::read(file, id, segment, text, meaning).items {
                match item {
                    Item::Status(term) => statuses.push((*term, text)),
                    Item::Level(term) => levels.push((*term, text)),
                    _ => {}
                }
            }
        }
    }
    Vocabulary::new(
        scheme,
        statuses.iter().map(|(term, text)| (term, *text)),
        levels.iter().map(|(term, text)| (term, *text)),
    )
}

/// Whether a segment may hold a table that one of the names opens: it has no header, or one that begins so.
fn may_open(segment: &Segment, text: &str, names: &[&str]) -> bool {
    let Some(header) = &segment.header else {
        return !segment.nodes.is_empty();
    };
    header
        .keys
        .first()
        .is_some_and(|key| names.contains(&key.name(text).as_ref()))
}

/// A register in the making.
#[derive(Default)]
struct Assembly {
    head: Option<Head>,
    extra_heads: Vec<Head>,
    subsystems: Vec<Subsystem>,
    categories: Vec<Category>,
    tables: Vec<Table>,
    entries: Vec<Entry>,
    statistics: Vec<Statistics>,
    faults: Vec<Fault>,
    /// Whether a table, or statistics, has been opened in the file at hand.
    has_table: bool,
    has_statistics: bool,
}

impl Assembly {
    fn file(&mut self, file: FileId, source: &SourceFile, meaning: Meaning<'_>) {
        self.has_table = false;
        self.has_statistics = false;
        let heads_before = self.head.is_some();
        let redefined: Vec<SegmentId> = source
            .document
            .redefinitions
            .iter()
            .map(|Redefinition { segment, .. }| *segment)
            .collect();
        // Nearly every segment is an entry; growing by doubling would hold them twice.
        self.entries.reserve_exact(source.document.segments.len());
        let mut first = 0;
        for batch in source.document.segments.chunks(BATCH) {
            let fragments: Vec<Fragment> = batch
                .par_iter()
                .enumerate()
                .with_min_len(64)
                .map(|(index, segment)| {
                    let id = SegmentId(crate::text::to_u32(first + index));
                    if redefined.contains(&id) {
                        return Fragment::default();
                    }
                    read::read(file, id, segment, source.document.text(&source.text, id), meaning)
                })
                .collect();
            for fragment in fragments {
                self.faults.extend(fragment.faults);
                for item in fragment.items {
                    self.place(item, source.role);
                }
            }
            first += batch.len();
        }
        self.end_statistics();
        let has_head = self.head.is_some() != heads_before;
        if source.role == FileRole::Root && !has_head && source.problem.is_none() && !is_all_broken(source) {
            self.missing_head(file, source);
        }
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
                name: "register",
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
            Item::Subsystem(subsystem) => self.subsystems.push(subsystem),
            Item::Category(category) => self.categories.push(*category),
            Item::Table(table) => self.table(*table),
            Item::Entry(entry) => self.entry(*entry),
            Item::Statistics(statistics) => {
                self.end_statistics();
                self.has_statistics = true;
                self.statistics.push(statistics);
            }
            Item::Row(row) => {
                if !self.has_statistics {
                    self.orphan(&row.site, "statistics");
                    self.has_statistics = true;
                    self.statistics.push(Statistics {
                        site: row.site,
                        ..Statistics::default()
                    });
                }
                if let Some(statistics) = self.statistics.last_mut() {
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
            Item::Status(_) | Item::Level(_) => {}
        }
    }

    fn table(&mut self, mut table: Table) {
        table.entries = self.entries.len()..self.entries.len();
        self.has_table = true;
        self.tables.push(table);
    }

    fn entry(&mut self, mut entry: Entry) {
        if !self.has_table {
            self.orphan(&entry.site, "table");
            self.table(Table {
                site: entry.site,
                ..Table::default()
            });
        }
        entry.table = crate::text::to_u32(self.tables.len().saturating_sub(1));
        self.entries.push(entry);
        if let Some(table) = self.tables.last_mut() {
            table.entries.end = self.entries.len();
        }
    }

    /// Tells an element of `table.entry` or `statistics.rows` that no table stands before.
    fn orphan(&mut self, site: &Site, name: &'static str) {
        if !site.is_broken {
            self.faults.push(Fault {
                place: site.header(),
                kind: FaultKind::MissingKey {
                    name,
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
        if statistics.missing_rows && statistics.rows.is_empty() && !statistics.site.is_broken {
            self.faults.push(Fault {
                place: statistics.site.header(),
                kind: FaultKind::MissingKey {
                    name: "rows",
                    table: TableKind::Statistics,
                },
            });
        }
    }
}

/// Whether a file has syntax errors that may have swallowed its `[register]`.
fn is_all_broken(source: &SourceFile) -> bool {
    source.document.segments.iter().any(|segment| {
        let header_is_lost = segment.header.is_none() && !segment.errors.is_empty();
        header_is_lost || !source.document.redefinitions.is_empty()
    })
}
