//! N004: a total is not the sum of its rows.

use super::figures::{Found, Reason, Slot, Verdict, counted, judge};
use super::{Check, Definition, Example, Needs, Page, Sink, StatisticsContext};
use crate::diagnostic::{Applicability, Diagnostic, FixAvailability, Rule, Severity};
use crate::messages::{Message, Text};

/// N004 `total-mismatch`.
pub(super) static TOTAL_MISMATCH: Definition = Definition {
    rule: Rule {
        code: "N004",
        name: "total-mismatch",
        severity: Severity::Error,
        fix: FixAvailability::Safe,
    },
    needs: Needs::Scheme,
    page: Page {
        what: Text {
            zh: "合计行（共计、合计、总计）的数不是以上各行之和。所统计条目是另一行一部分的行（“其中：……”）不重复计入；各行统计的条目有交叉时，合计只与全部条目数核对。",
            en: "A figure in a total row (共计, 合计, 总计) is not the sum of the rows above it. Rows that count a part of another row (“其中：…”) are not added again; if rows count some entries in common, the total is only compared with the number of all entries.",
        },
        why: Text {
            zh: "合计不符，要么合计没有重算，要么某行写错；统计表因此自相矛盾。",
            en: "A wrong total was not recalculated, or one of its rows is wrong: the table contradicts itself.",
        },
        fix: Text {
            zh: "安全修复：改为各行改正之后的和，即全部条目数。各行本身的错误另行报告。有缺少的行（N005），或无法确定某行统计范围时不修复：改了也合不上。",
            en: "Safe: changes the total to the sum of the corrected rows, which is the number of all entries. Errors in the rows themselves are reported separately. There is no fix while rows are missing (N005), or while it is unclear what a row counts: the table would still not add up.",
        },
        bad: Example::Entries(
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
  { item = "共计", expected = 3, existing = 1, ratio = "33.3%" },
#                             ^ total-mismatch: add up to 2
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
    let slots = counted(context).map(Slot::all).unwrap_or_default();
    for slot in slots {
        let named = figure(context, slot);
        for (row, verdict) in context.statistics.rows().zip(judge(context, slot)) {
            if let Verdict::NotTheSum {
                found,
                sum,
                rows,
                reason,
            } = verdict
            {
                let message = match reason {
                    Reason::Counted(target) if target != sum => {
                        Message::attribute("total-mismatch", "counted").with("count", target)
                    }
                    Reason::RowsAreIncomplete => Message::attribute("total-mismatch", "incomplete"),
                    Reason::Counted(_) | Reason::Unknown => Message::new("total-mismatch"),
                };
                let message = message
                    .with("item", row.item().unwrap_or_default())
                    .with("figure", named.clone())
                    .with("found", found.value)
                    .with("sum", sum);
                let diagnostic = Diagnostic::new(&TOTAL_MISMATCH.rule, found.place, message);
                let diagnostic = summed(context, slot, rows, diagnostic);
                sink.push(match reason {
                    Reason::Counted(target) => {
                        let title = Message::attribute("total-mismatch", "fix").with("count", target);
                        diagnostic.replace(Applicability::Safe, title, found.place, target.to_string())
                    }
                    Reason::RowsAreIncomplete | Reason::Unknown => diagnostic,
                });
            }
        }
    }
}

/// What is summed, in words: 应有数, or the column with it.
fn figure(context: &StatisticsContext<'_>, slot: Slot) -> Message {
    let column = slot.column.and_then(|column| context.statistics.column(column));
    match column {
        Some(column) => Message::attribute("figure-of", "column")
            .with("column", column.title().unwrap_or_default())
            .with("figure", slot.figure.name()),
        None => Message::attribute("figure-of", slot.figure.name()),
    }
}

/// Adds the figures that are summed, the first few.
fn summed(context: &StatisticsContext<'_>, slot: Slot, rows: Vec<usize>, diagnostic: Diagnostic) -> Diagnostic {
    let Some(counted) = counted(context) else {
        return diagnostic;
    };
    let said = slot.said(&context.statistics, counted);
    let figures = rows.into_iter().filter_map(|row| Found::of(said.get(row)?));
    figures.fold(diagnostic, |diagnostic, found| {
        let label = Message::attribute("total-mismatch", "row").with("value", found.value);
        diagnostic.related(found.place, label)
    })
}
