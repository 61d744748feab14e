//! “Add the missing statistics rows”: written as the rows beside them are, before the total.

use super::{By, NewRow, counted_rows, gives_ratios, items};
use crate::analysis::fixes::with_texts;
use crate::ide::actions::{At, FileEdits, find};
use crate::register::Register;
use crate::register::completeness::Completeness;
use crate::register::counts::Meaning;
use crate::register::model::Statistics;
use crate::text::edit::{self, TextEdit, line_ending_at};
use crate::text::lines::line_start;
use crate::text::{Span, to_u32};

/// The edit that adds the rows which a statistics table lacks, with their figures.
pub(in crate::ide::actions) fn add_rows(register: &Register, wanted: At) -> Option<FileEdits> {
    if register.completeness != Completeness::Whole {
        return None;
    }
    let index = find(register, register.statistics.iter().map(|table| &table.site), wanted)?;
    let statistics = register.statistics.get(index)?;
    let counted = register.counts.0.get(index)?;
    if counted.uncounted.count == 0 || counted.rows.iter().any(|row| row.counted.is_none()) {
        return None;
    }
    let total = counted.rows.iter().rposition(|row| row.meaning == Meaning::Total);
    let last_is_total = total.is_some_and(|total| total + 1 == counted.rows.len());
    let place = if last_is_total { total? } else { counted.rows.len() };
    let blank: Vec<NewRow> = missing(register, statistics, &counted.uncounted.tables)
        .into_iter()
        .map(|item| NewRow {
            item,
            expected: 0,
            existing: 0,
        })
        .collect();
    let text = &register.file(wanted.file)?.text;
    // The rows are counted by a reading of the register that has them.
    let edit = insertion(register, statistics, place, &blank)?;
    let after = with_texts(
        register,
        vec![(wanted.file, edit::apply(text, std::slice::from_ref(&edit)).ok()?)],
    );
    let mut rows = counted_rows(blank, after.counts.0.get(index)?, place)?;
    rows.retain(|row| row.expected > 0);
    if rows.is_empty() {
        return None;
    }
    let edit = insertion(register, statistics, place, &rows)?;
    Some(vec![(wanted.file, vec![edit])])
}

/// The items that have no row, and may count what no row counts.
fn missing(register: &Register, statistics: &Statistics, tables: &[usize]) -> Vec<String> {
    let by = register.optional(&statistics.site, statistics.by);
    let rows = statistics.rows.iter();
    let written: Vec<_> = rows.map(|row| register.optional(&row.site, row.item)).collect();
    let mut names: Vec<String> = if by == By::Level.name() {
        items(register, By::Level)
    } else {
        let tables = tables.iter().filter_map(|table| register.tables.get(*table));
        let names = tables.map(|table| {
            let category = register.category_of(table);
            let subsystem = category.and_then(|category| register.subsystem_of(category));
            let name = match (by.as_ref(), category, subsystem) {
                ("subsystem", _, Some(subsystem)) => register.optional(&subsystem.site, subsystem.title),
                ("category", Some(category), _) => register.optional(&category.site, category.title.or(category.code)),
                ("table", _, _) => register.optional(&table.site, table.title.or(table.id)),
                _ => "".into(),
            };
            name.into_owned()
        });
        names.collect()
    };
    let mut seen = rustc_hash::FxHashSet::default();
    names.retain(|name| !name.is_empty() && written.iter().all(|item| item != name) && seen.insert(name.clone()));
    names
}

/// The edit that puts rows at a place among those of a table, written as those are.
fn insertion(register: &Register, statistics: &Statistics, place: usize, rows: &[NewRow]) -> Option<TextEdit> {
    let model = statistics.rows.get(place).or(statistics.rows.last())?;
    let with_ratio = gives_ratios(statistics);
    let text = &register.file(model.site.file)?.text;
    let is_before = place < statistics.rows.len();
    if register.text_at(model.site.header()).starts_with('{') {
        return braces(
            register,
            model.site.header().span,
            model,
            text,
            is_before,
            rows,
            with_ratio,
        );
    }
    let segment = register.file(model.site.file)?.document.start(model.site.segment);
    let ending = line_ending_at(text, segment);
    let indent = indent_of(text, register.absolute(model.site.header()).span.start);
    let mut written = String::new();
    for row in rows {
        written.push_str(&format!("{indent}[[statistics.rows]]{ending}"));
        for (key, value) in row.values(with_ratio) {
            written.push_str(&format!("{indent}{key} = {value}{ending}"));
        }
        written.push_str(ending);
    }
    let header = register.absolute(model.site.header()).span.start;
    let mut at = line_start(text, header);
    if !is_before {
        let length = register
            .file(model.site.file)?
            .document
            .segment(model.site.segment)?
            .length;
        at = segment + to_u32(register.text(&model.site).trim_end().len()).min(length);
        written = format!("{ending}{ending}{}", written.trim_end());
    }
    Some(TextEdit {
        span: Span::empty(at),
        text: written,
    })
}

fn braces(
    register: &Register,
    brace: Span,
    model: &crate::register::model::Row,
    text: &str,
    is_before: bool,
    rows: &[NewRow],
    with_ratio: bool,
) -> Option<TextEdit> {
    let source = register.file(model.site.file)?;
    let segment = source.document.segment(model.site.segment)?;
    let start = source.document.start(model.site.segment);
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
    let rows: Vec<_> = rows.iter().map(|row| row.inline(with_ratio)).collect();
    let rows = rows.join(&separator);
    let (at, text) = if is_before {
        (element.start, format!("{rows}{separator}"))
    } else {
        (element.end, format!("{separator}{rows}"))
    };
    Some(TextEdit {
        span: Span::empty(at),
        text,
    })
}

fn indent_of(text: &str, offset: u32) -> &str {
    let line = Span::new(line_start(text, offset), offset).of_text(text);
    let length = line.len() - line.trim_start_matches([' ', '\t']).len();
    line.get(..length).unwrap_or_default()
}
