//! What a keystroke costs: a register under edit, and the parts of the work that reading it anew takes.
//!
//! ```text
//! cargo bench --bench keystroke -- --file /tmp/big/register.toml --runs 40
//! ```
//!
//! Each edit is typed and taken back in turn, in the middle of the register; the table gives the median of one change.
//! `held` is the same while somebody keeps the snapshot before it, as a language server does.

use std::env;
use std::fs;
use std::hint::black_box;
use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use stdreg::analysis::live::Live;
use stdreg::analysis::severities::Severities;
use stdreg::analysis::{self, Options};
use stdreg::register::{FileRole, Register, SchemeChoice, SourceFile};
use stdreg::rules;
use stdreg::scheme;
use stdreg::syntax::{Date, Document};
use stdreg::text::FileId;

const USAGE: &str = "usage: keystroke --file FILE [--runs N] [--rules]\n";

const TODAY: Date = Date {
    year: 2026,
    month: 6,
    day: 1,
};

fn main() -> ExitCode {
    let outcome = Arguments::read(env::args().skip(1)).and_then(|arguments| measure(&arguments));
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            // Where even standard error is closed, the exit code is all that is left to say it with.
            let _ = writeln!(io::stderr(), "keystroke: {message}");
            ExitCode::from(2)
        }
    }
}

fn measure(arguments: &Arguments) -> Result<(), String> {
    let text = read(&arguments.file)?;
    let choice = choice(&arguments.file)?;
    let register = || {
        let path = arguments.file.clone();
        let source = SourceFile::new(path, FileRole::Root, text.clone());
        Register::read(vec![Arc::new(source)], choice.clone(), Vec::new())
    };
    let whole = register();
    let options = Options {
        severities: &[],
        today: TODAY,
    };
    print(&format!(
        "{} ({:.2} MB, {} entries, {} findings), {} runs\n\n| work | median, ms | least, ms |\n|---|---:|---:|\n",
        arguments.file,
        text.len() as f64 / 1e6,
        whole.entries().len(),
        analysis::check(&whole, options).len(),
        arguments.runs,
    ))?;
    row("anew: syntax", arguments.runs, || {
        drop(black_box(Document::parse(&text)))
    })?;
    row("anew: register", arguments.runs, || {
        drop(black_box(Register::read(
            whole.files.clone(),
            choice.clone(),
            Vec::new(),
        )));
    })?;
    row("anew: check", arguments.runs, || {
        drop(black_box(analysis::check(&whole, options)));
    })?;
    if arguments.has_rules {
        each_rule(&whole, arguments.runs)?;
    }
    let live = || Live::new(register(), vec![Severities::default()], TODAY);
    row("unchanged text", arguments.runs, {
        let mut live = live();
        let text = text.clone();
        move || {
            live.set_text(FileId(0), text.clone());
        }
    })?;
    for edit in EDITS {
        let changed = edit.apply(&text)?;
        let turns = [changed.as_str(), text.as_str()];
        for holding in [false, true] {
            let mut live = live();
            let mut turn = turns.iter().cycle();
            let mut held = Arc::clone(live.register());
            let name = format!("{}{}", edit.name, if holding { ", held" } else { "" });
            if !holding {
                held = Arc::new(Register::read(Vec::new(), SchemeChoice::built_in(), Vec::new()));
            }
            row(&name, arguments.runs, || {
                live.set_text(FileId(0), turn.next().copied().unwrap_or_default().to_owned());
                if holding {
                    held = Arc::clone(live.register());
                }
            })?;
            drop(held);
        }
    }
    Ok(())
}

/// A change in the middle of a register.
struct EditOf {
    name: &'static str,
    /// What is looked for, from the middle on.
    find: &'static str,
    /// What takes its place.
    replace: &'static str,
}

const EDITS: &[EditOf] = &[
    EditOf {
        name: "a letter of a title",
        find: "\ntitle     = \"",
        replace: "\ntitle     = \"x",
    },
    EditOf {
        name: "a digit of a code",
        find: "\ncode      = \"1",
        replace: "\ncode      = \"2",
    },
    EditOf {
        name: "a letter of a status",
        find: "\nstatus    = \"",
        replace: "\nstatus    = \"x",
    },
    EditOf {
        name: "a letter of a key",
        find: "\ntitle     =",
        replace: "\ntitlex    =",
    },
    EditOf {
        name: "a quote",
        find: "\ntitle     = \"",
        replace: "\ntitle     = ",
    },
    EditOf {
        name: "three quotes",
        find: "\ntitle     = \"",
        replace: "\ntitle     = \"\"\"",
    },
    EditOf {
        name: "a comment",
        find: "\ntitle     = \"",
        replace: "\n# x\ntitle     = \"",
    },
    EditOf {
        name: "an entry's header",
        find: "\n[[table.entry]]\n",
        replace: "\n[[table.entr]]\n",
    },
    EditOf {
        name: "an entry",
        find: "\n[[table.entry]]\n",
        replace: "\n[[table.entry]]\nnumber = 1\n\n[[table.entry]]\n",
    },
    EditOf {
        name: "a letter of a table",
        find: "\n[[table]]\n",
        replace: "\n[[table]]\n\n",
    },
    EditOf {
        name: "a table's header",
        find: "\n[[table]]\n",
        replace: "\n[[tabl]]\n",
    },
];

impl EditOf {
    fn apply(&self, text: &str) -> Result<String, String> {
        let middle = text.ceil_char_boundary(text.len() / 2);
        let (before, after) = text.split_at(middle);
        let place = after
            .find(self.find)
            .ok_or_else(|| format!("no {:?} to edit", self.find))?;
        let (between, rest) = after.split_at(place);
        let rest = rest.strip_prefix(self.find).unwrap_or_default();
        Ok([before, between, self.replace, rest].concat())
    }
}

fn each_rule(register: &Register, runs: usize) -> Result<(), String> {
    for definition in rules::ALL {
        let mut severities = Severities::default();
        severities.select([definition.rule.code]);
        let severities = [severities];
        let options = Options {
            severities: &severities,
            today: TODAY,
        };
        row(
            &format!("rule {} {}", definition.rule.code, definition.rule.name),
            runs,
            || {
                drop(black_box(analysis::check(register, options)));
            },
        )?;
    }
    Ok(())
}

/// Runs some work and prints what it took.
fn row(name: &str, runs: usize, mut work: impl FnMut()) -> Result<(), String> {
    let mut times: Vec<Duration> = Vec::new();
    // Two more runs than are counted: the first ones find cold caches.
    for _ in 0..runs + 2 {
        let start = Instant::now();
        work();
        times.push(start.elapsed());
    }
    let mut times = times.split_off(2);
    times.sort_unstable();
    let of = |place: usize| times.get(place).map_or(0.0, Duration::as_secs_f64) * 1e3;
    print(&format!("| {name} | {:.2} | {:.2} |\n", of(runs / 2), of(0)))
}

/// The scheme file that the generator puts beside a large register, or the built-in one.
fn choice(file: &str) -> Result<SchemeChoice, String> {
    let folder = std::path::Path::new(file).parent().unwrap_or(std::path::Path::new("."));
    let named = fs::read_dir(folder)
        .map_err(|error| format!("{file}: {error}"))?
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.to_string_lossy().ends_with(".scheme.toml"));
    let Some(path) = named else {
        return Ok(SchemeChoice::built_in());
    };
    let (scheme, _) = scheme::read(&read(&path.to_string_lossy())?);
    let scheme = scheme.ok_or_else(|| format!("{}: no scheme", path.display()))?;
    Ok(SchemeChoice {
        scheme: Arc::new(scheme),
        problem: None,
    })
}

fn read(file: &str) -> Result<String, String> {
    fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))
}

fn print(text: &str) -> Result<(), String> {
    io::stdout()
        .write_all(text.as_bytes())
        .map_err(|error| error.to_string())
}

/// What the command line asks for.
struct Arguments {
    file: String,
    runs: usize,
    /// Whether each rule is timed by itself.
    has_rules: bool,
}

impl Arguments {
    fn read(mut words: impl Iterator<Item = String>) -> Result<Self, String> {
        let (mut file, mut runs, mut has_rules) = (None, 40, false);
        while let Some(word) = words.next() {
            match word.as_str() {
                // Cargo adds it to the arguments of every benchmark.
                "--bench" => {}
                "--file" => file = words.next(),
                "--runs" => {
                    let number = words.next().and_then(|word| word.parse().ok());
                    runs = number.filter(|runs| *runs > 0).ok_or(USAGE)?;
                }
                "--rules" => has_rules = true,
                _ => return Err(format!("unknown argument {word}\n{USAGE}")),
            }
        }
        let file = file.ok_or_else(|| format!("--file is missing\n{USAGE}"))?;
        Ok(Self { file, runs, has_rules })
    }
}
