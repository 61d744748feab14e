//! The figures of statistics rows, judged once for all rules about them: so that a figure that is wrong in one way is
//! told by one rule, and nothing is told that a finding on another row explains.

use super::StatisticsContext;
use super::conditions::{all_in_words, heading};
use super::listing::first_few;
use crate::diagnostic::{Applicability, Diagnostic, Place, Rule};
use crate::messages::Message;
use crate::register::Register;
use crate::register::counts::{Count, CountedRow, CountedStatistics, RowMeaning, Said, Sums, Test, Total, Unclear};
pub(super) use crate::register::counts::{Figure, Slot};
use crate::register::handle::{RowRef, TableRef};
use crate::register::model::Site;

/// How many names are listed before the rest is left out.
pub(super) const NAMED: usize = 8;

/// How many rows are looked at for those.
const LOOKED_AT: usize = 8 * NAMED;

/// What is to be said about a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Nothing: it is right, or it is not known to be wrong, or a finding elsewhere explains it.
    Silent,
    /// It is not the count of what the row counts.
    Miscounted {
        /// The figure.
        found: Found,
        /// The count.
        count: Count,
        /// Whether the count may be written: not where the table would not add up afterwards.
        may_write: bool,
    },
    /// It is the total of some rows, of which one says nothing.
    Unchecked {
        /// The figure.
        found: Found,
    },
    /// It is a total, and not the sum of its rows.
    NotTheSum {
        /// The figure.
        found: Found,
        /// The sum.
        sum: i64,
        /// The rows that are summed, the first few.
        rows: Vec<usize>,
        /// Why, as far as it is known.
        reason: Reason,
    },
}

/// Why a total is not the sum of its rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// It is wrong: this is what it comes to once the rows are right.
    Counted(i64),
    /// It is the count of all entries; the rows leave some out, or one of them counts what nobody knows.
    RowsAreIncomplete,
    /// Nobody knows what it should be.
    Unknown,
}

/// A figure as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) value: i64,
    pub(super) place: Place,
}

impl Found {
    pub(super) fn of(said: &Said) -> Option<Self> {
        let written = said.written?;
        Some(Self {
            value: written.value,
            place: said.site.place(written.span),
        })
    }
}

/// The verdict on one of the figures of each row.
pub(super) fn judge(context: &StatisticsContext<'_>, slot: Slot) -> Vec<Verdict> {
    let statistics = context.statistics;
    let silent = vec![Verdict::Silent; statistics.rows.len()];
    let Some(counted) = counted(context).filter(|_| context.register.is_countable()) else {
        return silent;
    };
    let sums = Sums::new(&statistics, counted, slot);
    let said = slot.said(&statistics, counted);
    let rows = said.iter().zip(&counted.rows).enumerate();
    let mut verdicts = silent;
    for ((index, (said, row)), verdict) in rows.zip(&mut verdicts) {
        let (Some(found), Some(count), None) = (Found::of(said), said.count, row.repeats) else {
            continue;
        };
        let miscounted = || Verdict::Miscounted {
            found,
            count,
            may_write: sums.may_write(index),
        };
        *verdict = match sums.total(index) {
            // Where there are columns rows may say nothing, and no sum is told by them.
            Some(Total {
                written: None, whole, ..
            }) if !counted.columns.is_empty() => match whole {
                Some(whole) if whole.admits(found.value) => continue,
                Some(_) => miscounted(),
                None => Verdict::Unchecked { found },
            },
            Some(total) => match judge_total(found, total, &sums) {
                Verdict::NotTheSum {
                    reason: Reason::RowsAreIncomplete | Reason::Unknown,
                    ..
                } if may_overlap(context, counted, total) => Verdict::Silent,
                verdict => verdict,
            },
            None if count.admits(found.value) => continue,
            None => miscounted(),
        };
    }
    verdicts
}

/// Whether nobody knows which rows of a total are summed: one is of a subsystem that is defined twice (R003), and may count
/// what others count, or be counted by them.
fn may_overlap(context: &StatisticsContext<'_>, counted: &CountedStatistics, total: &Total) -> bool {
    let rows = counted.rows.get(total.rows.clone()).unwrap_or_default();
    let is_doubled = |row: &CountedRow| matches!(row.meaning, RowMeaning::Unclear(Unclear::Ambiguous(_)));
    let mut subsystems = context.register.subsystems();
    rows.iter().any(is_doubled) && subsystems.any(|subsystem| subsystem.above.target().is_some())
}

/// The verdict on a total with rows. One that is the sum of its rows as they are written is no fault of its own: the
/// rows are told, and once they are right the total is looked at again.
fn judge_total(found: Found, total: &Total, sums: &Sums) -> Verdict {
    let Some(sum) = total.written else {
        return Verdict::Silent;
    };
    let not_the_sum = |reason| Verdict::NotTheSum {
        found,
        sum,
        rows: {
            let looked_at = total.rows.clone().take(LOOKED_AT);
            looked_at.filter(|row| sums.is_summed(*row)).take(NAMED).collect()
        },
        reason,
    };
    let whole = total.whole.filter(|whole| whole.admits(found.value));
    match (whole, total.target()) {
        // Rows that count entries together add up to more than there is: the total is held against the count alone.
        (None, Some(target)) if total.overlaps && total.right == Some(sum) => not_the_sum(Reason::Counted(target)),
        (Some(_), _) if total.overlaps => Verdict::Silent,
        _ if found.value == sum => Verdict::Silent,
        (Some(_), _) if total.is_unsure => Verdict::Silent,
        // The rows that are wrong are told.
        (Some(_), Some(_)) => Verdict::Silent,
        (Some(_), None) => not_the_sum(Reason::RowsAreIncomplete),
        (None, Some(target)) => not_the_sum(Reason::Counted(target)),
        (None, None) => not_the_sum(Reason::Unknown),
    }
}

/// What the rows of the table count.
pub(super) fn counted<'a>(context: &StatisticsContext<'a>) -> Option<&'a CountedStatistics> {
    context.register.counts.0.get(context.index)
}

/// The findings about figures that are not the count: of N001 and of N002.
pub(super) fn miscounted(context: &StatisticsContext<'_>, rule: &'static Rule, figure: Figure) -> Vec<Diagnostic> {
    let Some(counted) = counted(context) else {
        return Vec::new();
    };
    let rows = context.statistics.rows().zip(&counted.rows);
    rows.zip(judge(context, Slot::of_rows(figure)))
        .filter_map(|((row, counted), verdict)| match verdict {
            Verdict::Miscounted {
                found,
                count,
                may_write,
            } => Some(report(context, rule, row, counted, (found, count, may_write))),
            _ => None,
        })
        .collect()
}

fn report(
    context: &StatisticsContext<'_>,
    rule: &'static Rule,
    row: RowRef<'_>,
    counted: &CountedRow,
    (found, count, may_write): (Found, Count, bool),
) -> Diagnostic {
    let register = context.register;
    let about = |message: Message, count: i64| {
        message
            .with("item", row.item().unwrap_or_default())
            .with("found", found.value)
            .with("count", count)
            .with("published", published(register))
    };
    let (label_place, label) = how_counted(register, row, counted);
    told(rule, found, (count, may_write), about).related(label_place, label)
}

/// The finding about a figure that is not the count; `about` says what the figure is of.
pub(super) fn told(
    rule: &'static Rule,
    found: Found,
    (count, may_write): (Count, bool),
    about: impl Fn(Message, i64) -> Message,
) -> Diagnostic {
    let Found { value, place } = found;
    if let Some(exact) = count.exact() {
        let title = Message::attribute(rule.name, "fix").with("count", exact);
        let diagnostic = Diagnostic::new(rule, place, about(Message::new(rule.name), exact));
        return if may_write {
            diagnostic.replace(Applicability::Safe, title, place, exact.to_string())
        } else {
            diagnostic
        };
    }
    // Entries that could not be read may count or not, so that nobody knows what to write.
    let least = i64::from(count.least);
    let message = if value < least {
        about(Message::attribute(rule.name, "at-least"), least)
    } else {
        about(Message::attribute(rule.name, "at-most"), i64::from(count.most))
    };
    Diagnostic::new(rule, place, message)
}

/// The statuses that count as existing.
pub(super) fn published(register: &Register) -> Vec<String> {
    let statuses = register.vocabulary.statuses.iter();
    statuses
        .filter(|status| status.phase.is_published())
        .map(|status| status.name.clone())
        .collect()
}

/// How a row is counted, said where it is defined or asked for.
pub(super) fn how_counted(register: &Register, row: RowRef<'_>, counted: &CountedRow) -> (Place, Message) {
    let tests = counted.meaning.tests().unwrap_or_default();
    if let [test] = tests
        && let Some(found) = definition(register, test)
    {
        return found;
    }
    let asked = row.conditions.as_ref().and_then(|conditions| conditions.first());
    let place = match (asked, row.item) {
        (Some(condition), _) => condition.site.place(condition.key.span),
        (None, Some(item)) => row.site.place(item.span),
        (None, None) => row.site.header(),
    };
    let label = match all_in_words(register, tests) {
        Some(conditions) => Message::attribute("row-counts", "conditions").with("conditions", conditions),
        None => {
            let filled = tests.iter().find_map(|test| match test {
                Test::Filled(column) => Some(heading(register, *column)),
                _ => None,
            });
            match filled {
                Some(title) => Message::attribute("row-counts", "filled").with("column", title),
                None => Message::attribute("row-counts", "all"),
            }
        }
    };
    (place, label)
}

/// The definition of the table, category or subsystem that a test asks for.
fn definition(register: &Register, test: &Test) -> Option<(Place, Message)> {
    let label = |name| Message::attribute("row-counts", name);
    let place = |site: &Site, name: Option<crate::syntax::Str>| {
        name.map_or_else(|| site.header(), |name| site.place(name.span))
    };
    match *test {
        Test::Table(table) => {
            let table = register.table(table)?;
            Some((place(&table.site, table.id.or(table.title)), label("table")))
        }
        Test::Category(index) => {
            let category = register.category(index)?;
            let tables = tables(register.belonging.tables_of_category(register, index));
            let place = place(&category.site, category.code.or(category.title));
            Some((place, label("category").with("tables", tables)))
        }
        Test::Subsystem(index) => {
            let subsystem = register.subsystem(index)?;
            let tables = tables(register.belonging.tables_of_subsystem(register, index));
            let place = place(&subsystem.site, subsystem.title);
            Some((place, label("subsystem").with("tables", tables)))
        }
        _ => None,
    }
}

/// The ids of tables, the first few.
fn tables<'r>(tables: impl Iterator<Item = TableRef<'r>>) -> Vec<String> {
    let names = tables.map(|table| table.name().into_owned());
    first_few(names, NAMED)
}
