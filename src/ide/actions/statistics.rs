//! Statistics written from what the detail tables hold: figures, and the rows that are missing.
//!
//! Only what is known is written: a count that hangs on an entry which could not be read leaves the figure as it is.

mod rows;

pub(super) use rows::add_rows;

use super::{Action, ActionId, ActionKind, At, By, FileEdits, Offer, at, difference, find};
use crate::analysis::Options;
use crate::analysis::fixes::{Applicability, to_fixed_point, with_texts};
use crate::ide::target::Item;
use crate::messages::Message;
use crate::register::Register;
use crate::register::completeness::Completeness;
use crate::register::counts::{Counted, CountedStatistics, Meaning, TOTALS, percent};
use crate::register::model::{Row, Statistics};
use crate::text::edit::{self, TextEdit, line_ending_at};
use crate::text::{FileId, Span, to_u32};

/// Offers the figures and rows of the statistics table at hand; on `[register]`, the tables that there are not.
pub(super) fn offer(offer: &mut Offer<'_>) {
    let register = offer.context.register;
    match offer.item {
        Some(Item::Statistics(index) | Item::Row(index, _)) => of_table(offer, index),
        Some(Item::Head) => {
            let has = |by: By| {
                let mut all = register.statistics.iter();
                all.any(|statistics| register.optional(&statistics.site, statistics.by) == by.name())
            };
            for by in By::ALL.into_iter().filter(|by| !has(*by)) {
                let title = Message::new("action-new-statistics").with("by", by.name());
                push(offer, title, ActionKind::RefactorRewrite, ActionId::NewStatistics(by));
            }
        }
        _ => {}
    }
}

fn of_table(offer: &mut Offer<'_>, index: usize) {
    let register = offer.context.register;
    let (Some(statistics), Some(counted)) = (register.statistics.get(index), register.counts.0.get(index)) else {
        return;
    };
    let place = at(register, &statistics.site);
    if is_stale(register, statistics, counted) {
        let title = Message::new("action-write-statistics");
        let id = ActionId::WriteStatistics(place);
        push(offer, title, ActionKind::RefactorRewrite, id);
    }
    if counted.uncounted.count > 0 && register.completeness == Completeness::Whole {
        let title = Message::new("action-add-rows");
        push(offer, title, ActionKind::RefactorRewrite, ActionId::AddRows(place));
    }
}

fn push(offer: &mut Offer<'_>, title: Message, kind: ActionKind, id: ActionId) {
    let title = title.render(offer.context.language);
    offer.push(Action {
        title,
        kind,
        is_preferred: false,
        fixes: Vec::new(),
        id,
    });
}

/// Whether there is something to write: a figure that is wrong, a ratio that is wrong, missing, or one of nothing.
fn is_stale(register: &Register, statistics: &Statistics, counted: &CountedStatistics) -> bool {
    let gives_ratios = statistics.rows.iter().any(|row| row.ratio.is_some());
    let mut rows = statistics.rows.iter().enumerate();
    register.completeness != Completeness::Partial
        && rows.any(|(place, row)| {
            let right = figures(counted, place).filter(|_| !row.site.is_broken);
            right.is_some_and(|(expected, existing)| {
                let has_ratio_of_nothing = row.ratio.is_some() && percent(existing, expected).is_none();
                has_ratio_of_nothing || !row_edits(register, row, expected, existing, gives_ratios).is_empty()
            })
        })
}

/// The edits that write the figures of a statistics table, and with them its ratios.
pub(super) fn write(register: &Register, options: Options<'_>, wanted: At) -> Option<FileEdits> {
    if register.completeness == Completeness::Partial {
        return None;
    }
    let index = find(register, register.statistics.iter().map(|table| &table.site), wanted)?;
    let statistics = register.statistics.get(index)?;
    let counted = register.counts.0.get(index)?;
    let mut edits = Vec::new();
    for (place, row) in statistics.rows.iter().enumerate() {
        if let Some((expected, existing)) = figures(counted, place).filter(|_| !row.site.is_broken) {
            let gives_ratios = statistics.rows.iter().any(|row| row.ratio.is_some());
            edits.extend(row_edits(register, row, expected, existing, gives_ratios));
        }
    }
    edits.sort();
    let file = wanted.file;
    let text = edit::apply(&register.file(file)?.text, &edits).ok()?;
    let written = with_texts(register, vec![(file, text)]);
    // A ratio of nothing goes, which the rule about ratios knows how to do.
    let is_meant = |found: &crate::diagnostic::Diagnostic| {
        let inside = written.statistics.get(index).is_some_and(|table| {
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

/// What a row should say; nothing where that is not known. Of several totals each is that of the rows above it.
fn figures(counted: &CountedStatistics, place: usize) -> Option<(i64, i64)> {
    let row = counted.rows.get(place)?;
    let exact = |counted: Counted| Some((counted.expected.exact()?, counted.existing.exact()?));
    let is_total = |place: usize| counted.rows.get(place).is_some_and(|row| row.meaning == Meaning::Total);
    let groups = (1..counted.rows.len())
        .filter(|place| is_total(*place) && !is_total(place - 1))
        .count();
    if !is_total(place) || groups < 2 || is_total(place.checked_sub(1)?) {
        return exact(row.counted?);
    }
    let above = counted.rows.get(..place)?.iter().rev();
    let mut sum = (0, 0);
    for row in above.take_while(|row| row.meaning != Meaning::Total) {
        let (expected, existing) = exact(row.counted?)?;
        sum = (sum.0 + expected, sum.1 + existing);
    }
    Some(sum)
}

fn row_edits(register: &Register, row: &Row, expected: i64, existing: i64, gives_ratios: bool) -> Vec<TextEdit> {
    let edit = |span: Span, text: String| TextEdit {
        span: register.absolute(row.site.place(span)).span,
        text,
    };
    let mut edits = Vec::new();
    for (figure, right) in [(row.expected, expected), (row.existing, existing)] {
        if let Some(figure) = figure.filter(|figure| figure.value != right) {
            edits.push(edit(figure.span, right.to_string()));
        }
    }
    match (row.ratio, percent(existing, expected)) {
        (Some(ratio), Some(right)) if register.string(&row.site, ratio) != right => {
            edits.push(edit(ratio.span, right));
        }
        (None, Some(right)) if gives_ratios => edits.extend(added_ratio(register, row, &right)),
        _ => {}
    }
    edits
}

/// The edit that gives a row its ratio, behind its last figure, as the row is written: in braces, or under a header.
fn added_ratio(register: &Register, row: &Row, ratio: &str) -> Option<TextEdit> {
    let last = row.existing?.span.end.max(row.expected?.span.end);
    let text = register.text(&row.site);
    let is_inline = row.site.header.of_text(text).starts_with('{');
    let rest = text.get(last as usize..)?;
    let (end, text) = if is_inline {
        (last, format!(", ratio = \"{ratio}\""))
    } else {
        let line = rest.split('\n').next().unwrap_or_default().trim_end_matches('\r');
        let end = last + to_u32(line.len());
        (end, format!("{}ratio = \"{ratio}\"", line_ending_at(text, end)))
    };
    Some(TextEdit {
        span: register.absolute(row.site.place(Span::empty(end))).span,
        text,
    })
}

/// A row to be written: its item and its figures.
#[derive(Clone, Debug)]
struct NewRow {
    item: String,
    expected: i64,
    existing: i64,
}

impl NewRow {
    /// The keys and values, each with its name.
    fn values(&self, with_ratio: bool) -> Vec<(&'static str, String)> {
        let mut values = vec![
            ("item", quoted(&self.item)),
            ("expected", self.expected.to_string()),
            ("existing", self.existing.to_string()),
        ];
        if let Some(ratio) = percent(self.existing, self.expected).filter(|_| with_ratio) {
            values.push(("ratio", quoted(&ratio)));
        }
        values
    }

    fn inline(&self, with_ratio: bool) -> String {
        let values = self.values(with_ratio).into_iter();
        let values: Vec<_> = values.map(|(key, value)| format!("{key} = {value}")).collect();
        format!("{{ {} }}", values.join(", "))
    }
}

/// A string of TOML.
fn quoted(content: &str) -> String {
    let mut text = String::from("\"");
    for character in content.chars() {
        match character {
            '"' | '\\' => text.extend(['\\', character]),
            _ if character.is_control() => text.push_str(&format!("\\u{:04X}", u32::from(character))),
            _ => text.push(character),
        }
    }
    text.push('"');
    text
}

/// The edit that adds a statistics table at the end of the root.
pub(super) fn new_table(register: &Register, by: By) -> Option<FileEdits> {
    if register.completeness != Completeness::Whole {
        return None;
    }
    let file = FileId(0);
    let source = register.file(file)?;
    let text = source.text.as_str();
    let ending = line_ending_at(text, to_u32(text.len()));
    let items = items(register, by);
    let total = TOTALS.first().map(|total| (*total).to_owned());
    let blank: Vec<NewRow> = items
        .into_iter()
        .chain(total)
        .map(|item| NewRow {
            item,
            expected: 0,
            existing: 0,
        })
        .collect();
    let insertion = |rows: &[NewRow]| {
        let lead = match text {
            "" => String::new(),
            _ if text.ends_with('\n') => ending.to_owned(),
            _ => format!("{ending}{ending}"),
        };
        let rows = rows.iter().map(|row| format!("  {},{ending}", row.inline(true)));
        let rows: String = rows.collect();
        format!(
            "{lead}[[statistics]]{ending}by = \"{}\"{ending}rows = [{ending}{rows}]{ending}",
            by.name()
        )
    };
    let after = with_texts(register, vec![(file, format!("{text}{}", insertion(&blank)))]);
    let mut new = after
        .statistics
        .iter()
        .zip(&after.counts.0)
        .filter(|(table, _)| table.site.file == file);
    let (_, counted) = new.next_back()?;
    let rows = counted_rows(blank, counted, 0)?;
    let edit = TextEdit {
        span: Span::empty(to_u32(text.len())),
        text: insertion(&rows),
    };
    Some(vec![(file, vec![edit])])
}

/// Rows with what they count, given the place of the first among the rows of a table; none where it is not known.
fn counted_rows(rows: Vec<NewRow>, counted: &CountedStatistics, first: usize) -> Option<Vec<NewRow>> {
    let rows = (first..).zip(rows).map(|(place, row)| {
        let (expected, existing) = figures(counted, place)?;
        Some(NewRow {
            expected,
            existing,
            ..row
        })
    });
    rows.collect()
}

/// What a statistics table has a row for.
fn items(register: &Register, by: By) -> Vec<String> {
    let mut items: Vec<String> = match by {
        By::Level => register
            .scheme
            .statistics
            .iter()
            .map(|item| item.item.clone())
            .collect(),
        By::Subsystem => {
            let all = register.subsystems.iter();
            all.map(|item| register.optional(&item.site, item.title).into_owned())
                .collect()
        }
        By::Category => {
            let all = register.categories.iter();
            all.map(|item| register.optional(&item.site, item.title.or(item.code)).into_owned())
                .collect()
        }
    };
    items.retain(|item| !item.is_empty());
    let mut seen = rustc_hash::FxHashSet::default();
    items.retain(|item| seen.insert(item.clone()));
    items
}

/// Whether the rows of a table give ratios; a table without rows does.
fn gives_ratios(statistics: &Statistics) -> bool {
    statistics.rows.is_empty() || statistics.rows.iter().any(|row| row.ratio.is_some())
}
