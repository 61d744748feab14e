//! E016: a published standard that takes effect after today, and one that is said to be upcoming and has taken effect.

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
            en: "A standard that is published and takes effect after today, or one that is upcoming and has taken effect.",
        },
        why: Text {
            zh: "标准已发布而尚未实施，引用时应当知道；也可能是日期抄错了。方案中有“即将实施”一类状态的，可以写明。",
            en: "It is published and does not apply yet, which whoever refers to it should know; or the date was copied wrongly. A status of the phase upcoming says it.",
        },
        fix: Text {
            zh: "日期无误的不必改，到期后提示自然消失；即将实施的到期后改为已颁，--unsafe-fixes 会改。",
            en: "Nothing is to be done where the date is right; the note goes away when the day has come. Where an upcoming standard has taken effect, write that it is published, as --unsafe-fixes does.",
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
