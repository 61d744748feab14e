//! `stdreg export`: a register as a file for others.

use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{ValueEnum, builder::PossibleValue};

use super::input::Input;
use super::one;
use super::output::named_file;
use super::progress::Progress;
use super::{Console, Failure, Outcome};
use crate::analysis::configure::{self, Overrides};
use crate::analysis::{self, Options};
use crate::diagnostic::Diagnostic;
use crate::exchange::export::{self, CsvReader, Format, Part, Problem, Request, Sheets};
use crate::messages::{Language, Message};
use crate::report::visible::visible;
use crate::syntax::Date;
use crate::workspace::{self, Limit, Loaded};

/// How many of the things are told that were not done.
const TOLD: usize = 20;

/// Which register, in which form, and where to.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// A file of the register, or a folder with one. `-` is standard input.
    #[arg(value_name = "REGISTER", default_value = ".", help = "cli-export-register")]
    register: PathBuf,
    /// The form.
    #[arg(short, long, value_name = "FORMAT", value_parser = formats(), help = "cli-export-format")]
    format: Format,
    /// Where it goes.
    #[arg(short, long, value_name = "FILE", help = "cli-export-output")]
    output: Option<PathBuf>,
    /// The parts.
    #[arg(long, value_name = "PART", value_delimiter = ',', help = "cli-export-only")]
    only: Vec<Part>,
    /// The tables.
    #[arg(long, value_name = "ID", value_delimiter = ',', help = "cli-export-table")]
    table: Vec<String>,
    /// The sheets of a workbook.
    #[arg(long, value_name = "SHEETS", default_value = "tables", help = "cli-export-sheets")]
    sheets: Sheets,
    /// The document that it is to look like.
    #[arg(long, value_name = "FILE.docx", help = "cli-export-template")]
    template: Option<PathBuf>,
    /// The workbook to bring up to date.
    #[arg(long, value_name = "WORKBOOK.xlsx", conflicts_with_all = ["only", "sheets"], help = "cli-export-into")]
    into: Option<PathBuf>,
    /// Findings beside the entries.
    #[arg(long, help = "cli-export-with-findings")]
    with_findings: bool,
    /// Whether a CSV file has a BOM.
    #[arg(
        long,
        value_name = "WHEN",
        num_args = 0..=1,
        require_equals = true,
        default_value = "auto",
        default_missing_value = "always",
        help = "cli-export-bom"
    )]
    bom: Bom,
}

/// Whether a CSV file is for a spreadsheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Bom {
    /// In files, and not on standard output.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl ValueEnum for Part {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}

impl ValueEnum for Sheets {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Tables, Self::One]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Self::One => "one",
            Self::Tables => "tables",
        }))
    }
}

fn formats() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::ALL.map(Format::name)).try_map(|name| {
        let mut formats = Format::ALL.into_iter();
        formats.find(|format| format.name() == name).ok_or("no such format")
    })
}

impl Arguments {
    /// Exports.
    pub(super) fn run(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        if self.with_findings && self.format != Format::Html {
            let message = Message::attribute("export-failure", "findings").with("format", self.format.name());
            return Err(Failure::told(message));
        }
        if self.template.is_some() && self.format != Format::Docx {
            let message = Message::attribute("export-failure", "template").with("format", self.format.name());
            return Err(Failure::told(message));
        }
        if self.into.is_some() && self.format != Format::Xlsx {
            let message = Message::attribute("export-failure", "into").with("format", self.format.name());
            return Err(Failure::told(message));
        }
        let input = Input::new(std::slice::from_ref(&self.register), None)?;
        let loaded = match self.with_findings {
            true => one::load_to_judge(&input)?,
            false => one::load(&input)?,
        };
        let language = console.language(loaded.settings.first().and_then(|settings| settings.language));
        if let Some(output) = self.output().filter(|output| is_of(&loaded, output)) {
            let message = Message::attribute("export-failure", "source").with("path", output.to_string_lossy());
            return Err(Failure::told(message));
        }
        if let Some(workbook) = &self.into {
            return self.update(workbook, &loaded, language, console);
        }
        let request = Request {
            format: self.format,
            parts: self.only.clone(),
            tables: self.table.clone(),
            csv_reader: self.csv_reader(),
            sheets: self.sheets,
            template: self.template.as_deref().map(office_file).transpose()?,
            findings: self.findings(&loaded, input.today),
            language,
        };
        let progress = Progress::of_work();
        let watch = |done, all| progress.reach(done, all);
        let exported = export::export_watched(&loaded.register, &request, &watch);
        let bytes = exported.map_err(|problem| Failure::told(problem.message()))?;
        drop(progress);
        match self.output() {
            Some(path) => {
                workspace::write_output(path, &bytes).map_err(|error| Failure::told(error.message()))?;
            }
            None => console.out.write_all(&bytes)?,
        }
        if one::is_read(&loaded.register) {
            return Ok(Outcome::Clean);
        }
        console.out.flush()?;
        console.tell(&Message::attribute("export-failure", "unread"), language);
        Ok(Outcome::Incomplete)
    }

    /// Brings a workbook of the user's own up to date, in its place unless another is named.
    fn update(
        &self,
        workbook: &Path,
        loaded: &Loaded,
        language: Language,
        console: &mut Console<'_>,
    ) -> Result<Outcome, Failure> {
        let read = office_file(workbook)?;
        let of_file = |problem: Problem| Failure::told(of_path(workbook, problem.message()));
        let progress = Progress::of_work();
        let updated =
            export::update(&loaded.register, &self.table, &workbook.to_string_lossy(), &read).map_err(of_file)?;
        drop(progress);
        match &self.output {
            Some(path) => workspace::write_output(path, &updated.bytes),
            None => workspace::write(workbook, &read, &updated.bytes),
        }
        .map_err(|error| Failure::told(error.message()))?;
        let path = self.output.as_deref().unwrap_or(workbook);
        let summary = Message::attribute("export-into", "summary")
            .with("path", path.to_string_lossy())
            .with("cells", updated.cells)
            .with("rows", updated.rows);
        let mut line = |message: &Message| {
            // That nobody reads it is no failure.
            let _ = writeln!(console.err, "{}", visible(&message.render(language)));
        };
        line(&summary);
        updated.notes.iter().take(TOLD).for_each(&mut line);
        let more = updated.notes.len().saturating_sub(TOLD);
        if more > 0 {
            line(&Message::attribute("export-into", "more").with("count", more));
        }
        Ok(match (one::is_read(&loaded.register), updated.notes.is_empty()) {
            (false, _) => {
                console.tell(&Message::attribute("export-failure", "unread"), language);
                Outcome::Incomplete
            }
            (true, true) => Outcome::Clean,
            (true, false) => Outcome::Findings,
        })
    }

    /// What the rules find by the settings of the register, where that is wanted.
    fn findings(&self, loaded: &Loaded, today: Date) -> Vec<Diagnostic> {
        if !self.with_findings {
            return Vec::new();
        }
        let severities = configure::of_files(&loaded.settings, &loaded.paths, &Overrides::default());
        let options = Options {
            severities: &severities,
            today,
        };
        analysis::check(&loaded.register, options)
    }

    /// The file to write; none for standard output.
    fn output(&self) -> Option<&Path> {
        named_file(self.output.as_deref())
    }

    fn csv_reader(&self) -> CsvReader {
        match (self.bom, self.output()) {
            (Bom::Always, _) | (Bom::Auto, Some(_)) => CsvReader::Spreadsheet,
            (Bom::Never, _) | (Bom::Auto, None) => CsvReader::Program,
        }
    }
}

/// What is wrong with a file.
fn of_path(path: &Path, reason: Message) -> Message {
    let message = Message::attribute("cli-failure", "file").with("path", path.to_string_lossy());
    message.with("reason", reason)
}

/// The bytes of a document or workbook of the user's own.
fn office_file(path: &Path) -> Result<Vec<u8>, Failure> {
    workspace::read(path, Limit::Register).map_err(|error| Failure::unread(path, &error))
}

/// Whether a path means a file that the register is read from.
fn is_of(loaded: &Loaded, path: &Path) -> bool {
    let Ok(path) = path.canonicalize() else { return false };
    let mut read = loaded.paths.iter();
    read.any(|read| read.canonicalize().is_ok_and(|read| read == path))
}
