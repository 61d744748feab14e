//! E016: a published standard that takes effect after today.

use super::implausible_date::is_implausible;
use super::{Check, Definition, EntryContext, Example, Page, Sink};
use crate::diagnostic::{Diagnostic, FixAvailability, Rule, Severity};
use crate::messages::{Message, Text};
use crate::scheme::Phase;

/// E016 `future-date`.
pub(super) static FUTURE_DATE: Definition = Definition {
    rule: Rule {
        code: "E016",
        name: "future-date",
        severity: Severity::Info,
        fix: FixAvailability::None,
    },
    page: Page {
        what: Text {
            zh: "状态为已颁，实施日期却在今天之后。",
            en: "A standard that is published, and takes effect after today.",
        },
        why: Text {
            zh: "标准已发布而尚未实施，引用时应当知道；也可能是日期抄错了。",
            en: "It is published and does not apply yet, which whoever refers to it should know; or the date was copied wrongly.",
        },
        fix: Text {
            zh: "日期无误的不必改，到期后提示自然消失。",
            en: "Nothing is to be done where the date is right; the note goes away when the day has come.",
        },
        bad: Example::Entries(
            r#"
[[table.entry]]
number    = 1
code      = "2095021P1013T"
standard  = "GA/T 542-2026"
title     = "公安数据元编写规则"
status    = "已颁"
level     = "行业标准"
effective = 2027-07-01
#           ^^^^^^^^^^ future-date: 2027-07-01
owner     = "公安部计算机与信息处理标委会"
"#,
        ),
        good: Example::Entries(
            r#"
[[table.entry]]
number    = 1
code      = "2095021P1013T"
standard  = "GA/T 542-2026"
title     = "公安数据元编写规则"
status    = "已颁"
level     = "行业标准"
effective = 2026-06-01
owner     = "公安部计算机与信息处理标委会"
"#,
        ),
    },
    check: Check::Entry(check),
};

fn check(context: &EntryContext<'_>, sink: &mut Sink) {
    let Some(date) = context.entry.effective.filter(|date| date.value > context.today) else {
        return;
    };
    // A date that cannot be right is told by its own rule.
    if !matches!(context.phase(), Some((_, Phase::Published))) || is_implausible(context) {
        return;
    }
    let message = Message::new("future-date")
        .with("date", date.value.to_string())
        .with("today", context.today.to_string());
    sink.push(Diagnostic::new(&FUTURE_DATE.rule, context.place(date.span), message));
}
