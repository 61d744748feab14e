//! The register: what its files hold, typed, lenient, with spans, and the index over it.
//!
//! The files of a register are read segment by segment ([`read`]), in parallel, and put together here in the order of
//! the text: the root first, then the parts in the order of their paths. What could not be understood is a
//! [`Fault`](faults::Fault) and the rest is there all the same. Nothing here judges; that is [`crate::rules`].

mod access;
mod asked;
mod assembly;
pub mod belonging;
pub mod completeness;
pub mod counts;
pub mod decode;
pub mod demands;
pub mod faults;
pub mod handle;
mod in_column;
pub mod index;
pub mod majority;
pub mod model;
mod own_column;
mod read;
mod reuse;
pub mod rows;
pub mod sequences;
mod source;
pub mod structure;
mod undefined;
pub mod update;
pub mod vocabulary;

use std::sync::Arc;

use self::assembly::Assembly;
use self::belonging::Belonging;
use self::completeness::Completeness;
use self::counts::Counts;
use self::faults::Fault;
use self::index::Index;
use self::majority::{Majorities, Majority, Tallies};
use self::model::{Category, Entry, Revision, Site, Statistics, Subsystem, Table};
use self::read::Reading;
use self::reuse::{Entries, Origin, Reuse};
use self::structure::Structure;
use self::undefined::Undefined;
use self::vocabulary::Vocabulary;
use crate::catalogue::Catalogue;
use crate::diagnostic::Place;
use crate::fields::Asked;
use crate::keys::{Certainty, Columns, Key, TableKind};
use crate::messages::Message;
use crate::scheme::Scheme;
use crate::syntax::Change;
use crate::text::{FileId, SegmentId};

pub use self::model::Head;
pub use self::source::{FileRole, OldText, SourceFile};

/// A register with every key of the format: where examples of values are taken from.
pub const EXAMPLE: &str = include_str!("example.register.toml");

/// What is wrong with the scheme that a register asks for (T008).
#[derive(Clone, Debug, PartialEq)]
pub enum SchemeProblem {
    /// No built-in scheme has the id.
    Unknown,
    /// The file cannot be read, for this reason.
    Unreadable(Box<Message>),
    /// The file is at odds with itself.
    Faulty {
        /// The scheme's file, by its place in [`Register::files`].
        file: FileId,
        /// What is wrong, at least one.
        faults: Vec<crate::scheme::Fault>,
    },
}

/// What is wrong with a pattern of `include`, or with a part that it names (T006, T009).
#[derive(Clone, Debug, PartialEq)]
pub enum IncludeProblem {
    /// The pattern is no glob pattern.
    Malformed {
        /// The pattern, by its place in `include`.
        pattern: usize,
        /// Why.
        reason: Box<Message>,
    },
    /// The pattern can match nothing, or is longer or deeper than is read (T009).
    Useless {
        /// The pattern, by its place in `include`.
        pattern: usize,
        /// Why.
        reason: Box<Message>,
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
        reason: Box<Message>,
    },
}

/// What `notes` of a register leads to: whoever reads its files reads that one too.
#[derive(Clone, Debug, PartialEq)]
pub enum Notes {
    /// The text of the file.
    Read(Arc<str>),
    /// The path leaves the folder of the root (T006).
    Outside,
    /// The file cannot be read, for this reason (T006).
    Unreadable(Box<Message>),
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
#[derive(Clone, Debug)]
pub struct Register {
    /// The files: the root first, then the parts in the order of their paths, then what is beside them.
    pub files: Vec<Arc<SourceFile>>,
    /// `[register]`.
    head: Head,
    /// The subsystems.
    subsystems: Vec<Subsystem>,
    /// The categories.
    categories: Vec<Category>,
    /// The tables.
    tables: Vec<Table>,
    /// The entries of all tables.
    entries: Vec<Entry>,
    /// The statistics tables.
    statistics: Vec<Statistics>,
    /// The scheme in force.
    pub scheme: Arc<Scheme>,
    /// What is wrong with the scheme that was asked for.
    pub scheme_problem: Option<SchemeProblem>,
    /// What is wrong with `include`.
    pub include_problems: Vec<IncludeProblem>,
    /// Heads of parts: they have none of their own (T006).
    extra_heads: Vec<Head>,
    /// What was changed when.
    revisions: Vec<Revision>,
    /// The explanatory notes, where `notes` names their file; none too where nobody looked.
    pub notes: Option<Notes>,
    /// The catalogue that the settings have it held against.
    pub catalogue: Option<Arc<Catalogue>>,
    /// The words for status and level.
    pub vocabulary: Vocabulary,
    /// The columns of its tables.
    pub columns: Columns,
    /// What is wrong with its own `[[column]]`s (T008).
    pub column_faults: Vec<(Place, crate::scheme::FaultKind)>,
    /// What reading could not make sense of.
    pub faults: Vec<Fault>,
    /// Who has which code, number, sequence, title.
    pub index: Index,
    /// What most codes say of the headers above them.
    pub majorities: Majorities,
    /// What is named by what.
    structure: Structure,
    /// What is named and is not there.
    undefined: Undefined,
    /// What its scheme asks of headers.
    asked: Asked,
    /// Which tables belong to which category, and so on.
    pub belonging: Belonging,
    /// Whether all of it was read.
    pub completeness: Completeness,
    /// What the rows of the statistics count.
    pub counts: Counts,
    /// For each fault the segment at whose turn it was found; in ascending order.
    origins: Vec<Origin>,
}

impl Register {
    /// Puts a register together from its files.
    pub fn read(files: Vec<Arc<SourceFile>>, scheme: SchemeChoice, include_problems: Vec<IncludeProblem>) -> Self {
        let certainty = match scheme.problem {
            Some(_) => Certainty::Uncertain,
            None => Certainty::Certain,
        };
        let terms = assembly::terms(&files, &scheme.scheme, certainty);
        // A scheme that is at fault asks nothing.
        let asked = match scheme.problem {
            Some(_) => Asked::default(),
            None => asked::asked(&scheme.scheme),
        };
        let mut register = Self {
            files,
            head: Head::default(),
            subsystems: Vec::new(),
            categories: Vec::new(),
            tables: Vec::new(),
            entries: Vec::new(),
            statistics: Vec::new(),
            scheme: scheme.scheme,
            scheme_problem: scheme.problem,
            include_problems,
            extra_heads: Vec::new(),
            revisions: Vec::new(),
            notes: None,
            catalogue: None,
            vocabulary: terms.vocabulary,
            columns: terms.columns,
            column_faults: terms.faults,
            faults: Vec::new(),
            index: Index::default(),
            majorities: Majorities::default(),
            structure: Structure::default(),
            undefined: Undefined::default(),
            asked,
            belonging: Belonging::default(),
            completeness: Completeness::default(),
            counts: Counts::default(),
            origins: Vec::new(),
        };
        register.assemble(None);
        register.index_all();
        register.finish();
        register
    }

    /// Puts what the segments hold in its place. After an edit only what it touched is read again: `edit` is the file,
    /// and which of its segments took the place of which; the words must be those that the register was read with.
    fn assemble(&mut self, edit: Option<(FileId, &Change)>) {
        if let Some((file, change)) = edit {
            self.move_terms(file, change);
        }
        let old = std::mem::take(&mut self.entries);
        let origins = std::mem::take(&mut self.origins);
        let files = (0..).map(FileId).zip(&self.files);
        let files = files.filter(|(_, source)| source.is_of_register());
        let known = |(file, _)| match edit {
            Some((edited, change)) if edited == file => Reuse::new(&old, &origins, file, change),
            Some(_) => Reuse::new(&old, &origins, file, &Change::NONE),
            None => Reuse::default(),
        };
        let known: Vec<Reuse> = files.clone().map(known).collect();
        let gone = edit.map(|(file, change)| reuse::in_segments(&old, file, &change.old));
        let meaning = Reading {
            scheme: &self.scheme,
            vocabulary: &self.vocabulary,
            columns: &self.columns,
            asked: &self.asked,
        };
        let mut assembly = Assembly::of(gone.map_or_else(Entries::default, |gone| Entries::new(old, gone)));
        for ((file, source), known) in files.zip(&known) {
            assembly.file(file, source, meaning, known);
        }
        self.head = assembly.head.unwrap_or_default();
        self.subsystems = assembly.subsystems;
        self.categories = assembly.categories;
        self.tables = assembly.tables;
        self.entries = assembly.entries.finish();
        self.statistics = assembly.statistics;
        self.extra_heads = assembly.extra_heads;
        self.revisions = assembly.revisions;
        self.faults = assembly.faults;
        self.origins = assembly.origins;
        self.link();
        self.undefined = Undefined::of(self);
    }

    /// Indexes all entries, and counts what their codes say.
    fn index_all(&mut self) {
        let (index, tallies) = rayon::join(|| Index::new(self), || Tallies::new(self));
        self.index = index;
        self.majorities.tallies = tallies;
    }

    /// Works out what follows from all of it together.
    fn finish(&mut self) {
        self.completeness = completeness::of(self);
        self.judge_headers();
        self.counts = Counts::new(self);
    }

    /// Whether the scheme in force only stands in for one that could not be used: what it says about codes is not what
    /// the register goes by.
    pub fn scheme_is_stand_in(&self) -> bool {
        !self.goes_by_scheme() && Arc::ptr_eq(&self.scheme, &Scheme::built_in())
    }

    /// Whether what its scheme says is known: the scheme was read, and nothing in it is at fault. Otherwise nobody can tell
    /// what of the register is.
    pub const fn goes_by_scheme(&self) -> bool {
        self.scheme_problem.is_none()
    }

    /// Whether a key must be there, always or because the scheme in force asks for it.
    pub fn requires(&self, table: TableKind, key: &Key) -> bool {
        key.is_required() || self.asked.required.contains(&(table, key.name))
    }

    /// Whether the scheme in force has a use for a key.
    pub fn has_use_for(&self, table: TableKind, key: &Key) -> bool {
        !self.asked.unasked.contains(&(table, key.name))
    }

    /// Whether it is known what the register holds, so that what it lacks, and how much there is, can be told: all of it
    /// was read, and its scheme too.
    pub fn is_countable(&self) -> bool {
        self.goes_by_scheme() && self.completeness == Completeness::Whole
    }

    /// A file.
    pub fn file(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(id.0 as usize).map(Arc::as_ref)
    }

    /// The text of the segment that a site is in: what its spans are relative to.
    fn text(&self, site: &Site) -> &str {
        self.file(site.file)
            .map_or("", |file| file.document.text(&file.text, site.segment))
    }

    /// The text of the segment that a place is in.
    pub fn text_around(&self, place: Place) -> &str {
        self.file(place.file)
            .map_or("", |file| file.document.text(&file.text, place.segment))
    }

    /// The category that most codes of a table name, by its place.
    pub fn category_of_majority(&self, majority: &Majority) -> Option<usize> {
        self.category_with_identity(majority.key())
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
