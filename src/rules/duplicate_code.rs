//! S001: a code that is used twice in the register.

use super::repeated_sequence::{self, Repeats};
use super::{Check, Definition, Example, Needs, Page, RegisterContext, Sink};
use crate::diagnostic::{Diagnostic, FixAvailability, Rule, Severity};
use crate::messages::{Message, Text};

/// S001 `duplicate-code`.
pub(super) static DUPLICATE_CODE: Definition = Definition {
    rule: Rule {
        code: "S001",
        name: "duplicate-code",
        severity: Severity::Error,
        fix: FixAvailability::Unsafe,
    },
    needs: Needs::Nothing,
    page: Page {
        what: Text {
            zh: "同一代码在体系表中用了两次。",
            en: "The same code is used twice in the register.",
        },
        why: Text {
            zh: "代码是标准在体系中的唯一标识；两项标准同码，引用时就分不清。",
            en: "The code identifies a standard in the system; two standards with the same code cannot be distinguished.",
        },
        fix: Text {
            zh: "不安全修复：后一处改用本表顺序码范围内、前后两条之间最小的空号。请核对哪一项才应改号；在编辑器中两处都可以改。其间没有空号，或两处代码前几层与所在的表不符时，不提供修复。",
            en: "Unsafe: changes the later entry to the lowest free sequence number of its table between its neighbours. Check which of the two should change; in an editor either can. There is no fix if no number is free there, or if the first layers of one of the codes do not match its table.",
        },
        bad: Example::Entries(
            r#"
[[table.entry]]
number = 1
code   = "2095021P1013T"
title  = "公安数据元编写规则"
status = "拟编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"

[[table.entry]]
number = 2
code   = "2095021P1013T"
#         ^^^^^^^^^^^^^ duplicate-code: 2095021P1013T
title  = "公安数据元"
status = "拟编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"
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

[[table.entry]]
number = 2
code   = "2095021P1023T"
title  = "公安数据元"
status = "拟编"
level  = "行业标准"
owner  = "公安部计算机与信息处理标委会"
"#,
        ),
    },
    check: Check::Codes(check),
};

fn check(context: &RegisterContext<'_>, sink: &mut Sink) {
    let register = context.register;
    for repeated in repeated_sequence::all(register) {
        let (entry, first) = (repeated.entry, repeated.first);
        let (Some(code), Some(first_code), Repeats::Code) = (entry.code, first.code, repeated.repeats) else {
            continue;
        };
        let message = Message::new("duplicate-code").with("code", entry.code().unwrap_or_default());
        let label = Message::attribute("duplicate-code", "first");
        let diagnostic = Diagnostic::new(&DUPLICATE_CODE.rule, entry.site.place(code.span), message)
            .twin(first.site.place(first_code.span), label);
        sink.push(repeated.with_fix(register, diagnostic));
    }
}
