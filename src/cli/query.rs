//! `stdreg query`: the entries that an expression finds, or that a row of the statistics counts.

use std::io;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use unicode_width::UnicodeWidthStr;

use super::input::Input;
use super::{Console, Failure, Outcome, one, table};
use crate::exchange::listing;
use crate::messages::{Language, Message};
use crate::query::{Fault, Found, Query};
use crate::register::Register;
use crate::register::counts::{Answer, CountedStatistics, Test, counted_entries};
use crate::register::handle::StatisticsRef;
use crate::report::Style;
use crate::report::visible::visible;

/// Which entries, and in which form.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The expression.
    #[arg(value_name = "EXPR", required_unless_present = "row", help = "cli-query-expression")]
    expression: Option<String>,
    /// The register.
    #[arg(value_name = "REGISTER", help = "cli-query-register")]
    register: Option<PathBuf>,
    /// A row of the statistics.
    #[arg(long, value_name = "ITEM", help = "cli-query-row")]
    row: Option<String>,
    /// The statistics table of the row.
    #[arg(long, value_name = "TABLE", requires = "row", help = "cli-query-statistics")]
    statistics: Option<String>,
    /// A column of that table.
    #[arg(long, value_name = "TITLE", requires = "row", help = "cli-query-column")]
    column: Option<String>,
    /// The form.
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "table",
        help = "cli-query-output-format"
    )]
    output_format: OutputFormat,
}

/// The form of entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum OutputFormat {
    /// A table for people.
    Table,
    /// The codes alone; the number or title where there is none.
    Codes,
    /// One list.
    Csv,
    /// An array of objects.
    Json,
}

impl Arguments {
    /// Writes the entries.
    pub(super) fn run(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        // Beside a row, what stands alone is the register.
        let (expression, path) = match (&self.row, &self.expression, &self.register) {
            (Some(_), Some(path), None) => ("", Path::new(path)),
            (_, expression, path) => (
                expression.as_deref().unwrap_or_default(),
                path.as_deref().unwrap_or(Path::new(".")),
            ),
        };
        let input = Input::new(&[path.to_owned()], None)?;
        let loaded = one::load(&input)?;
        let register = &loaded.register;
        let language = console.language(loaded.settings.first().and_then(|settings| settings.language));
        let found = match Query::read(register, expression) {
            Ok(query) => {
                for hint in &query.hints {
                    let message = Message::attribute("query-note", "no-value");
                    let message = message
                        .with("name", hint.name.as_str())
                        .with("value", hint.value.as_str());
                    note(&message, hint.nearest.as_deref(), language, console)?;
                }
                query.entries()
            }
            Err(fault) => {
                show(expression, &fault, language, console)?;
                return Ok(Outcome::Incomplete);
            }
        };
        let found = match &self.row {
            Some(item) => within(found, counted_entries(register, &self.tests(register, item)?)),
            None => found,
        };
        self.write(register, &found, language, console)?;
        console.out.flush()?;
        if found.entries.is_empty() {
            note(&Message::attribute("query-note", "nothing"), None, language, console)?;
        }
        if found.unclear > 0 {
            let message = Message::attribute("query-note", "unclear").with("count", found.unclear);
            note(&message, None, language, console)?;
        }
        if register.is_countable() {
            return Ok(Outcome::Clean);
        }
        let root = register.files.first().map_or("", |file| file.path.as_str());
        console.tell(
            &Message::attribute("stats-failure", "unread").with("path", root),
            language,
        );
        Ok(Outcome::Incomplete)
    }

    fn write(
        &self,
        register: &Register,
        found: &Found,
        language: Language,
        console: &mut Console<'_>,
    ) -> Result<(), Failure> {
        let entries = &found.entries;
        match self.output_format {
            OutputFormat::Table if entries.is_empty() => {}
            OutputFormat::Table => {
                let (heads, rows) = listing::table(register, entries, language);
                let color = console.color();
                table::write(&heads, &rows, &[], |_| String::new(), color, console.out)?;
            }
            OutputFormat::Codes => {
                for entry in entries.iter().filter_map(|id| register.entry(*id)) {
                    let name = entry.code().or_else(|| entry.standard()).or_else(|| entry.plan());
                    let name = name.or_else(|| entry.title()).unwrap_or_default();
                    writeln!(console.out, "{}", visible(&name))?;
                }
            }
            OutputFormat::Csv => write!(console.out, "{}", listing::csv(register, entries, language))?,
            OutputFormat::Json => console.out.write_all(&listing::json(register, entries))?,
        }
        Ok(())
    }

    /// What the row that is meant, and the column, ask for.
    fn tests(&self, register: &Register, item: &str) -> Result<Vec<Test>, Failure> {
        let failure =
            |attribute, name, text: &str| Failure::told(Message::attribute("query-row", attribute).with(name, text));
        let tables: Vec<_> = register.statistics().zip(&register.counts.0).collect();
        let tables = match &self.statistics {
            Some(name) => named(&tables, name).ok_or_else(|| failure("no-statistics", "name", name))?,
            None => tables,
        };
        let rows = tables.into_iter().filter_map(|(table, counted)| {
            let place = table.rows().position(|row| row.item().as_deref() == Some(item))?;
            Some((table, counted, counted.rows.get(place)?))
        });
        let rows: Vec<_> = rows.collect();
        let (table, counted, row) = match rows.as_slice() {
            [] => return Err(failure("none", "item", item)),
            [only] => *only,
            // What counts the same may stand anywhere.
            [first, others @ ..]
                if self.column.is_none() && others.iter().all(|(.., row)| row.meaning == first.2.meaning) =>
            {
                *first
            }
            several => {
                let names = several.iter().map(|(table, ..)| name(*table)).collect::<Vec<_>>();
                let message = Message::attribute("query-row", "several").with("item", item);
                return Err(Failure::told(message.with("known", names)));
            }
        };
        let unclear = || failure("unclear", "item", item);
        let mut tests = row.meaning.tests().ok_or_else(unclear)?.to_vec();
        if let Some(title) = &self.column {
            let place = table
                .columns()
                .position(|column| column.title().as_deref() == Some(title));
            let column = place.and_then(|place| counted.columns.get(place));
            let column = column.ok_or_else(|| failure("column", "column", title))?;
            tests.extend_from_slice(column.meaning.tests().ok_or_else(unclear)?);
        }
        Ok(tests)
    }
}

type Table<'r> = (StatisticsRef<'r>, &'r CountedStatistics);

/// The statistics tables of a name: those with the id, else those with the title, else those that count by it.
fn named<'r>(tables: &[Table<'r>], name: &str) -> Option<Vec<Table<'r>>> {
    let kinds = [
        StatisticsRef::id as fn(StatisticsRef<'r>) -> Option<std::borrow::Cow<'r, str>>,
        StatisticsRef::title,
        StatisticsRef::by,
    ];
    let mut found = kinds.into_iter().map(|kind| {
        let tables = tables.iter().filter(|(table, _)| kind(*table).as_deref() == Some(name));
        tables.copied().collect::<Vec<_>>()
    });
    found.find(|found| !found.is_empty())
}

fn name(table: StatisticsRef<'_>) -> String {
    let name = table.id().or_else(|| table.title()).or_else(|| table.by());
    name.unwrap_or_default().into_owned()
}

/// Those of the found entries that a row counts.
fn within(found: Found, counted: Vec<(crate::register::model::EntryId, Answer)>) -> Found {
    let mut within = Found::default();
    let mut entries = found.entries.iter().peekable();
    for (id, answer) in counted {
        // Both are in the order of the register.
        while entries.next_if(|found| **found < id).is_some() {}
        match (entries.next_if(|found| **found == id), answer) {
            (Some(id), Answer::Yes) => within.entries.push(*id),
            (None, Answer::Yes) | (_, Answer::No) => {}
            (_, Answer::Maybe) => within.unclear += 1,
        }
    }
    within
}

fn note(message: &Message, nearest: Option<&str>, language: Language, console: &mut Console<'_>) -> io::Result<()> {
    writeln!(console.err, "{}", visible(&message.render(language)))?;
    if let Some(nearest) = nearest {
        let meant = Message::attribute("query-note", "meant").with("meant", nearest);
        writeln!(console.err, "  {}", visible(&meant.render(language)))?;
    }
    Ok(())
}

/// Shows a fault below the expression, where it stands.
fn show(expression: &str, fault: &Fault, language: Language, console: &mut Console<'_>) -> io::Result<()> {
    console.out.flush()?;
    let reason = Message::attribute("query-note", "told").with("reason", (*fault.message).clone());
    console.tell(&reason, language);
    let part = |range: std::ops::Range<usize>| {
        visible(&expression.get(range).unwrap_or_default().replace(['\n', '\t'], " ")).into_owned()
    };
    let before = part(0..fault.span.start).width();
    let marked = part(fault.span.clone()).width().max(1);
    writeln!(console.err, "  {}", part(0..expression.len()))?;
    write!(console.err, "  {}", " ".repeat(before))?;
    let color = console.color_of_err();
    color.paint(Style::RED, &"^".repeat(marked), console.err)?;
    writeln!(console.err)?;
    if let Some(nearest) = &fault.nearest {
        let meant = Message::attribute("query-note", "meant").with("meant", nearest.as_str());
        writeln!(console.err, "  {}", visible(&meant.render(language)))?;
    }
    Ok(())
}
