//! E016: a published standard with an effective date in the future, or an upcoming one that is already in force.

use super::implausible_date::is_implausible;
use super::{Check, Definition, EntryContext, Example, Needs, Page, Sink};
use crate::diagnostic::{Applicability, Diagnostic, FixAvailability, Rule, Severity};
use crate::messages::{Message, Text};
use crate::scheme::Phase;
use crate::syntax::Str;

/// E016 `future-date`.
pub(super) static FUTURE_DATE: Definition = Definition {
    rule: Rule {
        code: "E016",
        name: "future-date",
        severity: Severity::Info,
        fix: FixAvailability::Unsafe,
    },
    needs: Needs::Scheme,
    page: Page {
        what: Text {
            zh: "状态为已颁，实施日期却在今天之后；或状态为即将实施，实施日期已到。",
            en: "A published standard has an effective date in the future, or an upcoming standard is already in force.",
        },
        why: Text {
            zh: "标准已发布但尚未实施，引用时应当知道；也可能是日期抄错了。编码方案中有“即将实施”一类状态时，可以写明。",
            en: "The standard is published but not yet in force, which readers should know; or the date was copied wrongly. If the scheme has a status for upcoming standards, use it.",
        },
        fix: Text {
            zh: "日期无误时不必修改，到期后提示自然消失；即将实施的标准到期后改为已颁，--unsafe-fixes 可以代改。",
            en: "If the date is right, nothing needs to be done: the finding disappears when the date is reached. If an upcoming standard is now in force, change its status to published; --unsafe-fixes does this.",
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
    let Some(date) = context.entry.effective else {
        return;
    };
    if date.value <= context.today {
        if let Some((status, Phase::Upcoming)) = context.phase() {
            sink.push(in_force(context, status, &date.value.to_string()));
        }
        return;
    }
    // A date that cannot be right is told by its own rule.
    if !matches!(context.phase(), Some((_, Phase::Published))) || is_implausible(context) {
        return;
    }
    let message = Message::new("future-date")
        .with("date", date.value.to_string())
        .with("today", context.today.to_string());
    sink.push(Diagnostic::new(&FUTURE_DATE.rule, context.place(date.span), message));
}

/// An upcoming standard that has taken effect.
fn in_force(context: &EntryContext<'_>, status: Str, date: &str) -> Diagnostic {
    let message = Message::attribute("future-date", "in-force")
        .with("status", context.string(status))
        .with("date", date);
    let diagnostic = Diagnostic::new(&FUTURE_DATE.rule, context.place(status.span), message);
    let mut statuses = context.vocabulary().statuses.iter();
    // A register has the statuses of its scheme first.
    let Some(term) = statuses.find(|term| term.phase == Phase::Published) else {
        return diagnostic;
    };
    match context.written(status, &term.name) {
        Some(text) => {
            let title = Message::attribute("future-date", "fix").with("term", term.name.as_str());
            diagnostic.replace(Applicability::Unsafe, title, context.place(status.span), text)
        }
        None => diagnostic,
    }
}
