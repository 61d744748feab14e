//! The cells of the detail tables: which columns are printed, what stands over them, and what an entry has in each; what of a cell
//! a spreadsheet would take for a formula.

use std::borrow::Cow;

use crate::keys::{self, ColumnRole};
use crate::messages::{Bilingual, Language, Message};
use crate::register::Register;
use crate::register::handle::EntryRef;
use crate::register::model::CellValue;
use crate::scheme::Scheme;
use crate::syntax::Date;

/// A column of the detail tables. A plan stands in the column of the number that it is a plan for, what is replaced among
/// the remarks, and a group has a line of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// What the engine knows it as.
    pub role: Option<ColumnRole>,
    /// What stands over it in Chinese; empty for a column that stands for the number or the plan, as there is.
    pub title: String,
    /// The same in English.
    pub title_en: String,
}

impl Column {
    /// What stands over it. Where a standard has no number, that of its plan stands.
    pub(super) fn heading(&self, language: Language) -> String {
        let heading = Bilingual {
            zh: &self.title,
            en: &self.title_en,
        };
        match heading.get(language) {
            "" => Message::new("print-standard").render(language),
            heading => (*heading).to_owned(),
        }
    }
}

/// What an entry has in a column of the page, as text. The plan stands where there is no number.
pub(super) fn in_print(entry: EntryRef<'_>, printed: &PrintedColumn<'_>) -> String {
    let role = match printed.column.role {
        Some(ColumnRole::Standard) if entry.standard().is_none() => Some(ColumnRole::Plan),
        role => role,
    };
    of_column(entry, role, printed.place).into_shown().into_owned()
}

/// What stands between the values of a list in one cell.
const BETWEEN: &str = "、";

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell<'r> {
    /// Nothing.
    Empty,
    /// Text, whatever it looks like.
    Text(Cow<'r, str>),
    /// A whole number.
    Integer(i64),
    /// A day.
    Date(Date),
}

impl<'r> Cell<'r> {
    pub(super) fn text(text: impl Into<Cow<'r, str>>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    pub(super) fn maybe(text: Option<Cow<'r, str>>) -> Self {
        text.map_or(Self::Empty, Self::text)
    }

    /// As text, for good.
    pub(super) fn into_shown(self) -> Cow<'r, str> {
        match self {
            Self::Text(text) => text,
            cell => cell.shown().into_owned().into(),
        }
    }

    /// As text.
    pub(super) fn shown(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Integer(integer) => integer.to_string().into(),
            Self::Date(date) => date.to_string().into(),
        }
    }
}

/// What an entry has in a column: that of a role, or one of the scheme's own by its place among the register's columns.
pub(super) fn of_column(entry: EntryRef<'_>, role: Option<ColumnRole>, place: usize) -> Cell<'_> {
    match role {
        None => free_cell(entry, place),
        Some(ColumnRole::Number) => entry.number.map_or(Cell::Empty, |number| Cell::Integer(number.value)),
        Some(ColumnRole::Code) => Cell::maybe(entry.code()),
        Some(ColumnRole::Standard) => Cell::maybe(entry.standard()),
        Some(ColumnRole::Plan) => Cell::maybe(entry.plan()),
        Some(ColumnRole::Title) => Cell::maybe(entry.title()),
        Some(ColumnRole::Status) => Cell::maybe(entry.status()),
        Some(ColumnRole::Level) => Cell::maybe(entry.level()),
        Some(ColumnRole::Effective) => entry.effective.map_or(Cell::Empty, |date| Cell::Date(date.value)),
        Some(ColumnRole::Owner) => Cell::maybe(entry.owner()),
        Some(ColumnRole::Group) => Cell::maybe(entry.group()),
        Some(ColumnRole::Replaces) => {
            let replaced: Vec<_> = entry.replaces().map(|(_, replaced)| replaced).collect();
            Cell::text(replaced.join(BETWEEN))
        }
        Some(ColumnRole::Remarks) => Cell::maybe(entry.remarks()),
    }
}

/// What an entry has in a column of the scheme's own.
fn free_cell(entry: EntryRef<'_>, place: usize) -> Cell<'_> {
    let mut cells = entry.get().cells.iter();
    let cell = cells.find(|cell| usize::from(cell.column) == place);
    match cell.map(|cell| &cell.value) {
        Some(CellValue::Text(string)) => Cell::text(entry.text(*string)),
        Some(CellValue::Texts(strings)) => {
            let strings: Vec<_> = strings.iter().map(|string| entry.text(*string)).collect();
            Cell::text(strings.join(BETWEEN))
        }
        Some(CellValue::Integer(integer)) => Cell::Integer(integer.value),
        Some(CellValue::Date(date)) => Cell::Date(date.value),
        Some(CellValue::Unread) | None => Cell::Empty,
    }
}

/// A column of the register that is one of the page.
pub(super) struct PrintedColumn<'r> {
    pub(super) column: &'r keys::Column,
    pub(super) place: usize,
    /// Whether what an entry replaces stands in it too.
    pub(super) holds_replaced: bool,
}

pub(super) fn columns(register: &Register) -> Vec<PrintedColumn<'_>> {
    let columns = &register.columns;
    let has = |role| columns.of_role(role).is_some();
    let is_printed = |column: &keys::Column| match column.role {
        Some(ColumnRole::Group) => false,
        Some(ColumnRole::Plan) => !has(ColumnRole::Standard),
        Some(ColumnRole::Replaces) => !has(ColumnRole::Remarks),
        _ => true,
    };
    let columns = columns.iter().filter(|(_, column)| is_printed(column));
    columns
        .map(|(place, column)| PrintedColumn {
            column,
            place,
            holds_replaced: column.role == Some(ColumnRole::Remarks) && has(ColumnRole::Replaces),
        })
        .collect()
}

pub(super) fn head_of(register: &Register, printed: &PrintedColumn<'_>) -> Column {
    let column = printed.column;
    let heading = column.as_key().heading;
    let built_in = Scheme::built_in();
    let is_named_anew = || {
        built_in
            .columns
            .of_role(ColumnRole::Standard)
            .is_none_or(|known| known.title != column.title)
    };
    let holds_plans = column.role == Some(ColumnRole::Standard) && register.columns.of_role(ColumnRole::Plan).is_some();
    let [title, title_en] = if holds_plans && !is_named_anew() {
        [String::new(), String::new()]
    } else {
        [heading.zh.to_owned(), heading.en.to_owned()]
    };
    Column {
        role: column.role,
        title,
        title_en,
    }
}

/// What a spreadsheet takes a cell for a formula by. A blank that it passes over is one too.
const FORMULA: [char; 9] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t'];

/// Text that no spreadsheet takes for a formula.
pub(super) fn guarded(content: &str) -> Cow<'_, str> {
    let visible = content.trim_start_matches([' ', '\u{3000}', '\u{a0}', '\r', '\n']);
    // One sign alone is what a printed table has where there is nothing.
    match visible.starts_with(FORMULA) && visible.chars().nth(1).is_some() {
        true => format!("'{content}").into(),
        false => content.into(),
    }
}

/// The text that was guarded.
pub(super) fn unguarded(cell: &str) -> &str {
    let bare = cell.strip_prefix('\'').filter(|bare| guarded(bare).len() > bare.len());
    bare.unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spreadsheet_takes_no_text_for_a_formula() {
        for text in ["=1+1", "+1", "-1", "@x", "＝1", " =1", "\u{3000}=1", "\t1", "\n=1"] {
            assert_eq!(guarded(text), format!("'{text}"));
            assert_eq!(unguarded(&guarded(text)), text);
        }
        for text in ["1=1", "“=”", "'=1", "-", "—"] {
            assert_eq!(guarded(text), text);
        }
        for text in ["=1", "'", "'甲'", "'-"] {
            assert_eq!(unguarded(text), text);
        }
    }
}
