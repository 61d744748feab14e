//! The statistics of a register: what its tables really hold.

use crate::model::{Entry, Phase, Register, Table};
use crate::vocabulary::{Level, Ownership};

/// A table of statistics.
pub(crate) struct Statistics {
    pub(crate) by: &'static str,
    pub(crate) rows: Vec<Row>,
}

/// A row.
pub(crate) struct Row {
    pub(crate) item: &'static str,
    pub(crate) expected: usize,
    pub(crate) existing: usize,
}

impl Row {
    /// Existing of expected in percent, rounded half up to one decimal, which is dropped where it is 0. A row that
    /// expects nothing has no ratio.
    pub(crate) fn ratio(&self) -> Option<String> {
        if self.expected == 0 {
            return None;
        }
        let tenths = (self.existing * 2000 + self.expected) / (self.expected * 2);
        Some(match tenths % 10 {
            0 => format!("{}%", tenths / 10),
            decimal => format!("{}.{decimal}%", tenths / 10),
        })
    }
}

/// The statistics by level.
pub(crate) fn by_level(register: &Register) -> Statistics {
    let row = |item, level: Level, ownership: Option<Ownership>| {
        row(item, register, |_, entry| {
            entry.level == level && ownership.is_none_or(|ownership| entry.ownership == ownership)
        })
    };
    with_total(
        "level",
        register,
        vec![
            row("国际标准", Level::International, None),
            row("国家标准", Level::National, None),
            row("其他行业标准", Level::Industry, Some(Ownership::Related)),
            row("公共安全行业标准", Level::Industry, Some(Ownership::Own)),
        ],
    )
}

/// The statistics by level where codes say nothing of whose standard it is.
pub(crate) fn by_plain_level(register: &Register) -> Statistics {
    let levels = [Level::International, Level::National, Level::Industry];
    let rows = levels.map(|level| row(level.name(), register, |_, entry| entry.level == level));
    with_total("level", register, rows.into())
}

/// The statistics by subsystem.
pub(crate) fn by_subsystem(register: &Register) -> Statistics {
    let rows = register
        .subsystems
        .iter()
        .map(|subsystem| {
            row(subsystem.title, register, |table, _| {
                table.subsystem.title == subsystem.title
            })
        })
        .collect();
    with_total("subsystem", register, rows)
}

fn with_total(by: &'static str, register: &Register, mut rows: Vec<Row>) -> Statistics {
    rows.push(row("共计", register, |_, _| true));
    Statistics { by, rows }
}

fn row(item: &'static str, register: &Register, counts: impl Fn(&Table, &Entry) -> bool) -> Row {
    let mut row = Row {
        item,
        expected: 0,
        existing: 0,
    };
    for table in &register.tables {
        let is_counted = |entry: &&Entry| !matches!(entry.phase, Phase::Withdrawn(_)) && counts(table, entry);
        for entry in table.entries.iter().filter(is_counted) {
            row.expected += 1;
            row.existing += usize::from(matches!(entry.phase, Phase::Published(_)));
        }
    }
    row
}
