//! `full`: each finding with its line and the places that explain it, drawn by codespan-reporting.
//!
//! codespan draws what it is given as it is, so that it is given an [`Excerpt`] of each file: visible, short, with the
//! line numbers and columns of the file. Its severities have fixed English names and colours; [`Drawing`] puts ours in
//! their place.

use std::io::{self, Write};
use std::ops::Range;

use codespan_reporting::diagnostic::{self as codespan, LabelStyle};
use codespan_reporting::files::{Error, Files};
use codespan_reporting::term::{self, Config, WriteStyle};

use super::excerpt::Excerpt;
use super::places::Sources;
use super::style::Style;
use super::visible::{message, visible};
use super::{Color, Finding, Rendering};
use crate::diagnostic::{Applicability, Diagnostic, Label, Place, Severity};
use crate::messages::{Language, Message};
use crate::text::FileId;

/// How many related places are drawn; the others are counted.
const MAX_RELATED: usize = 6;

pub(super) fn write(rendering: &Rendering<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Rendering {
        findings,
        sources,
        language,
        color,
        repeats,
    } = *rendering;
    let config = Config::default();
    for shown_once in repeats.of(findings, language) {
        let finding = shown_once.finding;
        let shown = Drawn::new(finding, sources);
        let mut drawing = describe(finding, &shown, language).with_message(message(&shown_once.message));
        if let Some(note) = shown_once.note(sources) {
            drawing.notes.insert(0, message(&note.render(language)));
        }
        let mut out = Drawing {
            out: &mut *out,
            color,
            severity: finding.diagnostic.severity,
            head: head(&finding.diagnostic, language),
            is_in_head: false,
        };
        match term::emit_to_write_style(&mut out, &config, &shown, &drawing) {
            Ok(()) => {}
            Err(Error::Io(error)) => return Err(error),
            // The excerpts answer for every label there is, so that nothing else can go wrong; a finding is never
            // the reason why the others are not shown.
            Err(_) => writeln!(out)?,
        }
    }
    Ok(())
}

fn head(diagnostic: &Diagnostic, language: Language) -> String {
    let word = Message::attribute("report-severity", diagnostic.severity.name()).render(language);
    format!("{word}[{}]", diagnostic.rule.code)
}

/// The finding in codespan's terms, without its message.
fn describe(finding: &Finding, drawn: &Drawn<'_, '_>, language: Language) -> codespan::Diagnostic<FileId> {
    let diagnostic = &finding.diagnostic;
    let severity = match diagnostic.severity {
        Severity::Error => codespan::Severity::Error,
        Severity::Warning => codespan::Severity::Warning,
        Severity::Info => codespan::Severity::Note,
    };
    let mut labels = Vec::new();
    if let Some(range) = drawn.range(diagnostic.place) {
        labels.push(codespan::Label::primary(diagnostic.place.file, range));
    }
    for label in drawn_labels(diagnostic) {
        if let Some(range) = drawn.range(label.place) {
            let words = message(&label.message.render(language));
            labels.push(codespan::Label::secondary(label.place.file, range).with_message(words));
        }
    }
    codespan::Diagnostic::new(severity)
        .with_labels(labels)
        .with_notes(notes(diagnostic, language))
}

/// The related places that are drawn.
fn drawn_labels(diagnostic: &Diagnostic) -> impl Iterator<Item = &Label> {
    diagnostic.related.iter().take(MAX_RELATED)
}

fn notes(diagnostic: &Diagnostic, language: Language) -> Vec<String> {
    let mut notes = Vec::new();
    let left = diagnostic.related.len().saturating_sub(MAX_RELATED);
    if left > 0 {
        notes.push(Message::attribute("report-note", "more").with("count", left));
    }
    if let Some(fix) = &diagnostic.fix {
        let attribute = match fix.applicability {
            Applicability::Safe => "safe",
            Applicability::Unsafe => "unsafe",
        };
        notes.push(Message::attribute("report-note", attribute).with("title", fix.title.clone()));
    }
    notes.push(Message::attribute("report-note", "rule").with("rule", diagnostic.rule.name));
    notes.iter().map(|note| message(&note.render(language))).collect()
}

/// What is drawn of the files of one finding.
struct Drawn<'s, 'a> {
    excerpts: Vec<(FileId, String, Excerpt<'s, 'a>)>,
    /// The offset in its excerpt at which each label begins, and its column in the file.
    columns: Vec<(FileId, usize, usize)>,
}

impl<'s, 'a> Drawn<'s, 'a> {
    fn new(finding: &Finding, sources: &'s Sources<'a>) -> Self {
        let diagnostic = &finding.diagnostic;
        let places: Vec<Place> = std::iter::once(diagnostic.place)
            .chain(drawn_labels(diagnostic).map(|label| label.place))
            .collect();
        let mut drawn = Self {
            excerpts: Vec::new(),
            columns: Vec::new(),
        };
        for place in &places {
            let is_there = drawn.excerpts.iter().any(|(file, ..)| *file == place.file);
            let Some(source) = sources.get(finding, place.file).filter(|_| !is_there) else {
                continue;
            };
            let in_file: Vec<Place> = places
                .iter()
                .copied()
                .filter(|other| other.file == place.file)
                .collect();
            let excerpt = Excerpt::of(source, &in_file);
            for shown in in_file.iter().filter_map(|place| excerpt.shown(*place)) {
                drawn
                    .columns
                    .push((place.file, shown.range.start, shown.location.column as usize));
            }
            drawn
                .excerpts
                .push((place.file, visible(source.path).into_owned(), excerpt));
        }
        drawn
    }

    fn range(&self, place: Place) -> Option<Range<usize>> {
        let (.., excerpt) = self.excerpts.iter().find(|(file, ..)| *file == place.file)?;
        Some(excerpt.shown(place)?.range)
    }

    fn excerpt(&self, id: FileId) -> Result<&(FileId, String, Excerpt<'s, 'a>), Error> {
        self.excerpts
            .iter()
            .find(|(file, ..)| *file == id)
            .ok_or(Error::FileMissing)
    }
}

impl<'f> Files<'f> for Drawn<'_, '_> {
    type FileId = FileId;
    type Name = &'f str;
    type Source = &'f str;

    fn name(&'f self, id: FileId) -> Result<&'f str, Error> {
        let (_, name, _) = self.excerpt(id)?;
        Ok(name)
    }

    fn source(&'f self, id: FileId) -> Result<&'f str, Error> {
        let (.., excerpt) = self.excerpt(id)?;
        Ok(&excerpt.text)
    }

    /// The line's number in the file, so that what codespan draws between two lines, and before them, is right.
    fn line_index(&'f self, id: FileId, offset: usize) -> Result<usize, Error> {
        let (.., excerpt) = self.excerpt(id)?;
        excerpt
            .line_at(offset)
            .map(|line| line as usize)
            .ok_or(Error::IndexTooLarge { given: offset, max: 0 })
    }

    fn line_range(&'f self, id: FileId, line: usize) -> Result<Range<usize>, Error> {
        let (.., excerpt) = self.excerpt(id)?;
        excerpt
            .line(crate::text::to_u32(line))
            .ok_or(Error::LineTooLarge { given: line, max: 0 })
    }

    fn column_number(&'f self, id: FileId, _line: usize, offset: usize) -> Result<usize, Error> {
        let begins_here = |(file, start, _): &&(FileId, usize, usize)| *file == id && *start == offset;
        let (.., column) = self.columns.iter().find(begins_here).ok_or(Error::FileMissing)?;
        Ok(*column)
    }
}

/// Where codespan draws: in our colours, with our words for the severities.
struct Drawing<'o> {
    out: &'o mut dyn Write,
    color: Color,
    severity: Severity,
    /// The word for the severity, and the code.
    head: String,
    /// Whether codespan is writing its own word for it, which is passed over.
    is_in_head: bool,
}

impl Write for Drawing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.is_in_head {
            return Ok(bytes.len());
        }
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl WriteStyle for Drawing<'_> {
    fn set_header(&mut self, _: codespan::Severity) -> io::Result<()> {
        self.color.paint(Style::of(self.severity), &self.head, self.out)?;
        self.is_in_head = true;
        Ok(())
    }

    fn set_header_message(&mut self) -> io::Result<()> {
        self.is_in_head = false;
        self.color.start(Style::BOLD, self.out)
    }

    fn set_line_number(&mut self) -> io::Result<()> {
        self.color.start(Style::CYAN, self.out)
    }

    fn set_note_bullet(&mut self) -> io::Result<()> {
        self.color.start(Style::CYAN, self.out)
    }

    fn set_source_border(&mut self) -> io::Result<()> {
        self.color.start(Style::CYAN, self.out)
    }

    fn set_label(&mut self, _: codespan::Severity, style: LabelStyle) -> io::Result<()> {
        let style = match style {
            LabelStyle::Primary => Style::of_fault(self.severity),
            LabelStyle::Secondary => Style::CYAN,
        };
        self.color.start(style, self.out)
    }

    fn reset(&mut self) -> io::Result<()> {
        self.color.end(self.out)
    }
}
