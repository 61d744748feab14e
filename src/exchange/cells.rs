//! The cells of the detail tables: which columns are printed, what stands over them, and what an entry has in each.

use std::borrow::Cow;

use crate::keys::{self, ColumnRole};
use crate::messages::{Bilingual, Language, Message};
use crate::register::Register;
use crate::register::handle::EntryRef;
use crate::register::model::{CellValue, Spanned};
use crate::scheme::Scheme;
use crate::syntax::{Date, Str};

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

/// What an entry has in a column, as text.
pub(super) fn of_column(entry: EntryRef<'_>, printed: &PrintedColumn<'_>) -> String {
    let date = |date: Spanned<Date>| date.value.to_string();
    let listed = |strings: &[Str]| {
        let strings: Vec<_> = strings.iter().map(|string| entry.text(*string)).collect();
        strings.join("、")
    };
    let Some(role) = printed.column.role else {
        let cell = entry
            .cells
            .iter()
            .find(|cell| usize::from(cell.column) == printed.place);
        return match cell.map(|cell| &cell.value) {
            Some(CellValue::Text(string)) => entry.text(*string).into_owned(),
            Some(CellValue::Texts(strings)) => listed(strings),
            Some(CellValue::Integer(integer)) => integer.value.to_string(),
            Some(CellValue::Date(day)) => date(*day),
            None => String::new(),
        };
    };
    match role {
        ColumnRole::Number => entry.number.map(|number| number.value.to_string()).unwrap_or_default(),
        ColumnRole::Code => string(entry.code()),
        ColumnRole::Standard => string(entry.standard().or_else(|| entry.plan())),
        ColumnRole::Plan => string(entry.plan()),
        ColumnRole::Title => string(entry.title()),
        ColumnRole::Status => string(entry.status()),
        ColumnRole::Level => string(entry.level()),
        ColumnRole::Effective => entry.effective.map(date).unwrap_or_default(),
        ColumnRole::Owner => string(entry.owner()),
        ColumnRole::Group => string(entry.group()),
        ColumnRole::Replaces => entry
            .replaces()
            .map(|(_, replaced)| replaced.into_owned())
            .collect::<Vec<_>>()
            .join("、"),
        ColumnRole::Remarks => string(entry.remarks()),
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

fn string(field: Option<Cow<'_, str>>) -> String {
    field.unwrap_or_default().into_owned()
}
