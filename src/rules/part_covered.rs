//! E011: a part listed together with its own `（所有部分）`.

use super::{Check, Definition, Example, Needs, Page, RegisterContext, Sink};
use crate::diagnostic::{Diagnostic, FixAvailability, Rule, Severity};
use crate::messages::{Message, Text};
use crate::register::handle::EntryRef;

/// E011 `part-covered`.
pub(super) static PART_COVERED: Definition = Definition {
    rule: Rule {
        code: "E011",
        name: "part-covered",
        severity: Severity::Warning,
        fix: FixAvailability::None,
    },
    needs: Needs::Scheme,
    page: Page {
        what: Text {
            zh: "列了标准的某一部分，又列了这项标准的“（所有部分）”。",
            en: "A part of a standard is listed, and so is the same standard with `（所有部分）` (all parts).",
        },
        why: Text {
            zh: "“所有部分”已经包括这一部分，再列一次就重复计数；使用者也无法确定该依哪一条。",
            en: "All parts together already include this part: it is counted twice, and readers do not know which entry to use.",
        },
        fix: Text {
            zh: "只用其中一部分的，逐部分列出；全部都用的，只列“（所有部分）”。",
            en: "If only some parts are used, list them one by one; if all are used, list only `（所有部分）`.",
        },
        bad: Example::Entries(
            r#"
[[table.entry]]
number    = 1
code      = "2095021R1012Z"
standard  = "GB/Z 24294.3-2017"
#            ^^^^^^^^^^^^^^^^^ part-covered: GB/Z 24294（所有部分）
title     = "实施指南 第3部分：身份认证与授权管理"
status    = "已颁"
level     = "国家标准"
effective = 2017-12-01
owner     = "公安部计算机与信息处理标委会"

[[table.entry]]
number    = 2
code      = "2095021R1022Z"
standard  = "GB/Z 24294（所有部分）"
title     = "实施指南"
status    = "已颁"
level     = "国家标准"
effective = 2017-12-01
owner     = "公安部计算机与信息处理标委会"
"#,
        ),
        good: Example::Entries(
            r#"
[[table.entry]]
number    = 1
code      = "2095021R1012Z"
standard  = "GB/Z 24294（所有部分）"
title     = "实施指南"
status    = "已颁"
level     = "国家标准"
effective = 2017-12-01
owner     = "公安部计算机与信息处理标委会"
"#,
        ),
    },
    check: Check::Register(check),
};

fn check(context: &RegisterContext<'_>, sink: &mut Sink) {
    let register = context.register;
    for (_, group) in register.index.bases.shared() {
        let entries = || group.iter().filter_map(|id| register.entry(*id));
        let mut whole = entries().filter(|entry| entry.parts.is_some_and(|number| number.all_parts));
        let Some((whole, all_parts)) = whole.next().and_then(|entry| Some((entry, entry.standard?))) else {
            continue;
        };
        let is_part = |entry: &EntryRef<'_>| {
            let number = entry.parts.filter(|number| !number.all_parts);
            number.is_some_and(|number| !number.parts.is_empty()) && !entry.site.is_broken
        };
        for entry in entries().filter(is_part) {
            let Some(standard) = entry.standard else {
                continue;
            };
            let message = Message::new("part-covered")
                .with("part", entry.standard().unwrap_or_default())
                .with("whole", whole.text(all_parts));
            let label = Message::attribute("part-covered", "whole");
            sink.push(
                Diagnostic::new(&PART_COVERED.rule, entry.site.place(standard.span), message)
                    .related(whole.site.place(all_parts.span), label),
            );
        }
    }
}
