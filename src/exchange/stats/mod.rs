//! Statistics that are counted anew, as files for others. They are printed as the statistics of a register are
//! ([`printed`](super::printed)); what is one list or one object of data has its own file here.

mod csv;
pub mod history;
mod json;
mod plot;
mod sum;

use super::html;
use super::printed::{Figures as Table, FiguresRow, Printed, Text};
use crate::exchange::export;
use crate::messages::{Language, Message};
use crate::register::Register;
use crate::register::counts::{Figures, Group, GroupBy, Grouped, GroupedRow, TooManyColumns, grouped};

/// A form of statistics.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One list, a line for each figure.
    Csv,
    /// One object.
    Json,
    /// The printed form as Markdown.
    Markdown,
    /// The printed form as a page.
    Html,
}

/// Entries counted by something.
#[derive(Clone, Debug)]
pub struct Counting {
    /// What they are counted by, as it is named.
    pub by: String,
    /// What they are counted across.
    pub across: Option<String>,
    /// What stands over the table.
    caption: String,
    /// The figures.
    pub grouped: Grouped,
}

impl Counting {
    /// Counts.
    ///
    /// # Errors
    /// Where there would be too many columns.
    pub fn new(
        register: &Register,
        by: &GroupBy,
        across: Option<&GroupBy>,
        language: Language,
    ) -> Result<Self, TooManyColumns> {
        let heading = heading(register, by, language);
        let caption = match across {
            None => Message::attribute("stats-caption", "by").with("by", heading),
            Some(across) => Message::attribute("stats-caption", "across")
                .with("by", heading)
                .with("across", self::heading(register, across, language)),
        };
        Ok(Self {
            by: name(register, by),
            across: across.map(|across| name(register, across)),
            caption: caption.render(language),
            grouped: grouped(register, by, across)?,
        })
    }

    /// As a table for people: what stands over it, the heads, and the rows; the last is that of all entries. `step` is what
    /// stands before a row for each other row that it is below.
    pub fn table(&self, step: &str, language: Language) -> (String, Vec<String>, Vec<Vec<String>>) {
        let table = self.printed(step, language);
        let rows = table.rows.iter();
        let rows = rows.map(|row| table.cells(row).into_iter().map(Into::into).collect());
        (table.caption(language), table.heads(language), rows.collect())
    }

    /// The figures of the rows, in the order of the table.
    pub fn figures(&self) -> impl Iterator<Item = Figures> + Clone {
        self.grouped.rows.iter().map(|row| row.figures)
    }

    fn printed(&self, step: &str, language: Language) -> Table {
        let column = |group: &Group| label(group, "none", language);
        let all = self.grouped.rows.iter().map(|row| (row, "none"));
        let rows = all.chain([(&self.grouped.total, "total")]);
        Table {
            title: self.caption.clone(),
            columns: self.grouped.columns.iter().map(column).collect(),
            has_whole: true,
            rows: rows
                .map(|(row, nameless)| printed_row(row, nameless, step, language))
                .collect(),
            ..Table::default()
        }
    }
}

/// A register with what was counted.
#[derive(Clone, Debug)]
pub struct OfRegister {
    /// Its title.
    pub title: String,
    /// Its root.
    pub file: String,
    /// What was counted.
    pub countings: Vec<Counting>,
}

/// Registers with what was counted, and where there are several, the sum of it.
#[derive(Clone, Debug)]
pub struct Statistics {
    /// The registers.
    pub registers: Vec<OfRegister>,
    /// The sum; nothing for one register alone.
    pub sum: Vec<Counting>,
}

impl Statistics {
    /// With the sum of several registers, which were all counted by the same things.
    pub fn new(registers: Vec<OfRegister>) -> Self {
        let sum = match registers.as_slice() {
            [] | [_] => Vec::new(),
            several => sum::of(several),
        };
        Self { registers, sum }
    }

    /// As a file.
    pub fn write(&self, format: Format, language: Language) -> Vec<u8> {
        match format {
            Format::Csv => csv::write(self, language),
            Format::Json => json::write(self),
            Format::Markdown => self
                .printed(language)
                .iter()
                .map(|page| export::figures(page, language))
                .collect::<Vec<_>>()
                .join("\n")
                .into_bytes(),
            Format::Html => html::pages(&self.printed(language), language).into_bytes(),
        }
    }

    fn printed(&self, language: Language) -> Vec<Printed> {
        let page = |title: &str, countings: &[Counting]| Printed {
            title: Text {
                text: title.to_owned(),
                place: None,
            },
            statistics: countings
                .iter()
                .map(|counting| counting.printed("· ", language))
                .collect(),
            ..Printed::default()
        };
        let registers = self.registers.iter();
        let mut pages: Vec<Printed> = registers
            .map(|register| page(&register.title, &register.countings))
            .collect();
        if !self.sum.is_empty() {
            pages.push(page(&word("sum", language), &self.sum));
        }
        pages
    }
}

/// What entries are counted by, as the command line names it.
fn name(register: &Register, by: &GroupBy) -> String {
    match by {
        GroupBy::Subsystem => "subsystem".to_owned(),
        GroupBy::Category => "category".to_owned(),
        GroupBy::Table => "table".to_owned(),
        GroupBy::Year => "year".to_owned(),
        GroupBy::YearOf(column) => {
            let column = register.columns.get(usize::from(*column));
            column.map_or_else(String::new, |column| format!("{}-year", column.key))
        }
        GroupBy::Layer(layer) => {
            let layer = register.scheme.layers.get(*layer);
            layer.map_or_else(String::new, |layer| layer.name.clone())
        }
        GroupBy::Items(by) => by.clone(),
    }
}

fn heading(register: &Register, by: &GroupBy, language: Language) -> String {
    let word = |attribute| Message::attribute("stats-heading", attribute).render(language);
    let of_column = |key: &str| {
        let found = register.columns.find(key);
        found.map(|(_, column)| column.as_key().heading.get(language).to_owned())
    };
    match by {
        GroupBy::Subsystem => word("subsystem"),
        GroupBy::Category => word("category"),
        GroupBy::Table => word("table"),
        GroupBy::Year => word("year"),
        GroupBy::YearOf(column) => {
            let column = register.columns.get(usize::from(*column));
            let heading = column.map(|column| column.as_key().heading.get(language).to_owned());
            Message::attribute("stats-heading", "year-of")
                .with("column", heading.unwrap_or_default())
                .render(language)
        }
        GroupBy::Layer(layer) => {
            let layer = register.scheme.layers.get(*layer);
            layer.map_or_else(String::new, |layer| layer.title_or_name().to_owned())
        }
        GroupBy::Items(by) => of_column(by).unwrap_or_else(|| match by.as_str() {
            "level" => word("level"),
            _ => word("status"),
        }),
    }
}

fn word(attribute: &'static str, language: Language) -> String {
    Message::attribute("stats-row", attribute).render(language)
}

/// What a group is called; `nameless` is the word for one that nothing names.
fn label(group: &Group, nameless: &'static str, language: Language) -> String {
    match (&group.item, &group.code) {
        (Some(item), Some(code)) if item != code => format!("{code} {item}"),
        (Some(item), _) => item.clone(),
        (None, _) => word(nameless, language),
    }
}

fn printed_row(row: &GroupedRow, nameless: &'static str, step: &str, language: Language) -> FiguresRow {
    let cell = |figures: &Figures| match figures.expected {
        0 => Vec::new(),
        _ => vec![figures.expected.to_string(), figures.existing.to_string()],
    };
    FiguresRow {
        item: Text {
            text: step.repeat(row.group.depth) + &label(&row.group, nameless, language),
            place: None,
        },
        expected: row.figures.expected.to_string(),
        existing: row.figures.existing.to_string(),
        ratio: row.figures.ratio().unwrap_or_default(),
        figures: row.cells.iter().map(cell).collect(),
        remarks: String::new(),
    }
}
