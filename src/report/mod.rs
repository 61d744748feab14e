//! Findings as text: a file a format, each a pure renderer that writes to what it is given.
//!
//! Nothing here knows where the output goes or which findings are wanted: the command line sorts that out, calls
//! [`sort`], and hands over a [`Format`]. The first write that fails ends the rendering with its error, a broken pipe
//! among them. All output is UTF-8.
//!
//! What makes a finding the same one tomorrow is its [`identity`].
//!
//! - [`full`](Format::Full) for people; the only place that knows codespan-reporting. What it shows of a line is an
//!   [`excerpt`], in which nothing is left that could harm a terminal ([`visible`]). Findings with one cause are shown once
//!   ([`Repeats`]).
//! - [`concise`](Format::Concise) for people and for `grep`.
//! - [`json`](Format::Json) for programs; [`sarif`](Format::Sarif), [`github`](Format::Github), [`gitlab`](Format::Gitlab),
//!   [`junit`](Format::Junit), [`checkstyle`](Format::Checkstyle) and [`rdjson`](Format::Rdjson) for the services that
//!   have these names; [`markdown`](Format::Markdown) for the page of a job.
//! - [`statistics`], [`summary`], [`causes`] and [`diff`] beside the findings.

pub mod causes;
mod checkstyle;
mod concise;
pub mod diff;
mod excerpt;
mod full;
mod github;
mod gitlab;
pub mod identity;
mod json;
mod junit;
mod markdown;
mod places;
mod rdjson;
mod repeats;
mod sarif;
pub mod statistics;
mod style;
pub mod summary;
pub mod visible;
mod xml;

use std::fmt;
use std::io::{self, Write};
use std::str::FromStr;
use std::sync::Arc;

pub use self::places::Paths;
use self::places::Sources;
pub use self::repeats::Repeats;
pub use self::style::{Color, Style};
use crate::diagnostic::Diagnostic;
use crate::keys::Columns;
use crate::messages::Language;
use crate::register::SourceFile;
use crate::text::FileId;

/// A finding with the files that its places are in: what is left of a register when its findings are shown.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The columns of the register that it is in: what names an entry stands in one of them.
    pub columns: Arc<Columns>,
    /// What was found. Its places are relative to their files.
    pub diagnostic: Diagnostic,
    /// The files of the register, by [`FileId`].
    pub files: Arc<[Arc<SourceFile>]>,
}

impl Finding {
    /// The path of the file that the finding stands in.
    pub fn path(&self) -> &str {
        self.file(self.diagnostic.place.file).map_or("", |file| &file.path)
    }

    /// A file of the finding's register.
    pub fn file(&self, id: FileId) -> Option<&Arc<SourceFile>> {
        self.files.get(id.0 as usize)
    }

    /// By what findings are sorted. Findings that have it in common stand at one place and are of one rule.
    fn order(&self) -> (&str, u32, u32, &'static str) {
        let span = self.diagnostic.place.span;
        (self.path(), span.start, span.end, self.diagnostic.rule.code)
    }

    fn words(&self) -> String {
        self.diagnostic.message.render(Language::En)
    }
}

/// What is written, and how.
struct Rendering<'a> {
    /// The findings, which are sorted.
    findings: &'a [Finding],
    sources: &'a Sources<'a>,
    language: Language,
    color: Color,
    repeats: Repeats,
}

/// Who reads a format.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reader {
    /// A person, to whom a closing line is welcome.
    Person,
    /// A program.
    Program,
    /// A service that shows findings beside the changed lines: paths are read from the root of a repository on, whatever
    /// folder stdreg runs in.
    Service,
    /// A service that shows a person its log as well.
    Job,
}

/// Makes [`Format`] and what it says of each format from one list.
macro_rules! formats {
    ($($(#[$attribute:meta])* $format:ident: $name:literal, $reader:ident, $write:path;)*) => {
        /// A form in which findings are written.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub enum Format {
            $($(#[$attribute])* $format,)*
        }

        impl Format {
            /// All of them, in the order in which they are documented.
            pub const ALL: [Self; [$($name),*].len()] = [$(Self::$format),*];

            /// The name used on the command line and in settings.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$format => $name,)*
                }
            }

            const fn reader(self) -> Reader {
                match self {
                    $(Self::$format => Reader::$reader,)*
                }
            }

            fn write(self, rendering: &Rendering<'_>, out: &mut dyn Write) -> io::Result<()> {
                match self {
                    $(Self::$format => $write(rendering, out),)*
                }
            }
        }
    };
}

formats! {
    /// Each finding with its line, the related places and its repair.
    #[default]
    Full: "full", Person, full::write;
    /// A line for each finding.
    Concise: "concise", Person, concise::write;
    /// One JSON array.
    Json: "json", Program, json::write_array;
    /// A JSON object on a line for each finding.
    JsonLines: "json-lines", Program, json::write_lines;
    /// SARIF 2.1.0, for code scanning.
    Sarif: "sarif", Service, sarif::write;
    /// Annotations of GitHub Actions, after the text for people.
    Github: "github", Job, github::write;
    /// The code quality report of GitLab.
    Gitlab: "gitlab", Service, gitlab::write;
    /// JUnit's XML.
    Junit: "junit", Program, junit::write;
    /// Checkstyle's XML.
    Checkstyle: "checkstyle", Program, checkstyle::write;
    /// reviewdog's diagnostic format.
    Rdjson: "rdjson", Program, rdjson::write;
    /// A summary for the page of a job.
    Markdown: "markdown", Program, markdown::write;
}

impl Format {
    /// Whether paths are read from the root of a repository on.
    pub const fn is_from_root(self) -> bool {
        matches!(self.reader(), Reader::Service | Reader::Job)
    }

    /// Whether a person reads it, so that a closing line is welcome.
    pub const fn is_for_people(self) -> bool {
        matches!(self.reader(), Reader::Person | Reader::Job)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|format| format.name() == name)
            .ok_or(UnknownFormat)
    }
}

/// A name that no [`Format`] has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no such format")]
pub struct UnknownFormat;

/// Sorts findings by path, position and rule, and drops exact doubles: a part of two registers is judged in both. The
/// result does not depend on the order in which the findings came.
pub fn sort(findings: &mut Vec<Finding>) {
    findings.sort_by(|one, other| {
        one.order()
            .cmp(&other.order())
            .then_with(|| one.words().cmp(&other.words()))
    });
    findings.dedup_by(|later, earlier| later.order() == earlier.order() && later.words() == earlier.words());
}

/// Writes findings, which are sorted, in a format. `paths` is what their files are called; `repeats` is about formats that
/// show findings with one cause together.
pub fn render(
    format: Format,
    findings: &[Finding],
    paths: &Paths,
    repeats: Repeats,
    (language, color): (Language, Color),
    out: &mut dyn Write,
) -> io::Result<()> {
    let sources = &Sources::of(findings, paths);
    let rendering = Rendering {
        findings,
        sources,
        language,
        color,
        repeats,
    };
    format.write(&rendering, out)
}
