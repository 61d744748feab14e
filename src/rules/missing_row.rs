//! N005: entries that are not counted by any row of a statistics table.

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use super::figures::{NAMED, counted};
use super::listing::first_few;
use super::{Check, Definition, Example, Needs, Page, Sink, StatisticsContext};
use crate::diagnostic::{Applicability, Diagnostic, FixAvailability, Rule, Severity};
use crate::keys::BY;
use crate::messages::{Message, Text};
use crate::register::Register;
use crate::register::counts::Uncounted;
use crate::writer::rows::adding_rows;

/// How many statistics tables of a register may have the fix: each asks all entries anew.
const MOST_REPAIRED: usize = 16;

/// N005 `missing-row`.
pub(super) static MISSING_ROW: Definition = Definition {
    rule: Rule {
        code: "N005",
        name: "missing-row",
        severity: Severity::Warning,
        fix: FixAvailability::Unsafe,
    },
    needs: Needs::Scheme,
    page: Page {
        what: Text {
            zh: "有些条目未计入统计表的任何一行。按某一栏统计时，该栏没有值的条目不计入，也不算漏计。",
            en: "Some entries are not counted by any row of a statistics table. In statistics by a column, entries without a value in that column are not counted and not reported.",
        },
        why: Text {
            zh: "漏了一行，各行之和就不是全部条目数，读者也看不到被漏掉的那一类。",
            en: "If a row is missing, the rows do not add up to the number of entries, and readers do not see what was left out.",
        },
        fix: Text {
            zh: "不安全修复：在合计之前补上缺少的各行及其数，并改正表中的其他数，使合计相符。无法补齐时（如条目无法读取，或各行按 where 统计）不修复。提示会列出条目的数目和代码。",
            en: "Unsafe: adds the missing rows before the total, with their figures, and corrects the other figures so that the table adds up. There is no fix if rows would still be missing, for example because entries cannot be read or rows count by `where`. The message shows how many entries are concerned, and which.",
        },
        bad: Example::Entries(
            r#"
entry = [
  { number = 1, code = "2095021R1012T", title = "公安数据元编写规则", standard = "GB/T 7408-2005", status = "已颁", level = "国家标准", effective = 2005-10-01, owner = "公安部" },
  { number = 2, code = "2095021P1023T", title = "公安数据元", status = "拟编", level = "行业标准", owner = "公安部" },
]

[[statistics]]
#^^^^^^^^^^^^^ missing-row: 2095021P1023T
by   = "level"
rows = [
  { item = "国家标准", expected = 1, existing = 1, ratio = "100%" },
  { item = "共计", expected = 2, existing = 1, ratio = "50%" },
#                             ^ total-mismatch: 1
]
"#,
        ),
        good: Example::Entries(
            r#"
entry = [
  { number = 1, code = "2095021R1012T", title = "公安数据元编写规则", standard = "GB/T 7408-2005", status = "已颁", level = "国家标准", effective = 2005-10-01, owner = "公安部" },
  { number = 2, code = "2095021P1023T", title = "公安数据元", status = "拟编", level = "行业标准", owner = "公安部" },
]

[[statistics]]
by   = "level"
rows = [
  { item = "国家标准", expected = 1, existing = 1, ratio = "100%" },
  { item = "公共安全行业标准", expected = 1, existing = 0, ratio = "0%" },
  { item = "共计", expected = 2, existing = 1, ratio = "50%" },
]
"#,
        ),
    },
    check: Check::Statistics(check),
};

fn check(context: &StatisticsContext<'_>, sink: &mut Sink) {
    let register = context.register;
    let Some(counted) = counted(context).filter(|_| register.is_countable()) else {
        return;
    };
    // A row whose name nothing has is told, and may be the one that seems to be missing.
    let are_all_clear = counted.rows.iter().all(|row| row.counted.is_some());
    let has_rows = counted.rows.iter().any(|row| !row.meaning.is_total());
    let uncounted = &counted.uncounted;
    if !are_all_clear || !has_rows || uncounted.count == 0 {
        return;
    }
    let by = context.statistics.by();
    let column = |by: &str| register.columns.find(by).filter(|(_, column)| column.is_of_words());
    let which = match by.as_deref() {
        Some(by @ ("subsystem" | "category" | "table")) => groups(register, by, uncounted),
        Some(by) if !BY.contains(&by) && column(by).is_some() => {
            column(by).map_or_else(Vec::new, |(place, _)| values(register, place, uncounted))
        }
        _ => entries(register, uncounted),
    };
    let message = Message::new("missing-row")
        .with("count", uncounted.count)
        .with("which", which);
    let diagnostic = Diagnostic::new(&MISSING_ROW.rule, context.statistics.site.header(), message);
    let first = uncounted.entries.first().and_then(|id| register.entry(*id));
    let diagnostic = match first.and_then(|entry| Some((entry, entry.code.or(entry.title)?))) {
        Some((entry, name)) => {
            let label = Message::attribute("missing-row", "first");
            diagnostic.related(entry.site.place(name.span), label)
        }
        None => diagnostic,
    };
    let adding = (context.index < MOST_REPAIRED).then(|| adding_rows(register, context.index));
    sink.push(match adding.flatten() {
        Some((rows, edits)) => {
            let items = first_few(rows.into_iter().map(|row| row.item), NAMED);
            let title = Message::attribute("missing-row", "fix").with("items", items);
            diagnostic.fix(Applicability::Unsafe, title, edits)
        }
        None => diagnostic,
    });
}

/// What rows are missing: the subsystems, categories or tables that the entries belong to.
fn groups(register: &Register, by: &str, uncounted: &Uncounted) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut seen: FxHashSet<Cow<'_, str>> = FxHashSet::default();
    for table in uncounted.tables.iter().filter_map(|table| register.table(*table)) {
        let category = register.category_of(&table);
        let subsystem = category.and_then(|category| register.subsystem_of(&category));
        let name = match (by, category, subsystem) {
            ("subsystem", _, Some(subsystem)) => subsystem.title().unwrap_or_default(),
            ("category", Some(category), _) => category.title().or_else(|| category.code()).unwrap_or_default(),
            _ => table.title().or_else(|| table.id()).unwrap_or_default(),
        };
        if seen.insert(name.clone()) {
            names.push(name.into_owned());
        }
        // One more than are named tells that there are more.
        if names.len() > NAMED {
            break;
        }
    }
    first_few(names, NAMED)
}

/// What rows are missing: what the entries have in the column that the table counts by.
fn values(register: &Register, column: usize, uncounted: &Uncounted) -> Vec<String> {
    let entries = uncounted.entries.iter().filter_map(|id| register.entry(*id));
    let mut seen = FxHashSet::default();
    let mut names: Vec<String> = entries
        .flat_map(|entry| entry.in_column(column))
        .filter(|value| seen.insert(value.clone()))
        .map(Cow::into_owned)
        .collect();
    if uncounted.entries.len() < uncounted.count as usize {
        names.push("…".to_owned());
    }
    names
}

/// The codes of the entries, or else their titles.
fn entries(register: &Register, uncounted: &Uncounted) -> Vec<String> {
    let entries = uncounted.entries.iter().filter_map(|id| register.entry(*id));
    let mut names: Vec<String> = entries
        .map(|entry| entry.code().or_else(|| entry.title()).unwrap_or_default().into_owned())
        .collect();
    if names.len() < uncounted.count as usize {
        names.push("…".to_owned());
    }
    names
}
