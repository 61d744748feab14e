//! S004: numbers (序号) that do not run 1, 2, 3 … within a table.

use super::table_numbers;
use super::{Check, Definition, Example, Needs, Page, Sink, TableContext};
use crate::diagnostic::{Diagnostic, FixAvailability, Rule, Severity};
use crate::messages::{Message, Text};

/// S004 `number-order`.
pub(super) static NUMBER_ORDER: Definition = Definition {
    rule: Rule {
        code: "S004",
        name: "number-order",
        severity: Severity::Warning,
        fix: FixAvailability::Safe,
    },
    needs: Needs::Nothing,
    page: Page {
        what: Text {
            zh: "表中的序号没有从 1 起逐行加 1：有跳号，或顺序颠倒。每处中断报一次。",
            en: "The numbers (序号) in a table do not run 1, 2, 3 …: one is skipped, or the order is wrong. Each break is reported once.",
        },
        why: Text {
            zh: "序号表示“第几项”；跳号让人以为少了一项，最后一个序号也不再等于条目总数。",
            en: "The number says which item it is; a gap looks like a missing entry, and the last number no longer equals the number of entries.",
        },
        fix: Text {
            zh: "安全修复：将全表序号从 1 起重排。表中有无法读取的条目时不修复；全表出错时，只有前面的几处带这项修复。",
            en: "Safe: renumbers the whole table from 1. There is no fix if an entry of the table cannot be read. If very many entries are wrong, only the first findings offer the fix.",
        },
        bad: Example::Entries(
            r#"
[[table.entry]]
number = 1
code   = "2095021P1013T"
title  = "公安数据元编写规则"
status = "拟编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"

[[table.entry]]
number = 3
#        ^ number-order: 3
code   = "2095021P1023T"
title  = "公安数据元"
status = "拟编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"
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
owner  = "公安部计算机与信息处理标委会"

[[table.entry]]
number = 2
code   = "2095021P1023T"
title  = "公安数据元"
status = "拟编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"
"#,
        ),
    },
    check: Check::Table(check),
};

fn check(context: &TableContext<'_>, sink: &mut Sink) {
    let breaks = table_numbers::breaks(context);
    let mut fixes = table_numbers::Renumbering::new(context, breaks.len());
    for (number, expected) in breaks {
        let message = Message::new("number-order")
            .with("number", number.value)
            .with("expected", expected)
            .with("table", context.table.id().unwrap_or_default());
        let diagnostic = Diagnostic::new(&NUMBER_ORDER.rule, number.place, message);
        sink.push(fixes.attach(diagnostic));
    }
}
