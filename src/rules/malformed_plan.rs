//! E014: a `plan` that is not a plan number.

use super::{Check, Definition, EntryContext, Example, Needs, Page, Sink};
use crate::diagnostic::{Diagnostic, FixAvailability, Rule, Severity};
use crate::messages::{Message, Text};
use crate::number::plan::{PlanFault, parse_plan};

/// E014 `malformed-plan`.
pub(super) static MALFORMED_PLAN: Definition = Definition {
    rule: Rule {
        code: "E014",
        name: "malformed-plan",
        severity: Severity::Warning,
        fix: FixAvailability::None,
    },
    needs: Needs::Scheme,
    page: Page {
        what: Text {
            zh: "计划号（plan）不是国家标准计划号（20190123-T-469）、各部门行业标准计划号（2019-0123T-QC），也不符合编码方案中 [[plan]] 的形式；内置方案的形式是以年份开头的九位数字。",
            en: "The value of `plan` is not a national plan number (20190123-T-469), not a ministry plan number (2019-0123T-QC), and matches no form defined by the scheme under `[[plan]]`; the built-in scheme defines nine digits that start with the year.",
        },
        why: Text {
            zh: "在编标准靠计划号跟踪；抄错一位，指的就是另一项计划。",
            en: "Standards in drafting are tracked by their plan number; with one wrong digit, it is a different plan.",
        },
        fix: Text {
            zh: "对照计划下达文件改正。年份应在 1990 年到明年之间。",
            en: "Correct it from the document that issued the plan. The year must be between 1990 and next year.",
        },
        bad: Example::Entries(
            r#"
[[table.entry]]
number = 1
code   = "2095021P1013T"
plan   = "20165016"
#         ^^^^^^^^ malformed-plan: 20165016
title  = "公安数据元编写规则"
status = "在编"
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
    let Some(plan) = context.entry.plan else {
        return;
    };
    let text = context.string(plan);
    let Err(fault) = parse_plan(&text, &context.scheme().grammar, context.today.year) else {
        return;
    };
    let message = match fault {
        PlanFault::Form(_) => Message::new("malformed-plan").with("forms", context.scheme().grammar.plan_forms()),
        PlanFault::Year(year) => Message::attribute("malformed-plan", "year")
            .with("year", year.of_text(&text))
            .with("last", u32::from(context.today.year) + 1),
    };
    let message = message.with("plan", &*text);
    let place = context.part(plan, fault.span());
    sink.push(Diagnostic::new(&MALFORMED_PLAN.rule, place, message));
}
