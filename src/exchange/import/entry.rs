//! A row as an entry: each cell by what its column holds. Nothing is corrected: what a linter would find is left for it to find.

use super::draft::{Entry, Field, Report};
use super::grid::{Cell, Filled, Grid, Row, Value};
use super::headings::{Header, Meaning, NAMING};
use super::{lines, values};
use crate::keys::{ColumnRole, Columns, Form};
use crate::messages::Message;
use crate::number::Grammar;
use crate::number::plan::{PlanFault, parse_plan};
use crate::scheme::Scheme;

/// What a row came to.
pub(super) enum Made {
    /// An entry.
    Entry(Entry),
    /// More of the entry above, whose cells reach down into the row.
    Continuation(Entry),
    /// Nothing by which an entry is known, and why.
    Nothing(&'static str),
}

/// Makes an entry of a row.
pub(super) fn make(row: &Row, header: &Header, grid: &Grid, scheme: &Scheme) -> Made {
    let mut entry = Entry {
        address: grid.address(row.number, None),
        is_exact: grid.is_exact,
        fields: Vec::with_capacity(row.cells.len().min(header.columns.len())),
        is_below_heading: false,
        blank: Vec::new(),
        reports: Vec::new(),
        is_from_title: false,
    };
    let mut is_below_merge = false;
    let mut year = None;
    let columns = &scheme.columns;
    let [standard, plan] = [ColumnRole::Standard, ColumnRole::Plan].map(|role| columns.key_of(role));
    // What names a number or a plan names the one that there is.
    let either = if standard.is_empty() { plan } else { standard };
    let is_naming = |key: &str| NAMING.iter().any(|role| columns.key_of(*role) == key);
    for (place, cell) in row.cells.iter().enumerate() {
        if cell.is_empty() || cell.filled == Filled::Across {
            continue;
        }
        let report = |attribute: &'static str| Report {
            address: grid.address(row.number, Some(place)),
            reason: Message::attribute("import-reason", attribute),
            content: cell.shown(),
        };
        let column = header.columns.get(place);
        // What reaches down into where no column is stands above, and is told there.
        if cell.filled == Filled::Down && column.is_none() {
            continue;
        }
        let meaning = column.and_then(|column| column.meaning.as_ref());
        if let Value::Error(_) = cell.value
            && !matches!(meaning, Some(Meaning::Ignored))
        {
            entry.reports.push(report("formula-error"));
            continue;
        }
        let text = grid.text(cell);
        match meaning {
            _ if !grid.is_exact && values::is_nothing(&text) => {}
            Some(
                Meaning::Ignored
                | Meaning::Structure(_)
                | Meaning::Parent
                | Meaning::SubsystemCode
                | Meaning::CategoryCode
                | Meaning::Count
                | Meaning::Table
                | Meaning::TableTitle,
            ) => {}
            Some(Meaning::Year) => year = Some(text),
            Some(meaning) => {
                let key = match meaning {
                    Meaning::Key(key) => key.as_str(),
                    _ => either,
                };
                if cell.filled == Filled::Down && is_naming(key) {
                    is_below_merge = true;
                    continue;
                }
                // A plan may stand in the column of numbers: each value says what it is.
                let may_be_plan = !grid.is_exact && key == standard && !plan.is_empty();
                let is_plan = may_be_plan && is_plan(&text, &scheme.grammar);
                let key = if is_plan { plan } else { key };
                match field(columns, key, cell, text) {
                    // A number and a plan may each have a column, and one of the two stand in the other's.
                    Ok(field) if entry.has(key) => {
                        let is_same = entry.fields.iter().any(|(name, own)| name == key && *own == field);
                        entry.reports.extend((!is_same).then(|| report("second")));
                    }
                    Ok(field) => entry.fields.push((key.to_owned(), field)),
                    Err(attribute) => entry.reports.push(report(attribute)),
                }
            }
            None => {
                let mut report = report("beyond");
                if let Some(column) = column {
                    report.reason = Message::attribute("import-reason", "unknown-column");
                    if !column.title.is_empty() {
                        report.content = format!("{}：{}", column.title.replace('\n', " "), report.content);
                    }
                }
                entry.reports.push(report);
            }
        }
    }
    entry.blank = blank(row, header, grid);
    if let Some(year) = year {
        add_year(&mut entry, standard, &year);
    }
    // On a page a plan stands among the numbers, and its entry has one there.
    if !grid.is_exact && !standard.is_empty() && !entry.has(standard) && !entry.has(plan) {
        take_number_out(&mut entry, columns.key_of(ColumnRole::Title), standard, &scheme.grammar);
    }
    match entry.fields.iter().any(|(key, _)| is_naming(key)) {
        true => Made::Entry(entry),
        false if is_below_merge => Made::Continuation(entry),
        false => Made::Nothing(match entry.fields.is_empty() && !entry.reports.is_empty() {
            true => "unknown-row",
            false => "no-key",
        }),
    }
}

/// The keys of columns in which a row has nothing.
fn blank(row: &Row, header: &Header, grid: &Grid) -> Vec<String> {
    let columns = header.columns.iter().enumerate();
    let blank = columns.filter_map(|(place, column)| match &column.meaning {
        Some(Meaning::Key(key)) => {
            let cell = row.cells.get(place);
            let is_blank = cell.is_none_or(|cell| match &cell.value {
                Value::Empty => true,
                Value::Text(text) => !grid.is_exact && values::is_nothing(text),
                _ => false,
            });
            is_blank.then(|| key.clone())
        }
        _ => None,
    });
    blank.collect()
}

/// Adds to an entry what stands in further rows of it. Only what may be several is joined; the rest is reported, unless it is the
/// same.
pub(super) fn join(entry: &mut Entry, more: Entry) {
    for (key, field) in more.fields {
        let own = entry.fields.iter_mut().find(|(name, _)| *name == key);
        match (own, field) {
            (Some((_, Field::Texts(texts))), Field::Texts(more)) => texts.extend(more),
            (Some((_, own)), field) if *own == field => {}
            (None, field) => entry.fields.push((key, field)),
            (Some(_), field) => entry.reports.push(Report {
                address: more.address.clone(),
                reason: Message::attribute("import-reason", "second"),
                content: field.shown(),
            }),
        }
    }
    entry.reports.extend(more.reports);
}

fn field(columns: &Columns, key: &str, cell: &Cell, text: String) -> Result<Field, &'static str> {
    let form = columns.find(key).map(|(_, column)| column.form());
    match form {
        Some(Form::Integer) => values::integer(cell).map(Field::Integer).ok_or("number"),
        Some(Form::Date) => values::date(cell).map(Field::Date).ok_or("date"),
        Some(Form::Strings) => match &cell.value {
            Value::Texts(texts) => Ok(Field::Texts(texts.clone())),
            Value::Text(lines) => Ok(Field::Texts(values::list(lines))),
            _ => Ok(Field::Texts(values::list(&text))),
        },
        _ => Ok(Field::Text(text)),
    }
}

/// Whether a text has the form of a plan number, whatever its year.
pub(super) fn is_plan(text: &str, grammar: &Grammar) -> bool {
    matches!(parse_plan(text, grammar, 9999), Ok(_) | Err(PlanFault::Year(_)))
}

/// Takes the number out of a title that ends with it, or that is a file's name and has nothing else: 《…》（GB50052-2009）.pdf.
fn take_number_out(entry: &mut Entry, title: &str, standard: &str, grammar: &Grammar) {
    let own = entry.fields.iter().position(|(key, _)| key == title);
    let Some((place, (bare, number))) = own.and_then(|place| match entry.fields.get(place) {
        Some((_, Field::Text(text))) => Some((place, lines::number_of_title(text, grammar)?)),
        _ => None,
    }) else {
        return;
    };
    let fields = [(standard, number), (title, bare)];
    let fields = fields.into_iter().filter(|(_, text)| !text.is_empty());
    let fields = fields.map(|(key, text)| (key.to_owned(), Field::Text(text)));
    entry.fields.splice(place..=place, fields.collect::<Vec<_>>());
    entry.is_from_title = true;
}

/// Puts the year behind the number that it belongs to.
fn add_year(entry: &mut Entry, standard: &str, year: &str) {
    let number = entry.fields.iter_mut().find_map(|(key, field)| match field {
        Field::Text(text) if key == standard => Some(text),
        _ => None,
    });
    if let Some(number) = number
        && !number.ends_with(year)
    {
        number.push('-');
        number.push_str(year);
    }
}
