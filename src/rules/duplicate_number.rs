//! S003: a number (序号) that two entries of one table share.

use super::table_numbers;
use super::{Check, Definition, Example, Needs, Page, Sink, TableContext};
use crate::diagnostic::{Diagnostic, FixAvailability, Rule, Severity};
use crate::messages::{Message, Text};

/// S003 `duplicate-number`.
pub(super) static DUPLICATE_NUMBER: Definition = Definition {
    rule: Rule {
        code: "S003",
        name: "duplicate-number",
        severity: Severity::Error,
        fix: FixAvailability::Safe,
    },
    needs: Needs::Nothing,
    page: Page {
        what: Text {
            zh: "一张表中两项标准的序号相同。",
            en: "Two entries of a table have the same number (序号).",
        },
        why: Text {
            zh: "人们按“表 A.4 第 3 项”来引用，序号重复就无法确定指哪一项。",
            en: "People refer to “item 3 of table A.4”; if a number is used twice, it is unclear which item is meant.",
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
number = 1
#        ^ duplicate-number: 1
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
    let repeated = table_numbers::repeated(context);
    let mut fixes = table_numbers::Renumbering::new(context, repeated.len());
    for (number, first) in repeated {
        let message = Message::new("duplicate-number")
            .with("number", number.value)
            .with("table", context.table.id().unwrap_or_default());
        let diagnostic = Diagnostic::new(&DUPLICATE_NUMBER.rule, number.place, message)
            .twin(first, Message::attribute("duplicate-number", "first"));
        sink.push(fixes.attach(diagnostic));
    }
}
