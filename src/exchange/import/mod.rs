//! A register from the tables that people have.
//!
//! - [`read`]: a file a reader. Each gives [`grid`]s: cells with addresses, merged ranges filled.
//! - [`headings`] finds what the columns are; the words are in `headings.toml`.
//! - [`place`] puts rows where they belong, by what stands around them ([`lines`], [`paths`]); [`entry`] and [`figures`] take a row apart, and
//!   [`values`] a cell.
//! - [`pasted`] finds rows that were pasted into a table of a register, and makes entries of them.
//! - [`preface`] keeps what the prose before them says of the document and its structure; [`outline`] reads lists of the structure.
//! - [`structure`] makes out subsystems, categories, classes and blocks, by what the [`codes`] say where nothing else does.
//! - [`write`](mod@write) gives the register as text; [`merge`] changes one that is there.
//!
//! Nothing is corrected in silence, and nothing is lost: each row below a head is an entry, a row of statistics, more of the row
//! above, or is [reported](Report) with its address and written as a comment at its place.

mod codes;
mod done;
mod draft;
mod entry;
mod figures;
pub(super) mod grid;
pub(super) mod headings;
pub(super) mod lines;
mod merge;
mod outline;
pub mod pasted;
mod paths;
mod place;
mod preface;
pub(super) mod read;
mod state;
mod structure;
pub(super) mod values;
mod write;

use std::sync::Arc;

pub use self::done::Watch;
pub use self::draft::{Report, Tally};
use self::headings::{Conflict, Headings, UnknownKey};
pub use self::merge::{Blank, Changes, Merged, Missing};
use self::place::Placer;
use crate::keys::Column;
use crate::messages::{Language, Message};
use crate::register::Register;
use crate::register::handle::{RowRef, StatisticsRef};
use crate::scheme::Scheme;

/// A file to import.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its name, which says what it is.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// How many bytes an office file may unpack to unless the caller says otherwise: 512 MiB.
pub const MAX_UNPACKED: u64 = 512 << 20;

/// How to import.
#[derive(Clone, Debug)]
pub struct Options {
    /// The scheme of the register.
    pub scheme: Arc<Scheme>,
    /// How the register is to name it: a path; none for a built-in one.
    pub scheme_path: Option<String>,
    /// The title of the register; without it that which the files say, or else the name of the first.
    pub title: Option<String>,
    /// Headings and the keys that they are to be taken for.
    pub map: Vec<(String, String)>,
    /// The sheets to read; all where there is none.
    pub sheets: Vec<String>,
    /// How many bytes an office file may unpack to.
    pub max_unpacked: u64,
    /// The row that the head is in.
    pub header_row: Option<u32>,
    /// The encoding of texts.
    pub encoding: Option<String>,
    /// The language of comments.
    pub language: Language,
}

/// What came of an import.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The register.
    pub text: String,
    /// What became of the rows.
    pub tally: Tally,
    /// How many tables it has.
    pub tables: usize,
    /// How many categories.
    pub categories: usize,
    /// How many statistics tables.
    pub statistics: usize,
    /// What could not be placed.
    pub reports: Vec<Report>,
    /// What was taken for what, and what the file does not say.
    pub notes: Vec<Message>,
}

/// Imports files into one register.
///
/// # Errors
/// Where a file cannot be read, no head is recognised in any, or two columns mean the same.
pub fn import(sources: &[Source], options: &Options) -> Result<Imported, Box<Message>> {
    import_watched(sources, options, &|_, _| {})
}

/// The same, watched.
///
/// # Errors
/// As [`import`].
pub fn import_watched(sources: &[Source], options: &Options, watch: Watch<'_>) -> Result<Imported, Box<Message>> {
    let draft = draft(sources, options, std::iter::empty(), watch)?;
    let name = sources.first().map(|source| source.name.as_str()).unwrap_or_default();
    Ok(finish(draft, options, name))
}

/// Imports files into a register that is there: the changes of its texts. The scheme of the options is not looked at.
///
/// # Errors
/// As [`import`], and where two changes meet in one place of a text.
pub fn import_into(
    sources: &[Source],
    options: &Options,
    register: &Register,
    blank: Blank,
    missing: Missing,
    watch: Watch<'_>,
) -> Result<Merged, Box<Message>> {
    // The columns and words of the register itself are added to those of its scheme.
    let mut scheme = Scheme::clone(&register.scheme);
    scheme.columns = register.columns.clone();
    let options = Options {
        scheme: Arc::new(scheme),
        ..options.clone()
    };
    let columns = register.statistics().flat_map(StatisticsRef::columns);
    let titles = columns.filter_map(|column| Some(column.title()?.into_owned()));
    let figures = register.statistics().flat_map(StatisticsRef::rows);
    let figures = figures.flat_map(RowRef::figures).map(|figure| figure.name.clone());
    let draft = draft(sources, &options, titles.chain(figures), watch)?;
    merge::merge(draft, register, &options.scheme, blank, missing)
}

/// What files hold. `counted` are titles of further columns of statistics.
fn draft(
    sources: &[Source],
    options: &Options,
    counted: impl Iterator<Item = String>,
    watch: Watch<'_>,
) -> Result<draft::Draft, Box<Message>> {
    let headings = Headings::new(&options.map, &options.scheme)
        .map_err(|unknown| unknown_key(unknown, &options.scheme))?
        .with_counted(counted);
    let mut placer = Placer::new(&headings, &options.scheme, options.header_row, watch);
    for source in sources {
        let of_file = |reason: Message| {
            let message = Message::attribute("cli-failure", "file").with("path", source.name.as_str());
            Box::new(message.with("reason", reason))
        };
        let request = read::Request {
            name: &source.name,
            encoding: options.encoding.as_deref(),
            max_unpacked: options.max_unpacked,
            sheets: &options.sheets,
            headings: &headings,
            scheme: &options.scheme,
        };
        let (grids, notes) = read::read(&source.bytes, &request).map_err(|problem| of_file(problem.message()))?;
        notes.into_iter().for_each(|note| placer.draft.note(note));
        placer.next_file();
        placer.done.expect(grids.iter().map(|grid| grid.rows.len()).sum());
        for mut grid in grids {
            if sources.len() > 1 {
                grid.file = Some(source.name.clone());
            }
            placer
                .place(&grid)
                .map_err(|conflict| of_file(told(&conflict, &grid)))?;
        }
    }
    if placer.headers == 0 {
        return Err(Box::new(Message::attribute("import-problem", "no-header")));
    }
    let of_lists = outline::of_lists(&placer.items, &placer.draft.tables);
    placer.draft.outline.extend(of_lists);
    Ok(placer.draft)
}

fn finish(mut draft: draft::Draft, options: &Options, name: &str) -> Imported {
    let scheme = &options.scheme;
    let title = options
        .title
        .clone()
        .or_else(|| draft.title.clone())
        .unwrap_or_else(|| {
            draft.notes.push(Message::attribute("import-note", "no-title"));
            let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
            name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
        });
    if let Some((count, first)) = &draft.from_titles {
        let note = Message::attribute("import-note", "from-title").with("count", *count);
        draft.notes.push(note.with("address", first.to_string()));
    }
    let structure = structure::structure(&mut draft, scheme, &title);
    let by = statistics(&mut draft, scheme, &structure);
    let named = options
        .scheme_path
        .clone()
        .or_else(|| (scheme.id != Scheme::built_in().id).then(|| scheme.id.clone()));
    let head = write::Head {
        title: &title,
        scheme: named.as_deref(),
    };
    let tables = draft.tables.len();
    let reports = draft.reports().cloned().collect();
    Imported {
        text: write::write(&mut draft, &structure, &by, &head, &scheme.columns, options.language),
        tally: draft.tally,
        tables,
        categories: structure.categories.len(),
        statistics: draft.statistics.len(),
        reports,
        notes: draft.notes,
    }
}

/// What the statistics tables count by; those of which that cannot be told are reported, row by row.
fn statistics(draft: &mut draft::Draft, scheme: &Scheme, structure: &structure::Structure) -> Vec<String> {
    let subsystems = structure
        .subsystems
        .iter()
        .flat_map(|subsystem| std::iter::once(subsystem.title.as_str()).chain(subsystem.code.as_deref()));
    let categories = structure
        .categories
        .iter()
        .flat_map(|category| [category.title.as_str(), &category.code]);
    let tables = structure
        .tables
        .iter()
        .flat_map(|table| [table.title.as_str(), &table.id]);
    let mut known = vec![
        ("subsystem", subsystems.collect()),
        ("category", categories.collect()),
        ("table", tables.collect()),
    ];
    // Of a column without a list of its words, these are what stands in it.
    let is_unlisted = |column: &&Column| column.is_of_words() && column.words.is_empty();
    let columns = scheme.columns.iter().map(|(_, column)| column).filter(is_unlisted);
    let entries = || draft.tables.iter().flat_map(draft::Table::entries);
    known.extend(columns.map(|column| {
        let words = entries().filter_map(|entry| entry.text(&column.key));
        (column.key.as_str(), words.collect())
    }));
    let mut by = Vec::new();
    let mut kept = Vec::new();
    for figures in std::mem::take(&mut draft.statistics) {
        match figures::by(&figures, scheme, &known) {
            Some(name) => {
                by.push(name);
                kept.push(figures);
            }
            None => {
                draft.tally.figures -= figures.rows.len();
                draft.tally.reported += figures.rows.len();
                draft.reports.extend(figures.rows.into_iter().map(figures::unplaced));
            }
        }
    }
    draft.statistics = kept;
    by
}

pub(super) fn unknown_key(unknown: UnknownKey, scheme: &Scheme) -> Box<Message> {
    let keys = scheme.columns.iter().map(|(_, column)| column.key.clone());
    let message = Message::attribute("import-problem", "key").with("key", unknown.0);
    Box::new(message.with("keys", keys.collect::<Vec<_>>()))
}

pub(super) fn told(conflict: &Conflict, grid: &grid::Grid) -> Message {
    let [(one, first), (other, second)] = &conflict.columns;
    Message::attribute("import-problem", "conflict")
        .with("first", first.as_str())
        .with("first-address", grid.address(conflict.row, Some(*one)).to_string())
        .with("second", second.as_str())
        .with("second-address", grid.address(conflict.row, Some(*other)).to_string())
        .with("key", conflict.key.as_str())
}
