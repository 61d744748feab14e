//! What statistics said that was not so.

use std::borrow::Cow;

use crate::messages::Message;
use crate::register::Register;
use crate::register::counts::{CountedStatistics, Slot};
use crate::register::handle::{RowRef, StatisticsRef};
use crate::register::model::Spanned;

/// Something that statistics do not say as it is.
#[derive(Clone, Debug, PartialEq)]
pub enum Stale {
    /// Figures of a row.
    Row {
        /// The statistics table.
        table: String,
        /// The row.
        item: String,
        /// The figures, each with what it said and what is right.
        figures: Vec<Message>,
    },
    /// A figure that is wrong, and of which nobody knows what is right: entries cannot be read.
    Unknown {
        /// The statistics table.
        table: String,
        /// The row.
        item: String,
    },
    /// Entries that no row counts.
    Uncounted {
        /// The statistics table.
        table: String,
        /// How many there are.
        count: u32,
    },
}

impl Stale {
    /// In words.
    pub fn message(&self) -> Message {
        let about =
            |attribute, table: &String| Message::attribute("stats-stale", attribute).with("table", table.as_str());
        match self {
            Self::Row { table, item, figures } => {
                let row = about("row", table).with("item", item.as_str());
                row.with("figures", figures.clone())
            }
            Self::Unknown { table, item } => about("unknown", table).with("item", item.as_str()),
            Self::Uncounted { table, count } => about("uncounted", table).with("count", *count),
        }
    }
}

/// What the statistics of a register do not say as it is, from what they say afterwards.
pub(super) fn all(before: &Register, after: &Register) -> Vec<Stale> {
    let mut all = Vec::new();
    let tables = before.statistics().zip(after.statistics()).zip(&after.counts.0);
    for ((old, new), counted) in tables {
        let table = name(old);
        let wrong = wrong(new, counted);
        for (place, (row, new)) in old.rows().zip(new.rows()).enumerate() {
            let (table, item) = (table.clone(), row.item().unwrap_or_default().into_owned());
            let figures = figures(row, new);
            if !figures.is_empty() {
                all.push(Stale::Row { table, item, figures });
            } else if wrong.get(place) == Some(&true) {
                all.push(Stale::Unknown { table, item });
            }
        }
        let count = counted.uncounted.count;
        if count > 0 {
            all.push(Stale::Uncounted { table, count });
        }
    }
    all
}

/// What a statistics table is called.
fn name(table: StatisticsRef<'_>) -> String {
    let name = table.id().filter(|id| !id.is_empty()).or_else(|| table.title());
    name.or_else(|| table.by()).unwrap_or_default().into_owned()
}

/// The figures of a row that differ.
fn figures(old: RowRef<'_>, new: RowRef<'_>) -> Vec<Message> {
    let number = |figure: Option<Spanned<i64>>| figure.map(|figure| figure.value.to_string());
    let text = |text: Option<Cow<'_, str>>| text.map(Cow::into_owned);
    let mut differences = Vec::new();
    let mut compare = |column: &str, figure: &'static str, old: Option<String>, new: Option<String>| {
        if old != new {
            let nothing = || "–".to_owned();
            let message = Message::attribute("stats-figure", figure)
                .with("old", old.unwrap_or_else(nothing))
                .with("new", new.unwrap_or_else(nothing));
            differences.push(match column {
                "" => message,
                column => Message::attribute("stats-figure", "in-column")
                    .with("column", column)
                    .with("figure", message),
            });
        }
    };
    compare("", "expected", number(old.expected), number(new.expected));
    compare("", "existing", number(old.existing), number(new.existing));
    compare("", "ratio", text(old.ratio()), text(new.ratio()));
    for (old, new) in old.figures().zip(new.figures()) {
        compare(&old.name, "expected", number(old.expected), number(new.expected));
        compare(&old.name, "existing", number(old.existing), number(new.existing));
        compare(&old.name, "ratio", text(old.ratio()), text(new.ratio()));
    }
    differences
}

/// Of which rows, totals aside, some figure cannot be right.
fn wrong(table: StatisticsRef<'_>, counted: &CountedStatistics) -> Vec<bool> {
    let mut wrong = vec![false; counted.rows.len()];
    for slot in Slot::all(counted) {
        let said = slot.said(&table, counted);
        for ((said, row), wrong) in said.into_iter().zip(&counted.rows).zip(&mut wrong) {
            let pair = said.count.zip(said.written).filter(|_| !row.meaning.is_total());
            *wrong |= pair.is_some_and(|(count, written)| !count.admits(written.value));
        }
    }
    wrong
}
