//! `stdreg stats --history`: how much there was after each revision that changed a register.

use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};

use super::{Align, Arguments, OutputFormat, bars_of, named, too_many};
use crate::cli::history::{self, Walk};
use crate::cli::{Console, Failure, Outcome, one, table};
use crate::exchange::stats::history::{Format, History, Point};
use crate::messages::{Language, Message};
use crate::register::counts::GroupBy;
use crate::report::Style;
use crate::report::visible::visible;

impl Arguments {
    /// Counts in revision after revision.
    pub(super) fn over_time(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        let path = match self.registers.as_slice() {
            [] => Path::new("."),
            [path] => path,
            _ => return Err(Failure::told(Message::attribute("stats-history", "several"))),
        };
        let since = self.since.as_deref().map(history::since);
        let mut walk = Walk::new(path, since.as_ref())?;
        let language = console.language(walk.language);
        let file = walk.file();
        let Some(now) = walk.now().cloned() else {
            return Err(Failure::unread(
                &PathBuf::from(file),
                &crate::workspace::ReadError::Missing,
            ));
        };
        let by = self.by.as_ref().map(|name| named(now.register(), &file, name));
        let by = by.transpose()?;
        let mut points = Vec::new();
        while self.max_count.is_none_or(|most| points.len() < most) {
            let Some(change) = walk.next()? else { break };
            let Some(state) = &change.after else { continue };
            let register = state.register();
            // A column may have another place, and a scheme may have been another.
            let of_then = self.by.as_ref().map(|name| GroupBy::named(register, name));
            let left_out = match &of_then {
                _ if !register.is_countable() || !one::is_read(register) => Some("unread"),
                Some(None) => Some("missing"),
                _ => None,
            };
            if let Some(attribute) = left_out {
                let message = Message::attribute("stats-history", attribute);
                let name = self.by.as_deref().unwrap_or_default();
                let message = message.with("revision", change.revision.short()).with("name", name);
                writeln!(console.err, "{}", visible(&message.render(language)))?;
                continue;
            }
            let of_then = of_then.flatten();
            let point = Point::new(change.revision, change.seconds, register, of_then.as_ref(), language);
            points.push(point.map_err(too_many)?);
        }
        let history = History::new(now.register(), file, by.as_ref(), points, language).map_err(too_many)?;
        match self.output_format {
            OutputFormat::Text => write_text(&history, language, console)?,
            OutputFormat::Json => console.out.write_all(&history.write(Format::Json, language))?,
            OutputFormat::Csv => console.out.write_all(&history.write(Format::Csv, language))?,
            OutputFormat::Md => console.out.write_all(&history.write(Format::Markdown, language))?,
            OutputFormat::Html => console.out.write_all(&history.write(Format::Html, language))?,
            OutputFormat::Svg => console.out.write_all(&history.write(Format::Svg, language))?,
        }
        if let Some(revision) = &walk.cut {
            console.out.flush()?;
            let message = Message::attribute("log-note", "cut").with("revision", revision.short());
            writeln!(console.err, "{}", visible(&message.render(language)))?;
        }
        Ok(Outcome::Clean)
    }
}

fn write_text(history: &History, language: Language, console: &mut Console<'_>) -> io::Result<()> {
    let color = console.color();
    let (title, file) = history.names();
    color.paint(Style::BOLD, &visible(title), console.out)?;
    writeln!(console.out, "  {}", visible(file))?;
    let (caption, heads, rows) = history.table(language);
    writeln!(console.out, "\n{}", visible(caption))?;
    let aligns: Vec<Align> = (0..heads.len())
        .map(|place| if place < 2 { Align::Left } else { Align::Right })
        .collect();
    let bars = if io::stdout().is_terminal() {
        bars_of(history.totals())
    } else {
        Vec::new()
    };
    let bar = |row: usize| bars.get(row).cloned().unwrap_or_default();
    table::write(&heads, &rows, &aligns, bar, color, console.out)
}
