//! A figure of a statistics row: what it counts, and how it comes about.

use std::borrow::Cow;

use super::page::{Page, Row as Line};
use super::{Asked, Context, NAMED};
use crate::ide::tally::published_word;
use crate::ide::target::Item;
use crate::keys::ValueType;
use crate::messages::Message;
use crate::register::counts::{Count, Counted, CountedRow, RowMeaning, in_tables, percent};
use crate::register::handle::ColumnFigureRef;
use crate::register::model::Spanned;
use crate::rules::condition_in_words;

fn message(attribute: &'static str) -> Message {
    Message::attribute("hover-figure", attribute)
}

/// Explains a figure, a ratio or an item of a row.
pub(super) fn page(asked: Asked<'_>, text: &str) -> Option<Page> {
    let context = asked.context;
    let register = context.register;
    let Some(Item::Row(statistics, row)) = asked.target.item else {
        return None;
    };
    let counted = register.counts.0.get(statistics)?.rows.get(row)?;
    let row = register.statistics_at(statistics)?.row(row)?;
    let what = match asked.target.key.map(|key| key.value) {
        Some(ValueType::Expected) => "expected",
        Some(ValueType::Existing) => "existing",
        Some(ValueType::Ratio) => "ratio",
        _ => "item",
    };
    let item = row.item().unwrap_or_default();
    let what = Message::attribute("hover-figure-of", what).with("item", &*item);
    let mut page = Page::new(text, context.say(&what));
    page.line(counts(context, &counted.meaning));
    let Some(figures) = counted.counted else {
        return Some(page);
    };
    true_figures(context, (row.expected, row.existing), figures, &mut page);
    ratio(context, row.ratio().unwrap_or_default(), figures, &mut page);
    doubts(context, counted, figures, &mut page);
    tables(context, counted, &mut page);
    Some(page)
}

/// Explains what a row says in a further column.
pub(super) fn in_column(asked: Asked<'_>) -> Option<Page> {
    let context = asked.context;
    let register = context.register;
    let Some(Item::Row(statistics, row)) = asked.target.item else {
        return None;
    };
    let all = register.counts.0.get(statistics)?;
    let statistics = register.statistics_at(statistics)?;
    let (row, counted) = (statistics.row(row)?, all.rows.get(row)?);
    let at = asked.target.place;
    let is_here = |figure: &ColumnFigureRef<'_>| {
        let values = [figure.expected, figure.existing].map(|value| value.map(|value| value.span));
        let ratio = figure.ratio.map(|ratio| ratio.span);
        let mut spans = values.into_iter().chain([ratio, Some(figure.key)]).flatten();
        figure.site.place(at.span) == at && spans.any(|span| span == at.span)
    };
    let place = row.figures().position(|figure| is_here(&figure))?;
    let (figure, cell) = (row.figure(place)?, counted.cells.get(place)?);
    let what = Message::attribute("hover-figure-of", "column")
        .with("item", row.item().unwrap_or_default())
        .with("column", figure.name.as_str());
    let mut page = Page::new(&figure.name, context.say(&what));
    let Some(column) = cell.column.and_then(|column| all.columns.get(column)) else {
        page.line(context.say(&message("no-column")));
        return Some(page);
    };
    page.line(counts(context, &counted.meaning));
    page.line(context.say(&message("in-column").with("counts", counts(context, &column.meaning))));
    let figures = cell.counted?;
    true_figures(context, (figure.expected, figure.existing), figures, &mut page);
    ratio(context, figure.ratio().unwrap_or_default(), figures, &mut page);
    Some(page)
}

/// What the row counts, in words.
fn counts(context: Context<'_>, meaning: &RowMeaning) -> String {
    match meaning {
        RowMeaning::Total(tests) => {
            let tests: Vec<Message> = tests
                .iter()
                .flat_map(|test| condition_in_words(context.register, test))
                .collect();
            match tests.is_empty() {
                true => context.say(&message("all")),
                false => context.say(&message("entries").with("tests", tests)),
            }
        }
        RowMeaning::Unknown(unknown) => context.say(&message("unknown").with("name", unknown.name.as_str())),
        RowMeaning::Unclear(_) => context.say(&message("unclear")),
        RowMeaning::Entries(tests) => {
            let tests = tests.iter().flat_map(|test| condition_in_words(context.register, test));
            let tests: Vec<Message> = tests.collect();
            context.say(&message("entries").with("tests", tests))
        }
    }
}

/// What was counted, beside what is written.
fn true_figures(
    context: Context<'_>,
    (expected, existing): (Option<Spanned<i64>>, Option<Spanned<i64>>),
    figures: Counted,
    page: &mut Page,
) {
    let line = |attribute: &'static str, count: Count, written: Option<i64>| {
        let mut text = context.say(
            &message(attribute)
                .with("count", shown(context, count))
                .with("word", published_word(&context)),
        );
        if let Some(written) = written.filter(|written| !count.admits(*written)) {
            text.push_str(&context.say(&message("written").with("written", written)));
        }
        text
    };
    page.item(line("expected", figures.expected, expected.map(|figure| figure.value)));
    page.item(line("existing", figures.existing, existing.map(|figure| figure.value)));
}

/// A count as far as it is known: `102`, `100–102`, `≥ 100`.
fn shown(context: Context<'_>, count: Count) -> String {
    match count.exact() {
        Some(count) => count.to_string(),
        None if count.most == u32::MAX => context.say(&message("at-least").with("count", count.least)),
        None => format!("{}–{}", count.least, count.most),
    }
}

/// How the ratio follows from the true figures.
fn ratio(context: Context<'_>, written: Cow<'_, str>, figures: Counted, page: &mut Page) {
    let (Some(expected), Some(existing)) = (figures.expected.exact(), figures.existing.exact()) else {
        return;
    };
    let text = match percent(existing, expected) {
        Some(ratio) => {
            let message = message("ratio")
                .with("existing", existing)
                .with("expected", expected)
                .with("ratio", ratio.as_str());
            let mut text = context.say(&message);
            if !written.is_empty() && written != ratio {
                text.push_str(&context.say(&self::message("written").with("written", &*written)));
            }
            text
        }
        None => context.say(&message("no-ratio")),
    };
    page.item(text);
}

/// What keeps the count from being certain.
fn doubts(context: Context<'_>, counted: &CountedRow, figures: Counted, page: &mut Page) {
    if figures.expected.exact().is_none() || figures.existing.exact().is_none() {
        page.item(context.say(&message("uncertain")));
    }
    if !context.register.is_countable() {
        page.item(context.say(&message("partial")));
    }
    if let Some(first) = counted.repeats {
        page.item(context.say(&message("repeats").with("row", first + 1)));
    }
}

/// The tables that the entries stand in.
fn tables(context: Context<'_>, counted: &CountedRow, page: &mut Page) {
    let register = context.register;
    let in_tables = in_tables(register, &counted.meaning);
    if in_tables.is_empty() {
        return;
    }
    let line = |(index, counted): &(usize, Counted)| {
        let table = register.table(*index)?;
        let title = table.title().unwrap_or_default();
        Some(Line {
            cells: vec![
                context.table_name(table).into_owned(),
                title.into_owned(),
                shown(context, counted.expected),
                shown(context, counted.existing),
            ],
            is_at_cursor: false,
        })
    };
    let head = ["table", "table-title", "table-expected", "table-existing"];
    let head = head.map(|attribute| context.say(&message(attribute))).to_vec();
    page.table(head, in_tables.iter().take(NAMED).filter_map(line).collect());
    if let Some(more) = in_tables.len().checked_sub(NAMED).filter(|more| *more > 0) {
        page.line(context.say(&message("more-tables").with("count", more)));
    }
}
