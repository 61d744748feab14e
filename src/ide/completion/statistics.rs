//! Statistics: the items that make sense for what a table counts by, and the figures as they are counted.

use rustc_hash::FxHashSet;

use super::CompletionKind;
use super::draft::{Draft, Offers, Snippet};
use super::forms::{braces, string};
use super::spot::Spot;
use crate::keys::BY;
use crate::messages::Message;
use crate::register::Register;
use crate::register::completeness::{Completeness, of_but};
use crate::register::counts::{SUBSYSTEM_SUFFIX, TOTALS, items, of_items, percent};
use crate::register::handle::{RowRef, StatisticsColumnRef, StatisticsRef};
use crate::register::rows::NewRow;
use crate::syntax::{Behind, Typed};
use crate::text::Span;
use crate::text::edit::line_ending_at;
use crate::writer::figures::Ratios;
use crate::writer::layout::Layout;
use crate::writer::rows::pairs;
use crate::writer::strings::key;

/// 应有数 and 现有数.
type Figures = (i64, i64);

/// Offers items that the statistics table has no row for.
pub(super) fn offer_items(offers: &mut Offers<'_>, typed: Typed) {
    for (item, figures) in missing(offers, offers.typed(typed.span)) {
        let mut draft = Draft::new(CompletionKind::Value, item.as_str());
        if let Some(figures) = figures {
            draft = draft.detail(told(offers, figures));
        }
        offers.string(typed, &item, draft);
    }
}

/// Offers whole rows, in braces, for the items that have none.
pub(super) fn offer_rows(offers: &mut Offers<'_>, span: Span) {
    for (item, figures) in missing(offers, "") {
        let mut snippet = Snippet::default();
        row(&mut snippet, &item, figures);
        let mut draft = Draft::new(CompletionKind::Entry, item.as_str());
        if let Some(figures) = figures {
            draft = draft.detail(told(offers, figures));
        }
        offers.snippet(span, &snippet, &item, draft);
    }
}

/// A figure of a row.
#[derive(Clone, Copy)]
pub(super) enum Figure {
    Expected,
    Existing,
    Ratio,
}

/// Offers what a figure of a row should be, where that is known.
pub(super) fn offer_figure(offers: &mut Offers<'_>, figure: Figure, typed: Typed) {
    let Some((expected, existing)) = figures_here(offers) else {
        return;
    };
    let language = offers.context.language;
    let detail = Message::attribute("completion-value", "counted").render(language);
    let draft = |label: &str| {
        Draft::new(CompletionKind::Value, label)
            .detail(detail.as_str())
            .preselected()
    };
    let count = match figure {
        Figure::Expected => expected,
        Figure::Existing => existing,
        Figure::Ratio => {
            if let Some(ratio) = percent(existing, expected) {
                offers.string(typed, &ratio, draft(&ratio));
            }
            return;
        }
    };
    // In a number its author has one in mind.
    if typed.span.is_empty() {
        let count = count.to_string();
        offers.bare(typed, &count, draft(&count));
    }
}

/// Offers the further columns in which the row of the cursor says nothing yet, as keys of its `figures`.
pub(super) fn offer_columns(offers: &mut Offers<'_>, word: Span, behind: Behind) {
    let register = offers.context.register;
    let Some(statistics) = offers.spot.statistics(register) else {
        return;
    };
    let titles = statistics.columns().filter_map(StatisticsColumnRef::title);
    for title in titles.filter(|title| !title.is_empty()) {
        if offers.spot.has(&title) {
            continue;
        }
        let draft = Draft::new(CompletionKind::Key, &*title);
        if behind == Behind::Equals {
            offers.text(word, key(&title).into_owned(), &title, draft);
            continue;
        }
        let mut snippet = Snippet::default();
        snippet.text(&Layout::Inline.key(0, &title)).stop("");
        offers.snippet(word, &snippet, &title, draft);
    }
}

/// Adds the keys of a new statistics table, by the first thing that none counts by yet.
pub(super) fn write_new(offers: &Offers<'_>, snippet: &mut Snippet) {
    let register = offers.context.register;
    let is_counted = |by: &str| {
        let mut all = register.statistics();
        all.any(|statistics| statistics.by().unwrap_or_default() == by)
    };
    let by = BY.iter().copied().find(|by| !is_counted(by));
    let by = by.or(BY.first().copied()).unwrap_or_default();
    let items: Vec<String> = items(register, by).into_iter().chain(total()).collect();
    let figures = figures(offers, by, &items);
    let (text, cursor) = (offers.spot.text, offers.spot.cursor);
    let (layout, ending) = (
        Layout::around(text, cursor, ["by", "rows"]),
        line_ending_at(text, cursor),
    );
    string(snippet.text(&layout.key(0, "by")), by);
    snippet.text(&layout.key(1, "rows")).text("[");
    for (item, figures) in items.iter().zip(figures) {
        snippet.text(&format!("{ending}  "));
        row(snippet, item, figures);
        snippet.text(",");
    }
    snippet.text(&format!("{ending}]"));
}

fn row(snippet: &mut Snippet, item: &str, figures: Option<Figures>) {
    let (expected, existing) = figures.unwrap_or_default();
    let row = NewRow::new(item.to_owned(), expected, existing);
    braces(snippet, &pairs(&row, Ratios::Given));
}

fn told(offers: &Offers<'_>, (expected, existing): Figures) -> String {
    let message = Message::new("completion-figures")
        .with("expected", expected)
        .with("existing", existing);
    message.render(offers.context.language)
}

fn total() -> Option<String> {
    TOTALS.first().map(|total| (*total).to_owned())
}

/// How many items are offered, apart from those that hold what is typed.
const MAX_ITEMS: usize = 200;

/// The items that the statistics table of the cursor has no row for, with their figures.
fn missing(offers: &Offers<'_>, before: &str) -> Vec<(String, Option<Figures>)> {
    let (register, spot) = (offers.context.register, offers.spot);
    let Some(statistics) = spot.statistics(register) else {
        return Vec::new();
    };
    let by = statistics.by().unwrap_or_default();
    let others = statistics.rows().filter(|row| !is_own(spot, *row));
    let written: Vec<_> = others.map(|row| row.item().unwrap_or_default()).collect();
    let has_suffix = by == "subsystem" && written.iter().any(|item| item.ends_with(SUBSYSTEM_SUFFIX));
    let suffix = if has_suffix { SUBSYSTEM_SUFFIX } else { "" };
    let items = items(register, &by).into_iter().map(|item| format!("{item}{suffix}"));
    fn stem(item: &str) -> &str {
        item.strip_suffix(SUBSYSTEM_SUFFIX).unwrap_or(item)
    }
    let stems: FxHashSet<&str> = written.iter().map(|item| stem(item)).collect();
    let has_total = written.iter().any(|item| TOTALS.contains(&item.as_ref()));
    let items: Vec<String> = items
        .filter(|item| !stems.contains(stem(item)))
        .enumerate()
        .filter(|(place, item)| *place < MAX_ITEMS || (!before.is_empty() && item.contains(before)))
        .map(|(_, item)| item)
        .chain(total().filter(|_| !has_total))
        .collect();
    let figures = figures(offers, &by, &items);
    items.into_iter().zip(figures).collect()
}

fn is_own(spot: &Spot<'_>, row: RowRef<'_>) -> bool {
    row.site.segment == spot.segment && row.site.file == spot.file && row.site.header.start == spot.opened_at
}

/// The figures of items; none where they are not known.
fn figures(offers: &Offers<'_>, by: &str, items: &[String]) -> Vec<Option<Figures>> {
    let (register, spot) = (offers.context.register, offers.spot);
    if of_but(register, Some((spot.file, spot.segment))) != Completeness::Whole {
        return vec![None; items.len()];
    }
    let counted = of_items(register, by, items);
    counted
        .into_iter()
        .map(|counted| Some((counted.as_ref()?.expected.exact()?, counted?.existing.exact()?)))
        .collect()
}

/// What the row of the cursor comes to.
fn figures_here(offers: &Offers<'_>) -> Option<Figures> {
    let (register, spot) = (offers.context.register, offers.spot);
    let statistics = spot.statistics(register)?;
    if spot.has("where") {
        return by_conditions(register, spot, statistics);
    }
    let by = statistics.by().unwrap_or_default();
    let item = spot.string("item")?.to_owned();
    figures(offers, &by, &[item]).pop()?
}

/// What a row with a `where` comes to: as it was counted, where it could be read.
fn by_conditions(register: &Register, spot: &Spot<'_>, statistics: StatisticsRef<'_>) -> Option<Figures> {
    let index = register.statistics().position(|other| other.site == statistics.site)?;
    let row = statistics.rows().position(|row| is_own(spot, row))?;
    let counted = register.counts.0.get(index)?.rows.get(row)?.counted?;
    Some((counted.expected.exact()?, counted.existing.exact()?))
}
