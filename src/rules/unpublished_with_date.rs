//! E005: a standard in drafting or planned, with an effective date.

use super::entry_text::without_key;
use super::{Check, Definition, EntryContext, Example, Needs, Page, Sink};
use crate::diagnostic::{Applicability, Diagnostic, FixAvailability, Rule, Severity};
use crate::keys::ColumnRole;
use crate::messages::{Message, Text};
use crate::scheme::Phase;

/// E005 `unpublished-with-date`.
pub(super) static UNPUBLISHED_WITH_DATE: Definition = Definition {
    rule: Rule {
        code: "E005",
        name: "unpublished-with-date",
        severity: Severity::Warning,
        fix: FixAvailability::Unsafe,
    },
    needs: Needs::Scheme,
    page: Page {
        what: Text {
            zh: "状态为在编或拟编，却有实施日期（effective）。",
            en: "A standard in drafting or planned has an effective date (`effective`).",
        },
        why: Text {
            zh: "没有发布的标准不会有实施日期；多半是状态没有更新，或日期填错了行。",
            en: "An unpublished standard is not in force; usually the status was not updated, or the date belongs to another line.",
        },
        fix: Text {
            zh: "不安全修复：删去实施日期。请先核对应改的是不是状态。",
            en: "Unsafe: removes the date. First check whether it is the status that is wrong.",
        },
        bad: Example::Entries(
            r#"
[[table.entry]]
number    = 1
code      = "2095021P1013T"
title     = "公安数据元编写规则"
status    = "拟编"
level     = "行业标准"
effective = 2011-12-01
#           ^^^^^^^^^^ unpublished-with-date
owner     = "公安部计算机与信息处理标委会"
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
"#,
        ),
    },
    check: Check::Entry(check),
};

fn check(context: &EntryContext<'_>, sink: &mut Sink) {
    let Some((status, Phase::Drafting | Phase::Planned)) = context.phase() else {
        return;
    };
    let Some(date) = context.entry.effective else {
        return;
    };
    let message = Message::new("unpublished-with-date").with("status", context.string(status));
    let label = Message::attribute("unpublished-with-date", "status");
    let diagnostic = Diagnostic::new(&UNPUBLISHED_WITH_DATE.rule, context.place(date.span), message)
        .related(context.place(status.span), label);
    sink.push(
        match without_key(context.entry, context.columns().key_of(ColumnRole::Effective)) {
            Some(edits) => {
                let title = Message::attribute("unpublished-with-date", "fix");
                diagnostic.fix(Applicability::Unsafe, title, edits)
            }
            None => diagnostic,
        },
    );
}
