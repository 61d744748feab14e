//! What it costs to read a register with the parsers that others build on, as the measure of our own reading.
//!
//! ```text
//! cargo bench --bench read -- --file /tmp/big/register.toml --runs 10
//! cargo bench --bench read -- --file /tmp/big/register.toml --once document
//! ```
//!
//! The first prints the median of every way of reading; the second reads once and ends, for another program to time
//! beside `stdreg check`.

use std::env;
use std::fs;
use std::hint::black_box;
use std::io::{self, Write};
use std::mem;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use toml_edit::{Document, DocumentMut};
use toml_parser::lexer::Token;
use toml_parser::parser::{Event, parse_document};
use toml_parser::{ParseError, Source};

const USAGE: &str = "\
usage: read --file FILE [--runs N]      the median of N runs of every way (default: 10)
       read --file FILE --once WAY      one run of one way: bytes, utf8, lex, events, document, mutable
";

fn main() -> ExitCode {
    let outcome = match Arguments::read(env::args().skip(1)) {
        Ok(Some(arguments)) => measure(&arguments),
        Ok(None) => print(USAGE),
        Err(message) => Err(message),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            // Where even standard error is closed, the exit code is all that is left to say it with.
            let _ = writeln!(io::stderr(), "read: {message}");
            ExitCode::from(2)
        }
    }
}

fn measure(arguments: &Arguments) -> Result<(), String> {
    match arguments.mode {
        Mode::Once(way) => way.run(&arguments.file, Afterwards::Leave).map(drop),
        Mode::Table { runs } => table(&arguments.file, runs),
    }
}

/// Runs every way as often as asked and prints what it took.
fn table(file: &PathBuf, runs: usize) -> Result<(), String> {
    let megabytes = read(file)?.len() as f64 / 1e6;
    print(&format!("{} ({megabytes:.1} MB), {runs} runs\n\n", file.display()))?;
    print("| way | median, ms | least, ms | MB/s |\n|---|---:|---:|---:|\n")?;
    for way in Way::ALL {
        // One more run than is counted: the first one finds cold caches.
        let mut times = (0..=runs)
            .map(|_| way.run(file, Afterwards::GiveBack))
            .skip(1)
            .collect::<Result<Vec<_>, _>>()?;
        times.sort_unstable();
        let label = way.label();
        let (median, least) = (
            milliseconds(&times, runs / 2, (runs - 1) / 2),
            milliseconds(&times, 0, 0),
        );
        let speed = megabytes * 1e3 / median;
        print(&format!("| {label} | {median:.1} | {least:.1} | {speed:.0} |\n"))?;
    }
    Ok(())
}

/// What lies midway between two of the times: the median of an even number of them has two in the middle.
fn milliseconds(times: &[Duration], one: usize, other: usize) -> f64 {
    let of = |place| times.get(place).map_or(0.0, Duration::as_secs_f64);
    (of(one) + of(other)) / 2.0 * 1e3
}

/// A way of reading. Each one but the first starts from what the one that it builds on has left in memory.
#[derive(Clone, Copy)]
enum Way {
    /// The bytes of the file.
    Bytes,
    /// The check that they are UTF-8.
    Utf8,
    /// The tokens, one after the other.
    Lex,
    /// The tokens in a vector, and the parser's events over them.
    Events,
    /// The spanned tree.
    Document,
    /// The tree that can be changed.
    Mutable,
}

impl Way {
    const ALL: [Self; 6] = [
        Self::Bytes,
        Self::Utf8,
        Self::Lex,
        Self::Events,
        Self::Document,
        Self::Mutable,
    ];

    /// The word of `--once`.
    const fn name(self) -> &'static str {
        match self {
            Self::Bytes => "bytes",
            Self::Utf8 => "utf8",
            Self::Lex => "lex",
            Self::Events => "events",
            Self::Document => "document",
            Self::Mutable => "mutable",
        }
    }

    /// What the table calls it.
    const fn label(self) -> &'static str {
        match self {
            Self::Bytes => "`fs::read`",
            Self::Utf8 => "`str::from_utf8`",
            Self::Lex => "`toml_parser`: lexing",
            Self::Events => "`toml_parser`: lexing to a vector, events",
            Self::Document => "`toml_edit::Document::parse`",
            Self::Mutable => "`toml_edit::DocumentMut`",
        }
    }

    /// Reads the file in this way, once, and gives the time that the way itself took.
    fn run(self, file: &PathBuf, afterwards: Afterwards) -> Result<Duration, String> {
        if matches!(self, Self::Bytes) {
            return timed(afterwards, || read(file));
        }
        let bytes = read(file)?;
        if matches!(self, Self::Utf8) {
            return timed(afterwards, || text(&bytes));
        }
        let text = text(&bytes)?;
        match self {
            Self::Bytes | Self::Utf8 => Ok(Duration::ZERO),
            Self::Lex => timed(afterwards, || Ok(Source::new(text).lex().map(black_box).count())),
            Self::Events => timed(afterwards, || events(text)),
            Self::Document => timed(afterwards, || Document::parse(text).map_err(|error| error.to_string())),
            Self::Mutable => timed(afterwards, || {
                text.parse::<DocumentMut>().map_err(|error| error.to_string())
            }),
        }
    }
}

/// What becomes of the memory of a result. Neither is part of the time that is taken here.
#[derive(Clone, Copy)]
enum Afterwards {
    /// It is given back, for the next run to use.
    GiveBack,
    /// It is left to the end of the process, which is the quickest way out for a program that reads once.
    Leave,
}

/// The time up to where the result is there.
fn timed<T>(afterwards: Afterwards, run: impl FnOnce() -> Result<T, String>) -> Result<Duration, String> {
    let start = Instant::now();
    let result = black_box(run()?);
    let time = start.elapsed();
    match afterwards {
        Afterwards::GiveBack => drop(result),
        Afterwards::Leave => mem::forget(result),
    }
    Ok(time)
}

fn read(file: &PathBuf) -> Result<Vec<u8>, String> {
    fs::read(file).map_err(|error| format!("{}: {error}", file.display()))
}

fn text(bytes: &[u8]) -> Result<&str, String> {
    std::str::from_utf8(bytes).map_err(|error| error.to_string())
}

/// Counts the events; a file with an error is not the file to measure.
fn events(text: &str) -> Result<usize, String> {
    let tokens: Vec<Token> = Source::new(text).lex().into_vec();
    let mut count = 0;
    let mut receiver = |event: Event| {
        black_box(event);
        count += 1;
    };
    let mut errors: Vec<ParseError> = Vec::new();
    parse_document(&tokens, &mut receiver, &mut errors);
    match errors.first() {
        None => Ok(count),
        Some(error) => Err(error.description().to_owned()),
    }
}

fn print(text: &str) -> Result<(), String> {
    io::stdout()
        .write_all(text.as_bytes())
        .map_err(|error| error.to_string())
}

/// What the command line asks for.
struct Arguments {
    file: PathBuf,
    mode: Mode,
}

enum Mode {
    Table { runs: usize },
    Once(Way),
}

impl Arguments {
    /// Reads the arguments. `None` where help is asked for; a message where they make no sense.
    fn read(mut words: impl Iterator<Item = String>) -> Result<Option<Self>, String> {
        let mut file = None;
        let mut mode = Mode::Table { runs: 10 };
        while let Some(word) = words.next() {
            match word.as_str() {
                // Cargo adds it to the arguments of every benchmark.
                "--bench" => {}
                "--help" | "-h" => return Ok(None),
                "--file" => file = words.next().map(PathBuf::from),
                "--runs" => {
                    mode = Mode::Table {
                        runs: runs(words.next())?,
                    }
                }
                "--once" => mode = Mode::Once(way(words.next())?),
                _ => return Err(format!("unknown argument {word}\n{USAGE}")),
            }
        }
        let file = file.ok_or_else(|| format!("--file is missing\n{USAGE}"))?;
        Ok(Some(Self { file, mode }))
    }
}

fn runs(word: Option<String>) -> Result<usize, String> {
    let runs = word.and_then(|word| word.parse().ok());
    runs.filter(|runs| *runs > 0)
        .ok_or_else(|| "--runs needs a number above 0".to_owned())
}

fn way(word: Option<String>) -> Result<Way, String> {
    let wanted = word.unwrap_or_default();
    let way = Way::ALL.into_iter().find(|way| way.name() == wanted);
    way.ok_or_else(|| format!("--once cannot be {wanted:?}\n{USAGE}"))
}
