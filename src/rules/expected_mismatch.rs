//! N001: expected is not the count.

use super::figures::{Figure, miscounted};
use super::{Check, Definition, Example, Needs, Page, Sink, StatisticsContext};
use crate::diagnostic::{FixAvailability, Rule, Severity};
use crate::messages::Text;

/// N001 `expected-mismatch`.
pub(super) static EXPECTED_MISMATCH: Definition = Definition {
    rule: Rule {
        code: "N001",
        name: "expected-mismatch",
        severity: Severity::Error,
        fix: FixAvailability::Safe,
    },
    needs: Needs::Scheme,
    page: Page {
        what: Text {
            zh: "统计行的应有数（expected）不等于该行统计的条目数。",
            en: "The `expected` figure of a row is not the number of entries that the row counts.",
        },
        why: Text {
            zh: "统计表是明细表的汇总；明细改了而统计没有跟着改，读者看到的就是旧数。",
            en: "Statistics summarise the tables; if the tables change and the statistics do not, readers see outdated figures.",
        },
        fix: Text {
            zh: "安全修复：改为按明细表统计的数目。若数目出乎意料，请看提示中“本行统计……”说的是哪些条目。",
            en: "Safe: changes the figure to the number counted in the tables. If the number is unexpected, the note shows which entries the row counts.",
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
  { item = "公共安全行业标准", expected = 2, existing = 0, ratio = "0%" },
#                                         ^ expected-mismatch: expected is 2, but the number of entries counted by “公共安全行业标准” is 1
  { item = "共计", expected = 2, existing = 1, ratio = "50%" },
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
    sink.extend(miscounted(context, &EXPECTED_MISMATCH.rule, Figure::Expected));
}
