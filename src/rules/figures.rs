//! The figures of statistics rows, judged once for all rules about them: so that a figure that is wrong in one way is
//! told by one rule, and nothing is told that a finding on another row explains.

use std::ops::Range;

use super::StatisticsContext;
use crate::diagnostic::{Diagnostic, Place, Rule, Safety};
use crate::messages::Message;
use crate::register::Register;
use crate::register::completeness::Completeness;
use crate::register::counts::{Count, Counted, CountedRow, CountedStatistics, Meaning, Test};
use crate::register::model::{Row, Site, Spanned, Table};
use crate::scheme::Phase;

/// How many names are listed before the rest is left out.
const NAMED: usize = 8;

/// One of the two figures of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Figure {
    /// 应有数.
    Expected,
    /// 现有数.
    Existing,
}

impl Figure {
    /// What the row says.
    pub(super) const fn of(self, row: &Row) -> Option<Spanned<i64>> {
        match self {
            Self::Expected => row.expected,
            Self::Existing => row.existing,
        }
    }

    /// What it should say.
    const fn counted(self, counted: Counted) -> Count {
        match self {
            Self::Expected => counted.expected,
            Self::Existing => counted.existing,
        }
    }

    /// The key, which is also the word that messages select on.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Expected => "expected",
            Self::Existing => "existing",
        }
    }
}

/// What is to be said about a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Nothing: it is right, or it is not known to be wrong, or a finding elsewhere explains it.
    Silent,
    /// It is not the count of what the row counts.
    Miscounted {
        /// The figure.
        found: Spanned<i64>,
        /// The count.
        count: Count,
    },
    /// It is a total, and neither the sum of the rows above it nor the count of all entries.
    NotTheSum {
        /// The figure.
        found: Spanned<i64>,
        /// The sum.
        sum: i64,
        /// The rows that are summed.
        rows: Range<usize>,
        /// What it should be, once the rows are right; nothing where that is not known.
        target: Option<i64>,
    },
}

/// The verdict on one of the figures of each row.
pub(super) fn judge(context: &StatisticsContext<'_>, figure: Figure) -> Vec<Verdict> {
    let statistics = context.statistics;
    let silent = vec![Verdict::Silent; statistics.rows.len()];
    let Some(counted) = counted(context) else {
        return silent;
    };
    if context.register.completeness == Completeness::Partial {
        return silent;
    }
    let rows: Vec<_> = statistics.rows.iter().zip(&counted.rows).collect();
    let mut verdicts = silent;
    let mut group = 0;
    let groups = groups(&rows);
    for (index, ((row, counted), verdict)) in rows.iter().zip(&mut verdicts).enumerate() {
        let above = group..index;
        let is_total = counted.meaning == Meaning::Total;
        if is_total {
            group = index + 1;
        }
        let (Some(found), Some(count), None, false) = (
            figure.of(row),
            counted.counted.map(|counted| figure.counted(counted)),
            counted.repeats,
            row.site.is_broken,
        ) else {
            continue;
        };
        if count.admits(found.value) {
            continue;
        }
        *verdict = if is_total && !above.is_empty() {
            // The only total is that of all entries; one of several is that of its rows.
            let whole = (groups == 1).then_some(count);
            total(figure, found, &rows, above, whole)
        } else {
            Verdict::Miscounted { found, count }
        };
    }
    verdicts
}

type Rows<'a> = [(&'a Row, &'a CountedRow)];

/// How many totals have rows above them.
fn groups(rows: &Rows<'_>) -> usize {
    let is_total = |(_, counted): &(&Row, &CountedRow)| counted.meaning == Meaning::Total;
    let pairs = rows.iter().zip(rows.iter().skip(1));
    pairs
        .filter(|(above, total)| !is_total(above) && is_total(total))
        .count()
}

/// The verdict on a total that is not the count of all entries. One that is the sum of its rows as they are written is
/// no fault of its own: the rows are told, and once they are right the total is looked at again.
fn total(figure: Figure, found: Spanned<i64>, rows: &Rows<'_>, above: Range<usize>, whole: Option<Count>) -> Verdict {
    let summed = rows.get(above.clone()).unwrap_or_default();
    let written = summed.iter().map(|(row, _)| {
        let figure = figure.of(row).filter(|_| !row.site.is_broken)?;
        Some(figure.value)
    });
    let Some(sum) = sum(written) else {
        return Verdict::Silent;
    };
    if found.value == sum {
        return Verdict::Silent;
    }
    let target = match whole {
        Some(count) => count.exact(),
        None => sum_of_counts(figure, summed),
    };
    Verdict::NotTheSum {
        found,
        sum,
        rows: above,
        target,
    }
}

/// What rows come to once they are right.
fn sum_of_counts(figure: Figure, rows: &Rows<'_>) -> Option<i64> {
    sum(rows.iter().map(|(row, counted)| match counted.counted {
        Some(counted) => figure.counted(counted).exact(),
        None => figure.of(row).map(|figure| figure.value),
    }))
}

fn sum(mut figures: impl Iterator<Item = Option<i64>>) -> Option<i64> {
    figures.try_fold(0i64, |sum, figure| sum.checked_add(figure?))
}

/// What the rows of the table count.
pub(super) fn counted<'a>(context: &StatisticsContext<'a>) -> Option<&'a CountedStatistics> {
    let all = context.register.statistics.iter();
    let place = all
        .into_iter()
        .position(|statistics| std::ptr::eq(statistics, context.statistics))?;
    context.register.counts.0.get(place)
}

/// The findings about figures that are not the count: of N001 and of N002.
pub(super) fn miscounted(context: &StatisticsContext<'_>, rule: &'static Rule, figure: Figure) -> Vec<Diagnostic> {
    let Some(counted) = counted(context) else {
        return Vec::new();
    };
    let rows = context.statistics.rows.iter().zip(&counted.rows);
    rows.zip(judge(context, figure))
        .filter_map(|((row, counted), verdict)| match verdict {
            Verdict::Miscounted { found, count } => Some(report(context, rule, row, counted, found, count)),
            Verdict::Silent | Verdict::NotTheSum { .. } => None,
        })
        .collect()
}

fn report(
    context: &StatisticsContext<'_>,
    rule: &'static Rule,
    row: &Row,
    counted: &CountedRow,
    found: Spanned<i64>,
    count: Count,
) -> Diagnostic {
    let register = context.register;
    let place = row.site.place(found.span);
    let about = |message: Message, count: i64| {
        message
            .with("item", register.optional(&row.site, row.item))
            .with("found", found.value)
            .with("count", count)
            .with("published", published(register))
    };
    let (label_place, label) = how_counted(register, row, counted);
    let least = i64::from(count.least);
    if let Some(exact) = count.exact() {
        let title = Message::attribute(rule.name, "fix").with("count", exact);
        return Diagnostic::new(rule, place, about(Message::new(rule.name), exact))
            .related(label_place, label)
            .replace(Safety::Safe, title, place, exact.to_string());
    }
    // Entries that could not be read may count or not, so that nobody knows what to write.
    let message = if found.value < least {
        about(Message::attribute(rule.name, "at-least"), least)
    } else {
        about(Message::attribute(rule.name, "at-most"), i64::from(count.most))
    };
    Diagnostic::new(rule, place, message).related(label_place, label)
}

/// The statuses that count as existing.
fn published(register: &Register) -> Vec<String> {
    let statuses = register.vocabulary.statuses.iter();
    statuses
        .filter(|status| status.phase == Phase::Published)
        .map(|status| status.name.clone())
        .collect()
}

/// How a row is counted, said where it is defined or asked for.
fn how_counted(register: &Register, row: &Row, counted: &CountedRow) -> (Place, Message) {
    let tests = counted.meaning.tests().unwrap_or_default();
    if let [test] = tests
        && let Some(found) = definition(register, test)
    {
        return found;
    }
    let asked = row.conditions.as_ref().and_then(|conditions| conditions.first());
    let place = match (asked, row.item) {
        (Some(condition), _) => condition.site.place(condition.key),
        (None, Some(item)) => row.site.place(item.span),
        (None, None) => row.site.header(),
    };
    if tests.is_empty() {
        return (place, Message::attribute("row-counts", "all"));
    }
    let conditions: Vec<String> = tests.iter().map(|test| written(register, test)).collect();
    let label = Message::attribute("row-counts", "conditions").with("conditions", conditions);
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
            let table = register.tables.get(table)?;
            Some((place(&table.site, table.id.or(table.title)), label("table")))
        }
        Test::Category(index) => {
            let category = register.categories.get(index)?;
            let tables = tables(register, |table| table.category_index == Some(index));
            let place = place(&category.site, category.code.or(category.title));
            Some((place, label("category").with("tables", tables)))
        }
        Test::Subsystem(index) => {
            let subsystem = register.subsystems.get(index)?;
            let tables = tables(register, |table| {
                let category = register.category_of(table);
                category.is_some_and(|category| category.subsystem_index == Some(index))
            });
            let place = place(&subsystem.site, subsystem.title);
            Some((place, label("subsystem").with("tables", tables)))
        }
        Test::Status(_) | Test::Layer { .. } => None,
    }
}

/// The ids of tables, the first few.
fn tables(register: &Register, is_meant: impl Fn(&Table) -> bool) -> Vec<String> {
    let tables = register.tables.iter().filter(|table| is_meant(table));
    let names = tables.map(|table| register.optional(&table.site, table.id.or(table.title)).into_owned());
    first_few(names.collect())
}

/// The first few of several names, and a sign that there are more.
pub(super) fn first_few(mut names: Vec<String>) -> Vec<String> {
    if names.len() > NAMED {
        names.truncate(NAMED);
        names.push("…".to_owned());
    }
    names
}

/// A test as `where` would say it.
fn written(register: &Register, test: &Test) -> String {
    let (key, value) = match test {
        Test::Layer { layer, value } => {
            let layer = register.scheme.layers.get(*layer);
            (layer.map_or("", |layer| layer.name.as_str()), value.clone())
        }
        Test::Status(term) => {
            let term = register.vocabulary.status_term(*term);
            ("status", term.map_or_else(String::new, |term| term.name.clone()))
        }
        Test::Table(index) => {
            let table = register.tables.get(*index);
            let name = table.map(|table| register.optional(&table.site, table.id.or(table.title)));
            ("table", name.unwrap_or_default().into_owned())
        }
        Test::Category(index) => {
            let category = register.categories.get(*index);
            let name = category.map(|category| register.optional(&category.site, category.code.or(category.title)));
            ("category", name.unwrap_or_default().into_owned())
        }
        Test::Subsystem(index) => {
            let subsystem = register.subsystems.get(*index);
            let name = subsystem.map(|subsystem| register.optional(&subsystem.site, subsystem.title));
            ("subsystem", name.unwrap_or_default().into_owned())
        }
    };
    format!("{key} = \"{value}\"")
}
