//! Rows that a statistics table lacks: which they are, what they count, and how they are written beside the others.

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Register;
use super::counts::{Figure, RowMeaning, SUBSYSTEM_SUFFIX, Sums, of_items, percent, right_figures};
use super::figures::{Ratios, row_edits};
use super::handle::{CategoryRef, TableRef};
use super::model::{Row, Statistics};
use crate::diagnostic::{Edit, Place};
use crate::text::edit::line_ending_at;
use crate::text::lines::line_start;
use crate::text::{Span, to_u32};

/// A row to be written: its item and its figures.
#[derive(Clone, Debug)]
pub struct NewRow {
    /// 统计项.
    pub item: String,
    /// 应有数.
    pub expected: i64,
    /// 现有数.
    pub existing: i64,
}

impl NewRow {
    /// The keys and values, each with its name.
    fn values(&self, ratios: Ratios) -> Vec<(&'static str, String)> {
        let mut values = vec![
            ("item", quoted(&self.item)),
            ("expected", self.expected.to_string()),
            ("existing", self.existing.to_string()),
        ];
        if let Some(ratio) = percent(self.existing, self.expected).filter(|_| ratios == Ratios::Given) {
            values.push(("ratio", quoted(&ratio)));
        }
        values
    }

    /// The row in braces.
    pub fn inline(&self, ratios: Ratios) -> String {
        let values = self.values(ratios).into_iter();
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

fn owned(string: Option<Cow<'_, str>>) -> String {
    string.unwrap_or_default().into_owned()
}

/// What there is to count by something: the items of a table that has all of its rows.
pub fn items(register: &Register, by: &str) -> Vec<String> {
    let mut items: Vec<String> = match by {
        "level" => {
            let statistics = register.scheme.statistics.iter();
            statistics.map(|statistic| statistic.item.clone()).collect()
        }
        "subsystem" => {
            let all = register.subsystems();
            all.map(|item| owned(item.title())).collect()
        }
        "category" => {
            let all = register.categories();
            all.map(|item| owned(item.title().or_else(|| item.code()))).collect()
        }
        "table" => {
            let all = register.tables();
            all.map(|item| owned(item.title().or_else(|| item.id()))).collect()
        }
        _ => Vec::new(),
    };
    let mut seen = FxHashSet::default();
    items.retain(|item| !item.is_empty() && seen.insert(item.clone()));
    items
}

/// The rows that a statistics table, by its place in [`Register::statistics`], lacks, with their figures. Nothing where
/// it is not known what it lacks, and where the rows would leave something out again.
pub(super) fn missing_rows(register: &Register, index: usize) -> Option<Vec<NewRow>> {
    let (statistics, counted) = (register.statistics.get(index)?, register.counts.0.get(index)?);
    let is_known = register.is_countable() && counted.rows.iter().all(|row| row.counted.is_some());
    if !is_known || counted.uncounted.count == 0 {
        return None;
    }
    let by = register.of(statistics).by().unwrap_or_default();
    let items = missing_items(register, statistics, &by, &counted.uncounted.tables);
    let figures = of_items(register, &by, &items);
    let rows: Option<Vec<NewRow>> = items
        .into_iter()
        .zip(figures)
        .map(|(item, counted)| {
            let counted = counted?;
            Some(NewRow {
                item,
                expected: counted.expected.exact()?,
                existing: counted.existing.exact()?,
            })
        })
        .collect();
    let mut rows = rows?;
    rows.retain(|row| row.expected > 0);
    let all: i64 = rows.iter().map(|row| row.expected).sum();
    (all == i64::from(counted.uncounted.count)).then_some(rows)
}

/// The items that have no row, and may count what no row counts.
fn missing_items(register: &Register, statistics: &Statistics, by: &str, tables: &[usize]) -> Vec<String> {
    let rows = statistics.rows.iter();
    let written: FxHashSet<_> = rows.map(|row| register.of(row).item().unwrap_or_default()).collect();
    let mut names: Vec<String> = match by {
        "level" => items(register, by),
        "subsystem" => {
            let has_suffix = written.iter().any(|item| item.ends_with(SUBSYSTEM_SUFFIX));
            let suffix = if has_suffix { SUBSYSTEM_SUFFIX } else { "" };
            let subsystems = tables.iter().filter_map(|table| {
                let table = register.table(*table)?;
                let category = register.category_of(&table)?;
                register.subsystem_of(&category)
            });
            let titles = subsystems.map(|subsystem| subsystem.title().unwrap_or_default());
            let titles = titles.filter(|title| !title.is_empty());
            titles.map(|title| format!("{title}{suffix}")).collect()
        }
        "category" => {
            let titles = Titles::new(register.categories().map(CategoryRef::title));
            let tables = tables.iter().filter_map(|table| register.table(*table));
            let categories = tables.filter_map(|table| register.category_of(&table));
            categories
                .map(|category| titles.name(category.title(), category.code()))
                .collect()
        }
        "table" => {
            let titles = Titles::new(register.tables().map(TableRef::title));
            let tables = tables.iter().filter_map(|table| register.table(*table));
            tables.map(|table| titles.name(table.title(), table.id())).collect()
        }
        _ => Vec::new(),
    };
    let mut seen = FxHashSet::default();
    names.retain(|name| !name.is_empty() && !written.contains(name.as_str()) && seen.insert(name.clone()));
    names
}

/// How often a title is had: one that two definitions have does not name one of them.
struct Titles<'r>(FxHashMap<Cow<'r, str>, u32>);

impl<'r> Titles<'r> {
    fn new(all: impl Iterator<Item = Option<Cow<'r, str>>>) -> Self {
        let mut titles = FxHashMap::default();
        for title in all {
            *titles.entry(title.unwrap_or_default()).or_default() += 1;
        }
        Self(titles)
    }

    fn name(&self, title: Option<Cow<'_, str>>, id: Option<Cow<'_, str>>) -> String {
        let title = title.unwrap_or_default();
        let is_unique = !title.is_empty() && self.0.get(title.as_ref()) == Some(&1);
        if is_unique { title.into_owned() } else { owned(id) }
    }
}

/// The edits that add the rows which a statistics table lacks, before its total, and set the figures that are wrong, so
/// that it adds up. Nothing where it would not.
pub fn adding_rows(register: &Register, index: usize) -> Option<(Vec<NewRow>, Vec<Edit>)> {
    let rows = missing_rows(register, index)?;
    let (statistics, counted) = (register.statistics.get(index)?, register.counts.0.get(index)?);
    let is_total = |place: &usize| {
        counted
            .rows
            .get(*place)
            .is_some_and(|row| row.meaning == RowMeaning::Total)
    };
    let totals: Vec<usize> = (0..counted.rows.len()).filter(is_total).collect();
    let place = match totals.as_slice() {
        [] => counted.rows.len(),
        [total] if total + 1 == counted.rows.len() => *total,
        // Nobody knows which of several totals the rows go into.
        _ => return None,
    };
    let right: Option<Vec<(i64, i64)>> = right_figures(statistics, counted).into_iter().collect();
    let right = right?;
    if let [total] = totals.as_slice() {
        for figure in Figure::ALL {
            let sums = Sums::new(statistics, counted, figure);
            let value = |row: &(i64, i64)| if figure == Figure::Expected { row.0 } else { row.1 };
            let old: i64 = right
                .iter()
                .enumerate()
                .filter(|(row, _)| sums.is_summed(*row))
                .map(|(_, row)| value(row))
                .sum();
            let new: i64 = rows.iter().map(|row| value(&(row.expected, row.existing))).sum();
            if right.get(*total).map(value) != Some(old + new) {
                return None;
            }
        }
    }
    let ratios = Ratios::of(statistics);
    let mut edits = vec![insertion(register, statistics, place, &rows)?];
    for (row, (expected, existing)) in statistics.rows.iter().zip(right) {
        edits.extend(row_edits(register.of(row), expected, existing, ratios));
    }
    Some((rows, edits))
}

/// Where new rows stand, seen from the row that they are written like.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    Behind,
}

/// The edit that puts rows at a place among those of a table, written as those are.
fn insertion(register: &Register, statistics: &Statistics, place: usize, rows: &[NewRow]) -> Option<Edit> {
    let model = statistics.rows.get(place).or(statistics.rows.last())?;
    let ratios = Ratios::of(statistics);
    let text = &register.file(model.site.file)?.text;
    let side = if place < statistics.rows.len() {
        Side::Before
    } else {
        Side::Behind
    };
    let (at, text) = if register.text_at(model.site.header()).starts_with('{') {
        in_braces(register, model, text, side, rows, ratios)?
    } else {
        under_headers(register, model, text, side, rows, ratios)?
    };
    Some(Edit {
        place: Place::in_file(model.site.file, Span::empty(at)),
        text,
    })
}

fn under_headers(
    register: &Register,
    model: &Row,
    text: &str,
    side: Side,
    rows: &[NewRow],
    ratios: Ratios,
) -> Option<(u32, String)> {
    let document = &register.file(model.site.file)?.document;
    let segment = document.start(model.site.segment);
    let ending = line_ending_at(text, segment);
    let header = register.absolute(model.site.header()).span.start;
    let indent = indent_of(text, header);
    let width = key_width(register, model);
    let mut written = String::new();
    for row in rows {
        written.push_str(&format!("{indent}[[statistics.rows]]{ending}"));
        for (key, value) in row.values(ratios) {
            written.push_str(&format!("{indent}{key:<width$}= {value}{ending}"));
        }
        written.push_str(ending);
    }
    if side == Side::Before {
        return Some((line_start(text, header), written));
    }
    let length = document.segment(model.site.segment)?.length;
    let at = segment + to_u32(register.of(model).segment_text().trim_end().len()).min(length);
    Some((at, format!("{ending}{ending}{}", written.trim_end())))
}

/// How wide the keys of a row under a header are, blanks before `=` included: aligned rows stay so.
fn key_width(register: &Register, row: &Row) -> usize {
    let text = register.of(row).segment_text();
    let before = row.item.and_then(|item| text.get(..item.span.start as usize));
    let line = before.and_then(|before| before.rsplit('\n').next());
    let width = line.and_then(|line| line.trim_start().find('='));
    width.unwrap_or_default().max("expected ".len())
}

fn in_braces(
    register: &Register,
    model: &Row,
    text: &str,
    side: Side,
    rows: &[NewRow],
    ratios: Ratios,
) -> Option<(u32, String)> {
    let brace = model.site.header;
    let document = &register.file(model.site.file)?.document;
    let segment = document.segment(model.site.segment)?;
    let start = document.start(model.site.segment);
    let node = segment
        .nodes
        .iter()
        .find(|node| node.span.start == brace.start && node.key.span.is_empty())?;
    let element = node.span.shift(start);
    let line = line_start(text, element.start);
    let indent = indent_of(text, element.start);
    let own_line = Span::new(line, element.start).of_text(text).trim().is_empty();
    let separator = if own_line {
        format!(",{}{indent}", line_ending_at(text, element.start))
    } else {
        ", ".to_owned()
    };
    let rows: Vec<_> = rows.iter().map(|row| row.inline(ratios)).collect();
    let rows = rows.join(&separator);
    Some(if side == Side::Before {
        (element.start, format!("{rows}{separator}"))
    } else {
        (element.end, format!("{separator}{rows}"))
    })
}

fn indent_of(text: &str, offset: u32) -> &str {
    let line = Span::new(line_start(text, offset), offset).of_text(text);
    let length = line.len() - line.trim_start_matches([' ', '\t']).len();
    line.get(..length).unwrap_or_default()
}
