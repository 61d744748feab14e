//! N007: a figure in an additional column is not the count.

use super::conditions::all_in_words;
use super::figures::{Slot, Verdict, counted, how_counted, judge, published, told};
use super::{Check, Definition, Example, Needs, Page, Sink, StatisticsContext};
use crate::diagnostic::{FixAvailability, Rule, Severity};
use crate::messages::{Argument, Message, Text};

/// N007 `figure-mismatch`.
pub(super) static FIGURE_MISMATCH: Definition = Definition {
    rule: Rule {
        code: "N007",
        name: "figure-mismatch",
        severity: Severity::Error,
        fix: FixAvailability::Safe,
    },
    needs: Needs::Scheme,
    page: Page {
        what: Text {
            zh: "统计行在某一列（columns）中的数（figures）不等于该行统计的条目中满足该列条件的数目。",
            en: "The figure of a row in one of the additional columns (`columns`) is not the number of entries that the row counts and that match the column's `where`.",
        },
        why: Text {
            zh: "交叉统计表同样是明细表的汇总：行与列交叉处的数，应当能从明细表中统计出来。",
            en: "A cross-tabulation summarises the detail tables as well: each figure can be counted there.",
        },
        fix: Text {
            zh: "安全修复：改为按明细表统计的数目。",
            en: "Safe: changes the figure to the number counted in the tables.",
        },
        bad: Example::Entries(
            r#"
entry = [
  { number = 1, code = "2095021R1012T", title = "公安数据元编写规则", standard = "GB/T 7408-2005", status = "已颁", level = "国家标准", effective = 2005-10-01, owner = "公安部" },
  { number = 2, code = "2095021P1023T", title = "公安数据元", status = "拟编", level = "行业标准", owner = "公安部" },
]

[[statistics]]
by      = "level"
columns = [
  { title = "已颁", where = { status = "已颁" } },
  { title = "未颁", where = { phase = ["planned", "drafting"] } },
]
rows = [
  { item = "国家标准", figures = { "已颁" = 1, "未颁" = 1 } },
#                                                       ^ figure-mismatch: 未颁
  { item = "公共安全行业标准", figures = { "已颁" = 0, "未颁" = 1 } },
  { item = "共计", figures = { "已颁" = 1, "未颁" = 1 } },
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
by      = "level"
columns = [
  { title = "已颁", where = { status = "已颁" } },
  { title = "未颁", where = { phase = ["planned", "drafting"] } },
]
rows = [
  { item = "国家标准", figures = { "已颁" = 1, "未颁" = 0 } },
  { item = "公共安全行业标准", figures = { "已颁" = 0, "未颁" = 1 } },
  { item = "共计", figures = { "已颁" = 1, "未颁" = 1 } },
]
"#,
        ),
    },
    check: Check::Statistics(check),
};

fn check(context: &StatisticsContext<'_>, sink: &mut Sink) {
    let Some(counted) = counted(context) else {
        return;
    };
    for slot in Slot::all(counted) {
        let Some(column) = slot.column.and_then(|column| context.statistics.column(column)) else {
            continue;
        };
        let meaning = slot.column.and_then(|column| counted.columns.get(column));
        let tests = meaning.and_then(|column| column.meaning.tests()).unwrap_or_default();
        let conditions = all_in_words(context.register, tests).unwrap_or_else(|| Argument::from("–"));
        let title = column.title().unwrap_or_default();
        let title_place = column
            .get()
            .title
            .map_or_else(|| column.header(), |title| column.place(title));
        let rows = context.statistics.rows().zip(&counted.rows);
        for ((row, counted), verdict) in rows.zip(judge(context, slot)) {
            let Verdict::Miscounted {
                found,
                count,
                may_write,
            } = verdict
            else {
                continue;
            };
            let about = |message: Message, count: i64| {
                message
                    .with("column", &*title)
                    .with("item", row.item().unwrap_or_default())
                    .with("figure", slot.figure.name())
                    .with("found", found.value)
                    .with("count", count)
                    .with("published", published(context.register))
            };
            let (place, label) = how_counted(context.register, row, counted);
            let of_column = Message::attribute("figure-mismatch", "column").with("conditions", conditions.clone());
            let diagnostic = told(&FIGURE_MISMATCH.rule, found, (count, may_write), about);
            sink.push(diagnostic.related(title_place, of_column).related(place, label));
        }
    }
}
