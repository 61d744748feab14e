//! `stdreg stats`: the entries of registers counted anew, and the statistics that are written in them.

mod history;

use std::io::{self, IsTerminal as _};
use std::path::PathBuf;

use clap::ValueEnum;

use super::change::Writing;
use super::input::Input;
use super::table::{self, Align};
use super::{Console, Failure, Outcome, one};
use crate::exchange::stats::{Counting, Format, OfRegister, Statistics};
use crate::ide::changes::Stale;
use crate::messages::{Language, Message};
use crate::register::Register;
use crate::register::counts::{Figures, GroupBy, MOST_COLUMNS, TooManyColumns};
use crate::report::Style;
use crate::report::visible::visible;
use crate::workspace::Loaded;

/// How many columns the longest bar takes.
const BAR: i64 = 24;

/// Which registers, and what is counted.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The registers.
    #[arg(value_name = "REGISTER", help = "cli-stats-registers")]
    registers: Vec<PathBuf>,
    /// What is counted by.
    #[arg(long, value_name = "BY", help = "cli-stats-by")]
    by: Option<String>,
    /// What is counted across.
    #[arg(long, value_name = "BY", requires = "by", help = "cli-stats-across")]
    across: Option<String>,
    /// The form.
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "text",
        help = "cli-stats-output-format"
    )]
    output_format: OutputFormat,
    /// Whether it is counted in each revision.
    #[arg(long, conflicts_with_all = ["across", "write", "check"], help = "cli-stats-history")]
    history: bool,
    /// How many revisions.
    #[arg(
        short = 'n',
        long,
        value_name = "N",
        requires = "history",
        help = "cli-history-max-count"
    )]
    max_count: Option<usize>,
    /// From when on.
    #[arg(long, value_name = "REV|DATE", requires = "history", help = "cli-history-since")]
    since: Option<String>,
    /// Whether the statistics are brought up to date.
    #[arg(long, conflicts_with_all = ["by", "across", "check"], help = "cli-stats-write")]
    write: bool,
    /// Whether they are only looked at.
    #[arg(long, conflicts_with_all = ["by", "across"], help = "cli-stats-check")]
    check: bool,
    /// Whether what is written is only shown.
    #[arg(long, requires = "write", help = "cli-stats-diff")]
    diff: bool,
}

/// The form of statistics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum OutputFormat {
    /// A table, on a terminal with bars.
    Text,
    /// One object.
    Json,
    /// One list.
    Csv,
    /// Markdown.
    Md,
    /// A page.
    Html,
    /// The plot of a history.
    Svg,
}

impl OutputFormat {
    const fn of_file(self) -> Option<Format> {
        match self {
            Self::Text | Self::Svg => None,
            Self::Json => Some(Format::Json),
            Self::Csv => Some(Format::Csv),
            Self::Md => Some(Format::Markdown),
            Self::Html => Some(Format::Html),
        }
    }
}

impl Arguments {
    /// Counts, or looks after the statistics that are written.
    pub(super) fn run(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        if self.history {
            return self.over_time(console);
        }
        if self.output_format == OutputFormat::Svg {
            return Err(Failure::told(Message::attribute("stats-history", "svg")));
        }
        if self.write || self.check {
            return self.look_after(console);
        }
        let registers = one::load_all(&Input::new(&self.registers, None)?)?;
        let settings = registers.first().and_then(|loaded| loaded.settings.first());
        let language = console.language(settings.and_then(|settings| settings.language));
        let mut outcome = Outcome::Clean;
        let mut counted = Vec::with_capacity(registers.len());
        for loaded in &registers {
            let of_register = self.count(&loaded.register, language)?;
            outcome = tell_what_is_left_out(loaded, &of_register, outcome, language, console)?;
            counted.push(of_register);
        }
        let statistics = Statistics::new(counted);
        match self.output_format.of_file() {
            Some(format) => console.out.write_all(&statistics.write(format, language))?,
            None => write_text(&statistics, language, console)?,
        }
        Ok(outcome)
    }

    fn count(&self, register: &Register, language: Language) -> Result<OfRegister, Failure> {
        let file = register.files.first().map(|file| file.path.clone()).unwrap_or_default();
        let named = |name: &String| named(register, &file, name);
        let across = self.across.as_ref().map(named).transpose()?;
        let all = match &self.by {
            Some(by) => vec![named(by)?],
            None => GroupBy::overview(register),
        };
        let countings = all
            .iter()
            .map(|by| Counting::new(register, by, across.as_ref(), language).map_err(too_many));
        let countings = countings.collect::<Result<Vec<_>, _>>()?;
        let title = register.head().title().unwrap_or_default().into_owned();
        Ok(OfRegister { title, file, countings })
    }

    /// Holds the statistics that are written to what there is, and writes that where it is wanted.
    fn look_after(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        let input = Input::new(&self.registers, None)?;
        let mut outcome = Outcome::Clean;
        for root in one::roots(&input)? {
            let writing = Writing {
                register: PathBuf::from(input.names.show(&root)),
                diff: self.diff,
                force: false,
            };
            let mut change = writing.open(console)?;
            let file = change.changing.register().files.first().map(|file| file.path.clone());
            let file = file.unwrap_or_default();
            let stale = change.changing.write_statistics()?;
            let language = change.language;
            let is_stale = !stale.is_empty();
            if self.check {
                for stale in &stale {
                    let line = format!("{file}: {}", stale.message().render(language));
                    writeln!(console.out, "{}", visible(&line))?;
                }
            } else {
                let left = stale.iter().filter(|stale| !matches!(stale, Stale::Row { .. }));
                let left: Vec<_> = left.map(Stale::message).collect();
                if writing.write(change, console)? == Outcome::Findings {
                    outcome = Outcome::Findings;
                }
                for message in left {
                    writeln!(
                        console.err,
                        "{}",
                        visible(&format!("{file}: {}", message.render(language)))
                    )?;
                }
            }
            if self.check && is_stale {
                outcome = Outcome::Findings;
            }
        }
        Ok(outcome)
    }
}

/// What a name means in a register.
fn named(register: &Register, file: &str, name: &str) -> Result<GroupBy, Failure> {
    GroupBy::named(register, name).ok_or_else(|| {
        let known = GroupBy::NAMES
            .iter()
            .filter(|known| GroupBy::named(register, known).is_some());
        let layers = register.scheme.layers.iter().filter(|layer| layer.literal.is_none());
        let layers = layers.map(|layer| layer.name.as_str());
        let layers = layers.filter(|name| !GroupBy::NAMES.contains(name));
        let known: Vec<String> = known.copied().chain(layers).map(str::to_owned).collect();
        let message = Message::attribute("stats-failure", "by").with("name", name);
        Failure::told(message.with("path", file).with("known", known))
    })
}

/// Why there is no table of so many columns.
fn too_many(columns: TooManyColumns) -> Failure {
    let message = Message::attribute("stats-failure", "columns").with("count", columns.0);
    Failure::told(message.with("most", MOST_COLUMNS))
}

/// Says what is not counted.
fn tell_what_is_left_out(
    loaded: &Loaded,
    counted: &OfRegister,
    mut outcome: Outcome,
    language: Language,
    console: &mut Console<'_>,
) -> Result<Outcome, Failure> {
    if !loaded.register.is_countable() {
        console.out.flush()?;
        let message = Message::attribute("stats-failure", "unread").with("path", counted.file.as_str());
        console.tell(&message, language);
        outcome = Outcome::Incomplete;
    }
    let unclear = counted.countings.iter().map(|counting| counting.grouped.unclear);
    if let Some(count) = unclear.max().filter(|count| *count > 0) {
        let message = Message::attribute("stats-failure", "unclear").with("count", count);
        let message = message.with("path", counted.file.as_str()).render(language);
        writeln!(console.err, "{}", visible(&message))?;
    }
    Ok(outcome)
}

fn write_text(statistics: &Statistics, language: Language, console: &mut Console<'_>) -> io::Result<()> {
    let sum = Message::attribute("stats-row", "sum").render(language);
    let registers = statistics.registers.iter();
    let registers = registers.map(|register| (register.title.as_str(), register.file.as_str(), &register.countings));
    let sum = (!statistics.sum.is_empty()).then_some((sum.as_str(), "", &statistics.sum));
    let (color, has_bars) = (console.color(), io::stdout().is_terminal());
    for (place, (title, file, countings)) in registers.chain(sum).enumerate() {
        if place > 0 {
            writeln!(console.out)?;
        }
        let name = if title.is_empty() { file } else { title };
        color.paint(Style::BOLD, &visible(name), console.out)?;
        match file {
            "" => writeln!(console.out)?,
            file if file == name => writeln!(console.out)?,
            file => writeln!(console.out, "  {}", visible(file))?,
        }
        for counting in countings {
            let (caption, heads, rows) = counting.table("  ", language);
            writeln!(console.out, "\n{}", visible(&caption))?;
            let aligns: Vec<Align> = (0..heads.len())
                .map(|place| if place == 0 { Align::Left } else { Align::Right })
                .collect();
            let bars = if has_bars { bars(counting) } else { Vec::new() };
            let bar = |row: usize| bars.get(row).cloned().unwrap_or_default();
            table::write(&heads, &rows, &aligns, bar, color, console.out)?;
        }
    }
    Ok(())
}

/// A bar for each row: what is there, and what is not there yet.
fn bars(counting: &Counting) -> Vec<String> {
    bars_of(counting.figures())
}

fn bars_of(all: impl Iterator<Item = Figures> + Clone) -> Vec<String> {
    let longest = all.clone().map(|figures| figures.expected).max();
    let longest = longest.unwrap_or_default().max(1);
    let columns = |count: i64| usize::try_from((count * BAR + longest / 2) / longest).unwrap_or_default();
    let bar = |expected: i64, existing: i64| {
        let (all, there) = (columns(expected), columns(existing));
        "█".repeat(there) + &"░".repeat(all.saturating_sub(there))
    };
    all.map(|figures| bar(figures.expected, figures.existing)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::counts::{Grouped, GroupedRow};

    #[test]
    fn the_longest_bar_is_that_of_the_most_entries() {
        let row = |expected, existing| GroupedRow {
            figures: Figures { expected, existing },
            ..GroupedRow::default()
        };
        let text = include_str!("../../tests/registers/internet-plus/register.toml");
        let file = crate::register::SourceFile::new(
            "register.toml".to_owned(),
            crate::register::FileRole::Root,
            text.to_owned(),
        );
        let register = Register::read(
            vec![std::sync::Arc::new(file)],
            crate::register::SchemeChoice::built_in(),
            Vec::new(),
        );
        let mut counting = Counting::new(&register, &GroupBy::Table, None, Language::En).unwrap();
        counting.grouped = Grouped {
            rows: vec![row(48, 24), row(12, 12), row(0, 0)],
            ..Grouped::default()
        };
        assert_eq!(
            bars(&counting),
            ["█".repeat(12) + &"░".repeat(12), "█".repeat(6), String::new()]
        );
    }
}
