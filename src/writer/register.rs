//! A whole register from data: what is read from other forms becomes a file as `stdreg fmt` would leave it.

use std::borrow::Cow;

use smallvec::SmallVec;
use unicode_width::UnicodeWidthStr as _;

use super::format::{Alignment, Style};
use super::layout::{Value, header};
use super::strings;
use crate::keys::TableKind;

/// A table with its header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Comments above the header, by lines; empty where there are none.
    pub above: String,
    /// What the table is.
    pub kind: TableKind,
    /// Its keys, each but once, in any order.
    pub statements: Vec<Statement>,
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Comments above it, by lines; empty where there are none.
    pub above: String,
    /// The key.
    pub key: String,
    /// Its value.
    pub value: Value,
    /// A comment behind the value; empty where there is none.
    pub behind: String,
}

impl Statement {
    /// A key without comments.
    pub fn new(key: impl Into<String>, value: Value) -> Self {
        Self {
            above: String::new(),
            key: key.into(),
            value,
            behind: String::new(),
        }
    }

    /// How many columns its key takes.
    fn width(&self) -> usize {
        match strings::key(&self.key) {
            // It is in ASCII.
            Cow::Borrowed(bare) => bare.len(),
            Cow::Owned(quoted) => quoted.width(),
        }
    }
}

/// Tables as a file in its form, a blank line between two of them. The form of a value is that of [`Value::text`].
pub fn register(tables: &[Table], style: Style<'_>, ending: &str) -> String {
    let mut file = File::new(style, ending);
    tables.iter().for_each(|table| file.add(table));
    file.text
}

/// A file that is written a table after the other, so that none of them need be held.
#[derive(Debug)]
pub struct File<'s> {
    /// What is written so far.
    pub text: String,
    style: Style<'s>,
    ending: &'s str,
}

impl<'s> File<'s> {
    /// A file without tables.
    pub const fn new(style: Style<'s>, ending: &'s str) -> Self {
        Self {
            text: String::new(),
            style,
            ending,
        }
    }

    /// Adds a table, behind a blank line where others are there.
    pub fn add(&mut self, table: &Table) {
        let (text, ending) = (&mut self.text, self.ending);
        if !text.is_empty() {
            text.push_str(ending);
        }
        for line in table.above.lines() {
            text.push_str(&comment(line));
            text.push_str(ending);
        }
        text.push_str(&header(table.kind));
        let width = match self.style.alignment {
            Alignment::None => 0,
            Alignment::Columns => table.statements.iter().map(Statement::width).max().unwrap_or(0),
        };
        let place = |statement: &Statement| self.style.place(table.kind, &statement.key).unwrap_or(usize::MAX);
        let statements = table.statements.iter().map(|statement| (place(statement), statement));
        let mut statements: SmallVec<[(usize, &Statement); 16]> = statements.collect();
        statements.sort_by_key(|(place, _)| *place);
        for (_, statement) in statements {
            for line in statement.above.lines() {
                text.push_str(ending);
                text.push_str(&comment(line));
            }
            text.push_str(ending);
            text.push_str(&strings::key(&statement.key));
            text.extend(std::iter::repeat_n(' ', width.saturating_sub(statement.width())));
            text.push_str(" = ");
            statement.value.write(ending, text);
            if !statement.behind.is_empty() {
                text.push_str("  ");
                text.push_str(&comment(&statement.behind));
            }
        }
        text.push_str(ending);
    }
}

/// A comment, without what would end it or what nobody sees.
fn comment(line: &str) -> String {
    let visible = |character: char| if character.is_control() { ' ' } else { character };
    let line: String = line.chars().map(visible).collect();
    format!("# {line}").trim_end().to_owned()
}
