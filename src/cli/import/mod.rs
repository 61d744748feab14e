//! `stdreg import`: a register from the tables that people have, or changes of [one that is there](into).

mod into;

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use self::into::Into;
use super::decode::read_scheme;
use super::output::named_file;
use super::progress::Progress;
use super::{Console, Failure, Outcome};
use crate::exchange::import::{self, Imported, Options, Source};
use crate::messages::{Language, Message};
use crate::report::visible::visible;
use crate::scheme::Scheme;
use crate::workspace::{self, Limit};

/// How many of the places that were not imported are told; all are comments in the result.
const TOLD: usize = 20;

/// What to import, and how.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The files; `-` is standard input.
    #[arg(value_name = "FILE", required = true, help = "cli-import-files")]
    files: Vec<PathBuf>,
    /// Where to write the register.
    #[arg(short, long, value_name = "FILE", help = "cli-import-output")]
    output: Option<PathBuf>,
    /// Write over what is there.
    #[arg(long, requires = "output", help = "cli-import-force")]
    force: bool,
    /// The scheme's id or file.
    #[arg(long, value_name = "ID|FILE", help = "cli-import-scheme")]
    scheme: Option<String>,
    /// What headings stand for.
    #[arg(long, value_name = "HEADING=KEY", help = "cli-import-map")]
    map: Vec<String>,
    /// The sheets to read.
    #[arg(long, value_name = "NAME", help = "cli-import-sheet")]
    sheet: Vec<String>,
    /// How much an office file may unpack to.
    #[arg(long, value_name = "MIB", default_value_t = import::MAX_UNPACKED >> 20, help = "cli-import-max-unpacked")]
    max_unpacked: u64,
    /// The row of the head.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..), help = "cli-import-header-row")]
    header_row: Option<u32>,
    /// The encoding of texts.
    #[arg(long, value_name = "ENCODING", help = "cli-import-encoding")]
    encoding: Option<String>,
    #[command(flatten)]
    into: Into,
    /// No summary.
    #[arg(short, long, help = "cli-import-quiet")]
    quiet: bool,
}

impl Arguments {
    /// Imports.
    pub(super) fn run(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        if let Some(register) = self.into.register() {
            return self.run_into(register, console);
        }
        let language = console.language(None);
        let options = self.options(language)?;
        // Before anything is read: an import may take a while.
        if let Some(output) = self.output().filter(|output| !self.force && output.exists()) {
            return Err(exists(output));
        }
        let progress = if self.quiet {
            Progress::hidden()
        } else {
            Progress::of_work()
        };
        let imported = imported(&self.files, &options, &progress)?;
        drop(progress);
        self.write(&imported, console)?;
        if !self.quiet {
            tell(&imported, self.output(), language, console);
        }
        Ok(match imported.reports.is_empty() {
            true => Outcome::Clean,
            false => Outcome::Findings,
        })
    }

    fn options(&self, language: Language) -> Result<Options, Failure> {
        let mut map = Vec::new();
        for text in &self.map {
            // A heading may have the sign in it; a key has not.
            let pair = text.rsplit_once('=').filter(|(heading, _)| !heading.trim().is_empty());
            let (heading, key) = pair.ok_or_else(|| {
                Failure::told(Message::attribute("import-failure", "map").with("text", text.as_str()))
            })?;
            map.push((heading.to_owned(), key.trim().to_owned()));
        }
        let (scheme, scheme_path) = self.scheme(language)?;
        Ok(Options {
            scheme,
            scheme_path,
            title: None,
            map,
            sheets: self.sheet.clone(),
            max_unpacked: self.max_unpacked.saturating_mul(1 << 20),
            header_row: self.header_row,
            encoding: self.encoding.clone(),
            language,
        })
    }

    /// The scheme, and how the register names it where that is not by its id.
    fn scheme(&self, language: Language) -> Result<(Arc<Scheme>, Option<String>), Failure> {
        let Some(name) = &self.scheme else {
            return Ok((Scheme::built_in(), None));
        };
        if let Some(scheme) = Scheme::by_id(name) {
            return Ok((scheme, None));
        }
        let path = Path::new(name);
        let scheme = read_scheme(path, language)?;
        let folder = self.output().and_then(Path::parent);
        let folder = folder
            .filter(|folder| !folder.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        Ok((scheme, Some(named(path, folder))))
    }

    /// The file to write; none for standard output.
    fn output(&self) -> Option<&Path> {
        named_file(self.output.as_deref())
    }

    fn write(&self, imported: &Imported, console: &mut Console<'_>) -> Result<(), Failure> {
        let text = imported.text.as_bytes();
        let Some(output) = self.output() else {
            console.out.write_all(text)?;
            return Ok(console.out.flush()?);
        };
        match self.force {
            true => workspace::write_output(output, text).map_err(|error| Failure::told(error.message())),
            false => workspace::write_new(output, text).map_err(|error| match error.kind() {
                io::ErrorKind::AlreadyExists => exists(output),
                _ => Failure::file(output, &error),
            }),
        }
    }
}

/// Files as one register. A read of many rows is drawn.
///
/// # Errors
/// Where one cannot be read, or nothing in it is recognised.
pub(super) fn imported(files: &[PathBuf], options: &Options, progress: &Progress) -> Result<Imported, Failure> {
    let watch = |done, all| progress.reach(done, all);
    import::import_watched(&sources(files)?, options, &watch).map_err(Failure::Told)
}

fn sources(files: &[PathBuf]) -> Result<Vec<Source>, Failure> {
    files.iter().map(|path| source(path)).collect()
}

/// How a register in a folder names a scheme file. One outside of the folder is named as it was given: that it cannot be reached is
/// what `check` says.
pub(super) fn named(path: &Path, folder: &Path) -> String {
    let inside = workspace::absolute(path);
    let inside = inside.strip_prefix(workspace::absolute(folder)).map(Path::to_owned);
    let named = inside
        .unwrap_or_else(|_| path.to_owned())
        .to_string_lossy()
        .replace('\\', "/");
    match named.starts_with('.') || path.is_absolute() && named.starts_with('/') {
        true => named,
        false => format!("./{named}"),
    }
}

/// Says on standard error what came of it. That nobody reads it is no failure.
pub(super) fn tell(imported: &Imported, output: Option<&Path>, language: Language, console: &mut Console<'_>) {
    let mut line = |message: Message, indent: &str| {
        let _ = writeln!(console.err, "{indent}{}", visible(&message.render(language)));
    };
    let summary = |attribute| Message::attribute("import-summary", attribute);
    line(counts(imported.tally), "");
    line(
        summary("result")
            .with("categories", imported.categories)
            .with("tables", imported.tables)
            .with("statistics", imported.statistics),
        "",
    );
    for note in imported.notes.iter().take(TOLD) {
        line(note.clone(), "");
    }
    let more = imported.notes.len().saturating_sub(TOLD);
    if more > 0 {
        line(summary("more-notes").with("count", more), "");
    }
    if !imported.reports.is_empty() {
        line(summary("reports").with("count", imported.reports.len()), "");
        for report in imported.reports.iter().take(TOLD) {
            line(report_line(report), "  ");
        }
        let more = imported.reports.len().saturating_sub(TOLD);
        if more > 0 {
            line(Message::attribute("import-report", "more").with("count", more), "  ");
        }
    }
    if let Some(output) = output {
        line(summary("written").with("path", output.to_string_lossy()), "");
    }
}

/// What became of the rows.
fn counts(tally: import::Tally) -> Message {
    Message::attribute("import-summary", "counts")
        .with("rows", tally.rows)
        .with("entries", tally.entries)
        .with("figures", tally.figures)
        .with("joined", tally.joined)
        .with("reported", tally.reported)
}

/// A place that was not imported.
fn report_line(report: &import::Report) -> Message {
    Message::attribute("import-report", "line")
        .with("address", report.address.to_string())
        .with("reason", report.reason.clone())
        .with("content", report.content.as_str())
}

fn source(path: &Path) -> Result<Source, Failure> {
    let is_pdf = path
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("pdf"));
    let bytes = match path.as_os_str() == "-" {
        true => workspace::read_to_end(io::stdin().lock(), Limit::Register),
        false if is_pdf => return text_of_pdf(path),
        false => workspace::read(path, Limit::Register),
    };
    Ok(Source {
        name: path.to_string_lossy().into_owned(),
        bytes: bytes.map_err(|error| Failure::unread(path, &error))?,
    })
}

/// The text of a PDF, by the program that everybody has who has to do with such files. Without it, a message that says so.
fn text_of_pdf(path: &Path) -> Result<Source, Failure> {
    let failure = |attribute| {
        let path = path.to_string_lossy();
        Failure::told(Message::attribute("import-failure", attribute).with("path", path))
    };
    // That it is there and a file is said in our words; and an absolute path is never taken for an option.
    workspace::read(path, Limit::Register).map_err(|error| Failure::unread(path, &error))?;
    let mut child = Command::new("pdftotext")
        .args(["-enc", "UTF-8", "-q"])
        .arg(workspace::absolute(path))
        .arg("-")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => failure("no-pdftotext"),
            _ => Failure::file(Path::new("pdftotext"), &error),
        })?;
    let text = child
        .stdout
        .take()
        .map(|out| workspace::read_to_end(out, Limit::Register));
    let is_done = child.wait().is_ok_and(|status| status.success());
    match text {
        Some(Ok(bytes)) if is_done => Ok(Source {
            name: path.to_string_lossy().into_owned(),
            bytes,
        }),
        _ => Err(failure("pdf")),
    }
}

fn exists(path: &Path) -> Failure {
    Failure::told(Message::attribute("import-failure", "exists").with("path", path.to_string_lossy()))
}
