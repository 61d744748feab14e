//! What is asked about a new entry.

use super::Change;
use crate::cli::asking::{Offers, Question, ask};
use crate::cli::{Console, Failure};
use crate::ide::changes::{self, Asked};
use crate::messages::Message;
use crate::report::visible::visible;

/// Asks for a table; gives its id or title.
pub(super) fn table(change: &Change, console: &mut Console<'_>) -> Result<String, Failure> {
    let register = change.changing.register();
    let tables = register.tables().map(|table| match (table.id(), table.title()) {
        (Some(id), Some(title)) => format!("{id}  {title}"),
        (id, title) => id.or(title).unwrap_or_default().into_owned(),
    });
    let offers = Offers(tables.collect());
    let name = |answer: &str| answer.split("  ").next().unwrap_or_default().trim().to_owned();
    let language = change.language;
    let is_there = |answer: &str| changes::table(register, &name(answer)).map(drop);
    let message = Message::attribute("change-ask", "table").render(language);
    let question = Question {
        message: &message,
        help: None,
        default: None,
        offers,
    };
    let answer = ask(&question, is_there, language, console)?;
    Ok(name(&answer))
}

/// Asks for what some pairs leave open of an entry, and gives all of its pairs.
pub(super) fn pairs(
    change: &mut Change,
    table: usize,
    pairs: &[String],
    console: &mut Console<'_>,
) -> Result<Vec<String>, Failure> {
    let language = change.language;
    let mut pairs = pairs.to_vec();
    let keys: Vec<String> = change
        .changing
        .open_columns(&pairs, language)?
        .into_iter()
        .map(|column| column.key)
        .collect();
    for key in keys {
        // What is needed depends on what was answered.
        let open = change.changing.open_columns(&pairs, language)?;
        let Some(column) = open.into_iter().find(|column| column.key == key) else {
            continue;
        };
        let answer = column_of(change, table, &pairs, &column, console)?;
        if !answer.is_empty() {
            pairs.push(format!("{key}={answer}"));
        }
    }
    Ok(pairs)
}

fn column_of(
    change: &mut Change,
    table: usize,
    pairs: &[String],
    column: &Asked,
    console: &mut Console<'_>,
) -> Result<String, Failure> {
    let language = change.language;
    let offers = Offers(change.changing.offers(table, pairs, &column.key, language)?);
    let is_code = column.key == change.changing.register().columns.key_of(crate::keys::ColumnRole::Code);
    let next = change.changing.next_code(table).filter(|_| is_code);
    let attribute = if column.is_needed { "needed" } else { "open" };
    let help = Message::attribute("change-ask", attribute).with("help", column.help.as_str());
    let help = visible(&help.render(language)).into_owned();
    let message = format!("{}:", visible(&column.heading));
    let question = Question {
        message: &message,
        help: Some(&help),
        default: next.as_deref(),
        offers,
    };
    let changing = &change.changing;
    let is_right = |answer: &str| match answer.trim() {
        "" if column.is_needed => {
            let message = Message::attribute("change-ask", "empty").with("key", column.heading.as_str());
            Err(Box::new(message))
        }
        "" => Ok(()),
        answer => changing.check_pair(&format!("{}={answer}", column.key)),
    };
    let answer = ask(&question, is_right, language, console)?;
    Ok(answer.trim().to_owned())
}
