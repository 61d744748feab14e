//! N008: figures of a statistics table that cannot be checked.

use super::figures::{NAMED, Slot, Verdict, counted, judge};
use super::listing::first_few;
use super::{Check, Definition, Example, Needs, Page, Sink, StatisticsContext};
use crate::diagnostic::{Diagnostic, FixAvailability, Place, Rule, Severity};
use crate::messages::{Message, Text};
use crate::register::Register;
use crate::register::completeness::{Gap, first_gap};
use crate::register::counts::{CountedStatistics, RowMeaning, Unclear};
use crate::register::handle::{RowRef, StatisticsColumnRef};

/// N008 `unchecked-figure`.
pub(super) static UNCHECKED_FIGURE: Definition = Definition {
    rule: Rule {
        code: "N008",
        name: "unchecked-figure",
        severity: Severity::Info,
        fix: FixAvailability::None,
    },
    needs: Needs::Scheme,
    page: Page {
        what: Text {
            zh: "统计表中有数没有核对：本体系表没有读全，按级别或状态统计而没有规定用语，无法确定一行或一列统计哪一个定义的条目，或者小计之上有空着的数。",
            en: "Some figures were not checked: parts of the register could not be read; a table counts by level or status, but no terms are defined for them; a row or column refers to a name with several definitions; or a total is below rows that leave the figure out.",
        },
        why: Text {
            zh: "没有提示不等于核对过。核对不了的数说出来，才不会把没有检查当作没有错误。这些数也不会被修复改写。",
            en: "Silence would look like a passed check. Figures that cannot be checked are not changed by any fix either.",
        },
        fix: Text {
            zh: "没有自动修复。先改正提示所指之处（缺少的表头、重复的键、无法读取的文件）；用语写在编码方案或本体系表的 [[level]]、[[status]] 中。",
            en: "None. First correct what the finding points to, such as a missing header, a duplicate key or an unreadable file. Define terms for levels and statuses with [[level]] and [[status]] in the scheme or the register.",
        },
        bad: Example::Entries(
            r#"
[[table.entry]]
number = 1
code   = "2095021P1013T"
title  = "公安数据元编写规则"
status = "拟编"
level  = "行业标准"
owner  = "公安部"
number = 2
#^^^^^ duplicate-key: number
code   = "2095021P1023T"
#^^^ duplicate-key: code
title  = "公安数据元"
#^^^^ duplicate-key: title
status = "拟编"
#^^^^^ duplicate-key: status
level  = "行业标准"
#^^^^ duplicate-key: level
owner  = "公安部"
#^^^^ duplicate-key: owner

[[statistics]]
#^^^^^^^^^^^^^ unchecked-figure: header
by   = "level"
rows = [
  { item = "公共安全行业标准", expected = 2, existing = 0, ratio = "0%" },
]
"#,
        ),
        good: Example::Entries(
            r#"
[[table.entry]]
number = 1
code   = "2095021P1013T"
title  = "公安数据元编写规则"
status = "拟编"
level  = "行业标准"
owner  = "公安部"

[[table.entry]]
number = 2
code   = "2095021P1023T"
title  = "公安数据元"
status = "拟编"
level  = "行业标准"
owner  = "公安部"

[[statistics]]
by   = "level"
rows = [
  { item = "公共安全行业标准", expected = 2, existing = 0, ratio = "0%" },
]
"#,
        ),
    },
    check: Check::Statistics(check),
};

fn check(context: &StatisticsContext<'_>, sink: &mut Sink) {
    let register = context.register;
    let Some(counted) = counted(context).filter(|_| !context.statistics.rows.is_empty()) else {
        return;
    };
    // What concerns the whole table is told once for it.
    if let Some((why, place)) = whole_table(register) {
        let message = Message::attribute(UNCHECKED_FIGURE.rule.name, "table").with("why", why);
        let diagnostic = Diagnostic::new(&UNCHECKED_FIGURE.rule, context.statistics.site.header(), message);
        sink.push(diagnostic.related(place, Message::attribute(UNCHECKED_FIGURE.rule.name, "cause")));
        return;
    }
    sink.extend(without(context, counted, Unclear::NoWords, "words"));
    let columns_at_fault = without(context, counted, Unclear::Columns, "faulty-columns");
    sink.extend(columns_at_fault.map(|diagnostic| match register.column_faults.first() {
        Some(fault) => diagnostic.related(fault.0, Message::attribute(UNCHECKED_FIGURE.rule.name, "cause")),
        None => diagnostic,
    }));
    sink.extend(existing(context));
    columns(context, counted, sink);
    blank(context, counted, sink);
    for (row, counted) in context.statistics.rows().zip(&counted.rows) {
        let (attribute, place) = match counted.meaning {
            RowMeaning::Unclear(Unclear::Nameless(place)) => ("nameless", place),
            RowMeaning::Unclear(Unclear::Ambiguous(place)) => ("ambiguous", place),
            RowMeaning::Unclear(Unclear::TooManyArrays) => {
                let message = Message::attribute(UNCHECKED_FIGURE.rule.name, "arrays").with("item", item(row));
                sink.push(Diagnostic::new(&UNCHECKED_FIGURE.rule, at_item(row), message));
                continue;
            }
            _ => continue,
        };
        let message = Message::attribute(UNCHECKED_FIGURE.rule.name, attribute).with("item", item(row));
        let diagnostic = Diagnostic::new(&UNCHECKED_FIGURE.rule, at_item(row), message);
        sink.push(diagnostic.related(place, Message::attribute(UNCHECKED_FIGURE.rule.name, "cause")));
    }
}

/// The further columns of which nobody knows what they count; those without words are told with the rows.
fn columns(context: &StatisticsContext<'_>, counted: &CountedStatistics, sink: &mut Sink) {
    for (column, counted) in context.statistics.columns().zip(&counted.columns) {
        let (attribute, cause) = match counted.meaning {
            RowMeaning::Unclear(Unclear::Nameless(place)) => ("column-nameless", Some(place)),
            RowMeaning::Unclear(Unclear::Ambiguous(place)) => ("column-ambiguous", Some(place)),
            RowMeaning::Unclear(Unclear::TooManyArrays) => ("column-arrays", None),
            RowMeaning::Unclear(Unclear::TooManyColumns) => ("columns", None),
            _ => continue,
        };
        let message = Message::attribute(UNCHECKED_FIGURE.rule.name, attribute)
            .with("column", column.title().unwrap_or_default());
        let diagnostic = Diagnostic::new(&UNCHECKED_FIGURE.rule, at_title(column), message);
        sink.push(match cause {
            Some(place) => diagnostic.related(place, Message::attribute(UNCHECKED_FIGURE.rule.name, "cause")),
            None => diagnostic,
        });
        if attribute == "columns" {
            // Those after it are told with it.
            return;
        }
    }
}

/// Totals of some rows of which one does not say what they sum.
fn blank(context: &StatisticsContext<'_>, counted: &CountedStatistics, sink: &mut Sink) {
    for slot in Slot::all(counted).into_iter().filter(|_| !counted.columns.is_empty()) {
        for (row, verdict) in context.statistics.rows().zip(judge(context, slot)) {
            if let Verdict::Unchecked { found } = verdict {
                let message = Message::attribute(UNCHECKED_FIGURE.rule.name, "blank").with("item", item(row));
                sink.push(Diagnostic::new(&UNCHECKED_FIGURE.rule, found.place, message));
            }
        }
    }
}

fn at_title(column: StatisticsColumnRef<'_>) -> Place {
    let title = column.get().title;
    title.map_or_else(|| column.header(), |title| column.place(title))
}

/// Why no figure of the register can be checked, as the word that the message selects on, and where that is.
fn whole_table(register: &Register) -> Option<(&'static str, Place)> {
    let gap = first_gap(register, None)?;
    let why = match gap {
        Gap::Include(_) => "include",
        Gap::Head(_) => "head",
        Gap::File(_) => "file",
        Gap::Header(_) => "header",
    };
    Some((why, gap.place()))
}

/// The rows and columns that cannot be told for one reason, together: those that ask for what there are no words for, and
/// those that ask for columns where these are at fault.
fn without(
    context: &StatisticsContext<'_>,
    counted: &CountedStatistics,
    why: Unclear,
    attribute: &'static str,
) -> Option<Diagnostic> {
    let rows = context.statistics.rows().zip(&counted.rows);
    let rows: Vec<RowRef<'_>> = rows
        .filter(|(_, counted)| counted.meaning == RowMeaning::Unclear(why))
        .map(|(row, _)| row)
        .collect();
    let columns = context.statistics.columns().zip(&counted.columns);
    let columns = columns.filter(|(_, counted)| counted.meaning == RowMeaning::Unclear(why));
    let columns: Vec<String> = columns
        .map(|(column, _)| column.title().unwrap_or_default().into_owned())
        .collect();
    if rows.is_empty() && columns.is_empty() {
        return None;
    }
    let names = rows.iter().map(|row| item(*row));
    let items = first_few(names.chain(columns.iter().cloned()), NAMED);
    let message = Message::attribute(UNCHECKED_FIGURE.rule.name, attribute)
        .with("count", rows.len() + columns.len())
        .with("items", items);
    Some(Diagnostic::new(&UNCHECKED_FIGURE.rule, at_by(context), message))
}

/// All figures of what is there, where no word says that something is.
fn existing(context: &StatisticsContext<'_>) -> Option<Diagnostic> {
    let is_meant = context.register.vocabulary.statuses.is_empty();
    let message = Message::attribute(UNCHECKED_FIGURE.rule.name, "status");
    is_meant.then(|| Diagnostic::new(&UNCHECKED_FIGURE.rule, at_by(context), message))
}

fn item(row: RowRef<'_>) -> String {
    row.item().unwrap_or_default().into_owned()
}

fn at_item(row: RowRef<'_>) -> Place {
    row.item
        .map_or_else(|| row.site.header(), |item| row.site.place(item.span))
}

fn at_by(context: &StatisticsContext<'_>) -> Place {
    let site = &context.statistics.site;
    context
        .statistics
        .by
        .map_or_else(|| site.header(), |by| site.place(by.span))
}
