//! A register as a file for others, a file a form: each is a renderer that is given an [`Export`] and gives bytes.
//!
//! - [`csv`](Format::Csv) for programs and spreadsheets, one list at a time; its cells come from [`rows`].
//! - [`xlsx`](Format::Xlsx) for people who go on working with it.
//! - [`docx`](Format::Docx): the printed page as a standard sets it, to be printed or taken over into a document.
//! - [`markdown`](Format::Markdown): the printed page for pages of text.
//! - [`html`](Format::Html): a [`page`] to search in.
//! - [`json`](Format::Json): everything, under the keys of the register itself.
//! - [`svg`](Format::Svg), [`dot`](Format::Dot), [`mermaid`](Format::Mermaid): the structure diagram. They are of one tree,
//!   and the first is that of the printed page.
//!
//! A new form is a file and a line in the list below. What a register holds is anyone's text: each form sees to it that it
//! stays text.

pub(super) mod csv;
#[cfg(feature = "office")]
mod docx;
mod dot;
mod json;
pub(super) mod markdown;
mod mermaid;
#[cfg(feature = "office")]
mod package;
mod page;
pub(super) mod rows;
pub(in crate::exchange) mod svg;
#[cfg(feature = "office")]
mod workbook;
#[cfg(feature = "office")]
mod xlsx;

use std::collections::BTreeSet;
use std::fmt;

pub(super) use self::markdown::figures;
pub(super) use self::rows::List;
pub use self::workbook::{Updated, update};
use super::printed::Printed;
use crate::diagnostic::Diagnostic;
use crate::messages::{Language, Message};
use crate::register::Register;

/// A part of a standards system table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// 标准体系结构图: subsystems, categories and which tables they have.
    Structure,
    /// 标准明细表.
    Tables,
    /// 标准统计表.
    Statistics,
    /// 编制说明.
    Notes,
}

impl Part {
    /// All of them, in the order in which they stand on the page.
    pub const ALL: [Self; 4] = [Self::Structure, Self::Tables, Self::Statistics, Self::Notes];

    /// The name used on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Structure => "structure",
            Self::Tables => "tables",
            Self::Statistics => "statistics",
            Self::Notes => "notes",
        }
    }
}

/// How a form takes several parts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    /// All at once.
    Parts,
    /// One at a time: it is one list, of the standards unless another is asked for.
    List,
    /// The structure alone.
    Diagram,
}

/// Makes [`Format`] and what it says of each form from one list.
macro_rules! formats {
    ($($(#[$attribute:meta])* $format:ident: $name:literal, $holds:ident, $write:path;)*) => {
        /// A form in which a register is exported.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Format {
            $($(#[$attribute])* $format,)*
        }

        impl Format {
            /// All of them, in the order in which they are documented.
            pub const ALL: [Self; [$($name),*].len()] = [$(Self::$format),*];

            /// The name used on the command line.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$format => $name,)*
                }
            }

            const fn holds(self) -> Holds {
                match self {
                    $(Self::$format => Holds::$holds,)*
                }
            }

            fn write(self, export: &Export<'_>) -> Result<Vec<u8>, Problem> {
                match self {
                    $(Self::$format => $write(export),)*
                }
            }
        }
    };
}

formats! {
    /// Comma-separated values.
    Csv: "csv", List, csv::write;
    /// A workbook.
    Xlsx: "xlsx", Parts, xlsx::write;
    /// A document.
    Docx: "docx", Parts, docx::write;
    /// A page to search in.
    Html: "html", Parts, page::write;
    /// The printed form as Markdown.
    Markdown: "md", Parts, markdown::write;
    /// One JSON object.
    Json: "json", Parts, json::write;
    /// The structure diagram as an image.
    Svg: "svg", Diagram, svg::write;
    /// The structure diagram for Graphviz.
    Dot: "dot", Diagram, dot::write;
    /// The structure diagram for Mermaid.
    Mermaid: "mermaid", Diagram, mermaid::write;
}

impl fmt::Display for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// Who reads a CSV file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CsvReader {
    /// A program: cells are as they are.
    #[default]
    Program,
    /// A spreadsheet: it knows UTF-8 by the BOM, and text that it would take for a formula is marked as text.
    Spreadsheet,
}

/// How the standards stand in a workbook.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sheets {
    /// All on one sheet, each with where it belongs.
    One,
    /// Each table on a sheet of its own.
    #[default]
    Tables,
}

/// Stands in for what this binary was built without.
#[cfg(not(feature = "office"))]
mod workbook {
    use super::{Format, Problem};
    use crate::messages::Message;
    use crate::register::Register;

    /// A workbook that was brought up to date.
    pub struct Updated {
        /// The workbook.
        pub bytes: Vec<u8>,
        /// How many cells were written.
        pub cells: usize,
        /// How many rows were added.
        pub rows: usize,
        /// What was not done.
        pub notes: Vec<Message>,
    }

    /// Writes a register into a workbook.
    pub fn update(_: &Register, _: &[String], _: &str, _: &[u8]) -> Result<Updated, Problem> {
        Err(Problem::LeftOut { format: Format::Xlsx })
    }
}

/// Stands in for what this binary was built without.
#[cfg(not(feature = "office"))]
mod xlsx {
    use super::{Export, Format, Problem};

    pub(super) fn write(_: &Export<'_>) -> Result<Vec<u8>, Problem> {
        Err(Problem::LeftOut { format: Format::Xlsx })
    }
}

/// Stands in for what this binary was built without.
#[cfg(not(feature = "office"))]
mod docx {
    use super::{Export, Format, Problem};

    pub(super) fn write(_: &Export<'_>) -> Result<Vec<u8>, Problem> {
        Err(Problem::LeftOut { format: Format::Docx })
    }
}

/// What is wanted.
#[derive(Clone, Debug)]
pub struct Request {
    /// The form.
    pub format: Format,
    /// The parts; all that the form has where there is none.
    pub parts: Vec<Part>,
    /// The ids of the tables; all where there is none.
    pub tables: Vec<String>,
    /// Who reads it, if it is a CSV file.
    pub csv_reader: CsvReader,
    /// How the standards stand in it, if it is a workbook.
    pub sheets: Sheets,
    /// The document that it is to look like, if it is one.
    pub template: Option<Vec<u8>>,
    /// What is to be shown beside the entries, if it is a page.
    pub findings: Vec<Diagnostic>,
    /// The language of what is not the register's own text.
    pub language: Language,
}

/// Why a register is not exported.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{}", self.message().render(Language::En))]
pub enum Problem {
    /// A form has no place for a part.
    Part {
        /// The form.
        format: Format,
        /// The part.
        part: Part,
    },
    /// A form takes one part at a time.
    OnePart {
        /// The form.
        format: Format,
    },
    /// The register has no explanatory notes, or they cannot be read.
    NoNotes,
    /// There is no such table.
    Table {
        /// The id.
        id: String,
        /// The ids that there are.
        known: Vec<String>,
    },
    /// More than the form can hold.
    TooLarge {
        /// The form.
        format: Format,
    },
    /// The form could not be made.
    Failed {
        /// The form.
        format: Format,
        /// What its writer says.
        reason: String,
    },
    /// A document cannot be used as template.
    Template {
        /// Why.
        reason: Box<Message>,
    },
    /// A workbook cannot be brought up to date.
    Workbook {
        /// Why.
        reason: Box<Message>,
    },
    /// This binary was built without the form.
    LeftOut {
        /// The form.
        format: Format,
    },
}

impl Problem {
    /// The problem in words.
    pub fn message(&self) -> Message {
        let message = |attribute| Message::attribute("export-problem", attribute);
        match self {
            Self::Part { format, part } => message("part").with("format", format.name()).with("part", part.name()),
            Self::NoNotes => message("no-notes"),
            Self::OnePart { format } => message("one-part").with("format", format.name()),
            Self::Table { id, known } => message("table").with("id", id.as_str()).with("known", known.clone()),
            Self::TooLarge { format } => message("too-large").with("format", format.name()),
            Self::Failed { format, reason } => message("failed")
                .with("format", format.name())
                .with("reason", reason.as_str()),
            Self::Template { reason } => message("template").with("reason", (**reason).clone()),
            Self::Workbook { reason } => message("workbook").with("reason", (**reason).clone()),
            Self::LeftOut { format } => message("left-out").with("format", format.name()),
        }
    }
}

/// A register with what is wanted of it.
struct Export<'r> {
    register: &'r Register,
    /// The page, with the tables that are wanted.
    printed: Printed,
    parts: Vec<Part>,
    /// The ids of the tables that are wanted; none for all.
    tables: Option<BTreeSet<&'r str>>,
    csv_reader: CsvReader,
    #[cfg_attr(not(feature = "office"), expect(dead_code, reason = "workbooks alone have sheets"))]
    sheets: Sheets,
    #[cfg_attr(
        not(feature = "office"),
        expect(dead_code, reason = "documents alone have templates")
    )]
    template: Option<&'r [u8]>,
    findings: &'r [Diagnostic],
    language: Language,
    #[cfg_attr(not(feature = "office"), expect(dead_code, reason = "workbooks alone are watched"))]
    watch: Watch<'r>,
}

impl Export<'_> {
    fn has(&self, part: Part) -> bool {
        self.parts.contains(&part)
    }

    fn word(&self, key: &'static str, attribute: &'static str) -> String {
        Message::attribute(key, attribute).render(self.language)
    }
}

/// Exports a register.
///
/// # Errors
/// Where what is wanted cannot be had.
pub fn export<'r>(register: &'r Register, request: &'r Request) -> Result<Vec<u8>, Problem> {
    export_watched(register, request, &|_, _| {})
}

/// Is told how many cells were written, and of how many.
pub type Watch<'w> = &'w dyn Fn(usize, usize);

/// The same, watched: a workbook takes a while.
///
/// # Errors
/// As [`export`].
pub fn export_watched<'r>(register: &'r Register, request: &'r Request, watch: Watch<'r>) -> Result<Vec<u8>, Problem> {
    let mut printed = Printed::new(register);
    let tables = (!request.tables.is_empty()).then(|| request.tables.iter().map(String::as_str).collect());
    if let Some(ids) = &tables {
        are_known(register, ids)?;
        printed.keep(|id| ids.contains(id));
    }
    let parts = parts(request)?;
    if request.parts.contains(&Part::Notes) && printed.notes.is_none() {
        return Err(Problem::NoNotes);
    }
    let export = Export {
        register,
        printed,
        parts,
        tables,
        csv_reader: request.csv_reader,
        sheets: request.sheets,
        template: request.template.as_deref(),
        findings: &request.findings,
        language: request.language,
        watch,
    };
    request.format.write(&export)
}

/// How many ids are named where one is not there.
const MOST_IDS: usize = 30;

fn are_known(register: &Register, ids: &BTreeSet<&str>) -> Result<(), Problem> {
    let known: BTreeSet<_> = register.tables().filter_map(|table| table.id()).collect();
    match ids.iter().find(|id| !known.contains(**id)) {
        None => Ok(()),
        Some(id) => {
            let of_register = register.tables().filter_map(|table| table.id());
            Err(Problem::Table {
                id: (*id).to_owned(),
                known: of_register.take(MOST_IDS).map(Into::into).collect(),
            })
        }
    }
}

/// The parts that are wanted, each once and in their order. Who names tables wants those.
fn parts(request: &Request) -> Result<Vec<Part>, Problem> {
    let format = request.format;
    let mut parts = request.parts.clone();
    parts.sort_unstable();
    parts.dedup();
    if parts.is_empty() {
        return Ok(match format.holds() {
            Holds::Diagram => vec![Part::Structure],
            Holds::Parts if request.tables.is_empty() => Part::ALL.to_vec(),
            Holds::Parts | Holds::List => vec![Part::Tables],
        });
    }
    match (format.holds(), parts.as_slice()) {
        (Holds::Diagram, parts) => match parts.iter().find(|part| **part != Part::Structure) {
            Some(part) => Err(Problem::Part { format, part: *part }),
            None => Ok(parts.to_vec()),
        },
        (Holds::List, [_, _, ..]) => Err(Problem::OnePart { format }),
        // They are prose, of which a list has no rows, and the keys of a register hold no more than a name.
        (Holds::List | Holds::Parts, parts)
            if parts.contains(&Part::Notes) && matches!(format, Format::Csv | Format::Json) =>
        {
            let part = Part::Notes;
            Err(Problem::Part { format, part })
        }
        (Holds::List | Holds::Parts, _) => Ok(parts),
    }
}

#[cfg(test)]
mod tests;
