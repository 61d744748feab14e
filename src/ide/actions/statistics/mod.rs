//! Statistics written from what the detail tables hold: figures, and the rows that are missing.
//!
//! Only what is known is written: a count that hangs on an entry which could not be read leaves the figure as it is.

use super::{ActionId, ActionKind, At, By, FileEdits, Offer, at, find};
use crate::analysis::Options;
use crate::analysis::fixes::{to_fixed_point, with_texts};
use crate::diagnostic::{Applicability, Edit};
use crate::ide::target::Item;
use crate::keys::TableKind;
use crate::messages::Message;
use crate::register::Register;
use crate::register::counts::{CountedStatistics, TOTALS, items, percent, right_figures};
use crate::register::handle::StatisticsRef;
use crate::register::rows::NewRow;
use crate::text::edit::{self, TextEdit, line_ending_at};
use crate::text::{FileId, Span, to_u32};
use crate::writer::difference;
use crate::writer::figures::{Ratios, column_edits, row_edits};
use crate::writer::layout::{Layout, Value, header};
use crate::writer::rows::{adding_rows, pairs};

/// Offers the figures and rows of the statistics table at hand; on `[register]`, the tables that there are not.
pub(super) fn offer(offer: &mut Offer<'_>) {
    let register = offer.context.register;
    match offer.item {
        Some(Item::Statistics(index) | Item::Row(index, _)) => of_table(offer, index),
        Some(Item::Head) => {
            let has = |by: By| {
                let mut all = register.statistics();
                all.any(|statistics| statistics.by().unwrap_or_default() == by.name())
            };
            for by in By::ALL.into_iter().filter(|by| !has(*by)) {
                let title = Message::new("action-new-statistics").with("by", by.name());
                offer.push_refactoring(title, ActionKind::RefactorRewrite, ActionId::NewStatistics(by));
            }
        }
        _ => {}
    }
}

fn of_table(offer: &mut Offer<'_>, index: usize) {
    let register = offer.context.register;
    let (Some(statistics), Some(counted)) = (register.statistics_at(index), register.counts.0.get(index)) else {
        return;
    };
    let place = at(register, &statistics.site);
    if is_stale(register, statistics, counted) {
        let title = Message::new("action-write-statistics");
        let id = ActionId::WriteStatistics(place);
        offer.push_refactoring(title, ActionKind::RefactorRewrite, id);
    }
    if counted.uncounted.count > 0 && register.is_countable() {
        let title = Message::new("action-add-rows");
        offer.push_refactoring(title, ActionKind::RefactorRewrite, ActionId::AddRows(place));
    }
}

/// Whether there is something to write: a figure that is wrong, a ratio that is wrong, missing, or one of nothing.
fn is_stale(register: &Register, statistics: StatisticsRef<'_>, counted: &CountedStatistics) -> bool {
    let ratios = Ratios::of(&statistics);
    let mut rows = statistics.rows().zip(right_figures(&statistics, counted));
    let is_row_stale = rows.any(|(row, right)| {
        let right = right.filter(|_| !row.site.is_broken);
        right.is_some_and(|(expected, existing)| {
            let has_ratio_of_nothing = row.ratio.is_some() && percent(existing, expected).is_none();
            has_ratio_of_nothing || !row_edits(row, expected, existing, ratios).is_empty()
        })
    });
    register.is_countable() && (is_row_stale || !column_edits(statistics, counted).is_empty())
}

/// The edits that write the figures of a statistics table, and with them its ratios.
pub(super) fn write(register: &Register, options: Options<'_>, wanted: At) -> Option<FileEdits> {
    if !register.is_countable() {
        return None;
    }
    let (index, statistics) = find(register, register.statistics(), wanted)?;
    let counted = register.counts.0.get(index)?;
    let mut edits = of_file(register, figures(statistics, counted));
    edits.sort();
    let file = wanted.file;
    let text = edit::apply(&register.file(file)?.text, &edits).ok()?;
    let written = with_texts(register, vec![(file, text)]);
    // A ratio of nothing goes, which the rule about ratios knows how to do.
    let is_meant = |found: &crate::diagnostic::Diagnostic| {
        let inside = written.statistics_at(index).is_some_and(|table| {
            let places = table
                .rows
                .iter()
                .filter_map(|row| Some(row.site.place(row.ratio?.span)));
            places.into_iter().any(|place| written.absolute(place) == found.place)
        });
        found.rule.name == "ratio-mismatch" && inside
    };
    let after = to_fixed_point(&written, options, Applicability::Safe, is_meant, |other| other == file);
    let edits = difference::between(register, after.as_ref().unwrap_or(&written));
    (!edits.is_empty()).then_some(edits)
}

/// The edits that set the figures of a statistics table, with the ratios of them.
pub(super) fn figures(statistics: StatisticsRef<'_>, counted: &CountedStatistics) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (row, right) in statistics.rows().zip(right_figures(&statistics, counted)) {
        if let Some((expected, existing)) = right.filter(|_| !row.site.is_broken) {
            edits.extend(row_edits(row, expected, existing, Ratios::of(&statistics)));
        }
    }
    edits.extend(column_edits(statistics, counted));
    edits
}

/// The edits that add the rows which a statistics table lacks, with their figures, and make it add up.
pub(super) fn add_rows(register: &Register, wanted: At) -> Option<FileEdits> {
    let (index, _) = find(register, register.statistics(), wanted)?;
    let (_, edits) = adding_rows(register, index)?;
    let mut edits = of_file(register, edits);
    edits.sort();
    Some(vec![(wanted.file, edits)])
}

/// Edits of one file as edits of its text.
fn of_file(register: &Register, edits: Vec<Edit>) -> Vec<TextEdit> {
    let edits = edits.into_iter().map(|edit| TextEdit {
        span: register.absolute(edit.place).span,
        text: edit.text,
    });
    edits.collect()
}

/// The edit that adds a statistics table at the end of the root.
pub(super) fn new_table(register: &Register, by: By) -> Option<FileEdits> {
    if !register.is_countable() {
        return None;
    }
    let file = FileId(0);
    let source = register.file(file)?;
    let text = source.text.as_str();
    let end = to_u32(text.len());
    let ending = line_ending_at(text, end);
    let items = items(register, by.name());
    let total = TOTALS.first().map(|total| (*total).to_owned());
    let blank: Vec<NewRow> = items
        .into_iter()
        .chain(total)
        .map(|item| NewRow::new(item, 0, 0))
        .collect();
    let insertion = |rows: &[NewRow]| {
        let lead = match text {
            "" => String::new(),
            _ if text.ends_with('\n') => ending.to_owned(),
            _ => format!("{ending}{ending}"),
        };
        let rows = rows.iter().map(|row| pairs(row, Ratios::Given)).collect();
        let keys = vec![
            ("by".into(), Value::String(by.name().to_owned())),
            ("rows".into(), Value::Tables(rows)),
        ];
        let layout = Layout::around(text, end, ["by", "rows"]);
        format!("{lead}{}{}{ending}", header(TableKind::Statistics), layout.table(&keys))
    };
    let after = with_texts(register, vec![(file, format!("{text}{}", insertion(&blank)))]);
    let mut new = after
        .statistics()
        .zip(&after.counts.0)
        .filter(|(table, _)| table.site.file == file);
    let (table, counted) = new.next_back()?;
    let right: Option<Vec<_>> = right_figures(&table, counted).into_iter().collect();
    let rows = blank.into_iter().zip(right?).map(|(row, (expected, existing))| NewRow {
        expected,
        existing,
        ..row
    });
    let rows: Vec<NewRow> = rows.collect();
    let edit = TextEdit {
        span: Span::empty(end),
        text: insertion(&rows),
    };
    Some(vec![(file, vec![edit])])
}
