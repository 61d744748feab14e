//! What it costs to export a large register to a workbook, beside what rust_xlsxwriter needs to write the same cells and nothing else.
//!
//! ```text
//! cargo bench --bench export -- --file /tmp/big/register.toml --runs 5
//! ```
//!
//! Prints the median of both, run in turn; the register is read before.

use std::env;
use std::hint::black_box;
use std::io::{self, Cursor, Write as _};
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use calamine::{Data, Range, Reader as _, Xlsx};
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook};
use stdreg::exchange::export::{self, CsvReader, Request, Sheets};
use stdreg::messages::Language;
use stdreg::register::Register;
use stdreg::workspace::{self, Files, Names, SettingsFinder};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let outcome = match arguments.as_slice() {
        [file, path] if file == "--file" => measure(path, 5),
        [file, path, runs, number] if file == "--file" && runs == "--runs" => match number.parse() {
            Ok(number @ 1_usize..) => measure(path, number),
            _ => Err("--runs needs a number".to_owned()),
        },
        _ => print("usage: export --file FILE [--runs N]    the median of N runs of each way (default: 5)\n"),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            // Where even standard error is closed, the exit code is all that is left to say it with.
            let _ = writeln!(io::stderr(), "export: {message}");
            ExitCode::from(2)
        }
    }
}

fn measure(path: &str, runs: usize) -> Result<(), String> {
    let path = workspace::absolute(Path::new(path));
    let (files, finder) = (Files::default(), SettingsFinder::default());
    let loaded =
        workspace::load(&files, &finder, &path, &Names::new(Path::new("."), &[])).map_err(|error| error.to_string())?;
    let bytes = ours(&loaded.register)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    let sheets = book.worksheets();
    let cells: usize = sheets.iter().map(|(_, range)| range.used_cells().count()).sum();
    let (mut own, mut theirs) = (Vec::new(), Vec::new());
    // One more run than is counted: the first one finds cold caches.
    for _ in 0..=runs {
        let start = Instant::now();
        black_box(ours(&loaded.register)?);
        own.push(start.elapsed());
        let start = Instant::now();
        black_box(library(&sheets).map_err(|error| error.to_string())?);
        theirs.push(start.elapsed());
    }
    let (own, theirs) = (median(own), median(theirs));
    print(&format!(
        "{} entries, {} sheets, {cells} cells\n\n| way | median, ms |\n|---|---:|\n| `export` | {:.0} |\n| rust_xlsxwriter | {:.0} |\n\n{:.2} times\n",
        loaded.register.entries().len(),
        sheets.len(),
        own.as_secs_f64() * 1e3,
        theirs.as_secs_f64() * 1e3,
        own.as_secs_f64() / theirs.as_secs_f64(),
    ))
}

fn ours(register: &Register) -> Result<Vec<u8>, String> {
    let request = Request {
        format: export::Format::Xlsx,
        parts: Vec::new(),
        tables: Vec::new(),
        csv_reader: CsvReader::Program,
        sheets: Sheets::Tables,
        template: None,
        findings: Vec::new(),
        language: Language::Zh,
    };
    export::export(register, &request).map_err(|error| error.to_string())
}

/// Writes cells as they are, each with a frame and what says that it is text, a number or a day.
fn library(sheets: &[(String, Range<Data>)]) -> Result<Vec<u8>, rust_xlsxwriter::XlsxError> {
    let mut book = Workbook::new();
    let cell = Format::new()
        .set_align(FormatAlign::Top)
        .set_text_wrap()
        .set_border(FormatBorder::Thin);
    let [text, number, date] = ["@", "0", "yyyy-mm-dd"].map(|form| cell.clone().set_num_format(form));
    for (name, range) in sheets {
        let sheet = book.add_worksheet().set_name(name)?;
        for (row, cells) in (0..).zip(range.rows()) {
            for (column, content) in (0..).zip(cells) {
                match content {
                    Data::String(content) => sheet.write_string_with_format(row, column, content, &text)?,
                    Data::Float(content) => sheet.write_number_with_format(row, column, *content, &number)?,
                    Data::DateTime(day) => {
                        let day = ExcelDateTime::from_serial_datetime(day.as_f64())?;
                        sheet.write_datetime_with_format(row, column, &day, &date)?
                    }
                    _ => sheet.write_blank(row, column, &text)?,
                };
            }
        }
    }
    book.save_to_buffer()
}

/// The median, without the first.
fn median(mut times: Vec<Duration>) -> Duration {
    times.remove(0);
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn print(text: &str) -> Result<(), String> {
    io::stdout()
        .write_all(text.as_bytes())
        .map_err(|error| error.to_string())
}
