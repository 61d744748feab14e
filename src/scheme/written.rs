//! A `[[column]]` of a scheme file, as it is written.

use super::columns::{WrittenColumn, need_in};
use super::{ColumnRole, ColumnType};
use crate::fields::{Table, Text};
use crate::keys::{Need, TableKind};
use crate::text::Span;

/// A `[[column]]`.
pub(super) fn column(table: &Table<'_>) -> WrittenColumn<Span> {
    let texts = |name: &str| table.has(name).then(|| table.texts(name));
    let word = |name: &str| table.text(name).map(|word| (word.content.as_ref(), word.span));
    let is_misread = |name: &str| table.is_misread(name);
    WrittenColumn {
        key: table.text("key").map(|key| (key.owned(), key.span)),
        title: table.owned("title"),
        title_en: table.owned("title-en"),
        also: texts("also").map(|also| also.iter().map(Text::owned).collect()),
        column_type: word("type").and_then(|(word, span)| Some((ColumnType::named(word)?, span))),
        words: texts("words").map(|words| words.iter().map(|word| (word.owned(), word.span)).collect()),
        need: match table.boolean("required") {
            Some(true) => Some(Need::Always),
            Some(false) => Some(Need::Never),
            None => texts("required").map(|phases| need_in(phases.iter().map(|phase| phase.content.as_ref()))),
        },
        role: word("role").and_then(|(word, span)| Some((ColumnRole::named(word)?, span))),
        is_hidden: table.boolean("hidden"),
        help: table.owned("help"),
        help_en: table.owned("help-en"),
        is_misread: TableKind::Column.keys().iter().any(|key| is_misread(key.name)),
        ..WrittenColumn::new(table.span)
    }
}
