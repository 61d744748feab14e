//! What the names in an expression mean in a register, and what may be asked of it.

use std::cmp::Ordering;
use std::ops::Range;

use super::ask::{Atom, Comparison as Asked, Subject};
use super::parse::{Comparison, Word};
use super::token::Operator;
use super::{Fault, Hint};
use crate::keys::{ColumnRole, ColumnType};
use crate::messages::Message;
use crate::register::Register;
use crate::register::counts::{Conditions, NameKind};
use crate::text::nearest::nearest;

/// Names that are no keys of columns, with what else they are called.
const WORDS: [(&str, &[&str]); 9] = [
    ("status", &["状态"]),
    ("level", &["级别"]),
    ("phase", &["阶段"]),
    ("subsystem", &["子体系"]),
    ("category", &["细目"]),
    ("table", &["明细表", "表"]),
    ("file", &["文件"]),
    ("year", &["年份"]),
    ("effective-year", &["实施年份"]),
];

/// A name that was found.
struct Named<'r> {
    /// What `where` calls it; nothing for what it does not know.
    condition: Option<&'r str>,
    subject: Subject,
    values: ValueKind,
}

/// What its values are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ValueKind {
    /// Words that there are, so that another one is a slip.
    Words,
    /// Words that entries have.
    Free,
    /// Any text, number or code.
    Any,
    Integer,
    Date,
    /// Paths.
    Path,
}

/// What is to be asked of entries for a comparison. Of a value that no entry has it is noted.
pub(super) fn atom(
    register: &Register,
    conditions: &Conditions<'_>,
    comparison: &Comparison<'_>,
    hints: &mut Vec<Hint>,
) -> Result<Atom, Fault> {
    let Comparison {
        name,
        operator,
        value,
        sign,
    } = comparison;
    let named = named(register, name.text).ok_or_else(|| unknown_name(register, name))?;
    let text = value.text.to_owned();
    let asked = match (operator, named.values) {
        (Operator::Contains | Operator::Lacks, _) => Asked::Contains(text.to_lowercase()),
        (Operator::Equal | Operator::Unequal, ValueKind::Date) if !text.is_empty() => Asked::Begins(date(name, value)?),
        (Operator::Equal | Operator::Unequal, ValueKind::Integer) if !text.is_empty() => {
            Asked::Equal(integer(name, value)?)
        }
        (Operator::Equal | Operator::Unequal, ValueKind::Path) => Asked::Ends(text),
        (Operator::Equal | Operator::Unequal, kind) => match named.condition {
            Some(condition) if matches!(kind, ValueKind::Words | ValueKind::Free) => {
                match conditions.test(condition, value.text) {
                    Ok(test) => return Ok(Atom::Test(test)),
                    Err(Some(unknown)) if matches!(unknown.kind, NameKind::Value(_)) => {
                        hints.push(Hint {
                            name: name.text.to_owned(),
                            value: text.clone(),
                            nearest: unknown.nearest,
                        });
                        Asked::Equal(text)
                    }
                    Err(_) if kind == ValueKind::Free => Asked::Equal(text),
                    Err(unknown) => {
                        let attribute = if unknown.is_some() { "unknown-value" } else { "unclear" };
                        let mut fault = fault(attribute, name, value, value.span.clone());
                        fault.nearest = unknown.and_then(|unknown| unknown.nearest);
                        return Err(fault);
                    }
                }
            }
            _ => Asked::Equal(text),
        },
        (Operator::Less | Operator::AtMost | Operator::Greater | Operator::AtLeast, kind) => {
            let bound = match (kind, named.subject) {
                (ValueKind::Date, _) => date(name, value)?,
                (ValueKind::Integer, _) => integer(name, value)?,
                (_, Subject::Layer(_)) | (ValueKind::Any | ValueKind::Free, _) => text,
                (ValueKind::Words | ValueKind::Path, _) => return Err(fault("order", name, value, sign.clone())),
            };
            Asked::Order(bound, orders(*operator))
        }
    };
    Ok(Atom::Values(named.subject, asked))
}

const fn orders(operator: Operator) -> &'static [Ordering] {
    match operator {
        Operator::Less => &[Ordering::Less],
        Operator::AtMost => &[Ordering::Less, Ordering::Equal],
        Operator::Greater => &[Ordering::Greater],
        _ => &[Ordering::Greater, Ordering::Equal],
    }
}

/// What a name means: the words of the format before layers, these before columns, as in `where`; then headings.
fn named<'r>(register: &'r Register, name: &str) -> Option<Named<'r>> {
    let columns = &register.columns;
    let column_of = |role| columns.iter().find(|(_, column)| column.role == Some(role));
    let of_word = |word: &'static str| {
        let subject = match word {
            "status" => column(column_of(ColumnRole::Status)?.0)?,
            "level" => match (column_of(ColumnRole::Level), register.scheme.layer_named("level")) {
                (Some((place, _)), _) => column(place)?,
                (None, layer) => Subject::Layer(layer?),
            },
            "phase" => Subject::Phase,
            "subsystem" => Subject::Subsystem,
            "category" => Subject::Category,
            "table" => Subject::Table,
            "file" => Subject::File,
            "year" => Subject::Year,
            _ => column(column_of(ColumnRole::Effective)?.0)?,
        };
        let (condition, values) = match word {
            "file" => (None, ValueKind::Path),
            "year" => (None, ValueKind::Integer),
            "effective-year" => (None, ValueKind::Date),
            word => (Some(word), ValueKind::Words),
        };
        Some(Named {
            condition,
            subject,
            values,
        })
    };
    let word = WORDS.iter().find(|(word, _)| *word == name);
    // A column may be called as one of our words is that `where` does not know.
    let is_of_format = |word: &str| !matches!(word, "file" | "year" | "effective-year");
    if let Some((word, _)) = word.filter(|(word, _)| is_of_format(word) || columns.find(word).is_none()) {
        return of_word(word);
    }
    let layers = &register.scheme.layers;
    let layer = register.scheme.layer_named(name);
    if let Some((place, _)) = columns.find(name) {
        return of_column(register, place, layer);
    }
    if let Some(layer) = layer {
        return of_layer(register, layer);
    }
    if let Some((place, _)) = columns.headed(name) {
        return of_column(register, place, None);
    }
    if let Some(layer) = layers
        .iter()
        .position(|layer| layer.literal.is_none() && layer.title == name)
    {
        return of_layer(register, layer);
    }
    let (word, _) = WORDS.iter().find(|(_, also)| also.contains(&name))?;
    of_word(word)
}

fn column(place: usize) -> Option<Subject> {
    u16::try_from(place).ok().map(Subject::Column)
}

fn of_layer(register: &Register, layer: usize) -> Option<Named<'_>> {
    Some(Named {
        condition: Some(&register.scheme.layers.get(layer)?.name),
        subject: Subject::Layer(layer),
        values: ValueKind::Words,
    })
}

/// A column; a layer may have its name too, whose values it then takes as well.
fn of_column(register: &Register, place: usize, layer: Option<usize>) -> Option<Named<'_>> {
    let column = register.columns.get(place)?;
    let values = match (column.role, column.column_type) {
        (Some(ColumnRole::Status | ColumnRole::Level), _) => ValueKind::Words,
        (Some(ColumnRole::Number), _) | (None, ColumnType::Integer) => ValueKind::Integer,
        (Some(ColumnRole::Effective), _) | (None, ColumnType::Date) => ValueKind::Date,
        _ if !column.words.is_empty() || layer.is_some() => ValueKind::Words,
        _ if column.is_of_words() => ValueKind::Free,
        _ => ValueKind::Any,
    };
    Some(Named {
        condition: Some(&column.key),
        subject: self::column(place)?,
        values,
    })
}

fn fault(attribute: &'static str, name: &Word<'_>, value: &Word<'_>, span: Range<usize>) -> Fault {
    let message = Message::attribute("query-fault", attribute);
    Fault::with(message.with("name", name.text).with("value", value.text), span)
}

fn unknown_name(register: &Register, name: &Word<'_>) -> Fault {
    let columns = register.columns.iter().map(|(_, column)| column);
    let columns = columns.flat_map(|column| [column.key.as_str(), column.title.as_str()]);
    let words = WORDS.iter().map(|(word, _)| *word);
    let layers = register.scheme.layers.iter().filter(|layer| layer.literal.is_none());
    let layers = layers.map(|layer| layer.name.as_str());
    let known = words.chain(layers).chain(columns);
    let message = Message::attribute("query-fault", "unknown-name").with("name", name.text);
    Fault {
        nearest: nearest(name.text, known).map(str::to_owned),
        ..Fault::with(message, name.span.clone())
    }
}

/// A day, or the year or month that it is in.
fn date(name: &Word<'_>, value: &Word<'_>) -> Result<String, Fault> {
    let text = value.text;
    let day = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.to_owned(),
    };
    match crate::syntax::date(&day) {
        Some(date) if date.to_string() == day => Ok(text.to_owned()),
        _ => Err(fault("date", name, value, value.span.clone())),
    }
}

fn integer(name: &Word<'_>, value: &Word<'_>) -> Result<String, Fault> {
    let number = value.text.parse::<i64>();
    number
        .map(|number| number.to_string())
        .map_err(|_| fault("integer", name, value, value.span.clone()))
}
