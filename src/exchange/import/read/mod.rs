//! A file a reader. Which one reads a file is told by its name, whatever its case; standard input is read as text.

#[cfg(feature = "office")]
mod compound;
pub(in crate::exchange::import) mod delimited;
#[cfg(feature = "office")]
mod docx;
#[cfg(feature = "office")]
mod hidden;
mod html;
pub(super) mod json;
mod markdown;
#[cfg(feature = "office")]
mod ods;
#[cfg(feature = "office")]
pub(in crate::exchange) mod package;
pub(in crate::exchange::import) mod record;
#[cfg(feature = "office")]
mod records;
#[cfg(feature = "office")]
mod sheet;
#[cfg(feature = "office")]
mod tags;
mod text;
#[cfg(feature = "office")]
mod workbook;
#[cfg(feature = "office")]
pub(in crate::exchange) mod xml;

use super::grid::{Grid, MOST_CELLS};
use super::headings::Headings;
use crate::messages::Message;
use crate::scheme::Scheme;
use crate::text::foreign;

/// What a file is, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// `.csv`.
    Commas,
    /// `.tsv`.
    Tabs,
    /// `.txt`, as `pdftotext` writes it; of a `.pdf` that is what the caller hands over.
    Text,
    /// `.xlsx`, `.xlsm`, `.xls`.
    Workbook,
    /// `.ods`.
    OpenSpreadsheet,
    /// `.docx`, `.docm`.
    Document,
    /// `.md`.
    Markdown,
    /// `.html`.
    Page,
    /// `.json`.
    Data,
}

/// What readers are told.
pub(in crate::exchange) struct Request<'a> {
    /// The file's name.
    pub name: &'a str,
    /// The encoding that the caller names.
    pub encoding: Option<&'a str>,
    /// How many bytes a zip may unpack to.
    #[cfg_attr(not(feature = "office"), expect(dead_code, reason = "nothing is unpacked"))]
    pub max_unpacked: u64,
    /// The sheets to read; all where there is none.
    #[cfg_attr(not(feature = "office"), expect(dead_code, reason = "there are no sheets"))]
    pub sheets: &'a [String],
    /// The words by which columns are known.
    pub headings: &'a Headings,
    /// The scheme, whose words and codes show where the cells of a line of text begin.
    pub scheme: &'a Scheme,
}

/// Why a file cannot be read as a table.
#[derive(Debug)]
#[cfg_attr(not(feature = "office"), allow(dead_code, reason = "some are those of office files"))]
pub(in crate::exchange) enum Problem {
    /// Nothing reads files of this kind.
    Form(String),
    /// Files of this kind are to be saved as another.
    SaveAs(&'static str),
    /// There is no such encoding.
    Encoding(String),
    /// A quote that is never closed, opened in this line.
    UnclosedQuote(usize),
    /// Elements stand in each other deeper than is read.
    Nested,
    /// There are more cells than are held.
    TooLarge,
    /// Cells of an older workbook stand so far apart that nobody has room for all between.
    FarApart,
    /// It unpacks to more than so many mebibytes.
    Unpacked(u64),
    /// A password protects it.
    Encrypted,
    /// There is no such sheet; these there are.
    NoSheet(String, Vec<String>),
    /// It is not what its name says, or broken.
    Damaged(String),
}

impl Problem {
    /// The problem for people.
    pub(in crate::exchange) fn message(&self) -> Message {
        let message = |attribute| Message::attribute("import-problem", attribute);
        match self {
            Self::Form(name) => message("form").with("name", name.as_str()),
            Self::SaveAs(form) => message("save-as").with("form", *form),
            Self::Encoding(name) => message("encoding").with("name", name.as_str()),
            Self::UnclosedQuote(line) => message("unclosed-quote").with("line", *line),
            Self::Nested => message("nested"),
            Self::TooLarge => message("too-large").with("limit", MOST_CELLS),
            Self::FarApart => message("far-apart"),
            Self::Unpacked(limit) => message("unpacked").with("limit", limit.to_string()),
            Self::Encrypted => message("encrypted"),
            Self::NoSheet(name, names) => message("no-sheet")
                .with("name", name.as_str())
                .with("names", names.clone()),
            Self::Damaged(reason) => message("damaged").with("reason", reason.as_str()),
        }
    }
}

/// The grids of a file, and what is to be said of how it was read.
pub(in crate::exchange) fn read(bytes: &[u8], request: &Request<'_>) -> Result<(Vec<Grid>, Vec<Message>), Problem> {
    let extension = request
        .name
        .rsplit_once('.')
        .map(|(_, extension)| extension.to_ascii_lowercase());
    let form = match extension.as_deref() {
        Some("csv") | None => Form::Commas,
        Some("tsv" | "tab") => Form::Tabs,
        Some("txt" | "text" | "pdf") => Form::Text,
        // What some programs call a workbook is a page.
        Some("xls") if bytes.trim_ascii_start().starts_with(b"<") => Form::Page,
        Some("xlsx" | "xlsm" | "xls") => Form::Workbook,
        Some("docx" | "docm") => Form::Document,
        Some("md" | "markdown") => Form::Markdown,
        Some("html" | "htm") => Form::Page,
        Some("json") => Form::Data,
        Some("ods") => Form::OpenSpreadsheet,
        Some("doc" | "wps" | "rtf") => return Err(Problem::SaveAs(".docx")),
        Some("et" | "xlsb" | "numbers") => return Err(Problem::SaveAs(".xlsx")),
        Some(_) => return Err(Problem::Form(request.name.to_owned())),
    };
    let (grids, decoded) = match form {
        Form::Data => json::read(bytes, request.encoding, &request.scheme.columns)?,
        Form::Commas => one(delimited::read(bytes, request.encoding, false)?),
        Form::Tabs => one(delimited::read(bytes, request.encoding, true)?),
        Form::Text => one(text::read(bytes, request)?),
        Form::Page => one(html::read(bytes, request)?),
        Form::Markdown => one(markdown::read(bytes, request)?),
        #[cfg(feature = "office")]
        Form::Document => return docx::read(bytes, request),
        #[cfg(feature = "office")]
        Form::Workbook => return workbook::read(bytes, request),
        #[cfg(feature = "office")]
        Form::OpenSpreadsheet => return ods::read(bytes, request),
        #[cfg(not(feature = "office"))]
        Form::Workbook | Form::OpenSpreadsheet | Form::Document => return Err(Problem::Form(request.name.to_owned())),
    };
    let mut notes = Vec::new();
    if decoded.encoding != "UTF-8" {
        notes.push(Message::attribute("import-note", "encoding").with("encoding", decoded.encoding));
    }
    if decoded.lost > 0 {
        notes.push(Message::attribute("import-note", "lost").with("count", decoded.lost));
    }
    Ok((grids, notes))
}

/// A text with one grid.
fn one((grid, decoded): (Grid, foreign::Decoded)) -> (Vec<Grid>, foreign::Decoded) {
    (vec![grid], decoded)
}

/// Whether a sheet is to be read.
#[cfg(feature = "office")]
fn is_wanted(name: &str, request: &Request<'_>) -> bool {
    request.sheets.is_empty() || request.sheets.iter().any(|sheet| sheet == name)
}

/// Whether all the sheets that are asked for are there.
#[cfg(feature = "office")]
fn wanted(names: &[String], request: &Request<'_>) -> Result<(), Problem> {
    match request.sheets.iter().find(|sheet| !names.contains(sheet)) {
        Some(missing) => Err(Problem::NoSheet(missing.clone(), names.to_vec())),
        None => Ok(()),
    }
}
