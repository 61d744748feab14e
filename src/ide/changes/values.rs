//! What entries are given: `KEY=VALUE` as people write it, as values of the columns.

use std::borrow::Cow;

use super::Refusal;
use crate::keys::{Column, ColumnRole, Form};
use crate::messages::Message;
use crate::register::Register;
use crate::syntax;
use crate::writer::keys::Change;
use crate::writer::layout::Value;

/// The marks between the values of a list.
const BETWEEN: [char; 3] = ['、', ';', '；'];

/// What some pairs set.
///
/// # Errors
/// As for each of them.
pub(super) fn changes(register: &Register, pairs: &[String]) -> Result<Vec<Change>, Refusal> {
    pairs.iter().map(|pair| change(register, pair)).collect()
}

/// The column of a key or heading, and what it is to be; nothing where no value is given.
///
/// # Errors
/// Where there is no such column, or the value is none of its type.
fn change(register: &Register, pair: &str) -> Result<Change, Refusal> {
    let Some((name, text)) = pair.split_once(['=', '＝']) else {
        return Err(Box::new(Message::attribute("change-fault", "pair").with("pair", pair)));
    };
    let (name, text) = (name.trim(), text.trim());
    let column = column(register, name)?;
    if text.is_empty() {
        return Ok((column.key.clone(), None));
    }
    let fault = || {
        let message = Message::attribute("change-fault", "value").with("key", column.key.as_str());
        Box::new(message.with("value", text))
    };
    let value = match column.as_key().value.form() {
        Form::Integer => Value::Integer(text.parse().map_err(|_| fault())?),
        Form::Date => Value::Date(syntax::date(&dashed(text)).ok_or_else(fault)?),
        Form::Strings => Value::strings(text.split(BETWEEN).map(str::trim).filter(|text| !text.is_empty())),
        _ => Value::String(word(register, column, text).into_owned()),
    };
    Ok((column.key.clone(), Some(value)))
}

fn column<'r>(register: &'r Register, name: &str) -> Result<&'r Column, Refusal> {
    let columns = &register.columns;
    if let Some((_, column)) = columns.find(name).or_else(|| columns.headed(name)) {
        return Ok(column);
    }
    let keys = columns.iter().map(|(_, column)| column.key.clone());
    let message = Message::attribute("change-fault", "no-column").with("key", name);
    Err(Box::new(message.with("keys", keys.collect::<Vec<_>>())))
}

/// The word of the vocabulary that a synonym stands for.
fn word<'t>(register: &'t Register, column: &Column, text: &'t str) -> Cow<'t, str> {
    let vocabulary = &register.vocabulary;
    let term = match column.role {
        Some(ColumnRole::Status) => {
            let (place, _) = vocabulary.status(text).unzip();
            place.and_then(|place| Some(vocabulary.status_term(place)?.name.as_str()))
        }
        Some(ColumnRole::Level) => {
            let (place, _) = vocabulary.level(text).unzip();
            place.and_then(|place| Some(vocabulary.level_term(place)?.name.as_str()))
        }
        _ => None,
    };
    Cow::Borrowed(term.unwrap_or(text))
}

/// A day with the marks of TOML: `2015.2.1` and `2015年2月1日` are `2015-02-01`.
fn dashed(text: &str) -> String {
    let parts = text.trim_end_matches('日').split(['-', '.', '/', '年', '月']);
    let parts: Vec<String> = parts.map(|part| format!("{part:0>2}")).collect();
    parts.join("-")
}
