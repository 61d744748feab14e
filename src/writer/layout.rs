//! Values, and the keys of a table with them: in braces on one line, or a line each under a header.

use std::borrow::Cow;

use unicode_width::UnicodeWidthStr;

use crate::keys::{Form, TableKind};
use crate::syntax::Date;
use crate::text::edit::line_ending_at;

use super::strings::{key, write_string};

/// Keys with their values.
pub type Pairs = Vec<(Cow<'static, str>, Value)>;

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A string.
    String(String),
    /// A whole number.
    Integer(i64),
    /// `true` or `false`.
    Boolean(bool),
    /// A local date.
    Date(Date),
    /// An array, on one line.
    Array(Vec<Self>),
    /// A table in braces.
    Table(Pairs),
    /// Tables in braces, a line each.
    Tables(Vec<Pairs>),
}

impl Value {
    /// Strings in an array.
    pub fn strings(contents: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let strings = contents.into_iter().map(|content| Self::String(content.into()));
        Self::Array(strings.collect())
    }

    /// As TOML; where it has lines of its own, they end so.
    pub fn text(&self, ending: &str) -> String {
        let mut text = String::new();
        self.write(ending, &mut text);
        text
    }

    /// [`Value::text`] behind what a text has already.
    pub fn write(&self, ending: &str, out: &mut String) {
        let text = match self {
            Self::String(content) => return write_string(content, out),
            Self::Integer(number) => number.to_string(),
            Self::Boolean(is_on) => is_on.to_string(),
            Self::Date(date) => date.to_string(),
            Self::Array(values) => {
                let values: Vec<String> = values.iter().map(|value| value.text(ending)).collect();
                format!("[{}]", values.join(", "))
            }
            Self::Table(pairs) if pairs.is_empty() => "{}".to_owned(),
            Self::Table(pairs) => Layout::Inline.table(pairs),
            Self::Tables(tables) if tables.is_empty() => "[]".to_owned(),
            Self::Tables(tables) => {
                let line = |pairs: &Pairs| format!("{ending}  {},", Layout::Inline.table(pairs));
                let lines: String = tables.iter().map(line).collect();
                format!("[{lines}{ending}]")
            }
        };
        out.push_str(&text);
    }
}

/// How the keys of a table stand to each other.
#[derive(Clone, Copy, Debug)]
pub enum Layout<'t> {
    /// In braces, on one line.
    Inline,
    /// A line each, below a header.
    Lines {
        /// What the lines begin with.
        indent: &'t str,
        /// What the line before ends with.
        ending: &'t str,
        /// How many columns a key and the blanks behind it take, but for the last blank.
        width: usize,
    },
}

impl<'t> Layout<'t> {
    /// A line each, as a text writes them around an offset: with its line ending, and with equals signs under each other
    /// where it has them so.
    pub fn around<'n>(text: &str, offset: u32, names: impl IntoIterator<Item = &'n str>) -> Self {
        let is_aligned = text.contains("  = ");
        let longest = names.into_iter().map(|name| key(name).width()).max().unwrap_or(0);
        Layout::Lines {
            indent: "",
            ending: line_ending_at(text, offset),
            width: if is_aligned { longest } else { 0 },
        }
    }

    /// What stands before the value of a key, which is the first one or not.
    pub fn key(self, place: usize, name: &str) -> String {
        let name = key(name);
        match (self, place) {
            (Self::Inline, 0) => format!("{name} = "),
            (Self::Inline, _) => format!(", {name} = "),
            (Self::Lines { indent, ending, width }, _) => {
                let blanks = " ".repeat(width.saturating_sub(name.width()));
                format!("{ending}{indent}{name}{blanks} = ")
            }
        }
    }

    /// The keys with their values: in braces, or as what follows a header.
    pub fn table(self, pairs: &Pairs) -> String {
        let ending = match self {
            Self::Inline => "",
            Self::Lines { ending, .. } => ending,
        };
        let keys = pairs.iter().enumerate();
        let text: String = keys
            .map(|(place, (name, value))| self.key(place, name) + &value.text(ending))
            .collect();
        match self {
            Self::Inline => format!("{{ {text} }}"),
            Self::Lines { .. } => text,
        }
    }
}

/// The header of a kind of table: `[register]`, `[[table.entry]]`.
pub fn header(kind: TableKind) -> String {
    let path = kind.path();
    match kind.leading_key().map(|key| key.value.form()) {
        Some(Form::Table(_)) => format!("[{path}]"),
        _ => format!("[[{path}]]"),
    }
}
