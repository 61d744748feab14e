//! A whole register from data: what is read from other forms becomes a file as `stdreg fmt` would leave it.

use unicode_width::UnicodeWidthStr as _;

use super::format::{Alignment, Style};
use super::layout::{Layout, Value, header};
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
        strings::key(&self.key).width()
    }
}

/// Tables as a file in its form, a blank line between two of them. The form of a value is that of [`Value::text`].
pub fn register(tables: &[Table], style: Style<'_>, ending: &str) -> String {
    let mut text = String::new();
    for table in tables {
        if !text.is_empty() {
            text.push_str(ending);
        }
        for line in table.above.lines() {
            text.push_str(&comment(line));
            text.push_str(ending);
        }
        text.push_str(&header(table.kind));
        let width = match style.alignment {
            Alignment::None => 0,
            Alignment::Columns => table.statements.iter().map(Statement::width).max().unwrap_or(0),
        };
        let layout = Layout::Lines {
            indent: "",
            ending,
            width,
        };
        let mut statements: Vec<&Statement> = table.statements.iter().collect();
        statements.sort_by_key(|statement| style.place(table.kind, &statement.key).unwrap_or(usize::MAX));
        for statement in statements {
            for line in statement.above.lines() {
                text.push_str(ending);
                text.push_str(&comment(line));
            }
            text.push_str(&layout.key(0, &statement.key));
            text.push_str(&statement.value.text(ending));
            if !statement.behind.is_empty() {
                text.push_str("  ");
                text.push_str(&comment(&statement.behind));
            }
        }
        text.push_str(ending);
    }
    text
}

/// A comment, without what would end it or what nobody sees.
fn comment(line: &str) -> String {
    let visible = |character: char| if character.is_control() { ' ' } else { character };
    let line: String = line.chars().map(visible).collect();
    format!("# {line}").trim_end().to_owned()
}
