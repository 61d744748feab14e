//! The register as data for the [writer](crate::writer), which lays it out. What could not be placed stands as a comment where it
//! would be.

use rustc_hash::FxHashMap;

use super::draft::{Counts, Draft, Entry, Field, Figures, FiguresRow, Item, Report, Table};
use super::structure::Structure;
use crate::keys::{ColumnRole, Columns, TableKind};
use crate::messages::{Language, Message};
use crate::writer::format::{Alignment, Style};
use crate::writer::layout::{Pairs, Value};
use crate::writer::register::{File, Statement, Table as Written};

/// What stands at the head of the register.
pub(super) struct Head<'a> {
    pub(super) title: &'a str,
    pub(super) scheme: Option<&'a str>,
}

/// Writes the register. `statistics` is what its statistics tables count by. The tables of the draft are used up on the way, so that
/// nothing of them is there twice.
pub(super) fn write(
    draft: &mut Draft,
    structure: &Structure,
    statistics: &[String],
    head: &Head<'_>,
    columns: &Columns,
    language: Language,
) -> String {
    let style = Style {
        alignment: Alignment::default(),
        columns,
        file: TableKind::Root,
    };
    let mut out = Out {
        file: File::new(style, "\n"),
        number: columns.key_of(ColumnRole::Number).to_owned(),
        language,
    };
    out.head(draft, structure, head);
    for subsystem in &structure.subsystems {
        let parent = subsystem.parent.as_deref();
        out.add(
            TableKind::Subsystem,
            String::new(),
            [
                Some(text("title", &subsystem.title)),
                optional("code", subsystem.code.as_deref()),
                optional("parent", parent),
                optional("scope", subsystem.scope.as_deref()),
            ],
        );
    }
    for category in &structure.categories {
        let statements = [
            Some(text("code", &category.code)),
            Some(text("title", &category.title)),
            optional(
                "subsystem",
                Some(category.subsystem.as_str()).filter(|title| !title.is_empty()),
            ),
            optional("class", category.class.as_deref()),
            optional("scope", category.scope.as_deref()),
        ];
        out.add(TableKind::Category, String::new(), statements);
    }
    // What belongs to no entry stands above the next table; at the end, above the statistics or nothing.
    let mut above = String::new();
    let mut codes: FxHashMap<&str, usize> = FxHashMap::default();
    for category in &structure.categories {
        *codes.entry(&category.code).or_default() += 1;
    }
    for (table, placed) in std::mem::take(&mut draft.tables).into_iter().zip(&structure.tables) {
        let category = structure.categories.get(placed.category);
        let is_ambiguous = category.is_some_and(|category| codes.get(category.code.as_str()) > Some(&1));
        let subsystem = category
            .filter(|_| is_ambiguous)
            .map(|category| category.subsystem.as_str());
        let statements = [
            Some(text("id", &placed.id)),
            Some(text("title", &placed.title)),
            optional("category", category.map(|category| category.code.as_str())),
            optional("subsystem", subsystem),
            optional("block", placed.block.as_deref()),
            several("groups", &placed.groups),
        ];
        out.add(TableKind::Table, above, statements);
        above = out.entries(table, String::new());
    }
    for (figures, by) in draft.statistics.iter().zip(statistics) {
        above = out.figures(figures, by, above);
    }
    let mut register = out.file.text;
    if !above.is_empty() {
        let comments: String = above.lines().map(|line| format!("# {}\n", line.trim_end())).collect();
        register.push('\n');
        register.push_str(&comments);
    }
    register
}

/// The entries alone, for a table that is there: what belongs to no table stands above the first, and comments behind the last.
pub(super) fn entries(draft: Draft, style: Style<'_>, ending: &str, language: Language) -> String {
    let mut out = Out {
        file: File::new(style, ending),
        number: style.columns.key_of(ColumnRole::Number).to_owned(),
        language,
    };
    let mut above = out.comments(&draft.reports);
    for table in draft.tables {
        above = out.entries(table, above);
    }
    let mut text = out.file.text;
    for line in above.lines() {
        text.push_str(&format!("# {line}{ending}"));
    }
    text
}

struct Out<'s> {
    file: File<'s>,
    /// The key of the number in the table; empty for none.
    number: String,
    language: Language,
}

impl Out<'_> {
    fn add<const N: usize>(&mut self, kind: TableKind, above: String, statements: [Option<Statement>; N]) {
        self.file.add(&Written {
            above,
            kind,
            statements: statements.into_iter().flatten().collect(),
        });
    }

    fn head(&mut self, draft: &Draft, structure: &Structure, head: &Head<'_>) {
        let above = self.comments(&draft.reports);
        let statements = [
            Some(text("title", head.title)),
            optional("standard", draft.standard.as_deref()),
            optional("code", draft.code.as_deref()),
            optional("scheme", head.scheme),
            optional("domain", structure.domain.as_deref()),
            optional("business", structure.business.as_deref()),
            optional("proposer", draft.preface.proposer.as_deref()),
            optional("owner", draft.preface.owner.as_deref()),
            several("drafters", &draft.preface.drafters),
        ];
        self.add(TableKind::Register, above, statements);
    }

    /// Writes the entries of a table, `pending` as comments above the first. Gives the comments that stand behind the last one.
    fn entries(&mut self, table: Table, mut pending: String) -> String {
        let has_own = |entry: &Entry| entry.is_exact || entry.has(&self.number);
        let has_numbers = self.number.is_empty() || table.entries().any(has_own);
        let mut number = 0;
        for item in table.items {
            match item {
                Item::Report(report) => pending.push_str(&self.comments(&[report])),
                Item::Entry(entry) => {
                    number += 1;
                    let above = std::mem::take(&mut pending) + &self.comments(&entry.reports);
                    self.file.add(&Written {
                        above,
                        kind: TableKind::Entry,
                        statements: statements(entry.fields, (!has_numbers).then_some((self.number.as_str(), number))),
                    });
                }
            }
        }
        pending
    }

    fn figures(&mut self, figures: &Figures, by: &str, above: String) -> String {
        let rows: Vec<Pairs> = figures.rows.iter().map(pairs).collect();
        let reports: String = figures.rows.iter().map(|row| self.comments(&row.reports)).collect();
        let columns: Vec<Pairs> = figures.columns.iter().map(column).collect();
        let statements = [
            optional("id", figures.id.as_deref()),
            optional("title", figures.title.as_deref()),
            Some(text("by", by)),
            (!columns.is_empty()).then(|| Statement::new("columns", Value::Tables(columns))),
            Some(Statement::new("rows", Value::Tables(rows))),
        ];
        self.add(TableKind::Statistics, above + &reports, statements);
        String::new()
    }

    /// Comments, a line each whatever stands in the cells. They open with words of ours, so that they say nothing to the linter.
    fn comments(&self, reports: &[Report]) -> String {
        let mut comments = String::new();
        for report in reports {
            let message = Message::attribute("import-report", "comment")
                .with("address", report.address.to_string())
                .with("reason", report.reason.clone())
                .with("content", report.content.as_str());
            let line = message.render(self.language);
            comments.extend(line.chars().map(|c| {
                if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') {
                    ' '
                } else {
                    c
                }
            }));
            comments.push('\n');
        }
        comments
    }
}

/// The keys of an entry. `number` is for one in a table that has no numbers.
pub(super) fn statements_of(entry: &Entry, number: Option<(&str, i64)>) -> Vec<Statement> {
    statements(entry.fields.clone(), number)
}

fn statements(fields: Vec<(String, Field)>, number: Option<(&str, i64)>) -> Vec<Statement> {
    let number = number.map(|(key, number)| Statement::new(key, Value::Integer(number)));
    let fields = fields.into_iter().map(|(key, field)| Statement::new(key, value(field)));
    number.into_iter().chain(fields).collect()
}

/// A value of an entry as it is written.
pub(super) fn value_of(field: &Field) -> Value {
    value(field.clone())
}

fn value(field: Field) -> Value {
    match field {
        Field::Text(text) => Value::String(text),
        Field::Integer(integer) => Value::Integer(integer),
        Field::Date(date) => Value::Date(date),
        Field::Texts(texts) => Value::strings(texts),
    }
}

/// A further column of statistics.
fn column((title, condition): &(String, Vec<(String, Vec<String>)>)) -> Pairs {
    let condition = condition.iter().map(|(name, values)| {
        let value = match values.as_slice() {
            [only] => Value::String(only.clone()),
            several => Value::strings(several),
        };
        (name.clone().into(), value)
    });
    vec![
        ("title".into(), Value::String(title.clone())),
        ("where".into(), Value::Table(condition.collect())),
    ]
}

fn pairs(row: &FiguresRow) -> Pairs {
    let mut pairs: Pairs = vec![("item".into(), Value::String(row.item.clone()))];
    pairs.extend(of_counts(&row.counts));
    let further = row.further.iter().map(|(title, counts)| {
        let value = match counts {
            // A number alone is how many there are to be.
            Counts {
                expected: Some(expected),
                existing: None,
                ratio: None,
            } => Value::Integer(*expected),
            counts => Value::Table(of_counts(counts)),
        };
        (title.clone().into(), value)
    });
    let further: Pairs = further.collect();
    pairs.extend((!further.is_empty()).then(|| ("figures".into(), Value::Table(further))));
    let remarks = row.remarks.clone();
    pairs.extend(remarks.map(|remarks| ("remarks".into(), Value::String(remarks))));
    pairs
}

fn of_counts(counts: &Counts) -> Pairs {
    let integer = |key: &'static str, figure: Option<i64>| figure.map(|figure| (key.into(), Value::Integer(figure)));
    let ratio = counts.ratio.clone().map(|ratio| ("ratio".into(), Value::String(ratio)));
    let pairs = [
        integer("expected", counts.expected),
        integer("existing", counts.existing),
        ratio,
    ];
    pairs.into_iter().flatten().collect()
}

pub(super) fn text(key: &str, value: &str) -> Statement {
    Statement::new(key, Value::String(value.to_owned()))
}

fn optional(key: &str, value: Option<&str>) -> Option<Statement> {
    value.map(|value| text(key, value))
}

fn several(key: &str, values: &[String]) -> Option<Statement> {
    (!values.is_empty()).then(|| Statement::new(key, Value::strings(values)))
}
