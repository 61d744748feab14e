//! E003: a published standard without its number.

use super::{Check, Definition, EntryContext, Example, Needs, Page, Sink};
use crate::diagnostic::{Diagnostic, FixAvailability, Rule, Severity};
use crate::keys::ColumnRole;
use crate::messages::{Message, Text};

/// E003 `published-without-number`.
pub(super) static PUBLISHED_WITHOUT_NUMBER: Definition = Definition {
    rule: Rule {
        code: "E003",
        name: "published-without-number",
        severity: Severity::Error,
        fix: FixAvailability::None,
    },
    needs: Needs::Scheme,
    page: Page {
        what: Text {
            zh: "状态为已颁，却没有标准号（standard）。",
            en: "A published standard has no standard number (`standard`).",
        },
        why: Text {
            zh: "标准发布时即有标准号；没有标准号，读者找不到这项标准，归属、性质和级别也无法核对。",
            en: "A standard gets its number when it is published; without it, readers cannot find the standard, and ownership, nature and level cannot be checked.",
        },
        fix: Text {
            zh: "补上标准号；尚未发布时，改正状态。体系不要求这一栏时，在 [[column]] 中写 key = \"standard\"、required = false，本规则即不再提示。编辑器可以代为添加这个键。",
            en: "Add the number; if the standard is not published yet, correct the status. If your system does not require this column, add a [[column]] with key = \"standard\" and required = false, and this rule is silent. An editor can add the key.",
        },
        bad: Example::Entries(
            r#"
[[table.entry]]
number    = 1
code      = "2095021P1013T"
title     = "公安数据元编写规则"
status    = "已颁"
#            ^^^^ published-without-number
level     = "行业标准"
effective = 2011-12-01
owner     = "公安部计算机与信息处理标委会"
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
    if context.entry.standard.is_some() {
        return;
    }
    let Some(status) = context.lacks(ColumnRole::Standard) else {
        return;
    };
    let message = Message::new("published-without-number").with("status", context.string(status));
    let place = context.place(status.span);
    sink.push(Diagnostic::new(&PUBLISHED_WITHOUT_NUMBER.rule, place, message));
}
