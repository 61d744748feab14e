//! `stdreg init`: a register to begin with, which somebody at a terminal is [asked](interview) about, or a scheme file.

mod interview;

use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use self::interview::Interview;
use super::asking;
use super::import;
use super::progress::Progress;
use super::{Console, Failure, Outcome};
use crate::exchange::import::{MAX_UNPACKED, Options};
use crate::messages::Message;
use crate::report::visible::visible;
use crate::workspace;

/// Where to write, and what.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The folder; the current one where there is none.
    #[arg(value_name = "DIR", default_value = ".", help = "cli-init-dir")]
    folder: PathBuf,
    /// What to begin with.
    #[arg(long, value_name = "NAME", help = "cli-init-template")]
    template: Option<Template>,
    /// A table to make it of.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["template", "scheme"], help = "cli-init-from")]
    from: Vec<PathBuf>,
    /// Write a scheme file instead.
    #[arg(long, conflicts_with = "template", help = "cli-init-scheme")]
    scheme: bool,
}

/// A register to begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Template {
    /// A small one with a comment on each key.
    Starter,
    /// The standards system of “互联网+公安政务服务”, whole.
    InternetPlus,
    /// Codes that are the number in the structure.
    Path,
    /// A list without codes.
    Flat,
    /// A firm's system.
    Enterprise,
    /// A service organisation's system.
    Service,
}

/// A file to write: its name, and its text.
type NewFile = (&'static str, &'static str);

/// What the register is called.
const REGISTER: &str = "register.toml";

/// A register of `examples/`, with its scheme.
macro_rules! example {
    ($name:literal) => {
        &[
            (
                "register.toml",
                include_str!(concat!("../../../examples/", $name, "/register.toml")),
            ),
            (
                concat!($name, ".scheme.toml"),
                include_str!(concat!("../../../examples/", $name, "/", $name, ".scheme.toml")),
            ),
        ]
    };
}

const SCHEME: &[NewFile] = &[("my.scheme.toml", include_str!("starter.scheme.toml"))];

impl Template {
    /// The files, the register first.
    const fn files(self) -> &'static [NewFile] {
        match self {
            Self::Starter => &[("register.toml", include_str!("starter.toml"))],
            Self::InternetPlus => &[(
                "register.toml",
                include_str!("../../../tests/registers/internet-plus/register.toml"),
            )],
            Self::Path => example!("path"),
            Self::Flat => example!("flat"),
            Self::Enterprise => example!("enterprise"),
            Self::Service => example!("service"),
        }
    }
}

impl Template {
    /// The scheme file of an example that has one.
    fn scheme(self) -> Option<NewFile> {
        self.files()
            .iter()
            .copied()
            .find(|(name, _)| name.ends_with(interview::SCHEME_ENDING))
    }
}

impl Arguments {
    /// Writes the files, unless one of them is there.
    pub(super) fn run(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        if self.scheme {
            return self.write_given(SCHEME, "scheme-written", console);
        }
        let is_asking = self.template.is_none() && asking::can_ask();
        if !is_asking && self.from.is_empty() {
            return self.write_given(self.template.unwrap_or(Template::Starter).files(), "written", console);
        }
        // Before anybody answers anything, or a table is read.
        self.is_free(Path::new(REGISTER))?;
        let interview = Interview::new(&self.folder, &self.from, console);
        let answers = match is_asking {
            true => interview.hold()?,
            false => Some(interview.none()),
        };
        match answers {
            Some(answers) => self.write_own(&answers, console),
            // Whoever has no title yet looks at an example first.
            None => self.write_given(Template::Starter.files(), "written", console),
        }
    }

    fn write_given(
        &self,
        files: &[NewFile],
        attribute: &'static str,
        console: &mut Console<'_>,
    ) -> Result<Outcome, Failure> {
        let files: Vec<_> = files
            .iter()
            .map(|(name, text)| (Path::new(name), Cow::Borrowed(*text)))
            .collect();
        self.write(&files)?;
        self.tell_written(&files, attribute, console)?;
        Ok(Outcome::Clean)
    }

    /// Writes what was answered, or what the tables hold.
    fn write_own(&self, answers: &interview::Answers, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        let language = console.language(None);
        let imported = match answers.tables.as_slice() {
            [] => None,
            tables => Some(import::imported(
                tables,
                &Options {
                    scheme: answers.scheme.read.clone(),
                    scheme_path: answers.scheme.path.clone(),
                    title: answers.title.clone(),
                    map: Vec::new(),
                    sheets: Vec::new(),
                    max_unpacked: MAX_UNPACKED,
                    header_row: None,
                    encoding: None,
                    language,
                },
                &Progress::of_work(),
            )?),
        };
        let text = match &imported {
            Some(imported) => Cow::Borrowed(imported.text.as_str()),
            None => Cow::Owned(answers.register()),
        };
        let mut files = vec![(Path::new(REGISTER), text)];
        let new_scheme = answers.scheme.file;
        files.extend(new_scheme.map(|(name, text)| (Path::new(name), Cow::Borrowed(text))));
        self.write(&files)?;
        if let Some(imported) = &imported {
            import::tell(imported, None, language, console);
        }
        self.tell_written(&files, "written", console)?;
        Ok(match imported.is_some_and(|imported| !imported.reports.is_empty()) {
            true => Outcome::Findings,
            false => Outcome::Clean,
        })
    }

    fn is_free(&self, name: &Path) -> Result<(), Failure> {
        let path = self.folder.join(name);
        match path.symlink_metadata() {
            Ok(_) => Err(exists(&path)),
            Err(_) => Ok(()),
        }
    }

    /// Writes all of some files or, where one of them is there, none.
    fn write(&self, files: &[(&Path, Cow<'_, str>)]) -> Result<(), Failure> {
        workspace::make_folder(&self.folder).map_err(|error| Failure::file(&self.folder, &error))?;
        files.iter().try_for_each(|(name, _)| self.is_free(name))?;
        for (name, text) in files {
            let path = self.folder.join(name);
            workspace::write_new(&path, text.as_bytes()).map_err(|error| match error.kind() {
                io::ErrorKind::AlreadyExists => exists(&path),
                _ => Failure::file(&path, &error),
            })?;
        }
        Ok(())
    }

    fn tell_written(
        &self,
        files: &[(&Path, Cow<'_, str>)],
        attribute: &'static str,
        console: &mut Console<'_>,
    ) -> io::Result<()> {
        let written: Vec<String> = files.iter().map(|(name, _)| shown(&self.folder.join(name))).collect();
        let message = Message::attribute("cli-init", attribute)
            .with("path", written.join(", "))
            .with("folder", shown(&self.folder));
        let language = console.language(None);
        writeln!(console.out, "{}", visible_lines(&message.render(language)))
    }
}

fn exists(path: &Path) -> Failure {
    Failure::told(Message::attribute("cli-init", "exists").with("path", shown(path)))
}

fn shown(path: &Path) -> String {
    let path = path.strip_prefix(".").unwrap_or(path).to_string_lossy();
    if path.is_empty() {
        ".".to_owned()
    } else {
        path.replace(std::path::MAIN_SEPARATOR, "/")
    }
}

fn visible_lines(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(visible).collect();
    lines.join("\n")
}
