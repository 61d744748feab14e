//! E004: a published standard without its effective date.

use super::{Check, Definition, EntryContext, Example, Needs, Page, Sink};
use crate::diagnostic::{Diagnostic, FixAvailability, Rule, Severity};
use crate::keys::ColumnRole;
use crate::messages::{Message, Text};

/// E004 `published-without-date`.
pub(super) static PUBLISHED_WITHOUT_DATE: Definition = Definition {
    rule: Rule {
        code: "E004",
        name: "published-without-date",
        severity: Severity::Error,
        fix: FixAvailability::None,
    },
    needs: Needs::Scheme,
    page: Page {
        what: Text {
            zh: "状态为已颁，却没有实施日期（effective）。",
            en: "A published standard has no effective date (`effective`).",
        },
        why: Text {
            zh: "实施日期决定此刻能否引用这项标准。",
            en: "The date shows whether the standard is already in force.",
        },
        fix: Text {
            zh: "补上标准封面上的实施日期；尚未发布时，改正状态。体系不要求这一栏时，在 [[column]] 中写 key = \"effective\"、required = false，本规则即不再提示。编辑器可以代为添加这个键。",
            en: "Add the date given on the cover of the standard; if the standard is not published yet, correct the status. If your system does not require this column, add a [[column]] with key = \"effective\" and required = false, and this rule is silent. An editor can add the key.",
        },
        bad: Example::Entries(
            r#"
[[table.entry]]
number   = 1
code     = "2095021P1013T"
standard = "GA/T 542-2011"
title    = "公安数据元编写规则"
status   = "已颁"
#           ^^^^ published-without-date
level    = "行业标准"
owner    = "公安部计算机与信息处理标委会"
"#,
        ),
        good: Example::Entries(
            r#"
[[table.entry]]
number    = 1
code      = "2095021P1013T"
standard  = "GA/T 542-2011"
title     = "公安数据元编写规则"
status    = "已颁"
level     = "行业标准"
effective = 2011-12-01
owner     = "公安部计算机与信息处理标委会"
"#,
        ),
    },
    check: Check::Entry(check),
};

fn check(context: &EntryContext<'_>, sink: &mut Sink) {
    // It is the status that asks for it, and what it asks for is not there to point at.
    if context.entry.effective.is_some() {
        return;
    }
    let Some(status) = context.lacks(ColumnRole::Effective) else {
        return;
    };
    let message = Message::new("published-without-date").with("status", context.string(status));
    let place = context.place(status.span);
    sink.push(Diagnostic::new(&PUBLISHED_WITHOUT_DATE.rule, place, message));
}
