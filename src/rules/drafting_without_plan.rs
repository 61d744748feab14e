//! E006: a standard in drafting without its plan number.

use super::malformed_number::is_plan;
use super::{Check, Definition, EntryContext, Example, Needs, Page, Sink};
use crate::diagnostic::{Diagnostic, FixAvailability, Rule, Severity};
use crate::keys::ColumnRole;
use crate::messages::{Message, Text};

/// E006 `drafting-without-plan`.
pub(super) static DRAFTING_WITHOUT_PLAN: Definition = Definition {
    rule: Rule {
        code: "E006",
        name: "drafting-without-plan",
        severity: Severity::Warning,
        fix: FixAvailability::None,
    },
    needs: Needs::Scheme,
    page: Page {
        what: Text {
            zh: "状态为在编，却没有计划号（plan）。",
            en: "A standard in drafting has no plan number (`plan`).",
        },
        why: Text {
            zh: "在编标准没有标准号，靠计划号查找和跟踪；没有计划号，说明尚未立项，状态应为拟编。",
            en: "A standard in drafting has no standard number yet and is tracked by its plan number; without one, the project has not been approved and the standard is only planned.",
        },
        fix: Text {
            zh: "补上计划号；尚未立项时，改正状态。体系不要求这一栏时，在 [[column]] 中写 key = \"plan\"、required = false，本规则即不再提示。编辑器可以代为添加这个键。",
            en: "Add the number of the plan; if no plan has been issued yet, correct the status. If your system does not require this column, add a [[column]] with key = \"plan\" and required = false, and this rule is silent. An editor can add the key.",
        },
        bad: Example::Entries(
            r#"
[[table.entry]]
number = 1
code   = "2095021P1013T"
title  = "公安数据元编写规则"
status = "在编"
#         ^^^^ drafting-without-plan
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"
"#,
        ),
        good: Example::Entries(
            r#"
[[table.entry]]
number = 1
code   = "2095021P1013T"
plan   = "201650163"
title  = "公安数据元编写规则"
status = "在编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"
"#,
        ),
    },
    check: Check::Entry(check),
};

fn check(context: &EntryContext<'_>, sink: &mut Sink) {
    // It is the status that asks for it, and what it asks for is not there to point at.
    if context.entry.plan.is_some() {
        return;
    }
    let Some(status) = context.lacks(ColumnRole::Plan) else {
        return;
    };
    // The plan is there, under another key: E007 tells that.
    if is_plan(context) {
        return;
    }
    let message = Message::new("drafting-without-plan").with("status", context.string(status));
    let place = context.place(status.span);
    sink.push(Diagnostic::new(&DRAFTING_WITHOUT_PLAN.rule, place, message));
}
