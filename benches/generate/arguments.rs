//! What the command line asks for.

use std::path::PathBuf;
use std::str::FromStr;

use crate::form::Form;
use crate::model::MOST_ENTRIES;

/// What `--help` prints.
pub(crate) const USAGE: &str = "\
usage: generate [--entries N] [--form FORM] [--out FILE] [--files K]
       generate --folder M --out FOLDER

  --entries N   entries of the register (default: 100000)
  --form FORM   wide (as the built-in scheme, with room for them), columns (a dozen more columns) or paths (codes as deep
                as the structure) (default: wide)
  --out FILE    the register's file, its scheme beside it (default: standard output, without the scheme)
  --files K     spread the tables over K parts in tables/ beside FILE
  --folder M    write M small registers below FOLDER, each in a folder of its own
";

const DEFAULT_ENTRIES: usize = 100_000;

/// One of the four things that can be written.
pub(crate) enum Arguments {
    /// A register on standard output.
    Stream { entries: usize, form: Form },
    /// A register in one file.
    File { entries: usize, form: Form, path: PathBuf },
    /// A register in a root and parts.
    Parts {
        entries: usize,
        form: Form,
        parts: usize,
        path: PathBuf,
    },
    /// Many small registers.
    Folder { registers: usize, folder: PathBuf },
}

/// Reads the arguments. `None` where help is asked for; a message where they make no sense.
pub(crate) fn read(mut words: impl Iterator<Item = String>) -> Result<Option<Arguments>, String> {
    let mut options = Options::default();
    while let Some(word) = words.next() {
        match word.as_str() {
            // Cargo adds it to the arguments of every benchmark.
            "--bench" => {}
            "--help" | "-h" => return Ok(None),
            "--entries" => options.entries = Some(value(&word, words.next())?),
            "--form" => {
                let form = words.next().and_then(|name| Form::named(&name));
                options.form = Some(form.ok_or_else(|| format!("--form is wide, columns or paths\n{USAGE}"))?);
            }
            "--files" => options.parts = Some(value(&word, words.next())?),
            "--folder" => options.registers = Some(value(&word, words.next())?),
            "--out" => options.out = Some(value(&word, words.next())?),
            _ => return Err(format!("unknown argument {word}\n{USAGE}")),
        }
    }
    options.into_arguments().map(Some)
}

fn value<T: FromStr>(option: &str, word: Option<String>) -> Result<T, String> {
    let word = word.ok_or_else(|| format!("{option} needs a value"))?;
    word.parse().map_err(|_| format!("{option} cannot be {word}"))
}

#[derive(Default)]
struct Options {
    entries: Option<usize>,
    form: Option<Form>,
    parts: Option<usize>,
    registers: Option<usize>,
    out: Option<PathBuf>,
}

impl Options {
    fn into_arguments(self) -> Result<Arguments, String> {
        let entries = self.entries.unwrap_or(DEFAULT_ENTRIES);
        if !(1..=MOST_ENTRIES).contains(&entries) {
            return Err(format!("--entries must lie between 1 and {MOST_ENTRIES}"));
        }
        let form = self.form.unwrap_or(Form::Wide);
        match (self.out, self.parts, self.registers) {
            (_, Some(_), Some(_)) => Err("--files and --folder exclude each other".to_owned()),
            (None, Some(_), _) => Err("--files needs --out".to_owned()),
            (None, _, Some(_)) => Err("--folder needs --out".to_owned()),
            (Some(_), None, Some(_)) if self.entries.is_some() || self.form.is_some() => {
                Err("--folder takes no --entries and no --form".to_owned())
            }
            (Some(folder), None, Some(registers)) => Ok(Arguments::Folder { registers, folder }),
            (Some(path), Some(parts), None) => Ok(Arguments::Parts {
                entries,
                form,
                parts,
                path,
            }),
            (Some(path), None, None) => Ok(Arguments::File { entries, form, path }),
            (None, None, None) => Ok(Arguments::Stream { entries, form }),
        }
    }
}
