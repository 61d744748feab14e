//! E010: one standard number in two entries.

use super::{Check, Definition, Example, Needs, Page, RegisterContext, Sink};
use crate::diagnostic::{Diagnostic, FixAvailability, Rule, Severity};
use crate::messages::{Message, Text};

/// E010 `duplicate-standard`.
pub(super) static DUPLICATE_STANDARD: Definition = Definition {
    rule: Rule {
        code: "E010",
        name: "duplicate-standard",
        severity: Severity::Error,
        fix: FixAvailability::None,
    },
    needs: Needs::Scheme,
    page: Page {
        what: Text {
            zh: "同一标准号（部分、年份都相同）在体系表中列了两次。",
            en: "Two entries have the same standard number, including part and year.",
        },
        why: Text {
            zh: "一项标准在体系中只占一个位置、一个代码；列两次，统计就多算一项。",
            en: "A standard has one place and one code in the system; if it is listed twice, it is counted twice.",
        },
        fix: Text {
            zh: "留下位置正确的一条，删去另一条；标准号抄错的，改正标准号。",
            en: "Keep the entry that is in the right place and delete the other; if the number was copied wrongly, correct it.",
        },
        bad: Example::Entries(
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

[[table.entry]]
number    = 2
code      = "2095021P1023T"
standard  = "GA/T 542-2011"
#            ^^^^^^^^^^^^^ duplicate-standard: GA/T 542-2011
title     = "公安数据元"
status    = "已颁"
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

[[table.entry]]
number    = 2
code      = "2095021P1023T"
standard  = "GA/T 543.1-2011"
title     = "公安数据元（1）"
status    = "已颁"
level     = "行业标准"
effective = 2011-12-01
owner     = "公安部计算机与信息处理标委会"
"#,
        ),
    },
    check: Check::Register(check),
};

fn check(context: &RegisterContext<'_>, sink: &mut Sink) {
    let register = context.register;
    for (_, group) in register.index.numbers.shared() {
        let mut entries = group
            .iter()
            .filter_map(|id| register.entry(*id))
            .filter_map(|entry| Some((entry, entry.standard?)));
        let Some((first, first_standard)) = entries.next() else {
            continue;
        };
        for (entry, standard) in entries.filter(|(entry, _)| !entry.site.is_broken) {
            let message = Message::new("duplicate-standard").with("number", entry.standard().unwrap_or_default());
            let first = first.site.place(first_standard.span);
            sink.push(
                Diagnostic::new(&DUPLICATE_STANDARD.rule, entry.site.place(standard.span), message)
                    .twin(first, Message::attribute("duplicate-standard", "first")),
            );
        }
    }
}
